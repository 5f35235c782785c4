"""When an incident happened: the finest date told beside its violence, else of its whole, its report, its entry."""

from dataclasses import dataclass, replace

from gawah.coding.rules.dates import told_year
from gawah.coding.rules.dating import ANSWERS, DATING, Told, date_sentence, find_day_within
from gawah.coding.rules.facts import SentenceFacts
from gawah.coding.rules.page import Dated, Page
from gawah.coding.rules.segments import Segment
from gawah.model import Span, When

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
    violent = [f for n in _order(segment) if (f := _date_in(page, facts[n], segment, main))]
    if facts[segment.lead].day_told is not None:
        violent = [f for f in violent if f.when.precision == "day"]  # the news has a day, which nothing makes definite
    if violent:
        best = min(violent, key=lambda f: _FINENESS[f.when.precision])
        return _narrow(page, segment, facts, best)
    if segment.umbrella is not None and (whole := find_date(page, segment.umbrella, facts, None)):
        return replace(whole, rule="date-of-whole")
    if segment.at_once and main is not None and (news := find_date(page, main, facts, None)):
        return replace(news, spans=tuple(replace(s, role="context") for s in news.spans), rule="date-of-news")
    if opening := _date_before(page, segment):
        return opening
    head = None if _answers(page, facts[segment.lead]) else _date_by_head(page, segment)
    if head and page.report_span:
        return FoundDate(head, (page.report_span,), "date-of-entry", 0.7)
    if page.report_date and page.report_span and segment.told_as == "news":
        return FoundDate(When(before=page.report_date.isoformat()), (page.report_span,), "not-after-report", 0.3)
    return None


def _narrow(page: Page, segment: Segment, facts: list[SentenceFacts], found: FoundDate) -> FoundDate:
    """Return the day within a year or month that a sentence without violence of its own gives: "entered the village on
    14 May 1988", where the violence was "twenty years ago"."""
    if found.when.precision not in ("year", "month"):
        return found
    quiet = (n for n in segment.sentences if n > segment.lead and not facts[n].violent)
    told = next((day for n in quiet if (day := find_day_within(page, n, found.when))), None)
    if told is None:
        return found
    context = tuple(replace(s, role="context") for s in found.spans)
    return replace(_write_date(page, *told), spans=(*_write_date(page, *told).spans, *context), rule="date-told-later")


def _order(segment: Segment) -> list[int]:
    return [segment.lead, *(n for n in segment.sentences if n != segment.lead)]


def _answers(page: Page, fact: SentenceFacts) -> bool:
    """Whether a sentence tells of what answered the violence: a court's verdict, an arrest."""
    return not ANSWERS.isdisjoint(page.parsed.tokens.vocabularies[fact.number])


def _date_before(page: Page, segment: Segment) -> FoundDate | None:
    """Return the date of the sentences that lead up to the first one that tells of violence."""
    for number in (n for n in segment.sentences if n < segment.lead):
        found = date_sentence(page, number, [], Told())
        if found and (found[0].precision == "day" or _says_when(page, number)):
            return _write_date(page, *found)
    return None


def _says_when(page: Page, number: int) -> bool:
    """Whether a sentence only says when it was: "It was in June of 1982"."""
    first, _ = page.parsed.tokens.sentences[number]
    return tuple(page.parsed.tokens.lows[first : first + 2]) in _IT_WAS


_IT_WAS = frozenset([("it", "was"), ("it", "happened"), ("this", "was"), ("this", "happened"), ("that", "was")])


def _date_in(page: Page, fact: SentenceFacts, segment: Segment, main: Segment | None) -> FoundDate | None:
    if not page.dates_in(fact.first, fact.last):
        return None
    at = [t.start for t in fact.triggers if t.sense.frame != "mark"]
    if not at and fact.number != segment.lead:
        return None
    told = Told(main.when, fact.told.latest) if main and main.when else fact.told
    found = date_sentence(page, fact.number, at, told)
    if found is None or found[0].edtf is None:
        return None
    when, dated = found
    coarse = _FINENESS[when.precision] >= _FINENESS["year"]
    if coarse and fact.number != segment.lead and segment.told_as == "news":
        return None  # a year in passing is not when the news happened
    return _write_date(page, when, dated)


def _write_date(page: Page, when: When, dated: Dated) -> FoundDate:
    spans = [Span(dated.expr.start, dated.expr.end)]
    year = told_year(dated.expr, page.dates_about(dated))
    if year:
        spans.append(Span(year[1].start, year[1].end, "context"))
    if page.report_span and when.start:
        spans.append(replace(page.report_span, role="context"))
    return FoundDate(when, tuple(dict.fromkeys(spans)), f"date-{dated.expr.kind}", 0.9)


def _date_by_head(page: Page, segment: Segment) -> When | None:
    """Return the report's own date as the incident's where the text is an entry under a date and gives no other."""
    head = page.row("date")
    if head is None or page.report_date is None or page.report_span is None:
        return None
    sentences = page.parsed.tokens.sentences
    first, last = sentences[segment.sentences[0]][0], sentences[segment.sentences[-1]][1]
    if any(d.expr.kind in DATING for d in page.dates_in(first, last)):
        return None
    day = page.report_date.isoformat()
    return When(day, day, day, "day")
