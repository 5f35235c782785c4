"""Find the words that tell when, and resolve them to days as far as the report makes them definite.

`find_dates` reads, `resolve_date` reckons, `head_date` finds the report's own date. The grammar is small and closed:
what it does not know it leaves alone, so a count, a telephone number or the verb "may" is no date. Reading works on a
lower-cased copy of the text, so that upper-case wire text reads alike; case counts only where a word is ambiguous.

News convention: a weekday, and a day without a year, is the latest such day on or before the report's date; after
words of the future ("will", "scheduled for", "next") it is the first such day on or after it.
"""

import calendar
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any, Literal, cast

from gawah.coding.rules import edtf as forms
from gawah.gazetteer.calendars import HijriDay, find_hijri_days
from gawah.model import Span, When

Kind = Literal["absolute", "partial", "weekday", "relative", "range", "duration", "time", "anniversary"]
Unit = Literal["hour", "day", "weekend", "week", "fortnight", "month", "year", "decade"]
Direction = Literal["before", "same", "after"]
Anchor = Literal["report", "incident", "previous"]
Bound = Literal["after", "before", "since", "until"]
Which = Literal["last", "this", "next"]
Fuzzy = Literal["early", "mid", "late"]


@dataclass(frozen=True, slots=True)
class Offset:
    """A step on the calendar: `n` units (None where the text says only "days") before, after or in the same unit."""

    unit: Unit
    n: int | None
    direction: Direction = "same"


@dataclass(frozen=True, slots=True)
class DateExpr:
    """Words that tell when. `start` and `end` are code points of the text; `text[start:end] == surface`."""

    start: int
    end: int
    surface: str
    kind: Kind
    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    """Monday is 0."""
    decade: int | None = None
    """Its first year: 1990."""
    season: int | None = None
    """EDTF's number: spring 21, summer 22, autumn 23, winter 24."""
    which: Which | None = None
    """The word beside a weekday, month or season, as in "last Monday"."""
    fuzzy: Fuzzy | None = None
    offset: Offset | None = None
    """A relative expression's step, a duration's length, or an anniversary's number."""
    anchor: Anchor | None = None
    """What the offset counts from: the report's date, the incident, or the date told before."""
    time: str | None = None
    """Time of day: ISO hh:mm, or the report's words ("night")."""
    until: "DateExpr | None" = None
    """The last part of a range, of which this is the first."""
    bound: Bound | None = None
    """The preposition that makes the date a bound of the act and not its day."""
    future: bool = False
    """Words of the future stand before it."""
    approximate: bool = False

    @property
    def days(self) -> int | None:
        """Length of a duration in days; None for one under a day or not numbered."""
        if self.kind != "duration" or self.offset is None or self.offset.n is None:
            return None
        return int(self.offset.n * _DAYS_IN[self.offset.unit]) or None


_DAYS_IN: dict[Unit, float] = {
    "hour": 1 / 24,
    "day": 1,
    "weekend": 2,
    "week": 7,
    "fortnight": 14,
    "month": 30,
    "year": 365,
    "decade": 3650,
}


def _words(line: str) -> frozenset[str]:
    return frozenset(line.split())


def _numbered(line: str, first: int = 0) -> dict[str, int]:
    """Return the words of `line` with their places, counted from `first`."""
    return {word: n for n, word in enumerate(line.split(), first)}


# --- words ------------------------------------------------------------------------------------------------------------

_MONTHS = _numbered("jan feb mar apr may jun jul aug sep oct nov dec", 1)  # by their first three letters
_WEEKDAYS = _numbered("mo tu we th fr sa su")  # by their first two
_SEASONS = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}
_NUMBERS = {"a": 1, "an": 1, "thirty": 30, "forty": 40, "fifty": 50} | _numbered(
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
    " eighteen nineteen twenty",
    1,
)
_ORDINALS = _numbered("first second third fourth fifth sixth seventh eighth ninth tenth", 1)
_FUZZY: dict[str, Fuzzy] = {"beginning": "early", "start": "early", "middle": "mid", "end": "late"}
_FUZZY |= {"early": "early", "mid": "mid", "late": "late"}
_DIRECTIONS: dict[str, Direction] = {
    "ago": "before",
    "back": "before",
    "earlier": "before",
    "before": "before",
    "previously": "before",
    "prior": "before",
    "later": "after",
    "after": "after",
    "afterwards": "after",
    "afterward": "after",
    "thereafter": "after",
    "last": "before",
    "past": "before",
    "previous": "before",
    "preceding": "before",
    "next": "after",
    "following": "after",
    "coming": "after",
    "this": "same",
    "current": "same",
    "same": "same",
    "that": "same",
}

# After one of these a month stands alone, or a year.
_PERIOD_WORDS = _words(
    "in since during by until till from between before after through throughout early late mid last next this past"
)
_YEAR_WORDS = _PERIOD_WORDS | {"year", "date", "circa", "dated"}
# What a number counts: before one of these it may be no day and no year.
_PEOPLE = _words(
    "people persons men women children civilians soldiers troops police policemen personnel officers militants rebels"
    " guerrillas terrorists insurgents fighters gunmen victims others workers refugees prisoners detainees hostages"
    " passengers students villagers members"
)
_THINGS = _words(
    "cases houses homes families villages rounds bodies dead killed wounded injured kg kilograms kilos km kilometers"
    " kilometres miles meters metres yards feet tons tonnes dollars rupees pesos euros pounds barrels acres hectares"
    " votes deaths more percent per million billion hundred thousand lakh crore dozen year years month months week"
    " weeks day days"
)
_COUNTED = _PEOPLE | _THINGS
_CLOCK_WORDS = _words("at about around approximately by since until till through from between before after to past")
# A day that has become a name: "the 19 April Movement".
_NAMED_AFTER = _words(
    "movement neighborhood neighbourhood street road avenue square brigade front colony organization organisation"
    " hospital park stadium bridge battalion regiment school university times telegraph mirror herald mail express"
    " observer prayer prayers sermon mosque"
)
_NAME_PARTS = _words("bloody black good holy easter ash palm super cyber red")
_VERBS_AFTER_MAY = _words(
    "have be not also still yet never well soon now come go face take make get die only need lead cause help seek try"
    " even just then become"
)

# --- the grammar, over lower-cased text -------------------------------------------------------------------------------

# One gap between words: a line may wrap in it, a paragraph may not end; bounded, so that blanks cost no time.
_W = r"(?:[^\S\n]{1,9}(?:\n[^\S\n]{0,9})?|\n[^\S\n]{0,9})"
_DASH = r"[ ]?[-\u2013\u2014][ ]?"
_MONTH = (
    r"(?:jan(?:uary|\.)?|feb(?:ruary|\.)?|mar(?:ch|\.)?|apr(?:il|\.)?|may|june|jun\.?|july|jul\.?|aug(?:ust|\.)?"
    r"|sep(?:t(?:ember|\.)?|\.)?|oct(?:ober|\.)?|nov(?:ember|\.)?|dec(?:ember|\.)?)"
)
_ORD = r"(?:st|nd|rd|th)?"
_DAY = r"(?:3[01]|[12][0-9]|0?[1-9])"
_NO_DAY = r"(?![0-9%]|[.,:][0-9]|[ ]?[ap]\.?m\b)"  # what shows that the digits before are more than a day
_YEAR = r"(?:1[5-9]|20)[0-9]{2}(?![0-9%]|[.,:][0-9]|-[a-z])"
_JOIN = rf"(?:{_DASH}|{_W}(?:to|and|until|till|through){_W}|[ ]?[/&][ ]?)"
_UNIT = r"(?:hour|day|weekend|week|fortnight|month|year|decade)"
_NUM = rf"(?:{'|'.join(sorted(_NUMBERS, key=len, reverse=True))}|[0-9]{{1,3}})"
_VAGUE = r"(?:(?:a|the)[ ])?(?:few|several|some|many|couple of|dozen)"
_PART = (
    r"(?:(?:mid-?)?(?:morning|noon|afternoon|evening|night|day)|midnight|dawn|dusk|daybreak|sunrise|sunset|noontime)"
)
_WHICH = r"(?:last|past|previous|preceding|following|next|coming|this|current|same|that)"
_TAIL = r"(?:ago|back|earlier|before|previously|prior|later|afterwards?|thereafter|after)"

_YEAR_BESIDE = rf"(?:[ ]?,)?{_W}(?:of{_W})?"  # before "last year", which says the year of the day before it

_FORMS = {
    "iso": (
        r"(?P<iso_y>(?:1[5-9]|20)[0-9]{2})(?P<iso_s>[-/.])(?P<iso_m>0?[1-9]|1[0-2])(?P=iso_s)"
        rf"(?P<iso_d>{_DAY})(?![0-9-])"
    ),
    "num": rf"(?P<num_a>{_DAY})(?P<num_s>[-/.])(?P<num_b>{_DAY})(?P=num_s)(?P<num_y>(?:19|20)[0-9]{{2}})(?![0-9-])",
    "dm": (
        rf"(?P<dm_d>{_DAY}){_ORD}(?:(?P<dm_j>{_JOIN}|,[ ])(?P<dm_e>{_DAY}){_ORD})?"
        rf"(?:{_W}(?:day{_W})?(?:of{_W})?|-|\.?[ ]?)(?P<dm_m>{_MONTH})(?![a-z])"
        rf"(?:{_YEAR_BESIDE}(?P<dm_q>last|this|next){_W}year"
        rf"|(?:[ ]?[,.])?(?:{_W}|-)?(?:(?P<dm_y>{_YEAR})|(?P<dm_yy>'?[0-9]{{2}})(?![0-9.,:/%a-z-])))?"
    ),
    "md": (
        rf"(?P<md_m>{_MONTH})(?![a-z])(?:{_W}(?:the{_W})?|-)?(?P<md_d>{_DAY}){_ORD}{_NO_DAY}"
        rf"(?:(?P<md_j>{_JOIN})(?P<md_e>{_DAY}){_ORD}{_NO_DAY}(?!{_W}{_MONTH}(?![a-z])))?"
        rf"(?:{_YEAR_BESIDE}(?P<md_q>last|this|next){_W}year"
        rf"|(?:[ ]?,)?(?:{_W}|-)?(?P<md_y>{_YEAR})|[ ](?P<md_yy>'?[0-9]{{2}})(?=[ ]?(?:[(]|--)))?"
    ),
    "my": (
        rf"(?P<my_m>{_MONTH})(?![a-z])(?:(?:[ ]?,)?(?:{_W}|-)?(?:of{_W})?(?P<my_y>{_YEAR})"
        rf"|{_YEAR_BESIDE}(?P<my_q>last|this|next){_W}year)"
    ),
    "mon": rf"(?:(?P<mon_q>last|past|this|next){_W})?(?P<mon_m>{_MONTH})(?![a-z])(?:{_W}(?P<mon_l>last)(?![a-z]))?",
    "sea": (
        rf"(?:(?P<sea_q>last|past|this|next){_W})?(?P<sea_s>spring|summer|autumn|fall|winter)(?![a-z])"
        rf"(?:{_W}(?:of{_W}|in{_W})?(?P<sea_y>{_YEAR}))?"
    ),
    "wd": (
        rf"(?:(?P<wd_q>{_WHICH}){_W})?(?P<wd_w>(?:mon|tues|wednes|thurs|fri|satur|sun)day)(?![a-z])"
        rf"(?:{_W}(?P<wd_l>last)(?![a-z]))?"
    ),
    "wa": r"(?P<wa_w>mon|tues?|wed|thurs?|thu|fri|sat|sun)(?![a-z])\.?",
    "rel": rf"(?P<rel_w>today|(?:day{_W}before{_W})?yesterday|(?:day{_W}after{_W})?tomorrow|tonight)(?![a-z])",
    "q": (
        rf"(?P<q_w>{_WHICH}){_W}(?:(?P<q_n>{_NUM}|{_VAGUE}){_W})?(?P<q_u>{_UNIT}|{_PART})(?P<q_s>s?)(?![a-z])"
        rf"(?:{_W}(?P<q_p>{_PART})(?![a-z]))?"
    ),
    "n": (
        rf"(?P<n_n>{_NUM}|{_VAGUE})(?P<n_h>[ ]?-[ ]?|{_W})"
        rf"(?P<n_x>(?:more|full|straight|consecutive|successive|whole|long){_W})?"
        rf"(?P<n_u>{_UNIT}|night)s?(?![a-z])(?:{_W}(?P<n_t>{_TAIL})(?![a-z]))?"
    ),
    "u": rf"(?P<u_u>{_UNIT}|{_PART})(?P<u_s>s?){_W}(?P<u_t>{_TAIL})(?![a-z])",
    "in": rf"(?:earlier|later){_W}(?:in|during){_W}(?:the|that){_W}(?P<in_u>day|week|month|year)(?![a-z])",
    "soon": rf"(?:not{_W}long|shortly|soon|immediately){_W}(?P<soon_t>after(?:wards?)?|thereafter|before)(?![a-z])",
    "due": rf"due{_W}course(?![a-z])",
    "wkd": r"weekend(?![a-z])",
    "dom": rf"(?P<dom_d>{_DAY})(?:st|nd|rd|th)(?![a-z-])(?:{_W}of{_W}(?:the|this){_W}month)?",
    "ann": rf"(?:(?P<ann_n>[0-9]{{1,3}}(?:st|nd|rd|th)|{'|'.join(_ORDINALS)}){_W})?anniversary(?![a-z])",
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
    "yr": rf"(?P<yr_y>{_YEAR})(?:{_DASH}(?P<yr_e>{_YEAR}|[0-9]{{2}}(?![0-9-])))?",
    "hrs": r"(?P<hrs_w>(?:early|wee|small|late)[ ](?:morning[ ])?hours)(?![a-z])",
    "part": rf"(?P<part_w>{_PART}|overnight)(?![a-z])",
}
_ANY_UNIT = r"(?:hour|day|week|fortnight|month|year|decade)"
_ANY_PART = r"(?:mid-?)?(?:morning|noon|afternoon|evening|night|day)"
_ANY_SEASON = r"(?:spring|summer|autumn|fall|winter)"
_ANY_WEEKDAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"
_ANY_TIME = rf"(?:{_ANY_UNIT}|{_ANY_PART}|{_ANY_WEEKDAY}|{_ANY_SEASON}|{_MONTH})"
_SPACED = r"\s{1,9}"

# The words that begin an expression, by class: the words, what has to follow, and the forms that they begin.
_CLASSES: dict[str, tuple[frozenset[str], str, tuple[str, ...]]] = {
    "month": (
        _words(
            "jan january feb february mar march apr april may jun june jul july aug august sep sept september"
            " oct october nov november dec december"
        ),
        r"(?![a-z])",
        ("md", "my", "mon"),
    ),
    "weekday": (
        _words("monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun"),
        r"(?![a-z])",
        ("wd", "wa"),
    ),
    "day": (_words("today yesterday tomorrow tonight"), r"(?![a-z])", ("rel",)),
    "part": (
        _words(
            "morning noon noontime afternoon evening night midnight midday mid dawn dusk daybreak sunrise sunset"
            " overnight"
        ),
        r"(?![a-z])",
        ("u", "part"),
    ),
    "unit": (
        _words("hour hours day days week weeks fortnight month months year years decade decades"),
        rf"(?={_SPACED}{_TAIL})",
        ("rel", "u"),
    ),
    "weekend": (_words("weekend"), r"(?![a-z])", ("wkd",)),
    "season": (_words("spring summer autumn fall winter"), rf"(?={_SPACED}(?:of{_SPACED}|in{_SPACED})?[12])", ("sea",)),
    "order": (
        _words("shortly soon immediately not due earlier later early wee small late") | set(_ORDINALS),
        rf"(?={_SPACED}(?:after|before|there|long\s|course|in\s|during\s|morning|hours|anniv))",
        ("soon", "due", "in", "hrs", "ann"),
    ),
    "anniversary": (_words("anniversary"), r"(?![a-z])", ("ann",)),
    "which": (
        _words("last past previous preceding following next coming this current same that"),
        rf"(?={_SPACED}(?:[a-z0-9]{{1,12}}{_SPACED}){{0,2}}{_ANY_TIME})",
        ("mon", "sea", "wd", "q"),
    ),
    "number": (
        _words("few several some many couple dozen") | set(_NUMBERS),
        rf"(?=[\s-]{{1,9}}(?:[a-z]{{1,12}}[\s-]{{1,9}}){{0,2}}(?:{_ANY_UNIT}|night))",
        ("n",),
    ),
}
_DIGIT_FORMS = ("iso", "num", "dm", "n", "dec", "clk", "clock", "hm", "mil", "ann", "yr", "dom")
# Digits after a letter and a hyphen, or after a point, are part of something else: "M-19", "1,200", "051-2021"; not so
# in "mid-2013" and "5 May-3 June".
_DIGITS = (
    r"[0-9](?<![0-9][.,:/-][0-9])(?<![$£€#+][0-9])(?:(?<![a-z]-[0-9])|(?<=mid-[0-9])"
    r"|(?<=(?:ary|rch|ril|may|une|uly|ust|ber|jan|feb|mar|apr|jun|jul|aug|sep|oct|nov|dec)-[0-9]))"
    r"(?=[0-9]{3}|[0-9]{0,2}(?:st|nd|rd|th)?"
    rf"(?:(?<=[stndrh])(?![a-z])|[-\u2013\u2014/:.]|,[ ][0-9]"
    rf"|\s{{0,9}}(?:{_MONTH}|{_ANY_UNIT}|night|[ap]\.?[ ]?m|hrs?|gmt|utc|o['’]|of\s|day\s|[&]"
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
_TRIGGER = re.compile(r"\W" + _BEGINNINGS)
_FIRST_TRIGGER = re.compile(_BEGINNINGS)
_FORMS_OF = {word: forms_ for words, _, forms_ in _CLASSES.values() for word in words}
_GRAMMAR = {
    names: re.compile("|".join(f"(?P<{name}>{_FORMS[name]})" for name in names))
    for names in (_DIGIT_FORMS, *(forms_ for _, _, forms_ in _CLASSES.values()))
}
_SINGLE = {form: re.compile(f"(?P<{form}>{pattern})") for form, pattern in _FORMS.items()}

Match = re.Match[str]


# --- reading ----------------------------------------------------------------------------------------------------------


def find_dates(text: str, start: int = 0, end: int | None = None) -> list[DateExpr]:
    """Return the expressions of time in `text[start:end]`, in order, without overlap; offsets are those of `text`."""
    end = len(text) if end is None else min(end, len(text))
    low = _lower(text)
    found: list[DateExpr] = []
    floor = start
    trigger = _FIRST_TRIGGER.match(low, start, end) or _TRIGGER.search(low, start, end)
    while trigger:
        read = _read(trigger, text, low, end)
        found += [_with_context(each, low, floor) for each in read]
        floor = read[-1].end if read else floor
        trigger = _TRIGGER.search(low, floor if read else trigger.start(1), end)
    found = _with_hijri_days(found, text, low, start, end)
    found = _join_ranges(_join_dates(_join_times(found, low), low), low)
    return [_on_words(each, text) for each in found if _stands(each, low)]


def _with_hijri_days(found: list[DateExpr], text: str, low: str, start: int, end: int) -> list[DateExpr]:
    """Return `found` and the days of Hijri calendars, as the Gregorian days that they are, in order."""
    hijri = [_read_hijri(day, text, start) for day in find_hijri_days(text[start:end])]
    if not hijri:
        return found
    kept = [each for each in found if not any(each.start < day.end and day.start < each.end for day in hijri)]
    return sorted([*kept, *(_with_context(day, low, start) for day in hijri)], key=lambda each: each.start)


def _read_hijri(found: HijriDay, text: str, offset: int) -> DateExpr:
    day, start, end = found.day, offset + found.start, offset + found.end
    named = {"year": day.year, "month": day.month, "day": day.day, "approximate": found.approximate}
    return _expr(text, start, end, "absolute", **named)


def _lower(text: str) -> str:
    """Return `text` in lower case, code point for code point, so that offsets stay."""
    low = text.lower()
    return low if len(low) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def _read(trigger: Match, text: str, low: str, end: int) -> list[DateExpr]:
    """Return what begins at `trigger`: the first form that its word can begin, fits, and passes its reader's doubts."""
    at = trigger.start(1)
    names = _FORMS_OF.get(trigger[1], _DIGIT_FORMS)
    found = _GRAMMAR[names].match(low, at, end)
    while found:
        form = cast(str, found.lastgroup)
        read = _BUILDERS[form](found, text, low)
        if read:
            return read
        found = _next_form(names, form, low, at, end)
    return []


def _next_form(members: tuple[str, ...], form: str, low: str, at: int, end: int) -> Match | None:
    """Return the match at `at` of the first of `members` after `form` that fits."""
    for later in members[members.index(form) + 1 :]:
        if found := _SINGLE[later].match(low, at, end):
            return found
    return None


def _expr(text: str, start: int, end: int, kind: Kind, **fields: Any) -> DateExpr:
    while end > start and text[end - 1] in " \t\n\xa0,":
        end -= 1
    return DateExpr(start, end, text[start:end], kind, **fields)


def _month(word: str) -> int:
    return _MONTHS[word[:3]]


def _number(word: str) -> int | None:
    """Return the number that `word` says, None for "few"."""
    return int(word) if word.isdigit() else _NUMBERS.get(word)


def _word_before(low: str, at: int) -> str:
    """Return the word that ends before `at`, over blanks, brackets, a colon or a hyphen; empty where there is none."""
    last = at
    while last and low[last - 1] in " \t\n\xa0(:-":
        last -= 1
    first = last
    while first and low[first - 1].isalpha():
        first -= 1
    return low[first:last]


def _word_after(low: str, at: int) -> str:
    """Return the word that follows at `at` after one gap; empty where something else does."""
    found = _NEXT_WORD.match(low, at)
    return found[1] if found else ""


_NEXT_WORD = re.compile(rf"{_W}([a-z]+)")


def _read_numeric(m: Match, text: str, low: str) -> list[DateExpr]:
    """Read "13/4/2021", whose order is plain, and of "3/4/2021" only the year."""
    a, b, year = int(m["num_a"]), int(m["num_b"]), int(m["num_y"])
    day, month = (a, b) if a > 12 else (b, a)
    if month > 12:
        return []
    if max(a, b) <= 12 and a != b:
        return [_expr(text, m.start(), m.end(), "absolute", year=year)]
    return _date(text, m.start(), m.end(), year, month, day)


def _read_iso(m: Match, text: str, low: str) -> list[DateExpr]:
    return _date(text, m.start(), m.end(), int(m["iso_y"]), int(m["iso_m"]), int(m["iso_d"]))


def _date(text: str, start: int, end: int, year: int | None, month: int, day: int, **more: Any) -> list[DateExpr]:
    """Return the expression of a calendar day, with its year or without; nothing where there is no such day."""
    if day > forms.days_in(year or 2000, month):
        return []
    return [_expr(text, start, end, "absolute" if year else "partial", year=year, month=month, day=day, **more)]


def _read_day_month(m: Match, text: str, low: str) -> list[DateExpr]:
    if not _names_month(m, "dm_m", text, low) or _word_after(low, m.end()) in _NAMED_AFTER:
        return []
    return _one_or_two(m, "dm", text, low)


def _read_month_day(m: Match, text: str, low: str) -> list[DateExpr]:
    after = _word_after(low, m.end())
    if not _names_month(m, "md_m", text, low) or after in _NAMED_AFTER or _names_act(m, after):
        return []
    if after in _COUNTED and m[0].endswith(m["md_d"]) and _word_before(low, m.start()) in ("in", "during"):
        return []  # "in May 30 people were killed"
    return _one_or_two(m, "md", text, low)


def _names_act(m: Match, after: str) -> bool:
    """Whether a day has become an act's name, so that without a year it is of no year near the report."""
    return (_month(m["md_m"]), m["md_d"]) == (9, "11") and after in _ACTS | {"terror", "terrorist", "hijackings"}


def _one_or_two(m: Match, form: str, text: str, low: str) -> list[DateExpr]:
    """Read "3 May" as a day, "3-5 May" as a range, and "3 and 5 May" as two days, each with the month."""
    year = _full_year(m, form, text)
    end = m.end() if year or not m[f"{form}_yy"] else m.start(f"{form}_yy")
    which: Which | None = cast(Which, m[f"{form}_q"])
    more = {"which": which, "offset": Offset("year", 1)} if which else {}
    month, day, second = _month(m[f"{form}_m"]), int(m[f"{form}_d"]), m[f"{form}_e"]
    if second is None:
        return _date(text, m.start(), end, year, month, day, **more)
    first = _date(text, m.start(), m.start(f"{form}_j"), year, month, day, **more)
    last = _date(text, m.start(f"{form}_e"), end, year, month, int(second), **more)
    if first and last and int(second) > day and _is_span(m[f"{form}_j"].strip(), m.start(), low, int(second) - day):
        return [replace(first[0], end=last[0].end, surface="", kind="range", until=last[0])]
    return first + last


def _is_span(joined: str, at: int, low: str, days: int) -> bool:
    """Whether "3-5 May" is a span of time; joined by "and" it is one after "between", or as a night of two days."""
    if joined not in ("and", "&", ",", "/"):
        return True
    before = low[max(0, at - 30) : at]
    return "between" in before or (days == 1 and "night" in before)


def _full_year(m: Match, form: str, text: str) -> int | None:
    """Return the year of "3 JAN 90" too, which only a short or upper-case month bears."""
    full, short = m[f"{form}_y"], m[f"{form}_yy"]
    if full or not short:
        return _number(full or "")
    month = text[m.start(f"{form}_m") : m.end(f"{form}_m")]
    if not (month.isupper() or (form == "dm" and len(month) <= 4) or short[0] == "'"):
        return None
    year = int(short.lstrip("'"))
    return year + (1900 if year >= _PIVOT else 2000)


_PIVOT = 50  # '50 to '99 are of the twentieth century


def _names_month(m: Match, group: str, text: str, low: str) -> bool:
    """Whether a month beside a day is one: not the verb of "at least 3 may have died" or of "they march 3 miles"."""
    word = m[group]
    if word not in ("may", "march", "mar"):
        return True
    if word == "may" and group == "dm_m" and _word_after(low, m.end()) in _VERBS_AFTER_MAY:
        return False
    small = text[m.start(group)].islower()
    return not small or _word_before(low, m.start()) in _BEFORE_SMALL_MONTH


_BEFORE_SMALL_MONTH = _PERIOD_WORDS | {"on", "of", "the"}


def _read_month_year(m: Match, text: str, low: str) -> list[DateExpr]:
    if m["my_y"] is None:
        return [
            _expr(
                text, m.start(), m.end(), "partial", month=_month(m["my_m"]), which=m["my_q"], offset=Offset("year", 1)
            )
        ]
    if _word_after(low, m.end()) in _COUNTED and m["my_m"] in ("may", "march"):
        return []
    return [_expr(text, m.start(), m.end(), "absolute", year=int(m["my_y"]), month=_month(m["my_m"]))]


def _read_month(m: Match, text: str, low: str) -> list[DateExpr]:
    """Read a month alone, which only a preposition or "last" shows to be one."""
    which = _WHICH_OF.get(m["mon_q"] or m["mon_l"] or "")
    word, at = m["mon_m"], m.start("mon_m")
    clear = word not in ("may", "march", "mar", "august")
    if (not clear and text[at].islower()) or (len(word) < 4 and word != "may") or word[-1] == ".":
        return []
    if which or _leads_to_month(_word_before(low, at), m, low, clear):
        return [_expr(text, m.start(), m.end(), "partial", month=_month(word), which=which)]
    return []


def _leads_to_month(before: str, m: Match, low: str, clear: bool) -> bool:
    if before in _PERIOD_WORDS:
        return True
    return (before in _JOINING and _closes_range(low, m.start())) or (
        before in ("of", "the") and _is_attributive(m, low, clear, before)
    )


_JOINING = _words("to and until till through")


def _closes_range(low: str, at: int) -> bool:
    """Whether the month or year at `at` is the second of "from June to" or "between 2009 and"."""
    return bool(_RANGE_OPENED.search(low, max(0, at - 50), at))


_RANGE_OPENED = re.compile(
    rf"\b(?:from|between){_W}(?:(?:early|mid|late)[ -])?(?:{_MONTH}(?:{_W}{_YEAR})?|{_YEAR})"
    rf"{_W}(?:to|and|until|till|through){_W}(?:(?:early|mid|late)[ -])?\Z"
)


def _is_attributive(m: Match, low: str, clear: bool, before: str) -> bool:
    """Whether a month after "the" or "of" dates something: "the August attack", "the end of May"."""
    if before == "of":
        return _word_before(low, low.rfind("of", 0, m.start("mon_m"))) in _PERIOD_NOUNS
    after = _word_after(low, m.end())
    return after in _ACTS or (clear and after not in _FUNCTION_WORDS)


_WHICH_OF: dict[str, Which] = {"last": "last", "past": "last", "previous": "last", "preceding": "last", "this": "this"}
_WHICH_OF |= {"current": "this", "next": "next", "coming": "next", "following": "next"}
_PERIOD_NOUNS = _words(
    "end start beginning middle week weeks half days day month part course months early late night morning"
)
_ACTS = _words(
    "attack attacks bombing bombings massacre massacres killing killings war coup election elections uprising conflict"
    " riot riots truce ceasefire invasion blast blasts explosion shooting assault raid raids murder murders protests"
    " protest crash offensive genocide revolution earthquake incident incidents strike strikes"
)
_FUNCTION_WORDS = _words("of to on in against was were is are and or by for from with at has had will that") | {""}


def _read_weekday(m: Match, text: str, low: str) -> list[DateExpr]:
    word, at = m["wd_w"], m.start("wd_w")
    if _word_before(low, at) in _NAME_PARTS or _word_after(low, m.end()) in _NAMED_AFTER:
        return []
    if m["wd_q"] in ("same", "that") or _word_before(low, m.start()) in ("every", "each"):
        return []
    which = _WHICH_OF.get(m["wd_q"] or m["wd_l"] or "")
    return [_expr(text, m.start(), m.end(), "weekday", weekday=_WEEKDAYS[word[:2]], which=which)]


def _read_short_weekday(m: Match, text: str, low: str) -> list[DateExpr]:
    """Read "Mon." and the like, which `_stands` keeps only beside a date: the sun and Wed are more."""
    if text[m.start()].islower():
        return []
    return [_expr(text, m.start(), m.end(), "weekday", weekday=_WEEKDAYS[m["wa_w"][:2]], offset=_SHORT)]


def _is_title(text: str, at: int) -> bool:
    """Whether "Today" at `at` is part of a name, as in "India Today": a capital, small letters, a name before it."""
    before = _NAME_BEFORE.search(text, max(0, at - 24), at)
    return before is not None and text[at : at + 2] == "To"


_NAME_BEFORE = re.compile(r"\b[A-Z][A-Za-z]+ \Z")
_SHORT = Offset("day", 0)  # marks a short weekday until a date has joined it


def _read_day_word(m: Match, text: str, low: str) -> list[DateExpr]:
    word = m["rel_w"]
    if word == "today" and _is_title(text, m.start()):
        return []
    far = 2 if word.startswith("day") else 1
    if word.endswith("yesterday"):
        offset = Offset("day", far, "before")
    elif word.endswith("tomorrow"):
        offset = Offset("day", far, "after")
    else:
        offset = Offset("day", 0)
    time = "night" if word == "tonight" else None
    return [_expr(text, m.start(), m.end(), "relative", offset=offset, anchor="report", time=time)]


def _read_which(m: Match, text: str, low: str) -> list[DateExpr]:
    """Read "last week", "this morning", "the same day", "the past two weeks", "the following month"."""
    word, unit = m["q_w"], m["q_u"]
    plural, numbered = bool(m["q_s"]), m["q_n"]
    if not numbered and (unit == "hour" or (word in ("last", "next") and _word_after(low, m.end()) == "of")):
        return []
    if numbered or word == "past" or (word == "last" and _spans(low, m.start())):
        return _read_last_n(m, text, low)
    if plural:
        return []
    if unit not in _DAYS_IN:
        return _read_part_of_day(m, text)
    if (word, unit) in (("last", "day"), ("this", "day"), ("current", "day"), ("coming", "day")):
        return []
    direction = _DIRECTIONS[word]
    anchor: Anchor = "previous" if word in _TOLD_BEFORE or (word, unit) == ("next", "day") else "report"
    offset = Offset(unit, 0 if direction == "same" else 1, direction)
    which = _WHICH_TOWARDS[direction]
    return [_expr(text, m.start(), m.end(), "relative", offset=offset, anchor=anchor, which=which, time=m["q_p"])]


_WHICH_TOWARDS: dict[Direction, Which] = {"before": "last", "same": "this", "after": "next"}
_TOLD_BEFORE = frozenset(("previous", "preceding", "following", "same", "that"))


def _spans(low: str, at: int) -> bool:
    """Whether "last week" at `at` is a span up to now, as in "over the last week"."""
    return bool(_SPANNING.search(low, max(0, at - 16), at))


_SPANNING = re.compile(rf"\b(?:over|during|within|for|in){_W}the{_W}\Z")


def _read_last_n(m: Match, text: str, low: str) -> list[DateExpr]:
    """Read "the past week", "the last 24 hours", "the next few days": a span from or to the report's date."""
    word = m["q_w"]
    unit = m["q_u"]
    if word not in ("last", "past", "previous", "next", "coming", "following") or unit not in _DAYS_IN:
        return []
    if not m["q_n"] and m["q_s"]:
        return []
    n = _number(m["q_n"]) if m["q_n"] else 1
    anchor: Anchor = "previous" if word in _TOLD_BEFORE else "report"
    return [_expr(text, m.start(), m.end(), "range", offset=Offset(unit, n, _DIRECTIONS[word]), anchor=anchor)]


def _read_part_of_day(m: Match, text: str) -> list[DateExpr]:
    """Read "last night", "this morning", "the next morning", "the same evening"."""
    word, part = m["q_w"], m["q_u"]
    direction = _DIRECTIONS[word]
    anchor: Anchor = "report" if word in ("last", "this") else "previous"
    offset = Offset("day", 0 if direction == "same" else 1, direction)
    return [_expr(text, m.start(), m.end(), "relative", offset=offset, anchor=anchor, time=part)]


def _read_count(m: Match, text: str, low: str) -> list[DateExpr]:
    """Read "two days ago", "a week after the attack", "for six straight days", "a three-day strike"."""
    tail, unit = m["n_t"], cast(Unit, "day" if m["n_u"] == "night" else m["n_u"])
    n = _number(m["n_n"])
    if tail:
        anchor = _anchor_of(tail, low, m.end())
        offset = Offset(unit, n, _DIRECTIONS[tail])
        return [_expr(text, m.start(), m.end(), "relative", offset=offset, anchor=anchor)]
    if not _lasts(m, low):
        return []
    return [_expr(text, m.start(), m.end(), "duration", offset=Offset(unit, n))]


def _anchor_of(tail: str, low: str, at: int) -> Anchor:
    """Return what "three days after" counts from: the report, the deed named next, or the date told before."""
    if tail in ("ago", "back"):
        return "report"
    return "incident" if tail in ("after", "before") and _word_after(low, at) else "previous"


def _lasts(m: Match, low: str) -> bool:
    """Whether a number of days tells how long something went on, not an age or a sentence."""
    after = _word_after(low, m.end())
    if "-" in m["n_h"]:
        return m["n_n"] not in ("a", "an", "one") and after not in ("", "old") and low[m.end() : m.end() + 1] != "-"
    if after in ("old", "of") and m["n_u"] == "year":
        return False
    return m["n_x"] is not None or bool(_LASTING.search(low, max(0, m.start() - 30), m.start()))


_LASTING = re.compile(
    rf"\b(?:for|last(?:s|ed|ing)?|within|during|nearly|throughout|spen[dt]|took|continued){_W}"
    rf"(?:(?:about|around|nearly|almost|over|some|up{_W}to|at{_W}least|more{_W}than|approximately|the|another){_W})*\Z"
)


def _read_unit(m: Match, text: str, low: str) -> list[DateExpr]:
    """Read "days later", "the day before", "the night after": no number, and one unit where the word is singular."""
    unit, tail = m["u_u"], m["u_t"]
    if not m["u_s"] and (tail == "ago" or _word_before(low, m.start()) != "the"):
        return []
    part = unit not in _DAYS_IN
    step = Offset("day" if part else cast(Unit, unit), None if m["u_s"] else 1, _DIRECTIONS[tail])
    anchor = _anchor_of(tail, low, m.end())
    return [_expr(text, m.start(), m.end(), "relative", offset=step, anchor=anchor, time=unit if part else None)]


def _read_soon(m: Match, text: str, low: str) -> list[DateExpr]:
    if low[m.end() : m.end() + 6].strip()[:1].isdigit() or _word_after(low, m.end()) in ("midnight", "noon", "dawn"):
        return []
    step = Offset("day", None, _DIRECTIONS[m["soon_t"]])
    return [_expr(text, m.start(), m.end(), "relative", offset=step, anchor=_anchor_of(m["soon_t"], low, m.end()))]


def _read_due_course(m: Match, text: str, low: str) -> list[DateExpr]:
    start = m.start() - 3 if low[max(0, m.start() - 3) : m.start()] == "in " else m.start()
    return [_expr(text, start, m.end(), "relative", offset=Offset("day", None, "after"), anchor="incident")]


def _read_within(m: Match, text: str, low: str) -> list[DateExpr]:
    """Read "earlier in the year": the year of the date told before."""
    offset = Offset(cast(Unit, m["in_u"]), 0)
    return [_expr(text, m.start(), m.end(), "relative", offset=offset, anchor="previous", which="this")]


def _read_weekend(m: Match, text: str, low: str) -> list[DateExpr]:
    """Read "over the weekend", the latest one."""
    if not _AT_WEEKEND.search(low, max(0, m.start() - 16), m.start()):
        return []
    return [_expr(text, m.start(), m.end(), "relative", offset=Offset("weekend", 0), anchor="report", which="this")]


_AT_WEEKEND = re.compile(rf"\b(?:over|at|on|during){_W}the{_W}\Z")


def _read_day_of_month(m: Match, text: str, low: str) -> list[DateExpr]:
    """Read "on the 3rd" where nothing follows that the number could count."""
    after = _word_after(low, m.end())
    if "month" not in m[0] and (
        after not in _FUNCTION_WORDS or not _ON_THE.search(low, max(0, m.start() - 12), m.start())
    ):
        return []
    which = "this" if m[0].endswith("this month") else None
    return [_expr(text, m.start(), m.end(), "partial", day=int(m["dom_d"]), which=which)]


_ON_THE = re.compile(rf"\bon{_W}the{_W}\Z")


def _read_anniversary(m: Match, text: str, low: str) -> list[DateExpr]:
    word = m["ann_n"]
    n = None if word is None else _ORDINALS.get(word) or int(word[:-2])
    return [_expr(text, m.start(), m.end(), "anniversary", offset=Offset("year", n, "after"))]


def _read_season(m: Match, text: str, low: str) -> list[DateExpr]:
    which = _WHICH_OF.get(m["sea_q"] or "")
    if not m["sea_y"] and not which:
        return []
    year = int(m["sea_y"]) if m["sea_y"] else None
    kind: Kind = "absolute" if year else "partial"
    return [
        _expr(text, m.start(), m.end(), kind, year=year, season=_SEASONS[m["sea_s"]], which=None if year else which)
    ]


def _read_decade(m: Match, text: str, low: str) -> list[DateExpr]:
    return [_expr(text, m.start(), m.end(), "absolute", decade=int(m["dec_y"]))]


def _read_year(m: Match, text: str, low: str) -> list[DateExpr]:
    """Read a year that its neighbours show to be one; "2000 people" is a count and "2016" alone anything."""
    if not _is_year(m, low):
        return []
    year, last = int(m["yr_y"]), m["yr_e"]
    if last is None:
        return [_expr(text, m.start(), m.end(), "absolute", year=year)]
    end_year = int(last) if len(last) == 4 else year - year % 100 + int(last)
    if end_year <= year:
        return []
    until = _expr(text, m.start("yr_e"), m.end(), "absolute", year=end_year)
    return [_expr(text, m.start(), m.end(), "range", year=year, until=until)]


def _is_year(m: Match, low: str) -> bool:
    after, before = _word_after(low, m.end()), _word_before(low, m.start())
    round_number = m["yr_y"].endswith("00")
    if after in _THINGS:
        return False
    if before in _JOINING and _closes_range(low, m.start()):
        return True
    if before in _YEAR_WORDS:
        return not round_number or after in _FUNCTION_WORDS
    if after in _PEOPLE:
        return False
    if before in ("of", "and", "or"):
        return m["yr_y"] >= "1900" and after in _FUNCTION_WORDS and not round_number
    if low[m.start() - 1 : m.start()] == "(" and low[m.end() : m.end() + 1] in (")", ","):
        return True
    named = before in ("the", "a", "s") or low[max(0, m.start() - 2) : m.start()] == "= "
    return named and not round_number and bool(after) and after not in _FUNCTION_WORDS


def _read_clock(m: Match, text: str, low: str) -> list[DateExpr]:
    hour, minute = int(m["clk_h"]), int(m["clk_m"] or 0)
    if m["clk_p"]:
        if not 1 <= hour <= 12:
            return []
        return _time(text, m, hour % 12 + (12 if m["clk_p"] == "p" else 0), minute)
    return _time(text, m, hour, minute) if m["clk_m"] else []


def _time(text: str, m: Match, hour: int, minute: int) -> list[DateExpr]:
    return [_expr(text, m.start(), m.end(), "time", time=f"{hour:02}:{minute:02}")] if hour < 24 else []


def _read_hour_minute(m: Match, text: str, low: str) -> list[DateExpr]:
    if _word_before(low, m.start()) not in _CLOCK_WORDS:
        return []
    return _time(text, m, int(m["hm_h"]), int(m["hm_m"]))


def _read_military(m: Match, text: str, low: str) -> list[DateExpr]:
    if _word_before(low, m.start()) not in _CLOCK_WORDS or _word_after(low, m.end()) in _COUNTED:
        return []
    return _time(text, m, int(m["mil_h"]), int(m["mil_m"]))


def _read_oclock(m: Match, text: str, low: str) -> list[DateExpr]:
    return [_expr(text, m.start(), m.end(), "time", time=m[0])]


def _read_part(m: Match, text: str, low: str) -> list[DateExpr]:
    """Read a part of the day, but not the newspaper Dawn."""
    if (
        m["part_w"] == "dawn"
        and text[m.start()] == "D"
        and text[m.start() + 1] == "a"
        and not _after_at(low, m.start())
    ):
        return []
    return [_expr(text, m.start(), m.end(), "time", time=m["part_w"])]


def _read_hours(m: Match, text: str, low: str) -> list[DateExpr]:
    return [_expr(text, m.start(), m.end(), "time", time="early hours")]


_BUILDERS: dict[str, Callable[[Match, str, str], list[DateExpr]]] = {
    "iso": _read_iso,
    "num": _read_numeric,
    "dm": _read_day_month,
    "md": _read_month_day,
    "my": _read_month_year,
    "mon": _read_month,
    "sea": _read_season,
    "wd": _read_weekday,
    "wa": _read_short_weekday,
    "rel": _read_day_word,
    "q": _read_which,
    "n": _read_count,
    "u": _read_unit,
    "soon": _read_soon,
    "due": _read_due_course,
    "in": _read_within,
    "wkd": _read_weekend,
    "dom": _read_day_of_month,
    "ann": _read_anniversary,
    "dec": _read_decade,
    "clk": _read_clock,
    "hm": _read_hour_minute,
    "mil": _read_military,
    "clock": _read_oclock,
    "yr": _read_year,
    "hrs": _read_hours,
    "part": _read_part,
}

# --- joining what stands together -------------------------------------------------------------------------------------

_TIME_GAP = re.compile(
    r"[\s,()\[\]]*(?:(?:on|of|at|in|the|around|about|approximately|nearly|some|by|early|late|local|time|hours|shortly|just"
    r"|before|after|when|between|its)[\s,(]+)*"
)
_DATE_GAP = re.compile(rf"(?:[ ]?[,(][ ]?|{_W})(?:(?:on|the|i\.e\.){_W})?")
_RANGE_GAP = re.compile(rf"(?:{_W}(?P<word>to|until|till|through|and){_W}(?:the{_W})?|{_DASH})")
_DATED: frozenset[Kind] = frozenset(("absolute", "partial", "weekday", "relative", "range"))


def _join_times(found: list[DateExpr], low: str) -> list[DateExpr]:
    """Give a date the time of day beside it: "the night of 6 November", "Monday at about 8 p.m."."""
    out: list[DateExpr] = []
    for each in found:
        joined = _joined_time(out[-1], each, low) if out else None
        if joined:
            out[-1] = joined
        else:
            out.append(each)
    return out


def _joined_time(a: DateExpr, b: DateExpr, low: str) -> DateExpr | None:
    other = a if b.kind == "time" else b
    if "time" not in (a.kind, b.kind) or other.kind not in _DATED | {"time"} or b.start - a.end > 40:
        return None
    if not _TIME_GAP.fullmatch(low, a.end, b.start) or low.find("\n\n", a.end, b.start) >= 0:
        return None
    return _together(other, a, b, time=_finer_time(a.time, b.time))


def _finer_time(a: str | None, b: str | None) -> str | None:
    """Return the clock's time before the words for it."""
    return b if a is None or (b is not None and b[:1].isdigit() and not a[:1].isdigit()) else a


def _together(kept: DateExpr, a: DateExpr, b: DateExpr, **changes: Any) -> DateExpr:
    """Return `kept` over the words from `a` to `b`."""
    return replace(kept, start=a.start, end=b.end, surface="", **changes)


def _join_dates(found: list[DateExpr], low: str) -> list[DateExpr]:
    """Join two names of one time: "Monday, January 3", "today, 14 November", "August this year (2016)"."""
    out: list[DateExpr] = []
    for each in found:
        joined = _same_time(out[-1], each, low) if out else None
        if joined:
            out[-1] = joined
        else:
            out.append(each)
    return out


def _same_time(a: DateExpr, b: DateExpr, low: str) -> DateExpr | None:
    if not _DATE_GAP.fullmatch(low, a.end, b.start):
        return None
    for exact, loose in ((a, b), (b, a)):
        if exact.kind in ("absolute", "partial") and exact.day and exact.weekday is None and _names_day(loose):
            return _together(exact, a, b, weekday=loose.weekday, time=_finer_time(exact.time, loose.time))
    if a.kind == "partial" and _is_bare_year(b) and low[a.end : b.start] == " (":
        return _together(a, a, b, kind="absolute", year=b.year)
    if b.kind == "absolute" and b.month and a.kind == "relative" and a.which and a.offset and a.offset.unit == "month":
        return _together(b, a, b)
    return None


def _is_bare_year(expr: DateExpr) -> bool:
    return expr.kind == "absolute" and expr.year is not None and not (expr.month or expr.season)


def _names_day(expr: DateExpr) -> bool:
    return expr.kind == "weekday" or (
        expr.kind == "relative" and expr.anchor == "report" and expr.offset is not None and expr.offset.unit == "day"
    )


def _join_ranges(found: list[DateExpr], low: str) -> list[DateExpr]:
    """Join the two ends of "from Sunday to Wednesday", "between 2009 and 2011", "November 27 to December 1"."""
    out: list[DateExpr] = []
    for each in found:
        if out and _makes_range(out[-1], each, low):
            first = _with_month_and_year_of(out[-1], each)
            out[-1] = _together(replace(first, kind="range", until=each), out[-1], each)
        else:
            out.append(each)
    return out


def _makes_range(a: DateExpr, b: DateExpr, low: str) -> bool:
    gap = _RANGE_GAP.fullmatch(low, a.end, b.start)
    if gap is None or not {a.kind, b.kind} <= {"absolute", "partial", "weekday"}:
        return False
    if (a.kind == "weekday") != (b.kind == "weekday") or _SHORT in (a.offset, b.offset):
        return False
    if (a.day is None) != (b.day is None) and not (a.year and b.year):
        return False
    before = _word_before(low, a.start)
    if gap["word"] == "and":
        return before == "between" or "between the" in low[max(0, a.start - 14) : a.start]
    return gap["word"] in (None, "through") or before in ("from", "between") or bool(a.month and b.month)


def _with_month_and_year_of(first: DateExpr, last: DateExpr) -> DateExpr:
    """Give the first day of a range the year that only the last one tells: "from November to February 2014"."""
    if first.year or not last.year or not first.month or not last.month:
        return first
    earlier = (first.month, first.day or 0) > (last.month, last.day or 99)
    return replace(first, year=last.year - earlier)


# --- the words around -------------------------------------------------------------------------------------------------

_BEFORE = re.compile(
    rf"(?:\b(?P<bound>after|before|since|until|till|by){_W}(?:the{_W})?)?"
    rf"(?:\b(?P<near>around|about|approximately|circa|some){_W})?(?:\bthe{_W})?"
    rf"(?:\b(?P<fuzzy>early|mid|late|beginning|start|middle|end)(?:{_W}(?:of|in)(?:{_W}the)?)?(?:{_W}|-))?\Z"
)
_CONTEXT_WORDS = _words(
    "after before since until till by around about approximately circa some the early mid late of in beginning start"
    " end middle"
)
_BOUNDS: dict[str, Bound] = {
    "after": "after", "before": "before", "since": "since", "until": "until", "till": "until", "by": "until",
}  # fmt: skip
# Words of the future, unless what follows them tells of the past again: "will attend the funeral of those killed on".
_FUTURE = re.compile(
    r"\b(?:will|shall|scheduled|slated|upcoming|expected to|due (?:to|on|for|in)|planned for|next|set (?:for|to))\b"
    r"(?![^.;!?]*\b(?:was|were|had|says|said|told|(?<!be )[a-z]{2,}ed)\b)[^.;!?]*\Z"
)


def _with_context(expr: DateExpr, low: str, floor: int) -> DateExpr:
    """Return `expr` with what the words between `floor` and it add: a bound, "early", "about", the future."""
    changes: dict[str, Any] = {}
    if expr.kind in _DATED and _word_before(low, expr.start) in _CONTEXT_WORDS:
        changes = _words_before(expr, low, floor)
    if expr.kind in ("partial", "weekday", "range") and _is_ahead(expr, low, floor):
        changes["future"] = True
    return replace(expr, **changes) if changes else expr


def _is_ahead(expr: DateExpr, low: str, floor: int) -> bool:
    """Whether words of the future lead to a date; the day of "Wednesday's bombing" is past."""
    if low[expr.end : expr.end + 2] in ("'s", "’s"):
        return False
    return _FUTURE.search(low, max(floor, expr.start - 70), expr.start) is not None


def _on_words(expr: DateExpr, text: str) -> DateExpr:
    """Return `expr` with the words that it covers, a bracket that it opens closed."""
    words = text[expr.start : expr.end]
    for opening, closing in ("()", "[]") if "(" in words or "[" in words else ():
        if words.count(opening) > words.count(closing) and text[expr.end : expr.end + 1] == closing:
            return replace(expr, end=expr.end + 1, surface=words + closing)
    return expr if words == expr.surface else replace(expr, surface=words)


def _context_start(low: str, at: int) -> int:
    """Return where the words of context that lead up to `at` begin."""
    while (word := _word_before(low, at)) in _CONTEXT_WORDS:
        at = low.rindex(word, 0, at)
    return at


def _words_before(expr: DateExpr, low: str, floor: int) -> dict[str, Any]:
    found = _BEFORE.search(low, max(floor, _context_start(low, expr.start)), expr.start)
    if found is None:
        return {}
    changes: dict[str, Any] = {}
    if found["fuzzy"] and expr.kind in ("absolute", "partial", "relative", "weekday") and expr.day is None:
        changes = {"fuzzy": _FUZZY[found["fuzzy"]], "start": found.start("fuzzy")}
    if found["near"]:
        changes["approximate"] = True
    if (
        found["bound"]
        and (expr.kind != "relative" or expr.anchor == "report")
        and low[expr.end : expr.end + 2] not in ("'s", "’s")
    ):
        changes["bound"] = _BOUNDS[found["bound"]]
    return changes


def _stands(expr: DateExpr, low: str) -> bool:
    """Whether an expression holds without another beside it: a short weekday does not, nor a bare "day"."""
    if expr.kind == "weekday":
        return expr.offset is not _SHORT
    if expr.kind != "time" or expr.time is None or expr.time[:1].isdigit():
        return True
    return expr.time in _PLAIN_TIMES or _after_at(low, expr.start)


def _after_at(low: str, at: int) -> bool:
    """Whether a preposition of time stands before `at`, as in "at dawn" or "in the early morning"."""
    return bool(_AT_TIME.search(low, max(0, at - 24), at))


_PLAIN_TIMES = frozenset(("early hours", "overnight", "midnight"))
_AT_TIME = re.compile(
    rf"\b(?:at|by|from|until|till|since|in{_W}the|during{_W}the|before|after|around|towards?|early|late)(?:{_W}(?:early|late|the))*{_W}\Z"
)


# --- reckoning --------------------------------------------------------------------------------------------------------


def resolve_date(
    expr: DateExpr, report_date: date | None = None, incident: When | None = None, year_hint: int | None = None
) -> When:
    """Return when `expr` is, as far as the report's date, the date that it counts from and a given year tell.

    `incident` is what an expression counts from that does not count from the report: the incident's date, or the date
    told before. `year_hint` is the year that a user gave for the report; it goes before the report's date.
    """
    try:
        when = _reckon(expr, _Known(report_date, incident, year_hint))
    except (OverflowError, ValueError):  # a step off the calendar of years 1 to 9999
        when = When()
    if expr.bound and when.edtf:
        when = _as_bound(when, expr.bound)
    return replace(when, time=expr.time) if expr.time else when


@dataclass(frozen=True, slots=True)
class _Known:
    """What an expression is reckoned from."""

    report: date | None
    incident: When | None
    year: int | None


def _reckon(expr: DateExpr, known: _Known) -> When:
    if expr.until is not None:
        return _reckon_range(expr, expr.until, known)
    if expr.kind == "absolute":
        return _when(_edtf_of(expr), expr.approximate)
    if expr.kind == "partial":
        return _reckon_partial(expr, known)
    if expr.kind == "weekday":
        return _day(_weekday_near(expr, known.report)) if known.report else When()
    if expr.kind in ("relative", "range") and expr.offset is not None:
        return _reckon_relative(expr, expr.offset, known)
    return When()


def _when(edtf: str, approximate: bool = False) -> When:
    edtf += "~" if approximate else ""
    precision = forms.precision(edtf)
    return When() if precision == "unknown" else When(edtf, *forms.bounds(edtf), precision)


def _day(day: date) -> When:
    return _when(day.isoformat())


def _edtf_of(expr: DateExpr) -> str:
    if expr.decade is not None:
        return f"{expr.decade // 10:03}X"
    year = f"{expr.year:04}" if expr.year else "XXXX"
    month = expr.month or expr.season
    return year + (f"-{month:02}" if month else "") + (f"-{expr.day:02}" if expr.day else "")


def _as_bound(when: When, bound: Bound) -> When:
    """Return what "after 3 May", "before June", "since 2009" or "until Friday" say of an act."""
    if bound == "after":
        return When(after=when.end)
    if bound == "before":
        return When(before=when.start)
    if bound == "since":
        return When(f"{when.edtf}/..", when.start, None, "range", after=when.start)
    return When(f"../{when.edtf}", None, when.end, "range", before=when.end)


def _reckon_partial(expr: DateExpr, known: _Known) -> When:
    """Give a month and day the year that the context makes definite, or leave it open."""
    if not (expr.month or expr.season):
        return _reckon_day_of_month(expr, known)
    return _when(_edtf_of(replace(expr, year=_year_of(expr, known))), expr.approximate)


def _reckon_day_of_month(expr: DateExpr, known: _Known) -> When:
    """Return the latest such day on or before the report's date, or else the first from the date told before on."""
    day = cast(int, expr.day)
    if known.report and expr.which:
        return _when(f"{known.report.isoformat()[:8]}{day:02}")
    told = known.incident.start if known.incident and _is_day(known.incident) else None
    base = known.report or (date.fromisoformat(told) if told else None)
    if base is None:
        return When()
    step = timedelta(days=-1 if known.report else 1)
    while base.day != day:
        base += step
    return _day(base)


def _year_of(expr: DateExpr, known: _Known) -> int | None:
    now = known.year or (known.report.year if known.report else None)
    if expr.which and expr.offset:  # "in March last year"
        return now + {"last": -1, "this": 0, "next": 1}[expr.which] if now else None
    if known.year and not expr.which:
        return known.year
    month, day = expr.month or _SEASON_MONTH[expr.season or 21], expr.day or 1
    if known.report:
        return _year_near(month, day, known.report, expr.future or expr.which == "next", expr.which == "last")
    if known.incident and known.incident.start and len(known.incident.start) == 10:
        return _year_near(month, expr.day or 31, date.fromisoformat(known.incident.start), True, False)
    return None


_SEASON_MONTH = {21: 3, 22: 6, 23: 9, 24: 12}


def _year_near(month: int, day: int, near: date, forward: bool, strictly: bool) -> int:
    """Return the year of the latest such day on or about or before `near`, or of the first on or after it."""
    if forward:
        return _leap(near.year + ((month, day) < (near.month, near.day)), month, day, 1)
    latest = near + _SLACK
    later = (month, day) > (latest.month, latest.day)
    return _leap(latest.year - (later or (strictly and month == near.month)), month, day, -1)


def _leap(year: int, month: int, day: int, step: int) -> int:
    """Return the first year from `year` on, or back, that has the day, which only 29 February asks."""
    while month == 2 and day == 29 and not calendar.isleap(year):
        year += step
    return year


_SLACK = timedelta(days=2)  # a report may be dated by another clock than the day that it names


def _weekday_near(expr: DateExpr, report: date) -> date:
    weekday = cast(int, expr.weekday)
    if expr.future or expr.which == "next":
        step = (weekday - report.weekday()) % 7
        return report + timedelta(days=step or (7 if expr.which == "next" else 0))
    step = (report.weekday() - weekday) % 7
    return report - timedelta(days=step or (7 if expr.which == "last" else 0))


def _reckon_range(first: DateExpr, last: DateExpr, known: _Known) -> When:
    start = _reckon(replace(first, kind=_kind_alone(first), until=None), known)
    end = _reckon(replace(last, future=last.future or first.future), known)
    if not start.edtf or not end.edtf:
        return When()
    if start.start and end.end and start.start > end.end:
        return _around_year_end(first, start, end)
    edtf = f"{start.edtf}/{end.edtf}"
    return When(edtf, start.start, end.end, "range")


def _around_year_end(first: DateExpr, start: When, end: When) -> When:
    """Put the start of "Friday to Monday" or "November to February" before its end, where no year says otherwise."""
    begin = date.fromisoformat(cast(str, start.start))
    if first.weekday is not None and not first.day:
        earlier = _day(begin - timedelta(days=7))
    elif not first.year:
        earlier = _when(f"{begin.year - 1:04}{cast(str, start.edtf)[4:]}")
    else:
        return When()
    if not earlier.start or earlier.start > cast(str, end.end):
        return When()
    return When(f"{earlier.edtf}/{end.edtf}", earlier.start, end.end, "range")


def _kind_alone(expr: DateExpr) -> Kind:
    if expr.weekday is not None and not expr.day:
        return "weekday"
    return "absolute" if expr.year or expr.decade is not None else "partial"


def _reckon_relative(expr: DateExpr, offset: Offset, known: _Known) -> When:
    today = _day(known.report) if known.report else None
    base = today if expr.anchor == "report" else known.incident
    if base is None or not (base.edtf or base.start):
        return When()
    if offset.n is None:
        return _only_order(base, offset)
    if expr.kind == "range":
        return _span_from(base, offset, offset.n)
    return _step(expr, base, offset, offset.n)


def _only_order(base: When, offset: Offset) -> When:
    """Return the bound that "days later" or "in due course" gives."""
    if offset.direction == "after":
        return When(after=base.start)
    return When(before=base.end)


def _span_from(base: When, offset: Offset, n: int) -> When:
    """Return the span of "the past two weeks", which ends on the base's day, or of "the next", which begins on it."""
    if not _is_day(base):
        return When()
    day = date.fromisoformat(cast(str, base.start))
    sign = -1 if offset.direction == "before" else 1
    other = _moved(day, offset.unit, sign * n)
    first, last = min(day, other), max(day, other)
    return When(f"{first.isoformat()}/{last.isoformat()}", first.isoformat(), last.isoformat(), "range")


def _is_day(when: When) -> bool:
    return when.start is not None and when.start == when.end


def _step(expr: DateExpr, base: When, offset: Offset, n: int) -> When:
    """Return the unit that lies `n` units from `base`, no finer than the unit is."""
    steps = {"before": -1, "same": 0, "after": 1}[offset.direction] * n
    if offset.unit == "day" and steps == 0:
        return replace(base, time=None)
    if not _is_day(base):
        return _step_from_open(base, offset, steps)
    day = date.fromisoformat(cast(str, base.start))
    if offset.unit == "hour":
        return _hours_from(day, steps)
    if offset.unit in ("week", "weekend") and expr.which:
        return _calendar_week(day, offset.unit, steps)
    return _moved_when(day, offset.unit, steps, exact=expr.which is not None)


def _moved_when(day: date, unit: Unit, steps: int, exact: bool) -> When:
    """Return the day, month or year `steps` away; "two weeks ago" is about a day, "last month" is a month."""
    moved = _moved(day, unit, steps)
    if unit == "month":
        return _when(f"{moved.year:04}-{moved.month:02}", not exact)
    if unit in ("year", "decade"):
        return _when(f"{moved.year:04}", not exact)
    return _when(moved.isoformat(), unit != "day")


def _moved(day: date, unit: Unit, steps: int) -> date:
    if unit in ("month", "year", "decade"):
        months = day.year * 12 + day.month - 1 + steps * {"month": 1, "year": 12, "decade": 120}[unit]
        year, month = months // 12, months % 12 + 1
        return date(year, month, min(day.day, forms.days_in(year, month)))
    return day + timedelta(days=round(steps * _DAYS_IN[unit] + (0.49 if steps > 0 else -0.49) * (unit == "hour")))


def _hours_from(day: date, hours: int) -> When:
    """Return the two days between which "five hours later" lies, counted from an unknown hour."""
    near, far = _moved(day, "day", int(hours / 24)), _moved(day, "hour", hours)
    if near == far:
        return _when(near.isoformat(), approximate=True)
    first, last = min(near, far).isoformat(), max(near, far).isoformat()
    return When(f"{first}/{last}", first, last, "range")


def _calendar_week(day: date, unit: Unit, steps: int) -> When:
    """Return Monday to Sunday of "last week", or the Saturday and Sunday of "last weekend", up to now where "this"."""
    monday = day - timedelta(days=day.weekday()) + timedelta(days=7 * steps)
    if unit == "weekend":
        saturday = monday + timedelta(days=5 - 7 * (steps == 0 and day.weekday() < 5))
        return _interval(saturday, saturday + timedelta(days=1))
    return _interval(monday, day if steps == 0 else monday + timedelta(days=6))


def _interval(first: date, last: date) -> When:
    if first == last:
        return _day(first)
    return When(f"{first.isoformat()}/{last.isoformat()}", first.isoformat(), last.isoformat(), "range")


def _step_from_open(base: When, offset: Offset, steps: int) -> When:
    """Step from a base that is no day: a day without its year, a month, a year, a range."""
    edtf = (base.edtf or "").rstrip("?~%")
    if _OPEN_DAY.fullmatch(edtf) and offset.unit in ("day", "week", "fortnight"):
        return _open_day(edtf, offset.unit, steps)
    if base.start is None:
        return When()
    day = date.fromisoformat(base.start)
    if offset.unit == "year" and base.precision in ("month", "year"):
        return _moved_when(day, "year", steps, exact=base.precision == "year")
    if offset.unit == "month" and base.precision == "month":
        return _moved_when(day, "month", steps, exact=True)
    return _only_order(base, offset) if steps else When()


_OPEN_DAY = re.compile(r"XXXX-[0-9]{2}-[0-9]{2}")


def _open_day(edtf: str, unit: Unit, steps: int) -> When:
    """Step from a day of an unknown year; across the end of February the year would matter, so nothing is known."""
    after = {_moved(date.fromisoformat(f"{year}{edtf[4:]}"), unit, steps).isoformat()[5:] for year in (2003, 2004)}
    return _when(f"XXXX-{after.pop()}", unit != "day") if len(after) == 1 else When()


# --- the report's own date --------------------------------------------------------------------------------------------

_HEAD = 800
_LABEL = re.compile(
    r"(?:^[ \t|*-]*|\s)(?:(?:date )?(?:first )?(?:published|posted|updated|issued|released)(?: duration)?|dated?"
    r"|last (?:updated|modified)|publication date|date of publication|pubdate|timestamp)(?: (?:on|at|date))?"
    r"(?P<colon> ?:)?[ \t]*\Z"
)
_PLACE_BEFORE = re.compile(r"[ \t|]*[A-Z][\w .'’/-]{1,40}(?:[ ]?[,(][ ]?[\w .'’-]{2,40}\)?){0,2}[ ]?[,\u2014-][ ]*")
_AGENCY_AFTER = re.compile(
    r"[ ,.]*(?P<agency>\([^)\n]{1,60}\)|\[[^\]\n]{1,60}\]|/[^/\n]{2,40}/)?[ ]*(?P<dash>--|[\u2013\u2014:]|-(?=[ ]))?"
)
_PLACE_AFTER = re.compile(
    r"[ |]*[A-Z][A-Z .'’-]{2,30}(?:[ ]?,[ ]?[A-Z][\w ]{2,20})?[ ]?(?:\([^)\n]{1,40}\)[ ]?)?(?:--|\u2014|\u2013)"
)
_ALONE = re.compile(r"[ ,.]*(?:(?:at )?[0-9]{1,2}[:.][0-9]{2}.{0,12}|[A-Z]{2,4})?[ ]*(?:$|\|)")


def head_date(text: str, year_hint: int | None = None) -> tuple[date, Span] | None:
    """Return the date that the report bears at its head, with its words, or None.

    It stands alone on a line, after a label ("Published: …"), before a dateline's place ("May 2, 2014 KABUL --") or in
    the dateline ("SAN SALVADOR, 3 JAN 90 (ACAN-EFE) --"). One without a year needs `year_hint`.
    """
    for expr in find_dates(text, 0, min(len(text), _HEAD)):
        day = _day_of(expr, year_hint)
        if day and _heads(text, expr):
            return day, Span(expr.start, expr.end)
    return None


def _day_of(expr: DateExpr, year_hint: int | None) -> date | None:
    if expr.kind not in ("absolute", "partial") or not (expr.month and expr.day) or expr.bound:
        return None
    when = resolve_date(expr, year_hint=year_hint)
    return date.fromisoformat(when.start) if when.start else None


def _heads(text: str, expr: DateExpr) -> bool:
    """Whether the words beside a date make it the report's own; an infobox's "- Date:" is the incident's."""
    first = text.rfind("\n", 0, expr.start) + 1
    last = text.find("\n", expr.end)
    before, after = text[first : expr.start], text[expr.end : len(text) if last < 0 else last]
    if before.startswith("- "):
        return False
    if not before.strip(" \t|*"):
        return (text.count("\n", 0, first) <= _HEAD_LINES and bool(_ALONE.match(after))) or bool(
            _PLACE_AFTER.match(after)
        )
    return _is_labelled(before) or _is_dateline(before, after) or (first == 0 and bool(_PLACE_AFTER.match(after)))


_HEAD_LINES = 6  # a date alone on a line further down heads a section


def _is_labelled(before: str) -> bool:
    """Whether "Published", "Posted on" or the like leads to a date, at a line's start, with a colon or a capital."""
    label = _LABEL.search(before.lower())
    if label is None:
        return False
    return label.start() == 0 or label["colon"] is not None or before[label.start() :].strip()[:1].isupper()


def _is_dateline(before: str, after: str) -> bool:
    """Whether a date stands between a place and a dash or an agency: "QUETTA, Jan 3 (AFP) —"."""
    if not _PLACE_BEFORE.fullmatch(before) and not _PLACE_BEFORE.fullmatch(before[_last_sentence(before) :]):
        return False
    behind = cast(Match, _AGENCY_AFTER.match(after))
    return behind["dash"] is not None or (behind["agency"] is not None and not after[behind.end() :].strip())


def _last_sentence(before: str) -> int:
    """Return where the capitals of a place begin that a headline without a break runs into."""
    found = _SHOUTED.search(before)
    return found.start() if found else 0


_SHOUTED = re.compile(r"[A-Z]{3,}[A-Z .'’-]*(?:,[ ]?[\w .'’-]{2,40})?,[ ]?\Z")


# --- a year told elsewhere --------------------------------------------------------------------------------------------


def told_year(expr: DateExpr, others: Sequence[DateExpr]) -> tuple[int, DateExpr] | None:
    """Return the year that another expression of the same text gives to the day of `expr`, and that expression.

    It is the nearest full date within a month of that day ("September 22, 2013 … September 23"), or "this year (2016)".
    The caller passes the year as `year_hint` and the expression's words as further evidence.
    """
    if expr.kind != "partial" or not (expr.month and expr.day) or expr.which:
        return None
    by_distance = sorted(others, key=lambda other: abs(other.start - expr.start))
    found = ((_year_beside(expr.month, expr.day, other), other) for other in by_distance)
    return next(((year, other) for year, other in found if year), None)


def _year_beside(month: int, day: int, told: DateExpr) -> int | None:
    """Return the year in which a day of a month lies within a month of the full date `told`."""
    if not told.year or told.until:
        return None
    if told.which == "this":
        return told.year
    if not (told.month and told.day):
        return None
    near = date(told.year, told.month, told.day)
    for year in (told.year, told.year - 1, told.year + 1):
        if day <= forms.days_in(year, month) and abs((date(year, month, day) - near).days) <= 31:
            return year
    return None
