"""Finds the report's own date at its head."""

import re
from collections.abc import Sequence
from datetime import date
from typing import cast

from gawah.coding.rules.dates.expressions import DateExpr
from gawah.coding.rules.dates.finding import find_dates
from gawah.coding.rules.dates.grammar import Match
from gawah.coding.rules.dates.reckoning import resolve_date
from gawah.model import Span, When

_HEAD = 800
_LABEL = re.compile(
    r"(?:^[ \t|*-]*|\s)(?:(?:date )?(?:first )?(?:published|posted|updated|issued|released)(?: duration)?|dated?"
    r"|(?:communiqu[eé]|statement|press release|bulletin|dispatch)(?: no\.? ?[0-9]+)?,?(?: of| for| dated)?"
    r"|last (?:updated|modified)|publication date|date of publication|pubdate|timestamp)(?: (?:on|at|date))?"
    r"(?P<colon> ?:)?[ \t]*\Z"
)
_PLACE_BEFORE = re.compile(r"[ \t|]*[A-Z][\w .'’/-]{1,40}(?:[ ]?[,(][ ]?[\w .'’-]{2,40}\)?){0,2}[ ]?[,\u2014-][ ]*")
_AGENCY_AFTER = re.compile(
    r"[ ,.]*(?P<agency>\([^)\n]{1,60}\)|\[[^\]\n]{1,60}\]|/[^/\n]{2,40}/)?[ ]*(?P<dash>--|[\u2013\u2014:]|-(?=[ ]))?"
)
_PLACE_AFTER = re.compile(
    r"[ |]*[A-Z][A-Z .'’-]{2,30}(?:[ ]?,[ ]?[A-Z][\w ]{2,20})?[ ]?(?:\([^)\n]{1,40}\)[ ]?)?(?:--|\u2014|\u2013)"
)
_ALONE = re.compile(r"[ ,.]*(?:(?:at )?[0-9]{1,2}[:.][0-9]{2}.{0,12}|[A-Z]{2,4})?[ ]*(?:$|\|)")


def head_date(
    text: str, year_hint: int | None = None, found: Sequence[DateExpr] | None = None
) -> tuple[date, Span] | None:
    """Return the date that the report bears at its head, with its words, or None.

    It stands alone on a line, after a label ("Published: …"), before a dateline's place ("May 2, 2014 KABUL --") or in
    the dateline ("SAN SALVADOR, 3 JAN 90 (ACAN-EFE) --"). One without a year needs `year_hint`. `found`: the text's
    expressions of time, where they are read already.
    """
    for expr in _list_early(text, found):
        day = _day_of(expr, year_hint)
        if day and _heads(text, expr):
            return day, Span(expr.start, expr.end)
    return None


def head_day(text: str, found: Sequence[DateExpr] | None = None) -> tuple[When, Span] | None:
    """Return the day that a report without a year bears at its head, as XXXX-11-20, with its words, or None."""
    for expr in _list_early(text, found):
        if expr.kind == "partial" and expr.month and expr.day and not expr.bound and _heads(text, expr):
            return resolve_date(expr), Span(expr.start, expr.end)
    return None


def _list_early(text: str, found: Sequence[DateExpr] | None) -> Sequence[DateExpr]:
    if found is None:
        return find_dates(text, 0, min(len(text), _HEAD))
    return [expr for expr in found[:_HEAD] if expr.end <= _HEAD]


def _day_of(expr: DateExpr, year_hint: int | None) -> date | None:
    if expr.kind not in ("absolute", "partial") or not (expr.month and expr.day) or expr.bound:
        return None
    when = resolve_date(expr, year_hint=year_hint)
    return date.fromisoformat(when.start) if when.start else None


def _heads(text: str, expr: DateExpr) -> bool:
    """Whether the words beside a date make it the report's own; an infobox's "- Date:" is the incident's."""
    first = text.rfind("\n", 0, expr.start) + 1
    last = text.find("\n", expr.end)
    before, after = text[first : expr.start], text[expr.end : len(text) if last < 0 else last]
    if before.startswith("- "):
        return False
    if _is_heading(before, after) and text.count("\n", 0, first) <= _TITLE_LINES and last >= 0:
        return True
    if _FILED.fullmatch(before) and after.startswith(")"):
        return True
    if not before.strip(" \t|*"):
        return (text.count("\n", 0, first) <= _HEAD_LINES and bool(_ALONE.match(after))) or bool(
            _PLACE_AFTER.match(after)
        )
    return _is_labelled(before) or _is_dateline(before, after) or (first == 0 and bool(_PLACE_AFTER.match(after)))


def _is_heading(before: str, after: str) -> bool:
    """Whether a date ends a short line that names what the text is: "Daily note, Friday 21 February 2020"."""
    return _HEADING.fullmatch(before) is not None and _END_OF_HEADING.fullmatch(after) is not None


_FILED = re.compile(r"\([A-Z][^()\n]{2,60},[ ](?:[A-Z][a-z]+day,?[ ])?")
"""A bracket that opens a line with who files the report and where: "(Press Desk, New York, June 10, 2014)"."""
_TITLE_LINES = 3
_HEADING = re.compile(
    r"[=#* |]*[A-Z][^.!?\n]{2,100}?(?:[,:|(\u00b7\u2022]|\s[-\u2013\u2014]|\b(?:of|for)"
    r"|\b(?:recorded|taken down|taken|given|written|interviewed|issued|filed)\b[^.!?\n]{0,40}\bon) ?"
    r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,? )?"
)
_END_OF_HEADING = re.compile(r"[ =|*]*(?:,? ?(?:at )?[0-9]{1,2}[:.][0-9]{2}(?: ?[A-Za-z]{2,4})?)?[ =|*]*")
_HEAD_LINES = 6  # a date alone on a line further down heads a section


def _is_labelled(before: str) -> bool:
    """Whether "Published", "Posted on" or the like leads to a date, at a line's start, with a colon or a capital."""
    label = _LABEL.search(before.lower())
    if label is None:
        return False
    return label.start() == 0 or label["colon"] is not None or before[label.start() :].strip()[:1].isupper()


def _is_dateline(before: str, after: str) -> bool:
    """Whether a date stands between a place and a dash or an agency: "QUETTA, Jan 3 (AFP) —"."""
    if _SENTENCE.match(before):
        return False
    if not _PLACE_BEFORE.fullmatch(before) and not _PLACE_BEFORE.fullmatch(before[_last_sentence(before) :]):
        return False
    behind = cast(Match, _AGENCY_AFTER.match(after))
    if behind["dash"] is not None or _STOP.match(after):
        return True
    return behind["agency"] is not None and _ENDS.match(after, behind.end()) is not None


_SENTENCE = re.compile(r"(?:In|On|At|Near|From|By|Since|The|A|An|After|Before)\b")
_STOP = re.compile(r"\.\s+[A-Z]")
_ENDS = re.compile(r"\s*(?:$|\.\s+[A-Z])")


def _last_sentence(before: str) -> int:
    """Return where the capitals of a place begin that a headline without a break runs into."""
    found = _SHOUTED.search(before)
    return found.start() if found else 0


_SHOUTED = re.compile(r"[A-Z]{3,}[A-Z .'’-]*(?:,[ ]?[\w .'’-]{2,40})?,[ ]?\Z")
