"""Layouts: which columns a table has, and how an incident becomes rows of them."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

from gawah.publish.cleared import ClearedIncident
from gawah.publish.exports.loss import Loss

Cell: TypeAlias = str | int | float | bool | None
Row: TypeAlias = Mapping[str, Cell]
Kind: TypeAlias = Literal["string", "integer", "number", "boolean", "date"]


@dataclass(frozen=True, slots=True)
class Heading:
    """A column of a table that is written."""

    name: str
    kind: Kind = "string"
    about: str = ""
    """What it holds, for `datapackage.json`."""


@dataclass(frozen=True, slots=True)
class Given:
    """What a layout may use beside the incident."""

    loss: Loss
    everything: bool
    """Whether incidents that the format's own rules leave out are written all the same."""
    read_text: Callable[[str], str]
    """`Cleared.read_text`, for rows of other lists."""


@dataclass(frozen=True, slots=True)
class Layout:
    """A table's form."""

    name: str
    headings: tuple[Heading, ...]
    list_rows: Callable[[ClearedIncident, Given], Iterable[Row]]
    """Returns the rows of an incident, and counts in `Given.loss` what they do not hold."""
    notes: tuple[str, ...] = ()
    """How values are made to fit, for the loss report."""
