"""Actors by name, by what they are, and by nation: who a text says did or does something."""

from collections.abc import Mapping

from gawah.gazetteer.actors.mentions import ActorMention, find_actors
from gawah.gazetteer.actors.table import Actor, GenericActor, open_actors

__all__ = [
    "Actor",
    "ActorMention",
    "GenericActor",
    "actor",
    "find_actors",
    "generic_actors",
    "list_parents",
    "most_specific",
    "same_actor",
]


def actor(actor_id: str) -> Actor | None:
    """Return the gazetteer's actor `actor_id`, or None where it has none such."""
    table = open_actors()
    number = table.numbers.get(actor_id)
    return table.get_actor(number) if number is not None else None


def generic_actors() -> Mapping[str, GenericActor]:
    """Return the nouns for actors without a name, by lower-case word or phrase, singular and plural."""
    return open_actors().generic


def same_actor(one: str, other: str) -> bool:
    """Whether two ids are one actor, or one of them is a branch of the other."""
    return one == other or one in _line(other) or other in _line(one)


def most_specific(one: str, other: str) -> str | None:
    """Return the id of the branch where one actor is a branch of the other; None where they are two."""
    if not same_actor(one, other):
        return None
    return one if other in _line(one) else other


def list_parents(actor_id: str) -> tuple[str, ...]:
    """Return the ids of the actors that an actor is a branch of, the nearest first."""
    return tuple(_line(actor_id)[1:])


def _line(actor_id: str) -> list[str]:
    """Return an actor's id and those of all that it is a branch of."""
    line, who = [actor_id], actor(actor_id)
    while who and who.parent and who.parent not in line:
        line.append(who.parent)
        who = actor(who.parent)
    return line
