"""Finds where a text may name actors, and decides what each such place means from the rest of the text."""

from collections import Counter
from typing import NamedTuple

from gawah.gazetteer.actors.table import (
    NEED_CAPITALS,
    NEED_CONTEXT,
    NEED_COUNTRY,
    NEED_NOTHING,
    ActorTable,
    Entry,
    Node,
)
from gawah.gazetteer.words import Words

_AROUND = 60
_FIGHTERS = frozenset(("unknown_armed", "insurgent", "militia"))


class Hit(NamedTuple):
    """The words `first` up to, not with, `last` may mean one of `entries`."""

    first: int
    last: int
    entries: list[int]


class Piece(NamedTuple):
    """Words that mean `entry`; of an actor's name, the actor's number, or None where it stays open who is meant."""

    first: int
    last: int
    entry: Entry
    actor: int | None = None


def find_hits(words: Words, table: ActorTable) -> list[list[Hit]]:
    """Return for every word the names that begin there, longest first."""
    known, starts = table.vocabulary, table.first_words
    readings = [known.get(key, key) for key in words.keys]
    return [
        _walk(words, readings, n, table) if reading in starts or words.keys[n] in starts else []
        for n, reading in enumerate(readings)
    ]


def _walk(words: Words, readings: list[str], first: int, table: ActorTable) -> list[Hit]:
    hits, frontier, count = [], [(table.tree, first)], len(readings)
    while frontier:
        node, n = frontier.pop()
        if n == count or (n > first and not words.joins(n)):
            continue
        for child in _step(node, readings[n], words.keys[n] in table.articles):
            if "" in child:
                hits.append(Hit(first, n + 1, child[""]))
            frontier.append((child, n + 1))
    return sorted(hits, key=lambda hit: -hit.last)


def _step(node: Node, reading: str, is_article: bool) -> list[Node]:
    """Return the nodes below `node` that a word leads to; an article may also stand for a particle."""
    below: Node | None = node
    for part in reading.split(" "):
        below = below.get(part) if below else None
    other = node.get("*") if is_article else None
    return [child for child in (below, other) if child is not None]


class Reading:
    """A text in which names are being told apart: what it surely names, and the countries that it speaks of."""

    def __init__(self, words: Words, table: ActorTable, country: str | None = None) -> None:
        self.words, self.table = words, table
        self.hits = find_hits(words, table)
        self.sure: set[int] = set()
        self.countries: Counter[str] = Counter({country: 3} if country else {})
        self._survey()

    def _survey(self) -> None:
        """Note the actors named beyond doubt and the countries named."""
        n = 0
        while n < len(self.hits):
            hit = next((h for h in self.hits[n] if self._note(h)), None)
            n = hit.last if hit else n + 1

    def _note(self, hit: Hit) -> bool:
        for number in hit.entries:
            entry = self.table.entries[number]
            if entry[0] == "N" and self.is_written(hit, entry):
                self.countries[entry[3]] += 1
                return True
            if (
                entry[0] == "A"
                and len(entry[3]) == 1
                and entry[3][0][1] == NEED_NOTHING
                and self.is_written(hit, entry)
            ):
                self.sure.add(entry[3][0][0])
                self.countries.update(self.table.actors[entry[3][0][0]].countries[:1])
                return True
        return False

    def is_written(self, hit: Hit, entry: Entry) -> bool:
        """Whether the words have the capitals that the name needs."""
        shape, capitals = entry[1], entry[2]
        if not shape and not capitals:
            return True
        surface = self.words.surface(hit.first, hit.last)
        if shape:
            letters = "".join(c for c in surface if c.isalnum())
            return letters == shape or (letters.isupper() and letters == shape.upper())
        spans = range(hit.first, hit.last)
        found = sum(not self.words.text[self.words.starts[n]].islower() for n in spans)
        return found >= min(capitals, hit.last - hit.first) or not self._has_capitals(hit)

    def _has_capitals(self, hit: Hit) -> bool:
        """Whether capitals say anything hereabouts: some are used in the words around."""
        return any(c.isupper() for c in self._around(hit))

    def is_all_capitals(self, hit: Hit) -> bool:
        """Whether the words around are all in capitals, so that those of an acronym say nothing."""
        around = self._around(hit)
        return not any(c.islower() for c in around) and any(c.isupper() for c in around)

    def _around(self, hit: Hit) -> str:
        text, start, end = self.words.text, self.words.starts[hit.first], self.words.ends[hit.last - 1]
        return text[max(0, start - _AROUND) : start] + text[end : end + _AROUND]

    def read_pieces(self) -> list[Piece]:
        """Return what the text's words mean, in order and without overlap, the longest name at each place."""
        pieces: list[Piece] = []
        n = 0
        while n < len(self.hits):
            piece = next((p for p in map(self._decide, self.hits[n]) if p), None)
            if piece:
                pieces.append(piece)
            n = piece.last if piece else n + 1
        return pieces

    def _decide(self, hit: Hit) -> Piece | None:
        for number in hit.entries:
            entry = self.table.entries[number]
            if not self.is_written(hit, entry):
                continue
            if entry[0] != "A":
                return Piece(hit.first, hit.last, entry)
            fits, actor = self.choose(hit, entry)
            if fits:
                return Piece(hit.first, hit.last, entry, actor)
        return None

    def choose(self, hit: Hit, entry: Entry) -> tuple[bool, int | None]:
        """Return whether the name means an actor here, and which; None where several are as likely."""
        scores = {actor: self._score(actor) for actor, need in entry[3] if self._is_met(need, actor, hit)}
        if not scores:
            return (not entry[1] and any(need == NEED_COUNTRY for _, need in entry[3]) and len(entry[3]) > 1), None
        best = max(scores.values())
        chosen = [actor for actor, score in scores.items() if score == best]
        return True, chosen[0] if len(chosen) == 1 or best > 0 else None

    def _score(self, actor: int) -> int:
        """Return how much the text speaks of the actor and of the countries where it acts."""
        named = max((self.countries[c] for c in self.table.actors[actor].countries), default=0)
        return named + 100 * (actor in self.sure)

    def _is_met(self, need: int, actor: int, hit: Hit) -> bool:
        if need == NEED_NOTHING or actor in self.sure:
            return True
        if need == NEED_CAPITALS:
            return not self.is_all_capitals(hit)
        if need == NEED_COUNTRY:
            return self._score(actor) > 0
        return need == NEED_CONTEXT and self._speaks_of_fighters(hit)

    def _speaks_of_fighters(self, hit: Hit) -> bool:
        """Whether the next word says that an armed group is meant: "HM militants"."""
        if hit.last >= len(self.hits) or not self.words.adjoins(hit.last):
            return False
        entries = (self.table.entries[n] for h in self.hits[hit.last] for n in h.entries)
        return any(e[0] == "G" and e[3] in _FIGHTERS and not e[5] for e in entries)
