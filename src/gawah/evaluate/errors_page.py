"""The errors as one HTML page that needs nothing else: no address is asked, no file beside it is read."""

import base64
import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from html import escape
from importlib import resources

from gawah.evaluate.mistakes import KINDS, Excerpt, Mistake
from gawah.evaluate.scoring import Evaluation
from gawah.evaluate.table import mark_core, order_fields, show_value, sum_up

_KIND_LABELS = {
    "miss": "miss: only gold has it",
    "spurious": "spurious: gold has none",
    "wrong": "wrong value",
    "evidence": "evidence: words do not bear it",
}


def errors_html(evaluation: Evaluation) -> str:
    """Return the page: scores by field, errors by class, then every error with its words and its rule.

    The page can be filtered by field, class and words. All text from reports and records is escaped, and the page's
    own policy lets only its own script run.
    """
    style, script = _read_asset("errors_page.css"), _read_asset("errors_page.js")
    mistakes = evaluation.mistakes
    return "\n".join(
        [
            "<!doctype html>",
            '<html lang="en"><head><meta charset="utf-8">',
            f'<meta http-equiv="Content-Security-Policy" content="{_write_policy(style, script)}">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f"<title>Errors by class</title><style>{style}</style></head><body>",
            "<header><h1>Errors by class</h1>",
            *(f"<p>{escape(line)}</p>" for line in sum_up(evaluation)),
            f'<p class="digest">gold {escape(evaluation.gold_sha256[:16])}</p></header>',
            "<main>",
            _write_scores(evaluation),
            _write_filters(mistakes),
            '<section id="errors" aria-label="Errors">',
            *map(_write_mistake, mistakes),
            "</section></main>",
            f"<script>{script}</script></body></html>\n",
        ]
    )


def _read_asset(name: str) -> str:
    return resources.files(__package__).joinpath(name).read_text(encoding="utf-8")


def _write_policy(style: str, script: str) -> str:
    """Return a policy under which nothing is loaded and only this page's own style and script count."""
    return f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}'"


def _hash(content: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(content.encode("utf-8")).digest()).decode("ascii")


def _write_scores(evaluation: Evaluation) -> str:
    """Return the table of scores, with the number of errors of each class as a button that filters by it."""
    counts = Counter((mistake.field, mistake.kind) for mistake in evaluation.mistakes)
    heads = ("field", "right", "predicted", "gold", "P", "R", "F1", *KINDS, "")
    rows = []
    for field in order_fields(evaluation.scores):
        score = evaluation.scores[field]
        figures = [*map(str, (score.right, score.predicted, score.gold))]
        figures += [f"{share:.3f}" for share in (score.precision, score.recall, score.f1)]
        cells = [f"<td>{figure}</td>" for figure in figures]
        cells += [f"<td>{_write_button(field, kind, counts[field, kind])}</td>" for kind in KINDS]
        core = mark_core(field, score)
        rows.append(f'<tr><th scope="row">{escape(field)}</th>{"".join(cells)}<td class="core">{core}</td></tr>')
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in heads)
    return f'<div class="wide"><table><thead><tr>{head}</tr></thead><tbody>{"".join(rows)}</tbody></table></div>'


def _write_button(field: str, kind: str, count: int) -> str:
    if not count:
        return ""
    label = escape(f"Show the errors in {field} of class {kind}")
    return f'<button data-field="{escape(field)}" data-kind="{kind}" aria-label="{label}">{count}</button>'


def _write_filters(mistakes: Sequence[Mistake]) -> str:
    fields = [(field, field) for field in order_fields({mistake.field for mistake in mistakes})]
    present = {mistake.kind for mistake in mistakes}
    kinds = [(kind, _KIND_LABELS[kind]) for kind in KINDS if kind in present]
    details = Counter(mistake.detail for mistake in mistakes).most_common()
    return (
        '<form id="filters">'
        + _write_choice("field", "Field", fields)
        + _write_choice("kind", "Class", kinds)
        + _write_choice("detail", "Sub-class", [(detail, f"{detail} ({count})") for detail, count in details])
        + '<label>Words <input type="search" name="words" placeholder="value, document, rule"></label>'
        + f'<output id="shown">{len(mistakes)} errors</output></form>'
    )


def _write_choice(name: str, label: str, options: Iterable[tuple[str, str]]) -> str:
    written = "".join(f'<option value="{escape(value)}">{escape(text)}</option>' for value, text in options)
    return f'<label>{label} <select name="{name}"><option value="">all</option>{written}</select></label>'


def _write_mistake(mistake: Mistake) -> str:
    data = f'data-field="{escape(mistake.field)}" data-kind="{mistake.kind}" data-detail="{escape(mistake.detail)}"'
    rule = f'<span class="rule">rule <code>{escape(mistake.rule)}</code></span>' if mistake.rule else ""
    return (
        f'<article {data}><h2><span class="kind">{mistake.kind}</span> {escape(mistake.field)}'
        f' <span class="detail">{escape(mistake.detail)}</span></h2>'
        f'<p class="where"><span>{escape(mistake.document)}</span> <code>{escape(mistake.path or "")}</code> {rule}</p>'
        f"<dl>{_write_side('gold', mistake.gold, mistake.gold_excerpt) if _has_gold(mistake) else ''}"
        f"{_write_side('prediction', mistake.predicted, mistake.predicted_excerpt)}</dl></article>"
    )


def _has_gold(mistake: Mistake) -> bool:
    """Whether gold has a say: of evidence, only in what a quote has to say."""
    return mistake.kind != "evidence" or mistake.gold is not None


def _write_side(label: str, value: object, excerpt: Excerpt | None) -> str:
    shown = f'<b dir="auto">{escape(show_value(value))}</b>'
    words = ""
    if excerpt:
        before, quote, after = (escape(part) for part in (excerpt.before, excerpt.quote, excerpt.after))
        words = f'<q dir="auto">{before}<mark>{quote}</mark>{after}</q>'
    return f"<div><dt>{label}</dt><dd>{shown}{words}</dd></div>"
