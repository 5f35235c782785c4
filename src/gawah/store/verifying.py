"""Whether the store still holds what was put in: the chain, the vault, and the views that derive from them."""

import hashlib
import json
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, Select, Table, func, select

from gawah.store import waits
from gawah.store.components import Shelf, read_components
from gawah.store.ledger import START, commit_to, hash_row, unpack
from gawah.store.tables import EVENTS, INCIDENTS, LEDGER, MEMBERS, TAGGED, TAGS, TELLS, VAULT, WAITING
from gawah.store.views import Resolver, View, compute_views, list_rows

_AT_ONCE = 100


@dataclass(slots=True)
class Verified:
    """What was looked at, and what is wrong."""

    rows: int = 0
    entries: int = 0
    destroyed: int = 0
    """Entries of the vault whose content was destroyed on purpose."""
    incidents: int = 0
    head: str = START.hex()
    problems: list[str] = field(default_factory=list)

    def note(self, problem: str) -> None:
        """Keep a problem."""
        self.problems.append(problem)


def verify(connection: Connection, policies: Sequence[str], resolve: Resolver, head: str | None = None) -> Verified:
    """Return what is wrong with the store: nothing, where all is as it was put in.

    `head` is a hash of the ledger that somebody noted down; it has to stand in the chain.
    """
    found = Verified()
    hashes = _verify_chain(connection, found)
    if head is not None and head.lower() not in hashes:
        found.note(f"the chain does not hold the hash {head}: rows were taken away, or it is another store's")
    for policy in policies if not found.problems else ():  # what is damaged cannot be computed from
        _verify_views(connection, policy, resolve, found)
    return found


# --- the chain and the vault ------------------------------------------------------------------------------------------


def _verify_chain(connection: Connection, found: Verified) -> set[str]:
    """Walk the ledger, and return the hashes of its rows in hex."""
    previous, seq, hashes = START, 0, {START.hex()}
    gone: set[tuple[int, int]] = set()
    erased: set[tuple[int, int]] = set()
    while rows := connection.execute(_next(seq)).all():
        held = _read_entries(connection, rows[0].seq, rows[-1].seq)
        for row in rows:
            body = bytes(row.body)
            if (
                row.seq != seq + 1
                or bytes(row.previous) != previous
                or bytes(row.hash) != hash_row(row.seq, body, previous)
            ):
                found.note(f"record {row.seq} of the ledger is not what was added: the chain breaks here")
            gone |= _verify_row(row.seq, row.kind, body, held.get(row.seq, {}), found)
            erased |= _list_erased(row.kind, body)
            seq, previous = row.seq, bytes(row.hash)
            hashes.add(previous.hex())
        found.rows += len(rows)
    found.head, found.destroyed = previous.hex(), len(gone)
    for number, part in sorted(gone - erased):
        found.note(f"part {part} of record {number} is gone from the vault, and nobody is said to have erased it")
    if connection.execute(select(func.count()).select_from(VAULT).where(VAULT.c.seq > seq)).scalar():
        found.note("the vault holds entries of records that the ledger does not have: rows were taken away")
    return hashes


def _list_erased(kind: str, body: bytes) -> set[tuple[int, int]]:
    if kind != "erasure":
        return set()
    return {(seq, part) for seq, part in json.loads(body)["public"]["entries"]}


def _next(after: int) -> Select[Any]:
    return select(LEDGER).where(LEDGER.c.seq > after).order_by(LEDGER.c.seq).limit(_AT_ONCE)


Entry = tuple[bytes | None, bytes | None]


def _read_entries(connection: Connection, first: int, last: int) -> dict[int, dict[int, Entry]]:
    held: dict[int, dict[int, Entry]] = {}
    for row in connection.execute(select(VAULT).where(VAULT.c.seq >= first, VAULT.c.seq <= last)):
        content = None if row.content is None else bytes(row.content)
        held.setdefault(row.seq, {})[row.part] = (None if row.salt is None else bytes(row.salt), content)
    return held


def _verify_row(seq: int, kind: str, body: bytes, held: dict[int, Entry], found: Verified) -> set[tuple[int, int]]:
    """Hold a row's private parts against what the ledger committed to; return those whose content is gone."""
    try:
        said = json.loads(body)
        committed, public = said["private"], said["public"]
        is_whole = said["kind"] == kind
    except (ValueError, KeyError, TypeError):
        found.note(f"record {seq} of the ledger is no record")
        return set()
    if not is_whole or set(held) != set(range(len(committed))):
        found.note(f"record {seq} of the ledger has lost entries of the vault, or is called another kind")
        return set()
    gone = {(seq, part) for part, (_, content) in held.items() if content is None}
    for part, (salt, content) in held.items():
        if content is not None and not _is_as_committed(committed[part], salt, content):
            found.note(f"part {part} of record {seq} in the vault is not what was put in")
        elif content is not None and not _is_as_named(kind, part, public, content):
            found.note(f"the {kind} of record {seq} is not what its SHA-256 says")
    found.entries += len(held)
    return gone


def _is_as_committed(commitment: str, salt: bytes | None, packed: bytes) -> bool:
    try:
        return salt is not None and commit_to(salt, unpack(packed)) == commitment
    except zlib.error:
        return False


def _is_as_named(kind: str, part: int, public: Mapping[str, Any], packed: bytes) -> bool:
    """Whether the bytes of a report or of media, and a text, have the SHA-256 that they are known by."""
    if kind in ("report", "media"):
        return bool("sha256:" + hashlib.sha256(unpack(packed)).hexdigest() == public["id"])
    return kind != "text" or part != 1 or bool(hashlib.sha256(unpack(packed)).hexdigest() == public["sha256"])


# --- the views --------------------------------------------------------------------------------------------------------


def _verify_views(connection: Connection, policy: str, resolve: Resolver, found: Verified) -> None:
    """Compute every incident anew and compare it with what the view holds, row by row."""
    last, views, waiting = -1, 0, 0
    while numbers := list(connection.execute(_next_components(last)).scalars()):
        last = numbers[-1]
        computed = [v for c in read_components(connection, numbers) for v in compute_views(c, policy, resolve)]
        views += len(computed)
        for view in computed:
            _verify_view(connection, view, found)
        waiting += _verify_waiting(connection, policy, computed, found)
    held = connection.execute(
        select(func.count()).select_from(INCIDENTS).where(INCIDENTS.c.policy == policy)
    ).scalar_one()
    if held != views:
        found.note(f"the view {policy} has {held} incidents and should have {views}")
    kept = connection.execute(select(func.count()).select_from(WAITING).where(WAITING.c.policy == policy)).scalar_one()
    if kept != waiting:
        found.note(f"under {policy} {kept} decisions are said to wait and {waiting} do; {_REBUILD}")
    found.incidents += views


def _verify_waiting(connection: Connection, policy: str, views: Sequence[View], found: Verified) -> int:
    """Compare what waits for people on incidents with what is kept of it; return how many rows are kept under them."""
    keys = {view.key: view.incident.id for view in views}
    due = waits.list_rows(connection, policy, views, Shelf(connection))
    kept = waits.read_rows(connection, policy, sorted(keys))
    wrong = {tuple(_settle(row)) for row in due} ^ {tuple(_settle(row)) for row in kept}
    for row in map(dict, sorted(wrong)[:1]):
        id_ = keys.get(int(row["incident"])) or keys.get(int(row["other"]))
        found.note(f"what waits for people on incident {id_} under {policy} is not what does; {_REBUILD}")
    return sum(row["incident"] in keys for row in kept)


_REBUILD = "`gawah verify --rebuild` derives it again"


def _next_components(after: int) -> Select[Any]:
    query = select(EVENTS.c.component).where(EVENTS.c.component > after).distinct()
    return query.order_by(EVENTS.c.component).limit(_AT_ONCE)


def _verify_view(connection: Connection, view: View, found: Verified) -> None:
    for table, expected in list_rows(view).items():
        if table is not TAGS and _read_view(connection, table, view) != sorted(map(_settle, expected)):
            problem = f"incident {view.incident.id} in the view {view.policy} is not what the ledger makes of it"
            found.note(f"{problem} ({table.name}); {_REBUILD}")
            return


def _read_view(connection: Connection, table: Table, view: View) -> list[Any]:
    query = {
        INCIDENTS: select(INCIDENTS).where(INCIDENTS.c.policy == view.policy, INCIDENTS.c.key == view.key),
        MEMBERS: select(MEMBERS).where(MEMBERS.c.policy == view.policy, MEMBERS.c.incident == view.key),
        TELLS: select(TELLS).where(TELLS.c.policy == view.policy, TELLS.c.incident == view.key),
        TAGGED: select(TAGGED)
        .join(TAGS, TAGS.c.tag == TAGGED.c.tag)
        .where(TAGS.c.policy == view.policy, TAGGED.c.incident == view.key),
    }[table]
    return sorted(_settle(row._asdict()) for row in connection.execute(query))


def _settle(row: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return a row in a form that is the same from either database."""
    return sorted((name, repr(bytes(v) if isinstance(v, memoryview) else v)) for name, v in row.items())
