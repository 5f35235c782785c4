"""How a sentence sets the violence that it tells apart from the news: by distance in time, by tense, as an answer."""

from functools import cache

from gawah.coding.rules.facts import SentenceFacts, kinds_of
from gawah.coding.rules.harms import is_unreal
from gawah.coding.rules.lexicon import load_lexicon
from gawah.coding.rules.numbers import is_number
from gawah.coding.rules.phrases import Parsed
from gawah.coding.rules.triggers import Trigger

_UNITS = frozenset("day days week weeks month months year years night nights".split())
_BESIDE = frozenset(["after", "before", "later", "earlier"])
_FARTHER = frozenset(["that", "those"])
_DEFINITE = frozenset(["the", "this", "that", "these", "those", "his", "their", "her", "its"])


def points_back(parsed: Parsed, fact: SentenceFacts) -> bool:
    """Whether the sentence speaks of "the attack" or "the blast": of what was told before."""
    return any(_is_recalled(parsed, fact, t) for t in fact.triggers)


def points_to_last(parsed: Parsed, fact: SentenceFacts) -> bool:
    """Whether the attack that the sentence speaks of is the one told last: "claimed responsibility for that attack"."""
    lows = parsed.tokens.lows
    recalled = list_recalled(parsed, fact)
    by_word = any(not _FARTHER.isdisjoint(lows[max(fact.first, t.start - 3) : t.start]) for t in recalled)
    return by_word or (bool(recalled) and "responsibility" in lows[fact.first : fact.last])


def list_own_acts(parsed: Parsed, fact: SentenceFacts) -> list[Trigger]:
    """Return the words for violence that a sentence adds: not "the attack", nor that somebody died or was found."""
    told = (t for t in fact.triggers if t.sense.frame in ("act", "event", "harm") and _is_own(parsed, fact, t))
    return [t for t in told if not is_unreal(parsed, t, fact.first)]


def list_recalled(parsed: Parsed, fact: SentenceFacts) -> list[Trigger]:
    """Return the words for violence told before: "the attack"."""
    return [t for t in fact.triggers if _is_recalled(parsed, fact, t)]


def dates_recalled(parsed: Parsed, fact: SentenceFacts) -> bool:
    """Whether the sentence's date stands at an act recalled: "the 2002 Tarsk bombing", "the attack on 3 May"."""
    at = fact.when_at
    return at is not None and any(
        t.start - 4 <= at <= t.end + 2 for t in fact.triggers if _is_recalled(parsed, fact, t)
    )


def tells_distance(parsed: Parsed, fact: SentenceFacts) -> str | None:
    """Return how an act is told that the sentence sets days or years from the news: "two days after the bombing"."""
    lows = parsed.tokens.lows
    if _BESIDE.isdisjoint(lows[fact.first : fact.last]):
        return None
    for n in range(fact.first + 1, fact.last):
        if lows[n] in _BESIDE and lows[n - 1] in _UNITS:
            begin, end = n - 2, _end_of_distance(parsed, fact, n)
            counted = n - 2 >= fact.first and (is_number(lows[n - 2]) or lows[n - 2] in ("a", "an"))
            if counted and end and any(_stands_at(parsed, fact, t, begin, end) for t in list_own_acts(parsed, fact)):
                return "background" if lows[n] in ("before", "earlier") else "news"
    return None


def find_ordinal(parsed: Parsed, fact: SentenceFacts) -> int | None:
    """Return which of several attacks the sentence tells of: 2 of "the second bombing"; None where it does not say.

    Where it begins so, the attack need not be named again: "The first, a device in a cart, …", "The second went off …".
    """
    lows, found = parsed.tokens.lows, []
    opens = lows[fact.first] == "the" and fact.first + 2 < fact.last
    if opens and lows[fact.first + 1] in _ORDINALS and parsed.tags[fact.first + 2] in ",VX":
        return _ORDINALS[lows[fact.first + 1]]
    for trigger in (t for t in fact.triggers if t.sense.frame in ("event", "mark")):
        for n in range(max(fact.first, trigger.start - 3), trigger.start):
            if lows[n] in _ORDINALS and parsed.tags[n + 1 : trigger.start].strip("W") == "":
                found.append(n)
    told = next((n for n in found if lows[n - 1] in ("a", "an")), found[0] if found else None)
    if told is None or lows[told - 2 : told] in (["after", "the"], ["before", "the"], ["since", "the"]):
        return None
    return _ORDINALS[lows[told]]


_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5}


def dates_other_kind(fact: SentenceFacts, kinds: set[str]) -> bool:
    """Whether its day stands right before an act of none of these kinds: "a remnant of the July 9 encounter"."""
    at = fact.when_at
    if at is None or kinds <= _ANY:
        return False
    named = [t for t in fact.triggers if t.sense.frame == "event" and at < t.start <= at + 3]
    told = kinds_of(named) - _ANY
    return bool(told) and told.isdisjoint(kinds)


_ANY = frozenset(["armed_attack"])
"""What may be of any kind: "the July 9 attack"."""


def tells_last_time(parsed: Parsed, fact: SentenceFacts) -> bool:
    """Whether the sentence tells of the last such act by its date: "the first since 2017, when mortars killed four"."""
    lows = parsed.tokens.lows
    if "since" not in lows[fact.first : fact.last]:
        return False
    since = next((n for n in range(fact.first, fact.last) if lows[n] == "since"), fact.last)
    when = next((n for n in range(since, min(since + 8, fact.last)) if lows[n] in _CLAUSES), fact.last)
    harmed = (h.trigger.start for h in fact.harms if h.real and (h.count or h.victims))
    return any(n > when for n in (*(t.start for t in list_own_acts(parsed, fact)), *harmed))


_CLAUSES = frozenset(["when", "which"])


def commemorates(parsed: Parsed, fact: SentenceFacts) -> bool:
    """Whether the sentence names an act by the years since: "ten years after", "the anniversary of the massacre"."""
    return "anniversary" in parsed.tokens.lows[fact.first : fact.last] and any(
        t.sense.frame in ("event", "harm") for t in fact.triggers
    )


def tells_same_time(parsed: Parsed, fact: SentenceFacts) -> bool:
    """Whether the sentence puts its act at the time of what was told: "then", "simultaneously", "at the same hour"."""
    lows = parsed.tokens.lows[fact.first : fact.last]
    return not _AT_ONCE.isdisjoint(lows) or any(
        low == "same" and lows[n + 1 : n + 2] and lows[n + 1] in _TIMES for n, low in enumerate(lows)
    )


_AT_ONCE = frozenset(["then", "simultaneous", "simultaneously"])
_TIMES = frozenset("hour time day night evening morning afternoon".split())


def flies(parsed: Parsed, fact: SentenceFacts) -> bool:
    """Whether what bombs is said to fly: "aircraft bombed the monastery"."""
    return not _AIRCRAFT.isdisjoint(parsed.tokens.lows[fact.first : fact.last])


_AIRCRAFT = frozenset("aircraft jets jet warplanes warplane planes bombers helicopters gunships drone drones".split())


def is_of_hospital(parsed: Parsed, fact: SentenceFacts) -> bool:
    """Whether it only tells that people hurt before died of it: "ten died on the way to a hospital in Dar"."""
    died = [t for t in fact.triggers if t.sense.frame == "harm"]
    other = any(t.sense.frame in ("act", "event") for t in fact.triggers)
    return bool(died) and not other and not _HOSPITALS.isdisjoint(parsed.tokens.lows[fact.first : fact.last])


_HOSPITALS = frozenset("hospital hospitals clinic infirmary hospice".split())


def answers(parsed: Parsed, fact: SentenceFacts) -> bool:
    """Whether the sentence tells of an act that answers the one told: "in response to the attack, jets bombed …"."""
    lows = parsed.tokens.lows[fact.first : fact.last]
    return any(tuple(lows[n : n + 2]) in _responses() for n, low in enumerate(lows) if low == "in")


def is_told_before(parsed: Parsed, fact: SentenceFacts) -> bool:
    """Whether all that the sentence adds is told in the past before the past: "they had abducted two traders"."""
    own = list_own_acts(parsed, fact)
    return bool(own) and all("had" in parsed.tokens.lows[max(fact.first, t.start - 3) : t.start] for t in own)


def _is_recalled(parsed: Parsed, fact: SentenceFacts, trigger: Trigger) -> bool:
    n = trigger.start - 1
    while n > max(fact.first, trigger.start - 5) and parsed.tags[n] in "WN":
        n -= 1
    return trigger.sense.frame == "event" and n >= fact.first and parsed.tokens.lows[n] in _DEFINITE


def _is_own(parsed: Parsed, fact: SentenceFacts, trigger: Trigger) -> bool:
    if trigger.sense.frame == "harm":
        told = any(h.trigger == trigger and h.real for h in fact.harms)
        before = parsed.tags[trigger.start - 1] if trigger.start > fact.first else ""
        people = trigger.sense.form.endswith("participle") and before == "D"  # "the wounded"
        noun = trigger.sense.valency == "nominal" and bool(trigger.sense.types)  # "the fatal shooting of …"
        return (told or noun) and not people and trigger.sense.valency not in ("intransitive", "body", "toll")
    return not _is_recalled(parsed, fact, trigger)


def _end_of_distance(parsed: Parsed, fact: SentenceFacts, n: int) -> int | None:
    """Return where "days after the bombing" ends, `n` being the word "after"; None where no violence follows it."""
    low = parsed.tokens.lows[n]
    if low in ("later", "earlier") or (low == "before" and (n + 1 == fact.last or parsed.tags[n + 1] == ",")):
        return n + 1
    counted = (t for t in fact.triggers if n < t.start <= n + 5)
    return next((t.end for t in counted if t.sense.frame == "event" or t.sense.form == "noun"), None)


def _stands_at(parsed: Parsed, fact: SentenceFacts, trigger: Trigger, begin: int, end: int) -> bool:
    """Whether an act is what the distance [begin, end) dates: right before it, or behind it where it opens."""
    if begin - fact.first <= 1:
        return trigger.start >= end
    between = parsed.tags[trigger.end : begin]
    return trigger.end <= begin and len(between) <= _FARTHEST_ACT and not _PARTING.intersection(between)


_FARTHEST_ACT = 12
_PARTING = frozenset(",SC")
"""Tags of what begins another clause."""


@cache
def _responses() -> frozenset[tuple[str, ...]]:
    return frozenset(tuple(line.split()) for line in load_lexicon("segments")["answer"])
