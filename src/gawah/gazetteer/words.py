"""Words of a text with their offsets, each with the key under which the lists of names and nouns know it."""

import re
import unicodedata
from bisect import bisect_right
from functools import lru_cache
from typing import NamedTuple

_WORD = re.compile(r"[^\W_]+(?:['’‘ʼ`´][^\W_]+)*")
_WORD_OR_DOTTED = re.compile(rf"(?:[^\W\d_]\.){{2,}}(?!\w)|{_WORD.pattern}")
_DOTTED = re.compile(r"\.[^\W\d_]\.")
_ODD = re.compile(r"[^a-z0-9\s,;:()\[\]\"!?/-]")
_APOSTROPHE = re.compile(r"['’‘ʼ`´]")
_JOINT = re.compile(
    r"(?:['’‘ʼ`´][sS]?| s(?= ))?"
    r"(?:[ \t\xa0]{1,2}|[ \t]?\r?\n[ \t]?|[ \xa0]?[-‐‑‒–—/&]{1,2}[ \xa0]?|[ \n]?[(\[“\"'‘]{1,2}"
    r"|['’”\")\]]{1,2}[ \n-]|)"
)
_CLOSE = frozenset((" ", "-", "‐", "‑", "–", "\n", "\r\n", "\xa0", "  ", "'s ", "’s ", "'S ", "’S ", "' ", "’ "))


class Words(NamedTuple):
    """A text's words: where each starts and ends, a possessive 's left out, and its key: lower case, plain letters."""

    text: str
    starts: list[int]
    ends: list[int]
    keys: list[str]

    def joins(self, n: int) -> bool:
        """Whether word `n` may be of one name with the word before it: no comma, stop or line between paragraphs."""
        gap = self.text[self.ends[n - 1] : self.starts[n]]
        return gap == " " or _JOINT.fullmatch(gap) is not None

    def follows_comma(self, n: int) -> bool:
        """Whether only a comma stands between word `n` and the word before it."""
        return self.text[self.ends[n - 1] : self.starts[n]] in (", ", ",\n")

    def adjoins(self, n: int) -> bool:
        """Whether only a space or a hyphen stands before word `n`, and no headline begins with it.

        A line that begins with a capital goes on from the line before it only in a name.
        """
        between = self.text[self.ends[n - 1] : self.starts[n]]
        goes_on = between != "\n" or self.text[self.starts[n]].islower() or self.text[self.starts[n - 1]].isupper()
        return between in _CLOSE and goes_on

    def surface(self, first: int, last: int) -> str:
        """Return the text of the words `first` up to, not with, `last`."""
        return self.text[self.starts[first] : self.ends[last - 1]]


def read_words(text: str) -> Words:
    """Return the words of `text`. Offsets are code points of `text`."""
    lower = text.lower()
    if len(lower) != len(text):  # a few capitals, as İ, become two code points
        lower = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    matches = list((_WORD_OR_DOTTED if _DOTTED.search(lower) else _WORD).finditer(lower))
    if " s " in lower:  # "People s Liberation Front", whose apostrophe was lost
        matches = [m for m in matches if not (m[0] == "s" and text[m.start() - 1 : m.end() + 1] == " s ")]
    keys = list(map(re.Match.group, matches))
    starts = list(map(re.Match.start, matches))
    ends = list(map(re.Match.end, matches))
    # few words need more than lower case; the mark that makes one odd lies in it, or behind it, where it does no harm
    for n in {bisect_right(starts, odd.start()) - 1 for odd in _ODD.finditer(lower)} - {-1}:
        keys[n], cut = _clean(keys[n])
        ends[n] -= cut
    return Words(text, starts, ends, keys)


@lru_cache(maxsize=4096)
def _clean(word: str) -> tuple[str, int]:
    """Return the key of a word with stops, apostrophes or accents, and how much of its end is a possessive."""
    head, *tail = _APOSTROPHE.split(word)
    cut = 2 if tail and tail[-1] == "s" else 0
    letters = head + "".join(tail[:-1] if cut else tail)
    letters = letters.replace(".", "").replace("ı", "i")
    if not letters.isascii():
        letters = "".join(c for c in unicodedata.normalize("NFKD", letters) if not unicodedata.combining(c)).lower()
    return letters, cut


def read_key(phrase: str) -> str:
    """Return the key of a phrase: its words' keys with a space between, so that "Shi'ite" is "shiite"."""
    return " ".join(read_words(phrase).keys)
