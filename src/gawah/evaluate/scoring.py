"""Scoring of all documents of a gold file together."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from gawah.errors import GawahError
from gawah.evaluate.document import DocumentResult, score_document
from gawah.evaluate.gold import Document, digest_gold, read_documents, read_text
from gawah.evaluate.mistakes import Explain, Mistake
from gawah.evaluate.tally import Deaths, Score, Scores, add_scores, average_f1, estimate_interval

Predict = Callable[[str, str], Mapping[str, Any]]
"""(name of a document, its text) to its record as `gawah.record/1` JSON."""


@dataclass(frozen=True, slots=True)
class Evaluation:
    """How predictions compare with a gold file."""

    documents: tuple[DocumentResult, ...]
    """One for each document of gold, in gold's order."""
    scores: Scores
    """By field, all documents together, those predicted without gold included."""
    mean_f1: float
    """Over the core fields (`tally.average_f1`)."""
    interval: tuple[float, float]
    """The 95% bootstrap interval of the mean F1 over documents."""
    deaths: Deaths
    wrong_names_per_1000: int
    """Perpetrators named whom gold does not name, per 1,000 incidents of gold."""
    gold_sha256: str
    """Of the gold file and the texts read with it: what the figures hold for."""
    failures: tuple[tuple[str, str], ...] = ()
    """Documents that could not be read, and why."""

    @property
    def mistakes(self) -> tuple[Mistake, ...]:
        """The mistakes of all documents, in gold's order."""
        return tuple(mistake for document in self.documents for mistake in document.mistakes)

    def to_json(self) -> dict[str, Any]:
        """Return the figures: the summary's by name, and by field p, r, f1, right, predicted and gold."""
        return {
            "mean_f1": round(self.mean_f1, 4),
            "low": round(self.interval[0], 4),
            "high": round(self.interval[1], 4),
            "deaths": self.deaths.gold,
            "deaths_over": self.deaths.over,
            "deaths_under": self.deaths.under,
            "wrong_names_per_1000": self.wrong_names_per_1000,
            **{field: score.to_json() for field, score in self.scores.items()},
        }


def evaluate(gold_path: Path, texts_dir: Path, predict: Predict, *, explain: Explain | None = None) -> Evaluation:
    """Read each document of the gold file with `predict`, and score what comes back.

    The text of document NAME is `texts_dir`/NAME.txt. A document on which `predict` raises a GawahError counts as not
    predicted and is told in `failures`. Raises GoldError where gold or a text cannot be used.
    """
    gold = read_documents(gold_path)
    texts = {name: read_text(texts_dir, name) for name in gold}
    predictions: dict[str, Document] = {}
    failures = []
    for name, text in texts.items():
        try:
            predictions[name] = predict(name, text)
        except GawahError as error:
            failures.append((name, str(error)))
    result = _score(gold, predictions, texts, digest_gold(gold_path, texts), explain)
    return replace(result, failures=tuple(failures))


def score_predictions(
    gold_path: Path, predictions_path: Path, texts_dir: Path | None = None, *, explain: Explain | None = None
) -> Evaluation:
    """Score a file of predictions (JSON Lines: records, or the flat gold shape) against a gold file.

    With `texts_dir`, quotes are checked against the texts of the documents predicted. Raises GoldError where a file
    cannot be used.
    """
    gold, predictions = read_documents(gold_path), read_documents(predictions_path)
    texts = {name: read_text(texts_dir, name) for name in gold if name in predictions} if texts_dir else {}
    return _score(gold, predictions, texts, digest_gold(gold_path, texts), explain)


def _score(
    gold: Mapping[str, Document],
    predictions: Mapping[str, Document],
    texts: Mapping[str, str],
    digest: str,
    explain: Explain | None,
) -> Evaluation:
    documents = tuple(
        score_document(name, told, predictions.get(name), texts.get(name), explain) for name, told in gold.items()
    )
    without_gold = [_score_without_gold(read) for name, read in predictions.items() if name not in gold]
    scores = add_scores([*(document.scores for document in documents), *without_gold])
    wrong_names = sum(document.wrong_names for document in documents)
    incidents = max(1, scores.get("incidents", Score()).gold)
    return Evaluation(
        documents=documents,
        scores=scores,
        mean_f1=average_f1(scores),
        interval=estimate_interval([document.scores for document in documents]),
        deaths=sum((document.deaths for document in documents), Deaths()),
        wrong_names_per_1000=round(1000 * wrong_names / incidents),
        gold_sha256=digest,
    )


def _score_without_gold(document: Document) -> Scores:
    """A document without gold counts as telling of nothing."""
    return {"relevant": Score(predicted=int(bool(document.get("incidents"))))}
