"""GTD: 135 columns, one row an incident by others than a state."""

from collections.abc import Mapping

from gawah.codebook import load
from gawah.codebook.columns import load_columns
from gawah.model import Claim, Incident, Perpetrator, Place, Weapon, When
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
    write_notes,
)
from gawah.wording import name_country, say_edtf

_COLUMNS = load_columns("gtd")
_NUMBERS = (
    *("iyear", "imonth", "iday", "extended", "specificity", "vicinity", "multiple", "success", "suicide"),
    *("attacktype1", "attacktype2", "attacktype3", "targtype1", "guncertain1", "guncertain2", "guncertain3"),
    *("claimed", "claimmode", "claim2", "claimmode2", "claim3", "claimmode3", "compclaim"),
    *("weaptype1", "weapsubtype1", "weaptype2", "weapsubtype2", "weaptype3", "weapsubtype3", "weaptype4"),
    *("weapsubtype4", "ishostkid", "property"),
)
_FRACTIONS = ("latitude", "longitude", "nkill", "nkillter", "nwound", "nhostkid")
"""A joint figure is shared out among GTD's rows, so that one can hold half a person."""
_KINDS: Mapping[str, Kind] = {**dict.fromkeys(_NUMBERS, "integer"), **dict.fromkeys(_FRACTIONS, "number")}
_HELD = (
    *("title", "type", "also_types", "outcome", "date", "place", "perpetrators", "victims", "targets", "killed"),
    *("injured", "abducted", "attackers_killed", "weapons", "claims", "claimed", "motive", "responses", "figures"),
)
NOTES = (
    "`nkill` counts all who died, attackers among them; `nkillter` are the attackers. Where no report says, both are"
    " empty.",
    "Acts of a state's own forces are left out; where others fought them, `gname` is the others.",
    "`crit1` to `crit3`, regions, codes of countries and types of targets stay empty: no field tells them.",
)
_WIDEST = 3


def _find_rule(incident: Incident) -> str | None:
    """Return the rule of GTD that leaves an incident out."""
    doers = list_doers(incident)
    return "the act of a state" if doers and all(actor.kind == "state_forces" for actor in doers) else None


def _tell(one: ClearedIncident) -> Row:
    incident = one.incident
    return {
        "eventid": find_foreign_id(incident, _COLUMNS) or incident.id,
        **_tell_date(incident.date),
        **_tell_place(incident.place),
        "summary": write_notes(one),
        "multiple": 1 if incident.part_of else 0,
        **_tell_act(incident),
        **_tell_harmed(incident),
        **_tell_doers(_list_named(incident)),
        "motive": join(incident.motive),
        **_tell_claims(incident),
        **_tell_weapons(incident.weapons),
        **_tell_counts(incident),
        "addnotes": f"{len(incident.responses)} documented steps of the aftermath" if incident.responses else None,
        **{f"scite{n}": source for n, source in enumerate(list_sources(one)[:3], 1)},
        "dbsource": "Gawah",
    }


def _tell_date(when: When) -> dict[str, Cell]:
    """Return the parts of a date; 0 stands for a month or a day that is not known."""
    if not when.start:
        return {"approxdate": say_edtf(when.edtf) if when.edtf else None}
    year, month, day = (int(part) for part in when.start.split("-"))
    known = {"day": (month, day), "month": (month, 0), "year": (0, 0)}.get(when.precision, (month, 0))
    approximate = None if when.precision == "day" else say_edtf(when.edtf or when.start)
    return {"iyear": year, "imonth": known[0], "iday": known[1], "approxdate": approximate}


def _tell_place(place: Place) -> dict[str, Cell]:
    near = place.relation in ("near", "km_from")
    code = {"exact": 1, "settlement": 1, "district": 3, "province": 4, "country": 5}.get(place.precision)
    return {
        "country_txt": name_country(place.country) if place.country else None,
        "provstate": place.admin1,
        "city": place.name or "Unknown",
        "latitude": place.lat,
        "longitude": place.lon,
        "specificity": code,
        "vicinity": int(near),
    }


def _tell_act(incident: Incident) -> dict[str, Cell]:
    cells: dict[str, Cell] = dict(_COLUMNS.list_type_cells(incident.type or ""))
    cells["attacktype1"] = cells.get("attacktype1") or cross(incident.type, "gtd_attacktype")
    others = [_COLUMNS.columns["attacktype2"].write(type_) for type_ in incident.also_types]
    for n, code in enumerate(dict.fromkeys(c for c in others if c and c != cells["attacktype1"]), 2):
        if n <= _WIDEST:
            cells[f"attacktype{n}"] = code
    cells["success"] = None if incident.outcome is None else int(incident.outcome == "completed")
    cells["suicide"] = int(incident.type == "suicide_bombing")
    return _as_numbers(_name_codes(cells, "attacktype", _WIDEST, "gtd_attacktype"))


def _write(column: str, value: str | None) -> str | None:
    return _COLUMNS.columns[column].write(value) if value else None


def _name_codes(cells: dict[str, Cell], column: str, most: int, scheme: str) -> dict[str, Cell]:
    """Return cells with the words for their codes beside them."""
    names = load().scheme(scheme).codes
    for n in range(1, most + 1):
        code = cells.get(f"{column}{n}")
        if code is not None and str(code) in names:
            cells[f"{column}{n}_txt"] = names[str(code)]
    return cells


def _as_numbers(cells: dict[str, Cell]) -> dict[str, Cell]:
    return {n: int(c) if isinstance(c, str) and c.isdigit() and n in _KINDS else c for n, c in cells.items()}


def _tell_harmed(incident: Incident) -> dict[str, Cell]:
    groups = [group for group in incident.victims if not group.subset_of]
    first = groups[0] if groups else None
    target = first.description if first else incident.targets[0].description if incident.targets else None
    nation = next((group.nationality for group in incident.victims if group.nationality), None)
    return {
        "target1": target,
        "natlty1_txt": name_country(nation) if nation else None,
        "property": 1 if incident.targets else None,
    }


def _list_named(incident: Incident) -> list[Perpetrator]:
    """Return the perpetrators without a state's forces, which are no `gname` of GTD where others are named."""
    doers = list_doers(incident)
    return [actor for actor in doers if actor.kind != "state_forces"] or doers


def _tell_doers(doers: list[Perpetrator]) -> dict[str, Cell]:
    cells: dict[str, Cell] = {}
    for actor, end in zip(doers, ("", "2", "3"), strict=False):
        cells[f"gname{end}"] = actor.parent or actor.name
        cells[f"gsubname{end}"] = actor.name if actor.parent else None
        doubted = _COLUMNS.columns["guncertain1"].write(_BASES.get(actor.attribution, "suspected"))
        cells[f"guncertain{end or 1}"] = int(doubted) if doubted else None
    return cells or {"gname": "Unknown"}


_BASES = dict.fromkeys(("claimed", "announced_own_operation", "convicted", "reported_as_fact"), "reported_as_fact")


def _tell_claims(incident: Incident) -> dict[str, Cell]:
    if not incident.claims:
        return {"claimed": None if incident.claimed is None else int(incident.claimed)}
    cells: dict[str, Cell] = {}
    for claim, end in zip(incident.claims, ("", "2", "3"), strict=False):
        cells["claimed" if not end else f"claim{end}"] = 1
        mode = _find_mode(claim)
        cells[f"claimmode{end}"] = mode
        cells[f"claimmode{end}_txt"] = load().scheme("gtd_claimmode").codes.get(str(mode))
    return {**cells, "compclaim": int(len(incident.claims) > 1)}


_MODES: tuple[tuple[int, tuple[str, ...]], ...] = (
    (6, ("video", "audio", "recording")),
    (7, ("telegram", "twitter", "facebook", "website", "online", "post", "social", "channel", "agency")),
    (4, ("e-mail", "email")),
    (2, ("phone", "call", "telephon")),
    (5, ("note", "leaflet", "pamphlet")),
    (1, ("letter",)),
)


def _find_mode(claim: Claim) -> int:
    """Return GTD's mode of a claim by the words of its channel; 10 where they tell none."""
    words = (claim.channel or "").casefold()
    return next((mode for mode, signs in _MODES if any(sign in words for sign in signs)), 10)


def _tell_weapons(weapons: tuple[Weapon, ...]) -> dict[str, Cell]:
    cells: dict[str, Cell] = {}
    for n, weapon in enumerate(weapons[:4], 1):
        cells[f"weaptype{n}"] = _write(f"weaptype{n}", weapon.class_)
        cells[f"weapsubtype{n}"] = _write(f"weapsubtype{n}", weapon.type)
    cells = _name_codes(cells, "weaptype", 4, "gtd_weaptype")
    cells = _name_codes(cells, "weapsubtype", 4, "gtd_weapsubtype")
    return {**_as_numbers(cells), "weapdetail": join([weapon.text for weapon in weapons])}


def _tell_counts(incident: Incident) -> dict[str, Cell]:
    dead = add_counts(incident.killed, incident.attackers_killed)
    taken = bool({"abduction", "hostage_taking", "hijacking"} & {incident.type, *incident.also_types})
    return {
        "nkill": (dead.best if dead.best is not None else dead.low) if dead else None,
        "nkillter": incident.attackers_killed.best if incident.attackers_killed else None,
        "nwound": incident.injured.best if incident.injured else None,
        "ishostkid": int(taken),
        "nhostkid": incident.abducted.best if incident.abducted else None,
    }


GTD = lay_out(_COLUMNS, _KINDS, _HELD, _tell, NOTES, _find_rule)
