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
"""Corners of an island that is told, where a country has others."""
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
    circles = [_cut(list(_draw_circle(place.lat, lon, place.radius_km))) for lon in _turn_round(place)]
    if len(circles) == 1:
        return {"type": "Polygon", "coordinates": circles}
    return {"type": "MultiPolygon", "coordinates": [[circle] for circle in circles]}


def _turn_round(place: Place) -> list[float]:
    """Return the longitudes of a circle's middle: two where it reaches over the 180th meridian, and is cut there."""
    assert place.lat is not None
    assert place.lon is not None
    across = _reach_across(place.lat, place.radius_km or 0)
    over = [place.lon - 360] if place.lon + across > 180 else [place.lon + 360] if place.lon - across < -180 else []
    return [place.lon, *over]


def _reach_across(lat: float, km: float) -> float:
    """Return a radius in degrees of longitude."""
    return km / _KM_A_DEGREE / max(math.cos(math.radians(lat)), 0.05)


def _draw_circle(lat: float, lon: float, km: float) -> Iterator[list[float]]:
    """Yield the corners of a circle, against the clock, the first again at the end."""
    up, across = km / _KM_A_DEGREE, _reach_across(lat, km)
    for n in range(_CORNERS + 1):
        turn = 2 * math.pi * (n % _CORNERS) / _CORNERS
        y = min(max(lat + up * math.sin(turn), -90.0), 90.0)
        yield [round(lon + across * math.cos(turn), 5), round(y, 5)]


def _cut(ring: list[list[float]]) -> list[list[float]]:
    """Return what of a ring lies within the map."""
    for edge in (-180.0, 180.0):
        ring = list(_cut_at(ring, edge))
        ring.append(ring[0])
    return ring


def _cut_at(ring: list[list[float]], edge: float) -> Iterator[list[float]]:
    """Yield the corners of what of a ring lies within one edge of the map."""
    for (x1, y1), (x2, y2) in pairwise(ring):
        if abs(x1) <= 180 or x1 * edge < 0:
            yield [x1, y1]
        if (x1 - edge) * (x2 - edge) < 0:
            yield [edge, round(y1 + (y2 - y1) * (edge - x1) / (x2 - x1), 5)]


@cache
def _outline(country: str) -> dict[str, Any] | None:
    polygons: list[list[list[list[float]]]] = []
    for ring in (ring for ring in read_rings() if ring.country == country):
        closed = [list(point) for point in (*ring.points, ring.points[0])]
        if ring.is_hole:
            polygons[-1].append(closed)
        else:
            polygons.append([closed])
    large = [polygon for polygon in polygons if len(polygon[0]) > _LEAST_POINTS]
    return {"type": "MultiPolygon", "coordinates": large or polygons} if polygons else None


def write_feature(id_: str, place: Place, cells: dict[str, Any]) -> str:
    """Return an incident as one feature, on one line."""
    feature = {"type": "Feature", "id": id_, "geometry": write_geometry(place), "properties": cells}
    return json.dumps(feature, ensure_ascii=False, separators=(",", ":"))
