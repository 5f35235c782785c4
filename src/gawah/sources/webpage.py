"""Web pages, fetched or saved: the body without what stands around it, infobox tables, headings, captions, lists.

Pages of MediaWiki and documents saved as HTML are walked as they are; of other pages trafilatura finds the body. What
the page says of itself (publisher, date, address) is given beside the text: see `webpage_about`.
"""

import re
from collections.abc import Iterator
from typing import Any

from gawah.errors import ReportMalformed
from gawah.model import Given, Source
from gawah.sources.about import give
from gawah.sources.decoding import decode, normalise
from gawah.sources.derive import derive_source
from gawah.sources.language import guess_language
from gawah.sources.limits import Limits
from gawah.sources.structure import Piece, squeeze, write_pieces
from gawah.sources.webpage_about import read_about
from gawah.sources.webpage_walk import has_class, read_infobox, walk

DERIVER = "html@1"

_BEGINS = re.compile(
    r"\s*(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!--(?:(?!-->).)*-->\s*)*<(?:!doctype\s+html|html[\s>]|head[\s>]|body[\s>])",
    re.IGNORECASE | re.DOTALL,
)
_TAGS = r"</?(?:p|div|h[1-6]|table|tr|td|a|span|br|ul|ol|li|meta|title|article|img|b|i|strong|em)\b"
_TAG = re.compile(_TAGS, re.IGNORECASE)
_FIRST_TAG = re.compile(rf"\s*(?:<!--(?:(?!-->).)*-->\s*)*{_TAGS}", re.IGNORECASE | re.DOTALL)
_ENOUGH_TAGS = 4
_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w:.-]{2,40})", re.IGNORECASE)
_READ_AS = {"iso-8859-1": "cp1252", "latin-1": "cp1252", "latin1": "cp1252", "ascii": "cp1252", "us-ascii": "cp1252"}
_READ_AS |= {"gb2312": "gb18030", "gbk": "gb18030", "ks_c_5601-1987": "cp949", "euc-kr": "cp949", "shift_jis": "cp932"}
"""Encodings that browsers read as another one: the WHATWG's Encoding Standard."""
_HEAD = 4096
"""Bytes in which a page declares its encoding."""
_FURNITURE = "//nav|//aside|//footer|//form|//iframe|//header[not(.//h1)]|//button|//script[@src]"
"""Elements of sites; a document that a program saved as HTML has none."""
_LEAST_WORDS = 20


def tells(payload: bytes, beginning: str) -> bool:
    """Whether the first element is one that only HTML begins with, or a tag and more tags of HTML stand there."""
    if "<" not in beginning:
        return False
    if _BEGINS.match(beginning):
        return True
    return _FIRST_TAG.match(beginning) is not None and len(_TAG.findall(beginning)) >= _ENOUGH_TAGS


def read(name: str, payload: bytes, given: tuple[Given, ...], limits: Limits) -> Iterator[Source]:
    """Yield the one report of the page. Raises ReportError."""
    tree = _parse(name, _decode(name, payload, given))
    about = read_about(tree)
    wiki = _find_article(tree)
    pieces = _read_wiki(tree, wiki) if wiki is not None else _read_page(tree, about.get("title"))
    content = normalise(name, write_pieces(pieces))
    kind = "encyclopedia" if wiki is not None else None
    if wiki is not None:
        about = {key: value for key, value in about.items() if key not in ("published", "kind", "title")}
        about |= {"cites": "; ".join(_list_references(wiki)), "publisher": _find_site(tree)}
    if not _speaks(content, about.get("language", "")):
        del about["language"]  # a site's templates often name a language that the words on them are not in
    found = [one for key, value in about.items() if (one := give(key, value, "markup"))]
    yield derive_source(name, payload, content, DERIVER, limits, kind=kind, given=(*given, *found))


def _speaks(content: str, language: str) -> bool:
    """Whether a text may be in the language that its page names, if it names any."""
    guess = guess_language(content)
    return not language or guess is None or guess == language.lower().partition("-")[0]


# --- from bytes to a tree ---------------------------------------------------------------------------------------------


def _decode(name: str, payload: bytes, given: tuple[Given, ...]) -> str:
    """Return the page as text, in the encoding that was given with it, or that its head declares. Raises."""
    charset = next((one.value for one in given if one.key == "charset"), None)
    if declared := _CHARSET.search(payload[:_HEAD]):
        charset = charset or declared[1].decode("ascii")
    return decode(name, payload, charset and _READ_AS.get(charset.lower(), charset))


def _parse(name: str, text: str) -> Any:
    """Return the page's tree. Raises ReportMalformed."""
    from lxml import etree, html  # type: ignore[import-untyped]  # here, since only web pages need it

    parser = html.HTMLParser(encoding="utf-8", no_network=True, remove_pis=True)
    try:
        tree = html.document_fromstring(text.encode("utf-8"), parser=parser)
    except (etree.LxmlError, ValueError, AssertionError) as error:
        reason = " ".join(str(error).split())[:120]
        raise ReportMalformed(name, f"this web page cannot be read ({reason})", "save it again") from None
    if any("depth" in entry.message for entry in parser.error_log):
        raise ReportMalformed(name, "the elements of this web page are nested too deep", "save its text and read that")
    return tree


# --- encyclopedia articles --------------------------------------------------------------------------------------------


def _find_article(tree: Any) -> Any:
    """Return the element that holds the article of a page made by MediaWiki, or None."""
    found = tree.xpath("//*[contains(concat(' ', normalize-space(@class), ' '), ' mw-parser-output ')]")
    return max(found, key=lambda element: sum(1 for _ in element.iter()), default=None)


def _read_wiki(tree: Any, article: Any) -> Iterator[Piece]:
    title = next(iter(tree.xpath("//*[@id='firstHeading']")), None)
    if title is not None:
        yield Piece("title", squeeze(title.text_content()))
    yield from walk(article)


def _find_site(tree: Any) -> str:
    """Return the name of the encyclopedia, which stands behind the page's own in the window's title."""
    title = next((squeeze(title.text or "") for title in tree.iter("title")), "")
    return re.split(r" [-–—] ", title)[-1] if re.search(r" [-–—] ", title) else ""


def _list_references(article: Any) -> Iterator[str]:
    for element in article.iter("span", "cite"):
        if has_class(element, "reference-text"):
            yield squeeze(element.text_content()).replace(";", ",")


# --- other pages ------------------------------------------------------------------------------------------------------


def _read_page(tree: Any, title: str | None) -> Iterator[Piece]:
    """Yield the title, the infobox and the body of a page."""
    headings = [words for h1 in tree.iter("h1") if (words := squeeze(h1.text_content()))]
    if not tree.xpath(_FURNITURE):
        if not headings and title:
            yield Piece("title", title)
        yield from walk(tree.find("body") if tree.find("body") is not None else tree)
        return
    title = headings[0] if headings and (len(headings) == 1 or not title) else title
    if title:
        yield Piece("title", title)
    yield from _take_infoboxes(tree)
    yield from (piece for piece in _read_body(tree) if squeeze(piece.text) != title)


def _take_infoboxes(tree: Any) -> Iterator[Piece]:
    """Yield the rows of each infobox table, and take the tables out of the page."""
    for table in tree.xpath("//table[contains(@class, 'infobox')]"):
        yield from read_infobox(table)
        table.drop_tree()


def _read_body(tree: Any) -> list[Piece]:
    """Return the body that trafilatura finds; where it finds next to none, or no paragraphs in it, what is held."""
    held = next(iter(tree.xpath("//article|//main|//*[@role='main']|//body")), tree)
    body = _find_body(tree)
    found = walk(body) if body is not None else []
    whole = walk(held)
    if _count_words(found) < _LEAST_WORDS or (len(found) == 1 and _count_words(whole) < 2 * _count_words(found)):
        return whole
    return found


def _count_words(pieces: list[Piece]) -> int:
    return sum(len(piece.text.split()) for piece in pieces)


def _find_body(tree: Any) -> Any:
    """Return the element with the page's main text, as trafilatura finds it; None where it finds none."""
    from trafilatura import bare_extraction

    for caption in tree.iter("figcaption"):  # trafilatura would leave it out
        caption.tag = "p"
    found = bare_extraction(
        tree, include_comments=False, include_tables=True, include_formatting=True, favor_recall=True, fast=True
    )
    body = getattr(found, "body", None)
    if body is not None:
        _rename_tags(body)
    return body


_NAMES = {"lb": "br", "list": "ul", "item": "li", "row": "tr", "cell": "td", "quote": "blockquote"}


def _rename_tags(body: Any) -> None:
    """Give the elements of trafilatura's own markup the names that HTML has for them."""
    for element in body.iter():
        if element.tag == "head":
            element.tag = element.get("rend") or "h2"
        elif isinstance(element.tag, str):
            element.tag = _NAMES.get(element.tag, element.tag)
