"""What an incident can be found by: its facets, and the numbers by which tables hold them."""

import hashlib
from collections.abc import Iterator, Mapping
from functools import cache
from math import cos, floor, radians, sin

from gawah.codebook import load
from gawah.gazetteer.folding import fold
from gawah.model import Incident, Json, Perpetrator, Place, When

Facet = tuple[str, str]
"""What kind of thing, and which: ("country", "PK")."""

_YEARS = 12
"""Years that a date spans at most for each of them to find it; a longer span says too little."""
CELL = 0.5
"""Degrees on each side of the cells in which incidents lie on the map."""
_LOCATED = ("exact", "settlement", "district")
"""Precisions with which a place lies somewhere rather than anywhere in an area."""


def list_facets(incident: Incident) -> list[Facet]:
    """Return every facet of `incident` once, in order."""
    found = [
        *_when(incident.date),
        *_where(incident.place),
        *([("act", incident.type)] if incident.type else []),
        *(("type", type_) for one in (incident.type, *incident.also_types) if one for type_ in _widen_type(one)),
        *(facet for actor in incident.perpetrators for facet in _who(actor)),
        *(("community", fold(name)) for group in incident.victims for name in group.ethnic_or_religious),
        *(("campaign", fold(name)) for name in incident.campaign),
        *(("weapon", weapon.class_) for weapon in incident.weapons),
        ("claimed", {True: "yes", False: "no", None: "unknown"}[incident.claimed]),
        *(facet for name, value in incident.custom.items() for facet in _custom(name, value)),
        ("status", incident.workflow),
        ("grade", incident.verification),
    ]
    return sorted(set(found))


def _when(date: When) -> Iterator[Facet]:
    if date.start:
        first, last = int(date.start[:4]), int((date.end or date.start)[:4])
        if last - first < _YEARS:
            yield from (("year", str(year)) for year in range(first, last + 1))


def _where(place: Place) -> Iterator[Facet]:
    if place.country:
        yield "country", place.country
        if place.admin1:
            yield "admin1", fold(place.admin1)
    if is_located(place) and place.lat is not None and place.lon is not None:
        yield "cell", name_cell(place.lat, place.lon)


def is_located(place: Place) -> bool:
    """Whether the place's position says where, and not only the middle of the area in which."""
    return place.precision in _LOCATED and place.lat is not None and place.lon is not None


def locate(lat: float | None, lon: float | None) -> tuple[float, float, float]:
    """Return a position in degrees as a point of the unit sphere, to nine digits."""
    north, east = radians(lat or 0.0), radians(lon or 0.0)
    x, y, z = cos(north) * cos(east), cos(north) * sin(east), sin(north)
    return round(x, 9), round(y, 9), round(z, 9)


def name_cell(lat: float, lon: float) -> str:
    """Return the name of the cell of the map that a position lies in."""
    return f"{floor(lat / CELL)},{floor(lon / CELL)}"


def _who(actor: Perpetrator) -> Iterator[Facet]:
    """Yield by what an actor is found: its name and id, and those of all that it is a branch of."""
    names = [fold(actor.name), *([fold(actor.parent)] if actor.parent else [])]
    ids = [actor.actor_id, *_list_parents(actor.actor_id)] if actor.actor_id else []
    yield "perpetrator", actor.name
    yield from (("actor", own) for own in (names[0], *ids[:1]))
    yield from (("under", own) for own in (*names, *ids))


@cache
def _list_parents(actor_id: str) -> tuple[str, ...]:
    from gawah.gazetteer.actors import list_parents  # here, since it brings the table of actors with it

    return list_parents(actor_id)


def name_custom(field: str) -> str:
    """Return the facet of a field that a project adds."""
    return f"custom {field}"


def _custom(name: str, value: Json) -> Iterator[Facet]:
    """Yield by what a value of a project's field is found: its word, number or name, or a date's first day."""
    if isinstance(value, Mapping):
        value = value.get("start") if "edtf" in value else value.get("name")
    if value is not None:
        yield name_custom(name), fold(str(value))


def _widen_type(type_: str) -> tuple[str, ...]:
    """Return an incident type with the wider types that it is one of."""
    return (type_, *load().list_wider(type_))


def number_tag(policy: str, facet: str, value: str) -> int:
    """Return the number by which tables hold a facet: the first 63 bits of a hash."""
    digest = hashlib.sha256("\0".join((policy, facet, value)).encode("utf-8", "surrogatepass")).digest()
    return int.from_bytes(digest[:8], "big") >> 1


def pack_day(date: str | None) -> int:
    """Return an ISO date as a number by which days sort: 20210103; 0 where there is none."""
    return int(date[:10].replace("-", "")) if date else 0
