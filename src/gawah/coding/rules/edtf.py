"""Dates in EDTF (ISO 8601-2, levels 0 to 2), as far as Gawah writes them.

Forms: `2021`, `2021-01`, `2021-01-03`, each with `?`, `~` or `%` behind it; `199X`, `XXXX-01-03`, `XXXX-01`; seasons
`2021-21` (spring) to `2021-24` (winter); intervals `a/b`, `a/..`, `../b`. Anything else is not ours, and is unknown.
"""

import calendar
import re
from datetime import date
from typing import Literal

Precision = Literal["day", "month", "year", "range", "unknown"]

_DATE = re.compile(
    r"(?P<year>[0-9]{4}|[0-9]{3}X|[0-9]{2}XX|XXXX)(?:-(?P<month>[0-9]{2})(?:-(?P<day>[0-9]{2}))?)?[?~%]?"
)

# ISO 8601-2 seasons 21–24 say nothing of the hemisphere. The first and last month that each can reach, counted from
# January of its year, hold both: a summer lies in June–August in the north and in December–February in the south.
_SEASON_MONTHS = {21: (3, 11), 22: (6, 14), 23: (3, 11), 24: (6, 14)}


def bounds(edtf: str) -> tuple[str | None, str | None]:
    """Return the first and the last day (ISO 8601) of `edtf`; None where open, without a year or not EDTF."""
    if "/" not in edtf:
        return _bounds_of_date(edtf)
    first, _, last = edtf.partition("/")
    start = None if first == ".." else _bounds_of_date(first)[0]
    end = None if last == ".." else _bounds_of_date(last)[1]
    if start and end and start > end:
        return None, None
    return start, end


def precision(edtf: str) -> Precision:
    """Return how finely `edtf` dates: an interval, a decade and a season are ranges; what is not EDTF is unknown."""
    if "/" in edtf:
        return "range" if any(_parse(side) for side in edtf.split("/", 1)) else "unknown"
    parts = _parse(edtf)
    if parts is None:
        return "unknown"
    year, month, day = parts
    if day:
        return "day"
    if month:
        return "range" if month > 12 else "month"
    return "year" if year.isdigit() else "range"


def is_inside(inner: str, outer: str) -> bool:
    """Whether every day that `inner` can mean lies in `outer`; an unknown year of `outer` agrees with any year."""
    a, b = _parse(inner), _parse(outer)
    if a and b and b[0] == "XXXX":
        return b[1] in (None, a[1]) and b[2] in (None, a[2])
    first, last = bounds(inner)
    start, end = bounds(outer)
    if not (first and last) or not (start or end):
        return False
    return (start is None or start <= first) and (end is None or last <= end)


def _parse(edtf: str) -> tuple[str, int | None, int | None] | None:
    """Return year (as written), month or season, and day, or None where they make no date."""
    found = _DATE.fullmatch(edtf)
    if found is None:
        return None
    year, month, day = found["year"], _number(found["month"]), _number(found["day"])
    if year == "0000" or (month is not None and not (1 <= month <= 12 or (month in _SEASON_MONTHS and day is None))):
        return None
    if day is not None and not 1 <= day <= days_in(int(year) if year.isdigit() else 2000, month or 1):
        return None
    return year, month, day


def _number(digits: str | None) -> int | None:
    return int(digits) if digits else None


def _bounds_of_date(edtf: str) -> tuple[str | None, str | None]:
    parts = _parse(edtf)
    if parts is None or parts[0].startswith("XX"):
        return None, None
    first, last = int(parts[0].replace("X", "0")), int(parts[0].replace("X", "9"))
    _, month, day = parts
    if day and month:
        return (None, None) if first != last else (f"{first:04}-{month:02}-{day:02}",) * 2
    if month:
        start, end = _SEASON_MONTHS.get(month, (month, month))
        return first_of_month(first, start), last_of_month(last, end)
    return first_of_month(max(first, 1), 1), last_of_month(last, 12)


def days_in(year: int, month: int) -> int:
    """Return how many days `month` (1 to 12) of `year` has."""
    return calendar.monthrange(year, month)[1]


def first_of_month(year: int, month: int) -> str:
    """Return the first day of a month; `month` may count on past December of `year`."""
    return date(year + (month - 1) // 12, (month - 1) % 12 + 1, 1).isoformat()


def last_of_month(year: int, month: int) -> str:
    """Return the last day of a month; `month` may count on past December of `year`."""
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    if year > date.max.year:
        return date.max.isoformat()
    return date(year, month, days_in(year, month)).isoformat()
