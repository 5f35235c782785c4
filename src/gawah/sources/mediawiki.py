"""MediaWiki's XML export: one report a page, each an article in wikitext.

Of a page's versions the last in the file is read. A page's payload is its own element in canonical XML, so that it has
one id whatever else the export holds. Pages about pages (talk, templates, categories) and redirects are left out.
"""

import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any
from urllib.parse import quote, urlsplit

from gawah.errors import ReportEmpty, ReportError, ReportMalformed
from gawah.model import Given, Source
from gawah.sources.about import give
from gawah.sources.derive import too_large
from gawah.sources.limits import Limits
from gawah.sources.wikitext import derive_article

DERIVER = "mediawiki@1"

_BEGINS = re.compile(
    r"\s*(?:<\?xml[^>]*\?>\s*)?(?:<!--(?:(?!-->).)*-->\s*)*"
    r"<(?:mediawiki[\s>]|(?:\w+:)?page [^>]*mediawiki\.org/xml/export)",
    re.DOTALL,
)
_ARTICLES = "0"
"""Number of the namespace in which articles are."""


def tells(payload: bytes, beginning: str) -> bool:
    """Whether the first element is `mediawiki`, or a page of an export by itself."""
    return _BEGINS.match(beginning) is not None


def read(name: str, payload: bytes, given: tuple[Given, ...], limits: Limits) -> Iterator[Source | ReportError]:
    """Yield each article in the export, or what keeps it from being read. Raises ReportError where that is all."""
    from xml.etree.ElementTree import ParseError  # here, since only exports are XML

    from defusedxml import DefusedXmlException  # type: ignore[import-untyped]

    number = 0
    try:
        for number, page in enumerate(_list_articles(payload), start=1):
            yield _read_page(f"{name}#{number}", page, given, limits)
    except (ParseError, DefusedXmlException, RecursionError, LookupError, ValueError) as error:
        problem = f"this export is not whole ({' '.join(str(error).split())[:120] or type(error).__name__})"
        raise ReportMalformed(name, problem, "export it again") from None
    if not number:
        raise ReportEmpty(name, "this export holds no article", "export pages that are articles, with their text")


def _list_articles(payload: bytes) -> Iterator[dict[str, str]]:
    """Yield title, text and canonical XML of each article, and where the export says that it comes from."""
    from defusedxml.ElementTree import iterparse  # type: ignore[import-untyped]

    site: dict[str, str] = {}
    for _, element in iterparse(BytesIO(payload), forbid_dtd=True):
        tag = _tag(element)
        if tag in ("sitename", "base"):
            site[tag] = element.text or ""
        if tag == "page":
            page = _take_page(element)
            if page is not None:
                yield site | page
            element.clear()


def _tag(element: Any) -> str:
    return str(element.tag).rpartition("}")[2]


def _child(element: Any, tag: str) -> Any:
    """Return the last child of this name, or None."""
    return next((child for child in reversed(element) if _tag(child) == tag), None)


def _text(element: Any, tag: str) -> str:
    child = _child(element, tag)
    return "" if child is None else child.text or ""


def _take_page(element: Any) -> dict[str, str] | None:
    """Return what is kept of a page element; None of one that is no article."""
    from xml.etree.ElementTree import canonicalize, tostring

    revision = _child(element, "revision")
    if revision is None or _text(element, "ns") not in (_ARTICLES, "") or _child(element, "redirect") is not None:
        return None
    canonical = canonicalize(tostring(element, encoding="unicode"))
    return {"title": _text(element, "title"), "text": _text(revision, "text"), "xml": canonical}


def _read_page(name: str, page: dict[str, str], given: tuple[Given, ...], limits: Limits) -> Source | ReportError:
    payload = page["xml"].encode("utf-8")
    try:
        if len(payload) > limits.bytes_per_report:
            raise too_large(name, limits.bytes_per_report)
        if not page["text"].strip():
            raise ReportEmpty(name, "there is no text in this page", "export it with its text")
        about = (*given, *_give_site(page))
        return derive_article(name, payload, page["text"], DERIVER, limits, title=page["title"], given=about)
    except ReportError as error:
        return error


def _give_site(page: dict[str, str]) -> list[Given]:
    """Return which site the page is from, and its address there."""
    address = urlsplit(page.get("base", ""))
    path = address.path.rpartition("/")[0] + "/" + quote(page["title"].replace(" ", "_"), safe="/:(),")
    url = f"{address.scheme}://{address.netloc}{path}" if address.scheme in ("http", "https") else ""
    found = (give("publisher", page.get("sitename", ""), "markup"), give("url", url, "markup"))
    return [one for one in found if one]
