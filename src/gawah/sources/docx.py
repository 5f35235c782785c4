"""DOCX: headings and the title by their styles, lists, tables, text boxes; deleted and hidden text left out.

Notes are what the document cites. Macros, fields and links are not looked at: of a field the last result is read.
"""

from collections.abc import Iterator
from typing import Any

from gawah.errors import ReportMalformed
from gawah.model import Given, Source
from gawah.sources.decoding import normalise
from gawah.sources.derive import derive_source
from gawah.sources.limits import Limits
from gawah.sources.office import (
    attribute,
    child,
    find_below,
    give_properties,
    nested_too_deep,
    open_package,
    read_xml,
    tag,
)
from gawah.sources.packages import list_names
from gawah.sources.structure import Piece, settle_headings, write_pieces, write_table

DERIVER = "docx@1"

_MAIN = ("word/document.xml", "word/document2.xml")
_NOT_READ = frozenset(
    """
    del moveFrom delText instrText rPr pPr tblPr tcPr trPr sectPr Fallback footnoteReference endnoteReference
    annotationRef commentReference softHyphen
    """.split()
)
_NEVER_HIDDEN = ("0", "false", "off")


def tells(payload: bytes, beginning: str) -> bool:
    """Whether this is a document in the format of Word, with macros (which are not looked at) or without."""
    names = list_names(payload)
    return any(main in names for main in _MAIN)


def read(name: str, payload: bytes, given: tuple[Given, ...], limits: Limits) -> Iterator[Source]:
    """Yield the one report of the document. Raises ReportError."""
    with open_package(name, payload, limits) as package:
        held = [inner for inner in _MAIN if inner in package.namelist()]
        body = child(read_xml(name, package, held[0]), "body") if held else None
        if body is None:
            raise ReportMalformed(name, "this document has no body", "open it in a word processor and save it again")
        styles = _Styles(read_xml(name, package, "word/styles.xml"))
        notes = [read_xml(name, package, f"word/{kind}.xml") for kind in ("footnotes", "endnotes")]
        properties = read_xml(name, package, "docProps/core.xml")
    try:
        pieces = settle_headings(_read_blocks(body, styles))
        cites = [_say(note) for root in notes if root is not None for note in root if not attribute(note, "type")]
    except RecursionError:
        raise nested_too_deep(name) from None
    content = normalise(name, write_pieces(pieces))
    about = give_properties(properties, cites, pieces)
    yield derive_source(name, payload, content, DERIVER, limits, given=(*given, *about))


class _Styles:
    """What the styles of paragraphs say of their part in the document."""

    def __init__(self, root: Any) -> None:
        held = [] if root is None else [element for element in root if tag(element) == "style"]
        self._styles = {attribute(style, "styleId"): style for style in held}

    def find_kind(self, paragraph: Any) -> tuple[str, int]:
        """Return a paragraph's kind, and its level where it is a heading."""
        properties = child(paragraph, "pPr")
        chain = [properties, *self._list_based(properties)] if properties is not None else []
        for held in chain:
            level = child(held, "outlineLvl") if tag(held) == "pPr" else child(held, "pPr", "outlineLvl")
            if level is not None and attribute(level, "val") in list("012345678"):
                return "heading", int(attribute(level, "val")) + 1
        names = {
            attribute(child(style, "name"), "val").lower() for style in chain[1:] if child(style, "name") is not None
        }
        if "title" in names:
            return "title", 1
        headings = [name[-1] for name in names if name[:-1] == "heading " and name[-1].isdecimal()]
        if headings:
            return "heading", int(headings[0])
        return ("item" if any(_is_numbered(held) for held in chain) else "paragraph"), 0

    def _list_based(self, properties: Any) -> list[Any]:
        """Return the style that a paragraph has, that which it is based on, and so on."""
        chain: list[Any] = []
        named = child(properties, "pStyle")
        while named is not None:
            style = self._styles.get(attribute(named, "val"))
            if style is None or style in chain:
                break
            chain.append(style)
            named = child(style, "basedOn")
        return chain


def _is_numbered(held: Any) -> bool:
    """Whether paragraph properties, or a style, make an item of a list."""
    properties = held if tag(held) == "pPr" else child(held, "pPr")
    number = child(properties, "numPr", "numId")
    return number is not None and attribute(number, "val") not in ("", "0")


def _read_blocks(body: Any, styles: _Styles) -> Iterator[Piece]:
    """Yield the pieces of a body, a text box or a part of these; a text box follows the paragraph that it hangs on."""
    for element in body:
        name = tag(element)
        if name == "p":
            kind, level = styles.find_kind(element)
            yield Piece(kind, _say(element), level=level or 2)  # type: ignore[arg-type]
            for box in find_below(element, "txbxContent", _NOT_READ):
                yield from _read_blocks(box, styles)
        elif name == "tbl":
            yield from write_table(_list_rows(element))
        elif name not in _NOT_READ:
            yield from _read_blocks(element, styles)


def _list_rows(table: Any) -> Iterator[list[str]]:
    for row in find_below(table, "tr"):
        yield [_say_cell(cell) for cell in find_below(row, "tc")]


def _say_cell(cell: Any) -> str:
    return ", ".join(words for part in find_below(cell, "p") if (words := _say(part).strip()))


def _say(element: Any) -> str:
    """Return the words of a paragraph or a run, without those of text boxes in it."""
    name = tag(element)
    if name in _NOT_READ or name == "txbxContent" or (name == "r" and _is_hidden(element)):
        return ""
    if name == "t":
        return element.text or ""
    if name in ("tab", "ptab"):
        return " "
    if name in ("br", "cr"):
        return "" if attribute(element, "type") in ("page", "column") else "\n"
    if name == "noBreakHyphen":
        return "-"
    ending = "\n" if name == "p" else ""
    return "".join(_say(part) for part in element) + ending


def _is_hidden(run: Any) -> bool:
    hidden = child(run, "rPr", "vanish")
    return hidden is not None and attribute(hidden, "val") not in _NEVER_HIDDEN
