"""Erasing: what the vault holds is destroyed, and the ledger still verifies."""

import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from sqlalchemy import Connection, delete

from gawah.errors import StoreError
from gawah.gazetteer.personal_names import read_name
from gawah.model import Erasure, hash_id
from gawah.store import components, full_text, views
from gawah.store.components import Shelf, find_number, find_numbers
from gawah.store.deriving import enter_records, list_policies
from gawah.store.forms import MARKS, Stored, fold_name, mentions_any, read_events, read_names, write
from gawah.store.ledger import add_rows, destroy, read_rows
from gawah.store.mentions import Describer, drop_mentions, enter_mentions
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
    _erase(connection, Erasure(entries, by, time, reason))
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
    _erase(connection, Erasure(entries, by, time, reason))
    _enter_anew(connection, list(rows))
    return len(entries)


def erase_person(
    connection: Connection, codings: Sequence[int], name: str, erasure: Erasure, resolve: Resolver, describe: Describer
) -> int:
    """Destroy what the vault holds of a person of an incident, and derive anew what rested on it.

    `codings` are the ledger's numbers of those that tell of the incident; with them goes what people decided on their
    texts, and on what may leave, and named the person. `erasure` says by whom, when and why. Returns how many entries
    were destroyed. Raises StoreError where nobody of that name is told of.
    """
    told, entries = _find_naming(connection, codings, name)
    _erase(connection, replace(erasure, entries=entries))
    _derive_anew(connection, sorted({seq for seq, _ in entries} | set(told)), resolve, describe)
    return len(entries)


def count_naming(connection: Connection, codings: Sequence[int], name: str) -> int:
    """Return how many entries `erase_person` would destroy. Raises StoreError where nobody of that name is told of."""
    return len(_find_naming(connection, codings, name)[1])


def _find_naming(
    connection: Connection, codings: Sequence[int], name: str
) -> tuple[dict[int, Stored], tuple[tuple[int, int], ...]]:
    """Return the rows of `codings`, and the number and the part of every entry that names a person of theirs."""
    told = dict(read_rows(connection, codings))
    names = _list_spellings(told.values(), name)
    if not names:
        raise StoreError(f"{name}: nobody of this name is told of in the incident")
    texts = {row.public["text"] for row in told.values()}
    about = [n for kind in ("review", "blind") for n in find_numbers(connection, texts, kind)]
    marks = find_numbers(connection, [MARKS], "mark")
    held = told | read_rows(connection, [*about, *marks])
    return told, tuple((row.seq, n) for row in held.values() for n in _list_naming(row, names))


def _list_spellings(rows: Iterable[Stored], name: str) -> set[str]:
    """Return how codings spell the name of a person, folded: as it is asked for, and as other reports have it."""
    wanted = read_name(name).key
    said = (json.loads(part) for row in rows for part in row.private[1:] if part is not None)
    names = (name for _, _, value, *_ in said for name in read_names(value))
    return {fold_name(name) for name in names if read_name(name).key == wanted}


def _list_naming(row: Stored, names: Collection[str]) -> list[int]:
    """Return which private parts of a record hold any of these names; a coding's first part names nobody."""
    first = {"coding": 1, "blind": 2}.get(row.kind, 0)
    parts = list(enumerate(row.private))[first:]
    return [n for n, part in parts if part is not None and mentions_any(json.loads(part), names)]


def _erase(connection: Connection, erasure: Erasure) -> None:
    destroy(connection, erasure.entries)
    add_rows(connection, [write(erasure)])


def _derive_anew(
    connection: Connection, numbers: Sequence[int], resolve: Resolver, describe: Describer | None = None
) -> None:
    """Derive anew what rests on records of which something was destroyed; `describe` what is left of codings."""
    rows = _enter_anew(connection, numbers)
    full_text.drop_texts(connection, [row.seq for row in rows if row.kind == "text"])
    events = [event.id for row in rows if row.kind == "coding" for event in read_events(row.public)]
    entries = components.read_entries(connection, EVENTS.c.id, events)
    drop_mentions(connection, [entry.key for entry in entries])
    if describe is not None:
        shelf = Shelf(connection)
        left = (shelf.record(row) for row in rows if row.kind == "coding")
        enter_mentions(connection, [coding for coding in left if coding is not None], describe)
    touched = {entry.component for entry in entries}
    views.refresh(connection, touched, list_policies(connection), resolve)


def _enter_anew(connection: Connection, numbers: Sequence[int]) -> list[Stored]:
    """Enter records anew of which something was destroyed, by what is left of them; return them."""
    rows = list(read_rows(connection, numbers).values())
    for table in (RECORDS, SUBJECTS):
        connection.execute(delete(table).where(table.c.seq.in_(numbers)))
    enter_records(connection, rows)
    return rows
