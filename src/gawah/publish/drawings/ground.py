"""The ground of maps: which part of the world is seen, its outlines, names and scale."""

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from gawah.gazetteer.outlines import Ring, read_rings
from gawah.publish.drawings.svg import FAINT, INK, PAPER, element, write_text
from gawah.wording import name_country

WIDTH, HEIGHT = 640.0, 400.0
KM_A_DEGREE = 111.32
_STEPS = (5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000)


@dataclass(frozen=True, slots=True)
class View:
    """Which part of the world is drawn: plate carrée, true at the middle."""

    lat: float
    lon: float
    km: float
    """From the middle to the upper edge."""

    @property
    def units_a_km(self) -> float:
        """Units of the drawing for a kilometre."""
        return HEIGHT / 2 / self.km

    def project(self, points: Iterable[tuple[float, float]]) -> list[tuple[float, float]]:
        """Return where positions, as longitude and latitude, stand in the drawing."""
        tall = KM_A_DEGREE * self.units_a_km
        wide = tall * max(math.cos(math.radians(self.lat)), 0.05)
        west, north = self.lon - 180, self.lat
        return [
            (WIDTH / 2 + ((lon - west) % 360 - 180) * wide, HEIGHT / 2 - (lat - north) * tall) for lon, lat in points
        ]

    def list_rings(self) -> list[Ring]:
        """Return the outlines of which something may be seen."""
        up = self.km / KM_A_DEGREE
        across = up * WIDTH / HEIGHT / max(math.cos(math.radians(self.lat)), 0.05)
        west, east = self.lon - across, self.lon + across
        turns = (0, 360, -360)  # a view may reach over the edge of the world's map
        south, north = self.lat - up, self.lat + up
        boxes = [(west + t, south, east + t, north) for t in turns if west + t <= 180 and east + t >= -180]
        return [r for r in read_rings() if any(r.meets(*box) for box in boxes)]


def trace(view: View, points: Iterable[tuple[float, float]]) -> str:
    """Return a ring as a path; what lies less than half a unit apart is one point."""
    steps: list[str] = []
    last = (math.inf, math.inf)
    for x, y in view.project(points):
        if abs(x - last[0]) + abs(y - last[1]) >= 0.5 or not steps:
            steps.append(f"{x:.1f} {y:.1f}")
            last = (x, y)
    return "M" + "L".join(steps) + "Z"


def outline_text(words: str, x: float, y: float, size: float, fill: str, weight: str) -> Iterator[str]:
    """Yield words twice, first as their own pale edge: what draws PDF knows no order of painting."""
    yield write_text(words, x, y, size, PAPER, text_anchor="middle", font_weight=weight, stroke=PAPER, stroke_width=3)
    yield write_text(words, x, y, size, fill, text_anchor="middle", font_weight=weight)


def name_countries(view: View) -> Iterator[str]:
    """Yield the names of countries at the middle of what is seen of them, unless that is little."""
    seen: dict[str, list[tuple[float, float]]] = {}
    for ring in view.list_rings():
        if ring.country:
            seen.setdefault(ring.country, []).extend(_list_seen(view, ring))
    for country, points in sorted(seen.items()):
        if len(points) >= _LEAST_CELLS:
            x, y = sum(x for x, _ in points) / len(points), sum(y for _, y in points) / len(points)
            yield from outline_text(name_country(country).upper(), x, y, 10, FAINT, "normal")


_LEAST_CELLS, _CELL = 12, 20.0


def _list_seen(view: View, ring: Ring) -> Iterator[tuple[float, float]]:
    """Yield the middles of the squares of the map, away from its edge, that lie within a ring."""
    line = view.project(ring.points)
    rows = range(2, int(HEIGHT / _CELL) - 1)
    crossed = _cross_rows(line, rows)
    for row in rows:
        y, crossings = row * _CELL, sorted(crossed.get(row, ()))
        for left, right in zip(crossings[::2], crossings[1::2], strict=False):
            for column in range(
                math.ceil(max(left, 2 * _CELL) / _CELL), int(min(right, WIDTH - 2 * _CELL) / _CELL) + 1
            ):
                yield column * _CELL, y


def _cross_rows(line: Sequence[tuple[float, float]], rows: range) -> dict[int, list[float]]:
    """Return where a closed line crosses the level of each row of squares."""
    found: dict[int, list[float]] = {}
    for (x1, y1), (x2, y2) in pairwise([*line, line[0]]):
        low, high = (y1, y2) if y1 < y2 else (y2, y1)
        if high > low and high > rows[0] * _CELL and low <= rows[-1] * _CELL:
            first, last = max(math.ceil(low / _CELL), rows[0]), min(math.ceil(high / _CELL) - 1, rows[-1])
            for row in range(first, last + 1):
                found.setdefault(row, []).append(x1 + (row * _CELL - y1) / (y2 - y1) * (x2 - x1))
    return found


def draw_scale(view: View) -> Iterator[str]:
    """Draw a line as long as a round number of kilometres, about a fifth of the map's width."""
    km = min(_STEPS, key=lambda step: abs(step * view.units_a_km - WIDTH / 5))
    x, y, length = 14.0, HEIGHT - 14, km * view.units_a_km
    yield element("rect", x=x - 6, y=y - 20, width=length + 12, height=28, fill=PAPER, fill_opacity=0.85)
    line = f"M{x} {y - 4}v4h{length:.1f}v-4"
    yield element("path", d=line, fill="none", stroke=INK, stroke_width=1.2)
    yield write_text(f"{km:,} km", x + length / 2, y - 5, 11, INK, text_anchor="middle")
