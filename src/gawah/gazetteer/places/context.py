"""The words around a place's name that tell what it is: kinds, sites, organisations, titles, verbs, prepositions."""

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
    named_after: frozenset[str]
    """Sites that are named after places they do not lie in (Oxford Street)."""
    named_by: frozenset[str]
    """Sites that bear the name of the place they lie in, however small (Uri camp)."""
    given: frozenset[str]
    """Given names of persons."""
    exact: dict[str, str]
    """Abbreviations that count only in exactly their letters, to what they stand for; "," first: only behind one."""
    capitals: dict[str, str]
    """Country to the folded name of its capital."""
    outlets: dict[str, str]
    """Newspaper, agency or broadcaster, without its article, to the country that it mostly reports from."""
    neighbours: dict[str, str]
    """Country to the codes of those that it borders on, in one string."""


@cache
def open_context() -> Words:
    """Return the words of context, read once. Raises TableError where the shipped table is missing or damaged."""
    words = read_words()

    def read(name: str) -> frozenset[str]:
        return frozenset(words[name].split())

    return Words(
        kinds=words["kind_words"],
        sites=read("site_words"),
        organisations=read("organisation_words"),
        titles=read("titles"),
        verbs=read("speech_verbs"),
        prepositions=read("prepositions"),
        inward=read("inward"),
        near=read("near_words"),
        directions=read("directions"),
        calendar=read("calendar"),
        links=read("links"),
        named_after=read("named_after"),
        named_by=read("named_by"),
        given=read("given_names"),
        exact=words["exact"],
        capitals=words["capitals"],
        outlets=words["outlets"],
        neighbours=words["neighbours"],
    )
