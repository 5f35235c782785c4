"""Makes a place less precise before it leaves, and says so.

A place is rounded to what it lies in (district, province, country), to the middle of a square of a grid, or to a
circle; its name, and that of every other place of the incident, then leaves nowhere, not in a quote either.
"""

import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from gawah.errors import ReviewError
from gawah.gazetteer.places.index import Facts, open_index
from gawah.gazetteer.places.spelling import fold
from gawah.model import Incident, Json, Place

PLACE_WITHHELD = "place withheld"
"""What stands for the name of a place that was blurred."""
_KM_A_DEGREE = 111.32


@dataclass(frozen=True, slots=True)
class Blur:
    """How a place is made less precise; a mark holds it as somebody wrote it."""

    to: Literal["admin2", "admin1", "country", "grid", "radius"]
    km: float = 0.0
    """The side of the grid's squares, or the circle's radius."""

    @classmethod
    def read(cls, words: str) -> "Blur":
        """Return what somebody wrote: admin2, admin1, country, grid:10km, radius:25km. Raises ReviewError."""
        measured = re.fullmatch(r"(grid|radius):(\d+(?:\.\d+)?)(?:km)?", words)
        if measured and float(measured[2]) >= 1:
            return cls("grid" if measured[1] == "grid" else "radius", float(measured[2]))
        for area in ("admin2", "admin1", "country"):
            if words == area:
                return cls(area)
        raise ReviewError(f"{words}: a place is blurred to admin2, admin1, country, grid:10km or radius:25km")

    @property
    def words(self) -> str:
        """What to print beside the place."""
        if self.to in ("grid", "radius"):
            shape = f"the middle of a square of {self.km:g} km" if self.to == "grid" else f"a circle of {self.km:g} km"
            return f"place made less precise on purpose: {shape}"
        area = {"admin2": "district", "admin1": "province", "country": "country"}[self.to]
        return f"place made less precise on purpose: only the {area} is told"


def blur_place(place: Place, blur: Blur) -> Place:
    """Return a place as precise as `blur` lets it be; one that is less precise already stays as it is."""
    bare = replace(place, name=None, geonameid=None, relation="in")
    if blur.to in ("grid", "radius"):
        return _round(bare, blur)
    if blur.to == "country" or place.admin1 is None:
        return replace(bare, admin1=None, admin2=None, **_locate(_find_country(place.country), "country"))
    if blur.to == "admin1" or place.admin2 is None:
        return replace(bare, admin2=None, **_locate(_find_area(place.admin1, "admin1", place.country), "province"))
    return replace(bare, **_locate(_find_area(place.admin2, "admin2", place.country), "district"))


def _round(place: Place, blur: Blur) -> Place:
    """Return a place in the middle of its square; a circle has such a middle too, or its own would tell the place."""
    bare = replace(place, admin2=None, precision="district" if blur.km < 50 else "province")
    if place.lat is None or place.lon is None:
        return replace(bare, radius_km=None, precision="unknown" if place.admin1 is None else "province")
    side = blur.km if blur.to == "grid" else blur.km * math.sqrt(2) / 2
    step = side / _KM_A_DEGREE
    lat = (math.floor(place.lat / step) + 0.5) * step
    wide = step / max(0.01, math.cos(math.radians(lat)))
    lon = (math.floor(place.lon / wide) + 0.5) * wide
    radius = blur.km if blur.to == "radius" else side * math.sqrt(2) / 2
    return replace(bare, lat=round(lat, 4), lon=round(lon, 4), radius_km=round(max(radius, place.radius_km or 0), 1))


def _locate(area: Facts | None, precision: str) -> Json:
    if area is None:
        return {"lat": None, "lon": None, "radius_km": None, "precision": precision}
    return {"lat": area.lat, "lon": area.lon, "radius_km": round(area.radius_km, 1), "precision": precision}


def _find_area(name: str, kind: str, country: str | None) -> Facts | None:
    """Return the area of this name in a country; None where there is none, or more than one."""
    for key in (fold(name), fold(name).rpartition(" ")[0]):
        facts = [n.facts for n in open_index().list_named(key)] if key else []
        found = [one for one in facts if one.kind == kind and one.country == country]
        if len(found) == 1:
            return found[0]
    return None


def _find_country(code: str | None) -> Facts | None:
    index = open_index()
    return index.read_facts(index.find_country(code)) if code in index.countries else None


def blur_incident(incident: Incident, blur: Blur) -> Incident:
    """Return an incident with its place blurred, and every other place, also of the project's fields, left out."""
    responses = tuple(replace(r, place=blur_place(r.place, blur) if r.place else None) for r in incident.responses)
    custom = {name: value for name, value in incident.custom.items() if not _is_place(value)}
    place = blur_place(incident.place, blur)
    return replace(incident, place=place, other_places=(), responses=responses, custom=custom)


def _is_place(value: Json) -> bool:
    """Whether the value of a project's field is a place."""
    return isinstance(value, Mapping) and "geonameid" in value


def list_own_places(incident: Incident) -> list[str]:
    """Return the names of places that are values of fields that the project adds."""
    return [value["name"] for value in incident.custom.values() if _is_place(value) and value["name"]]


def list_blurred_names(incident: Incident, blur: Blur) -> Iterator[str]:
    """Yield the names of places that a blurred incident must not tell."""
    places = [incident.place, *(o.place for o in incident.other_places), *(r.place for r in incident.responses)]
    for place in filter(None, places):
        kept = {"admin2": (place.admin2, place.admin1), "country": ()}.get(blur.to, (place.admin1,))
        for name in (place.name, place.admin2, place.admin1):
            if name and name not in kept and name != incident.place.country:
                yield name
    yield from list_own_places(incident)
    yield from (other.name for other in incident.other_places)
