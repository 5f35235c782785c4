"""A row of a coded list as text: one `column: value` line a cell, and read out of that text again, cell by cell.

The text is what evidence points into, so it is the same for the same row. What a field of the record does not hold of a
row stays here: `read_row(text.content)` gives every cell back, which is what an exporter asks for the columns that no
field tells.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

_MORE = "\n  "
"""What a line break within a cell becomes: no head begins with a space."""
_CELL = re.compile(r"(?P<head>\S[^\n]*?):(?: (?P<value>[^\n]*(?:\n  [^\n]*)*))?(?:\n(?!  )|\Z)")


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
    for match in _CELL.finditer(text):
        value = (match["value"] or "").replace(_MORE, "\n")
        found.append(Cell(match["head"], value, match.start(), match.start() + len(match[0].removesuffix("\n"))))
    return found
