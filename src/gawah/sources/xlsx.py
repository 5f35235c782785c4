"""XLSX: the sheets of a workbook that are tables of reports. Values are read as they were last computed."""

from collections.abc import Iterator
from datetime import date, datetime
from io import BytesIO
from typing import Any

from gawah.errors import ReportError, ReportMalformed
from gawah.model import Given, Source
from gawah.sources.limits import Limits
from gawah.sources.packages import list_names, refuse_large
from gawah.sources.part import name_part
from gawah.sources.table import Row, find_text_column, is_heads, read_rows

DERIVER = "xlsx@1"

_MOST_COLUMNS = 1000
_ROWS_LOOKED_AT = 50


def tells(payload: bytes, beginning: str) -> bool:
    """Whether this is a workbook in the format of Excel, with macros (which are not looked at) or without."""
    return "xl/workbook.xml" in list_names(payload)


def read(name: str, payload: bytes, given: tuple[Given, ...], limits: Limits) -> Iterator[Source | ReportError]:
    """Yield the report in each row of each sheet that holds any, or what keeps it from being read."""
    refuse_large(name, payload, limits)
    workbook = open_workbook(payload)
    sheets = [sheet for sheet in workbook.worksheets if _holds_reports(sheet)]
    if not sheets:
        shown = ", ".join(sheet.title for sheet in workbook.worksheets)[:100]
        problem = f"no sheet of this workbook has a column with the words of reports (its sheets: {shown})"
        raise ReportMalformed(name, problem, "give the column that does the head `text` in its first row")
    for sheet in sheets:
        yield from read_rows(name_part(name, sheet.title), read_cells(sheet), DERIVER, given, limits)


def open_workbook(payload: bytes) -> Any:
    """Return the workbook that a payload holds, with the values that were last computed."""
    import openpyxl  # here, since only workbooks need it

    return openpyxl.load_workbook(BytesIO(payload), read_only=True, data_only=True, keep_links=False)


def read_first_sheet(name: str, payload: bytes, limits: Limits) -> Iterator[Row]:
    """Yield the rows of a workbook's first sheet, whatever it holds. Raises ReportTooLarge."""
    refuse_large(name, payload, limits)
    yield from read_cells(open_workbook(payload).worksheets[0])


def _holds_reports(sheet: Any) -> bool:
    """Whether the first filled row of a sheet holds heads, and a column below words."""
    rows = []
    for _, cells in read_cells(sheet):
        if any(cells):
            rows.append(cells)
        if len(rows) > _ROWS_LOOKED_AT:
            break
    return len(rows) > 1 and is_heads(rows[0]) and find_text_column(rows[0], rows[1:]) is not None


def read_cells(sheet: Any) -> Iterator[Row]:
    """Yield the rows of a sheet, whatever size it says that it has."""
    sheet.reset_dimensions()
    for number, values in enumerate(sheet.iter_rows(values_only=True, max_col=_MOST_COLUMNS), start=1):
        yield number, [_say(value) for value in values]


def _say(value: Any) -> str:
    """Return the value of a cell as text: of a day alone without the time that every such cell has."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.isoformat() if value.time().isoformat() != "00:00:00" else value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
