"""Which events hang together, so that what is said of one can depend on what is said of another.

Links join events (`different` and `unsure` do not). Within one text, whatever coder read it, a response that its coder
ties to nothing may answer any incident of the text, and those that are called its main subject vie for it. A component
only ever grows: a person's "different" takes two events apart in the view, not here. So the components are the same in
whatever order events and links come.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Column, Connection, bindparam, func, insert, select, update

from gawah.errors import StoreError
from gawah.model import Coding, Event, Link, Review, Text, hash_id, short_id
from gawah.store.database import recall
from gawah.store.forms import ADRIFT, APART, FORMS, MAIN, Stored, read_edges, read_events
from gawah.store.ledger import read_rows
from gawah.store.tables import EVENTS, RECORDS, SUBJECTS

_PLACES = 16
"""Bits of an event's key for its place in the coding."""


# --- indexing what was added ------------------------------------------------------------------------------------------


def index_events(connection: Connection, rows: Sequence[Stored]) -> set[int]:
    """Enter the events of `rows`, join the components that they and new links connect; return those touched."""
    codings = [row for row in rows if row.kind == "coding"]
    came = _enter_events(connection, codings)
    edges = [*_edges_of_links(rows), *(edge for row in codings for edge in read_edges(row.public))]
    edges += _edges_that_waited(connection, came)
    edges += _edges_of_texts(connection, {row.public["text"] for row in codings})
    touched = _find_components(connection, [*came, *(id_ for edge in edges for id_ in edge)])
    reviewed = {row.public["text"] for row in rows if row.kind == "review"}
    in_reviewed = {entry.component for entry in _events_of_texts(connection, reviewed)}
    return _join(connection, edges, touched) | in_reviewed


def first_key(seq: int) -> int:
    """Return the lowest key that an event of the coding at number `seq` of the ledger, or of a later one, can have."""
    return seq << _PLACES


def number_coding(key: int) -> int:
    """Return the ledger's number of the coding that an event with this key is of."""
    return key >> _PLACES


@dataclass(frozen=True, slots=True)
class Entry:
    """An event as the table of events has it."""

    key: int
    id: str
    kind: str
    text: int
    ties: int
    component: int


def _enter_events(connection: Connection, codings: Sequence[Stored]) -> list[str]:
    """Enter the events of codings, those that an earlier coding has told of only once; return the ids of all."""
    texts = find_all(connection, {row.public["source"] for row in codings})
    if any(row.public["source"] not in texts for row in codings):
        raise StoreError("a coding is added after its text; append the source first")
    events = {row.seq: read_events(row.public) for row in codings}
    came = list(dict.fromkeys(event.id for found in events.values() for event in found))
    known = {entry.id: entry.ties for entry in read_entries(connection, EVENTS.c.id, came)}
    entries: dict[str, dict[str, Any]] = {}
    for row in codings:
        ties = [said[-1] for said in row.public["events"]]
        order = sorted(
            zip(events[row.seq], ties, strict=True), key=lambda e: (e[0].anchor.start, e[0].anchor.end, e[0].id)
        )
        for place, (event, tie) in enumerate(order):
            key = (row.seq << _PLACES) + place
            if event.id not in known and event.id not in entries:
                about = {"key": key, "id": event.id, "short": short_id(event.id), "kind": event.kind}
                entries[event.id] = {**about, "text": texts[row.public["source"]], "ties": tie, "component": key}
            elif tie == MAIN:
                entries.get(event.id, {})["ties"] = MAIN
                connection.execute(update(EVENTS).where(EVENTS.c.id == event.id).values(ties=MAIN))
    if entries:
        connection.execute(insert(EVENTS), list(entries.values()))
    return came


def find_all(connection: Connection, ids: Iterable[str]) -> dict[str, int]:
    """Return the ledger's numbers of those of these records that are there, by id."""
    found: dict[str, int] = {}
    for some in _split(sorted(set(ids))):
        rows = connection.execute(select(RECORDS.c.id, RECORDS.c.seq).where(RECORDS.c.id.in_(some)))
        found |= {row.id: row.seq for row in rows}
    return found


def find_number(connection: Connection, record_id: str) -> int | None:
    """Return the ledger's sequence number of the record that is known by `record_id`."""
    number: int | None = connection.execute(select(RECORDS.c.seq).where(RECORDS.c.id == record_id)).scalar()
    return number


def find_numbers(connection: Connection, subjects: Iterable[str], kind: str) -> list[int]:
    """Return the numbers of the records of this kind about any of `subjects`, in order."""
    wanted = tuple(sorted(set(subjects)))
    return recall(connection, ("numbers", kind, wanted), lambda: _find_numbers(connection, wanted, kind))


def _find_numbers(connection: Connection, wanted: Sequence[str], kind: str) -> list[int]:
    found = set[int]()
    for some in _split(wanted):
        found.update(connection.execute(_BY_SUBJECT, {"subjects": some, "kind": kind}).scalars())
    return sorted(found)


def list_recoded(connection: Connection, texts: Iterable[str]) -> list[str]:
    """Return those of some texts, by their hashes, that several codings are of."""
    found: list[str] = []
    for some in _split(sorted(set(texts))):
        query = select(SUBJECTS.c.subject).where(SUBJECTS.c.subject.in_(some), SUBJECTS.c.kind == "coding")
        found += connection.execute(query.group_by(SUBJECTS.c.subject).having(func.count() > 1)).scalars()
    return found


_BY_SUBJECT = select(SUBJECTS.c.seq).where(
    SUBJECTS.c.subject.in_(bindparam("subjects", expanding=True)), SUBJECTS.c.kind == bindparam("kind")
)


def _split(items: Sequence[str], most: int = 250) -> Iterator[Sequence[str]]:
    return (items[start : start + most] for start in range(0, len(items), most))


Edge = tuple[str, str]


def _edges_of_links(rows: Iterable[Stored]) -> list[Edge]:
    links = [row.public for row in rows if row.kind == "link"]
    return [(link["from"], link["to"]) for link in links if link["kind"] not in APART] + [
        (link[end], link[end]) for link in links if link["kind"] in APART for end in ("from", "to")
    ]


def _edges_that_waited(connection: Connection, came: Sequence[str]) -> list[Edge]:
    """Return what links that were added before their events connect."""
    numbers = find_numbers(connection, came, "link")
    return _edges_of_links(read_rows(connection, numbers).values()) if numbers else []


def _edges_of_texts(connection: Connection, texts: set[str]) -> list[Edge]:
    """Return what hangs together within each text."""
    found: list[Edge] = []
    by_text: dict[str, list[Entry]] = {}
    for entry, sha256 in _list_by_text(connection, texts):
        by_text.setdefault(sha256, []).append(entry)
    for entries in by_text.values():
        mains = [e.id for e in entries if e.ties == MAIN]
        found += [(mains[0], other) for other in mains[1:]]
        incidents = [e.id for e in entries if e.kind == "incident"]
        found += [(e.id, other) for e in entries if e.ties == ADRIFT for other in incidents]
    return found


def _list_by_text(connection: Connection, texts: Iterable[str]) -> Iterator[tuple[Entry, str]]:
    rows = read_rows(connection, find_numbers(connection, texts, "coding"))
    text_of = {event.id: row.public["text"] for row in rows.values() for event in read_events(row.public)}
    for entry in read_entries(connection, EVENTS.c.id, list(text_of)):
        yield entry, text_of[entry.id]


def _events_of_texts(connection: Connection, texts: Iterable[str]) -> list[Entry]:
    return [entry for entry, _ in _list_by_text(connection, texts)]


def read_entries(connection: Connection, column: Column[Any], values: Sequence[Any]) -> list[Entry]:
    """Return the events whose `column` holds one of `values`, in order of key."""
    about = ("events", column.key, tuple(values))
    return list(recall(connection, about, lambda: _read_entries(connection, column, values)))


def _read_entries(connection: Connection, column: Column[Any], values: Sequence[Any]) -> list[Entry]:
    found = []
    for start in range(0, len(values), 250):
        query = select(EVENTS).where(column.in_(values[start : start + 250]))
        rows = connection.execute(query)
        found += [Entry(r.key, r.id, r.kind, r.text, r.ties, r.component) for r in rows]
    return sorted(found, key=lambda entry: entry.key)


def _find_components(connection: Connection, ids: Iterable[str]) -> dict[str, int]:
    wanted = sorted(set(ids))
    return {entry.id: entry.component for entry in read_entries(connection, EVENTS.c.id, wanted)}


def _join(connection: Connection, edges: Iterable[Edge], component: Mapping[str, int]) -> set[int]:
    """Join the components that `edges` connect under the lowest key; return all that were touched, old and new."""
    lead = {c: c for c in component.values()}

    def find(c: int) -> int:
        while lead[c] != c:
            lead[c] = c = lead[lead[c]]
        return c

    for one, other in edges:
        if one in component and other in component:
            low, high = sorted((find(component[one]), find(component[other])))
            lead[high] = low
    moved = [{"old": c, "new": find(c)} for c in lead if find(c) != c]
    if moved:
        query = update(EVENTS).where(EVENTS.c.component == bindparam("old")).values(component=bindparam("new"))
        connection.execute(query, moved)
    return set(lead)


# --- reading components back ------------------------------------------------------------------------------------------


@dataclass(slots=True)
class Component:
    """All that the view of events that hang together depends on."""

    number: int
    entries: list[Entry] = field(default_factory=list)
    codings: list[Coding] = field(default_factory=list)
    """In the order in which they were added, without what is said of other events."""
    links: list[Link] = field(default_factory=list)
    reviews: list[Review] = field(default_factory=list)
    texts: dict[str, set[int]] = field(default_factory=dict)
    """The ledger's numbers of the texts with a hash: two reports can have one text."""

    def number_of(self, event_id: str) -> int:
        """Return the ledger's number of the coding that first told of an event."""
        return next(entry.key >> _PLACES for entry in self.entries if entry.id == event_id)


class Shelf:
    """Rows and records that were read already, or were just added, so that none is read twice."""

    def __init__(self, connection: Connection, rows: Iterable[Stored] = ()) -> None:
        self._connection = connection
        self._rows: dict[int, Stored] = recall(connection, "shelf of rows", dict)
        self._records: dict[int, Any] = recall(connection, "shelf of records", dict)
        self.numbers: dict[str, int] = recall(connection, "shelf of numbers", dict)
        """The ledger's numbers of the texts held, by the ids under which they are known."""
        self._put(rows)

    def _put(self, rows: Iterable[Stored]) -> None:
        for row in rows:
            self._rows[row.seq] = row
            if row.kind == "text":
                self.numbers[hash_id("text", 1, row.public)] = row.seq

    def rows(self, numbers: Iterable[int]) -> list[Stored]:
        """Return rows of the ledger, in its order; reports without their bytes."""
        wanted = sorted(set(numbers))
        missing = [number for number in wanted if number not in self._rows]
        if missing:
            self._put(read_rows(self._connection, missing).values())
        return [self._rows[number] for number in wanted if number in self._rows]

    def record(self, row: Stored) -> Any:
        """Return the record that a row holds, None where too little of it is left."""
        if row.seq not in self._records:
            self._records[row.seq] = FORMS[row.kind].read(row, self)
        return self._records[row.seq]

    def hold(self, ids: Iterable[str]) -> None:
        """Read the texts that are known by these ids at once."""
        wanted = sorted({id_ for id_ in ids if id_ not in self.numbers})
        for some in _split(wanted):
            query = select(RECORDS.c.seq).where(RECORDS.c.id.in_(some))
            self.rows(self._connection.execute(query).scalars())

    def text(self, id_: str) -> Text | None:
        """Return the text, None where it was erased."""
        self.hold([id_])
        number = self.numbers.get(id_)
        text: Text | None = None if number is None else self.record(self._rows[number])
        return text


def read_components(
    connection: Connection, numbers: Iterable[int], upto: int | None = None, shelf: Shelf | None = None
) -> Iterator[Component]:
    """Yield the components of these numbers; with `upto`, as what the ledger held then lets them be seen."""
    wanted = sorted(set(numbers))
    for start in range(0, len(wanted), 100):
        some, held = tuple(wanted[start : start + 100]), shelf or Shelf(connection)
        yield from recall(connection, ("components", some, upto), lambda: _read_some(connection, some, upto, held))  # noqa: B023


def _read_some(connection: Connection, numbers: Sequence[int], upto: int | None, shelf: Shelf) -> list[Component]:
    entries = read_entries(connection, EVENTS.c.component, numbers)
    if upto is not None:
        entries = [entry for entry in entries if entry.key >> _PLACES <= upto]
    found = {entry.component: Component(entry.component) for entry in entries}
    component = {entry.id: found[entry.component] for entry in entries}
    for entry in entries:
        found[entry.component].entries.append(entry)
    records = _Gathered(connection, entries, upto, shelf)
    for coding, source in records.codings:
        _deal_coding(coding, source, component)
    for link in records.links:
        one, other = component.get(link.from_event), component.get(link.to_event)
        if one is not None and one is other:
            one.links.append(link)
    for review in records.reviews:
        for one in found.values():
            if review.text_sha256 in one.texts:
                one.reviews.append(review)
    return list(found.values())


class _Gathered:
    """The codings, links and reviews that are about some events."""

    def __init__(self, connection: Connection, entries: Sequence[Entry], upto: int | None, shelf: Shelf) -> None:
        self._connection, self._upto, self._shelf = connection, upto, shelf
        texts = {text.public["sha256"] for text in shelf.rows(e.text for e in entries)}
        rows = self._rows("coding", texts)
        shelf.hold(row.public["source"] for row in rows)
        codings = [(shelf.record(row), shelf.numbers[row.public["source"]]) for row in rows]
        self.codings: list[tuple[Coding, int]] = [(coding, source) for coding, source in codings if coding is not None]
        self.links: list[Link] = self._records("link", [entry.id for entry in entries])
        self.reviews: list[Review] = self._records("review", texts)

    def _rows(self, kind: str, subjects: Iterable[str]) -> list[Stored]:
        numbers = find_numbers(self._connection, subjects, kind)
        return self._shelf.rows(n for n in numbers if self._upto is None or n <= self._upto)

    def _records(self, kind: str, subjects: Iterable[str]) -> list[Any]:
        found = (self._shelf.record(row) for row in self._rows(kind, subjects))
        return [record for record in found if record is not None]


def _deal_coding(coding: Coding, source: int, component: Mapping[str, Component]) -> None:
    """Give each component what `coding` says of its events."""
    own: dict[int, list[Event]] = {}
    for event in coding.events:
        if event.id in component:
            own.setdefault(component[event.id].number, []).append(event)
    for number, events in own.items():
        ids = {event.id for event in events}
        mine = component[events[0].id]
        assert mine.number == number
        mine.codings.append(
            Coding(
                coding.coding_input,
                coding.coder,
                tuple(events),
                tuple(a for a in coding.assertions if a.event_id in ids),
                tuple(k for k in coding.links if k.from_event in ids and k.to_event in ids),
            )
        )
        mine.texts.setdefault(coding.coding_input.text.sha256, set()).add(source)
