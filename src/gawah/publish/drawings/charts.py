"""Charts of sums: how many incidents and people killed are documented, from the lowest to the highest that is said."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from gawah.publish.drawings.svg import FAINT, INK, MARK, PAPER, element, frame, write_text

# --- one bar ----------------------------------------------------------------------------------------------------------

_BAR, _THICK = 200.0, 14.0


def draw_bar(low: int, best: int, high: int, most: int, title: str) -> str:
    """Return a bar as long as `best` is of `most`, with a line from `low` to `high`; it stretches to its place."""
    unit = _BAR / max(most, 1)
    parts = [element("rect", x=0, y=2, width=max(best * unit, 1 if best else 0), height=_THICK - 4, fill=MARK)]
    if high > low:
        line = f"M{low * unit:.1f} {_THICK / 2}H{high * unit:.1f}"
        for color, width in ((PAPER, 4), (INK, 1.5)):
            parts.append(element("path", d=line, stroke=color, stroke_width=width))
    drawn = frame(_BAR, _THICK, parts, title)
    return drawn.replace("<svg ", '<svg preserveAspectRatio="none" ', 1)


# --- columns over time ------------------------------------------------------------------------------------------------

WIDTH, HEIGHT = 960.0, 220.0
_LEFT, _RIGHT = 48.0, 952.0
_INCIDENTS = (20.0, 104.0)
_KILLED = (128.0, 196.0)
"""Top and foot of the two rows of columns."""


@dataclass(frozen=True, slots=True)
class Column:
    """A month or a year."""

    label: str
    """"2021", or "2021-01"."""
    sure: int
    """Incidents that are known to lie in it."""
    maybe: int
    """Incidents that lie in it or in another."""
    low: int
    best: int
    high: int
    """Killed in incidents that are known to lie in it."""


def draw_columns(columns: Sequence[Column], title: str, link: Callable[[str], str], names: tuple[str, str]) -> str:
    """Return columns over time: incidents, uncertain ones hatched on top, and below them the killed, low to high.

    `link` gives the address that a column leads to; `names` say what the two rows are.
    """
    room = (_RIGHT - _LEFT) / max(len(columns), 1)
    most = max((c.sure + c.maybe for c in columns), default=1) or 1
    deadliest = max((c.high for c in columns), default=1) or 1
    parts = [_hatch(), *_draw_axis(_INCIDENTS, most, names[0]), *_draw_axis(_KILLED, deadliest, names[1])]
    for n, column in enumerate(columns):
        inner = "".join(_draw_column(column, _LEFT + n * room, room, most, deadliest))
        parts.append(element("a", inner, href=link(column.label), data_period=column.label))
    parts += _draw_labels(columns, room)
    return frame(WIDTH, HEIGHT, parts, title, role="group")


def _hatch() -> str:
    line = element("path", d="M0 5L5 0", stroke=MARK, stroke_width=1.2)
    return element("defs", element("pattern", line, id="maybe", width=5, height=5, patternUnits="userSpaceOnUse"))


def _draw_axis(row: tuple[float, float], most: int, name: str) -> Iterator[str]:
    top, foot = row
    yield element("line", x1=_LEFT, x2=_RIGHT, y1=foot, y2=foot, stroke=FAINT, stroke_width=0.8)
    yield element("line", x1=_LEFT, x2=_RIGHT, y1=top, y2=top, stroke=FAINT, stroke_width=0.4, stroke_dasharray="2 3")
    yield write_text(f"{most:,}", _LEFT - 4, top + 4, 11, FAINT, text_anchor="end")
    yield write_text("0", _LEFT - 4, foot + 3, 11, FAINT, text_anchor="end")
    yield write_text(name, _LEFT, top - 6, 12, INK)


def _draw_column(column: Column, x: float, room: float, most: int, deadliest: int) -> Iterator[str]:
    """Yield the parts of one column; all of its height can be pointed at."""
    gap = min(room * 0.15, 4.0)
    yield element("title", _say(column))
    yield element(
        "rect", x=x, y=_INCIDENTS[0], width=room, height=_KILLED[1] - _INCIDENTS[0], fill=PAPER, fill_opacity=0
    )
    width, foot = max(room - gap, 0.8), _INCIDENTS[1]
    unit = (foot - _INCIDENTS[0]) / most
    sure, maybe = column.sure * unit, column.maybe * unit
    if column.sure:
        yield element("rect", x=x, y=foot - sure, width=width, height=sure, fill=MARK)
    if column.maybe:
        top = foot - sure - maybe
        edge = element("rect", x=x, y=top, width=width, height=maybe, fill="none", stroke=MARK, stroke_dasharray="3 2")
        yield element("rect", x=x, y=top, width=width, height=maybe, fill="url(#maybe)") + edge
    yield from _draw_killed(column, x, width, (_KILLED[1] - _KILLED[0]) / deadliest)


def _draw_killed(column: Column, x: float, width: float, unit: float) -> Iterator[str]:
    foot, middle = _KILLED[1], x + width / 2
    if column.best:
        height = column.best * unit
        yield element("rect", x=x, y=foot - height, width=width, height=height, fill=INK, fill_opacity=0.75)
    if column.high > column.low:
        line = f"M{middle:.1f} {foot - column.low * unit:.1f}V{foot - column.high * unit:.1f}"
        yield element("path", d=line, stroke=MARK, stroke_width=min(2.0, width))


def _say(column: Column) -> str:
    maybe = f", {column.maybe:,} more in it or in another" if column.maybe else ""
    killed = (
        f"{column.low:,} to {column.high:,}, best {column.best:,}" if column.high > column.low else f"{column.best:,}"
    )
    return f"{column.label}: {column.sure:,} documented incidents{maybe}; documented killed {killed}"


def _draw_labels(columns: Sequence[Column], room: float) -> Iterator[str]:
    """Yield as many labels as have room: of months the years, where there are many."""
    step = max(1, int(60 / room) + 1)
    starts = [n for n, c in enumerate(columns) if c.label.endswith("-01")] if room < 60 else []
    for n in starts or range(0, len(columns), step):
        label = columns[n].label
        x = _LEFT + n * room
        yield write_text(label[:4] if starts else label, x, HEIGHT - 8, 11, FAINT)
