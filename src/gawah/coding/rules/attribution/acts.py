"""Who did what words of violence tell of: subjects, owners of attacks, agents behind "by"."""

from dataclasses import replace

from gawah.coding.rules.attribution.accusation import ASSAILANTS, BE, Accusation, Scene
from gawah.coding.rules.attribution.naming import accuse, accuse_groups
from gawah.coding.rules.attribution.nations import accuse_nation
from gawah.coding.rules.attribution.reality import is_unreal
from gawah.coding.rules.attribution.sides import accuse_sides
from gawah.coding.rules.lexicon import word_set
from gawah.coding.rules.phrases import Group, Parsed, find_outer_subject, find_subject, read_group, read_groups_after
from gawah.coding.rules.triggers import Trigger

CARRIED_OUT = word_set("attribution", "carried_out")


def accuse_by_trigger(scene: Scene, trigger: Trigger) -> list[Accusation]:
    """Read the subject of "opened fire", the "by …" after "an attack", the group in "a PKK car bombing"."""
    sense = trigger.sense
    first, last = scene.parsed.bounds(trigger.start)
    battle = any(name == "battle" for name, _ in sense.types)
    if battle and (sides := accuse_sides(scene, trigger, first, last)):
        return sides
    if sense.frame == "act" and sense.role in ("doer", "both") and _is_told(scene.parsed, trigger):
        return _accuse_doers(scene, trigger, first, last) or _accuse_striker(scene, trigger, first)
    if (
        sense.frame == "event"
        or (sense.weapon and sense.weapon[0] != "firearm")
        or scene.parsed.tags[trigger.start] == "W"
    ):
        return _accuse_event_noun(scene, trigger, first, last)
    return []


def _accuse_striker(scene: Scene, trigger: Trigger, first: int) -> list[Accusation]:
    """Read whose the weapon is that strikes: "army helicopters fired", "a Turkish drone struck"."""
    if trigger.sense.form == "phrase" and not scene.parsed.tokens.lows[trigger.start].endswith("ing"):
        return _accuse_modifier(scene, trigger, first)
    return accuse_nation(scene, trigger, first)


def _is_told(parsed: Parsed, trigger: Trigger) -> bool:
    """Whether a word of violence is a verb; phrases as "blew up" are, whatever their first word may be elsewhere.

    "Five people burnt in their beds" did nothing.
    """
    suffered = parsed.tokens.lows[trigger.start] in _DONE_TO and trigger.end < len(parsed.tags)
    if suffered and parsed.tags[trigger.end] in "P," and parsed.tags[trigger.start - 1] in "WN)":
        return False
    told = parsed.tags[trigger.start] == "V" or trigger.sense.form == "phrase"
    return told or _verb_of(parsed, trigger) < trigger.start


def _verb_of(parsed: Parsed, trigger: Trigger) -> int:
    """Return the word whose subject did it: the word of violence or the "started" or "resorted to" before it.

    In "troops backed by helicopters attacked" the helicopters are not the subject.
    """
    lows, n = parsed.tokens.lows, trigger.start
    if trigger.end - n > 1 and lows[n - 1 : n] in (["by"], ["with"]):
        return trigger.end - 1
    before = n - 2 if n > 1 and lows[n - 1] == "to" else n - 1
    return before if before >= 0 and lows[before] in _BEGUN and lows[n].endswith("ing") else n


_DONE_TO = frozenset("burnt burned torched hacked stabbed slashed charred".split())
_BEGUN = frozenset("started began start begin starts begins resorted continued kept".split())


def _accuse_doers(scene: Scene, trigger: Trigger, first: int, last: int) -> list[Accusation]:
    parsed, n = scene.parsed, trigger.start - 1
    while n >= first and parsed.tags[n] in "A-":
        n -= 1
    passive = n >= first and parsed.tokens.lows[n] in BE
    if passive or (trigger.end < last and parsed.tokens.lows[trigger.end] == "by"):
        groups = groups_after_by(parsed, trigger.end, last)
    else:
        groups = find_subject(parsed, _verb_of(parsed, trigger), first)
    found = accuse_groups(scene, groups, trigger.start, trigger.end, "doer")
    if trigger.sense.weapon is None:  # a person may "attack" a minister's record; only arms make that violence
        found = [a for a in found if a.kind != "individual"]
    if found or passive or parsed.tokens.lows[trigger.start].endswith("ing"):
        return found or ([] if passive else _accuse_opening(scene, trigger.start, trigger.end, first))
    outer = _read_outer(parsed, _verb_of(parsed, trigger), first)
    found = accuse_groups(scene, outer, trigger.start, trigger.end, "doer")
    return found or _accuse_opening(scene, trigger.start, trigger.end, first)


def _read_outer(parsed: Parsed, verb: int, first: int) -> list[Group]:
    """Return those whom a relative clause parts from their verb: "police who tried to clear a road opened fire"."""
    groups = find_outer_subject(parsed, verb, first)
    return [g for g in groups if parsed.tokens.lows[g.end] in ("who", "that", "which", ",")]


def _accuse_opening(scene: Scene, start: int, end: int, first: int) -> list[Accusation]:
    """Read the sentence's first phrase as the doer where dates and insertions part it from its verb."""
    parsed = scene.parsed
    group = read_group(parsed, first, start)
    if group is None or parsed.tags[first] in "PR" or not scene.actors.within(group.start, group.end):
        return []
    between = range(group.end, start)
    if any(parsed.tags[n] in "SXM" or (parsed.tags[n] == "V" and not _is_tie(parsed, n)) for n in between):
        return []
    return accuse(scene, group, start, end, "doer")


def _is_tie(parsed: Parsed, n: int) -> bool:
    return parsed.tokens.lows[n].endswith("ing") or parsed.tokens.lows[n] in (
        "belonging",
        "including",
        "affiliated",
        "allied",
        "linked",
        "loyal",
        "led",
        "armed",
    )


def groups_after_by(parsed: Parsed, start: int, last: int) -> list[Group]:
    """Return those whom the "by" after word `start` names, within the clause."""
    for n in range(start, min(last, start + 12)):
        if parsed.tokens.lows[n] == "by":
            return read_groups_after(parsed, n + 1, last)[:3]
        if parsed.tags[n] in "S":
            break
    return []


def _accuse_event_noun(scene: Scene, trigger: Trigger, first: int, last: int) -> list[Accusation]:
    return _accuse_modifier(scene, trigger, first) + _accuse_after_noun(scene, trigger, last)


def _accuse_modifier(scene: Scene, trigger: Trigger, first: int) -> list[Accusation]:
    """Read the group right before "car bombing", the force before "air raids"."""
    parsed = scene.parsed
    for start, end, mention in scene.actors.within(max(first, trigger.start - 3), trigger.start + 1):
        between = range(end, trigger.start)
        state = mention.sort == "state" or mention.kind == "state_forces"
        unsure = mention.sort == "generic" or mention.group == "by_context"  # "the Grand Hotel bombing": its target
        if start >= trigger.start or unsure or not all(parsed.tags[n] in "WN(),-" for n in between):
            continue
        if state and not any(name in ("airstrike", "shelling") for name, _ in trigger.sense.types):
            continue
        if start > first and parsed.tokens.lows[start - 1] in ("on", "against", "at", "of", "anti", "targeting"):
            continue
        group = Group(start, end, end - 1)
        return accuse(scene, group, trigger.start, max(trigger.end, end), "modifier")
    return accuse_nation(scene, trigger, first)


def _accuse_after_noun(scene: Scene, trigger: Trigger, last: int) -> list[Accusation]:
    """Read "an attack by X", "fire from X"."""
    parsed = scene.parsed
    for n in range(trigger.end, min(last, trigger.end + 10)):
        low = parsed.tokens.lows[n]
        if low == "by" or (low == "from" and n == trigger.end):
            groups = [g for g in read_groups_after(parsed, n + 1, last)[:3] if scene.actors.best(g.start, g.end)]
            found = accuse_groups(scene, groups, trigger.start, trigger.end, "by-noun")
            return [replace(a, against=_read_fallen_before(parsed, trigger)) for a in found]
        if (parsed.tags[n] in "VS," and low not in CARRIED_OUT) or low in ("between", "with"):
            return []
    return []


def _read_fallen_before(parsed: Parsed, trigger: Trigger) -> str:
    """Return "assailants" where the attacker fell himself: "the alleged killer, X, shot dead by police"."""
    first, _ = parsed.bounds(trigger.start)
    before = parsed.tokens.lows[max(first, trigger.start - 8) : trigger.start]
    return "assailants" if trigger.sense.frame == "harm" and not ASSAILANTS.isdisjoint(before) else ""


_LAUNCH = word_set("attribution", "launch")
_LAUNCHED = word_set("attribution", "launched")
_AIR_RAIDS = word_set("attribution", "air_raids")
_LAUNCH_CUES = _LAUNCH | _AIR_RAIDS


def accuse_by_launch(scene: Scene, number: int) -> list[Accusation]:
    """Read "X launch coordinated attacks", "X has used barrel bombs", "X air-raids": subjects and owners of attacks."""
    first, last = scene.parsed.tokens.sentences[number]
    lows, found = scene.parsed.tokens.lows, []
    if _LAUNCH_CUES.isdisjoint(lows[first:last]):
        return []
    for n in range(first + 1, last):
        if lows[n] in _LAUNCH and lows[n - 1] not in BE and _LAUNCHED & set(lows[n + 1 : min(last, n + 5)]):
            if "such" in lows[n + 1 : n + 4] or is_unreal(scene.parsed, n):
                continue
            if lows[n - 1] not in ("to", "being") and scene.parsed.tags[n - 1] != "M":
                launched = accuse_groups(scene, find_subject(scene.parsed, n, first), n, n + 1, "doer-of-attack")
                launched = launched or accuse_groups(
                    scene, _read_outer(scene.parsed, n, first), n, n + 1, "doer-of-attack"
                )
                found += launched or _accuse_opening(scene, n, n + 1, first)
        elif lows[n] in _AIR_RAIDS:
            owners = [s for s in scene.actors.within(max(first, n - 1), n) if s[2].sort != "generic" and s[1] == n]
            groups = [Group(s[0], s[1], s[1] - 1) for s in owners]
            found += accuse_groups(scene, groups, n, n + 1, "modifier")
    return found
