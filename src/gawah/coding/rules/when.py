"""When an incident happened: which of a report's dates is the day of the violence, which only that of a statement."""

from dataclasses import dataclass, replace

from gawah.coding.rules.dates import resolve_date, told_year
from gawah.coding.rules.facts import SentenceFacts
from gawah.coding.rules.page import Dated, Page
from gawah.coding.rules.segments import Segment
from gawah.model import Span, When

_DATING = frozenset(["absolute", "partial", "weekday", "relative", "range"])
_REPORTING = frozenset(
    "said says reported reports told announced stated added confirmed published updated according posted "
    "tweeted arrested detained released condemned sentenced convicted charged indicted appeared recovered "
    "visited".split()
)
_ANSWERS = frozenset(
    "visited condemned arrested detained released sentenced convicted charged indicted denounced mourned".split()
)
_FINENESS = {"day": 0, "range": 1, "month": 2, "year": 3, "unknown": 4}


@dataclass(frozen=True, slots=True)
class FoundDate:
    """An incident's date with its witnesses and the rule that found it."""

    when: When
    spans: tuple[Span, ...]
    rule: str
    confidence: float


def find_date(page: Page, segment: Segment, facts: list[SentenceFacts], main: Segment | None) -> FoundDate | None:
    """Return the date of a segment: of its finest date beside violence, else of the entry that the report is.

    A part of a wave of attacks has the date of the whole. `main` is the report's first segment, None for itself: what
    "three days later" counts from.
    """
    told = [f for n in _order(segment) if (f := _date_in(page, facts[n], segment, main))]
    if told:
        return min(told, key=lambda f: _FINENESS[f.when.precision])
    if segment.umbrella is not None and (whole := find_date(page, segment.umbrella, facts, None)):
        return replace(whole, rule="date-of-whole")
    head = date_by_head(page)
    if head and page.report_span:
        return FoundDate(head, (page.report_span,), "date-of-entry", 0.7)
    if page.report_date and page.report_span and segment.told_as == "news":
        return FoundDate(When(before=page.report_date.isoformat()), (page.report_span,), "not-after-report", 0.3)
    return None


def _order(segment: Segment) -> list[int]:
    return [segment.lead, *(n for n in segment.sentences if n != segment.lead)]


def _date_in(page: Page, fact: SentenceFacts, segment: Segment, main: Segment | None) -> FoundDate | None:
    at = [t.start for t in fact.triggers if t.sense.frame != "mark"]
    if not at and fact.number != segment.lead:
        return None
    found = date_sentence(page, fact.number, at, main.when if main else None)
    if found is None or found[0].edtf is None:
        return None
    when, dated = found
    coarse = _FINENESS[when.precision] >= _FINENESS["year"]
    if coarse and fact.number != segment.lead and segment.told_as == "news":
        return None  # a year in passing is not when the news happened
    spans = [Span(dated.expr.start, dated.expr.end)]
    year = told_year(dated.expr, page.dates_about(dated))
    if year:
        spans.append(Span(year[1].start, year[1].end, "context"))
    if page.report_span and when.start:
        spans.append(replace(page.report_span, role="context"))
    return FoundDate(when, tuple(dict.fromkeys(spans)), f"date-{dated.expr.kind}", 0.9)


def date_sentence(page: Page, number: int, triggers: list[int], previous: When | None) -> tuple[When, Dated] | None:
    """Return the date that a sentence gives the violence at the words `triggers`, with the expression, or None.

    The day of a statement ("police said on Monday") is not the day of the event. `previous`: what "the next day"
    counts from.
    """
    first, last = page.parsed.tokens.sentences[number]
    dated = [d for d in page.dates_in(first, last) if d.expr.kind in _DATING and not _is_reporting(page, d, first)]
    if not dated:
        return None
    nearest = min(dated, key=lambda d: (min((abs(d.word - t) for t in triggers), default=0), d.word))
    year = told_year(nearest.expr, page.dates_about(nearest))
    counted = previous if nearest.expr.anchor in ("incident", "previous") else None
    when = resolve_date(nearest.expr, page.report_date, counted, page.year or (year[0] if year else None))
    return (when, nearest) if when.edtf or when.after or when.before else None


def told_day(page: Page, number: int, triggers: list[int]) -> str | None:
    """Return a key for the day that a sentence's words give its violence where it cannot be reckoned, or None.

    A weekday by its number, a week or more ago by its words; `triggers`: the words of the violence.
    """
    first, last = page.parsed.tokens.sentences[number]
    told = [d for d in page.dates_in(first, last) if _key_day(d) and not _is_reporting(page, d, first)]
    opening = next((d for d in told if d.word - first <= 1), None)
    near = [d for d in told if min((abs(d.word - t) for t in triggers), default=99) <= _NEAR]
    return _key_day(opening or near[0]) if opening or near else None


_NEAR = 7
"""Words."""


def _key_day(dated: Dated) -> str | None:
    expr = dated.expr
    if expr.kind == "weekday":
        return f"{expr.weekday}"
    far = expr.kind == "relative" and expr.offset is not None and expr.offset.unit in ("week", "month", "year")
    return expr.surface.lower() if far else None


def _is_reporting(page: Page, dated: Dated, first: int) -> bool:
    """Whether the nearest verb before the date tells of a report, a statement or an answer and not of the violence.

    A date that opens the sentence is that of the verb behind it: "On Monday the minister visited the wounded".
    """
    tags, lows, n = page.parsed.tags, page.parsed.tokens.lows, dated.word - 1
    if dated.word - first <= 1 and _opens_answer(page, dated):
        return True
    steps = 0
    while n >= first and steps < 7:
        if lows[n] in _REPORTING:
            return True
        if tags[n] in "VXMS," or any(t.sense.frame != "mark" for t in page.triggers_at(n)):
            return False
        n, steps = n - 1, steps + 1
    return False


def _opens_answer(page: Page, dated: Dated) -> bool:
    """Whether the first verb behind a date is one of answering violence."""
    tags, lows = page.parsed.tags, page.parsed.tokens.lows
    _, last = page.parsed.bounds(dated.word)
    behind = page.parsed.tokens.number_at(dated.expr.end)
    verb = next((n for n in range(behind, min(last, behind + 10)) if tags[n] in "Vv"), None)
    return verb is not None and lows[verb] in _ANSWERS


def date_by_head(page: Page) -> When | None:
    """Return the report's own date as the incident's where the text is an entry under a date and gives no other."""
    head = page.row("date")
    if head is None or page.report_date is None or page.report_span is None:
        return None
    if any(d.expr.kind in _DATING for d in page.dates):
        return None
    day = page.report_date.isoformat()
    return When(day, day, day, "day")
