"""Sums over the incidents of a list, told apart by facets."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, case, func, select

from gawah.codebook import adopted
from gawah.errors import UsageError
from gawah.store.conditions import Test, list_conditions
from gawah.store.facets import name_custom
from gawah.store.tables import INCIDENTS, TAGGED, TAGS

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


def list_values(connection: Connection, policy: str, facet: str, most: int) -> list[str]:
    """Return the values of a facet in order, `most` at most."""
    query = select(TAGS.c.value).where(TAGS.c.policy == policy, TAGS.c.facet == facet).order_by(TAGS.c.value)
    return list(connection.execute(query.limit(most)).scalars())


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
