"""Reading what waits for people, what is worth most first."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, or_, select, tuple_

from gawah.store.listing import Listed
from gawah.store.tables import INCIDENTS, WAITING

_AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class Waiting:
    """One decision that waits."""

    kind: str
    worth: int
    why: str
    incident: Listed
    other: Listed | None
    """Of a pair, the other one."""
    place: tuple[int, int, int, str]
    """Where it stands in the order, for what comes behind it."""


_ORDER = (WAITING.c.worth, WAITING.c.incident, WAITING.c.other, WAITING.c.kind)


def find_waiting(
    connection: Connection,
    policy: str,
    *,
    kind: str | None = None,
    among: Sequence[int] | None = None,
    after: Sequence[Any] | None = None,
    limit: int = 50,
) -> list[Waiting]:
    """Return what waits, the most worth first: of a kind, on the incidents with these keys, behind a place."""
    query = select(WAITING).where(WAITING.c.policy == policy)
    if kind is not None:
        query = query.where(WAITING.c.kind == kind)
    if among is not None:
        query = query.where(or_(WAITING.c.incident.in_(among), WAITING.c.other.in_(among)))
    if after is not None:
        query = query.where(tuple_(*_ORDER) < tuple_(*after))
    rows = connection.execute(query.order_by(*(column.desc() for column in _ORDER)).limit(limit)).all()
    listed = _list(connection, policy, {key for row in rows for key in (row.incident, row.other) if key})
    return [
        Waiting(
            row.kind,
            row.worth,
            row.why,
            listed[row.incident],
            listed[row.other] if row.other else None,
            (row.worth, row.incident, row.other, row.kind),
        )
        for row in rows
    ]


def _list(connection: Connection, policy: str, keys: Iterable[int]) -> Mapping[int, Listed]:
    wanted, found = sorted(keys), dict[int, Listed]()
    for start in range(0, len(wanted), _AT_ONCE):
        some = INCIDENTS.c.key.in_(wanted[start : start + _AT_ONCE])
        rows = connection.execute(select(INCIDENTS).where(INCIDENTS.c.policy == policy, some))
        found |= {row.key: Listed.of(row, ()) for row in rows}
    return found


def find_keys(connection: Connection, policy: str, ids: Sequence[str]) -> list[int]:
    """Return the keys of the incidents with these ids."""
    found: list[int] = []
    for start in range(0, len(ids), _AT_ONCE):
        some = INCIDENTS.c.id.in_(ids[start : start + _AT_ONCE])
        query = select(INCIDENTS.c.key).where(INCIDENTS.c.policy == policy, some)
        found += connection.execute(query).scalars()
    return found
