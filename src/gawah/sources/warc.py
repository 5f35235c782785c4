"""Web archives: WARC files (ISO 28500), packed or not. Each document in one is read as if it had come alone.

Its payload is what the server sent, out of the encoding in which it was sent; its address and the time at which it was
fetched are given with it. Answers that are no documents (errors, redirects, images, styles, scripts) are left out.
"""

from collections.abc import Collection, Iterator
from io import BytesIO
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from gawah.errors import ReportEmpty, ReportError, ReportMalformed, ReportTooLarge
from gawah.model import Given
from gawah.sources import gzipped
from gawah.sources.about import give
from gawah.sources.limits import Limits
from gawah.sources.part import Part, name_part

if TYPE_CHECKING:
    from warcio.recordloader import ArcWarcRecord

DERIVER = "warc@1"

_MARK = b"WARC/"
_NO_DOCUMENTS = ("image/", "audio/", "video/", "font/", "text/css", "text/javascript", "application/dns")
_NO_DOCUMENTS_EITHER = ("javascript", "font", "ocsp", "x-shockwave", "octet-stream+", "manifest+json")
_ENCODINGS = ("", "identity", "gzip", "x-gzip", "deflate")
_LONGEST_URL = 2000


def tells(payload: bytes, beginning: str) -> bool:
    """Whether this is a WARC file, perhaps packed with gzip."""
    return payload.startswith(_MARK) or (
        payload.startswith(gzipped.MARK) and gzipped.peek(payload, len(_MARK)) == _MARK
    )


def read(name: str, payload: bytes, given: tuple[Given, ...], limits: Limits) -> Iterator[Part | ReportError]:
    """Yield each document in the archive, or what keeps it from being read. Raises ReportError."""
    found = False
    for part in read_pages(name, payload, given, limits):
        found = True
        yield part
    if not found:
        raise ReportEmpty(name, "there are no documents in this web archive", "give one that holds pages")


def read_pages(
    name: str, payload: bytes, given: tuple[Given, ...], limits: Limits, wanted: Collection[str] | None = None
) -> Iterator[Part | ReportError]:
    """Yield each document in the archive, or only those fetched from the `wanted` addresses. Raises ReportMalformed."""
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed

    try:
        for record in ArchiveIterator(BytesIO(payload)):
            url = _find_url(record)
            if url and _is_document(record) and (wanted is None or url in wanted):
                yield _take_page(name_part(name, url), url, record, given, limits)
    except (ArchiveLoadFailed, EOFError) as error:
        problem = f"this web archive is damaged ({' '.join(str(error).split())[:100]})"
        raise ReportMalformed(name, problem, "fetch it again") from None


def _find_url(record: "ArcWarcRecord") -> str:
    """Return the address of what a record holds, which wget writes in angle brackets; none where it is not the web."""
    url = (record.rec_headers.get_header("WARC-Target-URI") or "").strip("<> ")[:_LONGEST_URL]
    return url if url.lower().startswith(("http://", "https://")) else ""


def _is_document(record: "ArcWarcRecord") -> bool:
    """Whether a record holds a document: the server's good answer with words in it, or such a file itself."""
    if record.rec_type == "response" and record.http_headers is not None:
        kind = record.http_headers.get_header("Content-Type") or ""
        is_answer = record.http_headers.get_statuscode() == "200"
    else:
        kind = record.rec_headers.get_header("Content-Type") or ""
        is_answer = record.rec_type in ("resource", "conversion")
    kind = kind.lower().strip()
    return (
        is_answer
        and not kind.startswith(_NO_DOCUMENTS)
        and not any(word in kind for word in _NO_DOCUMENTS_EITHER)
        and urlsplit(_find_url(record)).path != "/robots.txt"
    )


def _take_page(
    name: str, url: str, record: "ArcWarcRecord", given: tuple[Given, ...], limits: Limits
) -> Part | ReportError:
    encoding = record.http_headers.get_header("Content-Encoding") or "" if record.http_headers is not None else ""
    if encoding.lower().strip() not in _ENCODINGS:
        return ReportMalformed(
            name, f"it was sent packed with {encoding[:20]}, which is not read", "fetch it with wget"
        )
    payload = record.content_stream().read(limits.bytes_per_report + 1)
    if len(payload) > limits.bytes_per_report:
        problem = f"it is over the limit of {limits.bytes_per_report:,} bytes"
        return ReportTooLarge(name, problem, "raise the limit, or save what you need of it")
    return Part(name, payload, (*given, *_give(url, record)))


def _give(url: str, record: "ArcWarcRecord") -> Iterator[Given]:
    """Yield what the archive tells of a page: its address, when it was fetched, in which encoding it was said to be."""
    known = {"url": url, "retrieved": record.rec_headers.get_header("WARC-Date")}
    if record.http_headers is not None:
        known["charset"] = _find_charset(record.http_headers.get_header("Content-Type") or "")
    yield from (found for key, value in known.items() if value and (found := give(key, value, "warc")))


def _find_charset(content_type: str) -> str | None:
    from email.message import Message

    message = Message()
    message["Content-Type"] = content_type
    return message.get_content_charset()
