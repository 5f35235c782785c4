"""Finds the phrases of a list in a text: whole words, the longest at each place."""

from collections.abc import Collection, Iterator
from typing import NamedTuple

from gawah.gazetteer.words import Words


class Found(NamedTuple):
    """The words `first` up to, not with, `last` are the phrase `key`."""

    first: int
    last: int
    key: str


class Phrases(NamedTuple):
    """A list of phrases ready for finding them: their keys, the words they begin with, the most words of one."""

    keys: frozenset[str]
    first_words: frozenset[str]
    longest: int


def index_phrases(keys: Collection[str]) -> Phrases:
    """Make the phrases, as keys (`read_key`), ready for `find_phrases`."""
    return Phrases(
        frozenset(keys), frozenset(key.split(" ")[0] for key in keys), max(key.count(" ") + 1 for key in keys)
    )


def find_phrases(words: Words, phrases: Phrases) -> Iterator[Found]:
    """Yield the phrases in `words`, in order, without overlap."""
    n, count = 0, len(words.keys)
    while n < count:
        found = _match(words, n, phrases.keys, phrases.longest) if words.keys[n] in phrases.first_words else None
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
