"""Mentions: what is compared of one incident as one report tells it, flat, so that a million of them fit in a table.

A mention is computed from an incident of one report alone, and from nothing else: how two mentions compare depends on
the two, not on what else is known or on the order in which they came.
"""

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from gawah.codebook import adopted, load
from gawah.codebook.rows import read_row
from gawah.errors import StoreError
from gawah.gazetteer.actors import actor
from gawah.gazetteer.personal_names import read_name
from gawah.gazetteer.places.spelling import fold, skeleton
from gawah.linking.copies import sketch_text
from gawah.linking.days import bound_days, number_day
from gawah.linking.responses import Step
from gawah.linking.terms import list_names, list_own_words, list_terms, load_common_words
from gawah.model import Count, Incident, Perpetrator, Place, Text


@dataclass(frozen=True, slots=True)
class Mention:
    """One incident as one report tells it."""

    event_id: str
    text_sha256: str
    first_day: int | None = None
    """Days since 1970-01-01 of the first and the last day on which it can have been; None where that is not known."""
    last_day: int | None = None
    country: str | None = None
    admin1: str | None = None
    """Skeleton of the province's name."""
    place: str | None = None
    """Skeleton of the place's name; None where no more than a province is known."""
    lat: float | None = None
    lon: float | None = None
    radius_km: float | None = None
    """How far from the position it can have been."""
    precision: str = "unknown"
    type: str | None = None
    types: tuple[str, ...] = ()
    """The type and all that stand beside it."""
    actors: tuple[str, ...] = ()
    """Ids and folded names of the perpetrators, and of what they are branches of."""
    sides: tuple[str, ...] = ()
    """Ids and folded names of the perpetrators alone; empty where no side with a name is told."""
    people: tuple[str, ...] = ()
    """What the victims are: communities, nationalities, trades; folded."""
    names: tuple[str, ...] = ()
    """Victims' names as `gawah.gazetteer.personal_names` reduces them, without their gaps."""
    killed: int | None = None
    """The best number of the dead, attackers not among them; None where none is told."""
    injured: int | None = None
    means: tuple[str, ...] = ()
    """Classes of weapons."""
    words: tuple[str, ...] = ()
    """Names in the sentences that tell of it, other than those of its place and actors; skeletons of words."""
    spots: tuple[str, ...] = ()
    """Names in that of its place; skeletons of words. What is the place in one report is a name in another."""
    terms: tuple[str, ...] = ()
    """Other words in these sentences that few reports have (`gawah.linking.terms`)."""
    told_on: int | None = None
    """The day on which the report was published."""
    year_day: int | None = None
    """The day of the year, 1 to 366, where it is one day; known also where the year is not."""
    passages: tuple[str, ...] = ()
    """The sketch of its text, by which copies are known (`gawah.linking.copies`)."""
    rows_of: str | None = None
    """The list of which it is a row, where each of its rows is an incident of its own."""
    steps: tuple[Step, ...] = ()
    """The responses to it."""


def take_mention(
    event_id: str,
    text: Text,
    incident: Incident,
    alone: bool = False,
    steps: Sequence[Step] = (),
    rows_of: str | None = None,
) -> Mention:
    """Return the mention of `incident`, which the event `event_id` of a text tells of, `alone` or beside others.

    `steps` are the responses to it; `rows_of` is the list of which it is a row, where each row is one of its own.
    """
    first, last = _bound_days(incident, text)
    place, sides = incident.place, _list_sides(incident.perpetrators)
    told, plain = _take_told(incident, text, alone), _list_plain(incident)
    return Mention(
        event_id,
        text.sha256,
        first,
        last,
        place.country,
        _reduce(place.admin1),
        _name_place(place),
        place.lat,
        place.lon,
        place.radius_km if place.lat is not None else None,
        place.precision,
        _widen_type(incident.type),
        tuple(t for t in map(_widen_type, (incident.type, *incident.also_types)) if t),
        tuple(sorted({name for side in sides for name in _line(side)} | _list_parents(incident.perpetrators))),
        sides,
        _list_people(incident),
        _list_names(incident),
        _read_count(incident.killed),
        _read_count(incident.injured),
        tuple(sorted({weapon.class_ for weapon in incident.weapons} - {"unknown"})),
        list_names(told, plain, _MOST_WORDS),
        tuple(sorted(set(map(skeleton, list_own_words(place.name))))),
        list_terms(told, plain, _MOST_WORDS),
        number_day(text.published),
        _number_in_year(incident.date.edtf),
        sketch_text(text.content) if text.kind != "dataset" else (),
        rows_of,
        tuple(steps),
    )


def _bound_days(incident: Incident, text: Text) -> tuple[int | None, int | None]:
    """Return the first and the last day on which it can have been, where both are known.

    News without a day is of the days before it was published.
    """
    when = incident.date
    about = {"start": when.start, "end": when.end, "after": when.after, "before": when.before}
    first, last = bound_days(about)
    if first is not None:
        return first, last
    published = number_day(text.published)
    if published is None or incident.told_as != "news" or text.kind in _LOOKING_BACK or when.edtf:
        return None, None
    return published - _NEWS_DAYS, published


def _number_in_year(edtf: str | None) -> int | None:
    """Return the day of the year, as in a leap year, that "2015-04-15" and "XXXX-04-15" tell."""
    found = re.fullmatch(r"(?:\d{4}|XXXX)(-\d\d-\d\d)", edtf or "")
    day, start = (number_day(f"2000{rest}") for rest in (found[1] if found else "", "-01-01"))
    return None if day is None or start is None else day - start + 1


_NEWS_DAYS = 2
_LOOKING_BACK = ("encyclopedia", "dataset", "court")
"""Kinds of reports that come long after what they tell of."""


def _name_place(place: Place) -> str | None:
    """Return the skeleton of a place's own name; a province or country is no place of its own here.

    "The Somali town of Baidoa" is named Baidoa, "a Congo village" has no name, Mexico City keeps both its words.
    """
    own = " ".join(list_own_words(place.name)) or (place.name if place.lat is not None else None)
    name = _reduce(own)
    return None if name in (_reduce(place.admin1), _reduce(place.country)) and place.precision in _WIDE else name


_WIDE = ("province", "country", "unknown")


def _reduce(name: str | None) -> str | None:
    return (skeleton(fold(name)) or None) if name else None


def _list_sides(perpetrators: Sequence[Perpetrator]) -> tuple[str, ...]:
    """Return the actors whom somebody holds to have done it; who denies it, or was acquitted, is no witness to it."""
    held = [p for p in perpetrators if p.attribution not in ("denied", "acquitted") and _is_named(p)]
    return tuple(sorted({p.actor_id or fold(p.name) for p in held}))


def _is_named(perpetrator: Perpetrator) -> bool:
    """Whether this is somebody rather than "unknown gunmen"."""
    if perpetrator.actor_id is not None:
        return True
    is_written_as_name = perpetrator.kind != "unknown" and perpetrator.name != perpetrator.name.lower()
    return is_written_as_name and bool(_split([perpetrator.name]) - load_common_words())


def _line(side: str) -> set[str]:
    """Return a side's id and those of all that it is a branch of."""
    line: set[str] = set()
    at: str | None = side
    while at and at not in line:
        line.add(at)
        known = actor(at)
        at = known.parent if known else None
    return line


def _widen_type(type_: str | None) -> str | None:
    """Return a type, or the shipped one of which a project's narrower one is: the weights know no other."""
    overlay = adopted()
    own = overlay.types if overlay else {}
    return next((t for t in (type_, *load().list_wider(type_)) if t not in own), type_)


def _list_parents(perpetrators: Sequence[Perpetrator]) -> set[str]:
    named = [p for p in perpetrators if _is_named(p)]
    return {fold(p.parent) for p in named if p.parent} | {fold(p.name) for p in named}


def _list_people(incident: Incident) -> tuple[str, ...]:
    told: set[str] = set()
    for group in incident.victims:
        about = (*group.ethnic_or_religious, group.nationality, group.occupation)
        told |= {_singular(word) for words in about if words for word in fold(words).split()}
    return tuple(sorted(told))


def _singular(word: str) -> str:
    return word[:-1] if word.endswith("s") and len(word) > 4 else word


def _list_names(incident: Incident) -> tuple[str, ...]:
    persons = (person for group in incident.victims for person in group.persons)
    return tuple(sorted({key for person in persons if (key := read_name(person.name).key.replace(" ", ""))}))


def _read_count(count: Count | None) -> int | None:
    return None if count is None or count.said == "some" else count.best


def _take_told(incident: Incident, text: Text, alone: bool) -> str:
    """Return what a text tells of an incident, in sentences."""
    if text.kind == "dataset":
        return take_prose(text.content)
    return text.content[:_MOST_TEXT] if alone else " ".join(_list_sentences(incident, text.content))


def _list_plain(incident: Incident) -> set[str]:
    """Return the words of the names of its place and its actors, folded: they are compared by themselves."""
    place = incident.place
    known = [place.name, place.admin1, place.admin2, *(p.name for p in incident.perpetrators)]
    return _split([*known, *(p.parent for p in incident.perpetrators)])


_MOST_TEXT = 4000
_MOST_WORDS = 24


def take_prose(row: str) -> str:
    """Return the cells of a row that are sentences; names in its other cells are of places, actors and codes."""
    cells = (cell.value for cell in read_row(row))
    return "\n".join(dict.fromkeys(value for value in cells if len(value.split()) >= _LEAST_WORDS))


_LEAST_WORDS = 8
"""In a cell that is a sentence."""


def _list_sentences(incident: Incident, content: str) -> list[str]:
    """Return the stretches from full stop to full stop that its evidence stands in, each once, in order."""
    places = sorted({(e.start, e.end) for e in incident.evidence if e.start is not None and e.end is not None})
    found: dict[tuple[int, int], str] = {}
    for start, end in places:
        first = max(content.rfind(". ", 0, start), content.rfind("\n", 0, start)) + 1
        last = min((at for at in (content.find(". ", end), content.find("\n", end)) if at >= 0), default=len(content))
        found[first, last] = content[max(first - 2, 0) : last]
    return list(found.values())


def _split(names: Iterable[str | None]) -> set[str]:
    return {word for name in names if name for word in fold(name).split()}


def pack_mention(mention: Mention) -> bytes:
    """Return a mention as JSON; `unpack_mention` gives it back."""
    values = [getattr(mention, name) for name in _PLAIN]
    steps = [[getattr(step, name) for name in Step.__slots__] for step in mention.steps]
    return json.dumps([_FORM, *values, steps], ensure_ascii=False).encode("utf-8")


def unpack_mention(packed: bytes) -> Mention:
    """Return the mention that `pack_mention` packed. Raises StoreError for one of another form."""
    form, *values, steps = json.loads(packed)
    if form != _FORM:
        raise StoreError("what is compared of incidents was stored by another version; run `gawah verify --rebuild`")
    told: list[Any] = [*map(_freeze, values), tuple(Step(*map(_freeze, step)) for step in steps)]
    return Mention(*told)


_FORM = 5
"""Of packed mentions; another number where the fields of mentions or steps change."""
_PLAIN = Mention.__slots__[:-1]


def _freeze(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value
