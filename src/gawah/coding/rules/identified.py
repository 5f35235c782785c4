"""Persons whom a text names as the doer in a clause of its own: "the attacker was X", "named X as the suspect"."""

from gawah.coding.rules.lexicon import word_set
from gawah.coding.rules.phrases import Group, Parsed, find_subject, read_group, read_groups_after

_DOERS = word_set("suspects", "doers")
_RAMMED = frozenset("rammed ramming ploughed plowed drove driven".split())
_BE = frozenset("is was were".split())
_NAMED = frozenset("identified named names naming identifying".split())
_SOUGHT = frozenset("looking searching hunting hunt manhunt seeking".split())
_SEEKERS = word_set("suspects", "seekers")
_LOST = frozenset("missing disappeared lost kidnapped abducted survivors body".split())
IDENTIFIED_CUES = _NAMED | _SOUGHT
"""Words that make it worth reading a sentence."""


def read_identified(parsed: Parsed, n: int, first: int, last: int) -> list[tuple[Group, str]]:
    """Return the phrases that the cue at word `n` says are the doer, each with the basis it gives."""
    if parsed.tokens.lows[n] in _SOUGHT:
        return _read_sought(parsed, n, first, last)
    return _read_naming(parsed, n, first, last)


def read_copula(parsed: Parsed, n: int, first: int, last: int) -> list[tuple[Group, str]]:
    """Return who "the attacker", at word `n`, is said to be: "the gunman was X", "the driver was X" where he rammed."""
    lows = parsed.tokens.lows
    verb = next((m for m in range(n + 1, min(last, n + 14)) if lows[m] in _BE and parsed.tags[m] == "X"), None)
    if verb is None or verb + 1 >= last or not parsed.tokens.words[verb + 1][0].isupper():
        return []
    if "death" in lows[first:n] or "victim" in lows[first:n]:
        return []
    subject = find_subject(parsed, verb, first)
    doubted = lows[n].startswith("suspect")
    if not any(g.start <= n < g.end for g in subject):
        return []
    return [(g, _basis(doubted)) for g in read_groups_after(parsed, verb + 1, last)[:2]]


def may_drive(lows: list[str]) -> bool:
    """Whether a text tells of a vehicle driven at people, whose driver is the doer."""
    return not _RAMMED.isdisjoint(lows)


def _basis(doubted: bool) -> str:
    return "accused_by_authorities" if doubted else "reported_as_fact"


def _read_naming(parsed: Parsed, n: int, first: int, last: int) -> list[tuple[Group, str]]:
    """Read "the suspect was identified as X", "police identified the attacker as X", "named X as the prime suspect"."""
    lows = parsed.tokens.lows
    at = next((m for m in range(n + 1, min(last, n + 14)) if lows[m] == "as"), None)
    if at is None:
        return []
    behind = lows[at + 1 : min(last, at + 6)]
    cut = next((k for k, low in enumerate(behind) if low in (",", ".", ";", "of", "in")), len(behind))
    epithet = next((low for low in behind[:cut] if low in _DOERS), None)
    if epithet is not None:
        basis = "suspected" if epithet.startswith("suspect") else "accused_by_authorities"
        return [(g, basis) for g in read_groups_after(parsed, n + 1, at)[:3]]
    passive = lows[n - 1] in (*_BE, "been", "being")
    called = find_subject(parsed, n, first) if passive else read_groups_after(parsed, n + 1, at)
    epithet = next((low for g in called for low in lows[g.start : g.end] if low in _DOERS), None)
    if epithet is None or "victim" in lows[first:n]:
        return []
    basis = "accused_by_authorities" if epithet.startswith("suspect") or not passive else "reported_as_fact"
    return [(g, basis) for g in read_groups_after(parsed, at + 1, last)[:4]]


def _read_sought(parsed: Parsed, n: int, first: int, last: int) -> list[tuple[Group, str]]:
    """Read "police are looking for X", never for somebody who is missing."""
    lows = parsed.tokens.lows
    at = n + 1 + (lows[n + 1 : n + 2] == ["for"])
    if not _LOST.isdisjoint(lows[first:last]) or _SEEKERS.isdisjoint(lows[first : n + 1]):
        return []
    if at >= last or (at == n + 1 and lows[n] != "seeking"):
        return []
    group = read_group(parsed, at, last)
    return [(group, "suspected")] if group else []
