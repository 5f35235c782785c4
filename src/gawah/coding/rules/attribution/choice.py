"""Which of those accused are the perpetrators: one actor one entry, none for a mere answer to the attack."""

import re
from dataclasses import replace

from gawah.coding.rules.attribution.accusation import ATTACKERS, Accusation
from gawah.coding.rules.lexicon import load_lexicon, word_set
from gawah.gazetteer.actors import same_actor

_STATE_TYPES = word_set("attribution", "state_types")
_RETOLD = ("agent", "doer", "by-noun", "modifier", "side", "named-doer")
"""Rules of clauses, which tell of the act; the others tell of someone's belief."""


def choose_doers(found: list[Accusation], incident_type: str) -> list[list[Accusation]]:
    """Return the perpetrators, each as its accusations in the order of the text.

    A group and its branch are one; a force that only answered the attackers is none; people without a name stand only
    where nobody is named, as a side of their own, or where someone holds them responsible by name of what they are.
    """
    kept = [a for a in found if _may_stand(a, found, incident_type)]
    forces = [a for a in kept if a.sort == "state" and a.rule != "blame"]
    kept = [a for a in kept if not (a.rule == "blame" and _is_by_force(a, forces))]
    doers = _merge(sorted(kept, key=lambda a: (a.start, a.end)))
    doers = [d for d in doers if any(a.basis != "denied" for a in d)]
    named = [d for d in doers if any(a.sort != "generic" or _is_set_apart(a) for a in d)]
    unnamed = sorted(doers, key=lambda d: not any(_is_distinctive(a.name) for a in d))
    if named:
        named = [d for d in doers if d in named or _acted_together(d, named)]
    return [_settle(d) for d in named or unnamed[:1]]


def _acted_together(doer: list[Accusation], named: list[list[Accusation]]) -> bool:
    """Whether people without a name did it in one clause with a force: "militiamen and soldiers killed"."""
    forces = {(a.sentence, a.rule) for d in named for a in d if a.sort == "state"}
    return any((a.sentence, a.rule) in forces and a.rule != "side" and _is_distinctive(a.name) for a in doer)


def _is_by_force(blame: Accusation, forces: list[Accusation]) -> bool:
    """Whether the one who blames is the state whose force did it: "Israel blamed X" beside "Israeli forces killed"."""
    states = [w[:5] for w in (blame.speech.speaker if blame.speech else "").split() if w[0].isupper() and len(w) > 4]
    return any(w.startswith(state) for a in forces for w in a.name.split() for state in states)


def _is_set_apart(accusation: Accusation) -> bool:
    """Whether people without a name are a doer beside those named: a community as a side, "a gang" that is blamed."""
    if accusation.rule == "side":
        return accusation.kind == "communal_group"
    blamed = accusation.rule in ("carried-out-by", "blame", "work-of", "behind") and accusation.speech is not None
    return blamed and _is_distinctive(accusation.name)


def _is_distinctive(name: str) -> bool:
    """Whether words for people without a name say more than that they were armed or unknown."""
    words = [w for w in name.lower().split() if w not in _VAGUE and w not in ATTACKERS]
    return len(words) > 1 or any(w[0].isupper() for w in name.split()[1:])


_VAGUE = word_set("attribution", "vague")


def inherit_doers(own: list[Accusation], whole: list[Accusation]) -> list[Accusation]:
    """Return an incident's accusations, or those of the wave it is part of where only these name a group."""
    if any(a.sort != "generic" for a in own):
        return own
    named = [a for a in whole if a.sort == "named" and a.basis != "denied"]
    return named if len(_merge(named)) == 1 else own


def _may_stand(accusation: Accusation, found: list[Accusation], incident_type: str) -> bool:
    """Whether an actor is accused of the incident itself rather than of an answer to it."""
    if accusation.rule == "fallen":
        return incident_type == "battle"
    if accusation.rule == "side" and not _may_be_side(accusation, found, incident_type):
        return False
    if accusation.rule == "belonged-to":
        return not any(a.against and a.sort == "state" for a in found)
    if accusation.sort in ("state", "generic") and _is_another_act(accusation, incident_type):
        return False
    if accusation.sort != "state":
        return True
    if accusation.rule in (
        "blame",
        "work-of",
        "behind",
        "responsible",
        "modifier",
        "carried-out-by",
        "side",
    ) or (accusation.rule == "by-noun" and not accusation.against):
        return True
    earlier = any(
        a.sort != "state" and a.rule not in _NOT_EARLIER | {"side"} and a.start < accusation.start for a in found
    )
    if accusation.rule.startswith("doer"):
        return incident_type in _STATE_TYPES - {"battle"} and not earlier
    if incident_type in _STATE_TYPES and not accusation.against:
        return True
    return not earlier and (accusation.against != "assailants" or incident_type == "battle")


def _may_be_side(side: Accusation, found: list[Accusation], incident_type: str) -> bool:
    """Whether a side of a fight did what the incident is: no bombing, and a force not where others attacked it."""
    if incident_type in _BLASTS:
        return False
    others = any(a.sort == "named" and a.rule not in _NOT_EARLIER and a.rule != "side" for a in found)
    return side.sort != "state" or incident_type == "battle" or not others


_BLASTS = frozenset("bombing suicide_bombing landmine_or_remnant airstrike".split())
_NOT_EARLIER = frozenset(["belonged-to", "fallen"])
"""Rules that tell of no act before which a force might have answered."""
_KINDS_OF_ACT = [frozenset(line.split()) for line in load_lexicon("attribution")["attribution"]["kinds_of_act"]]


def _is_another_act(accusation: Accusation, incident_type: str) -> bool:
    """Whether the word of violence speaks for acts of another kind: stones thrown after a death in custody."""
    kinds = {n for n, kind in enumerate(_KINDS_OF_ACT) if incident_type in kind}
    told = {n for n, kind in enumerate(_KINDS_OF_ACT) if not kind.isdisjoint(accusation.acts)}
    return bool(kinds and told) and kinds.isdisjoint(told)


def _merge(found: list[Accusation]) -> list[list[Accusation]]:
    doers: list[list[Accusation]] = []
    for accusation in found:
        same = next((d for d in doers if any(_same_doer(a, accusation) for a in d)), None)
        if same is None:
            doers.append([accusation])
        else:
            same.append(accusation)
    return doers


def _same_doer(one: Accusation, other: Accusation) -> bool:
    if one.actor_id and other.actor_id:
        return same_actor(one.actor_id, other.actor_id)
    unknown = one.sort == other.sort == "state" and None in (one.actor_id, other.actor_id)
    if unknown and _lords(one.name) & _lords(other.name):
        return True
    a, b = one.name.lower().removeprefix("the "), other.name.lower().removeprefix("the ")
    if one.sort == other.sort == "person":
        return a == b or a.split()[-1:] == [b] or b.split()[-1:] == [a] or _is_misspelt(a, b) or _is_misspelt(b, a)
    return a == b or (one.sort == other.sort == "generic" and a.split()[-1] == b.split()[-1])


def _lords(name: str) -> set[str]:
    """Return the names within the words for a force: Gaddafi of "pro-Gaddafi forces" and "forces loyal to Gaddafi"."""
    return {w for w in re.split(r"[\s-]+", name)[1:] if w[:1].isupper() and w.lower() not in _BODIES}


_BODIES = word_set("doers", "bodies") | frozenset(["forces", "police", "troops", "rifles", "rangers"])


def _is_misspelt(short: str, full: str) -> bool:
    """Whether one full name is the other less one letter, as names written by ear are."""
    return len(short) + 1 == len(full) > 8 and any(full[:n] + full[n + 1 :] == short for n in range(len(full)))


def _settle(accusations: list[Accusation]) -> list[Accusation]:
    """Return one doer's accusations; what a speaker tells again after the narrator told it as fact is no new one."""
    accusations = [a for a in accusations if a.basis != "unknown"] or accusations
    first = accusations[0]
    if first.basis != "reported_as_fact" or first.speech is not None:
        return accusations
    return [
        replace(a, basis="reported_as_fact") if a.rule.startswith(_RETOLD) and a.basis != "claimed" else a
        for a in accusations
    ]
