"""On what basis a clause lays an act to somebody: as fact, as claimed, as believed, as the authorities accuse."""

from itertools import pairwise

from gawah.coding.rules.lexicon import word_set
from gawah.coding.rules.phrases import Group, Parsed
from gawah.coding.rules.speech import Speech
from gawah.gazetteer.places import nation_of

SUSPICION = word_set("attribution", "suspicion")
AUTHORITIES = frozenset(["government", "police_or_military", "court"])
_NOBODY_IN_PARTICULAR = word_set("attribution", "nobody_in_particular")


def read_basis(parsed: Parsed, group: Group, verb: int, speech: Speech | None) -> str:
    """Return the basis on which the clause lays the act to the group."""
    lows = parsed.tokens.lows
    first, last = parsed.bounds(verb)
    start = max(first, min(group.start, verb) - 3)
    near = _without_asides(lows[start : min(last, max(group.end, verb) + 2)])
    before = lows[max(first, start - 5) : max(start, verb)]
    held = "to" in before and {"believed", "thought", "suspected"} & set(before)
    held = held or (
        "that" in before and {"believe", "believes", "think", "thinks", "suspect", "suspects"} & set(before)
    )
    if SUSPICION & set(near) or held or _is_mooted(near):
        only_alleged = not held and not _is_mooted(near) and SUSPICION & set(near) <= _ALLEGED
        if only_alleged and speech is not None and speech.role in AUTHORITIES:
            return "accused_by_authorities"
        return "suspected"
    if speech is None or speech.role == "media" or _is_nobody(speech):
        return "reported_as_fact"
    if speech.role in AUTHORITIES:
        return "announced_own_operation" if _speaks_for(parsed, group, speech) else "accused_by_authorities"
    if speech.role == "party_to_conflict" and _speaks_for(parsed, group, speech):
        return "claimed"
    return "accused_by_others"


_ALLEGED = frozenset("alleged allegedly".split())
"""What authorities allege they accuse of."""


def _without_asides(near: list[str]) -> list[str]:
    """Drop doubt about the harm alone, "…, reportedly killing sixty", and the last word, read for this only."""
    aside = ("reportedly", "allegedly")
    return [a for a, b in pairwise(near) if not (a in aside and b.endswith("ing"))]


def _is_mooted(near: list[str]) -> bool:
    return any(a in ("may", "might", "could") and b in ("be", "have") for a, b in pairwise(near))


def _is_nobody(speech: Speech) -> bool:
    """Whether the speaker is nobody in particular, as good as the narrator: "sources said"."""
    words = speech.speaker.lower().split()
    return speech.role == "unknown" and words[-1] in _NOBODY_IN_PARTICULAR and "local" not in words


def means_speaker(parsed: Parsed, pronoun: Group, speech: Speech) -> bool:
    """Whether the "it" or "they" that a speech begins with is the speaker: "the army said it had killed"."""
    if parsed.tokens.lows[pronoun.head] not in ("it", "they"):
        return False
    return speech.speaker_end <= speech.start <= pronoun.start <= speech.start + 2


def _speaks_for(parsed: Parsed, group: Group, speech: Speech) -> bool:
    if parsed.tokens.lows[group.head] == "we" or (group.pronoun and means_speaker(parsed, group, speech)):
        return True
    said_by = set(speech.speaker.lower().split())
    words = parsed.tokens.words[group.start : group.end]
    bare = {w.lower() for w in words} - _NO_NAMES
    alike = any(w.lower() in said_by and nation_of(w) for w in words)  # "Israeli troops" of "the Israeli army"
    return alike or (bool(bare) and bare <= said_by)


_NO_NAMES = word_set("attribution", "fighters") | frozenset("the of a an group its their at least members men".split())
