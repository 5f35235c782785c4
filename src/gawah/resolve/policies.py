"""Policies: how statements become one value. A frozen table; each policy has a name and a version."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Policy:
    """How statements become one value. A change of any rule is a policy with another name."""

    name: str
    """name@version, as it stands in `conflicts`."""
    prefer: Literal["confidence", "latest"]
    """Which figure gives `best`: the one read most surely (the latest stated among equals), or the latest stated."""
    statuses: tuple[str, ...]
    """The statuses of the figures that may set a count or a bound."""
    attributions: tuple[str, ...]
    """Bases, the one that heads a perpetrator first."""


CAUTIOUS_ATTRIBUTIONS = (
    "acquitted",
    "claimed",
    "convicted",
    "accused_by_authorities",
    "charged",
    "accused_by_others",
    "suspected",
    "announced_own_operation",
    "reported_as_fact",
    "denied",
    "unknown",
)
"""An acquittal bars every accusation. Then what is on record: the perpetrator's own word, a court's verdict. Then
accusations before the narrator's plain "X did it", so that the words name the accuser wherever there is one; a charge
is an accusation by authorities, and the wider word stands before it. An army that announces an operation owns up to no
atrocity, so an accusation precedes that as well. A denial never erases an accusation: it stands beside it."""

POLICIES: Mapping[str, Policy] = {
    policy.name: policy
    for policy in (
        Policy("low_best_high@1", "confidence", ("current",), CAUTIOUS_ATTRIBUTIONS),
        Policy("latest@1", "latest", ("current",), CAUTIOUS_ATTRIBUTIONS),
    )
}
DEFAULT_POLICY = POLICIES["low_best_high@1"]

TOLD_AS = ("news", "proceedings", "background")
"""An incident that one report tells as news is news, however others tell it."""
