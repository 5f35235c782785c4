"""The outlines of countries, for maps: Natural Earth's, at 1:50 million, built by `tools/build_outlines.py`.

They follow who holds an area in fact, and take no position on who should.
"""

import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from gawah.gazetteer.tables import read_table

TABLE = "outlines.json.gz"
SCALE = 100
"""Parts of a degree that a point is told in."""


@dataclass(frozen=True, slots=True)
class Ring:
    """One closed line: the coast or border of a country, or of one of its islands, or of what lies within it and is
    another's. Behind an outer ring stand those of its holes.
    """

    country: str
    """ISO 3166-1 alpha-2; empty for an area that has none."""
    points: tuple[tuple[float, float], ...]
    """Longitude and latitude in degrees; the last leads back to the first. An outer ring goes against the clock."""
    bounds: tuple[float, float, float, float]
    """West, south, east, north."""

    @property
    def is_hole(self) -> bool:
        """Whether it goes with the clock, around what is no part of the country."""
        behind = (*self.points[1:], self.points[0])
        return sum((x2 - x1) * (y2 + y1) for (x1, y1), (x2, y2) in zip(self.points, behind, strict=True)) > 0

    def meets(self, west: float, south: float, east: float, north: float) -> bool:
        """Whether any of it may lie in a box."""
        own_west, own_south, own_east, own_north = self.bounds
        return own_west <= east and own_east >= west and own_south <= north and own_north >= south


@cache
def read_rings() -> tuple[Ring, ...]:
    """Return the outlines of all countries. Raises TableError."""
    shapes = json.loads(gzip.decompress(read_table(TABLE)))
    return tuple(_make_ring(country, packed) for country, rings in shapes for packed in rings)


def _make_ring(country: str, packed: list[int]) -> Ring:
    points = tuple(_unpack(packed))
    lons, lats = [lon for lon, _ in points], [lat for _, lat in points]
    return Ring(country, points, (min(lons), min(lats), max(lons), max(lats)))


def _unpack(packed: list[int]) -> Iterator[tuple[float, float]]:
    lon = lat = 0
    for n in range(0, len(packed), 2):
        lon, lat = lon + packed[n], lat + packed[n + 1]
        yield lon / SCALE, lat / SCALE
