"""Finds the year of a day in the other dates of its text."""

from collections.abc import Sequence
from datetime import date

from gawah.coding.rules import edtf as forms
from gawah.coding.rules.dates.expressions import DateExpr


def told_year(expr: DateExpr, others: Sequence[DateExpr]) -> tuple[int, DateExpr] | None:
    """Return the year that another expression of the same text gives to the day of `expr`, and that expression.

    It is the nearest full date within a month of that day ("September 22, 2013 … September 23"), or "this year (2016)",
    or else a year alone in which that day falls on the weekday that is named with it.
    The caller passes the year as `year_hint` and the expression's words as further evidence.
    """
    if expr.kind != "partial" or not (expr.month and expr.day) or expr.which:
        return None
    by_distance = sorted(others, key=lambda other: abs(other.start - expr.start))
    found = ((_year_beside(expr.month, expr.day, other), other) for other in by_distance)
    told = next(((year, other) for year, other in found if year), None)
    return told or _find_by_weekday(expr, by_distance)


def _find_by_weekday(expr: DateExpr, others: Sequence[DateExpr]) -> tuple[int, DateExpr] | None:
    """Return the nearest year that fits "Friday, 9 March"."""
    if expr.weekday is None or not (expr.month and expr.day):
        return None
    for other in others:
        fits = other.year and expr.day <= forms.days_in(other.year, expr.month)
        if fits and other.year and date(other.year, expr.month, expr.day).weekday() == expr.weekday:
            return other.year, other
    return None


def _year_beside(month: int, day: int, told: DateExpr) -> int | None:
    """Return the year in which a day of a month lies within a month of the full date `told`."""
    if not told.year or (told.until and told.kind != "range"):
        return None
    if told.which == "this":
        return told.year
    if not (told.month and told.day):
        return None
    near = date(told.year, told.month, told.day)
    for year in (told.year, told.year - 1, told.year + 1):
        if day <= forms.days_in(year, month) and abs((date(year, month, day) - near).days) <= 31:
            return year
    return None
