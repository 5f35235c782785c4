"""A row being coded: its cells by what they tell, what was said of them, and what could not be read."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from gawah.codebook.columns import Column, Columns
from gawah.codebook.rows import Cell, read_row
from gawah.coding.coded.cells import read_number, strip_number
from gawah.model import Assertion, CodingInput, Event, Json, Span

CODER = "coded@1"


class Told(NamedTuple):
    """A filled cell, its column, and its value without what surrounds it."""

    column: Column
    cell: Cell
    text: str


class Row:
    """The assertions of one row, which are all of one event."""

    def __init__(self, source: CodingInput, columns: Columns) -> None:
        self.columns = columns
        self.cells: dict[str, Cell] = {}
        for cell in read_row(source.text.content):
            self.cells.setdefault(cell.column, cell)
        self.plain = {name: strip_number(cell.value) for name, cell in self.cells.items()}
        self.notes: list[str] = []
        self.assertions: dict[str, Assertion] = {}
        self.event = Event.of(source, CODER, "incident", self._find_anchor(source))

    def _find_anchor(self, source: CodingInput) -> Span:
        """Return the cell that stands for the row: its id, else the first that tells anything, else the first."""
        own = [c.name for c in self.columns.of("foreign_ids")]
        told = [name for name in (*own, *(n for n, c in self.columns.columns.items() if c.field)) if name in self.cells]
        cell = self.cells[told[0]] if told else next(iter(self.cells.values()), None)
        return Span(cell.start, cell.end) if cell else Span(0, len(source.text.content))

    def tell(self, field: str) -> list[Told]:
        """Return the cells that tell a field and do not say that it is not known."""
        told = []
        for column in self.columns.of(field):
            cell = self.cells.get(column.name)
            text = cell.value.strip() if cell else ""
            if cell and text and text not in column.unknown and self.plain[column.name] not in column.unknown:
                told.append(Told(column, cell, text))
        return told

    def tell_parts(self, field: str) -> Iterator[tuple[str, Told]]:
        """Yield the values of the cells that tell a field, those of one cell one by one where it holds several."""
        for told in self.tell(field):
            for part in told.text.split(told.column.split) if told.column.split else [told.text]:
                if part.strip():
                    yield part.strip(), told

    def read_code(self, told: Told) -> Json:
        """Return what a cell stands for by its column's codes, None (and a note) where they do not have it."""
        meant = told.column.read(told.text)
        if meant is None:
            meant = told.column.read(strip_number(told.text))
        if meant is None and told.column.is_coded:
            self.doubt(told, "is no code that the list knows")
        return meant

    def count(self, field: str) -> tuple[int, Told] | None:
        """Return the whole number that tells a field, with its cell."""
        for told in self.tell(field):
            number = read_number(told.text)
            if number is None or number < 0 or not float(number).is_integer():
                self.doubt(told, "is no whole number of people")
            else:
                return int(number), told
        return None

    def doubt(self, told: Told, problem: str) -> None:
        """Note what is wrong with a cell, which is then left out."""
        shown = told.text if len(told.text) <= 60 else told.text[:59] + "…"
        note = f"{told.column.name}: {' '.join(shown.split())!r} {problem}"
        if note not in self.notes:
            self.notes.append(note)

    def say(
        self,
        field: str,
        value: Json,
        told: Sequence[Told],
        *,
        confidence: float = 1.0,
        basis: str = "reported_as_fact",
        speaker: str | None = None,
    ) -> None:
        """Say that the event has `value` in `field`, witnessed by cells."""
        places = {(one.cell.start, one.cell.end): one.column.name for one in told}
        spans = [Span(start, end) for start, end in places]
        rule = f"{self.columns.name}: {', '.join(places.values())}"
        role = "party_to_conflict" if speaker else None
        said = Assertion.of(
            self.event,
            field,
            value,
            spans,
            speaker=speaker,
            speaker_role=role,
            basis=basis,
            confidence=confidence,
            rule=rule,
            trigger=spans[0],
        )
        self.assertions.setdefault(said.id, said)
