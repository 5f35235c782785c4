"""Tables whose rows are coded already: each row a report of the kind `dataset`, its cells as `column: value` lines.

Which column tells what is given with the table, as a list (`gawah.codebook.columns`). A row's payload is canonical JSON
of its cells, as of any table, so a row has one id whichever file it stands in.
"""

from collections.abc import Iterator, Sequence
from itertools import chain, islice

from gawah.codebook.columns import Columns, take_columns
from gawah.codebook.rows import name_column, write_row
from gawah.errors import ReportEmpty, ReportError, ReportMalformed
from gawah.model import Acquisition, Given, Report, Source, Text, canonical_json
from gawah.sources import csv_table, xlsx
from gawah.sources.about import choose
from gawah.sources.decoding import decode, normalise, refuse_surrogates
from gawah.sources.derive import too_large
from gawah.sources.limits import Limits
from gawah.sources.packages import refuse_large
from gawah.sources.part import name_part
from gawah.sources.table import Row, name_cells

DERIVER = "row@1"

_ROWS_LOOKED_AT = 30
"""Rows at the top of a table among which its heads are looked for."""


def read(name: str, payload: bytes, given: tuple[Given, ...], limits: Limits) -> Iterator[Source | ReportError]:
    """Yield the report in each row, or what keeps it from being read. Raises ReportError."""
    about = {g.key: g for g in choose(given)}
    columns = take_columns(about["list"].value)
    tables = list(open_tables(name, payload, given, limits))
    mine = [(part, rows, head) for part, rows in tables if (head := find_heads(rows[0], columns)) is not None]
    if not mine:
        raise _no_table(name, columns, [rows[0] for _, rows in tables])
    for part, (first, others), head in mine:
        yield from _read_rows(part, chain(first, others), head, about["list"], limits)


_SNIFFED = 20_000
"""Characters in which the line with the heads is looked for."""

Opened = tuple[list[Row], Iterator[Row]]
"""The first rows of a table, and the others."""


def open_tables(name: str, payload: bytes, given: tuple[Given, ...], limits: Limits) -> Iterator[tuple[str, Opened]]:
    """Yield each table of a payload, CSV or a workbook, with its name. Raises ReportError."""
    if xlsx.tells(payload, ""):
        refuse_large(name, payload, limits)
        for sheet in xlsx.open_workbook(payload).worksheets:
            yield name_part(name, sheet.title), _begin(xlsx.read_cells(sheet))
        return
    charset = next((g.value for g in given if g.key == "charset"), None)
    text = decode(name, payload, charset)
    yield name, _begin(csv_table.read_cells(name, text, guess_separator(text)))


def _begin(rows: Iterator[Row]) -> Opened:
    filled = ((number, cells) for number, cells in rows if any(cell.strip() for cell in cells))
    return list(islice(filled, _ROWS_LOOKED_AT)), filled


def guess_separator(text: str) -> str:
    """Return the sign that parts the cells of a table: the one that its line with the most of any has most."""
    lines = text[:_SNIFFED].split("\n")
    return max(",;\t|", key=lambda sign: max(line.count(sign) for line in lines))


def find_heads(first: Sequence[Row], columns: Columns) -> int | None:
    """Return the place, among the first rows of a table, of that with the heads of a list; None where none has them."""
    wanted = {_fold(name) for name, column in columns.columns.items() if column.field} or set(columns.columns)
    needed = {_fold(name) for name in columns.needs}
    best, found = 0, None
    for place, (_, cells) in enumerate(first):
        heads = {_fold(cell) for cell in cells}
        if needed <= heads and len(wanted & heads) > best:
            best, found = len(wanted & heads), place
    return found


def _fold(head: str) -> str:
    return name_column(head).casefold()


def _no_table(name: str, columns: Columns, tables: Sequence[Sequence[Row]]) -> ReportError:
    heads = {_fold(cell) for rows in tables for _, cells in rows[:1] for cell in cells}
    if not heads:
        return ReportEmpty(name, "there are no rows in this table", "give one with a head line and rows")
    wanted = columns.needs or [n for n, column in columns.columns.items() if column.field]
    missing = ", ".join(column for column in wanted if _fold(column) not in heads)
    problem = f"this is no table of {columns.label}: its heads lack {missing}"
    return ReportMalformed(name, problem, "give the table as it was published, or describe its columns with gawah map")


def _read_rows(
    name: str, rows: Iterator[Row], head: int, given: Given, limits: Limits
) -> Iterator[Source | ReportError]:
    columns = take_columns(given.value)
    known = {_fold(column): column for column in columns.columns}
    heads: list[str] = []
    for place, (number, cells) in enumerate(rows):
        if place == head:
            heads = [known.get(_fold(cell), name_column(cell)) for cell in cells]
        elif place > head:
            try:
                yield _read_row(f"{name}:{number}", heads, cells, columns, given, limits)
            except ReportError as error:
                yield error


def _read_row(
    name: str, heads: Sequence[str], cells: Sequence[str], columns: Columns, given: Given, limits: Limits
) -> Source:
    row = name_cells(heads, cells)
    for cell in row.values():
        refuse_surrogates(name, cell)
    payload = canonical_json(row)
    if len(payload) > limits.bytes_per_report:
        raise too_large(name, limits.bytes_per_report)
    filled = {head: normalise(name, cell) for head, cell in row.items() if cell.strip()}
    report = Report.of(payload)
    ids = [filled[column.name] for column in columns.of("foreign_ids") if column.name in filled]
    text = Text.of(
        report.id,
        DERIVER,
        write_row(filled.items()),
        title=f"{columns.label} {ids[0].removesuffix('.0')}" if ids else columns.label,
        kind="dataset",
    )
    came = Acquisition(
        report.id,
        path=name,
        publisher=columns.publisher,
        licence=columns.licence,
        cites=tuple(dict.fromkeys(_list_cited(filled, columns))),
    )
    return Source(report, came, text, (given,))


def _list_cited(filled: dict[str, str], columns: Columns) -> Iterator[str]:
    for column in columns.of("cites"):
        cell = filled.get(column.name, "")
        for part in cell.split(column.split) if column.split else [cell]:
            if part.strip():
                yield " ".join(part.split())
