"""Persons: which entries of reports or lists name one person, by name, age, sex, place, day, outcome and occupation.

Two entries are weighed as two incidents are (`person_weights.yaml`): what they score depends on the two alone. Where
nobody is named, what is left is weighed; it rarely is enough.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from gawah.gazetteer.personal_names import read_name
from gawah.gazetteer.places.spelling import fold, skeleton
from gawah.linking.few import weigh_rows
from gawah.linking.score import Kind, Rule, ScoredPair, Weights, load_weights, make_rows_table


@dataclass(frozen=True, slots=True)
class PersonMention:
    """One entry of a list, or one person as one report names him or her."""

    id: str
    source: str
    """The report or the list that it stands in."""
    name: str | None = None
    aliases: tuple[str, ...] = ()
    age_low: int | None = None
    """Years; both bounds where a bracket is told, the same twice where an age is."""
    age_high: int | None = None
    sex: str | None = None
    first_day: int | None = None
    """Days since 1970-01-01 of the first and the last day on which it can have been."""
    last_day: int | None = None
    place: str | None = None
    province: str | None = None
    lat: float | None = None
    lon: float | None = None
    outcome: str | None = None
    occupation: str | None = None


def score_persons(mentions: Sequence[PersonMention], weights: Weights | None = None) -> list[ScoredPair]:
    """Return the pairs that may be one person, by ids; those below the weights' `unsure` are left out.

    All are compared with all, so this is for the persons of one incident; `score_lists` is for long lists.
    """
    weights = weights or load_weights("person_weights")
    return weigh_rows([_write_row(m, weights) for m in mentions], _KINDS, weights, [Rule("true")])


def score_lists(mentions: Sequence[PersonMention], weights: Weights | None = None) -> list[ScoredPair]:
    """Return the pairs of entries of lists that may be one person; compared are those that `BLOCKS` bring together."""
    weights = weights or load_weights("person_weights")
    rows = [_write_row(m, weights) | {"source": None} for m in mentions]  # a list may well have one person twice
    return weigh_rows(rows, _KINDS, weights, BLOCKS)


def write_table(mentions: Sequence[PersonMention], weights: Weights) -> Any:
    """Return an Arrow table with a row for each entry, for Splink."""
    return make_rows_table([_write_row(m, weights) for m in mentions], _KINDS)


BLOCKS = (
    Rule("l.name = r.name"),
    Rule("l.sorted = r.sorted"),
    Rule("l.consonants = r.consonants"),
    Rule("l.brief = r.brief"),
    Rule("l.given = r.given and l.month = r.month"),
    Rule("l.given = r.given and l.place = r.place"),
    Rule("l.family = r.family and l.month = r.month"),
    Rule("l.family = r.family and l.place = r.place"),
    Rule("l.month = r.month and l.site = r.site and (l.name is null or r.name is null)"),
)
"""Entries that are compared: of one name however it is spelt, of one first or last word in one month or place; where
one of the two is not named, those of one month and place."""
_MONTH = 30.44


def _write_row(mention: PersonMention, weights: Weights) -> dict[str, Any]:
    name = read_name(mention.name or "")
    called = {key for alias in (mention.name, *mention.aliases) if alias and (key := read_name(alias).key)}
    first, last = mention.first_day, mention.last_day
    month = None if first is None or last is None or last - first > 45 else str(int((first + last) / 2 / _MONTH))
    place, province = _reduce(mention.place), _reduce(mention.province)
    return {
        "event_id": mention.id,
        "source": mention.source,
        "name": name.key or None,
        "words": list(name.words),
        "bones": list(name.bones),
        "rare": list(name.rare),
        "called": sorted(called),
        "script": name.script,
        "given": name.words[0] if name.words else None,
        "family": name.words[-1] if len(name.words) > 1 else None,
        "sorted": " ".join(sorted(name.words)) or None,
        "consonants": " ".join(sorted(name.bones)) or None,
        "brief": name.brief,
        "initials": name.has_initials,
        "age_low": mention.age_low,
        "age_high": mention.age_high if mention.age_high is not None else mention.age_low,
        "sex": mention.sex,
        "first_day": first,
        "last_day": last,
        "month": month,
        "place": place,
        "province": province,
        "site": place or province,
        "lat": mention.lat,
        "lon": mention.lon,
        "outcome": mention.outcome,
        "kin": weights.kin.get(mention.outcome or "", mention.outcome),
        "work": sorted({word.removesuffix("s") for word in fold(mention.occupation or "").split() if len(word) > 2}),
    }


def _reduce(name: str | None) -> str | None:
    return (skeleton(fold(name)) or None) if name else None


_KINDS: Mapping[str, Kind] = {
    **dict.fromkeys(("words", "bones", "rare", "called", "work"), "words"),
    **dict.fromkeys(("age_low", "age_high", "first_day", "last_day"), "int"),
    **dict.fromkeys(("lat", "lon"), "number"),
    "initials": "flag",
}


def describe_within(told: Iterable[PersonMention]) -> list[PersonMention]:
    """Return the persons of one incident, who have its day and its place in common, whatever these are."""
    return [replace(mention, first_day=0, last_day=0, place="incident") for mention in told]
