"""Who is named as a doer anywhere in a segment's sentences."""

from dataclasses import replace

from gawah.coding.rules.attribution.accusation import Accusation, Scene
from gawah.coding.rules.attribution.acts import accuse_by_launch, accuse_by_trigger
from gawah.coding.rules.attribution.agents import accuse_by_harm, read_against
from gawah.coding.rules.attribution.belief import accuse_by_belief
from gawah.coding.rules.attribution.reality import is_disbelieved, is_elsewhere, is_link, is_unreal
from gawah.coding.rules.attribution.ties import accuse_by_ties
from gawah.coding.rules.doers import ActorIndex, Sort
from gawah.coding.rules.harms import Harm
from gawah.coding.rules.phrases import Group, Parsed
from gawah.coding.rules.speech import Speech
from gawah.coding.rules.suspects import Suspect, is_spoken_of
from gawah.coding.rules.triggers import Trigger


def find_accusations(
    parsed: Parsed,
    actors: ActorIndex,
    harms: list[Harm],
    triggers: list[Trigger],
    sentences: list[int],
    speeches: list[Speech],
    suspects: list[Suspect],
) -> list[Accusation]:
    """Return who is named as a doer in the sentences (by number), in the order of the text.

    `suspects` are those of the whole text.
    """
    suspects = [s for s in suspects if not actors.is_group(s.name)]
    violent = frozenset(t.start for t in triggers if t.sense.frame != "mark")
    scene = Scene(parsed, actors, speeches, suspects, violent)
    found: list[Accusation] = []
    for harm in harms:
        if harm.real and (accused := accuse_by_harm(scene, harm)) and not is_unreal(parsed, harm.trigger.start):
            found += accused
    for trigger in triggers:
        if (accused := accuse_by_trigger(scene, trigger)) and not is_unreal(parsed, trigger.start):
            acts = frozenset(name for name, _ in trigger.sense.types)
            found += [replace(a, acts=acts) for a in accused]
    for number in sentences:
        found += accuse_by_launch(scene, number)
        found += accuse_by_belief(scene, number)
        if tied := accuse_by_ties(scene, number):
            found = [a for a in found if not any(a.rule == "blame" and _tells_same(a, t) for t in tied)]
            found += [t for t in tied if not any(_tells_same(a, t) for a in found)]
    found += [_accuse_suspect(s) for s in scene.suspects if is_spoken_of(parsed, s, sentences)]
    harmed = {
        w for h in harms if h.real and not read_against(parsed, h) for g in h.victims for w in _names_in(parsed, g)
    }
    found = [a for a in found if not is_disbelieved(parsed, a.start) and not is_elsewhere(parsed, a)]
    found = [a for a in found if not is_link(parsed, a.start)]
    if any(m.sort == "named" and m.kind == "armed_group" for _, _, m in actors.spans):
        found = [a for a in found if not _says_only_what(a)]
    found = [a for a in found if a.sort != "person" or a.rule not in _BELIEVED or not harmed.issuperset(a.name.split())]
    return sorted(found, key=lambda a: (a.start, a.end))


def _says_only_what(accusation: Accusation) -> bool:
    """Whether a doer is only "rebels" or "fighters", who in a report that names groups are some group's."""
    return accusation.sort == "generic" and " " not in accusation.name


_BELIEVED = frozenset("blame behind responsible involved work-of".split())
"""Rules of belief, which never mean one of those harmed."""


def _names_in(parsed: Parsed, group: Group) -> list[str]:
    return [w for w in parsed.tokens.words[group.start : group.end] if w[0].isupper()]


def _tells_same(one: Accusation, other: Accusation) -> bool:
    return one.sentence == other.sentence and one.name == other.name


def _accuse_suspect(suspect: Suspect) -> Accusation:
    kind = "individual" if suspect.named else "unknown"
    sort: Sort = "person" if suspect.named else "generic"
    return Accusation(
        suspect.name, None, kind, None, sort, suspect.basis, suspect.start, suspect.end, suspect.sentence,
        None, suspect.rule,
    )  # fmt: skip
