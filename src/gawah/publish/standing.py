"""The marks that stand, gathered for the gate: of the project as a whole, and of each incident."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from gawah.marks import Mark, list_standing
from gawah.model import Incident
from gawah.publish.spellings import SameNames, is_same_name
from gawah.record import IncidentRecord


@dataclass(frozen=True, slots=True)
class IncidentMarks:
    """What stands of one incident, the oldest first."""

    marks: tuple[Mark, ...] = ()

    def of(self, kind: str) -> list[Mark]:
        """Return the marks of a kind, the oldest first."""
        return [mark for mark in self.marks if mark.kind == kind]

    def latest(self, kind: str) -> Mark | None:
        """Return the mark of a kind that was made last."""
        found = self.of(kind)
        return found[-1] if found else None

    def list_releases(self, events: Collection[str] | None = None) -> list[Mark]:
        """Return the marks by which it was released, the first first; with `events`, those about one of them."""
        return [mark for mark in self.of("release") if events is None or mark.event_id in events]

    def list_about(self, name: str) -> list[Mark]:
        """Return the marks about the person of this name, however it is spelled."""
        return [mark for mark in self.marks if mark.person and is_same_name(mark.person, name)]


@dataclass(frozen=True)
class ProjectMarks:
    """All the marks that stand."""

    everywhere: IncidentMarks = field(default_factory=IncidentMarks)
    """Those that are about no incident, but about the whole project."""
    incidents: Mapping[str, IncidentMarks] = field(default_factory=dict)
    """By the incident's id now."""

    def of(self, incident_id: str) -> IncidentMarks:
        """Return what stands of the incident of this id."""
        return self.incidents.get(incident_id, IncidentMarks())

    @cached_property
    def people(self) -> SameNames[Mark]:
        """The marks of the whole project that are about a person, by name."""
        return SameNames((mark.person, mark) for mark in self.everywhere.marks if mark.person)


@dataclass(frozen=True, slots=True)
class Candidate:
    """An incident that may leave, as the gate gets it."""

    record: IncidentRecord
    """As it was when somebody released it; as it is now, where nobody did."""
    now: Incident
    """As it is now: whether it is released, for whom, and under which id its marks stand."""
    decided: tuple[str, ...] = ()
    """Names of the fields that differ by now, where a person has decided on any since the release."""
    events: frozenset[str] | None = None
    """The ids of the events that it was, where it is one with others by now."""

    @classmethod
    def of(cls, record: IncidentRecord) -> "Candidate":
        """Return the candidate that is now as it was."""
        return cls(record, record.incident)


def gather_marks(marks: Iterable[Mark], find_incident: Callable[[str], str | None]) -> ProjectMarks:
    """Return the marks that stand; `find_incident` gives the id of the incident that an event belongs to now."""
    everywhere: list[Mark] = []
    by_incident: dict[str, list[Mark]] = {}
    for mark in list_standing(marks):
        if mark.event_id is None:
            everywhere.append(mark)
        elif incident := find_incident(mark.event_id):
            by_incident.setdefault(incident, []).append(mark)
    gathered = {id_: IncidentMarks(tuple(found)) for id_, found in by_incident.items()}
    return ProjectMarks(IncidentMarks(tuple(everywhere)), gathered)
