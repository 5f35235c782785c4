"""What goes over the pipes between this process and a worker: JSON objects, each with bytes that follow it."""

import json
import struct
from dataclasses import asdict, replace
from typing import IO, Any

from gawah import errors
from gawah.errors import ReportError, ReportMalformed
from gawah.model import Acquisition, Given, Region, Report, Source, Text
from gawah.sources.part import Part

OUT_OF_MEMORY = 77
"""Exit status of a worker that took more memory than it may."""

_SIZES = struct.Struct(">QQ")
"""Bytes of the JSON, and bytes after it."""


def send(stream: IO[bytes], message: dict[str, Any], payload: bytes = b"") -> None:
    """Write `message` and `payload`. Raises BrokenPipeError where nobody reads."""
    written = json.dumps(message).encode("ascii")
    stream.write(_SIZES.pack(len(written), len(payload)) + written)
    stream.write(payload)
    stream.flush()


def receive(stream: IO[bytes]) -> tuple[dict[str, Any] | None, bytes]:
    """Return the next message and the bytes with it; None where the other end has gone, be it in mid-message."""
    try:
        sizes = stream.read(_SIZES.size)
        if len(sizes) < _SIZES.size:
            return None, b""
        length, size = _SIZES.unpack(sizes)
        written, payload = stream.read(length), stream.read(size)
    except (OSError, ValueError):  # closed, by the timer that killed the worker
        return None, b""
    return (json.loads(written), payload) if len(written) + len(payload) == length + size else (None, b"")


def send_found(stream: IO[bytes], found: Source | Part | ReportError) -> None:
    """Write what a reader has found."""
    if isinstance(found, Part):
        send(stream, {"kind": "part", "name": found.name, "given": [asdict(g) for g in found.given]}, found.payload)
    elif isinstance(found, Source):
        bare = replace(found, report=replace(found.report, payload=None))
        send(stream, {"kind": "source", **asdict(bare)}, found.report.payload or b"")
    else:
        said = [found.report, found.problem, found.remedy]
        send(stream, {"kind": "error", "class": type(found).__name__, "said": said})


def take_found(message: dict[str, Any], payload: bytes) -> Source | Part | ReportError:
    """Return what `send_found` wrote."""
    if message["kind"] == "part":
        return Part(message["name"], payload, take_given(message["given"]))
    if message["kind"] == "source":
        return _take_source(message, payload)
    cls = getattr(errors, message["class"], ReportMalformed)
    return cls(*message["said"])


def take_given(given: list[dict[str, str]]) -> tuple[Given, ...]:
    """Return what `asdict` made of Given."""
    return tuple(Given(**g) for g in given)


def _take_region(region: dict[str, Any]) -> Region:
    return Region(**{**region, "box": tuple(region["box"])})


def _take_source(message: dict[str, Any], payload: bytes) -> Source:
    acquisition = message["acquisition"]
    return Source(
        replace(Report(**message["report"]), payload=payload or None),
        Acquisition(**{**acquisition, "cites": tuple(acquisition["cites"])}),
        Text(**{**message["text"], "regions": tuple(_take_region(region) for region in message["text"]["regions"])}),
        take_given(message["given"]),
    )
