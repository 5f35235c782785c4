"""Incidents in a list, as a caller sees them."""

from dataclasses import dataclass
from typing import Any

from gawah.model import Incident
from gawah.store.views import read_document


@dataclass(frozen=True, slots=True)
class Listed:
    """An incident in a list."""

    incident: Incident
    """Without evidence, disputes and responses; `Store.find_incident` gives them."""
    reports: int
    """Reports that tell of it."""
    place: tuple[int, ...]
    """Where it stands in the list's order, for the page behind it."""
    excluded_by: tuple[str, ...] = ()
    """The rules of the scope that it does not meet."""

    @classmethod
    def of(cls, row: Any, place: tuple[int, ...], excluded_by: tuple[str, ...] = ()) -> "Listed":
        """Return what a row of the view holds."""
        return cls(read_document(row.document, in_full=False), row.reports, place, excluded_by)


@dataclass(frozen=True, slots=True)
class Found:
    """A page of a list, and whether more follow."""

    incidents: tuple[Listed, ...]
    more: bool
