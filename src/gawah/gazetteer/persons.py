"""Nouns for persons: who victims are said to be, with what the word itself says of status, age, sex and office."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any, Literal

from gawah.codebook import adopted
from gawah.gazetteer.people import open_people
from gawah.gazetteer.phrases import Phrases, find_phrases, index_phrases
from gawah.gazetteer.words import read_key, read_words


@dataclass(frozen=True, slots=True)
class PersonNoun:
    """A noun for persons, in one number."""

    singular: str
    plural: str
    is_plural: bool
    sort: Literal["plain", "occupation", "rank", "role", "relation"]
    occupation: str | None
    """The class of an occupation, rank or role: labour, mining, health, police, military, combatant, politics …"""
    status: Literal["civilian", "security_forces", "combatant", "unknown"]
    """What the word makes its bearer, unless the text says otherwise."""
    public_role: bool
    """Whether its bearers are known by an office: a mayor, a judge."""
    age_group: Literal["child", "youth", "adult", "elderly"] | None
    sex: Literal["male", "female"] | None
    is_ambiguous: bool
    """Whether this form is also another word ("general", "minor"): a person only after a number or an article."""


@dataclass(frozen=True, slots=True)
class PersonMention:
    """A noun for persons in a text. Offsets are code points of the text."""

    start: int
    end: int
    surface: str
    noun: PersonNoun


@cache
def person_nouns() -> Mapping[str, PersonNoun]:
    """Return the nouns for persons by lower-case word or phrase, singular and plural: "coal miners", "child"."""
    table = open_people()["nouns"]
    nouns = [_read_noun(row, is_plural) for row in table["rows"] for is_plural in (False, True)]
    known = {form: nouns[number] for form, number in table["forms"].items()}
    return MappingProxyType({**known, **_own_nouns()})


_TRADES: Mapping[str, tuple[Any, str]] = {
    "civilian": ("occupation", "labour"),
    "unknown": ("occupation", "labour"),
    "security_forces": ("rank", "military"),
    "combatant": ("role", "combatant"),
}
"""What sort of noun, and of which class, one is that a project adds, by the status of those whom it names."""


def _own_nouns() -> dict[str, PersonNoun]:
    """Return the nouns that the project's codebook adds."""
    found: dict[str, PersonNoun] = {}
    overlay = adopted()
    for trade in overlay.trades if overlay else ():
        sort, class_ = _TRADES[trade.status]
        row = [trade.singular, trade.plural, sort, class_, trade.status, trade.public_role, None, None, False]
        for is_plural, form in enumerate((trade.singular, trade.plural)):
            found |= dict.fromkeys((form.lower(), read_key(form)), _read_noun(row, bool(is_plural)))
    return found


def _read_noun(row: list[Any], is_plural: bool) -> PersonNoun:
    singular, plural, sort, occupation, status, public, age, sex, ambiguous = row
    return PersonNoun(
        singular, plural, is_plural, sort, occupation, status, public, age, sex, ambiguous and not is_plural
    )


@cache
def _phrases() -> Phrases:
    return index_phrases(person_nouns())


def find_person_nouns(text: str) -> list[PersonMention]:
    """Return the nouns for persons in `text`, in order, without overlap, the longest at each place."""
    words, nouns = read_words(text), person_nouns()
    spans = ((words.starts[f.first], words.ends[f.last - 1], f.key) for f in find_phrases(words, _phrases()))
    return [PersonMention(start, end, text[start:end], nouns[key]) for start, end, key in spans]
