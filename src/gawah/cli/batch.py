"""What commands that read reports share: arguments, what becomes of the batch, and the bar that shows how far."""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from gawah.cli.commands import ABSTAINED, FAILED, tell
from gawah.errors import ReportError, UsageError

if TYPE_CHECKING:
    from gawah.codebook.columns import Columns
    from gawah.pipeline import Added, Progress, Reading
    from gawah.sources import Fetching, Limits

_Result = TypeVar("_Result", bound="Reading | Added")
_MOST_DOUBTS = 20
"""Cells that could not be read which are told one by one."""
_FEW = 3
"""Files up to which no progress is shown."""

_GIVEN = "What the reports leave out"
_LIMITS = "Limits on one report"
_WEB = "URLs"
_FAILURES = "Failures"

PathsArgument = Annotated[
    list[str], typer.Argument(metavar="PATH", help="Files, folders, globs in quotes, URLs, or - for standard input.")
]
CoderOption = Annotated[str, typer.Option(metavar="NAME", help="What reads.")]
FormatOption = Annotated[
    str | None,
    typer.Option(
        "--format",
        metavar="FORMAT",
        help="Read rows that are coded already: acled, gtd, ucdp, or a file that gawah map wrote.",
    ),
]
PublishedOption = Annotated[
    str | None, typer.Option(metavar="DATE", help="When they were published.", rich_help_panel=_GIVEN)
]
YearOption = Annotated[
    int | None, typer.Option(metavar="YEAR", help="The year of dates without one.", rich_help_panel=_GIVEN)
]
CountryOption = Annotated[
    str | None, typer.Option(metavar="NAME", help="The country that they are about.", rich_help_panel=_GIVEN)
]
LanguageOption = Annotated[
    str | None, typer.Option(metavar="TAG", help="Their language, as en.", rich_help_panel=_GIVEN)
]
MegabytesOption = Annotated[
    float | None,
    typer.Option(metavar="MB", min=0.001, help="Megabytes, 10 at most by default.", rich_help_panel=_LIMITS),
]
SecondsOption = Annotated[
    float | None,
    typer.Option(
        metavar="S",
        min=0,
        help="Seconds to take it out of its file (60) and to code it (20); 0: no limit.",
        rich_help_panel=_LIMITS,
    ),
]
OfflineOption = Annotated[
    bool,
    typer.Option("--offline", envvar="GAWAH_OFFLINE", help="Refuse to fetch anything.", rich_help_panel=_WEB),
]
KeepOption = Annotated[
    Path | None,
    typer.Option(metavar="FOLDER", help="Where to keep what is fetched, as WARC.", rich_help_panel=_WEB),
]
DebugOption = Annotated[
    bool,
    typer.Option(
        "--debug",
        envvar="GAWAH_DEBUG",
        help="Show where in the program a bug stopped a report.",
        rich_help_panel=_FAILURES,
    ),
]


def set_limits(megabytes: float | None, seconds: float | None) -> "Limits":
    """Return the limits that a user asks for, the usual ones where nothing is said."""
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


def take_format(name: str | None) -> "Columns | None":
    """Return the columns of a format, by its name or by the file that describes them. Raises UsageError."""
    if name is None:
        return None
    from gawah.codebook.columns import FORMATS, load_columns, read_columns_file

    if name in FORMATS:
        return load_columns(name)
    if not Path(name).is_file():
        raise UsageError(f"{name}: there is no such format and no such file; take {', '.join(FORMATS)}, or gawah map")
    return read_columns_file(Path(name))


def make_fetching(offline: bool = False, folder: Path | None = None) -> "Fetching":
    """Return how URLs are fetched; where each is kept is told."""
    from gawah.sources import Fetching

    return Fetching(offline, folder, lambda url, path: tell(f"{url}: fetched, and kept in {path}"))


@dataclass(slots=True)
class Batch:
    """What becomes of the reports, told at the end: how many were read, which could not be, which were not coded."""

    debug: bool = False
    read: int = 0
    failures: list[ReportError] = field(default_factory=list)
    abstained: list[str] = field(default_factory=list)
    """Of each report that is kept, but is in a language that the coder does not read, that language."""
    doubts: list[str] = field(default_factory=list)
    """Cells of rows that could not be read, each after its row."""
    left_out: Counter[str] = field(default_factory=Counter)
    """How many rows tell of no incident, by the reason."""

    def __enter__(self) -> None:
        """Begin."""

    def __exit__(self, kind: type[BaseException] | None, *about: object) -> None:
        """Tell what failed, why and what to do: at the end, and where the user stops."""
        if kind is None or issubclass(kind, KeyboardInterrupt):
            self._tell()

    def watch(self, results: Iterator[_Result | ReportError]) -> Iterator[_Result]:
        """Pass on what was read, and keep what failed."""
        for result in results:
            if isinstance(result, ReportError):
                self.failures.append(result)
            else:
                self.read += 1
                self._look(result)
                yield result

    def end(self) -> None:
        """Exit with the status that says what happened, unless all reports were read and coded."""
        if self.failures or self.abstained:
            raise typer.Exit(FAILED if self.failures else ABSTAINED)

    def _look(self, result: "Reading | Added") -> None:
        from gawah.pipeline import Added

        reading = result.reading if isinstance(result, Added) else result
        if reading.coding.abstained:
            self.abstained.append(reading.source.text.language or "und")
        elif reading.source.text.kind == "dataset":
            self.doubts += [f"{reading.source.acquisition.path}: {note}" for note in reading.coding.notes]
            self.left_out.update(omission.reason for omission in reading.coding.omissions)

    def _tell(self) -> None:
        reports = self.read + len(self.failures)
        if reports > 1 and self.failures:
            tell(f"{len(self.failures)} of {reports} reports could not be read:")
        if self.abstained:
            tell(_say_abstained(self.abstained, self.read))
        for reason, number in self.left_out.items():
            tell(f"{number:,} row{'s' if number > 1 else ''} kept, but of no incident that is coded ({reason})")
        for doubt in self.doubts[:_MOST_DOUBTS]:
            tell(doubt)
        if len(self.doubts) > _MOST_DOUBTS:
            tell(f"and {len(self.doubts) - _MOST_DOUBTS:,} more cells that could not be read; see the records' notes")
        for failure in self.failures:
            tell(str(failure))
            if self.debug and failure.__cause__ is not None:
                _tell_traceback(failure.__cause__)


def _say_abstained(languages: list[str], read: int) -> str:
    """Return in a line how many of the reports read were not coded, and in which languages they are."""
    number, named = len(languages), sorted(set(languages) - {"und"})
    what = "1 report is kept but was" if number == 1 else f"{number} reports are kept but were"
    which = f" ({', '.join(named)})" if named else ""
    return f"{what} not coded, of {read} read: the coder does not read the language{which}"


def _tell_traceback(error: BaseException) -> None:
    import traceback

    for line in "".join(traceback.format_exception(error)).splitlines():
        tell(line)


# --- progress ---------------------------------------------------------------------------------------------------------


@contextmanager
def show_progress(wanted: bool) -> "Iterator[Callable[[Progress], None] | None]":
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


@contextmanager
def show_steps(things: str, total: int) -> Iterator[Callable[[], None]]:
    """Show a bar on standard error while what runs inside calls what this gives, once for each of `total` things."""
    from rich import progress as shown

    from gawah.cli.page import open_console

    columns = (shown.BarColumn(), shown.MofNCompleteColumn(), shown.TextColumn(things), shown.TimeRemainingColumn())
    with shown.Progress(*columns, console=open_console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=total)
        yield lambda: bar.advance(task)
