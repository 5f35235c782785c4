"""Folds the spellings of a place's name into keys: the same in two spellings that differ in nothing that tells.

Two keys. `fold` forgets case, diacritics, apostrophes, stops and hyphens; names are looked up by it. `skeleton` also
forgets what transliteration varies (doubled letters, a final h, q or k, the Arabic article); it is only ever used
inside a country that the text names.
"""

import re
import unicodedata
from functools import lru_cache

_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i", "ə": "a", "ħ": "h"}
)
_DROPPED = "'’‘ʼʻʾʿ`´.\"“”"
_BREAKS = "-‐‑–—/,_()"
_MARKS = str.maketrans({**dict.fromkeys(_DROPPED), **dict.fromkeys(_BREAKS, " ")})


@lru_cache(maxsize=65536)
def fold(name: str) -> str:
    """Return the key of `name`: "Sana'a" and "SANAA" give "sanaa", "Deir ez-Zor" gives "deir ez zor"."""
    text = name.lower().translate(_MARKS)
    if not text.isascii():
        parts = unicodedata.normalize("NFKD", text.translate(_LETTERS))
        text = "".join(c for c in parts if not unicodedata.combining(c))
    return " ".join(text.split())


_ARTICLES = frozenset(["al", "el", "ad", "ar", "as", "ash", "at", "az", "an", "ul", "ud", "ed", "es", "ez", "e", "i"])
_SOUNDS = (
    (re.compile(r"([bdgkt])h"), r"\1"),
    (re.compile(r"ph"), "f"),
    (re.compile(r"tch"), "ch"),
    (re.compile(r"ee|iy"), "i"),
    (re.compile(r"oo|ou"), "u"),
    (re.compile(r"(.)\1+"), r"\1"),
    (re.compile(r"h$"), ""),
)
_SINGLE = str.maketrans({"q": "k", "y": "i", "w": "v", "z": "s"})


@lru_cache(maxsize=65536)
def skeleton(key: str) -> str:
    """Return what is left of a folded name without what transliterations vary: "machh" and "mach" both give "mac"."""
    words = [w for w in key.split() if w not in _ARTICLES] or key.split()
    return "".join(_reduce_word(word) for word in words)


@lru_cache(maxsize=65536)
def _reduce_word(word: str) -> str:
    for sound, reduced in _SOUNDS:
        word = sound.sub(reduced, word)
    return word.translate(_SINGLE) or word
