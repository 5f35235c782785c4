"""What the rules coder, the gazetteer and the record say of the words of a text, by word number."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from gawah.coding.rules.casing import is_english
from gawah.coding.rules.page import Page
from gawah.coding.rules.phrases import Group, Parsed, find_subject, read_groups_after
from gawah.coding.rules.targets import find_targets
from gawah.coding.rules.triggers import Trigger
from gawah.evaluate.muc4_templates import normalise
from gawah.gazetteer.places import country_of

_PARTICLES = frozenset(["de", "del", "la", "las", "los", "y"])
_FIELDS = ("perpetrators", "victims", "targets", "weapons", "claims")
_BLAME = ("respons", "suspect", "alleged", "author", "blame", "attribut")
_NEAR = 8
"""Words between an act and its "by", at most."""


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

    def last_trigger(self, before: int, first: int) -> Trigger | None:
        """Return the last word of violence that ends at or before word `before`, in the sentence from `first`."""
        n = bisect_right(self.page.triggers, before, key=lambda t: t.end) - 1
        return self.page.triggers[n] if n >= 0 and self.page.triggers[n].start >= first else None

    def next_trigger(self, after: int, last: int) -> Trigger | None:
        """Return the first word of violence from word `after` on, in the sentence that ends before `last`."""
        n = bisect_left(self.page.triggers, after, key=lambda t: t.start)
        return self.page.triggers[n] if n < len(self.page.triggers) and self.page.triggers[n].start < last else None


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
    return frozenset(f"verb={read_word(parsed, n)}" for n in told)


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


def read_word(parsed: Parsed, n: int) -> str:
    """Return a common word itself, and of any other word only its shape."""
    low = parsed.tokens.lows[n].removesuffix("'s")
    return low if is_english(low) and parsed.tags[n] != "N" else read_shape(parsed, n)


def read_shape(parsed: Parsed, n: int) -> str:
    """Return what a word looks like: NUMBER, SIGN, PARTICLE, NATION, COMMON, SHORT for a short form, or NAME."""
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
