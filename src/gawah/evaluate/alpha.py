"""Krippendorff's alpha: how far those who code the same agree, beyond what chance would bring about.

    1 − observed disagreement / expected disagreement

after K. Krippendorff, "Computing Krippendorff's Alpha-Reliability" (2011), for any number of coders, with values
missing, and with a distance for each level of measurement. For sets of words the distance is MASI's: R. Passonneau,
"Measuring Agreement on Set-valued Items (MASI)" (LREC 2006).
"""

from collections import Counter
from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import Any, Literal, TypeAlias

Level = Literal["nominal", "ordinal", "interval", "ratio", "set"]
Distance: TypeAlias = Callable[[Any, Any], float]


def measure_alpha(units: Sequence[Sequence[Hashable]], level: Level) -> float | None:
    """Return alpha over `units`, each with the values that coders gave it, those that gave none left out.

    1 is agreement, 0 what chance would give, and less than that disagreement with a system. None where it cannot be
    told: where fewer than two gave a value anywhere, or everybody gave the same value everywhere.
    """
    paired = [unit for unit in units if len(unit) > 1]
    counts = Counter(value for unit in paired for value in unit)
    many = counts.total()
    if many < 2:
        return None
    distance = _choose_distance(level, counts)
    observed = sum(_sum_pairs(Counter(unit), distance) / (len(unit) - 1) for unit in paired) / many
    expected = _sum_pairs(counts, distance) / (many * (many - 1))
    return 1 - observed / expected if expected else None


def _sum_pairs(counts: Mapping[Hashable, int], distance: Distance) -> float:
    """Return the sum of distances over all ordered pairs of the values counted; equal ones lie 0 apart."""
    values = list(counts.items())
    pairs = ((one, other) for n, one in enumerate(values) for other in values[:n])
    return sum(2.0 * a * b * distance(one, other) for (one, a), (other, b) in pairs)


def _choose_distance(level: Level, counts: Mapping[Any, int]) -> Distance:
    if level == "ordinal":
        return _rank(counts)
    return _DISTANCES[level]


def _square(a: float, b: float) -> float:
    return float(a - b) ** 2


def _relate(a: float, b: float) -> float:
    """Return the squared share of the sum that the difference is: 1 and 2 lie as far apart as 100 and 200."""
    return ((a - b) / (a + b)) ** 2 if a + b else 0.0


def _rank(counts: Mapping[Any, int]) -> Distance:
    """Return the distance of ranks: how many values were given between two, themselves by half."""
    ordered = sorted(counts)
    below = {value: sum(counts[v] for v in ordered[:n]) + counts[value] / 2 for n, value in enumerate(ordered)}
    return lambda a, b: float(below[a] - below[b]) ** 2


def measure_masi(one: frozenset[Any], other: frozenset[Any]) -> float:
    """Return how far two sets lie apart: by what they share, and by whether one holds the other."""
    shared = one & other
    whole = one | other
    if not whole or one == other:
        return 0.0
    kept = 0.67 if shared in (one, other) and shared else 0.33 if shared else 0.0
    return 1 - len(shared) / len(whole) * kept


_DISTANCES: Mapping[str, Distance] = {
    "nominal": lambda one, other: 1.0,
    "interval": _square,
    "ratio": _relate,
    "set": measure_masi,
}
