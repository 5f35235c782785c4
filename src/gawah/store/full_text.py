"""Finding words, parts of words and terms of one or two letters in the texts of reports, in any script.

A trigram index finds any three letters or more. It finds nothing shorter, so terms of one and two letters stand in an
index of their own: whole words, and in scripts that put no space between words every letter and every pair. "IS" in
capitals finds the word only in capitals; "is" finds both.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    ARRAY,
    ColumnElement,
    Connection,
    Select,
    TableClause,
    Text,
    bindparam,
    cast,
    delete,
    func,
    insert,
    literal_column,
    select,
)

from gawah.store.tables import PARTS, SHORTS

_SHORTEST = 3
"""Letters of a term that the trigram index finds."""
_LONGEST = 6
"""Letters, with all their marks, of a word that may be two letters when folded."""
_WORD = re.compile(r"\w+")
_UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+"
)
"""Thai, Lao, Burmese, Khmer, Japanese, Chinese."""
_PIECE = re.compile(r'"([^"]*)"?|(\S+)')
_SAME_LETTERS = str.maketrans(
    {"ي": "ی", "ى": "ی", "ك": "ک", "ـ": None, "\u200c": None, "\u200d": None, "’": "'", "‘": "'"}
)
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—−", "-"))


def fold_text(text: str) -> str:
    """Return a text without what two spellings of a word may differ in: case, accents, Arabic letters' variants."""
    if text.isascii():
        return " ".join(text.casefold().replace("\0", " ").split())
    letters = unicodedata.normalize("NFKD", text.translate(_SAME_LETTERS).casefold())
    plain = "".join(c for c in letters if not unicodedata.combining(c))
    return " ".join(unicodedata.normalize("NFC", plain).translate(_DASHES).replace("\0", " ").split())


def list_terms(text: str) -> list[str]:
    """Return the terms of one and two letters in a text, as the index writes them, each once, in order."""
    words = {w for w in _WORD.findall(text) if len(w) < _SHORTEST or (len(w) <= _LONGEST and not w.isascii())}
    words = {w for w in words if len(fold_text(w)) < _SHORTEST}
    terms = {_write_term(w) for w in words} | {_write_capitals(w) for w in words if w.isupper()}
    for run in _UNSPACED.findall(text):
        terms.update(_write_term(run[n : n + size]) for size in (1, 2) for n in range(len(run) - size + 1))
    return sorted(terms)


def _write_term(word: str) -> str:
    """Return a term in letters that no tokenizer changes."""
    return "l" + fold_text(word).encode("utf-8").hex()


def _write_capitals(word: str) -> str:
    return "u" + fold_text(word).encode("utf-8").hex()


# --- what is looked for -----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Sought:
    """What a text has to hold."""

    parts: tuple[str, ...]
    """Folded stretches of three letters or more, anywhere in it."""
    terms: tuple[str, ...]
    """Short terms, as the index writes them."""


def list_words(words: str) -> list[str]:
    """Return the words of a query as they were written, those in quotation marks together."""
    return [quoted or plain for quoted, plain in _PIECE.findall(words)]


def read_words(words: str) -> Sought:
    """Return what the words of a query ask for: each of them; several in quotation marks stand together."""
    pieces = list_words(words)
    folded = [(piece, fold_text(piece)) for piece in pieces if fold_text(piece)]
    parts = tuple(dict.fromkeys(found for _, found in folded if len(found) >= _SHORTEST))
    short = [piece for piece, found in folded if len(found) < _SHORTEST]
    write = [_write_capitals(piece) if piece.isupper() else _write_term(piece) for piece in short]
    return Sought(parts, tuple(dict.fromkeys(write)))


def list_stretches(text: str, term: str) -> list[tuple[int, int]]:
    """Return where in a text a term stands that is written as the index writes it: start and end of each."""
    found = [(m.start(), m.end()) for m in _WORD.finditer(text) if _is_term(m.group(), term)]
    for run in _UNSPACED.finditer(text):
        for size in (1, 2):
            starts = range(run.start(), run.end() - size + 1)
            found += [(at, at + size) for at in starts if _is_term(text[at : at + size], term)]
    return sorted(set(found))


def _is_term(word: str, term: str) -> bool:
    is_short = len(word) < _SHORTEST or (len(word) <= _LONGEST and not word.isascii())
    return is_short and (_write_capitals(word) if term[0] == "u" and word.isupper() else _write_term(word)) == term


def is_file(connection: Connection) -> bool:
    """Whether this is SQLite."""
    return connection.dialect.name == "sqlite"


def list_texts(connection: Connection, sought: Sought) -> Select[tuple[int]]:
    """Return the query for the numbers of the texts that hold all that is sought, by the indexes."""
    if not is_file(connection):
        conditions = [PARTS.c.content.like(f"%{_escape(part)}%", escape="\\") for part in sought.parts]
        conditions += [PARTS.c.terms.op("@>")(cast([term], ARRAY(Text))) for term in sought.terms]
        return select(PARTS.c.text).where(*conditions)
    long = " AND ".join('"' + part.replace('"', '""') + '"' for part in sought.parts)
    short = " AND ".join(sought.terms)
    in_shorts = select(SHORTS.c.rowid).where(_match("shorts", short)) if short else None
    if not long:
        assert in_shorts is not None  # something is sought
        return in_shorts
    query = select(PARTS.c.rowid).where(_match("parts", long))
    return query if in_shorts is None else query.where(PARTS.c.rowid.in_(in_shorts))


def _match(table: str, query: str) -> ColumnElement[bool]:
    return literal_column(table).op("MATCH")(query)


def _escape(part: str) -> str:
    return part.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def hold(connection: Connection, sought: Sought, number: ColumnElement[int]) -> list[ColumnElement[bool]]:
    """Return the conditions under which the text of this number holds all that is sought, without the indexes."""
    if not is_file(connection):
        conditions = [func.strpos(PARTS.c.content, part) > 0 for part in sought.parts]
        conditions += [PARTS.c.terms.op("@>")(cast([term], ARRAY(Text))) for term in sought.terms]
        return [select(PARTS.c.text).where(PARTS.c.text == number, *conditions).exists()]
    found: list[ColumnElement[bool]] = []
    if sought.parts:
        inside = [func.instr(PARTS.c.content, part) > 0 for part in sought.parts]
        found.append(select(PARTS.c.rowid).where(PARTS.c.rowid == number, *inside).exists())
    if sought.terms:
        inside = [func.instr(" " + SHORTS.c.terms + " ", f" {term} ") > 0 for term in sought.terms]
        found.append(select(SHORTS.c.rowid).where(SHORTS.c.rowid == number, *inside).exists())
    return found


# --- what is indexed --------------------------------------------------------------------------------------------------


def enter_texts(connection: Connection, texts: Iterable[tuple[int, str]]) -> None:
    """Enter texts, each with its number in the ledger."""
    folded = [(number, fold_text(text), list_terms(text)) for number, text in texts]
    if not folded:
        return
    if is_file(connection):
        _insert(connection, PARTS, [{"rowid": n, "content": content} for n, content, _ in folded])
        _insert(connection, SHORTS, [{"rowid": n, "terms": " ".join(terms)} for n, _, terms in folded])
    else:
        rows = [{"text": n, "content": content, "terms": terms} for n, content, terms in folded]
        _insert(connection, PARTS, rows)


def _insert(connection: Connection, table: TableClause, rows: Sequence[dict[str, Any]]) -> None:
    connection.execute(insert(table).values({name: bindparam(name) for name in rows[0]}), rows)


def empty(connection: Connection) -> None:
    """Take out all texts."""
    for table in (PARTS, SHORTS) if is_file(connection) else (PARTS,):
        connection.execute(delete(table))


def drop_texts(connection: Connection, numbers: Sequence[int]) -> None:
    """Take out the texts of these numbers."""
    for table in (PARTS, SHORTS) if is_file(connection) else (PARTS,):
        column = table.c.rowid if is_file(connection) else table.c.text
        connection.execute(delete(table).where(column.in_(numbers)))
