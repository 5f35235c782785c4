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
from gawah.phrases import isolate, mark, say, say_digits, say_number, say_several, tell_language

# --- text from outside ------------------------------------------------------------------------------------------------

_GAPS = re.compile(r"[ \t\r\n\v\f\u2028\u2029]+")
_OBEYED = re.compile("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u206f\ufeff\ud800-\udfff\U000e0000-\U000e007f]")
"""What a terminal would obey instead of showing: control characters, turns of the direction of writing, tags."""


def neutralise(text: str) -> str:
    """Return `text` as one line that a terminal shows and does not obey; what it would obey stands as an escape."""
    return _OBEYED.sub(lambda found: ascii(found[0])[1:-1], _GAPS.sub(" ", text))


def quote(text: str) -> str:
    """Return a report's words between quotation marks, on one line."""
    return say("“{words}”", words=neutralise(text.strip()))


# --- the codebook's words ---------------------------------------------------------------------------------------------


def label(vocabulary: str, id_: str) -> str:
    """Return the codebook's label of `id_` as it stands within a sentence; the id itself where it has none."""
    found = load().vocabulary(vocabulary).get(id_)
    words = found.label if found else id_.replace("_", " ")
    return tell_language().translate(words if words[1:2].isupper() else words[:1].lower() + words[1:])


def label_field(path: str) -> str:
    """Return what the codebook calls the field at `path`."""
    return tell_language().translate(load().field(path).label)


def label_item(path: str) -> str:
    """Return what one item of the list at `path` is called: "Victim"."""
    return tell_language().translate(load().field(path).label.removesuffix("s"))


def attribute(basis: str, by: str | None = None) -> str:
    """Return an attribution in the codebook's words: "claimed by the Red Banner Front"."""
    template = str(load().entry("bases", basis).details["by" if by else "alone"])
    return tell_language().translate(template).format(by=by)


def capitalise(words: str) -> str:
    """Return `words` with a capital at the start, and otherwise as they are."""
    return words[:1].upper() + words[1:]


def join_words(words: Iterable[str], any_of: bool = False) -> str:
    """Return "a, b and c"; of which any is meant, "a, b or c"."""
    found = list(words)
    first = join_parts(found[:-1])
    both = mark("{words} or {last}") if any_of else mark("{words} and {last}")
    return say(both, words=first, last=found[-1]) if first else "".join(found)


def join_parts(words: Iterable[str]) -> str:
    """Return "a, b, c", without those that are empty."""
    return say(", ").join(isolate(part) for part in words if part)


# --- counts -----------------------------------------------------------------------------------------------------------


def say_count(count: Count) -> str:
    """Return how many: "11", "at least 11", "about 40", "dozens (no number said)", "11 (figures from 10 to 14)"."""
    if count.said == "none":
        return say("none")
    if count.said == "some" or (count.low, count.best, count.high) == (None, None, None):
        return say("{word} (no number said)", word=neutralise(count.word) if count.word else say("some"))
    bounds = _say_bounds(count.low, count.best, count.high)
    return say("about {number}", number=bounds) if count.approximate else bounds


def _say_word(count: Count) -> str:
    """Return how many, a vague word as it stands."""
    return neutralise(count.word) if count.said == "some" and count.word else say_count(count)


def say_sides(sides: KilledByParty) -> str:
    """Return the dead by side: "11 civilians and 2 of side A"."""
    named = {mark("{number} civilians"): sides.civilians, mark("{number} of side A"): sides.side_a}
    named |= {mark("{number} of side B"): sides.side_b, mark("{number} of a side not known"): sides.unknown}
    return join_words(say(words, number=say_number(n)) for words, n in named.items() if n is not None)


def say_figure(figure: Figure) -> str:
    """Return how many a figure says: its bounds or, where it gives none, its words."""
    if (figure.low, figure.best, figure.high) == (0, 0, 0):
        return say("none")
    if figure.best is None and figure.high is None and figure.low in (None, 1):
        return quote(figure.words)
    return _say_bounds(figure.low, figure.best, figure.high)


def _say_bounds(low: int | None, best: int | None, high: int | None) -> str:
    if best is None and low is not None and high is not None:
        return say("{low} to {high}", low=say_number(low), high=say_number(high))
    if best is None:
        return _say_open(low, high)
    if (low, high) in ((None, None), (best, best)):
        return say_number(best)
    if best in (low, high) and None in (low, high):
        return _say_open(low, high)
    return say("{number} (figures {range})", number=say_number(best), range=_say_range(low, high))


def _say_open(low: int | None, high: int | None) -> str:
    if low is not None:
        return say("at least {number}", number=say_number(low))
    return say("up to {number}", number=say_number(high or 0))


def _say_range(low: int | None, high: int | None) -> str:
    if low is None or high is None:
        return say("from {number} up", number=say_number(low)) if low is not None else _say_open(low, high)
    return say("from {low} to {high}", low=say_number(low), high=say_number(high))


# --- dates ------------------------------------------------------------------------------------------------------------

_MONTHS = (
    *(mark("January"), mark("February"), mark("March"), mark("April"), mark("May"), mark("June"), mark("July")),
    *(mark("August"), mark("September"), mark("October"), mark("November"), mark("December")),
)
_SEASONS = {"21": mark("spring"), "22": mark("summer"), "23": mark("autumn"), "24": mark("winter")}
_QUALIFIERS = {"~": mark("about {date}"), "?": mark("perhaps {date}"), "%": mark("perhaps about {date}")}


def say_when(when: When) -> str:
    """Return a date as far as it is known: "3 January 2021", "24 November (year not said)", "after 3 January 2021"."""
    said = say_edtf(when.edtf) if when.edtf else _say_interval(when.start, when.end) if when.start else ""
    timed = join_parts([said, _say_time(when.time)]) if when.time else said
    if when.start:
        return timed
    bounds = [
        say("after {date}", date=say_edtf(when.after)) if when.after else "",
        say("before {date}", date=say_edtf(when.before)) if when.before else "",
    ]
    return join_parts([timed, *bounds])


_TIMES = (mark("dawn"), mark("morning"), mark("noon"), mark("afternoon"), mark("evening"), mark("night"))


def _say_time(time: str) -> str:
    """Return a time of day: as a clock tells it, or in the report's words."""
    return say(time) if time in _TIMES else say_digits(neutralise(time))


def say_precision(when: When) -> str:
    """Return how well a date is known: "day known"."""
    if when.precision == "unknown":
        return ""
    return say("{precision} known", precision=label("date_precisions", when.precision))


def say_edtf(edtf: str) -> str:
    """Return a date in EDTF in words; a form that has none as it stands."""
    first, slash, last = edtf.partition("/")
    if not slash:
        return _say_date(edtf)
    if last == "..":
        return say("from {date} on", date=_say_date(first))
    return say("until {date}", date=_say_date(last)) if first == ".." else _say_interval(first, last)


def _say_interval(first: str, last: str | None) -> str:
    """Return "3 to 5 January 2021": what both ends share is said once."""
    ends = [_split_date(first), _split_date(last or first)]
    if ends[0] == ends[1]:
        return _join_date(ends[0])
    shared = 0
    while shared < len(ends[0]) - 1 and ends[0][-1 - shared :] == ends[1][-1 - shared :]:
        shared += 1
    begun = ends[0][: len(ends[0]) - shared]
    return say("{first} to {last}", first=_join_date(begun), last=_join_date(ends[1]))


def _say_date(edtf: str) -> str:
    return _join_date(_split_date(edtf))


def _join_date(parts: Sequence[str]) -> str:
    return " ".join(parts)


def _split_date(edtf: str) -> list[str]:
    """Return the day, the month and the year of a date, as far as it has them, each in words."""
    qualifier = _QUALIFIERS.get(edtf[-1:])
    year, *rest = edtf.rstrip("?~%").split("-")
    month = _say_month(rest[0]) if rest else ""
    day = say_digits(str(int(rest[1]))) if rest[1:] and rest[1].isdigit() else ""
    if not re.fullmatch(r"\d{4}|\d{3}X|\d{2}XX|XXXX", year) or (rest and not month) or len(rest) > 2:
        return [neutralise(edtf)]
    parts = [part for part in (day, month, _say_year(year)) if part]
    return [say(qualifier, date=_join_date(parts))] if qualifier else parts


def _say_month(number: str) -> str:
    months = {f"{n:02}": name for n, name in enumerate(_MONTHS, 1)}
    name = {**months, **_SEASONS}.get(number, "")
    return say(name) if name else ""


def _say_year(year: str) -> str:
    if year == "XXXX":
        return say("(year not said)")
    if "X" in year:
        return say("the {decade}s", decade=say_digits(year.replace("X", "0")))
    return say_digits(str(int(year)))


# --- places -----------------------------------------------------------------------------------------------------------

_RELATIONS: Mapping[str, str] = {
    "near": mark("near {place}"),
    "between": mark("between {place}"),
    "km_from": mark("at a distance from {place}"),
}


@cache
def name_country(code: str) -> str:
    """Return the name of the country with this ISO code, or the code where the gazetteer has none such."""
    from gawah.gazetteer.places.index import open_index  # here, since few ask for a name

    index = open_index()
    return index.read_name(index.find_country(code)) if code in index.countries else code


def say_country(code: str) -> str:
    """Return the name of the country with this ISO code in the language that is spoken."""
    return tell_language().name_country(code) or name_country(code)


def say_place(place: Place) -> str:
    """Return a place with what it lies in: "near Machh, Balochistan, Pakistan"."""
    country = say_country(place.country) if place.country else None
    area = place.admin2 if place.precision == "district" and not place.name else None
    parts: list[str] = []
    for part in filter(None, (place.name, area, place.admin1, country)):
        if part.casefold() not in ", ".join(parts).casefold().split(", "):
            parts.append(neutralise(part))
    named = join_parts(parts)
    relation = _RELATIONS.get(place.relation)
    return say(relation, place=named) if named and relation else named


def say_position(place: Place) -> str:
    """Return how well a place is known: "settlement, ±5 km"."""
    if place.precision == "unknown":
        return say("not found on the map")
    precision = label("place_precisions", place.precision)
    if not place.radius_km:
        return precision
    return say("{precision}, ±{number} km", precision=precision, number=say_number(max(1, round(place.radius_km))))


# --- who and what -----------------------------------------------------------------------------------------------------


def say_type(incident: Incident) -> str:
    """Return what kind of act it was: "execution, with abduction"."""
    if incident.type is None:
        return ""
    beside = [label("incident_types", t) for t in incident.also_types]
    what = label("incident_types", incident.type)
    return say("{type}, with {others}", type=what, others=join_words(beside)) if beside else what


def say_headline(incident: Incident) -> str:
    """Return the incident's title or, where it has none, what, where and when in the codebook's words."""
    if incident.title:
        return neutralise(incident.title)
    what = capitalise(say_type(incident)) or say("Incident of a kind not said")
    where = say_where(incident.place)
    at = mark("{what}, {where}") if incident.also_types else mark("{what} {where}")
    return join_parts([say(at, what=what, where=where) if where else what, say_when(incident.date)])


def say_where(place: Place) -> str:
    """Return where, as it stands within a sentence: "in Machh, Balochistan, Pakistan", "near Machh"."""
    named = say_place(place)
    return say("in {place}", place=named) if named and place.relation == "in" else named


def say_actor(actor: Perpetrator) -> str:
    """Return an actor with what it is and whose branch: "Northern Dawn (armed group, branch of the Dawn)"."""
    kind = label("actor_kinds", actor.kind) if actor.kind != "unknown" else ""
    branch = say("branch of {parent}", parent=neutralise(actor.parent)) if actor.parent else ""
    return _add_about(neutralise(actor.name), join_parts([kind, branch]))


def _add_about(words: str, about: str) -> str:
    """Return words with what is told of them in brackets, if anything is."""
    return f"{isolate(words)} ({isolate(about)})" if about else words


def list_traits(group: Victims) -> list[str]:
    """Return what is said of a group of people harmed, their number and fate first: "at least 11 killed"."""
    outcome = label("victim_outcomes", group.outcome) if group.outcome else ""
    count = _say_word(group.count) if group.count else ""
    shown = count if count not in group.description.split() else ""
    traits = [say("{number} {outcome}", number=shown, outcome=outcome) if shown and outcome else shown or outcome]
    traits.append(
        label("victim_statuses", group.status) if group.status not in (None, "unknown") and group.status else ""
    )
    traits.append(join_words(map(neutralise, group.ethnic_or_religious)))
    traits.append(say("nationals of {country}", country=say_country(group.nationality)) if group.nationality else "")
    if group.occupation and group.occupation.casefold() not in group.description.casefold():
        traits.append(neutralise(group.occupation))
    traits += [label(v, i) for v, i in (("age_groups", group.age_group), ("sexes", group.sex)) if i]
    return [trait for trait in traits if trait]


def say_weapon(weapon: Weapon) -> str:
    """Return what was used: the codebook's type, its class where that says more, and the report's words."""
    kind = label("weapon_classes", weapon.class_)
    type_ = label("weapon_types", weapon.type) if weapon.type else kind
    words = type_ if type_.startswith(kind) else f"{type_} ({kind})"
    return join_parts([words, quote(weapon.text) if weapon.text else ""])


_TOWARDS: Mapping[str, str] = {
    **dict.fromkeys(
        ("demand", "refusal", "condolence", "visit", "claim_of_responsibility"), mark("{what} to {target}")
    ),
    **dict.fromkeys(
        ("criticism", "condemnation", "investigation", "arrest", "trial", "sentence", "burial", "rescue"),
        mark("{what} of {target}"),
    ),
    **dict.fromkeys(
        ("protest", "sit_in", "strike", "retaliation", "military_operation"), mark("{what} against {target}")
    ),
    **dict.fromkeys(("compensation", "mourning", "commemoration"), mark("{what} for {target}")),
}
"""How a response is told with whom it is aimed at."""
_ABOUT = mark("{what} about {target}")


_IMPLIED: Mapping[str, str] = {"demand": "demanded", "refusal": "refused", "denial_of_responsibility": "denied"}
"""The status that a response has by being what it is."""


def say_response(response: Response, of: Place) -> str:
    """Return a step of the aftermath of an incident at the place `of`: what, to whom, by whom, where, how long."""
    plain = ("done", _IMPLIED.get(response.type))
    what = capitalise(label("response_types", response.type))
    if response.status not in plain:
        what = _add_about(what, label("response_statuses", response.status))
    if response.target:
        what = say(_TOWARDS.get(response.type, _ABOUT), what=what, target=neutralise(response.target))
    if response.actor:
        # "Condemnation of killings by the army" would say whose killings they were, which nobody does here.
        by = mark("{what}, by {actor}") if response.target else mark("{what} by {actor}")
        what = say(by, what=what, actor=neutralise(response.actor))
    where = _say_place_near(response.place, of, response.target or "") if response.place else ""
    if where:  # "Sit-in in Quetta" would stumble
        at = mark("{what} {where}") if response.target or response.actor else mark("{what}, {where}")
        what = say(at, what=what, where=where)
    extent = neutralise(response.quantity) if response.quantity else _say_days(response.duration_days)
    return join_parts([what, extent])


def _say_place_near(place: Place, of: Place, said: str = "") -> str:
    """Return where, "in Quetta", without the areas that another place, told of before, lies in too, and without the
    name that was `said` just before: "Visit to Quetta, in Quetta" would say it twice.
    """
    same_country = place.country == of.country
    same_area = same_country and place.admin1 == of.admin1
    short = replace(place, country=None if same_country else place.country, admin1=None if same_area else place.admin1)
    if place.name and re.search(rf"\b{re.escape(place.name)}\b", said, re.IGNORECASE):
        bare = replace(short, name=None, admin2=None)
        named = "" if same_area or place.relation != "in" else say_place(bare)
    else:
        named = say_place(short) or say_place(place)
    if not named or place.relation != "in":
        return named
    return say("at {place}", place=named) if place.precision == "exact" else say("in {place}", place=named)


def _say_days(days: int | None) -> str:
    return "" if days is None else say_several("{number} day", "{number} days", days)


# --- what attachments show --------------------------------------------------------------------------------------------


def say_medium(type_: str | None) -> str:
    """Return what an attachment is: "picture", "video", "sound"."""
    kinds = {"image": mark("picture"), "video": mark("video"), "audio": mark("sound")}
    return say(kinds.get((type_ or "").partition("/")[0], mark("attachment")))


def say_part(box: Sequence[float], seconds: Sequence[float]) -> str:
    """Return where in an attachment something is: "30 × 40 % at 10, 20 %", "1:02 to 1:10"."""
    left, top, width, height = (say_number(round(share * 100)) for share in box) if box else ("", "", "", "")
    place = {"left": left, "top": top, "width": width, "height": height}
    where = say("{width} × {height} % at {left}, {top} %", **place) if box else ""
    first, last = (_say_clock(second) for second in seconds) if seconds else ("", "")
    return join_parts([where, first if first == last else say("{first} to {last}", first=first, last=last)])


def _say_clock(seconds: float) -> str:
    minutes, rest = divmod(round(seconds, 1), 60)
    return say_digits(f"{int(minutes)}:{rest:04.1f}".removesuffix(".0"))


# --- who says so ------------------------------------------------------------------------------------------------------


def say_source(speakers: Iterable[str]) -> str:
    """Return who says so, "according to police and the ministry", or nothing where nobody is named."""
    named = join_words(map(_say_nested, dict.fromkeys(speakers)))
    return say("according to {speaker}", speaker=named) if named else ""


def _say_nested(speaker: str) -> str:
    """Return a speaker who passes on what another said: "the ministry, quoting witnesses"."""
    said, *quoted = neutralise(speaker).split(" > ")
    for other in quoted:
        said = say("{speaker}, quoting {other}", speaker=said, other=other)
    return said


def say_speaker(speaker: str, role: str | None) -> str:
    """Return a speaker with the part in which it speaks: "the ministry (government)"."""
    return _add_about(_say_nested(speaker), label("speaker_roles", role) if role and role != "unknown" else "")


def say_attribution(attribution: Attribution) -> str:
    """Return on what basis an act is laid to somebody, and by whom, in the codebook's words."""
    words = attribute(attribution.basis, _say_nested(attribution.by) if attribution.by else None)
    return join_parts([words, say_edtf(attribution.date) if attribution.date else ""])


# --- any value --------------------------------------------------------------------------------------------------------


def say_value(path: str, value: Json) -> str:
    """Return the value of the field at `path`, as JSON has it, in words."""
    field = load().field(path)
    shape, vocabulary = field.text("shape"), field.text("vocabulary")
    if value is None:
        return say("nothing")
    if shape == "count":
        return say_count(Count(value, value, value) if isinstance(value, int) else Count(**value))
    if shape == "when":
        return say_when(When(**value)) or say("no date")
    if shape == "place":
        return say_place(Place(**value)) or say("no place")
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
        separator = say("; ") if value and isinstance(value[0], Mapping) else say(", ")
        return separator.join(say_whole(f"{path}/{n}", item) for n, item in enumerate(value))
    field = load().field(path)
    if isinstance(value, Mapping) and field.text("shape") not in _SAID_AS_ONE:
        parts = {name: part for name, part in value.items() if part not in (None, [], "") and name not in _NAMES}
        said = {label_field(f"{path}/{n}").lower(): say_whole(f"{path}/{n}", p) for n, p in parts.items()}
        return join_parts(f"{label} {words}" for label, words in said.items())
    return say_value(path, value)


def say_json(value: Json) -> str:
    """Return a JSON value on one line, plain words without quotation marks."""
    if isinstance(value, bool):
        return say("yes") if value else say("no")
    return neutralise(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False))


def name_field(path: str) -> str:
    """Return what a path leads to, with what holds it: "Date", "Victims 2: outcome"."""
    head, *rest = path.strip("/").split("/")
    name = label_field(path)
    if not rest or not rest[0].isdigit():
        return name
    holder = f"{label_item(head)} {say_number(int(rest[0]) + 1)}"
    return say("{holder}: {field}", holder=holder, field=name.lower()) if len(rest) > 1 else holder
