"""What a format could not hold, and which incidents its rules leave out: told with every export."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, fields

from gawah.codebook import load
from gawah.model import Incident, When

_NO_FACTS = frozenset({"id", "evidence", "conflicts", "audience", "workflow", "main", "told_as", "foreign_ids"})
FIELDS = tuple(f.name for f in fields(Incident) if f.name not in _NO_FACTS)
"""Fields of an incident that hold facts."""


@dataclass
class Loss:
    """Counts of what did not get into one export."""

    format: str
    written: int = 0
    """Rows."""
    incidents: int = 0
    """Incidents that have a row at least."""
    left_out: Counter[str] = field(default_factory=Counter)
    """Incidents without a row, by the rule that leaves them out."""
    dropped: Counter[str] = field(default_factory=Counter)
    """Incidents of which a field is not held, by the field."""
    notes: list[str] = field(default_factory=list)
    """What a reader of the format should know of how values were made to fit."""

    def count_dropped(self, incident: Incident, held: Iterable[str]) -> None:
        """Count the fields of an incident that say something and have no place in the format."""
        places = frozenset(held)
        self.dropped.update(name for name in FIELDS if name not in places and _says(getattr(incident, name)))

    def tell(self) -> Iterator[str]:
        """Yield the report, line by line, as Markdown."""
        yield f"# What `{self.format}` could not hold"
        yield ""
        yield f"{self.written:,} rows of {self.incidents:,} incidents were written."
        yield from _tell_counts("Left out by the rules of the format", self.left_out, "incident")
        names = Counter({load().field(f"/{name}").label: n for name, n in self.dropped.items()})
        yield from _tell_counts("Has no place in the format", names, "incident")
        if self.notes:
            yield from ("", "## How values were made to fit", "")
            yield from (f"- {note}" for note in self.notes)


def _says(value: object) -> bool:
    return value not in (None, (), "", "none", {}) and value != When()


def _tell_counts(heading: str, counts: Counter[str], thing: str) -> Iterator[str]:
    if counts:
        yield from ("", f"## {heading}", "")
        for name, number in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
            yield f"- {name}: {number:,} {thing}{'' if number == 1 else 's'}"
