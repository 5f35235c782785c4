"""Who acts in the aftermath: the noun phrase of one who can act, a pronoun's antecedent, and the name of either."""

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from gawah.coding.rules.lexicon import load_lexicon
from gawah.coding.rules.page import Page
from gawah.coding.rules.people import is_person, named_person
from gawah.coding.rules.phrases import CALENDAR, Group, Parsed, find_subject, read_group, read_groups_after
from gawah.coding.rules.speech import speaker_at
from gawah.frozen import quick_to_make
from gawah.gazetteer.speakers import speaker_role

_PLURAL = frozenset("they them we us".split())
_PERSON = frozenset("he she him her i".split())
_PRONOUNS = _PLURAL | _PERSON | {"it"}
_MARKS = frozenset(",'’\"“”‘()[]")
_LOOK_BACK = 3
_LONGEST_NAME = 14


@quick_to_make
@dataclass(frozen=True, slots=True)
class Responder:
    """Who acts or is acted on: the words [start, end) that name him, and the pronoun that points back to them."""

    start: int
    end: int
    pronoun: int | None = None


def find_actor(page: Page, verb: int, first: int, insist: bool = False) -> Responder | None:
    """Return who does what the verb at word `verb` says: its subject, or that of the verb before it that it hangs on.

    With `insist`, a subject that cannot act is passed over: what was called the subject was not it.
    """
    at = verb
    for _ in range(3):
        at = _step_left(page.parsed, at, first)
        groups = find_subject(page.parsed, at, first) or _name_before(page, at, first)
        found = read_responder(page, groups)
        if found or (groups and not insist and not _hangs_on(page.parsed, at, first)):
            return found
        before = next((m for m in range(at - 1, first - 1, -1) if page.parsed.tags[m] == "V"), None)
        if before is None:
            return None
        at = before
    return None


def _step_left(parsed: Parsed, verb: int, first: int) -> int:
    """Return the word from which the subject is looked for: left of "vehemently", ", however," and "while"."""
    lows, tags, words = parsed.tokens.lows, parsed.tags, parsed.tokens.words
    n = verb
    while n - 1 > first and tags[n - 1] in "XA":
        n -= 1
    while n - 1 > first and (
        (lows[n - 1].endswith("ly") and tags[n - 2] != "D") or (lows[n - 1] == "while" and lows[n].endswith("ing"))
    ):
        n -= 1
    if n - 3 > first and words[n - 1] == "," and tags[n - 2] == "A" and words[n - 3] == ",":
        n -= 3
    return n


def _name_before(page: Page, at: int, first: int) -> list[Group]:
    """Return the name right before a verb where a date stands before the name: "In 1981 Lidia Falcón published"."""
    words, tags = page.parsed.tokens.words, page.parsed.tags
    n = at
    while n > first and tags[n - 1] == "W" and words[n - 1][0].isupper():
        n -= 1
    return [Group(n, at, at - 1)] if n < at and not page.text.isupper() else []


def _hangs_on(parsed: Parsed, verb: int, first: int) -> bool:
    """Whether the verb is a participle, an infinitive or a second verb, whose subject stands further left."""
    lows = parsed.tokens.lows
    before = lows[verb - 1] if verb > first else ""
    return lows[verb].endswith("ing") or before in ("to", "and", "then", ",", "while", "who", "which", "for")


def find_actor_behind(page: Page, start: int, stop: int) -> Responder | None:
    """Return who stands behind "by" or "from" within twelve words of `start`, in the same clause."""
    for n in range(start, min(stop, start + 12)):
        if page.parsed.tokens.lows[n] in ("by", "from"):
            return _read_on(page, read_responder(page, read_groups_after(page.parsed, n + 1, stop)), stop)
        if page.parsed.tags[n] in "SM,":
            return None
    return None


def _read_on(page: Page, responder: Responder | None, stop: int) -> Responder | None:
    """Read on through ", opposition parties and others"."""
    parsed, end = page.parsed, responder.end if responder else stop
    while responder and end + 1 < stop and (parsed.tokens.words[end] == "," or parsed.tokens.lows[end] == "and"):
        group = read_group(parsed, end + 1, stop)
        closed = group is not None and (group.end >= stop or parsed.tags[group.end] in ",CP")
        if group is None or not closed or not can_act(page, group):
            break
        end = group.end
        responder = Responder(responder.start, end, responder.pronoun)
    return responder


def find_object(page: Page, verb: int, first: int) -> Responder | None:
    """Return what a passive verb is done to, or what "drew" criticism: the subject, whether or not it can act."""
    groups = [g for g in find_subject(page.parsed, verb, first) if not g.negative and g.head >= 0]
    if not groups:
        return None
    if groups[0].pronoun:
        return _find_antecedent(page, groups[0])
    return Responder(groups[0].start, _end_of_name(page.parsed, groups[-1].end, verb))


def find_target(page: Page, start: int, stop: int) -> Responder | None:
    """Return what a verb that ends before `start` is about: its object, or what stands behind its preposition."""
    parsed = page.parsed
    n = start
    while n < stop and (parsed.tags[n] == "A" or parsed.tokens.lows[n] in _LEADS_TO_TARGET):
        n += 1 + (parsed.tokens.lows[n] == "to" and n + 1 < stop and parsed.tags[n + 1] == "V")
    group = read_group(parsed, n, stop) if n < stop else None
    if group is None or group.negative or group.head < 0:
        return None
    if group.pronoun:
        return _find_antecedent(page, group)
    return Responder(group.start, _end_of_name(parsed, _before_verb(parsed, group, stop), stop))


def _before_verb(parsed: Parsed, group: Group, stop: int) -> int:
    """Return the end of a phrase that is not the verb of its clause: "that the minister | visit them"."""
    end = group.end
    bare = end < stop and end - group.start > 2 and parsed.tags[end] in "RD" and parsed.tokens.words[end - 1].islower()
    return end - 1 if bare else end


_LEADS_TO_TARGET = frozenset("to for on upon of against into over about among at that with".split())


def read_responder(page: Page, groups: list[Group]) -> Responder | None:
    """Return the coordinated phrases among `groups` that can act, as one stretch of words; None where none can."""
    acting = [g for g in groups if can_act(page, g)]
    if not acting:
        return None
    if acting[-1].pronoun:
        return _find_antecedent(page, acting[-1])
    _, stop = page.parsed.bounds(acting[-1].start)
    begin = len(acting) - 1
    while begin and _adjoin(page.parsed, acting[begin - 1], acting[begin]):
        begin -= 1
    return Responder(acting[begin].start, _end_of_name(page.parsed, acting[-1].end, stop))


def _adjoin(parsed: Parsed, one: Group, other: Group) -> bool:
    """Whether nothing but a comma or a conjunction stands between two phrases."""
    between = range(one.end, other.start)
    return len(between) <= 2 and all(parsed.tags[n] in "C,)" for n in between)


def can_act(page: Page, group: Group) -> bool:
    """Whether a noun phrase names someone who can act: people, a body, a force, a group, a state, or a name."""
    lows, words = page.parsed.tokens.lows, page.parsed.tokens.words
    if group.negative or group.head < 0:
        return False
    if group.pronoun:
        return lows[group.head] in _PRONOUNS
    head = lows[group.head].removesuffix("'s")
    if head in _heads("things") or "=" in lows[group.start : group.end]:
        return False
    if (
        head in _heads("agents")
        or head in actor_classes()
        or named_person(page.parsed, group)
        or is_person(page.parsed, group)
    ):
        return True
    if any(m.sort != "generic" for _, end, m in page.actors.within(group.start, group.end) if end >= group.head):
        return True
    if _names_state(page, group) or speaker_role(page.parsed.words(group.start, group.end)) != "unknown":
        return True
    return words[group.head][0].isupper() and not page.text.isupper() and _is_name(page, group.head)


def _is_name(page: Page, n: int) -> bool:
    """Whether a capitalised word is a name: it stands within a sentence, or does so elsewhere in the text."""
    if n > page.parsed.bounds(n)[0]:
        return True
    return page.parsed.tokens.words[n] in _words_within(page.text)


@lru_cache(maxsize=4)
def _words_within(text: str) -> frozenset[str]:
    """Return the words of a text that stand somewhere behind another word or a comma."""
    return frozenset().union(*(pattern.findall(text) for pattern in _WITHIN))


_WITHIN = (re.compile(r"(?<=[a-z,] )\w+"), re.compile(r"(?<=[a-z,] )\w[\w'’-]*\w"))


def _names_state(page: Page, group: Group) -> bool:
    return any(p.place.precision == "country" for p in page.places_in(group.start, group.head + 1))


@cache
def actor_classes() -> dict[str, frozenset[str]]:
    """Return the classes of each word that says who acts: "nurses" are workers, "commandos" forces."""
    classes: dict[str, set[str]] = {}
    for name, words in load_lexicon("steps")["actors"].items():
        for word in words.split():
            classes.setdefault(word, set()).add(name)
    return {word: frozenset(names) for word, names in classes.items()}


@cache
def _heads(name: str) -> frozenset[str]:
    return frozenset(load_lexicon("responses")[name].split())


def _end_of_name(parsed: Parsed, end: int, stop: int) -> int:
    """Read on through "of Foreign Affairs of Afghanistan" and ", Emmanuel Macron,"."""
    lows, words = parsed.tokens.lows, parsed.tokens.words
    while end + 1 < stop and lows[end] in ("of", "for"):
        inner = read_group(parsed, end + 1, stop)
        if inner is None or inner.head < 0 or inner.pronoun:
            break
        end = inner.end
    if end + 2 < stop and words[end] == "," and words[end + 1][0].isupper() and not parsed.tokens.text.isupper():
        name = read_group(parsed, end + 1, stop)
        if name and named_person(parsed, name) and name.end < stop and words[name.end] == ",":
            end = name.end
    return end


def _find_antecedent(page: Page, group: Group) -> Responder | None:
    """Return whom a pronoun means: the speaker of "we" and "I"; else the nearest subject before it that fits."""
    low = page.parsed.tokens.lows[group.head]
    if low in ("we", "us", "i"):
        speech = speaker_at(page.speeches, group.head)
        return Responder(speech.speaker_start, speech.speaker_end, group.head) if speech else None
    number = page.parsed.tokens.sentence_at(group.start)
    if low in ("them", "him", "her") and (named := _find_object(page, group, low)):
        return named
    for back in range(_LOOK_BACK + 1):
        if number < back:
            break
        first, last = page.parsed.tokens.sentences[number - back]
        stop = group.start if back == 0 else last
        fitting = [g for g in _subjects(page, first, stop) if _fits(page, g, low)]
        if fitting:
            chosen = fitting[-1] if back == 0 else fitting[0]
            return Responder(chosen.start, _end_of_name(page.parsed, chosen.end, last), group.head)
    return None


def _find_object(page: Page, group: Group, low: str) -> Responder | None:
    """Return the people named last before "them" in the same sentence, as an object."""
    first, _ = page.parsed.bounds(group.start)
    for n in range(group.start - 1, first, -1):
        if page.parsed.tags[n] in "DW" and page.parsed.tags[n - 1] in "PV" and page.parsed.tokens.lows[n - 1] != "of":
            named = read_group(page.parsed, n, group.start)
            if named and named.head >= 0 and can_act(page, named) and _fits(page, named, low):
                return Responder(named.start, _end_of_name(page.parsed, named.end, group.start), group.head)
    return None


def _subjects(page: Page, first: int, stop: int) -> list[Group]:
    """Return the subjects of the verbs in [first, stop) that can act, in their order."""
    found: dict[int, Group] = {}
    for n in range(first, stop):
        if page.parsed.tags[n] == "V":
            for group in find_subject(page.parsed, n, first):
                if not group.pronoun and can_act(page, group):
                    found.setdefault(group.start, group)
    return [found[start] for start in sorted(found)]


def _fits(page: Page, group: Group, low: str) -> bool:
    """Whether the phrase has the number that the pronoun asks for."""
    lows = page.parsed.tokens.lows
    person = named_person(page.parsed, group) is not None or bool(set(lows[group.start : group.end]) & _OFFICES)
    if low in _PERSON:
        return person or (is_person(page.parsed, group) and not _is_plural(page.parsed, group))
    if low in _PLURAL:
        return not person
    return not person and not is_person(page.parsed, group)


_OFFICES = frozenset(
    "minister president king pope governor mayor secretary ambassador senator spokesman spokeswoman chief".split()
)


def _is_plural(parsed: Parsed, group: Group) -> bool:
    low = parsed.tokens.lows[group.head]
    return low.endswith("s") or low in ("people", "men", "women", "police", "troops")


def name_responder(page: Page, responder: Responder) -> str | None:
    """Return the words of a responder, the articles and marks about them left out."""
    lows = page.parsed.tokens.lows
    start, end = responder.start, min(responder.end, responder.start + _LONGEST_NAME)
    start = _skip_time(lows, start, end)
    while start < end and (lows[start] in _LEAD_WORDS or lows[start] in _MARKS or page.parsed.tags[start] == "A"):
        start += 1
    while end > start and (lows[end - 1] in _MARKS or page.parsed.tags[end - 1] in ",C"):
        if lows[end - 1] == ")" and "(" in lows[start:end]:
            break
        end -= 1
    return page.parsed.words(start, end) if start < end else None


def _skip_time(lows: list[str], start: int, end: int) -> int:
    """Return the word behind a time that stands before a name without a comma: "The next day | villagers"."""
    n = start + (lows[start] in _LEAD_WORDS)
    timed = n + 2 < end and lows[n] in _ORDERS and lows[n + 1] in _SPANS
    return n + 2 if timed else start


_ORDERS = frozenset("next same following previous last this that".split())
_SPANS = CALENDAR | frozenset("day week month year morning afternoon evening night weekend".split())
_LEAD_WORDS = frozenset(["the", "a", "an"])


def suits(response: str, target: str) -> bool:
    """Whether somebody or something can be what a response of this type is aimed at.

    No refusal is made to the dead whom mourners refuse to bury, no sit-in aims at further sit-ins, none at a day.
    """
    words = target.lower().split()
    return words[-1] not in CALENDAR and words[-1] not in _NOT_AIMED_AT.get(response, ())


_GATHERINGS = frozenset(
    "sit-in sit-ins protest protests demonstration demonstrations rally rallies march marches strike strikes".split()
)
_STAGE = frozenset(load_lexicon("relevance")["effigies"].split()) | frozenset(
    word for name in ("way", "missile", "pot") for word in load_lexicon("steps")["nouns"][name].split()
)
"""What a protest uses or takes place on."""
_NOT_AIMED_AT = {
    "refusal": frozenset("dead deceased body bodies remains coffin coffins corpse corpses".split()),
    **dict.fromkeys(("protest", "sit_in", "strike"), _GATHERINGS | _STAGE),
}
"""What a response has to do with but is not aimed at, by its type."""
