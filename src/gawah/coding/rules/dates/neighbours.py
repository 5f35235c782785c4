"""The words right before and behind a stretch of lower-cased text."""

import re

from gawah.coding.rules.dates.grammar import GAP


def word_before(low: str, at: int) -> str:
    """Return the word that ends before `at`, over blanks, brackets, a colon or a hyphen; empty where there is none."""
    last = at
    while last and low[last - 1] in " \t\n\xa0(:-":
        last -= 1
    first = last
    while first and low[first - 1].isalpha():
        first -= 1
    return low[first:last]


def word_after(low: str, at: int) -> str:
    """Return the word that follows at `at` after one gap; empty where something else does."""
    found = _NEXT_WORD.match(low, at)
    return found[1] if found else ""


_NEXT_WORD = re.compile(rf"{GAP}([a-z]+)")
