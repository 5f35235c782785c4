"""Small cells: victims so few, in a place so small, told with so much, that everybody there knows who they are."""

from collections.abc import Iterator

from gawah.gazetteer.places.index import open_index
from gawah.gazetteer.places.spelling import fold
from gawah.model import Incident, Place, Victims

SMALL_CELLS = "small_cells"
"""The name of this check, as an override has it."""
_FEW = 3
"""Groups of fewer people are small."""
_VILLAGE = 20_000
"""Inhabitants; a place of fewer, or of which nobody knows how many, is one where people know each other."""
_TELLING = 2
"""Traits from which on a small group in a small place is known."""


def list_small_cells(incident: Incident) -> Iterator[tuple[str, str]]:
    """Yield the path and the telling traits of each group of victims by whom people can be recognised."""
    if not _is_small(incident.place):
        return
    for n, group in enumerate(incident.victims):
        traits = _list_traits(group)
        if _is_few(group) and len(traits) >= _TELLING:
            yield f"/victims/{n}", ", ".join(traits)


def _is_few(group: Victims) -> bool:
    count = group.count
    most = max((n for n in (count.best, count.high, count.low) if n is not None), default=0) if count else 0
    return 0 < most < _FEW or (most == 0 and 0 < len(group.persons) < _FEW)


def _list_traits(group: Victims) -> list[str]:
    traits = {
        "occupation": group.occupation,
        "community": group.ethnic_or_religious,
        "nationality": group.nationality,
        "age": group.age_group if group.age_group not in (None, "adult", "mixed") else None,
    }
    return [name for name, value in traits.items() if value]


def _is_small(place: Place) -> bool:
    """Whether a place is told so precisely, and is so small, that people know each other there."""
    if place.precision not in ("settlement", "exact"):
        return False
    population = next(
        (
            n.facts.population
            for n in open_index().list_named(fold(place.name or ""))
            if n.facts.geonameid == place.geonameid
        ),
        0,
    )
    return population < _VILLAGE
