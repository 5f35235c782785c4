"""The cells of a sheet: written so that a spreadsheet leaves them as they are, and read with what it did to them."""

import csv
import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any, Literal

from gawah.errors import ReviewError
from gawah.formulas import guard, unguard

_MIDNIGHT = re.compile(r"(\d{4}-\d{2}-\d{2})[T ]00:00(?::00(?:\.0+)?)?")
_SLASHES = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2})")
_SERIAL = re.compile(r"\d{5}(?:\.0+)?")
_FIRST_DAY = date(1899, 12, 30)
"""Day 0 of spreadsheets, which hold 1900 to be a leap year."""
_LONGEST_LIST = 250
"""Characters of words to choose from that a spreadsheet takes for a cell."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell as it came back."""

    words: str
    kind: Literal["text", "formula", "date", "error"] = "text"
    days: tuple[str, ...] = ()
    """The days (ISO 8601) that a spreadsheet's date may be; one, unless it is written as 1/3/2021."""


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One row, with its number as spreadsheets show it."""

    number: int
    cells: Mapping[str, Cell]

    def words(self, name: str) -> str:
        """Return the words of a cell without what surrounds them; nothing where there is no such cell."""
        return self.cells[name].words.strip() if name in self.cells else ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """The rows of a sheet under its heads."""

    heads: tuple[str, ...]
    rows: tuple[SheetRow, ...]


# --- writing ----------------------------------------------------------------------------------------------------------


def write_table(
    path: Path,
    heads: Sequence[str],
    rows: Sequence[Sequence[str]],
    editable: Sequence[str],
    words: Mapping[str, Sequence[str]],
) -> None:
    """Write a table as a workbook, or as CSV where the name does not end with .xlsx. Raises ReviewError.

    In a workbook every cell is text, columns that may be edited are marked, and `words` can be chosen from.
    """
    write = _write_workbook if path.suffix.lower() == ".xlsx" else _write_csv
    try:
        write(path, heads, rows, editable, words)
    except OSError as error:
        raise ReviewError(f"{path}: it cannot be written ({error.strerror or error})") from None


def _write_csv(
    path: Path, heads: Sequence[str], rows: Sequence[Sequence[str]], editable: Sequence[str], words: object
) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as stream:  # Excel takes UTF-8 for such only by the mark
        writer = csv.writer(stream)
        writer.writerow(heads)
        writer.writerows([guard(cell) for cell in row] for row in rows)


def _write_workbook(
    path: Path,
    heads: Sequence[str],
    rows: Sequence[Sequence[str]],
    editable: Sequence[str],
    words: Mapping[str, Sequence[str]],
) -> None:
    import openpyxl  # here, since only sheets need it
    from openpyxl.styles import Font, PatternFill
    from openpyxl.utils import get_column_letter

    book = openpyxl.Workbook()
    sheet: Any = book.active
    sheet.title = "incidents"
    for n, row in enumerate([heads, *rows], start=1):
        for m, words_ in enumerate(row, start=1):
            cell = sheet.cell(n, m)
            cell.value, cell.number_format, cell.data_type = _printable(words_), "@", "s"
    for m, head in enumerate(heads, start=1):
        top = sheet.cell(1, m)
        top.font = Font(bold=True)
        if head not in editable:
            top.fill = PatternFill("solid", fgColor="D9D9D9")
        longest = max((len(row[m - 1]) for row in rows), default=0)
        sheet.column_dimensions[get_column_letter(m)].width = min(max(longest, len(head)) + 2, 40)
    sheet.freeze_panes = "B2"
    _offer_words(sheet, heads, words, len(rows))
    book.save(path)


def _printable(words: str) -> str:
    """Return words without what XML cannot hold."""
    return "".join(char for char in words if char in "\t\n" or char >= " ")


def _offer_words(sheet: Any, heads: Sequence[str], words: Mapping[str, Sequence[str]], rows: int) -> None:
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    for head, choices in words.items():
        joined = ",".join(choices)
        if len(joined) <= _LONGEST_LIST and rows:
            offer = DataValidation("list", formula1=f'"{joined}"', allow_blank=True, showErrorMessage=False)
            letter = get_column_letter(list(heads).index(head) + 1)
            offer.add(f"{letter}2:{letter}{rows + 1}")
            sheet.add_data_validation(offer)


# --- reading ----------------------------------------------------------------------------------------------------------


def read_sheet(path: Path) -> Sheet:
    """Return the sheet at `path`, a workbook's first or a CSV file. Raises ReviewError where it is none."""
    try:
        payload = path.read_bytes()
    except OSError as error:
        raise ReviewError(f"{path}: it cannot be read ({error.strerror or error})") from None
    try:
        rows = _read_workbook(payload) if payload[:2] == b"PK" else _read_csv(payload)
    except ReviewError as error:
        raise ReviewError(f"{path}: {error}") from None
    except Exception as error:  # libraries meet damaged files in ways of their own
        raise ReviewError(f"{path}: this is no sheet that can be read ({type(error).__name__}: {error})") from None
    if not rows:
        raise ReviewError(f"{path}: there is nothing in this sheet")
    heads = tuple(cell.words.strip().casefold() for cell in rows[0])
    if twice := [head for head in heads if head and heads.count(head) > 1]:
        raise ReviewError(f"{path}: two columns are called {twice[0]!r}")
    filled = [(n, cells) for n, cells in enumerate(rows[1:], start=2) if any(cell.words.strip() for cell in cells)]
    return Sheet(heads, tuple(SheetRow(n, dict(zip(heads, cells, strict=False))) for n, cells in filled))


def _read_csv(payload: bytes) -> list[list[Cell]]:
    try:
        text = payload.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise ReviewError("it is not UTF-8; save it as `CSV UTF-8`, or as a workbook") from None
    first = text.partition("\n")[0]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=first.count))
    return [[_take_text(cell) for cell in row] for row in reader]


def _take_text(cell: str) -> Cell:
    """Return a cell of text, a date or a formula of a spreadsheet's known as what it is."""
    bare = cell.strip()
    if (words := unguard(bare)) != bare:
        return Cell(words)
    if bare.startswith("=") or (bare.startswith("+") and not bare[1:].isdigit()):
        return Cell(cell, "formula")
    if bare in ("#REF!", "#NAME?", "#VALUE!", "#N/A", "#DIV/0!", "#NUM!", "#NULL!"):
        return Cell(cell, "error")
    if found := _MIDNIGHT.fullmatch(bare):
        return Cell(cell, "date", (found[1],))
    if _SERIAL.fullmatch(bare) and 10_000 <= float(bare) <= 80_000:
        return Cell(cell, "text", ((_FIRST_DAY + timedelta(days=int(float(bare)))).isoformat(),))
    return Cell(cell, "text", _read_slashes(bare))


def _read_slashes(words: str) -> tuple[str, ...]:
    """Return the days that 1/3/2021 and 1/3/21 may be, in the order of day and month, then month and day."""
    found = _SLASHES.fullmatch(words)
    if not found:
        return ()
    first, second, year = int(found[1]), int(found[2]), int(found[3])
    years = [year] if year > 99 else [2000 + year, 1900 + year]
    pairs = [(second, first), (first, second)]
    return tuple(dict.fromkeys(day for y in years for m, d in pairs if (day := _join(y, m, d))))


def _join(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def _read_workbook(payload: bytes) -> list[list[Cell]]:
    import openpyxl  # here, since only sheets need it

    said = openpyxl.load_workbook(io.BytesIO(payload), data_only=True, keep_links=False).worksheets[0]
    written = openpyxl.load_workbook(io.BytesIO(payload), keep_links=False).worksheets[0]
    return [
        [_take_value(one.value, other.value) for one, other in zip(values, formulas, strict=True)]
        for values, formulas in zip(said.iter_rows(), written.iter_rows(), strict=True)
    ]


def _take_value(value: Any, written: Any) -> Cell:
    """Return a cell of a workbook, by its value and by what is written in it."""
    if isinstance(written, str) and written.startswith("=") and value != written:
        return Cell(_say(value), "formula")
    if isinstance(value, datetime | date):
        day = value.date() if isinstance(value, datetime) else value
        return Cell(_say(value), "date", (day.isoformat(),))
    return _take_text(_say(value))


def _say(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
