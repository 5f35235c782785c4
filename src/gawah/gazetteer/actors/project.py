"""The groups and forces that a project's codebook adds to the table of actors, and further names of known ones."""

from gawah.codebook import ActorWord
from gawah.gazetteer.actors.spelling import capitals, shape
from gawah.gazetteer.actors.table import NEED_NOTHING, Actor, ActorTable, Entry, Node
from gawah.gazetteer.words import read_words


def add_project_actors(table: ActorTable, words: tuple[ActorWord, ...]) -> None:
    """Let `table` know a project's actors. One that it knows under the same name only gets the further names."""
    for word in words:
        parent = _find_or_add(table, ActorWord(word.parent, word.kind), None) if word.parent else None
        actor_id = _find_or_add(table, word, parent)
        for name in word.also:
            _add_name(table, name, table.numbers[actor_id])


def _find_or_add(table: ActorTable, word: ActorWord, parent: str | None) -> str:
    """Return the id of the actor of this name, added where there is none, or where several bear it."""
    named = [actor for entry in _reach(table, word.name) if entry[0] == "A" for actor, _ in entry[3]]
    if len(named) == 1:
        return table.get_actor(named[0]).id
    actor = Actor(f"own-{_slug(word.name)}", word.name, word.kind, parent, word.countries, aliases=word.also)
    _add_name(table, word.name, table.add_actor(actor))
    return actor.id


def _add_name(table: ActorTable, name: str, number: int) -> None:
    """Let a name mean one actor, whoever else bears it."""
    leaf = _reach(table, name)
    leaf[:] = [["A", shape(name), capitals(name), [[number, NEED_NOTHING]]], *(e for e in leaf if e[0] != "A")]


def _reach(table: ActorTable, name: str) -> list[Entry]:
    """Return what a name means, as a list that may be added to."""
    words = read_words(name.removeprefix("The ").removeprefix("the "))
    first, *path = [part for key in words.keys for part in table.vocabulary.get(key, key).split(" ")]
    node: Node = table.grow_node(first, words.keys[0])
    for part in path:
        node = node.setdefault(part, {})
    leaf: list[Entry] = node.setdefault("", [])
    return leaf


def _slug(name: str) -> str:
    return "-".join(read_words(name.replace("'", "").replace("’", "")).keys)
