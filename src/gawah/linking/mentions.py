"""Mentions: what is compared of one incident as one report tells it, flat, so that a million of them fit in a table.

A mention is computed from an incident of one report alone, and from nothing else: how two mentions compare depends on
the two, not on what else is known or on the order in which they came.
"""

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from gawah.gazetteer.actors import actor
from gawah.gazetteer.places.spelling import fold, skeleton
from gawah.model import Count, Incident, Perpetrator, When

_EPOCH = date(1970, 1, 1).toordinal()


@dataclass(frozen=True, slots=True)
class Mention:
    """One incident as one report tells it."""

    event_id: str
    text_sha256: str
    first_day: int | None = None
    """Days since 1970-01-01 of the first and the last day on which it can have been; None where that is not known."""
    last_day: int | None = None
    country: str | None = None
    admin1: str | None = None
    """Skeleton of the province's name."""
    place: str | None = None
    """Skeleton of the place's name; None where no more than a province is known."""
    lat: float | None = None
    lon: float | None = None
    radius_km: float | None = None
    """How far from the position it can have been."""
    precision: str = "unknown"
    type: str | None = None
    types: tuple[str, ...] = ()
    """The type and all that stand beside it."""
    actors: tuple[str, ...] = ()
    """Ids and folded names of the perpetrators, and of what they are branches of."""
    sides: tuple[str, ...] = ()
    """Ids and folded names of the perpetrators alone; empty where no side with a name is told."""
    people: tuple[str, ...] = ()
    """What the victims are: communities, nationalities, trades; folded."""
    names: tuple[str, ...] = ()
    """Victims' names as skeletons."""
    killed: int | None = None
    """The best number of the dead, attackers not among them; None where none is told."""
    injured: int | None = None
    means: tuple[str, ...] = ()
    """Classes of weapons."""
    words: tuple[str, ...] = ()
    """Words with a capital in its quotes that name neither a place nor an actor of it; folded."""


def take_mention(event_id: str, text_sha256: str, incident: Incident) -> Mention:
    """Return the mention of `incident`, which the event `event_id` of one text tells of."""
    first, last = _bound_days(incident.date)
    place, sides = incident.place, _list_sides(incident.perpetrators)
    return Mention(
        event_id,
        text_sha256,
        first,
        last,
        place.country,
        _reduce(place.admin1),
        _reduce(place.name) if place.precision in _POINTS or place.precision == "district" else None,
        place.lat,
        place.lon,
        place.radius_km if place.lat is not None else None,
        place.precision,
        incident.type,
        tuple(t for t in (incident.type, *incident.also_types) if t),
        tuple(sorted({name for side in sides for name in _line(side)} | _list_parents(incident.perpetrators))),
        sides,
        _list_people(incident),
        _list_names(incident),
        _read_count(incident.killed),
        _read_count(incident.injured),
        tuple(sorted({weapon.class_ for weapon in incident.weapons} - {"unknown"})),
        _list_words(incident),
    )


_POINTS = ("exact", "settlement")


def _bound_days(when: When) -> tuple[int | None, int | None]:
    """Return the first and the last day on which it can have been, where both are known."""
    first, last = when.start or when.after, when.end or when.start or when.before
    if not first or not last:
        return None, None
    try:
        one, other = (date.fromisoformat(day).toordinal() - _EPOCH for day in (first, last))
    except ValueError:  # a year beyond those that calendars have
        return None, None
    return min(one, other), max(one, other)


def _reduce(name: str | None) -> str | None:
    return (skeleton(fold(name)) or None) if name else None


def _list_sides(perpetrators: Sequence[Perpetrator]) -> tuple[str, ...]:
    """Return the actors whom somebody holds to have done it; who denies it, or was acquitted, is no witness to it."""
    held = [p for p in perpetrators if p.attribution not in ("denied", "acquitted")]
    return tuple(sorted({p.actor_id or fold(p.name) for p in held}))


def _line(side: str) -> set[str]:
    """Return a side's id and those of all that it is a branch of."""
    line: set[str] = set()
    at: str | None = side
    while at and at not in line:
        line.add(at)
        known = actor(at)
        at = known.parent if known else None
    return line


def _list_parents(perpetrators: Sequence[Perpetrator]) -> set[str]:
    return {fold(p.parent) for p in perpetrators if p.parent} | {fold(p.name) for p in perpetrators}


def _list_people(incident: Incident) -> tuple[str, ...]:
    told: set[str] = set()
    for group in incident.victims:
        about = (*group.ethnic_or_religious, group.nationality, group.occupation)
        told |= {_singular(fold(word)) for word in about if word}
    return tuple(sorted(told))


def _singular(word: str) -> str:
    return word[:-1] if word.endswith("s") and len(word) > 4 else word


def _list_names(incident: Incident) -> tuple[str, ...]:
    persons = (person for group in incident.victims for person in group.persons)
    return tuple(sorted({key for person in persons if (key := skeleton(fold(person.name)))}))


def _read_count(count: Count | None) -> int | None:
    return None if count is None or count.said == "some" else count.best


_CAPITALISED = re.compile(r"(?<![.!?“\"\n]\s)(?<!^)\b[A-Z][\w’'-]{3,}")


def _list_words(incident: Incident) -> tuple[str, ...]:
    """Return the capitalised words of the quotes that no place or actor of the incident accounts for."""
    found = {fold(word) for e in incident.evidence if e.quote for word in _CAPITALISED.findall(e.quote)}
    place = incident.place
    known = [place.name, place.admin1, place.admin2, *(p.name for p in incident.perpetrators)]
    known += [p.parent for p in incident.perpetrators]
    return tuple(sorted(found - _split(known) - _CALENDAR))[:_MOST_WORDS]


def _split(names: Iterable[str | None]) -> set[str]:
    return {word for name in names if name for word in fold(name).split()}


_CALENDAR = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april june july august september"
    " october november december".split()
)
_MOST_WORDS = 24


def pack_mention(mention: Mention) -> bytes:
    """Return a mention as JSON; `unpack_mention` gives it back."""
    return json.dumps([getattr(mention, name) for name in Mention.__slots__], ensure_ascii=False).encode("utf-8")


def unpack_mention(packed: bytes) -> Mention:
    """Return the mention that `pack_mention` packed."""
    values: list[Any] = [tuple(value) if isinstance(value, list) else value for value in json.loads(packed)]
    return Mention(*values)
