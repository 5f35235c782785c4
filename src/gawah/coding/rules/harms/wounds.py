"""The wounded and the taken: "12 people with burns", "60 were treated", "marched nine traders off"."""

from dataclasses import replace

from gawah.coding.rules.harms.agents import find_agents, word_before
from gawah.coding.rules.harms.harm import BE, Harm
from gawah.coding.rules.harms.verbs import read_active, read_passive, read_transitive
from gawah.coding.rules.harms.victims import people, quantity_before
from gawah.coding.rules.people import is_person, named_person
from gawah.coding.rules.phrases import Parsed, find_nearest, find_subject, read_groups_after
from gawah.coding.rules.triggers import Trigger


def _is_caused(parsed: Parsed, n: int, first: int) -> bool:
    """Whether an attack is said to cause, leave or count what stands from word `n` on."""
    return not _CAUSING.isdisjoint(parsed.tokens.lows[max(first, n - 8) : n])


_CAUSING = frozenset(
    "in with causing caused causes left leaving were are reported deaths fatalities dead killed".split()
)


def read_wounds(parsed: Parsed, trigger: Trigger, first: int, last: int) -> Harm | None:
    """Read "12 people with splinter wounds", "twelve people have burns", "14 deaths and 23 injuries"."""
    quantity = quantity_before(parsed, trigger.start, first)
    if (
        quantity
        and quantity.end == trigger.start
        and not quantity.article
        and _is_caused(parsed, quantity.start, first)
    ):
        return Harm("injured", trigger, quantity.start, trigger.end, count=quantity.count, rule="nominal-count")
    lows = parsed.tokens.lows
    n = trigger.start - 1
    while (
        n > max(first, trigger.start - 6) and parsed.tags[n] in "WAD" and lows[n] not in ("with", "have", "had", "has")
    ):
        n -= 1
    if lows[n] == "with":
        nearest = find_nearest(parsed, max(first, n - 8), n)
        victims = people(parsed, [nearest]) if nearest and nearest.quantity else ()
    elif lows[n] in _BEARING:
        # "three of them had bullet wounds" tells of some who were counted before, and maybe among the dead
        groups = (g for g in people(parsed, find_subject(parsed, n, first)) if g.quantity)
        victims = tuple(g for g in groups if lows[g.end : g.end + 2] != ["of", "them"])
    else:
        return None
    return Harm("injured", trigger, victims[0].start, trigger.end, victims, rule="wounds") if victims else None


_BEARING = ("with", "have", "had", "has", "nursing")


def read_care(parsed: Parsed, trigger: Trigger, first: int, last: int) -> Harm | None:
    """Read "60 were treated in hospital", where the sentence speaks of a hospital, doctors or wounds."""
    if _MEDICAL.isdisjoint(parsed.tokens.lows[first:last]):
        return None
    treats = parsed.tokens.lows[trigger.start].endswith("ing")
    harm = (read_active if treats else read_transitive)(parsed, trigger, first, last)
    counted = harm and (harm.count or any(g.quantity for g in harm.victims))
    return replace(harm, rule="care") if harm and counted else None


_MEDICAL = frozenset(
    "hospital hospitals clinic clinics doctor doctors medic medics surgeon surgeons wounds injuries burns medical "
    "shrapnel gunshot bullet".split()
)


def read_burnt(parsed: Parsed, trigger: Trigger, first: int, last: int) -> Harm | None:
    """Read "seven women were burned"; houses are burned too."""
    if parsed.tokens.lows[trigger.start].endswith("ing"):
        burning = read_active(parsed, trigger, first, last)
        known = burning and burning.victims and all(is_person(parsed, g) for g in burning.victims)
        return replace(burning, rule="burnt") if burning and known else None
    if word_before(parsed, trigger.start, first) not in BE:
        return None
    harm = read_passive(parsed, trigger, first, last)
    return replace(harm, rule="burnt") if harm and all(is_person(parsed, g) for g in harm.victims) else None


def read_carry(parsed: Parsed, trigger: Trigger, first: int, last: int) -> Harm | None:
    """Read "marched nine traders off into the hills": people only, things are loot."""
    n = trigger.end
    while n < last and parsed.tokens.lows[n] in ("off", "away", "along", "captive", "hostage"):
        n += 1
    if word_before(parsed, trigger.start, first) in BE:
        return read_passive(parsed, trigger, first, last)
    groups = [g for g in read_groups_after(parsed, n, last) if not g.pronoun and is_person(parsed, g)]
    victims = tuple(g for g in groups if g.quantity or named_person(parsed, g))
    if not victims:
        return None
    agents = find_agents(parsed, trigger, first)
    return Harm("abducted", trigger, trigger.start, victims[-1].end, victims, agents=agents, rule="carry")
