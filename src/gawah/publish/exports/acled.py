"""ACLED: 31 columns, one row an incident; incidents that others are part of are left out, since leaves are counted."""

from collections.abc import Mapping

from gawah.codebook import load
from gawah.codebook.columns import load_columns
from gawah.model import Incident, Perpetrator, Place, When
from gawah.publish.cleared import ClearedIncident
from gawah.publish.exports.layouts import Cell, Kind, Row
from gawah.publish.exports.lists import (
    add_counts,
    cross,
    find_foreign_id,
    join,
    lay_out,
    list_doers,
    list_sources,
    read_numbers,
    write_notes,
)
from gawah.wording import name_country

_COLUMNS = load_columns("acled")
_KINDS: Mapping[str, Kind] = {
    **dict.fromkeys(("year", "time_precision", "iso", "geo_precision", "fatalities", "timestamp"), "integer"),
    **dict.fromkeys(("latitude", "longitude"), "number"),
}
_HELD = (
    *("title", "type", "date", "place", "perpetrators", "victims", "killed", "attackers_killed", "campaign"),
    *("injured", "abducted", "figures"),
)
NOTES = (
    "`fatalities` is the most conservative figure, attackers among the dead; where no report says, it is 0 and `notes`"
    " say so.",
    "Leaves are counted: an incident that others are part of has no row.",
    "Actors stand in the order in which they are named; `inter` follows the kind of actor, and political militias"
    " stand among rebel groups, since the record does not tell them apart.",
    "`region`, `admin3`, `source_scale` and `timestamp` stay empty.",
)
_INTER = {
    "state_forces": "State forces",
    "armed_group": "Rebel group",
    "communal_group": "Identity militia",
    "political_group": "Political militia",
}
_CIVILIANS = "Civilians"


def _tell(one: ClearedIncident) -> Row:
    incident = one.incident
    dead = add_counts(incident.killed, incident.attackers_killed)
    fatalities = (dead.low if dead.low is not None else dead.best) if dead else 0
    return {
        "event_id_cnty": find_foreign_id(incident, _COLUMNS) or incident.id,
        **_tell_date(incident.date),
        **_tell_type(incident),
        **_tell_actors(incident),
        **_tell_place(incident.place),
        "source": join(list_sources(one)),
        "notes": write_notes(one),
        "fatalities": fatalities or 0,
        "tags": join([f"campaign={name}" for name in incident.campaign]),
    }


def _tell_date(when: When) -> dict[str, Cell]:
    code = {"day": 1, "month": 3, "year": 3, "range": 2}.get(when.precision)
    return {"event_date": when.start, "year": int(when.start[:4]) if when.start else None, "time_precision": code}


def _tell_type(incident: Incident) -> dict[str, Cell]:
    sub = cross(incident.type, "acled_sub_event")
    event = load().scheme("acled_sub_event").codes.get(sub) if sub else None
    civilian = any(group.status == "civilian" for group in incident.victims)
    return {
        "disorder_type": load().scheme("acled_event").codes.get(event) if event else None,
        "event_type": event,
        "sub_event_type": sub,
        "civilian_targeting": "Civilian targeting" if civilian else None,
    }


def _tell_actors(incident: Incident) -> dict[str, Cell]:
    doers = list_doers(incident)
    first = _tell_actor(doers[0]) if doers else (None, None, None)
    harmed = [group for group in incident.victims if group.status in (None, "civilian", "unknown")]
    if len(doers) > 1 and incident.type == "battle":
        second = _tell_actor(doers[1])
    else:
        communities = join([name for group in harmed for name in group.ethnic_or_religious])
        country = f" ({name_country(incident.place.country)})" if incident.place.country else ""
        second = (_CIVILIANS + country, communities or None, _CIVILIANS) if harmed else (None, None, None)
    inter = "-".join([first[2], second[2]]) if first[2] and second[2] else None
    names = ("actor", "assoc_actor_", "inter")
    cells = {f"{name}1": cell for name, cell in zip(names, first, strict=True)}
    cells |= {f"{name}2": cell for name, cell in zip(names, second, strict=True)}
    return {**cells, "interaction": inter}


def _tell_actor(actor: Perpetrator) -> tuple[str | None, str | None, str | None]:
    """Return an actor, whom it belongs to, and its kind as ACLED names it."""
    return actor.name, actor.parent, _INTER.get(actor.kind)


def _tell_place(place: Place) -> dict[str, Cell]:
    near = place.precision == "district" or place.relation in ("near", "km_from")
    code = {"exact": 1, "settlement": 1, "district": 2, "province": 3, "country": 3}.get(place.precision)
    return {
        "iso": read_numbers().get(place.country or ""),
        "country": name_country(place.country) if place.country else None,
        "admin1": place.admin1,
        "admin2": place.admin2,
        "location": place.name or place.admin2 or place.admin1,
        "latitude": place.lat,
        "longitude": place.lon,
        "geo_precision": 2 if code == 1 and near else code,
    }


ACLED = lay_out(_COLUMNS, _KINDS, _HELD, _tell, NOTES)
