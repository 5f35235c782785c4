"""Acts told by their doer or weapon, in whatever verb: "gunmen swooped on a mine", "torn apart by a bomb"."""

from functools import cache

from gawah.coding.rules.armed import is_attacker
from gawah.coding.rules.lexicon import load_lexicon
from gawah.coding.rules.page import Page
from gawah.coding.rules.triggers import Sense, Trigger
from gawah.gazetteer.places import nation_of

PLAIN_ATTACK = Sense("act", "past", types=(("armed_attack", 2),), role="doer")
_STATE_STRIKE = Sense("event", "noun", types=(("airstrike", 3),))
_STRIKES = frozenset(["strike", "strikes"])
_BEHIND_STRIKE = frozenset("on in at near that which killed kills hit hits targeted destroyed killing".split())
_IMPACT = Sense("act", "past", role="impact")
_BE = frozenset("was were is are be been being".split())
_FARTHEST_VERB = 8
"""Words between a subject and its verb, at most: "gunmen on two motorcycles swooped"."""
_STRIKING = ("explosive", "artillery", "aircraft bomb")


def find_plain_acts(page: Page, first: int, last: int, known: list[Trigger]) -> list[Trigger]:
    """Return acts of the sentence [first, last) that no word for violence tells; `known` are those that some tell.

    Who comes as an attacker does violence by any verb that is not harmless; a weapon that is the subject of such a
    verb, or stands behind "by", strikes.
    """
    found = [t for t in (_read_weapon(page, mark, first, last) for mark in known if _may_strike(mark)) if t]
    if any(t.sense.frame == "harm" for t in known):
        found += _read_state_strikes(page, first, last)
    if any(t.sense.frame == "act" or _weigh(t) >= 2 for t in known if t.sense.frame != "mark"):
        return [t for t in found if all(t.start != k.start for k in known)]
    return [*found, *_read_attackers(page, first, last)]


def _read_state_strikes(page: Page, first: int, last: int) -> list[Trigger]:
    """Return the strikes that a state's adjective makes strikes from the air: "an Israeli strike on a house killed"."""
    words, lows = page.parsed.tokens.words, page.parsed.tokens.lows
    at = [n for n in range(first + 1, last - 1) if lows[n] in _STRIKES and lows[n + 1] in _BEHIND_STRIKE]
    return [Trigger(n, n + 1, _STATE_STRIKE) for n in at if nation_of(words[n - 1])]


def _weigh(trigger: Trigger) -> int:
    return max((weight for _, weight in trigger.sense.types), default=0)


def _may_strike(trigger: Trigger) -> bool:
    weapon = trigger.sense.weapon
    return trigger.sense.frame == "mark" and weapon is not None and weapon[0] in _STRIKING


def _read_weapon(page: Page, mark: Trigger, first: int, last: int) -> Trigger | None:
    """Return the verb of which a weapon is the subject, or that it stands behind with "by" or "with"."""
    lows, tags = page.parsed.tokens.lows, page.parsed.tags
    opens = mark.start - 1
    while opens >= first and tags[opens] in "DNW" and lows[opens] not in _harmless():
        opens -= 1
    if opens >= first and lows[opens] in ("by", "with"):
        verb = next((n for n in range(opens - 1, max(first, opens - 4), -1) if lows[n - 1] in _BE), None)
        return Trigger(verb, verb + 1, _IMPACT) if verb is not None and lows[verb] not in _harmless() else None
    if opens >= first and tags[opens] not in ",SC" and lows[opens] not in ("when", "after", "as", "that", "said"):
        return None
    return _take_verb(page, mark.end, last, _IMPACT)


def _read_attackers(page: Page, first: int, last: int) -> list[Trigger]:
    """Return the verbs whose subject comes as an attacker, and passives behind which one stands with "by"."""
    lows, tags, found = page.parsed.tokens.lows, page.parsed.tags, []
    for start, end, mention in page.actors.within(first, last):
        if not is_attacker(mention):
            continue
        before = start - 1
        while before >= first and tags[before] in "DNWA":
            before -= 1
        if before >= first and lows[before] == "by":
            found.append(_take_passive(page, before, first))
        elif (before < first or tags[before] in ",SC") and not _describes(page, end, last):
            found.append(_take_verb(page, end, last, PLAIN_ATTACK))
    return [t for t in found if t is not None]


def _describes(page: Page, end: int, last: int) -> bool:
    """Whether a word for attackers stands before the noun that it describes: "rebel lawmakers"."""
    words = page.parsed.tokens.lows
    plural = words[end - 1].endswith(("s", "men"))
    return end < last and page.parsed.tags[end] == "W" and not plural


def _take_passive(page: Page, by: int, first: int) -> Trigger | None:
    """Return the passive verb before "by": "two men were put against a wall by gunmen"."""
    lows, tags = page.parsed.tokens.lows, page.parsed.tags
    be = next((n for n in range(by - 1, max(first, by - 8) - 1, -1) if lows[n] in ("was", "were", "been")), None)
    if be is None or be + 1 >= by or lows[be + 1] in _harmless() or tags[be + 1] not in "VvW":
        return None
    return Trigger(be + 1, be + 2, PLAIN_ATTACK)


def _take_verb(page: Page, start: int, last: int, sense: Sense) -> Trigger | None:
    """Return the first verb behind a subject that ends at `start`, where it is active and not harmless."""
    lows, tags = page.parsed.tokens.lows, page.parsed.tags
    for n in range(start, min(last, start + _FARTHEST_VERB)):
        if tags[n] in ",SC(M-" or lows[n] in _harmless():
            return None
        if tags[n] == "X":
            return None if lows[n] in _BE else _take_verb_at(page, n + 1, last, sense)
        if tags[n] in "Vv" and not lows[n].endswith("ing"):
            return Trigger(n, n + 1, sense)
        if n == start and tags[n] == "W" and page.parsed.tokens.words[n].islower():
            return Trigger(n, n + 1, sense)  # a verb that no list knows: "gunmen grabbed"
    return None


def _take_verb_at(page: Page, n: int, last: int, sense: Sense) -> Trigger | None:
    """Return the verb right behind "have" or "had"."""
    lows, tags = page.parsed.tokens.lows, page.parsed.tags
    return Trigger(n, n + 1, sense) if n < last and tags[n] in "VvW" and lows[n] not in _harmless() else None


@cache
def _harmless() -> frozenset[str]:
    return frozenset(load_lexicon("circumstances")["harmless"].split())
