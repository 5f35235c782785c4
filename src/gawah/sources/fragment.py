"""Pieces of HTML that are no pages (the body of a message, the entry of a feed): all that they show, as text."""

from gawah.sources.structure import write_pieces
from gawah.sources.webpage_walk import walk


def read_fragment(markup: str) -> str:
    """Return the text of `markup`: one paragraph a block, headings and lists in the form of all texts."""
    from lxml import etree, html  # type: ignore[import-untyped]  # here, since only HTML needs it

    if not markup.strip():
        return ""
    parser = html.HTMLParser(encoding="utf-8", no_network=True, remove_pis=True)
    try:
        tree = html.document_fromstring(markup.replace("\x00", "").encode("utf-8", "replace"), parser=parser)
    except (etree.LxmlError, ValueError, AssertionError):  # as where there are only comments
        return ""
    return write_pieces(walk(tree))
