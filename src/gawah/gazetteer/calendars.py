"""Days of the Hijri calendars, lunar and solar (Iran's and Afghanistan's), found in text and reckoned to the Gregorian.

Only a day with its month's name and its year is read: "14 Jadi 1399", "Ramadan 3, 1442", "۱۴ جدی ۱۳۹۹". Figures alone
("1399/10/14") do not tell which of the two calendars they are in. A lunar month begins when the moon is seen, which may
be a day earlier or later than the calendar of Umm al-Qura reckons: such a day is about that day.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any, Literal

Calendar = Literal["solar_hijri", "lunar_hijri"]

_DATA = Path(__file__).with_name("calendars.yaml")
_MAYBE_YEAR = re.compile(r"[1١۱][345٣٤٥۳۴۵]\d\d")
_GAP = r"[\s'’ʿʾ\-\u200c]{0,3}"
_BETWEEN = r"(?:[\s\-]{1,3}|,[\s]{0,2})"
_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "0123456789" * 2)
_FIRST_DAY = date(2021, 3, 21) - timedelta(days=510_975)
"""1 Farvardin of the year 1, as the cycle of leap years below reckons it; 1 Farvardin 1400 was 21 March 2021."""


@dataclass(frozen=True, slots=True)
class HijriDay:
    """A day of a Hijri calendar as a text names it. Offsets are code points of the text."""

    start: int
    end: int
    calendar: Calendar
    day: date
    """In the Gregorian calendar."""

    @property
    def approximate(self) -> bool:
        """Whether the day may lie one to either side."""
        return self.calendar == "lunar_hijri"


def find_hijri_days(text: str) -> list[HijriDay]:
    """Return the days of Hijri calendars that `text` names, in order, without overlap."""
    if not _MAYBE_YEAR.search(text):
        return []
    text = text.translate(_DIGITS)  # code point for code point
    found = [day for calendar, pattern in _patterns().items() for day in _find_in(text, calendar, pattern)]
    return sorted(found, key=lambda day: day.start)


def _find_in(text: str, calendar: Calendar, pattern: re.Pattern[str]) -> Iterator[HijriDay]:
    for match in pattern.finditer(text):
        parts = {name[0]: value for name, value in match.groupdict().items() if value}
        month = next(n for n, months in enumerate(_months(calendar), 1) if months.fullmatch(parts["m"]))
        year, day = int(parts["y"]), int(parts["d"])
        if gregorian := to_gregorian(calendar, year, month, day):
            yield HijriDay(match.start(), match.end(), calendar, gregorian)


def to_gregorian(calendar: Calendar, year: int, month: int, day: int) -> date | None:
    """Return a day of a Hijri calendar in the Gregorian, or None where there is no such day, or it is not reckoned."""
    first, last = _load()[calendar]["years"]
    if not first <= year <= last:
        return None
    return _solar_day(year, month, day) if calendar == "solar_hijri" else _lunar_day(year, month, day)


def _lunar_day(year: int, month: int, day: int) -> date | None:
    from hijridate import Hijri  # here, since few texts name such a day

    try:
        gregorian = Hijri(year, month, day).to_gregorian()
    except (ValueError, OverflowError):
        return None
    return date(gregorian.year, gregorian.month, gregorian.day)


def _solar_day(year: int, month: int, day: int) -> date | None:
    leap = _leap_years(year) > _leap_years(year - 1)
    length = 31 if month <= 6 else 30 if month < 12 or leap else 29
    if not 1 <= day <= length:
        return None
    before = 365 * (year - 1) + _leap_years(year - 1) + 30 * (month - 1) + min(month - 1, 6)
    return _FIRST_DAY + timedelta(days=before + day - 1)


def _leap_years(year: int) -> int:
    """Return how many leap years there are up to `year`: eight in 33, which holds from 1304 to 1450 and beyond."""
    return (8 * year + 29) // 33


# --- how reports write them -------------------------------------------------------------------------------------------


@cache
def _load() -> Any:
    import yaml  # here, since few texts name such a day

    return yaml.safe_load(_DATA.read_text(encoding="utf-8"))


@cache
def _months(calendar: Calendar) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(_any_of(names), re.IGNORECASE) for names in _load()[calendar]["months"])


def _any_of(names: list[str]) -> str:
    """Return a pattern of the spellings `names`, longest first."""
    return "|".join(name.replace(" ", _GAP) for name in sorted(names, key=len, reverse=True))


@cache
def _patterns() -> dict[Calendar, re.Pattern[str]]:
    return {"solar_hijri": _pattern("solar_hijri"), "lunar_hijri": _pattern("lunar_hijri")}


def _pattern(calendar: Calendar) -> re.Pattern[str]:
    """Return what finds "14 Jadi 1399 SH" and "Jadi 14, 1399" in running text."""
    month = _any_of([name for names in _load()[calendar]["months"] for name in names])
    day, year = r"(?:3[01]|[12]\d|0?[1-9])", r"1[345]\d\d"
    mark = rf"(?:\s?\(?(?:{_any_of(_load()[calendar]['marks'])})(?!\w)\)?)?"
    forms = (
        rf"(?P<d1>{day})(?:st|nd|rd|th)?{_BETWEEN}(?:of\s)?(?P<m1>{month}){_BETWEEN}(?P<y1>{year})",
        rf"(?P<m2>{month}){_BETWEEN}(?P<d2>{day})(?:st|nd|rd|th)?{_BETWEEN}(?P<y2>{year})",
    )
    return re.compile(rf"(?<![\w/.-])(?:{'|'.join(forms)})(?!\d){mark}", re.IGNORECASE)
