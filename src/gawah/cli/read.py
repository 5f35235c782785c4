"""`gawah read`: reports in; records out, in the terminal or as lines of JSON."""

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, BinaryIO

import typer

from gawah.cli.commands import FAILED, tell
from gawah.errors import ReportError, UsageError

if TYPE_CHECKING:
    from gawah.pipeline import Progress, Reading
    from gawah.sources import Limits

_FEW = 3
"""Files up to which no progress is shown."""

_GIVEN = "What the reports leave out"
_LIMITS = "Limits on one report"
_FAILURES = "Failures"


def read_reports(
    paths: Annotated[
        list[str], typer.Argument(metavar="PATH", help="Files, folders, globs in quotes, or - for standard input.")
    ],
    json: Annotated[bool, typer.Option("--json", help="Print records as JSON, one report a line.")] = False,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write records as JSON Lines to FILE.")
    ] = None,
    explain: Annotated[
        str | None,
        typer.Option(metavar="PATH", help="Say how a value was read: /killed, /perpetrators/0, /responses/2/date."),
    ] = None,
    coder: Annotated[str, typer.Option(metavar="NAME", help="What reads.")] = "rules",
    published: Annotated[
        str | None, typer.Option(metavar="DATE", help="When they were published.", rich_help_panel=_GIVEN)
    ] = None,
    year: Annotated[
        int | None, typer.Option(metavar="YEAR", help="The year of dates without one.", rich_help_panel=_GIVEN)
    ] = None,
    country: Annotated[
        str | None, typer.Option(metavar="NAME", help="The country that they are about.", rich_help_panel=_GIVEN)
    ] = None,
    language: Annotated[
        str | None, typer.Option(metavar="TAG", help="Their language, as en.", rich_help_panel=_GIVEN)
    ] = None,
    limit_mb: Annotated[
        float | None,
        typer.Option(metavar="MB", min=0.001, help="Megabytes, 10 at most by default.", rich_help_panel=_LIMITS),
    ] = None,
    limit_seconds: Annotated[
        float | None,
        typer.Option(
            metavar="S",
            min=0,
            help="Seconds to take it out of its file (60) and to code it (20); 0: no limit.",
            rich_help_panel=_LIMITS,
        ),
    ] = None,
    debug: Annotated[
        bool,
        typer.Option(
            "--debug",
            envvar="GAWAH_DEBUG",
            help="Show where in the program a bug stopped a report.",
            rich_help_panel=_FAILURES,
        ),
    ] = False,
) -> None:
    """Read reports, and show the incidents that they tell of with the words for every value."""
    if explain is not None and (json or output):
        raise UsageError("--explain is for people to read; leave out --json and -o")
    from gawah.pipeline import read

    given = {"published": published, "year": year, "country": country, "language": language}
    limits = _set_limits(limit_mb, limit_seconds)
    to_terminal = sys.stdout.isatty() and output is None
    batch = _Batch(debug)
    with batch, _show_progress(not to_terminal and sys.stderr.isatty()) as on_progress:
        readings = batch.watch(read(*paths, coder=coder, given=given, limits=limits, on_progress=on_progress))
        if output is not None:
            _write_file(output, paths, readings)
        elif json:
            _write_lines(readings, sys.stdout.buffer)
        else:
            _print_all(readings, explain)
    if batch.failures:
        raise typer.Exit(FAILED)


def _set_limits(megabytes: float | None, seconds: float | None) -> "Limits":
    from gawah.sources import Limits

    usual = Limits()
    size = usual.bytes_per_report if megabytes is None else int(megabytes * 1_000_000)
    return Limits(
        bytes_per_report=size,
        bytes_per_container=max(size, usual.bytes_per_container),
        characters=max(usual.characters, size) if megabytes is not None else usual.characters,
        seconds=usual.seconds if seconds is None else seconds,
        reading_seconds=usual.reading_seconds if seconds is None else seconds,
    )


@dataclass(slots=True)
class _Batch:
    """What becomes of the reports: how many were read, and which could not be, which is told at the end."""

    debug: bool = False
    read: int = 0
    failures: list[ReportError] = field(default_factory=list)

    def __enter__(self) -> None:
        """Begin."""

    def __exit__(self, kind: type[BaseException] | None, *about: object) -> None:
        """Tell what failed, why and what to do: at the end, and where the user stops."""
        if kind is None or issubclass(kind, KeyboardInterrupt):
            self._tell()

    def watch(self, results: "Iterator[Reading | ReportError]") -> "Iterator[Reading]":
        """Pass on what was read, and keep what failed."""
        for result in results:
            if isinstance(result, ReportError):
                self.failures.append(result)
            else:
                self.read += 1
                yield result

    def _tell(self) -> None:
        reports = self.read + len(self.failures)
        if reports > 1 and self.failures:
            tell(f"{len(self.failures)} of {reports} reports could not be read:")
        for failure in self.failures:
            tell(str(failure))
            if self.debug and failure.__cause__ is not None:
                _tell_traceback(failure.__cause__)


def _tell_traceback(error: BaseException) -> None:
    import traceback

    for line in "".join(traceback.format_exception(error)).splitlines():
        tell(line)


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


# --- progress ---------------------------------------------------------------------------------------------------------


@contextmanager
def _show_progress(wanted: bool) -> "Iterator[Callable[[Progress], None] | None]":
    """Show a bar on standard error, once there are more than a few files, for as long as what runs inside."""
    if not wanted:
        with nullcontext():
            yield None
        return
    from rich import progress as shown

    from gawah.cli.page import open_console

    columns = (
        shown.BarColumn(),
        shown.MofNCompleteColumn(),
        shown.TextColumn("files, {task.fields[reports]} reports"),
        shown.TimeRemainingColumn(),
    )
    with shown.Progress(*columns, console=open_console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=None, visible=False, reports=0)

        def move(progress: "Progress") -> None:
            visible = progress.files > _FEW or progress.reports > _FEW
            done, files, reports = progress.files_done, progress.files, progress.reports
            bar.update(task, completed=done, total=files, visible=visible, reports=reports)

        yield move
