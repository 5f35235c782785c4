"""Groups of people harmed, as clauses name them: how many, parts of whom, and who was told of before."""

from dataclasses import dataclass, replace

from gawah.coding.rules.harms import Harm
from gawah.coding.rules.people import Description, describe, is_person, says_others
from gawah.coding.rules.phrases import Group, Parsed, read_group
from gawah.frozen import quick_to_make
from gawah.model import Count


@quick_to_make
@dataclass(frozen=True, slots=True)
class Party:
    """A group of victims as one clause has it; [start, end) are the words of its phrase."""

    measure: str
    group: Group
    count: Count
    described: Description
    harm: Harm
    part_of: int | None = None
    """Number of the party that this one is a part of."""
    again: bool = False
    """Whether it points back to people told of before."""


def list_parties(parsed: Parsed, harms: list[Harm]) -> list[Party]:
    """Return the groups of victims that the harms name, parts after their whole."""
    parties: list[Party] = []
    for harm in harms:
        named = [_find_antecedent(parsed, harm, g) or g if g.pronoun else g for g in harm.victims]
        for group in named:
            party = Party(harm.measure, group, _count(parsed, group), describe(parsed, group), harm)
            parties.append(replace(party, again=True) if _points_back(parsed, party, parties) else party)
        whole = len(parties) - 1 if harm.victims else _find_whole(parties, harm.measure)
        for group in harm.subsets:
            count = _count(parsed, group)
            if whole < 0 and harm.rule == "among" and describe(parsed, group).status == "combatant":
                parties.append(Party(harm.measure, group, count, describe(parsed, group), harm))
            elif whole >= 0 and _fits_in(count, parties[whole].count):
                parties.append(Party(harm.measure, group, count, describe(parsed, group), harm, whole))
    return parties


def _find_whole(parties: list[Party], measure: str) -> int:
    """Return the number of the first whole group of this measure, -1 where none was told of."""
    return next((n for n, p in enumerate(parties) if p.measure == measure and p.part_of is None), -1)


def _fits_in(part: Count, whole: Count) -> bool:
    return part.best is None or whole.best is None or part.best <= whole.best


def _count(parsed: Parsed, group: Group) -> Count:
    """Return how many people a noun phrase names: its number, one for a singular or a name, else "some"."""
    if group.quantity and not (
        group.quantity.article and group.head >= 0 and parsed.tokens.lows[group.head] == "couple"
    ):
        return group.quantity.count
    if group.pronoun:
        one = parsed.tokens.lows[group.head] in ("him", "her", "he", "she")
        return Count(1, 1, 1) if one else Count(None, None, None, "some")
    described = describe(parsed, group)
    if group.head >= 0 and parsed.tokens.lows[group.head] == "couple":
        return Count(2, 2, 2)
    if described.plural:
        return Count(None, None, None, "some")
    return Count(1, 1, 1)


def _find_antecedent(parsed: Parsed, harm: Harm, pronoun: Group) -> Group | None:
    """Return whom "them" means in "dragged eleven miners out and killed them": the people last counted before it.

    "Him" and "her" mean one of them; none means who does it.
    """
    first, _ = parsed.bounds(harm.trigger.start)
    one = parsed.tokens.lows[pronoun.head] in ("him", "her", "he", "she")
    for n in range(harm.trigger.start - 1, first - 1, -1):
        group = read_group(parsed, n, harm.trigger.start) if parsed.tags[n] in "ND" else None
        if not group or not group.quantity or group.head < 0 or any(a.start <= n < a.end for a in harm.agents):
            continue
        if (group.quantity.count.best == 1) == one and is_person(parsed, group):
            return group
    return None


def _points_back(parsed: Parsed, party: Party, earlier: list[Party]) -> bool:
    """Whether the phrase names people told of before: "the miners", "them", "the deceased"."""
    group = party.group
    if group.pronoun:
        return party.count.best != 1 or any(p.measure in (party.measure, "killed") for p in earlier)
    alike = [p for p in earlier if p.measure == party.measure and p.harm is not party.harm]
    if group.definite and group.quantity is not None:  # "injured four and two, leaving the six"
        told = sum(p.count.best or 0 for p in alike if not p.again and p.part_of is None)
        among = group.head < 0 and told >= (party.count.best or 0)  # "killing the three", of seven
        return among or told == party.count.best
    mixed = party.described.status == "combatant" and all(p.described.status in _NO_FIGHTERS for p in alike)
    if alike and not mixed and _is_share(parsed, group):
        return True  # but "one of the attackers" is none of the victims told of
    if any(_is_named_by(parsed, party, p) for p in alike):
        return True
    if not group.definite:
        first, _ = parsed.bounds(group.start)
        return any(_is_same_told_again(parsed, party, p) for p in alike if p.group.start >= first)
    return bool(alike) if party.described.plural else any(may_be_same(party, p) for p in alike)


_NO_FIGHTERS = frozenset(["civilian", "security_forces"])


def _is_named_by(parsed: Parsed, party: Party, other: Party) -> bool:
    """Whether a name is that of somebody told of before: "a man, identified as Omar Bel, was hurt … Bel was hit"."""
    name = party.described.name
    if name is None or party.count.best != 1 or other.count.best != 1:
        return False
    end = other.group.end
    return name in " ".join(parsed.tokens.words[end : end + _NAMED_WITHIN])


_NAMED_WITHIN = 9
"""Words behind a phrase for somebody that may name him."""


def _is_share(parsed: Parsed, group: Group) -> bool:
    """Whether the phrase is a share of people told of: "two of the suspects"; the wounded who die are more dead."""
    at = group.quantity.end if group.quantity else 0
    return (
        at > 0
        and parsed.tokens.lows[group.head] not in ("injured", "wounded")
        and parsed.tokens.lows[at : at + 2] in (["of", "the"], ["of", "those"], ["of", "these"])
    )


def _is_same_told_again(parsed: Parsed, party: Party, other: Party) -> bool:
    """Whether one sentence, as long as texts without stops have them, tells twice of people by the same nouns."""
    if says_others(parsed, party.group) or not may_be_same(party, other):
        return False
    if parsed.bounds(party.group.start) != parsed.bounds(other.group.start):
        return False
    if party.described.status == other.described.status == "combatant":
        return True
    mine, theirs = ({n.singular for n in p.described.nouns} for p in (party, other))
    return bool(mine) and mine == theirs


def may_be_same(party: Party, other: Party) -> bool:
    """Whether two phrases may name the same people: as many, and of one name, noun or trade as far as both say it."""
    if (party.count.best, party.count.said) != (other.count.best, other.count.said):
        return False
    mine, theirs = party.described, other.described
    if mine.name and theirs.name:
        return not set(mine.name.lower().split()).isdisjoint(theirs.name.lower().split())
    if not mine.nouns or not theirs.nouns or "unknown" in (mine.status, theirs.status):
        return True
    trades = {n.occupation for n in mine.nouns} & {n.occupation for n in theirs.nouns}
    words = {n.singular for n in mine.nouns} & {n.singular for n in theirs.nouns}
    return bool(words or trades - {None})
