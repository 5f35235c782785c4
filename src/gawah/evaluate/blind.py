"""Reports that were coded blind, each with what several coders say that it tells of."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal

from gawah.model import Incident
from gawah.review import read_blind, read_incidents

if TYPE_CHECKING:
    from gawah.store import Store

Against = Literal["record", "machine", "nobody"]
"""Whom those who coded blind are held against: the record as people left it, the machine's own, or each other alone."""


def list_readings(store: "Store", against: Against = "record") -> list[dict[str, Sequence[Incident]]]:
    """Return for each report that somebody coded blind to its end what it tells of, by the name of who says so."""
    found = []
    for text_sha256, (_, blind) in read_blind(store).items():
        readings: dict[str, Sequence[Incident]] = dict(blind)
        if against != "nobody":
            readings[f"the {against}"] = read_incidents(store, text_sha256, by_machines=against == "machine")
        found.append(readings)
    return found
