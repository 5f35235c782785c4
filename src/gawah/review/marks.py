"""Marks on what may leave the project: on persons, on names, on incidents (see `gawah.marks`)."""

import re
from typing import TYPE_CHECKING, Any

from gawah.errors import ReviewError
from gawah.marks import Mark, MarkKind
from gawah.model import Json, PersonStatus
from gawah.publish.blurring import Blur
from gawah.publish.cells import SMALL_CELLS
from gawah.publish.holding import NOT_HELD, hold_values
from gawah.publish.labels import label_words
from gawah.publish.persons import NAMING_PERPETRATORS
from gawah.publish.standing import ProjectMarks, gather_marks
from gawah.review.reviewer import Reviewer

if TYPE_CHECKING:
    from gawah.store import Store


# --- an incident ------------------------------------------------------------------------------------------------------


def hold_value(store: "Store", id_: str, path: str, who: Reviewer) -> Mark:
    """Keep the value at `path` (a JSON Pointer) of an incident inside. Raises ReviewError, IncidentNotFound."""
    incident, held = store.find_incident(id_).incident, "/" + path.strip("/")
    try:
        if held.split("/")[1] in NOT_HELD:
            raise ValueError("it cannot be held back")
        hold_values(incident, [held])
    except ValueError as error:
        raise ReviewError(f"{id_} {held}: {error}; `gawah show {id_} --json` shows what there is") from None
    return mark_incident(store, id_, "hold", held, who)


def blur_place(store: "Store", id_: str, blur: str, who: Reviewer) -> Mark:
    """Make an incident's place less precise outside: admin2, admin1, country, grid:10km, radius:25km.

    Raises ReviewError, IncidentNotFound.
    """
    Blur.read(blur)
    return mark_incident(store, id_, "blur", blur, who)


def mark_label(store: "Store", id_: str, label: str, stands: str, who: Reviewer) -> Mark:
    """Say that a label that can endanger people is "released" or "withheld" in an incident. Raises ReviewError."""
    if label not in label_words() or stands not in _STANDS:
        raise ReviewError(f"{label} {stands}: a label ({', '.join(label_words())}) is released or withheld")
    return mark_incident(store, id_, "label", {"label": label, "stands": stands}, who)


def override_check(store: "Store", id_: str, check: str, who: Reviewer, person: str | None = None) -> Mark:
    """Overrule a check of the gate, with a reason: "small_cells", or "perpetrator" for a person by name.

    Raises ReviewError, IncidentNotFound.
    """
    if check not in (SMALL_CELLS, NAMING_PERPETRATORS):
        raise ReviewError(f"{check}: there is no such check; there are {SMALL_CELLS} and {NAMING_PERPETRATORS}")
    if (check == NAMING_PERPETRATORS) != bool(person):
        raise ReviewError(f"{check}: say whom with --person, and only for {NAMING_PERPETRATORS}")
    return mark_incident(store, id_, "override", check, who, person)


def withdraw_incident(store: "Store", id_: str, who: Reviewer) -> Mark:
    """Take back an incident that was released: a tombstone stays in its place. Raises ReviewError, IncidentNotFound."""
    own = read_marks_of(store, id_).of(store.resolve_id(id_))
    if not own.list_releases():
        raise ReviewError(f"{id_}: it was never released; there is nothing to take back")
    return mark_incident(store, id_, "withdrawal", None, who)


def mark_incident(
    store: "Store", id_: str, kind: MarkKind, value: Json, who: Reviewer, person: str | None = None
) -> Mark:
    """Say something of an incident, by its first event. Raises IncidentNotFound."""
    return _add(store, make_mark(kind, store.list_events(id_)[0], who, person=person, value=value))


# --- a person ---------------------------------------------------------------------------------------------------------

_STANDS = ("released", "withheld")


def mark_status(store: "Store", name: str, status: PersonStatus, who: Reviewer, id_: str | None = None) -> Mark:
    """Say that a person is private or in a public role: in one incident, or everywhere. Raises IncidentNotFound."""
    return _mark_person(store, name, "person_status", status, who, id_)


def mark_name(store: "Store", name: str, stands: str, who: Reviewer, id_: str | None = None) -> Mark:
    """Say that a name is "released" or "withheld": in one incident, or everywhere. Raises ReviewError."""
    if stands not in _STANDS:
        raise ReviewError(f"{stands}: a name is released or withheld")
    return _mark_person(store, name, "name", stands, who, id_)


def mark_conviction(
    store: "Store", name: str, id_: str, court: str, date: str, who: Reviewer, *, ordinary: bool, final: bool
) -> Mark:
    """Say that a court found a person guilty in an incident; only an ordinary court's final word names the person.

    Raises ReviewError, IncidentNotFound.
    """
    value = {**_read_court(court, date), "ordinary": ordinary, "final": final}
    return _mark_person(store, name, "conviction", value, who, id_)


def mark_acquittal(store: "Store", name: str, id_: str, court: str, date: str, who: Reviewer) -> Mark:
    """Say that a court cleared a person in an incident: a conviction before it counts no longer. Raises ReviewError."""
    return _mark_person(store, name, "acquittal", _read_court(court, date), who, id_)


def _read_court(court: str, date: str) -> dict[str, str]:
    if not court.strip():
        raise ReviewError("which court? give it with --court")
    if not re.fullmatch(r"\d{4}(-\d\d){0,2}", date):
        raise ReviewError(f"{date}: this is no date; write 2021-01-03, 2021-01 or 2021")
    return {"court": court.strip(), "date": date}


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
    marks = list_marks(store)
    return gather_marks(marks, store.resolve_events(mark.event_id for mark in marks if mark.event_id).get)


def read_marks_of(store: "Store", id_: str) -> ProjectMarks:
    """Return the marks that stand in a store, of incidents only those of one. Raises IncidentNotFound."""
    from gawah.store.forms import EVERYWHERE

    own = store.resolve_id(id_)
    return gather_marks(store.read(Mark, [EVERYWHERE, *store.list_events(own)]), lambda event: own)
