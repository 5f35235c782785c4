"""`gawah text`: exactly the text that was read out of a report, in which the offsets of all evidence count."""

import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from gawah.cli.batch import OfflineOption, make_fetching
from gawah.errors import ReportError, UsageError

if TYPE_CHECKING:
    from gawah.model import Source


def print_text(
    path: Annotated[str, typer.Argument(metavar="PATH", help="A file, a URL, or - for standard input.")],
    number: Annotated[
        int | None, typer.Option(metavar="N", min=1, help="Which report, where the file holds several: 1 is the first.")
    ] = None,
    offline: OfflineOption = False,
) -> None:
    """Print the text that was read out of a report, byte for byte: the offsets of all evidence point into it."""
    found = list(_read_sources(path, offline))
    if number is None and len(found) > 1:
        raise UsageError(f"{path}: it holds {len(found)} reports; choose one with --number")
    if number is not None and number > len(found):
        raise UsageError(f"{path}: it holds {len(found)} reports; there is no number {number}")
    source = found[(number or 1) - 1]
    if isinstance(source, ReportError):
        raise source
    sys.stdout.buffer.write(source.text.content.encode("utf-8"))
    sys.stdout.buffer.flush()


def _read_sources(path: str, offline: bool) -> "Iterator[Source | ReportError]":
    from gawah.sources import find_reports, read_found

    for found in find_reports([path]):
        yield from [found] if isinstance(found, ReportError) else read_found(found, fetching=make_fetching(offline))
