"""An open store: all that can be asked of it, and the one way in which anything comes into it."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from types import TracebackType
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine, insert, select

from gawah.errors import IncidentNotFound, ReportUnknown, StoreError
from gawah.marks import Mark, ProjectSecret
from gawah.media import Attachment, Media
from gawah.model import Acquisition, BlindCoding, Coding, Erasure, Event, Link, Report, Review, Run, SavedList, Text
from gawah.record import IncidentRecord, ReportHeader
from gawah.store import components, views
from gawah.store.appending import Appended, Record, append
from gawah.store.components import Component, Shelf, find_number, read_components
from gawah.store.conditions import Test, read_criteria
from gawah.store.criteria import Criteria
from gawah.store.database import explain_failures, hold, open_database, reading, writing
from gawah.store.deriving import list_components, list_policies, rebuild
from gawah.store.erasing import count_naming, erase_media, erase_person, erase_report
from gawah.store.forms import FORMS, read_events
from gawah.store.headers import ListedReport, list_reports, read_headers, read_records
from gawah.store.ledger import copy_rows, read_head, read_rows
from gawah.store.listing import Found, Listed
from gawah.store.lookup import (
    by_short,
    find_entries,
    find_reports,
    find_row,
    find_version,
    list_codings,
    rows_about,
    rows_known_by,
    walk_kind,
)
from gawah.store.mentions import Describer, find_mentions, read_mentions_behind, read_mentions_of
from gawah.store.pages import count, find_excluded, find_page, read_place
from gawah.store.snippets import Snippet, quote_words
from gawah.store.spread import Spread
from gawah.store.sums import Sum, list_values, summarise
from gawah.store.tables import EVENTS, INCIDENTS, MEMBERS, POLICIES
from gawah.store.verifying import Verified, verify
from gawah.store.views import Resolver, View
from gawah.store.waiting import Waiting, find_keys, find_waiting

_R = TypeVar(
    "_R",
    Report,
    Acquisition,
    Text,
    Coding,
    BlindCoding,
    Link,
    Review,
    Run,
    SavedList,
    Erasure,
    Mark,
    ProjectSecret,
    Media,
    Attachment,
)


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

    @contextmanager
    def hold(self) -> Iterator[None]:
        """Have all that this thread reads meanwhile be of the store as it is now, and what is asked twice read once.

        For what asks much at once, as a page does. Nothing can be added from this thread meanwhile.
        """
        with explain_failures(self.name), hold(self.engine):
            yield

    # --- writing ------------------------------------------------------------------------------------------------------

    def append(self, records: Iterable[Record]) -> Appended:
        """Add `records` in one transaction, with all that derives from them; what is there already is passed over.

        When this returns, they are on the disk. A report found at a URL or path where another was found before becomes
        a version of that. Raises StoreError; then nothing was added.
        """
        with explain_failures(self.name), writing(self.engine) as connection:
            return append(connection, records, self.resolve, self.describe, self.policy)

    def keep_view(self, policy: str) -> None:
        """Compute the view of `policy`, unless it is kept already, and keep it up to date from now on."""
        with self._reading() as connection:
            if policy in list_policies(connection):
                return
        with explain_failures(self.name), writing(self.engine) as connection:
            connection.execute(insert(POLICIES), [{"policy": policy}])
            for numbers in list_components(connection):
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

    def erase_media(self, media_id: str, by: str, time: str, reason: str) -> int:
        """Destroy the bytes of an attached file for good, and what was said of it; return how many entries."""
        with explain_failures(self.name), writing(self.engine) as connection:
            return erase_media(connection, media_id, by, time, reason)

    def erase_person(self, id_: str, name: str, by: str, time: str, reason: str) -> int:
        """Destroy what coders and people said of a person of an incident, by any spelling; return how many entries.

        The ledger still verifies, and says who erased it, when and why. The reports' own words stay: see
        `erase_report`. Raises IncidentNotFound, StoreError where nobody of that name is told of.
        """
        erasure = Erasure((), by, time, reason)
        with explain_failures(self.name), writing(self.engine) as connection:
            codings = list_codings(connection, find_row(connection, id_, self.policy))
            return erase_person(connection, codings, name, erasure, self.resolve, self.describe)

    def count_naming(self, id_: str, name: str) -> int:
        """Return how many entries `erase_person` would destroy. Raises IncidentNotFound, StoreError."""
        with self._reading() as connection:
            return count_naming(connection, list_codings(connection, find_row(connection, id_, self.policy)), name)

    # --- as it was ----------------------------------------------------------------------------------------------------

    @contextmanager
    def as_of(self, upto: int) -> "Iterator[Store]":
        """Give the store as it was when the ledger's last number was `upto`, in memory, for as long as it is used.

        All that derives from the ledger is derived again, so this takes as long as a rebuild. Raises StoreError for a
        number that the ledger has not come to.
        """
        head, _ = self.read_head()
        if not 0 < upto <= head:
            raise StoreError(f"{upto}: the ledger of {self.name} goes from 1 to {head}")
        name = f"{self.name} at {upto}"
        with Store(open_database(":memory:", False), name, self.resolve, self.describe, self.policy) as then:
            with self._reading() as source, writing(then.engine) as target:
                copy_rows(source, target, upto)
            then.rebuild()
            yield then

    # --- reading records ----------------------------------------------------------------------------------------------

    def read(self, kind: type[_R], subjects: Iterable[str] | None = None, after: int = 0) -> list[_R]:
        """Return the records of a type, in the order of the ledger, those behind the number `after`.

        `subjects` are ids (a report's, a text's hash, an event's, "run:NAME" for a run of that coder or linker); where
        given, only records about one of them. Reports come without their bytes; see `read_payload`. What was erased is
        left out.
        """
        (form,) = (form for form in FORMS.values() if form.record is kind)
        with self._reading() as connection:
            shelf = Shelf(connection)
            records = (shelf.record(row) for row in rows_about(connection, form.kind, subjects, after, shelf))
            return [record for record in records if record is not None]

    def find_records(self, start: str) -> list[object]:
        """Return records of any type whose ids, in hex, begin with `start`: no more than a few of those that do."""
        with self._reading() as connection:
            shelf = Shelf(connection)
            found = [FORMS[row.kind].read(row, shelf) for row in rows_known_by(connection, start)]
            return [record for record in found if record is not None]

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

    def read_media(self, media_id: str, payload: bool = True) -> Media | None:
        """Return an attached file, with its bytes unless they are not asked for; None where there is none."""
        with self._reading() as connection:
            number = find_number(connection, f"media:{media_id}")
            rows = read_rows(connection, [number] if number else [], payloads=payload)
            return next((FORMS["media"].read(row, Shelf(connection)) for row in rows.values()), None)

    def has_before(self, record_id: str, upto: int) -> bool:
        """Whether the record that is known by `record_id` was there when the ledger had come to the number `upto`."""
        with self._reading() as connection:
            number = find_number(connection, record_id)
            return number is not None and number <= upto

    def read_head(self) -> tuple[int, str]:
        """Return the ledger's last sequence number and its hash in hex: note it down to prove what was there."""
        with self._reading() as connection:
            seq, own = read_head(connection)
            return seq, own.hex()

    def find_version(self, location: str) -> str | None:
        """Return the id of the report that was found last at a URL or an absolute path."""
        with self._reading() as connection:
            return find_version(connection, location)

    def find_report(self, id_: str) -> tuple[Text, ReportHeader]:
        """Return the text of the report that an id, or the beginning of one, names, and its header.

        Of a report from which several texts were derived, the last. Raises StoreError where there is no such report, or
        more than one.
        """
        with self._reading() as connection:
            found = find_reports(connection, id_)
            if len(found) != 1:
                raise ReportUnknown(f"{id_}: {'more than one' if found else 'no'} report in the store has this id")
            shelf = Shelf(connection)
            rows = list(rows_about(connection, "text", found, 0, shelf))
            text = shelf.record(rows[-1]) if rows else None
            if text is None:
                raise ReportUnknown(f"{id_}: this report was erased")
            return text, read_headers(connection, [rows[-1].seq])[rows[-1].seq]

    def list_reports(
        self, before: int | None = None, limit: int = 50, uncoded: bool = False
    ) -> tuple[list[ListedReport], int | None]:
        """Return reports, the latest first, and the number before which the list goes on, None where it ends.

        It begins with those before the ledger's number `before`. With `uncoded`, those in which nobody saw anything.
        """
        with self._reading() as connection:
            return list_reports(connection, before, limit, uncoded)

    def read_events(self, after: int = 0) -> list[tuple[int, Event]]:
        """Return the events of codings behind the ledger's number `after`, each with the number of its coding."""
        with self._reading() as connection:
            rows = walk_kind(connection, "coding", after)
            return [(row.seq, event) for row in rows for event in read_events(row.public)]

    def read_mentions(self, after: int = 0) -> list[bytes]:
        """Return what a linker compares of the events of codings behind the ledger's number `after`, in their order."""
        with self._reading() as connection:
            return read_mentions_behind(connection, components.first_key(after + 1))

    def read_mentions_of(self, event_ids: Iterable[str]) -> list[bytes]:
        """Return what a linker compares of these events, in their order; of those alone of which it compares any."""
        with self._reading() as connection:
            return read_mentions_of(connection, sorted(set(event_ids)))

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

    def _read_tests(self, connection: Connection, policy: str, *asked: Criteria | None) -> list[Test]:
        """Return what an incident has to pass that is asked for."""
        return [test for criteria in asked if criteria for test in read_criteria(connection, criteria, policy)]

    # --- reading incidents --------------------------------------------------------------------------------------------

    def resolve_id(self, id_: str, policy: str | None = None) -> str:
        """Return the id of the incident that an id (its own, or an alias) stands for now. Raises IncidentNotFound."""
        with self._reading() as connection:
            return str(find_row(connection, id_, policy or self.policy).id)

    def resolve_ids(self, ids: Iterable[str]) -> set[str]:
        """Return the ids of the incidents that short ids stand for now; one of which nothing stands gives none."""
        wanted, found = sorted(set(ids)), set[str]()
        with self._reading() as connection:
            for start in range(0, len(wanted), _AT_ONCE):
                found.update(connection.execute(by_short(wanted[start : start + _AT_ONCE], self.policy)).scalars())
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
            (record,) = read_records(connection, [find_row(connection, id_, policy or self.policy)])
            return record

    def _find_then(self, connection: Connection, id_: str, policy: str, upto: int) -> tuple[Component, View]:
        for entry in find_entries(connection, id_):
            for component in read_components(connection, [entry.component], upto):
                for view in views.compute_views(component, policy, self.resolve):
                    if entry.key in view.events:
                        return component, view
        raise IncidentNotFound(f"{id_}: there was no such incident at number {upto} of the ledger")

    def find_event(self, id_: str) -> tuple[str, str]:
        """Return the whole id of the event that a short or a whole id names, and its kind. Raises IncidentNotFound."""
        with self._reading() as connection:
            entry = find_entries(connection, id_)[0]
            return entry.id, entry.kind

    def list_events(self, id_: str, policy: str | None = None, upto: int | None = None) -> list[str]:
        """Return the ids of the events that are the incident, the first first; with `upto`, that were it then.

        Raises IncidentNotFound.
        """
        with self._reading() as connection:
            if upto is not None:
                component, view = self._find_then(connection, id_, policy or self.policy, upto)
                return [entry.id for entry in component.entries if entry.key in view.events]
            row = find_row(connection, id_, policy or self.policy)
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
            tests = self._read_tests(connection, chosen, criteria, scope)
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

    def walk_pages(self, criteria: Criteria | None = None, policy: str | None = None) -> Iterator[list[IncidentRecord]]:
        """Yield the same incidents in the same order, in full and with their reports, some hundred at once.

        Raises UsageError.
        """
        after, more = None, True
        while more:
            records, after, more = self._read_page(criteria, policy or self.policy, after)
            yield records

    def _read_page(
        self, criteria: Criteria | None, policy: str, after: Sequence[int] | None
    ) -> tuple[list[IncidentRecord], Sequence[int] | None, bool]:
        """Return a page of the list in full, where its last incident stands, and whether more follow."""
        with self._reading() as connection:
            page = find_page(
                connection, policy, self._read_tests(connection, policy, criteria), limit=_PAGE, after=after
            )
            last = read_place(page.rows[-1], "date") if page.rows else None
            return read_records(connection, page.rows), last, page.more

    def find_excluded(
        self,
        criteria: Criteria | None,
        scope: Criteria,
        policy: str | None = None,
        limit: int = 50,
        skip: int = 0,
        after: Sequence[int] | None = None,
    ) -> Found:
        """Return a page of the incidents that meet `criteria` and lie out of `scope`, each with the rules it breaks."""
        chosen = policy or self.policy
        with self._reading() as connection:
            tests, rules = self._read_tests(connection, chosen, criteria), self._read_tests(connection, chosen, scope)
            page, broken = find_excluded(connection, chosen, tests, rules, limit, skip, after)
            rows = zip(page.rows, broken, strict=True)
            return Found(tuple(Listed.of(row, read_place(row, "date"), why) for row, why in rows), page.more)

    def count(self, criteria: Criteria | None = None, policy: str | None = None, scope: Criteria | None = None) -> int:
        """Return how many incidents meet `criteria` and lie in `scope`. Raises UsageError."""
        chosen = policy or self.policy
        with self._reading() as connection:
            return count(connection, chosen, self._read_tests(connection, chosen, criteria, scope))

    def quote(self, words: str, incidents: Sequence[Listed], policy: str | None = None) -> dict[str, Snippet]:
        """Return what the reports of listed incidents say around `words`, by the incidents' ids."""
        ids = {one.place[-1]: one.incident.id for one in incidents}
        with self._reading() as connection:
            found = quote_words(connection, policy or self.policy, words, list(ids))
            return {ids[key]: snippet for key, snippet in found.items()}

    def spread(
        self, criteria: Criteria | None = None, policy: str | None = None, scope: Criteria | None = None
    ) -> Spread:
        """Return how the incidents that meet `criteria` and lie in `scope` spread over map, time and facets."""
        chosen = policy or self.policy
        return Spread(self._reading, chosen, lambda connection: self._read_tests(connection, chosen, criteria, scope))

    def list_values(self, facet: str, most: int = 500, policy: str | None = None) -> list[str]:
        """Return the values of a facet that incidents have, the first in order; see `FACETS`."""
        with self._reading() as connection:
            return list_values(connection, policy or self.policy, facet, most)

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
            return summarise(connection, chosen, self._read_tests(connection, chosen, criteria, scope), by)

    def find_waiting(
        self,
        kind: str | None = None,
        among: Iterable[str] | None = None,
        after: Sequence[Any] | None = None,
        limit: int = 50,
        policy: str | None = None,
    ) -> list[Waiting]:
        """Return what waits for people, what is worth most first: of a `kind`, on the incidents with ids `among`, and
        behind the place `after`.
        """
        chosen = policy or self.policy
        with self._reading() as connection:
            keys = None if among is None else find_keys(connection, chosen, sorted(set(among)))
            return find_waiting(connection, chosen, kind=kind, among=keys, after=after, limit=limit)

    def list_parts(self, id_: str, policy: str | None = None) -> list[Listed]:
        """Return the incidents that are part of the one with this id, in the order of their days."""
        chosen = select(INCIDENTS).where(INCIDENTS.c.policy == (policy or self.policy), INCIDENTS.c.umbrella == id_)
        with self._reading() as connection:
            rows = connection.execute(chosen.order_by(INCIDENTS.c.day, INCIDENTS.c.key)).all()
            return [Listed.of(row, read_place(row, "date")) for row in rows]

    def read_lists(self) -> dict[str, SavedList]:
        """Return the lists that are kept, by name."""
        latest = {saved.name: saved for saved in self.read(SavedList, ["lists"])}
        return {name: saved for name, saved in sorted(latest.items()) if saved.criteria is not None}

    def list_incidents(self, policy: str | None = None) -> list[IncidentRecord]:
        """Return every incident with its reports, in the order of the ledger."""
        with self._reading() as connection:
            chosen = select(INCIDENTS).where(INCIDENTS.c.policy == (policy or self.policy))
            return read_records(connection, connection.execute(chosen.order_by(INCIDENTS.c.key)).all())


_PAGE = 500
"""Incidents that a walk reads at once."""
_AT_ONCE = 250
