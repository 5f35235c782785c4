"""Which words bear witness to an accusation or a claim: its clause, with the speaker who makes it."""

from gawah.coding.rules.phrases import Parsed
from gawah.coding.rules.speech import Speech

_BACK = 12
"""Words before what is told, and behind it, that its clause may add."""
_ON = 10
_FROM_SPEAKER = 25
"""Words between a speaker and what is told."""
_STOPS = frozenset(".;:,!?")


def quote_clause(parsed: Parsed, start: int, end: int, speech: Speech | None) -> tuple[int, int]:
    """Return the words [start, end) with the clause around them and, in the same sentence, who says it."""
    first, last = parsed.bounds(start)
    begin, finish = _begin_clause(parsed, start, first), _end_clause(parsed, min(end, last), last)
    if speech is None or not first <= speech.speaker_start < last:
        return begin, finish
    if speech.speaker_start < begin and start - speech.speaker_start <= _FROM_SPEAKER:
        begin = speech.speaker_start
    if speech.speaker_end > finish and speech.speaker_end - end <= _FROM_SPEAKER:
        finish = min(last, speech.speaker_end + 1)
    return begin, finish


def quote_around(parsed: Parsed, start: int, end: int) -> tuple[int, int]:
    """Return the words [start, end) with the clause around them; of a long one the five words on either side."""
    first, last = parsed.bounds(start)
    begin, finish = _begin_clause(parsed, start, first), _end_clause(parsed, min(end, last), last)
    return begin if begin < start else max(first, start - _BESIDE), finish


_BESIDE = 5


def _begin_clause(parsed: Parsed, start: int, first: int) -> int:
    n = start
    while n > first and start - n < _BACK and not _parts(parsed, n - 1):
        n -= 1
    return n if n == first or _parts(parsed, n - 1) else start


def _end_clause(parsed: Parsed, end: int, last: int) -> int:
    n = end
    while n < last and n - end < _ON and not _parts(parsed, n):
        n += 1
    while n > end and n < last and parsed.tags[n - 1] in "PDC":
        n -= 1  # cut before "in the"
    return n


def _parts(parsed: Parsed, n: int) -> bool:
    """Whether a word parts clauses: "that", "when", a comma, a full stop, a quotation mark."""
    return parsed.tags[n] in 'S"' or parsed.tokens.words[n] in _STOPS
