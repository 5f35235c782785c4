"""What words that tell when say: a kind of expression with its parts, before any date is reckoned."""

from dataclasses import dataclass
from typing import Any, Literal

from gawah.frozen import quick_to_make

Kind = Literal["absolute", "partial", "weekday", "relative", "range", "duration", "time", "anniversary"]
Unit = Literal["hour", "day", "weekend", "week", "fortnight", "month", "year", "decade"]
Direction = Literal["before", "same", "after"]
Anchor = Literal["report", "incident", "previous"]
Bound = Literal["after", "before", "since", "until"]
Which = Literal["last", "this", "next"]
Fuzzy = Literal["early", "mid", "late"]


@quick_to_make
@dataclass(frozen=True, slots=True)
class Offset:
    """A step on the calendar: `n` units (None where the text says only "days") before, after or in the same unit."""

    unit: Unit
    n: int | None
    direction: Direction = "same"


@quick_to_make
@dataclass(frozen=True, slots=True)
class DateExpr:
    """Words that tell when. `start` and `end` are code points of the text; `text[start:end] == surface`."""

    start: int
    end: int
    surface: str
    kind: Kind
    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    """Monday is 0."""
    decade: int | None = None
    """Its first year: 1990."""
    season: int | None = None
    """EDTF's number: spring 21, summer 22, autumn 23, winter 24."""
    which: Which | None = None
    """The word beside a weekday, month or season, as in "last Monday"."""
    fuzzy: Fuzzy | None = None
    offset: Offset | None = None
    """A relative expression's step, a duration's length, or an anniversary's number."""
    anchor: Anchor | None = None
    """What the offset counts from: the report's date, the incident, or the date told before."""
    time: str | None = None
    """Time of day: ISO hh:mm, or the report's words ("night")."""
    until: "DateExpr | None" = None
    """The last part of a range, of which this is the first."""
    bound: Bound | None = None
    """The preposition that makes the date a bound of the act and not its day."""
    future: bool = False
    """Words of the future stand before it."""
    approximate: bool = False

    @property
    def days(self) -> int | None:
        """Length of a duration in days; None for one under a day or not numbered."""
        if self.kind != "duration" or self.offset is None or self.offset.n is None:
            return None
        return int(self.offset.n * DAYS_IN[self.offset.unit]) or None


DAYS_IN: dict[Unit, float] = {
    "hour": 1 / 24,
    "day": 1,
    "weekend": 2,
    "week": 7,
    "fortnight": 14,
    "month": 30,
    "year": 365,
    "decade": 3650,
}


def express(text: str, start: int, end: int, kind: Kind, **fields: Any) -> DateExpr:
    """Return the expression over `text[start:end]`, blanks and commas at its end left out."""
    while end > start and text[end - 1] in " \t\n\xa0,":
        end -= 1
    return DateExpr(start, end, text[start:end], kind, **fields)


SHORT = Offset("day", 0)  # marks a short weekday until a date has joined it
DATED: frozenset[Kind] = frozenset(("absolute", "partial", "weekday", "relative", "range"))
