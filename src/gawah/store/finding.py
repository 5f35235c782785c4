"""Finding incidents: criteria in the user's words, what they mean in the tables, and the pages of a list.

A list is walked in its own order until a page is full, each criterion tried on the way; where one criterion holds for
few incidents, those are fetched first. So the first page comes quickly whether much is found or little.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from math import ceil, cos, floor
from typing import Any, Literal, get_args

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    and_,
    case,
    func,
    not_,
    or_,
    select,
    true,
    tuple_,
)

from gawah.codebook import adopted
from gawah.errors import UsageError
from gawah.gazetteer.folding import fold
from gawah.model import Json
from gawah.store import full_text
from gawah.store.facets import CELL, locate, name_custom, number_tag, pack_day
from gawah.store.tables import INCIDENTS, TAGGED, TAGS, TELLS
from gawah.store.views import GRADES

Sort = Literal["date", "killed", "injured", "reports"]
SORTS: Sequence[str] = get_args(Sort)
_EARTH_KM = 6371.0
_FEW = 2000
"""Incidents up to which those that a criterion holds for are fetched first."""
_SOME = 10_000
"""The same where an index gives their days too."""


@dataclass(frozen=True, slots=True)
class Criteria:
    """What a list asks for; several values of one field are alternatives, several fields must all hold."""

    year: tuple[str, ...] = ()
    """"2021", or "2019..2021", either end open."""
    since: str | None = None
    until: str | None = None
    """ISO dates; an incident counts that may have happened between them, both included."""
    country: tuple[str, ...] = ()
    """Names or ISO codes."""
    admin1: tuple[str, ...] = ()
    type: tuple[str, ...] = ()
    perpetrator: tuple[str, ...] = ()
    descendants: bool = False
    """Whether a perpetrator's branches count as it."""
    community: tuple[str, ...] = ()
    campaign: tuple[str, ...] = ()
    weapon: tuple[str, ...] = ()
    claimed: bool | None = None
    status: tuple[str, ...] = ()
    grade: tuple[str, ...] = ()
    least_grade: str | None = None
    killed: str | None = None
    """"10", "10..", "..5", "3..7"."""
    injured: str | None = None
    abducted: str | None = None
    reports: str | None = None
    near: str | None = None
    """A place's name, or "LAT,LON"."""
    within_km: float | None = None
    text: str | None = None
    """Words that one of its reports holds."""
    where: tuple[str, ...] = ()
    """Of fields that the project adds: "road=highway", "shells=10..20", "road" for any value."""

    def to_json(self) -> dict[str, Json]:
        """Return the criteria that are set."""
        usual = asdict(Criteria())
        return {k: list(v) if isinstance(v, tuple) else v for k, v in asdict(self).items() if v != usual[k]}

    @classmethod
    def from_json(cls, said: Mapping[str, Json]) -> "Criteria":
        """Return criteria from what `to_json` gave. Raises UsageError for one that there is not."""
        known = {f.name for f in fields(cls)}
        if unknown := sorted(set(said) - known):
            raise UsageError(f"{unknown[0]}: there is no criterion of that name; there are {', '.join(sorted(known))}")
        values: dict[str, Any] = {k: tuple(v) if isinstance(v, list) else v for k, v in said.items()}
        return cls(**values)


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


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a list: rows of INCIDENTS, and whether more follow."""

    rows: Sequence[Any]
    more: bool


# --- from words to tables ---------------------------------------------------------------------------------------------


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
        make.text(criteria.text),
        *make.custom(criteria.where),
    ]
    return [test for test in tests if test is not None]


def _fold_all(name: str) -> list[str]:
    return [fold(name)]


def _list_ids(name: str) -> list[str]:
    return [re.sub(r"[\s-]+", "_", name.strip().casefold())]


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
        (wanted,) = _list_ids(grade)
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


def _as_day(year: int | None, day: int) -> int | None:
    return None if year is None else year * 10000 + day


def _read_day(option: str, said: str | None, rest: str) -> int | None:
    if said is None:
        return None
    if not re.fullmatch(r"\d{4}(-\d{2}(-\d{2})?)?", said):
        raise UsageError(f"{option}: {said!r} is no date; write 2021-01-03, 2021-01 or 2021")
    whole = said if len(said) == 10 else said + (rest if len(said) == 4 else rest[3:])
    return pack_day(whole)


# --- pages ------------------------------------------------------------------------------------------------------------


def find_page(
    connection: Connection,
    policy: str,
    tests: Sequence[Test],
    *,
    sort: str = "date",
    ascending: bool = False,
    limit: int = 50,
    skip: int = 0,
    after: Sequence[int] | None = None,
) -> Page:
    """Return the incidents that pass all `tests`, in order: by date, or by a count and then by date.

    `after` is the place of the incident behind which the page begins (`read_place`).
    """
    if sort not in SORTS:
        raise UsageError(f"--sort {sort}: there is no such order; take one of {', '.join(SORTS)}")
    sizes = {n: size for n, test in enumerate(tests) if (size := _count_upto(connection, test)) is not None}
    least = min(sizes, key=lambda n: sizes[n], default=None)
    if least is not None and sizes[least] == 0:
        return Page((), False)
    way = _Way(connection, policy, tests, sort, ascending, after)
    places = None if least is None else way.list_places(tests[least], sizes[least])
    if places is not None and least is not None:
        keys = way.take_places(places, least, skip + limit + 1)[skip:]
    else:
        walked = connection.execute(way.walk(least).limit(limit + 1).offset(skip))
        keys = [row[-1] for row in walked]
    return Page(way.read(keys[:limit]), len(keys) > limit)


def read_place(row: Any, sort: str) -> tuple[int, ...]:
    """Return where in the order a row of INCIDENTS stands."""
    return (row.day, row.key) if sort == "date" else (getattr(row, sort), row.day, row.key)


Place = tuple[int, ...]
"""Where an incident stands in the order, its key last."""


class _Way:
    """The ways to a page: from the few places that one test lists, along one's tag, or along the whole order.

    The few are put in order here: a database would rather walk along the whole order, past all that is not wanted.
    """

    def __init__(
        self,
        connection: Connection,
        policy: str,
        tests: Sequence[Test],
        sort: str,
        ascending: bool,
        after: Sequence[int] | None,
    ) -> None:
        self.connection, self.policy, self.tests, self.sort = connection, policy, tests, sort
        self.ascending, self.after = ascending, after

    def list_places(self, test: Test, size: int) -> set[Place] | None:
        """Return the places of the incidents that `test` lists; None where they are too many."""
        if test.tags and self.sort == "date" and size <= (_SOME if len(test.tags) > 1 else _FEW):
            query = select(TAGGED.c.day, TAGGED.c.incident).where(TAGGED.c.tag.in_(test.tags))
            return {tuple(row) for row in self.connection.execute(query)}
        if test.texts is not None and size <= _SOME:
            return self._list_told(list(self.connection.execute(test.texts).scalars()))
        if test.listing is not None and not test.tags and self.sort == "date" and size <= _SOME:
            places = self.connection.execute(test.listing.with_only_columns(INCIDENTS.c.day, INCIDENTS.c.key))
            return {tuple(row) for row in places}
        if test.listing is not None and size <= _FEW:
            return self._place(self.connection.execute(test.listing).scalars().all())
        return None

    def _list_told(self, texts: Sequence[int]) -> set[Place]:
        found: set[Place] = set()
        for some in _split(texts):
            query = select(TELLS.c.day, TELLS.c.incident).where(TELLS.c.policy == self.policy, TELLS.c.text.in_(some))
            found.update(tuple(row) for row in self.connection.execute(query))
        return found if self.sort == "date" else self._place([place[-1] for place in found])

    def _place(self, keys: Sequence[int]) -> set[Place]:
        found: set[Place] = set()
        for some in _split(sorted(set(keys))):
            query = select(*_list_order(self.sort)).where(*self._are(some))
            found.update(tuple(row) for row in self.connection.execute(query))
        return found

    def _are(self, keys: Sequence[int]) -> list[ColumnElement[bool]]:
        return [INCIDENTS.c.policy == self.policy, INCIDENTS.c.key.in_(keys)]

    def take_places(self, places: set[Place], by: int, most: int) -> list[int]:
        """Return the keys of the first incidents at `places` that pass the tests beside the one that listed them."""
        ordered = sorted(places, reverse=not self.ascending)
        if (after := self.after) is not None:
            ordered = [p for p in ordered if (p > tuple(after) if self.ascending else p < tuple(after))]
        keys = [place[-1] for place in ordered]
        rest = [test.condition for n, test in enumerate(self.tests) if n != by or not test.is_exact]
        found: list[int] = []
        for some in _split(keys) if rest else [keys[:most]]:
            passed = set(self._filter(some, rest)) if rest else set(some)
            found += [key for key in some if key in passed]
            if len(found) >= most:
                break
        return found[:most]

    def _filter(self, keys: Sequence[int], conditions: Sequence[ColumnElement[bool]]) -> Sequence[int]:
        return self.connection.execute(select(INCIDENTS.c.key).where(*self._are(keys), *conditions)).scalars().all()

    def read(self, keys: Sequence[int]) -> list[Any]:
        """Return the rows of these keys, in their order."""
        found: dict[int, Any] = {}
        for some in _split(keys):
            found |= {row.key: row for row in self.connection.execute(select(INCIDENTS).where(*self._are(some)))}
        return [found[key] for key in keys]

    def walk(self, least: int | None) -> Select[Any]:
        """Return the query for places along one test's tag, which lie in the order of days, or along the order."""
        conditions = [test.condition for test in self.tests]
        source: Any = INCIDENTS
        order = _list_order(self.sort)
        if least is not None and len(self.tests[least].tags) == 1 and self.sort == "date":
            walked, (tag,) = TAGGED.alias("walked"), self.tests[least].tags
            own = and_(INCIDENTS.c.policy == self.policy, INCIDENTS.c.key == walked.c.incident)
            source = walked.join(INCIDENTS, and_(own, INCIDENTS.c.day == walked.c.day))
            order = [walked.c.day, walked.c.incident]
            kept = [test.condition for n, test in enumerate(self.tests) if n != least or not test.is_exact]
            conditions = [walked.c.tag == tag, *kept]
        query: Any = select(*order).select_from(source).where(INCIDENTS.c.policy == self.policy, *conditions)
        if self.after is not None:
            columns, place = tuple_(*order), tuple_(*self.after)
            query = query.where(columns > place if self.ascending else columns < place)
        ordered: Select[Any] = query.order_by(*(c.asc() if self.ascending else c.desc() for c in order))
        return ordered


def _list_order(sort: str) -> list[ColumnElement[int]]:
    i = INCIDENTS.c
    return [i.day, i.key] if sort == "date" else [i[sort], i.day, i.key]


def _split(items: Sequence[int], most: int = 500) -> Iterator[Sequence[int]]:
    return (items[start : start + most] for start in range(0, len(items), most))


def _count_upto(connection: Connection, test: Test) -> int | None:
    """Return how many incidents (or texts) a test lists, counting no further than `_SOME` and one; None for no list."""
    listing = test.listing if test.listing is not None else test.texts
    if listing is None:
        return None
    number: int = connection.execute(select(func.count()).select_from(listing.limit(_SOME + 1).subquery())).scalar_one()
    return number


def count(connection: Connection, policy: str, tests: Sequence[Test]) -> int:
    """Return how many incidents pass all `tests`."""
    query = (
        select(func.count()).select_from(INCIDENTS).where(INCIDENTS.c.policy == policy, *list_conditions(policy, tests))
    )
    number: int = connection.execute(query).scalar_one()
    return number


def find_excluded(
    connection: Connection, policy: str, tests: Sequence[Test], scope: Sequence[Test], limit: int, skip: int
) -> tuple[Page, list[tuple[str, ...]]]:
    """Return the incidents that pass `tests` and lie out of `scope`, and for each the rules that keep it out."""
    rules = [test.condition.label(f"rule_{n}") for n, test in enumerate(scope)]
    query = select(INCIDENTS, *rules).where(INCIDENTS.c.policy == policy, *(test.condition for test in tests))
    outside = query.where(not_(and_(true(), *(test.condition for test in scope))))
    order = [INCIDENTS.c.day.desc(), INCIDENTS.c.key.desc()]
    rows = connection.execute(outside.order_by(*order).limit(limit + 1).offset(skip)).all()
    broken = [tuple(t.rule for n, t in enumerate(scope) if not getattr(row, f"rule_{n}")) for row in rows[:limit]]
    return Page(rows[:limit], len(rows) > limit), broken


# --- sums -------------------------------------------------------------------------------------------------------------

FACETS = (
    *("year", "country", "admin1", "type", "perpetrator", "community", "campaign"),
    *("weapon", "claimed", "status", "grade"),
)
"""What sums can be told apart by."""


@dataclass(frozen=True, slots=True)
class Sum:
    """Documented incidents of one kind, and the people documented killed in them."""

    values: tuple[str | None, ...]
    """One a facet; None where nothing is said."""
    incidents: int
    killed: int


def summarise(connection: Connection, policy: str, tests: Sequence[Test], by: Sequence[str]) -> list[Sum]:
    """Return sums over the incidents that pass `tests`, told apart by facets.

    An incident with several values of a facet counts under each. Of an umbrella and its parts only the parts count.
    """
    overlay = adopted()
    own = overlay.fields if overlay else {}
    if unknown := [name for name in by if name not in FACETS and name not in own]:
        raise UsageError(f"--by {unknown[0]}: there is no such facet; take some of {', '.join((*FACETS, *own))}")
    source: Any = INCIDENTS
    columns: list[ColumnElement[Any]] = []
    for n, facet in enumerate(by):
        if facet == "year":
            columns.append(_year())
        else:
            held = name_custom(facet) if facet in own else _SUMMED.get(facet, facet)
            named = _name_tags(policy, held, f"facet_{n}")
            source = source.outerjoin(named, named.c.incident == INCIDENTS.c.key)
            columns.append(named.c.value)
    part = INCIDENTS.alias("part")
    umbrella = select(part.c.key).where(part.c.policy == policy, part.c.umbrella == INCIDENTS.c.id).exists()
    killed = func.sum(case((INCIDENTS.c.killed > 0, INCIDENTS.c.killed), else_=0))
    query: Select[Any] = select(*columns, func.count().label("incidents"), killed.label("killed")).select_from(source)
    query = query.where(INCIDENTS.c.policy == policy, ~umbrella, *list_conditions(policy, tests)).group_by(*columns)
    rows = connection.execute(query).all()
    sums = [Sum(tuple(None if v is None else str(v) for v in row[:-2]), row[-2], int(row[-1] or 0)) for row in rows]
    return sorted(sums, key=lambda s: [(value is None, value or "") for value in s.values])


_SUMMED = {"type": "act"}
"""Facets that are summed by another than the one that finds: an incident is of one type, though more find it."""


def _year() -> ColumnElement[Any]:
    """Return the year of an incident's first day, null where it is not known."""
    year = INCIDENTS.c.day.op("/")(10000)  # of whole numbers, in both databases
    known: ColumnElement[Any] = case((INCIDENTS.c.day > 0, year), else_=None)
    return known


def _name_tags(policy: str, facet: str, name: str) -> Any:
    joined = TAGGED.join(TAGS, TAGS.c.tag == TAGGED.c.tag)
    query = select(TAGGED.c.incident, TAGS.c.value).select_from(joined)
    return query.where(TAGS.c.policy == policy, TAGS.c.facet == facet).subquery(name)


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
