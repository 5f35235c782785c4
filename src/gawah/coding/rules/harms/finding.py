"""All harms that a text tells of, from its words of harm and from words that only count people."""

from dataclasses import replace

from gawah.coding.rules.harms.counting import (
    read_denials,
    read_ellipsis,
    read_labels,
    read_numbers_of,
    read_selves,
)
from gawah.coding.rules.harms.harm import Harm
from gawah.coding.rules.harms.nouns import (
    read_body,
    read_claims_lives,
    read_lives,
    read_nominal,
    read_predicate,
    read_toll,
)
from gawah.coding.rules.harms.parts import read_memberships
from gawah.coding.rules.harms.reality import is_unreal, runs_on
from gawah.coding.rules.harms.verbs import read_intransitive, read_transitive
from gawah.coding.rules.harms.wounds import read_burnt, read_care, read_carry, read_wounds
from gawah.coding.rules.phrases import Group, Parsed
from gawah.coding.rules.triggers import Trigger


def find_harms(parsed: Parsed, triggers: list[Trigger]) -> list[Harm]:
    """Return the harms that the triggers of a text tell of, in their order."""
    harms = [harm for trigger in triggers if trigger.sense.frame == "harm" for harm in _read_harm(parsed, trigger)]
    harms.extend(read_denials(parsed, triggers))
    harms.extend(read_memberships(parsed))
    harms.extend(_read_captives_shot(parsed, triggers, harms))
    harms.extend(read_numbers_of(parsed))
    harms.extend(h for harm in harms if (h := read_ellipsis(parsed, harm)) is not None)
    harms.extend(read_labels(parsed))
    harms.extend(read_selves(parsed))
    return sorted(harms, key=lambda h: (h.trigger.start, h.measure))


def _read_captives_shot(parsed: Parsed, triggers: list[Trigger], harms: list[Harm]) -> list[Harm]:
    """Read "marched nine traders into the forest and shot them": who is shot when held is killed."""
    lows, taken, found = parsed.tokens.lows, [h.trigger.start for h in harms if h.measure == "abducted"], []
    for trigger in triggers if taken else ():
        after = lows[trigger.end] if trigger.end < len(lows) else ""
        if after not in ("them", "him", "her") or lows[trigger.start : trigger.end] not in (["shot"], ["shooting"]):
            continue
        first, _ = parsed.bounds(trigger.start)
        if any(first <= n < trigger.start for n in taken) and lows[trigger.end + 1 : trigger.end + 2] != ["in"]:
            shot = Group(trigger.end, trigger.end + 1, trigger.end, None, True, True)
            found.append(Harm("killed", trigger, trigger.start, trigger.end + 1, (shot,), rule="shot-captives"))
    return found


def _read_harm(parsed: Parsed, trigger: Trigger) -> list[Harm]:
    first, last = parsed.bounds(trigger.start)
    reader = _READERS[trigger.sense.valency]
    harm = reader(parsed, trigger, first, last)
    if harm is None:
        return []
    if harm.rule == "nobody":
        return _list_unharmed(parsed, harm)
    before = parsed.tokens.lows[max(first, trigger.start - 2) : trigger.start]
    if harm.measure == "injured" and before in (["dead", "or"], ["killed", "or"]):
        return []  # "40 people dead or wounded" is one figure
    real = not is_unreal(parsed, trigger, first) and not runs_on(parsed, trigger, first, last)
    real = real and not _is_natural(parsed, trigger, first, last)
    recalled = harm.recalled or _came_before(parsed, harm, first)
    mended = _mend_measure(parsed, harm)
    as_read = (real, recalled) == (mended.real, mended.recalled)
    return [mended if as_read else replace(mended, real=real, recalled=recalled)]


def _is_natural(parsed: Parsed, trigger: Trigger, first: int, last: int) -> bool:
    """Whether somebody "had died recently", or of an illness, which nobody did to him."""
    lows = parsed.tokens.lows
    if lows[trigger.start] not in ("died", "dies", "dying"):
        return False
    recent = lows[trigger.start - 1] == "had" and lows[trigger.end : trigger.end + 1] in (["recently"], ["earlier"])
    return recent or not _ILLNESSES.isdisjoint(lows[trigger.end : min(last, trigger.end + 6)])


_ILLNESSES = frozenset(
    "heart stroke cancer illness disease covid-19 covid cholera malaria pneumonia naturally natural age".split()
)


def _came_before(parsed: Parsed, harm: Harm, first: int) -> bool:
    """Whether an "after" with the past perfect tells of an earlier day: "… after three had died in the town"."""
    lows, start = parsed.tokens.lows, harm.trigger.start
    return harm.start > first and lows[harm.start - 1] == "after" and "had" in lows[max(first, start - 3) : start]


def _list_unharmed(parsed: Parsed, harm: Harm) -> list[Harm]:
    """Whom nobody hurt nobody killed; "no one else" says nothing of the rest."""
    if not _OTHERS_STILL.isdisjoint(parsed.tokens.lows[max(0, harm.start - 2) : harm.trigger.end]):
        return []
    everyone = not _ANYONE.isdisjoint(parsed.tokens.lows[harm.start : harm.start + 3])
    everyone = everyone or "anyone" in parsed.tokens.lows[harm.trigger.end : harm.trigger.end + 1]
    return [harm, replace(harm, measure="killed")] if harm.measure == "injured" and everyone else [harm]


_ANYONE = frozenset("nobody none one person persons anyone anybody".split())
_OTHERS_STILL = frozenset("else other others further more".split())


def _mend_measure(parsed: Parsed, harm: Harm) -> Harm:
    """A wounded man who "died of his wounds" is one of the dead; "N killed or injured" is one figure."""
    end, lows = harm.trigger.end, parsed.tokens.lows
    if harm.measure == "killed" and lows[end : end + 2] in (["or", "wounded"], ["or", "injured"]):
        return replace(harm, measure="killed_or_injured", end=max(harm.end, end + 2))
    return harm


_READERS = {
    "transitive": read_transitive,
    "intransitive": read_intransitive,
    "nominal": read_nominal,
    "lives": read_lives,
    "wounds": read_wounds,
    "care": read_care,
    "burnt": read_burnt,
    "carry": read_carry,
    "claims-lives": read_claims_lives,
    "toll": read_toll,
    "body": read_body,
    "predicate": read_predicate,
}
