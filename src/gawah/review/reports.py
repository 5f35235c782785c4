"""One report with all that is said of it: its incidents and responses, each with the values that the report states.

A value stands as often as it is stated in another way: with its words, as a coder read it, and with what people decided
on it, also where they rejected it. `gawah.account` tells an incident of many reports; this tells one report.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from gawah.errors import ReviewError
from gawah.linking.origins import group_origins
from gawah.model import (
    PERSON,
    Assertion,
    Coding,
    Event,
    Incident,
    Json,
    Link,
    Review,
    SpanRole,
    Text,
    Voice,
    canonical_json,
    field_pattern,
    short_id,
)
from gawah.record import NotCoded, ReportHeader
from gawah.resolve import Decisions, find_withdrawn, lead_events, list_acting, quotes_of, resolve, sort_decisions

if TYPE_CHECKING:
    from gawah.store import Store

_OF_WORK = frozenset({"main", "verification", "workflow", "released_under", "audience", "foreign_ids"})
"""What is said of how an incident is told and worked on, and is no value that words of a report state."""
_PARTED = ("victims", "claims")
"""Lists whose items consist of values of their own."""


@dataclass(frozen=True, slots=True)
class Quoted:
    """Words that a value rests on, by code points of the report's text."""

    words: str
    start: int
    end: int
    role: SpanRole


@dataclass(frozen=True, slots=True)
class Stated:
    """One value of one field, as one speaker states it in a report; and what people decided on it."""

    key: str
    """By which it is named, whatever people decide on it later: the id of its first assertion."""
    item: str
    """Which item of a list of groups it belongs to; empty for other fields."""
    said: tuple[Assertion, ...]
    """What states it, as first coded, in the order of the text."""
    now: Assertion | None
    """The first of these as people left it; None where they rejected it."""
    quotes: tuple[Quoted, ...]
    decisions: tuple[Review, ...]
    """The decisions that stand, the oldest first."""
    added: Link | None = None
    """The decision by which a person added it."""

    @property
    def decided(self) -> Review | Link | None:
        """The last decision that stands."""
        return self.decisions[-1] if self.decisions else self.added

    @property
    def field(self) -> str:
        """The field, with "*" for the item of a list: "victims/*/count"."""
        return field_pattern(self.said[0].field)

    @property
    def value(self) -> Json:
        """What is stated now, or was before it was rejected."""
        return (self.now or self.said[0]).value

    @property
    def voice(self) -> Voice:
        """Who says it, and on what basis, as people left it."""
        return _hear(self.now or self.said[0])

    @property
    def voice_was(self) -> Voice | None:
        """Who said it as the coder read it, where a person has corrected that; else None."""
        first = _hear(self.said[0])
        return None if self.voice == first else first

    @property
    def was(self) -> Json:
        """What the coder read, where a person has corrected it; else None."""
        first = self.said[0].value
        return None if self.now is None or self.now.value == first else first


def _hear(said: Assertion) -> Voice:
    return Voice(said.speaker, said.speaker_role, said.basis)


@dataclass(frozen=True, slots=True)
class CodedEvent:
    """An incident or a response, as one report tells of it."""

    event: Event
    """The first event of the report that tells of it."""
    stated: tuple[Stated, ...]
    incident: Incident | None = None
    """The incident of the store that it is of, with all its reports; None where nothing stands of it any more."""
    responses: tuple["CodedEvent", ...] = ()
    """What answers it."""

    @property
    def id(self) -> str:
        """The short id of its event."""
        return short_id(self.event.id)


@dataclass(frozen=True, slots=True)
class CodedReport:
    """A report with all that was coded from it."""

    header: ReportHeader
    text: Text
    incidents: tuple[CodedEvent, ...]
    loose: tuple[CodedEvent, ...]
    """Responses that answer no incident of the store."""
    not_coded: tuple[NotCoded, ...]
    notes: tuple[str, ...]
    head: int
    """The ledger's number as of which this is."""

    def list_stated(self) -> list[Stated]:
        """Return every value, in the order of the page: incident by incident, each with its responses."""
        return [stated for event in self.list_events() for stated in event.stated]

    def list_events(self) -> list[CodedEvent]:
        """Return the incidents, each with its responses behind it, and what answers none."""
        return [one for event in (*self.incidents, *self.loose) for one in (event, *event.responses)]

    def find_stated(self, key: str) -> tuple[CodedEvent, Stated]:
        """Return the value of which an assertion has this id, with its event. Raises ReviewError."""
        for event in self.list_events():
            for stated in event.stated:
                if any(said.id == key for said in stated.said):
                    return event, stated
        raise ReviewError("This value is not there any more: somebody took it back. Load the report anew.")


def open_report(store: "Store", id_: str) -> CodedReport:
    """Return the report that an id, or the beginning of one, names. Raises StoreError where there is none."""
    text, header = store.find_report(id_)
    head, _ = store.read_head()
    codings = store.read(Coding, [text.sha256])
    hung = _hang_together(store, codings)
    told = Told(codings, store.read(Review, [text.sha256]), hung.links, hung.leads, hung.gone)
    incidents = _read_incidents(store, {hung.leads[id_] for id_ in told.own if id_ in hung.leads})
    omissions = dict.fromkeys(NotCoded.of(o, text.content) for coding in codings for o in coding.omissions)
    notes = dict.fromkeys(note for coding in codings if not coding.is_by_person for note in coding.notes)
    return CodedReport(header, text, *told.list_events(incidents), tuple(omissions), tuple(notes), head)


def read_incidents(store: "Store", text_sha256: str, by_machines: bool = False) -> tuple[Incident, ...]:
    """Return the incidents as one text alone tells of them: as people left them or, otherwise, as machines read it."""
    codings = store.read(Coding, [text_sha256])
    if by_machines:
        return resolve([coding for coding in codings if not coding.is_by_person])
    hung = _hang_together(store, codings)
    first: dict[str, str] = {}
    ties = []
    for event in (event for coding in codings for event in coding.events if event.id in hung.leads):
        lead = first.setdefault(hung.leads[event.id], event.id)
        ties += [Link.of("same", lead, event.id, "the store")] if lead != event.id else []
    kept = [_drop_events(coding, hung.gone) for coding in codings]
    answers = [link for link in hung.links if link.kind not in ("same", "different", "unsure")]
    return resolve(kept, [*ties, *answers], store.read(Review, [text_sha256]))


def _drop_events(coding: Coding, gone: frozenset[str]) -> Coding:
    """Return a coding without events that a person added and took back."""
    if gone.isdisjoint(event.id for event in coding.events):
        return coding
    events = tuple(event for event in coding.events if event.id not in gone)
    return replace(coding, events=events, assertions=tuple(a for a in coding.assertions if a.event_id not in gone))


@dataclass(frozen=True, slots=True)
class _Hung:
    """How the events of a text hang together with all others of the store."""

    links: tuple[Link, ...]
    leads: Mapping[str, str]
    """For each event the first event of its incident or response."""
    gone: frozenset[str]
    """Events by which a person added something and took it back."""


def _hang_together(store: "Store", codings: Sequence[Coding]) -> _Hung:
    leads: dict[str, str] = {}
    links = [link for coding in codings for link in coding.links]
    gone: set[str] = set()
    for component in store.read_components(event.id for coding in codings for event in coding.events):
        leads |= lead_events(component.codings, component.links)
        gone |= find_withdrawn(component.codings, component.links)
        links += component.links
    return _Hung(tuple(links), leads, frozenset(gone))


class Told:
    """What the codings of one text say, event by event."""

    def __init__(
        self,
        codings: Sequence[Coding],
        reviews: Sequence[Review],
        links: Sequence[Link],
        leads: Mapping[str, str],
        gone: Collection[str],
    ) -> None:
        self.codings, self.links, self.leads = codings, links, leads
        self.decisions = sort_decisions(reviews)
        self.own = {event.id for coding in codings for event in coding.events} - set(gone)

    def list_events(self, incidents: Mapping[str, Incident]) -> tuple[tuple[CodedEvent, ...], tuple[CodedEvent, ...]]:
        """Return the incidents with what answers them, and the responses that answer none.

        `incidents` are those that they are of, by their first events.
        """
        told = {lead: CodedEvent(event, stated) for lead, event, stated in self._group()}
        held = {r.event: lead for lead, incident in incidents.items() for r in incident.responses}
        answers: dict[str, list[CodedEvent]] = {}
        for lead, one in told.items():
            if one.event.kind == "response":
                answers.setdefault(held.get(short_id(lead), ""), []).append(one)
        found = [
            CodedEvent(one.event, one.stated, incidents.get(lead), tuple(answers.pop(lead, ())))
            for lead, one in told.items()
            if one.event.kind == "incident"
        ]
        return tuple(found), tuple(one for rest in answers.values() for one in rest)

    def _group(self) -> Iterable[tuple[str, Event, tuple[Stated, ...]]]:
        """Yield what is told with its first event here and what is stated of it, in the order of the text."""
        events: dict[str, list[Event]] = {}
        for coding in self.codings:
            for event in coding.events:
                if event.id in self.own and event.id in self.leads:
                    events.setdefault(self.leads[event.id], []).append(event)
        said: dict[str, dict[str, Assertion]] = {}
        for assertion in (a for coding in self.codings for a in coding.assertions):
            if assertion.event_id in self.own and assertion.field.split("/")[0] not in _OF_WORK:
                said.setdefault(self.leads.get(assertion.event_id, ""), {})[assertion.id] = assertion
        for lead, of in sorted(events.items(), key=lambda item: min(e.anchor for e in item[1])):
            stated = list_stated(list(said.get(lead, {}).values()), self.decisions, self.links, self.codings)
            if stated:
                yield lead, min(of, key=lambda e: e.anchor), stated


def _read_incidents(store: "Store", leads: Iterable[str]) -> dict[str, Incident]:
    """Return the store's incidents by their first events."""
    found = store.resolve_events(leads)
    return {lead: store.find_incident(id_).incident for lead, id_ in found.items() if short_id(lead) == id_}


def list_copies(store: "Store", report: CodedReport) -> list[ReportHeader]:
    """Return the reports of the same incidents that copy this one, or that it copies, or that have one source."""
    own = report.text.sha256
    events = [event.event.id for event in report.incidents]
    texts = {c.coding_input.text.sha256: c.coding_input.text for r in store.read_components(events) for c in r.codings}
    origins = group_origins(list(texts.values()))
    mine = origins.get(own)
    alike = {sha for sha, origin in origins.items() if mine is not None and origin == mine and sha != own}
    told = report.incidents if alike else ()  # to read every incident takes time, and few reports are copies
    records = (store.find_incident(event.incident.id) for event in told if event.incident)
    return list(dict.fromkeys(h for record in records for h in record.reports if h.text_sha256 in alike))


# --- values -----------------------------------------------------------------------------------------------------------


def list_stated(
    said: Sequence[Assertion], decisions: Decisions, links: Iterable[Link], codings: Iterable[Coding]
) -> tuple[Stated, ...]:
    """Return the values that assertions of one event state, in the codebook's order, the same value once."""
    content = {c.coding_input.text.sha256: c.coding_input.text.content for c in codings}
    adding = {link.from_event: link for link in links if link.time and not link.undoes}
    groups: dict[bytes, list[tuple[Assertion, Assertion | None, tuple[Review, ...]]]] = {}
    for assertion in sorted(said, key=_place):
        acting = list_acting(assertion, decisions)
        now = acting[-1][1] if acting else assertion
        about = [field_pattern(assertion.field), _name_item(assertion), assertion.value, now.value if now else None]
        about += [now is None, assertion.speaker, assertion.basis if assertion.field.startswith("perp") else ""]
        groups.setdefault(canonical_json(about), []).append((assertion, now, tuple(r for r, _ in acting)))
    found = [_state(group, content, adding) for group in groups.values()]
    return tuple(sorted(found, key=lambda s: (_order(s.field)[0], s.item, _order(s.field))))


def _place(assertion: Assertion) -> tuple[int, int, str]:
    first = min((s for s in assertion.spans), default=None)
    return (first.start, first.end, assertion.id) if first else (1 << 60, 0, assertion.id)


def _name_item(assertion: Assertion) -> str:
    head, *rest = assertion.field.split("/")
    return f"{short_id(assertion.event_id)} {rest[0]}" if head in _PARTED and rest else ""


def _state(
    group: Sequence[tuple[Assertion, Assertion | None, tuple[Review, ...]]],
    content: Mapping[str, str],
    adding: Mapping[str, Link],
) -> Stated:
    first, now, _ = group[0]
    quotes: dict[Quoted, None] = {}
    for assertion, left, _ in group:
        shown = left or assertion
        words = quotes_of(content[assertion.text_sha256], shown.spans, shown.trigger if shown is assertion else None)
        quotes |= dict.fromkeys(Quoted(*quote) for quote in words)
    decisions = {review.id: review for *_, acting in group for review in acting}
    added = adding.get(first.event_id) if first.coder.startswith(PERSON) else None
    ordered = sorted(decisions.values(), key=lambda r: (r.time, r.id))
    said = tuple(assertion for assertion, *_ in group)
    return Stated(first.id, _name_item(first), said, now, tuple(quotes), tuple(ordered), added)


def _order(field: str) -> tuple[int, int]:
    head, _, part = field.partition("/*/")
    return _find(_ORDER, head.removesuffix("/*")), _find(_PARTS, part.partition("/")[0])


def _find(order: Sequence[str], name: str) -> int:
    return order.index(name) if name in order else len(order)


_ORDER = (
    *("title", "type", "also_types", "told_as", "status", "outcome", "actor", "target", "date", "duration_days"),
    *("quantity", "place", "other_places", "figures", "killed_by_party", "perpetrators", "claims", "claimed"),
    *("victims", "targets", "weapons", "campaign", "motive", "custom"),
)
"""The order in which the values of an event are told."""
_PARTS = ("description", "count", "outcome", "subset_of", "persons")
"""The order of those of a group of people."""
