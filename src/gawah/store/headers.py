"""Reports by their headers, and incidents with them: many at once, with a few queries for all."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, bindparam, select

from gawah.model import Acquisition, Report, Source
from gawah.record import IncidentRecord, ReportHeader
from gawah.store.components import Shelf, find_numbers
from gawah.store.forms import FORMS
from gawah.store.ledger import read_rows
from gawah.store.tables import TELLS
from gawah.store.views import read_document


def read_records(connection: Connection, rows: Sequence[Any]) -> list[IncidentRecord]:
    """Return the incidents in rows of one policy's view, each with the reports that tell of it."""
    told = _list_telling(connection, rows)
    headers = read_headers(connection, {text for texts in told.values() for text in texts})
    return [
        IncidentRecord(read_document(row.document), tuple(headers[n] for n in told.get(row.key, ()) if n in headers))
        for row in rows
    ]


def _list_telling(connection: Connection, rows: Sequence[Any]) -> dict[int, list[int]]:
    """Return the numbers of the texts that tell of each incident, in the ledger's order, by its key."""
    found: dict[int, list[int]] = {}
    for start in range(0, len(rows), _AT_ONCE):
        some = rows[start : start + _AT_ONCE]
        asked = {"policy": some[0].policy, "keys": [row.key for row in some]}
        for row in connection.execute(_TELLING, asked):
            found.setdefault(row.incident, []).append(row.text)
    return found


_AT_ONCE = 250
_TELLING = (
    select(TELLS.c.incident, TELLS.c.text)
    .where(TELLS.c.policy == bindparam("policy"), TELLS.c.incident.in_(bindparam("keys", expanding=True)))
    .order_by(TELLS.c.text)
)


def read_headers(connection: Connection, numbers: Iterable[int]) -> dict[int, ReportHeader]:
    """Return the headers of the reports with texts of these numbers, in the ledger's order; erased ones are left out.

    Of a report that was found at several places, the first is told.
    """
    shelf = Shelf(connection)
    read = {number: FORMS["text"].read(row, shelf) for number, row in read_rows(connection, numbers).items()}
    texts = {number: text for number, text in read.items() if text is not None}
    came = _read_acquisitions(connection, shelf, {text.report_id for text in texts.values()})
    headers = {}
    for number, text in texts.items():
        acquisition = came.get(text.report_id) or Acquisition(text.report_id)
        headers[number] = ReportHeader.of(Source(Report(text.report_id, 0), acquisition, text))
    return headers


def _read_acquisitions(connection: Connection, shelf: Shelf, reports: set[str]) -> dict[str, Acquisition]:
    """Return how each report was found first, by its id."""
    found: dict[str, Acquisition] = {}
    for row in read_rows(connection, find_numbers(connection, reports, "acquisition")).values():
        acquisition = FORMS["acquisition"].read(row, shelf)
        if acquisition is not None:
            found.setdefault(acquisition.report_id, acquisition)
    return found
