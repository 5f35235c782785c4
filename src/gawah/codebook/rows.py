"""A row of a coded list as text: one `column: value` line a cell, and read out of that text again, cell by cell.

The text is what evidence points into, so it is the same for the same row. What a field of the record does not hold of a
row stays here: `read_row(text.content)` gives every cell back, which is what an exporter asks for the columns that no
field tells.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

_MORE = "\n  "
"""What a line break within a cell becomes: no head begins with a space."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a row, and where it stands in the row's text, its column's head included."""

    column: str
    value: str
    start: int
    end: int


def name_column(head: str) -> str:
    """Return a column's head as it stands in a row's text: in one line, and without what would end it too early."""
    return " ".join(head.split()).replace(": ", ":")


def write_row(cells: Iterable[tuple[str, str]]) -> str:
    """Return the text of a row's filled cells, given with their columns' heads, in their order."""
    return "\n".join(f"{name_column(head)}: {value.replace(chr(10), _MORE)}" for head, value in cells)


def read_row(text: str) -> list[Cell]:
    """Return the cells of a row's text, in their order."""
    found = []
    for start, end in _split_cells(text):
        head, colon, value = text[start:end].partition(": ")
        if not colon and head.endswith(":"):  # its value was blank
            head, colon = head[:-1], ":"
        if colon and head[:1].strip() and "\n" not in head:
            found.append(Cell(head, value.replace(_MORE, "\n"), start, end))
    return found


def _split_cells(text: str) -> Iterator[tuple[int, int]]:
    """Yield where each cell begins and ends: at the end of a line that does not go on in the next."""
    start = end = 0
    while start < len(text):
        end = text.find("\n", max(start, end))
        if end < 0:
            end = len(text)
        elif text.startswith(_MORE, end):
            end += 1
            continue
        yield start, end
        start = end + 1
