"""A store as somebody sees it who does not see all: without names, or with nothing but their own records.

It is the one place where that is decided. Pages and the API ask it as they ask any store, and have nothing to hide
themselves; a method of `Store` that is not thought of here is refused, and a test says so.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Connection, or_, select

from gawah.errors import IncidentNotFound, NotAllowed, ReportUnknown
from gawah.gazetteer.actors import find_actors
from gawah.marks import Mark, ProjectSecret
from gawah.media import Attachment, Media
from gawah.model import (
    Acquisition,
    BlindCoding,
    Coding,
    Erasure,
    Incident,
    Link,
    Report,
    Review,
    Run,
    SavedList,
    Text,
)
from gawah.people.masked_words import asks_for_name, find_masked
from gawah.people.masks import Masks, mask_loose, may_be_name
from gawah.record import IncidentRecord, ReportHeader
from gawah.review import list_assigned
from gawah.store import Appended, Criteria, Found, Listed, ListedReport, Record, Store, Sum, Verified
from gawah.store.components import Component
from gawah.store.conditions import Test
from gawah.store.lookup import find_row
from gawah.store.snippets import Snippet, quote_words
from gawah.store.spread import Share, Spread
from gawah.store.tables import ADDED, INCIDENTS, SUBJECTS, TELLS
from gawah.store.waiting import Waiting

_R = TypeVar("_R")


class MaskedSpread(Spread):
    """How some incidents spread, as somebody sees it who sees no names."""

    def __init__(self, whole: Spread, masks: Masks) -> None:
        self.whole, self.masks = whole, masks
        super().__init__(whole._read, whole.policy, whole._read_tests)

    def list_in_areas(self, most: int) -> list[Incident]:
        """Return incidents that lie in an area alone."""
        return [self.masks.mask_incident(incident) for incident in self.whole.list_in_areas(most)]

    def list_at(self, keys: Sequence[int]) -> dict[int, Incident]:
        """Return the incidents of these keys."""
        return {key: self.masks.mask_incident(incident) for key, incident in self.whole.list_at(keys).items()}

    def share_out(self, facets: Sequence[str], most: int) -> dict[str, list[Share]]:
        """Return the values of facets, without those that may be names."""
        shared = self.whole.share_out(facets, most)
        return {
            facet: [s for s in shares if s.value is None or not may_be_name(s.value)]
            for facet, shares in shared.items()
        }


class SeenStore(Store):
    """What one person sees of a store, and may do with it."""

    def __init__(self, store: Store, name: str, *, sees_names: bool, own_only: bool) -> None:
        self.engine, self.name, self.policy = store.engine, store.name, store.policy
        self.resolve, self.describe = store.resolve, store.describe
        self.whole, self.person, self.sees_names, self.own_only = store, name, sees_names, own_only
        self.masks = Masks(store)
        self._own: set[str] | None = None

    # --- writing ------------------------------------------------------------------------------------------------------

    def append(self, records: Iterable[Record]) -> Appended:
        """Add records; whoever sees no names adds none but the project's secret. Raises NotAllowed."""
        added = list(records)
        if not all(isinstance(record, ProjectSecret) for record in added):
            self._need_names("decide on what they cannot see")
        return self.whole.append(added)

    def rebuild(self) -> None:
        """Raise NotAllowed."""
        raise NotAllowed("this is for whoever sees all of the store")

    def erase_report(self, report_id: str, by: str, time: str, reason: str) -> int:
        """Raise NotAllowed."""
        raise NotAllowed("this is for whoever sees all of the store")

    def erase_person(self, id_: str, name: str, by: str, time: str, reason: str) -> int:
        """Raise NotAllowed."""
        raise NotAllowed("this is for whoever sees all of the store")

    def count_naming(self, id_: str, name: str) -> int:
        """Raise NotAllowed: who may not see a name may not ask whether it is there."""
        raise NotAllowed("this is for whoever sees all of the store")

    @contextmanager
    def as_of(self, upto: int) -> Iterator[Store]:
        """Raise NotAllowed."""
        raise NotAllowed("this is for whoever sees all of the store")
        yield  # what a context manager has

    def verify(self, head: str | None = None) -> Verified:
        """Raise NotAllowed."""
        raise NotAllowed("this is for whoever sees all of the store")

    def _need_names(self, what: str) -> None:
        if not self.sees_names:
            raise NotAllowed(f"who sees no names cannot {what}")

    # --- reading records ----------------------------------------------------------------------------------------------

    def read(self, kind: type[Any], subjects: Iterable[str] | None = None, after: int = 0) -> list[Any]:
        """Return records, as `Store.read` does: those that are one's own, masked."""
        return self._show(self.whole.read(kind, subjects, after))

    def find_records(self, start: str) -> list[object]:
        """Return records by the beginning of their ids."""
        return self._show(self.whole.find_records(start))

    def _show(self, records: Sequence[Any]) -> list[Any]:
        shown = [record for record in records if self._is_own(record)] if self.own_only else records
        return list(shown) if self.sees_names else [self.masks.mask(one) for one in shown if self.masks.knows(one)]

    def read_payload(self, report_id: str) -> bytes | None:
        """Return a report's bytes. Raises NotAllowed."""
        self._need_names("have a report as it was received")
        return self.whole.read_payload(report_id) if self._is_own_subject(report_id) else None

    def read_media(self, media_id: str, payload: bool = True) -> Media | None:
        """Return a picture, video or sound. Raises NotAllowed."""
        self._need_names("see pictures, which show who people are")
        return self.whole.read_media(media_id, payload)

    def erase_media(self, media_id: str, by: str, time: str, reason: str) -> int:
        """Destroy a picture, video or sound. Raises NotAllowed."""
        self._need_names("destroy what they cannot see")
        return self.whole.erase_media(media_id, by, time, reason)

    def find_version(self, location: str) -> str | None:
        """Return the report that was found at a place; None to whoever may not know."""
        found = self.whole.find_version(location) if self.sees_names else None
        return found if found and self._is_own_subject(found) else None

    def find_report(self, id_: str) -> tuple[Text, ReportHeader]:
        """Return a report's text and header. Raises ReportUnknown."""
        text, header = self.whole.find_report(id_)
        if not self._is_own_subject(header.id):
            raise ReportUnknown(f"{id_}: no report in the store has this id")
        return (text, header) if self.sees_names else (self.masks.mask(text), self.masks.mask_header(header))

    def list_reports(
        self, before: int | None = None, limit: int = 50, uncoded: bool = False
    ) -> tuple[list[ListedReport], int | None]:
        """Return reports, the latest first: those that are one's own."""
        found, more = self.whole.list_reports(before, limit, uncoded)
        own = [one for one in found if self._is_own_subject(one.header.id)]
        return (own if self.sees_names else [replace(o, header=self.masks.mask_header(o.header)) for o in own]), more

    def read_mentions(self, after: int = 0) -> list[bytes]:
        """Return what a linker compares. Raises NotAllowed."""
        self._need_names("link incidents")
        return self.whole.read_mentions(after)

    def read_mentions_of(self, event_ids: Iterable[str]) -> list[bytes]:
        """Return what a linker compares. Raises NotAllowed."""
        self._need_names("link incidents")
        return self.whole.read_mentions_of(event_ids)

    def find_mentions(self, keys: Iterable[str], upto: int, rare: Iterable[str] = (), most: int = 0) -> list[bytes]:
        """Return what a linker compares. Raises NotAllowed."""
        self._need_names("link incidents")
        return self.whole.find_mentions(keys, upto, rare, most)

    def read_components(self, event_ids: Iterable[str]) -> list[Component]:
        """Return the components of events."""
        found = self.whole.read_components(event_ids)
        return found if self.sees_names else [self.masks.mask_component(component) for component in found]

    # --- reading incidents --------------------------------------------------------------------------------------------

    def find_incident(self, id_: str, policy: str | None = None, upto: int | None = None) -> IncidentRecord:
        """Return an incident with its reports. Raises IncidentNotFound."""
        self._check_own(id_)
        record = self.whole.find_incident(id_, policy, upto)
        return record if self.sees_names else self.masks.mask_record(record)

    def list_events(self, id_: str, policy: str | None = None, upto: int | None = None) -> list[str]:
        """Return the ids of an incident's events. Raises IncidentNotFound."""
        self._check_own(id_)
        return self.whole.list_events(id_, policy, upto)

    def find(self, criteria: Criteria | None = None, **asked: Any) -> Found:
        """Return a page of the list. Raises UsageError, NotAllowed."""
        return self._show_page(super().find(criteria, **asked))

    def find_excluded(self, criteria: Criteria | None, scope: Criteria, *asked: Any, **more: Any) -> Found:
        """Return a page of what lies out of scope. Raises UsageError, NotAllowed."""
        return self._show_page(super().find_excluded(criteria, scope, *asked, **more))

    def _show_page(self, page: Found) -> Found:
        if self.sees_names:
            return page
        shown = [replace(one, incident=self.masks.mask_incident(one.incident)) for one in page.incidents]
        return Found(tuple(shown), page.more)

    def walk_pages(self, criteria: Criteria | None = None, policy: str | None = None) -> Iterator[list[IncidentRecord]]:
        """Yield incidents in full, page by page. Raises UsageError, NotAllowed."""
        for page in super().walk_pages(criteria, policy):
            yield page if self.sees_names else [self.masks.mask_record(record) for record in page]

    def find_waiting(
        self,
        kind: str | None = None,
        among: Iterable[str] | None = None,
        after: Sequence[Any] | None = None,
        limit: int = 50,
        policy: str | None = None,
    ) -> list[Waiting]:
        """Return what waits for people among one's own incidents."""
        wanted = None if among is None else set(among)
        own: set[str] = set()
        if self.own_only:
            own = {one.incident.id for one in self.walk(policy=policy)}
            wanted = own if wanted is None else own & wanted
        found = self.whole.find_waiting(kind, wanted, after, limit, policy)
        if self.own_only:
            found = [one for one in found if one.other is None or one.other.incident.id in own]
        return found if self.sees_names else [self._mask_waiting(one) for one in found]

    def _mask_waiting(self, one: Waiting) -> Waiting:
        shown = self._show_page(Found(tuple(filter(None, (one.incident, one.other))), False)).incidents
        return replace(one, why=mask_loose(one.why), incident=shown[0], other=shown[1] if one.other else None)

    def list_parts(self, id_: str, policy: str | None = None) -> list[Listed]:
        """Return the incidents that are part of one."""
        found = []
        for one in self.whole.list_parts(id_, policy):
            with suppress(IncidentNotFound):
                self._check_own(one.incident.id)
                found.append(one)
        return found if self.sees_names else list(self._show_page(Found(tuple(found), False)).incidents)

    def list_incidents(self, policy: str | None = None) -> list[IncidentRecord]:
        """Return every incident, in the order of the ledger."""
        found = []
        for record in self.whole.list_incidents(policy):
            with suppress(IncidentNotFound):
                self._check_own(record.incident.id)
                found.append(record if self.sees_names else self.masks.mask_record(record))
        return found

    def quote(self, words: str, incidents: Sequence[Listed], policy: str | None = None) -> dict[str, Snippet]:
        """Return what reports say around words: to whoever sees no names, as they see the reports."""
        if self.sees_names:
            return self.whole.quote(words, incidents, policy)
        if asks_for_name(words):
            return {}
        ids = {one.place[-1]: one.incident.id for one in incidents}
        with self._reading() as connection:
            found = quote_words(connection, policy or self.policy, words, list(ids), self.masks.mask)
        return {ids[key]: snippet for key, snippet in found.items()}

    def spread(
        self, criteria: Criteria | None = None, policy: str | None = None, scope: Criteria | None = None
    ) -> Spread:
        """Return how incidents spread over map, time and facets; nothing of it names anybody."""
        whole = super().spread(criteria, policy, scope)
        return whole if self.sees_names else MaskedSpread(whole, self.masks)

    def list_values(self, facet: str, most: int = 500, policy: str | None = None) -> list[str]:
        """Return the values of a facet that one's own incidents have, without those that may be names."""
        if self.own_only:
            found = [one.values[0] for one in super().summarise([facet], policy=policy) if one.values[0]][:most]
        else:
            found = self.whole.list_values(facet, most, policy)
        return found if self.sees_names else [value for value in found if not may_be_name(value)]

    def summarise(
        self,
        by: Sequence[str],
        criteria: Criteria | None = None,
        policy: str | None = None,
        scope: Criteria | None = None,
    ) -> list[Sum]:
        """Return sums, told apart by facets; those of names as one. Raises UsageError, NotAllowed."""
        found = super().summarise(by, criteria, policy, scope)
        if self.sees_names:
            return found
        sums: dict[tuple[str | None, ...], Sum] = {}
        for one in found:
            values = tuple(mask_loose(value) if value else value for value in one.values)
            held = sums.get(values, Sum(values, 0, 0))
            sums[values] = Sum(values, held.incidents + one.incidents, held.killed + one.killed)
        return list(sums.values())

    # --- what may be asked for ----------------------------------------------------------------------------------------

    def _read_tests(self, connection: Connection, policy: str, *asked: Criteria | None) -> list[Test]:
        if self.sees_names:
            tests = super()._read_tests(connection, policy, *asked)
        else:
            tests = self._read_masked(connection, policy, [criteria for criteria in asked if criteria])
        if not self.own_only:
            return tests
        condition = self._list_own(policy)
        listing = select(INCIDENTS.c.key).where(INCIDENTS.c.policy == policy, condition)
        return [*tests, Test("one's own", condition, listing)]

    def _read_masked(self, connection: Connection, policy: str, asked: Sequence[Criteria]) -> list[Test]:
        """Return what is asked for, words in the reports as the person sees these. Raises UsageError, NotAllowed."""
        for criteria in asked:
            self._check_criteria(criteria)
        tests = super()._read_tests(connection, policy, *(replace(criteria, text=None) for criteria in asked))
        sought = [criteria.text for criteria in asked if criteria.text is not None]
        return tests + [find_masked(connection, policy, words, self.masks) for words in sought]

    def _check_criteria(self, criteria: Criteria) -> None:
        """Raise NotAllowed where what is asked for could tell whether somebody is named."""
        where = [said.partition("=")[2] for said in criteria.where]
        for said in (*criteria.perpetrator, *criteria.community, *criteria.campaign, *criteria.admin1, *where):
            if may_be_name(said) and not find_actors(said):
                raise NotAllowed("who sees no names cannot look for what may be somebody's name")

    # --- what is one's own --------------------------------------------------------------------------------------------

    def _list_own(self, policy: str) -> ColumnElement[bool]:
        """Return the condition of an incident that a report of the person's tells of, or that is theirs to work on."""
        theirs = select(SUBJECTS.c.seq).join(ADDED, ADDED.c.report == SUBJECTS.c.subject)
        texts = theirs.where(SUBJECTS.c.kind == "text", ADDED.c.account == self.person)
        told = select(TELLS.c.incident).where(TELLS.c.policy == policy, TELLS.c.text.in_(texts))
        return or_(INCIDENTS.c.key.in_(told), INCIDENTS.c.id.in_(list_assigned(self.whole, self.person)))

    def _check_own(self, id_: str) -> None:
        """Raise IncidentNotFound where an incident is not the person's own, as where there is none."""
        if not self.own_only:
            return
        with self._reading() as connection:
            row = find_row(connection, id_, self.policy)
            own = select(INCIDENTS.c.key).where(INCIDENTS.c.policy == self.policy, INCIDENTS.c.key == row.key)
            if connection.execute(own.where(self._list_own(self.policy))).first() is None:
                raise IncidentNotFound(f"{id_}: there is no incident of this id in the store")

    def _is_own_subject(self, subject: str) -> bool:
        """Whether a report or a text is one's own, or tells of an incident that is."""
        return not self.own_only or subject in self._read_own()

    def _read_own(self) -> set[str]:
        """Return the ids of reports and the hashes of texts that the person sees."""
        if self._own is None:
            incidents = select(INCIDENTS.c.key).where(INCIDENTS.c.policy == self.policy, self._list_own(self.policy))
            told = select(TELLS.c.text).where(TELLS.c.policy == self.policy, TELLS.c.incident.in_(incidents))
            added = select(SUBJECTS.c.seq).join(ADDED, ADDED.c.report == SUBJECTS.c.subject)
            added = added.where(SUBJECTS.c.kind == "text", ADDED.c.account == self.person)
            query = select(SUBJECTS.c.subject).where(SUBJECTS.c.kind == "text")
            query = query.where(or_(SUBJECTS.c.seq.in_(told), SUBJECTS.c.seq.in_(added)))
            with self._reading() as connection:
                self._own = set(connection.execute(query).scalars())
        return self._own

    def _is_own(self, record: Any) -> bool:
        """Whether a record is about what is one's own; one of a kind that nobody thought of is not."""
        if isinstance(record, _OF_ALL) or (isinstance(record, Mark) and record.event_id is None):
            return True
        subjects = _SUBJECTS[type(record)](record) if type(record) in _SUBJECTS else ()
        return any(self._is_own_subject(subject) for subject in subjects) or self._are_own_events(subjects)

    def _are_own_events(self, events: Sequence[str]) -> bool:
        for id_ in self.whole.resolve_events(events).values():
            with suppress(IncidentNotFound):
                self._check_own(id_)
                return True
        return False


_OF_ALL = (Run, SavedList, Erasure, ProjectSecret)
"""Records that are about no report and no incident."""
_SUBJECTS: Mapping[type, Callable[[Any], Sequence[str]]] = {
    Report: lambda record: (record.id,),
    Acquisition: lambda record: (record.report_id,),
    Text: lambda record: (record.sha256,),
    Coding: lambda record: (record.coding_input.text.sha256,),
    BlindCoding: lambda record: (record.text.sha256,),
    Review: lambda record: (record.text_sha256,),
    Link: lambda record: (record.from_event, record.to_event),
    Mark: lambda record: (record.event_id,),
    Attachment: lambda record: (record.subject,),
}
"""What a record is about: reports, texts or events."""


def see(store: Store, name: str, *, sees_names: bool, own_only: bool) -> Store:
    """Return what somebody sees of a store: all of it, where nothing is withheld from them."""
    if sees_names and not own_only:
        return store
    return SeenStore(store, name, sees_names=sees_names, own_only=own_only)
