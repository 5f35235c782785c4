"""Circumstances that decide an incident's type: who fights, whether captives were killed, whether one was chosen."""

from dataclasses import replace
from functools import cache

from gawah.coding.rules.armed import bears_arms, is_demonstrator, names_armed_actor, names_crowd
from gawah.coding.rules.facts import SentenceFacts
from gawah.coding.rules.harms import Harm
from gawah.coding.rules.incident_type import TypeChoice, choose_type
from gawah.coding.rules.lexicon import load_lexicon
from gawah.coding.rules.page import Page
from gawah.coding.rules.parties import Party
from gawah.coding.rules.people import is_person
from gawah.coding.rules.phrases import find_subject
from gawah.coding.rules.retelling import list_recalled
from gawah.coding.rules.segments import Segment
from gawah.coding.rules.triggers import Trigger, expand_phrase


def read_type(
    page: Page, segment: Segment, facts: list[SentenceFacts], harms: list[Harm], parties: list[Party], parts: list[int]
) -> TypeChoice:
    """Return the type of a segment's incident; `parts`: the leading sentences of the incidents that are parts of it."""
    own = [facts[n] for n in segment.sentences]
    killed = any(h.measure == "killed" and (h.count is None or (h.count.best or 0) > 0) for h in harms)
    choice = choose_type(_rank(page, segment, facts, parts), killed, _are_captives_killed(page, harms))
    if choice.trigger is None and harms:
        choice = replace(choice, trigger=harms[0].trigger)
    choice = _name_sides(page, _name_air_raid(page, choice), own, harms)
    return _single_out(page, choice, parties, own)


def _rank(page: Page, segment: Segment, facts: list[SentenceFacts], parts: list[int]) -> list[list[Trigger]]:
    """Return the words that speak for a type, a list a sentence: the leading one, those behind it, those of the parts.

    A detail in a sentence far from any violence ("he bought a gun") tells of none.
    """
    lead = facts[segment.lead]
    if segment.passing:
        recalled = list_recalled(page.parsed, lead)
        return [[t for t in lead.triggers if t not in recalled]]
    behind = [facts[n] for n in segment.sentences if n > segment.lead]
    violent = {f.number for f in (lead, *behind) if f.violent}
    near = [f for f in behind if not violent.isdisjoint((f.number - 1, f.number))]
    return [list(f.triggers) for f in (lead, *near, *(facts[n] for n in parts))]


def _are_captives_killed(page: Page, harms: list[Harm]) -> bool:
    """Whether those taken may be those killed: not where one sentence has "killed three and abducted two"."""
    taken = [h for h in harms if h.measure == "abducted"]
    dead = [h for h in harms if h.measure == "killed"]
    if any(_was_taken(page, h) or _were_captives(page, h) for h in dead):
        return True
    return bool(taken and dead) and not any(_are_others(page, one, other) for one in taken for other in dead)


def _was_taken(page: Page, dead: Harm) -> bool:
    """Whether one object follows both verbs: "abducted and killed a village guard"."""
    at = dead.trigger.start
    joined = at >= 2 and page.parsed.tokens.lows[at - 1] in ("and", "then", "before")
    return joined and any("abduction" in dict(t.sense.types) for t in page.triggers_at(at - 2))


def _were_captives(page: Page, dead: Harm) -> bool:
    """Whether those killed are called captives: "the hostage was killed", "three abducted labourers"."""
    return any(low in _CAPTIVES for g in dead.victims for low in page.parsed.tokens.lows[g.start : g.end])


_CAPTIVES = frozenset("hostage hostages captive captives abducted kidnapped captured abductee abductees".split())


def _are_others(page: Page, taken: Harm, dead: Harm) -> bool:
    """Whether a sentence tells of people taken and of other people killed, each with a number or noun of theirs."""
    sentence_at = page.parsed.tokens.sentence_at
    if sentence_at(taken.trigger.start) != sentence_at(dead.trigger.start):
        return False
    counts = [{g.quantity.count.best if g.quantity else 1 for g in h.victims if not g.pronoun} for h in (taken, dead)]
    return bool(counts[0] and counts[1]) and counts[0].isdisjoint(counts[1])


def _name_sides(page: Page, choice: TypeChoice, own: list[SentenceFacts], harms: list[Harm]) -> TypeChoice:
    """Tell a fight of crowds from one of armed sides, what a mob does from what a group does, what police do to it."""
    crowd = names_crowd(page, own[:3])
    if choice.type in _OPEN and choice.trigger and _is_done_to_demonstrators(page, choice.trigger, harms):
        return _rename(choice, "protest_repression")
    if choice.type in (*_OPEN, "execution") and any(_are_rioters(page, h) for h in harms):
        return _rename(choice, "mob_violence")
    if choice.type == "battle" and choice.trigger and crowd and not _is_armed_clash(page, choice.trigger):
        return replace(choice, type="mob_violence")
    if choice.type == "mob_violence" and names_armed_actor(page, own[:3]) and not crowd:
        return replace(choice, type="armed_attack")
    return choice


def _name_air_raid(page: Page, choice: TypeChoice) -> TypeChoice:
    """Return an air strike where a state "bombs", a suicide bombing where a person explodes, a battle of two sides."""
    trigger = choice.trigger
    behind = page.parsed.tokens.lows[trigger.end : trigger.end + 2] if trigger is not None else []
    if choice.type == "armed_attack" and "between" in behind:
        return replace(choice, type="battle")  # "shooting between soldiers and gunmen"
    if trigger is not None and choice.type == "bombing" and _is_person_exploding(page, trigger):
        return replace(choice, type="suicide_bombing", also=(("bombing", trigger), *choice.also)[:2])
    if choice.type != "bombing" or trigger is None or not page.parsed.tokens.lows[trigger.start].startswith("bomb"):
        return choice
    first, _ = page.parsed.bounds(trigger.start)
    before = page.actors.within(max(first, trigger.start - 5), trigger.start)
    state = trigger.sense.frame == "act" and any(m.sort == "state" for _, _, m in before)
    return replace(choice, type="airstrike", also=(("bombing", trigger), *choice.also)[:2]) if state else choice


def _is_person_exploding(page: Page, trigger: Trigger) -> bool:
    """Whether somebody "exploded", or triggered what he wore."""
    behind = page.parsed.tags[trigger.end : trigger.end + 1]
    if not page.parsed.tokens.lows[trigger.start].startswith("explod") or behind in ("D", "N", "W"):
        return False
    first, _ = page.parsed.bounds(trigger.start)
    return any(is_person(page.parsed, g) and not g.pronoun for g in find_subject(page.parsed, trigger.start, first))


_CLANS = frozenset("clan clans tribe tribes tribesmen militia militias".split())
_OPEN = ("armed_attack", "arson", "battle", "mob_violence", "other")
"""Types that who did it to whom may still change."""


def _rename(choice: TypeChoice, name: str) -> TypeChoice:
    """Return the choice under another type, its own beside it where it says what was done."""
    if choice.type == name or choice.trigger is None:
        return choice
    kept = ((choice.type, choice.trigger),) if choice.type in ("arson", "armed_attack") else ()
    return replace(choice, type=name, also=(*kept, *(a for a in choice.also if a[0] != name))[:2])


def _is_done_to_demonstrators(page: Page, trigger: Trigger, harms: list[Harm]) -> bool:
    """Whether forces do it to people who demonstrate: "soldiers shot dead three protesters"."""
    first, last = page.parsed.bounds(trigger.start)
    struck = (low for h in harms for g in h.victims for low in page.parsed.tokens.lows[g.start : g.end])
    behind = page.parsed.tokens.lows[trigger.end : min(last, trigger.end + _BESIDE)]
    by = trigger.end < last and page.parsed.tokens.lows[trigger.end] == "by"
    beside = page.actors.within(max(first, trigger.start - _BESIDE), trigger.end + (4 if by else 0))
    forces = any(m.sort == "state" and bears_arms(m) for _, _, m in beside)
    return forces and (any(map(is_demonstrator, behind)) or any(map(is_demonstrator, struck)))


def _are_rioters(page: Page, harm: Harm) -> bool:
    return harm.real and any(page.parsed.tokens.lows[g.head] in _MOBS for g in harm.agents if g.head >= 0)


_MOBS = frozenset(
    "mob mobs crowd crowds rioters rioter villagers locals residents bystanders passers-by onlookers".split()
)


def _is_armed_clash(page: Page, clash: Trigger) -> bool:
    """Whether the words for a clash name arms, or someone who bears them stands beside them."""
    near = page.actors.within(max(0, clash.start - _BESIDE), clash.end + _BESIDE)
    sides = page.parsed.tokens.lows[max(0, clash.start - _BESIDE) : clash.end + _BESIDE]
    fought = page.parsed.tokens.lows[clash.start].startswith(("fought", "fight")) and not _CLANS.isdisjoint(sides)
    return fought or clash.sense.weapon is not None or any(bears_arms(m) for _, _, m in near)


_BESIDE = 8
"""Words."""


def _single_out(page: Page, choice: TypeChoice, parties: list[Party], own: list[SentenceFacts]) -> TypeChoice:
    """Return an assassination where one person was struck who is prominent or was chosen, the means beside it."""
    struck = _find_only_one(parties)
    if choice.type not in ("armed_attack", "stabbing") or struck is None or choice.trigger is None:
        return choice
    beside = ((choice.type, choice.trigger), *choice.also)[:2]
    if _is_prominent(page, struck) or _is_chosen(page, struck, own):
        return replace(choice, type="assassination", also=beside)
    if struck.described.name and choice.trigger.sense.frame == "harm":
        return replace(choice, also=(("assassination", choice.trigger), *choice.also)[:2])
    return choice


def _find_only_one(parties: list[Party]) -> Party | None:
    """Return the one person struck, or None where there are several; one companion is allowed."""
    struck = [p for p in parties if p.measure in ("killed", "injured") and p.part_of is None and not p.group.pronoun]
    if not struck or struck[0].count.best != 1:
        return None
    same = [p for p in struck if p.measure == struck[0].measure and not p.again]
    return struck[0] if sum(p.count.best or 2 for p in same) <= 2 else None


def _is_chosen(page: Page, struck: Party, own: list[SentenceFacts]) -> bool:
    """Whether the report says that the one struck was singled out; who stands guard is struck for his post."""
    lows = page.parsed.tokens.lows
    found = (n for f in own for n in range(f.first, f.last) if lows[n] in _phrases())
    told = any(tuple(lows[n : n + len(p)]) == p for n in found for p in _phrases()[lows[n]])
    return told and struck.described.status != "security_forces"


def _is_prominent(page: Page, struck: Party) -> bool:
    if any(n.public_role and n.status != "security_forces" for n in struck.described.nouns):
        return True
    lows = page.parsed.tokens.lows[struck.group.start : struck.group.end]
    return any(low in _prominent() for low in lows) and struck.described.status != "security_forces"


@cache
def _phrases() -> dict[str, list[tuple[str, ...]]]:
    """Return the phrases for somebody singled out, by their first word."""
    table: dict[str, list[tuple[str, ...]]] = {}
    for line in load_lexicon("circumstances")["chosen"]:
        for words in expand_phrase(line):
            table.setdefault(words[0], []).append(words)
    return table


@cache
def _prominent() -> frozenset[str]:
    return frozenset(load_lexicon("circumstances")["prominent"].split())
