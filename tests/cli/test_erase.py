"""`gawah erase`: nothing goes in a dry run or where nobody says yes, and what goes is said."""

import pytest
from typer.testing import CliRunner

from gawah.cli import app
from gawah.pipeline import add, open_store

ONE = "FICTION\n\nGunmen killed the teacher Ahmad Karim Zuberi in Quetta on 3 May 2019 and wounded two others."
ALONE = "FICTION\n\nA bomb killed nine people in Herat, Afghanistan, on 9 June 2020, police said."


@pytest.fixture
def store(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name, text in (("one.txt", ONE), ("other.txt", ONE.replace("Gunmen", "Armed men")), ("alone.txt", ALONE)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    with open_store("gawah.db") as held:
        for _ in add(held, "one.txt", "other.txt", "alone.txt"):
            pass
        yield held


def run(*arguments, said=""):
    return CliRunner().invoke(app, ["erase", *arguments, "--reason", "asked for", "--as", "Zainab"], input=said)


def find(store, town):
    return next(r for r in store.list_incidents() if r.incident.place.name == town)


def name_all(store):
    return [p.name for group in find(store, "Quetta").incident.victims for p in group.persons]


def test_a_dry_run_says_what_would_go_and_destroys_nothing(store):
    head = store.read_head()
    ran = run("person", find(store, "Quetta").incident.id, "Ahmed Kareem Zuberi", "--dry-run")
    assert "entries of the vault name this person" in ran.output
    assert "what stays" in ran.output
    assert "one.txt" in ran.output
    assert "Nothing was destroyed" in ran.output
    assert (ran.exit_code, store.read_head()) == (0, head)


def test_a_no_destroys_nothing(store):
    head = store.read_head()
    assert run("report", "alone.txt", said="n\n").exit_code != 0
    assert store.read_head() == head


def test_a_person_goes_and_the_incident_stays(store):
    assert name_all(store)
    ran = run("person", find(store, "Quetta").incident.id, "Ahmad Karim Zuberi", said="y\n")
    assert "destroyed" in ran.output
    assert name_all(store) == []
    assert store.verify().problems == []


def test_a_report_goes_with_the_incident_that_rests_on_it_alone(store):
    id_ = find(store, "Herat").incident.id
    ran = run("report", "alone.txt", "--yes")
    assert f"incident {id_} rests on it alone" in ran.output
    assert all(r.incident.place.name != "Herat" for r in store.list_incidents())
    assert store.verify().problems == []


def test_an_incident_of_other_reports_stays(store):
    id_ = find(store, "Quetta").incident.id
    ran = run("report", "other.txt", "--yes")
    assert f"incident {id_} stays" in ran.output
    assert store.find_incident(id_).reports


def test_whoever_is_not_told_of_is_an_error(store):
    ran = run("person", find(store, "Herat").incident.id, "Omar Said", "--yes")
    assert ran.exit_code != 0
