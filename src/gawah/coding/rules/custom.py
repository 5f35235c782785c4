"""The fields that a project adds, read by the words of their choices and by their patterns."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from gawah.codebook import CustomField, adopted
from gawah.coding.rules.facts import SentenceFacts
from gawah.coding.rules.sheet import LONGEST_QUOTE, Sheet
from gawah.model import Json, Span


@dataclass(frozen=True, slots=True)
class _Found:
    """A value of a field, with the words that say it."""

    value: Json
    start: int
    end: int


def write_custom(sheet: Sheet, own: list[SentenceFacts]) -> None:
    """Write the values of a project's fields that the sentences of an incident tell, the first of each."""
    overlay = adopted()
    for field in overlay.fields.values() if overlay else ():
        found = list(_find_values(sheet, field, own))
        if not found:
            continue
        first = found[0]
        span = _quote(sheet, first, own)
        trigger = Span(first.start, first.end)
        sheet.say(f"custom/{field.name}", first.value, [span], "custom-words", trigger=trigger)
        for other in found[1:]:
            if other.value != first.value:
                why = "another value stands before it"
                sheet.reject(f"custom/{field.name}", other.value, Span(other.start, other.end), "custom-words", why)


def _find_values(sheet: Sheet, field: CustomField, own: list[SentenceFacts]) -> Iterator[_Found]:
    """Yield the values of a field in the order of the text."""
    readers = _list_readers(field)
    for fact in own if readers else ():
        start, end = sheet.page.parsed.span(fact.first, fact.last)
        content = sheet.source.text.content
        here = [
            (m.start(), _Found(value if value is not None else _read(field, m), *m.span()))
            for pattern, value in readers
            for m in pattern.finditer(content, start, end)
        ]
        yield from (found for _, found in sorted(here, key=lambda h: h[0]) if found.value is not None)


@cache
def _list_readers(field: CustomField) -> list[tuple[re.Pattern[str], Json]]:
    """Return patterns, each with the value that it stands for; None where the value is what it finds."""
    readers: list[tuple[re.Pattern[str], Json]] = []
    for choice in field.choices:
        for word in choice.words:
            words = r"[\s-]+".join(map(re.escape, re.split(r"[\s-]+", word)))
            readers.append((re.compile(rf"(?<!\w){words}(?!\w)", re.IGNORECASE), choice.id))
    if field.pattern:
        readers.append((re.compile(field.pattern), None))
    return readers


def _read(field: CustomField, found: re.Match[str]) -> Json:
    """Return what a pattern found: its first group, or all of it; None where that is no number and one is wanted."""
    said = (found[1] if found.re.groups else found[0]) or ""
    if field.kind != "number":
        return said.strip() or None
    digits = said.replace(",", "").strip()
    if not re.fullmatch(r"-?\d{1,15}(\.\d{1,6})?", digits):
        return None
    return float(digits) if "." in digits else int(digits)


def _quote(sheet: Sheet, found: _Found, own: list[SentenceFacts]) -> Span:
    """Return the sentence that holds what was found, cut where it is too long to quote."""
    for fact in own:
        start, end = sheet.page.parsed.span(fact.first, fact.last)
        if start <= found.start and found.end <= end <= start + LONGEST_QUOTE:
            return Span(start, end)
    return Span(found.start, min(found.end, found.start + LONGEST_QUOTE))
