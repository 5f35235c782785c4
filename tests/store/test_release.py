"""Marks in a store: made by people, seen in the views, taken back, and what the gate makes of them."""

import json

import pytest
from typer.testing import CliRunner

from gawah.cli import app
from gawah.codebook import adopt, read_overlay
from gawah.errors import ReleaseBlocked, ReviewError
from gawah.pipeline import add, link_new, open_store
from gawah.release import clear_incidents, read_secret
from gawah.review import (
    Reviewer,
    answer_request,
    judge_value,
    list_decisions,
    list_requests,
    release_incident,
    request_correction,
    undo,
)

STORY = (
    "FICTION\n\nGunmen shot dead Gul Nar, 34, a teacher, in Quetta on 7 March 2017, police said. The Red Slate Front"
    " claimed responsibility."
)

LATER = (
    "FICTION\n\nTwo people were killed when gunmen opened fire on Gul Nar, 34, a teacher, in Quetta on 7 March 2017,"
    " the hospital said. The Red Slate Front claimed responsibility."
)


def zainab():
    return Reviewer.now("Zainab", "looked at twice")


@pytest.fixture
def store(empty_db, tmp_path):
    (tmp_path / "story.txt").write_text(STORY, encoding="utf-8")
    with open_store(empty_db) as opened:
        list(add(opened, str(tmp_path / "story.txt")))
        link_new(opened)
        yield opened


def only(store):
    (record,) = store.list_incidents()
    return record.incident.id


def test_a_release_shows_in_the_view_and_is_taken_back(store):
    release_incident(store, only(store), zainab())
    incident = store.find_incident(only(store)).incident
    assert (incident.workflow, incident.audience) == ("released", "public")
    (decision,) = [d for d in list_decisions(store) if "released" in d.what]
    undo(store, decision.id, zainab())
    assert store.find_incident(only(store)).incident.workflow == "new"
    assert not store.verify().problems


def test_what_is_released_goes_through_the_gate(store):
    assert list(clear_incidents(store)) == []
    release_incident(store, only(store), zainab())
    (one,) = clear_incidents(store)
    assert "Gul Nar" not in str(one)
    assert one.incident.id != only(store)


REPORT = "FICTION\n\nA bomb killed {} people in Quetta on {} May 2019, police said.\n"


@pytest.mark.parametrize(("at_once", "most"), [(1, 30_000_000), (3, 30_000_000), (100, 0)])
def test_texts_are_read_ahead_and_are_those_of_their_incidents(store, tmp_path, monkeypatch, at_once, most):
    monkeypatch.setattr("gawah.release._AT_ONCE", at_once)
    monkeypatch.setattr("gawah.release._MOST_HELD", most)
    for n in range(3, 12):
        (tmp_path / f"{n}.txt").write_text(REPORT.format(n, n * 2), encoding="utf-8")
    list(add(store, *(str(tmp_path / f"{n}.txt") for n in range(3, 12))))
    cleared = clear_incidents(store, "internal")
    for one in cleared:
        (text,) = {cleared.read_text(report.text_sha256) for report in one.reports}
        assert all(text[e.start : e.end] == e.quote for e in one.incident.evidence if e.kind == "quote")
    assert cleared.read_text("0" * 64) == ""


def test_no_text_leaves_for_others(store):
    release_incident(store, only(store), zainab())
    cleared = clear_incidents(store, "public")
    (one,) = cleared
    (told,) = store.find_incident(only(store)).reports
    assert [cleared.read_text(sha256) for sha256 in (one.reports[0].text_sha256, told.text_sha256)] == ["", ""]


def test_the_secret_is_made_once(store):
    assert read_secret(store) == read_secret(store)
    assert "key" not in repr(read_secret(store))


def test_what_leaves_is_what_was_released(store, tmp_path):
    release_incident(store, only(store), zainab())
    (first,) = clear_incidents(store)
    (tmp_path / "later.txt").write_text(LATER, encoding="utf-8")
    list(add(store, str(tmp_path / "later.txt")))
    link_new(store)
    assert store.find_incident(only(store)).incident.killed.best == 2
    (still,) = clear_incidents(store)
    assert still == first
    assert release_incident(store, only(store), zainab(), why="one more died of his wounds") == ("figures", "killed")
    (second,) = clear_incidents(store)
    assert (second.incident.killed.best, second.incident.id) == (2, first.incident.id)
    assert [correction.why for correction in second.history] == ["", "one more died of his wounds"]


def test_what_a_person_decided_on_since_then_blocks(store):
    release_incident(store, only(store), zainab())
    judge_value(store, only(store), "/killed", "correct", zainab(), "3")
    cleared = clear_incidents(store)
    with pytest.raises(ReleaseBlocked):
        list(cleared)
    assert "/killed" in [block.field for block in cleared.blocks]


def test_marks_outlive_a_rebuild(store):
    release_incident(store, only(store), zainab())
    before = store.find_incident(only(store))
    store.rebuild()
    assert store.find_incident(only(store)) == before


def test_the_commands(tmp_path):
    (tmp_path / "story.txt").write_text(STORY, encoding="utf-8")
    db = str(tmp_path / "gawah.db")
    run = CliRunner().invoke
    assert run(app, ["add", str(tmp_path / "story.txt"), "--db", db]).exit_code == 0
    with open_store(db) as store:
        id_ = only(store)
    why = ["--reason", "agreed", "--as", "Zainab", "--db", db]
    assert "released to public" in run(app, ["review", "release", id_, *why]).output
    assert "public role" in run(app, ["review", "person", "Gul Nar", "public_role", *why]).output
    assert "withheld" in run(app, ["review", "name", "Gul Nar", "withheld", "--in", id_, *why]).output
    assert "name withheld Gul Nar" in " ".join(run(app, ["log", "--db", db]).output.split())
    assert run(app, ["review", "name", "Gul Nar", "hidden", *why]).exit_code == 1


def test_the_gate_and_the_attack_by_command(tmp_path):
    (tmp_path / "story.txt").write_text(STORY, encoding="utf-8")
    db = str(tmp_path / "gawah.db")
    run = CliRunner().invoke
    run(app, ["add", str(tmp_path / "story.txt"), "--db", db])
    with open_store(db) as store:
        id_ = only(store)
    assert "0 incidents can leave for public" in run(app, ["gate", "--db", db]).output
    why = ["--reason", "agreed", "--as", "Zainab Karimi", "--db", db]
    run(app, ["review", "release", id_, *why])
    assert "1 incident can leave for public" in run(app, ["gate", "--db", db]).output
    assert "Gul Nar" in run(app, ["gate", "--names", "--db", db]).output
    run(app, ["review", "correct", id_, "/killed", "3", *why])
    blocked = run(app, ["gate", "--db", db])
    assert blocked.exit_code == 1
    assert "/killed" in blocked.output
    out = tmp_path / "out"
    out.mkdir()
    (out / "a.json").write_text('{"name": "Victim 1"}', encoding="utf-8")
    assert run(app, ["attack", str(out), "--db", db]).exit_code == 0
    (out / "b.json").write_text('{"by": "Zainab Karimi"}', encoding="utf-8")
    attacked = run(app, ["attack", str(out), "--db", db])
    assert attacked.exit_code == 1
    assert "high" in attacked.output


def test_several_are_released_at_once(tmp_path):
    two = STORY + "\n\nOn 9 May 2016 gunmen killed four policemen in Zhob, Balochistan, officials said."
    (tmp_path / "story.txt").write_text(two, encoding="utf-8")
    db = str(tmp_path / "gawah.db")
    CliRunner().invoke(app, ["add", str(tmp_path / "story.txt"), "--db", db])
    with open_store(db) as store:
        ids = [record.incident.id for record in store.list_incidents()]
        assert len(ids) == 2
        CliRunner().invoke(app, ["review", "release", *ids, "--reason", "agreed", "--as", "Zainab", "--db", db])
        assert {record.incident.workflow for record in store.list_incidents()} == {"released"}


def test_a_request_for_a_correction_is_open_until_somebody_answers_it(store):
    assert list_requests(store) == []
    mark = request_correction(store, only(store), "the age is wrong", "a relative", zainab())
    (asked,) = list_requests(store)
    assert (asked.id, asked.incident, asked.asked_by, asked.asks) == (
        *(mark.id, only(store)),
        *("a relative", "the age is wrong"),
    )
    assert asked.answer is None
    answered = answer_request(store, mark.id[:10], "corrected", zainab())
    assert (answered.answer.says, answered.answer.by) == ("corrected", "Zainab")
    assert list_requests(store) == [answered]
    with pytest.raises(ReviewError, match="Zainab answered it"):
        answer_request(store, mark.id, "again", zainab())
    (decision,) = [d for d in list_decisions(store) if "answer" in d.what]
    undo(store, decision.id, zainab())
    assert list_requests(store) == [asked]
    undo(store, mark.id, zainab())
    assert list_requests(store) == []
    assert not store.verify().problems


def test_open_requests_come_first_and_the_oldest_of_them(store):
    asked = [request_correction(store, only(store), f"wish {n}", "somebody", zainab()).id for n in range(3)]
    answer_request(store, asked[0], "no", zainab())
    assert [request.id for request in list_requests(store)] == [asked[1], asked[2], asked[0]]


@pytest.mark.parametrize("id_", ["", "zz", "0"])
def test_a_request_that_nobody_made_is_told(store, id_):
    request_correction(store, only(store), "wish", "somebody", zainab())
    with pytest.raises(ReviewError, match="gawah review requests"):
        answer_request(store, id_ if id_ != "0" else "0" * 64, "no", zainab())


def test_nothing_of_a_request_leaves(store):
    request_correction(store, only(store), "Wioletta Qaderi was not there", "Ihor Malual", zainab())
    release_incident(store, only(store), zainab())
    (one,) = clear_incidents(store)
    assert not any(word in repr(one) for word in ("Wioletta", "Ihor"))


def test_requests_on_the_command_line(store):
    def run(*words):
        done = CliRunner().invoke(app, [*words, "--db", store.name])
        assert done.exit_code == 0, done.output
        return done.stdout

    assert "nobody asks" in run("review", "requests")
    run("review", "request", only(store), "the age is wrong", "--from", "a relative", "--reason", "by e-mail")
    assert "a relative" in run("review", "requests")
    assert "1 asked-for correction" in run("gate")
    (line,) = run("review", "requests", "--json").splitlines()
    run("review", "answer", json.loads(line)["id"], "put right", "--reason", "looked at")
    assert "without an answer" in run("review", "requests")
    assert "put right" in run("review", "requests", "--all")
    assert "asked-for" not in run("gate")


def test_what_the_codebook_requires_binds_the_gate_itself(store, tmp_path):
    release_incident(store, only(store), zainab())
    assert len(list(clear_incidents(store))) == 1
    (tmp_path / "codebook.yaml").write_text("required: [date, motive, injured]\n", encoding="utf-8")
    adopt(read_overlay(tmp_path / "codebook.yaml"))
    try:
        for evidence in (True, False):
            with pytest.raises(ReleaseBlocked) as blocked:
                list(clear_incidents(store, with_evidence=evidence))
            assert [block.field for block in blocked.value.blocks] == ["/motive", "/injured"]
            assert all("codebook requires it" in block.why for block in blocked.value.blocks)
        assert len(list(clear_incidents(store, "internal"))) == 1
    finally:
        adopt(None)
    assert len(list(clear_incidents(store))) == 1
