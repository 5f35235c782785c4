"""Bars that start in the middle: what speaks for something goes one way, what speaks against it the other."""

from gawah.publish.drawings.svg import FAINT, element, frame

_FOR, _AGAINST = "#1f6b3a", "#9b2226"
WIDTH, HEIGHT = 160.0, 16.0


def draw_bar(value: float, reach: float, title: str) -> str:
    """Return a bar for a value between -`reach` and `reach`; `title` says to those who do not see it what it shows."""
    middle, long = WIDTH / 2, min(abs(value) / reach, 1.0) * (WIDTH / 2 - 2) if reach else 0.0
    left = middle if value >= 0 else middle - long
    fill = _FOR if value >= 0 else _AGAINST
    bar = element("rect", x=left, y=3, width=max(long, 1.0), height=HEIGHT - 6, fill=fill)
    line = element("line", x1=middle, x2=middle, y1=0, y2=HEIGHT, stroke=FAINT, stroke_width=1)
    return frame(WIDTH, HEIGHT, [bar, line], title)
