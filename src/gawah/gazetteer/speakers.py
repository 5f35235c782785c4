"""What a speaker is, from the words that name him: RECORD.md's `speaker_role`."""

import re
from collections.abc import Mapping
from functools import cache, lru_cache
from typing import NamedTuple

from gawah.gazetteer.actors import find_actors
from gawah.gazetteer.people import open_people
from gawah.gazetteer.phrases import Phrases, find_phrases, index_phrases
from gawah.gazetteer.words import read_words

_TITLE = re.compile(r"\b(?:Father|Sister|Brother|Mother|Fr|Sr)\b\.?(?=\s+[A-Z][a-z])")
_BEFORE_ACTORS = frozenset(("victims_side", "medic", "court", "monitor", "expert"))
_ROLES = {"armed_group": "party_to_conflict", "state_forces": "police_or_military"}


class _Lines(NamedTuple):
    """The lines of the list of speakers: the role of each, and the line of every key; the first lines weigh most."""

    roles: list[str]
    by_key: Mapping[str, int]
    phrases: Phrases


@cache
def _lines() -> _Lines:
    lines = open_people()["speakers"]
    by_key: dict[str, int] = {}
    for number, (_, keys) in enumerate(lines):
        for key in keys:
            by_key.setdefault(key, number)
    return _Lines([role for role, _ in lines], by_key, index_phrases(by_key))


@lru_cache(maxsize=8192)  # "police", "officials" and a text's own speakers come again and again
def speaker_role(phrase: str) -> str:
    """Return the role of the speaker whom `phrase` names: party_to_conflict, government, police_or_military, court,
    monitor, medic, witness, victims_side, expert, media or unknown.
    """
    lines, words = _lines(), read_words(_TITLE.sub("Priest", phrase))
    found = find_phrases(words, lines.phrases)
    line = min((lines.by_key[item.key] for item in found), default=None)
    first = "unknown" if line is None else lines.roles[line]
    if first in _BEFORE_ACTORS:
        return first
    named = {_ROLES.get(mention.kind, "") for mention in find_actors(phrase) if mention.sort != "generic"}
    if "party_to_conflict" in named:
        return "party_to_conflict"
    return "police_or_military" if first == "unknown" and "police_or_military" in named else first
