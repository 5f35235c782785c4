"""What followed: the responses that a report tells of, with actor, target, status and the words that say so."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from gawah.coding.rules.lexicon import load_lexicon
from gawah.coding.rules.phrases import Group, Parsed, find_subject, read_groups_after
from gawah.coding.rules.triggers import Form, expand_phrase, inflect

_BE = frozenset("was were is are been being be".split())


@dataclass(frozen=True, slots=True)
class ResponseMention:
    """A response told in one clause; word ranges are [start, end)."""

    type: str
    status: str
    start: int
    end: int
    sentence: int
    actor: Group | None = None
    target: Group | None = None


@dataclass(frozen=True, slots=True)
class _Cue:
    type: str
    form: Form


def find_responses(parsed: Parsed, sentences: list[int]) -> list[ResponseMention]:
    """Return the responses that the sentences (by number) tell of, one a type and sentence, in their order."""
    found = []
    for number in sentences:
        seen: set[str] = set()
        for mention in _read_sentence(parsed, number):
            if mention.type not in seen:
                seen.add(mention.type)
                found.append(mention)
    return found


def _read_sentence(parsed: Parsed, number: int) -> Iterator[ResponseMention]:
    first, last = parsed.tokens.sentences[number]
    lows, index, n = parsed.tokens.lows, _index(), first
    while n < last:
        for words, cue in index.get(lows[n], ()):
            if n + len(words) <= last and tuple(lows[n : n + len(words)]) == words:
                mention = _read_mention(parsed, cue, n, n + len(words), number)
                if mention:
                    yield mention
                n += len(words) - 1
                break
        n += 1


def _read_mention(parsed: Parsed, cue: _Cue, start: int, end: int, number: int) -> ResponseMention | None:
    first, last = parsed.tokens.sentences[number]
    lows = parsed.tokens.lows
    before = lows[start - 1] if start > first else ""
    passive = (cue.form in ("past_or_participle", "participle") and before in _BE) or before in ("been", "being")
    if cue.form in ("base", "third", "past", "past_or_participle", "participle", "ing") and parsed.tags[start] != "V":
        return None
    subject = _plain(find_subject(parsed, start, first))
    after = _plain(read_groups_after(parsed, end, last))
    after_by = _plain(_after_by(parsed, end, last))
    if passive:
        actor, target = (after_by[0] if after_by else None), (subject[0] if subject else None)
    else:
        actor, target = (subject[0] if subject else None), (after[0] if after else None)
    if lows[end : end + 1] in (["by"], ["from"]) and after_by:
        actor = after_by[0]
    if _is_negated(parsed, start, first) or _is_idle(parsed, cue, start, end):
        return None
    status = _read_status(parsed, cue, start, first)
    if status in ("demanded", "refused") and cue.type not in ("demand", "refusal"):
        return None  # the demand or the refusal itself is the response
    if actor is None and not passive and cue.type in _NEEDS_ACTOR:
        return None
    return ResponseMention(cue.type, status, start, end, number, actor, target)


_NEEDS_ACTOR = frozenset("demand refusal protest visit criticism denial_of_responsibility strike statement".split())
_IDLE = {  # words behind a trigger that make it say something else
    "refusal": frozenset("comment identified named give elaborate name disclose pay say speak".split()),
    "demand": frozenset("ransom money extortion levy".split()),
    "burial": frozenset("under rubble beneath debris".split()),
    "arrest": frozenset("hospital".split()),
}


def _is_idle(parsed: Parsed, cue: _Cue, start: int, end: int) -> bool:
    """Whether the words behind the trigger make it no response: "declined to comment", "demanded a ransom"."""
    behind = parsed.tokens.lows[end : end + 4]
    return any(low in _IDLE.get(cue.type, ()) for low in behind)


def _plain(groups: list[Group]) -> list[Group]:
    return [g for g in groups if not g.negative and g.head >= 0]


def _after_by(parsed: Parsed, start: int, stop: int) -> list[Group]:
    for n in range(start, min(stop, start + 12)):
        if parsed.tokens.lows[n] in ("by", "from"):
            return read_groups_after(parsed, n + 1, stop)
    return []


def _is_negated(parsed: Parsed, start: int, first: int) -> bool:
    window = range(max(first, start - 4), start)
    return any(parsed.tags[n] == "-" for n in window)


def _read_status(parsed: Parsed, cue: _Cue, start: int, first: int) -> str:
    """Return how far the step has got, by the words of its own clause."""
    if cue.type in ("refusal", "demand", "denial_of_responsibility"):
        return {"refusal": "refused", "demand": "demanded", "denial_of_responsibility": "denied"}[cue.type]
    table = _status_words()
    for n in range(start, max(first - 1, start - 10), -1):
        status = table.get(parsed.tokens.lows[n])
        if status and (status != "under_way" or parsed.tokens.lows[start].endswith("ing") or n == start):
            return status
        if n < start and parsed.tags[n] in ",S":
            break
    return "done"


@cache
def _status_words() -> dict[str, str]:
    return {word: status for status, words in load_lexicon("responses")["status"].items() for word in words}


@cache
def _index() -> dict[str, list[tuple[tuple[str, ...], _Cue]]]:
    """Return the cues by their first word, the longest first."""
    index: dict[str, dict[tuple[str, ...], _Cue]] = {}
    for entry in load_lexicon("responses")["types"]:
        for words, cue in _expand_entry(entry):
            index.setdefault(words[0], {}).setdefault(words, cue)
    return {first: sorted(cues.items(), key=lambda item: -len(item[0])) for first, cues in index.items()}


def _expand_entry(entry: dict[str, Any]) -> Iterator[tuple[tuple[str, ...], _Cue]]:
    for line in entry.get("verbs", ()):
        for form, word in inflect(line):
            yield (word,), _Cue(entry["type"], form)
    for line in entry.get("nouns", ()):
        for word in line.split("/"):
            yield (word,), _Cue(entry["type"], "noun")
    for line in entry.get("phrases", ()):
        for words in expand_phrase(line):
            yield words, _Cue(entry["type"], "phrase")
