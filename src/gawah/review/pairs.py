"""Decisions on pairs: which incidents are one, which are not, and which is part of another."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, get_args

from gawah.errors import ReviewError
from gawah.model import Link, drop_undone
from gawah.review.reviewer import Reviewer
from gawah.review.values import find_input

if TYPE_CHECKING:
    from gawah.store import Store

Judgement = Literal["same", "different", "unsure"]


def judge_pair(store: "Store", one: str, other: str, judgement: Judgement, who: Reviewer) -> Link:
    """Say that two incidents are the same, are different, or that it cannot be told. Raises IncidentNotFound.

    That they are the same goes before whatever people said before of a pair of their events, as when they split them.
    """
    first, second = store.list_events(one)[0], store.list_events(other)[0]
    if first == second:
        raise ReviewError(f"{one} and {other} are one incident already; `gawah review split` takes reports out of one")
    pairs = [(first, second), *(_list_parted(store, one, other) if judgement == "same" else [])]
    links = [Link.of(judgement, a, b, who.name, time=who.time, reason=who.reason) for a, b in dict.fromkeys(pairs)]
    store.append(links)
    return links[0]


def _list_parted(store: "Store", one: str, other: str) -> list[tuple[str, str]]:
    """Return the pairs of events, one of each incident, that people said are different."""
    links = _list_between(store, store.resolve_id(one)).get(store.resolve_id(other), [])
    return [(k.from_event, k.to_event) for k in links if k.kind == "different" and k.time is not None]


def split_incident(store: "Store", id_: str, reports: Sequence[str], who: Reviewer) -> list[Link]:
    """Take what some reports tell out of an incident; the others stay one, also where only those held them together.

    Raises ReviewError, IncidentNotFound.
    """
    wanted = {find_input(store, id_, report).text.sha256 for report in reports}
    events = store.list_events(id_)
    texts = _find_texts(store, events)
    out, rest = [e for e in events if texts[e] in wanted], [e for e in events if texts[e] not in wanted]
    if not rest:
        raise ReviewError(f"{id_}: these are all its reports; name those to take out, and leave one")
    about = {"time": who.time, "reason": who.reason}
    links = [Link.of("different", one, other, who.name, **about) for one in out for other in rest]
    store.append(links)
    store.append(_hold_together(store, rest, who))
    return links


def _hold_together(store: "Store", events: Sequence[str], who: Reviewer) -> list[Link]:
    """Return links by which events that have fallen apart are one incident."""
    incidents = store.resolve_events(events)
    first = {incidents[event]: event for event in reversed(events) if event in incidents}
    lead, *others = sorted(first.values(), key=events.index)
    return [Link.of("same", other, lead, who.name, time=who.time, reason=who.reason) for other in others]


def _find_texts(store: "Store", events: Iterable[str]) -> dict[str, str]:
    components = store.read_components(events)
    return {e.id: e.text_sha256 for component in components for c in component.codings for e in c.events}


def put_under(store: "Store", part: str, whole: str, who: Reviewer) -> Link:
    """Say that an incident is part of another, whose totals include it. Raises IncidentNotFound."""
    first, second = store.list_events(part)[0], store.list_events(whole)[0]
    if first == second:
        raise ReviewError(f"{part} and {whole} are one incident; it cannot be a part of itself")
    link = Link.of("part_of", first, second, who.name, time=who.time, reason=who.reason)
    store.append([link])
    return link


# --- pairs that wait for a decision -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Candidate:
    """Two incidents that may be one, and that nobody has decided on."""

    one: str
    """Id of the one that was asked about."""
    other: str
    score: float
    """How likely it is that they are one, from 0 to 1."""
    waterfall: str
    """What the score adds up from, as `gawah.linking.read_waterfall` reads it."""


def list_undecided(store: "Store", id_: str) -> list[Candidate]:
    """Return the incidents that may be one with this one and that nobody has decided on, the likeliest first.

    Raises IncidentNotFound.
    """
    own = store.resolve_id(id_)
    by_other = _list_between(store, own)
    found = [tell_candidate(own, other, links) for other, links in by_other.items()]
    return sorted(filter(None, found), key=lambda c: (-c.score, c.other))


def tell_candidate(one: str, other: str, links: Iterable[Link]) -> Candidate | None:
    """Return two incidents as ones that wait for a decision; None where the links between them leave nothing to decide.

    `links` are those that nobody took back.
    """
    held = list(links)
    possible = [link for link in held if link.kind != "different" and link.score is not None]
    if not possible or any(link.time is not None for link in held):
        return None
    link = max(possible, key=lambda k: (k.score or 0.0, k.id))
    return Candidate(one, other, link.score or 0.0, link.reason or "")


def _list_between(store: "Store", own: str) -> dict[str, list[Link]]:
    """Return the links on whether an incident is one with others, by the id of the other, without those taken back."""
    links = [k for k in drop_undone(store.read(Link, store.list_events(own))) if k.kind in get_args(Judgement)]
    incidents = store.resolve_events({end for link in links for end in (link.from_event, link.to_event)})
    found: dict[str, list[Link]] = {}
    for link in links:
        for other in {incidents.get(link.from_event), incidents.get(link.to_event)} - {own, None}:
            found.setdefault(str(other), []).append(link)
    return found


@dataclass(frozen=True, slots=True)
class Compared:
    """What was said on whether two incidents are one."""

    waterfall: str
    """What the machine's score adds up from; empty where none was kept."""
    score: float | None
    judged: tuple[Link, ...]
    """What people said and nobody took back, the latest first."""


def compare_pair(store: "Store", one: str, other: str) -> Compared:
    """Return what machines and people said on whether two incidents are one. Raises IncidentNotFound."""
    links = _list_between(store, store.resolve_id(one)).get(store.resolve_id(other), [])
    scored = max((k for k in links if k.score is not None), key=lambda k: (k.score or 0.0, k.id), default=None)
    judged = sorted((k for k in links if k.time is not None), key=lambda k: k.time or "", reverse=True)
    return Compared(scored.reason or "" if scored else "", scored.score if scored else None, tuple(judged))
