"""Attachments: pictures, video and sound that people add to what is documented, as they are, and never run.

What a file is, is told by its first bytes and never by its name. What is none of the kinds below is refused: no SVG and
no HTML, which may hold scripts.
"""

import hashlib
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from gawah.model import Json, hash_id

Region = tuple[float, float, float, float]
"""Left, top, width and height of a part of a picture, as shares of its width and height, from 0 to 1."""
Moment = tuple[float, float]
"""From and to, in seconds from the beginning."""


@dataclass(frozen=True, slots=True)
class Media:
    """A picture, video or sound: its bytes, kept under their hash."""

    id: str
    """"sha256:" and the SHA-256 of its bytes in hex."""
    type: str
    """Of the media types in `KINDS`."""
    size: int
    payload: bytes | None = field(default=None, repr=False)

    @classmethod
    def of(cls, payload: bytes) -> "Media | None":
        """Return bytes as what they are; None where they are neither picture, video nor sound."""
        type_ = sniff(payload)
        if type_ is None:
            return None
        return cls("sha256:" + hashlib.sha256(payload).hexdigest(), type_, len(payload), payload)


@dataclass(frozen=True, slots=True)
class Attachment:
    """That a file belongs to an incident or a report; with `path`, that something to be seen in it shows a value."""

    id: str
    media_id: str
    subject: str
    """The id of an event of the incident, or that of the report."""
    name: str
    """Of the file, as whoever added it called it."""
    by: str
    time: str
    """ISO 8601, in UTC."""
    caption: str = ""
    path: str = ""
    """JSON Pointer to the value of the incident that it shows."""
    region: Region | None = None
    moment: Moment | None = None
    undoes: str | None = None
    """The id of an attachment that this takes back."""
    value: Json = None
    """What stood at `path` when it was said; the value is known by it where paths are others by now."""

    @classmethod
    def of(
        cls,
        media_id: str,
        subject: str,
        name: str,
        by: str,
        time: str,
        *,
        caption: str = "",
        path: str = "",
        region: Region | None = None,
        moment: Moment | None = None,
        undoes: str | None = None,
        value: Json = None,
    ) -> "Attachment":
        """Return an attachment with the id that its content has."""
        content = {"media": media_id, "subject": subject, "name": name, "by": by, "time": time, "caption": caption}
        shown = {"path": path, "region": list(region or ()), "moment": list(moment or ()), "undoes": undoes}
        shown |= {} if value is None else {"value": value}
        id_ = hash_id("attachment", 1, {**content, **shown})
        return cls(id_, media_id, subject, name, by, time, caption, path, region, moment, undoes, value)


# --- what a file is ---------------------------------------------------------------------------------------------------

KINDS = {
    "image/jpeg": "jpg",
    "image/png": "png",
    "image/gif": "gif",
    "image/webp": "webp",
    "image/avif": "avif",
    "image/heic": "heic",
    "image/tiff": "tif",
    "video/mp4": "mp4",
    "video/quicktime": "mov",
    "video/webm": "webm",
    "video/x-matroska": "mkv",
    "video/x-msvideo": "avi",
    "audio/mpeg": "mp3",
    "audio/mp4": "m4a",
    "audio/ogg": "ogg",
    "audio/wav": "wav",
    "audio/flac": "flac",
}
"""Media types that are taken, each with the ending of a file's name."""

_BEGINNINGS = (
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"II*\0", "image/tiff"),
    (b"MM\0*", "image/tiff"),
    (b"OggS", "audio/ogg"),
    (b"fLaC", "audio/flac"),
    (b"ID3", "audio/mpeg"),
)
_RIFF = {b"WEBP": "image/webp", b"WAVE": "audio/wav", b"AVI ": "video/x-msvideo"}
_BRANDS = {
    **dict.fromkeys((b"avif", b"avis"), "image/avif"),
    **dict.fromkeys((b"heic", b"heix", b"mif1", b"msf1", b"heim", b"heis"), "image/heic"),
    **dict.fromkeys((b"M4A ", b"M4B "), "audio/mp4"),
    b"qt  ": "video/quicktime",
}
_VIDEO_BRANDS = (
    b"isom",
    b"iso2",
    b"iso4",
    b"iso5",
    b"iso6",
    b"mp41",
    b"mp42",
    b"avc1",
    b"dash",
    b"M4V ",
    b"3gp4",
    b"3gp5",
)


def sniff(payload: bytes) -> str | None:
    """Return the media type of which bytes are, None where it is none of `KINDS`."""
    for beginning, type_ in _BEGINNINGS:
        if payload.startswith(beginning):
            return type_
    if payload.startswith(b"RIFF"):
        return _RIFF.get(payload[8:12])
    if payload[4:8] == b"ftyp":
        brand = payload[8:12]
        return _BRANDS.get(brand) or ("video/mp4" if brand in _VIDEO_BRANDS else None)
    if payload.startswith(b"\x1a\x45\xdf\xa3"):
        return "video/webm" if b"webm" in payload[:64] else "video/x-matroska" if b"matroska" in payload[:64] else None
    is_mp3 = (
        len(payload) > 2
        and payload[0] == 0xFF
        and payload[1] & 0xE6 in (0xE2, 0xE4, 0xE6)
        and payload[2] & 0xF0 != 0xF0
    )
    return "audio/mpeg" if is_mp3 else None


# --- without what it tells of its maker -------------------------------------------------------------------------------


def clean(media: Media) -> bytes | None:
    """Return a picture without what its file tells beside it: where and when it was taken, with which camera, by whom.

    None for what cannot be cleaned: it must not leave the project as it is.
    """
    if media.payload is None:
        return None
    cleaner = {"image/jpeg": _clean_jpeg, "image/png": _clean_png, "image/webp": _clean_webp}.get(media.type)
    try:
        return cleaner(media.payload) if cleaner else None
    except (ValueError, struct.error, IndexError):  # damaged: what it holds cannot be told
        return None


def _clean_jpeg(payload: bytes) -> bytes:
    """Return a JPEG without comments, segments of applications but those for colours, and what is behind its end."""
    kept, at = [payload[:2]], 2
    while True:
        if payload[at] != 0xFF:
            raise ValueError("no segment begins here")
        marker = payload[at + 1]
        if marker == 0xFF:  # a byte that fills
            at += 1
            continue
        if marker == 0xD9:
            return b"".join((*kept, b"\xff\xd9"))
        (size,) = struct.unpack(">H", payload[at + 2 : at + 4])
        end = at + 2 + size
        if marker == 0xDA:
            end = _find_marker(payload, end)
        segment = payload[at:end]
        if not _tells_more(marker, segment):
            kept.append(segment)
        at = end


def _find_marker(payload: bytes, at: int) -> int:
    """Return where the next segment begins behind the data of a scan."""
    while True:
        at = payload.index(b"\xff", at)
        if payload[at + 1] != 0 and not 0xD0 <= payload[at + 1] <= 0xD7:
            return at
        at += 2


def _tells_more(marker: int, segment: bytes) -> bool:
    if marker == 0xFE:
        return True
    about_colour = marker == 0xEE or (marker == 0xE2 and segment[4:15] == b"ICC_PROFILE") or marker == 0xE0
    return 0xE0 <= marker <= 0xEF and not (about_colour and (marker != 0xE0 or segment[4:8] == b"JFIF"))


_PNG_PARTS = (
    b"IHDR",
    b"PLTE",
    b"IDAT",
    b"IEND",
    b"tRNS",
    b"gAMA",
    b"cHRM",
    b"sRGB",
    b"sBIT",
    b"bKGD",
    b"iCCP",
    b"pHYs",
)
_ANIMATION = (b"acTL", b"fcTL", b"fdAT")


def _clean_png(payload: bytes) -> bytes:
    kept, at = [payload[:8]], 8
    while True:
        size, name = struct.unpack(">I4s", payload[at : at + 8])
        part = payload[at : at + 12 + size]
        if len(part) < 12 + size:
            raise ValueError("it is cut off")
        if name in (*_PNG_PARTS, *_ANIMATION):
            kept.append(part)
        if name == b"IEND":
            return b"".join(kept)
        at += 12 + size


def _clean_webp(payload: bytes) -> bytes:
    parts = [(name, part) for name, part in _split_riff(payload) if name not in (b"EXIF", b"XMP ")]
    body = b"".join(_unflag(part) if name == b"VP8X" else part for name, part in parts)
    return b"RIFF" + struct.pack("<I", 4 + len(body)) + b"WEBP" + body


def _split_riff(payload: bytes) -> Iterator[tuple[bytes, bytes]]:
    at, end = 12, min(len(payload), 8 + struct.unpack("<I", payload[4:8])[0])
    while at + 8 <= end:
        name, size = struct.unpack("<4sI", payload[at : at + 8])
        whole = 8 + size + size % 2
        if at + 8 + size > end:
            raise ValueError("it is cut off")
        yield name, payload[at : at + whole]
        at += whole


def _unflag(part: bytes) -> bytes:
    """Return the head of a WebP that says that there is neither EXIF nor XMP."""
    return part[:8] + bytes([part[8] & ~0x0C]) + part[9:]
