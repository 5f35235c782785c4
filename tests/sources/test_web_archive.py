"""WARC and WACZ: the documents in them, with their addresses and the times at which they were fetched."""

import gzip
import hashlib

import pytest

from gawah.errors import ReportEmpty, ReportError, ReportMalformed, ReportTooLarge
from gawah.model import Source
from gawah.sources import Limits, read_file, read_source

FERRY = "http://courier.example/ferry.txt"


@pytest.fixture
def archives(fixtures):
    return fixtures / "web_archive"


@pytest.fixture
def wanted(fixtures):
    return (fixtures / "zip" / "wanted.txt").read_text(encoding="utf-8")


def write_archive(*pages):
    """Return a WARC file of answers: address, status, headers, body."""
    records = []
    for url, status, headers, body in pages:
        lines = [f"HTTP/1.1 {status}", *(f"{key}: {value}" for key, value in headers), "", ""]
        block = "\r\n".join(lines).encode() + body
        about = {"WARC-Type": "response", "WARC-Target-URI": url, "WARC-Date": DAY, "Content-Length": len(block)}
        about["Content-Type"] = "application/http; msgtype=response"
        head = "\r\n".join(["WARC/1.1", *(f"{key}: {value}" for key, value in about.items()), "", ""])
        records.append(gzip.compress(head.encode() + block + b"\r\n\r\n"))
    return b"".join(records)


DAY = "2031-05-04T10:00:00Z"
PLAIN = [("Content-Type", "text/plain; charset=utf-8")]


def read(payload, limits=None):
    return list(read_source("web.warc", payload, limits))


@pytest.mark.parametrize(
    ("name", "url"),
    [
        ("wget_one.warc.gz", FERRY),
        ("wget_plain.warc", "http://courier.example/chunked.txt"),
        ("wget_moved.warc.gz", FERRY),
        ("wget_packed.warc.gz", "http://courier.example/packed.txt"),
        ("wget_revisit.warc.gz", "http://courier.example/copy.txt"),
    ],
)
def test_what_wget_has_kept(archives, wanted, name, url):
    (source,) = read_file(archives / name)
    assert source.text.content == wanted
    assert source.report.id == "sha256:" + hashlib.sha256(wanted.encode()).hexdigest()
    assert source.acquisition.path == f"{archives / name}!{url}"
    assert source.acquisition.url == url
    assert source.acquisition.retrieved.startswith("2026-11-27T")
    assert {(g.key, g.given_by) for g in source.given} >= {("url", "warc")}


def test_the_encoding_that_the_server_told_is_believed(archives):
    (source,) = read_file(archives / "wget_cyrillic.warc.gz")
    assert "Два паромщика убиты" in source.text.content
    assert source.given[0].key == "url"


def test_a_site_gives_its_documents_and_nothing_else(archives, wanted):
    found = list(read_file(archives / "wget_site.warc.gz"))
    names = [item.acquisition.path if isinstance(item, Source) else item.report for item in found]
    assert [name.rpartition("/")[2] for name in names] == ["ferry.html", "ferry.txt"]
    assert found[1].text.content == wanted


def test_wacz_gives_the_pages_that_its_index_lists(archives, wanted):
    (source,) = read_file(archives / "listed.wacz")
    assert source.text.content == wanted
    assert source.acquisition.path == f"{archives / 'listed.wacz'}!archive/wget_site.warc.gz!{FERRY}"


def test_wacz_without_pages_in_its_index_gives_all_documents(archives, wanted):
    (source,) = read_file(archives / "unlisted.wacz")
    assert source.text.content == wanted


def test_answers_that_are_no_documents_are_left_out():
    pages = [
        ("https://a.example/gone", "404 Not Found", PLAIN, b"Gone."),
        ("https://a.example/moved", "302 Found", PLAIN, b"Moved."),
        ("https://a.example/s.css", "200 OK", [("Content-Type", "text/css")], b"p {}"),
        ("https://a.example/s.js", "200 OK", [("Content-Type", "application/javascript")], b"x()"),
        ("https://a.example/i", "200 OK", [("Content-Type", "IMAGE/png")], b"\x89PNG"),
        ("https://a.example/robots.txt", "200 OK", PLAIN, b"User-agent: *"),
        ("urn:text:x", "200 OK", PLAIN, b"Words."),
    ]
    (error,) = read(write_archive(*pages))
    assert isinstance(error, ReportEmpty)
    (source,) = read(write_archive(*pages, ("https://a.example/1", "200 OK", PLAIN, b"Two were shot.")))
    assert source.text.content == "Two were shot."
    assert source.acquisition.retrieved == DAY


def test_a_page_that_is_too_large_takes_no_other_with_it():
    pages = [(f"https://a.example/{n}", "200 OK", PLAIN, b"Words. " * size) for n, size in enumerate([1, 1000, 1])]
    one, error, other = read(write_archive(*pages), Limits(bytes_per_report=500))
    assert isinstance(error, ReportTooLarge)
    assert error.report == "web.warc!https://a.example/1"
    assert isinstance(one, Source)
    assert isinstance(other, Source)


def test_a_packed_page_that_unpacks_to_far_more():
    headers = [*PLAIN, ("Content-Encoding", "gzip")]
    page = ("https://a.example/", "200 OK", headers, gzip.compress(bytes(50_000_000)))
    (error,) = read(write_archive(page), Limits(bytes_per_report=1_000_000))
    assert isinstance(error, ReportTooLarge)


def test_a_page_packed_in_a_way_that_is_not_read():
    headers = [*PLAIN, ("Content-Encoding", "br")]
    (error,) = read(write_archive(("https://a.example/", "200 OK", headers, b"\x0b\x02")))
    assert "sent packed with br" in str(error)


@pytest.mark.parametrize(
    "payload",
    [
        b"WARC/1.0\r\n",
        b"WARC/1.1\r\nWARC-Type: response\r\nContent-Length: many\r\n\r\nHTTP/1.1 200 OK\r\n\r\n",
        b"WARC/9.9\r\n\r\n\r\n\r\n",
        gzip.compress(b"WARC/1.0\r\nWARC-Type: response\r\n")[:-9],
    ],
)
def test_a_damaged_archive_ends_in_one_line(payload):
    (error,) = read(payload)
    assert isinstance(error, ReportError)
    assert "\n" not in str(error)


def test_an_archive_that_breaks_off_gives_what_came_before():
    pages = [(f"https://a.example/{n}", "200 OK", PLAIN, b"Two were shot.") for n in range(3)]
    payload = write_archive(*pages)
    found = read(payload[: len(payload) - 40])
    assert isinstance(found[0], Source)
    assert all(isinstance(item, Source | ReportMalformed | ReportEmpty) for item in found)
