"""Scores against gold, by field, with every error by class: what `gawah evaluate` shows."""

from gawah.evaluate.document import DocumentResult
from gawah.evaluate.mistakes import Excerpt, Explain, Mistake
from gawah.evaluate.scoring import Evaluation, Predict, evaluate, score_predictions
from gawah.evaluate.tally import CORE_FIELDS, Deaths, Score

__all__ = [
    "CORE_FIELDS",
    "Deaths",
    "DocumentResult",
    "Evaluation",
    "Excerpt",
    "Explain",
    "Mistake",
    "Predict",
    "Score",
    "evaluate",
    "score_predictions",
]
