"""`gawah attach`, `gawah attachments`, `gawah detach`."""

import struct
import zlib

import pytest

from gawah.pipeline import add, open_store


def make_png(text=b""):
    parts = [(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)), (b"tEXt", b"Author\0" + text)]
    parts += [(b"IDAT", zlib.compress(b"\0\0")), (b"IEND", b"")]
    packed = (struct.pack(">I", len(d)) + n + d + struct.pack(">I", zlib.crc32(n + d)) for n, d in parts)
    return b"\x89PNG\r\n\x1a\n" + b"".join(packed)


@pytest.fixture
def told(tmp_path, monkeypatch):
    """The id of an incident in the folder's store."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.txt").write_text("FICTION\n\nA bomb killed 4 people at a market in Quetta on 3 May 2019.\n")
    (tmp_path / "street.png").write_bytes(make_png(b"a witness"))
    with open_store("gawah.db") as store:
        list(add(store, "a.txt"))
        return store.find().incidents[0].incident.id


def test_a_file_is_attached_listed_saved_and_taken_back(run, told, tmp_path):
    ran = run(
        "attach",
        told,
        "street.png",
        "--shows",
        "killed",
        "--region",
        "0.1,0.2,0.3,0.3",
        "--reason",
        "four",
        "--as",
        "Amina",
    )
    assert ran.status == 0
    assert "street.png attached to" in ran.out.decode()
    listed = run("attachments", told).out.decode()
    assert "shows /killed in the region 0.1,0.2,0.3,0.3" in listed
    assert "four, by Amina" in listed
    (tmp_path / "out").mkdir()
    assert run("attachments", told, "--save", "out").status == 0
    (saved,) = (tmp_path / "out").iterdir()
    assert b"a witness" not in saved.read_bytes()
    run("attachments", told, "--save", "out", "--original")
    assert b"a witness" in saved.read_bytes()
    for line in listed.splitlines():
        assert run("detach", told, line[:12], "--reason", "wrong", "--as", "Amina").status == 0
    assert "nothing is attached" in run("attachments", told).out.decode()


@pytest.mark.parametrize(
    ("words", "problem"),
    [
        (["nothing.png"], "no such file"),
        (["a.txt"], "neither picture, video nor sound"),
        (["street.png", "--region", "0,0,1,1"], "--shows"),
        (["street.png", "--shows", "/killed", "--region", "1,2"], "--region"),
        (["street.png", "--shows", "/killed", "--time", "soon"], "--time"),
        (["street.png", "--shows", "/nothing"], "no such value"),
    ],
)
def test_what_cannot_be_attached_is_told(run, told, words, problem):
    ran = run("attach", told, *words, "--reason", "x", "--as", "Amina")
    assert ran.status != 0
    assert problem in ran.err
