"""The audit log: who did what, when, from where. It is only ever added to."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from sqlalchemy import Connection, func, insert, select

from gawah.people.tables import change, look, now
from gawah.store.tables import AUDIT

if TYPE_CHECKING:
    from gawah.store import Store

COMMAND_LINE = "command line"
"""The address of whoever works at the machine itself."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of the log."""

    number: int
    time: str
    """ISO 8601, in UTC."""
    who: str
    what: str
    """As "log in", "log-in failed", "role", "export"."""
    about: str
    address: str


def note(store: "Store", who: str, what: str, about: str = "", address: str = COMMAND_LINE) -> None:
    """Add an entry to the log."""
    with change(store) as connection:
        write(connection, who, what, about, address)


def write(connection: Connection, who: str, what: str, about: str = "", address: str = COMMAND_LINE) -> None:
    """Add an entry to the log, in a transaction with what it tells of."""
    last = connection.execute(select(func.max(AUDIT.c.number))).scalar() or 0
    row = {"number": last + 1, "time": now(), "who": who[:200], "what": what, "about": about[:500], "address": address}
    connection.execute(insert(AUDIT), [row])


def list_audit(store: "Store", limit: int = 100, before: int | None = None, who: str | None = None) -> Sequence[Entry]:
    """Return entries, the latest first: those before the number `before`, and by `who` alone, where given."""
    query = select(AUDIT).order_by(AUDIT.c.number.desc()).limit(limit)
    if before is not None:
        query = query.where(AUDIT.c.number < before)
    if who is not None:
        query = query.where(AUDIT.c.who == who)
    with look(store) as connection:
        return [
            Entry(row.number, say_time(row.time), row.who, row.what, row.about, row.address)
            for row in connection.execute(query)
        ]


def say_time(seconds: int) -> str:
    """Return a time as ISO 8601, in UTC."""
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
