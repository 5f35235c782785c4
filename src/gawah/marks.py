"""Marks: what people decide on what may leave the project, how they share the work, and the secret behind public ids.

A mark is a record like any other: added and never changed, with a name and a reason, and taken back by another mark.
It is about one incident (by any event of it), about one person (by name), or about a person in one incident. What it
says lies in the vault, for it holds names.

    kind                about               value
    release             incident            {"link", "policy", "seen", "changed", "why"}: what was released (`Seen`)
    person_status       person              private, public_role
    name                person              released, withheld
    label               incident, person    {"label", "stands"}: a label released or withheld
    attachment          incident            {"media", "stands"}: what is seen in a file may be told outside, or may not
    hold                incident            a JSON Pointer: this value stays inside
    blur                incident            {"to", …}: how the place is made less precise before it leaves
    override            incident, person    the name of the check that is overruled
    conviction          incident, person    {"court", "date", "ordinary", "final"}
    acquittal           incident, person    {"court", "date"}
    pseudonym           incident, person    the number that stands for the person's name
    correction_request  incident            {"from", "asks"}: what somebody asks to be put right
    correction_answer   incident            {"request", "says"}: what became of a request, by its mark's id
    withdrawal          incident            null: the incident is taken back, a tombstone stays
    assignment          incident            the name of whoever is to work on it; null for nobody
    comment             incident            a JSON Pointer to the value that the words (the reason) are about, or null

The last two are the project's own matter, and nothing of them ever leaves it.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Literal

from gawah.model import Json, hash_id

MarkKind = Literal[
    "release",
    "person_status",
    "name",
    "label",
    "attachment",
    "hold",
    "blur",
    "override",
    "conviction",
    "acquittal",
    "pseudonym",
    "correction_request",
    "correction_answer",
    "withdrawal",
    "assignment",
    "comment",
]


@dataclass(frozen=True, slots=True)
class Mark:
    """One decision of a person on what may leave the project, or a word to the others who work on it."""

    id: str
    kind: MarkKind
    event_id: str | None
    """An event of the incident that it is about; None where it holds for the whole project."""
    by: str
    time: str
    """ISO 8601."""
    reason: str
    person: str | None = None
    """Whom it is about, by name."""
    value: Json = None
    undoes: str | None = None
    """Id of the mark that this one takes back, and does nothing else."""

    @classmethod
    def of(cls, kind: MarkKind, event_id: str | None, by: str, time: str, reason: str, **about: Any) -> "Mark":
        """Return the mark, its id computed; `about` are the remaining fields."""
        content = {"kind": kind, "event": event_id, "by": by, "time": time, "person": about.get("person")}
        content |= {"value": about.get("value"), "undoes": about.get("undoes")}
        return cls(hash_id("mark", 1, content), kind, event_id, by, time, reason, **about)


@dataclass(frozen=True, slots=True)
class ProjectSecret:
    """The key of the ids under which incidents leave the project. It lies in the vault and leaves with nothing."""

    key: bytes = field(repr=False)
    """32 random bytes."""


def list_standing(marks: Iterable[Mark]) -> list[Mark]:
    """Return the marks that nobody took back, in the order of their time."""
    known = sorted(marks, key=lambda mark: (mark.time, mark.id))
    taken = {mark.undoes for mark in known if mark.undoes}
    return [mark for mark in known if mark.undoes is None and mark.id not in taken]
