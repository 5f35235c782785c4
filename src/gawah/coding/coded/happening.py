"""What a row says that happened: its own id, the type, when and where."""

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Literal

from gawah.codebook.columns import SPAN, WEEK
from gawah.coding.coded.cells import (
    is_serial,
    join_days,
    read_country,
    read_degrees,
    read_edtf,
    read_number,
    widen,
)
from gawah.coding.coded.row import Row, Told
from gawah.coding.rules import edtf
from gawah.coding.rules.sheet import list_fields
from gawah.gazetteer.places import PlaceEntry, candidates, fuzzy
from gawah.gazetteer.places.index import measure_km
from gawah.model import Json, Place, When

_COARSE = 0.6
"""Confidence in a type by a code that stands for more than it."""
_PLACED = 0.8
"""Confidence in a position that the gazetteer gives to a name."""


def tell_happening(row: Row) -> None:
    """Say what happened, when and where."""
    for text, told in row.tell_parts("foreign_ids"):
        row.say("foreign_ids/i1", f"{row.columns.name}:{_strip(text)}", [told])
    anchor = [t for t in map(row.tell, ("foreign_ids", "date", "date/start", "date/year", "place/name")) if t]
    if anchor:
        row.say("main", True, anchor[0][:1])
    for told in row.tell("title")[:1]:
        row.say("title", told.text, [told])
    _tell_type(row)
    for told in row.tell("outcome")[:1]:
        if outcome := row.read_code(told):
            row.say("outcome", outcome, [told])
    for field in ("campaign", "motive"):
        for n, (text, told) in enumerate(row.tell_parts(field), start=1):
            row.say(f"{field}/{field[0]}{n}", text, [told])
    _tell_date(row)
    _tell_place(row)


def _strip(text: str) -> str:
    return text.removesuffix(".0") if text.removesuffix(".0").isdigit() else text


def _tell_type(row: Row) -> None:
    rule = row.columns.find_type(row.plain)
    if rule is not None and rule.type:
        row.say("type", rule.type, [_take(row, name) for name in rule.cells], confidence=_COARSE)
    main = rule.type if rule else None
    for told in row.tell("type")[: 0 if main else 1]:
        if main := row.read_code(told):
            row.say("type", main, [told])
    for n, told in enumerate(row.tell("also_types"), start=1):
        also = row.read_code(told)
        if also and also != main:
            row.say(f"also_types/a{n}", also, [told])


def _take(row: Row, name: str) -> Told:
    cell = row.cells[name]
    return Told(row.columns.columns[name], cell, cell.value.strip())


# --- when -------------------------------------------------------------------------------------------------------------


def _tell_date(row: Row) -> None:
    for read in (_read_span, _read_single, _read_parts):
        found = read(row)
        if found is not None:
            written, told = found
            start, end = edtf.bounds(written)
            when = When(written, start, end, edtf.precision(written))
            row.say("date", list_fields(when), told)
            return


_Dated = tuple[str, list[Told]]


def _read_precision(row: Row) -> tuple[Json, list[Told]]:
    for told in row.tell("date/precision")[:1]:
        return row.read_code(told), [told]
    return None, []


def _read_span(row: Row) -> _Dated | None:
    """Return the date from a first and a last day."""
    first, last = _read_day(row, "date/start"), _read_day(row, "date/end")
    if first is None:
        return last
    if last is None:
        return first
    start, end = edtf.bounds(first[0])[0], edtf.bounds(last[0])[1]
    told = [*first[1], *last[1]]
    if not start or not end or start > end:
        row.doubt(last[1][0], f"lies before {first[1][0].column.name}")
        return first
    precision, by = _read_precision(row)
    if start == end and precision == SPAN:
        row.doubt(by[0], "says that the day is not known, and the first and the last day are one")
    return join_days(start, end), told


def _read_single(row: Row) -> _Dated | None:
    """Return the date from one cell, as exactly as another says that it is known."""
    found = _read_day(row, "date")
    if found is None:
        return None
    written, told = found
    precision, by = _read_precision(row)
    if edtf.precision(written) != "day" or precision in (None, "day", SPAN):
        return written, told
    wide = {WEEK: widen(written, 6), "month": written[:7], "year": written[:4]}[precision]
    return wide, [*told, *by]


def _read_day(row: Row, field: str) -> _Dated | None:
    for told in row.tell(field):
        written = read_edtf(told.text, told.column.order)
        if written:
            return written, [told]
        row.doubt(told, "is a bare number, not a date" if is_serial(told.text) else "is no date that reads in one way")
    return None


def _read_parts(row: Row) -> _Dated | None:
    """Return the date from a year, a month and a day, as far as they go."""
    written, told = "", list[Told]()
    for field, width in (("date/year", 4), ("date/month", 2), ("date/day", 2)):
        cells = row.tell(field)
        number = read_number(cells[0].text) if cells else None
        if number is None or not number.is_integer():
            if cells:
                row.doubt(cells[0], "is no whole number")
            break
        longer = f"{written}-{int(number):0{width}}" if written else f"{int(number):0{width}}"
        if edtf.bounds(longer)[0] is None:
            row.doubt(cells[0], "makes no date")
            break
        written, told = longer, [*told, cells[0]]
    return (written, told) if told else None


# --- where ------------------------------------------------------------------------------------------------------------

_KINDS = re.compile(
    r"(?<=\w) (?:town|city|village|settlement|district|sub-district|province|governorate|state|region|municipality"
    r"|county|prefecture|department|departamento|wilaya|oblast|lga|territory|zone|area)$",
    re.I,
)
_RADIUS = {"exact": 2.0, "settlement": 5.0, "district": 30.0, "province": 100.0}
_Precision = Literal["exact", "settlement", "district", "province", "country", "unknown"]
_PRECISIONS: Mapping[str, _Precision] = {
    "country": "country",
    "region": "province",
    "admin1": "province",
    "admin2": "district",
}
_FAR_KM = 60.0
"""Kilometres between a position in a row and that of the gazetteer from which on they are two places."""


def _tell_place(row: Row) -> None:
    told: list[Told] = []
    country = _read_country(row, told)
    name, admin1, admin2 = (_name(row, f"place/{part}", told) for part in ("name", "admin1", "admin2"))
    lat, lon = _read_position(row, told)
    known: dict[str, Json] = {}
    for cell in row.tell("place/precision")[:1]:
        meant = row.read_code(cell)
        if meant is not None:
            known = dict(meant) if isinstance(meant, dict) else {"precision": meant}
            told.append(cell)
    for cell in row.tell("place/relation")[:1]:
        if relation := row.read_code(cell):
            known.setdefault("relation", relation)
            told.append(cell)
    if not told or not (country or name or admin1 or lat is not None):
        return
    place = Place(name, admin1, admin2, country, lat, lon, **known)
    place, confidence = _complete(place, "precision" in known)
    row.say("place", list_fields(place), told, confidence=confidence)


def _name(row: Row, field: str, told: list[Told]) -> str | None:
    """Return a place's name without the word for what it is: "Tarsk town" is Tarsk."""
    for cell in row.tell(field)[:1]:
        told.append(cell)
        return _KINDS.sub("", cell.text)
    return None


def _read_country(row: Row, told: list[Told]) -> str | None:
    for cell in row.tell("place/country"):
        listed = row.columns.countries.get(cell.text)
        code = listed if listed else read_country(cell.text)
        if code is not None and code != "unknown":
            told.append(cell)
            return code
        if code is None:
            row.doubt(cell, "is no country that the gazetteer knows")
    return None


def _read_position(row: Row, told: list[Told]) -> tuple[float | None, float | None]:
    lats, lons = row.tell("place/lat"), row.tell("place/lon")
    cells = [*lats[:1], *lons[:1]]
    numbers = [read_degrees(cell.text) for cell in cells]
    if len(cells) == 1:
        row.doubt(cells[0], "stands without the other half of the position")
        return None, None
    if not cells:
        cells = row.tell("place/point")[:1]
        numbers = [read_degrees(part) for part in _split_point(cells[0].text)] if cells else []
    if not cells:
        return None, None
    if len(numbers) != 2 or not _is_position(*numbers):
        row.doubt(cells[0], "is no latitude and longitude in degrees")
        return None, None
    told += cells
    return numbers[0], numbers[1]


def _split_point(text: str) -> Sequence[str]:
    return [part for part in re.split(r"\s*[,;]\s*|\s+", text.strip("() ")) if part]


def _is_position(lat: float | None, lon: float | None) -> bool:
    return lat is not None and lon is not None and abs(lat) <= 90 and abs(lon) <= 180 and (lat, lon) != (0.0, 0.0)


def _complete(place: Place, is_precise: bool) -> tuple[Place, float]:
    """Return a place with what the gazetteer knows of it, and how sure that is."""
    entry = _find_entry(place.name or place.admin2 or place.admin1, place.country, place.admin1)
    confidence = 1.0
    if entry and place.lat is not None and place.lon is not None:
        away = measure_km(place.lat, place.lon, entry.lat, entry.lon)
        entry = entry if away <= max(_FAR_KM, entry.radius_km) else None
    if not is_precise:
        place = replace(place, precision=_guess_precision(place, entry))
    if entry and place.lat is None:
        place = replace(place, lat=entry.lat, lon=entry.lon, radius_km=entry.radius_km, country=entry.country)
        confidence = _PLACED
    if entry and place.geonameid is None and place.name:
        place = replace(place, geonameid=entry.geonameid)
    if place.precision in ("province", "country"):
        admin1 = place.admin1 or (place.name if place.precision == "province" else None)
        place = replace(place, name=None, admin1=admin1, geonameid=None)
    if place.radius_km is None and place.lat is not None:
        place = replace(place, radius_km=_find_radius(place, entry))
    return place, confidence


def _guess_precision(place: Place, entry: PlaceEntry | None) -> _Precision:
    if entry is not None and place.name:
        return _PRECISIONS.get(entry.kind, "settlement")
    if place.name or (place.lat is not None and not (place.admin1 or place.admin2)):
        return "settlement"
    return "district" if place.admin2 else "province" if place.admin1 else "country" if place.country else "unknown"


def _find_radius(place: Place, entry: PlaceEntry | None) -> float | None:
    if place.precision == "country":
        return _country_radius(place.country)
    least = _RADIUS.get(place.precision)
    if least is None:
        return None
    radius = entry.radius_km if entry else 0.0
    return round(max(least, radius), 1) if math.isfinite(radius) else least


@lru_cache(maxsize=256)
def _country_radius(code: str | None) -> float | None:
    from gawah.gazetteer.places.index import open_index

    index = open_index()
    return index.read_facts(index.find_country(code)).radius_km if code in index.countries else None


@lru_cache(maxsize=16384)
def _find_entry(name: str | None, country: str | None, admin1: str | None) -> PlaceEntry | None:
    """Return the gazetteer's place of this name in a country; without a country, one that is the only one so called."""
    if name is None:
        return None
    if country is not None:
        same = [entry for entry in candidates(name) if entry.country == country]
        return same[0] if same else fuzzy(name, country, admin1)
    found = candidates(name)
    return found[0] if len({entry.country for entry in found}) == 1 else None
