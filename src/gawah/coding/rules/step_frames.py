"""Steps of the aftermath by structure: a class of verbs with a class of nouns as its object or its passive's subject.

"Shops were shut", "the road was sealed off", "nurses laid down their tools": what is a step follows from who acts, what
is done and to what, each a wide class of words (`steps.yaml`), so that a wording nobody has listed is read like its
neighbours.
"""

from collections.abc import Iterator
from functools import cache

from gawah.coding.rules.cues import Cue, FoundCue
from gawah.coding.rules.phrases import Parsed, find_subject
from gawah.coding.rules.step_lexicon import (
    Frame,
    FrameVerb,
    base_forms,
    event_nouns,
    forms_of,
    frame_verbs,
    other_events,
    step_openers,
)
from gawah.coding.rules.triggers import Form

_BE = frozenset("was were is are been being be get gets got".split())
_LONGEST_OBJECT = 12
_FAR = 6
"""Words behind a verb among which the preposition before its object, or its particle, stands."""
_WITHIN_OBJECT = "DNWAGC(-)\"'R"


def find_frames(parsed: Parsed, first: int, last: int) -> Iterator[FoundCue]:
    """Yield the steps that the words [first, last) may tell by structure, at each verb those that rank first first."""
    verbs, events, lows = frame_verbs(), event_nouns(), parsed.tokens.lows
    for n in parsed.tokens.find(step_openers(), parsed.tokens.sentence_at(first)):
        low = lows[n]
        found = list(_read_verbs(parsed, verbs[low], n, first, last)) if low in verbs else []
        yield from found
        if not found and low in events and (event := _read_event(parsed, events[low], n, first, last)):
            yield event


# --- a verb and what it acts on ---------------------------------------------------------------------------------------


def _read_verbs(parsed: Parsed, verbs: list[FrameVerb], n: int, first: int, last: int) -> Iterator[FoundCue]:
    """Yield the steps of the frames of the verb at word `n` that hold here."""
    lows = parsed.tokens.lows
    before = lows[max(first, n - 2) : n]
    if not _RELATIVE.isdisjoint(before):
        return  # what a relative clause says of somebody is no news
    vocabulary = parsed.tokens.vocabularies[parsed.tokens.sentence_at(n)]
    fitting: dict[Form, bool] = {}
    for verb in verbs:
        if verb.frame.needed and verb.frame.needed.isdisjoint(vocabulary):
            continue
        if verb.form not in fitting:
            fitting[verb.form] = _can_be_verb(parsed, verb.form, n, first, last)
        if fitting[verb.form] and (found := _read_verb(parsed, verb, n, first, last)):
            yield found


_RELATIVE = frozenset("who which what that".split())


def _read_verb(parsed: Parsed, verb: FrameVerb, n: int, first: int, last: int) -> FoundCue | None:
    """Return the step that the verb at word `n` makes with its object, or with its subject in the passive."""
    frame, lows = verb.frame, parsed.tokens.lows
    if frame.only and lows[n] not in frame.only:
        return None
    end = _find_particle(lows, verb.particle, n, last)
    if not end or not frame.idle.isdisjoint(lows[n:last]):
        return None
    if _is_passive(parsed, verb.form, n, first):
        return _found(n, end, frame, True) if _is_done(parsed, frame, n, end, first, last) else None
    reached = _reach(parsed, frame, end, last)
    if reached and (not frame.of or _is_subject(parsed, frame.of, n, first)):
        return _found(n, reached, frame, bool(frame.of) and frame.cue.actor == "subject")
    if frame.turns and _ends_clause(parsed, end, last) and _is_subject(parsed, frame.what, n, first):
        return _found(n, end, frame, True)
    return None


def _found(start: int, end: int, frame: Frame, turned: bool) -> FoundCue:
    return FoundCue(start, end, _turned(frame.cue) if turned else frame.cue)


@cache
def _turned(cue: Cue) -> Cue:
    """Return a cue whose actor stands behind "by", if anywhere."""
    return Cue(
        cue.type, cue.form, cue.slots, "by", cue.status, cue.idle, False, False, True, cue.weak, True, False, cue.who
    )


def _can_be_verb(parsed: Parsed, form: Form, n: int, first: int, last: int) -> bool:
    """Whether a word that may be a noun is a verb: by its tag, or by the words beside it."""
    tags, lows = parsed.tags, parsed.tokens.lows
    if lows[n] == "lay":
        return False  # "thirty people lay dead"
    if tags[n] == "V" or (tags[n] == "X" and (n + 1 == last or tags[n + 1] not in "VXM-")):
        return True
    if lows[n] == "must":
        return n + 1 < last and lows[n + 1] not in ("have", "be", "not")
    if tags[n] not in "WPA" or n == first:
        return False
    before = tags[n - 1]
    if lows[n - 1] == "to" or before in "MRX":
        return True
    if form in ("past", "past_or_participle", "participle"):
        return before in "WRX)GA," and not lows[n].endswith("ed")
    follows = n + 1 < last and tags[n + 1] in "DNWRAPS"
    plural = lows[n - 1].endswith("s") or lows[n - 1] in ("police", "people", "men", "women")
    return follows and before in "WR)" and (plural if form == "base" else form == "third" and not plural)


def _find_particle(lows: list[str], particle: str, n: int, last: int) -> int:
    """Return the word behind the verb, or behind its particle where that follows at once; 0 where it is missing."""
    if not particle:
        return n + 1
    if n + 1 < last and lows[n + 1] == particle:
        return n + 2
    return n + 1 if particle in lows[n + 1 : min(last, n + _FAR)] else 0


def _is_passive(parsed: Parsed, form: Form, n: int, first: int) -> bool:
    if form not in ("past_or_participle", "participle"):
        return False
    m = n - 1
    while m >= first and parsed.tags[m] in "A-":
        m -= 1
    return m >= first and parsed.tokens.lows[m] in _BE


_OF_OFFICIALS = frozenset(["official"])
"""Who goes somewhere: no passive says that."""


def _is_done(parsed: Parsed, frame: Frame, n: int, end: int, first: int, last: int) -> bool:
    """Whether the subject of a passive verb is what the frame acts on, or, with its object, who gets it."""
    if not frame.what or frame.then or frame.of or frame.active:
        return False
    if frame.at:
        return frame.cue.who != _OF_OFFICIALS and _reach_behind(parsed, frame, end, last) > 0
    if _is_subject(parsed, frame.what, n, first):
        return True
    return bool(frame.near) and _is_subject(parsed, frame.near, n, first) and _reach(parsed, frame, end, last) > 0


def _is_subject(parsed: Parsed, what: frozenset[str], n: int, first: int) -> bool:
    """Whether a noun of the class stands in the subject of the verb at word `n`."""
    lows = parsed.tokens.lows
    for group in find_subject(parsed, n, first):
        end = group.end
        if end < n and lows[end] == "of":
            _, end = _read_object(parsed, what, end + 1, n)
        if not group.negative and not what.isdisjoint(lows[group.start : end]):
            return True
    return False


def _reach(parsed: Parsed, frame: Frame, n: int, last: int) -> int:
    """Return the word behind the object that the frame asks for, 0 where the verb has none such."""
    lows = parsed.tokens.lows
    if frame.at:
        return _reach_behind(parsed, frame, n, last)
    begin, end = _read_object(parsed, frame.what, n, last)
    if frame.then == "should":
        return _reach_wish(parsed, n, last)
    if frame.then and lows[n - 2 : n] == ["we", "asked"]:
        return 0  # a witness tells what he did
    if frame.then:
        whom = parsed.tags[begin] != "R" if begin < last else False
        return end if end > begin and whom and _is_followed(parsed, frame.then, end, last) else 0
    if not frame.what:
        return n
    return next((m + 1 for m in range(begin, end) if _is_head(parsed, frame.what, begin, m, end)), 0)


def _is_head(parsed: Parsed, what: frozenset[str], begin: int, m: int, end: int) -> bool:
    """Whether word `m` is a noun of the class and heads its phrase: not "law enforcement", not "the number of dead"."""
    lows, tags = parsed.tokens.lows, parsed.tags
    if lows[m] not in what and not ("NAME" in what and parsed.tokens.words[m][0].isupper()):
        return False
    if m + 1 < end and tags[m + 1] == "W" and lows[m + 1] not in what and lows[m + 1] not in _MEASURES:
        return False
    behind = next((k for k in range(m - 1, begin, -1) if lows[k] == "of"), None)
    return behind is None or tags[behind - 1] == "N" or lows[behind - 1] in _MEASURES or lows[behind - 1] in what


_MEASURES = frozenset(
    "deed dozens hundreds thousands scores group groups all some both members rest lot lots act acts kind kinds "
    "leaders list amount sum crime lack signs sign number-plates owners".split()
)


def _reach_behind(parsed: Parsed, frame: Frame, n: int, last: int) -> int:
    """Return the word behind a noun of the class that stands behind one of the frame's prepositions."""
    lows, tags = parsed.tokens.lows, parsed.tags
    for m in range(n, min(last, n + _FAR)):
        if lows[m] in frame.at:
            begin, end = _read_object(parsed, frame.what, m + 1, last)
            for k in range(begin, end):
                if _is_head(parsed, frame.what, begin, k, end):
                    return k + 1
        elif tags[m] in "VSXM,":
            return 0
    return 0


def _read_object(parsed: Parsed, what: frozenset[str], n: int, last: int) -> tuple[int, int]:
    """Return the words [begin, end) of the noun phrase behind a verb, its particle stepped over."""
    lows, tags = parsed.tokens.lows, parsed.tags
    while n < last and tags[n] == "A":
        n += 1
    m = n
    while m < min(last, n + _LONGEST_OBJECT) and (tags[m] in _WITHIN_OBJECT or lows[m] == "of" or lows[m] in what):
        if m > n and lows[m] in _PARTICLES:
            break
        m += 1
    return n, m


_PARTICLES = frozenset("off up out down over on in away back for from".split())


def _is_followed(parsed: Parsed, then: str, n: int, last: int) -> bool:
    """Whether the object is followed by "to …", "not to …", or, with `then` "verb", by a participle or "out"."""
    lows, tags = parsed.tokens.lows, parsed.tags
    if lows[n - 1] == "not" or (n < last and lows[n] == "not"):
        n += lows[n - 1] != "not"
    if n >= last:
        return False
    to = lows[n] == "to" and n + 1 < last and tags[n + 1] in "VWX"
    return to or (then == "verb" and (lows[n].endswith("ed") or lows[n] in ("out", "back", "gone", "shut", "brought")))


def _reach_wish(parsed: Parsed, n: int, last: int) -> int:
    """Return the word behind "that the prefect step down", "that it should be …"; 0 where "that" tells a fact."""
    lows, tags = parsed.tokens.lows, parsed.tags
    if n >= last or lows[n] != "that":
        return 0
    _, end = _read_object(parsed, frozenset(), n + 1, last)
    while end < last and tags[end] == "P" and end < n + _LONGEST_OBJECT:
        _, end = _read_object(parsed, frozenset(), end + 1, last)
    if end >= last:
        return 0
    wished = lows[end] in ("be", "should", "must", "have") or (
        lows[end] in base_forms() and not lows[end].endswith("s")
    )
    return end + 1 if wished else 0


def _ends_clause(parsed: Parsed, n: int, last: int) -> bool:
    return n >= last or parsed.tags[n] in ",PSA"


# --- nouns that are a step in themselves ------------------------------------------------------------------------------


def _read_event(parsed: Parsed, cue: Cue, n: int, first: int, last: int) -> FoundCue | None:
    """Return the step that an event noun at word `n` is: held, ordered, there, or taking place."""
    lows, tags = parsed.tokens.lows, parsed.tags
    if lows[n - 1] in other_events() or tags[n] == "V":
        return None
    start = n - 1
    while start >= first and start > n - 8 and (tags[start] in "DNWAG-" or lows[start] == "of"):
        start -= 1
    called = start >= first and lows[start].startswith("call") and lows[start + 1] in ("the", "this")
    if start >= first and tags[start] in "VXW" and lows[start] in forms_of("holding") and not called:
        return FoundCue(start, n + 1, cue)
    if start >= first and lows[start] in _BE and lows[start - 1] == "there":
        return FoundCue(start, n + 1, _turned(cue))
    return _read_happening(parsed, cue, n, last)


def _read_happening(parsed: Parsed, cue: Cue, n: int, last: int) -> FoundCue | None:
    """Return the step whose noun is the subject of a verb of taking place, or of a passive verb of holding."""
    lows, tags = parsed.tokens.lows, parsed.tags
    m, nested = n + 1, n + 1 < last and tags[n + 1] == "P"
    while nested and m < min(last, n + 9) and (tags[m] in "DNWAGP-"):
        m += 1
    while m < last and tags[m] in "XMA" and lows[m] not in _BE:
        m += 1
    being = m < last and lows[m] in _BE
    while m < last and tags[m] in "XMA" and lows[m] not in ("on",):
        m += 1
    if m >= last:
        return None
    held = being and (lows[m] in forms_of("holding") or lows[m] in ("on", "underway", "ongoing"))
    held = held or (being and lows[m : m + 2] in (["under", "way"], ["in", "progress"]))
    happens = lows[m] in forms_of("happening") or (lows[m] in _TAKEN and lows[m + 1 : m + 2] == ["place"])
    return FoundCue(n, m + 1, _turned(cue)) if held or happens else None


_TAKEN = frozenset("take takes took taking taken".split())
