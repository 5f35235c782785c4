"""`gawah review correct`: another value, another speaker, another basis."""

import pytest

from gawah.pipeline import add, open_store


@pytest.fixture
def told(tmp_path, monkeypatch):
    """The id of an incident in the folder's store."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.txt").write_text("FICTION\n\nA bomb killed 4 people in Quetta on 3 May 2019, police said.\n")
    with open_store("gawah.db") as store:
        list(add(store, "a.txt"))
        return store.find().incidents[0].incident.id


def read_killed(id_):
    with open_store("gawah.db") as store:
        incident = store.find_incident(id_).incident
    return incident.killed, {e.speaker for e in incident.evidence if e.path == "/killed" and e.role == "states"}


def test_the_speaker_is_corrected_and_the_value_stays(run, told):
    before, _ = read_killed(told)
    about = ["--speaker", "a nurse", "--role", "medic", "--reason", "misread", "--as", "Amina"]
    assert run("review", "correct", told, "/killed", *about).status == 0
    assert read_killed(told) == (before, {"a nurse"})


def test_value_and_speaker_are_corrected_together(run, told):
    about = ["--speaker", "", "--reason", "misread", "--as", "Amina"]
    assert run("review", "correct", told, "/killed", "5", *about).status == 0
    count, speakers = read_killed(told)
    assert (count.best, speakers) == (5, {None})


@pytest.mark.parametrize(("words", "why"), [([], "say what is right"), (["--basis", "rumour"], "no such word")])
def test_what_is_no_correction_is_told(run, told, words, why):
    ran = run("review", "correct", told, "/killed", *words, "--reason", "x", "--as", "Amina")
    assert ran.status != 0
    assert why in ran.err
