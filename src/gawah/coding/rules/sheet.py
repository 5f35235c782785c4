"""Where the rules write down what they found: one sheet an event, which turns word ranges into spans and assertions."""

from typing import Any

from gawah.coding.rules.page import Page
from gawah.coding.rules.quoting import quote_around
from gawah.coding.rules.speech import Speech
from gawah.coding.rules.triggers import Trigger
from gawah.model import Assertion, CodingInput, Event, EventKind, Given, Json, Rival, Span, SpanRole

LONGEST_QUOTE = 400
_FAR = 25
"""Words between a day or a place and the act that happened then or there."""


def list_fields(record: Any) -> dict[str, Json]:
    """Return a record of plain values (a `When`, `Place` or `Count`) as a dict, several times faster than `asdict`."""
    return {name: getattr(record, name) for name in record.__slots__}


class Sheet:
    """Collects the assertions of one event. Rules are named as they will be shown to a person who asks why."""

    def __init__(self, page: Page, coder: str, kind: EventKind, anchor: Span) -> None:
        self.page = page
        self.source: CodingInput = page.source
        self.event = Event.of(page.source, coder, kind, anchor)
        self.assertions: list[Assertion] = []
        self.rivals: list[Rival] = []
        self._keys: dict[str, int] = {}

    def key(self, field: str) -> str:
        """Return the next free key of a list: "perpetrators" gives "perpetrators/p1"."""
        self._keys[field] = self._keys.get(field, 0) + 1
        return f"{field}/{field[0]}{self._keys[field]}"

    def span(self, start: int, end: int, role: SpanRole = "states") -> Span:
        """Return the span of the words [start, end), cut to the longest quote that we show."""
        begin, finish = self.page.parsed.span(start, end)
        while finish - begin > LONGEST_QUOTE and end - start > 1:
            end -= 1
            finish = self.page.parsed.tokens.ends[end - 1]
        return Span(begin, finish, role)

    def clause(self, trigger: Trigger) -> Span:
        """Return the clause around a trigger; where that is long, the words beside it."""
        return self.span(*quote_around(self.page.parsed, trigger.start, trigger.end))

    def beside(self, span: Span) -> Span:
        """Return the span of a day or a place with its clause and the act nearest to it in its sentence.

        Alone they do not say that anything happened then or there.
        """
        parsed = self.page.parsed
        start, end = parsed.tokens.number_at(span.start), parsed.tokens.number_at(span.end - 1) + 1
        if span.role != "states" or end > len(parsed.tags) or parsed.tokens.starts[start] >= span.end:
            return span  # it stands in the report's head
        first, last = parsed.bounds(start)
        words = (t.start for t in self.page.triggers_in(first, last) if t.sense.frame != "mark")
        acts = [*(h.trigger.start for h in self.page.harms_in(first, last)), *words]
        near = [n for n in acts if start - _FAR < n < end + _FAR]
        if not near:
            return span
        act = min(near, key=lambda n: max(start - n, n - end))
        begin, finish = quote_around(parsed, min(start, act), max(end, act + 1))
        told = self.span(begin, finish)
        return told if told.end >= span.end else self.span(*quote_around(parsed, start, end))

    def say(
        self,
        field: str,
        value: Json,
        spans: list[Span],
        rule: str,
        *,
        speech: Speech | None = None,
        basis: str | None = None,
        confidence: float = 0.8,
        trigger: Span | None = None,
        given: Given | None = None,
    ) -> None:
        """Write down that the event has `value` in `field`, with its witnesses."""
        unknown = speech is not None and speech.role == "unknown"
        self.assertions.append(
            Assertion.of(
                self.event,
                field,
                value,
                spans,
                speaker=speech.speaker if speech else None,
                speaker_role=speech.role if speech else None,
                basis=basis or ("unknown" if unknown else "reported_as_fact"),
                given=given,
                confidence=confidence,
                rule=rule,
                trigger=trigger or (spans[0] if spans else None),
            )
        )

    def reject(self, field: str, value: Json, span: Span, rule: str, why: str) -> None:
        """Write down a value that was weighed and not asserted."""
        self.rivals.append(Rival(self.event.id, field, value, span, rule, why))
