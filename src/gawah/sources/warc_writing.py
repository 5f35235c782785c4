"""What was fetched, as a WARC file (ISO 28500): each request and answer, with its time and headers."""

import gzip
import hashlib
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import IO

from gawah import __version__

_NO_MORE_TRUE = ("transfer-encoding", "content-length")
"""Headers about how a body was sent, which do not hold for the body as it is kept."""


@dataclass(frozen=True, slots=True)
class Exchange:
    """A request to a server and its answer."""

    url: str
    time: str
    """ISO 8601, UTC."""
    target: str
    """What was asked for: path and query."""
    request_headers: Mapping[str, str]
    status: int
    reason: str
    headers: tuple[tuple[str, str], ...]
    body: bytes

    def read_header(self, name: str) -> str:
        """Return a header of the answer; "" where there is none."""
        return next((value for key, value in self.headers if key.lower() == name.lower()), "")


def write_archive(stream: IO[bytes], exchanges: Iterable[Exchange]) -> None:
    """Write a WARC file of `exchanges` to `stream`, each record packed by itself."""
    about = f"software: gawah/{__version__}\r\nformat: WARC File Format 1.1\r\n".encode()
    for n, exchange in enumerate(exchanges):
        if n == 0:
            stream.write(_pack("warcinfo", exchange.time, "application/warc-fields", about))
        request = _write_http(f"GET {exchange.target} HTTP/1.1", list(exchange.request_headers.items()), b"")
        stream.write(_pack("request", exchange.time, "application/http; msgtype=request", request, exchange.url))
        answer = _write_http(f"HTTP/1.1 {exchange.status} {exchange.reason}", _list_headers(exchange), exchange.body)
        stream.write(_pack("response", exchange.time, "application/http; msgtype=response", answer, exchange.url))


def _list_headers(exchange: Exchange) -> list[tuple[str, str]]:
    kept = [(key, value) for key, value in exchange.headers if key.lower() not in _NO_MORE_TRUE]
    return [*kept, ("Content-Length", str(len(exchange.body)))]


def _write_http(first: str, headers: list[tuple[str, str]], body: bytes) -> bytes:
    lines = [first, *(f"{key}: {value}" for key, value in headers), "", ""]
    return "\r\n".join(lines).encode("latin-1", "replace") + body


def _pack(kind: str, time: str, content_type: str, block: bytes, url: str = "") -> bytes:
    """Return a record of this kind, packed."""
    fields = {
        "WARC-Type": kind,
        "WARC-Record-ID": f"<urn:uuid:{uuid.uuid4()}>",
        "WARC-Date": time,
        **({"WARC-Target-URI": url} if url else {}),
        "WARC-Block-Digest": f"sha256:{hashlib.sha256(block).hexdigest()}",
        "Content-Type": content_type,
        "Content-Length": str(len(block)),
    }
    head = "\r\n".join(["WARC/1.1", *(f"{key}: {value}" for key, value in fields.items()), "", ""])
    return gzip.compress(head.encode() + block + b"\r\n\r\n")
