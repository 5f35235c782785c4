"""A map of where an incident happened, which shows how well that is known.

A point is drawn only for what is known to the settlement or better; a halo has the radius within which the place lies;
of what is known to a country alone the country is marked, and nothing within it.
"""

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from gawah.gazetteer.outlines import Ring, read_rings
from gawah.model import Place
from gawah.publish.drawings.svg import FAINT, INK, LAND, MARK, PAPER, WATER, element, frame, shorten, write_text
from gawah.wording import name_country

WIDTH, HEIGHT = 640.0, 400.0
_KM_A_DEGREE = 111.32
_LEAST_KM = 400.0
"""Half the height of a map shows at least this, so that a reader sees in which part of a country a place lies."""
_STEPS = (5, 10, 20, 50, 100, 200, 500, 1000, 2000)


@dataclass(frozen=True, slots=True)
class _View:
    """Which part of the world is drawn: plate carrée, true at the middle."""

    lat: float
    lon: float
    km: float
    """From the middle to the upper edge."""

    @property
    def units_a_km(self) -> float:
        return HEIGHT / 2 / self.km

    def project(self, lon: float, lat: float) -> tuple[float, float]:
        east = (lon - self.lon + 180) % 360 - 180
        shrunk = max(math.cos(math.radians(self.lat)), 0.05)
        x = WIDTH / 2 + east * shrunk * _KM_A_DEGREE * self.units_a_km
        return x, HEIGHT / 2 - (lat - self.lat) * _KM_A_DEGREE * self.units_a_km

    def list_rings(self) -> list[Ring]:
        up = self.km / _KM_A_DEGREE
        across = up * WIDTH / HEIGHT / max(math.cos(math.radians(self.lat)), 0.05)
        west, east = self.lon - across, self.lon + across
        turns = (0, 360, -360)  # a view may reach over the edge of the world's map
        south, north = self.lat - up, self.lat + up
        return [r for r in read_rings() if any(r.meets(west + t, south, east + t, north) for t in turns)]


def draw_map(place: Place, label: str) -> str | None:
    """Return a map of `place`, named `label` on it; None where nothing is known of where it lies."""
    view = _choose_view(place)
    if view is None:
        return None
    parts = [element("rect", x=0, y=0, width=WIDTH, height=HEIGHT, fill=WATER), *_draw_land(view, place)]
    parts += _name_countries(view)
    parts += _draw_place(view, place, label)
    parts += _draw_scale(view)
    clip = element("clipPath", element("rect", x=0, y=0, width=WIDTH, height=HEIGHT), id="map")
    inner = element("g", "".join(parts), clip_path="url(#map)")
    edge = element("rect", x=0.5, y=0.5, width=WIDTH - 1, height=HEIGHT - 1, fill="none", stroke=FAINT)
    return frame(WIDTH, HEIGHT, [clip, inner, edge], f"Map: {label}. {say_precision(place)}")


def say_precision(place: Place) -> str:
    """Return in words how well a place is known, to stand below its map."""
    if place.precision == "country" or place.lat is None:
        return "Known to the country only; the shaded area is the whole country."
    km = max(1, round(place.radius_km)) if place.radius_km else 0
    within = f" It lies within about {km:,} km of the middle of the circle." if km else ""
    return {
        "exact": f"Known to the site.{within}",
        "settlement": f"Known to the settlement.{within}",
        "district": f"Known to the district only; the circle is no site.{within}",
        "province": f"Known to the province only; the circle is no site.{within}",
    }.get(place.precision, f"How well it is known is not told.{within}")


def _choose_view(place: Place) -> _View | None:
    if place.precision == "country" or place.lat is None or place.lon is None:
        return _see_country(place.country)
    return _View(place.lat, place.lon, max(_LEAST_KM, 2.5 * (place.radius_km or 0)))


def _see_country(code: str | None) -> _View | None:
    rings = [ring for ring in read_rings() if ring.country == code] if code else []
    if not rings:
        return None
    west, south, east, north = max(
        rings, key=lambda r: (r.bounds[2] - r.bounds[0]) * (r.bounds[3] - r.bounds[1])
    ).bounds
    lat = (south + north) / 2
    tall = (north - south) / 2 * _KM_A_DEGREE
    wide = (east - west) / 2 * _KM_A_DEGREE * math.cos(math.radians(lat)) * HEIGHT / WIDTH
    return _View(lat, (west + east) / 2, max(_LEAST_KM / 4, 1.15 * max(tall, wide)))


def _measure(ring: Ring) -> float:
    """Return how large a ring is, in square degrees of the box that it fills."""
    west, south, east, north = ring.bounds
    return (east - west) * (north - south)


def _draw_land(view: _View, place: Place) -> Iterator[str]:
    whole = place.precision == "country" or place.lat is None
    for ring in view.list_rings():
        marked = whole and ring.country == place.country
        outline = _trace(view, ring.points)
        yield element("path", d=outline, stroke=FAINT, stroke_width=0.7, fill=LAND)
        if marked:
            yield element("path", d=outline, fill=MARK, fill_opacity=0.25)


def _trace(view: _View, points: Iterable[tuple[float, float]]) -> str:
    """Return a ring as a path; what lies less than half a unit apart is one point."""
    steps: list[str] = []
    last = (math.inf, math.inf)
    for lon, lat in points:
        x, y = view.project(lon, lat)
        if abs(x - last[0]) + abs(y - last[1]) >= 0.5 or not steps:
            steps.append(f"{x:.1f} {y:.1f}")
            last = (x, y)
    return "M" + "L".join(steps) + "Z"


def _draw_place(view: _View, place: Place, label: str) -> Iterator[str]:
    x, y = WIDTH / 2, HEIGHT / 2
    if place.precision == "country" or place.lat is None:
        yield _name(label, x, y)
        return
    radius = (place.radius_km or 0) * view.units_a_km
    yield element(
        "circle", cx=x, cy=y, r=max(radius, 6), fill=MARK, fill_opacity=0.18, stroke=MARK, stroke_dasharray="4 3"
    )
    if place.precision in ("exact", "settlement"):
        yield element("circle", cx=x, cy=y, r=3.5, fill=MARK, stroke=PAPER, stroke_width=1)
    yield _name(label, x, y - max(radius, 6) - 6)


def _name(label: str, x: float, y: float) -> str:
    return "".join(_outline_text(shorten(label, 60), x, max(y, 16), 14, INK, "bold"))


def _outline_text(words: str, x: float, y: float, size: float, fill: str, weight: str) -> Iterator[str]:
    """Yield words twice, first as their own pale edge: what draws PDF knows no order of painting."""
    yield write_text(words, x, y, size, PAPER, text_anchor="middle", font_weight=weight, stroke=PAPER, stroke_width=3)
    yield write_text(words, x, y, size, fill, text_anchor="middle", font_weight=weight)


def _name_countries(view: _View) -> Iterator[str]:
    """Yield the names of countries at the middle of what is seen of them, unless that is little."""
    seen: dict[str, list[tuple[float, float]]] = {}
    for ring in view.list_rings():
        if ring.country:
            seen.setdefault(ring.country, []).extend(_list_seen(view, ring))
    for country, points in sorted(seen.items()):
        if len(points) >= _LEAST_CELLS:
            x, y = sum(x for x, _ in points) / len(points), sum(y for _, y in points) / len(points)
            yield from _outline_text(name_country(country).upper(), x, y, 10, FAINT, "normal")


_LEAST_CELLS, _CELL = 12, 20.0


def _list_seen(view: _View, ring: Ring) -> Iterator[tuple[float, float]]:
    """Yield the middles of the squares of the map, away from its edge, that lie within a ring."""
    line = [view.project(lon, lat) for lon, lat in ring.points]
    for row in range(2, int(HEIGHT / _CELL) - 1):
        y = row * _CELL
        crossings = sorted(_cross(line, y))
        for left, right in zip(crossings[::2], crossings[1::2], strict=False):
            for column in range(
                math.ceil(max(left, 2 * _CELL) / _CELL), int(min(right, WIDTH - 2 * _CELL) / _CELL) + 1
            ):
                yield column * _CELL, y


def _cross(line: Sequence[tuple[float, float]], y: float) -> Iterator[float]:
    """Yield where a closed line crosses a level."""
    for (x1, y1), (x2, y2) in pairwise([*line, line[0]]):
        if (y1 > y) != (y2 > y):
            yield x1 + (y - y1) / (y2 - y1) * (x2 - x1)


def _draw_scale(view: _View) -> Iterator[str]:
    """Draw a line as long as a round number of kilometres, about a fifth of the map's width."""
    km = min(_STEPS, key=lambda step: abs(step * view.units_a_km - WIDTH / 5))
    x, y, length = 14.0, HEIGHT - 14, km * view.units_a_km
    yield element("rect", x=x - 6, y=y - 20, width=length + 12, height=28, fill=PAPER, fill_opacity=0.85)
    line = f"M{x} {y - 4}v4h{length:.1f}v-4"
    yield element("path", d=line, fill="none", stroke=INK, stroke_width=1.2)
    yield write_text(f"{km:,} km", x + length / 2, y - 5, 11, INK, text_anchor="middle")


def name_on_map(place: Place) -> str:
    """Return what a place is called on its map."""
    country = name_country(place.country) if place.country else ""
    return place.name or place.admin2 or place.admin1 or country or "place not known"
