"""A map of where an incident happened, which shows how well that is known.

A point is drawn only for what is known to the settlement or better; a halo has the radius within which the place lies;
of what is known to a country alone the country is marked, and nothing within it.
"""

import math
from collections.abc import Iterator

from gawah.gazetteer.outlines import Ring, read_rings
from gawah.model import Place
from gawah.phrases import mark, say, say_number
from gawah.publish.drawings.ground import (
    HEIGHT,
    KM_A_DEGREE,
    WIDTH,
    View,
    draw_scale,
    name_countries,
    outline_text,
    trace,
)
from gawah.publish.drawings.svg import FAINT, INK, LAND, MARK, PAPER, WATER, element, frame, shorten
from gawah.wording import say_country

_LEAST_KM = 400.0
"""Half the height of a map shows at least this, so that a reader sees in which part of a country a place lies."""


def draw_map(place: Place, label: str) -> str | None:
    """Return a map of `place`, named `label` on it; None where nothing is known of where it lies."""
    view = _choose_view(place)
    if view is None:
        return None
    parts = [element("rect", x=0, y=0, width=WIDTH, height=HEIGHT, fill=WATER), *_draw_land(view, place)]
    parts += name_countries(view)
    parts += _draw_place(view, place, label)
    parts += draw_scale(view)
    clip = element("clipPath", element("rect", x=0, y=0, width=WIDTH, height=HEIGHT), id="map")
    inner = element("g", "".join(parts), clip_path="url(#map)")
    edge = element("rect", x=0.5, y=0.5, width=WIDTH - 1, height=HEIGHT - 1, fill="none", stroke=FAINT)
    about = say("Map: {place}. {precision}", place=label, precision=say_precision(place))
    return frame(WIDTH, HEIGHT, [clip, inner, edge], about)


def say_precision(place: Place) -> str:
    """Return in words how well a place is known, to stand below its map."""
    if place.precision == "country" or place.lat is None:
        return say("Known to the country only; the shaded area is the whole country.")
    known = say(_KNOWN.get(place.precision, mark("How well it is known is not told.")))
    if not place.radius_km:
        return known
    km = say_number(max(1, round(place.radius_km)))
    return f"{known} {say('It lies within about {number} km of the middle of the circle.', number=km)}"


_KNOWN = {
    "exact": mark("Known to the site."),
    "settlement": mark("Known to the settlement."),
    "district": mark("Known to the district only; the circle is no site."),
    "province": mark("Known to the province only; the circle is no site."),
}


def _choose_view(place: Place) -> View | None:
    if place.precision == "country" or place.lat is None or place.lon is None:
        return _see_country(place.country)
    return View(place.lat, place.lon, max(_LEAST_KM, 2.5 * (place.radius_km or 0)))


def _see_country(code: str | None) -> View | None:
    rings = [ring for ring in read_rings() if ring.country == code] if code else []
    if not rings:
        return None
    west, south, east, north = max(
        rings, key=lambda r: (r.bounds[2] - r.bounds[0]) * (r.bounds[3] - r.bounds[1])
    ).bounds
    lat = (south + north) / 2
    tall = (north - south) / 2 * KM_A_DEGREE
    wide = (east - west) / 2 * KM_A_DEGREE * math.cos(math.radians(lat)) * HEIGHT / WIDTH
    return View(lat, (west + east) / 2, max(_LEAST_KM / 4, 1.15 * max(tall, wide)))


def _measure(ring: Ring) -> float:
    """Return how large a ring is, in square degrees of the box that it fills."""
    west, south, east, north = ring.bounds
    return (east - west) * (north - south)


def _draw_land(view: View, place: Place) -> Iterator[str]:
    whole = place.precision == "country" or place.lat is None
    for ring in view.list_rings():
        marked = whole and ring.country == place.country
        outline = trace(view, ring.points)
        yield element("path", d=outline, stroke=FAINT, stroke_width=0.7, fill=LAND)
        if marked:
            yield element("path", d=outline, fill=MARK, fill_opacity=0.25)


def _draw_place(view: View, place: Place, label: str) -> Iterator[str]:
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
    return "".join(outline_text(shorten(label, 60), x, max(y, 16), 14, INK, "bold"))


def name_on_map(place: Place) -> str:
    """Return what a place is called on its map."""
    country = say_country(place.country) if place.country else ""
    return place.name or place.admin2 or place.admin1 or country or say("place not known")
