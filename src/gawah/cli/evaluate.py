"""`gawah evaluate`: how what is read compares with records made by hand."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from gawah.cli.commands import FAILED, tell
from gawah.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gawah.evaluate import Evaluation, Muc4Evaluation, Negatives
    from gawah.pipeline import Reading

_EVERY_FIELD = "all"


def print_evaluation(
    gold: Annotated[Path | None, typer.Argument(metavar="[GOLD]", help="Records made by hand, as JSON Lines.")] = None,
    texts: Annotated[
        Path | None, typer.Argument(metavar="[TEXTS]", help="The folder of their texts: NAME.txt for each document.")
    ] = None,
    pred: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Compare these records, as JSON Lines, instead of reading.")
    ] = None,
    html: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write every error, with its words and its rule, as a page.")
    ] = None,
    errors: Annotated[str | None, typer.Option(metavar="FIELD", help="Show the errors in a field, or in all.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the figures as JSON.")] = False,
    negatives: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Texts without an incident: in how many is one read?")
    ] = None,
    muc4: Annotated[
        Path | None, typer.Option(metavar="FILE", help="MUC-4 documents with their templates, as JSON Lines.")
    ] = None,
    floors: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Fail where a field is below its floor in this file.")
    ] = None,
    coder: Annotated[str, typer.Option(metavar="NAME", help="What reads.")] = "rules",
) -> None:
    """Compare what is read with records made by hand, field by field, and show the errors by class."""
    _check_usage(gold, texts, pred, html or errors or floors, negatives or muc4)
    reader = _Reader(coder)
    evaluation = _compare(reader, gold, texts, pred) if gold else None
    quiet, templates = _read_quiet(reader, negatives), _read_templates(reader, muc4)
    if evaluation and html:
        _write_page(html, evaluation)
    if as_json:
        typer.echo(json.dumps(_to_json(evaluation, quiet, templates), indent=1))
    else:
        _print_all(evaluation, errors, quiet, templates)
    if evaluation and floors:
        _hold_to_floors(evaluation, floors)


def _check_usage(gold: Path | None, texts: Path | None, pred: Path | None, shown: object, other: object) -> None:
    """Raise UsageError where the arguments do not go together."""
    if gold is None and not other:
        raise UsageError("there is nothing to compare: name GOLD and TEXTS, or give --negatives or --muc4")
    if gold is not None and texts is None and pred is None:
        raise UsageError("the texts are missing: name their folder behind GOLD, or give records with --pred")
    if gold is None and (pred or shown):
        raise UsageError("--pred, --html, --errors and --floors go with GOLD; name it")


# --- reading ----------------------------------------------------------------------------------------------------------


class _Reader:
    """Reads documents, and keeps what was read for saying which rule made a value."""

    def __init__(self, coder: str) -> None:
        self.coder = coder
        self.readings: dict[str, Reading] = {}

    def predict(self, name: str, text: str) -> "Mapping[str, Any]":
        """Return the record of a document. Raises GawahError."""
        from gawah.pipeline import read_text
        from gawah.record import record_to_json

        reading = self.readings[name] = read_text(text, coder=self.coder)
        return record_to_json(reading.record)

    def explain(self, name: str, pointer: str) -> str | None:
        """Return the rule behind a value of a document's record."""
        from gawah.cli.explaining import name_rule

        reading = self.readings.get(name)
        return name_rule(reading, pointer) if reading else None


def _compare(reader: _Reader, gold: Path, texts: Path | None, pred: Path | None) -> "Evaluation":
    from gawah.evaluate import evaluate, score_predictions

    if pred is not None:
        return score_predictions(gold, pred, texts)
    assert texts is not None  # _check_usage sees to it
    return evaluate(gold, texts, reader.predict, explain=reader.explain)


def _read_quiet(reader: _Reader, folder: Path | None) -> "Negatives | None":
    from gawah.evaluate import evaluate_negatives

    return evaluate_negatives(folder, reader.predict, explain=reader.explain) if folder else None


def _read_templates(reader: _Reader, path: Path | None) -> "Muc4Evaluation | None":
    from gawah.evaluate import evaluate_muc4

    return evaluate_muc4(path, reader.predict) if path else None


def _hold_to_floors(evaluation: "Evaluation", path: Path) -> None:
    """Tell what is below its floor, and end with a failure where anything is. Raises GoldError."""
    from gawah.evaluate import check_floors, load_floors

    problems = check_floors(evaluation, load_floors(path))
    for problem in problems:
        tell(problem)
    if problems:
        raise typer.Exit(FAILED)


# --- showing ----------------------------------------------------------------------------------------------------------


def _print_all(
    evaluation: "Evaluation | None",
    errors: str | None,
    quiet: "Negatives | None",
    templates: "Muc4Evaluation | None",
) -> None:
    from gawah.cli.page import open_console
    from gawah.evaluate.table import print_mistakes, print_muc4, print_negatives, print_scores

    console = open_console()
    if evaluation:
        print_scores(evaluation, console)
        if errors:
            console.print()
            print_mistakes(evaluation, console, field=_choose_field(evaluation, errors))
    if quiet:
        print_negatives(quiet, console)
    if templates:
        print_muc4(templates, console)


def _choose_field(evaluation: "Evaluation", field: str) -> str | None:
    """Return the field whose errors to show, None for all. Raises UsageError for one that is not scored."""
    if field != _EVERY_FIELD and field not in evaluation.scores:
        raise UsageError(f"{field}: no such field; there are {', '.join(evaluation.scores)}, and {_EVERY_FIELD}")
    return None if field == _EVERY_FIELD else field


def _write_page(path: Path, evaluation: "Evaluation") -> None:
    from gawah.evaluate import errors_html

    try:
        path.write_text(errors_html(evaluation), encoding="utf-8")
    except OSError as error:
        raise UsageError(f"{path}: it cannot be written ({error.strerror}); name another file with --html") from None


def _to_json(
    evaluation: "Evaluation | None", quiet: "Negatives | None", templates: "Muc4Evaluation | None"
) -> dict[str, Any]:
    """Return the figures of a comparison by name, and those of other texts under `negatives` and `muc4`."""
    figures: dict[str, Any] = dict(evaluation.to_json()) if evaluation else {}
    if quiet:
        figures["negatives"] = {
            "documents": quiet.documents,
            "alarmed": len(quiet.alarmed),
            "share": round(quiet.share, 4),
        }
    if templates:
        measures = {"ceaf_ree": templates.ree, "ceaf_tf": templates.tf}
        figures["muc4"] = {name: {slot: s.to_json() for slot, s in scores.items()} for name, scores in measures.items()}
    return figures
