"""Spellings of names: the words that make a name, the keys at which spellings of a word meet, which names are one."""

from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache
from typing import Generic, TypeVar

from gawah.gazetteer.places.context import open_context
from gawah.gazetteer.places.spelling import skeleton
from gawah.publish.letters import fold_words, sound

_T = TypeVar("_T")

LINKS = frozenset(
    "al el bin bint ibn ben binti abu abd abdul abdel abdur abdal umm ul ud e i de da di del dos la le van von der den"
    " of and mac mc o st بن ابن بنت ابو ام ال آل".split()
)
"""Small words in names, which are nobody's name by themselves."""
SHORTEST = 3
"""Letters of a word of a name that is found alone."""


@lru_cache(maxsize=65536)
def read_name(name: str) -> tuple[str, ...]:
    """Return the words of a name, folded, small ones and titles left out."""
    words = fold_words(name)
    own = tuple(word for word in words if word not in LINKS and word not in open_context().titles and len(word) > 1)
    return own or words


def close_keys(word: str) -> list[str]:
    """Return the keys at which spellings of a word in one script meet."""
    return [word, *([f"~{skeleton(word)}"] if word.isascii() and len(word) > SHORTEST else [])]


def loose_keys(word: str) -> list[str]:
    """Return the keys at which words meet that sound alike, whatever their script."""
    heard = sound(word)
    return [f"={heard}"] if len(heard) > 1 else []


def is_same_name(one: str, other: str) -> bool:
    """Whether two names are spellings of one."""
    mine, its = read_name(one), read_name(other)
    return len(mine) == len(its) and all(_is_same_word(a, b) for a, b in zip(mine, its, strict=True))


def _is_same_word(one: str, other: str) -> bool:
    close = set(close_keys(one)) & set(close_keys(other))
    return bool(close) or (one.isascii() != other.isascii() and bool({*loose_keys(one)} & {*loose_keys(other)}))


class SameNames(Generic[_T]):
    """Things by the name of whom they are about, found by any spelling of it without looking at all."""

    def __init__(self, things: Iterable[tuple[str, _T]]) -> None:
        self._by_key: dict[tuple[int, str], list[tuple[int, str, _T]]] = defaultdict(list)
        for number, (name, thing) in enumerate(things):
            for key in _list_first_keys(name):
                self._by_key[key].append((number, name, thing))

    def list_same(self, name: str) -> list[_T]:
        """Return what is held under the spellings of a name, in the order in which it came."""
        near = {n: (held, thing) for key in _list_first_keys(name) for n, held, thing in self._by_key.get(key, ())}
        return [thing for _, (held, thing) in sorted(near.items()) if is_same_name(held, name)]


def _list_first_keys(name: str) -> list[tuple[int, str]]:
    """Return the keys of a name's first word, each with how many words the name has; of no words, one for all such."""
    words = read_name(name)
    return [(len(words), key) for key in ([*close_keys(words[0]), *loose_keys(words[0])] if words else [""])]
