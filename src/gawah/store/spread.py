"""How incidents spread over the map and over time: counted by the database, so that many are as quick as few."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from math import atan2, degrees
from typing import Any, Literal

from sqlalchemy import ColumnElement, Connection, and_, case, func, literal, select

from gawah.model import Incident
from gawah.store.conditions import Test, list_conditions
from gawah.store.tables import INCIDENTS, TAGGED, TAGS
from gawah.store.views import read_document

Period = Literal["month", "year"]
_DIVISOR = {"month": 100, "year": 10_000}
"""By which a packed day becomes a month (202101) or a year."""


@dataclass(frozen=True, slots=True)
class Toll:
    """Documented incidents, and people documented killed in them."""

    incidents: int
    killed: int
    """The sum of the best figures."""
    low: int
    high: int
    unbounded: int
    """Incidents whose figure has no upper bound: `high` counts their best figure."""


@dataclass(frozen=True, slots=True)
class Cell:
    """Incidents that lie close together on the map."""

    lat: float
    lon: float
    toll: Toll
    key: int
    """Of the incident, where it is one."""
    is_spot: bool
    """Whether all lie at one position."""


@dataclass(frozen=True, slots=True)
class Area:
    """Incidents that are known to lie in a country, and no better than to one of its provinces."""

    country: str | None
    toll: Toll


@dataclass(frozen=True, slots=True)
class Stretch:
    """Incidents whose date lies between two periods, both included: 2021, or 202101 for a month; 0 for no date."""

    first: int
    last: int
    toll: Toll


@dataclass(frozen=True, slots=True)
class Share:
    """Incidents with one value of a facet; None for those with none."""

    value: str | None
    toll: Toll


class Spread:
    """How some incidents of a store spread. Of an umbrella and its parts only the parts count."""

    def __init__(
        self,
        read: Callable[[], AbstractContextManager[Connection]],
        policy: str,
        read_tests: Callable[[Connection], Sequence[Test]],
    ) -> None:
        self._read, self.policy, self._read_tests = read, policy, read_tests

    @contextmanager
    def _choose(self) -> Iterator[tuple[Connection, list[ColumnElement[bool]]]]:
        with self._read() as connection:
            chosen = list_conditions(self.policy, self._read_tests(connection))
            yield connection, [INCIDENTS.c.policy == self.policy, _drop_umbrellas(self.policy), *chosen]

    def count(self) -> Toll:
        """Return the toll of all of them."""
        with self._choose() as (connection, chosen):
            return _read_toll(connection.execute(select(*_count_toll()).where(*chosen)).one())

    def map_cells(self, degrees_wide: float, most: int) -> tuple[list[Cell], int]:
        """Return where they lie, those within about so many degrees as one, and how many over `most` are not told."""
        i, parts = INCIDENTS.c, 57.29578 / degrees_wide
        axes = (i.x, i.y, i.z)
        middle = [func.avg(axis).label(name) for axis, name in zip(axes, "xyz", strict=True)]
        wide: Any = sum((func.max(axis) - func.min(axis) for axis in axes), literal(0.0))
        query = select(*_count_toll(), *middle, wide.label("wide"), func.min(i.key).label("key"))
        with self._choose() as (connection, chosen):
            query = query.where(*chosen, i.x.is_not(None)).group_by(*(func.round(axis * parts) for axis in axes))
            rows = connection.execute(query.order_by(func.count().desc(), func.min(i.key))).all()
        cells = [_read_cell(row) for row in rows[:most]]
        return cells, sum(row.incidents for row in rows[most:])

    def count_areas(self) -> list[Area]:
        """Return those that lie nowhere more closely than in a country or a province, by country."""
        joined = TAGGED.join(TAGS, TAGS.c.tag == TAGGED.c.tag)
        named = select(TAGGED.c.incident, TAGS.c.value).select_from(joined)
        country = named.where(TAGS.c.policy == self.policy, TAGS.c.facet == "country").subquery()
        source = INCIDENTS.outerjoin(country, country.c.incident == INCIDENTS.c.key)
        query = select(country.c.value, *_count_toll()).select_from(source).group_by(country.c.value)
        with self._choose() as (connection, chosen):
            rows = connection.execute(query.where(*chosen, INCIDENTS.c.x.is_(None)))
            areas = [Area(row.value, _read_toll(row)) for row in rows]
        return sorted(areas, key=lambda area: (-area.toll.incidents, area.country or ""))

    def list_in_areas(self, most: int) -> list[Incident]:
        """Return those that lie in an area alone; none where there are over `most`."""
        with self._choose() as (connection, chosen):
            query = select(INCIDENTS.c.document).where(*chosen, INCIDENTS.c.x.is_(None)).limit(most + 1)
            held = list(connection.execute(query).scalars())
        return [read_document(one, in_full=False) for one in held] if len(held) <= most else []

    def list_at(self, keys: Sequence[int]) -> dict[int, Incident]:
        """Return the incidents of these keys."""
        found: dict[int, Incident] = {}
        with self._read() as connection:
            for start in range(0, len(keys), _AT_ONCE):
                own = INCIDENTS.c.key.in_(keys[start : start + _AT_ONCE])
                query = select(INCIDENTS.c.key, INCIDENTS.c.document).where(INCIDENTS.c.policy == self.policy, own)
                found |= {row.key: read_document(row.document, in_full=False) for row in connection.execute(query)}
        return found

    def over_time(self, period: Period) -> list[Stretch]:
        """Return how many lie between which periods, in order."""
        by = _DIVISOR[period]
        first, last = INCIDENTS.c.day.op("/")(by), INCIDENTS.c.last_day.op("/")(by)
        query = select(first.label("first"), last.label("last"), *_count_toll())
        with self._choose() as (connection, chosen):
            rows = connection.execute(query.where(*chosen).group_by(first, last).order_by(first, last))
            return [Stretch(row.first, row.last, _read_toll(row)) for row in rows]

    def share_out(self, facet: str, most: int) -> list[Share]:
        """Return the values of a facet that most of them have, the most first, and last what has none."""
        walked = TAGGED.alias("walked")  # conditions look at tags, too
        i, t, g = INCIDENTS.c, walked.c, TAGS.c
        held = {"type": "act"}.get(facet, facet)
        own = select(g.tag).where(g.policy == self.policy, g.facet == held)
        source = walked.join(INCIDENTS, and_(i.policy == self.policy, i.day == t.day, i.key == t.incident))
        query = select(t.tag, *_count_toll()).select_from(source).group_by(t.tag)
        with self._choose() as (connection, chosen):
            found = query.where(t.tag.in_(own), *chosen).order_by(func.count().desc(), t.tag).limit(most)
            rows = connection.execute(found).all()
            tags = select(g.tag, g.value).where(g.tag.in_([row.tag for row in rows]))
            names = {row.tag: row.value for row in connection.execute(tags)}
            told = select(t.incident).where(t.tag.in_(own)).correlate(None)
            rest = _read_toll(connection.execute(select(*_count_toll()).where(*chosen, i.key.not_in(told))).one())
        shares = [Share(names[row.tag], _read_toll(row)) for row in rows]
        return [*shares, Share(None, rest)] if rest.incidents else shares


_AT_ONCE = 250


def _count_toll() -> list[ColumnElement[Any]]:
    """Return the columns that a toll is read from."""
    i = INCIDENTS.c
    best = case((i.killed > 0, i.killed), else_=0)
    high = case((i.killed_high >= 0, i.killed_high), else_=best)
    is_open = case((and_(i.killed >= 0, i.killed_high < 0), 1), else_=0)
    sums = {"killed": best, "low": i.killed_low, "high": high, "unbounded": is_open}
    return [func.count().label("incidents"), *(func.coalesce(func.sum(s), 0).label(n) for n, s in sums.items())]


def _read_toll(row: Any) -> Toll:
    """Return the toll of a row of those columns."""
    return Toll(row.incidents, int(row.killed), int(row.low), int(row.high), int(row.unbounded))


def _drop_umbrellas(policy: str) -> ColumnElement[bool]:
    """Return the condition under which of an umbrella and its parts only the parts count."""
    part, whole = INCIDENTS.alias("part"), INCIDENTS.alias("whole")
    named = select(part.c.umbrella).where(part.c.policy == policy, part.c.umbrella.is_not(None))
    return INCIDENTS.c.key.not_in(
        select(whole.c.key).where(whole.c.policy == policy, whole.c.id.in_(named)).correlate(None)
    )


def _read_cell(row: Any) -> Cell:
    lat, lon = degrees(atan2(row.z, (row.x**2 + row.y**2) ** 0.5)), degrees(atan2(row.y, row.x))
    return Cell(round(lat, 5), round(lon, 5), _read_toll(row), row.key, row.wide < 1e-8)
