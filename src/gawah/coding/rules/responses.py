"""What followed: the responses that a report tells of, with actor, target, status and the words that say so."""

from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise

from gawah.coding.rules.cues import Cue, FoundCue, cue_openers, find_cues
from gawah.coding.rules.lexicon import load_lexicon
from gawah.coding.rules.page import Page
from gawah.coding.rules.phrases import Parsed, find_subject, read_group
from gawah.coding.rules.responders import (
    Responder,
    actor_classes,
    can_act,
    find_actor,
    find_actor_behind,
    find_object,
    find_target,
)
from gawah.coding.rules.speech import speaker_at
from gawah.coding.rules.step_frames import find_frames
from gawah.coding.rules.step_lexicon import step_openers
from gawah.coding.rules.step_scenes import answers_nothing
from gawah.frozen import quick_to_make

_BE = frozenset("was were is are been being be".split())
_UNREAL = frozenset(
    "could may might should must cannot can if whether unless until intended intend intends wanted yet".split()
)


@quick_to_make
@dataclass(frozen=True, slots=True)
class ResponseMention:
    """A response told in one clause; word ranges are [start, end)."""

    type: str
    status: str
    start: int
    end: int
    sentence: int
    actor: Responder | None = None
    target: Responder | None = None
    weak: bool = False


def find_responses(page: Page, sentences: list[int], lead: int) -> list[ResponseMention]:
    """Return the responses that the sentences (by number) tell of, in their order; one a type, actor and sentence.

    In the sentence `lead`, which tells of the violence itself, a visit or a protest is what was attacked.
    """
    found: list[ResponseMention] = []
    tokens = page.parsed.tokens
    cued = tokens.find_by_sentence(cue_openers()).keys() | tokens.find_by_sentence(step_openers()).keys()
    for number in [number for number in sentences if number in cued]:
        first, last = tokens.sentences[number]
        if _tells_of_other_news(page, first, last):
            continue
        told = _read_steps(page, number, first, last)
        told = [_read_occasion(page.parsed, m, first, last) for m in told]
        found += _choose_one_each([m for m in told if number != lead or not _is_setting(page, m, first, last)])
    return found


def _is_setting(page: Page, mention: ResponseMention, first: int, last: int) -> bool:
    """Whether a step told in the sentence of the violence is what was attacked, and not what its main clause reports.

    "Doctors stopped work over the bomb that killed two" reports a strike, "killed a nurse at a rally" does not.
    """
    if mention.type not in load_lexicon("responses")["kinds"]["setting"]:
        return False
    if page.parsed.tokens.lows[mention.start].endswith("ing"):
        return True
    act = next(
        (t.start for t in page.triggers_in(first, last) if t.sense.frame != "mark" and t.start >= mention.end), None
    )
    return act is None or _ANSWERS.isdisjoint(page.parsed.tokens.lows[mention.end : act])


_ANSWERS = frozenset("over after following against since".split())


def _read_occasion(parsed: Parsed, mention: ResponseMention, first: int, last: int) -> ResponseMention:
    """Return a step as what it is done for: a shutdown "in mourning" mourns, lamps lit "every year" commemorate."""
    lows = parsed.tokens.lows[first:last]
    if mention.type in ("strike", "protest") and not _GRIEF.isdisjoint(lows):
        return replace(mention, type="mourning")
    if mention.type == "mourning" and _recurs(lows):
        return replace(mention, type="commemoration")
    return mention


_GRIEF = frozenset("grief mourning".split())


def _recurs(lows: list[str]) -> bool:
    """Whether a sentence speaks of an anniversary: "every year", "each June", "ten years on"."""
    if not _ANNIVERSARY.isdisjoint(lows):
        return True
    pairs = set(pairwise(lows))
    return any(
        (a in ("every", "each") and (b == "year" or b in _MONTHS)) or (a == "years" and b in _SINCE) for a, b in pairs
    )


_ANNIVERSARY = frozenset("anniversary annual annually yearly".split())
_MONTHS = frozenset("january february march april may june july august september october november december".split())
_SINCE = frozenset("on later after since".split())


def _read_steps(page: Page, number: int, first: int, last: int) -> list[ResponseMention]:
    """Return what the lexicon's own wordings tell, and beside them what the structure of the clause does.

    A frame that says which of several steps a verb is goes before the bare verb of another type, or a mere statement.
    """
    worded = list(find_cues(page.parsed, first, last))
    told: dict[int, ResponseMention] = {}
    for at in find_frames(page.parsed, first, last):
        if at.start not in told and (mention := _read_mention(page, at, number)):
            told[at.start] = mention
    kept = [at for at in worded if not _gives_way(at, told)]
    taken = {n for at in kept for n in range(at.start, at.end)}
    mentions = [m for at in kept if (m := _read_mention(page, at, number))]
    return [*mentions, *(m for start, m in told.items() if start not in taken)]


def _gives_way(at: FoundCue, told: dict[int, ResponseMention]) -> bool:
    mention = told.get(at.start)
    if mention is None or mention.type == at.cue.type:
        return False
    return at.cue.form != "phrase" or at.cue.type == "statement"


def _choose_one_each(told: list[ResponseMention]) -> list[ResponseMention]:
    """Return the first mention of each type and actor; one without an actor only where its type has none with one."""
    chosen: dict[tuple[str, int | None], ResponseMention] = {}
    acted = {m.type for m in told if m.actor}
    for mention in told:
        if mention.actor or mention.type not in acted:
            chosen.setdefault((mention.type, mention.actor.start if mention.actor else None), mention)
    return list(chosen.values())


def _tells_of_other_news(page: Page, first: int, last: int) -> bool:
    """Whether the sentence begins with "Meanwhile" and says nothing of the violence."""
    lows = page.parsed.tokens.lows
    if not ({"meanwhile", "separately", "elsewhere"} & set(lows[first : first + 2])):
        return False
    return not any(low in load_lexicon("responses")["pointing_back"] for low in lows[first:last])


def _read_mention(page: Page, at: FoundCue, number: int) -> ResponseMention | None:
    first, last = page.parsed.tokens.sentences[number]
    cue, start, end = at.cue, at.start, at.end
    if not _is_verb(page.parsed, cue, start, first) or _is_idle(page.parsed, cue, start, end, last):
        return None
    if _is_unreal(page.parsed, at, first) or answers_nothing(page, at, first, last):
        return None
    passive = _is_passive(page.parsed, at, first, last)
    if cue.person and not (_is_done_to_person(page, start, first) if passive else _has_person(page, end, last)):
        return None
    actor, target = _read_parties(page, at, passive, first, last)
    status = cue.status or _read_status(page.parsed, at, first, last)
    if status in ("demanded", "refused") and not cue.status:
        return None  # the demand or the refusal itself is the response
    if cue.who and not _may_act(page, cue, actor, first, start):
        return None
    if (actor is None and not cue.alone and not cue.who) or _is_taken_by_group(page, cue, actor):
        return None
    return ResponseMention(cue.type, status, start, end, number, actor, target, cue.weak)


def _is_verb(parsed: Parsed, cue: Cue, n: int, first: int) -> bool:
    """Whether a verb of the lexicon is one here: by its tag, or before an object behind a noun or "to"."""
    if not cue.verbal or parsed.tags[n] in "VX":
        return True
    before = parsed.tags[n - 1] if n > first else "^"
    after = parsed.tags[n + 1] if n + 1 < len(parsed.tags) else "$"
    if parsed.tokens.lows[n].endswith(("ed", "ing")):
        return False
    return parsed.tokens.lows[n - 1] == "to" or before in "MRX" or (before in "WR)" and after in "DNR")


def _is_idle(parsed: Parsed, cue: Cue, start: int, end: int, last: int) -> bool:
    """Whether the words of the cue or behind it make it no response: "declined to comment", "demanded a ransom"."""
    lows = parsed.tokens.lows
    if cue.type == "strike" and lows[end - 1] == "strike" and not _KNOWN.isdisjoint(lows[start:end]):
        return True  # "called the strike a threat"
    return not cue.idle.isdisjoint(lows[start : min(last, end + 5)])


_KNOWN = frozenset("the this that air drone missile".split())


def _is_unreal(parsed: Parsed, at: FoundCue, first: int) -> bool:
    """Whether the clause denies the step or only thinks of it."""
    lows = parsed.tokens.lows
    if at.cue.bare and at.cue.form == "base" and lows[at.start - 1] == "to" and lows[at.start - 2] != "managed":
        return True  # "a search to arrest them"
    for n in range(at.start - 1, max(first, at.start - 5) - 1, -1):
        if parsed.tags[n] == "-" or lows[n] in _UNREAL or lows[n] == "because":
            return True
        if lows[n] == "for" and n + 1 == at.start and lows[at.start].endswith("ing"):
            return True  # "was killed for refusing to pay"
        if parsed.tags[n] in ',S"':
            return False
    return False


def _is_taken_by_group(page: Page, cue: Cue, actor: Responder | None) -> bool:
    """Whether an armed group is said to "arrest" or "sentence": violence of its own, no answer.

    So it is where gunmen or bandits without a name "stormed" a place.
    """
    if actor is None or cue.type not in load_lexicon("responses")["kinds"]["taken"]:
        return False
    lows = page.parsed.tokens.lows[actor.start : actor.end]
    if not _RAIDERS.isdisjoint(lows[-1:]):
        return True
    return any(
        m.sort == "named" and m.kind == "armed_group" for _, _, m in page.actors.within(actor.start, actor.end)
    ) and not {"police", "army", "forces"} & set(lows)


_RAIDERS = frozenset(
    "gunmen gunman attackers attacker assailants assailant bandits raiders kidnappers abductors captors".split()
)


def _may_act(page: Page, cue: Cue, actor: Responder | None, first: int, start: int) -> bool:
    """Whether one who acts is of a class that takes the step; nobody named will do in the passive and for "we"."""
    if actor is None:
        return cue.alone or page.parsed.tokens.lows[start - 1] in ("we", "i")
    classes = _classify(page, actor)
    if any(
        m.kind == "armed_group" and (m.sort != "generic" or not classes)
        for _, _, m in page.actors.within(actor.start, actor.end)
    ):
        return not cue.who.isdisjoint(("anyone", "group"))
    if not cue.who.isdisjoint(("any", "anyone")):
        return True
    return not classes.isdisjoint(cue.who) or (not classes and _bears_name(page, actor, cue))


def _bears_name(page: Page, actor: Responder, cue: Cue) -> bool:
    """Whether a name acts, which may be an official's or a force's, and no crowd's."""
    named = page.parsed.tokens.words[actor.end - 1][0].isupper() and not page.text.isupper()
    return named and not cue.who.isdisjoint(("official", "forces", "court"))


def _classify(page: Page, actor: Responder) -> frozenset[str]:
    """Return the classes of who acts, by the words of its head before those behind "of"; a name has none."""
    lows, known = page.parsed.tokens.lows, actor_classes()
    end = next((n for n in range(actor.start, actor.end) if lows[n] == "of" and n > actor.start), actor.end)
    for begin, stop in ((actor.start, end), (end, actor.end)):
        found = frozenset(name for n in range(begin, stop) for name in known.get(lows[n].removesuffix("'s"), ()))
        if found:
            return found
    return frozenset()


def _is_passive(parsed: Parsed, at: FoundCue, first: int, last: int) -> bool:
    lows, n = parsed.tokens.lows, at.start - 1
    while n >= first and parsed.tags[n] == "A":
        n -= 1
    before = lows[n] if n >= first else ""
    if before in ("been", "being") or (before in _BE and not lows[at.start].endswith("ing")):
        return True
    if at.end < last and lows[at.end] == "by":
        return True
    if not at.cue.bare or at.cue.form not in ("past_or_participle", "participle"):
        return False
    behind = at.end
    while behind < last and parsed.tags[behind] == "A":
        behind += 1
    return behind >= last or parsed.tags[behind] not in "DNRW"


def _has_person(page: Page, start: int, last: int) -> bool:
    """Whether people stand behind a verb."""
    n = start
    while n < last and page.parsed.tags[n] == "A":
        n += 1
    group = read_group(page.parsed, n, last) if n < last else None
    return group is not None and (group.head < 0 or can_act(page, group))


def _is_done_to_person(page: Page, start: int, first: int) -> bool:
    """Whether the subject of a passive verb is people, or nobody is named."""
    groups = find_subject(page.parsed, start, first)
    return not groups or any(g.head < 0 or can_act(page, g) for g in groups)


def _read_parties(
    page: Page, at: FoundCue, passive: bool, first: int, last: int
) -> tuple[Responder | None, Responder | None]:
    """Return who acts and on whom, by where the lexicon and the voice of the verb put them."""
    closing = page.parsed.tokens.lows[at.end - 1] in ("by", "from")
    behind = find_actor_behind(page, at.end - closing, last)
    if at.cue.actor == "by" or passive:
        return behind, find_object(page, at.start, first)
    if at.cue.actor == "speaker":
        speech = speaker_at(page.speeches, at.start)
        return (Responder(speech.speaker_start, speech.speaker_end) if speech else None), None
    if at.cue.actor == "noun":
        return behind or find_actor(page, at.start, first), None
    actor = find_actor(page, at.start, first, insist=not at.cue.alone) or _find_own_speaker(page, at)
    if actor is None and not at.cue.who.isdisjoint(("any", "anyone")):
        actor = _name_subject(page, at.start, first)
    return actor, find_target(page, at.start + 1 if at.cue.inside else at.end, last)


def _name_subject(page: Page, verb: int, first: int) -> Responder | None:
    """Return the subject of a verb that takes who acts for one: a body that no list has, "the health service"."""
    groups = [g for g in find_subject(page.parsed, verb, first) if not (g.negative or g.pronoun) and g.head >= 0]
    if not groups or page.parsed.tokens.lows[groups[0].head] in load_lexicon("responses")["things"].split():
        return None
    return Responder(groups[0].start, groups[-1].end)


def _find_own_speaker(page: Page, at: FoundCue) -> Responder | None:
    """Return who says "our thoughts are with …"."""
    speech = speaker_at(page.speeches, at.start)
    near = page.parsed.tokens.lows[max(0, at.start - 2) : at.end]
    own = speech is not None and any(low in ("our", "my", "we", "i", "i'm") for low in near)
    return Responder(speech.speaker_start, speech.speaker_end, at.start) if speech and own else None


def _is_second_verb(parsed: Parsed, at: FoundCue, first: int) -> bool:
    """Whether the step is the second of two finite verbs that "and" joins, whose status is its own."""
    joined = at.start > first and parsed.tokens.lows[at.start - 1] == "and"
    return joined and at.cue.verbal and parsed.tokens.lows[at.start].endswith("ed")


def _read_status(parsed: Parsed, at: FoundCue, first: int, last: int) -> str:
    """Return how far the step has got, by the words of its own clause."""
    lows = parsed.tokens.lows
    if _is_second_verb(parsed, at, first):
        first = at.start  # "ordered an inquiry and condemned it"
    for n in range(at.end - 1, max(first, at.start - 10) - 1, -1):
        status = _status_words("status_before").get(lows[n])
        own = n >= at.start and status == "demanded"  # "called a strike" demands nothing
        if n == at.start - 1 and lows[n] == "to" and lows[n - 1] in _ARE_TO:
            return "planned"  # "the president is to visit the town"
        if status and not own and (status != "under_way" or lows[at.start].endswith("ing")):
            return status
        if n < at.start and parsed.tags[n] in ",S":
            asked = range(max(first, n - 4), n) if lows[n] == "that" else ()
            return (
                "demanded" if any(_status_words("status_before").get(lows[m]) == "demanded" for m in asked) else "done"
            )
    reach = min(last, at.end + 4)
    behind = lows[at.end : next((n for n in range(at.end, reach) if parsed.tags[n] in "CS,"), reach)]
    return next((s for low in behind if (s := _status_words("status_behind").get(low))), "done")


_ARE_TO = frozenset("is are was were due set expected scheduled".split())


@cache
def _status_words(table: str) -> dict[str, str]:
    return {word: status for status, words in load_lexicon("responses")[table].items() for word in words}
