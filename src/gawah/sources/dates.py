"""The date on which a report was published, from the many ways in which heads and feeds write it.

A date that can be read in two ways (03/04/2021) is no date: the report's date stays unknown rather than wrong.
"""

import re
from collections.abc import Callable
from datetime import date, datetime

from gawah.gazetteer.calendars import find_hijri_days

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sep(?:t(?:ember)?)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+)?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>\d{4})"
_ZONE = r"(?:\s*(?:Z|[+-]\d{2}(?::?\d{2})?|\(?[A-Z]{2,5}\)?)){0,2}"
_CLOCK = rf"\d{{1,2}}[:.]?\d{{2}}(?::?\d{{2}}(?:[.,]\d+)?)?(?:\s*[ap]\.?m\.?)?{_ZONE}"
_TIME = rf"(?:(?:T|,?\s+(?:at\s+)?|\s*[-–|,]\s*){_CLOCK})?"
"""The time of day after a date, and nothing else: a sentence that begins with a date is no date."""

_FORMS = tuple(
    re.compile(form, re.IGNORECASE | re.ASCII)
    for form in (
        rf"{_YEAR}(?P<sign>[-/.])(?P<m>\d{{1,2}})(?P=sign)(?P<day>\d{{1,2}}){_TIME}",
        rf"{_YEAR}(?P<m>\d{{2}})(?P<day>\d{{2}}){_TIME}",
        rf"{_WEEKDAY}{_DAY}[\s-]+(?:of\s+)?{_MONTH},?[\s-]+{_YEAR}{_TIME}",
        rf"{_WEEKDAY}{_MONTH}[\s-]+{_DAY},?\s+{_YEAR}{_TIME}",
    )
)
_NUMBERS = re.compile(
    rf"(?P<first>\d{{1,2}})(?P<sign>[-/.])(?P<second>\d{{1,2}})(?P=sign){_YEAR}{_TIME}", re.IGNORECASE | re.ASCII
)


def parse_date(said: str) -> str | None:
    """Return the day that `said` names as an ISO 8601 date, or None if it names none, or might name two.

    Reads ISO 8601 (the day as it was at the place of writing), "4 January 2021", "January 4, 2021", RFC 2822, and days
    of the Hijri calendars ("14 Jadi 1399").
    """
    said = said.strip()[:80]
    for form in _FORMS:
        if found := form.fullmatch(said):
            parts = found.groupdict()
            month = parts.get("m") or _MONTHS.index(parts["month"][:3].lower()) + 1
            return _to_iso(int(parts["year"]), int(month), int(parts["day"]))
    return _parse_numbers(said) or _parse_hijri(said)


def parse_moment(said: str) -> str | None:
    """Return the moment that `said` names, with its time zone, in ISO 8601 ("2021-01-04T10:30:00+05:00").

    None where it names none, or no zone: ISO 8601 and RFC 2822 are read.
    """
    from email.utils import parsedate_to_datetime  # here, since most reports tell no time

    said = said.strip()[:80]
    moment = _read_moment(datetime.fromisoformat, said) or _read_moment(parsedate_to_datetime, said)
    return None if moment is None else moment.isoformat(timespec="seconds").replace("+00:00", "Z")


def _read_moment(read: Callable[[str], datetime], said: str) -> datetime | None:
    try:
        moment = read(said)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return moment if moment.tzinfo is not None else None


def _parse_numbers(said: str) -> str | None:
    """Return 25/12/2021 and 12/25/2021 as the one day that either can be."""
    found = _NUMBERS.fullmatch(said)
    if not found:
        return None
    first, second, year = int(found["first"]), int(found["second"]), int(found["year"])
    readings = {_to_iso(year, second, first), _to_iso(year, first, second)} - {None}
    return readings.pop() if len(readings) == 1 else None


def _parse_hijri(said: str) -> str | None:
    """Return the day of a Hijri calendar that `said` is and nothing else; a lunar one may lie a day to either side."""
    found = find_hijri_days(said)
    return found[0].day.isoformat() if found and found[0].start == 0 and found[0].end == len(said) else None


def _to_iso(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None
