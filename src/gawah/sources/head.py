"""The lines at the head of a text that speak about it: `Title: …`, `Published: …`, a date alone, `= Title =`.

They stay in the text, where a coder can point at them; here they are read for what the report's header says.
"""

import re
from dataclasses import dataclass

from gawah.model import Given
from gawah.sources.about import choose, find_key, give
from gawah.sources.dates import parse_date

_LONGEST_HEAD = 4000
"""Characters in which a head must have come to its end."""
_KEY_AND_VALUE = re.compile(r"([A-Za-z][A-Za-z -]{1,24}):\s+(\S.{0,1000})")
_ARTICLE_TITLE = re.compile(r"=\s+([^=\s](?:.*[^=\s])?)\s+=")
_UNUSED = frozenset({"author", "authors", "by", "byline", "updated", "last updated", "id", "section"})
"""Head lines that tell nothing that is kept, and do not end the head."""
_LONGEST_HEADLINE = 200


@dataclass(frozen=True, slots=True)
class Head:
    """What a text's head says."""

    title: str | None = None
    is_article: bool = False
    """Whether it is rendered encyclopedia text: a `= Title =` or an infobox stands at its head."""
    given: tuple[Given, ...] = ()


def read_head(content: str) -> Head:
    """Return what the head of a derived text says; the body begins at the first line that is no head line."""
    lines = [line for raw in content[:_LONGEST_HEAD].split("\n") if (line := raw.strip())]
    found: list[Given] = []
    article_title: str | None = None
    headline: str | None = None
    for n, line in enumerate(lines):
        if line.startswith("FICTION") and n == 0:
            continue
        if article_title is None and (title := _ARTICLE_TITLE.fullmatch(line)):
            article_title = title[1]
        elif (given := _read_line(line)) is not None:
            found += given
        elif _is_headline(lines, n) and not found and headline is None:
            headline = line
        else:
            break
    else:
        n = len(lines)
    is_article = article_title is not None or _begins_infobox(lines[n : n + 2])
    has_body = n < len(lines)
    return _assemble(article_title or (headline if has_body else None), is_article, found)


def _read_line(line: str) -> list[Given] | None:
    """Return what a head line gives, perhaps nothing; None if `line` is no head line."""
    pair = _KEY_AND_VALUE.fullmatch(line)
    if pair is None:
        day = parse_date(line) if line[-1].isdigit() else None
        return [Given("published", day, "header")] if day else None
    if find_key(pair[1]) is None:
        return [] if pair[1].lower() in _UNUSED else None
    given = give(pair[1], pair[2], "header")
    return [given] if given else []


def _is_headline(lines: list[str], n: int) -> bool:
    """Whether line `n` is a title without `Title:`: the first line, short, and a head line follows it."""
    first = n == 0 or (n == 1 and lines[0].startswith("FICTION"))
    short = len(lines[n]) <= _LONGEST_HEADLINE
    return first and short and n + 1 < len(lines) and _read_line(lines[n + 1]) is not None


def _begins_infobox(lines: list[str]) -> bool:
    return len(lines) == 2 and lines[0] == "Infobox" and lines[1].startswith("- ")


def _assemble(title: str | None, is_article: bool, found: list[Given]) -> Head:
    chosen = choose(found)
    named = next((given.value for given in chosen if given.key == "title"), None)
    return Head(title or named, is_article, tuple(given for given in chosen if given.key != "title"))
