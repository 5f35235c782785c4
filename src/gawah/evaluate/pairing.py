"""Which gold incident and which predicted incident are one, and which items of two sets are."""

import math
from collections.abc import Callable, Sequence
from typing import TypeVar

from gawah.evaluate.flat import Actor, Flat, Range
from gawah.evaluate.names import alike, within

Gold = TypeVar("Gold")
Predicted = TypeVar("Predicted")

SAME_INCIDENT = 1.0
"""Two incidents with less affinity than this are not paired."""

_SAME_SPOT_KM = 25.0
_SAME_NAME_KM = 100.0
_EARTH_DIAMETER_KM = 12742.0


# --- pairing ----------------------------------------------------------------------------------------------------------


def pair(
    golds: Sequence[Gold], predictions: Sequence[Predicted], rate: Callable[[Gold, Predicted], float], floor: float
) -> list[tuple[int, int]]:
    """Return the index pairs of what belongs together, each index once, by gold's index; none rated below `floor`.

    The highest rates are paired first, ties going to the earlier; then chains of exchanges pair what is left, so that
    no more pairs are possible.
    """
    rates = [[rate(gold, predicted) for predicted in predictions] for gold in golds]
    candidates = [(rate, i, j) for i, row in enumerate(rates) for j, rate in enumerate(row) if rate >= floor]
    of_gold: dict[int, int] = {}
    of_predicted: dict[int, int] = {}
    for _, i, j in sorted(candidates, key=lambda c: (-c[0], c[1], c[2])):
        if i not in of_gold and j not in of_predicted:
            of_gold[i], of_predicted[j] = j, i
    for i in range(len(golds)):
        if i not in of_gold:
            _exchange(i, rates, floor, of_gold, of_predicted, set())
    return sorted(of_gold.items())


def _exchange(
    i: int,
    rates: list[list[float]],
    floor: float,
    of_gold: dict[int, int],
    of_predicted: dict[int, int],
    seen: set[int],
) -> bool:
    """Find a partner for gold `i`, moving others to another partner where that makes room; say whether it was found."""
    for j in sorted(range(len(rates[i])), key=lambda j: -rates[i][j]):
        if rates[i][j] < floor or j in seen:
            continue
        seen.add(j)
        if j not in of_predicted or _exchange(of_predicted[j], rates, floor, of_gold, of_predicted, seen):
            of_gold[i], of_predicted[j] = j, i
            return True
    return False


def rate_incidents(gold: Flat, predicted: Flat) -> float:
    """Return how much two incidents agree in their main fields: 0 to 5.25."""
    return (
        1.0 * same_type(gold, predicted)
        + 1.0 * same_date(gold.date, predicted.date)
        + 0.5 * (gold.country is not None and gold.country == predicted.country)
        + 1.0 * same_place(gold, predicted)
        + 1.0 * (best_of(gold.killed) is not None and best_of(gold.killed) == best_of(predicted.killed))
        + 0.5 * any(same_actor(a, b) for a in gold.perpetrators for b in predicted.perpetrators)
        + 0.25 * (gold.main and predicted.main)
    )


# --- when two values are the same -------------------------------------------------------------------------------------


def same_type(gold: Flat, predicted: Flat) -> bool:
    """Whether the types are equal, or one stands among the other's further types."""
    if not predicted.type:
        return False
    return predicted.type in {gold.type, *gold.also_types} or gold.type in predicted.also_types


def same_date(gold: str | None, predicted: str | None) -> bool:
    """Whether the prediction has the day, month or year that gold has; without a year, the month and day."""
    if not gold or not predicted:
        return False
    if "X" in gold[:4]:
        return predicted[5:] == gold[5:]
    return predicted[: len(gold)] == gold


def same_place(gold: Flat, predicted: Flat) -> bool:
    """Whether names agree in one country and within 100 km, or positions lie within 25 km."""
    if not predicted.place or (gold.country and predicted.country and gold.country != predicted.country):
        return False
    far = _distance_km(gold.position, predicted.position)
    if far <= _SAME_SPOT_KM:
        return True
    return bool(gold.place) and within(gold.place, predicted.place) and (far <= _SAME_NAME_KM or far == math.inf)


def _distance_km(a: tuple[float, float] | None, b: tuple[float, float] | None) -> float:
    """Return the great-circle distance in kilometres; infinity where a position is missing."""
    if a is None or b is None:
        return math.inf
    (lat_a, lon_a), (lat_b, lon_b) = a, b
    p, q = math.radians(lat_a), math.radians(lat_b)
    across = math.cos(p) * math.cos(q) * math.sin(math.radians(lon_b - lon_a) / 2) ** 2
    return _EARTH_DIAMETER_KM * math.asin(math.sqrt(min(1, math.sin((q - p) / 2) ** 2 + across)))


def same_actor(gold: Actor, predicted: Actor) -> bool:
    """Whether it is the same body; a branch agrees with gold's parent only where the prediction names that parent."""
    return alike(gold.name, predicted.name) or (bool(predicted.parent) and alike(gold.name, predicted.parent))


def same_accused(gold: Actor, predicted: Actor) -> bool:
    """Whether the same body is named on the same basis."""
    return same_actor(gold, predicted) and gold.attribution == predicted.attribution


def best_of(count: Range | None) -> int | None:
    """Return the best figure of a count."""
    return count.best if count else None


def same_range(gold: Range, predicted: Range) -> bool:
    """Whether the bounds are equal; a bound open on one side only agrees where the best figures do."""

    def agree(ours: int | None, theirs: int | None) -> bool:
        return ours == theirs or (None in (ours, theirs) and gold.best == predicted.best)

    return agree(gold.low, predicted.low) and agree(gold.high, predicted.high)
