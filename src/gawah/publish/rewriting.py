"""Puts other words into a text, and tells where each stretch of it stands afterwards."""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

Piece = tuple[int, int, str]
"""A stretch of the text that was, and the words that stand there now."""


@dataclass(frozen=True, slots=True)
class Rewritten:
    """A text with other words in it."""

    text: str
    stretches: tuple[tuple[int, int, int, int], ...]
    """Start and end of what was replaced, in the text that was; start and end of what stands there now. In order."""

    def move(self, start: int, end: int) -> tuple[int, int]:
        """Return where a stretch of the text that was stands now, with all of what it cut through."""
        return self._move(start, at_end=False), self._move(end, at_end=True)

    def _move(self, offset: int, at_end: bool) -> int:
        n = bisect_right(self.stretches, offset - at_end, key=lambda one: one[0]) - 1
        if n < 0:
            return offset
        _, last, now, behind = self.stretches[n]
        inside = offset < last or (at_end and offset == last)
        return (behind if at_end else now) if inside else behind + offset - last


def rewrite(text: str, pieces: Iterable[Piece]) -> Rewritten:
    """Return `text` with other words in it; the pieces are in order and apart from one another."""
    parts, stretches, last, length = [], [], 0, 0
    for start, end, words in pieces:
        parts += [text[last:start], words]
        now = length + start - last
        length = now + len(words)
        stretches.append((start, end, now, length))
        last = end
    return Rewritten("".join([*parts, text[last:]]), tuple(stretches))
