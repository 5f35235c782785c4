"""ODT, also as one flat XML file: headings, the title by its style, lists, tables, boxes; no deleted or hidden text.

Notes are what the document cites. Macros, fields and links are not looked at.
"""

import re
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
    encrypted,
    find_below,
    give_properties,
    nested_too_deep,
    open_package,
    parse_xml,
    read_xml,
    tag,
)
from gawah.sources.packages import list_names
from gawah.sources.structure import Piece, settle_headings, write_pieces, write_table

DERIVER = "odt@1"

_TYPE = b"application/vnd.oasis.opendocument.text"
_FLAT = re.compile(r'<office:document\s[^>]*office:mimetype="application/vnd\.oasis\.opendocument\.text', re.DOTALL)
_NOT_READ = frozenset(
    """
    tracked-changes note annotation annotation-end sequence-decls variable-decls user-field-decls forms hidden-text
    hidden-paragraph ruby-text table-of-content illustration-index table-index object-index user-index
    alphabetical-index bibliography title desc image object
    """.split()
)
_MOST_REPEATED = 100


def tells(payload: bytes, beginning: str) -> bool:
    """Whether this is a text document of the OpenDocument format."""
    if payload.startswith(b"PK"):
        return _TYPE in payload[:200] and "content.xml" in list_names(payload)
    return "<office:document" in beginning and _FLAT.search(beginning) is not None


def read(name: str, payload: bytes, given: tuple[Given, ...], limits: Limits) -> Iterator[Source]:
    """Yield the one report of the document. Raises ReportError."""
    content, styles, meta = _open(name, payload, limits)
    body = child(content, "body", "text")
    if body is None:
        raise ReportMalformed(name, "this document has no text body", "open it in a word processor and save it again")
    titles = _find_titles([root for root in (content, styles) if root is not None])
    try:
        pieces = settle_headings(_read_blocks(body, titles))
        cites = [_say(child(note, "note-body")) for note in body.iter() if tag(note) == "note"]
    except RecursionError:
        raise nested_too_deep(name) from None
    text = normalise(name, write_pieces(pieces))
    about = give_properties(meta, cites, pieces)
    yield derive_source(name, payload, text, DERIVER, limits, given=(*given, *about))


def _open(name: str, payload: bytes, limits: Limits) -> tuple[Any, Any, Any]:
    """Return the roots of the content, the styles and the metadata. Raises ReportError."""
    if not payload.startswith(b"PK"):
        root = parse_xml(name, payload)
        return root, None, child(root, "meta")
    with open_package(name, payload, limits) as package:
        manifest = read_xml(name, package, "META-INF/manifest.xml")
        if manifest is not None and any(tag(element) == "encryption-data" for element in manifest.iter()):
            raise encrypted(name)
        roots = [read_xml(name, package, f"{inner}.xml") for inner in ("content", "styles", "meta")]
    return roots[0], roots[1], roots[2]


def _find_titles(roots: list[Any]) -> frozenset[str]:
    """Return the names of the styles that make a paragraph the document's title."""
    styles = [element for root in roots for element in root.iter() if tag(element) == "style"]
    based = {attribute(style, "name"): attribute(style, "parent-style-name") for style in styles}
    return frozenset({"Title", *(name for name, parent in based.items() if parent == "Title")})


def _read_blocks(body: Any, titles: frozenset[str], in_item: bool = False) -> Iterator[Piece]:
    """Yield the pieces of a body, a section, a list or a box; a box follows the paragraph that it hangs on."""
    kind = "item" if in_item else "paragraph"
    for element in body:
        name = tag(element)
        if name == "h":
            level = attribute(element, "outline-level")
            yield Piece("heading", _say(element), level=int(level) if level.isdecimal() else 1)
        elif name == "p":
            is_title = attribute(element, "style-name") in titles
            yield Piece("title" if is_title else kind, _say(element))  # type: ignore[arg-type]
            kind = "paragraph"
            for box in find_below(element, "text-box", _NOT_READ):
                yield from _read_blocks(box, titles)
        elif name == "table":
            yield from write_table(_list_rows(element))
        elif name not in _NOT_READ:
            yield from _read_blocks(element, titles, name in ("list-item", "list-header"))


def _list_rows(table: Any) -> Iterator[list[str]]:
    for row in find_below(table, "table-row"):
        yield [_say_cell(cell) for cell in find_below(row, "table-cell")]


def _say_cell(cell: Any) -> str:
    return ", ".join(words for part in find_below(cell, "p") if (words := _say(part).strip()))


def _say(element: Any) -> str:
    """Return the words of a paragraph, or of what is in it, without those of notes and boxes."""
    if element is None or tag(element) in _NOT_READ or tag(element) == "text-box":
        return ""
    if tag(element) == "s":
        count = attribute(element, "c")
        return " " * min(int(count) if count.isdecimal() else 1, _MOST_REPEATED)
    if tag(element) in ("tab", "line-break"):
        return " " if tag(element) == "tab" else "\n"
    ending = " " if tag(element) == "p" else ""
    return (element.text or "") + "".join(_say(part) + (part.tail or "") for part in element) + ending
