"""ZIP archives: each file in them is read as if it stood alone, archives in archives too.

Nothing is unpacked onto the disk, so that no name in an archive ("../../x") means a place there.
"""

import stat
import zlib
from collections.abc import Iterator
from io import BytesIO
from lzma import LZMAError
from zipfile import BadZipFile, ZipFile, ZipInfo

from gawah.errors import ReportEmpty, ReportError, ReportMalformed, ReportTooLarge
from gawah.model import Given
from gawah.sources.limits import Limits
from gawah.sources.packages import is_plain_zip
from gawah.sources.part import Part, is_litter, name_part

DERIVER = "zip@1"

_UNPACK = "unpack it with another program and read what is in it"
_STEP = 1_000_000
"""Bytes unpacked at a time."""
_FAULTS = (BadZipFile, EOFError, ValueError, NotImplementedError, zlib.error, LZMAError, OSError)
"""What `zipfile` raises for files that are damaged or packed in a way that it does not know."""


def tells(payload: bytes, beginning: str) -> bool:
    """Whether this is a zip file, and no office document."""
    return is_plain_zip(payload)


def read(name: str, payload: bytes, given: tuple[Given, ...], limits: Limits) -> Iterator[Part | ReportError]:
    """Yield each file in the archive, in the order of their names, or what keeps it from being taken out."""
    entries = list_entries(name, payload, limits)
    with ZipFile(BytesIO(payload)) as archive:
        left = limits.bytes_per_container
        for entry in entries:
            inner = name_part(name, entry.filename)
            try:
                unpacked = unpack_entry(inner, archive, entry, left)
            except ReportTooLarge:
                raise
            except ReportError as error:
                yield error
            else:
                left -= len(unpacked)
                yield Part(inner, unpacked, given)


def list_entries(name: str, payload: bytes, limits: Limits) -> list[ZipInfo]:
    """Return the files in the archive. Raises ReportMalformed, ReportEmpty, ReportTooLarge."""
    try:
        with ZipFile(BytesIO(payload)) as archive:
            entries = [entry for entry in archive.infolist() if _is_file(entry)]
    except _FAULTS as error:
        raise ReportMalformed(name, f"this zip archive is damaged ({_say(error)})", "fetch or pack it again") from None
    if not entries:
        raise ReportEmpty(name, "there are no files in this zip archive", "give one that holds reports")
    if len(entries) > limits.parts:
        raise ReportTooLarge(name, f"there are over {limits.parts:,} files in it", "unpack it and read what you need")
    return sorted(entries, key=lambda entry: entry.filename)


def _is_file(entry: ZipInfo) -> bool:
    """Whether an entry is a file with words in it: no folder, no link, none of what systems leave in archives."""
    return not (entry.is_dir() or stat.S_ISLNK(entry.external_attr >> 16) or is_litter(entry.filename))


def unpack_entry(inner: str, archive: ZipFile, entry: ZipInfo, most: int) -> bytes:
    """Return the bytes of an entry, whatever size the archive says that it has. Raises ReportError."""
    if entry.flag_bits & 1:
        raise ReportMalformed(inner, "it is encrypted", "unpack it with its password and read what is in it")
    taken = BytesIO()
    try:
        with archive.open(entry) as packed:
            while step := packed.read(_STEP):
                if taken.tell() + len(step) > most:
                    raise ReportTooLarge(inner, "unpacking it takes it over the limit on what is in one file", _UNPACK)
                taken.write(step)
    except _FAULTS as error:
        raise ReportMalformed(inner, f"it cannot be unpacked ({_say(error)})", _UNPACK) from None
    return taken.getvalue()


def _say(error: Exception) -> str:
    return " ".join(str(error).split())[:100] or type(error).__name__
