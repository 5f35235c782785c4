"""People share the work: assignments, comments, the log of one incident, and a second person's review."""

from dataclasses import replace

import pytest
from typer.testing import CliRunner

from gawah.cli import app
from gawah.codebook import Overlay, adopt
from gawah.errors import IncidentNotFound, ReviewError
from gawah.pipeline import add, open_store
from gawah.release import clear_incident, gather_secrets
from gawah.review import (
    Reviewer,
    assign_incident,
    comment_on,
    find_first_reviewer,
    judge_value,
    list_assigned,
    list_decisions,
    list_meanwhile,
    move_incident,
    read_talk,
    release_incident,
    undo,
)

REPORTS = {
    "a": "FICTION\n\nNine people were killed when a bomb exploded at a market in Quetta on 7 March 2017, police said.",
    "b": "FICTION\n\nGunmen shot dead two policemen in Zhob, Balochistan, on 20 March 2017, officials said.",
}


def amina(reason="as the list has it"):
    return Reviewer.now("Amina", reason)


def zainab(reason="looked at it again"):
    return Reviewer.now("Zainab", reason)


@pytest.fixture
def reports(tmp_path):
    for name, text in REPORTS.items():
        (tmp_path / f"{name}.txt").write_text(f"Published: 2017-03-21\n{text}", encoding="utf-8")
    return tmp_path


@pytest.fixture
def store(reports):
    with open_store(":memory:") as opened:
        for _ in add(opened, reports):
            pass
        yield opened


@pytest.fixture
def bomb(store):
    return next(r.incident.id for r in store.list_incidents() if r.incident.killed.best == 9)


@pytest.fixture
def shots(store):
    return next(r.incident.id for r in store.list_incidents() if r.incident.killed.best == 2)


@pytest.fixture
def two_persons():
    adopt(replace(Overlay("codebook.yaml", "0", ""), two_persons=True))
    yield
    adopt(None)


def test_an_incident_is_whose_it_was_assigned_to_last(store, bomb, shots):
    assign_incident(store, bomb, "Zainab", amina())
    assign_incident(store, shots, "Zainab", amina())
    assign_incident(store, shots, None, amina())
    assert read_talk(store, bomb).assigned == "Zainab"
    assert read_talk(store, shots).assigned is None
    assert list_assigned(store, "Zainab") == [bomb]


def test_comments_stand_in_their_order_and_can_be_taken_back(store, bomb):
    first = comment_on(store, bomb, amina("the hospital has not answered"))
    comment_on(store, bomb, zainab("is this both bombs?"), "killed")
    assert [(c.by, c.reason, c.value) for c in read_talk(store, bomb).comments] == [
        ("Amina", "the hospital has not answered", None),
        ("Zainab", "is this both bombs?", "/killed"),
    ]
    undo(store, first.id, amina("they have"))
    assert [c.by for c in read_talk(store, bomb).comments] == ["Zainab"]


def test_a_comment_on_a_value_that_there_is_not_is_refused(store, bomb):
    with pytest.raises(ReviewError, match="/abducted"):
        comment_on(store, bomb, amina(), "/abducted")
    with pytest.raises(IncidentNotFound):
        comment_on(store, "nothing", amina())


def test_nothing_of_the_talk_leaves_the_project(store, bomb):
    comment_on(store, bomb, amina("Blue heron at noon"))
    assign_incident(store, bomb, "Parwana Quill", amina("Blue heron at noon"))
    release_incident(store, bomb, amina("checked"))
    (cleared,) = clear_incident(store, bomb)
    assert "Blue heron" not in repr(cleared)
    assert "Parwana" not in repr(cleared)
    assert "Parwana Quill" in gather_secrets(store).names


def test_the_log_of_one_incident_has_what_is_about_it_alone(store, bomb, shots):
    judge_value(store, bomb, "/killed", "accept", amina())
    judge_value(store, shots, "/killed", "correct", zainab(), "3")
    move_incident(store, bomb, "ready", zainab())
    comment_on(store, bomb, zainab("done"))
    told = list_decisions(store, bomb)
    assert [(d.kind, d.by) for d in told] == [("comment", "Zainab"), ("standing", "Zainab"), ("value", "Amina")]
    (corrected,) = list_decisions(store, shots)
    assert (corrected.value["best"], corrected.correction["best"]) == (2, 3)
    assert {d.id for d in list_decisions(store)} == {d.id for d in [*told, corrected]}


def test_what_others_decided_meanwhile_is_told(store, bomb, shots):
    seen, _ = store.read_head()
    judge_value(store, bomb, "/killed", "accept", amina())
    judge_value(store, shots, "/killed", "accept", zainab())
    comment_on(store, bomb, zainab("a word"))
    assert [d.by for d in list_meanwhile(store, bomb, seen, "Zainab")] == ["Amina"]
    assert not list_meanwhile(store, bomb, seen, "Amina")
    assert not list_meanwhile(store, bomb, store.read_head()[0], "Zainab")


def test_with_two_persons_who_decided_last_cannot_be_the_second(store, bomb, two_persons):
    judge_value(store, bomb, "/killed", "accept", amina())
    move_incident(store, bomb, "ready", amina())
    with pytest.raises(ReviewError, match="Amina decided on it last"):
        move_incident(store, bomb, "second_review", amina())
    with pytest.raises(ReviewError, match="second person"):
        release_incident(store, bomb, zainab())
    move_incident(store, bomb, "second_review", zainab())
    release_incident(store, bomb, amina())
    assert store.find_incident(bomb).incident.workflow == "released"


def test_with_two_persons_a_decision_after_the_second_review_needs_another(store, bomb, two_persons):
    move_incident(store, bomb, "ready", amina())
    move_incident(store, bomb, "second_review", zainab())
    judge_value(store, bomb, "/killed", "correct", zainab(), "10")
    with pytest.raises(ReviewError, match="Zainab decided on it last"):
        release_incident(store, bomb, amina())
    move_incident(store, bomb, "second_review", amina())
    release_incident(store, bomb, zainab())


def test_with_two_persons_nothing_is_released_that_nobody_reviewed(store, bomb, two_persons):
    move_incident(store, bomb, "second_review", zainab())
    assert find_first_reviewer(store, bomb) is None
    with pytest.raises(ReviewError, match="nobody has reviewed it"):
        release_incident(store, bomb, zainab())


def test_one_person_may_do_all_where_the_project_asks_for_no_second(store, bomb):
    judge_value(store, bomb, "/killed", "accept", amina())
    move_incident(store, bomb, "second_review", amina())
    release_incident(store, bomb, amina())


def test_the_command_line_assigns_and_comments(reports):
    db = str(reports / "g.db")
    with open_store(db) as store:
        for _ in add(store, reports):
            pass
        id_ = store.list_incidents()[0].incident.id

    def run(*words):
        done = CliRunner().invoke(app, [*words, "--db", db], catch_exceptions=True)
        return done.exit_code, done.output

    assert run("review", "assign", id_, "Zainab", "--as", "Amina")[0] == 0
    assert run("review", "comment", id_, "is this right?", "--on", "/killed", "--as", "Amina")[0] == 0
    code, told = run("log", id_)
    assert code == 0
    assert "is this right?" in told
    assert "assignment Zainab" in told
    assert run("review", "assign", id_, "Zainab", "--nobody")[0] != 0
