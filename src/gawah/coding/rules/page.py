"""Everything that the rules look up in a text once: words, triggers, harms, speeches, dates, actors, places."""

from dataclasses import dataclass
from datetime import date

from gawah.coding.rules.attribution import ActorIndex
from gawah.coding.rules.dates import DateExpr, find_dates, head_date, resolve_date
from gawah.coding.rules.harms import Harm, find_harms
from gawah.coding.rules.layout import Block, find_blocks
from gawah.coding.rules.phrases import Parsed, tag_words
from gawah.coding.rules.speech import Speech, find_speech
from gawah.coding.rules.tokens import Tokens, split_words
from gawah.coding.rules.triggers import Trigger, find_triggers
from gawah.gazetteer.actors import find_actors
from gawah.gazetteer.places import Resolved, read_mentions, resolve_mentions
from gawah.model import CodingInput, Given, Place, Span

_PROSE = ("paragraph",)


@dataclass(frozen=True, slots=True)
class Dated:
    """A date expression in prose and the number of its first word."""

    expr: DateExpr
    word: int


@dataclass(frozen=True, slots=True)
class Placed:
    """A resolved place in prose and the number of its first word."""

    resolved: Resolved
    place: Place
    word: int


@dataclass(frozen=True, slots=True)
class Page:
    """A text with what was found in it."""

    source: CodingInput
    blocks: list[Block]
    parsed: Parsed
    triggers: list[Trigger]
    harms: list[Harm]
    speeches: list[Speech]
    dates: list[Dated]
    mentions: list[Resolved]
    """The places that the whole text mentions, infobox and head included."""
    places: list[Placed]
    actors: ActorIndex
    report_date: date | None
    report_span: Span | None
    """The words at the text's head that give the report's date."""
    report_given: Given | None
    year: int | None

    @property
    def text(self) -> str:
        """The text itself."""
        return self.source.text.content

    def row(self, *keys: str) -> Block | None:
        """Return the infobox row or head line of the first of these keys that the text has."""
        return next((b for k in keys for b in self.blocks if b.kind in ("infobox", "head") and b.key == k), None)


def read_page(source: CodingInput) -> Page:
    """Return the page of a coding input."""
    text = source.text.content
    blocks = find_blocks(text)
    parsed = tag_words(split_words(text, [(b.start, b.end) for b in blocks if b.kind in _PROSE]))
    tokens = parsed.tokens
    triggers = find_triggers(tokens.lows, 0, len(tokens.lows))
    year = source.value_given("year")
    report_date, span, given = _find_report_date(source, text, int(year.value) if year else None)
    country = source.value_given("country")
    mentions = resolve_mentions(read_mentions(text), (country.value,) if country else ())
    return Page(
        source,
        blocks,
        parsed,
        triggers,
        find_harms(parsed, triggers),
        find_speech(parsed),
        _in_prose(find_dates(text), tokens),
        mentions,
        [
            Placed(m, m.place, n)
            for m in mentions
            if (n := tokens.number_at(m.mention.start)) < len(tokens.starts) and _meets(m, tokens, n)
        ],
        ActorIndex(parsed, find_actors(text)),
        report_date,
        span,
        given,
        int(year.value) if year else None,
    )


def _find_report_date(
    source: CodingInput, text: str, year: int | None
) -> tuple[date | None, Span | None, Given | None]:
    """Return the report's date and what gives it: a user or sidecar before the text's head, the head before the rest."""
    given = source.value_given("published")
    if given and (day := _parse_day(given.value)):
        return day, None, given
    if found := head_date(text, year):
        return found[0], found[1], None
    return None, None, None


def _parse_day(value: str) -> date | None:
    for expr in find_dates(value):
        start = resolve_date(expr).start
        if start:
            return date.fromisoformat(start)
    return None


def _meets(resolved: Resolved, tokens: Tokens, word: int) -> bool:
    return tokens.starts[word] < resolved.mention.end


def _in_prose(exprs: list[DateExpr], tokens: Tokens) -> list[Dated]:
    dated = [Dated(e, tokens.number_at(e.start)) for e in exprs]
    return [d for d in dated if d.word < len(tokens.starts) and tokens.starts[d.word] < d.expr.end]
