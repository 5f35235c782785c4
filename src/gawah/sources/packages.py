"""What a zip file is: an office document, a web archive, or just files. Told by the names in its directory.

Nothing is unpacked for that, so that it is done before a worker is asked.
"""

import struct
from functools import lru_cache
from io import BytesIO

from gawah.errors import ReportMalformed, ReportTooLarge
from gawah.sources.limits import Limits

ZIP = b"PK\x03\x04"
EMPTY_ZIP = b"PK\x05\x06"

_END = b"PK\x05\x06"
_END_SIZE, _LONGEST_COMMENT = 22, 65_535
_LOCATOR = struct.Struct("<4sIQI")
"""Of ZIP64: where its own end record stands."""
_ENTRY = b"PK\x01\x02"
_ENTRY_SIZE = 46
_LARGEST_DIRECTORY = 16_000_000


def list_names(payload: bytes) -> tuple[str, ...]:
    """Return the names in the directory of a zip file, as far as they can be read; none where it is no zip file."""
    if not payload.startswith(ZIP):
        return ()
    return _read_names(_cut_directory(payload))


def is_plain_zip(payload: bytes) -> bool:
    """Whether this is a zip file, and no office document or other format that is a zip file by construction."""
    if payload.startswith(EMPTY_ZIP):
        return True
    return payload.startswith(ZIP) and not {"[Content_Types].xml", "mimetype"} & set(list_names(payload))


def _cut_directory(payload: bytes) -> bytes:
    """Return the central directory, which lies right before the end record (and that of ZIP64)."""
    end = payload.rfind(_END, max(0, len(payload) - _END_SIZE - _LONGEST_COMMENT))
    if end < 0 or end + _END_SIZE > len(payload):
        return b""
    size, start = struct.unpack_from("<II", payload, end + 12)
    if 0xFFFFFFFF in (size, start):
        size, end = _find_large_directory(payload, end)
    return payload[max(0, end - min(size, _LARGEST_DIRECTORY)) : end]


def _find_large_directory(payload: bytes, end: int) -> tuple[int, int]:
    """Return the size of the directory of a ZIP64 file and where it ends; 0 and 0 where the file is damaged."""
    at = end - _LOCATOR.size
    if at < 0 or payload[at : at + 4] != b"PK\x06\x07":
        return 0, 0
    record = _LOCATOR.unpack_from(payload, at)[2]
    if payload[record : record + 4] != b"PK\x06\x06" or record + 56 > len(payload):
        return 0, 0
    return struct.unpack_from("<Q", payload, record + 40)[0], record


@lru_cache(maxsize=4)  # every reader of such a format asks
def _read_names(directory: bytes) -> tuple[str, ...]:
    names, at = [], 0
    while directory[at : at + 4] == _ENTRY and at + _ENTRY_SIZE <= len(directory):
        name, extra, comment = struct.unpack_from("<HHH", directory, at + 28)
        names.append(directory[at + _ENTRY_SIZE : at + _ENTRY_SIZE + name].decode("utf-8", "replace"))
        at += _ENTRY_SIZE + name + extra + comment
    return tuple(names)


def refuse_large(name: str, payload: bytes, limits: Limits) -> None:
    """Raise ReportTooLarge for a package that unpacks to more than it may, and ReportMalformed for a damaged one.

    `zipfile` never unpacks more of a file than the directory says that it has, so that its word is enough.
    """
    from zipfile import BadZipFile, ZipFile  # here, since most reports come in none

    try:
        with ZipFile(BytesIO(payload)) as package:
            size = sum(entry.file_size for entry in package.infolist())
    except (BadZipFile, ValueError, OSError, NotImplementedError) as error:
        problem = f"this document is damaged ({' '.join(str(error).split())[:100]})"
        raise ReportMalformed(name, problem, "save it again") from None
    if size > limits.bytes_per_container:
        problem = f"it unpacks to {size:,} bytes, over the limit of {limits.bytes_per_container:,}"
        raise ReportTooLarge(name, problem, "save it as plain text and read that")
