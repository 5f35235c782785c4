"""A text as its letters alone: what hides a name (markup, invisible characters, accents, case, script) is set aside.

`read_letters` gives words with the place that each has in the text, so that what is found among them can be masked
where it stands. `sound` gives what is left of a word when vowels and what transliterations vary are set aside, the same
for "Muhammad", "Mohammed" and "محمد".
"""

import re
import unicodedata
from functools import lru_cache
from html import unescape
from typing import NamedTuple

_LATIN = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i", "ə": "a", "ħ": "h"}
)
_ARABIC = str.maketrans(
    {
        **dict.fromkeys("أإآٱ", "ا"),
        **dict.fromkeys("يىئےېۍ", "ی"),
        **dict.fromkeys("كڪګ", "ک"),
        **dict.fromkeys("ةۀہھۃە", "ه"),
        **dict.fromkeys("ؤۆۇۋ", "و"),
        "ټ": "ت",
        "ٹ": "ت",
        "ډ": "د",
        "ڈ": "د",
        "ړ": "ر",
        "ڑ": "ر",
        "ڼ": "ن",
        "ں": "ن",
        "ښ": "ش",
        "ږ": "ژ",
        "څ": "ث",
        "ځ": "ز",
        "ء": None,
        "ـ": None,
    }
)
_SEEN_ALIKE = str.maketrans("аеорсухіјѕԁһ", "aeopcyxijsdh")
"""Cyrillic letters that cannot be told from Latin ones."""
_MARKUP = re.compile(r"<[^<>]{0,200}>|&(?:#\d{1,7}|#x[0-9a-fA-F]{1,6}|[a-zA-Z]{2,8});|\[\[(?:[^\[\]|]*\|)?|'{2,5}")
_LETTER = re.compile(r"[^\W_]")
_POSSESSIVE = ("'", "’", "ʼ")
_APOSTROPHES = frozenset("'’‘ʼʻʾʿ`´ʹ")


class Letters(NamedTuple):
    """The words of a text: each folded, with its start and end in the text and whether it begins with a capital."""

    text: str
    words: list[str]
    starts: list[int]
    ends: list[int]
    capital: list[bool]
    """Also of a word in a script without capitals."""


def read_letters(text: str) -> Letters:
    """Return the words of `text` as their letters; offsets are code points of `text`."""
    return _read_again(text) if len(text) <= _SHORT else _read(text)


_SHORT = 2000
"""Code points of a text that is kept read: a quote is looked through several times."""


@lru_cache(maxsize=512)
def _read_again(text: str) -> Letters:
    return _read(text)


def _read(text: str) -> Letters:
    found = Letters(text, [], [], [], [])
    word: list[str] = []
    start = end = 0
    for at, stop, shown in _walk(text):
        folded = fold_letter(shown)
        if folded is None or (not folded and not word):
            end = stop if word and unicodedata.category(shown).startswith("M") else end
            continue
        if _LETTER.match(folded or "x"):
            start, end = (at if not word else start), stop
            word.append(folded)
        elif word:
            _close(found, word, start, end)
            word = []
    if word:
        _close(found, word, start, end)
    return found


def _walk(text: str) -> "list[tuple[int, int, str]]":
    """Return each character that is shown, with its stretch of the text; of markup none, but an entity as itself."""
    if "<" not in text and "&" not in text and "[[" not in text and "''" not in text:
        return [(n, n + 1, c) for n, c in enumerate(text)]
    shown: list[tuple[int, int, str]] = []
    last = 0
    for markup in _MARKUP.finditer(text):
        shown += [(n, n + 1, text[n]) for n in range(last, markup.start())]
        if markup[0].startswith("&"):
            shown += [(markup.start(), markup.end(), c) for c in unescape(markup[0])]
        last = markup.end()
    return shown + [(n, n + 1, text[n]) for n in range(last, len(text))]


@lru_cache(maxsize=16384)
def fold_letter(c: str) -> str | None:
    """Return a character as it is compared: "" where it is part of a word and says nothing, None where it is nothing.

    A gap is " ".
    """
    category = unicodedata.category(c)
    if category in ("Cf", "Mn", "Mc", "Me", "Cc") and c not in "\n\t\r":
        return None  # invisible: soft hyphens, zero-width joiners, turns of direction, marks above letters
    if c in _APOSTROPHES:
        return ""
    if c in "*_~":
        return None  # emphasis, as Markdown has it
    lower = c.lower().translate(_LATIN)
    parts = [p for p in unicodedata.normalize("NFKD", lower) if not unicodedata.combining(p)]
    letters = "".join(parts).translate(_ARABIC).translate(_SEEN_ALIKE).translate(_LATIN)
    letters = "".join(p for p in letters if _LETTER.match(p))
    return letters or (None if _is_dropped(lower) else " ")


def _is_dropped(letter: str) -> bool:
    return letter in "ءـ"


def _close(found: Letters, word: list[str], start: int, end: int) -> None:
    first = found.text[start]
    if len(word) > 2 and word[-1] == "s" and found.text[max(start, end - 2) : end - 1] in _POSSESSIVE:
        word, end = word[:-1], end - 2
    found.words.append("".join(word))
    found.starts.append(start)
    found.ends.append(end)
    found.capital.append(first.isupper() or first.istitle() or (first.isalpha() and not first.islower()))


def fold_words(name: str) -> tuple[str, ...]:
    """Return the words of a name, folded."""
    return tuple(read_letters(name).words)


# --- how words sound --------------------------------------------------------------------------------------------------

_ARABIC_SOUNDS = {
    **dict.fromkeys("بپ", "b"),
    **dict.fromkeys("تطد", "d"),
    **dict.fromkeys("ثسصزذظض", "s"),
    **dict.fromkeys("جچژ", "j"),
    "ش": "x",
    **dict.fromkeys("حهخ", "h"),
    "ر": "r",
    **dict.fromkeys("غقکگ", "k"),
    "ف": "f",
    "ل": "l",
    "م": "m",
    "ن": "n",
}
"""The sound of an Arabic letter, those alike as one; vowels, و, ی, ع and ا are none."""
_LATIN_PAIRS = tuple(
    tuple(pair.split("-")) for pair in "sch-x sh-x kh-h gh-k ch-j zh-j th-s dh-s dj-j ph-f ck-k tz-s".split()
)
_LATIN_SOUNDS = {
    **dict.fromkeys("bp", "b"),
    **dict.fromkeys("dt", "d"),
    **dict.fromkeys("sz", "s"),
    "j": "j",
    "x": "x",
    "h": "h",
    "r": "r",
    **dict.fromkeys("gkqc", "k"),
    **dict.fromkeys("f", "f"),
    "l": "l",
    "m": "m",
    "n": "n",
}
_RUN = re.compile(r"(.)\1+")


@lru_cache(maxsize=65536)
def sound(word: str) -> str:
    """Return how a folded word sounds, without vowels and what transliterations vary; "" where nothing is left.

    An h that ends a word or stands before a consonant is often not written, and counts for nothing.
    """
    if any("\u0600" <= c <= "\u06ff" for c in word):
        heard = "".join(_ARABIC_SOUNDS.get(c, "") for c in word.removeprefix("ال"))
    else:
        for pair, one in _LATIN_PAIRS:
            word = word.replace(pair, one.upper())
        heard = "".join(c.lower() if c.isupper() else _LATIN_SOUNDS.get(c, "") for c in word)
    return _RUN.sub(r"\1", heard).removesuffix("h")
