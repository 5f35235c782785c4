"""How incidents spread over the map and over time: counted by the database, so that many are as quick as few."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from math import atan2, degrees
from typing import Any, Literal

from sqlalchemy import ColumnElement, Connection, Label, Select, and_, case, func, literal, select

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

    def share_out(self, facets: Sequence[str], most: int) -> dict[str, list[Share]]:
        """Return the values of facets that most of them have, the most first, and last what has none."""
        with self._choose() as (connection, chosen):
            found = connection.execute(select(INCIDENTS.c.key, *_figures()).where(*chosen).limit(_FEW + 1)).all()
            if len(found) <= _FEW:
                return self._share_few(connection, {row.key: row for row in found}, facets, most)
            return {facet: self._share_many(connection, chosen, facet, most) for facet in facets}

    def _list_tags(self, facet: str) -> Select[Any]:
        held = {"type": "act"}.get(facet, facet)
        return select(TAGS.c.tag).where(TAGS.c.policy == self.policy, TAGS.c.facet == held)

    def _share_few(
        self, connection: Connection, rows: Mapping[int, Any], facets: Sequence[str], most: int
    ) -> dict[str, list[Share]]:
        """Share out few incidents: by going through the tags of each."""
        names: dict[int, tuple[str, str]] = {}
        for facet in facets:
            own = select(TAGS.c.tag, TAGS.c.value).where(TAGS.c.tag.in_(self._list_tags(facet)))
            names |= {row.tag: (facet, row.value) for row in connection.execute(own)}
        having: dict[str, dict[str, list[int]]] = {facet: {} for facet in facets}
        keys = sorted(rows)
        for start in range(0, len(keys), _AT_ONCE):
            some = TAGGED.c.incident.in_(keys[start : start + _AT_ONCE])
            for tag, key in connection.execute(select(TAGGED.c.tag, TAGGED.c.incident).where(some)):
                if tag in names:
                    facet, value = names[tag]
                    having[facet].setdefault(value, []).append(key)
        return {facet: _rank(having[facet], rows, most) for facet in facets}

    def _share_many(
        self, connection: Connection, chosen: Sequence[ColumnElement[bool]], facet: str, most: int
    ) -> list[Share]:
        """Share out many incidents: by going through all that have a tag of the facet."""
        walked, own = TAGGED.alias("walked"), self._list_tags(facet)  # an alias: conditions look at tags, too
        i, t, g = INCIDENTS.c, walked.c, TAGS.c
        source = walked.join(INCIDENTS, and_(i.policy == self.policy, i.day == t.day, i.key == t.incident))
        query = select(t.tag, *_count_toll()).select_from(source).where(t.tag.in_(own), *chosen).group_by(t.tag)
        rows = connection.execute(query.order_by(func.count().desc(), t.tag).limit(most)).all()
        tags = select(g.tag, g.value).where(g.tag.in_([row.tag for row in rows]))
        names = {row.tag: row.value for row in connection.execute(tags)}
        told = select(t.incident).where(t.tag.in_(own)).correlate(None)
        rest = _read_toll(connection.execute(select(*_count_toll()).where(*chosen, i.key.not_in(told))).one())
        shares = [Share(names[row.tag], _read_toll(row)) for row in rows]
        return [*shares, Share(None, rest)] if rest.incidents else shares


_FEW = 20_000
"""Incidents up to which their tags are gone through one incident after the other."""
_AT_ONCE = 500


def _rank(having: Mapping[str, Sequence[int]], rows: Mapping[int, Any], most: int) -> list[Share]:
    """Return the values that most incidents have, by their keys, and last the incidents that have none."""
    ranked = sorted(having, key=lambda value: (-len(having[value]), value))[:most]
    shares = [Share(value, _add_up(rows[key] for key in having[value])) for value in ranked]
    told = {key for keys in having.values() for key in keys}
    rest = _add_up(row for key, row in rows.items() if key not in told)
    return [*shares, Share(None, rest)] if rest.incidents else shares


def _add_up(rows: Iterable[Any]) -> Toll:
    figures = [(1, row.killed, row.low, row.high, row.unbounded) for row in rows]
    return Toll(*map(sum, zip(*figures, strict=True))) if figures else Toll(0, 0, 0, 0, 0)


def _count_toll() -> list[ColumnElement[Any]]:
    """Return the columns that a toll is read from."""
    sums = [func.coalesce(func.sum(figure), 0).label(figure.name) for figure in _figures()]
    return [func.count().label("incidents"), *sums]


def _figures() -> list[Label[Any]]:
    """Return what an incident adds to a toll."""
    i = INCIDENTS.c
    best = case((i.killed > 0, i.killed), else_=0)
    high = case((i.killed_high >= 0, i.killed_high), else_=best)
    is_open = case((and_(i.killed >= 0, i.killed_high < 0), 1), else_=0)
    figures = {"killed": best, "low": i.killed_low, "high": high, "unbounded": is_open}
    return [figure.label(name) for name, figure in figures.items()]


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
