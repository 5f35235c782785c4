"""Marks on what may leave the project: on persons, on names, on incidents (see `gawah.marks`)."""

from typing import TYPE_CHECKING, Any

from gawah.errors import IncidentNotFound, ReviewError
from gawah.marks import Mark, MarkKind
from gawah.model import Json, PersonStatus
from gawah.publish.standing import ProjectMarks, gather_marks
from gawah.review.reviewer import Reviewer

if TYPE_CHECKING:
    from gawah.store import Store


def mark_incident(store: "Store", id_: str, kind: MarkKind, who: Reviewer, value: Json = None) -> Mark:
    """Put a mark on an incident: hold, blur, override, correction_request, withdrawal. Raises IncidentNotFound."""
    return _add(store, make_mark(kind, store.list_events(id_)[0], who, value=value))


def mark_status(store: "Store", name: str, status: PersonStatus, who: Reviewer, id_: str | None = None) -> Mark:
    """Say that a person is private or in a public role: in one incident, or everywhere. Raises IncidentNotFound."""
    return _mark_person(store, name, "person_status", status, who, id_)


def mark_name(store: "Store", name: str, stands: str, who: Reviewer, id_: str | None = None) -> Mark:
    """Say that a name is "released" or "withheld": in one incident, or everywhere. Raises ReviewError."""
    if stands not in ("released", "withheld"):
        raise ReviewError(f"{stands}: a name is released or withheld")
    return _mark_person(store, name, "name", stands, who, id_)


def _mark_person(store: "Store", name: str, kind: MarkKind, value: Json, who: Reviewer, id_: str | None) -> Mark:
    if not name.strip():
        raise ReviewError("whom is it about? give the name")
    event = store.list_events(id_)[0] if id_ else None
    return _add(store, make_mark(kind, event, who, person=name.strip(), value=value))


def make_mark(kind: MarkKind, event: str | None, who: Reviewer, **about: Any) -> Mark:
    """Return the mark that a person makes."""
    return Mark.of(kind, event, who.name, who.time, who.reason, **about)


def _add(store: "Store", mark: Mark) -> Mark:
    store.append([mark])
    return mark


def list_marks(store: "Store") -> list[Mark]:
    """Return every mark that was ever made."""
    from gawah.store.forms import MARKS

    return store.read(Mark, [MARKS])


def read_marks(store: "Store") -> ProjectMarks:
    """Return the marks that stand in a store."""

    def find_incident(event: str) -> str | None:
        try:
            return store.resolve_id(event)
        except IncidentNotFound:
            return None

    return gather_marks(list_marks(store), find_incident)
