"""Elements of SVG as text."""

from collections.abc import Iterable
from xml.sax.saxutils import escape, quoteattr

FONTS = "Libertinus Serif, Noto Naskh Arabic, serif"
INK, FAINT, PAPER, LAND, WATER, MARK = "#1d2733", "#5b6673", "#ffffff", "#efece4", "#dbe6ee", "#9b2226"
"""Colours; each of the first two stands out from paper, land and water by 4.5 to 1 or more."""


def element(name: str, inner: str = "", **about: str | float) -> str:
    """Return one element; `_` in a name of an attribute stands for a hyphen, and at its end for nothing."""
    attributes = "".join(f" {key.rstrip('_').replace('_', '-')}={quoteattr(_say(v))}" for key, v in about.items())
    return f"<{name}{attributes}>{inner}</{name}>" if inner else f"<{name}{attributes}/>"


def write_text(words: str, x: float, y: float, size: float = 12, fill: str = INK, **about: str | float) -> str:
    """Return words that begin at a point, or end or stand in the middle there with `text_anchor`."""
    return element("text", escape(words), x=x, y=y, font_size=size, fill=fill, font_family=FONTS, **about)


def frame(width: float, height: float, parts: Iterable[str], title: str, role: str = "img") -> str:
    """Return a drawing; `title` says to those who do not see it what it shows. One with links in it is a "group"."""
    return element(
        "svg",
        f"<title>{escape(title)}</title>" + "".join(parts),
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {_say(width)} {_say(height)}",
        width=width,
        height=height,
        role=role,
    )


def shorten(words: str, most: int) -> str:
    """Return words cut to at most `most` characters, at a gap where there is one."""
    if len(words) <= most:
        return words
    cut = words[: most - 1]
    return (cut.rpartition(" ")[0] or cut).rstrip(" ,;") + "…"


def _say(value: str | float) -> str:
    return value if isinstance(value, str) else f"{value:.2f}".rstrip("0").rstrip(".")
