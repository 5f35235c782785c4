"""Reading with the program itself, and telling afterwards which rule read a value."""

from collections.abc import Iterator, Mapping
from typing import Any

from gawah.model import Assertion, Coder, Incident, Rival, short_id
from gawah.pipeline import Reading, read_text
from gawah.record import record_to_json
from gawah.resolve import witnesses
from gawah.sources import Limits

_FIGURES = frozenset(("killed", "injured", "abducted", "attackers_killed"))
"""Counts of the incident, which are computed from its figures."""


class Reader:
    """Reads texts with one coder and remembers what was made of them: `predict` and `explain` of an evaluation."""

    def __init__(self, coder: str | Coder = "rules", limits: Limits | None = None) -> None:
        """Raise UsageError on reading where `coder` is no coder."""
        self._coder, self._limits = coder, limits
        self._readings: dict[str, Reading] = {}

    def predict(self, name: str, text: str) -> Mapping[str, Any]:
        """Return the record of `text` as JSON. Raises ReportError where it cannot be read."""
        reading = read_text(text, coder=self._coder, limits=self._limits)
        self._readings[name] = reading
        return record_to_json(reading.record)

    def explain(self, name: str, path: str) -> str | None:
        """Return the rule that read the value at `path` in the record of document `name`.

        Where the value is missing, the rule whose value was weighed and not taken, and why. None where there is none.
        """
        reading = self._readings.get(name)
        _, _, number, *below = path.split("/")
        if reading is None or int(number) >= len(reading.incidents):
            return None
        incident = reading.incidents[int(number)]
        read = _find_assertion(reading, incident, below)
        return read.rule if read else next(_tell_rivals(reading, incident, below), None)


def _find_assertion(reading: Reading, incident: Incident, below: list[str]) -> Assertion | None:
    """Return the assertion with the evidence of the value: of its field, on one of its spans."""
    wanted = _name_field(below)
    spans = {(e.start, e.end) for e in witnesses(incident, "/" + "/".join(below))}
    said = (a for a in reading.coding.assertions if _head_of(a.field) == wanted and a.rule)
    return next((a for a in said if any((s.start, s.end) in spans for s in a.spans)), None)


def _tell_rivals(reading: Reading, incident: Incident, below: list[str]) -> Iterator[str]:
    rivals: tuple[Rival, ...] = reading.coding.rivals
    wanted = _name_field(below)
    for rival in rivals:
        if short_id(rival.event_id) == incident.id and _head_of(rival.field) == wanted:
            yield f"{rival.rule}, not taken: {rival.why}"


def _name_field(below: list[str]) -> str:
    """Return the field of assertions that a path in an incident goes back to."""
    head, rest = below[0], below[1:]
    if head == "responses":
        return rest[1] if len(rest) > 1 else "type"
    return "figures" if head in _FIGURES else head


def _head_of(field: str) -> str:
    return field.split("/")[0]
