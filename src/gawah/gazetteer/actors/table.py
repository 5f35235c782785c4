"""The table of actors, opened once: who they are, and the tree of the names by which texts call them.

`actors.json` is made by `tools/build_actors.py`. A name's path in the tree is its words as `vocabulary` reads them, with
"*" for a particle ("Lashkar-e-Taiba"); the leaf "" holds numbers of entries, each a list that begins with what it is:

- ``["A", shape, capitals, [[actor, need], …]]``: an actor's name; `shape` is an acronym as it must be written
- ``["N", shape, capitals, ISO code, is_region]``: a nation, by name or adjective, or a region within it
- ``["B", shape, capitals, class, alone]``: a body of a state; `alone` where it says enough without a nation
- ``["G", shape, capitals, class, kind, needs_modifier]``: a generic actor
- ``["M", shape, capitals, sort]``: a word that goes before a generic actor
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from gawah.gazetteer.tables import read_table

Entry = list[Any]
Node = dict[str, Any]
NEED_NOTHING, NEED_CAPITALS, NEED_COUNTRY, NEED_CONTEXT = range(4)


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
    needs_modifier: bool = False
    """Whether it names an actor only with a modifier: "armed men", not "men"."""


@dataclass(frozen=True, slots=True)
class ActorTable:
    """What `actors.json` holds, in the forms that the search needs."""

    actors: tuple[Actor, ...]
    numbers: Mapping[str, int]
    tree: Node
    entries: list[Entry]
    vocabulary: Mapping[str, str]
    articles: frozenset[str]
    first_words: frozenset[str]
    adjectives: Mapping[str, str]
    bodies: Mapping[str, str]
    generic: Mapping[str, GenericActor]


@cache
def open_actors() -> ActorTable:
    """Return the table of actors. Raises TableError where it is missing or damaged."""
    table = json.loads(read_table("actors.json"))
    actors = tuple(_read_actor(row) for row in table["actors"])
    tree, vocabulary, articles = table["tree"], table["vocabulary"], frozenset(table["articles"])
    fused = {word for word, reading in vocabulary.items() if " " in reading}
    return ActorTable(
        actors=actors,
        numbers={actor.id: n for n, actor in enumerate(actors)},
        tree=tree,
        entries=table["entries"],
        vocabulary=vocabulary,
        articles=articles,
        first_words=frozenset(tree) | articles | fused,
        adjectives=table["adjectives"],
        bodies=table["bodies"],
        generic={word: GenericActor(*entry) for word, entry in table["nouns"].items()},
    )


def _read_actor(row: list[Any]) -> Actor:
    who, name, kind, parent, countries, first, last, aliases = row
    return Actor(who, name, kind, parent, tuple(countries), first, last, tuple(aliases))
