"""The views: incidents as a policy sees them, computed for the components that an append touched.

What a view holds is a function of its components alone, so computing it again gives the same bytes.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Protocol, get_args

from sqlalchemy import Column, ColumnElement, Connection, Table, delete, insert, select

from gawah.model import Coding, Count, Incident, Link, Place, Review, Verification, short_id
from gawah.record import incident_from_json, incident_to_json
from gawah.store import waits
from gawah.store.components import Component, Shelf, read_components
from gawah.store.facets import is_located, list_facets, locate, number_tag, pack_day
from gawah.store.ledger import pack_document, unpack_document
from gawah.store.mentions import Mentioned, drop_mentions, keep_mentions
from gawah.store.tables import EVENTS, INCIDENTS, MEMBERS, TAGGED, TAGS, TELLS

GRADES: Sequence[str] = get_args(Verification)
"""Grades of verification, the lowest first."""


class Wait(Protocol):
    """Something on which a decision of a person waits."""

    @property
    def kind(self) -> str:
        """What kind of decision it is."""
        ...

    @property
    def worth(self) -> int:
        """What it is worth; the queue is in this order."""
        ...

    @property
    def why(self) -> str:
        """Why it waits, in a form that whoever shows it knows."""
        ...


@dataclass(frozen=True, slots=True)
class Resolved:
    """What a policy makes of a component."""

    incidents: tuple[Incident, ...]
    leads: Mapping[str, str]
    """For each event's id, that of the first event of its incident or response."""
    waits: Mapping[str, Sequence[Wait]] = field(default_factory=dict)
    """By an incident's id, what waits on it for a person."""
    released: Mapping[str, tuple[str, int]] = field(default_factory=dict)
    """By the id of one that is released, a digest of what it says, and what looking at it is worth if that changed."""
    by_hand: tuple[Mentioned, ...] = ()
    """What a linker compares of the incidents that persons coded: no coding of theirs tells all of it."""


class Resolver(Protocol):
    """Computes incidents: a pure function, which the store is given, since policies are no matter of its own."""

    def __call__(
        self, codings: Sequence[Coding], links: Sequence[Link], reviews: Sequence[Review], policy: str
    ) -> Resolved:
        """Return what the policy of this name makes of `codings`, which stand in the order of the ledger."""
        ...


@dataclass(frozen=True, slots=True)
class View:
    """One incident as a policy sees it, with where it comes from."""

    policy: str
    key: int
    """The key of its first event."""
    component: int
    incident: Incident
    events: tuple[int, ...]
    """The keys of its events."""
    texts: tuple[int, ...]
    """The ledger's numbers of the texts that tell of it."""
    waits: tuple[Wait, ...] = ()
    released: tuple[str, int] | None = None


def compute_views(component: Component, policy: str, resolve: Resolver) -> list[View]:
    """Return the incidents of a component."""
    return _list_views(component, policy, resolve(component.codings, component.links, component.reviews, policy))


def _list_views(component: Component, policy: str, resolved: Resolved) -> list[View]:
    entries = {entry.id: entry for entry in component.entries}
    members: dict[str, list[str]] = {}
    for event, lead in resolved.leads.items():
        members.setdefault(lead, []).append(event)
    by_short = {short_id(lead): lead for lead in members if entries[lead].kind == "incident"}
    found = []
    for incident in resolved.incidents:
        lead = by_short[incident.id]
        events = [entries[event] for event in members[lead]]
        quoted = {number for e in incident.evidence for number in component.texts.get(e.text_sha256 or "", ())}
        keys, texts = sorted(e.key for e in events), sorted({e.text for e in events} | quoted)
        view = View(policy, entries[lead].key, component.number, incident, tuple(keys), tuple(texts))
        waiting, released = resolved.waits.get(incident.id, ()), resolved.released.get(incident.id)
        found.append(replace(view, waits=tuple(waiting), released=released))
    return found


def refresh(
    connection: Connection,
    touched: Iterable[int],
    policies: Iterable[str],
    resolve: Resolver,
    shelf: Shelf | None = None,
) -> dict[str, list[View]]:
    """Compute the views of the components that were `touched` anew, in each policy; return them."""
    numbers = sorted(set(touched))
    views: dict[str, list[View]] = {policy: [] for policy in policies}
    for policy in views:
        _drop(connection, policy, numbers)
    for component in read_components(connection, numbers, shelf=shelf):
        for number, (policy, found) in enumerate(views.items()):
            resolved = resolve(component.codings, component.links, component.reviews, policy)
            found += _list_views(component, policy, resolved)
            if number == 0:  # they are the same under every policy
                _keep_by_hand(connection, component, resolved.by_hand)
    for policy, found in views.items():
        _enter(connection, found)
        waits.enter(connection, policy, found, shelf or Shelf(connection))
    return views


def _keep_by_hand(connection: Connection, component: Component, mentions: Sequence[Mentioned]) -> None:
    """Keep what a linker compares of incidents that persons coded, in place of what was kept of them."""
    told = {event.id for coding in component.codings if coding.is_by_person for event in coding.events}
    if told:
        drop_mentions(connection, [entry.key for entry in component.entries if entry.id in told])
        keep_mentions(connection, mentions)


def _drop(connection: Connection, policy: str, components: Sequence[int]) -> None:
    """Take out the views of these components."""
    keys = list(_select(connection, INCIDENTS.c.key, components, INCIDENTS.c.component, INCIDENTS.c.policy == policy))
    if not keys:
        return
    tags = _list_tags(connection, policy, keys)
    events = list(_select(connection, EVENTS.c.key, components, EVENTS.c.component))
    _delete(connection, keys, TAGGED.c.incident, TAGGED.c.tag.in_(tags))
    _delete(connection, tags, TAGS.c.tag, ~select(TAGGED.c.tag).where(TAGGED.c.tag == TAGS.c.tag).exists())
    _delete(connection, keys, TELLS.c.incident, TELLS.c.policy == policy)
    _delete(connection, events, MEMBERS.c.event, MEMBERS.c.policy == policy)
    waits.drop(connection, policy, keys)
    _delete(connection, components, INCIDENTS.c.component, INCIDENTS.c.policy == policy)


def _list_tags(connection: Connection, policy: str, keys: Sequence[int]) -> list[int]:
    tags = sorted(set(_select(connection, TAGGED.c.tag, keys, TAGGED.c.incident)))
    return list(_select(connection, TAGS.c.tag, tags, TAGS.c.tag, TAGS.c.policy == policy))


def _select(
    connection: Connection, wanted: Column[Any], values: Sequence[int], column: Column[Any], *also: ColumnElement[bool]
) -> Iterator[int]:
    for some in _split(values):
        yield from connection.execute(select(wanted).where(column.in_(some), *also)).scalars()


def _delete(connection: Connection, values: Sequence[int], column: Column[Any], *also: ColumnElement[bool]) -> None:
    for some in _split(values):
        connection.execute(delete(column.table).where(column.in_(some), *also))


def _split(values: Sequence[int], most: int = 250) -> Iterator[Sequence[int]]:
    return (values[start : start + most] for start in range(0, len(values), most))


def _enter(connection: Connection, views: Sequence[View]) -> None:
    rows: dict[Table, list[dict[str, Any]]] = {}
    for view in views:
        for table, written in list_rows(view).items():
            rows.setdefault(table, []).extend(written)
    tags = {row["tag"]: row for row in rows.pop(TAGS, [])}
    known = set(_select(connection, TAGS.c.tag, sorted(tags), TAGS.c.tag))
    rows[TAGS] = [row for tag, row in tags.items() if tag not in known]
    for table, written in rows.items():
        if written:
            connection.execute(insert(table), written)


def list_rows(view: View) -> dict[Table, list[dict[str, Any]]]:
    """Return what the tables hold of an incident."""
    day = pack_day(view.incident.date.start)
    tags = [
        {"tag": number_tag(view.policy, facet, value), "policy": view.policy, "facet": facet, "value": value}
        for facet, value in list_facets(view.incident)
    ]
    return {
        INCIDENTS: [_write_row(view)],
        MEMBERS: [{"policy": view.policy, "event": event, "incident": view.key} for event in view.events],
        TELLS: [{"policy": view.policy, "incident": view.key, "text": text, "day": day} for text in view.texts],
        TAGGED: [{"tag": row["tag"], "day": day, "incident": view.key} for row in tags],
        TAGS: tags,
    }


def _write_row(view: View) -> dict[str, Any]:
    incident = view.incident
    return {
        "policy": view.policy,
        "key": view.key,
        "id": incident.id,
        "component": view.component,
        "day": pack_day(incident.date.start),
        "last_day": pack_day(incident.date.end or incident.date.start),
        **_counts(incident),
        **_point(incident.place),
        "umbrella": incident.part_of,
        "reports": len(view.texts),
        "conflicts": len(incident.conflicts),
        "grade": GRADES.index(incident.verification),
        "title": incident.title or "",
        "document": pack_document(write_document(incident)),
    }


def _counts(incident: Incident) -> dict[str, int]:
    """Return the counts that lists filter and sort by: the best figure, or the bound that there is; -1 for none."""
    counts = {"killed": incident.killed, "injured": incident.injured, "abducted": incident.abducted}
    figures = {name: (c.best, c.low, c.high) if c else () for name, c in counts.items()}
    best = {name: next((n for n in said if n is not None), -1) for name, said in figures.items()}
    return best | bound_killed(incident.killed)


def bound_killed(killed: Count | None) -> dict[str, int]:
    """Return the bounds that sums add up: none below is 0, none above -1."""
    low, high = (killed.low, killed.high) if killed else (None, None)
    return {"killed_low": low or 0, "killed_high": -1 if high is None else high}


def _point(place: Place) -> dict[str, float | None]:
    """Return a place as a point of the unit sphere, where its position says more than that it lies in an area."""
    point = locate(place.lat, place.lon) if is_located(place) else (None, None, None)
    return dict(zip("xyz", point, strict=True))


def write_document(incident: Incident) -> bytes:
    """Return an incident as one line of JSON, as a record has it."""
    written = incident_to_json(incident)
    return json.dumps(written, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode("utf-8")


def read_document(held: bytes, in_full: bool = True) -> Incident:
    """Return the incident that a view holds; where not in full, without evidence, disputes and responses."""
    said = json.loads(str(unpack_document(bytes(held)), "utf-8"))
    left_out = () if in_full else ("evidence", "conflicts", "responses", "figures")
    return incident_from_json(said | {name: [] for name in left_out})
