"""Cells that no spreadsheet takes for formulas: words of a report are never run by who opens a table of them."""

import re
from typing import TypeVar

_T = TypeVar("_T")

_LEADS = ("=", "+", "-", "@", "\t", "\r")
_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?(e[+-]?[0-9]+)?", re.IGNORECASE)


def guard(cell: _T) -> _T | str:
    """Return a cell that no spreadsheet takes for a formula: behind an apostrophe, where it begins as one does.

    A number with a sign is none, and what is no string is not looked at.
    """
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_LEADS) and not is_number(cell) else cell


def unguard(cell: str) -> str:
    """Return a cell without the apostrophe that `guard` put before it."""
    return cell[1:] if cell[:1] == "'" and cell[1:].startswith(_LEADS) else cell


def is_number(cell: str) -> bool:
    """Whether a cell says a number and nothing else."""
    return _NUMBER.fullmatch(cell) is not None
