"""Resolves expressions of time to days, as far as the report makes them definite."""

import calendar
import re
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import cast

from gawah.coding.rules import edtf as forms
from gawah.coding.rules.dates.expressions import DAYS_IN, Bound, DateExpr, Kind, Offset, Unit
from gawah.frozen import quick_to_make
from gawah.model import When


def resolve_date(
    expr: DateExpr, report_date: date | None = None, incident: When | None = None, year_hint: int | None = None
) -> When:
    """Return when `expr` is, as far as the report's date, the date that it counts from and a given year tell.

    `incident` is what an expression counts from that does not count from the report: the incident's date, or the date
    told before. `year_hint` is the year that a user gave for the report; it goes before the report's date.
    """
    try:
        when = _reckon(expr, _Known(report_date, incident, year_hint))
    except (OverflowError, ValueError):  # a step off the calendar of years 1 to 9999
        when = When()
    if expr.bound and when.edtf:
        when = _as_bound(when, expr.bound)
    return replace(when, time=expr.time) if expr.time else when


@quick_to_make
@dataclass(frozen=True, slots=True)
class _Known:
    """What an expression is reckoned from."""

    report: date | None
    incident: When | None
    year: int | None


def _reckon(expr: DateExpr, known: _Known) -> When:
    if expr.until is not None:
        return _reckon_range(expr, expr.until, known)
    if expr.kind == "absolute":
        return _when(_edtf_of(expr), expr.approximate)
    if expr.kind == "partial":
        return _reckon_partial(expr, known)
    if expr.kind == "weekday":
        return _day(_weekday_near(expr, known.report)) if known.report else When()
    if expr.kind in ("relative", "range") and expr.offset is not None:
        return _reckon_relative(expr, expr.offset, known)
    return When()


def _when(edtf: str, approximate: bool = False) -> When:
    edtf += "~" if approximate else ""
    precision = forms.precision(edtf)
    return When() if precision == "unknown" else When(edtf, *forms.bounds(edtf), precision)


def _day(day: date) -> When:
    return _when(day.isoformat())


def _edtf_of(expr: DateExpr) -> str:
    if expr.decade is not None:
        return f"{expr.decade // 10:03}X"
    year = f"{expr.year:04}" if expr.year else "XXXX"
    month = expr.month or expr.season
    return year + (f"-{month:02}" if month else "") + (f"-{expr.day:02}" if expr.day else "")


def _as_bound(when: When, bound: Bound) -> When:
    """Return what "after 3 May", "before June", "since 2009" or "until Friday" say of an act."""
    if bound == "after":
        return When(after=when.end)
    if bound == "before":
        return When(before=when.start)
    if bound == "since":
        return When(f"{when.edtf}/..", when.start, None, "range", after=when.start)
    return When(f"../{when.edtf}", None, when.end, "range", before=when.end)


def _reckon_partial(expr: DateExpr, known: _Known) -> When:
    """Give a month and day the year that the context makes definite, or leave it open."""
    if not (expr.month or expr.season):
        return _reckon_day_of_month(expr, known)
    return _when(_edtf_of(replace(expr, year=_year_of(expr, known))), expr.approximate)


def _reckon_day_of_month(expr: DateExpr, known: _Known) -> When:
    """Return the latest such day on or before the report's date, or else the first from the date told before on."""
    day = cast(int, expr.day)
    if known.report and expr.which:
        return _when(f"{known.report.isoformat()[:8]}{day:02}")
    told = known.incident.start if known.incident and _is_day(known.incident) else None
    base = known.report or (date.fromisoformat(told) if told else None)
    if base is None:
        return When()
    step = timedelta(days=-1 if known.report else 1)
    while base.day != day:
        base += step
    return _day(base)


def _year_of(expr: DateExpr, known: _Known) -> int | None:
    now = known.year or (known.report.year if known.report else None)
    if expr.which and expr.offset:  # "in March last year"
        return now + {"last": -1, "this": 0, "next": 1}[expr.which] if now else None
    if known.year and not expr.which:
        return known.year
    month, day = expr.month or _SEASON_MONTH[expr.season or 21], expr.day or 1
    if known.report:
        return _year_near(month, day, known.report, expr.future or expr.which == "next", expr.which == "last")
    if known.incident and known.incident.start and len(known.incident.start) == 10:
        return _year_near(month, expr.day or 31, date.fromisoformat(known.incident.start), True, False)
    return None


_SEASON_MONTH = {21: 3, 22: 6, 23: 9, 24: 12}


def _year_near(month: int, day: int, near: date, forward: bool, strictly: bool) -> int:
    """Return the year of the latest such day on or about or before `near`, or of the first on or after it."""
    if forward:
        return _leap(near.year + ((month, day) < (near.month, near.day)), month, day, 1)
    latest = near + _SLACK
    later = (month, day) > (latest.month, latest.day)
    return _leap(latest.year - (later or (strictly and month == near.month)), month, day, -1)


def _leap(year: int, month: int, day: int, step: int) -> int:
    """Return the first year from `year` on, or back, that has the day, which only 29 February asks."""
    while month == 2 and day == 29 and not calendar.isleap(year):
        year += step
    return year


_SLACK = timedelta(days=2)  # a report may be dated by another clock than the day that it names


def _weekday_near(expr: DateExpr, report: date) -> date:
    weekday = cast(int, expr.weekday)
    if expr.future or expr.which == "next":
        step = (weekday - report.weekday()) % 7
        return report + timedelta(days=step or (7 if expr.which == "next" else 0))
    step = (report.weekday() - weekday) % 7
    return report - timedelta(days=step or (7 if expr.which == "last" else 0))


def _reckon_range(first: DateExpr, last: DateExpr, known: _Known) -> When:
    start = _reckon(replace(first, kind=_kind_alone(first), until=None), known)
    end = _reckon(replace(last, future=last.future or first.future), known)
    if not start.edtf or not end.edtf:
        return When()
    if start.start and end.end and start.start > end.end:
        return _around_year_end(first, start, end)
    edtf = f"{start.edtf}/{end.edtf}"
    return When(edtf, start.start, end.end, "range")


def _around_year_end(first: DateExpr, start: When, end: When) -> When:
    """Put the start of "Friday to Monday" or "November to February" before its end, where no year says otherwise."""
    begin = date.fromisoformat(cast(str, start.start))
    if first.weekday is not None and not first.day:
        earlier = _day(begin - timedelta(days=7))
    elif not first.year:
        earlier = _when(f"{begin.year - 1:04}{cast(str, start.edtf)[4:]}")
    else:
        return When()
    if not earlier.start or earlier.start > cast(str, end.end):
        return When()
    return When(f"{earlier.edtf}/{end.edtf}", earlier.start, end.end, "range")


def _kind_alone(expr: DateExpr) -> Kind:
    if expr.weekday is not None and not expr.day:
        return "weekday"
    return "absolute" if expr.year or expr.decade is not None else "partial"


def _reckon_relative(expr: DateExpr, offset: Offset, known: _Known) -> When:
    today = _day(known.report) if known.report else None
    base = today if expr.anchor == "report" else known.incident
    if base is None or not (base.edtf or base.start):
        return When()
    if offset.n is None:
        return _only_order(base, offset)
    if expr.kind == "range":
        return _span_from(base, offset, offset.n)
    return _step(expr, base, offset, offset.n)


def _only_order(base: When, offset: Offset) -> When:
    """Return the bound that "days later" or "in due course" gives."""
    if offset.direction == "after":
        return When(after=base.start)
    return When(before=base.end)


def _span_from(base: When, offset: Offset, n: int) -> When:
    """Return the span of "the past two weeks", which ends on the base's day, or of "the next", which begins on it."""
    if not _is_day(base):
        return When()
    day = date.fromisoformat(cast(str, base.start))
    sign = -1 if offset.direction == "before" else 1
    other = _moved(day, offset.unit, sign * n)
    first, last = min(day, other), max(day, other)
    return When(f"{first.isoformat()}/{last.isoformat()}", first.isoformat(), last.isoformat(), "range")


def _is_day(when: When) -> bool:
    return when.start is not None and when.start == when.end


def _step(expr: DateExpr, base: When, offset: Offset, n: int) -> When:
    """Return the unit that lies `n` units from `base`, no finer than the unit is."""
    steps = {"before": -1, "same": 0, "after": 1}[offset.direction] * n
    if offset.unit == "day" and steps == 0:
        return replace(base, time=None)
    if not _is_day(base):
        return _step_from_open(base, offset, steps)
    day = date.fromisoformat(cast(str, base.start))
    if offset.unit == "hour":
        return _hours_from(day, steps)
    if offset.unit in ("week", "weekend") and expr.which:
        return _calendar_week(day, offset.unit, steps)
    return _moved_when(day, offset.unit, steps, exact=expr.which is not None)


def _moved_when(day: date, unit: Unit, steps: int, exact: bool) -> When:
    """Return the day, month or year `steps` away; "two weeks ago" is about a day, "last month" is a month."""
    moved = _moved(day, unit, steps)
    if unit == "month":
        return _when(f"{moved.year:04}-{moved.month:02}", not exact)
    if unit in ("year", "decade"):
        return _when(f"{moved.year:04}", not exact)
    return _when(moved.isoformat(), unit != "day")


def _moved(day: date, unit: Unit, steps: int) -> date:
    if unit in ("month", "year", "decade"):
        months = day.year * 12 + day.month - 1 + steps * {"month": 1, "year": 12, "decade": 120}[unit]
        year, month = months // 12, months % 12 + 1
        return date(year, month, min(day.day, forms.days_in(year, month)))
    return day + timedelta(days=round(steps * DAYS_IN[unit] + (0.49 if steps > 0 else -0.49) * (unit == "hour")))


_FEW_HOURS = 3  # of most hours of a day they are on it still


def _hours_from(day: date, hours: int) -> When:
    """Return the two days between which "five hours later" lies, counted from an unknown hour."""
    if abs(hours) <= _FEW_HOURS:
        return _when(day.isoformat(), approximate=True)
    near, far = _moved(day, "day", int(hours / 24)), _moved(day, "hour", hours)
    if near == far:
        return _when(near.isoformat(), approximate=True)
    first, last = min(near, far).isoformat(), max(near, far).isoformat()
    return When(f"{first}/{last}", first, last, "range")


def _calendar_week(day: date, unit: Unit, steps: int) -> When:
    """Return Monday to Sunday of "last week", or the Saturday and Sunday of "last weekend", up to now where "this"."""
    monday = day - timedelta(days=day.weekday()) + timedelta(days=7 * steps)
    if unit == "weekend":
        saturday = monday + timedelta(days=5 - 7 * (steps == 0 and day.weekday() < 5))
        return _interval(saturday, saturday + timedelta(days=1))
    return _interval(monday, day if steps == 0 else monday + timedelta(days=6))


def _interval(first: date, last: date) -> When:
    if first == last:
        return _day(first)
    return When(f"{first.isoformat()}/{last.isoformat()}", first.isoformat(), last.isoformat(), "range")


def _step_from_open(base: When, offset: Offset, steps: int) -> When:
    """Step from a base that is no day: a day without its year, a month, a year, a range."""
    edtf = (base.edtf or "").rstrip("?~%")
    if _OPEN_DAY.fullmatch(edtf) and offset.unit in ("day", "week", "fortnight"):
        return _open_day(edtf, offset.unit, steps)
    if base.start is None:
        return When()
    day = date.fromisoformat(base.start)
    if offset.unit == "year" and base.precision in ("month", "year"):
        return _moved_when(day, "year", steps, exact=base.precision == "year")
    if offset.unit == "month" and base.precision == "month":
        return _moved_when(day, "month", steps, exact=True)
    return _only_order(base, offset) if steps else When()


_OPEN_DAY = re.compile(r"XXXX-[0-9]{2}-[0-9]{2}")


def _open_day(edtf: str, unit: Unit, steps: int) -> When:
    """Step from a day of an unknown year; across the end of February the year would matter, so nothing is known."""
    after = {_moved(date.fromisoformat(f"{year}{edtf[4:]}"), unit, steps).isoformat()[5:] for year in (2003, 2004)}
    return _when(f"XXXX-{after.pop()}", unit != "day") if len(after) == 1 else When()
