"""Responses: which steps of the aftermath, told in several reports of one incident, are one step."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from gawah.gazetteer.places.spelling import fold, skeleton
from gawah.linking.days import bound_days
from gawah.linking.few import weigh_rows
from gawah.linking.score import Kind, Rule, ScoredPair, Weights, load_weights
from gawah.model import Assertion, Coding, Json


@dataclass(frozen=True, slots=True)
class Step:
    """One response as one report tells it."""

    event_id: str
    type: str
    actor: tuple[str, ...] = ()
    """The words of the actor's name or office that say who it is; folded."""
    first_day: int | None = None
    last_day: int | None = None
    place: str | None = None
    """Skeleton of the place's name."""


def take_steps(coding: Coding) -> dict[str, tuple[Step, ...]]:
    """Return the responses of a coding by the event of the incident that they answer, directly or through another."""
    said: dict[str, dict[str, Json]] = {}
    for assertion in sorted(coding.assertions, key=_by_confidence):
        said.setdefault(assertion.event_id, {})[assertion.field] = assertion.value
    answers = {link.from_event: link.to_event for link in coding.links if link.kind == "response_to"}
    incidents = [event.id for event in coding.events if event.kind == "incident"]
    found: dict[str, tuple[Step, ...]] = {}
    for event in coding.events:
        about = said.get(event.id, {})
        to = _find_incident(event.id, answers, incidents)
        if event.kind == "response" and to is not None and about.get("type"):
            found[to] = (*found.get(to, ()), _take_step(event.id, about, coding.coding_input.text.content))
    return found


def _by_confidence(assertion: Assertion) -> tuple[float, str]:
    return assertion.confidence, assertion.id


def _find_incident(event: str, answers: Mapping[str, str], incidents: Sequence[str]) -> str | None:
    at, passed = event, {event}
    while at in answers and answers[at] not in passed:
        at = answers[at]
        passed.add(at)
    if at in incidents:
        return at
    return incidents[0] if len(incidents) == 1 else None


def _take_step(event_id: str, about: Mapping[str, Json], content: str) -> Step:
    first, last = bound_days(about.get("date") or {})
    place = (about.get("place") or {}).get("name")
    names = _spell_out(about.get("actor") or "", content)
    words = [_drop_plural(w) for w in fold(names).split() if w not in _SMALL]
    return Step(
        event_id, about["type"], tuple(sorted(set(words))), first, last, skeleton(fold(place)) if place else None
    )


def _spell_out(actor: str, content: str) -> str:
    """Return an actor with the words before his surname at its first mention: "Mr Bel" is "Minister Omar Bel" there."""
    titled = _TITLED.fullmatch(actor)
    if titled is None:
        return actor
    full = re.search(rf"((?:[A-Z][\w'’-]+ ){{1,5}}){re.escape(titled[1])}\b", content)
    return f"{full[1]}{titled[1]}" if full else titled[1]


def _drop_plural(word: str) -> str:
    """Return a word without the "s" of its plural: "Hazaras" are of the "Hazara" community."""
    return word[:-1] if len(word) > 4 and word.endswith("s") and not word.endswith("ss") else word


_TITLED = re.compile(r"(?:(?:Mr|Mrs|Ms|Dr)\.? )?([A-Z][\w'’-]+)")


_SMALL = frozenset(
    "mr mrs ms dr the a an of and in for to s his her their its some several many people members member local minister"
    " group official officials community".split()
)


def score_steps(pairs: Iterable[tuple[Sequence[Step], Sequence[Step]]]) -> list[ScoredPair]:
    """Return the pairs of responses that may be one, given those to each two mentions that are one incident."""
    weights = load_weights("response_weights")
    rows = [
        _write_row(step, f"{number}", side, weights)
        for number, both in enumerate(pairs)
        for side, steps in enumerate(both)
        for step in steps
    ]
    if not rows:
        return []
    rule = Rule("l.pair = r.pair and l.side <> r.side")
    found: dict[tuple[str, str], ScoredPair] = {}
    for pair in weigh_rows(rows, _KINDS, weights, [rule]):
        one, other = sorted((pair.one.split(" ")[0], pair.other.split(" ")[0]))
        found[one, other] = ScoredPair(one, other, pair.bits, pair.steps)
    return [found[key] for key in sorted(found)]


_KINDS: Mapping[str, Kind] = {"first_day": "int", "last_day": "int", "side": "int", "actor": "words"}


def _write_row(step: Step, pair: str, side: int, weights: Weights) -> dict[str, Any]:
    return {
        "event_id": f"{step.event_id} {pair} {side}",
        "pair": pair,
        "side": side,
        "type": step.type,
        "kin": weights.kin.get(step.type, step.type),
        "actor": list(step.actor),
        "first_day": step.first_day,
        "last_day": step.last_day,
        "place": step.place,
    }
