"""One flat view of an incident, whichever of the two shapes a file uses: `gawah.record/1`, or the flat gold shape.

The flat gold shape has `date_start`, `date_edtf`, `place`, `admin1`, `country`, `lat`, `lon` on the incident itself,
one `claim` in place of `claims`, and `evidence` as an object from a field to its quote or quotes.
Each value keeps its path: a JSON Pointer into the incident as `gawah.record/1` has it.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from gawah.evaluate.names import drop_alike, names_nobody
from gawah.model import Json

_PARTIAL_DATE = re.compile(r"[\dX]{4}-\d\d(-\d\d)?")
_WHOLE_NUMBER = re.compile(r"\d+(\.0+)?")

QUOTED_FIELDS = ("type", "date", "place", "killed", "injured", "perpetrators", "weapons", "claim")
"""Fields whose quotes are compared with gold's."""

_SINGLE_VALUES = (
    "type",
    "date",
    "place",
    "perpetrators",
    "victims",
    "killed",
    "injured",
    "abducted",
    "attackers_killed",
)
_LATER_VALUES = ("weapons", "claims", "campaign", "motive", "responses")
WITNESSED_FIELDS = _SINGLE_VALUES + _LATER_VALUES
"""Fields of which every value needs a quote under its path."""


@dataclass(frozen=True, slots=True)
class Item:
    """A value and where it stands in the incident."""

    value: Json
    path: str


@dataclass(frozen=True, slots=True)
class Actor:
    """A perpetrator."""

    name: str
    parent: str | None
    attribution: str | None
    path: str


@dataclass(frozen=True, slots=True)
class Range:
    """A count with its bounds; None is open or not told."""

    low: int | None
    best: int | None
    high: int | None


@dataclass(frozen=True, slots=True)
class Act:
    """A step of the aftermath."""

    type: str | None
    actor: str | None
    date: str | None
    quote: str
    path: str


@dataclass(frozen=True, slots=True)
class Flat:
    """An incident as the scorer compares it; the fields are those of `gawah.record/1`, drawn flat."""

    incident: Mapping[str, Any]
    """The JSON that it was made of, for its evidence."""
    number: int
    """Its index among the document's incidents."""
    type: str | None = None
    also_types: frozenset[str] = frozenset()
    main: bool = False
    is_part: bool = False
    date: str | None = None
    country: str | None = None
    place: str | None = None
    admin1: str | None = None
    position: tuple[float, float] | None = None
    """Latitude and longitude in degrees (WGS 84)."""
    killed: Range | None = None
    injured: Range | None = None
    abducted: Range | None = None
    perpetrators: tuple[Actor, ...] = ()
    weapons: tuple[Item, ...] = ()
    community: tuple[Item, ...] = ()
    nationality: tuple[Item, ...] = ()
    occupation: tuple[Item, ...] = ()
    claimed: bool | None = None
    claim_by: str | None = None
    claim_channel: str | None = None
    campaign: tuple[Item, ...] = ()
    motive: tuple[Item, ...] = ()
    responses: tuple[Act, ...] = ()


NOTHING = Flat({}, -1)
"""The incident that gold has where the prediction has one too many."""


def flatten(incident: Mapping[str, Any], number: int) -> Flat:
    """Return the flat view of `incident`, the `number`th of its document."""
    place, claim = _read_place(incident), _read_claim(incident)
    victims = [v if isinstance(v, dict) else {"description": v} for v in incident.get("victims") or []]
    return Flat(
        incident=incident,
        number=number,
        type=incident.get("type"),
        also_types=frozenset(incident.get("also_types") or ()),
        main=bool(incident.get("main", True)),
        is_part=incident.get("part_of") is not None,
        date=start_of(_read_date(incident)),
        country=place.get("country"),
        place=place.get("name"),
        admin1=place.get("admin1"),
        position=_read_position(place),
        killed=_read_range(incident.get("killed")),
        injured=_read_range(incident.get("injured")),
        abducted=_read_range(incident.get("abducted")),
        perpetrators=_read_perpetrators(incident),
        weapons=_read_weapons(incident),
        community=_read_victims(victims, "ethnic_or_religious"),
        nationality=_read_victims(victims, "nationality"),
        occupation=_read_victims(victims, "occupation"),
        claimed=incident["claimed"] if "claimed" in incident else claim.get("claimed"),
        claim_by=claim.get("by"),
        claim_channel=claim.get("channel"),
        campaign=_read_campaign(incident),
        motive=tuple(Item(m, f"/motive/{n}") for n, m in enumerate(incident.get("motive") or [])),
        responses=_read_responses(incident),
    )


# --- fields in either shape -------------------------------------------------------------------------------------------


def start_of(date: Json) -> str | None:
    """Return a date's first day, month or year, or what its EDTF keeps where the year is unknown ("XXXX-06-26")."""
    if not isinstance(date, dict):
        return date if isinstance(date, str) and date else None
    edtf = date.get("edtf")
    return date.get("start") or (edtf if edtf and _PARTIAL_DATE.fullmatch(edtf) else None)


def _read_date(incident: Mapping[str, Any]) -> dict[str, Any]:
    date = incident.get("date")
    return date if isinstance(date, dict) else {"start": incident.get("date_start"), "edtf": incident.get("date_edtf")}


def _read_place(incident: Mapping[str, Any]) -> dict[str, Any]:
    place = incident.get("place")
    if isinstance(place, dict):
        return place
    return {"name": place, **{key: incident.get(key) for key in ("admin1", "country", "lat", "lon")}}


def _read_position(place: Mapping[str, Any]) -> tuple[float, float] | None:
    latitude, longitude = place.get("lat"), place.get("lon")
    return None if latitude is None or longitude is None else (float(latitude), float(longitude))


def _read_claim(incident: Mapping[str, Any]) -> Mapping[str, Any]:
    claims = incident.get("claims")
    claim: Mapping[str, Any] = (claims[0] if claims else incident.get("claim")) or {}
    return claim


def _read_range(count: Json) -> Range | None:
    """Return the bounds of a count, or of a bare number, which is its own bounds; None where nothing is told."""
    bounds = count if isinstance(count, dict) else {"low": count, "best": count, "high": count}
    told = [bounds.get(key) for key in ("low", "best", "high")]
    return None if all(bound is None for bound in told) else Range(*map(_read_number, told))


def _read_number(value: Json) -> int | None:
    """Return 11 for 11, 11.0 and "11"; nothing else is a number, nor is True."""
    if value is None or isinstance(value, bool) or not _WHOLE_NUMBER.fullmatch(str(value)):
        return None
    return int(float(value))


def _read_perpetrators(incident: Mapping[str, Any]) -> tuple[Actor, ...]:
    raw = [p if isinstance(p, dict) else {"name": p} for p in incident.get("perpetrators") or []]
    return tuple(
        Actor(p["name"], p.get("parent"), p.get("attribution"), f"/perpetrators/{n}")
        for n, p in enumerate(raw)
        if p.get("name") and not names_nobody(p["name"])
    )


def _read_weapons(incident: Mapping[str, Any]) -> tuple[Item, ...]:
    def name(weapon: Json) -> Json:
        return weapon if isinstance(weapon, str) else weapon.get("type") or weapon.get("text") or weapon.get("class")

    return tuple(Item(name(w), f"/weapons/{n}") for n, w in enumerate(incident.get("weapons") or []))


def _read_campaign(incident: Mapping[str, Any]) -> tuple[Item, ...]:
    campaigns = [c if isinstance(c, str) else c.get("name") for c in incident.get("campaign") or []]
    return tuple(Item(name, f"/campaign/{n}") for n, name in enumerate(campaigns))


def _read_victims(victims: Sequence[Mapping[str, Any]], key: str) -> tuple[Item, ...]:
    """Return what the groups of victims have under `key`, once each, with the path of the first group that has it."""
    found = [Item(value, f"/victims/{n}/{key}") for n, v in enumerate(victims) for value in _as_list(v.get(key))]
    paths = {str(item.value): item.path for item in reversed(found)}
    return tuple(Item(name, paths[name]) for name in drop_alike(item.value for item in found))


def _as_list(value: Json) -> list[Json]:
    if value in (None, ""):
        return []
    return list(value) if isinstance(value, (list, tuple)) else [value]


def _read_responses(incident: Mapping[str, Any]) -> tuple[Act, ...]:
    acts = []
    for n, response in enumerate(incident.get("responses") or []):
        path = f"/responses/{n}"
        quote = _quote_of(response) or next(iter(list_quotes(incident, path)), "")
        acts.append(Act(response.get("type"), response.get("actor"), start_of(response.get("date")), quote, path))
    return tuple(acts)


def _quote_of(response: Mapping[str, Any]) -> str:
    """Return the quote that a response carries itself, in any of the shapes of `evidence`."""
    inner: Json = response.get("quote") or response.get("evidence")
    while isinstance(inner, (dict, list)):
        if isinstance(inner, dict):
            inner = inner["quote"] if "quote" in inner else next(iter(inner.values()), None)
        else:
            inner = inner[0] if inner else None
    return inner if isinstance(inner, str) else ""


# --- evidence ---------------------------------------------------------------------------------------------------------


def list_entries(incident: Mapping[str, Any], path: str) -> list[dict[str, Any]]:
    """Return the evidence for the value at `path`: entries at it, under it, and for what holds it."""
    evidence = incident.get("evidence")
    if isinstance(evidence, dict):
        quotes = evidence.get(path.strip("/").split("/")[0]) or []
        entries = quotes if isinstance(quotes, list) else [quotes]
        return [entry if isinstance(entry, dict) else {"quote": entry} for entry in entries]
    return [entry for entry in evidence or [] if isinstance(entry, dict) and _bears_on(entry.get("path") or "", path)]


def _bears_on(entry: str, path: str) -> bool:
    return entry == path or entry.startswith(path + "/") or (path.startswith(entry + "/") and "/" in entry)


def list_quotes(incident: Mapping[str, Any], path: str) -> list[str]:
    """Return the quotes for the value at `path`."""
    return [entry["quote"] for entry in list_entries(incident, path) if entry.get("quote")]


def list_field_quotes(incident: Mapping[str, Any], field: str) -> list[str]:
    """Return the quotes for one of `QUOTED_FIELDS`."""
    paths = ("/claims", "/claimed", "/claim") if field == "claim" else (f"/{field}",)
    return [quote for path in paths for quote in list_quotes(incident, path)]


def list_values(incident: Mapping[str, Any]) -> Iterable[tuple[Item, list[dict[str, Any]]]]:
    """Yield every value that needs a witness, with the evidence for it."""
    for field in WITNESSED_FIELDS:
        value = _needing_witness(field, incident.get(field))
        if value in (None, [], {}, ""):
            continue
        if isinstance(value, list):
            for n, item in enumerate(value):
                path = f"/{field}/{n}"
                yield Item(item, path), _list_item_entries(incident, item, path)
        else:
            yield Item(value, f"/{field}"), list_entries(incident, f"/{field}")


def _needing_witness(field: str, value: Json) -> Json:
    if field == "date" and isinstance(value, dict):
        return start_of(value)
    if field == "place" and isinstance(value, dict):
        return value.get("name") or value.get("country")
    return value


def _list_item_entries(incident: Mapping[str, Any], item: Json, path: str) -> list[dict[str, Any]]:
    """Return the evidence of one item of a list: its own, or what the incident has for it, not for the whole list."""
    own = item.get("evidence") if isinstance(item, dict) else None
    if isinstance(own, list):
        return own
    whole = isinstance(incident.get("evidence"), dict)
    return [entry for entry in list_entries(incident, path) if whole or (entry.get("path") or "").count("/") > 1]


def walk_evidence(node: Json) -> Iterable[dict[str, Any]]:
    """Yield every object that has a quote, wherever it stands."""
    if isinstance(node, dict):
        if "quote" in node:
            yield node
        for value in node.values():
            yield from walk_evidence(value)
    elif isinstance(node, list):
        for value in node:
            yield from walk_evidence(value)
