"""Days as numbers, so that how far apart two are is a difference."""

from collections.abc import Mapping
from datetime import date

from gawah.model import Json

_EPOCH = date(1970, 1, 1).toordinal()


def number_day(day: str | None) -> int | None:
    """Return an ISO date as days since 1970-01-01; None where there is none, or a year beyond those of calendars."""
    try:
        return date.fromisoformat(day[:10]).toordinal() - _EPOCH if day else None
    except ValueError:
        return None


def bound_days(when: Mapping[str, Json]) -> tuple[int | None, int | None]:
    """Return the first and the last day on which something with the date `when` can have been, both or neither."""
    first = number_day(when.get("start") or when.get("after"))
    last = number_day(when.get("end") or when.get("start") or when.get("before"))
    if first is None or last is None:
        return None, None
    return min(first, last), max(first, last)
