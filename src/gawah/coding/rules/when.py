"""When an incident happened: which of a report's dates is the day of the violence, and which only that of a statement."""

from dataclasses import replace

from gawah.coding.rules.dates import resolve_date
from gawah.coding.rules.page import Dated, Page
from gawah.model import When

_DATING = frozenset(["absolute", "partial", "weekday", "relative", "range"])
_REPORTING = frozenset(
    "said says reported reports told announced stated added confirmed published updated according posted tweeted arrested "
    "detained released condemned sentenced convicted charged indicted appeared recovered visited".split()
)


def date_sentence(page: Page, number: int, triggers: list[int], previous: When | None) -> tuple[When, Dated] | None:
    """Return the date that a sentence gives the violence at the words `triggers`, with the expression, or None.

    The day of a statement ("police said on Monday") is not the day of the event.
    """
    first, last = page.parsed.tokens.sentences[number]
    dated = [
        d for d in page.dates if first <= d.word < last and d.expr.kind in _DATING and not _is_reporting(page, d, first)
    ]
    if not dated:
        return None
    nearest = min(dated, key=lambda d: (min((abs(d.word - t) for t in triggers), default=0), d.word))
    when = resolve_date(nearest.expr, page.report_date, previous, page.year)
    return (when, nearest) if when.edtf or when.after or when.before else None


def _is_reporting(page: Page, dated: Dated, first: int) -> bool:
    """Whether the nearest verb before the date tells of a report, a statement or an answer and not of the violence."""
    tags, lows, n = page.parsed.tags, page.parsed.tokens.lows, dated.word - 1
    steps = 0
    while n >= first and steps < 7:
        if lows[n] in _REPORTING:
            return True
        if tags[n] in "VXMS," or any(t.start <= n < t.end for t in page.triggers if t.sense.frame != "mark"):
            return False
        n, steps = n - 1, steps + 1
    return False


def date_by_head(page: Page) -> When | None:
    """Return the report's own date as the incident's where the text is an entry under a date: a head line and no other date."""
    head = page.row("date")
    if head is None or page.report_date is None or page.report_span is None:
        return None
    if any(d.expr.kind in _DATING for d in page.dates):
        return None
    day = page.report_date.isoformat()
    return When(day, day, day, "day")


def bound_by_report(page: Page) -> When:
    """Return what the report's own date says of an undated incident: not after it."""
    return When(before=page.report_date.isoformat()) if page.report_date else When()


def with_time(when: When, time: str | None) -> When:
    """Return `when` with a time of day where it has none."""
    return replace(when, time=time) if time and when.time is None else when
