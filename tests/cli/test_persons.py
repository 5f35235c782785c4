"""`gawah persons` as people see it."""

import csv
import json
from io import StringIO

import openpyxl
import pytest
from typer.testing import CliRunner

from gawah.cli import app

FIRST = """Full Name,Age,Sex,Date of death,Place
Mohammad Hussain Karimi,34,M,03/01/2021,Machh
Zarina Osti,12,F,04/01/2021,Quetta
,20,M,03/01/2021,Machh
"""
SECOND = [
    ["الاسم", "العمر", "الجنس", "تاريخ"],
    ["محمد حسين كريمي", 35, "ذكر", "2021-01-03"],
    ["Zarina", 12, "أنثى", "2021"],
]


@pytest.fixture
def lists(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "first.csv").write_text(FIRST, encoding="utf-8")
    workbook = openpyxl.Workbook()
    for row in SECOND:
        workbook.active.append(row)
    workbook.save(tmp_path / "second.xlsx")
    return ["first.csv", "second.xlsx"]


def run(*argv):
    return CliRunner().invoke(app, ["persons", *argv])


def test_entries_of_one_person_stand_together_and_doubtful_ones_are_asked(lists):
    shown = run(*lists).output
    assert "Mohammad Hussain Karimi, 34 (first.csv:2)\n  = محمد حسين كريمي, 35 (second.xlsx:2)" in shown
    assert "5 entries are 4 persons; 1 of them stand in several entries" in shown


def test_as_a_table_every_row_has_its_person(lists):
    rows = list(csv.DictReader(StringIO(run(*lists, "--csv").output)))
    persons = {(row["list"], row["row"]): row["person"] for row in rows}
    assert len(rows) == 5
    assert persons["first.csv", "2"] == persons["second.xlsx", "2"]
    assert len(set(persons.values())) == 4


def test_as_json_every_pair_has_its_waterfall(lists):
    pairs = [json.loads(line) for line in run(*lists, "--json").output.splitlines()]
    (same,) = [pair for pair in pairs if pair["kind"] == "same"]
    assert {same["one"], same["other"]} == {"first.csv:2", "second.xlsx:2"}
    assert sum(step["bits"] for step in same["steps"]) == pytest.approx(same["bits"], abs=0.06)


@pytest.mark.parametrize(
    ("content", "status", "words"),
    [
        (None, 1, "it cannot be read"),
        ("a,b\n1,2\n", 2, "no column holds names (its columns: a, b); call the one that does `name`"),
        (b"PK\x03\x04 no workbook", 1, "this document is damaged"),
        ("", 2, "no column holds names"),
    ],
)
def test_what_is_no_list_is_told_in_one_line(tmp_path, content, status, words):
    path = tmp_path / "list.csv"
    if content is not None:
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    ran = run(str(path))
    assert ran.exit_code == status
    assert words in ran.output
    assert str(path) in ran.output
