"""Who says it: the stretches of words that a speaker inside the report answers for."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

from gawah.coding.rules.lexicon import word_set
from gawah.coding.rules.people import is_person
from gawah.coding.rules.phrases import CALENDAR, Group, Parsed, find_outer_subject, find_subject, read_group
from gawah.frozen import quick_to_make
from gawah.gazetteer.speakers import speaker_role

_SAY = word_set("speech", "say")
_SAY_BEFORE_THAT = frozenset(
    "claim claims report reports state states held maintains contends contended considers".split()
)
_ACCORDING = (("according", "to"), ("as", "per"), ("quoting",), ("citing",), ("in", "the", "words", "of"))
_SPOKEN = frozenset([*_SAY, *_SAY_BEFORE_THAT, ":", *(words[0] for words in _ACCORDING)])
"""The words at which a speech may be recognised."""
_POSTED_WHERE = frozenset("at in near with to under along outside for".split())
"""An officer posted at a station says nothing."""
_BE = frozenset("was were been be is are".split())
_LONGEST_QUOTATION = 150
"""Words."""
_FAR_BEFORE = 40
"""Words between a speaker and a quotation that is not his."""
_NEAR = 40
"""Speeches: no speech holds or meets another that begins more than so many before it."""
_ENDS_OF_SPEECH = frozenset(',"”’»')
_OPENING, _CLOSING = "“«", "”»"


@quick_to_make
@dataclass(frozen=True, slots=True)
class Speech:
    """The words [start, end) are said by `speaker` (the words [speaker_start, speaker_end)), whose role is `role`.

    Of speakers within speakers `speaker` names all, the outermost first, joined by " > "; the role is the innermost's.
    """

    start: int
    end: int
    speaker: str
    role: str
    speaker_start: int
    speaker_end: int


def find_speech(parsed: Parsed) -> list[Speech]:
    """Return the speeches of a text in their order; that of a media outlet, only the report's source, is not one."""
    speeches: list[Speech] = []
    for number, spoken in parsed.tokens.find_by_sentence(_SPOKEN).items():
        speeches.extend(_read_sentence(parsed, spoken, *parsed.tokens.sentences[number]))
    return _nest(parsed, _carry_quotations(parsed, _carry_speakers(parsed, speeches)))


def speaker_at(speeches: list[Speech], word: int) -> Speech | None:
    """Return the innermost speech that holds this word, or None."""
    at = bisect_right(speeches, word, key=lambda s: s.start)
    holding = [s for s in speeches[max(0, at - _NEAR) : at] if word < s.end]
    return min(holding, key=lambda s: s.end - s.start) if holding else None


def _read_sentence(parsed: Parsed, spoken: Sequence[int], first: int, last: int) -> list[Speech]:
    """Return the speeches of the sentence [first, last), at whose words `spoken` any may be recognised."""
    lows, found = parsed.tokens.lows, list[Speech]()
    for n in spoken:
        speech = None
        if (lows[n] in _SAY and parsed.tags[n] == "V") or _says_that(parsed, n, first, last):
            speech = _read_said(parsed, n, first, last)
        elif lows[n] == ":" and n > first and n + 1 < last and parsed.tags[n + 1] == '"':
            speech = _read_colon(parsed, n, first, last)
        else:
            for words in _ACCORDING:
                if lows[n] == words[0] and tuple(lows[n : n + len(words)]) == words:
                    speech = _read_according(parsed, n, n + len(words), first, last)
        if speech:
            found.append(speech)
    return found


def _says_that(parsed: Parsed, n: int, first: int, last: int) -> bool:
    """Whether a word that may be a noun is a verb of saying: "medics claim that"."""
    lows = parsed.tokens.lows
    return (
        lows[n] in _SAY_BEFORE_THAT
        and n + 1 < last
        and lows[n + 1] == "that"
        and n > first
        and parsed.tags[n - 1] in "W)"
    )


def _read_said(parsed: Parsed, verb: int, first: int, last: int) -> Speech | None:
    """Read "X said that …", "…, X said", "…, said X"."""
    lows = parsed.tokens.lows
    if (verb + 1 < last and lows[verb + 1] == "responsibility") or (verb > first and lows[verb - 1] in _BE):
        return None
    if lows[verb] == "posted" and lows[verb + 1 : verb + 2] and lows[verb + 1] in _POSTED_WHERE:
        return None
    if lows[verb] in ("claimed", "claims", "claiming", "claim") and any(
        w in ("responsibility", "lives", "life", "credit") for w in lows[verb + 1 : verb + 6]
    ):
        return None
    following = read_group(parsed, verb + 1, last)
    if following and _is_postposed(parsed, verb, following, first, last):
        return _speech(parsed, first, verb, following, following)
    subject = [
        g for g in find_subject(parsed, verb, first) or find_outer_subject(parsed, verb, first) if not g.negative
    ]
    if subject:
        trailing = _ends_clause(parsed, verb, last)
        if trailing:
            subject = _behind_comma(parsed, subject)
        start, end = (first, subject[0].start) if trailing else (verb + 1, last)
        return _speech(parsed, start, end, subject[-1], subject[0], verb)
    if following and following.head >= 0 and verb > first and _can_speak(parsed, following):
        return _speech(parsed, first, verb, following, following)
    return None


def _behind_comma(parsed: Parsed, subject: list[Group]) -> list[Group]:
    """Return the speakers of "…, in Ituri, | a local group and the army said": those behind the last comma."""
    opens = [i for i, group in enumerate(subject) if parsed.tokens.words[group.start - 1] == ","]
    return subject[opens[-1] :] if opens else subject


def _can_speak(parsed: Parsed, group: Group) -> bool:
    """Whether a phrase names one who speaks: a name, an office, people; "announced compensation" has none."""
    if group.pronoun or group.head < 0:
        return group.pronoun
    named = parsed.tokens.words[group.head][0].isupper() or is_person(parsed, group)
    return named or speaker_role(parsed.words(group.start, group.end)) != "unknown"


def _is_postposed(parsed: Parsed, verb: int, following: Group, first: int, last: int) -> bool:
    """Whether the speaker stands behind the verb: "the man was alone, said X"."""
    told = parsed.tokens.words[verb - 1] in _ENDS_OF_SPEECH if verb > first else False
    clause = following.end < last and parsed.tags[following.end] in "VXM"
    return told and following.head >= 0 and any(t in "VXM" for t in parsed.tags[first : verb - 1]) and not clause


def _ends_clause(parsed: Parsed, verb: int, last: int) -> bool:
    """Whether nothing but a date or a listener follows the verb: "…, police said on Tuesday."."""
    rest = parsed.tags[verb + 1 : last]
    return not any(tag in "VXMS" for tag in rest) and len(rest) <= 12


def _read_colon(parsed: Parsed, n: int, first: int, last: int) -> Speech | None:
    """Read "Mr X: "…""; a verb of saying before the colon speaks for itself."""
    group = read_group(parsed, first, n)
    if group is None or group.head < 0 or group.end != n:
        return None
    return _speech(parsed, n + 1, last, group, group)


def _read_according(parsed: Parsed, begin: int, n: int, first: int, last: int) -> Speech | None:
    group = read_group(parsed, n, last)
    if group is None or group.head < 0:
        return None
    if begin <= first + 2:
        return _speech(parsed, group.end, last, group, group)
    return _speech(parsed, first, begin, group, group)


def _speech(
    parsed: Parsed, start: int, end: int, group: Group, opening: Group, verb: int | None = None
) -> Speech | None:
    finish = _end_of_name(parsed, max(group.end, opening.end))
    finish = _end_of_apposition(parsed, finish, verb)
    begin = _skip_day(parsed, _start_of_name(parsed, opening.start), finish)
    role = "unknown" if group.pronoun else speaker_role(parsed.words(begin, finish))
    if role == "unknown" and not group.pronoun and (office := _read_office_before(parsed, begin)) is not None:
        begin = office
        role = speaker_role(parsed.words(begin, finish))
        end = begin if begin < end <= opening.start else end
    phrase = parsed.words(begin, finish)
    start = max(start, finish) if opening.start <= start < finish else start
    if role == "media" or start >= end or parsed.tags[begin] in "-XVM":
        return None
    return Speech(start, end, phrase, role, begin, finish)


def _read_office_before(parsed: Parsed, start: int) -> int | None:
    """Return where the office begins that stands before a name: "Superintendent of Police (SP), K L Marav"."""
    words, tags, n = parsed.tokens.words, parsed.tags, start - 1
    first, _ = parsed.bounds(start)
    n -= words[n] == ","
    if n < first or not words[start][0].isupper():
        return None
    while (
        n >= first
        and start - n < 16
        and (
            tags[n] in "W()N"
            or parsed.tokens.lows[n] in ("of", "for", "the", "and", "in")
            or (words[n] == "," and n > first and words[n + 1][0].isupper() and words[n - 1][-1] in ")")
        )
    ):
        n -= 1
    while n + 1 < start and not (words[n + 1][0].isupper() and tags[n + 1] == "W"):
        n += 1
    known = n + 1 < start and speaker_role(parsed.words(n + 1, start)) not in ("unknown", "media")
    return n + 1 if known else None


def _start_of_name(parsed: Parsed, start: int) -> int:
    """Return where a name begins with the initials before it, which a full stop parts from it: "P. Hanse"."""
    words = parsed.tokens.words
    first, _ = parsed.bounds(start)
    while start - 2 >= first and words[start - 1] == "." and len(words[start - 2]) == 1 and words[start - 2].isupper():
        start -= 2
    return start


def _end_of_name(parsed: Parsed, end: int) -> int:
    """Read on through "of Police Anup Sahu", "for the governor", "in the city"."""
    _, last = parsed.bounds(end - 1)
    while end + 1 < last and parsed.tokens.lows[end] in ("of", "for", "at"):
        inner = read_group(parsed, end + 1, last)
        if inner is None or inner.head < 0:
            break
        end = inner.end
    return end


def _end_of_apposition(parsed: Parsed, end: int, verb: int | None) -> int:
    """Read on through ", the director general of operations," behind a speaker's name."""
    _, last = parsed.bounds(end - 1)
    if end + 2 >= last or parsed.tokens.words[end] != "," or parsed.tags[end + 1] not in "DW":
        return end
    inner = read_group(parsed, end + 1, last)
    if inner is None or inner.head < 0 or (inner.quantity and not inner.quantity.article):
        return end
    finish = _end_of_name(parsed, inner.end)
    closed = finish == verb or (finish < last and parsed.tags[finish] == ",")
    return finish if closed and (verb is None or finish <= verb) else end


def _carry_speakers(parsed: Parsed, speeches: list[Speech]) -> list[Speech]:
    """Resolve "he said" to the last speaker who was named, and give "Mr X" the role that X had before."""
    resolved: list[Speech] = []
    roles: dict[str, str] = {}
    named: Speech | None = None
    for speech in sorted(speeches, key=lambda s: (s.start, s.end)):
        pronoun = parsed.tags[speech.speaker_start] == "R" and speech.speaker_end - speech.speaker_start == 1
        if pronoun and named:
            speech = replace(speech, speaker=named.speaker, role=named.role)
            speech = replace(speech, speaker_start=named.speaker_start, speaker_end=named.speaker_end)
        elif pronoun:
            speech = _name_pronoun(parsed, speech)
        else:
            speech = _inherit_role(parsed, speech, roles)
            named = speech
        resolved.append(speech)
    return resolved


def _name_pronoun(parsed: Parsed, speech: Speech) -> Speech:
    """Return the speech of "he" with the first who acts in the sentence, or the one before, for its speaker."""
    number = parsed.tokens.sentence_at(speech.speaker_start)
    for first, last in reversed(parsed.tokens.sentences[max(0, number - 1) : number + 1]):
        verbs = (n for n in range(first, min(last, speech.speaker_start)) if parsed.tags[n] == "V")
        acting = (g for n in verbs for g in find_subject(parsed, n, first) if not g.pronoun and _can_speak(parsed, g))
        if (who := next(acting, None)) is not None:
            role = speaker_role(parsed.words(who.start, who.end))
            begin = _skip_day(parsed, who.start, who.end)
            name = parsed.words(begin, who.end)
            return replace(speech, speaker=name, role=role, speaker_start=begin, speaker_end=who.end)
    return speech


def _skip_day(parsed: Parsed, start: int, end: int) -> int:
    """Return where a name begins behind the day that stands before it: "On Friday | Mr Bel"."""
    while start + 1 < end and parsed.tokens.lows[start] in CALENDAR:
        start += 1
    return start


def _inherit_role(parsed: Parsed, speech: Speech, roles: dict[str, str]) -> Speech:
    words = parsed.tokens.words[speech.speaker_start : speech.speaker_end]
    names = [w for w in words if w[0].isupper() and len(w) > 2]
    if len(words) == 2 and words[0].lower() == "the":  # "the spokesman", of whom "a police spokesman" told
        names = words[1:]
    if speech.role == "unknown" and names and names[-1] in roles:
        return replace(speech, role=roles[names[-1]])
    if speech.role != "unknown":
        for name in [*names, *(w for w in words if w.startswith("spokes"))]:
            roles.setdefault(name, speech.role)
    return speech


# --- quotations over several sentences, speakers within speakers ------------------------------------------------------


def _carry_quotations(parsed: Parsed, speeches: list[Speech]) -> list[Speech]:
    """Let a speech run on to the end of a quotation that spans several sentences."""
    carried, added = list(speeches), []
    for start, end in _quotations(parsed):
        if parsed.tokens.sentence_at(start) == parsed.tokens.sentence_at(end - 1):
            continue
        at = bisect_right(speeches, end, key=lambda s: s.start)
        near = range(max(0, at - _NEAR), at)
        said = next((n for n in near if carried[n].start < end and start < carried[n].end), None)
        if said is not None:
            whole = carried[said]
            carried[said] = replace(whole, start=min(whole.start, start), end=max(whole.end, end))
        elif before := [n for n in near if 0 <= start - carried[n].speaker_end < _FAR_BEFORE]:
            added.append(replace(carried[before[-1]], start=start, end=end))
    return sorted([*carried, *added], key=lambda s: (s.start, s.end))


def _quotations(parsed: Parsed) -> list[tuple[int, int]]:
    """Return the stretches in quotation marks, marks included; straight marks open and close by turns."""
    found, opened = [], -1
    words = parsed.tokens.words
    for n in parsed.tokens.find_all(_MARKS):
        word = words[n]
        if word in _OPENING or (word == '"' and opened < 0):
            opened = n
        elif (word in _CLOSING or word == '"') and opened >= 0:
            if n - opened <= _LONGEST_QUOTATION:
                found.append((opened, n + 1))
            opened = -1
    return found


_MARKS = frozenset([*_OPENING, *_CLOSING, '"'])


def _nest(parsed: Parsed, speeches: list[Speech]) -> list[Speech]:
    """Name the speakers around a speaker whose words stand within theirs: "ministry > witnesses"."""
    nested = []
    for n, speech in enumerate(speeches):
        outer = [s for s in speeches[max(0, n - _NEAR) : n + _NEAR] if s is not speech and _holds(s, speech)]
        around = min(outer, key=lambda s: s.end - s.start) if outer else None
        nested.append(_put_within(parsed, around, speech) if around else speech)
    return nested


def _put_within(parsed: Parsed, outer: Speech, inner: Speech) -> Speech:
    """Return the inner speech with both speakers; in "quoting X, police said" X is the innermost."""
    quoted = parsed.tokens.lows[max(0, outer.speaker_start - 1)] in ("quoting", "citing")
    if quoted:
        return replace(inner, speaker=f"{inner.speaker} > {outer.speaker}", role=outer.role)
    return replace(inner, speaker=f"{outer.speaker} > {inner.speaker}")


def _holds(outer: Speech, inner: Speech) -> bool:
    return (
        outer.start <= inner.speaker_start
        and inner.speaker_end <= outer.end
        and outer.start <= inner.start
        and inner.end <= outer.end
        and outer.speaker != inner.speaker
    )
