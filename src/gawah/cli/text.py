"""`gawah text`: exactly the text that was read out of a report, in which the offsets of all evidence count."""

import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from gawah.cli.batch import FormatOption, OfflineOption, make_fetching, take_format
from gawah.errors import ReportError, UsageError

if TYPE_CHECKING:
    from gawah.codebook.columns import Columns
    from gawah.model import Source


def print_text(
    path: Annotated[str, typer.Argument(metavar="PATH", help="A file, a URL, or - for standard input.")],
    number: Annotated[
        int | None, typer.Option(metavar="N", min=1, help="Which report, where the file holds several: 1 is the first.")
    ] = None,
    format_: FormatOption = None,
    offline: OfflineOption = False,
) -> None:
    """Print the text that was read out of a report, byte for byte: the offsets of all evidence point into it."""
    found = list(_read_sources(path, take_format(format_), offline))
    if number is None and len(found) > 1:
        raise UsageError(f"{path}: it holds {len(found)} reports; choose one with --number")
    if number is not None and number > len(found):
        raise UsageError(f"{path}: it holds {len(found)} reports; there is no number {number}")
    source = found[(number or 1) - 1]
    if isinstance(source, ReportError):
        raise source
    sys.stdout.buffer.write(source.text.content.encode("utf-8"))
    sys.stdout.buffer.flush()


def _read_sources(path: str, columns: "Columns | None", offline: bool) -> "Iterator[Source | ReportError]":
    from gawah.model import Given
    from gawah.sources import find_reports, read_found

    given = (Given("list", columns.reference, "user"),) if columns else ()
    for found in find_reports([path]):
        if isinstance(found, ReportError):
            yield found
        else:
            yield from read_found(found, given=given, fetching=make_fetching(offline))
