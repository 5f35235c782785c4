"""Looking back on decisions, and taking them back."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gawah.errors import ReviewError
from gawah.model import Coding, Link, Review, field_pattern, short_id
from gawah.review.reviewer import Reviewer

if TYPE_CHECKING:
    from gawah.store import Store


@dataclass(frozen=True, slots=True)
class Decision:
    """One entry of the log."""

    id: str
    time: str
    by: str
    what: str
    reason: str
    undone: bool


def list_decisions(store: "Store") -> list[Decision]:
    """Return what people decided, the latest first."""
    reviews = store.read(Review)
    links = [link for link in store.read(Link) if link.time]
    codings = _find_codings(store, links)
    taken = {r.undoes for r in reviews} | {k.undoes for k in links}
    found = [Decision(r.id, r.time, r.reviewer, _say_review(r), r.reason, r.id in taken) for r in reviews]
    found += [
        Decision(k.id, k.time or "", k.made_by, _say_link(k, codings), k.reason or "", k.id in taken) for k in links
    ]
    return sorted(found, key=lambda d: (d.time, d.id), reverse=True)


def _find_codings(store: "Store", links: Iterable[Link]) -> dict[str, Coding]:
    """Return by event what people say in codings of their own."""
    components = store.read_components(link.from_event for link in links)
    codings = (coding for component in components for coding in component.codings)
    return {event.id: coding for coding in codings if coding.is_by_person for event in coding.events}


def _say_review(review: Review) -> str:
    if review.undoes:
        return f"took back {review.undoes[:10]}"
    return f"{review.verdict} {field_pattern(review.field)}"


def _say_link(link: Link, codings: Mapping[str, Coding]) -> str:
    if link.undoes:
        return f"took back {link.undoes[:10]}"
    to = short_id(link.to_event)
    if link.kind == "same" and (coding := codings.get(link.from_event)):
        return f"{_say_added(coding)} of {to}"
    return f"{link.kind.replace('_', ' ')} {short_id(link.from_event)} {to}"


_WHOLE = ("verification", "workflow")
"""What a person says of an incident as a whole, each by one word."""


def _say_added(coding: Coding) -> str:
    """Return what a person added to an incident."""
    said = coding.assertions[0]
    if said.field in _WHOLE:
        return f"{said.field} {said.value}"
    return f"add {field_pattern(said.field)}"


def undo(store: "Store", id_: str, who: Reviewer) -> Review | Link:
    """Take back a decision, by its id or the beginning of it, as the log prints it. Raises ReviewError."""
    known: list[Review | Link] = [*store.read(Review), *(link for link in store.read(Link) if link.time)]
    found = [record for record in known if record.id.startswith(id_)]
    if len(found) != 1:
        raise ReviewError(f"{id_}: {'no' if not found else 'more than one'} decision has this id; see `gawah log`")
    taken = _take_back(found[0], who)
    store.append([taken])
    return taken


def _take_back(record: Review | Link, who: Reviewer) -> Review | Link:
    if isinstance(record, Review):
        about = {"correction": record.correction, "undoes": record.id}
        return Review.of(who.name, who.time, record.verdict, record, who.reason, **about)
    about = {"time": who.time, "reason": who.reason, "undoes": record.id}
    return Link.of(record.kind, record.from_event, record.to_event, who.name, **about)
