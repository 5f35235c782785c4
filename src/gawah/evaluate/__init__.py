"""Scores against gold, by field, with every error by class: what `gawah evaluate` shows.

    from gawah.evaluate.reader import Reader

    reader = Reader("rules")                  # or any function from (name, text) to a record's JSON
    evaluation = evaluate(Path("gold.jsonl"), Path("text"), reader.predict, explain=reader.explain)
    evaluation.to_json()                      # the figures
    evaluation.mistakes                       # every error, by class, with its words and its rule

`linked` scores how reports of one incident are brought together, `muc4` scores against MUC-4's templates, `table` shows
it in a terminal, `errors_page` as one HTML page; `floors` holds the figures below which a change is not let in.
"""

from gawah.evaluate.document import DocumentResult
from gawah.evaluate.errors_page import errors_html
from gawah.evaluate.floors import Floor, check_floors, load_floors
from gawah.evaluate.linked import Grouping, LabelledReport, LinkedEvaluation, evaluate_linking
from gawah.evaluate.mistakes import Excerpt, Explain, Mistake
from gawah.evaluate.muc4 import Muc4Evaluation, evaluate_muc4
from gawah.evaluate.negatives import FalseAlarm, Negatives, evaluate_negatives
from gawah.evaluate.scoring import Evaluation, Predict, evaluate, score_predictions
from gawah.evaluate.tally import CORE_FIELDS, Deaths, Score

__all__ = [
    "CORE_FIELDS",
    "Deaths",
    "DocumentResult",
    "Evaluation",
    "Excerpt",
    "Explain",
    "FalseAlarm",
    "Floor",
    "Grouping",
    "LabelledReport",
    "LinkedEvaluation",
    "Mistake",
    "Muc4Evaluation",
    "Negatives",
    "Predict",
    "Score",
    "check_floors",
    "errors_html",
    "evaluate",
    "evaluate_linking",
    "evaluate_muc4",
    "evaluate_negatives",
    "load_floors",
    "score_predictions",
]
