"""Finds a name in a text however it is written, and puts what stands for it in its place.

Found are: its words in any order, with others between them; spellings and transliterations, Latin and Arabic script;
initials; a single word of it; letters run together, as in a file's name; all of it with markup and invisible characters
among the letters. In doubt a word is taken for the name: a mask too many hurts nobody.

Names that hold for a whole project are made ready once, as a `NameTable`; a `NameIndex` adds those of one incident.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Literal, NamedTuple, TypeVar

from gawah.gazetteer.places.context import open_context
from gawah.publish.letters import Letters, read_letters, sound
from gawah.publish.rewriting import Rewritten, rewrite
from gawah.publish.spellings import LINKS, SHORTEST, close_keys, loose_keys, read_name

_T = TypeVar("_T")

WITHHELD = "name withheld"
"""What stands for a name that has no pseudonym, or might be that of several."""
_ABBREVIATIONS = frozenset("us uk un eu am pm dc tv ap mp bc ad ie eg no vs st co is jr sr uae usa".split())
"""Initials that are mostly something else than somebody's."""
_APART = 2
"""Words that may stand between two words of a name."""
_LONG, _HEARD = 6, 4
"""Letters of a name that is found run together; of sounds that are enough."""
_SHORT, _MOST_TEXTS, _MOST_WORDS = 2000, 16_384, 200_000
"""Code points of a text of which is kept what was found; how many such are kept; how many words are kept read."""
_FEW = 20
"""Names up to which it is quicker to look for each in a text than for each word of the text among them."""


@dataclass(frozen=True, slots=True)
class Hidden:
    """A name that must not be seen, and what stands for it."""

    name: str
    pseudonym: str = WITHHELD


@dataclass(frozen=True, slots=True, order=True)
class Hit:
    """A stretch of a text that holds a hidden name, or part of it, and what stands for it."""

    start: int
    end: int
    pseudonym: str


class Found(NamedTuple):
    """A stretch of a text that may hold a name of a table."""

    start: int
    end: int
    hidden: Hidden
    unless: str | None = None
    """The word that it is, where that is no name if it is known as a word of something else."""


class _Way(NamedTuple):
    """What words of a text may be: words of a name."""

    entry: int
    part: tuple[int, ...]
    """Which words of it."""
    width: int
    """How many words of the text."""
    how: Literal["word", "sound", "initial"]


class _Ways(NamedTuple):
    """What words may be, the surest first."""

    ways: tuple[_Way, ...] = ()
    entries: frozenset[int] = frozenset()
    """Of which names."""
    alone: frozenset[int] = frozenset()
    """Of which names they may be all that stands there."""


_NO_WAY = _Ways()


class _Meaning(NamedTuple):
    """What a word may be, wherever it stands."""

    small: _Ways = _NO_WAY
    capital: _Ways = _NO_WAY
    """Where it begins with a capital."""
    joined: tuple[int, ...] = ()
    """Names whose letters stand in it, run together."""
    leads: bool = False
    """Whether it and the next word may be one word of a name."""


_NO_NAME = _Meaning()


@lru_cache(maxsize=65536)
def _read_forms(word: str) -> tuple[tuple[list[str], list[str]], ...]:
    """Return the close and the loose keys of each form of a word of a text."""
    return tuple((close_keys(form), loose_keys(form)) for form in _strip_prefixes(word))


@lru_cache(maxsize=65536)
def _list_keys(word: str) -> frozenset[str]:
    return frozenset(key for form in _read_forms(word) for keys in form for key in keys)


def _sum_up(letters: Letters) -> tuple[frozenset[str], str]:
    """Return the keys of all words of a text, and its letters without gaps: words of a name may be split, or run
    together.
    """
    return frozenset().union(*map(_list_keys, letters.words)), "".join(letters.words)


@lru_cache(maxsize=16384)
def _sum_up_again(text: str) -> tuple[frozenset[str], str]:
    return _sum_up(read_letters(text))


class NameTable:
    """Names, made ready to be found in any text."""

    def __init__(self, hidden: Iterable[Hidden]) -> None:
        read = [(one, read_name(one.name)) for one in hidden]
        self.hidden = [one for one, words in read if words]
        self._words = [words for _, words in read if words]
        self._by_key: dict[str, list[tuple[int, tuple[int, ...]]]] = defaultdict(list)
        self._leads: set[str] = set()
        self._runs: list[str] = []
        """Words of names, each two as one, and whole names without gaps."""
        self._joined: dict[str, list[tuple[str, int]]] = defaultdict(list)
        self._initials: dict[str, list[int]] = defaultdict(list)
        self._by_initial: dict[str, list[_Way]] = defaultdict(list)
        for n, words in enumerate(self._words):
            self._enter(n, words)
        self._meanings: dict[str, _Meaning] = {}
        self._found: dict[str, tuple[Found, ...]] = {}

    def _enter(self, n: int, words: tuple[str, ...]) -> None:
        self._runs.append("".join(words))
        for part, word in _list_parts(words):
            self._runs.append(word)
            self._leads.update(word[:at] for at in range(2, len(word)))
            for key in {*close_keys(word), *loose_keys(word)}:
                self._by_key[key].append((n, part))
        if len(joined := "".join(words)) >= _LONG:
            self._joined[joined[:_LONG]].append((joined, n))
        if len(words) > 1:
            self._initials["".join(word[0] for word in words)].append(n)
            for m, word in enumerate(words):
                self._by_initial[word[0]].append(_Way(n, (m,), 1, "initial"))

    def __bool__(self) -> bool:
        return bool(self.hidden)

    def find(self, text: str) -> tuple[Found, ...]:
        """Return where names of the table may stand in a text."""
        if not self.hidden:
            return ()
        found = self._found.get(text)
        if found is None:
            letters = read_letters(text)
            found = tuple(self._look_through(letters)) if self.may_stand_in(letters) else ()
            if len(text) <= _SHORT:
                _keep(self._found, text, found, _MOST_TEXTS)
        return found

    def may_stand_in(self, letters: Letters) -> bool:
        """Whether a text may hold a name; of few names that is told without looking at each word."""
        if len(self.hidden) > _FEW or _has_initials(letters):
            return True
        if not self._by_key.keys().isdisjoint(set().union(*map(_list_keys, letters.words))):
            return True
        run = "".join(letters.words)  # words of a name may be split, or run together
        return any(key in run for key in self._by_key) or any(
            j in run for some in self._joined.values() for j, _ in some
        )

    def _look_through(self, letters: Letters) -> Iterator[Found]:
        meanings = [self._meanings.get(word) or self._read_word(word) for word in letters.words]
        if any(meaning is not _NO_NAME for meaning in meanings):
            yield from self._find_words(letters, meanings)
            for n, meaning in enumerate(meanings):
                yield from (Found(letters.starts[n], letters.ends[n], self.hidden[e]) for e in meaning.joined)
        if _has_initials(letters):
            yield from self._find_initials(letters)

    # --- what words may be --------------------------------------------------------------------------------------------

    def _read_word(self, word: str) -> _Meaning:
        forms, joined, leads = _read_forms(word), tuple(self._list_joined(word)), word in self._leads
        if not joined and not leads and self._by_key.keys().isdisjoint(_list_keys(word)):
            return _keep(self._meanings, word, _NO_NAME, _MOST_WORDS)
        small = [way for close, _ in forms for way in self._look_up(close, "word")]
        both = [w for close, loose in forms for w in (*self._look_up(close, "word"), *self._look_up(loose, "sound"))]
        read = _Meaning(self._gather(word, small), self._gather(word, both), joined, leads)
        return _keep(self._meanings, word, read, _MOST_WORDS)

    def _look_up(self, keys: Iterable[str], how: Literal["word", "sound"]) -> Iterator[_Way]:
        return (_Way(entry, part, 1, how) for key in keys for entry, part in self._by_key.get(key, ()))

    def _gather(self, word: str, ways: Sequence[_Way]) -> _Ways:
        alone = frozenset(way.entry for way in ways if self._may_stand_alone(word, way))
        return _Ways(tuple(ways), frozenset(way.entry for way in ways), alone)

    def _may_stand_alone(self, word: str, way: _Way) -> bool:
        """Whether a word may be enough for a name; one that only sounds like one of its words in one script is not."""
        other_script = word.isascii() != self._words[way.entry][way.part[0]].isascii()
        return way.how == "word" or len(way.part) > 1 or other_script

    def _list_joined(self, word: str) -> Iterator[int]:
        for at in range(len(word) - _LONG + 1):
            for joined, entry in self._joined.get(word[at : at + _LONG], ()):
                if word.startswith(joined, at):
                    yield entry

    # --- names by their words -----------------------------------------------------------------------------------------

    def _find_words(self, letters: Letters, meanings: Sequence[_Meaning]) -> Iterator[Found]:
        meant = [_NO_WAY] * len(meanings)
        for n, meaning in enumerate(meanings):
            if meaning is not _NO_NAME or len(letters.words[n]) == 1:
                meant[n] = self._list_ways(letters, n, meaning)
        wanted = _list_likely(letters, meant)
        for n, found in enumerate(meant) if wanted else ():
            for entry in found.entries & wanted:
                reached = self._reach(letters, meant, n, entry)
                if reached is not None:
                    last, unless = reached
                    yield Found(letters.starts[_widen(letters, n)], letters.ends[last], self.hidden[entry], unless)

    def _list_ways(self, letters: Letters, n: int, meaning: _Meaning) -> _Ways:
        """Return which words of which names a word of the text, or it and the next as one, may be."""
        word, capital = letters.words[n], letters.capital[n]
        found = meaning.capital if capital else meaning.small
        if len(word) == 1 and capital and word in self._by_initial:
            found = self._gather_more(found, self._by_initial[word], ())
        if meaning.leads and n + 1 < len(letters.words) and _adjoins(letters, n + 1):
            joined = word + letters.words[n + 1]
            parts = self._by_key.get(joined, ()) if len(joined) >= _LONG else ()
            pairs = [_Way(entry, part, 2, "word") for entry, part in parts]
            found = self._gather_more(found, pairs, pairs) if pairs else found
        return found

    def _gather_more(self, found: _Ways, more: Sequence[_Way], alone: Sequence[_Way]) -> _Ways:
        entries, surely = (found.entries.union(way.entry for way in more)), (way.entry for way in alone)
        return _Ways((*found.ways, *more), entries, found.alone.union(surely))

    def _reach(self, letters: Letters, meant: Sequence[_Ways], first: int, entry: int) -> tuple[int, str | None] | None:
        """Return the last word of the name that begins at the word `first`, and `Found.unless`; None where it is not
        the name.
        """
        taken: list[tuple[int, _Way]] = []
        at, skipped, last = first, 0, first
        while at < len(letters.words) and skipped <= _APART and (at == first or _adjoins(letters, at)):
            have = {m for _, way in taken for m in way.part}
            way = next((w for w in meant[at].ways if w.entry == entry and not have & set(w.part)), None)
            if way is not None:
                taken.append((at, way))
                last = at + way.width - 1
                at, skipped = last, 0
            elif letters.words[at] not in LINKS:
                skipped += 1
            at += 1
        suffices, unless = self._suffices(letters, entry, taken)
        return (last, unless) if suffices else None

    def _suffices(self, letters: Letters, entry: int, taken: list[tuple[int, _Way]]) -> tuple[bool, str | None]:
        """Return whether the words that were found are enough to take them for the name, and `Found.unless`."""
        words = self._words[entry]
        whole = [(at, way) for at, way in taken if way.how != "initial"]
        sure = all(way.how == "word" for _, way in whole)
        if not whole:
            return False, None
        if sum(len(way.part) for _, way in taken) > 1:
            heard = sum(len(sound(words[m])) for _, way in whole for m in way.part)
            capital = all(letters.capital[at] for at, _ in taken)
            return (sure or heard >= _HEARD) and (capital or (sure and _are_adjacent(taken))), None
        ((at, way),) = taken
        word = letters.words[at]
        if len(words) == 1 and sure and len(word) > _HEARD:
            return True, None
        if not letters.capital[at] or len(word) < SHORTEST or word in open_context().calendar:
            return False, None
        other_script = word.isascii() != words[way.part[0]].isascii()
        return sure or (other_script and len(sound(word)) >= SHORTEST), word

    # --- initials -----------------------------------------------------------------------------------------------------

    def _find_initials(self, letters: Letters) -> Iterator[Found]:
        """Find "G. N." and "G.N.", all the initials of a name and nothing else."""
        for n in range(len(letters.words)):
            run = n
            while run < len(letters.words) and len(letters.words[run]) == 1 and letters.capital[run]:
                run += 1
            alone = n == 0 or len(letters.words[n - 1]) > 1 or not letters.capital[n - 1]
            found = "".join(letters.words[n:run])
            dotted = letters.text[letters.ends[run - 1] : letters.ends[run - 1] + 1] == "." if run > n else False
            if alone and dotted and run - n > 1 and found not in _ABBREVIATIONS:
                for entry in self._initials.get(found, ()):
                    yield Found(letters.starts[n], letters.ends[run - 1], self.hidden[entry])


NOBODY = NameTable(())
"""No names."""


class NameIndex:
    """The hidden names of one incident, and those that are hidden everywhere.

    `spared` are folded words that are not masked where they stand alone: of places, groups and names that may be told.
    Of the names `everywhere`, which are made ready once for all incidents, those in `left_out` count for nothing here.
    """

    def __init__(
        self,
        hidden: Iterable[Hidden],
        spared: Collection[str] = frozenset(),
        everywhere: NameTable = NOBODY,
        left_out: Collection[str] = frozenset(),
    ) -> None:
        self._own, self._everywhere = NameTable(hidden), everywhere
        self._spared, self._left_out = spared, left_out

    def __bool__(self) -> bool:
        return bool(self._own) or any(one.name not in self._left_out for one in self._everywhere.hidden)

    def find(self, text: str) -> list[Hit]:
        """Return where hidden names stand in `text`, in order and apart from one another."""
        found = [
            *self._own.find(text),
            *(f for f in self._everywhere.find(text) if f.hidden.name not in self._left_out),
        ]
        return _settle([Hit(f.start, f.end, f.hidden.pseudonym) for f in found if f.unless not in self._spared])

    def may_find_own(self, text: str) -> bool:
        """Whether one of the names that are this incident's alone may stand in `text`."""
        return bool(self._own) and self._own.may_stand_in(read_letters(text))

    def mask(self, text: str, brackets: bool = False) -> str:
        """Return `text` with pseudonyms for hidden names, between brackets where the words are somebody's."""
        return mask(text, self.find(text), brackets)


def _keep(kept: dict[str, _T], key: str, value: _T, most: int) -> _T:
    """Keep a value for as long as there are not too many; return it."""
    if len(kept) >= most:
        kept.clear()
    kept[key] = value
    return value


def _has_initials(letters: Letters) -> bool:
    if 1 not in map(len, letters.words):
        return False
    return any(len(word) == 1 and capital for word, capital in zip(letters.words, letters.capital, strict=True))


def _list_likely(letters: Letters, meant: Sequence[_Ways]) -> set[int]:
    """Return the names that a text may hold: by words that are enough, or by more than one near one another."""
    last: dict[int, int] = {}
    likely: set[int] = set()
    for n, found in enumerate(meant):
        if found.entries:
            likely |= found.alone
            likely.update(e for e in found.entries & last.keys() if _are_near(letters, last[e], n))
            last |= dict.fromkeys(found.entries, n)
    return likely


def _are_near(letters: Letters, one: int, other: int) -> bool:
    """Whether two words may be of one name: no more stand between them than may."""
    return sum(word not in LINKS for word in letters.words[one + 1 : other]) <= _APART


def _list_parts(words: tuple[str, ...]) -> Iterator[tuple[tuple[int, ...], str]]:
    """Yield each word of a name, and each two that follow one another as one."""
    for m, word in enumerate(words):
        yield (m,), word
        if m + 1 < len(words):
            yield (m, m + 1), word + words[m + 1]


def _are_adjacent(taken: list[tuple[int, _Way]]) -> bool:
    return all(one + way.width == other for (one, way), (other, _) in pairwise(taken))


def _widen(letters: Letters, first: int) -> int:
    """Return the first of the small words and of "Abdul" that stand before a name and belong to it."""
    at = first
    while at > 0 and letters.words[at - 1] in LINKS and _adjoins(letters, at):
        at -= 1
    return next(n for n in range(at, first + 1) if n == first or letters.capital[n])


def _strip_prefixes(word: str) -> list[str]:
    """Return a word, and in Arabic script what is left of it without "and", "by", "to" and the article."""
    if word.isascii() or not "\u0600" <= word[0] <= "\u06ff":
        return [word]
    return [word, *(word.removeprefix(p) for p in ("و", "ب", "ل", "ال", "وال") if word.startswith(p) and len(word) > 4)]


def _adjoins(letters: Letters, n: int) -> bool:
    """Whether word `n` may be of one name with the word before it: no end of a sentence between them."""
    gap = letters.text[letters.ends[n - 1] : letters.starts[n]]
    if gap == " ":
        return True
    if _ENDS.search(gap):
        return False
    return "." not in gap or len(letters.words[n - 1]) <= 2 or gap.strip(". ") != "" or gap == "."


_ENDS = re.compile('\n\n|[!?;:()“”"،؛]')


def _settle(hits: list[Hit]) -> list[Hit]:
    """Return `hits` in order; those that overlap as one, without a pseudonym where they are not of one person."""
    settled: list[Hit] = []
    for hit in sorted(hits):
        if not settled or hit.start >= settled[-1].end:
            settled.append(hit)
            continue
        before = settled[-1]
        inside = hit.end <= before.end and (hit.start, hit.end) != (before.start, before.end)
        around = hit.start == before.start and hit.end > before.end
        pseudonym = (
            hit.pseudonym if around else before.pseudonym if inside or before.pseudonym == hit.pseudonym else WITHHELD
        )
        settled[-1] = Hit(before.start, max(before.end, hit.end), pseudonym)
    return settled


def mask(text: str, hits: Sequence[Hit], brackets: bool = False) -> str:
    """Return `text` with what stands for them in place of `hits`, which are in order and apart from one another."""
    return rewrite_names(text, hits, brackets).text


def rewrite_names(text: str, hits: Sequence[Hit], brackets: bool = False) -> Rewritten:
    """Return the same, with where each stretch of the text stands now."""
    bare = [not brackets and hit.pseudonym[-1:].isdigit() for hit in hits]  # "Victim 3"; anything else is no name
    said = [hit.pseudonym if is_bare else f"[{hit.pseudonym}]" for hit, is_bare in zip(hits, bare, strict=True)]
    return rewrite(text, [(hit.start, hit.end, words) for hit, words in zip(hits, said, strict=True)])
