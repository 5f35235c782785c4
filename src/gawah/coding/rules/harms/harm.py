"""One clause's harm: what befell whom, by whose hand."""

from dataclasses import dataclass

from gawah.coding.rules.phrases import Group
from gawah.coding.rules.triggers import Sense, Trigger
from gawah.frozen import quick_to_make
from gawah.model import Count

BE = frozenset("was were is are been being be got get gets getting".split())


@quick_to_make
@dataclass(frozen=True, slots=True)
class Harm:
    """One clause's harm: its measure, whom it befell, who did it; [start, end) covers trigger and victims."""

    measure: str
    trigger: Trigger
    start: int
    end: int
    victims: tuple[Group, ...] = ()
    subsets: tuple[Group, ...] = ()
    agents: tuple[Group, ...] = ()
    count: Count | None = None
    """Only where the clause gives a number without a noun phrase of people, or says that nobody was harmed."""
    real: bool = True
    rule: str = ""
    recalled: bool = False
    """Whether it is only what somebody is wanted for: "his involvement in the killing of 15 people"."""


def deny(trigger: Trigger, start: int) -> Harm:
    """Return the harm of which a clause says that it befell nobody."""
    return Harm(
        trigger.sense.measure or "",
        trigger,
        start,
        trigger.end,
        count=Count(0, 0, 0, "none"),
        rule="nobody",
    )


MEASURES = {
    **dict.fromkeys(("dead", "killed", "slain", "fatalities", "victims", "deceased"), "killed"),
    **dict.fromkeys(("injured", "wounded"), "injured"),
    **dict.fromkeys(("abducted", "hostages", "kidnapped", "captives"), "abducted"),
}
DENIAL = Sense("harm", "noun")
