"""`gawah evaluate`: how what is read compares with records made by hand."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from gawah.cli.commands import FAILED, tell
from gawah.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from gawah.evaluate import (
        Evaluation,
        Grouping,
        LabelledReport,
        LinkedEvaluation,
        Muc4Evaluation,
        Negatives,
    )
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
    linking: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Reports labelled with the incident they tell of, as JSON Lines."),
    ] = None,
    floors: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Fail where a field is below its floor in this file.")
    ] = None,
    coder: Annotated[str, typer.Option(metavar="NAME", help="What reads.")] = "rules",
) -> None:
    """Compare what is read with records made by hand, field by field, and show the errors by class."""
    _check_usage(gold, texts, pred, html or errors or floors, negatives or muc4 or linking)
    reader = _Reader(coder)
    evaluation = _compare(reader, gold, texts, pred) if gold else None
    quiet, templates = _read_quiet(reader, negatives), _read_templates(reader, muc4)
    linked = _link_labelled(reader, linking)
    if evaluation and html:
        _write_page(html, evaluation)
    if as_json:
        typer.echo(json.dumps(_to_json(evaluation, quiet, templates, linked), indent=1))
    else:
        _print_all(evaluation, errors, quiet, templates, linked)
    if evaluation and floors:
        _hold_to_floors(evaluation, floors)


def _check_usage(gold: Path | None, texts: Path | None, pred: Path | None, shown: object, other: object) -> None:
    """Raise UsageError where the arguments do not go together."""
    if gold is None and not other:
        raise UsageError("there is nothing to compare: name GOLD and TEXTS, or give --negatives, --muc4 or --linking")
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

    def group(self, reports: "Sequence[LabelledReport]") -> "Grouping":
        """Bring reports together by their main incidents."""
        from gawah.evaluate import Grouping
        from gawah.pipeline import link_codings, read_text

        readings = [read_text(r.text, coder=self.coder, published=r.published, publisher=r.publisher) for r in reports]
        links, leads = link_codings([reading.coding for reading in readings])
        mains = [_find_main(reading, leads) for reading in readings]
        place = {event: n for n, event in enumerate(mains) if event is not None}
        ends = ((place.get(link.from_event), place.get(link.to_event), link) for link in links)
        pairs = {(min(a, b), max(a, b)): link for a, b, link in ends if a is not None and b is not None}
        return Grouping([None if main is None else leads[main] for main in mains], pairs)

    def explain(self, name: str, pointer: str) -> str | None:
        """Return the rule behind a value of a document's record."""
        from gawah.cli.explaining import name_rule

        reading = self.readings.get(name)
        return name_rule(reading, pointer) if reading else None


def _find_main(reading: "Reading", leads: "Mapping[str, str]") -> str | None:
    """Return the event of a report's main incident, or of its first."""
    from gawah.model import short_id

    incidents = sorted(reading.incidents, key=lambda incident: not incident.main)
    events = {short_id(event.id): event.id for event in reading.coding.events if event.id in leads}
    return events.get(incidents[0].id) if incidents else None


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


def _link_labelled(reader: _Reader, path: Path | None) -> "LinkedEvaluation | None":
    from gawah.evaluate import evaluate_linking

    return evaluate_linking(path, reader.group) if path else None


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
    linked: "LinkedEvaluation | None",
) -> None:
    from gawah.cli.page import open_console
    from gawah.evaluate.table import print_linking, print_mistakes, print_muc4, print_negatives, print_scores

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
    if linked:
        print_linking(linked, console)


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
    evaluation: "Evaluation | None",
    quiet: "Negatives | None",
    templates: "Muc4Evaluation | None",
    linked: "LinkedEvaluation | None",
) -> dict[str, Any]:
    """Return the figures of a comparison by name, those of other texts under `negatives`, `muc4` and `linking`."""
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
    if linked:
        figures["linking"] = linked.to_json()
    return figures
