"""The sides of a fight: "clashes between X and Y", those whose men fell in an encounter."""

from functools import cache

from gawah.coding.rules.attribution.accusation import BE, Accusation, Scene
from gawah.coding.rules.attribution.agents import CLASHES, FEIGNED
from gawah.coding.rules.attribution.naming import accuse, accuse_groups, accuse_of_act
from gawah.coding.rules.doers import Doer
from gawah.coding.rules.phrases import Group, Parsed, find_subject, read_groups_after
from gawah.coding.rules.triggers import Trigger
from gawah.gazetteer.communities import communities


def accuse_sides(scene: Scene, trigger: Trigger, first: int, last: int) -> list[Accusation]:
    """Read "clashes between X and Y", "an encounter with X", "X clashed with Y"; a force counts where named first."""
    lows = scene.parsed.tokens.lows
    window = range(trigger.end, min(last, trigger.end + 8))
    at = next((n for n in window if lows[n] == "between"), None)  # "fighting with mortars between X and Y"
    at = at if at is not None else next((n for n in window if lows[n] in ("with", "against")), None)
    if at is None or (lows[at] == "against" and CLASHES.isdisjoint(lows[trigger.start : trigger.end])):
        return accuse_groups(scene, _fallen_in(scene, trigger, first), trigger.start, trigger.end, "side")
    groups = read_groups_after(scene.parsed, at + 1, last)[:2]
    if lows[at] != "between":
        before = find_subject(scene.parsed, trigger.start, first) if scene.parsed.tags[trigger.start] == "V" else []
        groups = [*before[:1], *groups[:1]] if before else [*_fallen_in(scene, trigger, first), *groups[:1]]
    found = []
    for number, group in enumerate(groups):
        for accusation in accuse(scene, group, trigger.start, trigger.end, "side") or _accuse_people(
            scene, group, trigger
        ):
            if accusation.sort in ("named", "generic") or (number == 0 and len(groups) > 1):
                found.append(accusation)
    return found


_CALLED = frozenset("identified named belonging".split())


def _fallen_in(scene: Scene, trigger: Trigger, first: int) -> list[Group]:
    """Return the named group whose men "were killed in an encounter", "died following an exchange of fire"."""
    parsed = scene.parsed
    before = parsed.tokens.lows[max(first, trigger.start - 4) : trigger.start]
    if _AMID.isdisjoint(before) or not FEIGNED.isdisjoint(before):
        return []
    verbs = [n for n in range(max(first + 1, trigger.start - 20), trigger.start) if parsed.tags[n] == "V"]
    for start, end, mention in scene.actors.within(first, trigger.start):
        verb = next((v for v in verbs if v >= end and parsed.tokens.lows[v] not in _CALLED), None)
        if mention.sort == "named" and mention.kind == "armed_group" and verb and _fell(parsed, verb):
            return [Group(start, end, end - 1)]
    return []


_AMID = frozenset("in during following after".split())


def _fell(parsed: Parsed, verb: int) -> bool:
    lows = parsed.tokens.lows
    return lows[verb] == "died" or (lows[verb] in _FALLEN and not BE.isdisjoint(lows[max(0, verb - 2) : verb]))


_FALLEN = frozenset("killed shot injured wounded gunned neutralised neutralized slain eliminated".split())


def _accuse_people(scene: Scene, group: Group, trigger: Trigger) -> list[Accusation]:
    """Return a community named as a side: "Palestinians", "Kuki villagers"."""
    parsed = scene.parsed
    known = [n for n in range(group.start, group.end) if parsed.tokens.lows[n].removesuffix("s") in _peoples()]
    if group.pronoun or not known:
        return []
    name = parsed.words(known[0], group.end)
    doer = Doer(name, None, "communal_group", None, "generic", group.start, group.end)
    return [accuse_of_act(scene, doer, group, trigger.start, trigger.end, "side")]


@cache
def _peoples() -> frozenset[str]:
    return frozenset(w.removesuffix("s") for w in communities()) | {"palestinian"}
