"""Who is said to have done it, on what basis, by whom: doers of clauses, sides of a clash, blame, belief, suspects."""

import re
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise

from gawah.coding.rules.doers import ActorIndex, Doer, Sort, name_doer
from gawah.coding.rules.harms import Harm
from gawah.coding.rules.lexicon import load_lexicon, word_set
from gawah.coding.rules.people import describe
from gawah.coding.rules.phrases import Group, Parsed, find_subject, read_group, read_groups_after
from gawah.coding.rules.speech import Speech, speaker_at
from gawah.coding.rules.suspects import Suspect, is_spoken_of, suspects_meant
from gawah.coding.rules.ties import Tie, read_tie
from gawah.coding.rules.triggers import Trigger
from gawah.gazetteer.actors import ActorMention, same_actor
from gawah.gazetteer.communities import communities
from gawah.gazetteer.places import country_of
from gawah.gazetteer.speakers import speaker_role

_SUSPICION = word_set("attribution", "suspicion")
_AUTHORITIES = frozenset(["government", "police_or_military", "court"])
_NOBODY_IN_PARTICULAR = word_set("attribution", "nobody_in_particular")
_BLAME = word_set("attribution", "blame")
_SUSPECT = frozenset("suspect suspects suspected suspecting".split())
_BE = frozenset("was were been is are being be".split())
_CARRIED_OUT = word_set("attribution", "carried_out")
_STATE_TYPES = word_set("attribution", "state_types")
_ASSAILANTS = word_set("attribution", "assailants")
_ATTACKERS = _ASSAILANTS | word_set("attribution", "fighters")
_CLASHES = word_set("attribution", "clashes")
_BORE = word_set("attribution", "bore")
_OWN_BOMB = word_set("attribution", "own_bomb")
_RETOLD = ("agent", "doer", "by-noun", "modifier", "side", "named-doer")
"""Rules of clauses, which tell of the act; the others tell of someone's belief."""


@dataclass(frozen=True, slots=True)
class Accusation:
    """Someone is named as a doer: the actor or the words for one, the basis, and the words [start, end) that say so."""

    name: str
    actor_id: str | None
    kind: str
    parent: str | None
    sort: Sort
    basis: str
    start: int
    end: int
    sentence: int
    speech: Speech | None
    rule: str
    against: str = ""
    """"assailants" or "fighters" where those harmed are such, so that a force may only have answered them."""
    acts: frozenset[str] = frozenset()
    """The incident types that the word of violence speaks for, where it speaks for any."""
    named_at: tuple[int, int] | None = None
    """The words before that name the doer, where here only "they" or "the militants" stands."""


@dataclass(frozen=True, slots=True)
class _Scene:
    """What every reader of accusations looks at."""

    parsed: Parsed
    actors: ActorIndex
    speeches: list[Speech]
    suspects: list[Suspect]


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
    scene = _Scene(parsed, actors, speeches, suspects)
    found: list[Accusation] = []
    for harm in harms:
        if harm.real and not is_unreal(parsed, harm.trigger.start):
            found += _accuse_by_harm(scene, harm)
    for trigger in triggers:
        if not is_unreal(parsed, trigger.start):
            acts = frozenset(name for name, _ in trigger.sense.types)
            found += [replace(a, acts=acts) for a in _accuse_by_trigger(scene, trigger)]
    for number in sentences:
        found += _accuse_by_launch(scene, number)
        found += _accuse_by_belief(scene, number)
        if tied := _accuse_by_ties(scene, number):
            found = [a for a in found if not any(a.rule == "blame" and _tells_same(a, t) for t in tied)]
            found += [t for t in tied if not any(_tells_same(a, t) for a in found)]
    found += [_accuse_suspect(s) for s in scene.suspects if is_spoken_of(parsed, s, sentences)]
    harmed = {
        w for h in harms if h.real and not _read_against(parsed, h) for g in h.victims for w in _names_in(parsed, g)
    }
    found = [a for a in found if not _is_disbelieved(parsed, a.start) and not _is_elsewhere(parsed, a)]
    found = [a for a in found if a.sort != "person" or a.rule not in _BELIEVED or not harmed.issuperset(a.name.split())]
    return sorted(found, key=lambda a: (a.start, a.end))


# --- acts that were not done, or were done often ----------------------------------------------------------------------

_UNREAL = word_set("attribution", "unreal")
_UNREAL_TO = word_set("attribution", "unreal_to")
_SPAN_OF_TIME = (
    r"(?:over|through|throughout|in|for|during|within) (?:the )?(?:past |recent |last )?(?:few |several |many )?"
    r"(?:years|decades|months)"
)
_OFTEN = re.compile(
    rf" (?:{_SPAN_OF_TIME}|(?:earlier|previously) in the (?:conflict|war|year|campaign)"
    r"|routinely|regularly|frequently|habitually|often|repeatedly) "
)
_RECORD = re.compile(r" (?:worst|deadliest|bloodiest|largest|biggest|first|most|latest|\w+iest) ")


_BELIEVED = frozenset("blame behind responsible involved work-of".split())
"""Rules of belief, which never mean one of those harmed."""


def _names_in(parsed: Parsed, group: Group) -> list[str]:
    return [w for w in parsed.tokens.words[group.start : group.end] if w[0].isupper()]


def _is_disbelieved(parsed: Parsed, word: int) -> bool:
    """Whether "do not believe that" or "ruled out that" stands before the words that begin at `word`."""
    lows = parsed.tokens.lows[max(parsed.bounds(word)[0], word - 6) : word]
    denied = any(low in ("not", "never", "nobody") or low.endswith("n't") for low in lows)
    if not _DISBELIEF.isdisjoint(lows) and {"no", "little"}.isdisjoint(lows):
        return True
    return (denied and not _BELIEFS.isdisjoint(lows)) or " ruled out " in " ".join(["", *lows, ""])


def _is_elsewhere(parsed: Parsed, accusation: Accusation) -> bool:
    """Whether a later sentence begins another story: "Meanwhile, police arrested the suspect X"."""
    first, _ = parsed.bounds(accusation.start)
    return (
        first > 0
        and parsed.tokens.lows[first] in _ANOTHER_STORY
        and accusation.rule in ("charged", "named-doer", "brother")
    )


_ANOTHER_STORY = frozenset("meanwhile separately elsewhere".split())
_BELIEFS = frozenset("believe think suspect say claim".split())


def is_unreal(parsed: Parsed, word: int) -> bool:
    """Whether the act at `word` was only feared, planned or foiled, or is told as what someone does again and again.

    "possible attacks by X", "X was planning to bomb", "through the years, X have killed many".
    """
    lows, (first, last) = parsed.tokens.lows, parsed.bounds(word)
    start = next((n + 1 for n in range(word - 1, max(first, word - 6) - 1, -1) if parsed.tags[n] in ",S"), first)
    before = lows[max(start, word - 5) : word]
    if (
        _UNREAL & set(before[-3:])
        or {"will", "would"} & set(before[-2:])
        or any(a in _UNREAL_TO and b in ("to", "of", "for") for a, b in pairwise(before))
    ):
        return True
    have = {"have", "has", "had"} & set(before[-3:]) or lows[word].endswith("s")
    return bool(have) and _is_told_of_years(lows[first:last])


def _is_told_of_years(lows: list[str]) -> bool:
    """Whether a sentence tells of what went on for years; "the worst attack in years" is one attack."""
    text = " ".join(["", *lows, ""])
    return _OFTEN.search(text) is not None and _RECORD.search(text) is None


_DISBELIEF = frozenset("doubt doubts doubted doubtful disproved baseless unlikely".split())


# --- clauses ----------------------------------------------------------------------------------------------------------


def _accuse_by_harm(scene: _Scene, harm: Harm) -> list[Accusation]:
    found = _accuse_groups(scene, harm.agents, harm.trigger.start, harm.trigger.end, f"agent-of-{harm.rule}")
    found = found or _accuse_announcer(scene, harm)
    against = _read_against(scene.parsed, harm)
    found = [replace(a, against=against) for a in found]
    return found if any(a.sort != "state" for a in found) else [*found, *_accuse_fallen(scene, harm, bool(found))]


def _accuse_announcer(scene: _Scene, harm: Harm) -> list[Accusation]:
    """Read "the army said that an offensive had killed nine": a force that speaks of an operation speaks of its own."""
    heads = {scene.parsed.tokens.lows[g.head] for g in harm.agents if g.head >= 0}
    speech = speaker_at(scene.speeches, harm.trigger.start) if not _OPERATIONS.isdisjoint(heads) else None
    mention = scene.actors.best(speech.speaker_start, speech.speaker_end) if speech else None
    if speech is None or mention is None or mention.sort == "generic" or mention.group == "police":
        return []
    name, basis = scene.actors.name(mention), "announced_own_operation" if mention.sort == "state" else "claimed"
    start, end = speech.speaker_start, harm.trigger.end
    sentence = scene.parsed.tokens.sentence_at(start)
    return [
        Accusation(
            name, mention.actor_id, mention.kind, mention.parent, mention.sort, basis, start, end, sentence, speech,
            "announced",
        )
    ]  # fmt: skip


_OPERATIONS = frozenset("offensive operation operations raid raids strike strikes airstrike airstrikes".split())


def _read_against(parsed: Parsed, harm: Harm) -> str:
    """Return as what those harmed fought; who is "shot dead by police" after his own act was an assailant."""
    victims, at = harm.victims, harm.trigger.start
    if parsed.tokens.lows[max(0, at - 2) : at] in (["before", "being"], ["after", "being"]):
        return "assailants"
    words = {low for g in victims for low in parsed.tokens.lows[g.start : g.end]}
    return "assailants" if _ASSAILANTS & words else "fighters" if _ATTACKERS & words else ""


def _accuse_fallen(scene: _Scene, harm: Harm, by_force: bool) -> list[Accusation]:
    """Read "20 rebels and 27 fighters of X are killed in a battle", "two X militants were shot in an encounter", "X
    cadres were killed while planting a bomb": those who fell had fought, or had brought the bomb."""
    parsed, at = scene.parsed, harm.trigger
    first, last = parsed.bounds(at.start)
    behind = parsed.tokens.lows[at.end : min(last, at.end + 8)]
    fought = not _CLASHES.isdisjoint(behind) and _FEIGNED.isdisjoint(behind)
    bore = " ".join(behind).startswith(("while ", "when ")) and not _BORE.isdisjoint(behind)
    bore = bore or not _OWN_BOMB.isdisjoint(behind)
    fought = fought or _is_in_which(parsed, harm, first)
    by_force = by_force or "operation" in behind
    if not (fought or bore or (by_force and _FEIGNED.isdisjoint(parsed.tokens.lows[first:last]))):
        return []
    rule = "side" if fought else "bearer" if bore else "fallen"
    sides = _accuse_groups(scene, harm.victims, at.start, at.end, rule)
    return [a for a in sides if a.sort == "named" and a.kind == "armed_group"]


def _is_in_which(parsed: Parsed, harm: Harm, first: int) -> bool:
    """Whether the fallen stand behind "an encounter … in which"."""
    begin = min((g.start for g in harm.victims), default=harm.trigger.start)
    lows = parsed.tokens.lows
    clash = lows[max(first, begin - 14) : begin]
    return lows[max(first, begin - 2) : begin] == ["in", "which"] and not _CLASHES.isdisjoint(clash)


def _accuse_groups(
    scene: _Scene, groups: tuple[Group, ...] | list[Group], start: int, end: int, rule: str
) -> list[Accusation]:
    return [a for g in groups for a in _accuse(scene, g, start, end, rule)]


def _accuse(scene: _Scene, group: Group, start: int, end: int, rule: str) -> list[Accusation]:
    """Return the accusations of those whom `group` names, told by the words from it to [start, end)."""
    if owned := _read_owned(scene, group, start):
        return [_accuse_of_act(scene, owned, group, start, end, rule)]
    meant = suspects_meant(scene.parsed, group, scene.suspects)
    if meant:
        return [_accuse_of_act(scene, _as_doer(s, group), group, start, end, rule) for s in meant]
    again = group.definite and "same" in scene.parsed.tokens.lows[max(0, group.start - 1) : group.end]
    doer = (again or group.pronoun) and _resolve_pronoun(scene, group, start)
    doer = doer if doer or group.pronoun else name_doer(scene.parsed, scene.actors, group)
    if doer and doer.sort == "generic":
        if _is_told_before(scene.parsed, group):
            return []
        doer = _resolve_fighters(scene, group, doer) or doer
    return [_accuse_of_act(scene, doer, group, start, end, rule)] if doer else []


def _is_told_before(parsed: Parsed, group: Group) -> bool:
    """Whether people without a name were told of before by other words: "one of the attackers"."""
    lows = parsed.tokens.lows[group.start : group.end]
    return lows[:3] == ["one", "of", "the"] or "suspects" in lows


def _read_owned(scene: _Scene, group: Group, verb: int) -> Doer | None:
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


def _accuse_of_act(scene: _Scene, doer: Doer, group: Group, start: int, end: int, rule: str) -> Accusation:
    speech = speaker_at(scene.speeches, start)
    begin, finish = min(group.start, start), max(doer.end, end)
    basis = "suspected" if doer.doubted else _read_basis(scene.parsed, group, start, speech)
    if doer.sort == "generic" and (_is_unidentified(doer) or (basis == "reported_as_fact" and doer.kind == "unknown")):
        basis = "unknown"
    sentence = scene.parsed.tokens.sentence_at(start)
    return Accusation(
        doer.name, doer.actor_id, doer.kind, doer.parent, doer.sort, basis, begin, finish, sentence, speech, rule,
        named_at=doer.named_at,
    )  # fmt: skip


def _is_unidentified(doer: Doer) -> bool:
    return any(w in ("unidentified", "unknown", "unnamed") for w in doer.name.lower().split())


def _resolve_pronoun(scene: _Scene, group: Group, verb: int) -> Doer | None:
    """Return whom "we" (the speaker), "they" or "it" (the armed actor named last, here or a sentence before) means."""
    parsed, low = scene.parsed, scene.parsed.tokens.lows[group.head]
    if low == "we":
        speech = speaker_at(scene.speeches, verb)
        mention = scene.actors.best(speech.speaker_start, speech.speaker_end) if speech else None
    else:
        begin = parsed.tokens.sentences[max(0, parsed.tokens.sentence_at(group.start) - 1)][0]
        before = [
            m
            for start, _, m in scene.actors.within(begin, group.start)
            if m.sort != "state" and m.kind not in ("political_group", "communal_group") and start < group.start
        ]
        named = [m for m in before if m.sort == "named"]
        several = [m for m in before if m.sort == "named" or _is_plural(m.surface)]
        fitting = {"they": several, "it": named}.get(low, [] if group.pronoun else named)
        mention = fitting[-1] if fitting else None
    if mention is None:
        return None
    sort: Sort = mention.sort
    name = scene.actors.name(mention)
    at = _words_of(parsed, mention)
    return Doer(name, mention.actor_id, mention.kind, mention.parent, sort, group.start, group.end, named_at=at)


def _words_of(parsed: Parsed, mention: ActorMention) -> tuple[int, int]:
    """Return the words of a mention with those of its phrase before it: "a group of seven X militants"."""
    start, end = parsed.tokens.number_at(mention.start), parsed.tokens.number_at(mention.end - 1) + 1
    first, _ = parsed.bounds(start)
    begin = start
    while (
        begin > first
        and start - begin < _PHRASE
        and (parsed.tags[begin - 1] in "WDN" or parsed.tokens.lows[begin - 1] == "of")
    ):
        begin -= 1
    return begin, end


_PHRASE = 6
"""Words before a name that its phrase may begin with."""


def _resolve_fighters(scene: _Scene, group: Group, doer: Doer) -> Doer | None:
    """Return the group that "the militants" are of: the only one named before, by that very noun: "X militants"."""
    lows = scene.parsed.tokens.lows
    if lows[group.start] != "the" or group.end - group.start != 2 or lows[group.head] not in _FIGHTERS:
        return None
    begin = max(0, group.start - _FAR)
    before = [s for s in scene.actors.within(begin, group.start) if s[2].sort == "named" and s[2].kind == "armed_group"]
    actors = {m.actor_id or scene.actors.name(m) for _, _, m in before}
    of_them = any(lows[group.head] in lows[max(0, start - 9) : end] for start, end, _ in before)
    if len(actors) != 1 or not of_them:
        return None
    mention = before[-1][2]
    name = scene.actors.name(mention)
    at = _words_of(scene.parsed, mention)
    return replace(
        doer, name=name, actor_id=mention.actor_id, kind=mention.kind, parent=mention.parent, sort="named", named_at=at
    )


_FIGHTERS = word_set("attribution", "fighters")
_FAR = 300
"""Words before "the militants" in which it is looked for whose they are."""


def _is_plural(words: str) -> bool:
    return words.lower().endswith(("s", "men", "people", "youth", "mob", "gang", "group"))


def _read_basis(parsed: Parsed, group: Group, verb: int, speech: Speech | None) -> str:
    """Return the basis on which the clause lays the act to the group."""
    lows = parsed.tokens.lows
    first, last = parsed.bounds(verb)
    start = max(first, min(group.start, verb) - 3)
    near = _without_asides(lows[start : min(last, max(group.end, verb) + 2)])
    before = lows[max(first, start - 5) : max(start, verb)]
    held = "to" in before and {"believed", "thought", "suspected"} & set(before)
    held = held or (
        "that" in before and {"believe", "believes", "think", "thinks", "suspect", "suspects"} & set(before)
    )
    if _SUSPICION & set(near) or held or _is_mooted(near):
        only_alleged = not held and not _is_mooted(near) and _SUSPICION & set(near) <= _ALLEGED
        if only_alleged and speech is not None and speech.role in _AUTHORITIES:
            return "accused_by_authorities"
        return "suspected"
    if speech is None or speech.role == "media" or _is_nobody(speech):
        return "reported_as_fact"
    if speech.role in _AUTHORITIES:
        return "announced_own_operation" if _speaks_for(parsed, group, speech) else "accused_by_authorities"
    if speech.role == "party_to_conflict" and _speaks_for(parsed, group, speech):
        return "claimed"
    return "accused_by_others"


_ALLEGED = frozenset("alleged allegedly".split())
"""What authorities allege they accuse of."""


def _without_asides(near: list[str]) -> list[str]:
    """Drop doubt about the harm alone, "…, reportedly killing sixty", and the last word, read for this only."""
    aside = ("reportedly", "allegedly")
    return [a for a, b in pairwise(near) if not (a in aside and b.endswith("ing"))]


def _is_mooted(near: list[str]) -> bool:
    return any(a in ("may", "might", "could") and b in ("be", "have") for a, b in pairwise(near))


def _is_nobody(speech: Speech) -> bool:
    """Whether the speaker is nobody in particular, as good as the narrator: "sources said"."""
    words = speech.speaker.lower().split()
    return speech.role == "unknown" and words[-1] in _NOBODY_IN_PARTICULAR and "local" not in words


def _speaks_for(parsed: Parsed, group: Group, speech: Speech) -> bool:
    if parsed.tokens.lows[group.head] == "we":
        return True
    words = set(parsed.tokens.lows[group.start : group.end]) - {"the", "of", "militants", "group", "its", "their", "a"}
    return bool(words & set(speech.speaker.lower().split()))


# --- words of violence ------------------------------------------------------------------------------------------------


def _accuse_by_trigger(scene: _Scene, trigger: Trigger) -> list[Accusation]:
    """Read the subject of "opened fire", the "by …" after "an attack", the group in "a PKK car bombing"."""
    sense = trigger.sense
    first, last = scene.parsed.bounds(trigger.start)
    battle = any(name == "battle" for name, _ in sense.types)
    if battle and (sides := _accuse_sides(scene, trigger, first, last)):
        return sides
    if sense.frame == "act" and sense.role in ("doer", "both") and _is_told(scene.parsed, trigger):
        return _accuse_doers(scene, trigger, first, last)
    if (
        sense.frame == "event"
        or (sense.weapon and sense.weapon[0] != "firearm")
        or scene.parsed.tags[trigger.start] == "W"
    ):
        return _accuse_event_noun(scene, trigger, first, last)
    return []


def _is_told(parsed: Parsed, trigger: Trigger) -> bool:
    """Whether a word of violence is a verb; phrases as "blew up" are, whatever their first word may be elsewhere."""
    told = parsed.tags[trigger.start] == "V" or trigger.sense.form == "phrase"
    return told or _verb_of(parsed, trigger) < trigger.start


def _verb_of(parsed: Parsed, trigger: Trigger) -> int:
    """Return the word whose subject did it: the word of violence or the "started" or "resorted to" before it."""
    lows, n = parsed.tokens.lows, trigger.start
    before = n - 2 if n > 1 and lows[n - 1] == "to" else n - 1
    return before if before >= 0 and lows[before] in _BEGUN and lows[n].endswith("ing") else n


_BEGUN = frozenset("started began start begin starts begins resorted continued kept".split())


def _accuse_sides(scene: _Scene, trigger: Trigger, first: int, last: int) -> list[Accusation]:
    """Read "clashes between X and Y", "an encounter with X", "X clashed with Y"; a force counts where named first."""
    lows = scene.parsed.tokens.lows
    at = next(
        (n for n in range(trigger.end, min(last, trigger.end + 8)) if lows[n] in ("between", "with", "against")), None
    )
    if at is None or (lows[at] == "against" and _CLASHES.isdisjoint(lows[trigger.start : trigger.end])):
        return _accuse_groups(scene, _fallen_in(scene, trigger, first), trigger.start, trigger.end, "side")
    groups = read_groups_after(scene.parsed, at + 1, last)[:2]
    if lows[at] != "between":
        before = find_subject(scene.parsed, trigger.start, first) if scene.parsed.tags[trigger.start] == "V" else []
        groups = [*before[:1], *groups[:1]] if before else [*_fallen_in(scene, trigger, first), *groups[:1]]
    found = []
    for number, group in enumerate(groups):
        for accusation in _accuse(scene, group, trigger.start, trigger.end, "side") or _accuse_people(
            scene, group, trigger
        ):
            if accusation.sort in ("named", "generic") or (number == 0 and len(groups) > 1):
                found.append(accusation)
    return found


_CALLED = frozenset("identified named belonging".split())


def _fallen_in(scene: _Scene, trigger: Trigger, first: int) -> list[Group]:
    """Return the named group whose men "were killed in an encounter", "died following an exchange of fire"."""
    parsed = scene.parsed
    before = parsed.tokens.lows[max(first, trigger.start - 4) : trigger.start]
    if _AMID.isdisjoint(before) or not _FEIGNED.isdisjoint(before):
        return []
    verbs = [n for n in range(max(first + 1, trigger.start - 20), trigger.start) if parsed.tags[n] == "V"]
    for start, end, mention in scene.actors.within(first, trigger.start):
        verb = next((v for v in verbs if v >= end and parsed.tokens.lows[v] not in _CALLED), None)
        if mention.sort == "named" and mention.kind == "armed_group" and verb and _fell(parsed, verb):
            return [Group(start, end, end - 1)]
    return []


_AMID = frozenset("in during following after".split())
_FEIGNED = frozenset("fake staged alleged so-called faked stage-managed".split())
"""An encounter that, so it is said, was a killing."""


def _fell(parsed: Parsed, verb: int) -> bool:
    lows = parsed.tokens.lows
    return lows[verb] == "died" or (lows[verb] in _FALLEN and not _BE.isdisjoint(lows[max(0, verb - 2) : verb]))


_FALLEN = frozenset("killed shot injured wounded gunned neutralised neutralized slain eliminated".split())


def _accuse_people(scene: _Scene, group: Group, trigger: Trigger) -> list[Accusation]:
    """Return a community named as a side: "Palestinians", "Kuki villagers"."""
    parsed = scene.parsed
    known = [n for n in range(group.start, group.end) if parsed.tokens.lows[n].removesuffix("s") in _peoples()]
    if group.pronoun or not known:
        return []
    name = parsed.words(known[0], group.end)
    doer = Doer(name, None, "communal_group", None, "generic", group.start, group.end)
    return [_accuse_of_act(scene, doer, group, trigger.start, trigger.end, "side")]


@cache
def _peoples() -> frozenset[str]:
    return frozenset(w.removesuffix("s") for w in communities()) | {"palestinian"}


def _accuse_doers(scene: _Scene, trigger: Trigger, first: int, last: int) -> list[Accusation]:
    parsed, n = scene.parsed, trigger.start - 1
    while n >= first and parsed.tags[n] in "A-":
        n -= 1
    passive = n >= first and parsed.tokens.lows[n] in _BE
    if passive or (trigger.end < last and parsed.tokens.lows[trigger.end] == "by"):
        groups = _groups_after_by(parsed, trigger.end, last)
    else:
        groups = find_subject(parsed, _verb_of(parsed, trigger), first)
    found = _accuse_groups(scene, groups, trigger.start, trigger.end, "doer")
    if trigger.sense.weapon is None:  # a person may "attack" a minister's record; only arms make that violence
        found = [a for a in found if a.kind != "individual"]
    return found or ([] if passive else _accuse_opening(scene, trigger.start, trigger.end, first))


def _accuse_opening(scene: _Scene, start: int, end: int, first: int) -> list[Accusation]:
    """Read the sentence's first phrase as the doer where dates and insertions part it from its verb."""
    parsed = scene.parsed
    group = read_group(parsed, first, start)
    if group is None or parsed.tags[first] in "PR" or not scene.actors.within(group.start, group.end):
        return []
    between = range(group.end, start)
    if any(parsed.tags[n] in "SXM" or (parsed.tags[n] == "V" and not _is_tie(parsed, n)) for n in between):
        return []
    return _accuse(scene, group, start, end, "doer")


def _is_tie(parsed: Parsed, n: int) -> bool:
    return parsed.tokens.lows[n].endswith("ing") or parsed.tokens.lows[n] in (
        "belonging",
        "including",
        "affiliated",
        "allied",
        "linked",
        "loyal",
        "led",
        "armed",
    )


def _groups_after_by(parsed: Parsed, start: int, last: int) -> list[Group]:
    for n in range(start, min(last, start + 12)):
        if parsed.tokens.lows[n] == "by":
            return read_groups_after(parsed, n + 1, last)[:3]
        if parsed.tags[n] in "S":
            break
    return []


def _accuse_event_noun(scene: _Scene, trigger: Trigger, first: int, last: int) -> list[Accusation]:
    return _accuse_modifier(scene, trigger, first) + _accuse_after_noun(scene, trigger, last)


def _accuse_modifier(scene: _Scene, trigger: Trigger, first: int) -> list[Accusation]:
    """Read the group right before "car bombing", the force before "air raids"."""
    parsed = scene.parsed
    for start, end, mention in scene.actors.within(max(first, trigger.start - 3), trigger.start + 1):
        between = range(end, trigger.start)
        state = mention.sort == "state" or mention.kind == "state_forces"
        unsure = mention.sort == "generic" or mention.group == "by_context"  # "the Grand Hotel bombing": its target
        if start >= trigger.start or unsure or not all(parsed.tags[n] in "WN(),-" for n in between):
            continue
        if state and not any(name in ("airstrike", "shelling") for name, _ in trigger.sense.types):
            continue
        if start > first and parsed.tokens.lows[start - 1] in ("on", "against", "at", "of", "anti", "targeting"):
            continue
        group = Group(start, end, end - 1)
        return _accuse(scene, group, trigger.start, max(trigger.end, end), "modifier")
    return []


def _accuse_after_noun(scene: _Scene, trigger: Trigger, last: int) -> list[Accusation]:
    """Read "an attack by X", "fire from X"."""
    parsed = scene.parsed
    for n in range(trigger.end, min(last, trigger.end + 10)):
        low = parsed.tokens.lows[n]
        if low == "by" or (low == "from" and n == trigger.end):
            groups = [g for g in read_groups_after(parsed, n + 1, last)[:3] if scene.actors.best(g.start, g.end)]
            found = _accuse_groups(scene, groups, trigger.start, trigger.end, "by-noun")
            return [replace(a, against=_read_fallen_before(parsed, trigger)) for a in found]
        if (parsed.tags[n] in "VS," and low not in _CARRIED_OUT) or low in ("between", "with"):
            return []
    return []


def _read_fallen_before(parsed: Parsed, trigger: Trigger) -> str:
    """Return "assailants" where the attacker fell himself: "the alleged killer, X, shot dead by police"."""
    first, _ = parsed.bounds(trigger.start)
    before = parsed.tokens.lows[max(first, trigger.start - 8) : trigger.start]
    return "assailants" if trigger.sense.frame == "harm" and not _ASSAILANTS.isdisjoint(before) else ""


_LAUNCH = word_set("attribution", "launch")
_LAUNCHED = word_set("attribution", "launched")
_AIR_RAIDS = word_set("attribution", "air_raids")

_LAUNCH_CUES = _LAUNCH | _AIR_RAIDS


def _accuse_by_launch(scene: _Scene, number: int) -> list[Accusation]:
    """Read "X launch coordinated attacks", "X has used barrel bombs", "X air-raids": subjects and owners of attacks."""
    first, last = scene.parsed.tokens.sentences[number]
    lows, found = scene.parsed.tokens.lows, []
    if _LAUNCH_CUES.isdisjoint(lows[first:last]):
        return []
    for n in range(first + 1, last):
        if lows[n] in _LAUNCH and lows[n - 1] not in _BE and _LAUNCHED & set(lows[n + 1 : min(last, n + 5)]):
            if lows[n - 1] not in ("to", "being") and scene.parsed.tags[n - 1] != "M":
                launched = _accuse_groups(scene, find_subject(scene.parsed, n, first), n, n + 1, "doer-of-attack")
                found += launched or _accuse_opening(scene, n, n + 1, first)
        elif lows[n] in _AIR_RAIDS:
            owners = [s for s in scene.actors.within(max(first, n - 1), n) if s[2].sort != "generic" and s[1] == n]
            groups = [Group(s[0], s[1], s[1] - 1) for s in owners]
            found += _accuse_groups(scene, groups, n, n + 1, "modifier")
    return found


# --- blame and belief -------------------------------------------------------------------------------------------------

_PREDICATES = frozenset(["behind", "responsible", "involved"])
_TIES = frozenset(["belonged", "affiliated", "linked"])
_BELIEF_CUES = _BLAME | _SUSPECT | _CARRIED_OUT | _PREDICATES | _TIES | frozenset(["work", "handiwork"])


def _accuse_by_belief(scene: _Scene, number: int) -> list[Accusation]:
    """Read "blamed on X", "police suspect X", "carried out by X", "X was behind it", "the work of X"."""
    first, last = scene.parsed.tokens.sentences[number]
    lows, found = scene.parsed.tokens.lows, []
    if _BELIEF_CUES.isdisjoint(lows[first:last]) or _is_told_of_years(lows[first:last]):
        return []
    for n in range(first, last):
        if not _DISBELIEF.isdisjoint(lows[max(first, n - 8) : n]):
            continue
        if lows[n] in _BLAME or (lows[n] in _SUSPECT and _is_verb(scene.parsed, n, first)):
            found += _read_blame(scene, n, first, last)
        elif lows[n] in _CARRIED_OUT and n + 1 < last and "by" in lows[n + 1 : n + 3]:
            groups = [g for g in _groups_after_by(scene.parsed, n, last) if scene.actors.best(g.start, g.end)]
            done = _accuse_groups(scene, groups, n, n + 1, "carried-out-by")
            policing = _ACTS.isdisjoint(lows[first:n]) and not _POLICING.isdisjoint(lows[max(first, n - 8) : n])
            found += [a for a in done if a.sort != "state" or not policing]
        elif lows[n] in ("work", "handiwork") and lows[n + 1 : n + 2] == ["of"]:
            found += _accuse_firmly(scene, read_groups_after(scene.parsed, n + 2, last)[:2], n, "work-of")
        elif lows[n] in _PREDICATES and n > first:
            found += _read_predicate(scene, n, first, last)
        elif lows[n] in _TIES:
            found += _read_ties(scene, n, first, last)
    return found


_POLICING = frozenset("operation operations search searches raid raids cordon drive exercise patrol patrolling".split())
"""What forces launch and carry out that is no attack."""


def _is_verb(parsed: Parsed, n: int, first: int) -> bool:
    """Whether "suspect" is what the authorities do, "police suspect X", and not "of suspected rebels"."""
    beside = n + 1 < len(parsed.tags) and parsed.tags[n + 1] == "W"
    if parsed.tokens.lows[n] == "suspected" and beside and (n == first or parsed.tags[n - 1] in "PDSCN,"):
        return False
    return parsed.tags[n] == "V" or (
        n > first and parsed.tokens.lows[n] == "suspect" and parsed.tokens.lows[n - 1] in _SUSPECTING
    )


_SUSPECTING = frozenset("police authorities officials investigators prosecutors detectives they we also".split())


def _accuse_firmly(scene: _Scene, groups: list[Group], n: int, rule: str) -> list[Accusation]:
    """Accuse those named only, never "militants" or "someone"."""
    return [a for g in groups for a in _accuse(scene, g, n, n + 1, rule) if a.sort in ("named", "person", "state")]


_ACTS = word_set("attribution", "acts")


def _read_predicate(scene: _Scene, n: int, first: int, last: int) -> list[Accusation]:
    """Read "X was behind the attack", "X is responsible for the blast"."""
    lows = scene.parsed.tokens.lows
    closed = lows[n] == "responsible" and (n + 1 == last or lows[n + 1] in (".", "and", ",", ";"))
    if not (closed or _ACTS & set(lows[n + 1 : n + 8])) or {"claim", "claimed"} & set(lows[first:n]):
        return []
    verb = next((m for m in range(n - 1, max(first - 1, n - 8), -1) if lows[m] in _BE), None)
    if verb is None or "not" in lows[verb:n] or (lows[n] == "behind" and "left" in lows[verb:n]):
        return []
    subject = [g for g in find_subject(scene.parsed, verb, first) if not g.pronoun]
    return _accuse_firmly(scene, subject, n, lows[n])


def _read_ties(scene: _Scene, n: int, first: int, last: int) -> list[Accusation]:
    """Read "the attackers belonged to X", "they were affiliated to X"."""
    lows = scene.parsed.tokens.lows
    before = set(lows[first:n]) - {"suspect", "suspects"}
    stated = lows[n] == "belonged" or bool(_BE & set(lows[max(first, n - 2) : n]))
    if lows[n + 1 : n + 2] not in (["to"], ["with"]) or not stated or not (_ATTACKERS | {"they"}) & before:
        return []
    if not _RUMOUR.isdisjoint(before):
        return []
    return _accuse_firmly(scene, _named_after(scene, n + 2, last), n, "belonged-to")


_RUMOUR = frozenset("rumour rumours rumor rumors word accused suspicion beaten lynched".split())
"""What is said of a mob's victims."""


def _named_after(scene: _Scene, n: int, last: int) -> list[Group]:
    """Return the first named actors within the next words as phrases: "terror outfit X", "X and Y"."""
    spans = [s for s in scene.actors.within(n, min(last, n + 20)) if s[2].sort == "named"]
    if not spans or spans[0][0] > n + 8:
        return []
    found = [spans[0]]
    for span in spans[1:]:
        between = scene.parsed.tokens.lows[found[-1][1] : span[0]]
        if len(between) < 4 and {"and", ",", "or"} & set(between):
            found.append(span)
    return [Group(start, end, end - 1) for start, end, _ in found[:3]]


def _read_blame(scene: _Scene, n: int, first: int, last: int) -> list[Accusation]:
    parsed, lows = scene.parsed, scene.parsed.tokens.lows
    if _is_denied(lows, n, first) or _is_omission(lows, n, last):
        return []
    passive = n > first and lows[n - 1] in _BE
    accuser = find_subject(parsed, _before_adverbs(lows, n, first), first)
    accused, basis = _read_accused(parsed, n, last, passive, accuser)
    speech = speaker_at(scene.speeches, n)
    if accuser and not passive:
        speech = _accuser_speech(parsed, accuser)
    if basis != "suspected" and speech and speech.role in _AUTHORITIES:
        basis = "accused_by_authorities"
    return [replace(a, basis=basis, speech=speech) for a in _accuse_firmly(scene, accused, n, "blame")]


def _before_adverbs(lows: list[str], n: int, first: int) -> int:
    """Return the word before which the subject of the verb at `n` stands: "locals have alternatively blamed"."""
    while n > first and lows[n - 1].endswith("ly"):
        n -= 1
    return n


def _read_accused(parsed: Parsed, n: int, last: int, passive: bool, subject: list[Group]) -> tuple[list[Group], str]:
    """Return whom the word of blame at `n` points at, and the basis before the accuser's role is known."""
    lows = parsed.tokens.lows
    basis = "suspected" if lows[n] in _SUSPECT else "accused_by_others"
    on = next((m for m in range(n + 1, min(last, n + 9)) if lows[m] in ("on", "to")), None)
    if lows[n].startswith(("blam", "attribut")) and on and (passive or lows[n].startswith("attr") or on <= n + 6):
        after = read_groups_after(parsed, on + 1, last)[:2]
        first_object = read_group(parsed, n + 1, on)
        if lows[n].startswith("attr") or passive or on == n + 1 or _is_act(parsed, first_object):
            return after, basis
    return (subject if passive else read_groups_after(parsed, n + 1, last)[:2]), basis


def _is_act(parsed: Parsed, group: Group | None) -> bool:
    return group is not None and bool(_ACTS & set(parsed.tokens.lows[group.start : group.end]))


def _is_denied(lows: list[str], n: int, first: int) -> bool:
    return any(low in ("not", "never", "without", "denied") for low in lows[max(first, n - 3) : n])


def _is_omission(lows: list[str], n: int, last: int) -> bool:
    """Whether the blame is for what was left undone or for talk: "for failing to act", "of lying"."""
    after = lows[n + 1 : min(last, n + 12)]
    return bool(
        {"failing", "failure", "failed", "ignoring", "inaction", "lying", "negligence", "neglecting", "plotting"}
        & set(after)
    )


def _accuser_speech(parsed: Parsed, accuser: list[Group]) -> Speech:
    """Return who blames as a speaker; a country speaks by its government."""
    begin, finish = accuser[0].start, accuser[-1].end
    words = parsed.words(begin, finish)
    role = speaker_role(words)
    if role == "unknown" and country_of(parsed.tokens.lows[accuser[0].head]) is not None:
        role = "government"
    return Speech(begin, finish, words, role, begin, finish)


def _tells_same(one: Accusation, other: Accusation) -> bool:
    return one.sentence == other.sentence and one.name == other.name


# --- ties -------------------------------------------------------------------------------------------------------------


def _accuse_by_ties(scene: _Scene, number: int) -> list[Accusation]:
    """Read "pointed to the X", "wore the insignia of the X", "held the X responsible"; claims are read elsewhere."""
    first, last = scene.parsed.tokens.sentences[number]
    found = []
    for start, end, mention in scene.actors.within(first, last):
        tie = read_tie(scene.parsed, start, end) if mention.sort == "named" else None
        if tie is None or tie.sort in ("claimed", "signed"):
            continue
        speech = _speech_of_tie(scene, tie, first)
        found.append(
            Accusation(
                scene.actors.name(mention), mention.actor_id, mention.kind, mention.parent, "named",
                _basis_of_tie(scene.parsed, tie, speech), tie.start, tie.end, number, speech, f"tie-{tie.sort}",
            )
        )  # fmt: skip
    return found


def _basis_of_tie(parsed: Parsed, tie: Tie, speech: Speech | None) -> str:
    lows = parsed.tokens.lows
    believed = _HELD_TRUE & set(lows[max(parsed.bounds(tie.start)[0], tie.start - 3) : tie.start])
    if tie.sort == "suspected" or believed or _SUSPICION & set(lows[tie.start : tie.end]):
        return "suspected"
    if speech is None or speech.role == "media":
        return "accused_by_others" if tie.sort == "blamed" else "reported_as_fact"
    return "accused_by_authorities" if speech.role in _AUTHORITIES else "accused_by_others"


_HELD_TRUE = frozenset(
    "believe believes believed think thinks thought suspects assume assumes theory assumption hypothesis".split()
)


def _speech_of_tie(scene: _Scene, tie: Tie, first: int) -> Speech | None:
    """Return who ties the group to the act: the subject of its verb where that is one who speaks, else the speaker."""
    parsed, speech = scene.parsed, speaker_at(scene.speeches, tie.start)
    lows = parsed.tokens.lows[tie.start : tie.end]
    if "by" in lows and "to" in lows[lows.index("by") :]:  # "attributed by the army to the X"
        by = tie.start + lows.index("by") + 1
        said_by = read_group(parsed, by, tie.end)
        if said_by is not None and said_by.head >= 0:
            return _accuser_speech(parsed, [said_by])
    verb = next((n for n in range(tie.start, tie.end) if parsed.tags[n] == "V"), None)
    verb = tie.start if verb is None and tie.sort == "blamed" else verb
    subject = find_subject(parsed, verb, first) if verb is not None else []
    if not subject or _ATTACKERS & set(parsed.tokens.lows[subject[0].start : subject[-1].end]):
        return speech
    if subject[0].pronoun:
        before = [s for s in scene.speeches if s.start < tie.start]
        return speech or (before[-1] if before and parsed.tokens.lows[subject[0].head] in ("he", "she") else None)
    accuser = _accuser_speech(parsed, subject)
    return accuser if accuser.role != "unknown" else speech


def _accuse_suspect(suspect: Suspect) -> Accusation:
    kind = "individual" if suspect.named else "unknown"
    sort: Sort = "person" if suspect.named else "generic"
    return Accusation(
        suspect.name, None, kind, None, sort, suspect.basis, suspect.start, suspect.end, suspect.sentence,
        None, suspect.rule,
    )  # fmt: skip


# --- one perpetrator, many accusations --------------------------------------------------------------------------------


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
    return [_settle(d) for d in named or unnamed[:1]]


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
    words = [w for w in name.lower().split() if w not in _VAGUE and w not in _ATTACKERS]
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
    earlier = any(a.sort != "state" and a.rule not in _NOT_EARLIER and a.start < accusation.start for a in found)
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
