"""Who did what clauses of harm tell of: their agents, who announced it, those who fell in it."""

from dataclasses import replace

from gawah.coding.rules.attribution.accusation import ASSAILANTS, ATTACKERS, Accusation, Scene
from gawah.coding.rules.attribution.naming import accuse_groups
from gawah.coding.rules.harms import Harm
from gawah.coding.rules.lexicon import word_set
from gawah.coding.rules.phrases import Parsed
from gawah.coding.rules.speech import speaker_at

CLASHES = word_set("attribution", "clashes")
_BORE = word_set("attribution", "bore")
_OWN_BOMB = word_set("attribution", "own_bomb")


def accuse_by_harm(scene: Scene, harm: Harm) -> list[Accusation]:
    """Return who did what a clause of harm tells of: its agents, who announced it, those who fell in it."""
    found = accuse_groups(scene, harm.agents, harm.trigger.start, harm.trigger.end, f"agent-of-{harm.rule}")
    found = found or _accuse_announcer(scene, harm)
    against = read_against(scene.parsed, harm)
    found = [replace(a, against=against) for a in found] if against else found
    return found if any(a.sort != "state" for a in found) else [*found, *_accuse_fallen(scene, harm, bool(found))]


def _accuse_announcer(scene: Scene, harm: Harm) -> list[Accusation]:
    """Read "the army said that an offensive had killed nine": a force that speaks of an operation speaks of its own."""
    heads = {scene.parsed.tokens.lows[g.head] for g in harm.agents if g.head >= 0}
    speech = speaker_at(scene.speeches, harm.trigger.start) if not _OPERATIONS.isdisjoint(heads) else None
    mention = scene.actors.best(speech.speaker_start, speech.speaker_end) if speech else None
    if speech is None or mention is None or mention.sort == "generic" or mention.group == "police":
        return []
    name, basis = scene.actors.name(mention), "announced_own_operation" if mention.sort == "state" else "claimed"
    start, end = speech.speaker_start, harm.trigger.end
    sentence = scene.parsed.tokens.sentence_at(start)
    return [
        Accusation(
            name, mention.actor_id, mention.kind, mention.parent, mention.sort, basis, start, end, sentence, speech,
            "announced",
        )
    ]  # fmt: skip


_OPERATIONS = frozenset("offensive operation operations raid raids strike strikes airstrike airstrikes".split())


def read_against(parsed: Parsed, harm: Harm) -> str:
    """Return as what those harmed fought; who is "shot dead by police" after his own act was an assailant."""
    victims, at = harm.victims, harm.trigger.start
    if parsed.tokens.lows[max(0, at - 2) : at] in (["before", "being"], ["after", "being"]):
        return "assailants"
    if any(_leads_cell(parsed.tokens.lows[g.start : g.end + 4]) for g in victims):
        return "assailants"
    words = {low for g in victims for low in parsed.tokens.lows[g.start : g.end]}
    return "assailants" if ASSAILANTS & words else "fighters" if ATTACKERS & words else ""


def _leads_cell(lows: list[str]) -> bool:
    """Whether the words are "the leader of the cell", "a member of the gang"."""
    of = next((n for n, low in enumerate(lows) if low == "of"), len(lows))
    return not _LEADERS.isdisjoint(lows[:of]) and lows[of + 1 : of + 2] == ["the"] and not _CELLS.isdisjoint(lows[of:])


_LEADERS = word_set("attribution", "leaders")
_CELLS = word_set("attribution", "cells")


def _accuse_fallen(scene: Scene, harm: Harm, by_force: bool) -> list[Accusation]:
    """Read "20 rebels and 27 fighters of X are killed in a battle", "two X militants were shot in an encounter", "X
    cadres were killed while planting a bomb": those who fell had fought, or had brought the bomb."""
    parsed, at = scene.parsed, harm.trigger
    first, last = parsed.bounds(at.start)
    behind = parsed.tokens.lows[at.end : min(last, at.end + 8)]
    fought = not CLASHES.isdisjoint(behind) and FEIGNED.isdisjoint(behind)
    bore = bore_bomb(parsed, harm)
    fought = fought or _is_in_which(parsed, harm, first)
    by_force = by_force or "operation" in behind
    if not (fought or bore or (by_force and FEIGNED.isdisjoint(parsed.tokens.lows[first:last]))):
        return []
    rule = "side" if fought else "bearer" if bore else "fallen"
    sides = accuse_groups(scene, harm.victims, at.start, at.end, rule)
    return [a for a in sides if a.sort == "named" and a.kind == "armed_group"]


def bore_bomb(parsed: Parsed, harm: Harm) -> bool:
    """Whether those harmed had brought the bomb: "killed while planting a bomb", "in a premature explosion"."""
    _, last = parsed.bounds(harm.trigger.start)
    behind = parsed.tokens.lows[harm.trigger.end : min(last, harm.trigger.end + 8)]
    busy = behind[:1] in (["while"], ["when"]) and not _BORE.isdisjoint(behind)
    return busy or not _OWN_BOMB.isdisjoint(behind)


def _is_in_which(parsed: Parsed, harm: Harm, first: int) -> bool:
    """Whether the fallen stand behind "an encounter … in which"."""
    begin = min((g.start for g in harm.victims), default=harm.trigger.start)
    lows = parsed.tokens.lows
    clash = lows[max(first, begin - 14) : begin]
    return lows[max(first, begin - 2) : begin] == ["in", "which"] and not CLASHES.isdisjoint(clash)


FEIGNED = frozenset("fake staged alleged so-called faked stage-managed".split())
"""An encounter that, so it is said, was a killing."""
