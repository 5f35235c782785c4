"""Decisions on pairs: which incidents are one, which are not, and which is part of another."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Literal

from gawah.errors import ReviewError
from gawah.model import Link
from gawah.review.reviewer import Reviewer
from gawah.review.values import find_input

if TYPE_CHECKING:
    from gawah.store import Store

Judgement = Literal["same", "different", "unsure"]


def judge_pair(store: "Store", one: str, other: str, judgement: Judgement, who: Reviewer) -> Link:
    """Say that two incidents are the same, are different, or that it cannot be told. Raises IncidentNotFound."""
    first, second = store.list_events(one)[0], store.list_events(other)[0]
    if first == second:
        raise ReviewError(f"{one} and {other} are one incident already; `gawah review split` takes reports out of one")
    link = Link.of(judgement, first, second, who.name, time=who.time, reason=who.reason)
    store.append([link])
    return link


def split_incident(store: "Store", id_: str, reports: Sequence[str], who: Reviewer) -> list[Link]:
    """Take what some reports tell out of an incident. Raises ReviewError, IncidentNotFound."""
    wanted = {find_input(store, id_, report).text.sha256 for report in reports}
    events = store.list_events(id_)
    texts = _find_texts(store, events)
    out, rest = [e for e in events if texts[e] in wanted], [e for e in events if texts[e] not in wanted]
    if not rest:
        raise ReviewError(f"{id_}: these are all its reports; name those to take out, and leave one")
    about = {"time": who.time, "reason": who.reason}
    links = [Link.of("different", one, other, who.name, **about) for one in out for other in rest]
    store.append(links)
    return links


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
