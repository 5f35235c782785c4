"""Reports by their headers, and incidents with them: many at once, with a few queries for all."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, bindparam, select

from gawah.model import Acquisition, Report, Source
from gawah.record import IncidentRecord, ReportHeader
from gawah.store.components import Shelf, find_numbers, first_key
from gawah.store.database import recall
from gawah.store.ledger import read_rows
from gawah.store.tables import EVENTS, LEDGER, SUBJECTS, TELLS
from gawah.store.views import read_document


def read_records(connection: Connection, rows: Sequence[Any]) -> list[IncidentRecord]:
    """Return the incidents in rows of one policy's view, each with the reports that tell of it."""
    about = ("records", tuple((row.policy, row.key) for row in rows))
    return recall(connection, about, lambda: _read_records(connection, rows))


def _read_records(connection: Connection, rows: Sequence[Any]) -> list[IncidentRecord]:
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


@dataclass(frozen=True, slots=True)
class ListedReport:
    """A report in a list."""

    seq: int
    """The ledger's number of its text."""
    header: ReportHeader
    is_coded: bool
    """Whether a coder, or a person, saw anything in it."""


def list_reports(
    connection: Connection, before: int | None, limit: int, uncoded: bool
) -> tuple[list[ListedReport], int | None]:
    """Return reports whose texts stand before a number of the ledger, the latest first, and where the list goes on.

    With `uncoded`, only those in which nobody saw anything; so as not to go through all others, it looks at a part of
    the ledger, and may return fewer than `limit` where more follow.
    """
    found: list[ListedReport] = []
    at = before
    for _ in range(_PARTS):
        texts = _read_texts(connection, at, limit)
        coded = _list_coded(connection, texts)
        wanted = [seq for seq in texts if not uncoded or seq not in coded]
        headers = read_headers(connection, wanted)
        found += [ListedReport(seq, headers[seq], seq in coded) for seq in wanted if seq in headers]
        at = min(texts) if len(texts) == limit else None
        if at is None or len(found) >= limit or not uncoded:
            return found, at
    return found, at


_PARTS = 20
"""Parts of the ledger, of a page of texts each, that one look for reports goes through at most."""


def _read_texts(connection: Connection, before: int | None, limit: int) -> dict[int, str]:
    """Return the numbers of the last texts before a number, the last first, each with its hash."""
    query = select(LEDGER.c.seq).where(LEDGER.c.kind == "text").order_by(LEDGER.c.seq.desc()).limit(limit)
    numbers = connection.execute(query if before is None else query.where(LEDGER.c.seq < before)).scalars().all()
    rows = read_rows(connection, numbers)
    return {number: rows[number].public["sha256"] for number in numbers if number in rows}


def _list_coded(connection: Connection, texts: Mapping[int, str]) -> set[int]:
    """Return the numbers of those texts in which somebody saw something."""
    query = select(SUBJECTS.c.subject, SUBJECTS.c.seq).where(
        SUBJECTS.c.subject.in_(sorted(set(texts.values()))), SUBJECTS.c.kind == "coding"
    )
    codings = {first_key(row.seq): row.subject for row in connection.execute(query)}
    keys = connection.execute(select(EVENTS.c.key).where(EVENTS.c.key.in_(sorted(codings)))).scalars()
    told = {codings[key] for key in keys}
    return {number for number, sha256 in texts.items() if sha256 in told}


def read_headers(connection: Connection, numbers: Iterable[int]) -> dict[int, ReportHeader]:
    """Return the headers of the reports with texts of these numbers, in the ledger's order; erased ones are left out.

    Of a report that was found at several places, the first is told.
    """
    wanted = tuple(sorted(set(numbers)))
    return dict(recall(connection, ("headers", wanted), lambda: _read_headers(connection, wanted)))


def _read_headers(connection: Connection, numbers: Sequence[int]) -> dict[int, ReportHeader]:
    shelf = Shelf(connection)
    read = {row.seq: shelf.record(row) for row in shelf.rows(numbers)}
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
    for row in shelf.rows(find_numbers(connection, reports, "acquisition")):
        acquisition = shelf.record(row)
        if acquisition is not None:
            found.setdefault(acquisition.report_id, acquisition)
    return found
