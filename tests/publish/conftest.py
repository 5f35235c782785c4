"""Incidents that somebody released, without a store."""

from dataclasses import replace

import pytest

from gawah.marks import Mark, ProjectSecret
from gawah.model import Evidence, Incident, Person, Place, Victims, When
from gawah.publish.persons import propose_pseudonyms
from gawah.publish.standing import gather_marks
from gawah.record import IncidentRecord, ReportHeader

SECRET = ProjectSecret(bytes(range(32)))
TEXT = "a" * 64


def make_record(**about):
    """An invented incident (FICTION) with a private victim, and the report that names her."""
    evidence = (
        Evidence("/victims/0/persons/0", "Gul Nar, 34, a teacher", 10, 32, text_sha256=TEXT),
        Evidence("/killed", "Gul Nar, 34, was killed", 40, 60, text_sha256=TEXT),
    )
    victims = (Victims("v1", "a teacher", "killed", persons=(Person("Gul Nar", age=34),)),)
    plain = Incident(
        "ab3de6gh2j",
        title="A teacher is killed in Belmar",
        type="armed_attack",
        date=When("2031-05-04", "2031-05-04", "2031-05-04", "day"),
        place=Place("Belmar", country="PK"),
        victims=victims,
        evidence=evidence,
    )
    header = ReportHeader(
        "sha256:" + "b" * 64, TEXT, "plain@1", "/home/x/gul-nar.txt", "The death of Gul Nar", url="https://x.org/1"
    )
    return IncidentRecord(replace(plain, **about), (header,))


class Marking:
    """Marks, made one after the other by Zainab."""

    def __init__(self):
        self.marks, self.clock = [], 0

    def add(self, kind, event="e1", **about):
        self.clock += 1
        mark = Mark.of(kind, event, "Zainab", f"2031-06-{self.clock:02}T10:00:00+00:00", "as agreed", **about)
        self.marks.append(mark)
        return mark

    def release(self, record, audience="public", event="e1"):
        """Release a record as it is."""
        incident, standing = record.incident, self.gather()
        for name, role, number in propose_pseudonyms(incident, standing.of(incident.id), standing):
            self.add("pseudonym", event, person=name, value={"role": role, "number": number})
        self.add("release", event, value={"changed": [], "why": "", "seen": "", "policy": "", "link": ""})
        return self.stand(record, audience)

    def stand(self, record, audience="public"):
        """Return a record as it stands when it is released."""
        return replace(record, incident=replace(record.incident, workflow="released", audience=audience))

    def gather(self, events=None):
        known = events or {"e1": "ab3de6gh2j"}
        return gather_marks(self.marks, known.get)


@pytest.fixture
def marking():
    return Marking()


@pytest.fixture
def record():
    return make_record()


@pytest.fixture
def secret():
    return SECRET


@pytest.fixture
def make():
    return make_record


@pytest.fixture(scope="session")
def secret_of_tests():
    return SECRET


@pytest.fixture(scope="session")
def make_record_of_tests():
    return make_record
