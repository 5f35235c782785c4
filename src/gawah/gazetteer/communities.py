"""Communities by name: peoples, faiths, sects, castes and tribes, as texts call their members."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Literal

from gawah.gazetteer.people import open_people
from gawah.gazetteer.phrases import Found, Phrases, find_phrases, index_phrases
from gawah.gazetteer.words import Words, read_words


@dataclass(frozen=True, slots=True)
class Community:
    """A community, under the name that Gawah gives it."""

    name: str
    kind: Literal["ethnic", "religious", "sectarian", "caste", "tribal"]
    needs: Literal["", "person", "surname", "article"] = ""
    """What its name needs to be one: a word for people beside it; no surname behind; no "The" as of a newspaper."""


@dataclass(frozen=True, slots=True)
class CommunityMention:
    """A community as a text names it. Offsets are code points of the text."""

    start: int
    end: int
    surface: str
    name: str
    kind: str


@cache
def communities() -> Mapping[str, Community]:
    """Return the communities by lower-case form, singular, plural and adjective: "hazaras", "shi'ite", "coptic"."""
    table = open_people()["communities"]
    rows = [Community(name, kind, needs) for name, kind, needs in table["rows"]]
    return MappingProxyType({form: rows[number] for form, number in table["forms"].items()})


@cache
def _small_forms() -> frozenset[str]:
    """Keys of the forms that are read without a capital: "tribal", "upper-caste"."""
    return frozenset(open_people()["communities"]["small"])


@cache
def _phrases() -> Phrases:
    return index_phrases(communities())


def find_communities(text: str) -> list[CommunityMention]:
    """Return the communities that `text` names, in order, without overlap."""
    words = read_words(text)
    found = find_phrases(words, _phrases())
    return [_mention(words, item) for item in found if _is_meant(words, item)]


def _mention(words: Words, found: Found) -> CommunityMention:
    start, end = words.starts[found.first], words.ends[found.last - 1]
    community = communities()[found.key]
    return CommunityMention(start, end, words.text[start:end], community.name, community.kind)


def _is_meant(words: Words, found: Found) -> bool:
    """Whether the words name a community here, and not a person, a place, a newspaper or something else."""
    if words.text[words.starts[found.first]].islower() and found.key not in _small_forms():
        return False
    needs = communities()[found.key].needs
    if not needs or _is_beside_people(words, found):
        return True
    after = found.last < len(words.keys) and words.adjoins(found.last)
    if needs == "surname":
        return not (after and words.text[words.starts[found.last]].isupper() and not words.text.isupper())
    before = found.first > 0 and words.adjoins(found.first)
    return needs == "article" and not (before and words.surface(found.first - 1, found.first) in ("The", "THE"))


def _is_beside_people(words: Words, found: Found) -> bool:
    """Whether a word for people adjoins: "Chin villagers", "ethnic Karen"."""
    heads = _heads()
    after = found.last < len(words.keys) and words.adjoins(found.last) and words.keys[found.last] in heads
    return after or (found.first > 0 and words.keys[found.first - 1] == "ethnic" and words.adjoins(found.first))


@cache
def _heads() -> frozenset[str]:
    return frozenset(open_people()["communities"]["heads"])
