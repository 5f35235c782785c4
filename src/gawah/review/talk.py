"""How people share the work: who is to look at an incident, and what they say to each other about it.

Both are the project's own matter: nothing of them leaves it, to any audience.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from gawah.errors import ReviewError
from gawah.marks import Mark
from gawah.record import incident_to_json
from gawah.resolve import look_up
from gawah.review.marks import make_mark, read_marks_of
from gawah.review.reviewer import Reviewer

if TYPE_CHECKING:
    from gawah.store import Store


@dataclass(frozen=True, slots=True)
class Talk:
    """What people have said to each other about an incident, and whose it is."""

    assigned: str | None
    """Who is to work on it; None where nobody was asked to."""
    comments: tuple[Mark, ...]
    """The first first: `by`, `time`, the words as `reason`, and a JSON Pointer as `value` where it is about one."""


def assign_incident(store: "Store", id_: str, to: str | None, who: Reviewer) -> Mark:
    """Say who is to work on an incident, None for nobody. Raises IncidentNotFound."""
    name = " ".join((to or "").split()) or None
    mark = make_mark("assignment", store.list_events(id_)[0], who, value=name)
    store.append([mark])
    return mark


def comment_on(store: "Store", id_: str, who: Reviewer, path: str | None = None) -> Mark:
    """Say something about an incident, or about the value at `path`: the words are the reviewer's reason.

    Raises ReviewError where there is no such value, and IncidentNotFound.
    """
    about = None if path is None else "/" + path.strip("/")
    if about is not None and look_up(incident_to_json(store.find_incident(id_).incident), about) is None:
        raise ReviewError(f"{id_}: nothing is said under {about}; `gawah show {id_}` shows what is")
    mark = make_mark("comment", store.list_events(id_)[0], who, value=about)
    store.append([mark])
    return mark


def read_talk(store: "Store", id_: str) -> Talk:
    """Return what stands of an incident's comments, and whose it is. Raises IncidentNotFound."""
    own = read_marks_of(store, id_).of(store.resolve_id(id_))
    last = own.latest("assignment")
    return Talk(last.value if last else None, tuple(own.of("comment")))


def list_assigned(store: "Store", name: str) -> list[str]:
    """Return the ids of the incidents that are somebody's to work on, in the order in which they became so."""
    from gawah.store.forms import name_assigned

    events = {mark.event_id: None for mark in store.read(Mark, [name_assigned(name)]) if mark.event_id}
    incidents = dict.fromkeys(store.resolve_events(events).values())
    return [id_ for id_ in incidents if read_talk(store, id_).assigned == name]
