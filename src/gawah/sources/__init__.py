"""Reports in, whatever they come in: bytes become `gawah.model.Source`.

A format is told by what the bytes are, never by the name of the file. One bad report never takes others with it: where
one cannot be read, the error that says why stands in its place.
"""

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any, BinaryIO

from gawah.errors import ReportError, ReportNotFound, ReportTooLarge
from gawah.model import Given, Source
from gawah.sources import plain, rendered
from gawah.sources.about import give_as_user, read_sidecar
from gawah.sources.apart import read_apart
from gawah.sources.cells import read_cells
from gawah.sources.columns_of import read_columns_of
from gawah.sources.decoding import refuse_foreign, refuse_surrogates, sniff
from gawah.sources.derive import too_large
from gawah.sources.finding import STANDARD_INPUT, Fetching, Url, find_reports, show
from gawah.sources.limits import Limits
from gawah.sources.part import Allowance, AllowanceSpent, Part

__all__ = [
    "READERS",
    "Fetching",
    "Limits",
    "Part",
    "Reader",
    "Url",
    "find_reports",
    "give_as_user",
    "read_cells",
    "read_file",
    "read_found",
    "read_source",
    "take_text",
]


@dataclass(frozen=True, slots=True)
class Reader:
    """One format, read by the module of this package with its name: how it is told, and how reports are read out of it.

    The module is loaded by the first report that may be in the format: most reports need few of them.
    """

    name: str
    marks: tuple[str, ...] = ()
    """Signs of which one stands in the beginning of each file in the format; where none is named, any may be one."""
    apart: bool = False
    """Whether to read in a worker process: so for every format that is parsed, not only decoded."""
    holds_many: bool = False
    """Whether it can hold many reports, and so be larger than one may be."""

    @property
    def module(self) -> Any:
        """The module, loaded."""
        return import_module(f"{__name__}.{self.name}")

    @property
    def deriver(self) -> str:
        """name@version, written into every text that it makes."""
        return str(self.module.DERIVER)

    def tells(self, payload: bytes, beginning: str) -> bool:
        """Return whether `payload`, whose beginning as text is the second argument, is in this format."""
        may_be = not self.marks or any(mark in beginning for mark in self.marks)
        return may_be and bool(self.module.tells(payload, beginning))

    def read(
        self, name: str, payload: bytes, given: tuple[Given, ...], limits: Limits
    ) -> Iterator[Source | Part | ReportError]:
        """Yield the reports of a payload, or its parts, given its name and what is known of it. Raises ReportError."""
        yield from self.module.read(name, payload, given, limits)


READERS = (
    Reader("xlsx", ("PK",), apart=True, holds_many=True),
    Reader("wacz", ("PK",), apart=True, holds_many=True),
    Reader("warc", ("WARC/", "\x1f"), apart=True, holds_many=True),
    Reader("pdf", ("%PDF",), apart=True),
    Reader("scan", ("\ufffd", "\0"), apart=True),
    Reader("docx", ("PK",), apart=True),
    Reader("odt", ("PK", "<office:document"), apart=True),
    Reader("zipped", ("PK",), apart=True, holds_many=True),
    Reader("gzipped", ("\x1f",), apart=True, holds_many=True),
    Reader("json_report", ("{", "["), holds_many=True),
    Reader("csv_table", (",", ";", "\t", "|"), holds_many=True),
    Reader("mediawiki", ("<",), apart=True, holds_many=True),
    Reader("feed", ("<",), apart=True, holds_many=True),
    Reader("mail", ("rom:", "ROM:", "rom ", "ROM "), apart=True, holds_many=True),
    Reader("webpage", ("<",), apart=True),
    Reader("wikitext", ("{{", "[["), apart=True),
    Reader("markdown", apart=True),
    Reader("rendered"),
    Reader("plain"),
)
"""Every format, in the order in which they are tried; the last takes what no other knows."""

_CODED_LIST = Reader("coded_list", holds_many=True)
"""Of a table whose rows are coded already, which is told by whoever gives its columns, and not by its bytes."""
_CONTAINERS = ("zipped", "gzipped")


def read_source(
    name: str, payload: bytes, limits: Limits | None = None, given: tuple[Given, ...] = ()
) -> Iterator[Source | ReportError]:
    """Yield each report in `payload`, or the error that keeps it from being read, under `name`.

    A report in a container is called "name:3" (line 3 of JSONL) or "name#3" (item 3 of an array).
    """
    limits = limits or Limits()
    yield from _read_part(Part(name, payload, given), limits, Allowance(name, limits), 0)


def _read_part(part: Part, limits: Limits, allowance: Allowance, depth: int) -> Iterator[Source | ReportError]:
    """Yield each report in `part`, which lies in containers `depth` deep, or why it cannot be read.

    Raises AllowanceSpent, for the outermost container to tell.
    """
    try:
        _check_depth(part.name, depth, limits)
        for found in _find_in_part(part, limits):
            if isinstance(found, Part):
                allowance.spend(found)
                yield from _read_part(found, limits, allowance, depth + 1)
            else:
                yield found
    except ReportError as error:
        if depth and isinstance(error, AllowanceSpent):
            raise
        yield error


def _find_in_part(part: Part, limits: Limits) -> Iterator[Source | Part | ReportError]:
    """Yield what the reader of its format finds in `part`. Raises ReportError."""
    reader = _find_reader(part.payload)
    if reader is READERS[-1]:
        refuse_foreign(part.name, part.payload)
    apart = reader.apart
    if reader.name not in _CONTAINERS and any(g.key == "list" for g in part.given):
        reader = _CODED_LIST
    if apart:
        yield from read_apart(f"{__name__}.{reader.name}", part, limits)
    else:
        yield from reader.read(part.name, part.payload, part.given, limits)


def _find_reader(payload: bytes) -> Reader:
    """Return the first reader that knows the format of `payload`, which may be the beginning of one."""
    beginning = sniff(payload)
    return next(reader for reader in READERS if reader.tells(payload, beginning))


def _check_depth(name: str, depth: int, limits: Limits) -> None:
    """Raise ReportTooLarge for a part that lies in more containers than is allowed."""
    if depth > limits.depth:
        problem = f"it lies in over {limits.depth} containers, one in the other"
        raise ReportTooLarge(name, problem, "unpack them and read what is in them")


def read_file(
    path: Path, limits: Limits | None = None, given: tuple[Given, ...] = ()
) -> Iterator[Source | ReportError]:
    """Yield each report in the file at `path` (standard input for "-"), as `read_source` does.

    What a sidecar file beside it says ("report.txt.meta.yaml") goes after `given` and before all else.
    """
    name, limits = show(path), limits or Limits()
    try:
        payload = _load(path, name, limits)
        beside = (*read_sidecar(path, name), *read_columns_of(path)) if name != STANDARD_INPUT else ()
    except ReportError as error:
        yield error
    else:
        yield from read_source(name, payload, limits, (*given, *beside))


def read_found(
    found: Path | Url,
    limits: Limits | None = None,
    given: tuple[Given, ...] = (),
    fetching: Fetching | None = None,
) -> Iterator[Source | ReportError]:
    """Yield each report at what `find_reports` has found, a file or an address, as `read_source` does."""
    if isinstance(found, Url):
        return _read_url(found, limits or Limits(), given, fetching)
    return read_file(found, limits, given)


def _read_url(
    url: Url, limits: Limits, given: tuple[Given, ...], fetching: Fetching | None
) -> Iterator[Source | ReportError]:
    from gawah.sources.fetching import fetch  # here, since most reports are files

    try:
        part = fetch(str(url), fetching or Fetching(), limits)
    except ReportError as error:
        yield error
    else:
        yield from read_source(part.name, part.payload, limits, (*given, *part.given))


def take_text(name: str, content: str, limits: Limits | None = None, given: tuple[Given, ...] = ()) -> Source:
    """Return the one report whose text is `content`: an article or plain text, whatever else it may look like.

    Raises ReportError.
    """
    refuse_surrogates(name, content)
    payload = content.encode("utf-8")
    read = rendered.read if rendered.tells(payload, sniff(payload)) else plain.read
    (source,) = read(name, payload, given, limits or Limits())
    return source


def _load(path: Path, name: str, limits: Limits) -> bytes:
    """Return the bytes at `path`. Raises ReportNotFound and ReportTooLarge."""
    try:
        if name == STANDARD_INPUT:
            return _take(_standard_input(), name, limits)
        with path.open("rb") as file:
            return _take(file, name, limits)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise ReportNotFound(name, f"it cannot be opened ({reason})", "see that you may read it") from None


def _standard_input() -> BinaryIO:
    if sys.stdin is None:
        raise ValueError("standard input is closed")
    return sys.stdin.buffer


def _take(stream: BinaryIO, name: str, limits: Limits) -> bytes:
    """Return what `stream` holds. More than a report may hold is taken only of what can be many reports."""
    payload = stream.read(limits.bytes_per_report + 1)
    if len(payload) <= limits.bytes_per_report:
        return payload
    if not _find_reader(payload).holds_many:
        raise too_large(name, limits.bytes_per_report)
    payload += stream.read(limits.bytes_per_container - len(payload) + 1)
    if len(payload) > limits.bytes_per_container:
        raise ReportTooLarge(name, f"it is over the limit of {limits.bytes_per_container:,} bytes", "split it")
    return payload
