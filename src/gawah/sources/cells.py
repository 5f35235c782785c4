"""The cells of a table whose rows are no reports: lists of persons."""

from collections.abc import Iterator
from pathlib import Path

from gawah.errors import ReportMalformed, ReportNotFound, ReportTooLarge
from gawah.sources import csv_table, xlsx
from gawah.sources.limits import Limits


def read_cells(path: Path, limits: Limits | None = None) -> Iterator[tuple[int, list[str]]]:
    """Yield the filled rows of a CSV file, or of the first sheet of a workbook, with their numbers, as text.

    Raises ReportNotFound, ReportTooLarge, ReportMalformed, ReportUndecodable.
    """
    limits, name = limits or Limits(), str(path)
    try:
        payload = path.read_bytes()
    except OSError as error:
        raise ReportNotFound(name, f"it cannot be read ({error.strerror})", "name a CSV file or a workbook") from None
    if len(payload) > limits.bytes_per_container:
        raise ReportTooLarge(name, f"it has over {limits.bytes_per_container:,} bytes", "split it")
    read = xlsx.read_first_sheet if payload[:2] == b"PK" else csv_table.read_table
    try:
        rows = list(read(name, payload, limits))
    except (ValueError, KeyError, OSError) as error:
        raise ReportMalformed(name, f"this is no table that can be read ({error})", "export it as CSV") from None
    yield from ((number, cells) for number, cells in rows if any(cell.strip() for cell in cells))
