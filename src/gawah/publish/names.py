"""Finds a name in a text however it is written, and puts what stands for it in its place.

Found are: its words in any order, with others between them; spellings and transliterations, Latin and Arabic script;
initials; a single word of it; letters run together, as in a file's name; all of it with markup and invisible characters
among the letters. In doubt a word is taken for the name: a mask too many hurts nobody.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from gawah.gazetteer.places.context import open_context
from gawah.gazetteer.places.spelling import skeleton
from gawah.publish.letters import Letters, fold_words, read_letters, sound
from gawah.publish.rewriting import Rewritten, rewrite

WITHHELD = "name withheld"
"""What stands for a name that has no pseudonym, or might be that of several."""
LINKS = frozenset(
    "al el bin bint ibn ben binti abu abd abdul abdel abdur abdal umm ul ud e i de da di del dos la le van von der den"
    " of and mac mc o st بن ابن بنت ابو ام ال آل".split()
)
"""Small words in names, which are nobody's name by themselves."""
_ABBREVIATIONS = frozenset("us uk un eu am pm dc tv ap mp bc ad ie eg no vs st co is jr sr uae usa".split())
"""Initials that are mostly something else than somebody's."""
_APART = 2
"""Words that may stand between two words of a name."""


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


@dataclass(frozen=True, slots=True)
class _Entry:
    hidden: Hidden
    words: tuple[str, ...]
    """The words of the name, folded, small ones left out."""


_Part = tuple[int, tuple[int, ...]]
"""Which name, and which words of it."""


@dataclass(frozen=True, slots=True)
class _Way:
    """What words of a text may be: words of a name."""

    entry: int
    part: tuple[int, ...]
    width: int
    """How many words of the text."""
    how: Literal["word", "sound", "initial"]


class NameIndex:
    """Hidden names, made ready to be found.

    `spared` are folded words that are not masked where they stand alone: of places, groups and names that may be told.
    """

    def __init__(self, hidden: Iterable[Hidden], spared: Collection[str] = ()) -> None:
        self._spared = frozenset(spared) | open_context().calendar
        self._entries = [entry for entry in map(_read_entry, hidden) if entry.words]
        self._by_key: dict[str, list[_Part]] = defaultdict(list)
        for n, entry in enumerate(self._entries):
            for part, word in _list_parts(entry.words):
                for key in {*_close_keys(word), *_loose_keys(word)}:
                    self._by_key[key].append((n, part))
        self._joined: dict[str, list[tuple[str, int]]] = defaultdict(list)
        for n, entry in enumerate(self._entries):
            if len(joined := "".join(entry.words)) >= _LONG:
                self._joined[joined[:_LONG]].append((joined, n))
        self._initials: dict[str, list[int]] = defaultdict(list)
        self._by_initial: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for n, entry in enumerate(self._entries):
            if len(entry.words) > 1:
                self._initials["".join(word[0] for word in entry.words)].append(n)
                for m, word in enumerate(entry.words):
                    self._by_initial[word[0]].append((n, m))

    def __bool__(self) -> bool:
        return bool(self._entries)

    def find(self, text: str) -> list[Hit]:
        """Return where hidden names stand in `text`, in order and apart from one another."""
        if not self._entries:
            return []
        letters = read_letters(text)
        hits = [*self._find_words(letters), *self._find_run_together(letters), *self._find_initials(letters)]
        return _settle(hits)

    def mask(self, text: str, brackets: bool = False) -> str:
        """Return `text` with pseudonyms for hidden names, between brackets where the words are somebody's."""
        return mask(text, self.find(text), brackets)

    # --- names by their words -----------------------------------------------------------------------------------------

    def _find_words(self, letters: Letters) -> Iterator[Hit]:
        meant = [self._read_word(letters, n) for n in range(len(letters.words))]
        for n, found in enumerate(meant):
            for entry in {way.entry for way in found}:
                last = self._reach(letters, meant, n, entry)
                if last is not None:
                    first = _widen(letters, n)
                    yield Hit(letters.starts[first], letters.ends[last], self._entries[entry].hidden.pseudonym)

    def _read_word(self, letters: Letters, n: int) -> list[_Way]:
        """Return which words of which names a word of the text, or it and the next as one, may be; the surest first."""
        word, capital = letters.words[n], letters.capital[n]
        found = [way for form in _strip_prefixes(word) for way in self._look_up(form, 1, capital)]
        if len(word) == 1 and capital:
            found += [_Way(e, (m,), 1, "initial") for e, m in self._by_initial.get(word, ())]
        if n + 1 < len(letters.words) and _adjoins(letters, n + 1) and len(word) > 1:
            joined = word + letters.words[n + 1]
            found += [_Way(e, part, 2, "word") for e, part in self._by_key.get(joined, ()) if len(joined) >= _LONG]
        return found

    def _look_up(self, form: str, width: int, capital: bool) -> Iterator[_Way]:
        for key in _close_keys(form):
            yield from (_Way(entry, part, width, "word") for entry, part in self._by_key.get(key, ()))
        for key in _loose_keys(form) if capital else ():
            yield from (_Way(entry, part, width, "sound") for entry, part in self._by_key.get(key, ()))

    def _reach(self, letters: Letters, meant: list[list[_Way]], first: int, entry: int) -> int | None:
        """Return the last word of the name that begins at the word `first`; None where it is not the name."""
        taken: list[tuple[int, _Way]] = []
        at, skipped, last = first, 0, first
        while at < len(letters.words) and skipped <= _APART and (at == first or _adjoins(letters, at)):
            have = {m for _, way in taken for m in way.part}
            way = next((w for w in meant[at] if w.entry == entry and not have & set(w.part)), None)
            if way is not None:
                taken.append((at, way))
                last = at + way.width - 1
                at, skipped = last, 0
            elif letters.words[at] not in LINKS:
                skipped += 1
            at += 1
        return last if self._suffices(letters, entry, taken) else None

    def _suffices(self, letters: Letters, entry: int, taken: list[tuple[int, _Way]]) -> bool:
        """Whether the words that were found are enough to take them for the name."""
        words = self._entries[entry].words
        whole = [(at, way) for at, way in taken if way.how != "initial"]
        sure = all(way.how == "word" for _, way in whole)
        if not whole:
            return False
        if sum(len(way.part) for _, way in taken) > 1:
            heard = sum(len(sound(words[m])) for _, way in whole for m in way.part)
            capital = all(letters.capital[at] for at, _ in taken)
            return (sure or heard >= _HEARD) and (capital or (sure and _are_adjacent(taken)))
        ((at, way),) = taken
        word = letters.words[at]
        if not letters.capital[at] or len(word) < _SHORTEST or word in self._spared:
            return len(words) == 1 and sure and len(word) > _HEARD
        other_script = word.isascii() != words[way.part[0]].isascii()
        return sure or (other_script and len(sound(word)) >= _SHORTEST)

    # --- names in other forms -----------------------------------------------------------------------------------------

    def _find_run_together(self, letters: Letters) -> Iterator[Hit]:
        for n, word in enumerate(letters.words):
            for at in range(len(word) - _LONG + 1):
                for joined, entry in self._joined.get(word[at : at + _LONG], ()):
                    if word.startswith(joined, at):
                        yield Hit(letters.starts[n], letters.ends[n], self._entries[entry].hidden.pseudonym)

    def _find_initials(self, letters: Letters) -> Iterator[Hit]:
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
                    yield Hit(letters.starts[n], letters.ends[run - 1], self._entries[entry].hidden.pseudonym)


_LONG, _SHORTEST, _HEARD = 6, 3, 4
"""Letters of a name that is found run together; of a word of a name that is found alone; of sounds that are enough."""


def _read_entry(hidden: Hidden) -> _Entry:
    words = fold_words(hidden.name)
    own = tuple(word for word in words if word not in LINKS and word not in open_context().titles and len(word) > 1)
    return _Entry(hidden, own or words)


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


def _close_keys(word: str) -> list[str]:
    return [word, *([f"~{skeleton(word)}"] if word.isascii() and len(word) > _SHORTEST else [])]


def _loose_keys(word: str) -> list[str]:
    heard = sound(word)
    return [f"={heard}"] if len(heard) > 1 else []


def _strip_prefixes(word: str) -> list[str]:
    """Return a word, and in Arabic script what is left of it without "and", "by", "to" and the article."""
    if word.isascii() or not "\u0600" <= word[0] <= "\u06ff":
        return [word]
    return [word, *(word.removeprefix(p) for p in ("و", "ب", "ل", "ال", "وال") if word.startswith(p) and len(word) > 4)]


def _adjoins(letters: Letters, n: int) -> bool:
    """Whether word `n` may be of one name with the word before it: no end of a sentence between them."""
    gap = letters.text[letters.ends[n - 1] : letters.starts[n]]
    if "\n\n" in gap or any(mark in gap for mark in '!?;:()“”"،؛'):
        return False
    return "." not in gap or len(letters.words[n - 1]) <= 2 or gap.strip(". ") != "" or gap == "."


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


def is_same_name(one: str, other: str) -> bool:
    """Whether two names are spellings of one."""
    mine, its = _read_entry(Hidden(one)).words, _read_entry(Hidden(other)).words
    return len(mine) == len(its) and all(_is_same_word(a, b) for a, b in zip(mine, its, strict=True))


def _is_same_word(one: str, other: str) -> bool:
    close = set(_close_keys(one)) & set(_close_keys(other))
    return bool(close) or (one.isascii() != other.isascii() and bool({*_loose_keys(one)} & {*_loose_keys(other)}))
