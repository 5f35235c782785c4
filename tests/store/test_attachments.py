"""Attachments: kept under their hash in the vault, tied to incidents and reports, taken back, erased."""

import struct
import zlib

import pytest

from gawah.errors import ReviewError
from gawah.media import Attachment, Media
from gawah.pipeline import add
from gawah.review import (
    Reviewer,
    attach,
    detach,
    find_attachment,
    list_attachments,
    list_shown,
    read_media,
    show_value,
)

BOMB = "FICTION\n\nA bomb killed 4 people at a market in Quetta on 3 May 2019, the police said.\n"


def make_png(shade=0):
    parts = [
        (b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)),
        (b"IDAT", zlib.compress(bytes([0, shade]))),
        (b"IEND", b""),
    ]
    packed = (struct.pack(">I", len(d)) + n + d + struct.pack(">I", zlib.crc32(n + d)) for n, d in parts)
    return b"\x89PNG\r\n\x1a\n" + b"".join(packed)


PNG = make_png()
SOUND = b"OggS" + bytes(40)
WHO = Reviewer.now("Amina", "the market, seen from the north")


@pytest.fixture
def told(store, tmp_path):
    """A store with one incident, and the incident's id."""
    path = tmp_path / "a.txt"
    path.write_text(BOMB)
    list(add(store, path))
    return store, store.find().incidents[0].incident.id


def test_a_file_is_kept_as_it_is(told):
    store, id_ = told
    kept = attach(store, id_, "folder/market.png", PNG, WHO)
    (listed,) = list_attachments(store, id_)
    assert (listed, listed.name, listed.by, listed.caption) == (kept, "market.png", "Amina", WHO.reason)
    media = read_media(store, kept)
    assert (media.payload, media.type, media.size) == (PNG, "image/png", len(PNG))
    assert store.read(Media) == [Media(media.id, media.type, media.size, None)]
    assert not store.verify().problems


def test_bytes_are_kept_once(told):
    store, id_ = told
    attach(store, id_, "a.png", PNG, WHO)
    attach(store, id_, "b.png", PNG, Reviewer.now("Bilal", "the same"))
    assert len(store.read(Media)) == 1
    assert [one.name for one in list_attachments(store, id_)] == ["a.png", "b.png"]


def test_a_file_belongs_to_a_report(told):
    store, id_ = told
    (header,) = store.find_incident(id_).reports
    kept = attach(store, id_, "a.png", PNG, WHO, header.id.removeprefix("sha256:"))
    assert kept.subject == header.id
    assert list_attachments(store, id_) == [kept]
    with pytest.raises(ReviewError):
        attach(store, id_, "a.png", PNG, WHO, "sha256:unknown")


@pytest.mark.parametrize("payload", [b"<svg onload='alert(1)'/>", b"<html>", b"", b"MZ"])
def test_what_is_no_medium_is_refused(told, payload):
    store, id_ = told
    with pytest.raises(ReviewError, match="neither picture, video nor sound"):
        attach(store, id_, "a.png", payload, WHO)


def test_a_region_or_a_time_shows_a_value(told):
    store, id_ = told
    picture, sound = attach(store, id_, "a.png", PNG, WHO), attach(store, id_, "a.ogg", SOUND, WHO)
    seen = show_value(store, id_, picture.id[:8], "killed", WHO, region=(0.1, 0.2, 0.3, 0.4))
    heard = show_value(store, id_, sound.id, "/place", WHO, moment=(12, 20.5))
    assert store.read(Attachment)[-2:] == [seen, heard]
    assert list_shown(list_attachments(store, id_)) == {picture.media_id: [seen], sound.media_id: [heard]}
    assert (seen.path, seen.region, heard.moment) == ("/killed", (0.1, 0.2, 0.3, 0.4), (12.0, 20.5))


@pytest.mark.parametrize(
    ("name", "path", "region", "moment"),
    [
        ("a.png", "/injured", None, None),
        ("a.png", "/victims/7", None, None),
        ("a.png", "/killed", (0.5, 0.5, 0.6, 0.1), None),
        ("a.png", "/killed", (0.5, 0.5, 0.0, 0.1), None),
        ("a.png", "/killed", (float("nan"), 0.5, 0.1, 0.1), None),
        ("a.png", "/killed", None, (1, 2)),
        ("a.ogg", "/killed", (0.1, 0.1, 0.1, 0.1), None),
        ("a.ogg", "/killed", None, (3, 2)),
    ],
)
def test_what_cannot_be_shown_is_refused(told, name, path, region, moment):
    store, id_ = told
    kept = attach(store, id_, name, PNG if name == "a.png" else SOUND, WHO)
    with pytest.raises(ReviewError):
        show_value(store, id_, kept.id, path, WHO, region, moment)


def test_what_was_attached_is_taken_back(told):
    store, id_ = told
    kept = attach(store, id_, "a.png", PNG, WHO)
    detach(store, id_, kept.id, Reviewer.now("Bilal", "another market"))
    assert list_attachments(store, id_) == []
    with pytest.raises(ReviewError):
        find_attachment(store, id_, kept.id)
    assert store.read_media(kept.media_id).payload == PNG


def test_an_attachment_is_erased_for_good(told):
    store, id_ = told
    kept, other = attach(store, id_, "a.png", PNG, WHO), attach(store, id_, "b.png", make_png(9), WHO)
    detach(store, id_, kept.id, Reviewer.now("Amina", "his mother asks for it"), erase=True)
    assert store.read_media(kept.media_id).payload is None
    assert list_attachments(store, id_) == [other]
    assert not store.verify().problems
    attach(store, id_, "again.png", PNG, WHO)
    assert store.read_media(kept.media_id).payload is None


def test_what_is_attached_to_a_report_goes_with_it(told):
    store, id_ = told
    (header,) = store.find_incident(id_).reports
    own = attach(store, id_, "own.png", PNG, WHO, header.id)
    shared = attach(store, id_, "shared.png", make_png(7), WHO, header.id)
    attach(store, id_, "shared.png", make_png(7), WHO)
    store.erase_report(header.id, "Amina", WHO.time, "a witness asks for it")
    assert store.read_media(own.media_id).payload is None
    assert store.read_media(shared.media_id).payload == make_png(7)
    assert not store.verify().problems


def test_attachments_stay_with_their_incident_through_a_rebuild(told):
    store, id_ = told
    kept = attach(store, id_, "a.png", PNG, WHO)
    store.rebuild()
    assert list_attachments(store, id_) == [kept]


def test_nothing_of_it_leaves(told, tmp_path):
    from gawah.publish.exports import Order, write_exports
    from gawah.release import clear_incidents
    from gawah.review import release_incident

    store, id_ = told
    kept = attach(store, id_, "secretname.png", PNG, Reviewer.now("Amina", "secretcaption"))
    show_value(store, id_, kept.id, "/killed", Reviewer.now("Amina", "secretcaption"))
    release_incident(store, id_, WHO)
    write_exports(clear_incidents(store, "public"), [Order("jsonl", tmp_path / "out.jsonl")])
    written = (tmp_path / "out.jsonl").read_text()
    assert "killed" in written
    assert "secret" not in written
    assert kept.media_id.removeprefix("sha256:") not in written
