"""Takes in the days of Hijri calendars, which the gazetteer reads."""

from gawah.coding.rules.dates.expressions import DateExpr, express
from gawah.coding.rules.dates.surroundings import with_context
from gawah.gazetteer.calendars import HijriDay, find_hijri_days


def with_hijri_days(found: list[DateExpr], text: str, low: str, start: int, end: int) -> list[DateExpr]:
    """Return `found` and the days of Hijri calendars, as the Gregorian days that they are, in order."""
    hijri = [_read_hijri(day, text, start) for day in find_hijri_days(text[start:end])]
    if not hijri:
        return found
    kept = [each for each in found if not any(each.start < day.end and day.start < each.end for day in hijri)]
    return sorted([*kept, *(with_context(day, low, start) for day in hijri)], key=lambda each: each.start)


def _read_hijri(found: HijriDay, text: str, offset: int) -> DateExpr:
    day, start, end = found.day, offset + found.start, offset + found.end
    named = {"year": day.year, "month": day.month, "day": day.day, "approximate": found.approximate}
    return express(text, start, end, "absolute", **named)
