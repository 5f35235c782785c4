"""What would change a released value: new reports, decisions, and what is gone; until it is released anew."""

import json

import pytest
from typer.testing import CliRunner

from gawah.cli import app
from gawah.pipeline import add, open_store
from gawah.review import Reviewer, judge_pair, judge_value, list_changes, release_incident, split_incident

EARLY = "FICTION\n\nNine people were killed when a bomb exploded at a market in Quetta on 7 March 2017, police said."
LATER = (
    "FICTION\n\nThe toll of the bombing of a market in Quetta on 7 March 2017 rose to 11 dead, police said. The Red"
    " Slate Front claimed responsibility. The mayor visited the market on 9 March 2017."
)
OTHER = "FICTION\n\nGunmen shot dead two policemen in Zhob, Balochistan, on 20 March 2017, officials said."


def amina(reason="as the list has it"):
    return Reviewer.now("Amina", reason)


@pytest.fixture
def write(tmp_path):
    def write_report(name, day, text):
        (tmp_path / name).write_text(f"Published: 2017-03-{day}\n{text}", encoding="utf-8")
        return tmp_path / name

    return write_report


@pytest.fixture
def store(write):
    with open_store(":memory:") as opened:
        list(add(opened, write("a.txt", "07", EARLY)))
        yield opened


def only(store):
    (record,) = store.list_incidents()
    return record.incident.id


def by_path(store):
    return {change.path: change for change in list_changes(store)}


def test_a_new_report_that_would_change_a_released_value_waits_with_its_words(store, write):
    released = only(store)
    assert by_path(store) == {}
    release_incident(store, released, amina())
    list(add(store, write("c.txt", "21", OTHER)))
    assert by_path(store) == {}, "another incident is no matter of this one"
    list(add(store, write("b.txt", "09", LATER)))
    changes = by_path(store)
    killed = changes["/killed"]
    assert (killed.was["best"], killed.now["high"], killed.cause) == (9, 11, "report")
    assert "11 dead" in killed.evidence[0].quote
    assert killed.reports[0].path.endswith("b.txt")
    assert killed.release.policy == "low_best_high@1"
    named = changes["/perpetrators/0"]
    assert (named.was, named.now["name"], named.cause) == (None, "Red Slate Front", "report")
    assert changes["/claimed"].now is True
    assert {c.now["type"] for path, c in changes.items() if path.startswith("/responses")} >= {"visit"}
    assert not any(path.startswith("/figures") for path in changes)


def test_what_was_released_anew_or_decided_against_waits_no_longer(store, write):
    released = only(store)
    release_incident(store, released, amina())
    list(add(store, write("b.txt", "09", LATER)))
    judge_value(store, released, "/perpetrators/0", "reject", amina("a boast"))
    assert "/perpetrators/0" not in by_path(store)
    release_incident(store, released, amina("with the second report"))
    assert by_path(store) == {}


def test_a_decision_on_a_released_value_waits_too_and_says_that_it_is_one(store):
    released = only(store)
    release_incident(store, released, amina())
    judge_value(store, released, "/killed", "correct", amina(), "10")
    change = by_path(store)["/killed"]
    assert (change.was["best"], change.now["best"], change.cause) == (9, 10, "decision")
    assert [e.coder for e in change.evidence] == ["Amina"]


def test_a_value_that_nothing_states_any_more_waits_with_the_words_that_it_rested_on(store, write):
    path = write("b.txt", "09", LATER)
    list(add(store, path))
    released = only(store)
    release_incident(store, released, amina())
    split_incident(store, released, [str(path)], amina("another market"))
    change = by_path(store)["/perpetrators/0"]
    assert (change.was["name"], change.now, change.cause) == ("Red Slate Front", None, "gone")
    assert "Red Slate Front" in change.evidence[0].quote


def test_two_releases_that_became_one_incident_are_each_held_against_it(store, write):
    list(add(store, write("c.txt", "21", OTHER)))
    one, other = (r.incident.id for r in store.list_incidents())
    for id_ in (one, other):
        release_incident(store, id_, amina())
    judge_pair(store, one, other, "same", amina())
    changes = list(list_changes(store))
    assert len({change.release.id for change in changes}) == 2
    assert {change.incident for change in changes} == {one}
    killed = [(c.was["best"], c.now["low"], c.now["high"]) for c in changes if c.path == "/killed"]
    assert sorted(killed) == [(2, 2, 9), (9, 2, 9)]
    release_incident(store, one, amina("as one"))
    assert list(list_changes(store)) == []


def test_the_inbox_tells_and_its_exit_status_does_too(write, tmp_path):
    run, db = CliRunner(), ["--db", str(tmp_path / "gawah.db")]
    assert run.invoke(app, ["add", str(write("a.txt", "07", EARLY)), *db]).exit_code == 0
    id_ = run.invoke(app, ["list", "--csv", *db]).stdout.splitlines()[1].split(",")[0]
    out = run.invoke(app, ["inbox", *db])
    assert (out.exit_code, out.stdout.strip()) == (0, "nothing waits")
    who = ["--as", "Amina", "--reason", "checked twice"]
    assert run.invoke(app, ["review", "release", id_, "--policy", "majority@1", *who, *db]).exit_code == 0
    assert run.invoke(app, ["add", str(write("b.txt", "09", LATER)), *db]).exit_code == 0
    out = run.invoke(app, ["inbox", *db])
    assert out.exit_code == 4
    shown = " ".join(out.stdout.split())
    assert f"{id_} ·" in shown
    assert "under majority@1" in shown
    assert "b.txt, 9 March 2017: “" in shown
    out = run.invoke(app, ["inbox", "--json", *db])
    assert out.exit_code == 4
    changes = {change["path"]: change for change in map(json.loads, out.stdout.splitlines())}
    assert changes["/claimed"]["now"] is True
    assert changes["/claimed"]["released"]["by"] == "Amina"
    assert changes["/claimed"]["reports"][0]["path"].endswith("b.txt")
