"""Weapons as a record has them: the lexicon's class, and the codebook's type where the words name one."""

from functools import cache

from gawah.codebook import weapon_terms
from gawah.model import Json


def describe_weapon(kind: str, exact: str | None, words: str) -> Json:
    """Return the weapon of class `kind` that `words` name; `exact` is the type that the lexicon gives, if any."""
    return {"class": kind, "type": exact or _find_type(kind, words.lower()) or kind, "text": words}


def _find_type(kind: str, words: str) -> str | None:
    """Return the codebook's type of this class that the words, or one of them, are a term for."""
    types = _types()
    candidates = (types.get(term) for term in (words, *words.split()))
    return next((found[1] for found in candidates if found and found[0] == kind), None)


@cache
def _types() -> dict[str, tuple[str, str]]:
    return {term.lower(): (entry.class_, entry.type) for term, entry in weapon_terms().items()}
