"""Finds the words of a text that tell when."""

from collections.abc import Callable
from typing import cast

from gawah.coding.rules.dates.calendar_forms import (
    read_day_month,
    read_day_of_month,
    read_decade,
    read_iso,
    read_month,
    read_month_day,
    read_month_year,
    read_numeric,
    read_season,
    read_short_weekday,
    read_weekday,
    read_year,
)
from gawah.coding.rules.dates.clock_forms import (
    read_clock,
    read_hour_minute,
    read_hours,
    read_military,
    read_oclock,
    read_part,
)
from gawah.coding.rules.dates.expressions import DateExpr
from gawah.coding.rules.dates.grammar import DIGIT_FORMS, FIRST_TRIGGER, FORMS_OF, TRIGGER, Match, compile_forms
from gawah.coding.rules.dates.hijri import with_hijri_days
from gawah.coding.rules.dates.joining import join_dates, join_ranges, join_times
from gawah.coding.rules.dates.relative_forms import (
    read_anniversary,
    read_count,
    read_day_word,
    read_due_course,
    read_soon,
    read_unit,
    read_weekend,
    read_which,
    read_within,
)
from gawah.coding.rules.dates.surroundings import on_words, stands, with_context


def find_dates(text: str, start: int = 0, end: int | None = None) -> list[DateExpr]:
    """Return the expressions of time in `text[start:end]`, in order, without overlap; offsets are those of `text`."""
    end = len(text) if end is None else min(end, len(text))
    low = _lower(text)
    found: list[DateExpr] = []
    floor = start
    trigger = FIRST_TRIGGER.match(low, start, end) or TRIGGER.search(low, start, end)
    while trigger:
        read = _read(trigger, text, low, end)
        found += [with_context(each, low, floor) for each in read]
        floor = read[-1].end if read else floor
        trigger = TRIGGER.search(low, floor if read else trigger.start(1), end)
    found = with_hijri_days(found, text, low, start, end)
    found = join_ranges(join_dates(join_times(found, low), low), low)
    return [on_words(each, text) for each in found if stands(each, low)]


def _lower(text: str) -> str:
    """Return `text` in lower case, code point for code point, so that offsets stay."""
    low = text.lower()
    return low if len(low) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def _read(trigger: Match, text: str, low: str, end: int) -> list[DateExpr]:
    """Return what begins at `trigger`: the first form that its word can begin, fits, and passes its reader's doubts."""
    at = trigger.start(1)
    names = FORMS_OF.get(trigger[1], DIGIT_FORMS)
    found = compile_forms(names).match(low, at, end)
    while found:
        form = cast(str, found.lastgroup)
        read = _BUILDERS[form](found, text, low)
        if read:
            return read
        found = _next_form(names, form, low, at, end)
    return []


def _next_form(members: tuple[str, ...], form: str, low: str, at: int, end: int) -> Match | None:
    """Return the match at `at` of the first of `members` after `form` that fits."""
    for later in members[members.index(form) + 1 :]:
        if found := compile_forms((later,)).match(low, at, end):
            return found
    return None


_BUILDERS: dict[str, Callable[[Match, str, str], list[DateExpr]]] = {
    "iso": read_iso,
    "num": read_numeric,
    "dm": read_day_month,
    "md": read_month_day,
    "my": read_month_year,
    "mon": read_month,
    "sea": read_season,
    "wd": read_weekday,
    "wa": read_short_weekday,
    "rel": read_day_word,
    "q": read_which,
    "n": read_count,
    "u": read_unit,
    "soon": read_soon,
    "due": read_due_course,
    "in": read_within,
    "wkd": read_weekend,
    "dom": read_day_of_month,
    "ann": read_anniversary,
    "dec": read_decade,
    "clk": read_clock,
    "hm": read_hour_minute,
    "mil": read_military,
    "clock": read_oclock,
    "yr": read_year,
    "hrs": read_hours,
    "part": read_part,
}
