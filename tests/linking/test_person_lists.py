"""Rows of lists become entries: columns by their heads, ages and days as lists write them."""

import pytest

from gawah.linking import find_columns, take_persons
from gawah.linking.days import number_day
from gawah.linking.person_lists import read_age, read_days


def test_columns_are_known_by_their_heads():
    heads = ["No.", "Full_Name", "AGE", "Gender", "Date of death", "City", "Remarks"]
    assert find_columns(heads) == {"id": 0, "name": 1, "age": 2, "sex": 3, "date": 4, "place": 5}
    assert find_columns(["الاسم", "العمر"]) == {"name": 0, "age": 1}
    assert find_columns(["Remarks"]) == {}


@pytest.mark.parametrize(
    ("words", "ages"),
    [
        ("34", (34, 34)),
        ("34.0", (34, 34)),
        ("34 years old", (34, 34)),
        ("15-44", (15, 44)),
        ("15 to 44", (15, 44)),
        ("45+", (45, 120)),
        ("8 months", (0, 0)),
        ("44-15", (None, None)),
        ("340", (None, None)),
        ("old", (None, None)),
        ("", (None, None)),
    ],
)
def test_ages(words, ages):
    assert read_age(words) == ages


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [
        ("2021-01-03", "2021-01-03", "2021-01-03"),
        ("2021-01-03T10:00:00", "2021-01-03", "2021-01-03"),
        ("2021-02", "2021-02-01", "2021-02-28"),
        ("2021", "2021-01-01", "2021-12-31"),
        ("03/01/2021", "2021-01-03", "2021-01-03"),
        ("3.1.2021", "2021-01-03", "2021-01-03"),
    ],
)
def test_days(words, first, last):
    assert read_days(words) == (number_day(first), number_day(last))


@pytest.mark.parametrize("words", ["", "soon", "2021-13", "0000", "31/02/2021", "2021-02-31"])
def test_what_is_no_day(words):
    assert read_days(words) == (None, None)


def test_a_column_of_dates_is_read_in_one_way():
    columns = {"name": 0, "date": 1}
    american = take_persons("l", columns, [(2, ["A", "12/31/2020"]), (3, ["B", "01/02/2021"])])
    assert american[1].first_day == number_day("2021-01-02")
    european = take_persons("l", columns, [(2, ["A", "31/12/2020"]), (3, ["B", "01/02/2021"])])
    assert european[1].first_day == number_day("2021-02-01")


def test_a_row_tells_what_its_cells_hold_and_short_rows_less():
    columns = {"name": 0, "aliases": 1, "sex": 2, "outcome": 3}
    full, short = take_persons("l.csv", columns, [(2, ["A Vel", "Av; Vela", "F", "Killed"]), (5, ["B"])])
    assert (full.id, full.name, full.aliases, full.sex, full.outcome) == (
        "l.csv:2", "A Vel", ("Av", "Vela"), "female", "killed",
    )  # fmt: skip
    assert (short.id, short.name, short.sex) == ("l.csv:5", "B", None)
