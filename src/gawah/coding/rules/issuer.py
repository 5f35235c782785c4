"""Who issues a text that speaks for somebody: a ministry's communiqué, a union's open letter, a band's statement."""

import re
from dataclasses import dataclass
from functools import cache
from itertools import takewhile
from typing import Literal

from gawah.coding.rules.lexicon import load_lexicon
from gawah.gazetteer.speakers import speaker_role

_HEAD_LINES = 4
_LONGEST_LINE = 160
"""Characters of a line that is a heading, and no prose."""
_FIELD = re.compile(r"\s*(?:(?:title|source|date|published|url|author)\s*:|fiction\b)", re.I)
_GENRE = re.compile(
    r"\b(?:statement|press (?:release|note|statement|communiqu[eé])|communiqu[eé]|open letter|case file|urgent action"
    r"|testimony|daily note|evening log|morning log|(?:information|daily) bulletin|bulletin no\b|declaration|speaks"
    r"|note to correspondents)\b",
    re.I,
)
_OFFICE = re.compile(
    r"\b(?:governor\w*|municipality|prefecture|police|ministry|army|command|presidency|united nations|general staff)\b",
    re.I,
)
_NAME = r"((?:[A-Z][\w'’-]*(?: of the | of | for | )?)+)"
_OF_BODY, _BODY = re.compile(rf"\bof the {_NAME}"), re.compile(rf"^{_NAME}")
_AUTHORITIES = frozenset(["government", "police_or_military", "court"])


@dataclass(frozen=True, slots=True)
class Issuer:
    """Who speaks in a text as a whole, and by what right: an authority, an armed body, or somebody else."""

    basis: Literal["accused_by_authorities", "accused_by_others"]
    """The basis of what the text lays to somebody in its own voice."""
    name: str | None = None
    """The armed body whose text it is, as its head or its signature has it."""
    start: int = 0
    """Where the name stands in the text."""


def find_issuer(text: str) -> Issuer | None:
    """Return who issues the text, where its head says that it is a statement, a letter or the like; None for news."""
    lines = _list_lines(text)
    head = [*takewhile(_is_heading, (line for line in lines[:_HEAD_LINES] if not _FIELD.match(line[1])))]
    if not any(_GENRE.search(line) for _, line in head):
        return None
    body = next((b for b in map(_read_body, [*head, *filter(_is_heading, lines[-1:])]) if b), None)
    if body is not None:
        return Issuer("accused_by_others", *body)
    said = _GENRE.sub("", " ".join(line for _, line in head))
    official = _OFFICE.search(said) or speaker_role(said) in _AUTHORITIES
    return Issuer("accused_by_authorities" if official else "accused_by_others")


def _is_heading(line: tuple[int, str]) -> bool:
    """Whether a line is a heading and no prose."""
    return len(line[1]) <= _LONGEST_LINE and line[1].rstrip()[-1] not in '.!?"”'


def _list_lines(text: str) -> list[tuple[int, str]]:
    """Return the lines that hold something, each with its offset."""
    return [(m.start(), m[0]) for m in re.finditer(r"[^\n]*\S[^\n]*", text)]


def _read_body(line: tuple[int, str]) -> tuple[str, int] | None:
    """Return the armed body that a heading or a signature names, with its offset, or None."""
    start, words = line
    if len(words) > _LONGEST_LINE:
        return None
    for run in (*_OF_BODY.finditer(words), *_BODY.finditer(words)):
        name = run[1].strip()
        if not {w.lower() for w in name.split()}.isdisjoint(_heads()) and " " in name and not _OFFICE.search(name):
            return name, start + run.start(1)
    return None


@cache
def _heads() -> frozenset[str]:
    """Return the nouns for armed bodies; a committee or a union may be anybody's."""
    return frozenset(load_lexicon("groups")["heads"].split()) - frozenset(load_lexicon("groups")["civil_heads"].split())
