"""Terms: the words by which one report differs from the next, in the form in which two reports' words are compared.

Names are compared by their skeletons, since every paper spells them its own way. Of other words those count that few
reports have: `common_terms.txt` holds those that one in fifty has, whatever it tells of (built by
`tools/build_common_terms.py`).
"""

import re
from collections import Counter
from collections.abc import Collection, Iterator
from functools import cache, lru_cache
from importlib import resources

from gawah.gazetteer.places import country_of
from gawah.gazetteer.places.spelling import fold, skeleton

TABLE = "common_terms.txt"
_LEAST = 4
"""Letters of a term."""


def split_terms(text: str) -> Iterator[str]:
    """Yield the words of a text, folded, without the "s" of a plural."""
    return (_singular(word) for word in re.findall(r"[^\W\d_]+", fold(text)) if len(word) >= _LEAST)


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 4 and word.endswith("s") and not word.endswith("ss") else word


@cache
def load_common_terms() -> frozenset[str]:
    """Return the words that one report in fifty has."""
    held = resources.files("gawah.linking").joinpath(TABLE).read_text(encoding="utf-8")
    return frozenset(held.split())


@cache
def load_common_words() -> frozenset[str]:
    """Return the words that reports write with a capital and that name nothing in particular."""
    import yaml

    with resources.files("gawah.linking").joinpath("common_words.yaml").open(encoding="utf-8") as stream:
        data: dict[str, str] = yaml.load(stream, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    return frozenset(word for words in data.values() for word in words.split())


def list_names(told: str, plain: Collection[str], most: int) -> tuple[str, ...]:
    """Return the skeletons of the names in `told`, the most frequent `most`, but for the words that are `plain`."""
    found = Counter(fold(word) for word in _CAPITALISED.findall(told))
    kept = [word for word, _ in found.most_common() if word not in plain and len(word) > 2 and not _is_general(word)]
    return tuple(sorted({skeleton(word) for word in kept[:most]}))


_CAPITALISED = re.compile(r"(?<![.!?“”\"\n=]\s)(?<![\n=])(?<!^)\b[A-Z][^\W\d_]{2,}")
"""Words with a capital that begin no sentence."""


@lru_cache(maxsize=16384)
def _is_general(word: str) -> bool:
    """Whether a word with a capital names no one thing: a country, its people, a month, a word that any report has."""
    return word in load_common_words() or _singular(word) in load_common_terms() or country_of(word.title()) is not None


def list_own_words(name: str | None) -> list[str]:
    """Return the words of a place's name, folded, that are its own: not those for a kind of place or a country."""
    words = [word for word in fold(name or "").split() if len(word) > 1 and not _is_kind_of_place(word)]
    return words if any(word not in _SIDES for word in words) else []


def _is_kind_of_place(word: str) -> bool:
    general = load_common_words()
    if word in _SIDES:
        return False
    return (
        word in ("the", "of") or word in general or _singular(word) in general or country_of(word.title()) is not None
    )


_SIDES = frozenset("central north south east west northern southern eastern western".split())
"""They belong to the name of North Waziristan, but are none by themselves."""


def list_terms(told: str, plain: Collection[str], most: int) -> tuple[str, ...]:
    """Return the first `most` words in `told` that few reports have, names and the words that are `plain` left out.

    They come without their endings: who mourns, mourners and mourning are one word.
    """
    small = (word for word in re.findall(r"(?<![\w'’-])[a-z][^\W\d_]+", told))
    terms = dict.fromkeys(term for word in small for term in split_terms(word))
    rare = dict.fromkeys(_stem(term) for term in terms if term not in load_common_terms() and term not in plain)
    return tuple(sorted([stem for stem in rare if stem not in _load_common_stems()][:most]))


@cache
def _load_common_stems() -> frozenset[str]:
    return frozenset(map(_stem, load_common_terms()))


def _stem(word: str) -> str:
    """Return a word without the ending that says how it is used, where four letters at least are left."""
    return _ENDING.sub("", word)


_ENDING = re.compile(r"(?<=[^\W\d_]{4})(?:ings?|ers?|ors?|ed|e|ions?|y|ies?|n)$")
