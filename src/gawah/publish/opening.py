"""Opens what was exported down to its text: archives in archives, office files, PDF, Parquet, packed streams.

It is made for looking for leaks, so it reads all of a file: names of members, metadata, comments, and text in every
encoding in which a name can stand (escapes of JSON, HTML and URLs, base64, UTF-16).
"""

import base64
import binascii
import bz2
import gzip
import io
import lzma
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from urllib.parse import unquote

_MOST = 512 * 1024 * 1024
"""Bytes of one unpacked stream that are looked at."""
_DEEPEST = 6
"""Archives in one another."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of text that stands in an exported file."""

    where: str
    """The file, and within it the member, the page or the stream."""
    text: str


def open_folder(folder: Path) -> Iterator[Piece]:
    """Yield every text in the files below `folder`, or in the one file that it is, and the names of the files."""
    files = [folder] if folder.is_file() else sorted(path for path in folder.rglob("*") if path.is_file())
    for path in files:
        name = path.name if folder.is_file() else str(path.relative_to(folder))
        yield Piece(f"{name} (its name)", name)
        yield from open_bytes(name, path.read_bytes())


def open_bytes(where: str, data: bytes, depth: int = 0) -> Iterator[Piece]:
    """Yield every text in the content of a file. What cannot be opened is read as it stands."""
    if depth > _DEEPEST:
        yield Piece(where, f"(archives in one another, deeper than {_DEEPEST}: not looked into)")
        return
    inner = _unpack(where, data)
    if inner is not None:
        for name, content in inner:
            yield from open_bytes(name, content, depth + 1)
        return
    if data[:5] == b"%PDF-":
        yield from _open_pdf(where, data, depth)
    elif data[:4] == b"PAR1":
        yield from _open_parquet(where, data)
    yield from _read_text(where, data)


def _unpack(where: str, data: bytes) -> list[tuple[str, bytes]] | None:
    """Return the members of an archive, or the content of a packed stream; None where it is neither."""
    try:
        if data[:4] in (b"PK\x03\x04", b"PK\x05\x06"):
            return _open_zip(where, data)
        if data[:2] == b"\x1f\x8b":
            return [(f"{where} (unpacked)", gzip.open(io.BytesIO(data)).read(_MOST))]
        if data[:3] == b"BZh":
            return [(f"{where} (unpacked)", bz2.open(io.BytesIO(data)).read(_MOST))]
        if data[:6] == b"\xfd7zXZ\x00":
            return [(f"{where} (unpacked)", lzma.open(io.BytesIO(data)).read(_MOST))]
    except (OSError, EOFError, zipfile.BadZipFile, lzma.LZMAError, zlib.error, NotImplementedError, RuntimeError):
        return None
    return None


def _open_zip(where: str, data: bytes) -> list[tuple[str, bytes]]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = [(f"{where}: its members", "\n".join(info.filename for info in archive.infolist()).encode())]
        members.append((f"{where}: its comments", archive.comment + b"\n".join(i.comment for i in archive.infolist())))
        for info in archive.infolist():
            if not info.is_dir():
                with archive.open(info) as member:
                    members.append((f"{where}/{info.filename}", member.read(_MOST)))
        return members


def _open_pdf(where: str, data: bytes, depth: int) -> Iterator[Piece]:
    """Yield the text of a PDF's pages, its metadata and outline, what is attached, and its streams unpacked."""
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    try:
        reader = PdfReader(io.BytesIO(data))
        for number, page in enumerate(reader.pages, 1):
            yield Piece(f"{where} (page {number})", page.extract_text())
        yield Piece(f"{where} (its metadata)", "\n".join(map(str, (reader.metadata or {}).values())))
        for name, contents in reader.attachments.items():
            for content in contents:
                yield from open_bytes(f"{where}: {name}", content, depth + 1)
    except (PyPdfError, ValueError, KeyError, TypeError, RecursionError) as error:
        yield Piece(where, f"(a PDF that cannot be read to its end: {type(error).__name__})")
    for n, stream in enumerate(re.finditer(rb"stream\r?\n", data)):
        packed = zlib.decompressobj()
        try:
            yield from _read_text(f"{where} (stream {n})", packed.decompress(data[stream.end() :], _MOST))
        except zlib.error:
            continue


def _open_parquet(where: str, data: bytes) -> Iterator[Piece]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        table = pq.read_table(io.BytesIO(data))
    except (pa.ArrowException, OSError):
        return
    for name in table.column_names:
        said = (str(value) for value in table.column(name).to_pylist() if value is not None)
        yield Piece(f"{where} (column {name})", "\n".join(said))
    held = table.schema.metadata or {}
    yield Piece(f"{where} (its metadata)", b"\n".join([*held.keys(), *held.values()]).decode("utf-8", "replace"))


# --- text in every form -----------------------------------------------------------------------------------------------

_ESCAPED = re.compile(r"\\u([0-9a-fA-F]{4})")
_BASE64 = re.compile(r"[A-Za-z0-9+/_-]{24,}={0,2}")


def _read_text(where: str, data: bytes) -> Iterator[Piece]:
    text = _decode(data)
    yield Piece(where, text)
    for form, decoded in (("escapes", _unescape(text)), ("URL escapes", unquote(text)), ("entities", unescape(text))):
        if decoded != text:
            yield Piece(f"{where} ({form} read)", decoded)
    for number, found in enumerate(_BASE64.finditer(text)):
        if inner := _read_base64(found[0]):
            yield Piece(f"{where} (base64, stretch {number})", inner)


def _decode(data: bytes) -> str:
    if data[:2] in (b"\xff\xfe", b"\xfe\xff") or (data[1:40:2].count(0) > len(data[1:40:2]) * 0.7 and len(data) > 8):
        return data.decode("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-16-le", "replace")
    text = data.decode("utf-8", "replace")
    return text if _is_text(text) else "\n\n".join(_STRETCH.findall(text))


_NO_TEXT = r"\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\ufffd"
_STRETCH = re.compile(f"[^{_NO_TEXT}]{{6,}}")
"""What a program's or a font's bytes hold of text: short stretches of letters come about by chance."""
_BINARY = 0.02
"""The share of characters that no text has from which on bytes are no text as a whole."""


def _is_text(text: str) -> bool:
    return len(re.findall(f"[{_NO_TEXT}]", text)) <= len(text) * _BINARY


def _unescape(text: str) -> str:
    if "\\u" not in text:
        return text
    whole = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
    return whole.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _read_base64(packed: str) -> str:
    """Return what a stretch of base64 says, "" where it is no text."""
    try:
        data = base64.b64decode(packed.translate(str.maketrans("-_", "+/")) + "=" * (-len(packed) % 4))
    except (binascii.Error, ValueError):
        return ""
    text = data.decode("utf-8", "ignore")
    shown = sum(c.isprintable() or c.isspace() for c in text)
    whole = len(text.encode("utf-8")) >= len(data) * 0.9
    return text if len(text) >= 6 and whole and shown >= len(text) * 0.95 else ""
