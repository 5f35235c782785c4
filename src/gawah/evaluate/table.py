"""The scores and the errors as a terminal shows them. Rich is imported by the functions that draw."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from gawah.evaluate.linked import LinkedEvaluation
from gawah.evaluate.mistakes import KINDS, Excerpt, Mistake
from gawah.evaluate.muc4 import Muc4Evaluation
from gawah.evaluate.negatives import Negatives
from gawah.evaluate.scoring import Evaluation
from gawah.evaluate.tally import CORE_FIELDS, ENOUGH, Score
from gawah.model import Json

if TYPE_CHECKING:
    from rich.console import Console, Group
    from rich.table import Table
    from rich.text import Text

FIELD_ORDER = (
    *(
        "relevant",
        "incidents",
        "type",
        "date",
        "country",
        "place",
        "killed",
        "killed_range",
        "injured",
        "injured_range",
    ),
    *("abducted", "abducted_range", "perpetrators", "accused", "claim", "claim_by", "claim_channel", "community"),
    *("nationality", "occupation", "weapons", "campaign", "motive", "responses", "statements", "response_date"),
    *("response_actor", "supported", "witnessed", "quoted"),
)
"""The order in which fields are shown."""

_NEARBY = 40
"""Characters shown around a quote in the terminal."""

_STYLES = {"miss": "yellow", "spurious": "magenta", "wrong": "red", "evidence": "cyan"}


def order_fields(fields: Iterable[str]) -> list[str]:
    """Return fields in the order in which they are shown."""
    places = {field: n for n, field in enumerate(FIELD_ORDER)}
    return sorted(fields, key=lambda field: (places.get(field, len(places)), field))


def mark_core(field: str, score: Score) -> str:
    """Return whether a field counts towards the mean: "core", "core, pooled" or ""."""
    if field not in CORE_FIELDS:
        return ""
    return "core" if score.gold >= ENOUGH else "core, pooled"


def sum_up(evaluation: Evaluation) -> list[str]:
    """Return what stands below the table, line by line."""
    deaths, (low, high) = evaluation.deaths, evaluation.interval
    predicted = sum(document.predicted for document in evaluation.documents)
    return [
        f"mean F1 of the core fields {evaluation.mean_f1:.3f} (95% {low:.3f} to {high:.3f}), "
        f"{len(evaluation.documents)} documents, {predicted} of them read",
        f"deaths in gold {deaths.gold}: {deaths.over} counted too many, {deaths.under} too few",
        f"wrongly named perpetrators per 1,000 incidents: {evaluation.wrong_names_per_1000}",
        *(f"not read: {name}: {why}" for name, why in evaluation.failures),
    ]


def draw_scores(evaluation: Evaluation) -> "Table":
    """Return the table of scores by field."""
    from rich.table import Table

    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("field")
    for heading in ("right", "predicted", "gold", "P", "R", "F1"):
        table.add_column(heading, justify="right")
    table.add_column("")
    for field in order_fields(evaluation.scores):
        score = evaluation.scores[field]
        counts = (str(n) for n in (score.right, score.predicted, score.gold))
        shares = (f"{share:.3f}" for share in (score.precision, score.recall, score.f1))
        table.add_row(field, *counts, *shares, mark_core(field, score), style="" if field in CORE_FIELDS else "dim")
    return table


def draw_classes(mistakes: Sequence[Mistake]) -> "Table":
    """Return the table of errors by field and class, the most frequent sub-classes named."""
    from rich.table import Table

    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("field")
    for kind in KINDS:
        table.add_column(kind, justify="right")
    table.add_column("most often")
    for field in order_fields({mistake.field for mistake in mistakes}):
        mine = [mistake for mistake in mistakes if mistake.field == field]
        counts = Counter(mistake.kind for mistake in mine)
        table.add_row(field, *(str(counts[kind] or "") for kind in KINDS), _name_frequent(mine))
    return table


def _name_frequent(mistakes: Sequence[Mistake]) -> str:
    details = Counter(mistake.detail for mistake in mistakes).most_common(3)
    return ", ".join(f"{detail} ({count})" for detail, count in details)


def print_scores(evaluation: Evaluation, console: "Console | None" = None) -> None:
    """Print the table of scores and what it comes to."""
    from rich.console import Console

    console = console or Console()
    console.print(draw_scores(evaluation))
    console.print()
    for line in sum_up(evaluation):
        console.print(line, markup=False, highlight=False, soft_wrap=True)


def print_mistakes(
    evaluation: Evaluation,
    console: "Console | None" = None,
    *,
    field: str | None = None,
    kind: str | None = None,
    limit: int = 20,
) -> None:
    """Print errors by class, then up to `limit` of them in full; `field` and `kind` choose among them."""
    from rich.console import Console

    console = console or Console()
    chosen = [m for m in evaluation.mistakes if field in (None, m.field) and kind in (None, m.kind)]
    console.print(draw_classes(chosen))
    for mistake in chosen[:limit]:
        console.print()
        console.print(_draw_mistake(mistake))
    if len(chosen) > limit:
        console.print(f"\n… and {len(chosen) - limit} more", highlight=False)


def _draw_mistake(mistake: Mistake) -> "Group":
    """Return one error: its class, then each side's value with the words around its quote."""
    from rich.console import Group
    from rich.padding import Padding
    from rich.text import Text

    head = Text(f"{mistake.field}: {mistake.kind}", style=_STYLES[mistake.kind])
    head.append(f" ({mistake.detail}) in {mistake.document}", style="default")
    head.append(f", rule {mistake.rule}" if mistake.rule else "", style="dim default")
    gold = _write_side("gold", mistake.gold, mistake.gold_excerpt)
    predicted = _write_side("prediction", mistake.predicted, mistake.predicted_excerpt)
    return Group(head, Padding(gold, (0, 0, 0, 2)), Padding(predicted, (0, 0, 0, 2)))


def _write_side(side: str, value: Json, excerpt: Excerpt | None) -> "Text":
    from rich.text import Text

    text = Text(f"{side}: ", style="default").append(show_value(value), style="bold")
    if excerpt:
        text.append(f"  {flow(excerpt.before)[-_NEARBY:]}", style="dim")
        text.append(flow(excerpt.quote), style="underline")
        text.append(flow(excerpt.after)[:_NEARBY], style="dim")
    return text


def flow(text: str) -> str:
    """Return text with its line ends as spaces, for showing it within a line."""
    return text.replace("\r\n", " ").replace("\n", " ")


def show_value(value: Json) -> str:
    """Return a value as people read it: "–" for none, bounds as "3 to 5", the parts of other values with dots."""
    if value is None or value == []:
        return "–"
    if isinstance(value, bool):
        return "claimed" if value else "not claimed"
    if isinstance(value, dict):
        return show_value([item for item in value.values() if item and isinstance(item, (str, int))])
    if isinstance(value, (list, tuple)):
        numeric = isinstance(value, tuple) and all(item is None or isinstance(item, int) for item in value)
        parts = ["open" if numeric and item is None else str(item or "–") for item in value]
        return (" to " if numeric else " · ").join(parts)
    return str(value)


def print_negatives(negatives: Negatives, console: "Console | None" = None) -> None:
    """Print the share of texts without incident in which one was read, and where."""
    from rich.console import Console
    from rich.text import Text

    console = console or Console()
    console.print(f"{len(negatives.alarmed)} of {negatives.documents} read as an incident: {negatives.share:.1%}")
    for alarm in negatives.alarms:
        quote: Excerpt | None = alarm.excerpt
        line = Text(f"{alarm.document}: {alarm.type or 'no type'}")
        line.append(f", rule {alarm.rule}" if alarm.rule else "", style="dim")
        line.append(f"  “{flow(quote.quote)}”" if quote else "")
        console.print(line)
    for name, why in negatives.failures:
        console.print(f"not read: {name}: {why}", markup=False, highlight=False, soft_wrap=True)


def print_muc4(evaluation: Muc4Evaluation, console: "Console | None" = None) -> None:
    """Print the two measures of MUC-4 side by side, by slot."""
    from rich.console import Console
    from rich.table import Table

    console = console or Console()
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column(f"{evaluation.documents} documents")
    for heading in ("CEAF-REE P", "R", "F1", "CEAF-TF P", "R", "F1"):
        table.add_column(heading, justify="right")
    for slot in evaluation.tf:
        pair = (evaluation.ree.get(slot), evaluation.tf[slot])
        shares = [(s.precision, s.recall, s.f1) if s else (None, None, None) for s in pair]
        table.add_row(slot, *("" if share is None else f"{share:.3f}" for three in shares for share in three))
    console.print(table)
    for name, why in evaluation.failures:
        console.print(f"not read: {name}: {why}", markup=False, highlight=False, soft_wrap=True)


def print_linking(evaluation: LinkedEvaluation, console: "Console | None" = None) -> None:
    """Print how reports were brought together, and each pair that was not as it should be."""
    from rich.console import Console

    console = console or Console()
    e = evaluation
    lines = [
        f"{e.reports} reports, {len(e.unread)} of them without an incident that was read",
        f"pairs of one incident: {e.due}, of two: {e.apart}; precision {e.precision:.3f}, recall {e.recall:.3f}",
        f"B-cubed: precision {e.b_precision:.3f}, recall {e.b_recall:.3f}, F1 {e.b_cubed:.3f}",
    ]
    for pair in e.wrong:
        what = "joined, but of two incidents" if pair.joined else "apart, but of one incident"
        why = f"{pair.link.kind}: {pair.link.reason}" if pair.link else "too unlike to be weighed, or not read"
        lines.append(f"{pair.one}, {pair.other}: {what} ({why})")
    for line in lines:
        console.print(line, markup=False, highlight=False, soft_wrap=True)
