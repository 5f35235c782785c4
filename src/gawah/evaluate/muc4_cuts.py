"""Cuts of the noun phrases of a text that an annotator of MUC-4 may choose.

Without article, without number, with fewer modifiers, with "of …"; the owner, the modifier that is itself one who acts
or a weapon; and what word lists find within a phrase: actors, their names without the people behind, weapons.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from gawah.coding.rules.page import Page
from gawah.coding.rules.phrases import Group, Parsed, read_group
from gawah.coding.rules.targets import name_thing
from gawah.coding.rules.triggers import find_triggers
from gawah.gazetteer.actors import ActorMention, generic_actors
from gawah.gazetteer.persons import person_nouns

_MOST_MODIFIERS = 4
_LINKS = frozenset(["of", "from", "in", "belonging", "with", "at", "for", "on"])


@dataclass(frozen=True, slots=True)
class Cut:
    """The words [start, end) of the noun phrase `number`, [first, last), with its head; `kind` names the cut."""

    start: int
    end: int
    head: int
    kind: str
    number: int
    first: int
    last: int


def list_cuts(parsed: Parsed) -> Iterator[Cut]:
    """Yield the cuts of all noun phrases of a text."""
    number = 0
    for first, last in parsed.tokens.sentences:
        n = first
        while n < last:
            group = read_group(parsed, n, last)
            if group is None or group.end <= n:
                n += 1
                continue
            if group.head >= 0 and not group.pronoun:
                yield from _cut_group(parsed, group, last, number)
                number += 1
            n = max(group.head + 1 if group.head >= 0 else group.end, n + 1)


def _cut_group(parsed: Parsed, group: Group, last: int, number: int) -> Iterator[Cut]:
    lows, tags = parsed.tokens.lows, parsed.tags
    start = group.start
    while start < group.head and tags[start] in "DA-":
        start += 1
    head = group.head
    if tags[head] in ')(,"':
        return
    bare = max(start, min(group.quantity.end, head)) if group.quantity else start
    about = (number, start, head + 1)
    for n in _starts(start, head):
        kind = "full" if n == start else "bare" if n == bare else "head" if n == head else f"back{min(head - n, 3)}"
        yield Cut(n, head + 1, head, kind, *about)
    for n in range(start, head):
        if sort_noun(lows[n]) or names_weapon(lows[n]):
            yield from (Cut(m, n + 1, n, "modifier", *about) for m in range(max(start, n - 1), n + 1))
        if lows[n].endswith(("'s", "s'")):
            yield from (Cut(m, n + 1, n, "owner", *about) for m in _starts(start, n))
    for tail in _list_tails(parsed, head + 1, last):
        for n in dict.fromkeys((start, bare, head)):
            yield Cut(n, tail, head, f"tail-{lows[head + 1]}-{'full' if n == start else 'bare'}", *about)


def cut_known(page: Page) -> Iterator[Cut]:
    """Yield what word lists find within noun phrases: actors, and weapons with the words before them."""
    parsed, number = page.parsed, -1
    for start, end, mention in page.actors.spans:
        yield Cut(start, end, end - 1, "actor", number, start, end)
        yield from (Cut(m, n, n - 1, "called", number, start, end) for m, n in _list_names(parsed, start, end, mention))
        number -= 1
    for trigger in page.triggers:
        if trigger.sense.weapon and (
            parsed.tags[trigger.start] != "V" or names_weapon(parsed.tokens.lows[trigger.start])
        ):
            begin = trigger.start
            while parsed.tags[begin - 1] in "WN" and begin and trigger.start - begin < _MOST_MODIFIERS:
                begin -= 1
            for n in _starts(begin, trigger.start):
                for end in dict.fromkeys((trigger.start + 1, trigger.end)):
                    yield Cut(n, end, end - 1, "weapon", number, begin, trigger.end)
            number -= 1


def _list_names(parsed: Parsed, start: int, end: int, mention: ActorMention) -> Iterator[tuple[int, int]]:
    """Yield the names in an actor's mention, without the people behind: "Kite Front", "KF" in "Kite Front (KF) men"."""
    if mention.sort == "generic":
        return
    marks = [n for n in range(start, end) if parsed.tags[n] in "()"]
    bounds = [start - 1, *marks, end]
    for before, after in pairwise(bounds):
        last = after
        while last - 1 > before and _names_people(parsed.tokens.lows[last - 1]):
            last -= 1
        for stop in dict.fromkeys((last, after)):
            if before + 1 < stop and (before + 1, stop) != (start, end):
                yield before + 1, stop


def _names_people(low: str) -> bool:
    return low in person_nouns() or low in generic_actors()


def _starts(start: int, head: int) -> Iterable[int]:
    return dict.fromkeys([start, *range(max(start, head - _MOST_MODIFIERS), head + 1)])


def _list_tails(parsed: Parsed, n: int, last: int) -> Iterator[int]:
    """Yield where a phrase ends with one or two phrases behind "of" and the like."""
    for _ in range(2):
        if n + 1 >= last or parsed.tokens.lows[n] not in _LINKS:
            return
        inner = read_group(parsed, n + 1, last)
        if inner is None or inner.head < 0 or inner.pronoun:
            return
        n = inner.head + 1
        yield n


@cache
def names_weapon(low: str) -> bool:
    """Whether a word names a weapon, be it that it can be a verb too: "mortar", "machinegun"."""
    found = find_triggers([low], "W") or find_triggers([low], "V")
    return bool(found) and found[0].sense.weapon is not None and found[0].sense.form in ("noun", "base", "third")


@cache
def sort_noun(low: str) -> str:
    """Return what a noun names: people and which, an actor, a thing; "" where the word lists do not say."""
    low = low.removesuffix("'s")
    noun, actor = person_nouns().get(low), generic_actors().get(low)
    if actor is not None:
        return f"actor-{actor.sort}"
    if noun is not None:
        return f"person-{noun.sort}-{noun.status}"
    return "thing" if name_thing(low) else ""
