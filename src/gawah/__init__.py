"""Gawah (گواه, "witness"): incident records in which every value points to the words that say it.

    import gawah

    for record in gawah.read("report.txt"):
        for incident in record.incidents:
            print(incident.type, incident.killed)

Names are loaded when first used, so that importing one part of Gawah brings in no other.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from gawah.coding import code
    from gawah.model import (
        Acquisition,
        Assertion,
        Attribution,
        Claim,
        Coder,
        Coding,
        CodingInput,
        Conflict,
        Count,
        Event,
        Evidence,
        Figure,
        Given,
        Incident,
        KilledByParty,
        Link,
        Omission,
        OtherPlace,
        Perpetrator,
        Person,
        Place,
        Record,
        Report,
        Response,
        Review,
        Rival,
        RivalValue,
        Run,
        Source,
        Span,
        Target,
        Text,
        Victims,
        Weapon,
        When,
    )
    from gawah.pipeline import read

__version__ = "0.1.0"

__all__ = [
    "Acquisition",
    "Assertion",
    "Attribution",
    "Claim",
    "Coder",
    "Coding",
    "CodingInput",
    "Conflict",
    "Count",
    "Event",
    "Evidence",
    "Figure",
    "Given",
    "Incident",
    "KilledByParty",
    "Link",
    "Omission",
    "OtherPlace",
    "Perpetrator",
    "Person",
    "Place",
    "Record",
    "Report",
    "Response",
    "Review",
    "Rival",
    "RivalValue",
    "Run",
    "Source",
    "Span",
    "Target",
    "Text",
    "Victims",
    "Weapon",
    "When",
    "__version__",
    "code",
    "read",
]

_HOMES = {"read": "gawah.pipeline", "code": "gawah.coding"}
"""Where the public names live that are not records of `gawah.model`."""


def __getattr__(name: str) -> Any:
    """Return the public name `name`, loading the module that it lives in."""
    if name not in __all__:
        raise AttributeError(f"module 'gawah' has no attribute {name!r}")
    value = getattr(import_module(_HOMES.get(name, "gawah.model")), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    """Return the public names beside what is loaded already."""
    return sorted({*globals(), *__all__})
