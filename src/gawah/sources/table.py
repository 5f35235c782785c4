"""Tables with a report a row: which column holds the words, and what the others say of them.

A row's payload is canonical JSON of its cells under their column's heads, so that it has one id whichever table it
stands in, and however that was written. A row is named after its number, as spreadsheets show it.
"""

from collections.abc import Iterable, Iterator, Sequence

from gawah.errors import ReportEmpty, ReportError, ReportMalformed, ReportTooLarge
from gawah.model import Given, Source, canonical_json
from gawah.sources.about import find_key, give_all
from gawah.sources.decoding import normalise, refuse_surrogates
from gawah.sources.derive import derive_source
from gawah.sources.limits import Limits

TEXT_COLUMNS = (
    *("text", "full text", "fulltext", "article text", "report text", "body", "content", "contents", "article"),
    *("story", "narrative", "testimony", "statement", "message", "post", "tweet", "report", "notes", "summary"),
    *("event description", "incident description", "description", "details", "abstract", "excerpt"),
    *(
        "texte",
        "contenu",
        "texto",
        "contenido",
        "testo",
        "inhalt",
        "текст",
        "metin",
        "teks",
        "isi",
        "نص",
        "النص",
        "متن",
    ),
)
"""Heads of columns with the words of reports, in lower case, the surest first."""

_HEADLINES = ("headline", "title")
_LEAST_WORDS = 8
"""On average in a cell of a column that is taken for that of the words by what stands in it."""
_LONGEST_HEAD = 60
_ROWS_LOOKED_AT = 50

Row = tuple[int, list[str]]
"""A row's number, and its cells."""


def fold_head(head: str) -> str:
    """Return a column's head as its name is looked for: "Full_Text" is "full text"."""
    return " ".join(head.replace("_", " ").replace("-", " ").lower().split())


def is_heads(cells: Sequence[str]) -> bool:
    """Whether a row of cells can be the heads of a table of reports: short, all unlike, and one of them known."""
    heads = [fold_head(cell) for cell in cells]
    filled = [head for head in heads if head]
    return (
        len(filled) >= 2
        and len(set(filled)) == len(filled)
        and all(len(head) <= _LONGEST_HEAD for head in filled)
        and any(head in TEXT_COLUMNS or find_key(head) for head in filled)
    )


def find_text_column(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> int | None:
    """Return the number of the column with the words: by its head, else by what stands in it; None where none does."""
    folded = [fold_head(head) for head in heads]
    for name in TEXT_COLUMNS:
        if name in folded and _count_words(folded.index(name), rows):
            return folded.index(name)
    others = [n for n, head in enumerate(folded) if not find_key(head) or head in _HEADLINES]
    best = max(others, key=lambda n: _count_words(n, rows), default=None)
    return best if best is not None and _count_words(best, rows) >= _LEAST_WORDS else None


def _count_words(column: int, rows: Sequence[Sequence[str]]) -> float:
    """Return the mean number of words in the filled cells of a column."""
    counts = [len(row[column].split()) for row in rows if column < len(row) and row[column].strip()]
    return sum(counts) / len(counts) if counts else 0


def read_rows(
    name: str, rows: Iterable[Row], deriver: str, given: tuple[Given, ...], limits: Limits
) -> Iterator[Source | ReportError]:
    """Yield the report in each row but the first, which holds the heads, or what keeps it from being read.

    Raises ReportEmpty, ReportMalformed where no column holds words, and ReportTooLarge over the limit on parts.
    """
    filled = ((number, cells) for number, cells in rows if any(cell.strip() for cell in cells))
    _, heads = next(filled, (0, []))
    first = [row for row, _ in zip(filled, range(_ROWS_LOOKED_AT), strict=False)]
    if not first:
        raise ReportEmpty(name, "there are no rows in this table", "give one with a report in each row")
    column = find_text_column(heads, [cells for _, cells in first])
    if column is None:
        raise _no_text(name, heads)
    for done, (number, cells) in enumerate(_chain(first, filled)):
        if done >= limits.parts:
            raise ReportTooLarge(name, f"there are over {limits.parts:,} rows in it", "split it")
        try:
            yield _derive_row(f"{name}:{number}", heads, cells, column, deriver, given, limits)
        except ReportError as error:
            yield error


def _chain(first: list[Row], others: Iterator[Row]) -> Iterator[Row]:
    yield from first
    yield from others


def _no_text(name: str, heads: Sequence[str]) -> ReportMalformed:
    shown = ", ".join(head.strip()[:30] for head in heads[:8] if head.strip())
    problem = f"no column of this table holds the words of reports (its columns: {' '.join(shown.split())})"
    return ReportMalformed(name, problem, "call the column that does `text`")


def _derive_row(
    name: str,
    heads: Sequence[str],
    cells: Sequence[str],
    column: int,
    deriver: str,
    given: tuple[Given, ...],
    limits: Limits,
) -> Source:
    row = name_cells(heads, cells)
    for cell in row.values():
        refuse_surrogates(name, cell)
    text = cells[column] if column < len(cells) else ""
    if not text.strip():
        raise ReportEmpty(name, "there is no text in this row", f"fill its column {heads[column].strip()!r}")
    others = {head: cell for n, (head, cell) in enumerate(zip(heads, cells, strict=False)) if n != column and cell}
    about = (*given, *give_all(others, "table"))
    return derive_source(name, canonical_json(row), normalise(name, text), deriver, limits, given=about)


def name_cells(heads: Sequence[str], cells: Sequence[str]) -> dict[str, str]:
    """Return the filled cells under their heads; one without a head, or with another's, under its column's number."""
    row: dict[str, str] = {}
    for n, cell in enumerate(cells):
        if cell:
            head = heads[n].strip() if n < len(heads) else ""
            row[head if head and head not in row else f"{head}#{n + 1}"] = cell
    return row
