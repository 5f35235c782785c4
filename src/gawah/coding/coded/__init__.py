"""The coder of rows: a row of a list says in cells what a report says in words, and every cell is its own witness.

Which column tells which field, and what its codes stand for, is in the list that comes with the row
(`gawah.codebook.columns`). A cell that cannot be read is left out with a note; the rest of its row stands.
"""

from collections.abc import Sequence

from gawah.codebook.columns import Columns, take_columns
from gawah.coding.coded.happening import tell_happening
from gawah.coding.coded.harm import tell_harm
from gawah.coding.coded.parties import tell_parties
from gawah.coding.coded.row import CODER, Row
from gawah.model import Coding, CodingInput, Omission, Span

__all__ = ["CODER", "code_rows"]


def code_rows(inputs: Sequence[CodingInput]) -> list[Coding]:
    """Code rows of lists; an input that is no such row gets no incidents, with a note."""
    return [_code_row(source) for source in inputs]


def _code_row(source: CodingInput) -> Coding:
    given = source.value_given("list")
    if given is None:
        note = f"not coded: {CODER} reads rows of lists, and this is none"
        return Coding(source, CODER, notes=(note,), abstained=True)
    columns = take_columns(given.value)
    row = Row(source, columns)
    if reason := _omit(row, columns):
        return Coding(source, CODER, omissions=(Omission(reason, Span(0, len(source.text.content))),))
    tell_happening(row)
    tell_parties(row)
    tell_harm(row)
    return Coding(source, CODER, (row.event,), tuple(row.assertions.values()), notes=tuple(row.notes))


def _omit(row: Row, columns: Columns) -> str | None:
    rule = columns.find_type(row.plain)
    return rule.omit if rule else None
