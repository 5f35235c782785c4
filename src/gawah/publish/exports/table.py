"""Gawah's own table: one row an incident, columns in plain words."""

from collections.abc import Iterator, Sequence

from gawah import wording
from gawah.model import Count, Incident
from gawah.publish.cleared import ClearedIncident
from gawah.publish.exports.layouts import Given, Heading, Layout, Row

_COUNTS = ("killed", "injured", "abducted", "attackers_killed")
_BOUNDS = ("low", "best", "high")
_JOIN = "; "


def _list_headings() -> Iterator[Heading]:
    yield Heading("id", about="The incident's id; it stays the same from release to release")
    yield Heading("title", about="Its title in a report")
    yield Heading("type", about="The codebook's type of incident")
    yield Heading("also_types", about="Other acts that were part of it")
    yield Heading("outcome", about="Whether it was carried out")
    yield Heading("date", about="EDTF (ISO 8601-2)")
    yield Heading("date_start", "date", "The first day that it can have been")
    yield Heading("date_end", "date", "The last day that it can have been")
    yield Heading("date_precision", about="day, month, year, range or unknown")
    yield Heading("country", about="ISO 3166-1 alpha-2")
    yield Heading("admin1", about="Province or state")
    yield Heading("admin2", about="District")
    yield Heading("place", about="Settlement or site")
    yield Heading("latitude", "number", "Degrees, WGS 84")
    yield Heading("longitude", "number", "Degrees, WGS 84")
    yield Heading("radius_km", "number", "The place lies within so many kilometres of the position")
    yield Heading("place_precision", about="exact, settlement, district, province, country or unknown")
    for name in _COUNTS:
        for bound in _BOUNDS:
            yield Heading(f"{name}_{bound}", "integer", f"Documented {name.replace('_', ' ')}: the {bound} figure")
    yield Heading("perpetrators", about="To whom it is laid, each with the basis on which it is")
    yield Heading("victims", about="Groups of people harmed, in a report's words, with their number and fate")
    yield Heading("communities", about="Communities that the texts name of the people harmed")
    yield Heading("targets", about="Things that were attacked")
    yield Heading("weapons", about="Class of weapon, and type where told")
    yield Heading("claimed", "boolean", "Whether anybody claimed it; empty where no report says")
    yield Heading("claims", about="Who claimed it, and through what")
    yield Heading("campaign", about="Campaigns that reports name")
    yield Heading("motive", about="Motives that reports name")
    yield Heading("followed", about="Steps of the aftermath, in order")
    yield Heading("disputed", about="Fields on which reports disagree")
    yield Heading("reports", "integer", "Reports that tell of it")
    yield Heading("sources", about="Their publishers, or where they stand")
    yield Heading("verification", about="The grade that a person gave")
    yield Heading("custom", about="The project's own fields, as JSON")


def _list_rows(one: ClearedIncident, given: Given) -> Iterator[Row]:
    given.loss.count_dropped(one.incident, _HELD)
    yield {**_tell_act(one.incident), **_tell_harm(one.incident), **_tell_people(one.incident), **_tell_standing(one)}


def _tell_act(incident: Incident) -> Row:
    date, place = incident.date, incident.place
    return {
        "id": incident.id,
        "title": incident.title,
        "type": incident.type,
        "also_types": _JOIN.join(incident.also_types),
        "outcome": incident.outcome,
        "date": date.edtf,
        "date_start": date.start,
        "date_end": date.end,
        "date_precision": date.precision,
        "country": place.country,
        "admin1": place.admin1,
        "admin2": place.admin2,
        "place": place.name,
        "latitude": place.lat,
        "longitude": place.lon,
        "radius_km": place.radius_km,
        "place_precision": place.precision,
    }


def _tell_harm(incident: Incident) -> Row:
    cells: dict[str, int | None] = {}
    for name in _COUNTS:
        count: Count | None = getattr(incident, name)
        for bound in _BOUNDS:
            cells[f"{name}_{bound}"] = getattr(count, bound) if count else None
    return cells


def _tell_people(incident: Incident) -> Row:
    communities = dict.fromkeys(name for group in incident.victims for name in group.ethnic_or_religious)
    return {
        "perpetrators": _JOIN.join(
            f"{a.name} ({wording.label('bases', a.attribution)})" for a in incident.perpetrators
        ),
        "victims": _JOIN.join(
            f"{group.description}: {', '.join(wording.list_traits(group))}" for group in incident.victims
        ),
        "communities": _JOIN.join(communities),
        "targets": _JOIN.join(target.description for target in incident.targets),
        "weapons": _JOIN.join(f"{w.class_}/{w.type}" if w.type else w.class_ for w in incident.weapons),
        "claimed": incident.claimed,
        "claims": _JOIN.join(f"{c.by}, {c.channel}" if c.channel else c.by for c in incident.claims),
        "campaign": _JOIN.join(incident.campaign),
        "motive": _JOIN.join(incident.motive),
        "followed": _JOIN.join(wording.say_response(r, incident.place) for r in incident.responses),
    }


def _tell_standing(one: ClearedIncident) -> Row:
    from gawah.record import dumps_json

    incident = one.incident
    disputed = dict.fromkeys(wording.name_field(conflict.path) for conflict in incident.conflicts)
    return {
        "disputed": _JOIN.join(disputed),
        "reports": len(one.reports),
        "sources": _JOIN.join(dict.fromkeys(_name_sources(one))),
        "verification": incident.verification,
        "custom": dumps_json(incident.custom) if incident.custom else "",
    }


def _name_sources(one: ClearedIncident) -> Sequence[str]:
    return [report.publisher or report.url or report.title or report.id for report in one.reports]


_HELD = (
    *("title", "type", "also_types", "outcome", "date", "place", "perpetrators", "victims", "targets"),
    *("weapons", "claims", "claimed", "campaign", "motive", "responses", "verification", "custom", *_COUNTS),
)

TABLE = Layout("table", tuple(_list_headings()), _list_rows)
