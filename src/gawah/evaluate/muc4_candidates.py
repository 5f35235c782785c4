"""Strings of a text that may fill MUC-4's roles, and what speaks for and against each: features for a scorer.

Candidates are the noun phrases that the rules coder reads, in the cuts that an annotator may choose: without article,
without number, with fewer modifiers, with "of …". Features say how a phrase is built, where it stands, and what the
record says of it. A word of the English list may be a feature by itself; no other word of a text is one.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from gawah.coding.rules.casing import is_english
from gawah.coding.rules.page import Page, read_page
from gawah.coding.rules.phrases import Group, Parsed, find_subject, read_group, read_groups_after
from gawah.coding.rules.speech import speaker_at
from gawah.coding.rules.targets import find_targets, name_thing
from gawah.coding.rules.triggers import Trigger
from gawah.evaluate.muc4_templates import normalise
from gawah.gazetteer.actors import generic_actors
from gawah.gazetteer.persons import person_nouns
from gawah.gazetteer.places import country_of
from gawah.model import CodingInput, Text

_MOST_MODIFIERS = 4
_MOST_MENTIONS = 6
"""Mentions of one string whose surroundings are looked at."""
_LINKS = frozenset(["of", "from", "in", "belonging", "with", "at", "for", "on"])
_PARTICLES = frozenset(["de", "del", "la", "las", "los", "y"])
_FIELDS = ("perpetrators", "victims", "targets", "weapons", "claims")
_SHARED = ("harm=", "doer=", "said=", "p1=by", "value=")
_BLAME = ("respons", "suspect", "alleged", "author", "blame", "attribut")
_NEAR = 8
"""Words between an act and its "by", at most."""


@dataclass(slots=True)
class Candidate:
    """One string with the features of all its mentions; `phrases` are the noun phrases that it was cut from."""

    string: str
    head: str
    features: set[str] = field(default_factory=set)
    phrases: set[int] = field(default_factory=set)
    types: set[str] = field(default_factory=set)
    """Incident types that the sentences of its mentions speak for."""
    actors: set[str] = field(default_factory=set)
    mentions: int = 0
    first: int = 0
    """Number of the word that its first mention begins at."""


@dataclass(frozen=True, slots=True)
class Cut:
    """The words [start, end) of the noun phrase `number`, [first, last), with its head; `kind` names the cut."""

    start: int
    end: int
    head: int
    kind: str
    number: int
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What is known of the words of a document, by word number."""

    page: Page
    harmed: Mapping[int, frozenset[str]]
    actors: Mapping[int, tuple[int, int, str, str]]
    """The gazetteer's mentions: first word, word after the last, what sort and kind, identity."""
    weapons: Mapping[int, str]
    targets: Mapping[int, tuple[int, int]]
    said: Mapping[int, frozenset[str]]
    """Fields of the record whose quotes hold the word."""
    values: Mapping[str, frozenset[str]]
    """Fields of the record that have a string as a value."""
    types: tuple[frozenset[str], ...]
    """By sentence: the types that its triggers speak for."""
    harms: tuple[frozenset[str], ...]
    """By sentence: what befell people in it."""
    verbs: tuple[frozenset[str], ...]
    """By sentence: its common verbs and words of blame."""
    doers: Mapping[int, frozenset[str]]
    """Heads of phrases that are subjects of acts of violence, or stand behind their "by"."""


def read_document(text: str) -> Page:
    """Return the page of a text, as the rules coder reads it."""
    return read_page(CodingInput(Text.of("sha256:muc4", "plain@1", text, language="en")))


def list_candidates(page: Page, record: Mapping[str, Any]) -> list[Candidate]:
    """Return the strings of a document that may fill a role, in the order of their first mentions."""
    around = look_around(page, record)
    found: dict[str, Candidate] = {}
    for cut in (*list_cuts(page.parsed), *_cut_known(page)):
        string = _string(page.parsed, cut)
        if not string:
            continue
        candidate = found.get(string)
        if candidate is None:
            candidate = found[string] = Candidate(string, _head(page.parsed, cut), first=cut.start)
        _add_mention(candidate, cut, around)
    for candidate in found.values():
        candidate.features.add(f"n={min(candidate.mentions, 5)}")
    _share_features(list(found.values()))
    return list(found.values())


def _share_features(candidates: list[Candidate]) -> None:
    """Tell each name what is said of the same under its other names: "FMLN", "Farabundo …"; "Ost", "Ana Ost"."""
    shared: dict[str, set[str]] = {}
    keys = [_alias_keys(candidate) for candidate in candidates]
    for candidate, own in zip(candidates, keys, strict=True):
        for key in own:
            shared.setdefault(key, set()).update(f for f in candidate.features if f.startswith(_SHARED))
    for candidate, own in zip(candidates, keys, strict=True):
        candidate.features |= {f"same:{feature}" for key in own for feature in shared[key]}
    _compare_names([candidate for candidate in candidates if _has_name(candidate)])


def _compare_names(names: list[Candidate]) -> None:
    """Tell of each name whether the text has a fuller or a shorter form of it."""
    words = [set(candidate.string.split()) for candidate in names]
    for candidate, own in zip(names, words, strict=True):
        candidate.features.update("fuller" for other in words if own < other)
        candidate.features.update("shorter" for other in words if other < own)


def _has_name(candidate: Candidate) -> bool:
    return any(feature.startswith("name=") for feature in candidate.features)


def _alias_keys(candidate: Candidate) -> set[str]:
    if _has_name(candidate):
        return {candidate.string.split()[-1], *candidate.actors}
    return set(candidate.actors)


def _string(parsed: Parsed, cut: Cut) -> str:
    words = parsed.words(cut.start, cut.end)
    return normalise(words[:-2] if words.lower().endswith(("'s", "’s")) else words)


def _head(parsed: Parsed, cut: Cut) -> str:
    return parsed.tokens.lows[cut.head].removesuffix("'s")


# --- cuts -------------------------------------------------------------------------------------------------------------


def list_cuts(parsed: Parsed) -> Iterator[Cut]:
    """Yield the cuts of all noun phrases of a text."""
    number = 0
    for first, last in parsed.tokens.sentences:
        n = first
        while n < last:
            group = read_group(parsed, n, last)
            if group is None or group.end <= n:
                n += 1
                continue
            if group.head >= 0 and not group.pronoun:
                yield from _cut_group(parsed, group, last, number)
                number += 1
            n = max(group.head + 1 if group.head >= 0 else group.end, n + 1)


def _cut_group(parsed: Parsed, group: Group, last: int, number: int) -> Iterator[Cut]:
    lows, tags = parsed.tokens.lows, parsed.tags
    start = group.start
    while start < group.head and tags[start] in "DA-":
        start += 1
    head = group.head
    if tags[head] in ')(,"':
        return
    bare = max(start, min(group.quantity.end, head)) if group.quantity else start
    about = (number, start, head + 1)
    for n in _starts(start, head):
        kind = "full" if n == start else "bare" if n == bare else "head" if n == head else f"back{min(head - n, 3)}"
        yield Cut(n, head + 1, head, kind, *about)
    for n in range(start, head):
        if lows[n].endswith(("'s", "s'")):
            yield from (Cut(m, n + 1, n, "owner", *about) for m in _starts(start, n))
    for tail in _list_tails(parsed, head + 1, last):
        for n in dict.fromkeys((start, bare, head)):
            yield Cut(n, tail, head, f"tail-{lows[head + 1]}-{'full' if n == start else 'bare'}", *about)


def _cut_known(page: Page) -> Iterator[Cut]:
    """Yield what word lists find within noun phrases: actors, and weapons with the words before them."""
    parsed, number = page.parsed, -1
    for start, end, _ in page.actors.spans:
        yield Cut(start, end, end - 1, "actor", number, start, end)
        number -= 1
    for trigger in page.triggers:
        if trigger.sense.weapon and parsed.tags[trigger.start] != "V":
            begin = trigger.start
            while parsed.tags[begin - 1] in "WN" and begin and trigger.start - begin < _MOST_MODIFIERS:
                begin -= 1
            for n in _starts(begin, trigger.start):
                for end in dict.fromkeys((trigger.start + 1, trigger.end)):
                    yield Cut(n, end, end - 1, "weapon", number, begin, trigger.end)
            number -= 1


def _starts(start: int, head: int) -> Iterable[int]:
    return dict.fromkeys([start, *range(max(start, head - _MOST_MODIFIERS), head + 1)])


def _list_tails(parsed: Parsed, n: int, last: int) -> Iterator[int]:
    """Yield where a phrase ends with one or two phrases behind "of" and the like."""
    for _ in range(2):
        if n + 1 >= last or parsed.tokens.lows[n] not in _LINKS:
            return
        inner = read_group(parsed, n + 1, last)
        if inner is None or inner.head < 0 or inner.pronoun:
            return
        n = inner.head + 1
        yield n


# --- what is known of the words ---------------------------------------------------------------------------------------


def look_around(page: Page, record: Mapping[str, Any]) -> Surroundings:
    """Return what coder, gazetteer and record know of the words of a page."""
    return Surroundings(
        page,
        _mark_harmed(page),
        _mark_actors(page),
        _mark_weapons(page.triggers),
        _mark_targets(page.parsed),
        _mark_said(page, record),
        _list_values(record),
        tuple(_types_of(page, first, last) for first, last in page.parsed.tokens.sentences),
        tuple(_harms_of(page, number) for number in range(len(page.parsed.tokens.sentences))),
        tuple(_verbs_of(page.parsed, first, last) for first, last in page.parsed.tokens.sentences),
        _mark_doers(page),
    )


def _mark_harmed(page: Page) -> dict[int, frozenset[str]]:
    marked: dict[int, frozenset[str]] = {}
    for harm in page.harms:
        for part, groups in (("victim", (*harm.victims, *harm.subsets)), ("agent", harm.agents)):
            for n in (n for group in groups for n in range(group.start, group.end)):
                marked[n] = marked.get(n, frozenset()) | {f"{part}-{harm.measure}"}
    return marked


def _mark_actors(page: Page) -> dict[int, tuple[int, int, str, str]]:
    marked: dict[int, tuple[int, int, str, str]] = {}
    for start, end, mention in page.actors.spans:
        about = (start, end, f"{mention.sort}-{mention.kind}", mention.actor_id or "")
        marked.update((n, about) for n in range(start, end))
    return marked


def _mark_weapons(triggers: list[Trigger]) -> dict[int, str]:
    return {
        n: f"{t.sense.frame}-{t.sense.weapon[0]}" for t in triggers if t.sense.weapon for n in range(t.start, t.end)
    }


def _mark_targets(parsed: Parsed) -> dict[int, tuple[int, int]]:
    marked: dict[int, tuple[int, int]] = {}
    for first, last in parsed.tokens.sentences:
        for target in find_targets(parsed, first, last):
            marked.update((n, (target.start, target.end)) for n in range(target.start, target.end))
    return marked


def _mark_said(page: Page, record: Mapping[str, Any]) -> dict[int, frozenset[str]]:
    marked: dict[int, frozenset[str]] = {}
    for incident in record.get("incidents") or []:
        for evidence in incident.get("evidence") or []:
            name = str(evidence.get("path", "")).split("/")[1:2]
            if name and name[0] in _FIELDS and evidence.get("start") is not None:
                tokens = page.parsed.tokens
                for n in range(tokens.number_at(evidence["start"]), tokens.number_at(evidence["end"] - 1) + 1):
                    marked[n] = marked.get(n, frozenset()) | {name[0]}
    return marked


def _list_values(record: Mapping[str, Any]) -> dict[str, frozenset[str]]:
    values: dict[str, frozenset[str]] = {}
    for incident in record.get("incidents") or []:
        told = [("perpetrator", p.get("name")) for p in incident.get("perpetrators") or []]
        told += [(f"perpetrator-{p.get('attribution')}", p.get("name")) for p in incident.get("perpetrators") or []]
        told += [("parent", p.get("parent")) for p in incident.get("perpetrators") or []]
        told += [("target", t.get("description")) for t in incident.get("targets") or []]
        told += [("weapon", w.get("text")) for w in incident.get("weapons") or []]
        for victims in incident.get("victims") or []:
            told += [("victims", victims.get("description"))]
            told += [("person", person.get("name")) for person in victims.get("persons") or []]
        for name, value in told:
            string = normalise(value or "")
            values[string] = values.get(string, frozenset()) | {name}
    return values


def _types_of(page: Page, first: int, last: int) -> frozenset[str]:
    own = [t for t in page.triggers if first <= t.start < last]
    return frozenset(name for t in own for name, _ in t.sense.types)


def _harms_of(page: Page, number: int) -> frozenset[str]:
    own = (harm for harm in page.harms if page.parsed.tokens.sentence_at(harm.trigger.start) == number)
    return frozenset(harm.measure for harm in own if harm.real)


def _verbs_of(parsed: Parsed, first: int, last: int) -> frozenset[str]:
    lows = parsed.tokens.lows
    told = (n for n in range(first, last) if parsed.tags[n] == "V" or lows[n].startswith(_BLAME))
    return frozenset(f"verb={_word(parsed, n)}" for n in told)


def _mark_doers(page: Page) -> dict[int, frozenset[str]]:
    marked: dict[int, frozenset[str]] = {}
    for trigger in page.triggers:
        for kind, group in _list_doers(page.parsed, trigger):
            if group.head >= 0:
                marked[group.head] = marked.get(group.head, frozenset()) | {f"{kind}-{trigger.sense.frame}"}
    return marked


def _list_doers(parsed: Parsed, trigger: Trigger) -> Iterator[tuple[str, Group]]:
    first, last = parsed.bounds(trigger.start)
    if parsed.tags[trigger.start] == "V" and trigger.sense.form not in ("noun", "participle"):
        yield from (("subject", group) for group in find_subject(parsed, trigger.start, first))
    near = range(trigger.end, min(last, trigger.end + _NEAR))
    by = next((n for n in near if parsed.tokens.lows[n] == "by"), None)
    if by is not None:
        yield from (("by", group) for group in read_groups_after(parsed, by + 1, last))


# --- features ---------------------------------------------------------------------------------------------------------


def _add_mention(candidate: Candidate, cut: Cut, around: Surroundings) -> None:
    candidate.mentions += 1
    candidate.phrases.add(cut.number)
    if candidate.mentions > _MOST_MENTIONS:
        return
    parsed = around.page.parsed
    sentence = parsed.tokens.sentence_at(cut.start)
    actor = around.actors.get(cut.head)
    if actor and actor[3]:
        candidate.actors.add(actor[3])
    candidate.types |= around.types[sentence]
    sort, told = _sort(_head(parsed, cut)) or _shape(parsed, cut.head), list(_tell_sentence(around, sentence))
    candidate.features |= {
        *_tell_build(parsed, cut),
        *_tell_company(parsed, cut),
        *_tell_known(around, cut, candidate.string),
        *told,
        *(f"{sort}|{feature}" for feature in told if not feature.startswith("verb=")),
    }


def _tell_build(parsed: Parsed, cut: Cut) -> Iterator[str]:
    head = parsed.tokens.lows[cut.head]
    yield f"cut={cut.kind}"
    yield f"size={min(cut.end - cut.start, 6)}"
    yield f"head={_word(parsed, cut.head)}"
    yield f"headsort={_sort(head)}"
    yield f"cut={cut.kind}|{_sort(head)}"
    yield f"opens={_word(parsed, cut.start)}"
    yield f"opensort={_shape(parsed, cut.start)}|{_shape(parsed, cut.head)}"
    for n in range(cut.start, cut.end):
        if n != cut.head:
            yield f"has={_word(parsed, n)}"
    if cut.start > cut.first:
        yield f"cutoff={_word(parsed, cut.start - 1)}"
        yield f"cutoffsort={_shape(parsed, cut.start - 1)}|{_sort(parsed.tokens.lows[cut.start - 1])}"
    if cut.end < cut.last:
        yield "cutend"
    if _is_name(parsed, cut):
        yield f"name={min(cut.end - cut.start, 4)}"


def _is_name(parsed: Parsed, cut: Cut) -> bool:
    """Whether the cut is a name: "Ana Ost", "Ana de Ost"; not "Spaniard Ana Ost"."""
    shapes = [_shape(parsed, n) for n in range(cut.start, cut.end)]
    return shapes[0] == shapes[-1] == "NAME" and all(shape in ("NAME", "PARTICLE") for shape in shapes)


def _tell_company(parsed: Parsed, cut: Cut) -> Iterator[str]:
    """Tell the words beside the noun phrase and the verbs around it."""
    first, last = parsed.bounds(cut.start)
    sort = _sort(parsed.tokens.lows[cut.head])
    before, after = cut.first, max(cut.end, cut.last)
    while before > first and parsed.tags[before - 1] in "DA":
        before -= 1
    for name, n in (("p1", before - 1), ("p2", before - 2), ("p3", before - 3)):
        yield f"{name}={_word(parsed, n) if n >= first else '^'}"
    for name, n in (("n1", after), ("n2", after + 1), ("n3", after + 2)):
        yield f"{name}={_word(parsed, n) if n < last else '$'}"
    left, right = _verb_near(parsed, before - 1, first, -1), _verb_near(parsed, after, last, 1)
    yield f"left={left}"
    yield f"right={right}"
    for name, n in (("p1", before - 1), ("p2", before - 2), ("n1", after)):
        yield f"{name}={_word(parsed, n) if first <= n < last else '^'}|{sort or _shape(parsed, cut.head)}"
    yield f"left={left}|{sort}"
    yield f"right={right}|{sort}"


def _verb_near(parsed: Parsed, n: int, stop: int, step: int) -> str:
    """Return the nearest verb in a direction, with "be" where it is passive."""
    for m in range(n, stop if step > 0 else stop - 1, step):
        if parsed.tags[m] == "V":
            passive = "be " if m and parsed.tags[m - 1] == "X" else ""
            return passive + _word(parsed, m)
        if parsed.tags[m] == "S" or abs(m - n) > 12:
            break
    return "-"


def _tell_known(around: Surroundings, cut: Cut, string: str) -> Iterator[str]:
    parsed, head = around.page.parsed, cut.head
    sort = _sort(parsed.tokens.lows[head])
    for part in around.harmed.get(head, ()):
        yield f"harm={part}"
        yield f"harm={part}|{sort}"
    actor = around.actors.get(head)
    if actor:
        exact = (actor[0], actor[1]) == (cut.start, cut.end)
        yield f"actor={actor[2]}"
        yield f"actor={actor[2]}|{'exact' if exact else 'part'}"
    weapon = around.weapons.get(head)
    if weapon:
        yield f"weapon={weapon}"
    target = around.targets.get(head)
    if target:
        yield "target"
        yield f"target|{'exact' if target == (cut.start, cut.end) else 'part'}"
    for name in around.said.get(head, ()):
        yield f"said={name}"
        yield f"said={name}|{sort}"
    for name in around.values.get(string, ()):
        yield f"value={name}"
    for name in around.doers.get(head, ()):
        yield f"doer={name}"
        yield f"doer={name}|{sort}"
    speech = speaker_at(around.page.speeches, head)
    yield f"speech={speech.role if speech else ''}"


def _tell_sentence(around: Surroundings, number: int) -> Iterator[str]:
    yield f"sentence={min(number, 3) if number < 4 else 5 if number < 8 else 8}"
    yield from (f"tells={kind}" for kind in around.types[number])
    if not around.types[number]:
        yield "tells=nothing"
    yield from (f"harms={measure}" for measure in around.harms[number])
    yield from around.verbs[number]
    if number:
        yield from (f"before={kind}" for kind in around.types[number - 1])
    if number + 1 < len(around.types):
        yield from (f"after={kind}" for kind in around.types[number + 1])


def _word(parsed: Parsed, n: int) -> str:
    """Return a common word itself, and of any other word only its shape."""
    low = parsed.tokens.lows[n].removesuffix("'s")
    return low if is_english(low) and parsed.tags[n] != "N" else _shape(parsed, n)


def _shape(parsed: Parsed, n: int) -> str:
    word, tag = parsed.tokens.words[n], parsed.tags[n]
    if tag == "N":
        return "NUMBER"
    if not word[0].isalpha():
        return "SIGN"
    if parsed.tokens.lows[n] in _PARTICLES:
        return "PARTICLE"
    if country_of(word.removesuffix("'s")) is not None:
        return "NATION"
    if is_english(parsed.tokens.lows[n].removesuffix("'s")):
        return "COMMON"
    return "SHORT" if word.isupper() and len(word) > 1 else "NAME"


@cache
def _sort(low: str) -> str:
    """Return what a noun names: people and which, an actor, a thing; "" where the word lists do not say."""
    low = low.removesuffix("'s")
    noun, actor = person_nouns().get(low), generic_actors().get(low)
    if actor is not None:
        return f"actor-{actor.sort}"
    if noun is not None:
        return f"person-{noun.sort}-{noun.status}"
    return "thing" if name_thing(low) else ""
