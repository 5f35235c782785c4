"""URLs: fetched from a server of this test's own, kept as WARC; what may not be fetched is refused."""

import gzip
import http.server
import os
import socket
import stat
import threading
import time

import pytest

from gawah.errors import ReportError, ReportMalformed, ReportNotFetched
from gawah.model import Source
from gawah.sources import Fetching, Limits, Url, fetching, find_reports, read_file, read_found

WORDS = "FICTION\n\nTwo ferrymen were shot dead at the Sorrel crossing, said Ilsa Ørdal. جسر, e\u0301 🌉.\n"
PLAIN = {"Content-Type": "text/plain; charset=utf-8"}


class Handler(http.server.BaseHTTPRequestHandler):
    """Answers with what the test has put at each path: a status, headers and a body."""

    protocol_version = "HTTP/1.1"

    def do_GET(self):
        self.server.asked.append((self.path, dict(self.headers)))
        status, headers, body = self.server.pages.get(self.path, (404, PLAIN, b"Gone."))
        self.send_response(status)
        for key, value in headers.items():
            self.send_header(key, value)
        if callable(body):
            self.end_headers()
            body(self)
            return
        if "Content-Length" not in headers:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *about):
        pass


class Server(http.server.ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def handle_error(self, request, client_address):
        pass  # that a client goes is part of the tests


@pytest.fixture
def server():
    with Server(("127.0.0.1", 0), Handler) as server:
        server.pages, server.asked = {}, []
        threading.Thread(target=server.serve_forever, daemon=True).start()
        server.url = f"http://127.0.0.1:{server.server_port}"
        yield server
        server.shutdown()


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch):
    for name in ("http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


@pytest.fixture
def here(monkeypatch):
    """Let this machine pass for a public address, as a server of a test must."""
    monkeypatch.setattr(fetching, "is_public", lambda address: True)


@pytest.fixture
def read(tmp_path):
    def read(url, limits=None, **options):
        return list(read_found(Url(url), limits, (), Fetching(folder=tmp_path / "kept", **options)))

    return read


def only(found, kind=ReportNotFetched):
    (error,) = found
    assert isinstance(error, kind), error
    assert "\n" not in str(error)
    return str(error)


def test_a_page_is_read_and_kept(server, here, read, tmp_path):
    server.pages["/ferry?x=1"] = (200, PLAIN, WORDS.encode())
    heard = []
    url = f"{server.url}/ferry?x=1"
    (source,) = read(url, on_kept=lambda *told: heard.append(told))
    assert source.text.content == WORDS.replace("e\u0301", "é")
    assert source.acquisition.path == source.acquisition.url == url
    assert source.acquisition.retrieved.endswith("Z")
    ((told, kept),) = heard
    assert told == url
    assert kept.parent == tmp_path / "kept"
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    (again,) = read_file(kept)
    assert again.text == source.text
    assert again.report == source.report
    assert again.given == source.given
    assert again.acquisition.retrieved == source.acquisition.retrieved
    _, headers = server.asked[0]
    assert headers["User-Agent"].startswith("gawah/")
    assert "Cookie" not in headers
    assert "Referer" not in headers


def test_fetched_twice_it_is_kept_twice(server, here, read, tmp_path):
    server.pages["/"] = (200, PLAIN, WORDS.encode())
    read(server.url)
    read(server.url)
    assert len(list((tmp_path / "kept").iterdir())) == 2


def test_redirects_are_followed_and_kept(server, here, read, tmp_path):
    server.pages["/a"] = (302, {"Location": "/b"}, b"")
    server.pages["/b"] = (301, {"Location": f"{server.url}/c"}, b"")
    server.pages["/c"] = (200, PLAIN, WORDS.encode())
    (source,) = read(f"{server.url}/a")
    assert source.acquisition.path == f"{server.url}/a"
    assert source.acquisition.url == f"{server.url}/c"
    (kept,) = (tmp_path / "kept").iterdir()
    assert gzip.decompress(kept.read_bytes()).count(b"WARC-Type: response") == 3
    (again,) = read_file(kept)
    assert again.report == source.report


def test_redirects_without_end(server, here, read):
    server.pages["/a"] = (302, {"Location": "/a"}, b"")
    assert "leads on more than 5 times" in only(read(f"{server.url}/a"))


@pytest.mark.parametrize("to", ["file:///etc/passwd", "ftp://courier.example/x", "gopher://x/", "//", "http://[bad"])
def test_redirects_to_what_is_not_the_web(server, here, read, to):
    server.pages["/a"] = (302, {"Location": to}, b"")
    only(read(f"{server.url}/a"))


def test_a_packed_page(server, here, read):
    server.pages["/"] = (200, {**PLAIN, "Content-Encoding": "gzip"}, gzip.compress(WORDS.encode()))
    (source,) = read(server.url)
    assert source.report.size == len(WORDS.encode())


def test_a_page_in_another_encoding(server, here, read):
    server.pages["/"] = (200, {"Content-Type": "text/plain; charset=windows-1251"}, "Два убиты.".encode("cp1251"))
    (source,) = read(server.url)
    assert source.text.content == "Два убиты."


def test_letters_beyond_ascii_in_an_address(server, here, read):
    server.pages["/%D8%AC%D8%B3%D8%B1?q=%C3%A9"] = (200, PLAIN, WORDS.encode())
    assert isinstance(read(f"{server.url}/جسر?q=é#part")[0], Source)


# --- what is refused --------------------------------------------------------------------------------------------------

PRIVATE = [
    *("127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1"),
    *("255.255.255.255", "198.18.0.1", "192.0.2.1", "240.0.0.1", "::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1"),
    *("ff02::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "2002:7f00:1::", "64:ff9b::7f00:1", "64:ff9b::a00:1"),
    *("2001:db8::1",),
]


@pytest.mark.parametrize("address", PRIVATE)
def test_private_addresses(address):
    assert not fetching.is_public(address)


@pytest.mark.parametrize(
    "address", ["93.184.216.34", "1.1.1.1", "2606:2800:220:1:248:1893:25c8:1946", "64:ff9b::101:101"]
)
def test_public_addresses(address):
    assert fetching.is_public(address)


HOSTS = ("127.0.0.1", "localhost", "[::1]", "0", "2130706433", "0x7f000001", "127.1", "[::ffff:127.0.0.1]")


@pytest.mark.parametrize("host", HOSTS)
def test_this_machine_is_refused_however_it_is_written(server, read, host):
    server.pages["/"] = (200, PLAIN, WORDS.encode())
    only(read(f"http://{host}:{server.server_port}/"))
    assert server.asked == []


def resolve_to(monkeypatch, *addresses):
    def resolve(host, port, **options):
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in addresses]

    monkeypatch.setattr(socket, "getaddrinfo", resolve)


def test_a_name_that_leads_to_a_private_address(server, read, monkeypatch):
    resolve_to(monkeypatch, "10.0.0.1")
    said = only(read("http://intranet.courier.example/"))
    assert "intranet.courier.example is at 10.0.0.1, which is no public address" in said


def test_a_name_one_of_whose_addresses_is_private(read, monkeypatch):
    resolve_to(monkeypatch, "93.184.216.34", "127.0.0.1")
    only(read("http://courier.example/"))


def test_a_redirect_to_a_private_address(server, read, monkeypatch):
    monkeypatch.setattr(fetching, "is_public", lambda address: address == "127.0.0.1")
    server.pages["/"] = (302, {"Location": "http://169.254.169.254/latest/meta-data/"}, b"")
    assert "is at 169.254.169.254" in only(read(server.url))


def test_the_connection_goes_to_the_address_that_was_checked(server, read, monkeypatch):
    """A name may lead elsewhere when it is looked up again: it is not."""
    looked = []
    create = socket.create_connection

    def resolve(host, port, **options):
        looked.append(host)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("93.184.216.34", port))]

    def connect(address, *options):
        assert address == ("93.184.216.34", 80)
        monkeypatch.undo()
        return create(("127.0.0.1", server.server_port), *options)

    server.pages["/"] = (200, PLAIN, WORDS.encode())
    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    monkeypatch.setattr(socket, "create_connection", connect)
    (source,) = read("http://courier.example/")
    assert isinstance(source, Source)
    assert looked == ["courier.example"]
    assert server.asked[0][1]["Host"] == "courier.example"


@pytest.mark.parametrize(
    "url", ["http://", "https://:80/", "http://a:b@courier.example/", "http://x:99999/", "http://\u2024\u2024/"]
)
def test_what_is_no_address(read, url):
    only(read(url))


def test_a_name_that_is_not_there(read, monkeypatch):
    def resolve(host, port, **options):
        raise socket.gaierror(-2, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    assert "courier.example cannot be found (Name or service not known)" in only(read("http://courier.example/"))


def test_offline_nothing_is_fetched(server, here, read):
    said = only(read(f"{server.url}/a", offline=True))
    assert said.startswith(f"{server.url}/a: nothing is fetched with --offline")
    assert server.asked == []


def test_where_a_proxy_is_asked_for_nothing_is_fetched_past_it(server, here, read, monkeypatch):
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9/")
    assert "asks for a proxy" in only(read(server.url))
    assert server.asked == []


@pytest.mark.parametrize("kind", ["image/png", "video/mp4", "text/css", "Application/JavaScript; charset=utf-8"])
def test_what_is_no_document(server, here, read, kind):
    server.pages["/"] = (200, {"Content-Type": kind}, b"x")
    assert "no document" in only(read(server.url))


def test_an_answer_that_is_an_error(server, here, read):
    assert "the server answers 404 Not Found" in only(read(f"{server.url}/none"))


def test_a_page_that_is_too_large(server, here, read, tmp_path):
    server.pages["/"] = (200, PLAIN, b"Words. " * 100_000)
    assert "over the limit of 10,000 bytes" in only(read(server.url, Limits(bytes_per_report=10_000)))
    assert not (tmp_path / "kept").exists()


def test_a_page_without_end(server, here, read):
    def flow(handler):
        while True:
            handler.wfile.write(b"Words. " * 1000)

    server.pages["/"] = (200, PLAIN, flow)
    only(read(server.url, Limits(bytes_per_report=100_000)))


def test_a_page_that_unpacks_to_far_more(server, here, read):
    server.pages["/"] = (200, {**PLAIN, "Content-Encoding": "gzip"}, gzip.compress(bytes(20_000_000)))
    only(read(server.url), ReportError)


def test_a_server_that_dawdles(server, here, read):
    def drip(handler):
        for _ in range(200):
            handler.wfile.write(b"x")
            handler.wfile.flush()
            time.sleep(0.05)

    server.pages["/"] = (200, PLAIN, drip)
    began = time.monotonic()
    assert "over the limit of 1 seconds" in only(read(server.url, Limits(reading_seconds=1)))
    assert time.monotonic() - began < 6


def test_a_server_that_breaks_off(server, here, read):
    server.pages["/"] = (200, {**PLAIN, "Content-Length": "1000"}, b"Words.")

    def cut(handler):
        handler.wfile.write(b"Words.")
        handler.close_connection = True

    server.pages["/"] = (200, {**PLAIN, "Content-Length": "1000"}, cut)
    assert "could not be read from" in only(read(server.url))


def test_a_server_that_is_none(here, read):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    assert "could not be read from" in only(read(f"http://127.0.0.1:{port}/"))


def test_a_folder_that_cannot_be_written(server, here, tmp_path):
    server.pages["/"] = (200, PLAIN, WORDS.encode())
    (tmp_path / "file").write_bytes(b"")
    found = list(read_found(Url(server.url), None, (), Fetching(folder=tmp_path / "file" / "kept")))
    assert "cannot be kept in" in only(found)


def test_a_page_that_cannot_be_read_is_kept_all_the_same(server, here, read, tmp_path):
    server.pages["/"] = (200, {"Content-Type": "application/zip"}, b"PK\x03\x04 damaged")
    only(read(server.url), ReportMalformed)
    assert len(list((tmp_path / "kept").iterdir())) == 1


def test_addresses_are_told_from_paths():
    assert list(find_reports(["https://courier.example/a", "HTTP://courier.example"])) == [
        "https://courier.example/a",
        "HTTP://courier.example",
    ]
    assert all(isinstance(found, Url) for found in find_reports(["https://courier.example/a"]))


def test_the_folder_is_one_that_the_system_has_for_caches(monkeypatch, tmp_path):
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setenv("XDG_CACHE_HOME", os.fspath(tmp_path))
    assert fetching.find_cache() == tmp_path / "gawah" / "fetched"
