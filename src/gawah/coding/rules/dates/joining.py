"""Joins expressions that stand together: a day and its hour, two names of one day, the ends of a range."""

import re
from dataclasses import replace
from typing import Any

from gawah.coding.rules.dates.expressions import DATED, SHORT, DateExpr
from gawah.coding.rules.dates.grammar import DASH, GAP
from gawah.coding.rules.dates.neighbours import word_before

_TIME_GAP = re.compile(
    r"[\s,()\[\]]*(?:(?:on|of|at|in|the|around|about|approximately|nearly|some|by|early|late|local|time|hours|shortly|just"
    r"|before|after|when|between|its)[\s,(]+)*"
)
_DATE_GAP = re.compile(rf"(?:[ ]?[,(][ ]?|{GAP})(?:(?:on|the|i\.e\.){GAP})?")
_RANGE_GAP = re.compile(rf"(?:{GAP}(?P<word>to|until|till|through|and){GAP}(?:the{GAP})?|{DASH})")


def join_times(found: list[DateExpr], low: str) -> list[DateExpr]:
    """Give a date the time of day beside it: "the night of 6 November", "Monday at about 8 p.m."."""
    out: list[DateExpr] = []
    for each in found:
        joined = _joined_time(out[-1], each, low) if out else None
        if joined:
            out[-1] = joined
        else:
            out.append(each)
    return out


def _joined_time(a: DateExpr, b: DateExpr, low: str) -> DateExpr | None:
    other = a if b.kind == "time" else b
    if "time" not in (a.kind, b.kind) or other.kind not in DATED | {"time"} or b.start - a.end > 40:
        return None
    if not _TIME_GAP.fullmatch(low, a.end, b.start) or low.find("\n\n", a.end, b.start) >= 0:
        return None
    if _ends_heading(a, b, low):
        return None
    return _together(other, a, b, time=_finer_time(a.time, b.time))


def _ends_heading(a: DateExpr, b: DateExpr, low: str) -> bool:
    """Whether a line ends with a full date, as headings do; what the next line begins with is not of it."""
    return a.kind == "absolute" and a.day is not None and low.find("\n", a.end, b.start) >= 0


def _finer_time(a: str | None, b: str | None) -> str | None:
    """Return the clock's time before the words for it."""
    return b if a is None or (b is not None and b[:1].isdigit() and not a[:1].isdigit()) else a


def _together(kept: DateExpr, a: DateExpr, b: DateExpr, **changes: Any) -> DateExpr:
    """Return `kept` over the words from `a` to `b`."""
    return replace(kept, start=a.start, end=b.end, surface="", **changes)


def join_dates(found: list[DateExpr], low: str) -> list[DateExpr]:
    """Join two names of one time: "Monday, January 3", "today, 14 November", "August this year (2016)"."""
    out: list[DateExpr] = []
    for each in found:
        joined = _same_time(out[-1], each, low) if out else None
        if joined:
            out[-1] = joined
        else:
            out.append(each)
    return out


def _same_time(a: DateExpr, b: DateExpr, low: str) -> DateExpr | None:
    if not _DATE_GAP.fullmatch(low, a.end, b.start) or _ends_heading(a, b, low):
        return None
    for exact, loose in ((a, b), (b, a)):
        if exact.kind in ("absolute", "partial") and exact.day and exact.weekday is None and _names_day(loose):
            return _together(exact, a, b, weekday=loose.weekday, time=_finer_time(exact.time, loose.time))
    if a.kind == "partial" and _is_bare_year(b) and low[a.end : b.start] == " (":
        return _together(a, a, b, kind="absolute", year=b.year)
    if b.kind == "absolute" and b.month and a.kind == "relative" and a.which and a.offset and a.offset.unit == "month":
        return _together(b, a, b)
    return None


def _is_bare_year(expr: DateExpr) -> bool:
    return expr.kind == "absolute" and expr.year is not None and not (expr.month or expr.season)


def _names_day(expr: DateExpr) -> bool:
    return expr.kind == "weekday" or (
        expr.kind == "relative" and expr.anchor == "report" and expr.offset is not None and expr.offset.unit == "day"
    )


def join_ranges(found: list[DateExpr], low: str) -> list[DateExpr]:
    """Join the two ends of "from Sunday to Wednesday", "between 2009 and 2011", "November 27 to December 1"."""
    out: list[DateExpr] = []
    for each in found:
        if out and _is_night(out[-1], each, low):
            out[-1] = _together(out[-1], out[-1], each, time="night")
        elif out and _makes_range(out[-1], each, low):
            first = _with_month_and_year_of(out[-1], each)
            out[-1] = _together(replace(first, kind="range", until=each), out[-1], each)
        else:
            out.append(each)
    return out


def _is_night(a: DateExpr, b: DateExpr, low: str) -> bool:
    """Whether "the night of Thursday to Friday" names one night, which is of the day that it begins on."""
    if a.weekday is None or b.weekday is None or a.day or b.day or (a.weekday + 1) % 7 != b.weekday:
        return False
    gap = _RANGE_GAP.fullmatch(low, a.end, b.start)
    return gap is not None and (a.time is not None or _AT_NIGHT.search(low, max(0, a.start - 30), a.start) is not None)


_AT_NIGHT = re.compile(r"\b(?:night|nights|overnight)(?: (?:of|from|between|on))?(?: the)? ?\Z")


def _makes_range(a: DateExpr, b: DateExpr, low: str) -> bool:
    gap = _RANGE_GAP.fullmatch(low, a.end, b.start)
    if gap is None or not {a.kind, b.kind} <= {"absolute", "partial", "weekday"}:
        return False
    if (a.kind == "weekday") != (b.kind == "weekday") or SHORT in (a.offset, b.offset):
        return False
    if _is_night(a, b, low):
        return False
    if (a.day is None) != (b.day is None) and not (a.year and b.year):
        return False
    before = word_before(low, a.start)
    if gap["word"] == "and":
        return before == "between" or "between the" in low[max(0, a.start - 14) : a.start]
    return gap["word"] in (None, "through") or before in ("from", "between") or bool(a.month and b.month)


def _with_month_and_year_of(first: DateExpr, last: DateExpr) -> DateExpr:
    """Give the first day of a range the year that only the last one tells: "from November to February 2014"."""
    if first.year or not last.year or not first.month or not last.month:
        return first
    earlier = (first.month, first.day or 0) > (last.month, last.day or 99)
    return replace(first, year=last.year - earlier)
