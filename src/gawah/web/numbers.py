"""What the incidents of a view come to: over time, and by who, where, what and whom; each sum from low to high.

Nothing is a total: what is counted is what is documented here.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass, replace
from threading import Lock
from typing import Any, Literal, TypeVar, cast

from fastapi import Request

from gawah import wording
from gawah.phrases import tell_language
from gawah.publish.drawings.charts import Column
from gawah.store import Spread, Stretch, Toll
from gawah.store.spread import Share
from gawah.web.asking import Asked
from gawah.web.site import Site
from gawah.web.visitor import Visitor

Facet = Literal["perpetrator", "country", "type", "community"]
FACETS: tuple[Facet, ...] = ("perpetrator", "country", "type", "community")
MOST = 12
"""Values of a facet that are shown."""
_MONTHS = 72
"""Months up to which time is told by months."""
_MOST_COLUMNS = 400
_NOTHING = Toll(0, 0, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Line:
    """One value of a facet, with what it comes to."""

    words: str | None
    """None for those with no value."""
    toll: Toll
    address: str | None
    """Where the incidents that have it are shown."""


@dataclass(frozen=True, slots=True)
class Numbers:
    """What a view's incidents come to."""

    all: Toll
    period: Literal["month", "year"]
    columns: tuple[Column, ...]
    undated: Toll
    facets: dict[Facet, tuple[Line, ...]]


def add_up(spread: Spread, asked: Asked) -> Numbers:
    """Return what the incidents of a view come to."""
    years = spread.over_time("year")
    dated = [stretch.first for stretch in years if stretch.first]
    few = bool(dated) and (max(dated) - min(dated) + 1) * 12 <= _MONTHS
    stretches = spread.over_time("month") if few else years
    undated = next((stretch.toll for stretch in stretches if not stretch.first), _NOTHING)
    shared = spread.share_out(FACETS, MOST)
    facets = {facet: tuple(_list_lines(shared[facet], asked, facet)) for facet in FACETS}
    period: Literal["month", "year"] = "month" if few else "year"
    return Numbers(spread.count(), period, tuple(list_columns(stretches, period)), undated, facets)


# --- over time --------------------------------------------------------------------------------------------------------


def list_columns(stretches: Sequence[Stretch], period: Literal["month", "year"]) -> list[Column]:
    """Return a column for each period from the first to the last, those without incidents too.

    What may lie in several periods is told as uncertain in each; people killed in it stand in the first.
    """
    known = [stretch for stretch in stretches if stretch.first]
    if not known:
        return []
    first, last = min(s.first for s in known), min(max(s.last for s in known), max(s.first for s in known) + 100)
    periods = list(_list_periods(first, last, period))[-_MOST_COLUMNS:]
    held = {number: Column(_name(number), 0, 0, 0, 0, 0) for number in periods}
    for stretch in known:
        _enter(held, stretch, period)
    return list(held.values())


def _enter(held: dict[int, Column], stretch: Stretch, period: Literal["month", "year"]) -> None:
    toll = stretch.toll
    for number in _list_periods(stretch.first, stretch.last, period):
        if column := held.get(number):
            sure = toll.incidents if stretch.first == stretch.last else 0
            column = replace(column, sure=column.sure + sure, maybe=column.maybe + toll.incidents - sure)
            if number == stretch.first:
                low, best, high = column.low + toll.low, column.best + toll.killed, column.high + toll.high
                column = replace(column, low=low, best=best, high=high)
            held[number] = column


def _list_periods(first: int, last: int, period: Literal["month", "year"]) -> Sequence[int]:
    if period == "year":
        return range(first, max(first, last) + 1)
    months = range(first // 100 * 12 + first % 100 - 1, max(first, last) // 100 * 12 + max(first, last) % 100)
    return [month // 12 * 100 + month % 12 + 1 for month in months]


def _name(number: int) -> str:
    return f"{number:04}" if number < 10_000 else f"{number // 100:04}-{number % 100:02}"


# --- by what ----------------------------------------------------------------------------------------------------------


def _list_lines(shares: Sequence[Share], asked: Asked, facet: Facet) -> Iterator[Line]:
    for share in shares:
        yield Line(_say(facet, share.value), share.toll, _lead(asked, facet, share.value))


def _say(facet: Facet, value: str | None) -> str | None:
    if value is None:
        return None
    if facet == "country":
        return wording.name_country(value)
    if facet == "type":
        return wording.label("incident_types", value)
    return wording.neutralise(value) if facet == "perpetrator" else wording.capitalise(wording.neutralise(value))


def _lead(asked: Asked, facet: Facet, value: str | None) -> str | None:
    if value is None:
        return None
    narrowed: dict[str, Any] = {facet: (value,)}
    return asked.address("/explore", criteria=replace(asked.criteria, **narrowed))


# --- remembering ------------------------------------------------------------------------------------------------------

_T = TypeVar("_T")


class Memory:
    """Keeps what was computed last, for as long as the store is what it was."""

    def __init__(self, most: int = 128) -> None:
        self._held: OrderedDict[Hashable, Any] = OrderedDict()
        self._most, self._lock = most, Lock()

    def recall(self, key: Hashable, compute: Callable[[], _T]) -> _T:
        """Return what is kept under `key`, computed where nothing is."""
        with self._lock:
            if key in self._held:
                self._held.move_to_end(key)
                found: _T = self._held[key]
                return found
        computed = compute()
        with self._lock:
            self._held[key] = computed
            while len(self._held) > self._most:
                self._held.popitem(last=False)
        return computed


def recall(
    request: Request, site: Site, visitor: Visitor, about: tuple[Hashable, ...], compute: Callable[[], _T]
) -> _T:
    """Return what was computed of the store as it is now, for whoever sees the same of it."""
    memory = cast(Memory, request.app.state.memory)
    sees = (visitor.sees_names, visitor.name if visitor.own_only else None)
    return memory.recall((site.store.read_head(), sees, tell_language().code, *about), compute)
