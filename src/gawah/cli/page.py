"""Text laid out in lines of a given width: headings, labelled rows with hanging indents, and footnotes."""

from itertools import zip_longest

from rich.console import Console
from rich.text import Text

LABEL_WIDTH = 18
"""Columns of the labels, the gap behind them included."""

_WIDEST = 120
"""Longer lines are hard to read, however wide the terminal."""


def open_console(stderr: bool = False) -> Console:
    """Return a console: as wide as the terminal or, where the output is none, 80 columns unless COLUMNS says otherwise.

    Colours come only where there is a terminal that has them, and never with NO_COLOR.
    """
    console = Console(stderr=stderr, highlight=False, markup=False, emoji=False)
    if not console.is_terminal:
        import os  # the width of another stream's terminal is no concern of a file's

        columns = os.environ.get("COLUMNS", "")
        console.width = int(columns) if columns.isdigit() and int(columns) else 80
    return console


class Page:
    """Lines in the making."""

    def __init__(self, console: Console, width: int | None = None) -> None:
        self.console = console
        self.width = min(width or console.width, _WIDEST)
        self.lines: list[Text] = []

    def add(self, text: Text | str, indent: int = 0, hang: int = 0, style: str = "") -> None:
        """Add a paragraph, its lines after the first indented by `hang` more columns."""
        first, *rest = self._wrap(_as_text(text, style), self.width - indent - hang)
        self.lines.append(_trim(Text(" " * indent).append_text(first)))
        self.lines += [_trim(Text(" " * (indent + hang)).append_text(line)) for line in rest]

    def add_row(self, name: Text | str, text: Text | str, indent: int = 0, width: int = LABEL_WIDTH) -> None:
        """Add a paragraph with a label before it, in a column of `width`."""
        names = self._wrap(_as_text(name, "cyan"), width - 1)
        lines = self._wrap(_as_text(text), self.width - indent - width)
        for left, right in zip_longest(names, lines, fillvalue=Text()):
            line = Text(" " * indent).append_text(left)
            line.pad_right(indent + width - line.cell_len)
            self.lines.append(_trim(line.append_text(right)))

    def add_heading(self, words: str, indent: int = 0) -> None:
        """Add a heading, with an empty line before it."""
        self.skip()
        self.add(words, indent, style="bold")

    def add_rule(self) -> None:
        """Add a line across the page."""
        self.lines.append(Text("─" * self.width, style="dim"))

    def skip(self) -> None:
        """Add an empty line, unless the last one is empty."""
        if self.lines and self.lines[-1].plain:
            self.lines.append(Text())

    def add_page(self, other: "Page", indent: int) -> None:
        """Add the lines of another page, indented."""
        self.lines += [Text(" " * indent).append_text(line) if line.plain else line for line in other.lines]

    def print(self) -> None:
        """Print all lines."""
        self.console.print(Text("\n").join(self.lines), soft_wrap=True)

    def _wrap(self, text: Text, room: int) -> list[Text]:
        """Return `text` in lines of at most `room` columns, one at least."""
        return list(text.wrap(self.console, max(room, 10), tab_size=4)) or [Text()]


def _as_text(text: Text | str, style: str = "") -> Text:
    return text if isinstance(text, Text) else Text(text, style)


def _trim(line: Text) -> Text:
    line.rstrip()
    return line
