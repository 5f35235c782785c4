"""Looking up records and incidents by ids and places."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, Select, select

from gawah.errors import IncidentNotFound
from gawah.store import components
from gawah.store.components import find_numbers, number_coding
from gawah.store.database import recall
from gawah.store.forms import Stored, name_foreign, name_location, read_events
from gawah.store.ledger import read_rows, walk
from gawah.store.tables import EVENTS, INCIDENTS, MEMBERS, RECORDS


def find_version(connection: Connection, location: str) -> str | None:
    """Return the id of the report that was found last at a URL or an absolute path."""
    numbers = find_numbers(connection, [name_location(location)], "acquisition")
    rows = read_rows(connection, numbers[-1:])
    return next((str(row.public["report"]) for row in rows.values()), None)


def find_reports(connection: Connection, id_: str, most: int = 2) -> list[str]:
    """Return the ids of the reports that an id names: a whole one, with or without "sha256:", or its beginning."""
    digits = id_.strip().lower().removeprefix("sha256:")
    if not _HEX.fullmatch(digits):
        return []
    first = f"sha256:{digits}"
    query = select(RECORDS.c.id).where(RECORDS.c.id.between(first, first + "g")).order_by(RECORDS.c.id)
    return list(connection.execute(query.limit(most)).scalars())


_HEX = re.compile("[0-9a-f]{8,64}")
"""What names a report: eight digits of its hash at least."""


def rows_about(
    connection: Connection, kind: str, subjects: Iterable[str] | None, after: int, shelf: components.Shelf
) -> Iterator[Stored]:
    """Return the records of one kind behind the number `after`; with `subjects`, those about one of these alone."""
    if subjects is None:
        return walk_kind(connection, kind, after)
    numbers = [n for n in find_numbers(connection, subjects, kind) if n > after]
    if len(numbers) <= _AT_ONCE:
        return iter(shelf.rows(numbers))
    some = (numbers[start : start + _AT_ONCE] for start in range(0, len(numbers), _AT_ONCE))
    return (row for part in some for row in read_rows(connection, part).values())  # not all in memory at once


def rows_known_by(connection: Connection, start: str) -> Iterator[Stored]:
    """Return the records whose ids, in hex, begin with `start`, no more than a few."""
    between = (RECORDS.c.id >= start) & (RECORDS.c.id < start + "g")  # behind any digit, however letters are sorted
    numbers = connection.execute(select(RECORDS.c.seq).where(between).limit(_FEW)).scalars()
    return iter(read_rows(connection, numbers).values())


_FEW, _AT_ONCE = 20, 1000


def walk_kind(connection: Connection, kind: str, after: int) -> Iterator[Stored]:
    """Yield the records of one kind behind the number `after`, in order."""
    return (row for row in walk(connection, after) if row.kind == kind)


def find_entries(connection: Connection, id_: str) -> list[components.Entry]:
    """Return the events that an id names: a short or a whole one, or another dataset's. Raises IncidentNotFound."""
    return recall(connection, ("entries", id_), lambda: _find_entries(connection, id_))


def _find_entries(connection: Connection, id_: str) -> list[components.Entry]:
    if ":" in id_:
        return _find_foreign(connection, id_)
    column = EVENTS.c.id if len(id_) == 64 else EVENTS.c.short
    entries = components.read_entries(connection, column, [id_.strip().lower()])
    if not entries:
        raise IncidentNotFound(
            f"{id_}: there is no incident of this id in the store; `gawah list` shows those there are"
        )
    return entries


def _find_foreign(connection: Connection, id_: str) -> list[components.Entry]:
    rows = read_rows(connection, find_numbers(connection, [name_foreign(id_)], "coding"))
    events = [event.id for row in rows.values() for event in read_events(row.public)]
    if not events:
        raise IncidentNotFound(f"{id_}: no row of a dataset that was added has this id")
    return components.read_entries(connection, EVENTS.c.id, events)


def by_short(ids: Sequence[str], policy: str) -> Select[Any]:
    """Return the query for the incidents that the events with these short ids are of."""
    same = (INCIDENTS.c.policy == MEMBERS.c.policy) & (INCIDENTS.c.key == MEMBERS.c.incident)
    joined = EVENTS.join(MEMBERS, MEMBERS.c.event == EVENTS.c.key).join(INCIDENTS, same)
    return select(INCIDENTS.c.id).select_from(joined).where(EVENTS.c.short.in_(ids), MEMBERS.c.policy == policy)


def find_row(connection: Connection, id_: str, policy: str) -> Any:
    """Return the incident's row. Raises IncidentNotFound."""
    return recall(connection, ("row", id_, policy), lambda: _find_row(connection, id_, policy))


def _find_row(connection: Connection, id_: str, policy: str) -> Any:
    for entry in find_entries(connection, id_):
        joined = MEMBERS.join(
            INCIDENTS, (INCIDENTS.c.policy == MEMBERS.c.policy) & (INCIDENTS.c.key == MEMBERS.c.incident)
        )
        query = select(INCIDENTS).select_from(joined).where(MEMBERS.c.policy == policy, MEMBERS.c.event == entry.key)
        if row := connection.execute(query).first():
            return row
    raise IncidentNotFound(f"{id_}: nothing that was said of this incident stands any more; `gawah log` says why")


def list_codings(connection: Connection, row: Any) -> list[int]:
    """Return the ledger's numbers of the codings that tell of the incident in a row of a view."""
    told = select(MEMBERS.c.event).where(MEMBERS.c.policy == row.policy, MEMBERS.c.incident == row.key)
    return sorted({number_coding(event) for event in connection.execute(told).scalars()})
