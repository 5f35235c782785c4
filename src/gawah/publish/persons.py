"""Whose names stay inside: persons are private unless people said otherwise, and no private person is a perpetrator.

A person may be named where somebody marked the person as in a public role, or released the name. A person said to have
done it may be named only in a public role, after a final conviction by an ordinary court that stands (an acquittal
withdraws it), or where somebody overruled that with a reason.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from gawah.marks import Mark
from gawah.model import Incident, Perpetrator
from gawah.publish.names import Hidden
from gawah.publish.spellings import is_same_name
from gawah.publish.standing import IncidentMarks, ProjectMarks
from gawah.publish.unlisted import find_unlisted

NAMING_PERPETRATORS = "perpetrator"
"""The name of the check on who may be named as a perpetrator, as an override has it."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What people said of one person: in one incident, and everywhere."""

    marks: tuple[Mark, ...]

    @property
    def is_public(self) -> bool:
        """Whether the person is in a public role."""
        return self._latest("person_status") == "public_role"

    @property
    def is_withheld(self) -> bool:
        """Whether somebody said that the name must stay inside: it does, whatever else was said."""
        return any(mark.kind == "name" and mark.value == "withheld" for mark in self.marks)

    @property
    def is_released(self) -> bool:
        """Whether the name may be told."""
        return not self.is_withheld and (self.is_public or self._latest("name") == "released")

    @property
    def may_be_blamed(self) -> bool:
        """Whether the person may be named as a perpetrator."""
        overruled = any(mark.kind == "override" and mark.value == NAMING_PERPETRATORS for mark in self.marks)
        return not self.is_withheld and (self.is_public or self._is_convicted() or overruled)

    def _is_convicted(self) -> bool:
        verdicts = [mark for mark in self.marks if mark.kind in ("conviction", "acquittal")]
        final = all(verdicts[-1].value.get(name) is True for name in ("ordinary", "final")) if verdicts else False
        return bool(verdicts) and verdicts[-1].kind == "conviction" and final

    def _latest(self, kind: str) -> object:
        found = [mark.value for mark in self.marks if mark.kind == kind]
        return found[-1] if found else None


def find_standing(name: str, own: IncidentMarks, marks: ProjectMarks) -> Standing:
    """Return what stands of the person of this name, however it is spelled."""
    said = [*marks.people.list_same(name), *own.list_about(name)]
    return Standing(tuple(sorted(said, key=lambda mark: (mark.time, mark.id))))


def list_hidden(
    incident: Incident, own: IncidentMarks, marks: ProjectMarks, nobody_harmed: bool = False
) -> list[Hidden]:
    """Return the names that must not leave with an incident, each with what stands for it.

    With `nobody_harmed`, those of all who were harmed, whoever released them.
    """
    found = list_own_hidden(incident, own, marks, nobody_harmed)
    known = {hidden.name for hidden in found}
    return found + [Hidden(name) for name in list_withheld(marks.everywhere) if name not in known]


def list_own_hidden(
    incident: Incident, own: IncidentMarks, marks: ProjectMarks, nobody_harmed: bool = False
) -> list[Hidden]:
    """Return the same without the names that are withheld everywhere, but those of the incident's own people."""
    numbers = {mark.person: mark.value for mark in own.of("pseudonym") if mark.person}
    found: list[Hidden] = []
    last = max((value["number"] for value in numbers.values()), default=0)
    for role, names in _list_private(incident, own, marks, nobody_harmed):
        given = next((v for person, v in numbers.items() if is_same_name(person, names[0])), None)
        last += given is None
        pseudonym = f"{given['role'] if given else role} {given['number'] if given else last}"
        found += [Hidden(name, pseudonym) for name in names]
    known = {hidden.name for hidden in found}
    return found + [Hidden(name) for name in list_withheld(own) if name not in known]


def list_withheld(said: IncidentMarks) -> list[str]:
    """Return the names of which somebody said that they must stay inside."""
    return [mark.person for mark in said.of("name") if mark.value == "withheld" and mark.person]


def _list_private(
    incident: Incident, own: IncidentMarks, marks: ProjectMarks, nobody_harmed: bool = True
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the role and the names (the first its own, then aliases) of each person that may not be named."""
    for group in incident.victims:
        for person in group.persons:
            if nobody_harmed or not find_standing(person.name, own, marks).is_released:
                yield "Victim", (person.name, *person.aliases)
    for actor in incident.perpetrators:
        if is_person(actor) and not find_standing(actor.name, own, marks).may_be_blamed:
            yield "Person", (actor.name,)
    for name in list_own_persons(incident):
        if not find_standing(name, own, marks).is_released:
            yield "Person", (name,)


def list_own_persons(incident: Incident) -> Iterator[str]:
    """Yield the names of persons who are values of fields that the project adds."""
    for value in incident.custom.values():
        if isinstance(value, Mapping) and "status" in value and value["status"] != "public_role":
            yield value["name"]


def is_person(actor: Perpetrator) -> bool:
    """Whether a perpetrator is, or may be, one person and no group or force."""
    unknown = actor.kind == "unknown" and actor.actor_id is None
    return actor.kind == "individual" or (unknown and bool(find_unlisted(actor.name)))


def list_named(incident: Incident, own: IncidentMarks, marks: ProjectMarks, nobody_harmed: bool = False) -> list[str]:
    """Return the names of an incident's people, and of those whom marks on it are about, that may be told with it."""
    people = [] if nobody_harmed else [person.name for group in incident.victims for person in group.persons]
    people += list_own_persons(incident)
    people += [mark.person for mark in own.marks if _releases(mark) and mark.person]
    people += list_judged_here(own, marks)
    told = [name for name in people if find_standing(name, own, marks).is_released]
    blamed = [actor.name for actor in incident.perpetrators if is_person(actor)]
    told += [name for name in blamed if find_standing(name, own, marks).may_be_blamed]
    hidden = list_harmed(incident) if nobody_harmed else ()
    return [name for name in dict.fromkeys(told) if not any(is_same_name(name, other) for other in hidden)]


def list_harmed(incident: Incident) -> list[str]:
    """Return the names of those who were harmed."""
    return [person.name for group in incident.victims for person in group.persons]


def list_judged_here(own: IncidentMarks, marks: ProjectMarks) -> list[str]:
    """Return the names that were released everywhere, and that marks on this incident are about as well."""
    about = {mark.person for mark in own.marks if mark.person}
    found = (mark for name in about for mark in marks.people.list_same(name) if _releases(mark))
    return [mark.person for mark in found if mark.person]


def list_named_everywhere(marks: ProjectMarks) -> list[str]:
    """Return the names that may be told with any incident whose own marks do not say otherwise."""
    released = dict.fromkeys(mark.person for mark in marks.everywhere.marks if _releases(mark) and mark.person)
    return [name for name in released if find_standing(name, IncidentMarks(), marks).is_released]


def _releases(mark: Mark) -> bool:
    return (mark.kind, mark.value) in (("person_status", "public_role"), ("name", "released"))


def propose_pseudonyms(incident: Incident, own: IncidentMarks, marks: ProjectMarks) -> Iterable[tuple[str, str, int]]:
    """Return a person's name, role and number for each that may not be named, or not always, and has no number yet."""
    known = [mark for mark in own.of("pseudonym") if mark.person]
    last = max((mark.value["number"] for mark in known), default=0)
    for role, names in _list_private(incident, own, marks):
        if not any(is_same_name(str(mark.person), names[0]) for mark in known):
            last += 1
            yield names[0], role, last
