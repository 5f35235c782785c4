"""How a noun phrase of a clause becomes an accusation of those whom it names."""

from gawah.coding.rules.attribution.accusation import Accusation, Scene
from gawah.coding.rules.attribution.basis import read_basis
from gawah.coding.rules.attribution.reference import (
    MEN,
    OWNERS,
    resolve_fighters,
    resolve_force,
    resolve_owner,
    resolve_pronoun,
)
from gawah.coding.rules.doers import Doer, name_doer
from gawah.coding.rules.people import describe
from gawah.coding.rules.phrases import Group, Parsed, read_group
from gawah.coding.rules.speech import speaker_at
from gawah.coding.rules.suspects import Suspect, suspects_meant


def accuse_groups(
    scene: Scene, groups: tuple[Group, ...] | list[Group], start: int, end: int, rule: str
) -> list[Accusation]:
    """Return the accusations of those whom `groups` name, told by the words [start, end)."""
    return [a for g in groups for a in accuse(scene, g, start, end, rule)]


def accuse(scene: Scene, group: Group, start: int, end: int, rule: str) -> list[Accusation]:
    """Return the accusations of those whom `group` names, told by the words from it to [start, end)."""
    if owned := _read_owned(scene, group, start):
        return [accuse_of_act(scene, owned, group, start, end, rule)]
    if parsed_owner := _owning_word(scene.parsed, group):
        owner = resolve_owner(scene, group, parsed_owner, start)
        return [accuse_of_act(scene, owner, group, start, end, rule)] if owner else []
    meant = suspects_meant(scene.parsed, group, scene.suspects)
    if meant:
        return [accuse_of_act(scene, _as_doer(s, group), group, start, end, rule) for s in meant]
    again = group.definite and "same" in scene.parsed.tokens.lows[max(0, group.start - 1) : group.end]
    doer = (again or group.pronoun) and resolve_pronoun(scene, group, start)
    doer = doer if doer or group.pronoun else name_doer(scene.parsed, scene.actors, group)
    if doer and doer.sort == "generic":
        if _is_told_before(scene.parsed, group):
            return []
        doer = resolve_fighters(scene, group, doer) or doer
    if doer and doer.sort == "state":
        doer = resolve_force(scene, group, doer) or doer
    return [accuse_of_act(scene, doer, group, start, end, rule)] if doer else []


def _owning_word(parsed: Parsed, group: Group) -> str | None:
    """Return the "its", "their" or "our" before those who fight for somebody: "our third battalion", or None."""
    low = parsed.tokens.lows[group.start]
    return low if low in OWNERS and not MEN.isdisjoint(parsed.tokens.lows[group.start + 1 : group.end]) else None


def _is_told_before(parsed: Parsed, group: Group) -> bool:
    """Whether people without a name were told of before by other words: "one of the attackers"."""
    lows = parsed.tokens.lows[group.start : group.end]
    return lows[:3] == ["one", "of", "the"] or "suspects" in lows


def _read_owned(scene: Scene, group: Group, verb: int) -> Doer | None:
    """Return those who did it in "X, whose men killed": the men of X, or X where it is a group itself."""
    parsed, (first, _) = scene.parsed, scene.parsed.bounds(verb)
    at = next((n for n in range(max(first, group.start - 1), verb) if parsed.tokens.lows[n] == "whose"), None)
    owned = read_group(parsed, at + 1, verb) if at is not None and at > first else None
    if owned is None or at is None or owned.head < 0:
        return None
    owner = _read_owner(parsed, min(group.start, at), at, first)
    whole = name_doer(parsed, scene.actors, owner)
    if whole is not None and whole.sort in ("named", "state"):
        return whole
    name = describe(parsed, owner).name or parsed.words(owner.start, owner.end)
    words = f"{parsed.words(owned.start, owned.end)} of {name}"
    return Doer(words, None, "unknown", None, "generic", owner.start, owned.end)


def _read_owner(parsed: Parsed, start: int, at: int, first: int) -> Group:
    """Return the phrase before ", whose" at word `at`: from word `start` or from where its nouns and names begin."""
    end = at - (parsed.tokens.words[at - 1] == ",")
    start = min(start, end - 1)
    while start > first and parsed.tags[start - 1] in "WD":
        start -= 1
    return Group(start, end, end - 1)


def _as_doer(suspect: Suspect, group: Group) -> Doer:
    return Doer(suspect.name, None, "individual", None, "person", group.start, group.end)


def accuse_of_act(scene: Scene, doer: Doer, group: Group, start: int, end: int, rule: str) -> Accusation:
    """Return the accusation that the clause at [start, end) makes of one doer, whom `group` names."""
    speech = speaker_at(scene.speeches, start)
    begin, finish = min(group.start, start), max(doer.end, end)
    basis = "suspected" if doer.doubted else read_basis(scene.parsed, group, start, speech)
    if doer.sort == "generic" and (_is_unidentified(doer) or (basis == "reported_as_fact" and _is_nobody(doer))):
        basis = "unknown"
    sentence = scene.parsed.tokens.sentence_at(start)
    return Accusation(
        doer.name, doer.actor_id, doer.kind, doer.parent, doer.sort, basis, begin, finish, sentence, speech, rule,
        named_at=doer.named_at,
    )  # fmt: skip


def _is_nobody(doer: Doer) -> bool:
    """Whether nothing says who they are: no kind of actor, and no name within as in "gang members of Ellam Goud"."""
    return doer.kind == "unknown" and not any(w[0].isupper() for w in doer.name.split()[1:])


def _is_unidentified(doer: Doer) -> bool:
    return any(w in ("unidentified", "unknown", "unnamed") for w in doer.name.lower().split())


def accuse_firmly(scene: Scene, groups: list[Group], n: int, rule: str) -> list[Accusation]:
    """Accuse those named only, never "militants" or "someone"."""
    return [a for g in groups for a in accuse(scene, g, n, n + 1, rule) if a.sort in ("named", "person", "state")]
