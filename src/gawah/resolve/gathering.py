"""Which events are one, gathered from judgements on pairs without chaining.

What a person settled holds first. A machine's pairs then join groups, the likeliest pair first, but only where the two
groups are alike *as groups*: the mean over all pairs across them counts, so that one report that is like two incidents
does not make them one. An event that is about as like two groups that are not each other's stays by itself: vague
reports are for people to place. The outcome depends on the pairs alone, never on the order in which they came.
"""

from collections.abc import Collection, Hashable, Iterable, Mapping
from math import log2
from typing import TypeAlias

Pair: TypeAlias = tuple[str, str]
"""Ids of two events, the lower first."""

_JOINED = 1.0
"""Bits that the mean over all pairs across two groups must reach, odds of 2 to 1."""
_UNSEEN = -5.0
"""Bits that a pair counts which nobody scored: linking leaves out only what is unlikely."""
_LEAD = 1.0
"""Bits by which an event must be more like one group than like another, or it stays by itself."""
_SUREST = 1e-6


def weigh_score(score: float) -> float:
    """Return a probability as bits, log2 of its odds, at most about 20 either way."""
    kept = min(1 - _SUREST, max(_SUREST, score))
    return log2(kept / (1 - kept))


def order_pair(one: str, other: str) -> Pair:
    """Return a pair of ids, the lower first."""
    return (one, other) if one < other else (other, one)


def gather_events(
    marks: Mapping[str, Hashable],
    settled: Iterable[Pair],
    joins: Mapping[Pair, float],
    bits: Mapping[Pair, float],
    bars: Collection[Pair],
    added: Collection[str] = (),
) -> dict[str, str]:
    """Return for each event the first event of its group, in the order of `marks`.

    `marks` has every event, in order, with a mark that no two events of one group share where a machine joins them:
    its text and coder, or the list of which both are rows. `settled` pairs are joined, the first ones first, `bars`
    never. `joins` are the pairs, with their bits, by which a machine holds two events to be one; `bits` has those of
    all pairs that it scored. `added` are events by which people say something of others': nobody scores them, and how
    alike two groups are does not depend on them.
    """
    groups = _Groups(marks, bits, bars, frozenset(added))
    for one, other in settled:
        groups.join(one, other)
    likest = sorted(joins, key=lambda pair: (-joins[pair], pair))
    near = _list_neighbours(likest)
    for one, other in likest:
        if groups.are_alike(one, other) and not _is_torn(groups, joins, near, one, other):
            groups.join(one, other)
    return groups.list_leads()


def _list_neighbours(pairs: Iterable[Pair]) -> dict[str, list[str]]:
    near: dict[str, list[str]] = {}
    for one, other in pairs:
        near.setdefault(one, []).append(other)
        near.setdefault(other, []).append(one)
    return near


def _is_torn(
    groups: "_Groups", joins: Mapping[Pair, float], near: Mapping[str, list[str]], one: str, other: str
) -> bool:
    """Whether one of two events, still by itself, is about as like an event that is not of the other's group."""
    least = joins[order_pair(one, other)] - _LEAD
    for lone, to in ((one, other), (other, one)):
        if groups.is_alone(lone):
            rivals = (n for n in near[lone] if joins[order_pair(lone, n)] >= least and not groups.is_one(n, to))
            if any(not groups.are_alike(rival, to) for rival in rivals):
                return True
    return False


class _Groups:
    """Events in groups, which only grow."""

    def __init__(
        self,
        marks: Mapping[str, Hashable],
        bits: Mapping[Pair, float],
        bars: Collection[Pair],
        added: frozenset[str] = frozenset(),
    ) -> None:
        self._marks, self._bits, self._added = marks, bits, added
        self._lead = {id_: id_ for id_ in marks}
        self._members: dict[str, list[str]] = {id_: [id_] for id_ in marks}
        self._barred: dict[str, set[str]] = {}
        for one, other in bars:
            self._barred.setdefault(one, set()).add(other)
            self._barred.setdefault(other, set()).add(one)

    def is_one(self, one: str, other: str) -> bool:
        """Whether two events are in one group."""
        return self._lead[one] == self._lead[other]

    def is_alone(self, event: str) -> bool:
        """Whether an event is in no group with others."""
        return len(self._told(self._lead[event])) == 1

    def _told(self, lead: str) -> list[str]:
        """Return the members of a group that reports tell of."""
        members = self._members[lead]
        return [member for member in members if member not in self._added] if self._added else members

    def join(self, one: str, other: str) -> None:
        """Make the groups of two events one, unless they are one or any two of their members are kept apart."""
        small, large = sorted((self._lead[one], self._lead[other]), key=lambda lead: len(self._members[lead]))
        if small == large or self._is_barred(small, large):
            return
        for member in self._members[small]:
            self._lead[member] = large
        self._members[large] += self._members.pop(small)

    def _is_barred(self, small: str, large: str) -> bool:
        if not self._barred:
            return False
        return any(self._lead[b] == large for m in self._members[small] for b in self._barred.get(m, ()))

    def are_alike(self, one: str, other: str) -> bool:
        """Whether the groups of two events are two that may be one, by the mean over all pairs across them."""
        first, second = self._lead[one], self._lead[other]
        if first == second or self._is_barred(*sorted((first, second), key=lambda lead: len(self._members[lead]))):
            return False
        mine, theirs = self._told(first), self._told(second)
        if not {self._marks[m] for m in mine}.isdisjoint(self._marks[m] for m in theirs):
            return False
        total = sum(self._bits.get(order_pair(m, t), _UNSEEN) for m in mine for t in theirs)
        return total >= _JOINED * len(mine) * len(theirs)

    def list_leads(self) -> dict[str, str]:
        """Return for each event the first event of its group."""
        first: dict[str, str] = {}
        for event in self._marks:
            first.setdefault(self._lead[event], event)
        return {event: first[self._lead[event]] for event in self._marks}
