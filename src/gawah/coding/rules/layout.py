"""The structure that stands in a text itself: title, head lines, infobox, headings, paragraphs, lists of links.

Every reader writes structure into the text in one form (see `gawah.model.Text`), so this is a function of the text.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from gawah.frozen import quick_to_make

BlockKind = Literal["title", "heading", "infobox", "head", "notice", "paragraph", "links"]

_HEADING = re.compile(r"(={1,6})\s*(.+?)\s*\1\s*$")
_RUN_IN = re.compile(r"(?<!\s)(={2,6})\s?[^=\n]{1,80}?\s?\1(?!=[^=])")
_INFOBOX_ROW = re.compile(r"-\s*([A-Za-z][\w /()-]{0,40}?)\s*:\s+(\S.*?)\s*$")
_HEAD_LINE = re.compile(
    r"(title|headline|source|publisher|published|date|dateline|url|link|author|byline|language|licen[cs]e|retrieved|"
    r"sources|place|section|type|kind|note)\s*:\s+(\S.*?)\s*$",
    re.I,
)
_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_DATE_LINE = re.compile(
    r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,? )?"
    rf"(?:\d{{4}}-\d{{2}}-\d{{2}}|\d{{1,2}} (?:{_MONTHS}),? \d{{4}}|(?:{_MONTHS}) \d{{1,2}},? \d{{4}}"
    r"|\d{1,2}\.\d{1,2}\.\d{4})\s*$"
)
_EARLY = 3
"""Lines: a date alone on one so early heads the text, whatever is above it."""
_NOTICE = re.compile(
    r"\s*(?-i:FICTION)\b(?:[^\w\n]+|$)"
    r"(?:[^.\n]*\b(?:invented|fiction(?:al)?|imaginary|imagined|made up|not real|no real)\b[^.\n]*\.?[^\S\n]*)*",
    re.I,
)
"""What says that a report is invented, with the sentences that go on about it; the report may follow in one line."""
_LINK_SECTIONS = re.compile(
    r"(see also|references|external links|notes|further reading|bibliography|citations|sources)$", re.I
)


@quick_to_make
@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of the text with one part in its layout; `key` names an infobox row, a head line or the section."""

    kind: BlockKind
    start: int
    end: int
    key: str = ""


def find_blocks(text: str) -> list[Block]:
    """Return the blocks of `text` in order; offsets of `title`, `infobox` and `head` blocks are those of the value."""
    return list(_walk_lines(text))


def _walk_lines(text: str) -> Iterator[Block]:
    section, at_head, in_infobox, offset, count = "", True, False, 0, 0
    for line in _split_lines(text):
        start, offset = offset, offset + len(line)
        stripped = line.strip()
        if not stripped:
            in_infobox = False
            continue
        start += len(line) - len(line.lstrip())
        if stripped.casefold() == "infobox":
            in_infobox = True
            continue
        count += 1
        block = _read_line(stripped, start, section, at_head, in_infobox, count <= _EARLY)
        if block.kind == "heading":
            section = block.key
        at_head = at_head and block.kind in ("title", "head", "notice", "infobox")
        yield block


def _split_lines(text: str) -> Iterator[str]:
    """Yield the lines with their ends, a heading that runs into its paragraphs as a line: "… hurt.== Claim ==The …"."""
    notice = _NOTICE.match(text)
    at = notice.end() if notice else 0
    if notice:
        yield notice[0]
    for line in re.findall(r"[^\n]*\n|[^\n]+", text[at:]):
        if "==" not in line:
            yield line
            continue
        at = 0
        for heading in _RUN_IN.finditer(line):
            yield line[at : heading.start()]
            yield heading[0]
            at = heading.end()
        yield line[at:]


def _read_line(line: str, start: int, section: str, at_head: bool, in_infobox: bool, early: bool) -> Block:
    end = start + len(line)
    if heading := _HEADING.match(line):
        kind: BlockKind = "title" if len(heading[1]) == 1 else "heading"
        return Block(kind, start + heading.start(2), start + heading.end(2), heading[2])
    if in_infobox and (row := _INFOBOX_ROW.match(line)):
        return Block("infobox", start + row.start(2), start + row.end(2), row[1].casefold())
    if at_head and _NOTICE.fullmatch(line):
        return Block("notice", start, end)
    if at_head and (head := _HEAD_LINE.match(line)):
        return Block("head", start + head.start(2), start + head.end(2), head[1].casefold())
    if (at_head or early) and _DATE_LINE.match(line):
        return Block("head", start, end, "date")
    if _LINK_SECTIONS.match(section):
        return Block("links", start, end, section)
    return Block("paragraph", start, end, section)
