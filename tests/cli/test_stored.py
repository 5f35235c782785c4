"""The commands on a store: add, show, list, lists, stats, verify."""

import csv
import io
import json
import re
from pathlib import Path

import pytest

from gawah.record import incident_record_from_json

EXAMPLES = Path(__file__).parents[2] / "examples"


@pytest.fixture(scope="module")
def filled(tmp_path_factory):
    """A store of the examples; tests only read it, or keep lists in it."""
    from gawah.pipeline import add, open_store

    db = str(tmp_path_factory.mktemp("cli") / "gawah.db")
    with open_store(db) as store:
        list(add(store, EXAMPLES))
    return db


@pytest.fixture(scope="module")
def total(filled):
    """How many incidents the examples are."""
    from gawah.pipeline import open_store

    with open_store(filled) as store:
        return store.count()


@pytest.fixture
def ask(run, filled, monkeypatch, tmp_path):
    """Run a command on the store of examples, in an empty folder."""
    monkeypatch.chdir(tmp_path)
    return lambda *words: run(*words, "--db", filled)


def list_ids(ran):
    return [line[:10] for line in ran.text.splitlines() if re.match(r"[a-z2-7]{10} ", line)]


def test_add_says_what_it_added_and_adds_nothing_twice(run, tmp_path):
    db = tmp_path / "a.db"
    first = run("add", EXAMPLES / "wire_item.txt", EXAMPLES / "nowhere.txt", "--db", db)
    assert first.status == 1
    assert "1 report added to" in first.text
    assert "that tell of" in first.text
    assert "nowhere.txt: there is no such file" in first.err
    again = run("add", EXAMPLES / "wire_item.txt", "--db", db)
    assert (again.status, again.err) == (0, "")
    assert "0 reports added" in again.text
    assert "1 report there already" in again.text


def test_the_store_is_found_by_a_variable(run, monkeypatch, filled, total):
    monkeypatch.setenv("GAWAH_DB", filled)
    assert run("list").text.endswith(f"{total} documented incidents\n")


def test_a_store_that_is_not_there_is_not_made_by_looking(run, tmp_path):
    ran = run("list", "--db", tmp_path / "none.db")
    assert ran.status == 1
    assert "make one with `gawah add`" in ran.err
    assert not list(tmp_path.iterdir())


def test_a_file_that_is_no_store_is_refused(run, tmp_path):
    path = tmp_path / "notes.db"
    path.write_text("only notes, and more of them than a header of SQLite's is long" * 40)
    ran = run("list", "--db", path)
    assert ran.status == 1
    assert "this store cannot be used" in ran.err


def test_show_prints_an_incident_with_its_reports_and_words(ask):
    ran = ask("show", "v2korcbiue")
    assert "Four soldiers, seven attackers die at Dunmarra checkpoint" in ran.text
    assert "A   " in ran.text
    assert "checkpoint_clash.txt" in ran.text.replace("\n      ", "")
    assert "were killed on Sunday” 202–261" in " ".join(ran.text.split())


def test_show_as_json_is_an_incident_record(ask):
    record = incident_record_from_json(json.loads(ask("show", "v2korcbiue", "--json").text))
    assert record.incident.id == "v2korcbiue"
    assert record.reports[0].path.endswith("checkpoint_clash.txt")


def test_show_of_an_unknown_id_says_so(ask):
    ran = ask("show", "aaaaaaaaaa")
    assert ran.status == 1
    assert "aaaaaaaaaa: there is no incident of this id" in ran.err


def test_list_takes_criteria(ask):
    assert len(list_ids(ask("list", "--year", "2021", "--country", "PK", "--killed", "10.."))) >= 1
    assert list_ids(ask("list", "--perpetrator", "Red Lantern Brigade")) == ["f4hx36smzq"]
    assert len(list_ids(ask("list", "--near", "Quetta", "--within", "60km", "--claimed"))) >= 1
    assert len(list_ids(ask("list", "--text", "sit-in"))) >= 1
    assert ask("list", "--year", "1901").text == "0 documented incidents\n"


def test_list_pages(ask, total):
    first, second = ask("list", "--limit", total - 2), ask("list", "--limit", total - 2, "--page", "2")
    assert f"{total} documented incidents, page 1; the next: --page 2" in first.text
    assert len({*list_ids(first), *list_ids(second)}) == total


def test_list_as_json_prints_all_incident_records(ask, total):
    records = [
        incident_record_from_json(json.loads(line)) for line in ask("list", "--json", "--limit", "1").text.splitlines()
    ]
    assert len(records) == total
    assert all(record.reports[0].path and record.reports[0].id for record in records)


def test_list_as_csv_holds_no_formulas(ask, total, monkeypatch):
    rows = list(csv.DictReader(io.StringIO(ask("list", "--csv").text)))
    assert len(rows) == total
    assert {row["country"] for row in rows} >= {"PK"}
    monkeypatch.setattr("gawah.cli.list._row", lambda listed: ["=1+1", "@x", "-3", "plain", None])
    assert set(ask("list", "--csv").text.splitlines()[1:]) == {"'=1+1,'@x,-3,plain,"}


def test_wrong_criteria_are_wrong_usage(ask):
    for words, problem in (
        (["--within", "far"], "--within"),
        (["--killed", "x"], "--killed"),
        (["--sort", "x"], "--sort"),
    ):
        ran = ask("list", *words)
        assert (ran.status, problem in ran.err) == (2, True), ran.err


def test_a_list_is_kept_and_stays_up_to_date(run, tmp_path):
    db = tmp_path / "a.db"
    run("add", EXAMPLES / "wire_item.txt", "--db", db)
    assert "0 documented" in run("list", "--country", "PK", "--save", "pakistan", "--db", db).text
    run("add", EXAMPLES / "miners_taken.txt", "--db", db)
    assert "1 documented incident" in run("list", "--saved", "pakistan", "--db", db).text
    assert "country PK" in run("lists", "--db", db).text
    assert run("list", "--saved", "other", "--db", db).status == 2
    run("lists", "--forget", "pakistan", "--db", db)
    assert "no lists are kept" in run("lists", "--db", db).text
    assert run("list", "--save", "bad", "--near", "Nowhereland", "--db", db).status == 2
    assert "no lists are kept" in run("lists", "--db", db).text


def test_a_scope_keeps_incidents_out_and_says_by_which_rule(ask, total):
    Path("scope.yaml").write_text("countries: [Pakistan]\ndates: {from: 2021-01-01}\nminimum_evidence: {reports: 1}\n")
    listed = ask("list")
    within = len(list_ids(listed))
    assert 0 < within < total
    assert f"{total - within} more out of the project's scope" in listed.text
    excluded = " ".join(ask("list", "--excluded").text.split())
    assert f"{total - within} out of scope" in excluded
    assert "not country" in excluded
    assert "not since" in excluded


@pytest.mark.parametrize("said", ["colour: [red]", "countries: Pakistan", "dates: {since: 2021}", "- a", "a: [b"])
def test_a_scope_that_says_something_else_is_refused(ask, said):
    Path("scope.yaml").write_text(said)
    ran = ask("list")
    assert ran.status == 2
    assert "scope.yaml" in ran.err


def test_stats_counts_documented_incidents_with_a_chart(ask, total):
    text = ask("stats", "--by", "year,type").text
    assert f"{total} documented incidents" in text
    assert "documented killed" in text
    assert "█" in text
    rows = list(csv.DictReader(io.StringIO(ask("stats", "--by", "country", "--csv").text)))
    assert sum(int(row["incidents"]) for row in rows) == total
    assert ask("stats", "--by", "colour").status == 2


def test_verify_says_that_all_is_well_or_what_is_not(ask, filled, run, tmp_path):
    ran = ask("verify")
    assert ran.status == 0
    assert "All is as it was put in." in ran.text
    assert ask("verify", "--head", "11" * 32).status == 1
    copy = tmp_path / "copy.db"
    copy.write_bytes(Path(filled).read_bytes())
    import sqlite3

    with sqlite3.connect(copy) as connection:
        connection.execute("UPDATE incidents SET killed = 99 WHERE id = 'v2korcbiue'")
    connection.close()
    ran = run("verify", "--db", copy)
    assert ran.status == 1
    assert "v2korcbiue" in ran.err
    assert run("verify", "--rebuild", "--db", copy).status == 0


def test_a_password_in_an_address_is_not_printed():
    from gawah.cli.add import hide_password

    assert hide_password("postgresql://me:secret@host/db") == "postgresql://me@host/db"
    assert hide_password("folder/gawah.db") == "folder/gawah.db"


def test_a_list_as_it_was(ask, total):
    assert "0 documented incidents" in ask("list", "--as-of", "1").text
    now = int(re.search(r"([\d,]+) documented", ask("list").text)[1].replace(",", ""))
    assert now == total
    refused = ask("list", "--as-of", "1", "--save", "old")
    assert refused.status == 2
    assert "leave out --save" in refused.err
