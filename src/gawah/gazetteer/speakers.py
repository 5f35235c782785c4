"""What a speaker is, from the words that name him: RECORD.md's `speaker_role`."""

import re
from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from gawah.gazetteer.actors import find_actors
from gawah.gazetteer.people import open_people
from gawah.gazetteer.phrases import find_phrases
from gawah.gazetteer.words import read_words

_TITLE = re.compile(r"\b(?:Father|Sister|Brother|Mother|Fr|Sr)\b\.?(?=\s+[A-Z][a-z])")
_BEFORE_GROUPS = frozenset(("victims_side", "medic", "court", "monitor", "expert"))


class _Roles(NamedTuple):
    by_key: Mapping[str, str]
    rank: Mapping[str, int]
    first_words: frozenset[str]
    longest: int


@cache
def _roles() -> _Roles:
    by_key: dict[str, str] = {}
    for role, keys in open_people()["speakers"]:
        for key in keys:
            by_key.setdefault(key, role)
    rank = {role: n for n, (role, _) in enumerate(open_people()["speakers"])}
    return _Roles(by_key, rank, frozenset(k.split(" ")[0] for k in by_key), max(k.count(" ") + 1 for k in by_key))


def speaker_role(phrase: str) -> str:
    """Return the role of the speaker whom `phrase` names: party_to_conflict, government, police_or_military, court,
    monitor, medic, witness, victims_side, expert, media or unknown.
    """
    roles = _roles()
    words = read_words(_TITLE.sub("Priest", phrase))
    said = {roles.by_key[f.key] for f in find_phrases(words, roles.by_key, roles.first_words, roles.longest)}
    first = min(said, key=roles.rank.__getitem__, default="unknown")
    if first not in _BEFORE_GROUPS and _names_group(phrase):
        return "party_to_conflict"
    return first


def _names_group(phrase: str) -> bool:
    return any(m.sort == "named" and m.kind == "armed_group" for m in find_actors(phrase))
