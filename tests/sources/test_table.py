"""CSV and XLSX: a report a row, its words told by the column's head or by what stands in it."""

import hashlib
import io
import zipfile
from pathlib import Path

import openpyxl
import pytest

from gawah.errors import ReportEmpty, ReportError, ReportMalformed, ReportTooLarge
from gawah.model import Source, canonical_json
from gawah.sources import Limits, read_file, read_source

WORDS = (
    "FICTION. Two ferrymen were shot dead at the Sorrel crossing on Sunday, the district officer Ilsa Ørdal said 🌉.\n"
    'The boat was called جسر السلام; a café owner saw "four gunmen".'
)
LONG = "Two ferrymen were shot dead at the Sorrel crossing on Sunday, police said."


def read(payload, name="a.csv", limits=None):
    return list(read_source(name, payload if isinstance(payload, bytes) else payload.encode(), limits))


@pytest.mark.parametrize(
    ("name", "inner"),
    [
        ("calc.xlsx", "!base"),
        ("gnumeric.xlsx", "!base.csv"),
        ("gnumeric.csv", ""),
        ("gnumeric_tabs.txt", ""),
        ("calc_semicolons.csv", ""),
        ("calc_utf16.csv", ""),
    ],
)
def test_tables_of_other_programs(fixtures, name, inner):
    path = fixtures / "table" / name
    one, other, error = read_file(path)
    assert one.text.content == WORDS
    assert one.acquisition.path == f"{path}{inner}:2"
    assert (one.text.title, one.text.published) == ("Two ferrymen shot", "2031-05-04")
    assert (one.acquisition.publisher, one.acquisition.url) == ("The Ostmark Courier", "https://courier.example/1")
    assert {g.given_by for g in one.given} == {"table"}
    assert other.acquisition.publisher == "Radio Ostmark"
    assert isinstance(error, ReportEmpty)
    assert error.report == f"{path}{inner}:4"


def test_a_row_has_one_id_whichever_table_it_stands_in(fixtures):
    names = ["calc.xlsx", "gnumeric.xlsx", "calc_semicolons.csv", "calc_utf16.csv"]
    assert len({next(read_file(fixtures / "table" / name)).report.id for name in names}) == 1


def test_the_payload_of_a_row_is_its_cells_under_their_heads():
    (source,) = read(f"id,text,date\n7,{LONG[:20]},\n")
    payload = canonical_json({"id": "7", "text": LONG[:20]})
    assert source.report.id == "sha256:" + hashlib.sha256(payload).hexdigest()


@pytest.mark.parametrize(
    "table",
    [
        f'Title,Full_Text\nx,"{LONG}"\n',
        f'event_date,country,notes\n2031-05-04,Ostmark,"{LONG}"\n2031-05-05,Ostmark,"{LONG}"\n',
        f'text;date\r\n"{LONG}";04.05.2031\r\n',
        f'date\twhat happened\n2031-05-04\t"{LONG}"\n2031-05-05\t"{LONG}"\n',
        f'summary,text,date\n,"{LONG}",2031-05-04\n',
        f'date,texto\n2031-05-04,"{LONG}"\n\n',
    ],
)
def test_the_column_with_the_words_is_found(table):
    found = read(table)
    assert [source.text.content for source in found] == [LONG] * len(found)
    assert found[0].text.deriver == "csv@1"


def test_a_table_without_a_column_of_words_says_so():
    (error,) = read("date,country,killed\n2031-05-04,Ostmark,2\n2031-05-05,Ostmark,3\n")
    assert isinstance(error, ReportMalformed)
    assert "no column of this table holds the words of reports (its columns: date, country, killed)" in str(error)
    assert "call the column that does `text`" in str(error)


def test_a_table_without_rows_says_so():
    (error,) = read("date,text\n,\n")
    assert isinstance(error, ReportEmpty)


@pytest.mark.parametrize(
    "text",
    [
        "Gunmen killed two men, a boy, and a girl.\nThe police, the mayor, and others came.\n",
        "Ahmad, 23, Tarvel\nAli, 30, Sorrel\nHassan, 41, Tarvel\n",
        "Title: Two men shot, one hurt\nDate: 4 May 2031\n\nGunmen shot two men, police said.",
        "Tarvel, 4 May\n\nGunmen shot two men, police said, and left.",
        "date, time\nThese are words; they follow, as words do, and more, of them, than there are heads.",
        "| a | b |\n|---|---|\n",
    ],
)
def test_prose_with_commas_is_no_table(text):
    (source,) = read(text, "a.txt")
    assert source.text.deriver == "plain@1"


def test_rows_that_do_not_fit_the_heads_are_read_as_they_are():
    rows = [f'1,"{LONG}",2031-05-04,x,', f'2,"{LONG}"', *[f'3,"{LONG}",2031-05-04'] * 4]
    assert [source.text.content for source in read("\n".join(["id,text,date", *rows]))] == [LONG] * 6


def test_too_many_rows():
    found = read("id,text\n" + "1,Two were shot.\n" * 20, limits=Limits(parts=10))
    assert isinstance(found[-1], ReportTooLarge)
    assert len(found) == 11


def test_a_damaged_row_ends_the_table_in_one_line():
    found = read('id,text\n1,"Two were shot."\n2,"A bomb\n' + "went off. " * 1_100_000)
    assert isinstance(found[-1], ReportError)


# --- workbooks --------------------------------------------------------------------------------------------------------


def make_workbook(**sheets):
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def test_sheets_without_words_are_passed_over():
    rows = [["date", "text"], ["2031-05-04", LONG]]
    book = make_workbook(Codes=[["code", "country"], [1, "Ostmark"]], Reports=rows, Empty=[], More=rows)
    assert [s.acquisition.path for s in read(book, "b.xlsx")] == ["b.xlsx!Reports:2", "b.xlsx!More:2"]


def test_a_workbook_without_words_says_so():
    (error,) = read(make_workbook(Codes=[["code", "country"], [1, "Ostmark"]]), "b.xlsx")
    assert "no sheet of this workbook has a column with the words of reports (its sheets: Codes)" in str(error)


def repack(book, name, change):
    """Return the workbook with one of its files changed."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            payload = old.read(entry)
            new.writestr(entry.filename, change(payload) if entry.filename == name else payload)
    return stream.getvalue()


CALC = (Path(__file__).parent / "fixtures" / "table" / "calc.xlsx").read_bytes()
BOOK = make_workbook(Reports=[["date", "text"], ["2031-05-04", LONG]])
SHEET = "xl/worksheets/sheet1.xml"
LAUGHS = b'<!DOCTYPE x [<!ENTITY a0 "ha">' + b"".join(
    b'<!ENTITY a%d "%s">' % (n, b"&a%d;" % (n - 1) * 10) for n in range(1, 12)
)


@pytest.mark.parametrize(
    ("book", "part", "word"),
    [(CALC, "xl/sharedStrings.xml", b"Sorrel"), (BOOK, SHEET, b"Sorrel"), (CALC, "xl/workbook.xml", b"base")],
)
def test_a_billion_laughs(book, part, word):
    def laugh(payload):
        assert word in payload
        return LAUGHS + b"]>" + payload.partition(b"?>")[2].replace(word, b"&a11;")

    if part == SHEET:
        book = repack(book, part, lambda payload: b"<?xml version='1.0'?>" + payload)
    for found in read(repack(book, part, laugh), "b.xlsx", Limits(reading_seconds=10, memory=300_000_000)):
        assert "haha" not in (found.text.content if isinstance(found, Source) else str(found))
        assert "\n" not in str(found)


def test_an_entity_from_a_file_is_not_read(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("the secret words " * 10, encoding="utf-8")
    entity = b'<!DOCTYPE x [<!ENTITY a SYSTEM "%s">]>' % secret.as_uri().encode()

    def include(payload):
        return entity + payload.partition(b"?>")[2].replace(b"Sorrel", b"&a;")

    for found in read(repack(CALC, "xl/sharedStrings.xml", include), "b.xlsx"):
        assert "secret words" not in str(found)


def test_a_sheet_that_unpacks_to_far_more():
    bomb = repack(BOOK, SHEET, lambda payload: payload + bytes(30_000_000))
    (error,) = read(bomb, "b.xlsx", Limits(bytes_per_container=10_000_000))
    assert isinstance(error, ReportTooLarge)
    assert "it unpacks to" in str(error)


@pytest.mark.parametrize(("part", "change"), [(SHEET, lambda p: p[:200]), ("xl/workbook.xml", lambda p: b"<x/>")])
def test_a_damaged_workbook_ends_in_one_line(part, change):
    for found in read(repack(BOOK, part, change), "b.xlsx"):
        assert isinstance(found, ReportError)
        assert "\n" not in str(found)


SHEETS = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"


def test_a_workbook_with_macros_is_read_and_runs_nothing():
    book = repack(
        BOOK,
        "[Content_Types].xml",
        lambda p: p.replace(SHEETS, b"application/vnd.ms-excel.sheet.macroEnabled.main+xml"),
    )
    stream = io.BytesIO(book)
    with zipfile.ZipFile(stream, "a") as package:
        package.writestr("xl/vbaProject.bin", b"\xd0\xcf\x11\xe0" + bytes(500))
    (source,) = read(stream.getvalue(), "b.xlsm")
    assert source.text.content == LONG


def test_a_workbook_with_a_password_is_refused():
    (error,) = read(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "b.xlsx")
    assert "an old office document, or one with a password" in str(error)
    assert "save it without a password as .docx or .xlsx" in str(error)
