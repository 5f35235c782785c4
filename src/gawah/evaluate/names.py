"""Whether two names are of one thing: spellings, acronyms, aliases and branches (words of `likeness.yaml`).

Nothing is alike an empty name. Likeness is asked of gold's name first, the prediction's second: spelling likeness is
not quite symmetric.
"""

import difflib
import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources

import yaml

_DROPPED = dict.fromkeys(
    [*range(0x0300, 0x0370), *range(0x064B, 0x0660), 0x0670, *map(ord, "'`\u2019\u2018\u02bf\u02be")], None
)
"""Combining accents, Arabic vowel signs, apostrophes and what stands for ayn and hamza."""

_SPELLING = 0.85
"""Two words at least this alike (difflib's ratio) are one word spelled in two ways."""

_DECISIVE = 4
"""A misspelling is looked for from this many letters on; a part of a name says something from this many on."""


@dataclass(frozen=True, slots=True)
class Words:
    """The words of `likeness.yaml`, ready to look up."""

    stop: frozenset[str]
    sides: frozenset[str]
    kinds: frozenset[str]
    nobody_opens: frozenset[str]
    nobody_alone: frozenset[str]
    canonical: dict[str, str]
    """A folded alias to the name that stands for all."""
    weapon_class: dict[str, str]
    """A folded weapon word to its class, in the order of the file."""
    numbers: tuple[str, ...]


@cache
def load_words() -> Words:
    """Return the words of `likeness.yaml`."""
    raw = yaml.safe_load(resources.files(__package__).joinpath("likeness.yaml").read_text(encoding="utf-8"))
    stop = frozenset(raw["stop"])
    fold = _folder(stop)
    return Words(
        stop=stop,
        sides=frozenset(raw["sides"]),
        kinds=frozenset(raw["kinds"]),
        nobody_opens=frozenset(raw["nobody"]["opens"]),
        nobody_alone=frozenset(raw["nobody"]["alone"]),
        canonical={fold(name): names[0] for names in raw["aliases"] for name in names},
        weapon_class={fold(n): kind for kind, names in raw["weapons"].items() for n in (kind, *names)},
        numbers=tuple(raw["numbers"]),
    )


def _folder(stop: frozenset[str]) -> Callable[[str], str]:
    def fold_text(text: str) -> str:
        letters = unicodedata.normalize("NFKD", text).casefold().translate(_DROPPED)
        words = "".join(c if c.isalnum() or unicodedata.category(c)[0] == "M" else " " for c in letters).split()
        return " ".join([word for word in words if word not in stop] or words)

    return fold_text


@lru_cache(maxsize=1 << 16)
def _fold(text: str) -> str:
    return _folder(load_words().stop)(text)


def fold(value: object) -> str:
    """Return `value`'s words in small letters, without accents, apostrophes, punctuation and stop words.

    What is empty in Python (None, 0, "", []) has no words; a name of stop words alone keeps them.
    """
    return _fold(str(value or ""))


def list_words(value: object) -> list[str]:
    """Return the folded words of `value`."""
    return fold(value).split()


@lru_cache(maxsize=1 << 16)
def _list_forms(name: str) -> frozenset[str]:
    """The ways in which a name may stand: whole, the parts in and before brackets; aliases made one."""
    parts = [part for part in re.split(r"[()]", name) if part.strip()]
    canonical = load_words().canonical
    return frozenset(canonical.get(form, form) for form in map(fold, [name, *parts]) if form)


def alike(gold: object, predicted: object) -> bool:
    """Whether two names agree word by word; a word that only says the kind of thing may be missing."""
    return _any_forms(gold, predicted, _same_words)


def within(gold: object, predicted: object) -> bool:
    """Whether two names are alike, or one holds all words of the other and adds neither side nor number."""
    return alike(gold, predicted) or _any_forms(gold, predicted, _is_part)


def _any_forms(gold: object, predicted: object, agree: Callable[[list[str], list[str]], bool]) -> bool:
    ours, theirs = _list_forms(str(gold or "")), _list_forms(str(predicted or ""))
    return any(agree(x.split(), y.split()) for x in ours for y in theirs)


def _same_words(a: list[str], b: list[str]) -> bool:
    if "".join(a) == "".join(b) or _is_acronym(a, b) or _is_acronym(b, a):
        return True
    kinds = load_words().kinds
    x, y = [w for w in a if w not in kinds] or a, [w for w in b if w not in kinds] or b
    return len(x) == len(y) and all(map(_near, x, y))


def _is_acronym(words: list[str], short: list[str]) -> bool:
    return len(words) > 1 and "".join(word[0] for word in words) == "".join(short)


@lru_cache(maxsize=1 << 16)
def _near(a: str, b: str) -> bool:
    """Whether two words are equal, a plural, or spellings of one longer word; never two numbers or two sides."""
    if a == b or a + "s" == b or b + "s" == a:
        return True
    sides = load_words().sides
    if a.isdigit() or b.isdigit() or a in sides or b in sides or min(len(a), len(b)) < _DECISIVE:
        return False
    return difflib.SequenceMatcher(None, a, b).ratio() >= _SPELLING


def _is_part(a: list[str], b: list[str]) -> bool:
    small, big = sorted((a, b), key=len)
    if len("".join(small)) < _DECISIVE or not all(any(_near(w, v) for v in big) for w in small):
        return False
    added = [w for w in big if not any(_near(w, v) for v in small)]
    return not any(w in load_words().sides or w.isdigit() for w in added)


def names_nobody(name: object) -> bool:
    """Whether a perpetrator's name only says that the perpetrator is not known ("unidentified gunmen")."""
    words, known = list_words(name), load_words()
    bare = words[1:] if words[:1] == ["suspected"] else words
    return bool(words) and (words[0] in known.nobody_opens or " ".join(bare) in known.nobody_alone)


def drop_alike(names: Iterable[object]) -> list[str]:
    """Return the names in their order without empty ones and without those alike an earlier one."""
    kept: list[str] = []
    for name in names:
        if name and not any(alike(name, other) for other in kept):
            kept.append(str(name))
    return kept


def rate_weapons(gold: object, predicted: object) -> float:
    """Return 1.0 for equal words, 0.6 for weapons of one class, else 0.0."""
    if fold(gold) == fold(predicted):
        return 1.0
    return 0.6 if _classify_weapon(fold(gold)) == _classify_weapon(fold(predicted)) else 0.0


def _classify_weapon(folded: str) -> str:
    """Return the class of a weapon by its whole name or by its last words; a weapon of no class is its own."""
    classes = load_words().weapon_class
    direct = classes.get(folded) or classes.get(folded.rstrip("s"))
    ending = (kind for word, kind in classes.items() if folded.endswith((" " + word, f" {word}s")))
    return direct or next(ending, folded)


def share_of_words(gold: object, text: Sequence[str] | str) -> float:
    """Return which share (0 to 1) of the different words of `gold` stands among those of `text`."""
    ours, theirs = set(list_words(gold)), set(list_words(text))
    return len(ours & theirs) / len(ours) if ours else 0.0


def overlap_quotes(a: object, b: object) -> float:
    """Return how far two quotes are of one passage: words shared over the words of the longer one.

    A sentence may hold a short quote, so 40 words of the longer one are forgiven, down to the length of the shorter.
    """
    ours, theirs = set(list_words(a)), set(list_words(b))
    if not ours or not theirs:
        return 0.0
    short, long = sorted((len(ours), len(theirs)))
    return len(ours & theirs) / max(short, long - 40)
