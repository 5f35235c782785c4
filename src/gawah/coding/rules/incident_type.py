"""Which incident type the words of a segment speak for, and which other types stand beside it."""

from collections import defaultdict
from dataclasses import dataclass
from functools import cache

from gawah.codebook import load
from gawah.coding.rules.triggers import Trigger

_NARROWER = {  # a type that these words make of a broader one: the bearer died with the bomb, the fire was a bomb's
    "suicide_bombing": ("bombing", "armed_attack"),
    "airstrike": ("bombing", "shelling", "armed_attack"),
    "shelling": ("armed_attack",),
    "execution": ("stabbing", "armed_attack"),
    "vehicle_ramming": ("armed_attack",),
    "protest_repression": ("armed_attack",),
}
_CAPTIVITY = ("abduction", "hostage_taking")


@dataclass(frozen=True, slots=True)
class TypeChoice:
    """The type, the trigger that best witnesses it, the types beside it, and the scores of all."""

    type: str
    trigger: Trigger | None
    also: tuple[tuple[str, Trigger], ...]
    scores: dict[str, float]


def choose_type(ranked: list[list[Trigger]], killed: bool, captives: bool) -> TypeChoice:
    """Choose from the triggers of a segment, a list a sentence, the leading sentence first.

    `killed`: whether the segment tells of people killed; `captives`: whether they had been taken.
    """
    scores, witness = _score_types(ranked)
    if not (killed or any(_are_captives_shot(told) for told in ranked[:2])):
        scores.pop("execution", None)
    _prefer_narrower(scores, {name for t in ranked[0] for name, _ in t.sense.types} if ranked else set())
    held = next((name for name in _CAPTIVITY if name in scores), None)
    if killed and captives:
        scores["execution"] = max(scores.values(), default=0) + 0.5  # captives killed: abduction stands beside it
    if killed and captives and held:
        witness.setdefault("execution", witness[held])
        scores[held] = max(scores[held], _BESIDE)
    if not scores:
        return TypeChoice("armed_attack" if killed else "other", None, (), {})
    chosen = max(scores, key=lambda t: (scores[t], t == "battle", t))
    also = [
        (t, witness[t]) for t, s in sorted(scores.items(), key=lambda x: -x[1]) if _stands_beside(t, chosen, s, scores)
    ]
    return TypeChoice(chosen, witness.get(chosen), tuple(also[:2]), dict(scores))


def _are_captives_shot(told: list[Trigger]) -> bool:
    """Whether one sentence says that people were held and shots fired: "made nine men kneel and shot them"."""
    held = any(t.sense.frame == "mark" and "execution" in dict(t.sense.types) for t in told)
    return held and any(t.sense.frame == "act" and t.sense.weapon == ("firearm", None) for t in told)


def _score_types(ranked: list[list[Trigger]]) -> tuple[dict[str, float], dict[str, Trigger]]:
    """Add up the weights, each type once a sentence, later sentences for less."""
    scores: dict[str, float] = defaultdict(float)
    witness: dict[str, Trigger] = {}
    weights: dict[str, float] = {}
    for place, triggers in enumerate(ranked):
        best: dict[str, float] = {}
        for trigger in triggers:
            for name, weight in trigger.sense.types:
                weighed = weight * _share(place, name)
                best[name] = max(best.get(name, 0), weighed)
                if weighed > weights.get(name, 0):
                    weights[name], witness[name] = weighed, trigger
        for name, weighed in best.items():
            scores[name] += weighed
    return scores, witness


def _share(place: int, name: str) -> float:
    """Return how much a sentence's words count: the lead's most; that captives were killed is often told later."""
    usual = (1.0, 0.5, 0.4)[place] if place < 3 else 0.2
    return max(usual, 0.7) if name == "execution" else usual


def _prefer_narrower(scores: dict[str, float], led_by: set[str]) -> None:
    """Give a narrower type the scores of broader ones; jets that came after a bomb make no airstrike of it."""
    for narrow in [*_NARROWER, *(name for name in scores if name not in _NARROWER)]:
        broad = _list_broader(narrow)
        later = narrow not in led_by and not led_by.isdisjoint(broad) and narrow not in _OFTEN_TOLD_LATER
        if scores.get(narrow, 0) >= 2 and not later:
            scores[narrow] += sum(scores.get(b, 0) for b in broad)


@cache
def _list_broader(name: str) -> tuple[str, ...]:
    """Return the types that words make a narrower one of: by the codebook, and as reports go on to tell of it."""
    wider = load().list_wider(name)
    return tuple(dict.fromkeys((*wider, *(b for n in (name, *wider) for b in _NARROWER.get(n, ())))))


_OFTEN_TOLD_LATER = ("suicide_bombing", "execution")
_BESIDE = 2.5
"""The score from which a type stands beside the chosen one."""
_TAKEN = 1.5
"""The same for people taken."""


def _stands_beside(name: str, chosen: str, score: float, scores: dict[str, float]) -> bool:
    if name == chosen or name == "other" or score < (_TAKEN if name in _CAPTIVITY else _BESIDE):
        return False
    if name in _list_broader(chosen) and not (chosen == "suicide_bombing" and name == "armed_attack"):
        return False
    return name in _CAPTIVITY or score >= 0.4 * scores[chosen]
