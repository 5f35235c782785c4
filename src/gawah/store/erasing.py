"""Erasing: what the vault holds is destroyed, and the ledger still verifies."""

from collections.abc import Sequence

from sqlalchemy import Connection, delete

from gawah.errors import StoreError
from gawah.model import Erasure, hash_id
from gawah.store import components, full_text, views
from gawah.store.components import find_number, find_numbers
from gawah.store.deriving import enter_records, list_policies
from gawah.store.forms import Stored, read_events, write
from gawah.store.ledger import add_rows, destroy, read_rows
from gawah.store.mentions import drop_mentions
from gawah.store.tables import EVENTS, RECORDS, SUBJECTS
from gawah.store.views import Resolver


def erase_report(connection: Connection, report_id: str, by: str, time: str, reason: str, resolve: Resolver) -> int:
    """Destroy what the vault holds of a report, and derive anew what rested on it. Raises StoreError."""
    number = find_number(connection, report_id)
    if number is None:
        raise StoreError(f"{report_id}: there is no such report in the store")
    texts = read_rows(connection, find_numbers(connection, [report_id], "text"))
    hashes = {text.public["sha256"] for text in texts.values()}
    sources = {hash_id("text", 1, text.public) for text in texts.values()}
    codings = read_rows(connection, find_numbers(connection, hashes, "coding"))
    mine = [seq for seq, row in codings.items() if row.public["source"] in sources]
    shared = len(mine) < len(codings)  # another report has the same text: what people say of it stands there
    reviews = [] if shared else find_numbers(connection, hashes, "review")
    came = find_numbers(connection, [report_id], "acquisition")
    blind = read_rows(connection, find_numbers(connection, hashes, "blind"))
    apart = [seq for seq, row in blind.items() if row.public["source"] in sources]
    attached = _find_attached(connection, report_id)
    gone = read_rows(connection, [number, *came, *texts, *mine, *apart, *reviews, *attached], payloads=True)
    entries = tuple((row.seq, n) for row in gone.values() for n, part in enumerate(row.private) if part is not None)
    destroy(connection, entries)
    add_rows(connection, [write(Erasure(entries, by, time, reason))])
    _derive_anew(connection, list(gone), resolve)
    return len(entries)


def _find_attached(connection: Connection, report_id: str) -> list[int]:
    """Return the numbers of what is attached to a report, with the files that are attached to nothing else."""
    numbers = find_numbers(connection, [report_id], "attachment")
    media = {row.public["media"] for row in read_rows(connection, numbers).values()}
    alone = [m for m in sorted(media) if set(find_numbers(connection, [m], "attachment")) <= set(numbers)]
    files = [find_number(connection, f"media:{m}") for m in alone]
    return [*numbers, *(number for number in files if number is not None)]


def erase_media(connection: Connection, media_id: str, by: str, time: str, reason: str) -> int:
    """Destroy the bytes of an attached file, and what is said of it. Raises StoreError."""
    number = find_number(connection, f"media:{media_id}")
    if number is None:
        raise StoreError(f"{media_id}: there is no such attachment in the store")
    rows = read_rows(connection, [number, *find_numbers(connection, [media_id], "attachment")], payloads=True)
    entries = tuple((row.seq, n) for row in rows.values() for n, part in enumerate(row.private) if part is not None)
    destroy(connection, entries)
    add_rows(connection, [write(Erasure(entries, by, time, reason))])
    _enter_anew(connection, list(rows))
    return len(entries)


def _derive_anew(connection: Connection, numbers: Sequence[int], resolve: Resolver) -> None:
    """Derive anew what rests on records of which something was destroyed."""
    rows = _enter_anew(connection, numbers)
    full_text.drop_texts(connection, [row.seq for row in rows if row.kind == "text"])
    events = [event.id for row in rows if row.kind == "coding" for event in read_events(row.public)]
    entries = components.read_entries(connection, EVENTS.c.id, events)
    drop_mentions(connection, [entry.key for entry in entries])
    touched = {entry.component for entry in entries}
    views.refresh(connection, touched, list_policies(connection), resolve)


def _enter_anew(connection: Connection, numbers: Sequence[int]) -> list[Stored]:
    """Enter records anew of which something was destroyed, by what is left of them; return them."""
    rows = list(read_rows(connection, numbers).values())
    for table in (RECORDS, SUBJECTS):
        connection.execute(delete(table).where(table.c.seq.in_(numbers)))
    enter_records(connection, rows)
    return rows
