"""What one sentence holds that tells incidents apart: its violence, its date, its places."""

from collections.abc import Iterable
from dataclasses import dataclass

from gawah.coding.rules.dating import Told
from gawah.coding.rules.harms import Harm
from gawah.coding.rules.triggers import Trigger
from gawah.frozen import quick_to_make
from gawah.model import Place, When

FINE = ("exact", "settlement")
"""The precisions of places that tell one incident from another."""
_STRIKING = ("explosive", "artillery", "aircraft bomb")
_VIOLENT = ("act", "event", "harm")


def kinds_of(triggers: Iterable[Trigger]) -> frozenset[str]:
    """Return the incident types that words speak for."""
    return frozenset(name for t in triggers for name, weight in t.sense.types if weight >= 2)


@quick_to_make
@dataclass(frozen=True, slots=True)
class SentenceFacts:
    """What one sentence holds that tells incidents apart; `read_facts` makes it."""

    number: int
    first: int
    last: int
    harms: tuple[Harm, ...]
    triggers: tuple[Trigger, ...]
    when: When | None
    """The date of the violence that the sentence tells of, where it gives one."""
    scenes: tuple[Place, ...]
    """The places where something is said to happen."""
    numbered: bool
    """Whether it gives a number of people harmed."""
    when_at: int | None
    """The first word of that date."""
    told: Told
    """The dates that the sentences before it give."""
    day_told: str | None
    """The words for the day of the violence where no day can be reckoned from them: "monday", "last week"."""
    tells_harm: bool
    """Whether someone is said to be harmed, with a number or a noun."""
    weight: int
    """How strongly the sentence speaks of a violent act."""
    kinds: frozenset[str]
    """The incident types that its words for acts speak for."""
    measures: frozenset[str]
    """What it says befell people: killed, abducted and so on."""
    violent: bool
    """Whether the sentence tells of violence at all."""
    scene: Place | None
    """The narrowest of its scenes."""
    tells_impact: bool
    """Whether a weapon is said to strike: "a roadside bomb hit a lorry", "shells landed on a market"."""


def read_facts(
    number: int,
    words: tuple[int, int],
    harms: tuple[Harm, ...],
    triggers: tuple[Trigger, ...],
    scenes: tuple[Place, ...],
    numbered: bool,
    dated: tuple[When | None, int | None],
    told: Told,
    day_told: str | None,
) -> SentenceFacts:
    """Return the facts of sentence `number` with the words [first, last), from what was read in it.

    `dated`: the date of its violence, with its first word.
    """
    impact = _tells_impact(triggers)
    frames = (*_VIOLENT, "mark") if impact else _VIOLENT
    acts = [t for t in triggers if t.sense.frame in frames]
    weight = max((w for t in acts for _, w in t.sense.types), default=0)
    tells_harm = any(_tells_of_people(h) for h in harms)
    scene = min(scenes, key=_rank, default=None)
    measures = frozenset(h.measure for h in harms if h.real)
    return SentenceFacts(
        number, *words, harms, triggers, dated[0], scenes, numbered, dated[1], told, day_told, tells_harm, weight,
        kinds_of(acts), measures, tells_harm or weight >= 2, scene, impact,
    )  # fmt: skip


def _tells_of_people(harm: Harm) -> bool:
    return harm.real and bool(harm.victims or harm.count) and harm.rule not in ("nobody", "no-casualties")


def _rank(place: Place) -> int:
    return FINE.index(place.precision) if place.precision in FINE else 9


def _tells_impact(triggers: tuple[Trigger, ...]) -> bool:
    weapons = [t.sense.weapon for t in triggers if t.sense.frame == "mark" and t.sense.weapon]
    return any(w[0] in _STRIKING for w in weapons) and any(t.sense.role == "impact" for t in triggers)
