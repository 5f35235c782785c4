"""Gawah (گواه, "witness"): incident records in which every value points to the words that say it.

    import gawah

    for reading in gawah.read("report.txt"):
        for incident in reading.incidents:
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
        BlindCoding,
        Claim,
        Coder,
        Coding,
        CodingInput,
        Conflict,
        Count,
        Erasure,
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
        Region,
        Report,
        Response,
        Review,
        Rival,
        RivalValue,
        Run,
        SavedList,
        Source,
        Span,
        Target,
        Text,
        Victims,
        Voice,
        Weapon,
        When,
    )
    from gawah.pipeline import Reading, read_text
    from gawah.pipeline import read_all as read

__version__ = "0.1.0"

__all__ = [
    "Acquisition",
    "Assertion",
    "Attribution",
    "BlindCoding",
    "Claim",
    "Coder",
    "Coding",
    "CodingInput",
    "Conflict",
    "Count",
    "Erasure",
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
    "Reading",
    "Record",
    "Region",
    "Report",
    "Response",
    "Review",
    "Rival",
    "RivalValue",
    "Run",
    "SavedList",
    "Source",
    "Span",
    "Target",
    "Text",
    "Victims",
    "Voice",
    "Weapon",
    "When",
    "__version__",
    "code",
    "read",
    "read_text",
]

_HOMES = {
    "Reading": "gawah.pipeline:Reading",
    "code": "gawah.coding:code",
    "read": "gawah.pipeline:read_all",
    "read_text": "gawah.pipeline:read_text",
}
"""Where the public names live that are not records of `gawah.model`: module, colon, name there."""


def __getattr__(name: str) -> Any:
    """Return the public name `name`, loading the module that it lives in."""
    if name not in __all__:
        raise AttributeError(f"module 'gawah' has no attribute {name!r}")
    module, _, there = _HOMES.get(name, f"gawah.model:{name}").partition(":")
    value = getattr(import_module(module), there)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    """Return the public names beside what is loaded already."""
    return sorted({*globals(), *__all__})
