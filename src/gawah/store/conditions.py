"""Criteria in the user's words, and what they mean in the tables."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import ceil, cos, floor, nan, radians, sin
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, or_, select

from gawah.codebook import adopted
from gawah.errors import UsageError
from gawah.gazetteer.folding import fold
from gawah.store import full_text
from gawah.store.criteria import Criteria
from gawah.store.facets import CELL, locate, name_custom, number_tag, pack_day
from gawah.store.tables import INCIDENTS, TAGGED, TAGS, TELLS
from gawah.store.views import GRADES

_EARTH_KM = 6371.0


@dataclass(frozen=True, slots=True)
class Test:
    """One criterion in terms of the tables."""

    rule: str
    """What it asks for, in words."""
    condition: ColumnElement[bool]
    """Whether an incident (a row of INCIDENTS) passes."""
    listing: Select[Any] | None = None
    """The keys of the incidents that may pass, where an index gives them."""
    tags: tuple[int, ...] = ()
    """Tags, one of which any that passes has."""
    is_exact: bool = True
    """Whether all that it lists, or that has one of its tags, passes."""
    texts: Select[Any] | None = None
    """Instead of a listing: the numbers of the texts of which one tells of any that passes."""


def read_criteria(connection: Connection, criteria: Criteria, policy: str) -> list[Test]:
    """Return what `criteria` ask for. Raises UsageError where one of them says nothing that can be looked for."""
    make = _Maker(connection, policy)
    tests = [
        make.year(criteria.year),
        make.days(criteria.since, criteria.until),
        make.tagged("country", criteria.country, _list_countries),
        make.tagged("admin1", criteria.admin1, _fold_all),
        make.tagged("type", criteria.type, _list_ids),
        make.tagged("under" if criteria.descendants else "actor", criteria.perpetrator, _list_actors, "perpetrator"),
        make.tagged("community", criteria.community, _list_communities),
        make.tagged("campaign", criteria.campaign, _fold_all),
        make.tagged("weapon", criteria.weapon, _list_ids),
        make.claimed(criteria.claimed),
        make.tagged("status", criteria.status, _list_ids),
        make.tagged("grade", criteria.grade, _list_ids),
        make.least_grade(criteria.least_grade),
        *(make.number(name, getattr(criteria, name)) for name in ("killed", "injured", "abducted", "reports")),
        make.near(criteria.near, criteria.within_km),
        make.box(criteria.box),
        make.text(criteria.text),
        *make.custom(criteria.where),
    ]
    return [test for test in tests if test is not None]


def _fold_all(name: str) -> list[str]:
    return [fold(name)]


def _list_ids(name: str) -> list[str]:
    return list(dict.fromkeys([re.sub(r"[\s-]+", "_", name.strip().casefold()), name.strip().casefold()]))


def _list_countries(name: str) -> list[str]:
    from gawah.gazetteer.places import country_of

    code = country_of(name) or (name.upper() if re.fullmatch(r"[A-Za-z]{2}", name) else None)
    if code is None:
        raise UsageError(f"{name}: no country of that name is known; give its name, or its ISO code as PK")
    return [code]


def _list_actors(name: str) -> list[str]:
    from gawah.gazetteer.actors import actor, find_actors

    own = fold(name)
    meant = [m.actor_id for m in find_actors(name) if m.actor_id and m.end - m.start >= len(name.strip())]
    return list(dict.fromkeys([own, *([name.strip()] if actor(name.strip()) else []), *meant]))


def _list_communities(name: str) -> list[str]:
    from gawah.gazetteer.communities import communities

    known = communities().get(name.strip().casefold())
    return list(dict.fromkeys([fold(name), *([fold(known.name)] if known else [])]))


class _Maker:
    """Makes tests for one policy."""

    def __init__(self, connection: Connection, policy: str) -> None:
        self.connection, self.policy = connection, policy

    def tagged(self, facet: str, values: Sequence[str], spell: Any, name: str | None = None) -> Test | None:
        """Ask for one of some values of a facet; `spell` says under which names a value stands."""
        if not values:
            return None
        spelt = [one for value in values for one in spell(value)]
        return self._tagged(f"{name or facet} {' or '.join(values)}", facet, spelt)

    def _tagged(self, rule: str, facet: str, values: Sequence[str]) -> Test:
        tags = tuple(dict.fromkeys(number_tag(self.policy, facet, value) for value in values))
        i, t = INCIDENTS.c, TAGGED.c
        own = select(t.tag).where(t.tag.in_(tags), t.day == i.day, t.incident == i.key).exists()
        return Test(rule, own, select(t.incident).where(t.tag.in_(tags)), tags)

    def year(self, years: Sequence[str]) -> Test | None:
        """Ask for years, one by one or from one to another."""
        spans = [_read_range("--year", year) for year in years]
        if not spans:
            return None
        rule = f"year {' or '.join(years)}"
        if all(low is not None and low == high for low, high in spans):
            return self._tagged(rule, "year", [str(low) for low, _ in spans])
        tests = [self._between(_as_day(low, 101), _as_day(high, 1231)) for low, high in spans]
        return Test(rule, or_(*tests))

    def days(self, since: str | None, until: str | None) -> Test | None:
        """Ask for what may have happened between two days."""
        if since is None and until is None:
            return None
        first, last = _read_day("--since", since, "-01-01"), _read_day("--until", until, "-12-31")
        rule = " ".join(filter(None, [since and f"since {since}", until and f"until {until}"]))
        return Test(rule, self._between(first, last))

    def _between(self, first: int | None, last: int | None) -> ColumnElement[bool]:
        day, end = INCIDENTS.c.day, INCIDENTS.c.last_day
        return and_(day > 0, *([end >= first] if first else []), *([day <= last] if last else []))

    def claimed(self, claimed: bool | None) -> Test | None:
        """Ask for what was claimed, or what it is said that nobody claimed."""
        if claimed is None:
            return None
        return self._tagged("claimed" if claimed else "not claimed", "claimed", ["yes" if claimed else "no"])

    def least_grade(self, grade: str | None) -> Test | None:
        """Ask for a grade of verification, or a higher one."""
        if grade is None:
            return None
        wanted = _list_ids(grade)[0]
        if wanted not in GRADES:
            raise UsageError(f"{grade}: there is no such grade; take one of {', '.join(GRADES)}")
        return Test(f"grade {wanted} or higher", INCIDENTS.c.grade >= GRADES.index(wanted))

    def number(self, name: str, said: str | None) -> Test | None:
        """Ask for a count within bounds."""
        if said is None:
            return None
        low, high = _read_range(f"--{name}", said)
        column = INCIDENTS.c[name]
        listing = select(INCIDENTS.c.key).where(INCIDENTS.c.policy == self.policy, _lies_between(column, low, high))
        inside = _lies_between(column + 0, low, high)  # of a sum no index is used: the list is walked in its order
        return Test(f"{name} {said}", inside, listing if name != "abducted" else None)

    def near(self, near: str | None, within_km: float | None) -> Test | None:
        """Ask for what lies within some kilometres of a place."""
        if near is None:
            if within_km is not None:
                raise UsageError("--within goes with --near; say near what")
            return None
        km = 25.0 if within_km is None else within_km
        lat, lon = _find_place(near)
        x, y, z = locate(lat, lon)
        least = cos(min(km / _EARTH_KM, 3.14159))
        inside = and_(INCIDENTS.c.x.is_not(None), INCIDENTS.c.x * x + INCIDENTS.c.y * y + INCIDENTS.c.z * z >= least)
        cells = list(_list_cells(lat, lon, km))
        rule = f"within {km:g} km of {near}"
        if not cells:
            return Test(rule, inside)
        tagged = self._tagged(rule, "cell", cells)
        return Test(rule, inside, tagged.listing, tagged.tags, is_exact=False)

    def box(self, box: str | None) -> Test | None:
        """Ask for what lies in a part of the map."""
        if box is None:
            return None
        west, south, east, north = _read_box(box)
        x, y, z = INCIDENTS.c.x, INCIDENTS.c.y, INCIDENTS.c.z
        inside = [x.is_not(None), z >= sin(radians(south)), z <= sin(radians(north))]
        wide = (east - west) % 360
        if east - west < 360 and wide:
            turned = [_turn(x, y, radians(west)) >= 0, -_turn(x, y, radians(east)) >= 0]
            inside.append(and_(*turned) if wide <= 180 else or_(*turned))
        return Test(f"in the part {box} of the map", and_(*inside))

    def text(self, words: str | None) -> Test | None:
        """Ask for words in the reports."""
        if words is None:
            return None
        sought = full_text.read_words(words)
        if not sought.parts and not sought.terms:
            raise UsageError("--text: there is nothing in it to look for; give a word or a part of one")
        told = and_(TELLS.c.policy == self.policy, TELLS.c.incident == INCIDENTS.c.key)
        holds = select(TELLS.c.text).where(told, *full_text.hold(self.connection, sought, TELLS.c.text)).exists()
        return Test(f"text {words}", holds, texts=full_text.list_texts(self.connection, sought))

    def custom(self, where: Sequence[str]) -> Iterator[Test]:
        """Yield what is asked of fields that the project adds, one test a field."""
        asked: dict[str, list[str]] = {}
        for said in where:
            name, _, value = (part.strip() for part in said.partition("="))
            asked.setdefault(_check_custom(name), []).append(value)
        for name, values in asked.items():
            facet = name_custom(name)
            rule = " or ".join(f"{name} {value}".strip() for value in values)
            yield self._tagged(rule, facet, [one for value in values for one in self._spell(facet, value)])

    def _spell(self, facet: str, value: str) -> Sequence[str]:
        """Return the values of a facet that are meant: the one, those within a range, or all."""
        if value and ".." not in value and not _is_date(facet):
            return [fold(value), fold(re.sub(r"[\s-]+", "_", value))]
        known = select(TAGS.c.value).where(TAGS.c.policy == self.policy, TAGS.c.facet == facet)
        held = self.connection.execute(known).scalars().all()
        low, dots, high = value.partition("..")
        high = high if dots else low  # "2031-05" takes in all its days
        return [one for one in held if _lies_within(one, low, high)]


def _is_date(facet: str) -> bool:
    """Whether the values of a facet are those of a project's field of dates."""
    overlay = adopted()
    return any(name_custom(f.name) == facet and f.kind == "date" for f in (overlay.fields.values() if overlay else ()))


def _check_custom(name: str) -> str:
    """Return the name of a field that the project adds. Raises UsageError where it adds none of that name."""
    overlay = adopted()
    if overlay is None:
        problem = f"--where {name}: there is no codebook of the project here"
        raise UsageError(f"{problem}; run it where its codebook.yaml lies, or name that with --codebook")
    if name not in overlay.fields:
        raise UsageError(f"--where {name}: the project has no such field; it has {', '.join(overlay.fields) or 'none'}")
    return name


def _lies_within(value: str, low: str, high: str) -> bool:
    """Whether a number or a date lies between two, either of which may be left out."""
    try:
        return (not low or float(low) <= float(value)) and (not high or float(value) <= float(high))
    except ValueError:  # dates sort as they are written
        return (not low or low <= value) and (not high or value[: len(high)] <= high)


_MOST_CELLS = 400


def _list_cells(lat: float, lon: float, km: float) -> Iterator[str]:
    """Yield the cells of the map that may hold what lies within `km`; none where there would be too many."""
    tall = km / 111.0
    wide = tall / max(cos(abs(lat) * 0.0174533), 0.01)
    rows = range(floor((lat - tall) / CELL), floor((lat + tall) / CELL) + 1)
    columns = range(floor((lon - wide) / CELL), floor((lon + wide) / CELL) + 1)
    if len(rows) * len(columns) > _MOST_CELLS:
        return
    around = ceil(360 / CELL)
    for row in rows:
        for column in columns:
            yield f"{row},{(column + around // 2) % around - around // 2}"


def _find_place(near: str) -> tuple[float, float]:
    """Return the position of a place: of the likeliest of that name, or as it is written."""
    if written := re.fullmatch(r"\s*(-?\d+(?:\.\d+)?)\s*,\s*(-?\d+(?:\.\d+)?)\s*", near):
        return float(written[1]), float(written[2])
    from gawah.gazetteer.places import candidates, country_of

    name, _, country = (part.strip() for part in near.partition(","))
    code = country_of(country) if country else None
    found = [place for place in candidates(name) if code is None or place.country == code]
    if not found:
        raise UsageError(f"{near}: no place of that name is known; give LAT,LON, or another name")
    return found[0].lat, found[0].lon


def _read_range(option: str, said: str) -> tuple[int | None, int | None]:
    """Return the bounds that "10", "10..", "..5" or "3..7" give."""
    found = re.fullmatch(r"\s*(\d*)\s*(\.\.)?\s*(\d*)\s*", said)
    if not found or not (found[1] or found[3]):
        raise UsageError(f"{option}: {said!r} is no number and no range; write 10, 10.., ..5 or 3..7")
    low, high = (int(part) if part else None for part in (found[1], found[3]))
    return (low, high) if found[2] else (low, low)


def _lies_between(value: ColumnElement[int], low: int | None, high: int | None) -> ColumnElement[bool]:
    return and_(value >= (low or 0), *([value <= high] if high is not None else []))


def _turn(x: ColumnElement[Any], y: ColumnElement[Any], lon: float) -> ColumnElement[Any]:
    """Return what is positive for points that lie up to half a turn to the east of a meridian."""
    return y * cos(lon) - x * sin(lon)


def _read_box(said: str) -> tuple[float, float, float, float]:
    """Return west, south, east and north. Raises UsageError."""
    try:
        west, south, east, north = map(float, said.split(","))
    except ValueError:
        west = south = east = north = nan
    if not (-90 <= south < north <= 90 and abs(west) <= 540 and abs(east) <= 540):
        raise UsageError(f"--box: {said!r} is no part of the map; write WEST,SOUTH,EAST,NORTH in degrees: 60,24,75,37")
    return west, south, east, north


def _as_day(year: int | None, day: int) -> int | None:
    return None if year is None else year * 10000 + day


def _read_day(option: str, said: str | None, rest: str) -> int | None:
    if said is None:
        return None
    if not re.fullmatch(r"\d{4}(-\d{2}(-\d{2})?)?", said):
        raise UsageError(f"{option}: {said!r} is no date; write 2021-01-03, 2021-01 or 2021")
    whole = said if len(said) == 10 else said + (rest if len(said) == 4 else rest[3:])
    return pack_day(whole)


def list_conditions(policy: str, tests: Sequence[Test]) -> list[ColumnElement[bool]]:
    """Return the conditions of tests for a query that goes over everything: texts are looked for only once."""
    found = []
    for test in tests:
        if test.texts is None:
            found.append(test.condition)
            continue
        told = select(TELLS.c.incident).where(TELLS.c.policy == policy, TELLS.c.text.in_(test.texts))
        found.append(INCIDENTS.c.key.in_(told))
    return found
