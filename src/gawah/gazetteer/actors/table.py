"""The table of actors, opened once: who they are, and the tree of the names by which texts call them.

`actors.lines` is made by `tools/build_actors.py`: a line of what all share, a line an actor, a line a first word of
names. Lines are JSON and are read when they are first needed, so that opening costs little. A name's path in the tree
is its words as `vocabulary` reads them, with "*" for a particle and "," for a comma; the leaf "" holds what it means:

- ``["A", shape, capitals, [[actor, need], …]]``: an actor's name; `shape` is an acronym as it must be written
- ``["N", shape, capitals, ISO code, is_region]``: a nation, by name or adjective, or a region within it
- ``["B", shape, capitals, class, alone]``: a body of a state; `alone` where it says enough without a nation
- ``["G", shape, capitals, class, kind, needs_modifier]``: a generic actor
- ``["M", shape, capitals, sort]``: a word that goes before a generic actor

The search adds one more: ``["U", name, kind]``, a group that the table does not know.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any, Literal

from gawah.codebook import adopted
from gawah.gazetteer.tables import read_table

Entry = list[Any]
Node = dict[str, Any]
NEED_NOTHING, NEED_CAPITALS, NEED_COUNTRY, NEED_CONTEXT, NEED_BOTH = range(5)
"""What a name needs to be an actor's: capitals within mixed-case text; that the text speaks of a country of its;
that it otherwise speaks of the actor, or calls the name's bearers fighters; capitals and that."""


@dataclass(frozen=True, slots=True)
class Actor:
    """A group or force of the gazetteer."""

    id: str
    name: str
    kind: str
    """The codebook's kind of actor: armed_group, state_forces, political_group, communal_group."""
    parent: str | None = None
    """The id of the actor that it is a branch of."""
    countries: tuple[str, ...] = ()
    """ISO 3166-1 alpha-2 codes of where it acts or acted."""
    first_year: int | None = None
    last_year: int | None = None
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class GenericActor:
    """A noun for actors without a name: "gunmen", "mob", "cartel"."""

    sort: Literal[
        "unknown_armed", "unidentified", "insurgent", "militia", "state_linked", "crowd", "communal", "criminal"
    ]
    kind: str
    """The codebook's kind of actor, "unknown" where the word does not say."""
    needs_modifier: Literal["", "person", "group"] = ""
    """What it is where it names an actor only with a modifier: a person ("armed men"), a group ("extremist groups")."""


class ActorTable:
    """What `actors.lines` holds."""

    def __init__(self, text: str) -> None:
        head, *lines = text.split("\n")
        shared = json.loads(head)
        count = len(shared["ids"])
        self.numbers: dict[str, int] = {actor_id: n for n, actor_id in enumerate(shared["ids"])}
        self.vocabulary: Mapping[str, str] = shared["vocabulary"]
        self.articles = frozenset(shared["articles"])
        self.adjective_before = frozenset(shared["adjective_before"])
        self.enough: Mapping[str, list[str]] = shared["enough"]
        self.generic: Mapping[str, GenericActor] = MappingProxyType(
            {word: GenericActor(*entry) for word, entry in shared["nouns"].items()}
        )
        self.group_words: Mapping[str, frozenset[str]] = {k: frozenset(v) for k, v in shared["group_words"].items()}
        self._rows = lines[:count]
        self._branches = dict(line.split("\t", 1) for line in lines[count:] if line)
        variants = (word for word, reading in self.vocabulary.items() if reading.split(" ")[0] in self._branches)
        self.begins = self.articles.union(self._branches, variants)
        """The keys of all words with which a name may begin."""
        self._actors: dict[int, Actor] = {}
        self._nodes: dict[str, Node] = {}

    def get_actor(self, number: int) -> Actor:
        """Return an actor by its number."""
        if number not in self._actors:
            who, name, kind, parent, countries, first, last, aliases = json.loads(self._rows[number])
            self._actors[number] = Actor(who, name, kind, parent, tuple(countries), first, last, tuple(aliases))
        return self._actors[number]

    def add_actor(self, actor: Actor) -> int:
        """Add an actor that the table lacks; return its number."""
        number = len(self.numbers)
        self.numbers[actor.id] = number
        self._actors[number] = actor
        return number

    def grow_node(self, word: str, key: str) -> Node:
        """Return the tree of the names that begin with `word`, made where there is none; `key` is how a text has it."""
        node = self.get_node(word)
        if node is None:
            node = self._nodes[word] = {}
            variants = (k for k, reading in self.vocabulary.items() if reading.split(" ")[0] == word)
            self.begins = self.begins.union([key, word], variants)
        return node

    def get_node(self, word: str) -> Node | None:
        """Return the tree of the names that begin with `word`, a word as `vocabulary` reads it."""
        node = self._nodes.get(word)
        if node is None and word in self._branches:
            node = self._nodes[word] = json.loads(self._branches[word])
        return node


@cache
def open_actors() -> ActorTable:
    """Return the table of actors, with those that the project's codebook adds.

    Raises TableError where it is missing or damaged.
    """
    table = ActorTable(read_table("actors.lines").decode("utf-8"))
    if (overlay := adopted()) and overlay.actors:
        from gawah.gazetteer.actors.project import add_project_actors  # here, since it builds on this module

        add_project_actors(table, overlay.actors)
    return table
