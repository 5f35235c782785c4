"""A map of where many incidents happened: a circle where some lie together, its area as their number.

What is known to lie in a country alone stands in no circle: the country is hatched, and says how many.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from gawah.publish.drawings.ground import HEIGHT, KM_A_DEGREE, WIDTH, View, draw_scale, name_countries, trace
from gawah.publish.drawings.svg import FAINT, INK, LAND, MARK, PAPER, WATER, element, frame, write_text
from gawah.wording import name_country

_LEAST_KM = 300.0
_WORLD_KM = 10_000.0
_MARGIN = 1.15
_SMALLEST, _LARGEST = 3.0, 22.0
"""Radii of circles, in units of the drawing."""


@dataclass(frozen=True, slots=True)
class Dot:
    """Incidents that lie close together."""

    lat: float
    lon: float
    number: int


def draw_spread(dots: Sequence[Dot], areas: Mapping[str, int], title: str) -> str:
    """Return a map of incidents; `areas`: how many lie in a country, and nowhere known in it, by the country's code."""
    view = _choose_view(dots)
    parts = [element("rect", x=0, y=0, width=WIDTH, height=HEIGHT, fill=WATER), _hatch()]
    parts += _draw_land(view, areas)
    parts += name_countries(view) if view.km < _WORLD_KM / 4 else []
    parts += _draw_dots(view, dots)
    parts += draw_scale(view) if view.km < _WORLD_KM / 2 else []
    clip = element("clipPath", element("rect", x=0, y=0, width=WIDTH, height=HEIGHT), id="map")
    inner = element("g", "".join(parts), clip_path="url(#map)")
    edge = element("rect", x=0.5, y=0.5, width=WIDTH - 1, height=HEIGHT - 1, fill="none", stroke=FAINT)
    return frame(WIDTH, HEIGHT, [clip, inner, edge], title)


def _choose_view(dots: Sequence[Dot]) -> View:
    if not dots:
        return View(15.0, 10.0, _WORLD_KM)
    south, north = min(d.lat for d in dots), max(d.lat for d in dots)
    west, east = min(d.lon for d in dots), max(d.lon for d in dots)
    lat, lon = (south + north) / 2, (west + east) / 2
    tall = (north - south) / 2 * KM_A_DEGREE
    wide = (east - west) / 2 * KM_A_DEGREE * math.cos(math.radians(lat)) * HEIGHT / WIDTH
    return View(lat, lon, min(max(_LEAST_KM, _MARGIN * max(tall, wide)), _WORLD_KM))


def _hatch() -> str:
    line = element("path", d="M0 6L6 0", stroke=MARK, stroke_width=1)
    return element("defs", element("pattern", line, id="hatch", width=6, height=6, patternUnits="userSpaceOnUse"))


def _draw_land(view: View, areas: Mapping[str, int]) -> Iterator[str]:
    for ring in view.list_rings():
        outline = trace(view, ring.points)
        yield element("path", d=outline, stroke=FAINT, stroke_width=0.5, fill=LAND)
        if number := areas.get(ring.country):
            told = element("title", f"{name_country(ring.country)}: {number:,} known to an area of it alone")
            yield element("path", told, d=outline, fill="url(#hatch)", fill_opacity=0.45)


def _draw_dots(view: View, dots: Sequence[Dot]) -> Iterator[str]:
    most = max((dot.number for dot in dots), default=1)
    ordered = sorted(dots, key=lambda d: -d.number)
    for dot, (x, y) in zip(ordered, view.project((dot.lon, dot.lat) for dot in ordered), strict=True):
        radius = _SMALLEST + (_LARGEST - _SMALLEST) * math.sqrt((dot.number - 1) / max(most - 1, 1))
        yield element("circle", cx=x, cy=y, r=radius, fill=MARK, fill_opacity=0.55, stroke=PAPER, stroke_width=0.8)
        if radius > 11:
            yield write_text(f"{dot.number:,}", x, y + 4, 11, INK, text_anchor="middle")
