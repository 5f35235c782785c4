"""From the elements of a page to the pieces of its text, in reading order, with all that is not shown left out."""

import re
from collections.abc import Iterator
from typing import Any

from gawah.sources.structure import Piece, squeeze, write_key, write_table

_NOT_TEXT = frozenset(
    """
    script style noscript template head title meta link svg math iframe object form button select textarea input nav
    aside footer audio video canvas map area dialog
    """.split()
)
_NOT_SHOWN = frozenset(
    """
    mw-editsection reference reflist references mw-references-wrap toc hatnote metadata ambox noprint mw-empty-elt
    navbox vertical-navbox sidebar sistersitebox shortdescription catlinks printfooter mw-jump-link navbar
    mw-cite-backlink geo-nondefault geo-multi-punct authority-control mw-ui-button sr-only visually-hidden
    """.split()
)
"""Classes of elements that help to get about a page, or are hidden."""
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_BLOCKS = frozenset(
    """
    p div section article main body html blockquote figure figcaption ul ol dl dt dd pre address header center table
    thead tbody tfoot tr td th caption hgroup details summary hr fieldset
    """.split()
)
"""Elements on lines of their own."""
_LONGEST_ROW_KEY = 60


def has_class(element: Any, name: str) -> bool:
    """Whether an element has this class."""
    return name in (element.get("class") or "").split()


def is_shown(element: Any) -> bool:
    """Whether an element holds words that a reader of the page sees, and that are part of what it tells."""
    if not isinstance(element.tag, str) or element.tag in _NOT_TEXT:
        return False
    if element.get("hidden") is not None or element.get("aria-hidden") == "true":
        return False
    classes = set((element.get("class") or "").split())
    return not classes & _NOT_SHOWN and not _HIDDEN.search(element.get("style") or "")


def walk(element: Any) -> list[Piece]:
    """Return the pieces of what `element` holds."""
    walker = _Walker()
    walker.enter(element)
    walker.end_block()
    return walker.pieces


class _Walker:
    """Collects words until a block ends, and makes a piece of them."""

    def __init__(self) -> None:
        self.pieces: list[Piece] = []
        self._words: list[str] = []
        self._items: list[bool] = []
        """For each list item that is open, whether its own words are still to come."""

    def end_block(self) -> None:
        """Make a piece of the words collected so far: of the first in a list item an item, else a paragraph."""
        words = "".join(self._words)
        self._words.clear()
        if not words.strip():
            return
        is_item = bool(self._items) and self._items[-1]
        if is_item:
            self._items[-1] = False
        self.pieces.append(Piece("item" if is_item else "paragraph", words))

    def enter(self, element: Any) -> None:
        """Collect what `element` holds."""
        self._say(element.text, element)
        for child in element:
            if is_shown(child):
                self._take(child)
            self._say(child.tail, element)

    def _say(self, words: str | None, element: Any) -> None:
        if words:
            self._words.append(words if element.tag == "pre" else re.sub(r"\s+", " ", words))

    def _take(self, element: Any) -> None:
        tag = element.tag
        if tag == "br":
            self._words.append("\n")
        elif tag in _HEADINGS:
            self._take_heading(element)
        elif tag == "table":
            self.end_block()
            self.pieces += _read_table(element)
        elif tag == "li":
            self._take_item(element)
        elif tag in _BLOCKS:
            self.end_block()
            self.enter(element)
            self.end_block()
        else:
            self.enter(element)

    def _take_heading(self, element: Any) -> None:
        """Take a heading; the first of the first level is the title, and said again it is nothing."""
        self.end_block()
        level, words = _HEADINGS[element.tag], _say_within(element)
        title = next((piece.text for piece in self.pieces if piece.kind == "title"), None)
        if words != title:
            self.pieces.append(Piece("title" if level == 1 and title is None else "heading", words, level=level))

    def _take_item(self, element: Any) -> None:
        self.end_block()
        self._items.append(True)
        self.enter(element)
        self.end_block()
        self._items.pop()


def _say_within(element: Any, separator: str = " ") -> str:
    """Return the words that `element` shows, as one line; lines and items in it are parted by `separator`."""
    lines = [squeeze(line) for piece in walk(element) for line in piece.text.split("\n")]
    return separator.join(line for line in lines if line)


# --- tables -----------------------------------------------------------------------------------------------------------


def _read_table(table: Any) -> Iterator[Piece]:
    """Yield the rows of an infobox; of a table that only lays out a page what is in it; else one line a row."""
    if "infobox" in (table.get("class") or ""):
        yield from read_infobox(table)
    elif _lays_out(table):
        for row in _list_rows(table):
            for cell in _list_cells(row):
                yield from walk(cell)
    else:
        caption = table.find("caption")
        if caption is not None:
            yield Piece("paragraph", _say_within(caption))
        yield from write_table([_say_within(cell) for cell in _list_cells(row)] for row in _list_rows(table))


def _lays_out(table: Any) -> bool:
    """Whether a table only lays out a page: it holds headings, lists or other tables."""
    return next(table.iterdescendants("h1", "h2", "h3", "ul", "ol", "table"), None) is not None


def _list_rows(table: Any) -> list[Any]:
    """Return the rows of a table, those of tables within it left out."""
    return list(table.xpath("./tr|./thead/tr|./tbody/tr|./tfoot/tr"))


def _list_cells(row: Any) -> list[Any]:
    return [cell for cell in row if cell.tag in ("td", "th")]


def read_infobox(table: Any) -> Iterator[Piece]:
    """Yield the rows of an infobox table; its head is its title, and what stands under a picture the caption."""
    titled = False
    caption = table.find("caption")
    if caption is not None and (words := _say_within(caption)):
        titled = True
        yield Piece("row", words, "Title")
    for row in _list_rows(table):
        cells = [cell for cell in _list_cells(row) if is_shown(cell)]
        words = _say_within(cells[0]) if cells else ""
        if len(cells) > 1 and 0 < len(words) <= _LONGEST_ROW_KEY:
            yield Piece("row", _say_within(cells[1], ", "), write_key(words))
        elif len(cells) == 1 and words:
            yield from _read_lone_cell(cells[0], words, titled)
            titled = True


def _read_lone_cell(cell: Any, words: str, titled: bool) -> Iterator[Piece]:
    """Yield what a cell over both columns says: the title, what it is part of, a caption; a head of rows is none."""
    if part := re.match(r"(?:is )?part of (?=\S)", words, re.IGNORECASE):
        yield Piece("row", words[part.end() :], "Partof")
    elif not titled:
        yield Piece("row", words, "Title")
    elif cell.tag == "td":
        yield Piece("row", words, "Caption" if any(True for _ in cell.iter("img")) else "Note")
