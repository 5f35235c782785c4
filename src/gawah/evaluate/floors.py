"""Floors under the quality of reading: figures below which a change is not let in.

A floor holds for the gold that it was measured on, and says which: the digest stands beside it, so that gold cannot
change without every floor being measured again. A file of floors is YAML::

    floors:
      - {field: type, f1: 0.90, gold_sha256: 5f2c…}
"""

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import yaml

from gawah.errors import GoldError
from gawah.evaluate.scoring import Evaluation
from gawah.evaluate.tally import CORE_FIELDS, ENOUGH, Score

_EVIDENCE_FIELDS = ("quoted", "witnessed")
"""Here nothing less than all is let in."""

_SHOWN = 12
"""Digits of a digest in a message."""


@dataclass(frozen=True, slots=True)
class Floor:
    """The least F1 that a field may have on the gold with this digest."""

    field: str
    f1: float
    gold_sha256: str


def load_floors(path: Path) -> tuple[Floor, ...]:
    """Return the floors of a file. Raises GoldError where it is no file of floors."""
    try:
        raw = yaml.safe_load(path.read_text(encoding="utf-8"))
        return tuple(_read_floor(floor) for floor in raw["floors"])
    except (OSError, UnicodeDecodeError, yaml.YAMLError, TypeError, KeyError, ValueError) as error:
        wanted = "a list `floors` of {field, f1, gold_sha256} is needed"
        raise GoldError(f"{path}: cannot be read as floors ({type(error).__name__}); {wanted}") from error


def _read_floor(raw: Any) -> Floor:
    return Floor(str(raw["field"]), float(raw["f1"]), str(raw["gold_sha256"]))


def check_floors(evaluation: Evaluation, floors: Sequence[Floor]) -> list[str]:
    """Return what is wrong, one line each: a field below its floor, a floor of other gold, a floor that is missing.

    A floor applies to a field with at least `ENOUGH` gold values; fewer say too little to stop anyone.
    """
    scores = evaluation.scores
    problems = [problem for floor in floors for problem in _check(floor, scores.get(floor.field, Score()), evaluation)]
    without = set(_list_fields(evaluation)) - {floor.field for floor in floors}
    missing = [f"{name}: {scores[name].gold} gold values and no floor; set one" for name in sorted(without)]
    return problems + missing


def _check(floor: Floor, score: Score, evaluation: Evaluation) -> Iterator[str]:
    if floor.gold_sha256 != evaluation.gold_sha256:
        ours, theirs = floor.gold_sha256[:_SHOWN], evaluation.gold_sha256[:_SHOWN]
        yield f"{floor.field}: the floor was set on gold {ours}, and gold is {theirs} now; measure it again"
    elif score.gold < ENOUGH:
        yield f"{floor.field}: {score.gold} gold values, and a floor needs {ENOUGH}; take it out"
    elif score.f1 < floor.f1:
        yield f"{floor.field}: F1 {score.f1:.4f} is below its floor of {floor.f1:.4f}"


def _list_fields(evaluation: Evaluation) -> list[str]:
    """Return the fields to which a floor applies."""
    wanted = (*CORE_FIELDS, *_EVIDENCE_FIELDS)
    return [name for name in wanted if evaluation.scores.get(name, Score()).gold >= ENOUGH]


def set_floors(evaluation: Evaluation, slack: float = 0.02) -> tuple[Floor, ...]:
    """Return floors `slack` below what was measured, rounded down to two places; for evidence, all of it."""
    return tuple(_set_floor(name, evaluation, slack) for name in _list_fields(evaluation))


def _set_floor(name: str, evaluation: Evaluation, slack: float) -> Floor:
    least = math.floor(round(100 * (evaluation.scores[name].f1 - slack), 6)) / 100
    return Floor(name, 1.0 if name in _EVIDENCE_FIELDS else max(0.0, least), evaluation.gold_sha256)


def write_floors(floors: Iterable[Floor]) -> str:
    """Return the floors as a file of floors has them."""
    text: str = yaml.safe_dump({"floors": [asdict(floor) for floor in floors]}, sort_keys=False)
    return text
