"""Looking back on decisions, and taking them back."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gawah.errors import ReviewError
from gawah.marks import Mark
from gawah.model import Coding, Link, Review, field_pattern, short_id
from gawah.review.marks import list_marks
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
    marks = [mark for mark in list_marks(store) if mark.kind not in _OF_A_RELEASE]
    taken = {r.undoes for r in reviews} | {k.undoes for k in links} | {m.undoes for m in marks}
    found = [Decision(r.id, r.time, r.reviewer, _say_review(r), r.reason, r.id in taken) for r in reviews]
    found += [
        Decision(k.id, k.time or "", k.made_by, _say_link(k, codings), k.reason or "", k.id in taken) for k in links
    ]
    found += [Decision(m.id, m.time, m.by, _say_mark(m), m.reason, m.id in taken) for m in marks]
    return sorted(found, key=lambda d: (d.time, d.id), reverse=True)


_OF_A_RELEASE = ("release", "pseudonym")
"""Kinds of marks that a release makes; its link stands for them."""


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


def _say_mark(mark: Mark) -> str:
    if mark.undoes:
        return f"took back {mark.undoes[:10]}"
    value = mark.value if isinstance(mark.value, str) else ""
    about = [mark.kind.replace("_", " "), value, mark.person, short_id(mark.event_id) if mark.event_id else ""]
    return " ".join(filter(None, about))


def undo(store: "Store", id_: str, who: Reviewer) -> Review | Link | Mark:
    """Take back a decision, by its id or the beginning of it, as the log prints it. Raises ReviewError."""
    marks = list_marks(store)
    known: list[Review | Link | Mark] = [*store.read(Review), *(link for link in store.read(Link) if link.time), *marks]
    found = [record for record in known if record.id.startswith(id_)]
    if len(found) != 1:
        raise ReviewError(f"{id_}: {'no' if not found else 'more than one'} decision has this id; see `gawah log`")
    taken = _take_back(found[0], who)
    own = [mark for mark in marks if mark.kind == "release" and mark.value["link"] == found[0].id]
    store.append([taken, *(_take_back(mark, who) for mark in own)])
    return taken


def _take_back(record: Review | Link | Mark, who: Reviewer) -> Review | Link | Mark:
    if isinstance(record, Mark):
        return Mark.of(record.kind, record.event_id, who.name, who.time, who.reason, undoes=record.id)
    if isinstance(record, Review):
        about = {"correction": record.correction, "undoes": record.id}
        return Review.of(who.name, who.time, record.verdict, record, who.reason, **about)
    about = {"time": who.time, "reason": who.reason, "undoes": record.id}
    return Link.of(record.kind, record.from_event, record.to_event, who.name, **about)
