"""The templates of MUC-4's simplified form: an incident type and the entities of five roles."""

import string
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

ROLES = ("PerpInd", "PerpOrg", "Target", "Victim", "Weapon")
"""Perpetrators who are individuals or organisations, targets that are things, victims by name, weapons."""

Entity = frozenset[str]
"""The mentions of one entity, normalised."""

_ARTICLES = frozenset(("a", "an", "the"))
_PUNCTUATION = str.maketrans("", "", string.punctuation)


@dataclass(frozen=True, slots=True)
class Template:
    """One incident; gold may name several types ("bombing / attack"), of which any is right."""

    types: frozenset[str]
    entities: Mapping[str, tuple[Entity, ...]]
    """By role."""


def make_template(types: Iterable[str], mentions: Mapping[str, Iterable[Iterable[str]]]) -> Template:
    """Return the template with these mentions of entities by role; mentions and entities without words are dropped."""
    entities = {role: tuple(_make_entities(mentions.get(role, ()))) for role in ROLES}
    return Template(frozenset(types), entities)


def _make_entities(raw: Iterable[Iterable[str]]) -> Iterator[Entity]:
    entities = (frozenset(filter(None, map(normalise, mentions))) for mentions in raw)
    yield from dict.fromkeys(entity for entity in entities if entity)


def drop_repeated(templates: Iterable[Template]) -> tuple[Template, ...]:
    """Return the templates in their order, equal ones once."""
    kept: list[Template] = []
    for template in templates:
        if template not in kept:
            kept.append(template)
    return tuple(kept)


def normalise(mention: str) -> str:
    """Return a mention in small letters, without accents, punctuation and articles, with single spaces."""
    letters = (c for c in unicodedata.normalize("NFKD", mention.lower()) if not unicodedata.combining(c))
    words = "".join(letters).translate(_PUNCTUATION).split()
    return " ".join(word for word in words if word not in _ARTICLES)
