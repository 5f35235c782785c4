"""The words around a place's name that tell what it is: kinds, sites, organisations, titles, verbs of speech, prepositions."""

from functools import cache
from typing import NamedTuple

from gawah.gazetteer.places.index import read_words


class Words(NamedTuple):
    """The lists of `tools/places/context.yaml`, lower case."""

    kinds: dict[str, str]
    """Word for a kind of place ("district") to that kind ("admin2"), or to "any"."""
    sites: frozenset[str]
    organisations: frozenset[str]
    titles: frozenset[str]
    verbs: frozenset[str]
    prepositions: frozenset[str]
    inward: frozenset[str]
    """Prepositions after which something happens in, at or near the place."""
    near: frozenset[str]
    directions: frozenset[str]
    calendar: frozenset[str]
    links: frozenset[str]
    """Small words inside names ("of", "de", "al")."""
    given: frozenset[str]
    """Given names of persons."""
    exact: dict[str, str]
    """Abbreviations of countries that count only in exactly their letters, as "U.S."."""
    capitals: dict[str, str]
    """Country to the folded name of its capital."""


_LISTS = "site_words organisation_words titles speech_verbs prepositions inward near_words directions calendar links"


@cache
def open_context() -> Words:
    """Return the words of context, read once. Raises TableError where the shipped table is missing or damaged."""
    words = read_words()
    lists = [frozenset(words[name].split()) for name in (*_LISTS.split(), "given_names")]
    return Words(words["kind_words"], *lists, words["exact"], words["capitals"])
