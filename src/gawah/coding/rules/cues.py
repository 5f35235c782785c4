"""The words of the aftermath in a text, matched slot by slot, so that the lexicon need not be spelled out."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from gawah.coding.rules.lexicon import load_lexicon
from gawah.coding.rules.phrases import Parsed
from gawah.coding.rules.triggers import Form, inflect
from gawah.frozen import quick_to_make

_GAP = "DNWAGC"
_LONGEST_GAP = 6


@dataclass(frozen=True, slots=True)
class Slot:
    """One word of a phrase: any of `words`, or words of one noun phrase where there are none."""

    words: frozenset[str]
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Cue:
    """What a verb or phrase of the lexicon says, and where the one who acts and whom it is done to stand about it."""

    type: str
    form: Form
    slots: tuple[Slot, ...]
    actor: str
    status: str | None
    idle: frozenset[str]
    person: bool
    """Whether an active verb wants people as its object."""
    bare: bool
    """Whether a participle without an object is passive."""
    alone: bool
    """Whether it says something even where nobody is said to act."""
    weak: bool
    """Whether it only mentions a step, which counts where nothing else tells of one."""
    inside: bool
    """Whether its object stands among its own words."""
    verbal: bool
    """Whether it begins with a verb."""
    who: frozenset[str] = frozenset()
    """The classes of actors that take the step; empty where any may."""


@quick_to_make
@dataclass(frozen=True, slots=True)
class FoundCue:
    """A cue at the words [start, end)."""

    start: int
    end: int
    cue: Cue


def find_cues(parsed: Parsed, first: int, last: int) -> Iterator[FoundCue]:
    """Yield the cues among the words [first, last): the longest at each word, none within another."""
    index, lows, tags, beyond = _index(), parsed.tokens.lows, parsed.tags, first
    number = parsed.tokens.sentence_at(first)
    vocabulary = parsed.tokens.vocabularies[number]
    for n in parsed.tokens.find(cue_openers(), number):
        if n < beyond:
            continue
        whatever_follows, following = index[lows[n]]
        cues = following.get(lows[n + 1], whatever_follows) if following and n + 1 < last else whatever_follows
        found = [
            (end, cue)
            for cue, k, needed in cues
            if not (needed and needed.isdisjoint(vocabulary)) and (end := _match(lows, tags, cue.slots, k, n, last))
        ]
        if found:
            beyond, cue = max(found, key=lambda f: f[0])
            yield FoundCue(n, beyond, cue)


def _match(lows: list[str], tags: str, slots: tuple[Slot, ...], k: int, n: int, last: int) -> int:
    """Return the word after the slots from the `k`-th on, matched from word `n`; 0 where they do not match."""
    for after, slot in enumerate(slots[k:], k + 1):
        if not slot.words:
            return _match_gap(lows, tags, slots, after, n, last)
        fits = n < last and lows[n] in slot.words
        if not slot.optional:
            if not fits:
                return 0
            n += 1
        elif fits and (end := _match(lows, tags, slots, after, n + 1, last)):
            return end
    return n


def _match_gap(lows: list[str], tags: str, slots: tuple[Slot, ...], k: int, n: int, last: int) -> int:
    """Match the slots from the `k`-th on after as few words of one noun phrase as will do."""
    for m in range(n, min(n + _LONGEST_GAP, last - 1) + 1):
        if end := _match(lows, tags, slots, k, m, last):
            return end
        if tags[m] not in _GAP and lows[m] != "of":
            return 0
    return 0


_Candidate = tuple[Cue, int, frozenset[str]]
"""A cue, its slot that holds a word, and words of which its sentence must have one; none where it needs no other."""
_Follow = dict[str, list[_Candidate]]


@cache
def _index() -> dict[str, tuple[list[_Candidate], _Follow]]:
    """Return the cues by the words that they may begin with: those that fit whatever follows, and all by what follows.

    Both are in the order of the lexicon.
    """
    lexicon = load_lexicon("responses")
    verbs = {line.split()[0]: line for line in lexicon["irregular"]}
    index: dict[str, list[tuple[_Candidate, frozenset[str] | None]]] = {}
    for entry in lexicon["types"]:
        for cue in _read_entry(entry, verbs):
            for k, slot in enumerate(cue.slots):
                candidate = cue, k, _needed_words(cue.slots, k)
                for word in slot.words:
                    index.setdefault(word, []).append((candidate, _second_words(cue.slots, k)))
                if not slot.optional:
                    break
    return {word: _sort_by_second(candidates) for word, candidates in index.items()}


@cache
def cue_openers() -> frozenset[str]:
    """Return the words that a cue may begin with."""
    return frozenset(_index())


def _sort_by_second(candidates: list[tuple[_Candidate, frozenset[str] | None]]) -> tuple[list[_Candidate], _Follow]:
    free = [candidate for candidate, second in candidates if second is None]
    seconds = {word for _, second in candidates if second is not None for word in second}
    follow = {w: [candidate for candidate, second in candidates if second is None or w in second] for w in seconds}
    return free, follow


def _second_words(slots: tuple[Slot, ...], k: int) -> frozenset[str] | None:
    """Return the words of which the one behind slot `k` must be, None where any may follow."""
    fixed = k + 1 < len(slots) and not (slots[k].optional or slots[k + 1].optional)
    return slots[k + 1].words or None if fixed else None


def _needed_words(slots: tuple[Slot, ...], k: int) -> frozenset[str]:
    """Return the fewest words of which one must stand somewhere behind slot `k`; none where nothing must."""
    needed = [slot.words for slot in slots[k + 1 :] if slot.words and not slot.optional]
    return min(needed, key=len, default=frozenset())


def _read_entry(entry: dict[str, Any], verbs: dict[str, str]) -> Iterator[Cue]:
    for line in entry.get("verbs", ()):
        for form, word in inflect(line):
            yield _cue(entry, form, (Slot(frozenset([word])),), True)
    for line in entry.get("phrases", ()):
        yield _cue(entry, "phrase", tuple(_read_slot(slot, verbs) for slot in line.split()), line[0] == "@")


def _read_slot(slot: str, verbs: dict[str, str]) -> Slot:
    words: set[str] = set()
    for word in slot.lstrip("~").split("/"):
        if word.startswith("@"):
            words |= {form for _, form in inflect(verbs.get(word[1:], word[1:]))}
        elif word != "*":
            words.add(word)
    if "was" in words:
        words |= {"were", "are"}
    return Slot(frozenset(words), slot.startswith("~"))


def _cue(entry: dict[str, Any], form: Form, slots: tuple[Slot, ...], verbal: bool) -> Cue:
    return Cue(
        entry["type"],
        form,
        slots,
        entry.get("actor", "subject"),
        entry.get("status"),
        frozenset(entry.get("idle", ())),
        entry.get("object") == "person",
        bool(entry.get("bare")),
        bool(entry.get("acts", True)),
        bool(entry.get("weak")),
        entry.get("target") == "inside",
        verbal,
    )
