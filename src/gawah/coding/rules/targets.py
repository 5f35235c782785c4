"""Things that were attacked or damaged: objects of verbs and of prepositions, subjects of passives, nominals."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from gawah.coding.rules.lexicon import load_lexicon
from gawah.coding.rules.phrases import Group, Parsed, find_subject, read_groups_after
from gawah.coding.rules.sheet import Sheet
from gawah.coding.rules.speech import speaker_at
from gawah.coding.rules.triggers import Form, expand_phrase, inflect

_PASSIVE: frozenset[Form] = frozenset(["participle", "past_or_participle"])
_RANK = ("destroyed", "damaged", "looted", "seized", "unharmed")
_LONGEST_TAIL = 8
_WIDEST_PART = 12
"""Words between "set" and "ablaze", at most."""


@dataclass(frozen=True, slots=True)
class Target:
    """A thing at the words [start, end), what became of it, and the word [verb, verb_end) that says so."""

    start: int
    end: int
    head: str
    effect: str | None
    verb: int
    verb_end: int
    rule: str


def find_targets(parsed: Parsed, first: int, last: int) -> list[Target]:
    """Return the things that the sentence [first, last) says were attacked or damaged, in their order."""
    found: dict[int, Target] = {}
    readers = (_read_verbs, _read_phrases, _read_parted)
    for target in (target for read in readers for target in read(parsed, first, last)):
        known = found.get(target.start)
        found[target.start] = target if known is None else _join_effects(known, target)
    return [found[start] for start in sorted(found)]


def merge_targets(targets: list[Target]) -> list[list[Target]]:
    """Return the targets of an incident, each with all its mentions: "a bus", later "the bus", is one."""
    merged: list[list[Target]] = []
    for target in targets:
        same = next((told for told in merged if _is_same(told[0], target)), None)
        if same is None:
            merged.append([target])
        else:
            same.append(target)
    return merged


def strongest_effect(told: list[Target]) -> str | None:
    """Return the worst that the mentions of one target say became of it."""
    effects = {target.effect for target in told}
    return next((effect for effect in _RANK if effect in effects), None)


def _is_same(known: Target, target: Target) -> bool:
    return known.head == target.head and target.start != known.start and not target.rule.endswith("-anew")


def _join_effects(one: Target, other: Target) -> Target:
    longer = one if one.end >= other.end else other
    return replace(longer, effect=strongest_effect([one, other]))


def write_targets(sheet: Sheet, sentences: list[tuple[int, int]]) -> None:
    """Write down what the sentences [first, last) of an incident say was attacked or damaged."""
    parsed = sheet.page.parsed
    cued = parsed.tokens.find_by_sentence(_all_openers())
    told = [words for words in sentences if parsed.tokens.sentence_at(words[0]) in cued]
    found = [target for first, last in told for target in find_targets(parsed, first, last)]
    for mentions in merge_targets(found):
        first = mentions[0]
        value = {"description": parsed.words(first.start, first.end), "effect": strongest_effect(mentions)}
        spans = [sheet.span(min(t.start, t.verb), max(t.end, t.verb_end)) for t in mentions]
        trigger, speech = sheet.span(first.verb, first.verb_end), speaker_at(sheet.page.speeches, first.verb)
        sheet.say(sheet.key("targets"), value, spans, f"target-{first.rule}", speech=speech, trigger=trigger)


# --- verbs and phrases ------------------------------------------------------------------------------------------------


def _read_verbs(parsed: Parsed, first: int, last: int) -> Iterator[Target]:
    lows, verbs = parsed.tokens.lows, _verbs()
    for n in parsed.tokens.find(_openers("verbs"), parsed.tokens.sentence_at(first)):
        senses = verbs[lows[n]]
        if _is_verb(parsed, n, senses, first) and not _is_unreal(parsed, n, first):
            yield from _read_verb(parsed, n, senses, first, last)


def _is_verb(parsed: Parsed, n: int, senses: "_Senses", first: int) -> bool:
    """Whether the word is a verb by its tag, or a participle behind "was" that is a noun elsewhere ("was hit")."""
    passive = not _PASSIVE.isdisjoint(senses.forms)
    return parsed.tags[n] == "V" or (passive and _word_before(parsed, n, first) in _words("be"))


def _read_verb(parsed: Parsed, n: int, senses: "_Senses", first: int, last: int) -> Iterator[Target]:
    before = _word_before(parsed, n, first)
    passive = not _PASSIVE.isdisjoint(senses.forms)
    if not (passive and before in _words("be")):
        objects = list(_take_things(parsed, n + 1, last))
        if objects or not passive or before in _words("have"):
            yield from (_make(parsed, g, senses.effect, (n, n + 1), "active") for g in objects)
            return
    for group in _find_things_before(parsed, n, first):
        yield _make(parsed, group, senses.effect, (n, n + 1), "passive")


def _read_phrases(parsed: Parsed, first: int, last: int) -> Iterator[Target]:
    lows, phrases, beyond = parsed.tokens.lows, _phrases(), first
    for n in parsed.tokens.find(_openers("phrases"), parsed.tokens.sentence_at(first)):
        if n < beyond:
            continue
        end, effect = next(
            ((n + len(words), e) for words, e in phrases[lows[n]] if tuple(lows[n : n + len(words)]) == words),
            (0, None),
        )
        if end and end < last and not _is_unreal(parsed, n, first):
            yield from _read_phrase(parsed, n, end, effect, first, last)
        beyond = end


def _read_phrase(parsed: Parsed, n: int, end: int, effect: str | None, first: int, last: int) -> Iterator[Target]:
    things = [group for group in _take_things(parsed, end, last) if not _carries_bomb(parsed, group, end)]
    rule = "phrase"
    if not things and _word_before(parsed, n, first) in _words("be"):  # "three trucks were set ablaze"
        things, rule = _find_things_before(parsed, n, first), "passive"
    yield from (_make(parsed, group, effect, (n, end), rule) for group in things)


def _read_parted(parsed: Parsed, first: int, last: int) -> Iterator[Target]:
    """Read "set three trucks ablaze": the things between a verb and the words that close it."""
    lows, parted = parsed.tokens.lows, _parted()
    for n in parsed.tokens.find(_openers("parted"), parsed.tokens.sentence_at(first)):
        for closing, effect in parted[lows[n]]:
            size, ends = len(closing), range(n + 2, min(last, n + _WIDEST_PART))
            end = next((m for m in ends if tuple(lows[m : m + size]) == closing), n)
            if end > n and not _is_unreal(parsed, n, first):
                things = _take_things(parsed, n + 1, end)
                yield from (_make(parsed, group, effect, (n, end + size), "parted") for group in things)


def _find_things_before(parsed: Parsed, n: int, first: int) -> list[Group]:
    """Return the things that are the subject of the verb at `n`, past a clause such as "carrying pilgrims"."""
    groups = find_subject(parsed, n, first)
    opens = groups[0].start - 1 if groups else first
    if opens > first and parsed.tags[opens] == "V" and parsed.tokens.lows[opens].endswith("ing"):
        groups = find_subject(parsed, opens, first)
    return [group for group in groups if not group.negative and is_target(parsed, group)]


def _take_things(parsed: Parsed, start: int, last: int) -> Iterator[Group]:
    for group in read_groups_after(parsed, start, last):
        if not group.negative and is_target(parsed, group):
            yield group


def _is_unreal(parsed: Parsed, n: int, first: int) -> bool:
    """Whether the words before plan, deny or only fear it."""
    return not _words("unreal").isdisjoint(parsed.tokens.lows[max(first, n - 4) : n])


def _word_before(parsed: Parsed, n: int, first: int) -> str:
    n -= 1
    while n >= first and parsed.tags[n] in "A-":
        n -= 1
    return parsed.tokens.lows[n] if n >= first else ""


# --- things -----------------------------------------------------------------------------------------------------------


def name_thing(low: str) -> str | None:
    """Return the singular of a word for a thing that can be attacked; None for any other word."""
    return _things().get(low)


def is_target(parsed: Parsed, group: Group) -> bool:
    """Whether a noun phrase names a thing that can be attacked, and not what brought the bomb."""
    if group.pronoun or group.head < 0:
        return False
    head = _find_head(parsed, group)
    if head is None or _bears_bomb(parsed, group):
        return False
    low, words = parsed.tokens.lows[head], parsed.tokens.words
    if _things()[low] in _words("routes") and words[head][0].isupper():
        return False  # a place
    return low not in _words("needs_modifier") or head > group.start or group.end > head + 1


def _find_head(parsed: Parsed, group: Group) -> int | None:
    """Return the word that names the thing: the head, or one that a name follows ("Hotel Meridal", "Banco Sur")."""
    lows, words = parsed.tokens.lows, parsed.tokens.words
    things = _things()
    if lows[group.head] in things:
        return group.head
    for n in range(group.head - 1, group.start - 1, -1):
        if not (words[n + 1][0].isupper() or words[n + 1][0] in "\"“'(") and words[n + 1] not in "()":
            return None
        if lows[n] in things:
            return n
    return None


def _bears_bomb(parsed: Parsed, group: Group) -> bool:
    bearers, lows = _words("bearers"), parsed.tokens.lows
    return any(low in bearers for low in lows[group.start : group.end + 1])


def _carries_bomb(parsed: Parsed, group: Group, end: int) -> bool:
    """Whether a bomb stands on a vehicle of no one's: "planted on a motorcycle", "exploded in a parked car"."""
    lows = parsed.tokens.lows
    first = lows[end - 1] in _words("aboard") and lows[end] in ("a", "an") and group.start in (end, end + 1)
    head = _find_head(parsed, group) if first else None
    return (
        head is not None
        and _things()[lows[head]] in _words("carriers")
        and lows[group.end : group.end + 1] != ["carrying"]
    )


def _make(parsed: Parsed, group: Group, effect: str | None, verb: tuple[int, int], rule: str) -> Target:
    lows = parsed.tokens.lows
    head = _find_head(parsed, group)
    name = lows[group.head if head is None else head]
    anew = any(low in _words("anew") for low in lows[group.start : group.end])
    start, end = _cut(parsed, group), _read_tail(parsed, group.end)
    return Target(start, end, _things().get(name, name), effect, *verb, f"{rule}-anew" if anew else rule)


def _cut(parsed: Parsed, group: Group) -> int:
    """Return where the phrase begins without article and particle, nor a verb read into it ("and burned houses")."""
    n, lows = group.start, parsed.tokens.lows
    if n and lows[n - 1 : n + 1] == ["at", "least"]:
        return n - 1
    while n < group.head and (lows[n] in _words("openers") or (lows[n] in _verbs() and lows[n - 1] in ("and", "or"))):
        n += 1
    return n


def _read_tail(parsed: Parsed, end: int) -> int:
    """Return where the phrase ends with "of …" and the place that it names: "the house of a policeman"."""
    lows, tags = parsed.tokens.lows, parsed.tags
    if end + 1 >= len(lows) or lows[end] not in ("of", "belonging") or tags[end + 1] not in "DWN":
        return end
    n = end + 1 + (lows[end] == "belonging" and lows[end + 1] == "to")
    stop = min(len(lows), end + _LONGEST_TAIL, parsed.bounds(end - 1)[1])
    while n < stop and tags[n] in "DWG":
        n += 1
    return n if n > end + 1 else end


# --- words ------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Senses:
    """The forms that a word may be of a verb, and what the verb says became of the thing."""

    forms: frozenset[Form]
    effect: str | None


@cache
def _lexicon() -> Any:
    return load_lexicon("targets")


@cache
def _things() -> dict[str, str]:
    """Return the singular of each word for a thing."""
    pairs = [pair.split("/") for line in _lexicon()["things"] for pair in line.split()]
    return {form: pair[0] for pair in pairs for form in pair}


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(form for pair in _lexicon()[name].split() for form in pair.split("/"))


@cache
def _verbs() -> dict[str, _Senses]:
    table: dict[str, _Senses] = {}
    for effect, lines in _lexicon()["verbs"].items():
        for form, word in (pair for line in lines for pair in inflect(line)):
            known = table.get(word, _Senses(frozenset(), _effect(effect)))
            table[word] = _Senses(known.forms | {form}, known.effect)
    return table


@cache
def _openers(table: str) -> frozenset[str]:
    """Return the words at which a table of the lexicon is looked into: "verbs", "phrases" or "parted"."""
    return frozenset([*_verbs()] if table == "verbs" else [*_phrases()] if table == "phrases" else [*_parted()])


@cache
def _all_openers() -> frozenset[str]:
    return _openers("verbs") | _openers("phrases") | _openers("parted")


@cache
def _phrases() -> dict[str, list[tuple[tuple[str, ...], str | None]]]:
    """Return the phrases by their first word, the longest first."""
    table: dict[str, list[tuple[tuple[str, ...], str | None]]] = {}
    for effect, lines in _lexicon()["phrases"].items():
        for words in (words for line in lines for words in expand_phrase(line)):
            table.setdefault(words[0], []).append((words, _effect(effect)))
    return {first: sorted(entries, key=lambda entry: -len(entry[0])) for first, entries in table.items()}


@cache
def _parted() -> dict[str, list[tuple[tuple[str, ...], str | None]]]:
    table: dict[str, list[tuple[tuple[str, ...], str | None]]] = {}
    for effect, lines in _lexicon()["parted"].items():
        for words in (words for line in lines for words in expand_phrase(line)):
            table.setdefault(words[0], []).append((words[1:], _effect(effect)))
    return table


def _effect(name: str) -> str | None:
    return None if name == "unsaid" else name.removesuffix("_noun")
