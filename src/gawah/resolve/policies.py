"""Policies: how statements become one value. Each has a name and a version; `policies.yaml` says what each does."""

from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources
from typing import Literal, get_args

import yaml

Preference = Literal["surest", "lowest", "most_origins", "latest_official", "none"]


@dataclass(frozen=True, slots=True)
class Policy:
    """How statements become one value."""

    name: str
    """name@version, as it stands in `conflicts`."""
    label: str
    mirrors: str
    """Whose practice it follows."""
    prefer: Preference
    """Which figure gives `best`."""
    statuses: tuple[str, ...]
    """The statuses of the figures that may set a count or a bound."""
    why: str
    """What is said of a choice, behind "chosen because it is"."""
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


def _load_policies() -> Mapping[str, Policy]:
    with resources.files("gawah.resolve").joinpath("policies.yaml").open(encoding="utf-8") as stream:
        entries = yaml.load(stream, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    found = {name: _read_policy(name, about) for name, about in entries.items()}
    assert all(policy.prefer in get_args(Preference) for policy in found.values())
    return found


def _read_policy(name: str, about: Mapping[str, str]) -> Policy:
    told = {**about, "statuses": tuple(about["statuses"])}
    return Policy(name=name, attributions=CAUTIOUS_ATTRIBUTIONS, **told)  # type: ignore[arg-type]


POLICIES: Mapping[str, Policy] = _load_policies()
DEFAULT_POLICY = POLICIES["low_best_high@1"]

TOLD_AS = ("news", "proceedings", "background")
"""An incident that one report tells as news is news, however others tell it."""
