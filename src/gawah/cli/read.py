"""`gawah read`: reports in; records out, in the terminal or as lines of JSON."""

import sys
from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, BinaryIO

import typer

from gawah.cli.batch import (
    Batch,
    CoderOption,
    CountryOption,
    DebugOption,
    FormatOption,
    KeepOption,
    LanguageOption,
    MegabytesOption,
    OfflineOption,
    PathsArgument,
    PublishedOption,
    SecondsOption,
    YearOption,
    make_fetching,
    set_limits,
    show_progress,
    take_format,
)
from gawah.cli.commands import tell
from gawah.errors import UsageError

if TYPE_CHECKING:
    from gawah.pipeline import Reading


def read_reports(
    paths: PathsArgument,
    json: Annotated[bool, typer.Option("--json", help="Print records as JSON, one report a line.")] = False,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write records as JSON Lines to FILE.")
    ] = None,
    explain: Annotated[
        str | None,
        typer.Option(metavar="PATH", help="Say how a value was read: /killed, /perpetrators/0, /responses/2/date."),
    ] = None,
    coder: CoderOption = "rules",
    format_: FormatOption = None,
    published: PublishedOption = None,
    year: YearOption = None,
    country: CountryOption = None,
    language: LanguageOption = None,
    limit_mb: MegabytesOption = None,
    limit_seconds: SecondsOption = None,
    offline: OfflineOption = False,
    keep: KeepOption = None,
    debug: DebugOption = False,
) -> None:
    """Read reports, and show the incidents that they tell of with the words for every value."""
    if explain is not None and (json or output):
        raise UsageError("--explain is for people to read; leave out --json and -o")
    from gawah.pipeline import read

    given = {"published": published, "year": year, "country": country, "language": language}
    limits, columns = set_limits(limit_mb, limit_seconds), take_format(format_)
    to_terminal = sys.stdout.isatty() and output is None
    batch = Batch(debug)
    with batch, show_progress(not to_terminal and sys.stderr.isatty()) as on_progress:
        fetching = make_fetching(offline, keep)
        found = read(
            *paths,
            coder=coder,
            given=given,
            limits=limits,
            on_progress=on_progress,
            fetching=fetching,
            columns=columns,
        )
        readings = batch.watch(found)
        if output is not None:
            _write_file(output, paths, readings)
        elif json:
            _write_lines(readings, sys.stdout.buffer)
        else:
            _print_all(readings, explain)
    batch.end()


# --- records as JSON --------------------------------------------------------------------------------------------------


def _write_lines(readings: "Iterator[Reading]", stream: BinaryIO) -> int:
    from gawah.pipeline import write_records

    return write_records(readings, stream)


def _write_file(path: Path, inputs: Sequence[str], readings: "Iterator[Reading]") -> None:
    """Write whole lines to `path`, opened when the first report has been read: it may lie in a folder of reports.

    Raises UsageError where it is one of the reports or cannot be written.
    """
    _refuse_to_overwrite(path, inputs)
    first = list(_take_first(readings))
    try:
        with path.open("wb") as stream:
            written = _write_lines(chain(first, readings), stream)
    except KeyboardInterrupt:
        tell(f"{path} holds the records so far, each line whole")
        raise
    except OSError as error:
        reason = error.strerror or str(error)
        raise UsageError(f"{path}: it cannot be written ({reason}); name another file with -o") from None
    tell(f"{written} {'record' if written == 1 else 'records'} written to {path}")


def _take_first(readings: "Iterator[Reading]") -> "Iterator[Reading]":
    for reading in readings:
        yield reading
        return


def _refuse_to_overwrite(path: Path, inputs: Sequence[str]) -> None:
    from gawah.sources import find_reports

    if path.exists() and any(isinstance(found, Path) and _is_same(found, path) for found in find_reports(inputs)):
        raise UsageError(f"{path}: it is among the reports to read; name another file with -o")


def _is_same(one: Path, other: Path) -> bool:
    return one.exists() and one.samefile(other)


# --- records in the terminal ------------------------------------------------------------------------------------------


def _print_all(readings: "Iterator[Reading]", explain: str | None) -> None:
    """Print each reading as it comes, or what explains the value at `explain` in it."""
    from gawah.cli.explaining import check_path, print_explanation
    from gawah.cli.page import open_console
    from gawah.cli.terminal import print_record

    console = open_console()
    path = None if explain is None else check_path(explain)
    for n, reading in enumerate(readings):
        if n:
            console.print()
        if path is None:
            print_record(reading.record, console)
        else:
            print_explanation(reading, path, console)
