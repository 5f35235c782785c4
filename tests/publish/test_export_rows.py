"""Rows of other datasets come out of a store as they went in (FICTION), through the gate and without it."""

import csv
import json
from pathlib import Path

import duckdb
import openpyxl
import pytest

from gawah.codebook.columns import load_columns
from gawah.pipeline import add, open_store
from gawah.publish.exports import Order, write_exports
from gawah.release import clear_incidents

LISTS = Path(__file__).parents[1] / "sources" / "fixtures" / "lists"
KEYS = {"ucdp": "id", "gtd": "eventid", "acled": "event_id_cnty"}


def read_table(path):
    """Return a table's rows; the invented ones have a line above their heads that says that they are."""
    with path.open(encoding="utf-8", newline="") as file:
        if not file.readline().startswith("FICTION"):
            file.seek(0)
        return list(csv.DictReader(file))


def change(folder, format_, **cells):
    """Return a table of the invented rows, with some cells of all of them changed."""
    rows = [row | cells for row in read_table(LISTS / f"{format_}.csv")]
    path = folder / "in.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return path


def send_round(folder, table, format_, ending="csv"):
    out = folder / f"out.{ending}"
    with open_store(str(folder / "a.db")) as store:
        list(add(store, table, columns=load_columns(format_)))
        write_exports(clear_incidents(store, "internal"), [Order(format_, out)])
    return out


NO_INCIDENTS = {"acled": 1}
"""Rows that tell of no incident."""


def list_differing(table, out, format_):
    key, rows, back = KEYS[format_], read_table(table), read_table(out)
    came = {row[key]: row for row in back}
    assert len(back) == len(came) == len(rows) - NO_INCIDENTS.get(format_, 0)
    kept = [row for row in rows if row[key] in came]
    return [(n, row[n], came[row[key]][n]) for row in kept for n in row if row[n].strip() != came[row[key]][n]]


@pytest.mark.parametrize("format_", KEYS)
def test_rows_come_back_cell_by_cell(format_, tmp_path):
    table = change(tmp_path, format_, latitude="-9.65", longitude="-4.0")
    assert list_differing(table, send_round(tmp_path, table, format_), format_) == []


@pytest.mark.parametrize("number", ["-1.0", "-1", "2.0", "1e2", "-0.5E-3"])
def test_a_number_is_no_formula(number, tmp_path):
    table = change(tmp_path, "ucdp", number_of_sources=number)
    assert list_differing(table, send_round(tmp_path, table, "ucdp"), "ucdp") == []


@pytest.mark.parametrize("words", ["-1+1", "@SUM(1)", "=1", "+1", "-", "-1.", "-1\n=2", "-٣"])
def test_words_that_a_spreadsheet_reckons_with_are_guarded(words, tmp_path):
    table = change(tmp_path, "ucdp", source_office=words)
    out = send_round(tmp_path, table, "ucdp")
    assert {row["source_office"] for row in read_table(out)} == {f"'{words}"}


@pytest.mark.parametrize("ending", ["parquet", "xlsx"])
def test_words_for_numbers_are_numbers_where_a_file_has_kinds(ending, tmp_path):
    table = change(tmp_path, "ucdp", year="2031.0", longitude="-4.50", number_of_sources="-1.0", best="9.0")
    out = send_round(tmp_path, table, "ucdp", ending)
    if ending == "xlsx":
        head, *rows = openpyxl.load_workbook(out).active.values
        rows = [dict(zip(head, row, strict=True)) for row in rows]
    else:
        rows = duckdb.sql(f"select * from '{out}'").to_arrow_table().to_pylist()
    found = {(row["year"], row["longitude"], row["number_of_sources"], row["best"]) for row in rows}
    assert found == {(2031, -4.5, -1, 9)}


@pytest.mark.parametrize("ending", ["parquet", "xlsx"])
def test_a_part_of_a_person_and_words_for_a_number_stop_nothing(ending, tmp_path):
    table = change(tmp_path, "gtd", nwound="1.5", iday="none")
    out = send_round(tmp_path, table, "gtd", ending)
    if ending == "parquet":
        assert duckdb.sql(f"select distinct nwound, iday from '{out}'").fetchall() == [(1.5, None)]
    else:
        head, *rows = openpyxl.load_workbook(out).active.values
        assert {(row[head.index("nwound")], row[head.index("iday")]) for row in rows} == {(1.5, "none")}


SQL = {"string": "VARCHAR", "integer": "BIGINT", "number": "DOUBLE", "boolean": "BOOLEAN"}
WHOLE = {"ucdp": "year", "gtd": "iyear", "acled": "year"}


@pytest.mark.parametrize("format_", KEYS)
def test_cells_are_of_the_types_that_the_description_gives(format_, tmp_path):
    odd = {"deaths_a": "1"} if format_ == "ucdp" else {}  # one of the invented rows says "many" there
    table = change(tmp_path, format_, latitude="-9.65", **{WHOLE[format_]: "2031.0"}, **odd)
    out = send_round(tmp_path, table, format_)
    (resource,) = json.loads((tmp_path / "out.csv.datapackage.json").read_text(encoding="utf-8"))["resources"]
    types = {field["name"]: field["type"] for field in resource["schema"]["fields"]}
    columns = {name: SQL[kind] for name, kind in types.items()}
    assert duckdb.read_csv(str(out), header=True, columns=columns, quotechar='"').fetchall()
    whole = {cell for row in read_table(out) for name, cell in row.items() if types[name] == "integer"}
    assert all(cell.lstrip("-").isdigit() for cell in whole - {""})  # which DuckDB is lenient about
