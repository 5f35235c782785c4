"""Sheets out, edited as people and spreadsheets do, and in again: what is decided, what is left (FICTION)."""

import csv
from datetime import datetime

import openpyxl
import pytest

from gawah.codebook import adopt, read_overlay
from gawah.errors import ReviewError
from gawah.model import Coding, Count
from gawah.pipeline import add, open_store
from gawah.review import Allowed, Reviewer, decide_sheet, judge_value, list_decisions, plan_sheet, undo, write_sheet
from gawah.review.sheet import list_columns, say_count

MARKET = "FICTION\n\nNine people were killed when a bomb exploded at a market in Quetta on 7 March 2017, police said."
POST = "FICTION\n\nGunmen shot dead two policemen in Zhob, Balochistan, on 20 March 2017, officials said."


@pytest.fixture
def store(tmp_path):
    for name, day, text in (("a", "08", MARKET), ("b", "21", POST)):
        (tmp_path / f"{name}.txt").write_text(f"Published: 2017-03-{day}\n{text}", encoding="utf-8")
    with open_store(":memory:") as opened:
        list(add(opened, tmp_path / "a.txt", tmp_path / "b.txt"))
        yield opened


@pytest.fixture
def ids(store):
    """The incident at the market, and that at the post."""
    return [r.incident.id for r in sorted(store.list_incidents(), key=lambda r: r.incident.date.start)]


class Edited:
    """A sheet that is written, edited and read again."""

    def __init__(self, store, ids, path):
        self.store, self.path = store, path
        write_sheet(store, ids, path)
        self.is_book = path.suffix == ".xlsx"
        if self.is_book:
            self.book = openpyxl.load_workbook(path)
            self.rows = [[cell.value for cell in row] for row in self.book.worksheets[0].iter_rows()]
        else:
            with path.open(encoding="utf-8-sig", newline="") as stream:
                self.rows = list(csv.reader(stream))

    def set(self, row, **cells):
        for name, value in cells.items():
            self.rows[row - 1][self.rows[0].index(name)] = value
        return self

    def plan(self, allowed=None, reviewer="Zainab", reason="the hospital's list"):
        if self.is_book:
            book = openpyxl.Workbook()
            for row in self.rows:
                book.active.append(row)
            book.save(self.path)
        else:
            with self.path.open("w", encoding="utf-8-sig", newline="") as stream:
                csv.writer(stream).writerows(self.rows)
        return plan_sheet(self.store, self.path, allowed, reviewer, reason)


@pytest.fixture(params=["xlsx", "csv"])
def sheet(request, store, ids, tmp_path):
    return Edited(store, ids, tmp_path / f"sheet.{request.param}")


def why(plan):
    return [(r.row, r.column, r.why) for r in plan.refused]


def test_a_sheet_that_nobody_edited_asks_for_nothing(sheet):
    assert sheet.rows[0] == list(list_columns())
    plan = sheet.plan()
    assert (plan.rows, plan.changes, plan.refused) == (2, (), ())


def test_an_edited_cell_is_shown_and_then_decided(sheet, store, ids):
    plan = sheet.set(2, killed="11", type="suicide_bombing", reason="two died later", reviewer="Amir").plan()
    shown = {(c.row, c.column, c.old, c.new, c.verdict, c.reviewer, c.reason) for c in plan.changes}
    assert shown == {
        (2, "killed", "9", "11", "correct", "Amir", "two died later"),
        (2, "type", "bombing", "suicide_bombing", "correct", "Amir", "two died later"),
    }
    assert plan.refused == ()
    assert store.find_incident(ids[0]).incident.killed == Count(9, 9, 9)
    taken, failed = decide_sheet(store, plan)
    assert (len(taken), failed) == (2, [])
    incident = store.find_incident(ids[0]).incident
    assert (incident.killed, incident.type) == (Count(11, 11, 11), "suicide_bombing")
    assert {(d.by, d.reason) for d in list_decisions(store)} == {("Amir", "two died later")}
    again = sheet.plan()
    assert (again.changes, again.refused) == ((), ())
    undo(store, list_decisions(store)[0].id, Reviewer.now("Amir", "not so"))


@pytest.mark.parametrize("column", ["title", "outcome", "date", "place", "grade"])
def test_other_columns(sheet, store, ids, column):
    before = {"date": "2017-03-07", "place": "Quetta", "grade": "none"}.get(column)
    new = {"date": "2017-03-06", "place": "Kuchlak", "grade": "corroborated", "title": "x", "outcome": "failed"}[column]
    plan = sheet.set(2, **{column: new}).plan()
    if before is None:
        assert "no report is known to say it" in plan.refused[0].why
        return
    assert [(c.old, c.new) for c in plan.changes] == [(before, new)]
    decide_sheet(store, plan)
    incident = store.find_incident(ids[0]).incident
    assert new in (incident.date.edtf, incident.place.name, incident.verification)


def test_values_are_accepted_by_the_names_of_their_columns(sheet, store):
    plan = sheet.set(2, accept="killed, date").set(3, accept="all").plan()
    columns = [(c.row, c.column) for c in plan.changes if c.verdict == "accept"]
    assert columns[:2] == [(2, "killed"), (2, "date")]
    assert (3, "killed") in columns
    decide_sheet(store, plan)
    assert "accept killed" in " ".join(d.what for d in list_decisions(store)) or len(list_decisions(store)) >= 3
    assert why(sheet.set(2, accept="colour").set(3, accept="").plan()) == [
        (2, "accept", "'colour' is no column whose value can be accepted"),
    ]


def test_nothing_is_created(sheet, store):
    before = store.count(), len(store.read(Coding))
    new = ["", *[""] * (len(list_columns()) - 1)]
    sheet.rows.append(new)
    sheet.set(4, killed="5", date="2017-04-01")
    sheet.rows.append(list(new))
    sheet.set(5, id="zzzzzzzzzz", killed="5")
    plan = sheet.set(2, injured="5").plan()
    assert plan.changes == ()
    assert why(plan) == [
        (2, "injured", "no report is known to say it; gawah review add, with its words"),
        (4, "id", "a row without an id: nothing is created from a sheet; add its report instead"),
        (5, "id", "no incident has this id; nothing was created"),
    ]
    decide_sheet(store, plan)
    assert (store.count(), len(store.read(Coding))) == before


def test_columns_that_are_not_for_editing_and_ids_that_stand_twice(sheet, ids):
    sheet.rows.append(list(sheet.rows[1]))
    plan = sheet.set(2, country="AF").plan()
    assert plan.changes == ()
    assert why(plan) == [
        (2, "country", "this column is not for editing"),
        (4, "id", "the incident stands in row 2 already"),
    ]


def test_emptied_cells_do_nothing_until_it_is_said(sheet, store, ids):
    sheet.set(2, killed="")
    assert "the cell was emptied" in why(sheet.plan())[0][2]
    plan = sheet.plan(Allowed(emptied=True))
    assert [(c.column, c.verdict) for c in plan.changes] == [("killed", "reject")]
    decide_sheet(store, plan)
    assert store.find_incident(ids[0]).incident.killed is None


@pytest.mark.parametrize("value", ["many", "14-10", "-3", "12.5"])
def test_what_no_field_can_have(sheet, value):
    plan = sheet.set(2, killed=value).plan()
    assert plan.changes == ()
    assert "count" in plan.refused[0].why


def test_a_word_that_the_codebook_lacks(sheet):
    plan = sheet.set(2, type="murder", grade="sure").plan()
    assert plan.changes == ()
    assert {r.column for r in plan.refused} == {"type", "grade"}


def test_a_decision_needs_a_name_and_a_reason(sheet):
    assert "needs a reason" in why(sheet.set(2, killed="11").plan(reason=""))[0][2]
    assert "needs a name" in why(sheet.plan(reviewer=""))[0][2]


def test_what_has_changed_since_the_sheet_was_written_is_not_overwritten(sheet, store, ids):
    judge_value(store, ids[0], "/killed", "correct", Reviewer.now("Amir", "one more"), "10")
    (refused,) = sheet.set(2, killed="11").plan().refused
    assert "it has become '10' in the store" in refused.why
    assert sheet.set(2, killed="9").plan().refused == ()
    assert sheet.set(2, killed="10").plan().refused == ()


# --- what spreadsheets do ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("mangled", ["2017-03-07 00:00:00", "42801", "3/7/2017", "07.03.2017", "3/7/17"])
def test_a_date_that_a_spreadsheet_wrote_otherwise_is_the_same(sheet, mangled):
    plan = sheet.set(2, date=mangled).plan()
    assert (plan.changes, plan.refused) == ((), ())


@pytest.mark.parametrize("mangled", ["2017-03-09 00:00:00", "42803", "25/3/2017"])
def test_another_date_that_a_spreadsheet_made_is_left_until_it_is_said(sheet, mangled):
    (refused,) = sheet.set(2, date=mangled).plan().refused
    assert "--take-dates takes it" in refused.why
    (change,) = sheet.plan(Allowed(dates=True)).changes
    assert change.new in ("2017-03-09", "2017-03-25")


def test_a_date_that_reads_in_two_ways_is_never_taken(sheet):
    (refused,) = sheet.set(2, date="3/4/2017").plan(Allowed(dates=True)).refused
    assert "may be 2017-04-03 or 2017-03-04" in refused.why


def test_cells_of_a_workbook(store, ids, tmp_path):
    sheet = Edited(store, ids, tmp_path / "sheet.xlsx")
    plan = sheet.set(2, date=datetime(2017, 3, 7), killed=9).set(3, killed=2.0).plan()
    assert (plan.changes, plan.refused) == ((), ())
    assert why(sheet.set(2, killed=datetime(2017, 10, 14)).plan())[0][1:] == (
        "killed",
        "is a date, as spreadsheets make of 10-14: write it as text",
    )
    (refused,) = sheet.set(2, killed="=5+6").plan().refused
    assert "is a formula" in refused.why
    assert sheet.set(2, killed="#REF!").plan().refused[0].why == "is an error of the spreadsheet's"


def test_every_cell_of_a_workbook_is_text_so_that_a_program_leaves_it_alone(store, ids, tmp_path):
    write_sheet(store, ids, tmp_path / "sheet.xlsx")
    page = openpyxl.load_workbook(tmp_path / "sheet.xlsx").worksheets[0]
    assert {cell.number_format for row in page.iter_rows() for cell in row} == {"@"}
    assert {type(cell.value) for row in page.iter_rows() for cell in row} <= {str, type(None)}
    assert page.freeze_panes == "B2"


def test_words_that_look_like_a_formula_come_back_as_they_went(store, ids, tmp_path):
    judge_value(store, ids[0], "/place", "correct", Reviewer.now("Amir", "so it is called"), "=Sorrel")
    for name in ("sheet.csv", "sheet.xlsx"):
        sheet = Edited(store, ids, tmp_path / name)
        plan = sheet.plan() if name.endswith("csv") else plan_sheet(store, sheet.path, None, "a", "b")
        assert (plan.changes, [r for r in plan.refused if r.column == "place" and "formula" not in r.why]) == ((), [])


def test_columns_in_another_order_and_more_of_them(sheet):
    sheet.rows = [[*row[::-1], "x"] for row in sheet.rows]
    sheet.rows[0][-1] = "colour"
    plan = sheet.set(2, killed="11").plan()
    assert [c.new for c in plan.changes] == ["11"]
    assert why(plan) == [(1, "colour", "no column of a sheet; passed over: colour")]


@pytest.mark.parametrize(
    ("payload", "problem"),
    [
        (b"a,b\n1,2\n", "no column `id`"),
        (b"", "nothing in this sheet"),
        (b"PK\x03\x04x", "no sheet"),
        (b"\xff\xfe", "UTF-8"),
    ],
)
def test_what_is_no_sheet(store, tmp_path, payload, problem):
    path = tmp_path / "x"
    path.write_bytes(payload)
    with pytest.raises(ReviewError, match=problem):
        plan_sheet(store, path)
    with pytest.raises(ReviewError, match="cannot be read"):
        plan_sheet(store, tmp_path / "none.csv")


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (None, ""),
        (Count(3, 3, 3), "3"),
        (Count(3, 3, None), "3+"),
        (Count(3, None, 5), "3-5"),
        (Count(7, 9, 12), "9 (7–12)"),
        (Count(None, 4, 4), "4 (–4)"),
        (Count(1, None, None, "some", word="dozens"), "dozens"),
    ],
)
def test_counts_in_words(count, words):
    assert say_count(count) == words


def test_the_commands(run_sheet, tmp_path):
    written = run_sheet("list", "--sheet", tmp_path / "out.csv")
    assert "2 incidents written" in written.output
    text = (tmp_path / "out.csv").read_text("utf-8-sig").replace(",9,", ",11,", 1)
    (tmp_path / "out.csv").write_text(text, encoding="utf-8-sig")
    dry = run_sheet("review", "sheet", tmp_path / "out.csv", "--dry-run", "--reason", "a list")
    assert (dry.exit_code, "9 → 11" in dry.output, "1 decision would be taken" in dry.output) == (0, True, True)
    done = run_sheet("review", "sheet", tmp_path / "out.csv", "--reason", "a list", "--as", "Amir")
    assert "1 decision taken, 0 things left" in done.output
    again = run_sheet("review", "sheet", tmp_path / "out.csv", "--reason", "a list")
    assert "0 decisions taken" in again.output
    assert run_sheet("list", "--sheet", tmp_path / "out.csv").exit_code == 2


@pytest.fixture
def run_sheet(tmp_path):
    from typer.testing import CliRunner

    from gawah.cli import app

    for name, day, text in (("a", "08", MARKET), ("b", "21", POST)):
        (tmp_path / f"{name}.txt").write_text(f"Published: 2017-03-{day}\n{text}", encoding="utf-8")
    db = str(tmp_path / "a.db")
    runner = CliRunner()
    runner.invoke(app, ["add", str(tmp_path / "a.txt"), str(tmp_path / "b.txt"), "--db", db])
    return lambda *words: runner.invoke(app, [*map(str, words), "--db", db])


def test_a_project_s_fields_have_columns_of_their_own(tmp_path):
    (tmp_path / "codebook.yaml").write_text(
        "fields:\n"
        "  road: {kind: choice, choices: {highway: {label: Highway, words: [highway]}, track: Dirt track}}\n"
        "  shells: {kind: number, pattern: '(\\d+) shells'}\n",
        encoding="utf-8",
    )
    adopt(read_overlay(tmp_path / "codebook.yaml"))
    try:
        text = "FICTION\n\nA bomb killed nine people on the highway in Quetta on 7 March 2017. Then 4 shells fell."
        (tmp_path / "a.txt").write_text(f"Published: 2017-03-08\n{text}", encoding="utf-8")
        with open_store(":memory:") as store:
            list(add(store, tmp_path / "a.txt"))
            (record,) = store.list_incidents()
            edited = Edited(store, [record.incident.id], tmp_path / "own.xlsx")
            assert dict(zip(edited.rows[0], edited.rows[1], strict=True))["shells"] == "4"
            edited.set(2, road="track", shells="many")
            plan = edited.plan()
            assert [(c.column, c.old, c.new) for c in plan.changes] == [("road", "highway", "track")]
            assert [(r.column, r.new) for r in plan.refused] == [("shells", "many")]
            decide_sheet(store, plan)
            assert store.list_incidents()[0].incident.custom == {"road": "track", "shells": 4}
    finally:
        adopt(None)
