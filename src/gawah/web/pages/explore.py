"""The incidents of a view on a map, on a line of time, and in numbers; the address holds all that is chosen."""

import csv
import gzip
import io
import json
import math
from collections.abc import Sequence
from dataclasses import fields, replace
from functools import cache
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from gawah import wording
from gawah.formulas import guard
from gawah.gazetteer.outlines import read_rings
from gawah.model import Incident
from gawah.publish.drawings.charts import draw_bar, draw_columns
from gawah.publish.drawings.spread_map import Dot, draw_spread
from gawah.store import Spread, Toll
from gawah.store.spread import Cell
from gawah.web.asking import Asked, AskedNow
from gawah.web.kept import draw_kept
from gawah.web.numbers import FACETS, Numbers, add_up, recall
from gawah.web.pages.incidents import describe_filters, find_page, tell_scope
from gawah.web.site import Site, SiteNow
from gawah.web.visitor import Visitor, VisitorNow

router = APIRouter(include_in_schema=False)
_LISTED = 10
_MOST_CELLS = 600
_MOST_AREAS = 200
"""Incidents known to an area alone, up to which each is drawn as its own."""
_CELL = 44.0
"""Width of what is told as one, in points of the screen."""


@router.get("/explore")
def explore(request: Request, site: SiteNow, visitor: VisitorNow, asked: AskedNow) -> Response:
    """Show a view on the map, over time and in numbers."""
    if any(not value for _, value in request.query_params.multi_items()):
        return RedirectResponse(asked.address("/explore"), 303)
    return draw_kept(request, site, visitor, "explore.html", lambda seen: _show(request, site, seen, asked))


def _show(request: Request, site: Site, visitor: Visitor, asked: Asked) -> dict[str, Any]:
    numbers = _add_up(request, site, visitor, asked)
    return {
        "numbers": numbers,
        "found": find_page(site, asked, limit=_LISTED),
        "scope": site.scope,
        "timeline": _draw_time(numbers, asked) if numbers.columns else None,
        "draw_bar": draw_bar,
        "facet_names": FACETS,
        **describe_filters(request, site, visitor, asked),
    }


def _add_up(request: Request, site: Site, visitor: Visitor, asked: Asked) -> Numbers:
    return recall(request, site, visitor, ("numbers", asked), lambda: add_up(_spread(site, asked), asked))


def _spread(site: Site, asked: Asked) -> Spread:
    return site.store.spread(asked.criteria, scope=tell_scope(site, asked))


def _draw_time(numbers: Numbers, asked: Asked) -> str:
    def link(label: str) -> str:
        return asked.address("/explore", criteria=replace(asked.criteria, since=label, until=label))

    title = "Documented incidents, and people documented killed in them, over time"
    return draw_columns(numbers.columns, title, link, ("documented incidents", "documented killed, low to high"))


# --- the map ----------------------------------------------------------------------------------------------------------


@router.get("/explore/map.json")
def map_incidents(
    request: Request,
    site: SiteNow,
    visitor: VisitorNow,
    asked: AskedNow,
    zoom: Annotated[float, Query(ge=0, le=20)] = 2,
    view: Annotated[str, Query(max_length=100)] = "",
) -> Response:
    """Return where incidents lie, those close together as one, and the areas of those that are known no better."""
    seen = asked if asked.criteria.box or not view else replace(asked, criteria=replace(asked.criteria, box=view))
    about = ("map", asked, round(zoom, 1), view)
    return JSONResponse(recall(request, site, visitor, about, lambda: _tell_map(site, asked, seen, zoom)))


def _tell_map(site: Site, asked: Asked, seen: Asked, zoom: float) -> dict[str, Any]:
    spread = _spread(site, seen)
    fine, left_out = spread.map_cells(_CELL / 2 * 360 / (256 * 2**zoom), _MOST_CELLS * 4)
    cells = gather_cells(fine, zoom)
    single = spread.list_at([cell.key for cell in cells if cell.toll.incidents == 1])
    return {
        "cells": [_tell_cell(cell, single.get(cell.key)) for cell in cells],
        "left_out": left_out,
        **_tell_areas(_spread(site, asked)),
    }


def gather_cells(cells: Sequence[Cell], zoom: float) -> list[Cell]:
    """Return cells so that those in one square of the screen are one, at the middle of what they hold."""
    squares: dict[tuple[int, int], list[Cell]] = {}
    scale = 256 * 2**zoom / _CELL
    for cell in cells:
        north = math.radians(max(min(cell.lat, 85.0), -85.0))
        x, y = cell.lon / 360, math.log(math.tan(math.pi / 4 + north / 2)) / (2 * math.pi)  # Mercator
        squares.setdefault((math.floor(x * scale), math.floor(y * scale)), []).append(cell)
    return [_gather(held) for held in squares.values()]


def _gather(cells: Sequence[Cell]) -> Cell:
    if len(cells) == 1:
        return cells[0]
    weights = [cell.toll.incidents for cell in cells]
    lat = sum(c.lat * w for c, w in zip(cells, weights, strict=True)) / sum(weights)
    lon = sum(c.lon * w for c, w in zip(cells, weights, strict=True)) / sum(weights)
    toll = Toll(*(sum(getattr(c.toll, f.name) for c in cells) for f in fields(Toll)))
    return Cell(round(lat, 5), round(lon, 5), toll, cells[0].key, is_spot=False)


def _tell_cell(cell: Cell, incident: Incident | None) -> dict[str, Any]:
    toll = cell.toll
    told = {"at": [cell.lat, cell.lon], "incidents": toll.incidents, "killed": [toll.low, toll.killed, toll.high]}
    if incident is None:
        return {**told, "spot": cell.is_spot}
    return {**told, **_tell_incident(incident)}


def _tell_incident(incident: Incident) -> dict[str, Any]:
    place = incident.place
    return {
        "id": incident.id,
        "title": wording.say_headline(incident),
        "when": wording.say_when(incident.date),
        "where": wording.say_place(place),
        "precision": place.precision,
        "radius_km": place.radius_km,
    }


def _tell_areas(spread: Spread) -> dict[str, Any]:
    """Return what is known to lie in an area alone: one by one where it is little, else by country."""
    areas = [area for area in spread.count_areas() if area.country]
    alone = spread.list_in_areas(_MOST_AREAS)
    drawn = [one for one in alone if one.place.lat is not None and one.place.radius_km]
    drawn = [one for one in drawn if one.place.precision != "country"]
    by_country = {area.country: area.toll.incidents for area in areas}
    for one in drawn:
        by_country[one.place.country] = by_country.get(one.place.country, 1) - 1
    return {
        "circles": [{"at": [one.place.lat, one.place.lon], **_tell_incident(one)} for one in drawn],
        "countries": {code: _tell_country(code, n) for code, n in by_country.items() if code and n > 0},
    }


def _tell_country(code: str, incidents: int) -> dict[str, Any]:
    return {"name": wording.name_country(code), "incidents": incidents}


@router.get("/explore/map.svg")
def draw_map(request: Request, site: SiteNow, visitor: VisitorNow, asked: AskedNow) -> Response:
    """Return the map as a drawing, for who has no JavaScript."""

    def drawn() -> str:
        spread = _spread(site, asked)
        cells, _ = spread.map_cells(4.0, _MOST_CELLS)
        areas = {area.country: area.toll.incidents for area in spread.count_areas() if area.country}
        dots = [Dot(cell.lat, cell.lon, cell.toll.incidents) for cell in cells]
        return draw_spread(dots, areas, "Where documented incidents lie")

    return Response(recall(request, site, visitor, ("svg", asked), drawn), media_type="image/svg+xml")


@router.get("/explore/outlines.json")
def send_outlines() -> Response:
    """Return the outlines of all countries as GeoJSON; they are the same for everybody, and may be kept."""
    headers = {"Cache-Control": "public, max-age=604800", "Content-Encoding": "gzip"}
    return Response(_pack_outlines(), media_type="application/geo+json", headers=headers)


@cache
def _pack_outlines() -> bytes:
    rings: dict[str, list[Any]] = {}
    for ring in read_rings():
        rings.setdefault(ring.country, []).append([_unwrap([*ring.points, ring.points[0]])])
    features = [
        {
            "type": "Feature",
            "properties": {"country": country},
            "geometry": {"type": "MultiPolygon", "coordinates": polygons},
        }
        for country, polygons in rings.items()
    ]
    whole = {"type": "FeatureCollection", "features": features}
    return gzip.compress(json.dumps(whole, separators=(",", ":")).encode(), 6, mtime=0)


def _unwrap(points: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """Return a line that goes on over the edge of the world's map, where it would jump to the other side."""
    found = [points[0]]
    for lon, lat in points[1:]:
        turns = round((found[-1][0] - lon) / 360)
        found.append((round(lon + 360 * turns, 2), lat))
    return found


# --- the numbers as a file --------------------------------------------------------------------------------------------


@router.get("/explore/numbers.csv")
def send_numbers(request: Request, site: SiteNow, visitor: VisitorNow, asked: AskedNow) -> Response:
    """Return the numbers of a view as a table."""
    numbers = _add_up(request, site, visitor, asked)
    held = io.StringIO()
    writer = csv.writer(held, lineterminator="\n")
    writer.writerow(_HEADS)
    for column in numbers.columns:
        bounds = (column.low, column.best, column.high)
        writer.writerow([numbers.period, column.label, column.sure, column.maybe, *bounds, ""])
    for facet, lines in numbers.facets.items():
        for line in lines:
            toll, value = line.toll, guard(line.words or "")
            writer.writerow([facet, value, toll.incidents, 0, toll.low, toll.killed, toll.high, toll.unbounded])
    name = "INTERNAL-numbers.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(held.getvalue(), media_type="text/csv; charset=utf-8", headers=headers)


_HEADS = (
    *("by", "value", "incidents", "incidents_uncertain"),
    *("killed_low", "killed_best", "killed_high", "without_upper_bound"),
)
