"""Incidents: the list, one with all its evidence, where its reports disagree, who decided what."""

from collections.abc import Sequence
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query
from pydantic import Field

from gawah.record import incident_record_to_json, incident_to_json
from gawah.review import add_shown, list_decisions
from gawah.store import FACETS, Sum
from gawah.web.api.shapes import Asked, Json, Logged, Shape, refer_to, tell_decision
from gawah.web.site import SiteNow

router = APIRouter(tags=["Incidents"])


class Listing(Asked):
    """The criteria, the order, and which page."""

    sort: Literal["date", "killed", "injured", "reports"] = "date"
    ascending: bool = False
    limit: int = Field(default=50, ge=1, le=500)
    after: str | None = Field(
        default=None, pattern=r"^-?\d{1,18}(,-?\d{1,18}){1,2}$", description="`after` of the page before."
    )


class Page(Shape):
    """A page of a list."""

    incidents: list[dict[str, Any]] = Field(description="Without evidence, disagreements and responses.")
    after: str | None = Field(description="What to ask the next page with; null where this is the last.")


@router.get("/incidents")
def list_incidents(site: SiteNow, asked: Annotated[Listing, Query()]) -> Page:
    """List incidents, as `gawah list --json` does, a page at a time."""
    after = tuple(int(number) for number in asked.after.split(",")) if asked.after else None
    if after is not None and len(after) != (2 if asked.sort == "date" else 3):
        after = None
    found = site.store.find(
        asked.read(), sort=asked.sort, ascending=asked.ascending, limit=asked.limit, after=after, scope=site.scope
    )
    place = ",".join(map(str, found.incidents[-1].place)) if found.more else None
    return Page(
        incidents=[{**incident_to_json(o.incident), "reports": o.reports} for o in found.incidents], after=place
    )


class Number(Shape):
    """How many."""

    incidents: int


@router.get("/incidents/count")
def count_incidents(site: SiteNow, asked: Annotated[Asked, Query()]) -> Number:
    """Count the incidents that meet criteria."""
    return Number(incidents=site.store.count(asked.read(), scope=site.scope))


class Summed(Asked):
    """The criteria, and what to tell sums apart by."""

    by: list[Annotated[str, Field(max_length=100)]] = Field(max_length=4, examples=[["year"], ["country", "type"]])


class Row(Shape):
    """Documented incidents of one kind, and the people documented killed in them."""

    values: list[str | None]
    incidents: int
    killed: int


class Sums(Shape):
    """Sums, told apart by facets: an incident with several values of a facet counts under each."""

    by: list[str]
    sums: list[Row]


@router.get("/stats")
def sum_incidents(site: SiteNow, asked: Annotated[Summed, Query()]) -> Sums:
    """Sum incidents by facets, as `gawah stats` does."""
    found: Sequence[Sum] = site.store.summarise(asked.by, asked.read(), scope=site.scope)
    return Sums(by=asked.by, sums=[Row(values=list(o.values), incidents=o.incidents, killed=o.killed) for o in found])


class Values(Shape):
    """Values of a facet."""

    values: list[str]


@router.get("/facets/{facet}")
def list_values(site: SiteNow, facet: str) -> Values:
    """List the values of a facet that incidents have."""
    return Values(values=site.store.list_values(facet) if facet in FACETS else [])


@router.get("/incidents/{id_}", responses=refer_to("IncidentRecord"))
def find_incident(
    site: SiteNow,
    id_: str,
    as_of: Annotated[int | None, Query(ge=0, le=2**53, description="The ledger's number.")] = None,
) -> dict[str, Any]:
    """Return an incident with its reports and all its evidence: a record of the schema gawah.record/1."""
    record = site.store.find_incident(id_, None, as_of)
    return incident_record_to_json(add_shown(site.store, record) if as_of is None else record)


class Disagreements(Shape):
    """Where statements disagree."""

    disagreements: list[dict[str, Json]] = Field(description="`conflicts` of the record.")


@router.get("/incidents/{id_}/disagreements")
def list_disagreements(site: SiteNow, id_: str) -> Disagreements:
    """Return where an incident's reports disagree, and what was chosen."""
    return Disagreements(disagreements=incident_to_json(site.store.find_incident(id_).incident)["conflicts"])


class Log(Shape):
    """Decisions, the latest first."""

    decisions: list[Logged]


@router.get("/incidents/{id_}/history")
def list_history(site: SiteNow, id_: str) -> Log:
    """Return what people decided on an incident."""
    return Log(decisions=[tell_decision(decision) for decision in list_decisions(site.store, id_)])
