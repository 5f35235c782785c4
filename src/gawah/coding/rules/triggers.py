"""The words of violence in a text: which word does what harm, speaks for which incident type, names which weapon."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from itertools import compress, count, product
from typing import Any, Literal

from gawah.codebook import adopted, load
from gawah.coding.rules.lexicon import load_lexicon
from gawah.frozen import quick_to_make

Frame = Literal["harm", "act", "event", "mark", "idle"]
Form = Literal["base", "third", "past", "participle", "past_or_participle", "ing", "noun", "phrase"]


_VERB_FORMS = frozenset(["base", "third", "past", "participle", "past_or_participle", "ing"])


@dataclass(frozen=True, slots=True)
class Sense:
    """What a word or phrase of the lexicon means."""

    frame: Frame
    form: Form
    measure: str | None = None
    valency: str = ""
    types: tuple[tuple[str, int], ...] = ()
    weapon: tuple[str, str | None] | None = None
    role: str = ""
    needs: str = ""
    """What must follow it: "weapon" as in "triggered a landmine", else a line of needs.yaml ("hacked … to death")."""
    implied: bool = False
    """Whether the weapon is only implied by who bears it."""
    spare: "Sense | None" = None
    """What it means where the weapon that it needs is not there."""


@quick_to_make
@dataclass(frozen=True, slots=True)
class Trigger:
    """A sense at the words [start, end)."""

    start: int
    end: int
    sense: Sense


def find_triggers(lows: list[str], tags: str) -> list[Trigger]:
    """Return the triggers among the words (in small letters), the longest at each word, none within another.

    `tags` (see `phrases`) tells "militants attack" from "an attack": a verb's sense needs the tag of a verb.
    """
    tree, found, beyond = _tree(), [], 0
    for n in compress(count(), map(tree.__contains__, lows)):
        trigger = _match(tree[lows[n]], lows, tags, n) if n >= beyond else None
        if trigger is not None:
            found.append(trigger)
            beyond = trigger.end
    told = [t for t in found if t.sense.frame != "idle"]
    kept = (t if t.sense.needs != "weapon" or _brings_weapon(told, i) else _spare(t) for i, t in enumerate(told))
    return [t for t in kept if t is not None]


def _spare(trigger: Trigger) -> Trigger | None:
    """Return the trigger without the weapon that it lacks: "exploded" needs none where the bomb is not named."""
    return replace(trigger, sense=trigger.sense.spare) if trigger.sense.spare else None


def _is_followed(needs: str, lows: list[str], n: int) -> bool:
    """Whether words that a sense needs follow the verb at word `n` within ten words: "led nine men away"."""
    phrases = _needs()[needs]
    return any(
        low in phrases and any(tuple(lows[m : m + len(words)]) == words for words in phrases[low])
        for m, low in enumerate(lows[n + 1 : n + 11], n + 1)
    )


@cache
def _needs() -> dict[str, dict[str, list[tuple[str, ...]]]]:
    """Return the phrases of each need by their first word."""
    table: dict[str, dict[str, list[tuple[str, ...]]]] = {}
    for name, lines in load_lexicon("needs").items():
        phrases = table.setdefault(name, {})
        for words in (words for line in lines for words in expand_phrase(line)):
            phrases.setdefault(words[0], []).append(words)
    return table


def _fits_tag(sense: Sense, tags: str, n: int) -> bool:
    """Whether a word's tag allows the form: "attack" is a verb or a noun, "a shot" is no verb, "killed" always is."""
    if sense.form in ("base", "third"):
        return tags[n] == "V"
    if sense.form == "noun":
        return tags[n] != "V" or sense.valency == "predicate"
    return tags[n] == "V" or n == 0 or tags[n - 1] != "D"


def _brings_weapon(found: list[Trigger], i: int) -> bool:
    """Whether a weapon is named within eight words behind, or before: "grenades hidden in a cart were thrown"."""
    behind = any(t.sense.weapon is not None and t.start - found[i].end <= 8 for t in found[i + 1 : i + 4])
    farthest = 8 if found[i].sense.form == "phrase" else 3
    return behind or (i > 0 and found[i - 1].sense.frame == "mark" and found[i].start - found[i - 1].end <= farthest)


_Node = dict[str, Any]
"""A node of the tree of phrases: next word to node, and under "" the senses of the phrase that ends here."""


def _match(node: _Node, lows: list[str], tags: str, n: int) -> Trigger | None:
    """Return the longest phrase of the tree that stands at word `n` in a sense that fits, or None."""
    best, end = None, n + 1
    while True:
        for sense in node.get("", ()):
            if end == n + 1 and sense.form == "ing" and tags[n] != "V" and _has_noun_alike(node[""], sense):
                continue  # "the bombing"
            if end > n + 1 or (_fits_tag(sense, tags, n) and _meets_need(sense, lows, n)):
                best = Trigger(n, end, sense)
                break
        following = node.get(lows[end]) if end < len(lows) else None
        if following is None:
            return best
        node, end = following, end + 1


def _meets_need(sense: Sense, lows: list[str], n: int) -> bool:
    return sense.needs in ("", "weapon") or _is_followed(sense.needs, lows, n)


def _has_noun_alike(senses: list[Sense], sense: Sense) -> bool:
    """Whether a noun is written alike and speaks for the same types."""
    return bool(sense.types) and any(s.form == "noun" and s.types == sense.types for s in senses)


@cache
def _tree() -> _Node:
    """Return all phrases as a tree by words; at each end the senses that need something behind them come first."""
    tree: _Node = {}
    for frame, entries in load_lexicon("triggers").items():
        for entry in entries:
            for words, sense in _expand_entry(frame, entry):
                _plant(tree, words, sense)
    _plant_project(tree)
    return tree


def _plant(tree: _Node, words: tuple[str, ...], sense: Sense) -> None:
    node = tree
    for word in words:
        node = node.setdefault(word, {})
    senses: list[Sense] = node.setdefault("", [])
    if not senses:  # as nearly always: there are fifty thousand phrases
        senses.append(sense)
    elif all((s.form in _VERB_FORMS, s.needs) != (sense.form in _VERB_FORMS, sense.needs) for s in senses):
        senses.append(sense)
        senses.sort(key=lambda s: s.needs == "")
        spare = next((s for s in senses if s.needs == "" and s.form in _VERB_FORMS), None)
        senses[:] = [replace(s, spare=spare) if s.needs == "weapon" else s for s in senses]


# --- words of a project's codebook ------------------------------------------------------------------------------------


def _plant_project(tree: _Node) -> None:
    """Plant the words that the project's codebook reads as types and weapons, before any other meaning of theirs."""
    overlay = adopted()
    for type_, lines in overlay.type_words.items() if overlay else ():
        for form, words in _read_lines(lines):
            _replant(tree, words, _retype(_find_sense(tree, words, form) or _model_type(type_, form), type_))
    for weapon, lines in overlay.weapon_words.items() if overlay else ():
        for form, words in _read_lines(lines):
            _replant(tree, words, _model_weapon(weapon, form))


def list_project_verbs() -> list[str]:
    """Return the forms of the verbs that the project's codebook brings."""
    overlay = adopted()
    lines = [line for words in overlay.type_words.values() for line in words] if overlay else []
    return [words[0] for form, words in _read_lines(lines) if form in _VERB_FORMS]


def _read_lines(lines: Iterable[str]) -> Iterator[tuple[Form, tuple[str, ...]]]:
    """Yield the forms of words as a project writes them: "to torch" is a verb, "car bomb/bombs" is none."""
    for line in (line.casefold() for line in lines):
        if line.startswith("to ") and line.count(" ") == 1:
            yield from ((form, (word,)) for form, word in inflect(line.removeprefix("to ")))
        else:
            yield from (("phrase" if len(words) > 1 else "noun", words) for words in expand_phrase(line))


def _find_sense(tree: _Node, words: tuple[str, ...], form: Form) -> Sense | None:
    """Return what words mean already, in a form of the kind."""
    node: _Node = tree
    for word in words:
        node = node.get(word, {})
    return next((s for s in node.get("", ()) if (s.form in _VERB_FORMS) == (form in _VERB_FORMS)), None)


def _model_type(type_: str, form: Form) -> Sense:
    """Return what a word means that speaks for a type, after words that speak for it or for the type that it is of."""
    frames: tuple[Frame, ...] = ("act", "harm") if form in _VERB_FORMS else ("event", "mark")
    for name in (type_, *load().list_wider(type_)):
        for frame in frames:
            for entry in load_lexicon("triggers")[frame]:
                if not entry.get("needs") and next(iter(entry.get("type") or {}), None) == name:
                    return _sense(frame, form, entry)
    return Sense(frames[0], form)


def _retype(sense: Sense, type_: str) -> Sense:
    """Return a sense that speaks for a narrower type in place of those that it is one of."""
    wider, known = load().list_wider(type_), dict(sense.types)
    weight = max((w for t, w in known.items() if t in (type_, *wider)), default=_USUAL_WEIGHT)
    kept = {t: w for t, w in known.items() if t not in (type_, *wider)}
    return replace(sense, types=tuple({type_: weight, **kept}.items()))


_USUAL_WEIGHT = 3


def _model_weapon(weapon: str, form: Form) -> Sense:
    """Return what a word means that names a weapon, after the words for it, or for one of its class."""
    class_ = load().entry("weapon_types", weapon).text("class") or ""
    for wanted in ([class_, weapon], [class_, None]):
        for entry in load_lexicon("triggers")["mark"]:
            if not entry.get("needs") and entry.get("weapon") == wanted:
                return replace(_sense("mark", form, entry), weapon=(class_, weapon))
    return Sense("mark", form, weapon=(class_, weapon))


def _replant(tree: _Node, words: tuple[str, ...], sense: Sense) -> None:
    """Let words mean this, and nothing else in a form of the kind."""
    node = tree
    for word in words:
        node = node.setdefault(word, {})
    others = [s for s in node.get("", ()) if (s.form in _VERB_FORMS) != (sense.form in _VERB_FORMS)]
    node[""] = [sense, *others]


def _expand_entry(frame: Frame, entry: Mapping[str, Any]) -> Iterator[tuple[tuple[str, ...], Sense]]:
    for line in entry.get("verbs", ()):
        for form, word in inflect(line):
            yield (word,), _sense(frame, form, entry)
    for line in entry.get("nouns", ()):
        for word in line.split("/"):
            yield (word,), _sense(frame, "noun", entry)
    for line in entry.get("phrases", ()):
        sense = _sense(frame, "phrase", entry)
        for words in expand_phrase(line):
            yield words, sense


def _sense(frame: Frame, form: Form, entry: Mapping[str, Any]) -> Sense:
    weapon = entry.get("weapon")
    return Sense(
        frame,
        form,
        entry.get("measure"),
        entry.get("valency", ""),
        tuple((entry.get("type") or {}).items()),
        (weapon[0], weapon[1]) if weapon else None,
        entry.get("role", ""),
        entry.get("needs", ""),
        bool(entry.get("implied")),
    )


def expand_phrase(line: str) -> Iterator[tuple[str, ...]]:
    """Yield the word sequences of "open/opens ~heavy fire": "/" parts alternatives, "~" marks what may be missing."""
    slots = [(*(w.lstrip("~") for w in slot.split("/")), *([""] if slot[0] == "~" else [])) for slot in line.split()]
    for words in product(*slots):
        yield tuple(w for w in words if w)


_DOUBLES = re.compile(r"[^aeiou]*[aeiou][^aeiouwxy]")
"""One short syllable, whose last letter doubles: "lob", "lobbed"."""


def inflect(line: str) -> list[tuple[Form, str]]:
    """Return the forms of a verb line: "kill" by rule, "slay slew slain slaying slays" as written.

    A form may have two spellings: "burn burned/burnt burned/burnt burning burns".
    """
    words = line.split()
    if len(words) == 5:
        base, past, participle, ing, third = words
    else:
        base = words[0]
        stem = base[:-1] if base.endswith("e") else base + base[-1] if _DOUBLES.fullmatch(base) else base
        past = participle = base[:-1] + "ied" if _ends_in_y(base) else stem + "ed"
        ing, third = stem + "ing", _third_person(base)
    forms: list[tuple[Form, str]] = [("base", base), ("ing", ing), ("third", third)]
    if past == participle:
        return [*(("past_or_participle", word) for word in past.split("/")), *forms]  # "hurt" is more often the past
    return [*forms, *(("past", word) for word in past.split("/")), *(("participle", w) for w in participle.split("/"))]


def _ends_in_y(base: str) -> bool:
    return base.endswith("y") and base[-2] not in "aeiou"


def _third_person(base: str) -> str:
    if _ends_in_y(base):
        return base[:-1] + "ies"
    return base + ("es" if base.endswith(("s", "sh", "ch", "x", "z")) else "s")
