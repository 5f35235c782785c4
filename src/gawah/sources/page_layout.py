"""Characters on a page to its parts in reading order: lines, columns, tables, paragraphs, headings.

A page is cut from top to bottom into bands: where a gap runs down through several lines the band has columns, read one
after the other, unless it is a table, which is read row by row. All lengths are in points; y counts upwards.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from gawah.sources.pdf_glyphs import Glyph

_WORD_GAP = 0.16
"""Of the size of the letters, from which on a gap between two is a blank."""
_LEVEL = 0.3
"""By how much, in their size, letters of one line may stand higher or lower."""
_LONGEST_INDEX = 8
_SAME_SIZE = 0.08
"""By how much letters of one size are measured otherwise."""
_CHUNK_GAP = 1.0
"""From which on what follows on a line may stand in another column."""
_COLUMN_GAP = 0.25
"""Least width of the gap that runs down between columns."""
_LEAST_LINES = 3
"""On either side of a gap between columns."""
_FULL_LINE = 0.75
"""Share of a column's width that a line of running text fills at least, but for a paragraph's last."""
_LEAST_CHARACTERS = 20
"""In such a line."""
_FULL_LINES = 0.15
"""Share of such lines in a column of running text at least."""
_PRESENTATION_FORMS = re.compile("[\ufb00-\ufb06\ufb50-\ufdff\ufe70-\ufefc]+")
_RTL = ("R", "AL")
_BULLET = re.compile(r"[•◦▪‣●○■□–∙·\uf0b7*-]\s+(?=\S)")


@dataclass(slots=True)
class Chunk:
    """Words next to one another on a line."""

    text: str
    left: float
    right: float
    y: float
    size: float
    bold: bool
    glyphs: list[Glyph]
    """From left to right."""


@dataclass(slots=True)
class Line:
    """A line of a column, or a row of a table with more than one chunk."""

    chunks: list[Chunk]
    y: float

    @property
    def text(self) -> str:
        """Its words."""
        return " ".join(chunk.text for chunk in self.chunks)

    @property
    def left(self) -> float:
        """Where it begins."""
        return self.chunks[0].left

    @property
    def right(self) -> float:
        """Where it ends."""
        return max(chunk.right for chunk in self.chunks)

    @property
    def size(self) -> float:
        """The size of most of its letters."""
        return max(self.chunks, key=lambda chunk: len(chunk.text)).size

    @property
    def bold(self) -> bool:
        """Whether all of its letters are bold."""
        return all(chunk.bold for chunk in self.chunks)


@dataclass(slots=True)
class Column:
    """Lines that are read one after the other; or the rows of a table, each with its cells."""

    lines: list[Line] = field(default_factory=list)
    rows: list[list[str]] | None = None

    @property
    def left(self) -> float:
        """Where most of its lines begin."""
        return min(line.left for line in self.lines)

    @property
    def right(self) -> float:
        """Where its longest line ends."""
        return max(line.right for line in self.lines)


# --- from characters to lines -----------------------------------------------------------------------------------------


def find_lines(glyphs: Sequence[Glyph]) -> list[Line]:
    """Return the lines of a page, from top to bottom; what is turned otherwise than most of it is left out."""
    turned = Counter(glyph.angle for glyph in glyphs if glyph.text.strip())
    if not turned:
        return []
    angle = turned.most_common(1)[0][0]
    upright = [_turn(glyph, angle) for glyph in glyphs if glyph.angle == angle]
    rows: list[list[Glyph]] = []
    for glyph in sorted(upright, key=lambda one: (-one.y, one.x)):
        if rows and _is_level(rows[-1], glyph):
            rows[-1].append(glyph)
        else:
            rows.append([glyph])
    lines = [Line(list(_find_chunks(sorted(row, key=_by_place))), row[0].y) for row in _take_in_indices(rows)]
    return [line for line in lines if line.chunks]


def _by_place(glyph: Glyph) -> tuple[float, bool]:
    """Sort from left to right; a blank that lies under a sign, as where a font lacks the sign, goes behind it."""
    return round(glyph.x, 1), not glyph.text.strip()


def _turn(glyph: Glyph, angle: int) -> Glyph:
    """Return a character with its place as if the page were turned so that its lines lie level."""
    if angle == 0:
        return glyph
    x, y = {90: (glyph.y, -glyph.x), 180: (-glyph.x, -glyph.y), 270: (-glyph.y, glyph.x)}[angle]
    return Glyph(glyph.text, x, y, glyph.width, glyph.size, glyph.bold, 0, glyph.whole)


def _is_level(row: list[Glyph], glyph: Glyph) -> bool:
    return abs(row[0].y - glyph.y) < _LEVEL * min(row[0].size, glyph.size)


def _take_in_indices(rows: list[list[Glyph]]) -> list[list[Glyph]]:
    """Put what is smaller and stands a little higher or lower beside the words of a line, as indices do, into it."""
    kept: list[list[Glyph]] = []
    for n, row in enumerate(rows):
        near = [*kept[-1:], *rows[n + 1 : n + 2]]
        line = next((other for other in near if len(row) <= _LONGEST_INDEX and _is_index(row, other)), None)
        if line is None:
            kept.append(row)
        else:
            line += row
    return kept


def _is_index(row: list[Glyph], line: list[Glyph]) -> bool:
    size = line[0].size
    if not row[0].size < 0.85 * size or abs(row[0].y - line[0].y) > 0.6 * size:
        return False
    return any(-0.2 * size < row[0].x - (glyph.x + glyph.width) < 0.5 * size for glyph in line)


def _find_chunks(row: list[Glyph]) -> Iterator[Chunk]:
    """Yield the chunks of a line: blanks stand where the gaps are, whether or not the file has signs for them."""
    held: list[Glyph] = []
    for glyph in row:
        if held and _is_drawn_twice(held[-1], glyph):
            continue
        if held and glyph.x - _end(held) > _CHUNK_GAP * max(glyph.size, held[-1].size):
            yield from _make_chunk(held)
            held = []
        if held or glyph.text.strip():
            held.append(glyph)
    yield from _make_chunk(held)


def _split_at_tabs(lines: Sequence[Line]) -> None:
    """Split the lines next to a row of a table that have its cells too, though the gap between theirs is narrow."""
    for order in (lines, lines[::-1]):
        for before, line in pairwise(order):
            if len(before.chunks) == 2 and len(line.chunks) == 1 and abs(before.left - line.left) < 1.0:
                line.chunks = _split_chunk(line.chunks[0], before.chunks[1].left)


def _split_chunk(chunk: Chunk, at: float) -> list[Chunk]:
    """Return a chunk in two where a word begins at a tab stop behind more than the usual blank; else as it is."""
    n = next((n for n, glyph in enumerate(chunk.glyphs) if abs(glyph.x - at) < 1.0 and glyph.text.strip()), 0)
    before = [glyph for glyph in chunk.glyphs[:n] if glyph.text.strip()]
    if not before or at - (before[-1].x + before[-1].width) < _TAB_GAP * chunk.size or len(before) > _LONGEST_LABEL:
        return [chunk]
    return [*_make_chunk(chunk.glyphs[:n]), *_make_chunk(chunk.glyphs[n:])]


_TAB_GAP = 0.3
_LONGEST_LABEL = 30


def _is_drawn_twice(before: Glyph, glyph: Glyph) -> bool:
    """Whether a letter is drawn a second time upon itself, to look bold."""
    return before.text == glyph.text and abs(before.x - glyph.x) < 0.1 * glyph.size and glyph.text.strip() != ""


def _end(glyphs: list[Glyph]) -> float:
    return (
        max(glyph.x + glyph.width for glyph in glyphs[-3:] if glyph.text.strip() or len(glyphs) == 1) if glyphs else 0.0
    )


def _make_chunk(held: list[Glyph]) -> Iterator[Chunk]:
    while held and not held[-1].text.strip():
        held.pop()
    if not held:
        return
    text = _clean(_order(held))
    if text.strip():
        heavy = sum(glyph.bold for glyph in held if glyph.text.strip())
        size = Counter(round(glyph.size, 1) for glyph in held).most_common(1)[0][0]
        bold = 2 * heavy > sum(1 for glyph in held if glyph.text.strip())
        yield Chunk(" ".join(text.split()), held[0].x, max(g.x + g.width for g in held), held[0].y, size, bold, held)


def _gap(before: Glyph, glyph: Glyph) -> float:
    return glyph.x - (before.x + before.width)


def _order(held: list[Glyph]) -> str:
    """Return the text of characters from left to right; what is written from right to left is turned round."""
    words: list[tuple[str, bool]] = []
    for n, glyph in enumerate(held):
        if n and held[n - 1].text.strip() and glyph.text.strip() and _gap(held[n - 1], glyph) > _WORD_GAP * glyph.size:
            words.append((" ", False))
        words.append((glyph.text, glyph.whole))
    if not any(unicodedata.bidirectional(char) in _RTL for text, _ in words for char in text):
        return "".join(text for text, _ in words)
    return _turn_round(words)


def _turn_round(words: list[tuple[str, bool]]) -> str:
    """Return the characters in the order of reading; numbers in a stretch from right to left keep theirs."""
    is_rtl = _is_mostly_rtl(words)
    runs: list[tuple[bool, list[str]]] = []
    for text, _ in words:
        direction = _direction(text)
        rtl = (runs[-1][0] if runs else is_rtl) if direction is None else direction
        if not runs or runs[-1][0] != rtl:
            runs.append((rtl, []))
        runs[-1][1].append(text)
    runs = _trim_runs(runs)
    said = ["".join(reversed(texts)) if rtl else "".join(texts) for rtl, texts in runs]
    return "".join(reversed(said)) if is_rtl else "".join(said)


def _trim_runs(runs: list[tuple[bool, list[str]]]) -> list[tuple[bool, list[str]]]:
    """Return the runs with blanks and signs at the end of one from right to left put after it."""
    trimmed: list[tuple[bool, list[str]]] = []
    for rtl, texts in runs:
        kept, rest = list(texts), list[str]()
        while rtl and kept and _direction(kept[-1]) is None:
            rest.insert(0, kept.pop())
        trimmed.append((rtl, kept))
        if rest:
            trimmed.append((False, rest))
    return trimmed


def _direction(text: str) -> bool | None:
    """Return whether a character is written from right to left; None of one that goes with its neighbours."""
    kinds = {unicodedata.bidirectional(char) for char in text}
    if kinds & set(_RTL):
        return True
    return False if kinds & {"L", "EN", "AN"} else None


def _is_mostly_rtl(words: list[tuple[str, bool]]) -> bool:
    directions = [direction for text, _ in words if (direction := _direction(text)) is not None]
    return 2 * sum(directions) > len(directions)


def _clean(text: str) -> str:
    """Return `text` with letters in place of their forms (ligatures, forms of Arabic letters), without controls."""
    text = _PRESENTATION_FORMS.sub(lambda found: unicodedata.normalize("NFKC", found[0]), text)
    text = "".join(char if unicodedata.category(char) not in ("Cc", "Cs", "Co") else " " for char in text)
    return unicodedata.normalize("NFC", text)


# --- from lines to columns --------------------------------------------------------------------------------------------


def find_columns(lines: Sequence[Line]) -> list[Column]:
    """Return the columns and tables of a page in reading order; lines across it are a column between others."""
    columns: list[Column] = []
    across = Column()
    at = 0
    _split_at_tabs(lines)
    while at < len(lines):
        band = _find_band(lines, at)
        if band is None or _stands_above(lines, at, band[1]):
            across.lines.append(lines[at])
            at += 1
            continue
        if across.lines:
            columns.append(across)
            across = Column()
        end, gap = band
        columns += _split_band(lines[at:end], gap)
        at = end
    return [*columns, across] if across.lines else columns


def _stands_above(lines: Sequence[Line], at: int, gap: float) -> bool:
    """Whether a line stands above what is on the right of a gap, as a title above a box at the right does."""
    beside = next(line for line in lines[at:] if line.chunks[-1].left > gap)
    return lines[at].y - beside.y > 1.2 * lines[at].size


def _find_band(lines: Sequence[Line], at: int) -> tuple[int, float] | None:
    """Return where the longest band that begins at a line ends, and the middle of the gap that parts its columns."""
    best: tuple[int, float] | None = None
    gaps = [(-_FAR, _FAR)]
    for end in range(at, len(lines)):
        least = _COLUMN_GAP * lines[end].size
        gaps = [gap for old in gaps for gap in _cut_gap(old, lines[end].chunks) if gap[1] - gap[0] >= least]
        inner = [gap for gap in gaps if gap[0] > -_FAR and gap[1] < _FAR]
        if not gaps:
            break
        held = lines[at : end + 1]
        parted = [(left + right) / 2 for left, right in inner if _parts_columns(held, (left + right) / 2)]
        if parted:
            best = end + 1, parted[0]
    return best and (_trim_band(lines, at, best[0]), best[1])


_FAR = 1e9


def _cut_gap(gap: tuple[float, float], chunks: Sequence[Chunk]) -> list[tuple[float, float]]:
    """Return what a line leaves of a gap."""
    left, right = gap
    edges: list[tuple[float, float]] = []
    for chunk in sorted(chunks, key=lambda one: one.left):
        if chunk.left >= right or chunk.right <= left:
            continue
        edges.append((left, chunk.left))
        left = max(left, chunk.right)
    return [edge for edge in [*edges, (left, right)] if edge[1] > edge[0]]


def _parts_columns(lines: Sequence[Line], gap: float) -> bool:
    """Whether enough lines stand on either side of a gap."""
    before = sum(1 for line in lines if line.chunks[0].left < gap)
    behind = sum(1 for line in lines if line.chunks[-1].left > gap)
    return min(before, behind) >= _LEAST_LINES


def _trim_band(lines: Sequence[Line], at: int, end: int) -> int:
    """Return the end of a band without what stands by itself below it: lines on one side under a wide gap."""
    while end - at > 2 * _LEAST_LINES:
        below = lines[end - 1]
        if len(below.chunks) > 1 or lines[end - 2].y - below.y < 2 * below.size:
            break
        end -= 1
    return end


def _split_band(lines: Sequence[Line], gap: float) -> list[Column]:
    """Return the columns of a band; an infobox at its right side goes before the text that it stands beside."""
    sides = [_take_side(lines, gap, is_left) for is_left in (True, False)]
    together = sum(1 for line in lines if line.chunks[0].left < gap < line.chunks[-1].left)
    is_float = _is_running_text(sides[0]) and together < 0.8 * len(sides[1])
    if not is_float and not all(_is_running_text(side) for side in sides):
        return [Column(list(lines), _read_rows(lines))]
    left, right = (find_columns(side) for side in sides)
    return [*right, *left] if any(column.rows for column in right) else [*left, *right]


def _take_side(lines: Sequence[Line], gap: float, is_left: bool) -> list[Line]:
    cut = [Line([chunk for chunk in line.chunks if (chunk.left < gap) == is_left], line.y) for line in lines]
    return [line for line in cut if line.chunks]


def _is_running_text(lines: Sequence[Line]) -> bool:
    """Whether several lines fill the column, as those of a cell that holds a word or two do not."""
    column = Column(list(lines))
    width = _FULL_LINE * (column.right - column.left)
    full = sum(line.right - line.left >= width and len(line.text) >= _LEAST_CHARACTERS for line in lines)
    return full >= max(_LEAST_LINES, _FULL_LINES * len(lines))


# --- tables -----------------------------------------------------------------------------------------------------------


def _read_rows(lines: Sequence[Line]) -> list[list[str]]:
    """Return the cells of each row of a table; a cell of several lines is one."""
    gaps = [(-_FAR, _FAR)]
    for line in lines:
        gaps = [gap for old in gaps for gap in _cut_gap(old, line.chunks)]
    starts = [right for left, right in gaps if left > -_FAR and right < _FAR]
    rows: list[list[list[str]]] = []
    for n, line in enumerate(lines):
        if n == 0 or _begins_row(lines[n - 1], line, lines, starts):
            rows.append([[] for _ in range(len(starts) + 1)])
        for chunk in line.chunks:
            rows[-1][sum(chunk.left >= start for start in starts)].append(chunk.text)
    return [[" ".join(cell) for cell in row] for row in rows]


def _begins_row(before: Line, line: Line, lines: Sequence[Line], starts: list[float]) -> bool:
    """Whether a line is the first of a row: where rows stand apart by the gap, else by its first cell."""
    pitches = [a.y - b.y for a, b in pairwise(lines)]
    usual = min(max(min(pitches), 1.15 * line.size), 1.5 * line.size)  # within a cell
    if max(pitches) > 1.1 * usual:
        return before.y - line.y > 1.1 * usual
    return not starts or line.chunks[0].left < starts[0]


# --- from columns to paragraphs ---------------------------------------------------------------------------------------


@dataclass(slots=True)
class Paragraph:
    """Lines that belong together, from one column or from several."""

    lines: list[tuple[Line, int]]
    """Each with the number of its page."""
    is_item: bool = False
    rows: list[list[str]] | None = None
    """Of a table."""
    ends_full: bool = False
    """Whether its last line fills the column, so that it may go on in the next."""

    @property
    def text(self) -> str:
        """Its words, as its lines stand."""
        return " ".join(line.text for line, _ in self.lines)

    @property
    def size(self) -> float:
        """The size of most of its letters."""
        return max((line for line, _ in self.lines), key=lambda line: len(line.text)).size

    @property
    def bold(self) -> bool:
        """Whether all of its letters are bold."""
        return all(line.bold for line, _ in self.lines)


def find_paragraphs(columns: Iterable[tuple[Column, int]]) -> list[Paragraph]:
    """Return the paragraphs of columns, each with the number of its page; one that runs on is put together."""
    paragraphs: list[Paragraph] = []
    for column, page in columns:
        if column.rows is not None:
            paragraphs.append(Paragraph([(line, page) for line in column.lines], rows=column.rows))
            continue
        found = _split_column(column, page)
        if paragraphs and _runs_on(paragraphs[-1], found[0]):
            paragraphs[-1].lines += found[0].lines
            paragraphs[-1].ends_full = found[0].ends_full
            found = found[1:]
        paragraphs += found
    return paragraphs


def _split_column(column: Column, page: int) -> list[Paragraph]:
    like = [(a, b) for a, b in pairwise(column.lines) if abs(a.size - b.size) < _SAME_SIZE * a.size]
    pitches = sorted(a.y - b.y for a, b in like if 0 < a.y - b.y < 3 * a.size)
    usual = pitches[len(pitches) // 4] if pitches else 0.0  # within paragraphs, not between them
    found: list[Paragraph] = []
    for n, line in enumerate(column.lines):
        is_item = _BULLET.match(line.text) is not None
        if n == 0 or is_item or _begins_paragraph(column.lines[n - 1], line, column, usual, found[-1]):
            found.append(Paragraph([], is_item))
        found[-1].lines.append((line, page))
        found[-1].ends_full = line.right > column.right - 0.12 * (column.right - column.left)
    return found


def _begins_paragraph(before: Line, line: Line, column: Column, usual: float, held: Paragraph) -> bool:
    """Whether a line is the first of a paragraph: by letters, gap or indent, or by a short line before it."""
    if abs(before.size - line.size) > _SAME_SIZE * line.size or before.bold != line.bold:
        return True
    gap = before.y - line.y
    is_body = line.size < usual < 2.2 * line.size  # and not the large letters of a heading
    if gap > (1.25 * usual if is_body else 1.7 * line.size) or gap < 0:
        return True
    if held.is_item:
        return line.left < before.left - 0.5 * line.size and len(held.lines) > 1
    indented = line.left > column.left + 0.8 * line.size
    if indented and abs(before.left - line.left) > 0.5 * line.size:
        return True
    short = before.right < column.right - 0.25 * (column.right - column.left)
    return short and before.text.endswith((".", "!", "?", "”", '"', ":", "»"))


_ENDINGS = (".", "!", "?", ":", "”", '"', "»", ")", "…")


def _runs_on(before: Paragraph, found: Paragraph) -> bool:
    """Whether a paragraph at the head of a column goes on with the last of the column before it."""
    if found.is_item or before.rows is not None or abs(before.size - found.size) > _SAME_SIZE * found.size:
        return False
    if before.bold != found.bold or before.text.endswith(_ENDINGS):
        return False
    return before.text.endswith(_HYPHENS) or before.ends_full or found.text[:1].islower()


_HYPHENS = ("-", "\u00ad", "\u2010")


def join_lines(paragraph: Paragraph, known: frozenset[str]) -> list[tuple[str, int]]:
    """Return the words of each line with its page, such that together they are the paragraph's text.

    A word that a line's end parts is put together; it keeps its hyphen where it has one elsewhere (`known`), or where
    what follows begins with a capital or a digit.
    """
    joined: list[tuple[str, int]] = []
    for (line, page), after in zip(paragraph.lines, [*paragraph.lines[1:], None], strict=True):
        text = line.text
        if paragraph.is_item and not joined:
            text = _BULLET.sub("", text, count=1)
        if after is None:
            joined.append((text, page))
        elif text.endswith(_HYPHENS) and after[0].text[:1].isalnum() and len(text) > 1 and text[-2].isalpha():
            kept = _keeps_hyphen(text, after[0].text, known)
            joined.append((text if kept else text[:-1], page))
        else:
            joined.append((text + " ", page))
    return joined


def _keeps_hyphen(text: str, after: str, known: frozenset[str]) -> bool:
    if text[-1] == "\u00ad":
        return False
    first, second = _WORD_END.findall(text[:-1]), _WORD_START.findall(after)
    if not second or not second[0][:1].islower():
        return True
    word = ((first or [""])[0].lower(), second[0].lower())
    if "".join(word) in known:
        return False
    return "-".join(word) in known


_WORD_END = re.compile(r"[^\W_]+\Z")
_WORD_START = re.compile(r"\A[^\W_]+")
_WORDS = re.compile(r"[^\W_]+(?:-[^\W_]+)*")


def list_words(lines: Iterable[Line]) -> frozenset[str]:
    """Return the words that stand whole in `lines`, in lower case, those with hyphens too."""
    return frozenset(word.lower() for line in lines for word in _WORDS.findall(line.text))
