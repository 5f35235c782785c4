"""The one form in which every reader writes a document's structure into its text (see `gawah.model.Text`).

A reader of pages or office documents yields `Piece`s in reading order, and `write_pieces` makes the text of them::

    = Title =

    Infobox
    - Key: value

    A paragraph.

    == Section ==
    - an item of a list

so that one document gives one text, whatever it comes in.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal

from gawah.model import Region
from gawah.sources.about import find_key
from gawah.sources.decoding import normalise


@dataclass(frozen=True, slots=True)
class Stretch:
    """Where a part of a piece's text, from `start` to `end` in it, stands in a document of pages."""

    start: int
    end: int
    page: int
    box: tuple[int, ...] = ()
    """See `gawah.model.Region`."""


PieceKind = Literal["title", "heading", "row", "paragraph", "item"]


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a document with one part in its layout: a heading, a row of an infobox, a paragraph, an item."""

    kind: PieceKind
    text: str
    key: str = ""
    """Of a row."""
    level: int = 2
    """Of a heading: 2 for a section, 3 for one within it."""
    stretches: tuple[Stretch, ...] = ()
    """In order, of a piece whose blanks are squeezed already; none where the document has no pages."""


def write_pieces(pieces: Iterable[Piece]) -> str:
    """Return the text of `pieces`: their blanks squeezed, the empty ones left out, structure in one form."""
    lines = [line for line, _ in _write_lines(pieces)]
    return "\n".join([*lines, ""]) if lines else ""


def write_regions(name: str, pieces: Iterable[Piece]) -> tuple[str, tuple[Region, ...]]:
    """Return the text of `pieces`, normalised, and where on its pages each stretch of it stands. Raises ReportError."""
    lines, regions, offset = [], [], 0
    for line, piece in _write_lines(pieces):
        line = normalise(name, line)
        at = offset + (max(line.find(piece.text.strip()), 0) if piece else 0)
        regions += [Region(at + s.start, at + s.end, s.page, s.box) for s in (piece.stretches if piece else ())]
        lines.append(line)
        offset += len(line) + 1
    return "\n".join([*lines, ""]) if lines else "", tuple(regions)


def _write_lines(pieces: Iterable[Piece]) -> Iterator[tuple[str, Piece | None]]:
    """Yield the lines of the text, each with the piece whose words it holds."""
    before: Piece | None = None
    for piece in _drop_empty(pieces):
        text = squeeze(piece.text, piece.kind == "paragraph")
        yield from (("", None) for _ in range(_blank_lines(before, piece)))
        if piece.kind == "row" and (before is None or before.kind != "row"):
            yield "Infobox", None
        yield _write(piece, text), piece
        before = piece


def _drop_empty(pieces: Iterable[Piece]) -> list[Piece]:
    """Return `pieces` without those that say nothing: no words, headings at the end, titles after the first."""
    kept = [piece for piece in pieces if piece.text.strip()]
    while kept and kept[-1].kind == "heading":
        kept.pop()
    title = next((piece for piece in kept if piece.kind == "title"), None)
    return [piece for piece in kept if piece.kind != "title" or piece is title]


def _blank_lines(before: Piece | None, piece: Piece) -> int:
    """Return how many blank lines stand between two: none in a list, below a heading, between title and head."""
    if before is None or before.kind == "heading":
        return 0
    together = before.kind == piece.kind and piece.kind in ("row", "item")
    in_head = (before.kind == "title" or _is_head_line(before)) and _is_head_line(piece)
    return int(not together and not in_head)


def _is_head_line(piece: Piece) -> bool:
    """Whether a paragraph is a line that tells of the report, as `Published: 4 January 2021`."""
    key, colon, value = piece.text.strip().partition(": ")
    return piece.kind == "paragraph" and bool(colon and value) and find_key(key) is not None


def _write(piece: Piece, text: str) -> str:
    if piece.kind == "title":
        return f"= {text} ="
    if piece.kind == "heading":
        signs = "=" * min(max(piece.level, 2), 6)
        return f"{signs} {text} {signs}"
    if piece.kind == "row":
        return f"- {piece.key}: {text}"
    return f"- {text}" if piece.kind == "item" else text


def settle_headings(pieces: Iterable[Piece]) -> list[Piece]:
    """Return `pieces` with sections at level 2, whichever level they have in the document.

    Where no style says what the title is, it is the one heading of level 1, if that stands before all others. Beside a
    title, levels are counted on from 2, and a heading that says the title again is nothing.
    """
    settled = [piece for piece in pieces if piece.text.strip()]
    headings = [piece for piece in settled if piece.kind == "heading"]
    top = [piece for piece in headings if piece.level == 1]
    title = next((piece for piece in settled if piece.kind == "title"), None)
    if title is None and len(top) == 1 and headings[0] is top[0]:
        title = top[0]
    said = squeeze(title.text) if title else ""
    below = [piece.level for piece in headings if squeeze(piece.text) != said]
    shift = 2 - min(below, default=2)
    return [_settle(piece, title, said, shift) for piece in settled]


def _settle(piece: Piece, title: Piece | None, said: str, shift: int) -> Piece:
    if piece is title:
        return replace(piece, kind="title")
    if piece.kind != "heading":
        return piece
    again = squeeze(piece.text) == said
    return replace(piece, text="" if again else piece.text, level=piece.level + shift)


def squeeze(text: str, keep_lines: bool = False) -> str:
    """Return `text` with every run of blanks as one, and without any at its ends; line ends stay if they are kept."""
    if not keep_lines:
        return " ".join(text.split())
    return "\n".join(line for raw in text.split("\n") if (line := " ".join(raw.split())))


def write_key(name: str) -> str:
    """Return the key of an infobox row as rendered articles write it: "perp" is "Perp", "attack_type" "Attack type"."""
    name = squeeze(name.replace("_", " ").strip(" :\u00a0-"))
    return name[:1].upper() + name[1:]


# --- tables -----------------------------------------------------------------------------------------------------------

_INFOBOX_KEYS = frozenset(
    """
    title name event partof part location place area date time type attack target weapon fatalities death killed dead
    casualties injuries injured wounded victim perpetrator perp assailant motive participants coordinates outcome
    """.split()
)
_ENOUGH_KEYS = 3
_LONGEST_KEY = 41


def write_table(rows: Iterable[Iterable[str]], *, is_infobox: bool = False) -> Iterator[Piece]:
    """Yield what a table says: an infobox its rows by key, any other table one paragraph a row, "A | B"."""
    filled = [[squeeze(cell) for cell in row] for row in rows]
    filled = [kept for row in filled if (kept := [cell for cell in row if cell])]
    if is_infobox or _looks_like_infobox(filled):
        yield from (Piece("row", " ".join(row[1:]), write_key(row[0])) for row in filled if len(row) > 1)
    else:
        yield from (Piece("paragraph", " | ".join(row)) for row in filled if row)


def _looks_like_infobox(rows: list[list[str]]) -> bool:
    """Whether a table has two columns, the first of which names what infoboxes of violent acts tell."""
    keys = [row[0] for row in rows if len(row) > 1]
    known = [key for key in keys if set(key.lower().rstrip(":").replace("(s)", "").split()) & _keys()]
    narrow = all(len(row) == 2 for row in rows) and all(len(key) <= _LONGEST_KEY for key in keys)
    return narrow and len(known) >= _ENOUGH_KEYS and 2 * len(known) >= len(keys)


@cache
def _keys() -> frozenset[str]:
    return _INFOBOX_KEYS | {f"{key}s" for key in _INFOBOX_KEYS}
