"""Who is meant: the names by which reports call one actor or speaker."""

from collections.abc import Hashable, Mapping
from functools import lru_cache

from gawah.gazetteer.actors import find_actors
from gawah.gazetteer.folding import fold
from gawah.model import Json
from gawah.resolve.statements import Statement


@lru_cache(maxsize=4096)
def mark_actor(name: str | None) -> str:
    """Return what two names of one actor have in common: its id in the gazetteer, or the bare name.

    A phrase that names more than the actor ("a spokesman for it") is somebody else; no name gives "".
    """
    bare = _strip(fold(name))
    found = find_actors(name) if name and bare else []
    if len(found) == 1 and found[0].actor_id and _strip(fold(found[0].surface)) == bare:
        return f"id {found[0].actor_id}"
    return bare


_ARTICLE, _NOUNS = "the ", (" group", " organisation", " organization")


def _strip(name: str) -> str:
    bare = name.removeprefix(_ARTICLE)
    noun = next((noun for noun in _NOUNS if bare.endswith(noun) and bare != noun.strip()), "")
    return bare.removesuffix(noun)


def list_marks(actor: Mapping[str, Json]) -> list[Hashable]:
    """Return the marks of a perpetrator: its name's, and its id."""
    id_ = actor.get("actor_id")
    return [mark_actor(actor["name"]), f"id {id_}" if id_ else None]


def own_word(statement: Statement) -> str:
    """Return the basis of what is said of a perpetrator: what a party says that it did itself is claimed.

    Nobody accuses himself. A suspicion stays one: it is never made a claim.
    """
    said = statement.said
    accused = said.basis in ("accused_by_authorities", "accused_by_others") and said.speaker_role == "party_to_conflict"
    return "claimed" if accused and mark_actor(said.speaker) in list_marks(said.value) else said.basis
