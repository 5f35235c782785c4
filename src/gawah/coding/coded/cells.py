"""What stands in cells: numbers, counts, dates, positions and countries, as tables write them."""

import re
from datetime import date, timedelta
from functools import lru_cache

from gawah.coding.rules import edtf
from gawah.coding.rules.dates import find_dates, resolve_date
from gawah.coding.rules.numbers import read_quantity
from gawah.gazetteer.places import country_of
from gawah.gazetteer.places.index import open_index
from gawah.model import Count

_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")
_WHOLE = re.compile(r"(-?\d+)\.0+")
_NUMBER = re.compile(r"-?\d+(?:[.,]\d+)?")
_THOUSANDS = re.compile(r"\d{1,3}(?:([,.'\u00a0\u202f ])\d{3})(?:\1\d{3})*")
_RANGE = re.compile(r"(\d+)\s*(?:-|–|—|to|a|à|bis|до)\s*(\d+)", re.I)
_AT_LEAST = re.compile(r"(?:>=|≥)\s*(\d+)|(\d+)\s*\+")
_ABOUT = re.compile(r"(?:~|≈|c\.|ca\.?|approx\.?)\s*(\d+)|(\d+)\s*\?", re.I)


def strip_number(cell: str) -> str:
    """Return a cell without surrounding space, a whole number without the ".0" that some programs write behind it."""
    cell = cell.strip()
    found = _WHOLE.fullmatch(cell)
    return found[1] if found else cell


def read_number(cell: str) -> float | None:
    """Return the number that a cell is; a comma before other than three digits is a decimal sign."""
    cell = cell.strip().translate(_DIGITS)
    if found := _THOUSANDS.fullmatch(cell):
        return float(cell.replace(found[1], ""))
    return float(cell.replace(",", ".")) if _NUMBER.fullmatch(cell) else None


def read_degrees(cell: str) -> float | None:
    """Return the degrees that a cell is: a point or a comma in it is a decimal sign, however many digits follow."""
    cell = cell.strip().translate(_DIGITS)
    return float(cell.replace(",", ".")) if _NUMBER.fullmatch(cell) else None


def read_count(cell: str) -> Count | None:
    """Return how many a cell says: 12, 10-14, 12+, ~12, or in English words; None where it says no number."""
    cell = cell.strip().translate(_DIGITS)
    if (number := read_number(cell)) is not None:
        return exactly(int(number)) if number >= 0 and number.is_integer() else None
    if found := _RANGE.fullmatch(cell):
        low, high = int(found[1]), int(found[2])
        return Count(low, None, high) if low <= high else None
    if found := _AT_LEAST.fullmatch(cell):
        number = int(found[1] or found[2])
        return Count(number, number, None)
    if found := _ABOUT.fullmatch(cell):
        return Count(None, int(found[1] or found[2]), None, approximate=True)
    words = cell.casefold().split()
    said = read_quantity(words, 0, len(words)) if words else None
    return said.count if said and not said.article and (said.start, said.end) == (0, len(words)) else None


def exactly(number: int) -> Count:
    """Return the count of exactly so many."""
    return Count(number, number, number, "number" if number else "none")


# --- dates ------------------------------------------------------------------------------------------------------------

_ISO = re.compile(r"(\d{4})-(\d{1,2})(?:-(\d{1,2})(?:[T ]00:00(?::00(?:\.0+)?)?)?)?")
_YEAR_FIRST = re.compile(r"(\d{4})[./](\d{1,2})[./](\d{1,2})")
_YEAR_LAST = re.compile(r"(\d{1,2})([-./])(\d{1,2})\2(\d{4})")
_YEAR = re.compile(r"\d{4}(?:\.0)?")
_SERIAL = re.compile(r"\d{5}(?:\.\d+)?")


def read_edtf(cell: str, order: str | None = None) -> str | None:
    """Return the date that a cell says, as EDTF; None where it says none, or may say two.

    `order` tells what comes first in 03/04/2021. A bare number of five digits, as spreadsheets keep days, is no date.
    """
    cell = " ".join(cell.split()).translate(_DIGITS)
    if found := _ISO.fullmatch(cell):
        return _join(*found.groups())
    if found := _YEAR_FIRST.fullmatch(cell):
        return _join(*found.groups())
    if _YEAR.fullmatch(cell):
        return _join(cell[:4], None, None)
    if found := _YEAR_LAST.fullmatch(cell):
        return _read_day_first(found[1], found[3], found[4], order)
    return None if _SERIAL.fullmatch(cell) else _read_words(cell)


def is_serial(cell: str) -> bool:
    """Whether a cell is a bare number as spreadsheets keep days: days since 1900."""
    return bool(_SERIAL.fullmatch(cell.strip())) and 10_000 <= float(cell) <= 80_000


def _read_day_first(first: str, second: str, year: str, order: str | None) -> str | None:
    day_first, month_first = _join(year, second, first), _join(year, first, second)
    if order:
        return month_first if order == "mdy" else day_first
    readings = {day_first, month_first} - {None}
    return readings.pop() if len(readings) == 1 else None


def _join(year: str, month: str | None, day: str | None) -> str | None:
    parts = [year, *(f"{int(part):02}" for part in (month, day) if part)]
    written = "-".join(parts)
    return written if edtf.bounds(written)[0] else None


@lru_cache(maxsize=4096)
def _read_words(cell: str) -> str | None:
    """Return the one date that a cell says in words ("3 May 2031", "May 2031"), and nothing else."""
    found = find_dates(cell, 0, len(cell))
    if len(found) != 1 or found[0].start > 0 or found[0].end < len(cell):
        return None
    when = resolve_date(found[0])
    return when.edtf if when.start else None


def join_days(start: str, end: str) -> str:
    """Return the EDTF of all days from one to another: a day, a whole month or year, or an interval."""
    first, last = date.fromisoformat(start), date.fromisoformat(end)
    if first == last:
        return start
    for whole in (start[:7], start[:4]):
        if edtf.bounds(whole) == (start, end):
            return whole
    return f"{first.isoformat()}/{last.isoformat()}"


def widen(day: str, days: int) -> str:
    """Return the interval of so many days before and behind a day."""
    middle, step = date.fromisoformat(day), timedelta(days=days)
    return f"{(middle - step).isoformat()}/{(middle + step).isoformat()}"


# --- countries --------------------------------------------------------------------------------------------------------


@lru_cache(maxsize=1024)
def read_country(name: str) -> str | None:
    """Return the ISO 3166-1 alpha-2 code of a country by its name, its code, or its name before a bracket."""
    if len(name) == 2 and name.isupper():
        return name if name in open_index().countries else None
    return country_of(name) or country_of(name.partition(" (")[0])
