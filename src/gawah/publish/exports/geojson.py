"""GeoJSON (RFC 7946): what is known to a place is a point; what is not is the area in which it lies."""

import json
import math
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from typing import Any

from gawah.gazetteer.outlines import read_rings
from gawah.model import Place

_CORNERS = 48
_KM_A_DEGREE = 111.32
_LEAST_POINTS = 8
_POINT_KM = 1.0
"""A place known within this is a point."""


def write_geometry(place: Place) -> dict[str, Any] | None:
    """Return a point, a circle as a polygon, or the outline of a country; None where nothing is known."""
    if place.precision == "country" or place.lat is None or place.lon is None:
        return _outline(place.country) if place.country else None
    if place.precision in ("exact", "settlement") and (place.radius_km or 0) <= _POINT_KM:
        return {"type": "Point", "coordinates": [place.lon, place.lat]}
    if not place.radius_km:
        return {"type": "Point", "coordinates": [place.lon, place.lat]} if place.precision != "unknown" else None
    return {"type": "Polygon", "coordinates": [list(_draw_circle(place.lat, place.lon, place.radius_km))]}


def _draw_circle(lat: float, lon: float, km: float) -> Iterator[list[float]]:
    """Yield the corners of a circle, against the clock, the first again at the end."""
    up = km / _KM_A_DEGREE
    across = up / max(math.cos(math.radians(lat)), 0.05)
    for n in range(_CORNERS + 1):
        turn = 2 * math.pi * (n % _CORNERS) / _CORNERS
        y = min(max(lat + up * math.sin(turn), -90.0), 90.0)
        yield [round(min(max(lon + across * math.cos(turn), -180.0), 180.0), 5), round(y, 5)]


@cache
def _outline(country: str) -> dict[str, Any] | None:
    rings = [ring.points for ring in read_rings() if ring.country == country and len(ring.points) >= _LEAST_POINTS]
    if not rings:
        return None
    polygons = [[[list(point) for point in _turn_left([*ring, ring[0]])]] for ring in rings]
    return {"type": "MultiPolygon", "coordinates": polygons}


def _turn_left(ring: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """Return an outer ring against the clock, as the standard wants it."""
    area = sum((x2 - x1) * (y2 + y1) for (x1, y1), (x2, y2) in pairwise(ring))
    return ring if area < 0 else ring[::-1]


def write_feature(id_: str, place: Place, cells: dict[str, Any]) -> str:
    """Return an incident as one feature, on one line."""
    feature = {"type": "Feature", "id": id_, "geometry": write_geometry(place), "properties": cells}
    return json.dumps(feature, ensure_ascii=False, separators=(",", ":"))
