"""A report's text, cut so that all words that one value or several rest on are a piece of their own."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from gawah.publish.dossier.graphic import is_graphic

_GAP = re.compile(r"\n[^\S\n]*(?:\n[^\S\n]*)+")
"""What stands between two paragraphs."""


@dataclass(frozen=True, slots=True, order=True)
class Mark:
    """Words that a value rests on, from code point to code point of a text."""

    start: int
    end: int
    number: int
    """Of the value."""
    is_context: bool = False
    """Whether they only help to read others, which state it."""
    incident: int = 0
    """The number of the incident that it is of, or that it answers; 0 for none."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text that the same values rest on from its first code point to its last."""

    start: int
    """Code points of the text before it."""
    words: str
    over: tuple[Mark, ...] = ()
    """What marks it."""

    @property
    def numbers(self) -> list[int]:
        """The numbers of the values that rest on it."""
        return sorted({mark.number for mark in self.over})

    @property
    def states(self) -> list[int]:
        """The numbers of those that it states, and is no mere context to."""
        return sorted({mark.number for mark in self.over if not mark.is_context})

    @property
    def incident(self) -> int:
        """The number of the incident that all it states is of, 5 for a later one; 0 where that is of several."""
        found = {mark.incident for mark in self.over if not mark.is_context}
        return min(found.pop(), 5) if len(found) == 1 else 0

    @property
    def depth(self) -> int:
        """How many values it states, 3 for more."""
        return min(len(self.states), 3)

    @property
    def runs(self) -> list[tuple[int, int]]:
        """The numbers of the values whose words end with it, three or more in a row as their first and last."""
        end = self.start + len(self.words)
        found: list[tuple[int, int]] = []
        for number in sorted({mark.number for mark in self.over if mark.end == end and not mark.is_context}):
            if found and found[-1][1] == number - 1:
                found[-1] = found[-1][0], number
            else:
                found.append((number, number))
        short = ((n, n) for first, last in found for n in (first, last) if last - first < 2)
        return sorted({*short, *(run for run in found if run[1] - run[0] >= 2)})


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of a text, its line breaks kept."""

    pieces: tuple[Piece, ...]
    is_graphic: bool
    """Whether it describes in detail what was done to a body."""


def cut_text(content: str, marks: Iterable[Mark]) -> list[Paragraph]:
    """Return the paragraphs of a text, cut by what is marked in it.

    Put together, the pieces are the text less what stands between paragraphs.
    """
    held = sorted(mark for mark in marks if mark.start < mark.end)
    return [
        Paragraph(tuple(_cut(content, start, end, held)), is_graphic(content[start:end]))
        for start, end in _list_paragraphs(content)
    ]


def _list_paragraphs(content: str) -> Iterator[tuple[int, int]]:
    start = 0
    for gap in _GAP.finditer(content):
        if content[start : gap.start()].strip():
            yield start, gap.start()
        start = gap.end()
    if content[start:].strip():
        yield start, len(content)


def _cut(content: str, start: int, end: int, marks: Iterable[Mark]) -> Iterator[Piece]:
    inside = [mark for mark in marks if mark.start < end and mark.end > start]
    cuts = sorted({start, end, *(min(max(at, start), end) for mark in inside for at in (mark.start, mark.end))})
    for first, last in pairwise(cuts):
        over = tuple(mark for mark in inside if mark.start <= first and mark.end >= last)
        yield Piece(first, content[first:last], over)


def find_words(content: str, quote: str, start: str = "") -> tuple[int, int] | None:
    """Return from where to where words stand in a text, spaces of any kind being one; None where they do not.

    Where they begin at `start`, that place is meant, and otherwise the first. What a browser sends has other line ends
    than the text, and what people copy has other spaces.
    """
    words = quote.split()
    begins = [int(start)] if start.isdecimal() and int(start) < len(content) else []
    for at in (*begins, *(found.start() for found in re.finditer(re.escape(words[0]), content))):
        first = _pass_spaces(content, at)
        last = _match(content, first, words)
        if last is not None:
            return first, last
    return None


def _match(content: str, at: int, words: list[str]) -> int | None:
    """Return where words end that begin at `at`, None where others stand there."""
    for n, word in enumerate(words):
        past = _pass_spaces(content, at)
        if (n and past == at) or not content.startswith(word, past):
            return None
        at = past + len(word)
    return at


def _pass_spaces(content: str, at: int) -> int:
    while at < len(content) and content[at].isspace():
        at += 1
    return at
