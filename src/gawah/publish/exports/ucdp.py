"""UCDP GED: 49 columns, one row an incident in which an organised actor killed somebody."""

from collections.abc import Mapping
from datetime import date

from gawah.codebook.columns import load_columns
from gawah.model import Count, Incident, Place, When
from gawah.publish.cleared import ClearedIncident
from gawah.publish.exports.layouts import Cell, Kind, Row
from gawah.publish.exports.lists import (
    ARMED,
    add_counts,
    find_foreign_id,
    join,
    lay_out,
    list_doers,
)
from gawah.wording import name_country

_COLUMNS = load_columns("ucdp")
_KINDS: Mapping[str, Kind] = {
    **dict.fromkeys(("year", "type_of_violence", "number_of_sources", "where_prec", "date_prec"), "integer"),
    **dict.fromkeys(("event_clarity", "best", "high", "low"), "integer"),
    **dict.fromkeys(("deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown"), "integer"),
    **dict.fromkeys(("latitude", "longitude"), "number"),
}
_HELD = (
    *("type", "date", "place", "perpetrators", "victims", "killed", "attackers_killed", "killed_by_party", "campaign"),
    *("title", "figures", "also_types"),
)
NOTES = (
    "The figures count all who died, attackers among them: `best` is killed and attackers killed together.",
    "Columns for which nothing is documented are empty, ids of conflicts, dyads and actors among them.",
    "An incident whose figure has no lower or upper bound has none in `low` or `high`.",
)


def _find_rule(incident: Incident) -> str | None:
    """Return the rule of UCDP that leaves an incident out."""
    dead = add_counts(incident.killed, incident.attackers_killed)
    if dead is None or not (dead.best or dead.low):
        return "nobody is documented as killed"
    if not any(actor.kind in ARMED for actor in incident.perpetrators):
        return "no organised actor is named"
    return None


def _tell(one: ClearedIncident) -> Row:
    incident = one.incident
    return {
        "id": find_foreign_id(incident, _COLUMNS) or incident.id,
        "conflict_name": incident.campaign[0] if incident.campaign else None,
        **_tell_sides(incident),
        "number_of_sources": len(one.reports),
        "source_article": join([_name_article(report) for report in one.reports]),
        "source_office": join([report.publisher for report in one.reports], ";"),
        "source_date": join([report.published for report in one.reports], ";"),
        "source_headline": join([report.title for report in one.reports], ";"),
        "event_clarity": 2 if incident.part_of else 1,
        **_tell_date(incident.date),
        **_tell_place(incident.place),
        **_tell_deaths(incident),
    }


def _name_article(report: object) -> str:
    parts = [getattr(report, name) for name in ("publisher", "published", "title")]
    return ",".join(f'"{part}"' for part in parts if part)


def _tell_sides(incident: Incident) -> dict[str, Cell]:
    doers = [actor for actor in list_doers(incident) if actor.kind in ARMED]
    first, second = [*(actor.name for actor in doers[:2]), None, None][:2]
    kind = _choose_violence([actor.kind for actor in doers], incident)
    if kind == 3:
        second = "Civilians"
    dyad = f"{first} - {second}" if first and second else None
    return {"type_of_violence": kind, "dyad_name": dyad, "side_a": first, "side_b": second}


def _choose_violence(kinds: list[str], incident: Incident) -> int | None:
    """Return 1 where a state fights, 2 where none of two does, 3 where one side is armed; None where it is not told."""
    if incident.type == "battle" and len(kinds) > 1:
        return 1 if "state_forces" in kinds else 2
    harmed = {group.status for group in incident.victims}
    if kinds and not harmed & {"combatant", "security_forces"}:
        return 3
    return 1 if "security_forces" in harmed and kinds else None


def _tell_date(when: When) -> dict[str, Cell]:
    return {
        "year": int(when.start[:4]) if when.start else None,
        "date_prec": _write_date_precision(when),
        "date_start": when.start,
        "date_end": when.end or when.start,
    }


def _write_date_precision(when: When) -> int | None:
    """Return 1 for a day, 2 for up to six days, 3 for a week, 4 for a month, 5 for more."""
    if not when.start:
        return None
    days = (date.fromisoformat(when.end or when.start) - date.fromisoformat(when.start)).days + 1
    return next((code for most, code in ((1, 1), (6, 2), (7, 3), (31, 4)) if days <= most), 5)


def _tell_place(place: Place) -> dict[str, Cell]:
    near = place.precision == "settlement" and place.relation in ("near", "km_from")
    column = _COLUMNS.columns["where_prec"]
    code = "2" if near else column.write("settlement" if place.precision == "exact" else place.precision)
    where = place.name or place.admin2 or place.admin1 or (name_country(place.country) if place.country else None)
    return {
        "where_prec": int(code) if code else None,
        "where_coordinates": where,
        "adm_1": place.admin1,
        "adm_2": place.admin2,
        "latitude": place.lat,
        "longitude": place.lon,
        "country": name_country(place.country) if place.country else None,
    }


def _tell_deaths(incident: Incident) -> dict[str, Cell]:
    dead = add_counts(incident.killed, incident.attackers_killed) or Count()
    best = dead.best if dead.best is not None else dead.low
    sides = incident.killed_by_party
    by_side: dict[str, Cell] = {"deaths_unknown": best}
    if sides:
        by_side = {
            "deaths_a": sides.side_a,
            "deaths_b": sides.side_b,
            "deaths_civilians": sides.civilians,
            "deaths_unknown": sides.unknown,
        }
    return {**by_side, "best": best, "high": dead.high, "low": dead.low}


UCDP = lay_out(_COLUMNS, _KINDS, _HELD, _tell, NOTES, _find_rule)
