"""Finds the phrases of a list in a text: whole words, the longest at each place."""

from collections.abc import Collection, Iterator
from typing import NamedTuple

from gawah.gazetteer.words import Words


class Found(NamedTuple):
    """The words `first` up to, not with, `last` are the phrase `key`."""

    first: int
    last: int
    key: str


def find_phrases(words: Words, phrases: Collection[str], first_words: Collection[str], longest: int) -> Iterator[Found]:
    """Yield the phrases in `words`, in order, without overlap.

    `phrases` are keys (`read_key`) of at most `longest` words, `first_words` the words with which they begin.
    """
    n, count = 0, len(words.keys)
    while n < count:
        found = _match(words, n, phrases, longest) if words.keys[n] in first_words else None
        if found:
            yield found
        n = found.last if found else n + 1


def _match(words: Words, first: int, phrases: Collection[str], longest: int) -> Found | None:
    best, key, n = None, words.keys[first], first + 1
    while True:
        if key in phrases:
            best = Found(first, n, key)
        if n - first == longest or n == len(words.keys) or not words.joins(n):
            return best
        key = f"{key} {words.keys[n]}"
        n += 1
