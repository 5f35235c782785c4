"""Claims of responsibility: who claimed, through what channel, and that nobody did."""

import re
from dataclasses import dataclass

from gawah.coding.rules.attribution import Accusation
from gawah.coding.rules.page import Page
from gawah.coding.rules.phrases import find_subject
from gawah.gazetteer.actors import ActorMention

_VERBS = frozenset(
    "claimed claims claim claiming took taken take takes taking accepted accept accepts assumed admitted acknowledged "
    "owned denied deny denies".split()
)
_CHANNEL = re.compile(
    r"\b(?:through|via|by|on|in|to|over|from|using|with)\s+((?:(?:a|an|the|its|their|his)\s+)?"
    r"(?:[\w'’@-]+\s+){0,5}?(?:telegram|twitter|facebook|whatsapp|website|web site|online|statement|video|audio|letter|e-?mail|"
    r"telephone|phone|call|agency|channel|radio|pamphlets?|leaflets?|posters?|press release|communiqu[eé]|spokes(?:man|person|woman)|"
    r"message|post|note|interview|newspaper|magazine)s?\b(?:\s+(?:of|on|to|from)\s+(?:the\s+|its\s+|a\s+)?[\w'’-]+(?:\s+[\w'’-]+){0,3})?)",
    re.I,
)
_LEFT_BEHIND = frozenset(
    "letter letters note notes poster posters pamphlet pamphlets leaflet leaflets banner banners".split()
)
_SAID_TO_CLAIM = frozenset(
    "claiming claimed saying stating said revealed admitting punished warning owning accusing".split()
)


@dataclass(frozen=True, slots=True)
class ClaimMention:
    """A claim told by the words [start, end); `claimed` is False where the text says that nobody claimed."""

    claimed: bool
    start: int
    end: int
    sentence: int
    actor: ActorMention | None = None
    channel: str | None = None


def find_claims(page: Page, sentences: list[int]) -> list[ClaimMention]:
    """Return the claims that the sentences (by number) tell of."""
    found = []
    for number in sentences:
        claim = (
            _read_responsibility(page, number) or _read_claimed_attack(page, number) or _read_left_behind(page, number)
        )
        if claim:
            found.append(claim)
    return found


def _read_responsibility(page: Page, number: int) -> ClaimMention | None:
    """Read "X claimed responsibility for …" and "no group has claimed responsibility"."""
    first, last = page.parsed.tokens.sentences[number]
    lows = page.parsed.tokens.lows
    for n in range(first, last):
        if lows[n] not in ("responsibility", "credit"):
            continue
        verb = next((m for m in range(n - 1, max(first - 1, n - 7), -1) if lows[m] in _VERBS), None)
        passive = n + 2 < last and any(w in ("claimed", "accepted", "taken") for w in lows[n + 1 : n + 5])
        if verb is None and not passive:
            continue
        if verb is not None and lows[verb].startswith("den"):
            return None
        if _nobody(page, first, n):
            return ClaimMention(False, first if verb is None else max(first, verb - 6), min(last, n + 1), number)
        return _claim_by(page, number, verb if verb is not None else n, n)
    return None


def _nobody(page: Page, first: int, stop: int) -> bool:
    window = page.parsed.tokens.lows[max(first, stop - 12) : stop]
    return any(w in ("no", "nobody", "none", "not", "neither", "yet") or w.endswith("n't") for w in window) and not (
        "not" in window and "only" in window
    )


def _claim_by(page: Page, number: int, verb: int, noun: int) -> ClaimMention | None:
    first, last = page.parsed.tokens.sentences[number]
    subject = find_subject(page.parsed, verb, first)
    actor = None
    if subject and not subject[0].pronoun:
        actor = page.actors.best(subject[0].start, max(verb, subject[-1].end))
        if actor is not None and actor.sort != "named":
            actor = None
    if actor is None:
        actor = _nearest_named(page, first, last, verb) or _last_named_before(page, first)
    start = min(subject[0].start if subject else verb, verb)
    return ClaimMention(True, start, _end_of_claim(page, noun, last), number, actor, _channel(page, first, last))


def _end_of_claim(page: Page, noun: int, last: int) -> int:
    """Return the end of the clause that says what was claimed, and through what."""
    end = noun + 1
    while end < last and page.parsed.tags[end] not in ".;" and page.parsed.tokens.words[end] not in (".", ";"):
        end += 1
    return min(end, noun + 30)


def _nearest_named(page: Page, first: int, last: int, verb: int) -> ActorMention | None:
    named = [s for s in page.actors.within(first, last) if s[2].sort == "named"]
    before = [s for s in named if s[0] < verb]
    return before[-1][2] if before else named[0][2] if named else None


def _last_named_before(page: Page, stop: int) -> ActorMention | None:
    named = [s for s in page.actors.spans if s[0] < stop and s[2].sort == "named"]
    return named[-1][2] if named else None


def _channel(page: Page, first: int, last: int) -> str | None:
    start, end = page.parsed.span(first, last)
    match = _CHANNEL.search(page.text, start, end)
    return match[1] if match else None


def _read_claimed_attack(page: Page, number: int) -> ClaimMention | None:
    """Read "a Hizb spokesman, while claiming the attack, …"."""
    first, last = page.parsed.tokens.sentences[number]
    lows = page.parsed.tokens.lows
    for n in range(first, last - 2):
        if lows[n] in ("claimed", "claiming", "claims") and lows[n + 1] in ("the", "this") and lows[n + 2] in _ATTACKS:
            claim = _claim_by(page, number, n, n + 2)
            return claim if claim and claim.actor and claim.actor.sort == "named" else None
    return None


_ATTACKS = frozenset(
    "attack attacks blast blasts bombing bombings killing killings explosion assault ambush abduction".split()
)


def _read_left_behind(page: Page, number: int) -> ClaimMention | None:
    """Read "the Maoists left a letter at the spot claiming …"."""
    first, last = page.parsed.tokens.sentences[number]
    lows = page.parsed.tokens.lows
    left = [n for n in range(first, last) if lows[n] in _LEFT_BEHIND]
    if not left or not any(
        lows[n] in ("left", "found", "recovered", "spotted", "leaving", "pasted") for n in range(first, last)
    ):
        return None
    said = next((n for n in range(left[0], last) if lows[n] in _SAID_TO_CLAIM), None)
    actor = _nearest_named(page, first, last, last)
    if said is None or actor is None:
        return None
    start, end = max(first, left[0] - 8), min(last, said + 10)
    words = page.parsed.words(max(first, left[0] - 1), min(last, left[0] + 1))
    return ClaimMention(True, start, end, number, actor, words)


def accuse_claimants(claims: list[ClaimMention]) -> list[Accusation]:
    """Return those who claimed the incident as its doers."""
    return [
        Accusation(
            c.actor.name, c.actor.actor_id, c.actor.kind, c.actor.parent, "named", "claimed", c.start, c.end, c.sentence,
            None, "claim",
        )
        for c in claims
        if c.claimed and c.actor is not None
    ]  # fmt: skip
