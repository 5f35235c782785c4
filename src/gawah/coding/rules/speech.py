"""Who says it: the stretches of words that a speaker inside the report answers for."""

from dataclasses import dataclass

from gawah.coding.rules.phrases import Group, Parsed, find_subject, read_group
from gawah.gazetteer.speakers import speaker_role

_SAY = frozenset(
    "said says say saying told tells stated states stating added adds adding announced announces announcing confirmed confirms "
    "confirming claimed claims claiming alleged alleges alleging reported informed maintained asserted insisted declared explained "
    "revealed disclosed noted testified testifying recalled wrote tweeted posted commented remarked estimated believes believe "
    "acknowledged admitted argued charged observed pointed mentioned narrated recounted counted documented recorded logged".split()
)
_MEDIA_SAY = frozenset("reports report reported".split())
_ACCORDING = (("according", "to"), ("as", "per"), ("quoting",), ("citing",), ("in", "the", "words", "of"))


@dataclass(frozen=True, slots=True)
class Speech:
    """The words [start, end) are said by `speaker` (the words [speaker_start, speaker_end)), whose role is `role`."""

    start: int
    end: int
    speaker: str
    role: str
    speaker_start: int
    speaker_end: int


def find_speech(parsed: Parsed) -> list[Speech]:
    """Return the speeches of a text in their order; the speech of a media outlet that is only the report's source is not one."""
    speeches: list[Speech] = []
    for first, last in parsed.tokens.sentences:
        speeches.extend(_read_sentence(parsed, first, last))
    return _carry_quotations(parsed, speeches)


def speaker_at(speeches: list[Speech], word: int) -> Speech | None:
    """Return the innermost speech that holds this word, or None."""
    holding = [s for s in speeches if s.start <= word < s.end]
    return min(holding, key=lambda s: s.end - s.start) if holding else None


def _read_sentence(parsed: Parsed, first: int, last: int) -> list[Speech]:
    lows, found = parsed.tokens.lows, []
    for n in range(first, last):
        speech = None
        if lows[n] in _SAY and parsed.tags[n] == "V":
            speech = _read_said(parsed, n, first, last)
        else:
            for words in _ACCORDING:
                if lows[n] == words[0] and tuple(lows[n : n + len(words)]) == words:
                    speech = _read_according(parsed, n, n + len(words), first, last)
        if speech:
            found.append(speech)
    return found


def _read_said(parsed: Parsed, verb: int, first: int, last: int) -> Speech | None:
    """Read "X said that …", "…, X said", "…, said X"."""
    lows = parsed.tokens.lows
    if (verb + 1 < last and lows[verb + 1] == "responsibility") or lows[verb - 1] in (
        "was",
        "were",
        "been",
        "be",
        "is",
        "are",
    ):
        return None
    if lows[verb] in ("claimed", "claims", "claiming") and any(
        w in ("responsibility", "lives", "life", "credit") for w in lows[verb + 1 : verb + 6]
    ):
        return None
    subject = [g for g in find_subject(parsed, verb, first) if not g.negative]
    if subject:
        trailing = _ends_clause(parsed, verb, last)
        start, end = (first, subject[0].start) if trailing else (verb + 1, last)
        return _speech(parsed, start, end, subject[-1], subject[0])
    following = read_group(parsed, verb + 1, last)
    if following and following.head >= 0 and verb > first:
        return _speech(parsed, first, verb, following, following)
    return None


def _ends_clause(parsed: Parsed, verb: int, last: int) -> bool:
    """Whether nothing but a date or a listener follows the verb: "…, police said on Tuesday."."""
    rest = parsed.tags[verb + 1 : last]
    return not any(tag in "VXMS" for tag in rest) and len(rest) <= 12


def _read_according(parsed: Parsed, begin: int, n: int, first: int, last: int) -> Speech | None:
    group = read_group(parsed, n, last)
    if group is None or group.head < 0:
        return None
    if begin <= first + 2:
        return _speech(parsed, group.end, last, group, group)
    return _speech(parsed, first, begin, group, group)


def _speech(parsed: Parsed, start: int, end: int, group: Group, opening: Group) -> Speech | None:
    finish = _end_of_name(parsed, max(group.end, opening.end))
    phrase = parsed.words(opening.start, finish)
    role = "unknown" if group.pronoun else speaker_role(phrase)
    start = max(start, finish) if opening.start <= start < finish else start
    if role == "media" or start >= end:
        return None
    return Speech(start, end, phrase, role, opening.start, finish)


def _end_of_name(parsed: Parsed, end: int) -> int:
    """Read on through "of Police Anup Sahu", "for the governor", "in the city"."""
    _, last = parsed.bounds(end - 1)
    while end + 1 < last and parsed.tokens.lows[end] in ("of", "for", "at"):
        inner = read_group(parsed, end + 1, last)
        if inner is None or inner.head < 0:
            break
        end = inner.end
    return end


def _carry_quotations(parsed: Parsed, speeches: list[Speech]) -> list[Speech]:
    """Resolve "he said" to the last speaker who was named."""
    resolved: list[Speech] = []
    named: Speech | None = None
    for speech in sorted(speeches, key=lambda s: (s.start, s.end)):
        pronoun = parsed.tags[speech.speaker_start] == "R" and speech.speaker_end - speech.speaker_start == 1
        if not pronoun:
            named = speech
        elif named:
            speech = Speech(speech.start, speech.end, named.speaker, named.role, named.speaker_start, named.speaker_end)
        resolved.append(speech)
    return resolved
