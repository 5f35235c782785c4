"""What gold and prediction have in each field of a pair of incidents, value by value, and whether they agree."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from gawah.evaluate.flat import QUOTED_FIELDS, Act, Actor, Flat, Item, Range, list_field_quotes
from gawah.evaluate.names import (
    alike,
    fold,
    list_words,
    load_words,
    overlap_quotes,
    rate_weapons,
    share_of_words,
    within,
)
from gawah.evaluate.pairing import (
    best_of,
    pair,
    same_accused,
    same_actor,
    same_date,
    same_place,
    same_range,
    same_type,
)
from gawah.model import Json

T = TypeVar("T")

_PAIRED = 0.5
"""From this rate on, two items of a set are one."""

_SAME_RESPONSE = 1.0
"""From this rate on, two responses are one: the actors are alike, or half of the words of the quotes are shared."""

_SUPPORTED = 0.5
"""From this share of gold's words on, a quote says what gold's quote says."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """One value of a field: as gold has it, as the prediction has it, and whether the two agree."""

    field: str
    gold: Item | None
    predicted: Item | None
    right: bool


ALWAYS_COMPARED = (
    *("type", "date", "country", "place", "killed", "injured", "abducted", "perpetrators", "accused", "nationality"),
    *("weapons", "community", "occupation", "campaign", "motive", "claim", "claim_by", "responses", "statements"),
)
"""Fields that every pair of incidents is compared in, whether or not either has a value."""


def compare(gold: Flat, predicted: Flat) -> list[Verdict]:
    """Return the verdicts on all fields of a pair; either side is `NOTHING` where it has no such incident."""
    return [
        *_compare_facts(gold, predicted),
        *_compare_counts(gold, predicted),
        *_compare_sets(gold, predicted),
        *_compare_claims(gold, predicted),
        *_compare_responses(gold.responses, predicted.responses),
    ]


def _judge(field: str, gold: Item | None, predicted: Item | None, right: bool) -> Iterator[Verdict]:
    """Yield the verdict on a single value, where either side has one."""
    if gold or predicted:
        yield Verdict(field, gold, predicted, bool(gold and predicted and right))


def _take(value: Json, path: str) -> Item | None:
    return None if value is None else Item(value, path)


def _judge_set(
    field: str,
    golds: Sequence[T],
    predictions: Sequence[T],
    rate: Callable[[T, T], float],
    show: Callable[[T], Item],
    floor: float = _PAIRED,
) -> Iterator[Verdict]:
    """Yield the verdicts on two sets that are matched one to one."""
    found = dict(pair(golds, predictions, rate, floor))
    for i, gold in enumerate(golds):
        theirs = show(predictions[found[i]]) if i in found else None
        yield Verdict(field, show(gold), theirs, i in found)
    for j, predicted in enumerate(predictions):
        if j not in found.values():
            yield Verdict(field, None, show(predicted), False)


# --- the fields -------------------------------------------------------------------------------------------------------


def _compare_facts(gold: Flat, theirs: Flat) -> Iterator[Verdict]:
    def judge(field: str, path: str, right: bool) -> Iterator[Verdict]:
        return _judge(field, _take(getattr(gold, field), path), _take(getattr(theirs, field), path), right)

    yield from judge("type", "/type", same_type(gold, theirs))
    yield from judge("date", "/date", same_date(gold.date, theirs.date))
    yield from judge("country", "/place", gold.country == theirs.country)
    yield from judge("place", "/place", same_place(gold, theirs))


def _compare_counts(gold: Flat, theirs: Flat) -> Iterator[Verdict]:
    for field in ("killed", "injured", "abducted"):
        ours: Range | None = getattr(gold, field)
        other: Range | None = getattr(theirs, field)
        best, their_best, path = best_of(ours), best_of(other), f"/{field}"
        yield from _judge(field, _take(best, path), _take(their_best, path), best == their_best)
        if ours and ours.low is not None:  # without a lower bound gold has no range to be held to
            right = other is not None and same_range(ours, other)
            yield from _judge(f"{field}_range", _show_bounds(ours, path), _show_bounds(other, path), right)


def _show_bounds(count: Range | None, path: str) -> Item | None:
    return Item((count.low, count.high), path) if count else None


def _compare_sets(gold: Flat, theirs: Flat) -> Iterator[Verdict]:
    ours, others = gold.perpetrators, theirs.perpetrators
    yield from _judge_set("perpetrators", ours, others, _likeness(same_actor), _show_name)
    yield from _judge_set("accused", ours, others, _likeness(same_accused), _show_basis)
    for field, rate in _SETS.items():
        yield from _judge_set(field, getattr(gold, field), getattr(theirs, field), rate, _show_item)


def _likeness(agree: Callable[[T, T], bool]) -> Callable[[T, T], float]:
    return lambda a, b: float(agree(a, b))


def _by_value(rate: Callable[[Json, Json], float]) -> Callable[[Item, Item], float]:
    return lambda a, b: float(rate(a.value, b.value))


_SETS: dict[str, Callable[[Item, Item], float]] = {
    "nationality": _by_value(lambda a, b: a == b),
    "weapons": _by_value(rate_weapons),
    "community": _by_value(alike),
    "occupation": _by_value(within),
    "campaign": _by_value(within),
    "motive": _by_value(within),
}
"""Fields that are sets of words, and how alike two of their values are."""


def _show_item(item: Item) -> Item:
    return item


def _show_name(actor: Actor) -> Item:
    return Item(actor.name, actor.path)


def _show_basis(actor: Actor) -> Item:
    return Item((actor.name, actor.attribution), f"{actor.path}/attribution")


def _compare_claims(gold: Flat, theirs: Flat) -> Iterator[Verdict]:
    claimed, their_claimed = _take(gold.claimed, "/claimed"), _take(theirs.claimed, "/claimed")
    yield from _judge("claim", claimed, their_claimed, gold.claimed == theirs.claimed)
    by, their_by = _take(gold.claim_by, "/claims/0/by"), _take(theirs.claim_by, "/claims/0/by")
    yield from _judge("claim_by", by, their_by, alike(gold.claim_by, theirs.claim_by))
    if gold.claimed and gold.claim_channel:  # a channel is asked for only where gold names one
        shared = not {*list_words(gold.claim_channel)}.isdisjoint(list_words(theirs.claim_channel))
        path = "/claims/0/channel"
        yield from _judge("claim_channel", Item(gold.claim_channel, path), _take(theirs.claim_channel, path), shared)


# --- responses --------------------------------------------------------------------------------------------------------


def _compare_responses(golds: Sequence[Act], predictions: Sequence[Act]) -> Iterator[Verdict]:
    """Yield the verdicts on the aftermath; what is only a statement is counted apart from what was done."""
    for field, wanted in (("responses", False), ("statements", True)):
        ours = [act for act in golds if (act.type == "statement") is wanted]
        others = [act for act in predictions if (act.type == "statement") is wanted]
        yield from _judge_set(field, ours, others, _rate_acts, _show_act, _SAME_RESPONSE)
        for i, j in pair(ours, others, _rate_acts, _SAME_RESPONSE):
            yield from _compare_acts(ours[i], others[j])


def _rate_acts(gold: Act, predicted: Act) -> float:
    if gold.type != predicted.type:
        return 0.0
    return 1.0 * within(gold.actor, predicted.actor) + 2.0 * overlap_quotes(gold.quote, predicted.quote)


def _show_act(act: Act) -> Item:
    return Item((act.type, act.actor), act.path)


def _compare_acts(gold: Act, predicted: Act) -> Iterator[Verdict]:
    """Yield the verdicts on what gold tells of an act that was found."""
    if gold.date:
        date = _take(predicted.date, f"{predicted.path}/date")
        right = same_date(gold.date, predicted.date)
        yield from _judge("response_date", Item(gold.date, f"{gold.path}/date"), date, right)
    if gold.actor:
        actor = _take(predicted.actor, f"{predicted.path}/actor")
        right = within(gold.actor, predicted.actor)
        yield from _judge("response_actor", Item(gold.actor, f"{gold.path}/actor"), actor, right)


# --- quotes -----------------------------------------------------------------------------------------------------------


def compare_quotes(gold: Flat, predicted: Flat) -> Iterator[Verdict]:
    """Yield, for each field that both have quotes for, whether the prediction's quotes say the value.

    The type is left out: no word need say it.
    """
    for field in QUOTED_FIELDS:
        ours, theirs = (list_field_quotes(flat.incident, field) for flat in (gold, predicted))
        if field != "type" and ours and theirs:
            right = _supports(field, predicted, ours, " ".join(theirs))
            path = "/claims" if field == "claim" else f"/{field}"
            yield Verdict("supported", Item(ours, path), Item(theirs, path), right)


def _supports(field: str, predicted: Flat, ours: Sequence[str], text: str) -> bool:
    """Whether the prediction's quotes hold half of the words of one of gold's, or the value itself."""
    if any(share_of_words(quote, text) >= _SUPPORTED for quote in ours):
        return True
    value = _value_to_say(field, predicted)
    if field == "date" and value:
        return _says_day(str(value), text)
    if value in (None, ""):
        return False
    spelled = load_words().numbers
    said = isinstance(value, int) and value < len(spelled) and spelled[value] in list_words(text)
    # A value without words (no one is named, none died) has nothing that a quote could lack.
    return said or fold(value) in fold(text)


def _value_to_say(field: str, predicted: Flat) -> Json:
    if field in ("killed", "injured"):
        return best_of(getattr(predicted, field))
    if field == "perpetrators":
        return predicted.perpetrators[0].name if predicted.perpetrators else []
    if field == "weapons":
        return predicted.weapons[0].value if predicted.weapons else []
    return predicted.claim_by if field == "claim" else getattr(predicted, field)


def _says_day(date: str, text: str) -> bool:
    last = date.split("-")[-1]
    return last.isdigit() and not {last, str(int(last))}.isdisjoint(list_words(text))
