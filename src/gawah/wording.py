"""Values of a record in words: counts with their bounds, dates as far as they are known, places with their precision.

The words take no side: who says a thing is said with it, and attribution has the codebook's words.
"""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cache

from gawah.codebook import load
from gawah.model import (
    Attribution,
    Count,
    Figure,
    Incident,
    Json,
    KilledByParty,
    Perpetrator,
    Place,
    Response,
    Victims,
    Weapon,
    When,
)

# --- text from outside ------------------------------------------------------------------------------------------------

_GAPS = re.compile(r"[ \t\r\n\v\f\u2028\u2029]+")
_OBEYED = re.compile("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u206f\ufeff\ud800-\udfff\U000e0000-\U000e007f]")
"""What a terminal would obey instead of showing: control characters, turns of the direction of writing, tags."""


def neutralise(text: str) -> str:
    """Return `text` as one line that a terminal shows and does not obey; what it would obey stands as an escape."""
    return _OBEYED.sub(lambda found: ascii(found[0])[1:-1], _GAPS.sub(" ", text))


def quote(text: str) -> str:
    """Return a report's words between quotation marks, on one line."""
    return f"“{neutralise(text.strip())}”"


# --- the codebook's words ---------------------------------------------------------------------------------------------


def label(vocabulary: str, id_: str) -> str:
    """Return the codebook's label of `id_` as it stands within a sentence; the id itself where it has none."""
    found = load().vocabulary(vocabulary).get(id_)
    words = found.label if found else id_.replace("_", " ")
    return words if words[1:2].isupper() else words[:1].lower() + words[1:]


def capitalise(words: str) -> str:
    """Return `words` with a capital at the start, and otherwise as they are."""
    return words[:1].upper() + words[1:]


def join_words(words: Iterable[str], last: str = " and ") -> str:
    """Return "a, b and c"."""
    found = list(words)
    return last.join(filter(None, [", ".join(found[:-1]), *found[-1:]]))


# --- counts -----------------------------------------------------------------------------------------------------------


def say_count(count: Count) -> str:
    """Return how many: "11", "at least 11", "about 40", "dozens (no number said)", "11 (figures from 10 to 14)"."""
    if count.said == "none":
        return "none"
    if count.said == "some" or (count.low, count.best, count.high) == (None, None, None):
        return f"{neutralise(count.word or 'some')} (no number said)"
    return ("about " if count.approximate else "") + _say_bounds(count.low, count.best, count.high)


def _say_word(count: Count) -> str:
    """Return how many, a vague word as it stands."""
    return neutralise(count.word) if count.said == "some" and count.word else say_count(count)


def say_sides(sides: KilledByParty) -> str:
    """Return the dead by side: "11 civilians and 2 of side A"."""
    named = {"civilians": sides.civilians, "of side A": sides.side_a, "of side B": sides.side_b}
    named["of a side not known"] = sides.unknown
    return join_words(f"{number:,} {name}" for name, number in named.items() if number is not None)


def say_figure(figure: Figure) -> str:
    """Return how many a figure says: its bounds or, where it gives none, its words."""
    if (figure.low, figure.best, figure.high) == (0, 0, 0):
        return "none"
    if figure.best is None and figure.high is None and figure.low in (None, 1):
        return quote(figure.words)
    return _say_bounds(figure.low, figure.best, figure.high)


def _say_bounds(low: int | None, best: int | None, high: int | None) -> str:
    if best is None:
        return f"{low:,} to {high:,}" if low is not None and high is not None else _say_open(low, high)
    if (low, high) in ((None, None), (best, best)):
        return f"{best:,}"
    if best in (low, high) and None in (low, high):
        return _say_open(low, high)
    return f"{best:,} (figures {_say_range(low, high)})"


def _say_open(low: int | None, high: int | None) -> str:
    return f"at least {low:,}" if low is not None else f"up to {high:,}"


def _say_range(low: int | None, high: int | None) -> str:
    if low is None or high is None:
        return f"from {low:,} up" if low is not None else f"up to {high:,}"
    return f"from {low:,} to {high:,}"


# --- dates ------------------------------------------------------------------------------------------------------------

_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July", "August", "September", "October"),
    *("November", "December"),
)
_SEASONS = {"21": "spring", "22": "summer", "23": "autumn", "24": "winter"}
_QUALIFIERS = {"~": "about ", "?": "perhaps ", "%": "perhaps about "}


def say_when(when: When) -> str:
    """Return a date as far as it is known: "3 January 2021", "24 November (year not said)", "after 3 January 2021"."""
    said = say_edtf(when.edtf) if when.edtf else _say_interval(when.start, when.end) if when.start else ""
    timed = f"{said}, {neutralise(when.time)}" if when.time else said
    if when.start:
        return timed
    bounds = [
        f"after {say_edtf(when.after)}" if when.after else "",
        f"before {say_edtf(when.before)}" if when.before else "",
    ]
    return ", ".join(filter(None, [timed, *bounds]))


def say_precision(when: When) -> str:
    """Return how well a date is known: "day known"."""
    return "" if when.precision == "unknown" else f"{label('date_precisions', when.precision)} known"


def say_edtf(edtf: str) -> str:
    """Return a date in EDTF in words; a form that has none as it stands."""
    first, slash, last = edtf.partition("/")
    if not slash:
        return _say_date(edtf)
    if ".." in (first, last):
        return f"from {_say_date(first)} on" if last == ".." else f"until {_say_date(last)}"
    return _say_interval(first, last)


def _say_interval(first: str, last: str | None) -> str:
    """Return "3 to 5 January 2021": what both ends share is said once."""
    ends = [_say_date(first).split(" "), _say_date(last or first).split(" ")]
    if ends[0] == ends[1]:
        return " ".join(ends[0])
    shared = 0
    while shared < len(ends[0]) - 1 and ends[0][-1 - shared :] == ends[1][-1 - shared :]:
        shared += 1
    return " ".join([*ends[0][: len(ends[0]) - shared], "to", *ends[1]])


def _say_date(edtf: str) -> str:
    qualifier = _QUALIFIERS.get(edtf[-1:], "")
    year, *rest = edtf.rstrip("?~%").split("-")
    month = _say_month(rest[0]) if rest else ""
    day = str(int(rest[1])) if rest[1:] and rest[1].isdigit() else ""
    if not re.fullmatch(r"\d{4}|\d{3}X|\d{2}XX|XXXX", year) or (rest and not month) or len(rest) > 2:
        return neutralise(edtf)
    return qualifier + " ".join(filter(None, [day, month, _say_year(year)]))


def _say_month(number: str) -> str:
    months = {f"{n:02}": name for n, name in enumerate(_MONTHS, 1)}
    return {**months, **_SEASONS}.get(number, "")


def _say_year(year: str) -> str:
    if year == "XXXX":
        return "(year not said)"
    return f"the {year.replace('X', '0')}s" if "X" in year else str(int(year))


# --- places -----------------------------------------------------------------------------------------------------------

_RELATIONS: Mapping[str, str] = {"near": "near ", "between": "between ", "km_from": "at a distance from "}


@cache
def name_country(code: str) -> str:
    """Return the name of the country with this ISO code, or the code where the gazetteer has none such."""
    from gawah.gazetteer.places.index import open_index  # here, since few ask for a name

    index = open_index()
    return index.read_name(index.find_country(code)) if code in index.countries else code


def say_place(place: Place) -> str:
    """Return a place with what it lies in: "near Machh, Balochistan, Pakistan"."""
    country = name_country(place.country) if place.country else None
    area = place.admin2 if place.precision == "district" and not place.name else None
    parts: list[str] = []
    for part in filter(None, (place.name, area, place.admin1, country)):
        if part.casefold() not in ", ".join(parts).casefold().split(", "):
            parts.append(neutralise(part))
    return _RELATIONS.get(place.relation, "") + ", ".join(parts) if parts else ""


def say_position(place: Place) -> str:
    """Return how well a place is known: "settlement, ±5 km"."""
    if place.precision == "unknown":
        return "not found on the map"
    radius = f", ±{max(1, round(place.radius_km)):,} km" if place.radius_km else ""
    return label("place_precisions", place.precision) + radius


# --- who and what -----------------------------------------------------------------------------------------------------


def say_type(incident: Incident) -> str:
    """Return what kind of act it was: "execution, with abduction"."""
    if incident.type is None:
        return ""
    beside = [label("incident_types", t) for t in incident.also_types]
    return label("incident_types", incident.type) + (f", with {join_words(beside)}" if beside else "")


def say_headline(incident: Incident) -> str:
    """Return the incident's title or, where it has none, what, where and when in the codebook's words."""
    if incident.title:
        return neutralise(incident.title)
    what = capitalise(say_type(incident)) or "Incident of a kind not said"
    place, when = say_place(incident.place), say_when(incident.date)
    at = f" {place if incident.place.relation != 'in' else 'in ' + place}" if place else ""
    return what + ("," if at and incident.also_types else "") + at + (f", {when}" if when else "")


def say_actor(actor: Perpetrator) -> str:
    """Return an actor with what it is and whose branch: "Northern Dawn (armed group, branch of the Dawn)"."""
    kind = label("actor_kinds", actor.kind) if actor.kind != "unknown" else ""
    about = ", ".join(filter(None, [kind, f"branch of {neutralise(actor.parent)}" if actor.parent else ""]))
    return neutralise(actor.name) + (f" ({about})" if about else "")


def list_traits(group: Victims) -> list[str]:
    """Return what is said of a group of people harmed, their number and fate first: "at least 11 killed"."""
    outcome = label("victim_outcomes", group.outcome) if group.outcome else ""
    count = _say_word(group.count) if group.count else ""
    shown = count if count not in group.description.split() else ""
    traits = [" ".join(filter(None, [shown, outcome]))]
    traits.append(
        label("victim_statuses", group.status) if group.status not in (None, "unknown") and group.status else ""
    )
    traits.append(join_words(map(neutralise, group.ethnic_or_religious)))
    traits.append(f"nationals of {name_country(group.nationality)}" if group.nationality else "")
    if group.occupation and group.occupation.casefold() not in group.description.casefold():
        traits.append(neutralise(group.occupation))
    traits += [label(v, i) for v, i in (("age_groups", group.age_group), ("sexes", group.sex)) if i]
    return [trait for trait in traits if trait]


def say_weapon(weapon: Weapon) -> str:
    """Return what was used: the codebook's type, its class where that says more, and the report's words."""
    kind = label("weapon_classes", weapon.class_)
    type_ = label("weapon_types", weapon.type) if weapon.type else kind
    words = type_ if type_.startswith(kind) else f"{type_} ({kind})"
    return words + (f", {quote(weapon.text)}" if weapon.text else "")


_TOWARDS: Mapping[str, str] = {
    **dict.fromkeys(("demand", "refusal", "condolence", "visit", "claim_of_responsibility"), "to"),
    **dict.fromkeys(
        ("criticism", "condemnation", "investigation", "arrest", "trial", "sentence", "burial", "rescue"), "of"
    ),
    **dict.fromkeys(("protest", "sit_in", "strike", "retaliation", "military_operation"), "against"),
    **dict.fromkeys(("compensation", "mourning", "commemoration"), "for"),
}
"""The word between a response and whom it is aimed at."""


_IMPLIED: Mapping[str, str] = {"demand": "demanded", "refusal": "refused", "denial_of_responsibility": "denied"}
"""The status that a response has by being what it is."""


def say_response(response: Response, of: Place) -> str:
    """Return a step of the aftermath of an incident at the place `of`: what, to whom, by whom, where, how long."""
    plain = ("done", _IMPLIED.get(response.type))
    status = "" if response.status in plain else f" ({label('response_statuses', response.status)})"
    target = f" {_TOWARDS.get(response.type, 'about')} {neutralise(response.target)}" if response.target else ""
    # "Condemnation of killings by the army" would say whose killings they were, which nobody does here.
    actor = f"{',' if target else ''} by {neutralise(response.actor)}" if response.actor else ""
    where = _say_place_near(response.place, of) if response.place else ""
    where = f"{' ' if target or actor else ', '}{where}" if where else ""  # "Sit-in in Quetta" would stumble
    extent = neutralise(response.quantity) if response.quantity else _say_days(response.duration_days)
    what = capitalise(label("response_types", response.type))
    return ", ".join(filter(None, [f"{what}{status}{target}{actor}{where}", extent]))


def _say_place_near(place: Place, of: Place) -> str:
    """Return where, "in Quetta", without the areas that another place, told of before, lies in too."""
    same_country = place.country == of.country
    same_area = same_country and place.admin1 == of.admin1
    short = replace(place, country=None if same_country else place.country, admin1=None if same_area else place.admin1)
    named = say_place(short) or say_place(place)
    return (
        named if place.relation != "in" else f"{'at' if place.precision == 'exact' else 'in'} {named}" if named else ""
    )


def _say_days(days: int | None) -> str:
    return "" if days is None else f"{days} day{'' if days == 1 else 's'}"


# --- what attachments show --------------------------------------------------------------------------------------------


def say_medium(type_: str | None) -> str:
    """Return what an attachment is: "picture", "video", "sound"."""
    return {"image": "picture", "video": "video", "audio": "sound"}.get((type_ or "").partition("/")[0], "attachment")


def say_part(box: Sequence[float], seconds: Sequence[float]) -> str:
    """Return where in an attachment something is: "30 × 40 % at 10, 20 %", "1:02 to 1:10"."""
    left, top, width, height = (round(share * 100) for share in box) if box else (0, 0, 0, 0)
    where = f"{width} × {height} % at {left}, {top} %" if box else ""
    first, last = (_say_clock(second) for second in seconds) if seconds else ("", "")
    return ", ".join(filter(None, [where, first if first == last else f"{first} to {last}"]))


def _say_clock(seconds: float) -> str:
    minutes, rest = divmod(round(seconds, 1), 60)
    return f"{int(minutes)}:{rest:04.1f}".removesuffix(".0")


# --- who says so ------------------------------------------------------------------------------------------------------


def say_source(speakers: Iterable[str]) -> str:
    """Return who says so, "according to police and the ministry", or nothing where nobody is named."""
    named = join_words(map(_say_nested, dict.fromkeys(speakers)))
    return f"according to {named}" if named else ""


def _say_nested(speaker: str) -> str:
    """Return a speaker who passes on what another said: "the ministry, quoting witnesses"."""
    return ", quoting ".join(neutralise(speaker).split(" > "))


def say_speaker(speaker: str, role: str | None) -> str:
    """Return a speaker with the part in which it speaks: "the ministry (government)"."""
    return _say_nested(speaker) + (f" ({label('speaker_roles', role)})" if role and role != "unknown" else "")


def say_attribution(attribution: Attribution) -> str:
    """Return on what basis an act is laid to somebody, and by whom, in the codebook's words."""
    words = load().words_for(attribution.basis, _say_nested(attribution.by) if attribution.by else None)
    return f"{words}, {say_edtf(attribution.date)}" if attribution.date else words


# --- any value --------------------------------------------------------------------------------------------------------


def say_value(path: str, value: Json) -> str:
    """Return the value of the field at `path`, as JSON has it, in words."""
    field = load().field(path)
    shape, vocabulary = field.text("shape"), field.text("vocabulary")
    if value is None:
        return "nothing"
    if shape == "count":
        return say_count(Count(value, value, value) if isinstance(value, int) else Count(**value))
    if shape == "when":
        return say_when(When(**value)) or "no date"
    if shape == "place":
        return say_place(Place(**value)) or "no place"
    if vocabulary and isinstance(value, str):
        return label(vocabulary, value)
    return _say_unnamed(value) if field.id.startswith("custom/") else say_json(value)


def _say_unnamed(value: Json) -> str:
    """Return a value of a project's field in words by what it is, where the project's codebook is not at hand."""
    if isinstance(value, Mapping):
        if "edtf" in value:
            return say_when(When(**value))
        return say_place(Place(**value)) if "precision" in value else neutralise(value["name"])
    return say_json(value)


_SAID_AS_ONE = frozenset({"count", "when", "place"})
"""Shapes that one phrase says."""
_NAMES = frozenset({"id", "event"})
"""What only names an object."""


def say_whole(path: str, value: Json) -> str:
    """Return a value in words; the parts of an object or a list one after the other."""
    if isinstance(value, list):
        separator = "; " if value and isinstance(value[0], Mapping) else ", "
        return separator.join(say_whole(f"{path}/{n}", item) for n, item in enumerate(value))
    field = load().field(path)
    if isinstance(value, Mapping) and field.text("shape") not in _SAID_AS_ONE:
        parts = {name: part for name, part in value.items() if part not in (None, [], "") and name not in _NAMES}
        said = {load().field(f"{path}/{n}").label.lower(): say_whole(f"{path}/{n}", p) for n, p in parts.items()}
        return ", ".join(f"{label} {words}" for label, words in said.items())
    return say_value(path, value)


def say_json(value: Json) -> str:
    """Return a JSON value on one line, plain words without quotation marks."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return neutralise(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False))


def name_field(path: str) -> str:
    """Return what a path leads to, with what holds it: "Date", "Victims 2: outcome"."""
    head, *rest = path.strip("/").split("/")
    name = load().field(path).label
    if not rest or not rest[0].isdigit():
        return name
    holder = f"{load().field(head).label.removesuffix('s')} {int(rest[0]) + 1}"
    return f"{holder}: {name.lower()}" if len(rest) > 1 else holder
