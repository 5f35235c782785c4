"""Single files packed with gzip: what is in them is read as if it had come alone."""

import zlib
from collections.abc import Iterator
from pathlib import PurePath

from gawah.errors import ReportMalformed, ReportTooLarge
from gawah.model import Given
from gawah.sources.limits import Limits
from gawah.sources.part import Part, name_part

DERIVER = "gzip@1"
MARK = b"\x1f\x8b"


def tells(payload: bytes, beginning: str) -> bool:
    """Whether this is packed with gzip."""
    return payload.startswith(MARK)


def read(name: str, payload: bytes, given: tuple[Given, ...], limits: Limits) -> Iterator[Part]:
    """Yield what is packed in it. Raises ReportError."""
    inner = PurePath(name.rpartition("!")[2]).stem
    yield Part(name_part(name, inner), unpack(name, payload, limits.bytes_per_container), given)


def unpack(name: str, payload: bytes, most: int) -> bytes:
    """Return what is packed in all members of `payload`. Raises ReportMalformed, and ReportTooLarge over `most`."""
    members = []
    while payload.startswith(MARK):
        member = zlib.decompressobj(wbits=31)
        try:
            members.append(member.decompress(payload, most + 1))
        except zlib.error as error:
            raise ReportMalformed(name, f"what is packed in it is damaged ({error})", "fetch it again") from None
        most -= len(members[-1])
        if most < 0:
            raise ReportTooLarge(name, "unpacking it takes it over the limit on what is in one file", "unpack it")
        if not member.eof:
            raise ReportMalformed(name, "what is packed in it breaks off", "fetch it again")
        payload = member.unused_data
    return b"".join(members)


def peek(payload: bytes, size: int) -> bytes:
    """Return the first bytes of what is packed in `payload`, at most `size`; none where it is damaged."""
    try:
        return zlib.decompressobj(wbits=31).decompress(payload[:4096], size)
    except zlib.error:
        return b""
