"""The sub-classes of mistakes, by field, as "off by one day", "over", "wrong granularity", "basis only: a → b"."""

import datetime
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from gawah.evaluate.flat import Flat
from gawah.evaluate.names import within
from gawah.evaluate.pairing import rate_incidents
from gawah.model import Json

_ONE_STORY = 2.0
"""From this affinity on, two incidents tell of one event: if one is without partner, two were merged or one split."""

_A_WEEK = 7

_LISTS = {
    "perpetrators": "perpetrators",
    "accused": "perpetrators",
    **{name: name for name in ("weapons", "community", "nationality", "occupation", "campaign", "motive")},
    "responses": "responses",
    "statements": "responses",
}
"""Fields that hold several values, and the list in which they stand."""


def name_missed_incident(gold: Flat, predictions: Sequence[Flat]) -> str:
    """Return whether a gold incident without a partner was merged into another or missed."""
    return "merged" if any(rate_incidents(gold, p) >= _ONE_STORY for p in predictions) else "missed"


def name_spurious_incident(predicted: Flat, golds: Sequence[Flat]) -> str:
    """Return whether a predicted incident without a partner was split from another or is spurious."""
    return "split" if any(rate_incidents(gold, predicted) >= _ONE_STORY for gold in golds) else "spurious"


def name_one_too_many(field: str, gold: Flat) -> str:
    """Return how a value is too much in a pair of incidents: gold has none at all, or fewer."""
    return "one too many" if field in _LISTS and getattr(gold, _LISTS[field]) else "gold has none"


def name_missing(field: str) -> str:
    """Return how a value is missing in a pair of incidents."""
    return "one is missing" if field in _LISTS else "no value"


def name_wrong_value(field: str, gold: Json, predicted: Json, ours: Flat, theirs: Flat) -> str:
    """Return how a value is wrong; `ours` and `theirs` are the incidents that it stands in."""
    if field == "place":
        return _name_place(ours, theirs)
    return _NAMES.get(field, _name_confusion)(gold, predicted)


def _name_confusion(gold: Json, predicted: Json) -> str:
    return f"{_show(gold)} → {_show(predicted)}"


def _show(value: Json) -> str:
    return str(value) if not isinstance(value, bool) else "claimed" if value else "not claimed"


def _name_date(gold: str, predicted: str) -> str:
    if gold.startswith(predicted):
        return "precision"
    if gold[5:] == predicted[5:]:
        return "without its year" if "X" in predicted[:4] else "wrong year"
    days = _count_days(gold, predicted)
    if days is None or days > _A_WEEK:
        return "another date"
    return "off by one day" if days == 1 else "off by a week or less"


def _count_days(a: str, b: str) -> int | None:
    try:
        return abs((datetime.date.fromisoformat(a) - datetime.date.fromisoformat(b)).days)
    except ValueError:  # a month, a year, or a day without its year
        return None


def _name_number(gold: int, predicted: int) -> str:
    return "over" if predicted > gold else "under"


def _name_bounds(gold: Sequence[Json], predicted: Sequence[Json]) -> str:
    wrong = [name for name, a, b in zip(("low", "high"), gold, predicted, strict=True) if a != b]
    return f"bounds: {' and '.join(wrong)}"


def _name_place(ours: Flat, theirs: Flat) -> str:
    if ours.country and theirs.country and ours.country != theirs.country:
        return "wrong country"
    if within(ours.place, theirs.place):
        return "same name, far away"
    if within(ours.admin1, theirs.place) or within(ours.place, theirs.admin1):
        return "wrong granularity"
    return "another place"


def _name_accusation(gold: Sequence[Json], predicted: Sequence[Json]) -> str:
    return f"basis only: {gold[1]} → {predicted[1]}"


def _name_act(gold: Sequence[Json], predicted: Sequence[Json]) -> str:
    return "another actor" if gold[0] == predicted[0] else f"{gold[0]} → {predicted[0]}"


_WRONG_NAME = ("perpetrators", "response_actor", "claim_by")
_OTHER_WORDS = ("claim_channel", "occupation", "campaign", "motive")

_NAMES: Mapping[str, Callable[[Any, Any], str]] = {
    "date": _name_date,
    "response_date": _name_date,
    "accused": _name_accusation,
    "responses": _name_act,
    "statements": _name_act,
    **dict.fromkeys(("killed", "injured", "abducted"), _name_number),
    **dict.fromkeys(("killed_range", "injured_range", "abducted_range"), _name_bounds),
    **dict.fromkeys(_WRONG_NAME, lambda gold, predicted: "wrong name"),
    **dict.fromkeys(_OTHER_WORDS, lambda gold, predicted: "other words"),
}
"""How a wrong value's sub-class is named; where no way is told, gold and prediction name it."""
