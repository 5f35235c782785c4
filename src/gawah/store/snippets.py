"""Where in a text the words stand that were looked for: the stretches around them, to show in a list.

The index finds words in folded texts (`full_text`), and a folded text is shorter or longer than its own. So each word
of a text is folded by itself, and what is found in the folded words is led back to the letters that it came from.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

from sqlalchemy import Connection, select

from gawah.model import Text
from gawah.store.components import Shelf
from gawah.store.forms import FORMS
from gawah.store.full_text import Sought, fold_text, hold, list_stretches, read_words
from gawah.store.ledger import read_rows
from gawah.store.tables import INCIDENTS, TELLS

Range = tuple[int, int]
"""Start and end in a text, in code points."""

_AROUND = 80
"""Code points that are shown on each side of what was found, up to a gap between words."""
_MOST_MARKS = 200
"""Places of one stretch that are looked up; more say no more."""
_PIECES = 3
"""Stretches of one text that are shown at most."""


@dataclass(frozen=True, slots=True)
class Snippet:
    """What a report says around the words that were looked for."""

    text_sha256: str
    report_id: str
    title: str | None
    pieces: tuple[tuple[tuple[str, bool], ...], ...]
    """Stretches of the text in its order, each cut into words that were looked for (true) and what stands between."""


def quote_words(
    connection: Connection,
    policy: str,
    words: str,
    keys: Sequence[int],
    show: Callable[[Text], Text] | None = None,
) -> dict[int, Snippet]:
    """Return for each incident, by its key, what one of its texts says around `words`, the latest that holds them.

    `show` gives a text as somebody sees it: one that does not hold them then is passed over.
    """
    sought = read_words(words)
    own = hold(connection, sought, TELLS.c.text)
    query = select(TELLS.c.incident, TELLS.c.text).where(
        TELLS.c.policy == policy, TELLS.c.incident.in_(keys), INCIDENTS.c.policy == policy
    )
    query = query.where(INCIDENTS.c.key == TELLS.c.incident, *own).order_by(TELLS.c.text.desc())
    told: dict[int, list[int]] = {}
    for row in connection.execute(query):
        told.setdefault(row.incident, []).append(row.text)
    held = read_texts(connection, {number for numbers in told.values() for number in numbers[: None if show else 1]})
    cut = {number: _quote(text, sought, show) for number, text in held.items()}
    found = {key: next(filter(None, map(cut.get, numbers)), None) for key, numbers in told.items()}
    return {key: snippet for key, snippet in found.items() if snippet}


def read_texts(connection: Connection, numbers: Iterable[int]) -> dict[int, Text]:
    """Return texts by their numbers in the ledger; those that were erased are left out."""
    shelf = Shelf(connection)
    read: dict[int, Any] = {n: FORMS["text"].read(row, shelf) for n, row in read_rows(connection, numbers).items()}
    return {number: text for number, text in read.items() if text is not None}


def is_held(content: str, sought: Sought) -> bool:
    """Whether a text holds all that is sought."""
    words = _Words(content)
    return all(any(True for _ in words.find(part)) for part in sought.parts) and all(
        list_stretches(content, term) for term in sought.terms
    )


def _quote(text: Text, sought: Sought, show: Callable[[Text], Text] | None) -> Snippet | None:
    if show:
        text = show(text)
        if not is_held(text.content, sought):
            return None
    found = find_sought(text.content, sought)
    pieces = tuple(_cut(text.content, around, found) for around in _list_around(text.content, found))
    return Snippet(text.sha256, text.report_id, text.title, pieces)


def find_sought(content: str, sought: Sought) -> list[Range]:
    """Return where in `content` stands what is sought, in order; what overlaps is one."""
    words = _Words(content)
    found = [at for part in sought.parts for at in words.find(part)]
    found += [at for term in sought.terms for at in list_stretches(content, term)]
    return _join(sorted(found))


class _Words:
    """The words of a text, folded, each with where it stands."""

    def __init__(self, content: str) -> None:
        self.content = content
        stretches = [(m.start(), m.end()) for m in _GAPLESS.finditer(content)]
        folded = [(start, end, fold_text(content[start:end])) for start, end in stretches]
        self.words = [one for one in folded if one[2]]
        self.folded = " ".join(word for _, _, word in self.words)
        self.starts = [0, *accumulate(len(word) + 1 for _, _, word in self.words)][:-1]

    def find(self, part: str) -> Iterator[Range]:
        """Yield where a folded stretch stands in the text."""
        at = -1
        for _ in range(_MOST_MARKS):
            at = self.folded.find(part, at + 1)
            if at < 0:
                return
            yield self._lead_back(at, is_end=False), self._lead_back(at + len(part) - 1, is_end=True)

    def _lead_back(self, at: int, is_end: bool) -> int:
        """Return where the letter stands from which the folded one `at` comes, or where it ends."""
        n = bisect_right(self.starts, at) - 1
        start, end, word = self.words[n]
        own = at - self.starts[n]
        if end - start == len(word):
            return start + own + is_end
        for last in range(start + 1, end):  # as many letters as it takes to be folded to so many
            if len(fold_text(self.content[start:last])) > own:
                return _pass_marks(self.content, last, end) if is_end else last - 1
        return end if is_end else end - 1


_GAPLESS = re.compile(r"[^\s\x00]+")


def _pass_marks(content: str, at: int, end: int) -> int:
    """Return the place behind the marks that belong to the letter before `at`."""
    while at < end and not fold_text(content[at]):
        at += 1
    return at


def _join(found: Iterable[Range]) -> list[Range]:
    joined: list[Range] = []
    for start, end in found:
        if joined and start < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _list_around(content: str, found: Sequence[Range]) -> list[Range]:
    """Return the stretches to show: around each place, those that touch as one, the first few."""
    around: list[Range] = []
    for start, end in found:
        first, last = _widen(content, start, end)
        if around and first <= around[-1][1]:
            around[-1] = (around[-1][0], max(last, around[-1][1]))
        elif len(around) == _PIECES:
            break
        else:
            around.append((first, last))
    return around


def _widen(content: str, start: int, end: int) -> Range:
    """Return a stretch with some words on each side, whole ones where there are gaps between words."""
    first, last = max(start - _AROUND, 0), min(end + _AROUND, len(content))
    if first and (gap := content.find(" ", first, start)) >= 0:
        first = gap + 1
    if last < len(content) and (gap := content.rfind(" ", end, last)) >= 0:
        last = gap
    return first, last


def _cut(content: str, around: Range, found: Sequence[Range]) -> tuple[tuple[str, bool], ...]:
    first, last = around
    pieces: list[tuple[str, bool]] = []
    at = first
    for start, end in found:
        if first <= start < last:
            pieces += [(content[at:start], False), (content[start:end], True)]
            at = end
    pieces.append((content[at : max(last, at)], False))
    return tuple(piece for piece in pieces if piece[0])
