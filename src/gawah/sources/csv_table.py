"""CSV: a table of reports as text, its cells parted by commas, semicolons, tabs or bars."""

import csv
from collections.abc import Iterator
from io import StringIO

from gawah.errors import ReportError, ReportMalformed
from gawah.model import Given, Source
from gawah.sources.decoding import decode
from gawah.sources.limits import Limits
from gawah.sources.table import Row, is_heads, read_rows

DERIVER = "csv@1"

_SEPARATORS = ",;\t|"
_LONGEST_CELL = 10_000_000
_ROWS_LOOKED_AT = 20
_SNIFFED = 4000
"""Characters from which on a beginning may be cut."""
_MOST = 0.8
"""Share of rows that fit the heads."""


def tells(payload: bytes, beginning: str) -> bool:
    """Whether this is a table: heads that are known, and rows with as many cells."""
    separator = find_separator(beginning)
    return separator is not None and _is_even(beginning, separator)


def find_separator(beginning: str) -> str | None:
    """Return the sign that parts the heads in the first line; None where that holds no heads of a table."""
    first = beginning.lstrip("\n").partition("\n")[0]
    if len(first) > 2000 or not any(sign in first for sign in _SEPARATORS):
        return None
    found = max(_SEPARATORS, key=first.count)
    (heads,) = list(csv.reader([first], delimiter=found)) or [[]]
    return found if is_heads(heads) else None


def _is_even(beginning: str, separator: str) -> bool:
    """Whether nearly all rows at the beginning have as many cells as there are heads, or fewer, but more than one."""
    heads, *rows = _take(beginning, separator)
    is_cut = len(beginning) >= _SNIFFED
    rows = [row for row in rows if row][: -1 if is_cut else None]
    fitting = sum(1 < len(row) <= len(heads) for row in rows)
    return fitting >= _MOST * len(rows) if rows else is_cut


def _take(beginning: str, separator: str) -> list[list[str]]:
    rows: list[list[str]] = []
    try:
        for row in csv.reader(StringIO(beginning, newline=""), delimiter=separator):
            rows.append(row)
            if len(rows) > _ROWS_LOOKED_AT:
                break
    except csv.Error:
        pass
    return rows or [[]]


def read(name: str, payload: bytes, given: tuple[Given, ...], limits: Limits) -> Iterator[Source | ReportError]:
    """Yield the report in each row, or what keeps it from being read. Raises ReportError."""
    charset = next((g.value for g in given if g.key == "charset"), None)
    text = decode(name, payload, charset)
    separator = find_separator(text[:_SNIFFED])
    yield from read_rows(name, read_cells(name, text, separator or ","), DERIVER, given, limits)


def read_cells(name: str, text: str, separator: str) -> Iterator[Row]:
    """Yield the rows of a table as text. Raises ReportMalformed."""
    csv.field_size_limit(_LONGEST_CELL)
    reader = csv.reader(StringIO(text, newline=""), delimiter=separator)
    try:
        yield from enumerate(reader, start=1)
    except csv.Error as error:
        raise ReportMalformed(
            name, f"row {reader.line_num} of this table is damaged ({error})", "export it again"
        ) from None


def read_table(name: str, payload: bytes, limits: Limits) -> Iterator[Row]:
    """Yield the rows of a table, whatever it holds. Raises ReportMalformed, ReportUndecodable."""
    text = decode(name, payload, None)
    first = text.lstrip("\n").partition("\n")[0]
    yield from read_cells(name, text, max(_SEPARATORS, key=first.count))
