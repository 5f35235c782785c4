"""Looking back on decisions, and taking them back."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeGuard

from gawah.errors import ReviewError
from gawah.marks import Mark
from gawah.model import Coding, Json, Link, Review, field_pattern, short_id
from gawah.resolve import lead_events
from gawah.review.marks import list_marks
from gawah.review.reviewer import Reviewer

if TYPE_CHECKING:
    from gawah.store import Store

DecisionKind = Literal["value", "pair", "standing", "mark", "comment", "assignment", "undo"]
"""On a value; on what is one incident, or belongs to one; on a stage or a grade; on what may leave; what people
tell each other and who is to work on it; what takes another decision back."""
TALK = ("comment", "assignment")
"""Kinds of decisions, and of marks, that change nothing in what an incident says or whether it leaves."""


@dataclass(frozen=True, slots=True)
class Decision:
    """One entry of the log."""

    id: str
    time: str
    by: str
    what: str
    reason: str
    undone: bool
    kind: DecisionKind = "value"
    value: Json = None
    """The value that was decided on, as the report states it; of what was added or said of a whole, that."""
    correction: Json = None
    """What stands in its place."""


def list_decisions(store: "Store", id_: str | None = None, after: int = 0) -> list[Decision]:
    """Return what people decided, the latest first: all of it, or what is about one incident.

    With `after`, only what stands behind that number of the ledger. Raises IncidentNotFound.
    """
    records = _read_all(store, after) if id_ is None else _read_about(store, id_, after)
    reviews = [record for record in records if isinstance(record, Review)]
    links = [record for record in records if isinstance(record, Link)]
    marks = [record for record in records if isinstance(record, Mark) and record.kind not in _OF_A_RELEASE]
    codings = _find_codings(store, links)
    taken = {record.undoes for record in records if record.undoes}
    found = [_tell_review(review, taken) for review in reviews]
    found += [_tell_link(link, codings, taken) for link in links]
    found += [_tell_mark(mark, taken) for mark in marks]
    return sorted(found, key=lambda d: (d.time, d.id), reverse=True)


_OF_A_RELEASE = ("release", "pseudonym")
"""Kinds of marks that a release makes; its link stands for them."""

_Made = Review | Link | Mark


def _read_all(store: "Store", after: int) -> list[_Made]:
    links = [link for link in store.read(Link, after=after) if link.time]
    marks = store.read(Mark, after=after) if after else list_marks(store)
    return [*store.read(Review, after=after), *links, *marks]


def _read_about(store: "Store", id_: str, after: int) -> list[_Made]:
    """Return what people decided on one incident and on the responses to it."""
    events = store.list_events(id_)
    (component,) = store.read_components(events[:1])
    leads = lead_events(component.codings, component.links)
    answers = {response.event for response in store.find_incident(id_).incident.responses}
    own = {*events, *(event for event, lead in leads.items() if short_id(lead) in answers)}
    said = [a for coding in component.codings for a in coding.assertions if a.event_id in own]
    texts = {a.text_sha256 for a in said}
    reviews = [r for r in store.read(Review, texts, after) if any(r.acts_on(a) for a in said)]
    links = [link for link in store.read(Link, own, after) if link.time]
    return [*reviews, *links, *store.read(Mark, own, after)]


def list_meanwhile(store: "Store", id_: str, seen: int, who: str) -> list[Decision]:
    """Return what others than `who` decided on an incident since the ledger ended at the number `seen`, latest first.

    A comment or an assignment changes nothing that a decision rests on, and is left out. Raises IncidentNotFound.
    """
    return [d for d in list_decisions(store, id_, seen) if d.by != who and d.kind not in TALK]


# --- telling ----------------------------------------------------------------------------------------------------------


def _find_codings(store: "Store", links: Iterable[Link]) -> dict[str, Coding]:
    """Return by event what people say in codings of their own."""
    components = store.read_components(link.from_event for link in links)
    codings = (coding for component in components for coding in component.codings)
    return {event.id: coding for coding in codings if coding.is_by_person for event in coding.events}


def _tell_review(review: Review, taken: set[str]) -> Decision:
    about = (review.id, review.time, review.reviewer)
    if review.undoes:
        return Decision(*about, f"took back {review.undoes[:10]}", review.reason, review.id in taken, "undo")
    what = f"{review.verdict} {field_pattern(review.field)}"
    undone = review.id in taken
    return Decision(*about, what, review.reason, undone, "value", review.value, review.correction)


def _tell_link(link: Link, codings: Mapping[str, Coding], taken: set[str]) -> Decision:
    about = (link.id, link.time or "", link.made_by)
    reason, undone = link.reason or "", link.id in taken
    if link.undoes:
        return Decision(*about, f"took back {link.undoes[:10]}", reason, undone, "undo")
    coding = codings.get(link.from_event)
    if coding and link.from_event == link.to_event:
        return Decision(*about, f"start {short_id(link.to_event)}", reason, undone, "value", coding.assertions[0].value)
    if coding and link.kind in ("same", "response_to"):
        return _tell_added(about, coding, short_id(link.to_event), reason, undone)
    what = f"{link.kind.replace('_', ' ')} {short_id(link.from_event)} {short_id(link.to_event)}"
    return Decision(*about, what, reason, undone, "pair")


_WHOLE = ("verification", "workflow")
"""What a person says of an incident as a whole, each by one word."""


def _tell_added(about: tuple[str, str, str], coding: Coding, to: str, reason: str, undone: bool) -> Decision:
    """Return what a person added to an incident."""
    said = coding.assertions[0]
    if said.field in _WHOLE:
        return Decision(*about, f"{said.field} {said.value} of {to}", reason, undone, "standing", said.value)
    return Decision(*about, f"add {field_pattern(said.field)} of {to}", reason, undone, "value", said.value)


def _tell_mark(mark: Mark, taken: set[str]) -> Decision:
    about = (mark.id, mark.time, mark.by)
    if mark.undoes:
        return Decision(*about, f"took back {mark.undoes[:10]}", mark.reason, mark.id in taken, "undo")
    value = mark.value if isinstance(mark.value, str) else ""
    words = [mark.kind.replace("_", " "), value, mark.person, short_id(mark.event_id) if mark.event_id else ""]
    kind: DecisionKind = "comment" if mark.kind == "comment" else "assignment" if mark.kind == "assignment" else "mark"
    return Decision(*about, " ".join(filter(None, words)), mark.reason, mark.id in taken, kind, mark.value)


# --- taking back ------------------------------------------------------------------------------------------------------


def undo(store: "Store", id_: str, who: Reviewer) -> Review | Link | Mark:
    """Take back a decision, by its id or the beginning of it, as the log prints it. Raises ReviewError."""
    (found,) = _find_one(store, id_)
    _refuse_started(store, found)
    own = _find_release_marks(store, found)
    taken = _take_back(found, who)
    store.append([taken, *(_take_back(mark, who) for mark in own)])
    return taken


def _refuse_started(store: "Store", record: _Made) -> None:
    """Raise ReviewError where a person started an incident by it, and more was said of that since."""
    if not isinstance(record, Link) or record.from_event != record.to_event or record.undoes:
        return
    links = store.read(Link, [record.from_event])
    undone = {link.undoes for link in links}
    if any(k.to_event == record.from_event and not k.undoes and k.id not in {*undone, record.id} for k in links):
        name = short_id(record.from_event)
        raise ReviewError(f"{name}: more was said of this incident since; take that back first, the last first")


def _find_one(store: "Store", id_: str) -> Sequence[_Made]:
    known = store.find_records(id_) if id_ and not id_.strip("0123456789abcdef") else []
    found = [record for record in known if _is_decision(record)]
    if len(found) != 1:
        raise ReviewError(f"{id_}: {'no' if not found else 'more than one'} decision has this id; see `gawah log`")
    return found


def _is_decision(record: object) -> TypeGuard[_Made]:
    return isinstance(record, Review | Mark) or (isinstance(record, Link) and record.time is not None)


def _find_release_marks(store: "Store", record: _Made) -> list[Mark]:
    """Return the marks that belong to a release, where the decision is one."""
    if not isinstance(record, Link):
        return []
    marks = store.read(Mark, [record.to_event])
    return [mark for mark in marks if mark.kind == "release" and mark.value and mark.value["link"] == record.id]


def _take_back(record: _Made, who: Reviewer) -> _Made:
    if isinstance(record, Mark):
        return Mark.of(record.kind, record.event_id, who.name, who.time, who.reason, undoes=record.id)
    if isinstance(record, Review):
        about = {"correction": record.correction, "undoes": record.id}
        return Review.of(who.name, who.time, record.verdict, record, who.reason, **about)
    about = {"time": who.time, "reason": who.reason, "undoes": record.id}
    return Link.of(record.kind, record.from_event, record.to_event, who.name, **about)
