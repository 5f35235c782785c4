"""Places with another part in an incident: where people were taken from or to, bodies found, weapons fired from."""

import re
from dataclasses import replace
from functools import cache

from gawah.coding.rules.facts import SentenceFacts
from gawah.coding.rules.lexicon import load_lexicon
from gawah.coding.rules.page import Page, Placed
from gawah.coding.rules.scenes import holds_other, is_seat, list_scenes, only_locates, span_of
from gawah.coding.rules.segments import Segment
from gawah.coding.rules.sheet import Sheet, list_fields

_REACH = 14
"""Words back from a place in which the word for what was done there stands."""


def write_other_places(sheet: Sheet, page: Page, segment: Segment, facts: list[SentenceFacts]) -> None:
    """Write the places with a part of their own in a segment's incident, each once."""
    known: set[tuple[str, str]] = set()
    for number in segment.sentences:
        for role, placed in _list_roles(page, facts[number]):
            name = placed.place.name
            if name is None or (role, name) in known:
                continue
            known.add((role, name))
            value = {"role": role, "name": name, "place": list_fields(placed.place)}
            cue = _find_cue(page, facts[number], placed)
            spans = [span_of(page, placed)]
            if cue is not None:
                spans.append(replace(sheet.span(cue, cue + 1), role="context"))
            sheet.say(sheet.key("other_places"), value, spans, f"place-{role}", confidence=0.7)


def _list_roles(page: Page, fact: SentenceFacts) -> list[tuple[str, Placed]]:
    if not page.parsed.tokens.find(_doings(), fact.number):
        return []
    own = [p for p in list_scenes(page, fact.first, fact.last) if not is_seat(page, p)]
    told = [p for n, p in enumerate(own) if not (holds_other(p, own) or only_locates(page, own[:n], p))]
    return [(role, p) for p in told if (role := read_role(page, fact, p))]


def read_role(page: Page, fact: SentenceFacts, placed: Placed) -> str | None:
    """Return the part of a place by the preposition before it and the last word of doing before that."""
    cue = _find_cue(page, fact, placed)
    if cue is None:
        return None
    lows = page.parsed.tokens.lows
    told = _roles()[(_cues()[lows[cue]], _read_preposition(page, placed))]
    needed = _needs().get(told)
    window = lows[max(fact.first, placed.word - 2 * _REACH) : placed.word]
    return told if needed is None or not needed.isdisjoint(window) else None


def _read_preposition(page: Page, placed: Placed) -> str:
    """Return the preposition before a place; of a thing in it, that before the thing: "to the barracks at Huanta"."""
    mention = placed.resolved.mention
    before = _TO_THING.search(page.text, max(0, mention.start - 48), mention.start)
    return before[1] if before else mention.preposition or ""


_TO_THING = re.compile(r"\b(to|from) (?:the|a|an|their) (?:[a-z-]+ ){1,3}(?:at|in|of|near) (?:the )?\Z")


def _find_cue(page: Page, fact: SentenceFacts, placed: Placed) -> int | None:
    """Return the last word before a place that, with the place's preposition, gives it a part; None where none does."""
    lows, preposition = page.parsed.tokens.lows, _read_preposition(page, placed)
    for n in range(placed.word - 1, max(fact.first, placed.word - _REACH) - 1, -1):
        cue = _cues().get(lows[n])
        if cue is not None and (cue, preposition) in _roles():
            return n
        if cue == "end":
            return None
    return None


@cache
def _cues() -> dict[str, str]:
    """Return the words of doing, each with its class."""
    return {word: name for name, line in load_lexicon("places")["cues"].items() for word in line.split()}


@cache
def _doings() -> frozenset[str]:
    return frozenset(_cues())


@cache
def _roles() -> dict[tuple[str, str], str]:
    """Return the role of a place by the class of the word of doing and the preposition between them."""
    rules = load_lexicon("places")["roles"]
    return {(rule["cue"], prep): rule["role"] for rule in rules for prep in rule["prepositions"].split()}


@cache
def _needs() -> dict[str, frozenset[str]]:
    """Return, by role, the words of which one must stand before the place too."""
    return {role: frozenset(line.split()) for role, line in load_lexicon("places")["needs"].items()}
