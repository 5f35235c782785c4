"""The forms of expressions of time over lower-cased text, and the words that begin each."""

import re
from functools import cache

from gawah.coding.rules.dates.words import NUMBERS, ORDINALS, word_set

# One gap between words: a line may wrap in it, a paragraph may not end; bounded, so that blanks cost no time.
GAP = r"(?:[^\S\n]{1,9}(?:\n[^\S\n]{0,9})?|\n[^\S\n]{0,9})"
DASH = r"[ ]?[-\u2013\u2014][ ]?"
MONTH = (
    r"(?:jan(?:uary|\.)?|feb(?:ruary|\.)?|mar(?:ch|\.)?|apr(?:il|\.)?|may|june|jun\.?|july|jul\.?|aug(?:ust|\.)?"
    r"|sep(?:t(?:ember|\.)?|\.)?|oct(?:ober|\.)?|nov(?:ember|\.)?|dec(?:ember|\.)?)"
)
_ORD = r"(?:st|nd|rd|th)?"
_DAY = r"(?:3[01]|[12][0-9]|0?[1-9])"
_NO_DAY = r"(?![0-9%]|[.,:][0-9]|[ ]?[ap]\.?m\b)"  # what shows that the digits before are more than a day
YEAR = r"(?:1[5-9]|20)[0-9]{2}(?![0-9%]|[.,:][0-9]|-[a-z])"
_JOIN = rf"(?:{DASH}|{GAP}(?:to|and|until|till|through){GAP}|[ ]?[/&][ ]?)"
_UNIT = r"(?:hour|day|weekend|week|fortnight|month|year|decade)"
_NUM = rf"(?:{'|'.join(sorted(NUMBERS, key=len, reverse=True))}|[0-9]{{1,3}})"
_VAGUE = r"(?:(?:a|the)[ ])?(?:few|several|some|many|couple of|dozen)"
_PART = (
    r"(?:(?:mid-?)?(?:morning|noon|afternoon|evening|night|day)|midnight|dawn|dusk|daybreak|sunrise|sunset|noontime)"
)
_WHICH = r"(?:last|past|previous|preceding|following|next|coming|this|current|same|that)"
_TAIL = r"(?:ago|back|earlier|before|previously|prior|later|afterwards?|thereafter|after)"

_YEAR_BESIDE = rf"(?:[ ]?,)?{GAP}(?:of{GAP})?"  # before "last year", which says the year of the day before it

_FORMS = {
    "iso": (
        r"(?P<iso_y>(?:1[5-9]|20)[0-9]{2})(?P<iso_s>[-/.])(?P<iso_m>0?[1-9]|1[0-2])(?P=iso_s)"
        rf"(?P<iso_d>{_DAY})(?![0-9-])"
    ),
    "num": rf"(?P<num_a>{_DAY})(?P<num_s>[-/.])(?P<num_b>{_DAY})(?P=num_s)(?P<num_y>(?:19|20)[0-9]{{2}})(?![0-9-])",
    "dm": (
        rf"(?P<dm_d>{_DAY}){_ORD}(?:(?P<dm_j>{_JOIN}|,[ ])(?P<dm_e>{_DAY}){_ORD})?"
        rf"(?:{GAP}(?:day{GAP})?(?:of{GAP})?|-|\.?[ ]?)(?P<dm_m>{MONTH})(?![a-z])"
        rf"(?:{_YEAR_BESIDE}(?P<dm_q>last|this|next){GAP}year"
        rf"|(?:[ ]?[,.])?(?:{GAP}|-)?(?:(?P<dm_y>{YEAR})|(?P<dm_yy>'?[0-9]{{2}})(?![0-9.,:/%a-z-])))?"
    ),
    "md": (
        rf"(?P<md_m>{MONTH})(?![a-z])(?:{GAP}(?:the{GAP})?|-)?(?P<md_d>{_DAY}){_ORD}{_NO_DAY}"
        rf"(?:(?P<md_j>{_JOIN})(?P<md_e>{_DAY}){_ORD}{_NO_DAY}(?!{GAP}{MONTH}(?![a-z])))?"
        rf"(?:{_YEAR_BESIDE}(?P<md_q>last|this|next){GAP}year"
        rf"|(?:[ ]?,)?(?:{GAP}|-)?(?P<md_y>{YEAR})|[ ](?P<md_yy>'?[0-9]{{2}})(?=[ ]?(?:[(]|--)))?"
    ),
    "my": (
        rf"(?P<my_m>{MONTH})(?![a-z])(?:(?:[ ]?,)?(?:{GAP}|-)?(?:of{GAP})?(?P<my_y>{YEAR})"
        rf"|{_YEAR_BESIDE}(?P<my_q>last|this|next){GAP}year)"
    ),
    "mon": rf"(?:(?P<mon_q>last|past|this|next){GAP})?(?P<mon_m>{MONTH})(?![a-z])(?:{GAP}(?P<mon_l>last)(?![a-z]))?",
    "sea": (
        rf"(?:(?P<sea_q>last|past|this|next){GAP})?(?P<sea_s>spring|summer|autumn|fall|winter)(?![a-z])"
        rf"(?:{GAP}(?:of{GAP}|in{GAP})?(?P<sea_y>{YEAR}))?"
    ),
    "wd": (
        rf"(?:(?P<wd_q>{_WHICH}){GAP})?(?P<wd_w>(?:mon|tues|wednes|thurs|fri|satur|sun)day)(?![a-z])"
        rf"(?:{GAP}(?P<wd_l>last)(?![a-z]))?"
    ),
    "wa": r"(?P<wa_w>mon|tues?|wed|thurs?|thu|fri|sat|sun)(?![a-z])\.?",
    "rel": rf"(?P<rel_w>today|(?:day{GAP}before{GAP})?yesterday|(?:day{GAP}after{GAP})?tomorrow|tonight)(?![a-z])",
    "q": (
        rf"(?P<q_w>{_WHICH}){GAP}(?:(?P<q_n>{_NUM}|{_VAGUE}){GAP})?(?P<q_u>{_UNIT}|{_PART})(?P<q_s>s?)(?![a-z])"
        rf"(?:{GAP}(?P<q_p>{_PART})(?![a-z]))?"
    ),
    "n": (
        rf"(?P<n_n>{_NUM}|{_VAGUE})(?P<n_h>[ ]?-[ ]?|{GAP})"
        rf"(?P<n_x>(?:more|full|straight|consecutive|successive|whole|long){GAP})?"
        rf"(?P<n_u>{_UNIT}|night)s?(?![a-z])(?:{GAP}(?P<n_t>{_TAIL})(?![a-z]))?"
    ),
    "u": rf"(?P<u_u>{_UNIT}|{_PART})(?P<u_s>s?){GAP}(?P<u_t>{_TAIL})(?![a-z])",
    "in": rf"(?:earlier|later){GAP}(?:in|during){GAP}(?:the|that){GAP}(?P<in_u>day|week|month|year)(?![a-z])",
    "soon": rf"(?:not{GAP}long|shortly|soon|immediately){GAP}(?P<soon_t>after(?:wards?)?|thereafter|before)(?![a-z])",
    "due": rf"due{GAP}course(?![a-z])",
    "wkd": r"weekend(?![a-z])",
    "dom": rf"(?P<dom_d>{_DAY})(?:st|nd|rd|th)(?![a-z-])(?:{GAP}of{GAP}(?:the|this){GAP}month)?",
    "ann": rf"(?:(?P<ann_n>[0-9]{{1,3}}(?:st|nd|rd|th)|{'|'.join(ORDINALS)}){GAP})?anniversary(?![a-z])",
    "dec": r"(?P<dec_y>(?:1[5-9]|20)[0-9]0)'?s(?![a-z])",
    "clk": (
        r"(?P<clk_h>[01]?[0-9]|2[0-4])(?:[:. ]?(?P<clk_m>[0-5][0-9]))?"
        r"[ ]?(?:(?P<clk_p>[ap])\.?[ ]?m(?![a-z])\.?|(?:hours|hrs?|gmt|utc)(?![a-z]))"
    ),
    "hm": r"(?P<hm_h>[01]?[0-9]|2[0-3]):(?P<hm_m>[0-5][0-9])(?![0-9:])",
    "mil": (
        r"(?:(?=0)|(?<=at[ \n])|(?<=about )|(?<=around )|(?<=approximately ))"
        r"(?P<mil_h>[01][0-9]|2[0-3])(?P<mil_m>[0-5][0-9])(?![0-9%]|[.,:/-][0-9])"
    ),
    "clock": r"(?P<clock_h>[01]?[0-9])[ ]?o['’]clock(?![a-z])",
    "yr": rf"(?P<yr_y>{YEAR})(?:{DASH}(?P<yr_e>{YEAR}|[0-9]{{2}}(?![0-9-])))?",
    "hrs": r"(?P<hrs_w>(?:early|wee|small|late)[ ](?:morning[ ])?hours)(?![a-z])",
    "part": rf"(?P<part_w>{_PART}|overnight)(?![a-z])",
}
_ANY_UNIT = r"(?:hour|day|week|fortnight|month|year|decade)"
_ANY_PART = r"(?:mid-?)?(?:morning|noon|afternoon|evening|night|day)"
_ANY_SEASON = r"(?:spring|summer|autumn|fall|winter)"
_ANY_WEEKDAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"
_ANY_TIME = rf"(?:{_ANY_UNIT}|{_ANY_PART}|{_ANY_WEEKDAY}|{_ANY_SEASON}|{MONTH})"
_SPACED = r"\s{1,9}"

# The words that begin an expression, by class: the words, what has to follow, and the forms that they begin.
_CLASSES: dict[str, tuple[frozenset[str], str, tuple[str, ...]]] = {
    "month": (
        word_set(
            "jan january feb february mar march apr april may jun june jul july aug august sep sept september"
            " oct october nov november dec december"
        ),
        r"(?![a-z])",
        ("md", "my", "mon"),
    ),
    "weekday": (
        word_set(
            "monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun"
        ),
        r"(?![a-z])",
        ("wd", "wa"),
    ),
    "day": (word_set("today yesterday tomorrow tonight"), r"(?![a-z])", ("rel",)),
    "part": (
        word_set(
            "morning noon noontime afternoon evening night midnight midday mid dawn dusk daybreak sunrise sunset"
            " overnight"
        ),
        r"(?![a-z])",
        ("u", "part"),
    ),
    "unit": (
        word_set("hour hours day days week weeks fortnight month months year years decade decades"),
        rf"(?={_SPACED}{_TAIL})",
        ("rel", "u"),
    ),
    "weekend": (word_set("weekend"), r"(?![a-z])", ("wkd",)),
    "season": (
        word_set("spring summer autumn fall winter"),
        rf"(?={_SPACED}(?:of{_SPACED}|in{_SPACED})?[12])",
        ("sea",),
    ),
    "order": (
        word_set("shortly soon immediately not due earlier later early wee small late") | set(ORDINALS),
        rf"(?={_SPACED}(?:after|before|there|long\s|course|in\s|during\s|morning|hours|anniv))",
        ("soon", "due", "in", "hrs", "ann"),
    ),
    "anniversary": (word_set("anniversary"), r"(?![a-z])", ("ann",)),
    "which": (
        word_set("last past previous preceding following next coming this current same that"),
        rf"(?={_SPACED}(?:[a-z0-9]{{1,12}}{_SPACED}){{0,2}}{_ANY_TIME})",
        ("mon", "sea", "wd", "q"),
    ),
    "number": (
        word_set("few several some many couple dozen") | set(NUMBERS),
        rf"(?=[\s-]{{1,9}}(?:[a-z]{{1,12}}[\s-]{{1,9}}){{0,2}}(?:{_ANY_UNIT}|night))",
        ("n",),
    ),
}
DIGIT_FORMS = ("iso", "num", "dm", "n", "dec", "clk", "clock", "hm", "mil", "ann", "yr", "dom")
# Digits after a letter and a hyphen, or after a point, are part of something else: "M-19", "1,200", "051-2021"; not so
# in "mid-2013" and "5 May-3 June".
_DIGITS = (
    r"[0-9](?<![0-9][.,:/-][0-9])(?<![$£€#+][0-9])(?:(?<![a-z]-[0-9])|(?<=mid-[0-9])"
    r"|(?<=(?:ary|rch|ril|may|une|uly|ust|ber|jan|feb|mar|apr|jun|jul|aug|sep|oct|nov|dec)-[0-9]))"
    r"(?=[0-9]{3}|[0-9]{0,2}(?:st|nd|rd|th)?"
    rf"(?:(?<=[stndrh])(?![a-z])|[-\u2013\u2014/:.]|,[ ][0-9]"
    rf"|\s{{0,9}}(?:{MONTH}|{_ANY_UNIT}|night|[ap]\.?[ ]?m|hrs?|gmt|utc|o['’]|of\s|day\s|[&]"
    r"|(?:to|and|until|till|through|more|full|straight|consecutive|successive|whole|long)\s|[0-5][0-9][ ]?[ap]|anniv)))"
)


def _tree(endings: dict[str, str]) -> str:
    """Return the branches of a pattern of all words of `endings`, each followed by its demand.

    Each branch begins with a letter of its own, so the pattern fails on the first wrong letter of a word.
    """
    heads = sorted({word[0] for word in endings if word})
    rests = [{word[1:]: end for word, end in endings.items() if word[:1] == head} for head in heads]
    branches = [f"{head}(?:{_tree(rest)})" for head, rest in zip(heads, rests, strict=True)]
    return "|".join(branches + [end for word, end in endings.items() if not word])


_BEGINNINGS = f"({_DIGITS}|{_tree({word: ahead for words, ahead, _ in _CLASSES.values() for word in words})})"
# The search steps from separator to separator, which is faster than testing each place for the start of a word.
TRIGGER = re.compile(r"\W" + _BEGINNINGS)
FIRST_TRIGGER = re.compile(_BEGINNINGS)
FORMS_OF = {word: forms_ for words, _, forms_ in _CLASSES.values() for word in words}


@cache
def compile_forms(names: tuple[str, ...]) -> re.Pattern[str]:
    """Return the pattern of these forms, the first that fits; compiled when asked for, since few texts need all."""
    return re.compile("|".join(f"(?P<{name}>{_FORMS[name]})" for name in names))


Match = re.Match[str]
