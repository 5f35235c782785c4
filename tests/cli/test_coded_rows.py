"""Rows that are coded already, at the command line: --format, what is told of odd cells, ids of other datasets."""

import json
from pathlib import Path

LISTS = Path(__file__).parents[1] / "sources" / "fixtures" / "lists"


def test_add_a_table_and_show_a_row_of_it(run, tmp_path):
    db = tmp_path / "a.db"
    ran = run("add", LISTS / "ucdp.csv", "--format", "ucdp", "--db", db)
    assert ran.status == 0
    assert "4 reports added" in ran.text
    assert "ucdp.csv:6: deaths_a: 'many' is no whole number of people" in ran.err
    shown = run("show", "ucdp:900001", "--db", db)
    assert "Elsewhere" in shown.text
    assert "“best: 9”" in shown.text
    assert "ucdp:900001" in run("list", "--csv", "--db", db).text
    missing = run("show", "ucdp:1", "--db", db)
    assert (missing.status, "ucdp:1: no row of a dataset" in missing.err) == (1, True)


def test_rows_that_tell_of_no_incident_are_kept_and_counted(run, tmp_path):
    ran = run("add", LISTS / "acled.csv", "--format", "acled", "--db", tmp_path / "a.db")
    assert (ran.status, "4 reports added" in ran.text) == (0, True)
    assert "1 row kept, but of no incident that is coded (out_of_scope)" in ran.err


def test_read_prints_records_of_rows(run):
    ran = run("read", LISTS / "gtd.csv", "--format", "gtd", "--json")
    records = [json.loads(line) for line in ran.text.splitlines()]
    assert records[0]["report"]["title"] == "GTD 203105030001"
    assert records[0]["incidents"][0]["foreign_ids"] == ["gtd:203105030001"]
    assert records[0]["incidents"][0]["killed"]["best"] == 11


def test_text_prints_the_row(run):
    ran = run("text", LISTS / "gtd.csv", "--format", "gtd", "--number", "1")
    assert ran.text.startswith("eventid: 203105030001\niyear: 2031\n")


def test_a_format_that_is_none(run):
    ran = run("read", LISTS / "gtd.csv", "--format", "ged")
    assert (ran.status, "acled, gtd, ucdp" in ran.err) == (2, True)
    ran = run("read", LISTS / "gtd.csv", "--format", "ucdp")
    assert (ran.status, "this is no table of UCDP GED" in ran.err) == (1, True)


def test_map_a_table_and_add_it(run, tmp_path):
    table = tmp_path / "own.csv"
    table.write_text("No,Date,Town,Country,Killed\n1,2031-05-03,Quetta,Pakistan,4\n", encoding="utf-8")
    ran = run("map", table)
    assert "how many were killed" in ran.text
    assert "nothing was written" in ran.text
    ran = run("map", table, "--yes", "--name", "sorrel")
    assert (ran.status, "written to" in ran.text) == (0, True)
    again = run("map", table, "--yes")
    assert (again.status, "it is there already" in again.err) == (2, True)
    run("add", table, "--db", tmp_path / "a.db")
    assert "Quetta" in run("show", "sorrel:1", "--db", tmp_path / "a.db").text
    other = tmp_path / "next.csv"
    other.write_text("No,Date,Town,Country,Killed\n2,2031-05-04,Quetta,Pakistan,1\n", encoding="utf-8")
    ran = run("add", other, "--format", f"{table}.list.yaml", "--db", tmp_path / "a.db")
    assert "1 report added" in ran.text
    assert run("show", "sorrel:2", "--db", tmp_path / "a.db").status == 0
