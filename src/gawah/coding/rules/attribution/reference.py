"""Whom "they", "it", "we" and "the militants" mean: the armed actor named before."""

from dataclasses import replace

from gawah.coding.rules.attribution.accusation import Scene
from gawah.coding.rules.attribution.basis import means_speaker
from gawah.coding.rules.doers import Doer, Sort
from gawah.coding.rules.lexicon import word_set
from gawah.coding.rules.phrases import Group, Parsed
from gawah.coding.rules.speech import speaker_at
from gawah.gazetteer.actors import ActorMention
from gawah.gazetteer.places import country_of

_FIGHTERS = word_set("attribution", "fighters")


def resolve_pronoun(scene: Scene, group: Group, verb: int) -> Doer | None:
    """Return whom "we" (the speaker), "they" or "it" (the armed actor named last, here or a sentence before) means."""
    parsed, low = scene.parsed, scene.parsed.tokens.lows[group.head]
    speech = speaker_at(scene.speeches, verb)
    if low == "we" and speech is None:
        return _name_issuer(scene, group)
    if low == "we" or (speech is not None and means_speaker(parsed, group, speech)):
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


OWNERS = frozenset("its their our his".split())
MEN = _FIGHTERS | word_set("attribution", "own_men")


def resolve_owner(scene: Scene, group: Group, word: str, verb: int) -> Doer | None:
    """Return whose "its troops" or "our third battalion" are: the speaker's, the issuer's, or those of
    the armed actor named before in the sentence."""
    parsed, speech = scene.parsed, speaker_at(scene.speeches, verb)
    if word == "our" and speech is None:
        return _name_issuer(scene, group)
    first, _ = parsed.bounds(group.start)
    said_by = scene.actors.best_span(speech.speaker_start, speech.speaker_end) if speech else None
    before = [s for s in scene.actors.within(first, group.start) if s[2].sort != "generic" and s[0] < group.start]
    span = said_by or (before[0] if before else None)
    if span is None or (word == "our" and said_by is None):
        return None
    mention = span[2]
    name, at = scene.actors.name(mention), _words_of(parsed, mention)
    return Doer(
        name, mention.actor_id, mention.kind, mention.parent, mention.sort, group.start, group.end, named_at=at
    )  # fmt: skip


def _name_issuer(scene: Scene, group: Group) -> Doer | None:
    """Return the armed body whose statement the text is, with the words that name it."""
    issuer, tokens = scene.issuer, scene.parsed.tokens
    if issuer is None or issuer.name is None:
        return None
    n = tokens.number_at(issuer.start)
    told = n < len(tokens.starts) and tokens.starts[n] == issuer.start
    at = (n, tokens.number_at(issuer.start + len(issuer.name) - 1) + 1) if told else None
    return Doer(issuer.name, None, "armed_group", None, "named", group.start, group.end, named_at=at)


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


def resolve_fighters(scene: Scene, group: Group, doer: Doer) -> Doer | None:
    """Return the group that "the militants" are of: the only armed group named before."""
    lows = scene.parsed.tokens.lows
    if lows[group.start] != "the" or group.end - group.start != 2 or lows[group.head] not in _FIGHTERS | _COLLECTIVES:
        return None
    begin = max(0, group.start - _FAR)
    before = [s for s in scene.actors.within(begin, group.start) if s[2].sort == "named" and s[2].kind == "armed_group"]
    actors = {m.actor_id or scene.actors.name(m) for _, _, m in before}
    if len(actors) != 1:
        return None
    mention = before[-1][2]
    name = scene.actors.name(mention)
    at = _words_of(scene.parsed, mention)
    return replace(
        doer, name=name, actor_id=mention.actor_id, kind=mention.kind, parent=mention.parent, sort="named", named_at=at
    )


def resolve_force(scene: Scene, group: Group, doer: Doer) -> Doer | None:
    """Return the army that "the soldiers" are of: the only one of a country that the text names, "the Israeli army"."""
    if doer.actor_id is not None or " " in doer.name or country_of(doer.name) is not None:
        return None
    own = scene.actors.best(group.start, group.end)
    if own is None or own.group != "military":
        return None
    if len(scene.actors.armies) != 1:
        return None
    name, army = next(iter(scene.actors.armies.items()))
    return replace(doer, name=name, actor_id=army.actor_id, parent=army.parent, named_at=_words_of(scene.parsed, army))


_COLLECTIVES = frozenset("gang outfit militia".split())
_FAR = 300
"""Words before "the militants" in which it is looked for whose they are."""


def _is_plural(words: str) -> bool:
    return words.lower().endswith(("s", "men", "people", "youth", "mob", "gang", "group"))
