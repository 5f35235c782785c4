"""A person is erased alone: the name goes, by any spelling, the incident stays, and the ledger still verifies."""

import pytest

from gawah.errors import StoreError
from gawah.model import Coding, Erasure, Review
from gawah.pipeline import add
from gawah.record import dumps

ONE = "FICTION\n\nGunmen killed the teacher Ahmad Karim Zuberi in Quetta on 3 May 2019 and wounded two others."
OTHER = "FICTION\n\nThe teacher Ahmed Kareem Zuberi, 41, was killed by gunmen in Quetta on 3 May 2019. Two others hurt."
ASKED = ("Zainab", "2031-05-04T10:00:00Z", "asked for by the family")


@pytest.fixture
def told(store, tmp_path):
    for name, text in (("one.txt", ONE), ("other.txt", OTHER)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    list(add(store, tmp_path / "one.txt", tmp_path / "other.txt"))
    (record,) = store.list_incidents()
    return record.incident


def name_all(incident):
    return [person.name for group in incident.victims for person in group.persons]


def list_said(store):
    said = (a for coding in store.read(Coding) for a in coding.assertions if not a.field.startswith("figures/"))
    return " ".join(str(a.value) for a in said).casefold()


def test_a_person_goes_by_every_spelling_and_the_rest_stays(store, told):
    assert name_all(told)
    killed = told.killed
    assert store.erase_person(told.id, "Ahmad Karim Zuberi", *ASKED) >= 2
    (record,) = store.list_incidents()
    assert name_all(record.incident) == []
    assert (record.incident.killed, record.incident.date) == (killed, told.date)
    assert "zuberi" not in list_said(store)


def test_the_ledger_verifies_and_says_who_asked(store, told):
    destroyed = store.erase_person(told.id, "Ahmed Kareem Zuberi", *ASKED)
    verified = store.verify()
    assert (verified.problems, verified.destroyed) == ([], destroyed)
    assert [(e.by, e.reason) for e in store.read(Erasure)] == [("Zainab", "asked for by the family")]


def test_what_is_derived_is_the_same_after_a_rebuild(store, told):
    store.erase_person(told.id, "Ahmad Karim Zuberi", *ASKED)
    lines, mentions = [dumps(record) for record in store.list_incidents()], store.read_mentions()
    store.rebuild()
    assert [dumps(record) for record in store.list_incidents()] == lines
    assert store.read_mentions() == mentions


def test_decisions_that_name_the_person_go_too(store, told):
    coding = store.read(Coding)[0]
    said = next(a for a in coding.assertions if "/persons" in a.field)
    review = Review.of("person:Zainab", "2031-05-01T10:00:00Z", "accept", said, "checked")
    store.append([review])
    store.erase_person(told.id, "Ahmad Karim Zuberi", *ASKED)
    assert store.read(Review) == []
    assert store.verify().problems == []


def test_adding_the_report_again_brings_nothing_back(store, told, tmp_path):
    store.erase_person(told.id, "Ahmad Karim Zuberi", *ASKED)
    head = store.read_head()
    list(add(store, tmp_path / "one.txt"))
    assert store.read_head() == head


def test_a_person_of_whom_nothing_is_told_cannot_be_erased(store, told):
    with pytest.raises(StoreError, match="nobody of this name"):
        store.erase_person(told.id, "Omar Said", *ASKED)
