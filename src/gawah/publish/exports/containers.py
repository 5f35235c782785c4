"""Files that rows go into: CSV, XLSX, Parquet. No cell of any can become a formula."""

import csv
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any, Protocol

from gawah.formulas import guard, is_number
from gawah.publish.exports.layouts import Cell, Heading, Kind, Row

_AT_ONCE = 5_000
_LONGEST_CELL = 32_000
"""Characters: a spreadsheet's cell holds 32,767."""


class Container(Protocol):
    """A table in the making."""

    def add(self, row: Row) -> None:
        """Write a row."""
        ...

    def close(self) -> None:
        """Write what is left, and let go of the file."""
        ...

    def release(self) -> None:
        """Let go of the file, whatever happened; more than once does no harm."""
        ...


def read_cell(cell: Cell, kind: Kind) -> Cell:
    """Return a cell as its column's kind has it: a row that leaves as it came has words for numbers ("7.0").

    What is no such number stays as it is.
    """
    if not isinstance(cell, str) or kind not in ("integer", "number") or not is_number(cell.strip()):
        return cell
    number = float(cell)
    if kind == "number":
        return number
    return int(number) if number.is_integer() and abs(number) < _WIDEST else cell


_WIDEST = 2**53
"""From here on a float does not tell whole numbers apart."""


class CsvFile:
    """CSV in UTF-8 after RFC 4180, with lines that end as everywhere but on Windows."""

    def __init__(self, path: Path, headings: Sequence[Heading]) -> None:
        self.file = path.open("w", encoding="utf-8", newline="")
        self.names = [heading.name for heading in headings]
        self.writer = csv.writer(self.file, lineterminator="\n")
        self.writer.writerow(self.names)

    def add(self, row: Row) -> None:
        """Write a row."""
        self.writer.writerow([None if cell is None else _say(cell) for cell in map(row.get, self.names)])

    def close(self) -> None:
        """Let go of the file."""
        self.file.close()

    release = close


def _say(cell: Cell) -> Cell:
    return guard(cell) if isinstance(cell, str) else str(cell).lower() if isinstance(cell, bool) else cell


class XlsxFile:
    """A workbook with one sheet, written row by row."""

    def __init__(self, path: Path, headings: Sequence[Heading]) -> None:
        import openpyxl
        from openpyxl.cell import WriteOnlyCell
        from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

        self.illegal = ILLEGAL_CHARACTERS_RE
        self.path, self.kinds = path, {heading.name: heading.kind for heading in headings}
        self.book, self.is_saved = openpyxl.Workbook(write_only=True), False
        self.sheet = self.book.create_sheet("incidents")
        self.sheet.freeze_panes = "A2"
        self.sheet.append([self._say(name) for name in self.kinds])
        self.last = WriteOnlyCell(self.sheet)
        self.last.number_format = "@"

    def add(self, row: Row) -> None:
        """Write a row."""
        cells = zip(map(row.get, self.kinds), self.kinds.values(), strict=True)
        written = [self._say(read_cell(cell, kind)) if isinstance(cell, str) else cell for cell, kind in cells]
        if written[-1] is None:
            written[-1] = self.last  # a cell that has a form at least, or readers take the row for a short one
        self.sheet.append(written)

    def _say(self, cell: Cell) -> Any:
        """Return a cell; words as words, whatever they begin with, and none where there are none."""
        if not isinstance(cell, str) or not cell:
            return None if cell == "" else cell
        words = cell if cell.isprintable() else self.illegal.sub("", cell)
        if words[:1] not in _READ_AS_MORE:
            return words[:_LONGEST_CELL]
        from openpyxl.cell import WriteOnlyCell

        made = WriteOnlyCell(self.sheet)
        made.value = words[:_LONGEST_CELL]
        made.data_type = "s"
        return made

    def close(self) -> None:
        """Save the workbook."""
        self.book.save(self.path)
        self.is_saved = True

    def release(self) -> None:
        """Let go of what the sheet was kept in till now."""
        if not self.is_saved:
            self.sheet.close()
            self.is_saved = True


_READ_AS_MORE = ("=", "#")
"""What words begin with that openpyxl takes for formulas and errors, unless told otherwise."""


class ParquetFile:
    """Parquet, with columns of their kinds."""

    def __init__(self, path: Path, headings: Sequence[Heading]) -> None:
        import pyarrow as pa
        import pyarrow.parquet as pq

        kinds = {
            "string": pa.string(),
            "date": pa.date32(),
            "integer": pa.int64(),
            "number": pa.float64(),
            "boolean": pa.bool_(),
        }
        self.schema = pa.schema([pa.field(h.name, kinds[h.kind]) for h in headings])
        self.kinds = {h.name: h.kind for h in headings}
        self.writer = pq.ParquetWriter(path, self.schema)
        self.rows: list[Row] = []

    def add(self, row: Row) -> None:
        """Keep a row, and write some at a time."""
        self.rows.append(row)
        if len(self.rows) >= _AT_ONCE:
            self._write()

    def _write(self) -> None:
        import pyarrow as pa

        columns = [[self._fit(name, row.get(name)) for row in self.rows] for name in self.schema.names]
        arrays = [pa.array(cells, type=field.type) for cells, field in zip(columns, self.schema, strict=True)]
        self.writer.write_table(pa.Table.from_arrays(arrays, schema=self.schema))
        self.rows = []

    def _fit(self, name: str, cell: Cell) -> Cell | date:
        """Return a cell as its column's kind has it; one that is no number, in a column of numbers, is none."""
        kind = self.kinds[name]
        if cell is None or kind == "string":
            return cell if cell is None else str(cell)
        if kind == "date":
            return _read_day(cell)
        made = read_cell(cell, kind)
        return None if isinstance(made, str) else float(made or 0) if kind == "number" else made

    def close(self) -> None:
        """Write the rows that are left."""
        self._write()
        self.writer.close()

    def release(self) -> None:
        """Let go of the file."""
        self.writer.close()


def _read_day(cell: Cell) -> date | None:
    try:
        return date.fromisoformat(str(cell))
    except ValueError:
        return None


CONTAINERS: dict[str, type[CsvFile] | type[XlsxFile] | type[ParquetFile]] = {
    "csv": CsvFile,
    "xlsx": XlsxFile,
    "parquet": ParquetFile,
}
"""By the ending of the file's name."""
