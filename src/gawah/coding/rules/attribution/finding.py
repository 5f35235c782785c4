"""Who is named as a doer anywhere in a segment's sentences."""

from dataclasses import replace

from gawah.coding.rules.attribution.accusation import ATTACKERS, Accusation, Scene
from gawah.coding.rules.attribution.acts import accuse_by_launch, accuse_by_trigger
from gawah.coding.rules.attribution.agents import accuse_by_harm, read_against
from gawah.coding.rules.attribution.belief import BELIEF_CUES, accuse_by_belief, read_charge
from gawah.coding.rules.attribution.reality import is_disbelieved, is_elsewhere, is_link, is_unreal
from gawah.coding.rules.attribution.ties import accuse_by_ties
from gawah.coding.rules.doers import ActorIndex, Sort
from gawah.coding.rules.harms import Harm
from gawah.coding.rules.issuer import Issuer
from gawah.coding.rules.lexicon import word_set
from gawah.coding.rules.phrases import Group, Parsed, find_charge
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
    issuer: Issuer | None = None,
) -> list[Accusation]:
    """Return who is named as a doer in the sentences (by number), in the order of the text.

    `suspects` are those of the whole text, whose `issuer` speaks in it where nobody else does.
    """
    suspects = [s for s in suspects if not actors.is_group(s.name)]
    violent = frozenset(t.start for t in triggers if t.sense.frame != "mark")
    scene = Scene(parsed, actors, speeches, suspects, violent, issuer)
    found: list[Accusation] = []
    for harm in harms:
        if harm.real and (accused := accuse_by_harm(scene, harm)) and not is_unreal(parsed, harm.trigger.start):
            found += _as_charged(scene, harm, accused)
    for trigger in triggers:
        if (accused := accuse_by_trigger(scene, trigger)) and not is_unreal(parsed, trigger.start):
            acts = frozenset(name for name, _ in trigger.sense.types)
            told = [replace(a, acts=acts) for a in accused]
            found += [replace(a, rule="agent-of-when") if _killed_when(scene, a, harms) else a for a in told]
    believed = parsed.tokens.find_by_sentence(BELIEF_CUES)
    for number in sentences:
        found += accuse_by_launch(scene, number)
        found += accuse_by_belief(scene, number) if number in believed else []
        if tied := accuse_by_ties(scene, number):
            found = [a for a in found if not any(a.rule == "blame" and _tells_same(a, t) for t in tied)]
            found += [t for t in tied if not any(_tells_same(a, t) for a in found)]
    found += [_accuse_suspect(s) for s in scene.suspects if is_spoken_of(parsed, s, sentences)]
    found = [a for a in found if not _answers_suspect(scene, a, harms)]
    harmed = {
        w for h in harms if h.real and not read_against(parsed, h) for g in h.victims for w in _names_in(parsed, g)
    }
    found = [a for a in found if not is_disbelieved(parsed, a.start) and not is_elsewhere(parsed, a)]
    found = [a for a in found if not is_link(parsed, a.start)]
    if any(m.sort == "named" and m.kind == "armed_group" for _, _, m in actors.spans):
        found = [a for a in found if not _says_only_what(a)]
    found = [a for a in found if a.sort != "person" or a.rule not in _BELIEVED or not harmed.issuperset(a.name.split())]
    found = [_in_voice(a, issuer) for a in found] if issuer else found
    return sorted(found, key=lambda a: (a.start, a.end))


def _in_voice(accusation: Accusation, issuer: Issuer) -> Accusation:
    """Return what a statement says in its own voice as its issuer's accusation, of itself as its claim."""
    if accusation.basis != "reported_as_fact" or accusation.speech is not None:
        return accusation
    return replace(accusation, basis="claimed" if accusation.name == issuer.name else issuer.basis)


def _killed_when(scene: Scene, accusation: Accusation, harms: list[Harm]) -> bool:
    """Whether people were harmed "when soldiers opened fire", so that these did it and answered nobody."""
    if accusation.sort != "state" or accusation.rule != "doer":
        return False
    (first, last), lows = scene.parsed.bounds(accusation.start), scene.parsed.tokens.lows
    opened = {"when", "as"} & set(lows[max(first, accusation.start - 2) : accusation.start])
    if not opened or not ATTACKERS.isdisjoint(lows[first:last]):
        return False
    return any(
        h.real and first <= h.trigger.start < accusation.start and not read_against(scene.parsed, h) for h in harms
    )


def _as_charged(scene: Scene, harm: Harm, accusations: list[Accusation]) -> list[Accusation]:
    """Return the accusations with the basis of the charge that the harm is told by: "arrested X for killing two"."""
    parsed, before = scene.parsed, harm.trigger.start - 1
    first, _ = parsed.bounds(harm.trigger.start)
    verb = find_charge(parsed, before, first) if parsed.tokens.lows[before] in ("of", "for", "with") else None
    if verb is None or harm.trigger.sense.form != "ing":
        return accusations
    basis = read_charge(scene, verb, first)
    return [replace(a, basis=basis) if a.basis == "reported_as_fact" else a for a in accusations]


def _says_only_what(accusation: Accusation) -> bool:
    """Whether a doer is only "rebels" or "fighters", who in a report that names groups are some group's."""
    bare = " " not in accusation.name and accusation.name.lower() not in _CROWDS
    return accusation.sort == "generic" and bare


_CROWDS = word_set("doers", "crowds")


def _answers_suspect(scene: Scene, accusation: Accusation, harms: list[Harm]) -> bool:
    """Whether a force is accused only of having harmed the one who did it: "X, the driver, was shot dead by police"."""
    if accusation.sort != "state" or not accusation.rule.startswith("agent-of"):
        return False
    names = {s.name.split()[-1] for s in scene.suspects if s.named}
    if not names:
        return False
    harm = next((h for h in harms if accusation.start <= h.trigger.start < accusation.end), None)
    first, _ = scene.parsed.bounds(accusation.start)
    words = scene.parsed.tokens.words
    if harm is None:
        return False
    if any(words[harm.trigger.start - k : harm.trigger.start - k + 1] == ["who"] for k in (2, 3)):
        return not names.isdisjoint(words[first : harm.trigger.start])
    return any(not names.isdisjoint(words[g.start : g.end]) for g in harm.victims)


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
