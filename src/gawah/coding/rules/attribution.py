"""Who is said to have done it, on what basis, and by whom: agents of clauses, blame, suspicion, convictions, claims."""

from dataclasses import dataclass

from gawah.coding.rules.harms import Harm
from gawah.coding.rules.people import is_person, named_person
from gawah.coding.rules.phrases import Group, Parsed, find_subject, read_groups_after
from gawah.coding.rules.speech import Speech, speaker_at
from gawah.coding.rules.triggers import Trigger
from gawah.gazetteer.actors import ActorMention
from gawah.gazetteer.speakers import speaker_role

_SUSPICION = frozenset(
    "suspected alleged allegedly suspect suspects reportedly believed presumed presumably apparently possibly probably thought "
    "appears appeared likely suspecting".split()
)
_BLAME = frozenset("blamed blame blames blaming accused accuse accuses accusing attributed".split())
_SUSPECT = frozenset("suspect suspects suspected suspecting".split())
_CARRIED_OUT = frozenset(
    "carried perpetrated orchestrated masterminded staged planned conducted launched executed claimed committed".split()
)
_AUTHORITIES = frozenset(["government", "police_or_military", "court"])
_CONVICTED = frozenset("convicted guilty sentenced".split())
_CHARGED = frozenset("charged indicted arraigned trial".split())


@dataclass(frozen=True, slots=True)
class Accusation:
    """Someone is named as a doer: the actor or the words for one, the basis, and the words [start, end) that say so."""

    name: str
    actor_id: str | None
    kind: str
    parent: str | None
    basis: str
    start: int
    end: int
    sentence: int
    speech: Speech | None
    rule: str
    named: bool


class ActorIndex:
    """The actor mentions of a text by word."""

    def __init__(self, parsed: Parsed, mentions: list[ActorMention]) -> None:
        self.parsed = parsed
        self.spans = [(parsed.tokens.number_at(m.start), parsed.tokens.number_at(m.end - 1) + 1, m) for m in mentions]

    def within(self, start: int, end: int) -> list[tuple[int, int, ActorMention]]:
        """Return the mentions that overlap the words [start, end)."""
        return [span for span in self.spans if span[0] < end and start < span[1]]

    def best(self, start: int, end: int) -> ActorMention | None:
        """Return the mention that names the phrase [start, end) best: a named group before state forces before "gunmen"."""
        found = self.within(start, end)
        order = {"named": 0, "state": 1, "generic": 2}
        return min(found, key=lambda s: (order[s[2].sort], -(s[1] - s[0])))[2] if found else None


def find_accusations(
    parsed: Parsed,
    actors: ActorIndex,
    harms: list[Harm],
    triggers: list[Trigger],
    sentences: list[int],
    speeches: list[Speech],
) -> list[Accusation]:
    """Return who is named as a doer in the sentences (by number), in the order of the text."""
    found: list[Accusation] = []
    for harm in harms:
        if harm.real:
            found += _accuse_groups(parsed, actors, harm.agents, harm.trigger, speeches, f"agent-of-{harm.rule}")
    for trigger in triggers:
        found += _accuse_by_trigger(parsed, actors, trigger, speeches)
    for number in sentences:
        found += _accuse_by_blame(parsed, actors, number, speeches)
    return sorted(found, key=lambda a: (a.start, a.end))


def _accuse_groups(
    parsed: Parsed,
    actors: ActorIndex,
    groups: tuple[Group, ...] | list[Group],
    trigger: Trigger,
    speeches: list[Speech],
    rule: str,
) -> list[Accusation]:
    return [a for g in groups if (a := _accuse(parsed, actors, g, trigger.start, trigger.end, speeches, rule))]


def _accuse(
    parsed: Parsed, actors: ActorIndex, group: Group, start: int, end: int, speeches: list[Speech], rule: str
) -> Accusation | None:
    """Return the accusation of the actor that `group` names, told by the words from it to [start, end)."""
    if group.negative or group.head < 0:
        return None
    speech = speaker_at(speeches, start)
    mention = _resolve_pronoun(parsed, actors, group, speech) if group.pronoun else actors.best(group.start, group.end)
    if group.pronoun and mention is None:
        return None
    basis = _read_basis(parsed, group, start, speech)
    begin, finish = min(group.start, start), max(group.end, end)
    sentence = parsed.tokens.sentence_at(start)
    if mention is not None:
        named = mention.sort != "generic"
        name = mention.name if named else parsed.words(group.start, group.end)
        if not named and basis == "reported_as_fact" and mention.kind == "unknown":
            basis = "unknown"
        return Accusation(
            name, mention.actor_id, mention.kind, mention.parent, basis, begin, finish, sentence, speech, rule, named
        )
    if named_person(parsed, group):
        name = named_person(parsed, group) or ""
        return Accusation(name, None, "individual", None, basis, begin, finish, sentence, speech, rule, True)
    if is_person(parsed, group):
        name = parsed.words(group.start, group.end)
        return Accusation(name, None, "unknown", None, "unknown", begin, finish, sentence, speech, rule, False)
    return None


def _resolve_pronoun(parsed: Parsed, actors: ActorIndex, group: Group, speech: Speech | None) -> ActorMention | None:
    """Return whom "we" (the speaker), "they" or "it" (the armed actor named last in this sentence or the one before) means."""
    low = parsed.tokens.lows[group.head]
    if low == "we":
        return actors.best(speech.speaker_start, speech.speaker_end) if speech else None
    number = parsed.tokens.sentence_at(group.start)
    begin = parsed.tokens.sentences[max(0, number - 1)][0]
    before = [m for start, _, m in actors.within(begin, group.start) if m.sort != "state" and start < group.start]
    return before[-1] if before and low in ("they", "it") else None


def _read_basis(parsed: Parsed, group: Group, verb: int, speech: Speech | None) -> str:
    """Return the basis on which the clause lays the act to the group."""
    lows = parsed.tokens.lows
    first, last = parsed.bounds(verb)
    near = range(max(first, min(group.start, verb) - 3), min(last, max(group.end, verb) + 1))
    if any(lows[n] in _CONVICTED for n in near):
        return "convicted"
    if any(lows[n] in _SUSPICION for n in near):
        return "suspected"
    if speech is None or speech.role == "media":
        return "reported_as_fact"
    if speech.role in _AUTHORITIES:
        return "accused_by_authorities"
    if speech.role == "party_to_conflict":
        return "claimed" if _speaks_for(parsed, group, speech) else "accused_by_others"
    return "accused_by_others"


def _speaks_for(parsed: Parsed, group: Group, speech: Speech) -> bool:
    words = set(parsed.tokens.lows[group.start : group.end]) - {"the", "of"}
    return bool(words & set(speech.speaker.lower().split()))


def _accuse_by_trigger(
    parsed: Parsed, actors: ActorIndex, trigger: Trigger, speeches: list[Speech]
) -> list[Accusation]:
    """Read the subject of "opened fire", the "by …" after "an attack", the group in "a PKK car bombing"."""
    sense = trigger.sense
    first, last = parsed.bounds(trigger.start)
    if sense.frame == "act" and sense.role in ("doer", "both") and parsed.tags[trigger.start] == "V":
        return _accuse_doers(parsed, actors, trigger, first, last, speeches)
    if sense.frame == "event" or (sense.frame == "mark" and sense.weapon and sense.weapon[0] != "firearm"):
        return _accuse_event_noun(parsed, actors, trigger, first, last, speeches)
    return []


def _accuse_doers(
    parsed: Parsed, actors: ActorIndex, trigger: Trigger, first: int, last: int, speeches: list[Speech]
) -> list[Accusation]:
    lows = parsed.tokens.lows
    n = trigger.start - 1
    while n >= first and parsed.tags[n] in "A-":
        n -= 1
    passive = n >= first and lows[n] in ("was", "were", "been", "being", "is", "are", "be")
    if passive or (trigger.end < last and lows[trigger.end] == "by"):
        groups = _groups_after_by(parsed, trigger.end, last)
    else:
        groups = find_subject(parsed, trigger.start, first)
    return _accuse_groups(parsed, actors, groups, trigger, speeches, "doer")


def _groups_after_by(parsed: Parsed, start: int, last: int) -> list[Group]:
    for n in range(start, min(last, start + 12)):
        if parsed.tokens.lows[n] == "by":
            return read_groups_after(parsed, n + 1, last)[:3]
        if parsed.tags[n] in "S":
            break
    return []


def _accuse_event_noun(
    parsed: Parsed, actors: ActorIndex, trigger: Trigger, first: int, last: int, speeches: list[Speech]
) -> list[Accusation]:
    found: list[Accusation] = []
    for start, end, mention in actors.within(trigger.start - 3, trigger.start):
        if (
            mention.sort == "named"
            and end <= trigger.start
            and all(parsed.tags[n] in "WN" for n in range(end, trigger.start))
        ):
            group = Group(start, end, end - 1)
            accusation = _accuse(parsed, actors, group, trigger.start, trigger.end, speeches, "modifier")
            found += [accusation] if accusation else []
    for n in range(trigger.end, min(last, trigger.end + 10)):
        if parsed.tokens.lows[n] in ("by", "between", "with"):
            if parsed.tokens.lows[n] != "by" and not any(t in ("battle",) for t, _ in trigger.sense.types):
                break
            groups = [g for g in read_groups_after(parsed, n + 1, last)[:3] if actors.best(g.start, g.end)]
            found += _accuse_groups(parsed, actors, groups, trigger, speeches, "by-noun")
            break
        if parsed.tags[n] in "VS," and parsed.tokens.lows[n] not in _CARRIED_OUT:
            break
    return found


def _accuse_by_blame(parsed: Parsed, actors: ActorIndex, number: int, speeches: list[Speech]) -> list[Accusation]:
    """Read "blamed on X", "police blamed X", "X was blamed", "suspect X", "carried out by X"."""
    first, last = parsed.tokens.sentences[number]
    lows, found = parsed.tokens.lows, []
    for n in range(first, last):
        if lows[n] in _CHARGES and parsed.tags[n] == "V":
            found += _read_charge(parsed, n, first, last, number)
        elif lows[n] in _DOERS and n + 1 < last:
            found += _read_named_doer(parsed, n, first, last, number)
        if lows[n] in _BLAME or (lows[n] in _SUSPECT and parsed.tags[n] == "V"):
            found += _read_blame(parsed, actors, n, first, last, number)
        elif lows[n] in _CARRIED_OUT and n + 1 < last and "by" in lows[n + 1 : n + 3]:
            groups = [g for g in _groups_after_by(parsed, n, last) if actors.best(g.start, g.end)]
            trigger_end = n + 1
            found += [
                a for g in groups if (a := _accuse(parsed, actors, g, n, trigger_end, speeches, "carried-out-by"))
            ]
    return found


_CHARGES = frozenset("charged indicted arraigned accused convicted sentenced guilty executed".split())
_DOERS = frozenset(
    "suspect suspects bomber bombers gunman attacker shooter perpetrator mastermind assailant killer".split()
)


def _read_charge(parsed: Parsed, n: int, first: int, last: int, number: int) -> list[Accusation]:
    """Read "X was charged with …", "indicted X and Y", "X was convicted": persons only."""
    lows = parsed.tokens.lows
    passive = any(w in ("was", "were", "been", "is", "are", "found") for w in lows[max(first, n - 3) : n])
    groups = find_subject(parsed, n, first) if passive else read_groups_after(parsed, n + 1, last)
    basis = "convicted" if lows[n] in ("convicted", "sentenced", "guilty", "executed") else "accused_by_authorities"
    return [a for g in groups[:6] if (a := _name_individual(parsed, g, n, number, basis, "charged"))]


def _read_named_doer(parsed: Parsed, n: int, first: int, last: int, number: int) -> list[Accusation]:
    """Read "bombing suspect X", "the gunman, X,"."""
    at = n + 1 + (parsed.tokens.words[n + 1] == ",")
    groups = read_groups_after(parsed, at, last)[:2] if at < last else []
    basis = "accused_by_authorities" if parsed.tokens.lows[n].startswith("suspect") else "reported_as_fact"
    return [a for g in groups if (a := _name_individual(parsed, g, n, number, basis, "named-doer"))]


def _name_individual(parsed: Parsed, group: Group, n: int, number: int, basis: str, rule: str) -> Accusation | None:
    name = named_person(parsed, group)
    if name is None:
        return None
    begin, finish = min(group.start, n), max(group.end, n + 1)
    return Accusation(name, None, "individual", None, basis, begin, finish, number, None, rule, True)


def _read_blame(parsed: Parsed, actors: ActorIndex, n: int, first: int, last: int, number: int) -> list[Accusation]:
    lows = parsed.tokens.lows
    passive = lows[n - 1] in ("was", "were", "been", "is", "are", "being", "be") if n > first else False
    accuser = find_subject(parsed, n, first)
    after = n + 1 + (n + 1 < last and lows[n + 1] in ("on", "to"))
    on = after > n + 1
    accused = accuser if passive and not on else read_groups_after(parsed, after, last)[:2]
    basis = "suspected" if lows[n] in _SUSPECT else "accused_by_others"
    if not passive and accuser:
        role = speaker_role(parsed.words(accuser[0].start, accuser[-1].end))
        if role in _AUTHORITIES and lows[n] in _BLAME:
            basis = "accused_by_authorities"
    found = []
    for group in accused:
        mention = actors.best(group.start, group.end)
        if mention and mention.sort != "generic":
            begin, finish = min(n, group.start), max(n + 1, group.end)
            found.append(
                Accusation(
                    mention.name,
                    mention.actor_id,
                    mention.kind,
                    mention.parent,
                    basis,
                    begin,
                    finish,
                    number,
                    None,
                    "blame",
                    True,
                )
            )
    return found
