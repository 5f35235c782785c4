"""Blind second coding: kept apart from every view, and measured by how far two agree."""

import json

import pytest
from typer.testing import CliRunner

from gawah.cli import app
from gawah.errors import ReviewError
from gawah.evaluate.agreement import measure_agreement, pair_readings
from gawah.evaluate.blind import list_readings
from gawah.model import BlindCoding, Report
from gawah.pipeline import add, open_store
from gawah.review import (
    Reviewer,
    Witness,
    add_to_event,
    code_blind,
    finish_blind,
    is_coding_blind,
    is_done_blind,
    judge_stated,
    list_decisions,
    open_blind,
    open_report,
    read_incidents,
    undo_blind,
)

BOMB = (
    "FICTION\n\nA bomb killed nine people at a market in Quetta on 7 March 2017, shopkeepers said. Residents held a"
    " protest the next day.\n\nOn 2 March 2017, gunmen shot dead four policemen in Zhob, officials said."
)


def who(name="Bashir"):
    return Reviewer.now(name, "no reason given")


@pytest.fixture
def bomb(store, tmp_path):
    (tmp_path / "bomb.txt").write_text(BOMB, encoding="utf-8")
    (added,) = list(add(store, tmp_path / "bomb.txt"))
    return added.reading.source.report.id


def code(store, report, values, name="Bashir"):
    """Code an incident blind; return the report as this person has coded it."""
    to = None
    for path, words, quote in values:
        coding = code_blind(store, open_blind(store, report, name), to, path, words, Witness(quote), who(name))
        to = to or next(e.id for e in open_blind(store, report, name).incidents if e.event.id == coding.events[0].id)
    return open_blind(store, report, name)


MARKET = [
    ("/type", "bombing", "A bomb killed"),
    ("/killed", "9", "killed nine people"),
    ("/place", "Quetta", "market in Quetta"),
    ("/date", "2017-03-07", "on 7 March 2017"),
]


def test_what_is_coded_blind_enters_no_incident(store, bomb):
    before, log = store.list_incidents(), list_decisions(store)
    coded = code(store, bomb, [*MARKET[:1], ("/killed", "90", "nine people"), *MARKET[2:]])
    assert store.list_incidents() == before
    assert list_decisions(store) == log
    assert [s for s in open_report(store, bomb).list_stated() if s.added] == []
    (event,) = coded.incidents
    assert {s.field for s in event.stated} == {"type", "figures/*", "place", "date"}
    assert not store.verify().problems
    store.rebuild()
    assert store.list_incidents() == before
    assert [s.value for s in open_blind(store, bomb, "Bashir").list_stated()] == [s.value for s in event.stated]


def test_nobody_sees_what_another_codes_blind(store, bomb):
    code(store, bomb, MARKET)
    assert open_blind(store, bomb, "Chaman").list_stated() == []
    assert open_blind(store, bomb, "Chaman").notes == ()


def test_who_has_decided_on_a_report_codes_it_blind_no_more(store, bomb):
    coded = open_report(store, bomb)
    judge_stated(store, bomb, coded.list_stated()[0].key, "accept", who())
    with pytest.raises(ReviewError, match="cannot code it blind"):
        open_blind(store, bomb, "Bashir")
    add_to_event(store, coded, coded.incidents[0].id, "/motive", "revenge", Witness("shopkeepers said"), who("Chaman"))
    with pytest.raises(ReviewError, match="cannot code it blind"):
        code_blind(store, coded, None, "/type", "bombing", Witness("A bomb"), who("Chaman"))
    open_blind(store, bomb, "Dilawar")


def test_a_step_is_taken_back_the_last_first_and_nothing_is_added_after_the_end(store, bomb):
    coded = code(store, bomb, MARKET[:2])
    first, second = sorted(coded.list_stated(), key=lambda s: s.field != "type")
    with pytest.raises(ReviewError, match="more was said of it"):
        undo_blind(store, coded, first.key, who())
    undo_blind(store, coded, second.key, who())
    assert is_coding_blind(store, coded.text.sha256, "Bashir")
    finish_blind(store, coded, who())
    assert not is_coding_blind(store, coded.text.sha256, "Bashir")
    assert is_done_blind(store, coded.text.sha256, "Bashir")
    now = open_blind(store, bomb, "Bashir")
    for act in (
        lambda: code_blind(store, now, None, "/type", "bombing", Witness("A bomb"), who()),
        lambda: undo_blind(store, now, first.key, who()),
        lambda: finish_blind(store, now, who()),
    ):
        with pytest.raises(ReviewError, match="stays as it is"):
            act()


def test_a_response_is_coded_blind_with_what_it_answers(store, bomb):
    coded = code(store, bomb, MARKET)
    (event,) = coded.incidents
    code_blind(store, coded, event.id, "/responses", "protest", Witness("Residents held a protest"), who())
    (event,) = open_blind(store, bomb, "Bashir").incidents
    (response,) = event.responses
    assert [s.value for s in response.stated] == ["protest"]
    coded = open_blind(store, bomb, "Bashir")
    code_blind(store, coded, response.id, "/responses/0/actor", "Residents", Witness("Residents held"), who())
    ((response,),) = [event.responses for event in open_blind(store, bomb, "Bashir").incidents]
    assert {s.field for s in response.stated} == {"type", "actor"}


def test_what_was_coded_blind_goes_with_its_report(store, bomb):
    code(store, bomb, MARKET)
    store.erase_report(bomb, "Amina", "2031-01-01T00:00:00", "asked for")
    assert store.read(BlindCoding) == []
    assert not store.verify().problems
    assert store.read(Report) == [] or store.read_payload(bomb) is None


def test_the_record_of_one_text_is_what_people_left_of_it(store, bomb):
    coded = open_report(store, bomb)
    nine = next(s for s in coded.list_stated() if s.field == "figures/*" and s.value["best"] == 9)
    judge_stated(store, bomb, nine.key, "correct", who("Amina"), "12")
    add_to_event(store, coded, coded.incidents[0].id, "/motive", "revenge", Witness("shopkeepers said"), who("Amina"))
    sha = coded.text.sha256
    left, read = read_incidents(store, sha), read_incidents(store, sha, by_machines=True)
    assert len(left) == len(read) == 2
    assert sorted(i.killed.best for i in left) == [4, 12]
    assert sorted(i.killed.best for i in read) == [4, 9]
    assert [i.motive for i in left if i.killed.best == 12] == [("revenge",)]
    assert [len(i.responses) for i in left] == [len(i.responses) for i in read]


def test_agreement_is_measured_over_what_is_done_alone(store, bomb):
    coded = code(store, bomb, [*MARKET[:1], ("/killed", "7", "nine people"), *MARKET[2:]])
    assert list_readings(store) == []
    finish_blind(store, coded, who())
    found = measure_agreement(list_readings(store))
    fields = {f.field: f for f in found.fields}
    assert (found.reports, found.shared, found.single) == (1, 1, {"Bashir": 0, "the record": 1})
    assert fields["killed"].units == fields["type"].units == fields["date"].units == 1
    assert fields["killed"].alpha < 1
    assert fields["responses"].alone == 1
    assert measure_agreement(list_readings(store, "nobody")).reports == 0
    assert measure_agreement(list_readings(store, "machine")).coders == ("Bashir", "the machine")


def test_incidents_are_paired_by_what_they_are_and_by_their_words(store, bomb):
    code(store, bomb, MARKET)
    other = [("/type", "armed_attack", "gunmen shot dead four policemen"), ("/killed", "4", "four policemen")]
    coded = code(store, bomb, other)
    finish_blind(store, coded, who())
    (readings,) = list_readings(store)
    assert [sorted(i.killed.best for i in group.values()) for group in pair_readings(readings)] in (
        [[9, 9], [4, 4]],
        [[4, 4], [9, 9]],
    )


def test_agreement_is_told_on_the_command_line(tmp_path):
    db = str(tmp_path / "gawah.db")
    (tmp_path / "bomb.txt").write_text(BOMB, encoding="utf-8")
    with open_store(db) as store:
        (added,) = list(add(store, tmp_path / "bomb.txt"))
    run = CliRunner().invoke(app, ["agreement", "--db", db])
    assert "nobody has coded a report blind" in run.output
    with open_store(db) as store:
        report = added.reading.source.report.id
        for name in ("Bashir", "Chaman"):
            finish_blind(store, code(store, report, MARKET, name), who(name))
    run = CliRunner().invoke(app, ["agreement", "--db", db])
    assert run.exit_code == 0, run.output
    assert "killed" in run.output
    run = CliRunner().invoke(app, ["agreement", "--db", db, "--with", "nobody", "--json"])
    told = json.loads(run.output)
    assert told["coders"] == ["Bashir", "Chaman"]
    assert {f["field"]: f["units"] for f in told["fields"]}["killed"] == 1
