"""The pages of a list.

A list is walked in its own order until a page is full, each criterion tried on the way; where one criterion holds for
few incidents, those are fetched first. So the first page comes quickly whether much is found or little.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal, get_args

from sqlalchemy import ColumnElement, Connection, Select, and_, func, not_, select, true, tuple_

from gawah.errors import UsageError
from gawah.store.conditions import Test, list_conditions
from gawah.store.tables import INCIDENTS, TAGGED, TELLS

Sort = Literal["date", "killed", "injured", "reports"]
SORTS: Sequence[str] = get_args(Sort)
_FEW = 2000
"""Incidents up to which those that a criterion holds for are fetched first."""
_SOME = 10_000
"""The same where an index gives their days too."""


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a list: rows of INCIDENTS, and whether more follow."""

    rows: Sequence[Any]
    more: bool


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
    connection: Connection,
    policy: str,
    tests: Sequence[Test],
    scope: Sequence[Test],
    limit: int,
    skip: int,
    after: Sequence[int] | None = None,
) -> tuple[Page, list[tuple[str, ...]]]:
    """Return the incidents that pass `tests` and lie out of `scope`, and for each the rules that keep it out."""
    rules = [test.condition.label(f"rule_{n}") for n, test in enumerate(scope)]
    query = select(INCIDENTS, *rules).where(INCIDENTS.c.policy == policy, *(test.condition for test in tests))
    outside = query.where(not_(and_(true(), *(test.condition for test in scope))))
    if after is not None:
        outside = outside.where(tuple_(INCIDENTS.c.day, INCIDENTS.c.key) < tuple_(*after))
    order = [INCIDENTS.c.day.desc(), INCIDENTS.c.key.desc()]
    rows = connection.execute(outside.order_by(*order).limit(limit + 1).offset(skip)).all()
    broken = [tuple(t.rule for n, t in enumerate(scope) if not getattr(row, f"rule_{n}")) for row in rows[:limit]]
    return Page(rows[:limit], len(rows) > limit), broken
