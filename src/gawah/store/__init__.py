"""The store: a ledger of all that was ever added, and the views that derive from it.

    with open_store("gawah.db", resolve) as store:
        store.append([source, coding])
        store.find_incident("ab3de6gh2j")

`Store.append` is the only write. `docs/store.md` says how the store is used and what it promises.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from types import TracebackType
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine, Select, delete, insert, select

from gawah.errors import IncidentNotFound, StoreError
from gawah.marks import Mark, ProjectSecret
from gawah.model import (
    Acquisition,
    Coding,
    Erasure,
    Event,
    Incident,
    Link,
    Report,
    Review,
    Run,
    SavedList,
    Source,
    Text,
    hash_id,
)
from gawah.record import IncidentRecord
from gawah.store import components, full_text, views
from gawah.store.components import Component, Shelf, find_number, find_numbers, read_components
from gawah.store.database import explain_failures, open_database, reading, writing
from gawah.store.finding import (
    FACETS,
    SORTS,
    Criteria,
    Sum,
    Test,
    count,
    find_excluded,
    find_page,
    read_criteria,
    read_place,
    summarise,
)
from gawah.store.forms import FORMS, Stored, Written, name_foreign, name_location, read_events, write
from gawah.store.headers import read_headers, read_records
from gawah.store.ledger import add_rows, destroy, read_head, read_rows, walk
from gawah.store.mentions import (
    Describer,
    Mentioned,
    drop_mentions,
    enter_mentions,
    find_mentions,
    read_mentions_behind,
)
from gawah.store.scope import read_scope
from gawah.store.tables import DERIVED, EVENTS, INCIDENTS, MEMBERS, POLICIES, RECORDS, SUBJECTS, VAULT
from gawah.store.verifying import Verified, verify
from gawah.store.views import Resolved, Resolver, View, read_document

__all__ = [
    "FACETS",
    "SORTS",
    "Appended",
    "Criteria",
    "Describer",
    "Found",
    "Listed",
    "Mentioned",
    "Record",
    "Resolved",
    "Resolver",
    "Store",
    "Sum",
    "Verified",
    "View",
    "open_store",
    "read_scope",
]

Record = Source | Report | Acquisition | Text | Coding | Link | Review | Run | SavedList | Mark | ProjectSecret
"""What can be appended. A source stands for its report, its acquisition and its text."""
_R = TypeVar("_R", Report, Acquisition, Text, Coding, Link, Review, Run, SavedList, Erasure, Mark, ProjectSecret)


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


@dataclass(frozen=True, slots=True)
class Listed:
    """An incident in a list."""

    incident: Incident
    """Without evidence, disputes and responses; `Store.find_incident` gives them."""
    reports: int
    """Reports that tell of it."""
    place: tuple[int, ...]
    """Where it stands in the list's order, for the page behind it."""
    excluded_by: tuple[str, ...] = ()
    """The rules of the scope that it does not meet."""

    @classmethod
    def of(cls, row: Any, place: tuple[int, ...], excluded_by: tuple[str, ...] = ()) -> "Listed":
        """Return what a row of the view holds."""
        return cls(read_document(row.document, in_full=False), row.reports, place, excluded_by)


@dataclass(frozen=True, slots=True)
class Found:
    """A page of a list, and whether more follow."""

    incidents: tuple[Listed, ...]
    more: bool


def open_store(db: str, resolve: Resolver, describe: Describer, policy: str, must_exist: bool = False) -> "Store":
    """Return the store at `db`, a path or a postgresql:// URL, made where there is none.

    `resolve` computes views, in `policy` unless another is asked for; `describe` tells what a linker compares. Raises
    StoreError and StoreNewer.
    """
    return Store(open_database(db, must_exist), db, resolve, describe, policy)


class Store:
    """An open store. Close it, or use it in a `with` statement."""

    def __init__(self, engine: Engine, name: str, resolve: Resolver, describe: Describer, policy: str) -> None:
        self.engine, self.name, self.policy = engine, name, policy
        self.resolve, self.describe = resolve, describe
        self.keep_view(policy)

    def __enter__(self) -> "Store":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the database."""
        self.engine.dispose()

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with explain_failures(self.name), reading(self.engine) as connection:
            yield connection

    # --- writing ------------------------------------------------------------------------------------------------------

    def append(self, records: Iterable[Record]) -> Appended:
        """Add `records` in one transaction, with all that derives from them; what is there already is passed over.

        When this returns, they are on the disk. A report found at a URL or path where another was found before becomes
        a version of that. Raises StoreError; then nothing was added.
        """
        written = [write(record) for record in _unfold(records)]
        with explain_failures(self.name), writing(self.engine) as connection:
            return self._append(connection, written)

    def _append(self, connection: Connection, written: Sequence[Written]) -> Appended:
        noted = [_note_version(connection, record) for record in _drop_erased(connection, written)]
        new = _drop_known(connection, noted)
        numbers = add_rows(connection, new)
        rows = [Stored(seq, w.kind, w.public, w.private) for seq, w in zip(numbers, new, strict=True)]
        shelf = Shelf(connection, rows)
        touched = index(connection, rows, self.describe, shelf)
        seen = views.refresh(connection, touched, list_policies(connection), self.resolve, shelf)[self.policy]
        head, _ = read_head(connection)
        news = frozenset(r.public.get("report") or r.public.get("text") or r.public.get("id") or "" for r in new)
        return Appended(head, len(new), tuple(v.incident.id for v in seen), news, _tell_events(connection, rows, seen))

    def keep_view(self, policy: str) -> None:
        """Compute the view of `policy`, unless it is kept already, and keep it up to date from now on."""
        with self._reading() as connection:
            if policy in list_policies(connection):
                return
        with explain_failures(self.name), writing(self.engine) as connection:
            connection.execute(insert(POLICIES), [{"policy": policy}])
            for numbers in _list_components(connection):
                views.refresh(connection, numbers, [policy], self.resolve)

    def rebuild(self) -> None:
        """Drop all that derives from the ledger, and derive it again."""
        with explain_failures(self.name), writing(self.engine) as connection:
            rebuild(connection, self.resolve, self.describe)

    def verify(self, head: str | None = None) -> Verified:
        """Return what is wrong with the chain, the vault and the views: nothing, where all is as it was put in.

        `head` is a hash of the ledger that was noted down before, and must stand in the chain.
        """
        with self._reading() as connection:
            return verify(connection, list_policies(connection), self.resolve, head)

    def erase_report(self, report_id: str, by: str, time: str, reason: str) -> int:
        """Destroy a report for good: its bytes, texts, paths, and all that was said in it; return how many entries.

        The ledger still verifies, says who erased it, when and why, and does not take the report again.
        """
        with explain_failures(self.name), writing(self.engine) as connection:
            return erase_report(connection, report_id, by, time, reason, self.resolve)

    # --- reading records ----------------------------------------------------------------------------------------------

    def read(self, kind: type[_R], subjects: Iterable[str] | None = None, after: int = 0) -> list[_R]:
        """Return the records of a type, in the order of the ledger, those behind the number `after`.

        `subjects` are ids (a report's, a text's hash, an event's, "run:NAME" for a run of that coder or linker); where
        given, only records about one of them. Reports come without their bytes; see `read_payload`. What was erased is
        left out.
        """
        (form,) = (form for form in FORMS.values() if form.record is kind)
        with self._reading() as connection:
            shelf, found = Shelf(connection), []
            for row in _rows_about(connection, form.kind, subjects, after):
                record = form.read(row, shelf)
                found += [record] if record is not None else []
            return found

    def list_recoded(self, texts: Iterable[str]) -> list[str]:
        """Return those of some texts, by their hashes, that several codings are of."""
        with self._reading() as connection:
            return components.list_recoded(connection, texts)

    def read_payload(self, report_id: str) -> bytes | None:
        """Return a report's bytes; None where there is no such report, or it was erased."""
        with self._reading() as connection:
            number = find_number(connection, report_id)
            rows = read_rows(connection, [number] if number else [], payloads=True)
            return next((row.private[0] for row in rows.values()), None)

    def read_head(self) -> tuple[int, str]:
        """Return the ledger's last sequence number and its hash in hex: note it down to prove what was there."""
        with self._reading() as connection:
            seq, own = read_head(connection)
            return seq, own.hex()

    def find_version(self, location: str) -> str | None:
        """Return the id of the report that was found last at a URL or an absolute path."""
        with self._reading() as connection:
            return _find_version(connection, location)

    def read_events(self, after: int = 0) -> list[tuple[int, Event]]:
        """Return the events of codings behind the ledger's number `after`, each with the number of its coding."""
        with self._reading() as connection:
            rows = walk_kind(connection, "coding", after)
            return [(row.seq, event) for row in rows for event in read_events(row.public)]

    def read_mentions(self, after: int = 0) -> list[bytes]:
        """Return what a linker compares of the events of codings behind the ledger's number `after`, in their order."""
        with self._reading() as connection:
            return read_mentions_behind(connection, components.first_key(after + 1))

    def find_mentions(self, keys: Iterable[str], upto: int, rare: Iterable[str] = (), most: int = 0) -> list[bytes]:
        """Return the mentions kept under any of `keys`, of events of codings up to the ledger's number `upto`.

        Those kept under any of `rare` are found too, unless there are over `most` under that key.
        """
        with self._reading() as connection:
            return find_mentions(connection, keys, components.first_key(upto + 1), rare, most)

    def read_components(self, event_ids: Iterable[str]) -> list[Component]:
        """Return the components that events belong to: all codings, links and reviews that bear on them."""
        with self._reading() as connection:
            entries = components.read_entries(connection, EVENTS.c.id, sorted(set(event_ids)))
            return list(read_components(connection, {entry.component for entry in entries}))

    # --- reading incidents --------------------------------------------------------------------------------------------

    def resolve_id(self, id_: str, policy: str | None = None) -> str:
        """Return the id of the incident that an id (its own, or an alias) stands for now. Raises IncidentNotFound."""
        with self._reading() as connection:
            return str(_find_row(connection, id_, policy or self.policy).id)

    def resolve_ids(self, ids: Iterable[str]) -> set[str]:
        """Return the ids of the incidents that short ids stand for now; one of which nothing stands gives none."""
        wanted, found = sorted(set(ids)), set[str]()
        with self._reading() as connection:
            for start in range(0, len(wanted), _AT_ONCE):
                found.update(connection.execute(_by_short(wanted[start : start + _AT_ONCE], self.policy)).scalars())
        return found

    def resolve_events(self, events: Iterable[str], policy: str | None = None) -> dict[str, str]:
        """Return the ids of the incidents that events belong to now, by the events' ids; those of none are left out."""
        wanted, found = sorted(set(events)), dict[str, str]()
        joined = EVENTS.join(MEMBERS, MEMBERS.c.event == EVENTS.c.key).join(
            INCIDENTS, (INCIDENTS.c.policy == MEMBERS.c.policy) & (INCIDENTS.c.key == MEMBERS.c.incident)
        )
        query = select(EVENTS.c.id, INCIDENTS.c.id.label("incident")).select_from(joined)
        query = query.where(MEMBERS.c.policy == (policy or self.policy))
        with self._reading() as connection:
            for start in range(0, len(wanted), _AT_ONCE):
                rows = connection.execute(query.where(EVENTS.c.id.in_(wanted[start : start + _AT_ONCE])))
                found |= {row.id: row.incident for row in rows}
        return found

    def find_incident(self, id_: str, policy: str | None = None, upto: int | None = None) -> IncidentRecord:
        """Return the incident that an id stands for, with its reports; with `upto`, as the ledger was at that number.

        Raises IncidentNotFound.
        """
        with self._reading() as connection:
            if upto is not None:
                _, view = self._find_then(connection, id_, policy or self.policy, upto)
                return IncidentRecord(view.incident, tuple(read_headers(connection, view.texts).values()))
            (record,) = read_records(connection, [_find_row(connection, id_, policy or self.policy)])
            return record

    def _find_then(self, connection: Connection, id_: str, policy: str, upto: int) -> tuple[Component, View]:
        for entry in _find_entries(connection, id_):
            for component in read_components(connection, [entry.component], upto):
                for view in views.compute_views(component, policy, self.resolve):
                    if entry.key in view.events:
                        return component, view
        raise IncidentNotFound(f"{id_}: there was no such incident at number {upto} of the ledger")

    def find_event(self, id_: str) -> tuple[str, str]:
        """Return the whole id of the event that a short or a whole id names, and its kind. Raises IncidentNotFound."""
        with self._reading() as connection:
            entry = _find_entries(connection, id_)[0]
            return entry.id, entry.kind

    def list_events(self, id_: str, policy: str | None = None, upto: int | None = None) -> list[str]:
        """Return the ids of the events that are the incident, the first first; with `upto`, that were it then.

        Raises IncidentNotFound.
        """
        with self._reading() as connection:
            if upto is not None:
                component, view = self._find_then(connection, id_, policy or self.policy, upto)
                return [entry.id for entry in component.entries if entry.key in view.events]
            row = _find_row(connection, id_, policy or self.policy)
            joined = MEMBERS.join(EVENTS, EVENTS.c.key == MEMBERS.c.event)
            query = select(EVENTS.c.id).select_from(joined).where(MEMBERS.c.policy == row.policy)
            return list(connection.execute(query.where(MEMBERS.c.incident == row.key).order_by(EVENTS.c.key)).scalars())

    def find(
        self,
        criteria: Criteria | None = None,
        *,
        policy: str | None = None,
        scope: Criteria | None = None,
        sort: str = "date",
        ascending: bool = False,
        limit: int = 50,
        skip: int = 0,
        after: Sequence[int] | None = None,
    ) -> Found:
        """Return a page of the incidents that meet `criteria` and lie in `scope`. Raises UsageError.

        It begins behind the first `skip`, or behind the incident that stands at `after`.
        """
        chosen = policy or self.policy
        with self._reading() as connection:
            tests = _read_all(connection, chosen, criteria, scope)
            page = find_page(
                connection, chosen, tests, sort=sort, ascending=ascending, limit=limit, skip=skip, after=after
            )
            return Found(tuple(Listed.of(row, read_place(row, sort)) for row in page.rows), page.more)

    def walk(
        self,
        criteria: Criteria | None = None,
        *,
        policy: str | None = None,
        scope: Criteria | None = None,
        sort: str = "date",
        ascending: bool = False,
    ) -> Iterator[Listed]:
        """Yield all the incidents that `find` finds, a page at a time. Raises UsageError."""
        ask: dict[str, Any] = {"policy": policy, "scope": scope, "sort": sort, "ascending": ascending}
        found = self.find(criteria, **ask, limit=_PAGE)
        yield from found.incidents
        while found.more:
            found = self.find(criteria, **ask, limit=_PAGE, after=found.incidents[-1].place)
            yield from found.incidents

    def walk_records(self, criteria: Criteria | None = None, policy: str | None = None) -> Iterator[IncidentRecord]:
        """Yield the same incidents in the same order, each in full and with its reports. Raises UsageError."""
        after, more = None, True
        while more:
            records, after, more = self._read_page(criteria, policy or self.policy, after)
            yield from records

    def _read_page(
        self, criteria: Criteria | None, policy: str, after: Sequence[int] | None
    ) -> tuple[list[IncidentRecord], Sequence[int] | None, bool]:
        """Return a page of the list in full, where its last incident stands, and whether more follow."""
        with self._reading() as connection:
            page = find_page(connection, policy, _read_all(connection, policy, criteria), limit=_PAGE, after=after)
            last = read_place(page.rows[-1], "date") if page.rows else None
            return read_records(connection, page.rows), last, page.more

    def find_excluded(
        self, criteria: Criteria | None, scope: Criteria, policy: str | None = None, limit: int = 50, skip: int = 0
    ) -> Found:
        """Return a page of the incidents that meet `criteria` and lie out of `scope`, each with the rules it breaks."""
        chosen = policy or self.policy
        with self._reading() as connection:
            tests, rules = _read_all(connection, chosen, criteria), _read_all(connection, chosen, scope)
            page, broken = find_excluded(connection, chosen, tests, rules, limit, skip)
            rows = zip(page.rows, broken, strict=True)
            return Found(tuple(Listed.of(row, read_place(row, "date"), why) for row, why in rows), page.more)

    def count(self, criteria: Criteria | None = None, policy: str | None = None, scope: Criteria | None = None) -> int:
        """Return how many incidents meet `criteria` and lie in `scope`. Raises UsageError."""
        chosen = policy or self.policy
        with self._reading() as connection:
            return count(connection, chosen, _read_all(connection, chosen, criteria, scope))

    def summarise(
        self,
        by: Sequence[str],
        criteria: Criteria | None = None,
        policy: str | None = None,
        scope: Criteria | None = None,
    ) -> list[Sum]:
        """Return how many incidents are documented, and people killed in them, told apart by facets.

        Raises UsageError.
        """
        chosen = policy or self.policy
        with self._reading() as connection:
            return summarise(connection, chosen, _read_all(connection, chosen, criteria, scope), by)

    def read_lists(self) -> dict[str, SavedList]:
        """Return the lists that are kept, by name."""
        latest = {saved.name: saved for saved in self.read(SavedList)}
        return {name: saved for name, saved in sorted(latest.items()) if saved.criteria is not None}

    def list_incidents(self, policy: str | None = None) -> list[IncidentRecord]:
        """Return every incident with its reports, in the order of the ledger."""
        with self._reading() as connection:
            chosen = select(INCIDENTS).where(INCIDENTS.c.policy == (policy or self.policy))
            return read_records(connection, connection.execute(chosen.order_by(INCIDENTS.c.key)).all())


_PAGE = 500
"""Incidents that a walk reads at once."""


def _read_all(connection: Connection, policy: str, *asked: Criteria | None) -> list[Test]:
    return [test for criteria in asked if criteria for test in read_criteria(connection, criteria, policy)]


# --- appending --------------------------------------------------------------------------------------------------------


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
    before = _find_version(connection, came.location) if came.location else None
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


def _find_version(connection: Connection, location: str) -> str | None:
    numbers = find_numbers(connection, [name_location(location)], "acquisition")
    rows = read_rows(connection, numbers[-1:])
    return next((str(row.public["report"]) for row in rows.values()), None)


def _drop_known(connection: Connection, written: Sequence[Written]) -> list[Written]:
    """Return the records that are not there yet, each once."""
    by_id: dict[str, Written] = {}
    for n, record in enumerate(written):
        by_id.setdefault(FORMS[record.kind].identify(record.public, record.private) or f"new {n}", record)
    known = components.find_all(connection, by_id)
    return [record for id_, record in by_id.items() if id_ not in known]


def index(connection: Connection, rows: Sequence[Stored], describe: Describer, shelf: Shelf) -> set[int]:
    """Enter `rows` in all that derives from the ledger but the views; return the components that they touch."""
    _enter_records(connection, rows)
    texts = [(row.seq, shelf.record(row)) for row in rows if row.kind == "text"]
    full_text.enter_texts(connection, [(seq, text.content) for seq, text in texts if text is not None])
    touched = components.index_events(connection, rows)
    coded = [row for row in rows if row.kind == "coding"]
    shelf.hold(row.public["source"] for row in coded)
    codings = [shelf.record(row) for row in coded]
    enter_mentions(connection, [coding for coding in codings if coding is not None], describe)
    return touched


def _enter_records(connection: Connection, rows: Sequence[Stored]) -> None:
    records, subjects = [], []
    for row in rows:
        form = FORMS[row.kind]
        if id_ := form.identify(row.public, row.private):
            records.append({"id": id_, "seq": row.seq})
        about = sorted(set(form.list_subjects(row.public, row.private)))
        subjects += [{"subject": subject, "kind": row.kind, "seq": row.seq} for subject in about]
    if records:
        connection.execute(insert(RECORDS), records)
    if subjects:
        connection.execute(insert(SUBJECTS), subjects)


def list_policies(connection: Connection) -> list[str]:
    """Return the policies whose views are kept."""
    return sorted(connection.execute(select(POLICIES.c.policy)).scalars())


# --- rebuilding -------------------------------------------------------------------------------------------------------

_AT_ONCE = 250


def rebuild(connection: Connection, resolve: Resolver, describe: Describer) -> None:
    """Empty what derives from the ledger, and fill it again."""
    for table in DERIVED:
        connection.execute(table.delete())
    full_text.empty(connection)
    batch: list[Stored] = []
    for row in walk(connection):
        batch.append(row)
        if len(batch) == _AT_ONCE:
            index(connection, batch, describe, Shelf(connection, batch))
            batch = []
    index(connection, batch, describe, Shelf(connection, batch))
    policies = list_policies(connection)
    for numbers in _list_components(connection):
        views.refresh(connection, numbers, policies, resolve)


def _list_components(connection: Connection) -> Iterator[list[int]]:
    """Yield the numbers of all components, some at a time."""
    last = -1
    while True:
        query = select(EVENTS.c.component).where(EVENTS.c.component > last).distinct()
        numbers = list(connection.execute(query.order_by(EVENTS.c.component).limit(_AT_ONCE)).scalars())
        if not numbers:
            return
        yield numbers
        last = numbers[-1]


# --- erasing ----------------------------------------------------------------------------------------------------------


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
    gone = read_rows(connection, [number, *came, *texts, *mine, *reviews], payloads=True)
    entries = tuple((row.seq, n) for row in gone.values() for n, part in enumerate(row.private) if part is not None)
    destroy(connection, entries)
    add_rows(connection, [write(Erasure(entries, by, time, reason))])
    _derive_anew(connection, list(gone), resolve)
    return len(entries)


def _derive_anew(connection: Connection, numbers: Sequence[int], resolve: Resolver) -> None:
    """Derive anew what rests on records of which something was destroyed."""
    rows = list(read_rows(connection, numbers).values())
    for table in (RECORDS, SUBJECTS):
        connection.execute(delete(table).where(table.c.seq.in_(numbers)))
    _enter_records(connection, rows)
    full_text.drop_texts(connection, [row.seq for row in rows if row.kind == "text"])
    events = [event.id for row in rows if row.kind == "coding" for event in read_events(row.public)]
    entries = components.read_entries(connection, EVENTS.c.id, events)
    drop_mentions(connection, [entry.key for entry in entries])
    touched = {entry.component for entry in entries}
    views.refresh(connection, touched, list_policies(connection), resolve)


# --- finding records --------------------------------------------------------------------------------------------------


def _rows_about(connection: Connection, kind: str, subjects: Iterable[str] | None, after: int) -> Iterator[Stored]:
    if subjects is None:
        return walk_kind(connection, kind, after)
    numbers = [n for n in find_numbers(connection, subjects, kind) if n > after]
    return iter(read_rows(connection, numbers).values())


def walk_kind(connection: Connection, kind: str, after: int) -> Iterator[Stored]:
    """Yield the records of one kind behind the number `after`, in order."""
    return (row for row in walk(connection, after) if row.kind == kind)


def _find_entries(connection: Connection, id_: str) -> list[components.Entry]:
    """Return the events that an id names: a short or a whole one, or another dataset's. Raises IncidentNotFound."""
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


def _by_short(ids: Sequence[str], policy: str) -> Select[Any]:
    """Return the query for the incidents that the events with these short ids are of."""
    same = (INCIDENTS.c.policy == MEMBERS.c.policy) & (INCIDENTS.c.key == MEMBERS.c.incident)
    joined = EVENTS.join(MEMBERS, MEMBERS.c.event == EVENTS.c.key).join(INCIDENTS, same)
    return select(INCIDENTS.c.id).select_from(joined).where(EVENTS.c.short.in_(ids), MEMBERS.c.policy == policy)


def _find_row(connection: Connection, id_: str, policy: str) -> Any:
    """Return the incident's row. Raises IncidentNotFound."""
    for entry in _find_entries(connection, id_):
        joined = MEMBERS.join(
            INCIDENTS, (INCIDENTS.c.policy == MEMBERS.c.policy) & (INCIDENTS.c.key == MEMBERS.c.incident)
        )
        query = select(INCIDENTS).select_from(joined).where(MEMBERS.c.policy == policy, MEMBERS.c.event == entry.key)
        if row := connection.execute(query).first():
            return row
    raise IncidentNotFound(f"{id_}: nothing that was said of this incident stands any more; `gawah log` says why")
