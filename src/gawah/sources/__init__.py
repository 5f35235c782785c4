"""Reports in, whatever they come in: bytes become `gawah.model.Source`.

A format is told by what the bytes are, never by the name of the file. One bad report never takes others with it: where
one cannot be read, the error that says why stands in its place.
"""

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from gawah.errors import ReportError, ReportNotFound, ReportTooLarge
from gawah.model import Given, Source
from gawah.sources import json_report, plain, rendered
from gawah.sources.about import give_as_user, read_sidecar
from gawah.sources.decoding import refuse_foreign, refuse_surrogates, sniff
from gawah.sources.derive import too_large
from gawah.sources.finding import STANDARD_INPUT, find_reports, show
from gawah.sources.limits import Limits

__all__ = ["READERS", "Limits", "Reader", "find_reports", "give_as_user", "read_file", "read_source", "take_text"]


@dataclass(frozen=True, slots=True)
class Reader:
    """One format: how it is told, and how reports are read out of it."""

    deriver: str
    """name@version, written into every text that it makes."""
    tells: Callable[[bytes, str], bool]
    """Whether a payload, whose beginning as text is the second argument, is in this format."""
    read: Callable[[str, bytes, tuple[Given, ...], Limits], Iterator[Source | ReportError]]
    """Yield the reports of a payload, given its name and what is known about it. Raises ReportError."""


READERS = (
    Reader(json_report.DERIVER, json_report.tells, json_report.read),
    Reader(rendered.DERIVER, rendered.tells, rendered.read),
    Reader(plain.DERIVER, plain.tells, plain.read),
)
"""Every format, in the order in which they are tried; the last takes what no other knows."""


def read_source(
    name: str, payload: bytes, limits: Limits | None = None, given: tuple[Given, ...] = ()
) -> Iterator[Source | ReportError]:
    """Yield each report in `payload`, or the error that keeps it from being read, under `name`.

    A report in a container is called "name:3" (line 3 of JSONL) or "name#3" (item 3 of an array).
    """
    try:
        refuse_foreign(name, payload)
        beginning = sniff(payload)
        reader = next(reader for reader in READERS if reader.tells(payload, beginning))
        yield from reader.read(name, payload, given, limits or Limits())
    except ReportError as error:
        yield error


def read_file(
    path: Path, limits: Limits | None = None, given: tuple[Given, ...] = ()
) -> Iterator[Source | ReportError]:
    """Yield each report in the file at `path` (standard input for "-"), as `read_source` does.

    What a sidecar file beside it says ("report.txt.meta.yaml") goes after `given` and before all else.
    """
    name, limits = show(path), limits or Limits()
    try:
        payload = _load(path, name, limits)
        beside = read_sidecar(path, name) if name != STANDARD_INPUT else ()
    except ReportError as error:
        yield error
    else:
        yield from read_source(name, payload, limits, (*given, *beside))


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
    if not sniff(payload).lstrip().startswith(("{", "[")):
        raise too_large(name, limits.bytes_per_report)
    payload += stream.read(limits.bytes_per_container - len(payload) + 1)
    if len(payload) > limits.bytes_per_container:
        raise ReportTooLarge(name, f"it is over the limit of {limits.bytes_per_container:,} bytes", "split it")
    return payload
