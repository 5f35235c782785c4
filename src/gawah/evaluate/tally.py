"""Counts of right, predicted and gold values, and the figures made of them."""

import random
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

CORE_FIELDS = (
    *("incidents", "type", "date", "country", "place", "killed", "killed_range", "injured", "perpetrators", "accused"),
    *("claim", "community", "weapons", "responses"),
)
"""The fields whose F1 is averaged."""

ENOUGH = 40
"""A field with fewer gold values than this says too little by itself: in the mean, such fields are pooled as one."""

_ROUNDS = 400
_SEED = 1


@dataclass(frozen=True, slots=True)
class Score:
    """How many values are right, were predicted, and stand in gold."""

    right: int = 0
    predicted: int = 0
    gold: int = 0

    def __add__(self, other: "Score") -> "Score":
        return Score(self.right + other.right, self.predicted + other.predicted, self.gold + other.gold)

    @property
    def precision(self) -> float:
        """The share of predicted values that are right; 0 where nothing was predicted."""
        return self.right / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        """The share of gold values that were found; 0 where gold has none."""
        return self.right / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        p, r = self.precision, self.recall
        return 2 * p * r / (p + r) if p + r else 0.0

    def to_json(self) -> dict[str, float]:
        """Return the figures by name, shares rounded to four places."""
        shares = {"p": self.precision, "r": self.recall, "f1": self.f1}
        counts = {"right": self.right, "predicted": self.predicted, "gold": self.gold}
        return {**{name: round(share, 4) for name, share in shares.items()}, **counts}


@dataclass(frozen=True, slots=True)
class Deaths:
    """The dead in gold, and by how many predictions went over and under, summed over incidents."""

    gold: int = 0
    over: int = 0
    under: int = 0

    def __add__(self, other: "Deaths") -> "Deaths":
        return Deaths(self.gold + other.gold, self.over + other.over, self.under + other.under)


Scores = Mapping[str, Score]
"""A score by field."""


def add_scores(parts: Iterable[Scores]) -> dict[str, Score]:
    """Return the sum of scores field by field; fields stand in the order in which they first appear."""
    total: defaultdict[str, Score] = defaultdict(Score)
    for part in parts:
        for field, score in part.items():
            total[field] += score
    return dict(total)


def average_f1(scores: Scores) -> float:
    """Return the mean F1 of the core fields: those with `ENOUGH` gold values singly, the others pooled as one more."""
    core = [scores[field] for field in CORE_FIELDS if field in scores]
    singly = [score for score in core if score.gold >= ENOUGH]
    pooled = sum((score for score in core if score.gold < ENOUGH), Score())
    means = [_f1_of_counts(score) for score in [*singly, *([pooled] if pooled.gold else [])]]
    return sum(means) / len(means) if means else 0.0


def _f1_of_counts(score: Score) -> float:
    """F1 from the counts; it differs from `Score.f1` in the last binary digit only, and the benchmark has both."""
    return 2 * score.right / (score.predicted + score.gold) if score.predicted + score.gold else 0.0


def estimate_interval(documents: Sequence[Scores]) -> tuple[float, float]:
    """Return the 95% bootstrap interval of the mean F1 over documents, drawn with a fixed seed."""
    if not documents:
        return 0.0, 0.0
    rng = random.Random(_SEED)
    core = [_count_core(scores) for scores in documents]
    means = sorted(_average_draw(rng.choices(core, k=len(core))) for _ in range(_ROUNDS))
    return means[int(0.025 * _ROUNDS)], means[int(0.975 * _ROUNDS) - 1]


_Counts = list[tuple[int, int, int, int]]


def _count_core(scores: Scores) -> _Counts:
    """Return (index of the core field, right, predicted, gold) for the core fields of one document."""
    found = ((n, scores.get(field)) for n, field in enumerate(CORE_FIELDS))
    return [(n, score.right, score.predicted, score.gold) for n, score in found if score]


def _average_draw(draw: Iterable[_Counts]) -> float:
    """Return the mean F1 of the documents drawn; plain sums, as this runs hundreds of times."""
    sums = [[0, 0, 0] for _ in CORE_FIELDS]
    for counts in draw:
        for n, right, predicted, gold in counts:
            total = sums[n]
            total[0] += right
            total[1] += predicted
            total[2] += gold
    return average_f1({field: Score(*total) for field, total in zip(CORE_FIELDS, sums, strict=True) if any(total)})
