"""The ledger: rows that are hashed in a chain, and the vault with their private parts.

A row's hash covers its number, its body and the hash before it. Its body holds a salted commitment to each private
part, so that the part can be destroyed, with its salt, and the chain still verifies while nobody can guess the part.
"""

import hashlib
import json
import os
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence

from sqlalchemy import Connection, bindparam, insert, select, update

from gawah.errors import StoreDamaged
from gawah.model import canonical_json
from gawah.store.forms import Stored, Written
from gawah.store.tables import LEDGER, VAULT

START = bytes(32)
"""The hash before the first row."""
HEAVY = ("report", "media")
"""Kinds of records whose bytes are read only where they are asked for."""
PLAIN = "plain"
"""The key id of entries that no key locks."""
_AT_ONCE = 250
"""Rows that are fetched, or named in one query, at most."""


def hash_row(seq: int, body: bytes, previous: bytes) -> bytes:
    """Return the hash of a row: SHA-256 of the hash before, its number in eight bytes, and its body."""
    return hashlib.sha256(previous + seq.to_bytes(8, "big") + body).digest()


def commit_to(salt: bytes, content: bytes) -> str:
    """Return the commitment to a private part: SHA-256 of salt and content, in hex."""
    return hashlib.sha256(salt + content).hexdigest()


def read_head(connection: Connection) -> tuple[int, bytes]:
    """Return number and hash of the last row; 0 and `START` where there is none."""
    row = connection.execute(select(LEDGER.c.seq, LEDGER.c.hash).order_by(LEDGER.c.seq.desc()).limit(1)).first()
    return (row.seq, bytes(row.hash)) if row else (0, START)


def add_rows(connection: Connection, written: Sequence[Written]) -> list[int]:
    """Add records at the end of the ledger, and return their numbers."""
    seq, previous = read_head(connection)
    rows, entries, numbers = [], [], []
    for record in written:
        seq += 1
        parts = [(os.urandom(16), content) for content in record.private]
        committed = [commit_to(salt, content) for salt, content in parts]
        body = canonical_json({"version": 1, "kind": record.kind, "public": record.public, "private": committed})
        own = hash_row(seq, body, previous)
        rows.append({"seq": seq, "kind": record.kind, "body": body, "previous": previous, "hash": own})
        entries += [
            {"seq": seq, "part": n, "key_id": PLAIN, "salt": salt, "content": _pack(content)}
            for n, (salt, content) in enumerate(parts)
        ]
        previous = own
        numbers.append(seq)
    if rows:
        connection.execute(insert(LEDGER), rows)
    if entries:
        connection.execute(insert(VAULT), entries)
    return numbers


def _pack(content: bytes) -> bytes:
    """Return content as the vault holds it: packed where that is shorter, behind a byte that says so."""
    packed = zlib.compress(content, 6)
    return b"z" + packed if len(packed) < len(content) else b"r" + content


def unpack(held: bytes) -> bytes:
    """Return content that the vault holds."""
    return zlib.decompress(held[1:]) if held[:1] == b"z" else bytes(held[1:])


def pack_document(content: bytes) -> bytes:
    """Return a view's document as its table holds it."""
    return zlib.compress(content, 1)


def unpack_document(held: bytes) -> bytes:
    """Return what `pack_document` packed."""
    return zlib.decompress(held)


def read_rows(connection: Connection, numbers: Iterable[int], payloads: bool = False) -> dict[int, Stored]:
    """Return the records of these numbers, in the order of the ledger; bytes of `HEAVY` ones only with `payloads`."""
    wanted = sorted(set(numbers))
    found: dict[int, Stored] = {}
    for start in range(0, len(wanted), _AT_ONCE):
        rows = connection.execute(_ROWS, {"numbers": wanted[start : start + _AT_ONCE]}).all()
        opened = [row.seq for row in rows if payloads or row.kind not in HEAVY]
        private = dict.fromkeys(opened, _NOTHING) | _read_vault(connection, opened)
        found |= {row.seq: open_row(row.seq, row.kind, row.body, private.get(row.seq)) for row in rows}
    return found


_NOTHING: Mapping[int, bytes | None] = {}
_ROWS = (
    select(LEDGER.c.seq, LEDGER.c.kind, LEDGER.c.body)
    .where(LEDGER.c.seq.in_(bindparam("numbers", expanding=True)))
    .order_by(LEDGER.c.seq)
)
_ENTRIES = select(VAULT.c.seq, VAULT.c.part, VAULT.c.content).where(
    VAULT.c.seq.in_(bindparam("numbers", expanding=True))
)


def _read_vault(connection: Connection, numbers: Sequence[int]) -> dict[int, Mapping[int, bytes | None]]:
    parts: dict[int, dict[int, bytes | None]] = {}
    for row in connection.execute(_ENTRIES, {"numbers": numbers}):
        parts.setdefault(row.seq, {})[row.part] = None if row.content is None else unpack(bytes(row.content))
    return dict(parts)


def open_row(seq: int, kind: str, body: bytes, private: Mapping[int, bytes | None] | None) -> Stored:
    """Return a row with its private parts, which all count as not at hand where there is no `private`.

    Raises StoreDamaged where it is no record, or the vault has lost an entry.
    """
    try:
        said = json.loads(str(body, "utf-8"))  # which spares it looking for the encoding
    except ValueError:
        raise StoreDamaged(f"record {seq} of the ledger is damaged; run `gawah verify`") from None
    parts = range(len(said["private"]))
    held = private if private is not None else dict.fromkeys(parts)
    if set(held) != set(parts):
        raise StoreDamaged(f"record {seq} of the ledger has lost its entry in the vault; run `gawah verify`")
    return Stored(seq, kind, said["public"], tuple(held[n] for n in parts))


def walk(connection: Connection, after: int = 0, upto: int | None = None) -> Iterator[Stored]:
    """Yield every record behind number `after`, up to `upto`, in the order of the ledger."""
    while numbers := _next_numbers(connection, after, upto):
        yield from read_rows(connection, numbers).values()
        after = numbers[-1]


def _next_numbers(connection: Connection, after: int, upto: int | None) -> list[int]:
    query = select(LEDGER.c.seq).where(LEDGER.c.seq > after).order_by(LEDGER.c.seq).limit(_AT_ONCE)
    return list(connection.execute(query if upto is None else query.where(LEDGER.c.seq <= upto)).scalars())


def destroy(connection: Connection, entries: Iterable[tuple[int, int]]) -> None:
    """Destroy the private parts (number, part) with their salts: what the ledger says of them cannot be guessed."""
    query = (
        update(VAULT)
        .where(VAULT.c.seq == bindparam("at"), VAULT.c.part == bindparam("which"))
        .values(salt=None, content=None)
    )
    chosen = [{"at": seq, "which": part} for seq, part in entries]
    if chosen:
        connection.execute(query, chosen)


def copy_rows(source: Connection, target: Connection, upto: int) -> None:
    """Copy the ledger up to number `upto`, with what the vault holds of it now, into a store that has none."""
    for table in (LEDGER, VAULT):
        rows = source.execute(select(table).where(table.c.seq <= upto).order_by(table.c.seq)).mappings()
        while some := rows.fetchmany(_AT_ONCE):
            target.execute(insert(table), [dict(row) for row in some])
