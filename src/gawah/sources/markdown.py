"""Markdown (CommonMark with tables): headings, lists, tables, quotations; its front matter is given with the report."""

import re
from collections.abc import Iterator
from typing import Any

from gawah.errors import ReportEmpty
from gawah.model import Given, Source
from gawah.sources.about import give_all
from gawah.sources.decoding import decode, normalise
from gawah.sources.derive import derive_source
from gawah.sources.limits import Limits
from gawah.sources.structure import settle_headings, write_pieces
from gawah.sources.webpage_walk import walk

DERIVER = "markdown@1"

_HEADING = re.compile(r"^#{1,6}[ \t]+\S", re.MULTILINE)
_MARKS = (
    re.compile(r"\*\*[^*\s][^*\n]*\*\*|__[^_\s][^_\n]*__"),
    re.compile(r"!?\[[^\]\n]+\]\([^)\s]+(?: \"[^\"\n]*\")?\)"),
    re.compile(r"^\|?[ \t]*:?-{3,}:?[ \t]*\|[ \t:|-]*$", re.MULTILINE),
    re.compile(r"^(?:```|~~~)", re.MULTILINE),
    re.compile(r"^\S[^\n]*\n(?:={3,}|-{3,})[ \t]*$", re.MULTILINE),
    re.compile(r"^[ \t]{0,3}[-*+][ \t]+\S", re.MULTILINE),
    re.compile(r"^>[ \t]+\S", re.MULTILINE),
)
_ENOUGH_MARKS = 2
_SURE_MARKS = 5
"""The first of `_MARKS`; at least one of these has to be there, since plain text has lists too."""
_FRONT_MATTER = re.compile(r"\A---[ \t]*\n(.{0,20000}?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)


def tells(payload: bytes, beginning: str) -> bool:
    """Whether a heading with `#` stands in the beginning, or two other marks of which one is rare in plain text."""
    if "#" in beginning and not beginning.startswith("#!") and _HEADING.search(beginning):
        return True
    sure = sum(mark.search(beginning) is not None for mark in _MARKS[:_SURE_MARKS])
    others = sum(mark.search(beginning) is not None for mark in _MARKS[_SURE_MARKS:]) if sure else 0
    return sure + others >= _ENOUGH_MARKS


def read(name: str, payload: bytes, given: tuple[Given, ...], limits: Limits) -> Iterator[Source]:
    """Yield the one report of the document. Raises ReportError."""
    text = decode(name, payload)
    matter = _FRONT_MATTER.match(text)
    tree = _parse(name, text[matter.end() :] if matter else text)
    content = normalise(name, write_pieces(settle_headings(walk(tree))))
    about = give_all(_load_matter(matter[1]), "markup") if matter else ()
    yield derive_source(name, payload, content, DERIVER, limits, given=(*given, *about))


def _parse(name: str, text: str) -> Any:
    """Return the document as a tree of HTML. Raises ReportEmpty."""
    from lxml import html  # type: ignore[import-untyped]  # here, since few reports need them
    from markdown_it import MarkdownIt

    rendered = MarkdownIt("commonmark").enable(["table", "strikethrough"]).render(text)
    if not rendered.strip():
        raise ReportEmpty(name, "there is no text in it", "give a report with text")
    return html.fragment_fromstring(rendered, create_parent="div")


def _load_matter(matter: str) -> dict[str, Any]:
    """Return the fields of a front matter, each scalar as it stands there; none where it is no list of keys."""
    import yaml

    try:
        fields = yaml.load(matter, Loader=yaml.BaseLoader)
    except (yaml.YAMLError, RecursionError, ValueError):
        return {}
    return {key: value for key, value in fields.items() if isinstance(key, str)} if isinstance(fields, dict) else {}
