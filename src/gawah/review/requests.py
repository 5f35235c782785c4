"""Corrections that somebody outside asks for: who asked for what, and what the project answered."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from gawah.errors import ReviewError
from gawah.marks import Mark, list_standing
from gawah.review.marks import list_marks, make_mark, mark_incident
from gawah.review.reviewer import Reviewer

if TYPE_CHECKING:
    from gawah.store import Store


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of a request, in words, and who said so when."""

    says: str
    by: str
    time: str
    """ISO 8601."""


@dataclass(frozen=True, slots=True)
class Request:
    """A correction that somebody asks for."""

    id: str
    incident: str | None
    """The id of the incident that it is about, as it is now; None where nothing of it stands any more."""
    asked_by: str
    asks: str
    noted_by: str
    time: str
    """ISO 8601: when it was noted."""
    reason: str
    """How it came, as whoever noted it says."""
    answer: Answer | None = None


def request_correction(store: "Store", id_: str, asks: str, by: str, who: Reviewer) -> Mark:
    """Note that somebody outside asks for a correction of an incident, and what. Raises IncidentNotFound."""
    return mark_incident(store, id_, "correction_request", {"from": by, "asks": asks}, who)


def answer_request(store: "Store", id_: str, says: str, who: Reviewer) -> Request:
    """Note what became of a request, by its id or the beginning of it; return it with the answer.

    Raises ReviewError where there is no such request, where several begin so, and where it was answered.
    """
    found = [request for request in list_requests(store) if id_ and request.id.startswith(id_)]
    if len(found) != 1:
        many = "more than one request has" if found else "no request has"
        raise ReviewError(f"{id_}: {many} this id; `gawah review requests` lists them")
    (request,) = found
    if request.answer:
        raise ReviewError(f"{id_}: {request.answer.by} answered it on {request.answer.time[:10]}; undo that first")
    (mark,) = (mark for mark in list_marks(store) if mark.id == request.id)
    store.append([make_mark("correction_answer", mark.event_id, who, value={"request": mark.id, "says": says})])
    (answered,) = (now for now in list_requests(store) if now.id == request.id)
    return answered


def list_requests(store: "Store") -> list[Request]:
    """Return the corrections that were asked for, those without an answer first, the oldest first."""
    standing = list_standing(list_marks(store))
    answers = {
        mark.value["request"]: Answer(mark.value["says"], mark.by, mark.time)
        for mark in standing
        if mark.kind == "correction_answer"
    }
    asked = [mark for mark in standing if mark.kind == "correction_request"]
    incidents = store.resolve_events(mark.event_id for mark in asked if mark.event_id)
    found = [_tell(mark, incidents.get(mark.event_id or ""), answers.get(mark.id)) for mark in asked]
    return sorted(found, key=lambda request: (request.answer is not None, request.time, request.id))


def _tell(mark: Mark, incident: str | None, answer: Answer | None) -> Request:
    said = mark.value
    return Request(mark.id, incident, said["from"], said["asks"], mark.by, mark.time, mark.reason, answer)
