"""Personal names, reduced so that spellings of one name are alike: "Mohd. Hossein" and "Muhammad Husayn", محمد حسین.

What is known of names stands in `personal_names.yaml`. Nothing here says that two persons are one: `gawah.linking`
weighs that.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from itertools import pairwise
from typing import Any

from gawah.gazetteer.places.spelling import fold


@dataclass(frozen=True, slots=True)
class PersonalName:
    """A name as it is compared; without words where nobody is named."""

    words: tuple[str, ...] = ()
    """Its words in order, reduced; titles, articles and what joins a name to a father's left out."""
    bones: tuple[str, ...] = ()
    """The consonants of each word, which two scripts have in common; of a name that is known in both, the name."""
    rare: tuple[str, ...] = ()
    """Those of the words that few people bear."""
    script: str = "latin"
    """ "latin" or "arabic"."""

    @property
    def key(self) -> str:
        """The name as one string."""
        return " ".join(self.words)

    @property
    def brief(self) -> str | None:
        """The first letter of the first word and the last word, which is what initials leave; None of one word."""
        return f"{self.words[0][0]} {self.words[-1]}" if len(self.words) > 1 else None

    @property
    def has_initials(self) -> bool:
        """Whether a word of it is one letter."""
        return any(len(word) == 1 for word in self.words)


@dataclass(frozen=True, slots=True)
class _Knowledge:
    """The table, as it is read."""

    dropped: frozenset[str]
    nobody: frozenset[str]
    before: Mapping[str, str]
    behind: Mapping[str, str]
    spellings: Mapping[str, str]
    """By spelling, reduced."""
    names: frozenset[str]
    """Those that are known in both scripts."""
    vowels: tuple[tuple[str, str], ...]
    letters: Mapping[int, str]
    common: frozenset[str]


@cache
def _load() -> _Knowledge:
    import yaml

    with resources.files("gawah.gazetteer").joinpath("personal_names.yaml").open(encoding="utf-8") as stream:
        data: dict[str, Any] = yaml.load(stream, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    vowels = tuple((old, new) for old, new in data["vowels"])
    letters = str.maketrans(data["letters"])
    told = _turn_round(data["spellings"])
    spellings = {_reduce(_write_latin(word, letters), vowels): name for word, name in told.items()}
    dropped = [word for part in ("titles", "joiners", "articles") for word in data[part].split()]
    spellings |= {_reduce(name, vowels): name for name in data["spellings"]}
    return _Knowledge(
        frozenset(_fold_word(word) for word in dropped),
        frozenset(_fold_word(word) for word in data["nobody"].split()),
        {_fold_word(word): name for word, name in _turn_round(data["before"]).items()},
        {_fold_word(word): name for word, name in _turn_round(data["behind"]).items()},
        spellings,
        frozenset(name for word, name in told.items() if _is_arabic(word)),
        vowels,
        letters,
        frozenset(spellings.get(key, key) for word in data["common"].split() if (key := _reduce(word, vowels))),
    )


def _turn_round(table: Mapping[str, str]) -> dict[str, str]:
    return {word: name for name, words in table.items() for word in words.split()}


def _fold_word(word: str) -> str:
    return _strip_marks(fold(word)) if _is_arabic(word) else fold(word)


@lru_cache(maxsize=65536)
def read_name(name: str) -> PersonalName:
    """Return a name as it is compared."""
    known = _load()
    apart = re.sub(r"\.(?=\w)", ". ", re.sub(r"\([^)]*\)", " ", name))
    folded = [_strip_marks(word) for word in fold(apart).split()]
    if not known.nobody.isdisjoint([*folded, *fold(name).split()]):
        return PersonalName()
    kept = [word for word in folded if word not in known.dropped and any(map(str.isalpha, word))]
    words = tuple(_spell(word, known) for word in _join_words(kept, known))
    rare = tuple(word for word in words if word not in known.common and len(word) > 1)
    script = "arabic" if any(map(_is_arabic, kept)) else "latin"
    return PersonalName(words, tuple(_strip_vowels(word, known) for word in words), rare, script)


def _strip_marks(word: str) -> str:
    """Return a word without what Arabic script writes above and below letters, and without what stretches them."""
    return "".join(c for c in word if not unicodedata.combining(c) and c != "ـ")


def _is_arabic(word: str) -> bool:
    return any("؀" <= c <= "ۿ" for c in word)


def _join_words(words: Iterable[str], known: _Knowledge) -> list[str]:
    """Return the words with those that make one name as one: "abd rahman", "salah din", however they are written."""
    parts = [part for word in words for part in _split_word(_drop_article(word), known)]
    joined: list[str] = []
    waits = ""
    for word in parts:
        if word in known.before and not waits:
            waits = known.before[word]
        elif word in known.behind and joined and not waits:
            joined[-1] = f"{_spell(joined[-1], known)}{known.behind[word]}"
        else:
            end = known.behind.get(word, word)
            joined.append(f"{waits}{_spell(end, known)}" if waits else end)
            waits = ""
    return [*joined, waits] if waits else joined


def _drop_article(word: str) -> str:
    return word[2:] if word.startswith("ال") and len(word) > 4 and word not in _GOD else word


_GOD = ("الله", "الدين")
_SERVE = "عبد"
_SERVANT = re.compile(r"^abd(?:[aeiou]l|[aeiou])?(?=[^aeiou]{2}|[a-z]{4})([a-z]{3,})$")
"""Abdulrahman, Abdurrahman, Abdelkarim, Abdulaziz."""
_SERVANT_OF_GOD = re.compile(r"^abd[aou]l+ah?i?$")
_FAITH = re.compile(r"^([a-z]{3,}?)[aeiou]?d?d(?:in|een|ine)$")
"""Salahuddin, Nureddin, Shamsudeen."""
_OF_GOD = re.compile(r"^([a-z]{3,}?)[aou]l+ah$")
"""Amanullah, Asadollah."""


def _split_word(word: str, known: _Knowledge) -> list[str]:
    """Return the parts of a word that others write as two."""
    if word in known.before or word in known.behind:
        return [word]
    if word.startswith(_SERVE) and len(word) > len(_SERVE):
        return [_SERVE, _drop_article(word.removeprefix(_SERVE))]
    if _SERVANT_OF_GOD.match(word):
        return ["abd", "allah"]
    if found := _SERVANT.match(word):
        rest = found[1]
        return ["abd", rest[1:] if rest[0] == rest[1] else rest]
    if found := _OF_GOD.match(word):
        return [found[1], "allah"]
    if found := _FAITH.match(word):
        return [found[1], "din"]
    return [word]


def _spell(word: str, known: _Knowledge) -> str:
    """Return a word as all its spellings are written."""
    reduced = _reduce(_write_latin(word, known.letters), known.vowels)
    return known.spellings.get(reduced, reduced)


def _write_latin(word: str, letters: Mapping[int, str]) -> str:
    return _strip_marks(word).translate(letters) if _is_arabic(word) else word


def _reduce(word: str, vowels: Iterable[tuple[str, str]]) -> str:
    """Return a Latin word with one way of writing each sound."""
    for old, new in vowels:
        word = word.replace(old, new)
    once = word[:1] + "".join(b for a, b in pairwise(word) if a != b)
    return once[:-1] if len(once) > 3 and once.endswith("h") and once[-2] in "aiu" else once


def _strip_vowels(word: str, known: _Knowledge) -> str:
    if word in known.names:
        return word
    return re.sub(r"[aiuv]", "", word) or word[:1]
