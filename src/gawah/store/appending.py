"""Appending: the only way in which anything comes into a store."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from sqlalchemy import Connection, select

from gawah.marks import Mark, ProjectSecret
from gawah.media import Attachment, Media
from gawah.model import Acquisition, BlindCoding, Coding, Link, Report, Review, Run, SavedList, Source, Text, hash_id
from gawah.store import components, views
from gawah.store.components import Shelf
from gawah.store.deriving import index, list_policies
from gawah.store.forms import FORMS, Stored, Written, read_events, write
from gawah.store.ledger import add_rows, read_head, read_rows
from gawah.store.lookup import find_version
from gawah.store.mentions import Describer
from gawah.store.tables import EVENTS, VAULT
from gawah.store.views import Resolver, View

Record = (
    Source
    | Report
    | Acquisition
    | Text
    | Coding
    | BlindCoding
    | Link
    | Review
    | Run
    | SavedList
    | Mark
    | ProjectSecret
    | Media
    | Attachment
)
"""What can be appended. A source stands for its report, its acquisition and its text."""


@dataclass(frozen=True, slots=True)
class Appended:
    """What became of records that were appended."""

    head: int
    """The ledger's last sequence number."""
    added: int
    """Records that are new; the others were there already."""
    incidents: tuple[str, ...] = ()
    """Ids of the incidents that were computed anew, in the default policy."""
    news: frozenset[str] = frozenset()
    """Reports (by id) and texts (by hash) of which something is new."""
    told: Mapping[str, str] = field(default_factory=dict)
    """For the id of each event that is new, that of the incident that it is of."""


def append(
    connection: Connection, records: Iterable[Record], resolve: Resolver, describe: Describer, policy: str
) -> Appended:
    """Add `records`, with all that derives from them; what is there already is passed over.

    The incidents that are told are those in `policy`. A report found where another was found before becomes a version
    of that.
    """
    written = [write(record) for record in _unfold(records)]
    noted = [_note_version(connection, record) for record in _drop_erased(connection, written)]
    new = _drop_known(connection, noted)
    numbers = add_rows(connection, new)
    rows = [Stored(seq, w.kind, w.public, w.private) for seq, w in zip(numbers, new, strict=True)]
    shelf = Shelf(connection, rows)
    touched = index(connection, rows, describe, shelf)
    seen = views.refresh(connection, touched, list_policies(connection), resolve, shelf)[policy]
    head, _ = read_head(connection)
    news = frozenset(r.public.get("report") or r.public.get("text") or r.public.get("id") or "" for r in new)
    return Appended(head, len(new), tuple(v.incident.id for v in seen), news, _tell_events(connection, rows, seen))


def _unfold(records: Iterable[Record]) -> Iterator[Record]:
    for record in records:
        if isinstance(record, Source):
            yield from (record.report, record.acquisition, record.text)
        else:
            yield record


def _note_version(connection: Connection, written: Written) -> Written:
    """Return an acquisition as one of a new version, where another report was found at its location before."""
    if written.kind != "acquisition" or written.public["version_of"]:
        return written
    came: Acquisition = FORMS["acquisition"].read(_as_stored(written), Shelf(connection))
    before = find_version(connection, came.location) if came.location else None
    known = before is None or before == came.report_id
    return written if known else write(replace(came, version_of=before))


def _drop_erased(connection: Connection, written: Sequence[Written]) -> Iterator[Written]:
    """Yield what is not about a report that was erased: that is not taken again."""
    reports = {record.public["id"] for record in written if record.kind == "report"}
    numbers = list(components.find_all(connection, reports).values())
    seqs = [
        seq
        for start in range(0, len(numbers), _AT_ONCE)
        for seq in connection.execute(
            select(VAULT.c.seq).where(VAULT.c.seq.in_(numbers[start : start + _AT_ONCE]), VAULT.c.content.is_(None))
        ).scalars()
    ]
    gone = {row.public["id"] for row in read_rows(connection, seqs).values()}
    texts = {hash_id("text", 1, r.public) for r in written if r.kind == "text" and r.public["report"] in gone}
    for record in written:
        about = {record.public.get(name) for name in ("id", "report", "source")}
        if not about & (gone | texts):
            yield record


def _tell_events(connection: Connection, rows: Sequence[Stored], seen: Iterable[View]) -> dict[str, str]:
    """Return for each event of the codings among `rows` the id of the incident that it is of."""
    incidents = {key: view.incident.id for view in seen for key in view.events}
    ids = [event.id for row in rows if row.kind == "coding" for event in read_events(row.public)]
    entries = components.read_entries(connection, EVENTS.c.id, ids)
    return {entry.id: incidents[entry.key] for entry in entries if entry.key in incidents}


def _as_stored(written: Written) -> Stored:
    return Stored(0, written.kind, written.public, written.private)


def _drop_known(connection: Connection, written: Sequence[Written]) -> list[Written]:
    """Return the records that are not there yet, each once."""
    by_id: dict[str, Written] = {}
    for n, record in enumerate(written):
        by_id.setdefault(FORMS[record.kind].identify(record.public, record.private) or f"new {n}", record)
    known = components.find_all(connection, by_id)
    return [record for id_, record in by_id.items() if id_ not in known]


_AT_ONCE = 250
