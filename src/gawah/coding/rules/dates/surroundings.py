"""What the words around an expression add: a bound, "early", "about", the future."""

import re
from dataclasses import replace
from typing import Any

from gawah.coding.rules.dates.expressions import DATED, SHORT, Bound, DateExpr
from gawah.coding.rules.dates.grammar import GAP
from gawah.coding.rules.dates.neighbours import word_before
from gawah.coding.rules.dates.words import FUZZY, word_set

_BEFORE = re.compile(
    rf"(?:\b(?P<bound>after|before|since|until|till|by){GAP}(?:the{GAP}|th(?:at|ose){GAP}of{GAP})?)?"
    rf"(?:\b(?P<near>around|about|approximately|circa|some){GAP})?(?:\bthe{GAP})?"
    rf"(?:\b(?P<fuzzy>early|mid|late|beginning|start|middle|end)(?:{GAP}(?:of|in)(?:{GAP}the)?)?(?:{GAP}|-))?\Z"
)
_CONTEXT_WORDS = word_set(
    "after before since until till by around about approximately circa some the early mid late of in beginning start"
    " end middle that those"
)
_BOUNDS: dict[str, Bound] = {
    "after": "after", "before": "before", "since": "since", "until": "until", "till": "until", "by": "until",
}  # fmt: skip
# Words of the future, unless what follows them tells of the past again: "will attend the funeral of those killed on".
_FUTURE = re.compile(
    r"\b(?:will|shall|scheduled|slated|upcoming|expected to|due (?:to|on|for|in)|planned for|next|set (?:for|to))\b"
    r"(?![^.;!?]*\b(?:was|were|had|says|said|told|(?<!be )[a-z]{2,}ed)\b)[^.;!?]*\Z"
)


def with_context(expr: DateExpr, low: str, floor: int) -> DateExpr:
    """Return `expr` with what the words between `floor` and it add: a bound, "early", "about", the future."""
    changes: dict[str, Any] = {}
    if expr.kind in DATED and word_before(low, expr.start) in _CONTEXT_WORDS:
        changes = _words_before(expr, low, floor)
    if expr.kind in ("partial", "weekday", "range") and _is_ahead(expr, low, floor):
        changes["future"] = True
    return replace(expr, **changes) if changes else expr


def _is_ahead(expr: DateExpr, low: str, floor: int) -> bool:
    """Whether words of the future lead to a date; the day of "Wednesday's bombing" is past."""
    if low[expr.end : expr.end + 2] in ("'s", "’s"):
        return False
    return _FUTURE.search(low, max(floor, expr.start - 70), expr.start) is not None


def on_words(expr: DateExpr, text: str) -> DateExpr:
    """Return `expr` with the words that it covers, a bracket that it opens closed."""
    words = text[expr.start : expr.end]
    for opening, closing in ("()", "[]") if "(" in words or "[" in words else ():
        if words.count(opening) > words.count(closing) and text[expr.end : expr.end + 1] == closing:
            return replace(expr, end=expr.end + 1, surface=words + closing)
    return expr if words == expr.surface else replace(expr, surface=words)


def _context_start(low: str, at: int) -> int:
    """Return where the words of context that lead up to `at` begin."""
    while (word := word_before(low, at)) in _CONTEXT_WORDS:
        at = low.rindex(word, 0, at)
    return at


def _words_before(expr: DateExpr, low: str, floor: int) -> dict[str, Any]:
    found = _BEFORE.search(low, max(floor, _context_start(low, expr.start)), expr.start)
    if found is None:
        return {}
    changes: dict[str, Any] = {}
    if found["fuzzy"] and expr.kind in ("absolute", "partial", "relative", "weekday") and expr.day is None:
        changes = {"fuzzy": FUZZY[found["fuzzy"]], "start": found.start("fuzzy")}
    if found["near"]:
        changes["approximate"] = True
    if (
        found["bound"]
        and (expr.kind != "relative" or expr.anchor == "report")
        and low[expr.end : expr.end + 2] not in ("'s", "’s")
    ):
        changes["bound"] = _BOUNDS[found["bound"]]
    return changes


def stands(expr: DateExpr, low: str) -> bool:
    """Whether an expression holds without another beside it: a short weekday does not, nor a bare "day"."""
    if expr.kind == "weekday":
        return expr.offset is not SHORT
    if expr.kind != "time" or expr.time is None or expr.time[:1].isdigit():
        return True
    return expr.time in _PLAIN_TIMES or after_at(low, expr.start)


def after_at(low: str, at: int) -> bool:
    """Whether a preposition of time stands before `at`, as in "at dawn" or "in the early morning"."""
    return bool(_AT_TIME.search(low, max(0, at - 24), at))


_PLAIN_TIMES = frozenset(("early hours", "overnight", "midnight"))
_AT_TIME = re.compile(
    rf"\b(?:at|by|from|until|till|since|in{GAP}the|during{GAP}the|before|after|around|towards?|early|late)(?:{GAP}(?:early|late|the))*{GAP}\Z"
)
