"""The frames of steps of the aftermath: which verbs with which nouns make which step, out of `steps.yaml`."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from gawah.coding.rules.cues import Cue, Slot
from gawah.coding.rules.lexicon import load_lexicon
from gawah.coding.rules.triggers import Form, inflect
from gawah.gazetteer.persons import person_nouns


@dataclass(frozen=True, slots=True)
class Frame:
    """One combination of classes that makes a step of `cue.type`; the fields are those of `steps.yaml`."""

    cue: Cue
    what: frozenset[str]
    at: frozenset[str]
    then: str
    turns: bool
    active: bool
    near: frozenset[str]
    of: frozenset[str]
    idle: frozenset[str]
    only: frozenset[str]
    needed: frozenset[str]
    """Words of which its sentence must have one; none where it needs no particular word."""


@dataclass(frozen=True, slots=True)
class FrameVerb:
    """A form of a verb of one frame, with the particle that belongs to it."""

    frame: Frame
    form: Form
    particle: str


@cache
def frame_verbs() -> dict[str, list[FrameVerb]]:
    """Return the forms of all verbs with the frames that they open, those with a particle first."""
    lexicon = load_lexicon("steps")
    index: dict[str, list[FrameVerb]] = {}
    for row in lexicon["steps"]:
        frame = _read_frame(row, lexicon["nouns"])
        for word in sorted(
            {w for name in row["does"].split() for w in lexicon["verbs"][name].split()}, key=lambda w: "_" not in w
        ):
            verb, _, particle = word.partition("_")
            for form, spelled in inflect(_irregular().get(verb, verb)):
                index.setdefault(spelled, []).append(FrameVerb(frame, form, particle))
    return {word: sorted(found, key=lambda v: not v.particle) for word, found in index.items()}


@cache
def step_openers() -> frozenset[str]:
    """Return the words at which a step may stand."""
    return frozenset([*frame_verbs(), *event_nouns()])


@cache
def base_forms() -> frozenset[str]:
    """Return the base forms of all verbs of the lexicon."""
    verbs = {w.partition("_")[0] for words in load_lexicon("steps")["verbs"].values() for w in words.split()}
    return frozenset(verbs | {"come", "go", "give", "take", "let", "act", "talk", "apologise", "apologize", "respect"})


@cache
def event_nouns() -> dict[str, Cue]:
    """Return the nouns that are a step in themselves: "an inquiry", "a vigil"."""
    rows = load_lexicon("steps")["events"]
    return {noun: _cue({"type": type_, "who": "any"}, True) for type_, nouns in rows.items() for noun in nouns.split()}


@cache
def other_events() -> frozenset[str]:
    """Return the words right before such a noun that make it another thing: "air strike"."""
    return frozenset(load_lexicon("steps")["other_events"])


@cache
def forms_of(name: str) -> frozenset[str]:
    """Return all forms of the verbs of a list."""
    verbs = (word.partition("_")[0] for word in load_lexicon("steps")[name].split())
    return frozenset(form for verb in verbs for _, form in inflect(_irregular().get(verb, verb)))


@cache
def _irregular() -> dict[str, str]:
    return {line.split()[0]: line for line in load_lexicon("responses")["irregular"]}


def _read_frame(row: dict[str, Any], nouns: dict[str, str]) -> Frame:
    what = _spread(nouns[name] for name in row.get("what", "").split())
    near = _read_nouns(row.get("near"), nouns)
    if row.get("what") == "person":
        what |= frozenset(person_nouns())  # whoever is arrested
    return Frame(
        _cue(row, False),
        what,
        frozenset(row.get("at", ())),
        row.get("then", ""),
        bool(row.get("turns")),
        bool(row.get("active")),
        near,
        _read_nouns(row.get("of"), nouns),
        frozenset(row.get("not", ())),
        frozenset(row.get("only", ())),
        near or (frozenset() if row.get("then") or "NAME" in what else what),
    )


def _read_nouns(name: str | None, nouns: dict[str, str]) -> frozenset[str]:
    """Return the nouns of a class, or the words of the list of that name."""
    if name is None:
        return frozenset()
    return _spread([nouns[name] if name in nouns else load_lexicon("steps")[name]])


def _spread(lists: Any) -> frozenset[str]:
    """Return the nouns of the lists with their plurals in s."""
    words = {word for listed in lists for word in str(listed).split()}
    return frozenset(words | {form for w in words if not w.endswith("s") for form in (w + "s", w[:-1] + "ies")})


def _cue(row: dict[str, Any], alone: bool) -> Cue:
    who, actor = frozenset(row["who"].split()), "speaker" if row.get("says") else "subject"
    return Cue(
        row["type"], "phrase", (Slot(frozenset()),), actor, row.get("status"), frozenset(), False, False, alone, False,
        True, False, who,
    )  # fmt: skip
