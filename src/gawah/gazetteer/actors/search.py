"""Finds where a text may name actors, and decides what each such place means from the rest of the text."""

import re
from collections import Counter
from collections.abc import Mapping
from itertools import compress, count
from typing import NamedTuple

from gawah.gazetteer.actors.table import (
    NEED_BOTH,
    NEED_CAPITALS,
    NEED_COUNTRY,
    NEED_NOTHING,
    ActorTable,
    Entry,
    Node,
)
from gawah.gazetteer.words import Words

_AROUND = 60
_FEW = 6
"""A country named so many times less often than another is not what a text is about."""
_CAPITAL, _SMALL = re.compile("[A-ZÀ-ÖØ-Þ]"), re.compile("[a-zß-öø-ÿ]")
_LONG_NAME = 4
"""Capitals from which on a name may lack one of them."""
_FIGHTERS = frozenset(("unknown_armed", "insurgent", "militia"))


class Hit(NamedTuple):
    """The words `first` up to, not with, `last` may mean one of `entries`."""

    first: int
    last: int
    entries: list[Entry]


class Piece(NamedTuple):
    """Words that mean `entry`; of an actor's name, the actor's number, or None where it stays open who is meant.

    `end` is the offset behind the last word and a closing bracket, None where that is the last word's end.
    """

    first: int
    last: int
    entry: Entry
    actor: int | None = None
    end: int | None = None


def find_hits(words: Words, table: ActorTable) -> dict[int, list[Hit]]:
    """Return the names that begin at a word, the longest first, for every word that begins one."""
    keys, articles, begins, particle = words.keys, table.articles, table.begins, table.get_node("*") or {}
    readings = [*map(table.vocabulary.get, keys, keys), ""]
    hits: dict[int, list[Hit]] = {}
    for first in compress(count(), map(begins.__contains__, keys)):
        node, after, found = _begin(table, readings[first]), readings[first + 1], []
        if "" in node or after in node or "*" in node or "," in node or " " in after:
            found = _walk(words, readings, first, node, articles)
        if after in particle and keys[first] in articles and readings[first] != "*":
            found += _walk(words, readings, first, particle, articles)
        if found:
            hits[first] = found
    return hits


def _begin(table: ActorTable, reading: str) -> Node:
    """Return where names go on that begin with a word; an article run into a word makes it two."""
    if " " not in reading:
        return table.get_node(reading) or {}
    word, *rest = reading.split(" ")
    node = table.get_node(word) or {}
    for part in rest:
        node = node.get(part, {})
    return node


def _walk(words: Words, readings: list[str], first: int, begun: Node, articles: frozenset[str]) -> list[Hit]:
    found: list[Hit] = []
    n, end = first + 1, len(words.keys)
    node: Node | None = begun
    while node is not None:
        if "" in node:
            found.append(Hit(first, n, node[""]))
        if n == end:
            break
        comma = "," in node and words.follows_comma(n)
        node = _step(node[","] if comma else node, readings[n], words.keys[n] in articles)
        if node is not None and not (comma or words.joins(n)):
            break
        n += 1
    return found[::-1]


def _step(node: Node, reading: str, is_article: bool) -> Node | None:
    """Return the node below `node` that a word leads to; an article may also stand for a particle."""
    below: Node | None = node
    for part in reading.split(" ") if " " in reading else (reading,):
        below = below.get(part) if below else None
    return node.get("*") if below is None and is_article else below


class Reading:
    """A text in which names are being told apart: what it surely names, and the countries that it speaks of."""

    def __init__(
        self, words: Words, hits: Mapping[int, list[Hit]], table: ActorTable, country: str | None = None
    ) -> None:
        self.words, self.hits, self.table = words, hits, table
        self.sure: set[int] = set()
        self.countries: Counter[str] = Counter({country: 3} if country else {})
        self._survey()

    def _survey(self) -> None:
        """Note the actors named beyond doubt and the countries named."""
        beyond = 0
        for first, hits in self.hits.items():
            if first >= beyond:
                beyond = next((hit.last for hit in hits if self._note(hit)), first + 1)

    def _note(self, hit: Hit) -> bool:
        for entry in hit.entries:
            if entry[0] == "N" and self.is_written(hit, entry):
                self.countries[entry[3]] += 1
                return True
            if (
                entry[0] == "A"
                and len(entry[3]) == 1
                and entry[3][0][1] == NEED_NOTHING
                and self.is_written(hit, entry)
            ):
                self.note_actor(entry[3][0][0])
                return True
        return False

    def note_actor(self, actor: int) -> None:
        """Note that the text surely names an actor."""
        self.sure.add(actor)
        self.countries.update(self.table.get_actor(actor).countries[:1])

    def is_written(self, hit: Hit, entry: Entry) -> bool:
        """Whether the words have the capitals that the name needs."""
        shape, capitals = entry[1], entry[2]
        if not shape and not capitals:
            return True
        if shape:
            letters = "".join(c for c in self.words.surface(hit.first, hit.last) if c.isalnum())
            same = "".join(self.words.keys[hit.first : hit.last]) == shape.lower()
            return same and (letters.isupper() or letters == shape)
        text, starts, ends = self.words.text, self.words.starts, self.words.ends
        found = sum(not text[starts[n] : ends[n]].islower() for n in range(hit.first, hit.last))
        spared = capitals >= _LONG_NAME  # "the Unified Communist party of X"
        return found + spared >= min(capitals, hit.last - hit.first) or not self._has_capitals(hit)

    def _has_capitals(self, hit: Hit) -> bool:
        """Whether capitals say anything hereabouts: some are used in the text around."""
        text, start, end = self.words.text, self.words.starts[hit.first], self.words.ends[hit.last - 1]
        return _CAPITAL.search(text[max(0, start - _AROUND) : start] + text[end : end + _AROUND]) is not None

    def is_all_capitals(self, hit: Hit) -> bool:
        """Whether the words beside are in capitals too, so that those of an acronym say nothing."""
        words, beside = self.words, (*range(hit.first - 2, hit.first), *range(hit.last, hit.last + 2))
        surfaces = [words.surface(n, n + 1) for n in beside if 0 <= n < len(words.keys)]
        capitals = sum(len(surface) > 1 and surface.isupper() for surface in surfaces)
        return capitals > 2 * sum(_SMALL.search(surface) is not None for surface in surfaces)

    def read_pieces(self) -> list[Piece]:
        """Return what the text's words mean, in order and without overlap, the longest name at each place."""
        pieces: list[Piece] = []
        beyond = 0
        for first, hits in self.hits.items():
            if first >= beyond:
                for hit in hits:
                    piece = self._decide(hit)
                    if piece and not self._yields(piece):
                        pieces.append(piece)
                        beyond = piece.last
                        break
        return pieces

    def _yields(self, piece: Piece) -> bool:
        """Whether a longer actor's name begins within the piece: "anti" gives way to "Communist Party of India"."""
        if piece.entry[0] == "A" or piece.last - piece.first == 1:
            return False
        inner = (
            hit for n in range(piece.first + 1, piece.last) for hit in self.hits.get(n, ()) if hit.last > piece.last
        )
        return any(hit.entries[0][0] == "A" and self._decide(hit) for hit in inner)

    def _decide(self, hit: Hit) -> Piece | None:
        for entry in hit.entries:
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
        scores = {actor: self.score(actor) for actor, need in entry[3] if self._is_met(need, actor, hit)}
        if not scores:
            return self._stays_open(hit, entry), None
        best = max(scores.values())
        chosen = [actor for actor, score in scores.items() if score == best]
        return True, chosen[0] if len(chosen) == 1 or best > 0 else None

    def _stays_open(self, hit: Hit, entry: Entry) -> bool:
        """Whether a full name still names some group, though not surely one that the table has: several groups bear it,
        or a word of it is one that only armed groups have."""
        strong = self.table.group_words["strong"].intersection(self.words.keys[hit.first : hit.last])
        several = len(entry[3]) > 1 and any(need == NEED_COUNTRY for _, need in entry[3])
        return not entry[1] and (several or bool(strong and entry[2] > 1))

    def score(self, actor: int) -> int:
        """Return how much the text speaks of the actor and of the countries where it acts."""
        named = max((self.countries[c] for c in self.table.get_actor(actor).countries), default=0)
        return named + 100 * (actor in self.sure)

    def _is_met(self, need: int, actor: int, hit: Hit) -> bool:
        if need in (NEED_CAPITALS, NEED_BOTH) and self.is_all_capitals(hit):
            return False
        if need in (NEED_NOTHING, NEED_CAPITALS) or actor in self.sure:
            return True
        if need == NEED_COUNTRY:
            return self.score(actor) * _FEW > max(self.countries.values(), default=0)
        return self._speaks_of_fighters(hit)

    def _speaks_of_fighters(self, hit: Hit) -> bool:
        """Whether the next word says that an armed group is meant: "HM militants"."""
        if hit.last not in self.hits or not self.words.adjoins(hit.last):
            return False
        entries = (entry for after in self.hits[hit.last] for entry in after.entries)
        return any(entry[0] == "G" and entry[3] in _FIGHTERS and not entry[5] for entry in entries)
