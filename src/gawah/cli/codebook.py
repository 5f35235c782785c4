"""`gawah codebook` and `gawah schema`: what is coded, and the form in which it is written down."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from gawah.cli.project import check_codebook
from gawah.errors import UsageError

if TYPE_CHECKING:
    from gawah.codebook import Codebook, Entry

_IN_FULL = 6
"""Entries that a search prints in full."""
_NAMED = 12
"""Entries beyond those that it names."""


def print_codebook(
    query: Annotated[
        list[str] | None,
        typer.Argument(metavar="[QUERY]", help="Words to look for, an entry's id, a vocabulary's; or: check FILE."),
    ] = None,
    markdown: Annotated[bool, typer.Option("--markdown", help="Print all of it as Markdown.")] = False,
) -> None:
    """Print what is coded: every type, word and field with its definition, an example and its names elsewhere."""
    from gawah.codebook import load
    from gawah.codebook.printing import render_markdown

    if query and query[0] == "check" and len(query) == 2:
        check_codebook(Path(query[1]))
        return
    words = " ".join(query or ())
    if markdown and words:
        raise UsageError("--markdown prints the whole codebook; leave out the query, or leave out --markdown")
    if markdown:
        sys.stdout.write(render_markdown(load()))
    elif words:
        sys.stdout.write(_find(load(), words))
    else:
        _print_whole(load())


def print_schema() -> None:
    """Print the JSON Schema of records."""
    from gawah.record import schema_text

    sys.stdout.write(schema_text())


def _print_whole(codebook: "Codebook") -> None:
    """Print the codebook, in a terminal through the pager."""
    from gawah.cli.page import open_console
    from gawah.codebook.printing import render_text

    console = open_console()
    text = render_text(codebook, console.width)
    if sys.stdin.isatty() and sys.stdout.isatty():
        import pydoc

        pydoc.pager(text)
    else:
        sys.stdout.write(text)


def _find(codebook: "Codebook", words: str) -> str:
    """Return the vocabulary of that name, or the entries that hold the words. Raises UsageError where none does."""
    from gawah.cli.page import open_console
    from gawah.codebook.printing import render_entry, render_text

    width = open_console().width
    name = words.casefold().replace(" ", "_")
    if name in codebook.names():
        return render_text(codebook, width, [name])
    found = codebook.find(words)
    if not found:
        raise UsageError(f"nothing in the codebook holds {words!r}; `gawah codebook` prints all of it")
    blocks = [f"{entry.vocabulary}\n{render_entry(codebook, entry, width)}" for entry in found[:_IN_FULL]]
    return "\n\n".join([*blocks, *_name_rest(found[_IN_FULL:], width)]) + "\n"


def _name_rest(entries: "tuple[Entry, ...]", width: int) -> list[str]:
    """Return a paragraph that names further entries, or nothing."""
    if not entries:
        return []
    import textwrap

    named = [f"{entry.vocabulary}/{entry.id}" for entry in entries[:_NAMED]]
    more = f" and {len(entries) - _NAMED} more" if len(entries) > _NAMED else ""
    words = f"Also: {', '.join(named)}{more}"
    return [textwrap.fill(words, min(width, 100), subsequent_indent="  ", break_on_hyphens=False)]
