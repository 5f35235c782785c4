"""PDF: columns in the order of reading, words parted at line ends joined, headings by their letters, pages kept.

Page numbers, and headers and footers that come again on other pages, are left out. Scripts and attachments are not
looked at. Pages without letters are pictures: see `scan`.
"""

import logging
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from io import BytesIO
from typing import Any

from gawah.errors import ReportError, ReportMalformed, ReportTooLarge
from gawah.model import Given, Source
from gawah.sources import scan
from gawah.sources.about import give
from gawah.sources.derive import derive_source
from gawah.sources.limits import Limits
from gawah.sources.page_layout import Line, find_lines
from gawah.sources.pages import Page, find_pieces
from gawah.sources.pdf_glyphs import read_glyphs
from gawah.sources.structure import write_regions

DERIVER = "pdf@1"

_MARK = b"%PDF-"
_AT_HEAD = 1024
"""Bytes among which the mark has to begin; some programs write something before it."""
_MOST_PAGES = 2000
_FEWEST_LETTERS = 20
"""On a page that is no picture."""
_AT_EDGE = 3
"""Lines at the top and at the bottom of a page among which headers and footers are looked for."""
_NUMBER = re.compile(r"(?:page|p\.)?\s*[-–—|]?\s*\d{1,4}\s*(?:(?:of|/)\s*\d{1,4})?\s*[-–—|]?", re.IGNORECASE)
_BROWSER_HEAD = re.compile(r"\d{1,2}/\d{1,2}/\d{2,4}, \d{1,2}:\d{2}(?: [AP]M)?\b.*")
_BROWSER_FOOT = re.compile(r"((?:https?|file)://\S+)\s+\d+/\d+")


def tells(payload: bytes, beginning: str) -> bool:
    """Whether PDF's mark stands at the head."""
    return _MARK in payload[:_AT_HEAD]


def read(name: str, payload: bytes, given: tuple[Given, ...], limits: Limits) -> Iterator[Source]:
    """Yield the one report of the document. Raises ReportError."""
    document = _open(name, payload)
    pages = [_read_page(name, page, number) for number, page in enumerate(document.pages, start=1)]
    pictures = [
        n for n, page in enumerate(pages) if page.count_letters() < _FEWEST_LETTERS and _has_picture(document.pages[n])
    ]
    deriver = DERIVER
    if pictures and (len(pictures) == len(pages) or scan.find_fault() is None):
        deriver = scan.DERIVER
        for n, page in scan.read_pdf_pages(name, payload, pictures):
            pages[n] = page
    address = _drop_furniture([page.lines for page in pages])
    content, regions = write_regions(name, find_pieces(pages))
    url = give("url", address, "markup")
    about = (*given, *([url] if url else []))
    yield derive_source(name, payload, content, deriver, limits, given=about, regions=regions)


def _open(name: str, payload: bytes) -> Any:
    """Return the document. Raises ReportMalformed where it is damaged or encrypted, and ReportTooLarge."""
    from pypdf import PdfReader  # here, since only PDFs need it

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        document = PdfReader(BytesIO(payload))
        if document.is_encrypted and not document.decrypt(""):
            raise ReportMalformed(name, "this PDF is encrypted", "save it without a password and read that")
        count = len(document.pages)
    except ReportError:
        raise
    except Exception as error:  # pypdf meets damaged files in ways of its own
        raise _damaged(name, error) from None
    if count > _MOST_PAGES:
        raise ReportTooLarge(name, f"it has {count:,} pages and the limit is {_MOST_PAGES:,}", "split it into reports")
    return document


def _damaged(name: str, error: Exception) -> ReportMalformed:
    reason = " ".join(f"{type(error).__name__}: {error}".split())[:100]
    return ReportMalformed(name, f"this PDF is damaged ({reason})", "open it in a viewer and print it to a new PDF")


def _has_picture(page: Any) -> bool:
    resources = page.get("/Resources")
    held = None if resources is None else resources.get_object()
    return isinstance(held, dict) and "/XObject" in held


def _read_page(name: str, page: Any, number: int) -> Page:
    try:
        return Page(number, find_lines(read_glyphs(page)))
    except Exception as error:
        raise _damaged(f"{name}, page {number}", error) from None


# --- headers and footers ----------------------------------------------------------------------------------------------


def _drop_furniture(pages: Sequence[list[Line]]) -> str:
    """Take headers, footers and page numbers out of the pages; return the address that a browser printed there."""
    signs = Counter(sign for lines in pages for sign in {_sign(line) for line in _list_edges(lines)})
    address = ""
    for lines in pages:
        for at in (0, -1):
            for _ in range(_AT_EDGE):
                foot = _BROWSER_FOOT.fullmatch(lines[at].text) if lines else None
                address = address or (foot[1] if foot else "")
                if not lines or not (foot or _is_furniture(lines[at], signs, len(pages))):
                    break
                del lines[at]
    return address


def _list_edges(lines: list[Line]) -> list[Line]:
    """Return the lines among which a page's header and footer are."""
    return lines if len(lines) <= 2 * _AT_EDGE else [*lines[:_AT_EDGE], *lines[-_AT_EDGE:]]


def _sign(line: Line) -> tuple[str, int]:
    """Return what a line has in common with those like it on other pages: its words without numbers, and its height."""
    return re.sub(r"\d+", "#", line.text.lower()), round(line.y / 4)


def _is_furniture(line: Line, signs: Counter[tuple[str, int]], pages: int) -> bool:
    if _NUMBER.fullmatch(line.text) or _BROWSER_HEAD.fullmatch(line.text):
        return True
    return pages > 1 and signs[_sign(line)] >= max(2, min(pages // 3, 4))
