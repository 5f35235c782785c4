"""Tables whose rows are coded already, each row a report (all FICTION)."""

import csv
import gzip
import io
import json

import openpyxl
import pytest

from gawah.codebook.columns import FORMATS, load_columns, read_columns
from gawah.codebook.rows import read_row
from gawah.errors import ReportError, ReportMalformed
from gawah.model import Given
from gawah.sources import Limits, read_file, read_source


def give(columns):
    return (Given("list", columns.reference, "user"),)


def read(payload, columns, name="a.csv", limits=None):
    payload = payload if isinstance(payload, bytes) else payload.encode()
    return list(read_source(name, payload, limits, give(columns)))


@pytest.fixture(params=FORMATS)
def listed(request, fixtures):
    return fixtures / "lists" / f"{request.param}.csv", load_columns(request.param)


def read_cells_of(path):
    with path.open(newline="", encoding="utf-8") as file:
        _, heads, *rows = csv.reader(file)
    return [dict(zip(heads, row, strict=True)) for row in rows]


def test_each_row_is_a_report_of_the_kind_dataset(listed):
    path, columns = listed
    found = list(read_file(path, given=give(columns)))
    assert not [error for error in found if isinstance(error, ReportError)]
    assert [source.acquisition.path for source in found] == [f"{path}:{n}" for n in range(3, 3 + len(found))] or (
        columns.name == "ucdp"  # a cell with a line break in it
    )
    for source in found:
        assert (source.text.kind, source.text.deriver) == ("dataset", "row@1")
        assert source.acquisition.publisher == columns.publisher
        assert source.text.title.startswith(columns.label)
        assert [g.key for g in source.given] == ["list"]


def test_every_cell_of_a_row_comes_back(listed):
    path, columns = listed
    for source, row in zip(read_file(path, given=give(columns)), read_cells_of(path), strict=True):
        filled = {name: cell for name, cell in row.items() if cell}
        assert {cell.column: cell.value for cell in read_row(source.text.content)} == filled
        assert json.loads(source.report.payload) == filled


def test_sources_of_a_row_are_what_it_cites(fixtures):
    source = next(read_file(fixtures / "lists" / "ucdp.csv", given=give(load_columns("ucdp"))))
    assert source.acquisition.cites == ("Tarsk Mail", "Ostrland Wire")
    assert source.acquisition.licence == "CC BY 4.0"


def test_a_row_has_one_id_whichever_file_it_stands_in(fixtures):
    columns = load_columns("gtd")
    path = fixtures / "lists" / "gtd.csv"
    ids = [source.report.id for source in read_file(path, given=give(columns))]
    packed = gzip.compress(path.read_bytes())
    assert [s.report.id for s in read(packed, columns, "gtd.csv.gz")] == ids
    book = openpyxl.Workbook()
    for row in csv.reader(io.StringIO(path.read_text("utf-8"))):
        book.active.append(row)
    stream = io.BytesIO()
    book.save(stream)
    assert [s.report.id for s in read(stream.getvalue(), columns, "gtd.xlsx")] == ids


def test_without_a_list_the_table_is_read_as_ever(fixtures):
    (source, *_) = read_file(fixtures / "lists" / "acled.csv")
    assert isinstance(source, ReportError) or source.text.kind != "dataset"


def test_heads_in_capitals_and_under_a_title():
    columns = read_columns("x", "mine", {"columns": {"Date": {"field": "date"}, "Dead": {"field": "killed/best"}}})
    (source,) = read("Our list;;\n;;\nDATE;dead;more\n2031-05-03;4;x\n", columns)
    assert source.text.content == "Date: 2031-05-03\nDead: 4\nmore: x"
    assert source.acquisition.path == "a.csv:4"


def test_cells_without_a_head_are_kept():
    columns = read_columns("x", "mine", {"columns": {"a": {"field": "date"}}})
    (source,) = read("a,b,b\n2031,1,2,3\n", columns)
    assert source.text.content == "a: 2031\nb: 1\nb#3: 2\n#4: 3"


def test_a_table_of_another_list_is_refused_with_what_it_lacks(fixtures):
    (error,) = read_file(fixtures / "lists" / "gtd.csv", given=give(load_columns("ucdp")))
    assert isinstance(error, ReportMalformed)
    assert "no table of UCDP GED" in str(error)
    (error,) = read("id,date_start,type_of_violence\n1,2,3\n", load_columns("ucdp"))
    assert "its heads lack best" in str(error)


def test_an_empty_table_is_refused():
    (error,) = read("\n", load_columns("ucdp"))
    assert isinstance(error, ReportError)


def test_one_row_that_is_too_large_does_not_take_others_with_it():
    columns = read_columns("x", "mine", {"columns": {"a": {"field": "date"}}})
    found = read(
        f"a,b\n2031,{'x' * 900}\n2032,y\n", columns, limits=Limits(bytes_per_report=500, bytes_per_container=9999)
    )
    assert [isinstance(one, ReportError) for one in found] == [True, False]


def test_a_file_beside_a_table_tells_its_columns(tmp_path):
    table = tmp_path / "own.csv"
    table.write_text("Fecha,Muertos\n03/05/2031,4\n", encoding="utf-8")
    beside = tmp_path / "own.csv.list.yaml"
    beside.write_text("name: own\ncolumns: {Fecha: {field: date, order: dmy}, Muertos: {field: killed/best}}\n")
    (source,) = read_file(table)
    assert source.text.content == "Fecha: 03/05/2031\nMuertos: 4"
    beside.write_text("name: own\ncolumns: {Fecha: {field: day}}\n")
    (error,) = read_file(table)
    assert error.report == str(beside)
    assert "no field 'day'" in str(error)
