"""Reports named by a URL: fetched, kept as a WARC file, and read.

Only what a user names is fetched. An address that is not public (this machine, the local network) is refused: each name
is looked up once, all that it leads to is checked, and the connection goes to an address that was checked, so that no
second look-up can lead elsewhere; so with every redirect. No proxy is used, cookies are neither sent nor kept.
"""

import http.client
import ipaddress
import os
import re
import socket
import ssl
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import SplitResult, quote, urljoin, urlsplit, urlunsplit
from urllib.request import getproxies, proxy_bypass

from gawah import __version__
from gawah.errors import ReportNotFetched
from gawah.model import Given
from gawah.sources import gzipped
from gawah.sources.about import give
from gawah.sources.finding import Fetching
from gawah.sources.limits import Limits
from gawah.sources.part import Part
from gawah.sources.warc_writing import Exchange, write_archive

_MOST_REDIRECTS = 5
_REDIRECTS = (301, 302, 303, 307, 308)
_PATIENCE = 20.0
"""Seconds that a server may say nothing."""
_STEP = 65_536
_AGENT = f"gawah/{__version__}"
_NO_DOCUMENTS = ("image/", "audio/", "video/", "font/", "text/css", "text/javascript", "application/javascript")
_SAVE = "save it with another program and read the file"
_TRANSLATORS = (ipaddress.ip_network("64:ff9b::/96"), ipaddress.ip_network("64:ff9b:1::/48"))
"""Networks of IPv6 in whose last bits an address of IPv4 stands."""


def fetch(url: str, fetching: Fetching, limits: Limits) -> Part:
    """Return what is at `url`, kept as a WARC file first. Raises ReportNotFetched."""
    if fetching.offline:
        raise ReportNotFetched(url, "nothing is fetched with --offline", "leave that out, or save it and read the file")
    exchanges = list(_follow(url, limits))
    kept = _keep(url, exchanges, fetching.folder or find_cache())
    if fetching.on_kept:
        fetching.on_kept(url, kept)
    return _take_document(url, exchanges[-1], limits)


def find_cache() -> Path:
    """Return the folder in which fetched reports are kept unless the user names another."""
    if sys.platform == "darwin":
        caches = Path.home() / "Library" / "Caches"
    elif sys.platform == "win32":
        caches = Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    else:
        caches = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return caches / "gawah" / "fetched"


# --- over the network -------------------------------------------------------------------------------------------------


def _follow(url: str, limits: Limits) -> Iterator[Exchange]:
    """Yield each exchange with a server, from `url` over its redirects to a document. Raises ReportNotFetched."""
    at = url
    for _ in range(_MOST_REDIRECTS + 1):
        exchange = _ask(url, _check_url(url, at), limits)
        yield exchange
        if exchange.status not in _REDIRECTS:
            _check_answer(url, exchange)
            return
        at = _lead_on(url, exchange)
    raise ReportNotFetched(url, f"it leads on more than {_MOST_REDIRECTS} times", "name the address where it ends")


def _lead_on(named: str, exchange: Exchange) -> str:
    """Return the address that an answer leads on to. Raises ReportNotFetched where that is less safe, or none."""
    location = exchange.read_header("Location")
    try:
        onward = urljoin(exchange.url, location)
    except ValueError:
        raise ReportNotFetched(named, f"it leads to {location[:200]}, which is no address", "name another") from None
    if exchange.url.startswith("https:") and not onward.lower().startswith("https:"):
        raise ReportNotFetched(named, f"it leads from https to {onward[:200]}", "name that address, if you trust it")
    return onward


def _check_url(named: str, url: str) -> SplitResult:
    """Return the parts of an address, its letters beyond ASCII encoded. Raises ReportNotFetched."""
    try:
        parts = urlsplit(url)
        host, port = (parts.hostname or "").encode("idna").decode("ascii"), parts.port
    except (ValueError, UnicodeError):
        raise ReportNotFetched(named, f"{url[:200]} is no address on the web", "look at its spelling") from None
    if parts.scheme.lower() not in ("http", "https") or not host:
        raise ReportNotFetched(named, f"{url[:200]} is no address on the web", "name one with http:// or https://")
    if parts.username is not None or parts.password is not None:
        raise ReportNotFetched(named, "there is a user name or password in it", _SAVE)
    if {parts.scheme.lower(), "all"} & set(getproxies()) and not proxy_bypass(host):
        raise ReportNotFetched(named, "this system asks for a proxy, which Gawah does not use", _SAVE)
    path, query = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._"), quote(parts.query, safe="/%:@!$&'()*+,;=~-._?")
    netloc = f"[{host}]" if ":" in host else host
    return SplitResult(parts.scheme.lower(), f"{netloc}:{port}" if port else netloc, path, query, "")


def _ask(named: str, url: SplitResult, limits: Limits) -> Exchange:
    """Return what the server answers. Raises ReportNotFetched."""
    connection = _Connection(url, _find_address(named, url))
    target = urlunsplit(("", "", url.path, url.query, ""))
    headers = {"Host": url.netloc, "User-Agent": _AGENT, "Accept": "*/*", "Accept-Encoding": "gzip, identity"}
    try:
        with _deadline(connection, limits.reading_seconds) as late:
            connection.request("GET", target, headers={**headers, "Connection": "close"})
            answer = connection.getresponse()
            body = _read_body(named, answer, limits)
            if late.is_set():  # what is cut looks like its end where the server tells no length
                raise OSError("it broke off")
    except (OSError, http.client.HTTPException, ValueError) as error:
        if late.is_set():
            problem = f"fetching it took over the limit of {limits.reading_seconds:g} seconds"
            raise ReportNotFetched(named, problem, "try again, or raise the limit") from None
        reason = " ".join(str(error).split())[:150] or type(error).__name__
        raise ReportNotFetched(named, f"{url.hostname} could not be read from ({reason})", "try again later") from None
    finally:
        connection.close()
    now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return Exchange(
        urlunsplit(url), now, target, headers, answer.status, answer.reason, tuple(answer.getheaders()), body
    )


def _read_body(named: str, answer: http.client.HTTPResponse, limits: Limits) -> bytes:
    body = bytearray()
    while step := answer.read(_STEP):
        body += step
        if len(body) > limits.bytes_per_report:
            problem = f"it is over the limit of {limits.bytes_per_report:,} bytes"
            raise ReportNotFetched(named, problem, "raise the limit, or save what you need of it")
    if answer.length:
        raise OSError("it broke off")
    return bytes(body)


class _Connection(http.client.HTTPConnection):
    """A connection to an address that was checked, whatever its name may lead to by now."""

    def __init__(self, url: SplitResult, address: str) -> None:
        super().__init__(url.hostname or "", url.port or (443 if url.scheme == "https" else 80), timeout=_PATIENCE)
        self._address, self._is_secure = address, url.scheme == "https"
        self.opened: socket.socket | None = None
        """What it goes over, also once an answer has taken that over."""

    def connect(self) -> None:
        """Connect to the address, and see that the server is the one that was named."""
        self.sock = self.opened = socket.create_connection((self._address, self.port), _PATIENCE)
        if self._is_secure:
            self.sock = self.opened = ssl.create_default_context().wrap_socket(self.sock, server_hostname=self.host)


@contextmanager
def _deadline(connection: _Connection, seconds: float) -> Iterator[threading.Event]:
    """Cut the connection where what runs inside takes too long, and set the event that says so."""
    late = threading.Event()

    def end() -> None:
        late.set()
        with suppress(OSError):
            if connection.opened is not None:
                connection.opened.shutdown(socket.SHUT_RDWR)

    timer = threading.Timer(seconds, end)
    timer.daemon = True
    if seconds > 0:
        timer.start()
    try:
        yield late
    finally:
        timer.cancel()


# --- addresses --------------------------------------------------------------------------------------------------------


def _find_address(named: str, url: SplitResult) -> str:
    """Return an address of the server. Raises ReportNotFetched where it has none, or one that is not public."""
    host = url.hostname or ""
    try:
        found = socket.getaddrinfo(host, url.port or url.scheme, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise ReportNotFetched(named, f"{host} cannot be found ({reason})", "look at the spelling") from None
    addresses = [str(entry[4][0]) for entry in found]
    for address in addresses:
        if not is_public(address):
            problem = f"{host} is at {address}, which is no public address"
            raise ReportNotFetched(named, problem, _SAVE)
    return addresses[0]


def is_public(address: str) -> bool:
    """Whether an IP address is one of the public internet, also where it stands for another one."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        if inner is None and any(ip in network for network in _TRANSLATORS):
            inner = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(str(inner))
    return ip.is_global and not (ip.is_multicast or ip.is_reserved or ip.is_unspecified)


# --- what was answered ------------------------------------------------------------------------------------------------


def _check_answer(url: str, exchange: Exchange) -> None:
    """Raise ReportNotFetched for an answer that is no document."""
    if exchange.status != 200:
        said = f"{exchange.status} {exchange.reason}".strip()[:60]
        raise ReportNotFetched(url, f"the server answers {said}", "see in a browser what is there")
    kind = exchange.read_header("Content-Type").lower().strip()
    if kind.startswith(_NO_DOCUMENTS):
        raise ReportNotFetched(url, f"what is there is {kind.partition(';')[0]}, no document", "name a page")


def _take_document(url: str, exchange: Exchange, limits: Limits) -> Part:
    """Return the document that a server sent, out of its packing, and what is known about it."""
    body = exchange.body
    packing = exchange.read_header("Content-Encoding").lower().strip()
    if packing in ("gzip", "x-gzip"):
        body = gzipped.unpack(url, body, limits.bytes_per_report)
    elif packing not in ("", "identity"):
        raise ReportNotFetched(url, f"it was sent packed with {packing[:20]}, which is not read", _SAVE)
    charset = re.search(r"charset\s*=\s*[\"']?([\w:.-]{2,40})", exchange.read_header("Content-Type"), re.IGNORECASE)
    known = {"url": exchange.url, "retrieved": exchange.time, "charset": charset[1] if charset else ""}
    given: list[Given | None] = [give(key, value, "warc") for key, value in known.items() if value]
    return Part(url, body, tuple(one for one in given if one))


def _keep(url: str, exchanges: list[Exchange], folder: Path) -> Path:
    """Write `exchanges` into a new WARC file in `folder`, which nobody else may read, and return its path."""
    stem = re.sub(r"[^0-9]", "", exchanges[0].time) + "-" + re.sub(r"[^\w.-]", "_", urlsplit(exchanges[0].url).netloc)
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        for number in range(1000):
            path = folder / f"{stem[:100]}-{number:03}.warc.gz"
            if not path.exists():
                break
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            write_archive(file, exchanges)
    except OSError as error:
        reason = error.strerror or str(error)
        raise ReportNotFetched(url, f"it cannot be kept in {folder} ({reason})", "name another folder") from None
    return path
