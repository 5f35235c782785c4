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
    shown = _show(text)
    stretches = list(_WORD.finditer(shown.text.translate(_FOLDED)))
    words, spans = [one[0] for one in stretches], [one.span() for one in stretches]
    for n, word in enumerate(words):
        if not word.isalnum():
            words[n], spans[n] = _read_marked(shown.text, word, spans[n][0])
    capital = [_CAPITAL[shown.text[start]] for start, _ in spans]
    if shown.places:
        spans = [(shown.places[start][0], shown.places[end - 1][1]) for start, end in spans]
    return Letters(text, words, [start for start, _ in spans], [end for _, end in spans], capital)


class _Shown(NamedTuple):
    """The characters of a text that are shown: of markup none, but an entity as itself."""

    text: str
    places: list[tuple[int, int]] | None
    """The stretch of the text that each stands in; None where they are the text itself."""


def _show(text: str) -> _Shown:
    if not ("<" in text or "&" in text or "[[" in text or "''" in text):
        return _Shown(text, None)
    shown: list[str] = []
    places: list[tuple[int, int]] = []
    last = 0
    for start, end, words in [*_list_markup(text), (len(text), len(text), "")]:
        shown += [text[last:start], words]
        places += [(n, n + 1) for n in range(last, start)] + [(start, end)] * len(words)
        last = end
    return _Shown("".join(shown), places)


def _list_markup(text: str) -> list[tuple[int, int, str]]:
    """Return where markup stands, and what is shown of it."""
    found = _MARKUP.finditer(text)
    return [(one.start(), one.end(), unescape(one[0]) if one[0].startswith("&") else "") for one in found]


_MARK, _NOTHING, _APOSTROPHE, _SEVERAL = "\x01\x02\x03\x04"
"""What stands for a mark above a letter, for what says nothing, for an apostrophe, and for a letter that is several."""
_WORD = re.compile("[^ \x01\x02\x03][^ ]*")


class _Folded(dict[int, str]):
    """What stands for each character where words are looked for, one character for each."""

    def __missing__(self, code: int) -> str:
        self[code] = stands = _stand_for(chr(code))
        return stands


def _stand_for(c: str) -> str:
    folded = fold_letter(c)
    if folded is None:
        return _MARK if unicodedata.category(c).startswith("M") else _NOTHING
    return (folded or _APOSTROPHE) if len(folded) < 2 else _SEVERAL


_FOLDED = _Folded()
_BARE = str.maketrans("", "", _MARK + _NOTHING)


def _read_marked(shown: str, read: str, start: int) -> tuple[str, tuple[int, int]]:
    """Return a word with its stretch, of which more is shown than its letters: marks, apostrophes, letters for two."""
    end = start + len(read.rstrip(_NOTHING))
    units = read.translate(_BARE)
    if len(units) > 2 and units[-1] == "s" and shown[end - 2] in _POSSESSIVE:
        units, end = units[:-1], end - 2
    word = _spell_out(shown[start:end]) if _SEVERAL in units else units.replace(_APOSTROPHE, "")
    return word, (start, end)


def _spell_out(written: str) -> str:
    """Return a word's letters, those that are several as all of them."""
    return "".join(letter for c in written if (letter := fold_letter(c)) and letter != " ")


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


class _Capitals(dict[str, bool]):
    """Whether a character is a capital; also one of a script without them."""

    def __missing__(self, c: str) -> bool:
        self[c] = is_capital = c.isupper() or c.istitle() or (c.isalpha() and not c.islower())
        return is_capital


_CAPITAL = _Capitals()


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
