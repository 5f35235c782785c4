"""Whether a sentence tells of an act of violence, with or without anybody harmed: a doer and a deed, or a weapon."""

from gawah.coding.rules.armed import (
    names_agents,
    names_armed_actor,
    names_attackers,
    names_crowd,
    names_rioters,
)
from gawah.coding.rules.facts import SentenceFacts
from gawah.coding.rules.harms import is_unreal
from gawah.coding.rules.page import Page
from gawah.coding.rules.people import is_person
from gawah.coding.rules.phrases import find_subject
from gawah.coding.rules.plain_acts import PLAIN_ATTACK
from gawah.coding.rules.retelling import list_recalled
from gawah.coding.rules.targets import find_targets
from gawah.coding.rules.triggers import Trigger

_BORROWED = frozenset(
    ["battle", "hijacking", "abduction", "hostage_taking", "protest_repression", "torture", "property_destruction"]
)
"""Types whose words sport, courts and business use too."""
_BY_HAND = frozenset(["property_destruction", "arson", "mob_violence"])
_NEGATIONS = frozenset(["no", "any", "without", "never", "nor", "not"])


def tells_of_attack(page: Page, fact: SentenceFacts, own: list[SentenceFacts]) -> bool:
    """Whether a sentence without anybody harmed tells of an act of violence; `own`: the incident's sentences."""
    told = [t for t in fact.triggers if t.sense.frame in ("act", "event") and _is_real(page, fact, t)]
    if _shots_hit(page, fact):
        return True
    if not told:
        return False
    return (
        _burns_things(page, fact, told)
        or any("assassination" in dict(t.sense.types) and t.sense.form == "phrase" for t in told)
        or (fact.tells_impact and any(t.sense.role == "impact" for t in told))
        or any(_shoots_people(page, fact, t) for t in told)
        or _attackers_act(page, fact, told)
        or _forces_use_arms(page, fact, told)
        or _acts_without_arms(page, fact, told, own)
        or (strength(page, fact) >= 3 and (names_armed_actor(page, [fact]) or _shows_weapon(fact)))
    )


def _shoots_people(page: Page, fact: SentenceFacts, trigger: Trigger) -> bool:
    """Whether people are said to be shot: "a judge and her clerk were machine-gunned"."""
    armed = trigger.sense.frame == "act" and trigger.sense.weapon == ("firearm", None)
    if not armed or page.parsed.tokens.lows[trigger.start - 1] not in ("was", "were"):
        return False
    return any(is_person(page.parsed, g) for g in find_subject(page.parsed, trigger.start, fact.first))


def _shots_hit(page: Page, fact: SentenceFacts) -> bool:
    """Whether people who come as attackers shoot somebody, or somebody has been shot: "shot him in both knees"."""
    shots = (t for t in fact.triggers if t.sense.frame in ("act", "harm") and t.sense.weapon == ("firearm", None))
    real = [t for t in shots if _is_real(page, fact, t)]
    if not real:
        return False
    before = page.parsed.tokens.lows[real[0].start - 2 : real[0].start]
    return names_attackers(page, fact) or (
        before == ["had", "been"] and bool(find_subject(page.parsed, real[0].start, fact.first))
    )


def _burns_things(page: Page, fact: SentenceFacts, told: list[Trigger]) -> bool:
    """Whether things are destroyed in what is called an attack: "went up in flames in two coordinated attacks"."""
    named = any(page.parsed.tokens.lows[t.end - 1] in ("attack", "attacks") for t in told)
    recalled = list_recalled(page.parsed, fact)
    return (
        named
        and not all(t in recalled for t in told)
        and any(_weigh(t) >= 2 for t in told)
        and _destroys_things(page, fact)
    )


def fires_shots(page: Page, fact: SentenceFacts) -> bool:
    """Whether attackers shoot, whatever comes of it."""
    shots = (t for t in fact.triggers if t.sense.frame == "act" and t.sense.weapon == ("firearm", None))
    return any(_is_real(page, fact, t) for t in shots) and names_attackers(page, fact)


def _is_real(page: Page, fact: SentenceFacts, trigger: Trigger) -> bool:
    """Whether an act is neither planned nor feared nor denied: "fired no tear gas"."""
    before = page.parsed.tokens.lows[max(fact.first, trigger.start - 2) : trigger.start]
    return not is_unreal(page.parsed, trigger, fact.first) and _NEGATIONS.isdisjoint(before)


def _attackers_act(page: Page, fact: SentenceFacts, told: list[Trigger]) -> bool:
    """Whether gunmen, rebels or hooded men do something: "gunmen attacked a village", "a raid by rebels on …"."""
    if not names_attackers(page, fact):
        return False
    if any(t.sense.frame == "act" and _weigh(t) >= 2 and (fact.scenes or t.sense != PLAIN_ATTACK) for t in told):
        return True
    recalled, lows = list_recalled(page.parsed, fact), page.parsed.tokens.lows
    placed = bool(fact.scenes or fact.when)
    return placed and any(_weigh(t) >= 2 and t not in recalled and not lows[t.end - 1].endswith("s") for t in told)


def _forces_use_arms(page: Page, fact: SentenceFacts, told: list[Trigger]) -> bool:
    """Whether forces shoot, or arms are named beside what they do: "police shot at a car"."""
    if not names_armed_actor(page, [fact]):
        return False
    return any(t.sense.frame == "act" and t.sense.weapon for t in told) or (
        strength(page, fact) >= 2 and names_weapon(fact)
    )


def _acts_without_arms(page: Page, fact: SentenceFacts, told: list[Trigger], own: list[SentenceFacts]) -> bool:
    """Whether things are razed, a mob burns, clans fight, a plane is hijacked, or somebody is taken and not seen."""
    types = {name for t in told for name, _ in t.sense.types}
    if "property_destruction" in types and names_armed_actor(page, own[:3]) and _destroys_things(page, fact):
        return True
    if types & _BY_HAND and names_rioters(page, fact):
        return True
    if "battle" in types and names_crowd(page, [fact]) and any(t.sense.role == "both" for t in told):
        return bool(fact.scenes)
    seized = "hijacking" in types and any(t.effect for t in find_targets(page.parsed, fact.first, fact.last))
    if "hijacking" in types and (seized or max(map(_weigh, told)) >= 5 or any(names_weapon(f) for f in own)):
        return True  # "hijacked an airliner"; "a man with a pistol … the hijacker"
    return "disappearance" in types and any(names_agents(page, f) for f in own[:3])


def _destroys_things(page: Page, fact: SentenceFacts) -> bool:
    return any(t.effect for t in find_targets(page.parsed, fact.first, fact.last))


def _weigh(trigger: Trigger) -> int:
    return max((weight for _, weight in trigger.sense.types), default=0)


def strength(page: Page, fact: SentenceFacts) -> int:
    """Return how strongly a sentence speaks of violence; words that sport borrows ("battle") need armed actors."""
    armed = names_armed_actor(page, [fact]) or names_crowd(page, [fact])
    frames = ("act", "event", "harm", "mark") if fact.tells_impact else ("act", "event", "harm")
    told = [t for t in fact.triggers if t.sense.frame in frames and _is_real(page, fact, t)]
    weights = [(name, w) for t in told for name, w in t.sense.types]
    armed = armed or any(_has_two_sides(page, t) for t in told)
    return max((w for name, w in weights if armed or name not in _BORROWED), default=0)


def _has_two_sides(page: Page, trigger: Trigger) -> bool:
    """Whether a clash is told with its sides: "clashes between Hindus and Muslims"."""
    behind = page.parsed.tokens.lows[trigger.end : trigger.end + 3]
    return "between" in behind and "battle" in dict(trigger.sense.types)


def names_weapon(fact: SentenceFacts) -> bool:
    """Whether a weapon is named, not only whoever bears it."""
    return any(t.sense.frame == "mark" and t.sense.weapon is not None and not t.sense.implied for t in fact.triggers)


def _shows_weapon(fact: SentenceFacts) -> bool:
    armed = [t for t in fact.triggers if t.sense.weapon is not None]
    return any(t.sense.frame == "mark" or t.sense.form == "phrase" for t in armed) or (
        bool(armed) and bool(fact.scenes)
    )
