"""Who a row says did it, on what ground, and who claimed it."""

from functools import lru_cache
from typing import NamedTuple

from gawah.codebook import load
from gawah.codebook.columns import HARMED
from gawah.coding.coded.row import Row, Told
from gawah.gazetteer.actors import find_actors
from gawah.gazetteer.communities import find_communities
from gawah.model import Json

MOST_SIDES = 9
"""Columns for several actors that a list can have."""
_MOST_NAMES = 40


class Actor(NamedTuple):
    """What the gazetteer knows of a name."""

    actor_id: str | None
    kind: str
    parent: str | None


def tell_parties(row: Row) -> None:
    """Say who did it, and who claimed it; who was harmed is no perpetrator (see `list_harmed`)."""
    keys = 0
    for n in range(1, MOST_SIDES + 1):
        if _is_harmed(row, n):
            continue
        basis, grounds = _read_basis(row, n)
        for name, parent, told in _list_names(row, n):
            keys += 1
            told_kind, known = _read_kind(row, n), know_actor(name)
            kind = told_kind or (known.kind if known.kind != "unknown" else row.columns.actors)
            value = {"name": name, "actor_id": known.actor_id, "kind": kind}
            value["parent"] = parent or known.parent
            speaker = name if basis == "claimed" else None
            row.say(f"perpetrators/p{keys}", value, [*told, *grounds], basis=basis, speaker=speaker)
    _tell_claims(row)


def list_harmed(row: Row) -> list[tuple[int, str, Told]]:
    """Return the actors of a row that are no perpetrators: the number of each, its name and its cell."""
    harmed = [n for n in range(1, MOST_SIDES + 1) if _is_harmed(row, n)]
    return [(n, name, told) for n in harmed for name, told in row.tell_parts(f"perpetrators/{n}")]


def _is_harmed(row: Row, n: int) -> bool:
    return any(row.read_code(told) == HARMED for told in row.tell(f"perpetrators/{n}/kind"))


def _list_names(row: Row, n: int) -> list[tuple[str, str | None, list[Told]]]:
    """Return the names of a side with what each is a branch of, and the cells that say so."""
    branches = row.tell(f"perpetrators/{n}/branch")
    named = [(name, told) for name, told in row.tell_parts(f"perpetrators/{n}") if not row.columns.is_nobody(name)]
    if branches and len(named) == 1:
        return [(branches[0].text, named[0][0], [branches[0], named[0][1]])]
    return [(name, None, [told]) for name, told in named[:_MOST_NAMES]]


def _read_kind(row: Row, n: int) -> Json:
    return next((row.read_code(told) for told in row.tell(f"perpetrators/{n}/kind")), None)


def _read_basis(row: Row, n: int) -> tuple[str, list[Told]]:
    """Return on what ground it is laid to a side; a claim goes before all but a suspicion."""
    told = row.tell(f"perpetrators/{n}/basis")[:1]
    basis = row.read_code(told[0]) if told else None
    claims = [claim for claim in row.tell(f"claims/{n}") if row.read_code(claim) == "yes"]
    if claims and basis in (None, "reported_as_fact"):
        return "claimed", claims[:1]
    return (str(basis), told) if basis else ("reported_as_fact", [])


def _tell_claims(row: Row) -> None:
    said = [(n, told, row.read_code(told)) for n in range(1, MOST_SIDES + 1) for told in row.tell(f"claims/{n}")]
    for n, told, answer in said:
        if answer == "no" and all(other != "yes" for _, _, other in said):
            row.say("claimed", False, [told])
        if answer != "yes":
            continue
        row.say("claimed", True, [told])
        channel = [c for c in row.tell(f"claims/{n}/channel") if row.read_code(c) not in (None, "unknown")][:1]
        for name, _, cells in _list_names(row, n)[:1]:
            words = _name_channel(row.read_code(channel[0])) if channel else None
            value = {"by": name, "channel": words, "date": None}
            row.say(f"claims/c{n}", value, [told, *cells, *channel], basis="claimed")


def _name_channel(mode: Json) -> str:
    return load().entry("claim_modes", str(mode)).label


@lru_cache(maxsize=16384)
def know_actor(name: str) -> Actor:
    """Return what the gazetteer knows of a name that stands alone; nothing where it may mean several actors."""
    found = find_actors(name)
    named = [mention for mention in found if mention.sort == "named"]
    if named and len({mention.actor_id for mention in named}) == 1 and _covers(named[0].surface, name):
        return Actor(named[0].actor_id, named[0].kind, named[0].parent)
    first = next((mention.kind for mention in found if mention.start == 0), "unknown")
    return Actor(None, "communal_group" if first == "unknown" and _is_community(name) else first, None)


def _is_community(name: str) -> bool:
    return any(mention.surface == name for mention in find_communities(name))


def _covers(surface: str, name: str) -> bool:
    """Whether a name is all or most of another, or stands at its beginning before a colon ("TTP: …")."""
    return len(surface) * 2 > len(name) or name.startswith(f"{surface}:")
