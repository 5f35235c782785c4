"""Noun phrases and clauses without a parser: words are tagged from closed lists, phrases are what stands between them.

Tags, one letter a word: D determiner, N number, P preposition, C conjunction, S subordinator, X auxiliary, M modal,
- negation, R pronoun, A adverb, V verb, `,` punctuation that parts clauses, `"` a quotation mark, ( and ) brackets,
G genitive mark, W any other word (nouns, adjectives, names).
"""

import re
from dataclasses import dataclass, field
from functools import cache

from gawah.coding.rules.lexicon import load_lexicon, word_set
from gawah.coding.rules.numbers import Quantity, is_number, read_quantity
from gawah.coding.rules.tokens import Tokens
from gawah.coding.rules.triggers import inflect, list_project_verbs
from gawah.frozen import quick_to_make

_LETTERS = {
    "determiner": "D",
    "preposition": "P",
    "conjunction": "C",
    "subordinator": "S",
    "auxiliary": "X",
    "modal": "M",
    "negation": "-",
    "pronoun": "R",
    "adverb": "A",
    "verb": "V",
}
_PUNCTUATION = {
    **dict.fromkeys(",;:.!?…–—-|/", ","),
    **dict.fromkeys("\"“”‘’'«»`", '"'),
    "(": "(",
    ")": ")",
    "[": "(",
    "]": ")",
}
_NOUNS_IN_ING = frozenset(
    "building morning evening meeting wedding gathering beijing king ring thing wing spring string being "
    "ceiling parking training hearing briefing housing shopping mining farming crossing landing settling "
    "offering sibling during bombing shelling shooting killing stabbing kidnapping fighting mourning feeling "
    "funding ruling".split()
)
_ADJECTIVES_IN_ED = frozenset(
    "armed masked unidentified suspected alleged wanted united retired hundred so-called unarmed uniformed".split()
)
_LINKS = frozenset("of from in at on belonging identified named called aged under near with for between to by".split())


@quick_to_make
@dataclass(frozen=True, slots=True)
class Group:
    """A noun phrase at the words [start, end): its quantity, its head, and whether it points back ("the miners")."""

    start: int
    end: int
    head: int
    quantity: Quantity | None = None
    definite: bool = False
    pronoun: bool = False
    negative: bool = False


@dataclass(frozen=True, slots=True)
class Parsed:
    """A text's words with their tags."""

    tokens: Tokens
    tags: str
    subjects: dict[tuple[int, int], list[Group]] = field(default_factory=dict, repr=False, compare=False)
    """The subjects that were read so far, by their verb and the first word that may be of them: many rules ask for one.
    """

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the offsets of the words [start, end)."""
        return self.tokens.starts[start], self.tokens.ends[end - 1]

    def words(self, start: int, end: int) -> str:
        """Return the text of the words [start, end)."""
        begin, finish = self.span(start, end)
        return self.tokens.text[begin:finish]

    def bounds(self, word: int) -> tuple[int, int]:
        """Return the sentence that holds this word, as [first, last)."""
        bounds = self.tokens.bounds
        return bounds[word] if word < len(bounds) else bounds[-1]


def tag_words(tokens: Tokens) -> Parsed:
    """Return `tokens` with a tag for each word."""
    lows, words = tokens.lows, tokens.words
    tags = list(map(_tags().__getitem__, words))
    if not tokens.text.isupper():  # "IS" and "IT" are names among lower-case words, as is the i of "Lashkar i Jhangvi"
        for n in [*tokens.capitals, *([n for n, word in enumerate(words) if word == "i"] if "i" in words else ())]:
            if tags[n] in "XRPC" and (words[n] == "i" or (len(words[n]) > 1 and words[n].isupper())):
                tags[n] = "W"
    unsettled = [match.start() for match in _UNSETTLED.finditer("".join(tags))]
    for n in sorted([*unsettled, *tokens.places["dead"]]) if "dead" in tokens.places else unsettled:
        first, last = tokens.bounds[n]
        if lows[n] == "dead" and n > first and tags[n - 1] in "WN" and (n + 1 == last or tags[n + 1] not in "WN"):
            tags[n] = "V"  # "14 people dead", "12 dead"
        elif tags[n] in "vV":
            to = n > first and lows[n - 1] == "to" and not lows[n].endswith(("s", "ing", "ed"))
            tags[n] = "V" if to else _settle_verb(lows, tags, n, first, last)
        elif tags[n] == '"' and n + 1 < last and lows[n + 1] == "s" and lows[n] in "'’":
            tags[n] = tags[n + 1] = "G"
    if "may" in tokens.places:
        _tag_may(tokens, tags)
    if "s" in tokens.places:
        _tag_genitive(lows, words, tags)
    if "result" in tokens.places:
        _tag_result(lows, tags)
    return Parsed(tokens, "".join(tags))


_UNSETTLED = re.compile('[vV"]')
"""The tags that the words beside may change."""


def _tag_may(tokens: Tokens, tags: list[str]) -> None:
    """Tag the month: "on May 7", "on 28 May when", "in early May"; "12 may have died" has none."""
    lows, capitals = tokens.lows, tokens.capitals if not tokens.text.isupper() else ()
    firsts = {first for first, _ in tokens.sentences}
    for n in [n for n, low in enumerate(lows) if low == "may"]:
        ahead = lows[n + 1] if n + 1 < len(lows) else ""
        named = n in capitals and n not in firsts
        dated = n > 0 and _DAY.fullmatch(lows[n - 1]) and ahead not in _BEHIND_MODAL and tags[n + 1 : n + 2] != ["V"]
        if ahead[:1].isdigit() or named or dated:
            tags[n] = "W"


_DAY = re.compile(r"(?:[12]?[0-9]|3[01])(?:st|nd|rd|th)?")
_BEHIND_MODAL = frozenset("have be not also well yet still never no".split())


def _tag_genitive(lows: list[str], words: list[str], tags: list[str]) -> None:
    """Tag the s of "People s Front", whose apostrophe was lost."""
    for n in [n for n, word in enumerate(words) if word == "s" and n and tags[n] == tags[n - 1] == "W"]:
        tags[n] = "G" if len(lows[n - 1]) > 1 else "W"


def _tag_result(lows: list[str], tags: list[str]) -> None:
    """Tag "as a result" as an adverb: "as a result two men were hurt"."""
    for n in [n for n, low in enumerate(lows) if low == "result" and lows[n - 1] in ("a", "as")]:
        if lows[n + 1 : n + 2] != ["of"]:
            tags[max(0, n - 2) : n + 1] = ["A"] * (n + 1 - max(0, n - 2))


@cache
def _closed_words() -> dict[str, str]:
    """Return the tag of each word of the closed classes and of each form of the verbs of violence."""
    table: dict[str, str] = {}
    for entries in load_lexicon("triggers").values():
        for entry in entries:
            for line in entry.get("verbs", ()):
                table.update((word, "V") for _, word in inflect(line))
    table.update(dict.fromkeys(list_project_verbs(), "V"))
    for name, words in load_lexicon("words").items():
        if name in _LETTERS:
            table.update((word, _LETTERS[name]) for word in words.split())
    return table | _PUNCTUATION


class _Tags(dict[str, str]):
    """The tags that words have by themselves, as they are written: most words of a text stood in others."""

    def __missing__(self, word: str) -> str:
        if len(self) >= _MOST_WORDS:
            self.clear()
        low = word.lower().replace("’", "'")
        self[word] = tag = _closed_words().get(low) or _tag_open(low, word)
        return tag


_MOST_WORDS = 65536


@cache
def _tags() -> _Tags:
    return _Tags()


def _tag_open(low: str, word: str) -> str:
    if is_number(low):
        return "N"
    participle = low.endswith("ed") and low not in _ADJECTIVES_IN_ED
    gerund = low.endswith("ing") and low not in _NOUNS_IN_ING
    return "v" if len(low) > 4 and word[0].islower() and (participle or gerund) else "W"


def _settle_verb(lows: list[str], tags: list[str], n: int, first: int, last: int) -> str:
    """Tell a verb from a participle before a noun ("two wounded soldiers", "the alleged attacker") and from a noun."""
    low = lows[n]
    before = tags[n - 1] if n > first else "^"
    after = tags[n + 1] if n + 1 < last else "$"
    if low.endswith(("ed", "ing")) and before in "DN" and after in "Wv":
        return "V" if before == "N" and lows[n + 1] in CALENDAR else "W"  # "and 16 injured Tuesday"
    if low.endswith("ed") and before in "^,PC(" and after == "W" and tags[n] == "v":
        return "W"
    if low in ("suspected", "alleged") and before in "^,PCS(" and after in "WN":
        return "W"  # "carried out by suspected rebels"
    if before == "D" and (not low.endswith("ed") or lows[n - 1] == "the"):  # "the attack", "three of the wounded"
        return "W"
    if before in "^," and after == "N" and not low.endswith(("s", "ing", "ed")):
        return "V"  # "Gunmen kill 5, wound 10"
    if low.endswith("ing") and after in "RDN" and before != "D":
        return "V"  # "after kidnapping them"
    if (low == "shot" and before in "WRAX)") or (low in ("hit", "hurt", "cut") and before == "X"):
        return "V"  # "assailants shot at a man", "he was hit in the chest"
    if low == "shot" and before in "C," and after in "RDN":
        return "V"  # "parted the men from the women and shot four"
    if low in _noun_verbs() and _stands_as_noun(
        low, tags, n, first, after, before, n > first and (lows[n - 1].endswith("s") or lows[n - 1] in _PLURALS)
    ):
        return "W"
    if low.endswith("ing") and before == "P" and tags[n] == "v":
        return "V"
    if low == "leave" and before == "P":
        return "W"  # "a marine on leave"
    return "V"


@cache
def _noun_verbs() -> frozenset[str]:
    """Return the base and -s forms of verbs that are as often nouns: "attack", "raids", "bomb", "claims"."""
    nouns = {
        w
        for entries in load_lexicon("triggers").values()
        for e in entries
        for line in e.get("nouns", ())
        for w in line.split("/")
    }
    return frozenset(nouns | set(load_lexicon("words")["noun_verb"].split()))


def _stands_as_noun(
    low: str, tags: list[str], n: int, first: int, after: str, before: str, plural_before: bool
) -> bool:
    """Whether a word that may be noun or verb is a noun here: behind a noun or preposition, before no object."""
    if before in "MR":
        return False
    if low.endswith("s"):
        return before in "DNPCG^," or (before == "W" and after not in "DNW")
    if before == "W" and plural_before and after in "DNW":
        return False  # "masked men kidnap 16 workers"
    return not (before == "P" and n - 1 > first and tags[n - 1] == "P" and after in "DNR")


def read_group(parsed: Parsed, start: int, stop: int) -> Group | None:
    """Return the noun phrase that begins at word `start` and ends before `stop`; None where none begins there."""
    if start >= stop:
        return None
    tags, lows = parsed.tags, parsed.tokens.lows
    n, definite, negative = start, False, False
    if lows[n] == "her" and (n + 1 >= stop or tags[n + 1] in "P,SCXV"):
        return Group(n, n + 1, n, None, True, True)  # "shot her in the hip"
    opens = (tags[n] in "AP" or lows[n] == "no") and _opens_quantity(parsed, n, stop)  # "up to 40", "over 20"
    while not opens and n < stop and tags[n] in "DA-" and lows[n] not in _COUNTING:
        definite = definite or lows[n] in _DEFINITE
        negative = negative or lows[n] in ("no", "nobody", "none")
        start += tags[n] == "A" and n == start  # "Separately two soldiers"
        n += 1
    if negative:
        end = max(n, _read_words(parsed, n + (n < stop and lows[n] == "one"), stop))
        return Group(start, end, end - 1, None, definite, False, True)
    if n + 1 < stop and lows[n] == "another" and tags[n + 1] == "N":  # "another 24"
        n += 1
    if n >= stop:
        return None
    if tags[n] == "R" and n == start:
        return Group(n, n + 1, n, None, True, lows[n] not in ("someone", "somebody"))
    quantity = read_quantity(lows, n, stop)
    n = quantity.end if quantity else n
    if quantity and n < stop and lows[n] == "of" and n + 1 < stop and tags[n + 1] in "DN":
        n += 1  # "two of the miners", "dozens of the 40"
    while quantity and n < stop and tags[n] == "D" and lows[n] not in ("a", "an"):
        n += 1
    end = _read_words(parsed, n, stop)
    if end == n:
        if quantity and (not quantity.article or lows[quantity.start] == "another"):
            return Group(start, n, -1, quantity, definite)
        return None
    head = end - 1
    while head > n and (
        tags[head] == ")" or (")" in tags[head:end] and "(" not in tags[head + 1 : end]) or tags[head] == "("
    ):
        head -= 1  # the head stands before "(SFs)"
    return _extend_group(parsed, Group(start, end, head, quantity, definite), stop)


_PLURALS = frozenset("men women people police gunmen militiamen policemen troops children".split())
_COUNTING = frozenset("a an another some both".split())
_DEFINITE = frozenset("the this that these those his her its their our all both such same".split())
_GROUP_NOUNS = frozenset(
    "group groups member members team teams number crowd squad party gang convoy personnel "
    "body bodies officials officer officers employees workers people persons residents cadres cadre lives "
    "life majority half dozens dozen scores hundreds leader leaders contingent column band handful unit "
    "soldiers men troops followers family families crew".split()
)


def _read_words(parsed: Parsed, n: int, stop: int) -> int:
    """Return the end of the run of nouns, adjectives and names that begins at word `n`."""
    tags, lows = parsed.tags, parsed.tokens.lows
    if n + 2 < stop and lows[n + 1] in ("year", "years", "month", "months") and lows[n + 2] == "old" and tags[n] == "N":
        n += 3  # "an eight year old girl"
    begin = n
    while n < stop:
        tag = tags[n]
        if tag in "WG":
            if n > begin and lows[n] == "aged":
                break
            n += 1
        elif n == begin:
            break
        elif tag == "N" and lows[n][0].isdigit() and n + 1 < stop and tags[n + 1] == "W":
            n += 1
        elif tag == "(" and n + 2 < stop and tags[n + 2] == ")":
            n += 3
        elif tag == "(" and n + 3 < stop and tags[n + 3] == ")":
            n += 4
        elif tag in "-," and lows[n] in "-–" and n + 1 < stop and tags[n + 1] in "WN":
            n += 2  # "13 - year - old", as some corpora print it
        else:
            break
    return n


def _extend_group(parsed: Parsed, group: Group, stop: int) -> Group:
    """Read on through "of" where the head only says that there is a group: "members of the security forces"."""
    lows, n = parsed.tokens.lows, group.end
    if n + 1 < stop and lows[n] == "of" and lows[group.head] in _GROUP_NOUNS:
        inner = read_group(parsed, n + 1, stop)
        if inner and inner.head < 0 and inner.quantity and not inner.quantity.article:
            return Group(group.start, inner.end, group.head, inner.quantity, group.definite)  # "a family of five"
        if inner and not inner.pronoun and inner.head >= 0:
            quantity = group.quantity
            if (
                inner.quantity
                and (quantity is None or quantity.article)
                and lows[group.head] not in ("members", "member")
            ):
                quantity = inner.quantity
            return Group(group.start, inner.end, inner.head, quantity, group.definite, False, group.negative)
    return group


def read_groups_after(parsed: Parsed, start: int, stop: int) -> list[Group]:
    """Return the coordinated noun phrases that begin at word `start`: the objects of a verb before it."""
    groups: list[Group] = []
    n = start
    while n < stop and parsed.tags[n] == "A" and not _opens_quantity(parsed, n, stop):
        n += 1
    while n < stop:
        group = read_group(parsed, n, stop)
        if group is None or (groups and (_begins_clause(parsed, group, stop) or says_part(parsed, group, stop))):
            break
        groups.append(group)
        behind = _skip_office(parsed, _skip_age(parsed, group.end, stop), stop)
        n = _skip_joiner(parsed, behind, stop)
        if n in (group.end, behind):
            break
    return groups


def _skip_office(parsed: Parsed, n: int, stop: int) -> int:
    """Return the word behind the "of Bener" of "the chief of Bener and his driver", or `n`."""
    lows = parsed.tokens.lows
    if n >= stop or lows[n] != "of":
        return n
    inner = read_group(parsed, n + 1, stop)
    if inner is None or inner.end + 1 >= stop or lows[inner.end] != "and":
        return n
    return inner.end if lows[inner.end + 1] in _OWN else n


_OWN = frozenset("his her their a an".split())


def _skip_age(parsed: Parsed, n: int, stop: int) -> int:
    """Return the word after the ", 34" that says how old the person named before word `n` is, or `n`."""
    words, tags = parsed.tokens.words, parsed.tags
    if not (n + 1 < stop and words[n] == "," and tags[n + 1] == "N" and words[n - 1][0].isupper()):
        return n
    return n + 2 if n + 2 >= stop or tags[n + 2] in ",P" else n


def says_part(parsed: Parsed, group: Group, stop: int) -> bool:
    """Whether a number takes up a part of the people before it: "six, two of them …", "six, two critically"."""
    lows, n = parsed.tokens.lows, group.end
    if group.quantity is None or group.head >= 0 or n >= stop:
        return False
    return lows[n : n + 2] in (["of", "them"], ["of", "whom"]) or (parsed.tags[n] == "A" and lows[n].endswith("ly"))


def _skip_joiner(parsed: Parsed, n: int, stop: int) -> int:
    """Return the word after ", and", "and", "," or "as well as" that may join another phrase; `n` where none does."""
    tags, lows = parsed.tags, parsed.tokens.lows
    m = n
    if m < stop and parsed.tokens.words[m] == ",":
        m += 1
    if m < stop and lows[m] in ("and", "or", "plus"):
        return m + 1
    if (joined := _skip_together(lows, m)) > m:
        return joined
    if m > n and m < stop and ((tags[m] in "ND" and lows[m] not in ("which", "all")) or lows[m] in ("another",)):
        return m if _goes_on(parsed, m, stop) else n
    return m if m > n and _lists_names(parsed, n, stop) else n


def _goes_on(parsed: Parsed, n: int, stop: int) -> bool:
    """Whether what stands behind a comma goes on with a list and begins no clause: "16, the army said"."""
    for m in range(n, min(stop, n + 12)):
        if parsed.tags[m] in "VXM" and parsed.tokens.lows[m] in _SAID:
            return False
        if parsed.tags[m] in "VXMSC":
            return True
    return True


_SAID = frozenset("said says say told added reported confirmed announced stated".split())


def _lists_names(parsed: Parsed, comma: int, stop: int) -> bool:
    """Whether full names stand on either side of a comma in a list: "Aldo Neri, Livio Conti and a girl"."""
    words, tags = parsed.tokens.words, parsed.tags
    near = range(comma - 2, comma + 3)
    if near[0] < 0 or near[-1] >= stop or any(not words[m][0].isupper() or tags[m] != "W" for m in near if m != comma):
        return False
    n = comma + 3
    while n < min(stop, comma + 20) and (words[n] == "," or (words[n][0].isupper() and tags[n] == "W")):
        n += 1
    return n < stop and parsed.tokens.lows[n] == "and"


def _skip_together(lows: list[str], n: int) -> int:
    """Return the word after "along with", "together with" or "as well as" at word `n`, or `n`."""
    if lows[n : n + 3] == ["as", "well", "as"]:
        return n + 3
    return n + 2 if lows[n : n + 2] in (["along", "with"], ["together", "with"], ["and", "also"]) else n


def _begins_clause(parsed: Parsed, group: Group, stop: int) -> bool:
    """Whether a verb follows the noun phrase, so that it begins a clause of its own."""
    n, tags = group.end, parsed.tags
    if n < stop and parsed.tokens.lows[n] in ("that", "who", "which") and parsed.tokens.words[group.start - 1] != ",":
        return any(tags[m] == "V" for m in range(n, min(stop, n + 14)))
    while n < stop and tags[n] == "A":
        n += 1
    if n < stop and tags[n] == "P" and parsed.tokens.lows[group.start - 1] == "and":
        return _acts_behind_place(parsed, n, stop)
    return n < stop and tags[n] in "VXM" and not parsed.tokens.lows[n].endswith("ing")


def _acts_behind_place(parsed: Parsed, n: int, stop: int) -> bool:
    """Whether a verb with its object, or an auxiliary, follows a place: "and gunmen in Mosul | shot a councillor"."""
    tags, lows, m = parsed.tags, parsed.tokens.lows, n + 1
    while m < min(stop, n + _LONGEST_PLACE) and tags[m] in "DWN":
        m += 1
    if m == n + 1 or m + 1 >= stop or lows[m] in _SAID or lows[m].endswith("ing"):
        return False
    return tags[m] in "XM" or (tags[m] == "V" and tags[m + 1] in "DN")


_LONGEST_PLACE = 5
"""Words."""


def find_subject(parsed: Parsed, verb: int, first: int) -> list[Group]:
    """Return the coordinated noun phrases that are the subject of the verb at word `verb`, within [first, verb)."""
    groups = parsed.subjects.get((verb, first))
    if groups is None:
        groups = parsed.subjects[verb, first] = _read_subject(parsed, verb, first)
    return groups


def _read_subject(parsed: Parsed, verb: int, first: int) -> list[Group]:
    last = _skip_auxiliaries(parsed, verb, first)
    if (
        last > first
        and parsed.tokens.lows[last] in ("of", "for", "with")
        and find_charge(parsed, last, first) is not None
    ):
        return find_accused(parsed, last, first)
    if last >= first and parsed.tokens.lows[last] in ("and", "or", "then"):
        shared = _find_verb_before(parsed, last, first)
        if shared is not None:  # "killed two and wounded five": one subject
            return find_subject(parsed, shared, first)
    if last >= first and parsed.tags[last] == "V" and parsed.tokens.lows[last + 1 : last + 3] == ["to", "have"]:
        return find_subject(parsed, last, first)  # "claimed to have killed", "is said to have shot"
    relative = last + 1 < verb and parsed.tokens.lows[last + 1] in ("who", "that")
    last = _skip_insertion(parsed, last, first, parsed.tags[verb - 1] == "X")
    if last < first:
        return []
    begin = _clause_start(parsed, last, first)
    if relative and (dead := _find_slain(parsed, begin, last + 1)):
        return dead
    nearest = find_nearest(parsed, begin, last + 1) if relative else None
    if nearest and (nearest.quantity or parsed.tokens.lows[verb - 1] not in ("was", "is")):
        return [nearest]  # "the relatives of nine labourers who were shot"
    groups = _heads_between(parsed, begin, last + 1)
    before = begin - 1
    if _goes_on_acting(parsed, before, verb, first):
        return find_subject(parsed, before, first)
    if before > first and parsed.tags[before] == "V" and parsed.tokens.lows[before] not in _SAID:
        groups = _drop_objects(parsed, groups, verb)
    if before > first and parsed.tokens.words[before] == ",":
        if not groups:
            last = before - 1  # "a villager, identified as X, a resident of Y, was shot"
            groups = _heads_between(parsed, _clause_start(parsed, last, first), last + 1)
        elif parsed.tags[begin] == "C" and (last := _skip_insertion(parsed, before, first)) < before - 1:
            outer = _heads_between(parsed, _clause_start(parsed, last, first), last + 1)
            if not _is_object(parsed, outer, first):
                groups = [*outer, *groups]  # "a leader, Haji Karim, and his brother were killed"
    return _resume_outer(parsed, groups, begin, first)


def find_accused(parsed: Parsed, preposition: int, first: int) -> list[Group]:
    """Return whom "accused X of massacring", "X was jailed for killing" or "charged X with shooting" says did it."""
    lows, at = parsed.tokens.lows, find_charge(parsed, preposition, first)
    if at is None:
        return []
    passive = lows[at - 1] in ("was", "were", "been", "is", "are", "being")
    if not passive:
        return read_groups_after(parsed, at + 1, preposition)
    words = parsed.tokens.words  # "the doctor was charged with killing" names nobody
    return [g for g in find_subject(parsed, at, first) if any(w[0].isupper() for w in words[g.start + 1 : g.end])]


def find_charge(parsed: Parsed, preposition: int, first: int) -> int | None:
    """Return the nearest verb before the preposition, where it is one of accusing, holding or punishing."""
    tags, lows = parsed.tags, parsed.tokens.lows
    near = range(preposition - 1, max(first - 1, preposition - 16), -1)
    verb = next((n for n in near if tags[n] == "V" or lows[n] in _CHARGES), None)
    return verb if verb is not None and lows[verb] in _CHARGES else None


_CHARGES = word_set("attribution", "charges")


def _drop_objects(parsed: Parsed, groups: list[Group], verb: int) -> list[Group]:
    """Return the phrases without those that a verb before them was done to, where a clause begins among them.

    "killed two soldiers and | gunmen in Mosul shot …", "killed ten people in Gao, | police and witnesses said".
    """
    if parsed.tokens.lows[verb] in _SAID:
        opens = [i for i, group in enumerate(groups) if parsed.tokens.words[group.start - 1] == ","]
        return groups[opens[-1] :] if opens else groups
    anew = len(groups) > 1 and groups[-1].end < verb and _begins_clause(parsed, groups[-1], verb + 2)
    return groups[-1:] if anew else groups


def _is_object(parsed: Parsed, groups: list[Group], first: int) -> bool:
    """Whether phrases stand right behind a verb: "stormed a hotel, opening fire, and twelve people were killed"."""
    return bool(groups) and groups[0].start > first and parsed.tags[groups[0].start - 1] == "V"


def _find_slain(parsed: Parsed, begin: int, stop: int) -> list[Group]:
    """Return of whose killing a phrase speaks: "suspects in the killing of Omar Bel and a nun, who were shot dead"."""
    lows = parsed.tokens.lows
    at = next((n for n in range(begin + 1, stop) if lows[n] == "of" and lows[n - 1] in _KILLINGS), None)
    return [] if at is None else read_groups_after(parsed, at + 1, stop)


_KILLINGS = frozenset("killing killings murder murders assassination death deaths slaying lynching".split())


def _goes_on_acting(parsed: Parsed, before: int, verb: int, first: int) -> bool:
    """Whether the verb at word `before` has the subject of that at `verb` too: "came to the camp, beat the guard"."""
    lows, tags = parsed.tokens.lows, parsed.tags
    if before <= first or tags[before] != "V" or lows[before] in _SAID or lows[before].endswith("ing"):
        return False
    return parsed.tokens.words[verb - 1] == "," and tags[before - 1] not in "PRX" and tags[before + 1] != "C"


def _resume_outer(parsed: Parsed, groups: list[Group], begin: int, first: int) -> list[Group]:
    """Return the counted people before a participle whose object stands nearest: "seven officers guarding a team"."""
    n, tags = begin - 1, parsed.tags
    if n <= first or tags[n] != "V" or tags[n - 1] not in "WG)":
        return groups
    if not groups and _is_described(parsed, n):
        return _heads_between(parsed, _clause_start(parsed, n - 1, first), n)[-1:]
    if not parsed.tokens.lows[n].endswith("ing"):
        return groups
    if groups and groups[-1].quantity is not None and not groups[-1].quantity.article:
        return groups
    outer = _heads_between(parsed, _clause_start(parsed, n - 1, first), n)[-1:]
    return outer if outer and outer[0].quantity is not None and outer[0].end == n else groups


def _is_described(parsed: Parsed, n: int) -> bool:
    """Whether a participle at word `n` only says more of the noun before it: "troops backed by", "men dressed in"."""
    lows = parsed.tokens.lows
    return lows[n].endswith("ed") and lows[n + 1 : n + 2] != [] and lows[n + 1] in _BEHIND_PARTICIPLE


_BEHIND_PARTICIPLE = frozenset("by with in on from as".split())


def find_outer_subject(parsed: Parsed, verb: int, first: int) -> list[Group]:
    """Return whom a clause within the clause parts from its verb: "policemen who tried to shield them were hurt".

    That clause is relative, or a participle's: "labourers waiting for a bus were shot".
    """
    lows, tags = parsed.tokens.lows, parsed.tags
    n, verbs = _skip_auxiliaries(parsed, verb, first), 0
    if n < first or tags[n] in "SC,":
        return []
    while n > first and (tags[n] not in ',"' or lows[n] in "'’") and not (tags[n] == "S" and not verbs):
        if verbs and lows[n] in ("who", "that", "which") and tags[n - 1] in "W)G,":
            before = n - 1 - (parsed.tokens.words[n - 1] == ",")
            return _heads_between(parsed, _clause_start(parsed, before, first), before + 1)[-1:]
        if tags[n] == "V" and lows[n].endswith(("ing", "ed")) and tags[n - 1] in "WG)":
            return _heads_between(parsed, _clause_start(parsed, n - 1, first), n)[-1:]
        verbs += tags[n] in "VX"
        n -= 1
    return []


def find_nearest(parsed: Parsed, begin: int, stop: int) -> Group | None:
    """Return the noun phrase that ends right before word `stop`, if it is counted or a plural."""
    for n in range(begin, stop):
        group = read_group(parsed, n, stop)
        if group and group.end == stop and group.head >= 0:
            plural = parsed.tokens.lows[group.head].endswith("s") or parsed.tokens.lows[group.head] in _PLURALS
            return group if group.quantity is not None or plural else None
    return None


def _find_verb_before(parsed: Parsed, n: int, first: int) -> int | None:
    """Return the nearest verb before word `n`, or None."""
    return next((m for m in range(n - 1, first - 1, -1) if parsed.tags[m] == "V"), None)


def step_over_aside(parsed: Parsed, n: int, first: int) -> int:
    """Return the auxiliary that an aside parts from its verb ("was on October 13, injured"), or `n` itself."""
    if n < first or parsed.tags[n] not in ",NW":
        return n
    comma = parsed.tokens.words[n] == ","
    for m in range(n - 1, max(first, n - 7) - 1, -1):
        if parsed.tags[m] == "X":
            return m if comma or parsed.tags[m + 1] == "P" else n  # "was on August 24 killed"
        if parsed.tags[m] not in "PWNDM":
            return n
    return n


def _skip_auxiliaries(parsed: Parsed, verb: int, first: int) -> int:
    """Return the last word before the verb's auxiliaries, adverbs, "who" and "that"."""
    tags, lows, n = parsed.tags, parsed.tokens.lows, step_over_aside(parsed, verb - 1, first)
    while n >= first and (
        tags[n] in "XAM"
        or (tags[n] == "-" and lows[n] in ("not", "never", "n't"))
        or lows[n] in ("who", "that", "which", "to")
        or (lows[n] == "as" and n == verb - 1)
    ):
        n -= 1
    return n


def _skip_insertion(parsed: Parsed, last: int, first: int, finite: bool = False) -> int:
    """Step over ", 21, who was driving," or ", identified as X," or "(…)" that stands between subject and verb."""
    return _step_before_age(parsed, _step_before_insertion(parsed, last, first, finite), first)


def _step_before_age(parsed: Parsed, last: int, first: int) -> int:
    """Return the last word of the name before the age at word `last`, if there: "Aldo Neri, 21, a clerk, was shot"."""
    words, name = parsed.tokens.words, last - 2
    aged = name >= first and words[last - 1] == "," and re.fullmatch("[1-9][0-9]?", words[last]) is not None
    return name if aged and words[name] != words[name].lower() and parsed.tokens.lows[name] not in CALENDAR else last


def _step_before_insertion(parsed: Parsed, last: int, first: int, finite: bool) -> int:
    words, tags = parsed.tokens.words, parsed.tags
    if last >= first and tags[last] == ")":
        opening = last
        while opening > first and tags[opening] != "(":
            opening -= 1
        return opening - 1
    if last < first:
        return last
    if (words[last] == "," or finite) and (opener := _find_including(parsed, last, first)) is not None:
        return opener - 1
    if words[last] != ",":
        return last
    n = last - 1
    while n > first and words[n] not in (",", ";"):
        n -= 1
    inside = n + 1
    if n > first and words[n] == "," and tags[inside] in "VSPRWDN-":
        return n - 1
    return last - 1


def _find_including(parsed: Parsed, last: int, first: int) -> int | None:
    """Return the comma before the "including …" or "identified as …" that ends at word `last`, or None."""
    tags, lows, only_names = parsed.tags, parsed.tokens.lows, True
    for n in range(last, max(first, last - 30), -1):
        if tags[n - 1] == "," and (lows[n] in _PARTS or lows[n + 1 : n + 3] in (["of", "them"], ["of", "whom"])):
            return n - 1
        if tags[n - 1] == "," and lows[n] in _NAMING and only_names:
            return n - 1
        if tags[n] not in "DNWCAG()," and lows[n] not in ("of", "them", "whom", "from", "in", "as"):
            return None
        only_names = only_names and (tags[n] in "N()C," or lows[n] == "as" or parsed.tokens.words[n][0].isupper())
    return None


def _names(lows: list[str], n: int) -> bool:
    """Whether the word at `n` is the "as" of "identified as"."""
    return lows[n] == "as" and lows[n - 1] in _NAMING


_PARTS = frozenset("including among mostly mainly".split())
_NAMING = frozenset("identified named known called".split())


def _clause_start(parsed: Parsed, last: int, first: int) -> int:
    """Walk left from `last` to the first word of the clause that holds it."""
    tags, lows, words = parsed.tags, parsed.tokens.lows, parsed.tokens.words
    n = last
    while n >= first:
        tag = tags[n]
        if tag in _WITHIN_CLAUSE:
            n -= 1
            continue
        if tag in "VXMS" and lows[n] not in _LINKS and not _names(lows, n):
            break
        if tag == "P" and lows[n] in ("since", "because", "until", "till"):
            break
        if tag in ',"' and not (words[n] == "," and _joins_list(parsed, n, last)) and words[n] not in "-–'’":
            break
        if words[n] in "-–" and n > first and (tags[n - 1] in ")" or not words[n - 1][0].isdigit()):
            break  # a dash, not "13 - year - old"
        n -= 1
    return n + 1


_WITHIN_CLAUSE = frozenset("WDNGARC()v-")
"""The tags of words at which no clause begins."""


def _joins_list(parsed: Parsed, comma: int, last: int) -> bool:
    """Whether the comma stands in an enumeration: "two soldiers, a nurse and a driver"."""
    tags, lows = parsed.tags, parsed.tokens.lows
    following = range(comma + 1, min(last + 1, comma + 12))
    return any(lows[n] in ("and", "or") for n in following) and tags[comma + 1] in "DNW" and tags[comma - 1] in "WN)"


def _heads_between(parsed: Parsed, begin: int, stop: int) -> list[Group]:
    """Return the noun phrases in [begin, stop) that no preposition governs."""
    tags, lows, n, governed = parsed.tags, parsed.tokens.lows, begin, False
    groups: list[Group] = []
    while n < stop:
        if lows[n] in _NAMING and tags[n] in "VvW":
            n = _skip_names(parsed, n + 1 + (lows[n + 1 : n + 2] == ["as"]), stop)
            continue
        if lows[n] in ("them", "him", "us", "me"):
            n += 1
            continue
        if lows[n] == "aged":
            n = _skip_ages(parsed, n + 1, stop)
            continue
        if tags[n] == "P" and (day := _skip_day(parsed, n, stop)) > n:
            n, governed = day, False
            continue
        if tags[n] == "P" and not _opens_quantity(parsed, n, stop):
            governed = lows[n] != "with"  # "with 13 people injured"
            n += 1
            continue
        group = read_group(parsed, n, stop)
        if group is None or group.end <= n:
            governed = governed and tags[n] not in "C,"
            n += 1
            continue
        bare = group.head < 0 and n > begin and tags[n - 1] in "WNM"  # "November 28"
        if not governed and not bare:
            groups.append(group)
        governed = governed and group.end < stop and (tags[group.end] == "P" or (bare and tags[group.end] in "N,"))
        n = group.end
    return groups


def _skip_day(parsed: Parsed, n: int, stop: int) -> int:
    """Return the word behind "on Monday" or "on May 3" where people stand there: "on Monday gunmen shot"; else `n`."""
    lows = parsed.tokens.lows
    day = n + 1 + (lows[n + 1 : n + 2] == ["last"])
    day += day + 1 < stop and lows[day][0].isdigit()  # "on 3 May"
    if lows[n] not in ("on", "since") or day + 1 >= stop or lows[day] not in CALENDAR:
        return n
    end = day + 1
    while end < stop and (lows[end] in _TIMES or (parsed.tags[end] == "N" and lows[end][0].isdigit())):
        end += 1
    return end if end < stop and parsed.tags[end] in "WDN" and not lows[end].startswith("report") else n


CALENDAR = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august "
    "september october november december".split()
)
"""Weekdays and months, which no person is named by."""
_TIMES = frozenset("morning afternoon evening night noon midday midnight".split())


def _skip_ages(parsed: Parsed, n: int, stop: int) -> int:
    """Return the word behind the ages at word `n`: "aged four and six"."""
    while n < stop and (
        parsed.tags[n] == "N" or (parsed.tags[n] in "C," and n + 1 < stop and _is_bare_number(parsed, n + 1, stop))
    ):
        n += 1
    return n


def _is_bare_number(parsed: Parsed, n: int, stop: int) -> bool:
    """Whether word `n` is a number without a noun: the next age, or the next people."""
    return parsed.tags[n] == "N" and (n + 1 >= stop or parsed.tags[n + 1] in "C,VXM")


def _skip_names(parsed: Parsed, n: int, stop: int) -> int:
    """Return the word after the names, of one person or more, that begin at word `n`: "identified as A, B and C"."""
    words, tags = parsed.tokens.words, parsed.tags
    end = n
    while n < stop and (words[n] != words[n].lower() or tags[n] in "C,()N" or parsed.tokens.lows[n] == "alias"):
        n += 1
        end = n if tags[n - 1] not in "C," else end
    return max(end, n if n == stop else end)


def _opens_quantity(parsed: Parsed, n: int, stop: int) -> bool:
    """Whether the preposition begins a quantity: "over 20", "at least six", "between 3 and 5"."""
    quantity = read_quantity(parsed.tokens.lows, n, stop)
    return quantity is not None and not quantity.article
