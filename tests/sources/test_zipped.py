"""ZIP and gzip: what is in them is read as if it stood alone; bombs and damage end in one clear line."""

import gzip
import hashlib
import io
import zipfile

import pytest

from gawah.errors import ReportEmpty, ReportError, ReportMalformed, ReportTooLarge
from gawah.model import Given, Source
from gawah.sources import Limits, read_file, read_source

WORDS = "FICTION\n\nGunmen shot dead two drivers on the road to Tarvel. Weiße Rosen, جسر, e\u0301 and 🌉.\n"


def pack(files, method=zipfile.ZIP_DEFLATED):
    """Return a zip archive of `files`, a name to bytes."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", method) as archive:
        for name, payload in files.items():
            archive.writestr(name, payload)
    return packed.getvalue()


def read(payload, limits=None, given=()):
    return list(read_source("box.zip", payload, limits, given))


def names(found):
    return [item.acquisition.path if isinstance(item, Source) else item.report for item in found]


def test_each_file_is_a_report_with_its_own_identity():
    found = read(pack({"b.txt": WORDS, "a/c.json": '{"text": "Two men were shot."}'}))
    assert names(found) == ["box.zip!a/c.json", "box.zip!b.txt"]
    assert found[1].report.id == "sha256:" + hashlib.sha256(WORDS.encode()).hexdigest()
    assert found[1].text.deriver == "plain@1"
    assert found[1].text.content.startswith("FICTION")


def test_files_with_several_reports_in_them():
    lines = '{"text": "Two men were shot."}\n{"text": "A bomb went off."}\n'
    assert names(read(pack({"a.jsonl": lines}))) == ["box.zip!a.jsonl:1", "box.zip!a.jsonl:2"]


def test_what_is_given_holds_for_each():
    given = (Given("published", "2031-05-04", "user"),)
    assert [s.text.published for s in read(pack({"a": "One.", "b": "Two."}), given=given)] == ["2031-05-04"] * 2


def test_archives_in_archives():
    found = read(pack({"in.zip": pack({"in.gz": gzip.compress(WORDS.encode())})}))
    assert names(found) == ["box.zip!in.zip!in.gz!in"]


def test_what_systems_leave_in_archives_is_no_report():
    litter = ["__MACOSX/._a.txt", ".DS_Store", "a/.hidden", "Thumbs.db", "folder/"]
    assert names(read(pack({"a.txt": "Words.", **dict.fromkeys(litter, b"\x00")}))) == ["box.zip!a.txt"]


def test_a_name_stays_one_line_and_means_no_place_on_the_disk():
    found = read(pack({"../../x\ny\x1b[1m.txt": "Words."}))
    assert names(found) == ["box.zip!../../x\\ny\\x1b[1m.txt"]


def test_one_bad_file_takes_no_other_with_it():
    good, error, last = read(pack({"a.txt": "Words.", "b.txt": b"\x00" * 50, "c.txt": "More words."}))
    assert isinstance(good, Source)
    assert error.report == "box.zip!b.txt"
    assert isinstance(last, Source)


@pytest.mark.parametrize("cut", [10, 60, 130])
def test_a_damaged_archive(cut):
    (error,) = read(pack({"a.txt": WORDS})[:cut])
    assert isinstance(error, ReportMalformed)
    assert "zip archive is damaged" in str(error)


def test_a_damaged_file_in_an_archive():
    payload = bytearray(pack({"a.txt": "Words of it.", "b.txt": "More."}, zipfile.ZIP_STORED))
    payload[payload.index(b"Words")] = 0
    error, source = read(bytes(payload))
    assert "cannot be unpacked (Bad CRC-32" in str(error)
    assert source.text.content == "More."


def test_an_empty_archive():
    (error,) = read(pack({}))
    assert isinstance(error, ReportEmpty)


def test_an_encrypted_file():
    payload = bytearray(pack({"a.txt": "Words."}))
    for mark in (b"PK\x03\x04", b"PK\x01\x02"):
        payload[payload.index(mark) + (6 if mark.endswith(b"\x04") else 8)] |= 1
    (error,) = read(bytes(payload))
    assert str(error) == "box.zip!a.txt: it is encrypted; unpack it with its password and read what is in it"


def test_a_file_packed_in_a_way_that_is_not_known():
    payload = bytearray(pack({"a.txt": "Words."}))
    for mark in (b"PK\x03\x04", b"PK\x01\x02"):
        payload[payload.index(mark) + (8 if mark.endswith(b"\x04") else 10)] = 98
    (error,) = read(bytes(payload))
    assert "cannot be unpacked" in str(error)


# --- bombs ------------------------------------------------------------------------------------------------------------

SMALL = Limits(bytes_per_container=5_000_000, parts=50)


def assert_one_line(found, kind=ReportTooLarge):
    (error,) = [item for item in found if isinstance(item, ReportError)]
    assert isinstance(error, kind)
    assert "\n" not in str(error)
    return str(error)


def test_a_file_that_unpacks_to_far_more():
    said = assert_one_line(read(pack({"a.txt": bytes(20_000_000)}), SMALL))
    assert said.startswith("box.zip!a.txt: unpacking it takes it over the limit")


def test_many_files_that_unpack_to_far_more_together():
    files = {f"{n:02}.txt": b"Words. " * 100_000 for n in range(20)}
    assert_one_line(read(pack(files), SMALL))


def test_archives_that_unpack_to_far_more_together():
    inner = pack({f"{n}.txt": b"Words. " * 100_000 for n in range(5)})
    found = read(pack({f"{n}.zip": inner for n in range(20)}), SMALL)
    assert assert_one_line(found).startswith("box.zip: what is in it is over the limit of 5,000,000 bytes")


def test_too_many_files():
    assert "over 50 files in it" in assert_one_line(read(pack({f"{n}.txt": b"Words." for n in range(60)}), SMALL))


def test_too_many_files_in_archives_together():
    inner = pack({f"{n}.txt": b"Words." for n in range(20)})
    found = read(pack({f"{n}.zip": inner for n in range(5)}), SMALL)
    assert "there are over 50 files in it" in assert_one_line(found)


def test_archives_in_archives_without_end():
    payload = pack({"a.txt": "Words."})
    for _ in range(10):
        payload = pack({"b.zip": payload, "a.txt": "Words."})
    *found, too_deep, deeper = read(payload)
    assert [isinstance(item, Source) for item in found] == [True] * 4
    assert "it lies in over 4 containers" in assert_one_line([too_deep])
    assert "it lies in over 4 containers" in assert_one_line([deeper])


def test_files_that_overlap():
    """As in a bomb whose every entry is one and the same stretch of bytes."""
    payload = pack({"a.txt": b"Words. " * 100})
    start = payload.index(b"PK\x01\x02")
    end = payload.index(b"PK\x05\x06")
    directory = payload[start:end]
    many = directory * 100
    tail = bytearray(payload[end:])
    tail[8:10] = tail[10:12] = (100).to_bytes(2, "little")
    tail[12:16] = len(many).to_bytes(4, "little")
    found = read(payload[:start] + many + bytes(tail), SMALL)
    assert any(isinstance(item, ReportError) for item in found)


def test_gzip_that_unpacks_to_far_more():
    (error,) = read_source("a.gz", gzip.compress(bytes(20_000_000)), SMALL)
    assert isinstance(error, ReportTooLarge)


@pytest.mark.parametrize("cut", [12, 40])
def test_damaged_gzip(cut):
    (error,) = read_source("a.gz", gzip.compress(WORDS.encode())[:cut])
    assert isinstance(error, ReportMalformed)


def test_gzip_in_several_members():
    packed = gzip.compress(b"One, ") + gzip.compress(b"two.")
    (source,) = read_source("notes/a.txt.gz", packed)
    assert source.text.content == "One, two."
    assert source.acquisition.path == "notes/a.txt.gz!a.txt"


# --- files made by other software -------------------------------------------------------------------------------------


def test_archives_of_other_packers(fixtures):
    wanted = (fixtures / "zip" / "wanted.txt").read_text(encoding="utf-8")
    archives = sorted((fixtures / "zip").glob("*.zip"))
    assert len(archives) >= 5
    for path in archives:
        found = list(read_file(path))
        assert [s.text.content for s in found if isinstance(s, Source)] == [wanted], path
