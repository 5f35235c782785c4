"""What waits for people, entered with the views in the order of its worth, and so never searched for.

A row stands for one kind of decision on one incident of a view, or on a pair of them that may be one. What the views of
an incident are worth comes with them (`Resolved.waits`); what needs the store is here: pairs, and what was released.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, delete, insert, or_, select

from gawah.marks import Mark, list_standing
from gawah.model import Link, drop_undone
from gawah.store.components import Shelf, find_numbers, read_entries
from gawah.store.tables import EVENTS, INCIDENTS, MEMBERS, WAITING

if TYPE_CHECKING:
    from gawah.store.views import View

_AT_ONCE = 200
_MOST = 2**31 - 1
_JUDGED = ("same", "different", "unsure")


def drop(connection: Connection, policy: str, incidents: Sequence[int]) -> None:
    """Take out what waits on the incidents with these keys."""
    for start in range(0, len(incidents), _AT_ONCE):
        some = incidents[start : start + _AT_ONCE]
        either = or_(WAITING.c.incident.in_(some), WAITING.c.other.in_(some))
        connection.execute(delete(WAITING).where(WAITING.c.policy == policy, either))


def enter(connection: Connection, policy: str, views: Sequence["View"], shelf: Shelf) -> None:
    """Enter what waits on incidents whose views were computed anew."""
    rows = list_rows(connection, policy, views, shelf)
    if rows:
        connection.execute(insert(WAITING), rows)


def list_rows(connection: Connection, policy: str, views: Sequence["View"], shelf: Shelf) -> list[dict[str, Any]]:
    """Return what the table of what waits holds of incidents, and of pairs of which any of them is one."""
    rows = [_write(policy, wait.kind, view.key, 0, wait.worth, wait.why) for view in views for wait in view.waits]
    rows += [_write(policy, "changed", *row) for row in _list_changed(connection, policy, views, shelf)]
    return rows + [_write(policy, "pair", *row) for row in _list_pairs(connection, policy, views, shelf)]


def read_rows(connection: Connection, policy: str, incidents: Sequence[int]) -> list[dict[str, Any]]:
    """Return what the table holds of the incidents with these keys, and of pairs of which any of them is one."""
    found: dict[tuple[Any, ...], dict[str, Any]] = {}
    for start in range(0, len(incidents), _AT_ONCE):
        some = incidents[start : start + _AT_ONCE]
        either = or_(WAITING.c.incident.in_(some), WAITING.c.other.in_(some))
        rows = connection.execute(select(WAITING).where(WAITING.c.policy == policy, either))
        found |= {tuple(row): row._asdict() for row in rows}
    return list(found.values())


def _write(policy: str, kind: str, incident: int, other: int, worth: int, why: str) -> dict[str, Any]:
    return {"policy": policy, "kind": kind, "incident": incident, "other": other, "worth": worth, "why": why}


_Row = tuple[int, int, int, str]


def _list_changed(connection: Connection, policy: str, views: Sequence["View"], shelf: Shelf) -> list[_Row]:
    """Return the released incidents that say something else now than when they were released under this policy."""
    found = []
    for view in views:
        if view.released is None:
            continue
        digest, worth = view.released
        ids = [entry.id for entry in read_entries(connection, EVENTS.c.key, view.events)]
        marks = [shelf.record(row) for row in shelf.rows(find_numbers(connection, ids, "mark"))]
        standing: list[Mark] = [m for m in list_standing(filter(None, marks)) if m.kind == "release"]
        seen = standing[-1].value if standing else None
        if seen and seen["policy"] == policy and seen["seen"] != digest:
            found.append((view.key, 0, worth, ""))
    return found


# --- pairs ------------------------------------------------------------------------------------------------------------


def _list_pairs(connection: Connection, policy: str, views: Sequence["View"], shelf: Shelf) -> list[_Row]:
    """Return the pairs that a machine holds possible, that are two all the same, and that nobody has decided on."""
    own = {key: view.key for view in views for key in view.events}
    ids = {entry.id: own[entry.key] for entry in read_entries(connection, EVENTS.c.key, sorted(own))}
    links = [shelf.record(row) for row in shelf.rows(find_numbers(connection, ids, "link"))]
    told = [k for k in drop_undone(filter(None, links)) if k.kind in _JUDGED]
    ends = {event for link in told for event in (link.from_event, link.to_event)}
    incidents = {**ids, **_find_incidents(connection, policy, ends - set(ids))}
    between: dict[tuple[int, int], list[Link]] = {}
    for link in told:
        pair = sorted({incidents[e] for e in (link.from_event, link.to_event) if e in incidents})
        if len(pair) == 2:
            between.setdefault((pair[0], pair[1]), []).append(link)
    open_ = {pair: score for pair, some in between.items() if (score := _read_doubt(some)) is not None}
    killed = _read_killed(connection, policy, {key for pair in open_ for key in pair})
    return [(one, other, weigh_pair(killed[one], killed[other], s), f"{s:.4f}") for (one, other), s in open_.items()]


def _read_doubt(links: Iterable[Link]) -> float | None:
    """Return the score of a pair that waits; None where a person has judged it, or no machine held it possible."""
    held = list(links)
    scores = [link.score for link in held if link.kind != "different" and link.score is not None]
    return max(scores) if scores and all(link.time is None for link in held) else None


def weigh_pair(one: int, other: int, score: float) -> int:
    """Return what a decision on a pair is worth: the deaths that may be counted twice, times how open it is."""
    doubt = max(0.05, 1 - abs(2 * score - 1))
    return min(_MOST, round(100 * (1 + max(0, min(one, other))) * doubt))


def _find_incidents(connection: Connection, policy: str, events: Iterable[str]) -> Mapping[str, int]:
    wanted, found = sorted(events), dict[str, int]()
    joined = EVENTS.join(MEMBERS, MEMBERS.c.event == EVENTS.c.key)
    query = select(EVENTS.c.id, MEMBERS.c.incident).select_from(joined).where(MEMBERS.c.policy == policy)
    for start in range(0, len(wanted), _AT_ONCE):
        rows = connection.execute(query.where(EVENTS.c.id.in_(wanted[start : start + _AT_ONCE])))
        found |= {row.id: row.incident for row in rows}
    return found


def _read_killed(connection: Connection, policy: str, keys: Iterable[int]) -> Mapping[int, int]:
    wanted, found = sorted(keys), dict[int, int]()
    query = select(INCIDENTS.c.key, INCIDENTS.c.killed).where(INCIDENTS.c.policy == policy)
    for start in range(0, len(wanted), _AT_ONCE):
        rows = connection.execute(query.where(INCIDENTS.c.key.in_(wanted[start : start + _AT_ONCE])))
        found |= {row.key: row.killed for row in rows}
    return found
