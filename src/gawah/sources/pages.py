"""Pages of lines to the pieces of a document: what is a heading, a paragraph, an item, a table, and where it stands."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from gawah.sources.page_layout import Line, Paragraph, find_columns, find_paragraphs, join_lines, list_words
from gawah.sources.structure import Piece, PieceKind, Stretch, settle_headings, write_table

_LARGER, _LARGER_IN_PICTURE = 1.12, 1.35
"""Size of a heading's letters, in that of the body's: letters in a picture are measured less well."""
_LONGEST_HEADING = 200


@dataclass(slots=True)
class Page:
    """A page with its lines, from top to bottom."""

    number: int
    lines: list[Line]
    size: tuple[float, float] | None = None
    """Width and height of a page that was read from a picture."""

    def count_letters(self) -> int:
        """Return how many characters stand on the page."""
        return sum(len(line.text) for line in self.lines)

    def place(self, lines: Sequence[Line]) -> tuple[int, ...]:
        """Return the box around lines, in thousandths of a page that is a picture (see `gawah.model.Region`)."""
        if self.size is None or not lines:
            return ()
        width, height = self.size
        left, right = min(line.left for line in lines), max(line.right for line in lines)
        top, bottom = max(line.y + line.size for line in lines), min(line.y - 0.25 * line.size for line in lines)
        edges = (left / width, 1 - top / height, right / width, 1 - bottom / height)
        return tuple(round(1000 * min(max(edge, 0.0), 1.0)) for edge in edges)


def find_pieces(pages: Sequence[Page]) -> list[Piece]:
    """Return the pieces of a document in reading order, each with where it stands on its pages."""
    known = list_words(line for page in pages for line in page.lines)
    paragraphs = find_paragraphs((column, page.number) for page in pages for column in find_columns(page.lines))
    levels = _rank_headings(paragraphs, _LARGER_IN_PICTURE if any(page.size for page in pages) else _LARGER)
    held = {page.number: page for page in pages}
    return settle_headings(piece for paragraph in paragraphs for piece in _make_pieces(paragraph, levels, known, held))


def _rank_headings(paragraphs: Sequence[Paragraph], larger_by: float) -> dict[tuple[float, bool], int]:
    """Return the level of headings in letters of each size and weight, from the largest on."""
    sizes: Counter[float] = Counter()
    for paragraph in paragraphs:
        sizes[paragraph.size] += len(paragraph.text)
    body = sizes.most_common(1)[0][0] if sizes else 0.0
    kinds = {(p.size, p.bold) for p in paragraphs if _may_head(p)}
    larger = sorted((kind for kind in kinds if kind[0] > larger_by * body), key=lambda kind: (-kind[0], not kind[1]))
    bold = sorted(kind for kind in kinds if kind[1] and body * 0.95 <= kind[0] <= larger_by * body)
    return {kind: level for level, kind in enumerate([*larger, *bold], start=1)}


def _may_head(paragraph: Paragraph) -> bool:
    return paragraph.rows is None and not paragraph.is_item and len(paragraph.text) <= _LONGEST_HEADING


def _make_pieces(
    paragraph: Paragraph, levels: dict[tuple[float, bool], int], known: frozenset[str], pages: dict[int, Page]
) -> Iterator[Piece]:
    if paragraph.rows is not None:
        yield from _make_rows(paragraph, pages)
        return
    text, stretches = "", []
    for (words, number), (line, _) in zip(join_lines(paragraph, known), paragraph.lines, strict=True):
        stretches.append(Stretch(len(text), len(text) + len(words), number, pages[number].place([line])))
        text += words
    level = levels.get((paragraph.size, paragraph.bold), 0) if _may_head(paragraph) else 0
    kind: PieceKind = "item" if paragraph.is_item else "paragraph"
    if level == 1 or (level and not text.endswith(".")):
        kind = "heading"
    yield Piece(kind, text, level=level or 2, stretches=tuple(stretches))


def _make_rows(paragraph: Paragraph, pages: dict[int, Page]) -> Iterator[Piece]:
    """Yield the rows of a table, each placed where the table stands."""
    page = pages[paragraph.lines[0][1]]
    box = page.place([line for line, _ in paragraph.lines])
    for piece in write_table(paragraph.rows or []):
        yield replace(piece, stretches=(Stretch(0, len(piece.text), page.number, box),))
