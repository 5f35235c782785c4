"""When, where, how long and how much: what the clause of a response says of its extent."""

import re

from gawah.coding.rules.dates import resolve_date
from gawah.coding.rules.numbers import read_quantity
from gawah.coding.rules.page import Dated, Page, Placed
from gawah.coding.rules.responses import ResponseMention
from gawah.coding.rules.scenes import holds_other, is_scene
from gawah.model import Span, When

_DATING = frozenset(["absolute", "partial", "weekday", "relative", "range"])
_HERE = frozenset("in at on near outside inside along across through to".split())
_REACHING = frozenset("reached visited toured entered reaching visiting touring entering".split())
_CURRENCIES = (
    "rupees|dollars|euros|pounds|pesetas|pesos|taka|naira|dinars|riyals|rials|lira|shillings|francs|yen|yuan|afghanis"
)
_SIGNS = r"(?:Rs\.?|INR|PKR|USD|US\$|NPR|BDT|EUR|GBP|[$€£₹])"
_SCALE = "(?:million|billion|lakh|crore|thousand)s?"
_SMALL = "one|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty|thirty|forty"
_MONEY = re.compile(
    rf"{_SIGNS}\s?\d[\d,.]*(?:\s{_SCALE})?"
    rf"|\b(?:\d[\d,.]*|{_SMALL}|half a|a)\s{_SCALE}\s(?:{_CURRENCIES})"
    rf"|\b\d[\d,.]*\s(?:{_CURRENCIES})"
)
_PRISON = r"(?:\s(?:in|of)\s(?:prison|jail|imprisonment))"
_TERM = re.compile(
    rf"\b(?:\d+|{_SMALL})[- ](?:years?|months?)\b[’']?{_PRISON}?"
    rf"|\bdeath\b|\blife\b(?:{_PRISON}|\simprisonment|\sterms?)?",
    re.I,
)
_SUMS = {"compensation": _MONEY, "investigation": _MONEY, "demand": _MONEY, "sentence": _TERM}
_PLACES_COUNTED = frozenset(
    "places locations cities towns districts sites points spots villages areas countries".split()
)


def find_date(page: Page, mention: ResponseMention, violence: When | None = None) -> Dated | None:
    """Return the date that the clause of a response gives it and not the violence that it answers.

    A day after that of the `violence` is the response's, though it stands beside "the attack".
    """
    first, last = page.parsed.tokens.sentences[mention.sentence]
    own = [d for d in page.dates_in(first, last) if d.expr.kind in _DATING]
    if mention.type == _CLAIM:
        own = [d for d in own if not _is_day_of(page, d, violence)]  # "claimed the bombing of 3 January"
    fitting = [d for d in own if _is_later(page, d, violence) or not _dates_violence(page, d, mention)]
    return min(fitting, key=lambda d: abs(d.word - mention.start), default=None)


def find_claim_day(
    page: Page, start: int, end: int, sentence: int, violence: When | None
) -> tuple[str | None, list[Span]]:
    """Return the day of a claim at the words [start, end), with its words; none before that of the violence."""
    mention = ResponseMention(_CLAIM, "done", start, end, sentence)
    dated = find_date(page, mention, violence)
    day = resolve_date(dated.expr, page.report_date, violence, page.year).start if dated else None
    if dated is None or day is None or (violence is not None and violence.start and day < violence.start):
        return None, []
    return day, [Span(dated.expr.start, dated.expr.end, "context")]


_CLAIM = "claim_of_responsibility"


def _is_day_of(page: Page, dated: Dated, violence: When | None) -> bool:
    """Whether a day and month told anew are those of the violence."""
    told = violence is not None and violence.start is not None and dated.expr.kind in ("absolute", "partial")
    return told and violence == resolve_date(dated.expr, page.report_date, violence, page.year)


def _is_later(page: Page, dated: Dated, violence: When | None) -> bool:
    """Whether a date is a day after that of the violence."""
    if violence is None or not violence.end:
        return False
    start = resolve_date(dated.expr, page.report_date, violence, page.year).start
    return start is not None and start > violence.end


def _dates_violence(page: Page, dated: Dated, mention: ResponseMention) -> bool:
    """Whether the date stands beside a word of violence, closer than the response: "the June 3 attack"."""
    first, last = page.parsed.bounds(mention.start)
    acts = [t for t in page.triggers_in(first, last) if t.sense.frame != "mark"]
    beside = [t for t in acts if abs(t.start - dated.word) <= 6]
    near = min((abs(t.start - dated.word) for t in beside if not mention.start <= t.start < mention.end), default=99)
    return near < abs(mention.start - dated.word)


def find_duration(page: Page, mention: ResponseMention) -> Dated | None:
    """Return the words in a response's sentence that say how long it lasted, the nearest to it."""
    first, last = page.parsed.tokens.sentences[mention.sentence]
    own = [d for d in page.dates_in(first, last) if d.expr.kind == "duration" and d.expr.days]
    return min(own, key=lambda d: abs(d.word - mention.start), default=None)


def find_quantity(page: Page, mention: ResponseMention) -> Span | None:
    """Return the words for a sum, a term, a number of places, or a number of people who acted or were acted on."""
    first, last = page.parsed.tokens.sentences[mention.sentence]
    start, end = page.parsed.span(max(first, mention.start - 8), last)
    pattern = _SUMS.get(mention.type)
    if pattern is not None and (match := pattern.search(page.text, start, end)):
        return Span(match.start(), match.end())
    return _count_places(page, mention, last) or _count_people(page, mention)


def _count_places(page: Page, mention: ResponseMention, last: int) -> Span | None:
    """Read "at over twenty locations"."""
    lows = page.parsed.tokens.lows
    if _PLACES_COUNTED.isdisjoint(page.parsed.tokens.vocabularies[mention.sentence]):
        return None
    for n in range(mention.start, last):
        quantity = read_quantity(lows, n, last)
        if quantity and not quantity.article and quantity.end < last and lows[quantity.end] in _PLACES_COUNTED:
            return Span(*page.parsed.span(quantity.start, quantity.end + 1))
    return None


def _count_people(page: Page, mention: ResponseMention) -> Span | None:
    for responder in (mention.target, mention.actor):
        if responder is None:
            continue
        quantity = read_quantity(page.parsed.tokens.lows, responder.start, responder.end)
        if quantity and not quantity.article:
            return Span(*page.parsed.span(responder.start, responder.end))
    return None


def find_place(page: Page, mention: ResponseMention) -> Placed | None:
    """Return the place in the sentence nearest to the response, one behind it rather than before it."""
    first, last = page.parsed.tokens.sentences[mention.sentence]
    told = [p for p in page.places_in(first, last) if is_scene(p)]
    own = [p for p in told if not holds_other(p, told) and _is_where(page, p, mention)]
    return min(own, key=lambda p: abs(p.word - mention.end) + (8 if p.word < mention.start else 0), default=None)


def _is_where(page: Page, placed: Placed, mention: ResponseMention) -> bool:
    """Whether a place stands behind a word of place, or is what was visited, and is not who acts."""
    parties = [r for r in (mention.actor, mention.target) if r]
    if any(r.start <= placed.word < r.end for r in parties) and mention.type != "visit":
        return False
    before = page.parsed.tokens.lows[max(0, placed.word - 1) : placed.word]
    reached = mention.type == "visit" and not _REACHING.isdisjoint(before)
    return reached or placed.resolved.mention.role == "site" or (placed.resolved.mention.preposition or "") in _HERE
