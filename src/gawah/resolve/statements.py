"""Statements: assertions as reviews leave them, each with its quotes and its place in the order of preference."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain
from typing import TypeAlias

from gawah.codebook.columns import name_own_list
from gawah.frozen import quick_to_make
from gawah.model import PERSON, Assertion, Coding, Event, Json, Review, Span, SpanRole, Text, field_pattern
from gawah.record import LONGEST_QUOTE


@quick_to_make
@dataclass(frozen=True, slots=True)
class Seen:
    """An event with its text and its place in the order of all events."""

    event: Event
    text: Text
    coding: int
    order: int
    mark: tuple[str, str]
    """What no two events of one incident share that a machine joined: their text and coder, or the list of rows."""


@dataclass(slots=True, eq=False)
class Statement:
    """An assertion as reviews leave it, with its quotes and its place in the order of preference."""

    said: Assertion
    text: Text
    coding: int
    order: int
    """Of its event."""
    rank: tuple[bool, float, int, int, int, str]
    """Not settled by a person, less confidence, coding, start, end, id: the lowest is preferred."""
    quotes: list[tuple[str, int, int, SpanRole]]

    @property
    def value(self) -> Json:
        """What is stated."""
        return self.said.value

    @property
    def position(self) -> tuple[int, int, int, str]:
        """Where it is stated: by coding, then in the order of the text."""
        return self.rank[2:]


_NOT_OF_IT = {"main", "told_as", "verification", "workflow", "released_under", "audience"}
Key: TypeAlias = tuple[int, int, str]
"""Sorts the items of a list: the event's order, then the key as its coder numbered it (p2 before p10)."""
Item: TypeAlias = dict[str, list[Statement]]
"""One item of a list: its statements by what they are about ("" for the item itself), each list in order of rank."""


@dataclass(slots=True, eq=False)
class Told:
    """All that is said of one incident or response."""

    values: dict[str, list[Statement]] = field(default_factory=dict)
    items: dict[str, dict[Key, Item]] = field(default_factory=dict)

    def add(self, statement: Statement) -> None:
        """File `statement` under its field; statements come in order of rank."""
        head, _, rest = statement.said.field.partition("/")
        if not rest:
            self.values.setdefault(head, []).append(statement)
            return
        key, _, about = rest.partition("/")
        item = self.items.setdefault(head, {}).setdefault((statement.order, len(key), key), {})
        item.setdefault(about, []).append(statement)

    def of(self, name: str) -> list[Statement]:
        """Return the statements about the field `name`, the preferred first."""
        return self.values.get(name, [])

    def list_all(self) -> Iterator[Statement]:
        """Yield every statement, of values and of the items of lists."""
        yield from chain.from_iterable(self.values.values())
        for items in self.items.values():
            for item in items.values():
                yield from chain.from_iterable(item.values())

    @property
    def is_empty(self) -> bool:
        """Whether nothing is said but how the event is told, and how far people have come with it."""
        return not self.items and self.values.keys() <= _NOT_OF_IT


def order_events(codings: Sequence[Coding]) -> dict[str, Seen]:
    """Return events by id, in the order of codings and, within one, of anchors."""
    texts = {c.coding_input.text.sha256: c.coding_input.text for c in codings}
    found: dict[str, tuple[int, Event]] = {}
    for n, coding in enumerate(codings):
        for event in sorted(coding.events, key=lambda e: (e.anchor.start, e.anchor.end, e.id)):
            found.setdefault(event.id, (n, event))
    lists = [name_own_list(coding.coding_input) for coding in codings]
    return {
        id_: Seen(event, texts[event.text_sha256], coding, order, _mark(event, lists[coding]))
        for order, (id_, (coding, event)) in enumerate(found.items())
    }


def _mark(event: Event, rows_of: str | None) -> tuple[str, str]:
    return ("", rows_of) if rows_of else (event.text_sha256, event.coder)


def state(codings: Sequence[Coding], seen: Mapping[str, Seen], reviews: Sequence[Review]) -> list[Statement]:
    """Return what stands after reviews, once each, in order of rank; what has no witness does not stand."""
    decisions = sort_decisions(reviews)
    # One id may come with several confidences, which are no part of it: the surest of them counts.
    all_said = sorted((a for coding in codings for a in coding.assertions), key=lambda a: a.confidence)
    assertions = {a.id: a for a in all_said if a.event_id in seen}
    statements = []
    for assertion in assertions.values():
        acting = list_acting(assertion, decisions) if decisions else ()
        said, settled = (acting[-1][1], True) if acting else (assertion, assertion.coder.startswith(PERSON))
        statement = _stated(said, seen[assertion.event_id], settled) if said else None
        if statement is not None:
            statements.append(statement)
    return sorted(statements, key=lambda s: s.rank)


def _stated(said: Assertion, seen: Seen, settled: bool) -> Statement | None:
    content, spans = seen.text.content, said.spans
    quotes = quotes_of(content, spans, said.trigger)
    if said.value is None or not (quotes or said.given):
        return None
    first = spans[0] if len(spans) == 1 else min(spans, default=None)
    start, end = (first.start, first.end) if first else (len(content), 0)
    rank = (not settled, -said.confidence, seen.coding, start, end, said.id)
    return Statement(said, seen.text, seen.coding, seen.order, rank, quotes)


def quotes_of(content: str, spans: Iterable[Span], trigger: Span | None = None) -> list[tuple[str, int, int, SpanRole]]:
    """Return the words of `spans` with their start, end and role; where a span is too long, what holds `trigger`."""
    quotes, length = [], len(content)
    for span in spans:
        start, end = span.start, span.end
        if end > length:
            end = length
        if end - start > LONGEST_QUOTE:
            start, end = _cut(content, start, end, trigger)
        quote = content[start:end]
        if quote and not quote.isspace():
            quotes.append((quote, start, end, span.role))
    return quotes


def _cut(content: str, start: int, end: int, trigger: Span | None) -> tuple[int, int]:
    """Return a stretch of a long span that is short enough to quote, holds the trigger and ends with a word."""
    if trigger and start <= trigger.start < end and trigger.end - start > LONGEST_QUOTE:
        start = trigger.start
    end = min(end, start + LONGEST_QUOTE)
    last_gap = content.rfind(" ", start, end)
    return start, last_gap if last_gap > start + LONGEST_QUOTE // 2 else end


Decisions: TypeAlias = Mapping[tuple[str, str], Sequence[Review]]
"""Reviews that nobody took back, oldest first, by text and field."""


def sort_decisions(reviews: Sequence[Review]) -> Decisions:
    """Return the reviews that nobody took back, oldest first, by text and field."""
    undone: set[str] = set()
    standing: list[Review] = []
    for review in sorted(reviews, key=lambda r: (r.time, r.id), reverse=True):
        if review.id in undone:
            continue
        if review.undoes:
            undone.add(review.undoes)
        else:
            standing.append(review)
    found: dict[tuple[str, str], list[Review]] = {}
    for review in reversed(standing):
        found.setdefault((review.text_sha256, field_pattern(review.field)), []).append(review)
    return found


def list_acting(assertion: Assertion, decisions: Decisions) -> list[tuple[Review, Assertion | None]]:
    """Return the reviews that act on `assertion`, oldest first, each with what it leaves of it."""
    now, acting = assertion, []
    for review in decisions.get((assertion.text_sha256, field_pattern(assertion.field)), ()):
        on_original = review.acts_on(assertion)
        if not (on_original or (now is not assertion and review.acts_on(now))):
            continue
        if review.verdict == "correct":
            now = _correct(assertion, review)
        elif on_original:
            now = assertion
        acting.append((review, None if review.verdict == "reject" else now))
    return acting


def _correct(assertion: Assertion, review: Review) -> Assertion:
    """Return what a person says in place of a coder, in the words that prove it."""
    spans = review.proof or assertion.spans
    about = {"value": review.correction, "spans": spans, "coder": review.reviewer, "confidence": 1.0}
    if review.voice:
        about |= {"speaker": review.voice.speaker, "speaker_role": review.voice.speaker_role}
        about |= {"basis": review.voice.basis}
    return replace(assertion, **about)
