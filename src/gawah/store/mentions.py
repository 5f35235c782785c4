"""Mentions: what a linker compares of events, kept under keys, so that what may be the same is found without a search.

What a mention holds and which keys it is kept under is the linker's matter: the store is given a function for it.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple, Protocol

from sqlalchemy import Connection, bindparam, delete, insert, select

from gawah.model import Coding
from gawah.store.tables import EVENTS, MENTIONED, MENTIONS

_AT_ONCE = 250


class Mentioned(NamedTuple):
    """What a linker compares of one event."""

    event_id: str
    document: bytes
    keys: Sequence[str]
    """Under which it is found."""


class Describer(Protocol):
    """Tells what a linker compares of the events of a coding: a pure function."""

    def __call__(self, coding: Coding) -> Iterable[Mentioned]:
        """Return a mention for each event that can be linked."""
        ...


def enter_mentions(connection: Connection, codings: Iterable[Coding], describe: Describer) -> None:
    """Keep the mentions of `codings`, whose events are entered already; those that are kept stay as they are."""
    keep_mentions(connection, (mention for coding in codings for mention in describe(coding)))


def keep_mentions(connection: Connection, mentions: Iterable[Mentioned]) -> None:
    """Keep mentions of events that are entered already; those that are kept stay as they are."""
    told = {mention.event_id: mention for mention in mentions}
    keys = _read_keys(connection, sorted(told))
    known = set(_select_known(connection, sorted(keys.values())))
    new = [(keys[id_], mention) for id_, mention in told.items() if id_ in keys and keys[id_] not in known]
    if not new:
        return
    connection.execute(insert(MENTIONS), [{"event": event, "document": m.document} for event, m in new])
    marks = [{"mark": mark, "event": event} for event, m in new for mark in sorted(set(map(number_key, m.keys)))]
    if marks:
        connection.execute(insert(MENTIONED), marks)


def drop_mentions(connection: Connection, events: Sequence[int]) -> None:
    """Take out the mentions of the events with these keys."""
    for start in range(0, len(events), _AT_ONCE):
        some = events[start : start + _AT_ONCE]
        connection.execute(delete(MENTIONED).where(MENTIONED.c.event.in_(some)))
        connection.execute(delete(MENTIONS).where(MENTIONS.c.event.in_(some)))


def _read_keys(connection: Connection, ids: Sequence[str]) -> Mapping[str, int]:
    found: dict[str, int] = {}
    for start in range(0, len(ids), _AT_ONCE):
        rows = connection.execute(
            select(EVENTS.c.id, EVENTS.c.key).where(EVENTS.c.id.in_(ids[start : start + _AT_ONCE]))
        )
        found |= {row.id: row.key for row in rows}
    return found


def _select_known(connection: Connection, events: Sequence[int]) -> Iterator[int]:
    for start in range(0, len(events), _AT_ONCE):
        query = select(MENTIONS.c.event).where(MENTIONS.c.event.in_(events[start : start + _AT_ONCE]))
        yield from connection.execute(query).scalars()


def number_key(key: str) -> int:
    """Return the number by which tables hold a key: the first 63 bits of a hash."""
    return int.from_bytes(hashlib.sha256(key.encode("utf-8", "surrogatepass")).digest()[:8], "big") >> 1


def read_mentions_behind(connection: Connection, first: int) -> list[bytes]:
    """Return the mentions of events whose key is `first` or higher, in the order of the ledger."""
    query = select(MENTIONS.c.document).where(MENTIONS.c.event >= first).order_by(MENTIONS.c.event)
    return [bytes(document) for document in connection.execute(query).scalars()]


def read_mentions_of(connection: Connection, ids: Sequence[str]) -> list[bytes]:
    """Return the mentions of the events with these ids, in the order of the ledger."""
    keys = sorted(_read_keys(connection, ids).values())
    found: list[bytes] = []
    for start in range(0, len(keys), _AT_ONCE):
        query = select(MENTIONS.c.document).where(MENTIONS.c.event.in_(keys[start : start + _AT_ONCE]))
        found += [bytes(document) for document in connection.execute(query.order_by(MENTIONS.c.event)).scalars()]
    return found


def find_mentions(
    connection: Connection, keys: Iterable[str], before: int, rare: Iterable[str] = (), most: int = 0
) -> list[bytes]:
    """Return the mentions kept under any of `keys`, of events whose key is lower than `before`, in their order.

    Those kept under any of `rare` are among them, unless over `most` are kept under that key.
    """
    marks = sorted(set(map(number_key, keys)))
    events: set[int] = set()
    for start in range(0, len(marks), _AT_ONCE):
        some = MENTIONED.c.mark.in_(marks[start : start + _AT_ONCE])
        events.update(connection.execute(select(MENTIONED.c.event).where(some, MENTIONED.c.event < before)).scalars())
    for mark in sorted(set(map(number_key, rare))):
        kept = list(connection.execute(_BY_MARK, {"mark": mark, "before": before, "most": most + 1}).scalars())
        events.update(kept if len(kept) <= most else ())
    found: list[bytes] = []
    wanted = sorted(events)
    for start in range(0, len(wanted), _AT_ONCE):
        query = select(MENTIONS.c.document).where(MENTIONS.c.event.in_(wanted[start : start + _AT_ONCE]))
        found += [bytes(document) for document in connection.execute(query.order_by(MENTIONS.c.event)).scalars()]
    return found


_BY_MARK = (
    select(MENTIONED.c.event)
    .where(MENTIONED.c.mark == bindparam("mark"), MENTIONED.c.event < bindparam("before"))
    .limit(bindparam("most"))
)
