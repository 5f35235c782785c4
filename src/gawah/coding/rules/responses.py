"""What followed: the responses that a report tells of, with actor, target, status and the words that say so."""

from dataclasses import dataclass
from functools import cache

from gawah.coding.rules.cues import Cue, FoundCue, find_cues
from gawah.coding.rules.lexicon import load_lexicon
from gawah.coding.rules.page import Page
from gawah.coding.rules.phrases import Parsed, find_subject, read_group
from gawah.coding.rules.responders import Responder, can_act, find_actor, find_actor_behind, find_object, find_target
from gawah.coding.rules.speech import speaker_at

_BE = frozenset("was were is are been being be".split())
_UNREAL = frozenset(
    "could may might should must cannot can if whether unless intended intend intends wanted yet".split()
)


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
    for number in sentences:
        first, last = page.parsed.tokens.sentences[number]
        if _tells_of_other_news(page, first, last):
            continue
        told = [m for at in find_cues(page.parsed, first, last) if (m := _read_mention(page, at, number))]
        found += _choose_one_each(
            [m for m in told if number != lead or m.type not in load_lexicon("responses")["kinds"]["setting"]]
        )
    return found


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
    if (
        _is_unreal(page.parsed, at, first)
        or _came_before(page.parsed, start, first)
        or _sets_scene(page, at, first, last)
    ):
        return None
    passive = _is_passive(page.parsed, at, first, last)
    if cue.person and not (_is_done_to_person(page, start, first) if passive else _has_person(page, end, last)):
        return None
    actor, target = _read_parties(page, at, passive, first, last)
    status = cue.status or _read_status(page.parsed, at, first, last)
    if status in ("demanded", "refused") and not cue.status:
        return None  # the demand or the refusal itself is the response
    if (actor is None and not cue.alone) or _is_taken_by_group(page, cue, actor):
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
    return any(low in cue.idle for low in parsed.tokens.lows[start : min(last, end + 5)])


def _is_unreal(parsed: Parsed, at: FoundCue, first: int) -> bool:
    """Whether the clause denies the step or only thinks of it."""
    lows = parsed.tokens.lows
    if at.cue.bare and at.cue.form == "base" and lows[at.start - 1] == "to" and lows[at.start - 2] != "managed":
        return True  # "a search to arrest them"
    for n in range(at.start - 1, max(first, at.start - 5) - 1, -1):
        if parsed.tags[n] == "-" or lows[n] in _UNREAL:
            return True
        if parsed.tags[n] in ',S"':
            return False
    return False


def _came_before(parsed: Parsed, start: int, first: int) -> bool:
    """Whether the step stands behind "… came a week after" and so came before the violence."""
    lows = parsed.tokens.lows
    after = next(
        (n for n in range(start - 1, first, -1) if lows[n] in ("after", "before") and parsed.tags[n] in "SP"), None
    )
    if after is None or start - after > 10:
        return False
    if lows[after] == "before":
        return True
    return (
        any(low in ("came", "comes", "happened", "occurred", "took") for low in lows[first:after])
        and after - first < 14
    )


def _sets_scene(page: Page, at: FoundCue, first: int, last: int) -> bool:
    """Whether the step is only what went on when the violence came: "while troops were cordoning off …"."""
    lows, tags = page.parsed.tokens.lows, page.parsed.tags
    for n in range(at.start - 1, max(first, at.start - 9) - 1, -1):
        if lows[n] in ("when", "while") and tags[n] == "S":
            going_on = lows[at.start].endswith("ing") or any(low in ("were", "was") for low in lows[n : at.end])
            acts = (t for t in page.triggers_in(first, last) if t.sense.frame != "mark")
            return going_on and any(not at.start <= t.start < at.end for t in acts)
        if tags[n] == ",":
            return False
    return False


def _is_taken_by_group(page: Page, cue: Cue, actor: Responder | None) -> bool:
    """Whether an armed group is said to "arrest" or "sentence": violence of its own, no answer."""
    if actor is None or cue.type not in load_lexicon("responses")["kinds"]["official"]:
        return False
    return any(
        m.sort == "named" and m.kind == "armed_group" for _, _, m in page.actors.within(actor.start, actor.end)
    ) and not {"police", "army", "forces"} & set(page.parsed.tokens.lows[actor.start : actor.end])


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
    if at.cue.actor == "noun":
        return behind or find_actor(page, at.start, first), None
    actor = find_actor(page, at.start, first, insist=not at.cue.alone) or _find_own_speaker(page, at)
    return actor, find_target(page, at.start + 1 if at.cue.inside else at.end, last)


def _find_own_speaker(page: Page, at: FoundCue) -> Responder | None:
    """Return who says "our thoughts are with …"."""
    speech = speaker_at(page.speeches, at.start)
    near = page.parsed.tokens.lows[max(0, at.start - 2) : at.end]
    own = speech is not None and any(low in ("our", "my", "we", "i", "i'm") for low in near)
    return Responder(speech.speaker_start, speech.speaker_end, at.start) if speech and own else None


def _read_status(parsed: Parsed, at: FoundCue, first: int, last: int) -> str:
    """Return how far the step has got, by the words of its own clause."""
    lows = parsed.tokens.lows
    for n in range(at.end - 1, max(first, at.start - 10) - 1, -1):
        status = _status_words("status_before").get(lows[n])
        own = n >= at.start and status == "demanded"  # "called a strike" demands nothing
        if status and not own and (status != "under_way" or lows[at.start].endswith("ing")):
            return status
        if n < at.start and parsed.tags[n] in ",S":
            asked = range(max(first, n - 4), n) if lows[n] == "that" else ()
            return (
                "demanded" if any(_status_words("status_before").get(lows[m]) == "demanded" for m in asked) else "done"
            )
    behind = lows[at.end : min(last, at.end + 4)]
    return next((s for low in behind if (s := _status_words("status_behind").get(low))), "done")


@cache
def _status_words(table: str) -> dict[str, str]:
    return {word: status for status, words in load_lexicon("responses")[table].items() for word in words}
