"""What followed, as a line of time on which uncertain dates are drawn uncertain.

Time runs in days after the incident on a scale that gives the first days the most room, since most happens in them. A
step known to the day is a dot; one known to a stretch of time is a bar with a broken edge; one that is known only to
lie after or before another day fades towards where it may lie; one without any date has a question mark.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from gawah import wording
from gawah.account import Account, Step
from gawah.model import When
from gawah.phrases import mark, say, say_number
from gawah.publish.drawings.svg import FAINT, INK, MARK, element, frame, shorten, write_text

WIDTH = 640.0
_LEFT, _RIGHT, _TOP, _ROW = 300.0, 620.0, 34.0, 24.0
_TICKS = (
    *((0, mark("the day")), (1, mark("+1 day")), (3, mark("+3 days")), (7, mark("+1 week")), (30, mark("+1 month"))),
    *((91, mark("+3 months")), (365, mark("+1 year")), (1096, mark("+3 years")), (3652, mark("+10 years"))),
)
_LONGEST_LABEL = 44


@dataclass(frozen=True, slots=True)
class _Stretch:
    """When something happened, in days after the incident's first day; None where an end is open."""

    first: float | None
    last: float | None

    is_day: bool


def draw_timeline(account: Account) -> str | None:
    """Return the incident and what followed it as a line of time; None where neither is dated or nothing followed."""
    day = _read_day(account.incident.date.start)
    if day is None or not account.chain:
        return None
    rows = [(_say_incident(account), _place(account.incident.date, day))]
    rows += [(_say_step(step), _place(step.response.date or When(), day)) for step in account.chain]
    reach = max([1.0, *(end for _, s in rows for end in (s.first, s.last) if end is not None)])
    height = _TOP + _ROW * len(rows) + 8
    parts = [_fade(), *_draw_scale(reach, height)]
    for n, (label, stretch) in enumerate(rows):
        parts += _draw_row(label, stretch, _TOP + _ROW * n, reach, is_incident=n == 0)
    about = say("What followed, in {number} steps on a line of time", number=say_number(len(rows) - 1))
    return frame(WIDTH, height, parts, about)


def _say_incident(account: Account) -> str:
    return wording.capitalise(wording.say_type(account.incident)) or say("The incident")


def _say_step(step: Step) -> str:
    response = step.response
    what = wording.capitalise(wording.label("response_types", response.type))
    if response.actor:
        what = say("{what} by {actor}", what=what, actor=wording.neutralise(response.actor))
    return f"{say_number(step.number)}  {what}"


# --- time -------------------------------------------------------------------------------------------------------------


def _read_day(said: str | None) -> date | None:
    try:
        return date.fromisoformat(said) if said else None
    except ValueError:  # a year before 1 or after 9999
        return None


def _place(when: When, day: date) -> _Stretch:
    start, end = _read_day(when.start or when.after), _read_day(when.end or when.start or when.before)
    first = None if start is None else float((start - day).days)
    last = None if end is None else float((end - day).days)
    return _Stretch(first, last, when.start is not None and first == last)


def _scale(days: float, reach: float) -> float:
    """Return where a day stands between the left and the right edge."""
    share = math.log1p(max(days, 0.0)) / math.log1p(reach)
    return _LEFT + (_RIGHT - _LEFT) * min(share, 1.0)


# --- drawing ----------------------------------------------------------------------------------------------------------


def _fade() -> str:
    stops = element("stop", offset=0, stop_color=MARK, stop_opacity=0.55)
    stops += element("stop", offset=1, stop_color=MARK, stop_opacity=0.05)
    later = element("linearGradient", stops, id="later")
    earlier = element("linearGradient", stops, id="earlier", x1=1, x2=0)
    return element("defs", later + earlier)


def _draw_scale(reach: float, height: float) -> Iterator[str]:
    for days, label in _TICKS:
        if days <= reach:
            x = _scale(days, reach)
            yield element("line", x1=x, x2=x, y1=_TOP - 8, y2=height - 4, stroke=FAINT, stroke_width=0.4)
            yield write_text(say(label), x, _TOP - 14, 10, FAINT, text_anchor="middle")


def _draw_row(label: str, stretch: _Stretch, y: float, reach: float, is_incident: bool) -> Sequence[str]:
    weight = "bold" if is_incident else "normal"
    name = write_text(
        shorten(label, _LONGEST_LABEL), _LEFT - 16, y + 13, 12, INK, text_anchor="end", font_weight=weight
    )
    return [name, *_draw_stretch(stretch, y + 9, reach)]


def _draw_stretch(stretch: _Stretch, y: float, reach: float) -> Iterator[str]:
    if stretch.first is None and stretch.last is None:
        yield write_text(say("? no date said"), _RIGHT, y + 4, 11, FAINT, text_anchor="end", font_style="italic")
    elif stretch.is_day:
        yield element("circle", cx=_scale(stretch.first or 0, reach), cy=y, r=5, fill=MARK)
    else:
        yield _draw_bar(stretch, y, reach)


def _draw_bar(stretch: _Stretch, y: float, reach: float) -> str:
    left = _scale(stretch.first, reach) if stretch.first is not None else _LEFT
    right = _scale(stretch.last, reach) if stretch.last is not None else _RIGHT
    fill = "url(#earlier)" if stretch.first is None else "url(#later)" if stretch.last is None else MARK
    about = element("title", say("date not known more exactly"))
    return element(
        "rect",
        about,
        x=left,
        y=y - 4.5,
        width=max(right - left, 10),
        height=9,
        rx=2,
        fill=fill,
        fill_opacity=0.35 if fill == MARK else 1,
        stroke=MARK,
        stroke_width=0.8,
        stroke_dasharray="3 3",
    )
