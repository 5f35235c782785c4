"""Records in, records and incidents out: what is added twice, versions, reading back, rebuilding."""

from pathlib import Path

import pytest

from gawah.errors import IncidentNotFound, ReportNotFound, StoreError
from gawah.model import Acquisition, Coding, Event, Link, Report, Review, Run, Text
from gawah.pipeline import add, open_store, read_text
from gawah.record import dumps

EXAMPLES = Path(__file__).parents[2] / "examples"


def add_all(store, *paths, **about):
    return list(add(store, *paths, **about))


@pytest.fixture
def filled(store):
    add_all(store, EXAMPLES)
    return store


def list_lines(store):
    return [dumps(record) for record in store.list_incidents()]


def test_what_is_read_is_stored_with_its_report_and_its_words(store):
    (added,) = add_all(store, EXAMPLES / "machh_burials.txt")
    assert added.is_new
    record = store.find_incident(added.incidents[0])
    assert record.incident == added.reading.incidents[0]
    assert record.reports[0].path == str(EXAMPLES / "machh_burials.txt")
    assert record.reports[0].id == added.reading.source.report.id
    assert store.read_payload(record.reports[0].id) == (EXAMPLES / "machh_burials.txt").read_bytes()


def test_adding_twice_adds_nothing(filled):
    head, lines = filled.read_head(), list_lines(filled)
    assert not any(added.is_new for added in add_all(filled, EXAMPLES))
    assert (filled.read_head(), list_lines(filled)) == (head, lines)


def test_a_report_that_cannot_be_read_takes_no_other_with_it(store):
    results = add_all(store, EXAMPLES / "nowhere.txt", EXAMPLES / "wire_item.txt")
    assert isinstance(results[0], ReportNotFound)
    assert results[1].is_new
    assert store.read(Run)[0].failed == 1


def test_records_come_back_as_they_went_in(store):
    (added,) = add_all(store, EXAMPLES / "machh_encyclopedia.txt")
    source, coding = added.reading.source, added.reading.coding
    assert store.read(Report) == [source.report]
    assert store.read(Text) == [source.text]
    (came,) = store.read(Acquisition, [source.report.id])
    assert (came.path, came.location) == (source.acquisition.path, str(EXAMPLES / "machh_encyclopedia.txt"))
    (back,) = store.read(Coding, [source.text.sha256])
    assert set(back.events) == set(coding.events)
    assert {a.id for a in back.assertions} == {a.id for a in coding.assertions}
    assert (back.links, back.omissions, back.rivals, back.notes) == (
        coding.links,
        coding.omissions,
        coding.rivals,
        coding.notes,
    )


def test_changed_content_at_one_path_is_a_version_of_the_report_that_was_there(store, tmp_path):
    path = tmp_path / "story.txt"
    ids = []
    for killed in ("three", "four"):
        path.write_text(f"FICTION\n\nA bomb killed {killed} people in Quetta on 3 May 2019.\n", "utf-8")
        (added,) = add_all(store, path)
        ids.append(added.reading.source.report.id)
    assert [came.version_of for came in store.read(Acquisition)] == [None, ids[0]]
    assert store.find_version(str(path)) == ids[1]


def test_reports_of_one_file_are_no_versions_of_each_other(filled):
    assert not any(came.version_of for came in filled.read(Acquisition))


def test_a_link_makes_two_reports_one_incident_and_both_ids_stay_good(filled):
    one, other, *_ = [record.incident.id for record in filled.list_incidents()]
    a, b = (filled.list_events(id_)[0] for id_ in (one, other))
    filled.append([Link.of("same", b, a, "linker@1", score=0.9)])
    assert filled.resolve_id(other) == one == filled.resolve_id(one)
    assert {report.path for report in filled.find_incident(other).reports} > {None} - {None}
    assert len(filled.find_incident(one).reports) == 2
    filled.append([Link.of("different", a, b, "Zainab", time="2031-05-04T10:00:00Z", reason="two towns")])
    assert (filled.resolve_id(one), filled.resolve_id(other)) == (one, other)


def test_a_link_may_come_before_its_events(store):
    readings = [read_text(f"FICTION\n\nA bomb killed {n} people in Quetta on 3 May 2019.\n") for n in ("three", "four")]
    a, b = (next(e for e in r.coding.events if e.kind == "incident") for r in readings)
    store.append([Link.of("same", a.id, b.id, "linker@1")])
    for reading in readings:
        store.append([reading.source, reading.coding])
    (record,) = store.list_incidents()
    assert len(record.reports) == 2


def test_a_review_changes_the_view_and_can_be_taken_back(filled):
    record = filled.find_incident(filled.list_incidents()[0].incident.id)
    event = filled.list_events(record.incident.id)[0]
    (component,) = filled.read_components([event])
    said = next(a for c in component.codings for a in c.assertions if a.field == "type" and a.event_id == event)
    review = Review.of("Zainab", "2031-05-04T10:00:00Z", "correct", said, "the report says so", correction="bombing")
    filled.append([review])
    assert filled.find_incident(record.incident.id).incident.type == "bombing"
    assert filled.read(Review) == [review]
    filled.append([Review.of("Zainab", "2031-05-04T11:00:00Z", "accept", said, "I was wrong", undoes=review.id)])
    assert filled.find_incident(record.incident.id).incident.type == record.incident.type


def test_an_incident_whose_values_were_all_rejected_says_so(store):
    reading = read_text("FICTION\n\nA bomb killed three people in Quetta on 3 May 2019.\n")
    store.append([reading.source, reading.coding])
    (record,) = store.list_incidents()
    store.append(
        [
            Review.of("Zainab", f"2031-05-04T10:00:{n:02}Z", "reject", a, "invented")
            for n, a in enumerate(a for a in reading.coding.assertions if a.field not in ("main", "told_as"))
        ]
    )
    assert store.list_incidents() == []
    with pytest.raises(IncidentNotFound, match="nothing that was said"):
        store.find_incident(record.incident.id)


def test_an_id_that_never_was_is_not_found(filled):
    with pytest.raises(IncidentNotFound, match="aaaaaaaaaa"):
        filled.find_incident("aaaaaaaaaa")


def test_as_of_shows_what_the_ledger_held_then(filled):
    one, other, *_ = [record.incident.id for record in filled.list_incidents()]
    before, _ = filled.read_head()
    a, b = (filled.list_events(id_)[0] for id_ in (one, other))
    filled.append([Link.of("same", a, b, "linker@1")])
    assert filled.find_incident(other).incident.id == one
    assert filled.find_incident(other, upto=before).incident.id == other
    with pytest.raises(IncidentNotFound, match="number 1 of the ledger"):
        filled.find_incident(other, upto=1)


def test_rebuilding_changes_nothing(filled):
    lines = list_lines(filled)
    filled.rebuild()
    assert list_lines(filled) == lines


def test_another_policy_has_a_view_of_its_own(filled):
    with pytest.raises(IncidentNotFound):
        filled.find_incident(filled.list_incidents()[0].incident.id, "latest_official@1")
    filled.keep_view("latest_official@1")
    assert len(filled.list_incidents("latest_official@1")) == len(filled.list_incidents())


def test_a_coding_is_not_taken_without_its_text(store):
    reading = read_text("FICTION\n\nA bomb killed three people in Quetta on 3 May 2019.\n")
    with pytest.raises(StoreError, match="after its text"):
        store.append([reading.coding])
    assert store.read_head()[0] == 0


def test_the_store_is_there_when_it_is_opened_again(db):
    with open_store(db) as store:
        add_all(store, EXAMPLES / "wire_item.txt")
        lines = list_lines(store)
    with open_store(db, must_exist=True) as store:
        assert list_lines(store) == lines


def test_events_are_read_back_with_their_numbers(filled):
    events = filled.read_events()
    assert {event.id for _, event in events} == {e.id for c in filled.read(Coding) for e in c.events}
    assert all(isinstance(event, Event) for _, event in events)
    assert len(filled.read_events(after=events[-1][0])) == 0
