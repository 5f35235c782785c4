"""Several codings of one text, by coders or by versions of one: which of their events are the same.

Events of one kind are the same where the words that tell of them first overlap, or lie close; the closest pairs first,
each event once.
"""

from collections.abc import Sequence
from itertools import combinations

from gawah.model import PERSON, Coding, Event, Link

_CLOSE = 80
"""Characters between two anchors that tell of one thing."""
LINKER = "recoding@1"


def join_codings(codings: Sequence[Coding]) -> list[Link]:
    """Return the links that join the events of `codings`, all of one text; what people added they tied themselves."""
    machines = sorted(
        (c for c in codings if not c.coder.startswith(PERSON)), key=lambda c: (c.coder, c.coding_input.id)
    )
    return [link for one, other in combinations(machines, 2) for link in _join_two(one, other)]


def _join_two(one: Coding, other: Coding) -> list[Link]:
    pairs = sorted(
        (_distance(a, b), a.id, b.id)
        for a in one.events
        for b in other.events
        if a.kind == b.kind and a.id != b.id and _distance(a, b) <= _CLOSE
    )
    taken: set[str] = {event.id for event in one.events} & {event.id for event in other.events}
    links = []
    for _, a, b in pairs:
        if not {a, b} & taken:
            taken |= {a, b}
            links.append(Link.of("same", min(a, b), max(a, b), LINKER, reason="two codings of the same words"))
    return links


def _distance(a: Event, b: Event) -> int:
    """Return how many characters lie between two anchors; fewer than none where they overlap."""
    return max(a.anchor.start, b.anchor.start) - min(a.anchor.end, b.anchor.end)
