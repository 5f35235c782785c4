"""Strings of a text that may fill MUC-4's roles, each with the features of all its mentions."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from gawah.coding.rules.page import Page, read_page
from gawah.coding.rules.phrases import Parsed
from gawah.evaluate.muc4_cuts import Cut, cut_known, list_cuts, sort_noun
from gawah.evaluate.muc4_features import tell_mention
from gawah.evaluate.muc4_surroundings import Surroundings, look_around
from gawah.evaluate.muc4_templates import normalise
from gawah.model import CodingInput, Text

_MOST_MENTIONS = 6
"""Mentions of one string whose surroundings are looked at."""
_STEM = 6
"""Letters by which words for people are compared: "terrorist", "terrorists"."""
_NUMBERED = ("", "harm=", "doer=", "target", "said=")
"""How the features begin by which strings are numbered; all strings have one that begins with nothing."""
_SHARED = ("harm=", "doer=", "said=", "p1=by", "value=")


@dataclass(slots=True)
class Candidate:
    """One string with the features of all its mentions; `phrases` are the noun phrases that it was cut from."""

    string: str
    head: str
    features: set[str] = field(default_factory=set)
    phrases: set[int] = field(default_factory=set)
    types: set[str] = field(default_factory=set)
    """Incident types that the sentences of its mentions speak for."""
    actors: set[str] = field(default_factory=set)
    mentions: int = 0
    first: int = 0
    """Number of the word that its first mention begins at."""

    @property
    def named(self) -> bool:
        """Whether it is a name: "Ana Ost"."""
        return any(feature.startswith("name=") for feature in self.features)

    @property
    def sort(self) -> str:
        """What its noun names, or "name", or nothing."""
        return sort_noun(self.head) or ("name" if self.named else "")


def read_document(text: str) -> Page:
    """Return the page of a text, as the rules coder reads it."""
    return read_page(CodingInput(Text.of("sha256:muc4", "plain@1", text, language="en")))


def list_candidates(page: Page, record: Mapping[str, Any]) -> list[Candidate]:
    """Return the strings of a document that may fill a role, in the order of their first mentions."""
    around = look_around(page, record)
    found: dict[str, Candidate] = {}
    for cut in (*list_cuts(page.parsed), *cut_known(page)):
        string = _string(page.parsed, cut)
        if not string:
            continue
        candidate = found.get(string)
        if candidate is None:
            candidate = found[string] = Candidate(string, _head(page.parsed, cut), first=cut.start)
        candidate.mentions += 1
        candidate.phrases.add(cut.number)
        if candidate.mentions <= _MOST_MENTIONS:
            _add_mention(candidate, cut, around)
    for candidate in found.values():
        candidate.features.add(f"n={min(candidate.mentions, 5)}")
    _number(list(found.values()))
    _share_features(list(found.values()))
    return list(found.values())


def _number(candidates: list[Candidate]) -> None:
    """Tell of each string whether it is the first of its sort, the second …: by all, by those whom harm is told of."""
    for mark in _NUMBERED:
        counts: dict[str, int] = {}
        phrases: dict[str, set[int]] = {}
        for candidate in (c for c in candidates if any(f.startswith(mark) for f in c.features)):
            sort = candidate.sort
            seen = phrases.setdefault(sort, set())
            counts[sort] = counts.get(sort, 0) + (not seen & candidate.phrases)
            seen |= candidate.phrases
            candidate.features.add(f"nth={mark}{min(counts[sort], 5)}|{sort}")


def _share_features(candidates: list[Candidate]) -> None:
    """Tell each name what is said of the same under its other names: "FMLN", "Farabundo …"; "Ost", "Ana Ost"."""
    shared: dict[str, set[str]] = {}
    keys = [_alias_keys(candidate) for candidate in candidates]
    for candidate, own in zip(candidates, keys, strict=True):
        for key in own:
            shared.setdefault(key, set()).update(f for f in candidate.features if f.startswith(_SHARED))
    for candidate, own in zip(candidates, keys, strict=True):
        candidate.features |= {f"same:{feature}" for key in own for feature in shared[key]}
    _compare_names([candidate for candidate in candidates if candidate.named])


def _compare_names(names: list[Candidate]) -> None:
    """Tell of each name whether the text has a fuller or a shorter form of it."""
    words = [set(candidate.string.split()) for candidate in names]
    for candidate, own in zip(names, words, strict=True):
        candidate.features.update("fuller" for other in words if own < other)
        candidate.features.update("shorter" for other in words if other < own)


def _alias_keys(candidate: Candidate) -> set[str]:
    if candidate.named:
        return {candidate.string.split()[-1], *candidate.actors}
    if sort_noun(candidate.head) not in ("", "thing"):
        return {f"head:{candidate.head[:_STEM]}", *candidate.actors}
    return set(candidate.actors)


def _string(parsed: Parsed, cut: Cut) -> str:
    words = parsed.words(cut.start, cut.end)
    return normalise(words[:-2] if words.lower().endswith(("'s", "’s")) else words)


def _head(parsed: Parsed, cut: Cut) -> str:
    return parsed.tokens.lows[cut.head].removesuffix("'s")


def _add_mention(candidate: Candidate, cut: Cut, around: Surroundings) -> None:
    actor = around.actors.get(cut.head)
    if actor and actor[3]:
        candidate.actors.add(actor[3])
    candidate.types |= around.types[around.page.parsed.tokens.sentence_at(cut.start)]
    candidate.features.update(tell_mention(around, cut, candidate.string))
