"""What one sentence holds that tells incidents apart: its violence, its date, its places."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from gawah.coding.rules.dating import NOTHING_TOLD, Told
from gawah.coding.rules.harms import Harm
from gawah.coding.rules.triggers import Trigger
from gawah.model import Place, When

FINE = ("exact", "settlement")
"""The precisions of places that tell one incident from another."""
_STRIKING = ("explosive", "artillery", "aircraft bomb")
_VIOLENT = ("act", "event", "harm")


def kinds_of(triggers: Iterable[Trigger]) -> frozenset[str]:
    """Return the incident types that words speak for."""
    return frozenset(name for t in triggers for name, weight in t.sense.types if weight >= 2)


@dataclass(frozen=True)
class SentenceFacts:
    """What one sentence holds that tells incidents apart."""

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
    when_at: int | None = None
    """The first word of that date."""
    told: Told = NOTHING_TOLD
    """The dates that the sentences before it give."""
    day_told: str | None = None
    """The words for the day of the violence where no day can be reckoned from them: "monday", "last week"."""

    @cached_property
    def tells_harm(self) -> bool:
        """Whether someone is said to be harmed, with a number or a noun."""
        return any(h.real and (h.victims or h.count) and h.rule not in ("nobody", "no-casualties") for h in self.harms)

    @cached_property
    def weight(self) -> int:
        """How strongly the sentence speaks of a violent act."""
        frames = (*_VIOLENT, "mark") if self.tells_impact else _VIOLENT
        return max((w for t in self.triggers if t.sense.frame in frames for _, w in t.sense.types), default=0)

    @cached_property
    def tells_impact(self) -> bool:
        """Whether a weapon is said to strike: "a roadside bomb hit a lorry", "shells landed on a market"."""
        weapons = (t.sense.weapon for t in self.triggers if t.sense.frame == "mark" and t.sense.weapon)
        return any(t.sense.role == "impact" for t in self.triggers) and any(w[0] in _STRIKING for w in weapons)

    @cached_property
    def kinds(self) -> frozenset[str]:
        """The incident types that its words for acts speak for."""
        frames = (*_VIOLENT, "mark") if self.tells_impact else _VIOLENT
        return kinds_of(t for t in self.triggers if t.sense.frame in frames)

    @cached_property
    def measures(self) -> frozenset[str]:
        """What it says befell people: killed, abducted and so on."""
        return frozenset(h.measure for h in self.harms if h.real)

    @cached_property
    def violent(self) -> bool:
        """Whether the sentence tells of violence at all."""
        return self.tells_harm or self.weight >= 2

    @cached_property
    def scene(self) -> Place | None:
        """The narrowest of its scenes."""
        return min(self.scenes, key=lambda p: FINE.index(p.precision) if p.precision in FINE else 9, default=None)
