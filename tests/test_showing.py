"""What attachments show, as evidence: beside the words, found again where paths change, and inside unless released."""

import json
import struct
import zlib
from dataclasses import replace

import pytest

from gawah.account import tell_incident
from gawah.errors import ReviewError
from gawah.pipeline import add, open_store
from gawah.publish.dossier import FORMATS, compose
from gawah.record import dumps, incident_record_from_json, incident_to_json
from gawah.release import clear_incident
from gawah.review import (
    Reviewer,
    add_shown,
    attach,
    detach,
    judge_pair,
    list_attachments,
    mark_name,
    release_attachment,
    release_incident,
    show_value,
    split_incident,
)
from gawah.review.showing import find_path

REPORTS = {
    "a.txt": "FICTION\n\nA bomb killed 4 people at a market in Quetta on 3 May 2019.\n",
    "b.txt": "FICTION\n\nGunmen shot dead 2 policemen in Kabul on 9 June 2020.\n",
}
BOX = (0.1, 0.2, 0.3, 0.4)


def make_png():
    parts = [(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)), (b"IDAT", zlib.compress(b"\0\0")), (b"IEND", b"")]
    packed = (struct.pack(">I", len(d)) + n + d + struct.pack(">I", zlib.crc32(n + d)) for n, d in parts)
    return b"\x89PNG\r\n\x1a\n" + b"".join(packed)


def make_sound():
    return b"OggS" + bytes(60)


@pytest.fixture
def who():
    return Reviewer.now("Amina", "four coffins before the house of Mirel Anders")


@pytest.fixture
def store(tmp_path):
    for name, words in REPORTS.items():
        (tmp_path / name).write_text(words)
    with open_store(str(tmp_path / "gawah.db")) as opened:
        list(add(opened, tmp_path / "a.txt"))
        list(add(opened, tmp_path / "b.txt"))
        yield opened


@pytest.fixture
def bombed(store):
    return next(one.incident.id for one in store.find().incidents if one.incident.type == "bombing")


@pytest.fixture
def shown(store, bombed, who):
    kept = attach(store, bombed, "street.png", make_png(), who)
    return show_value(store, bombed, kept.id, "/killed", who, region=BOX)


def list_seen(store, id_):
    return [e for e in add_shown(store, store.find_incident(id_)).incident.evidence if e.kind == "attachment"]


def test_it_stands_behind_the_words_of_the_value(store, bombed, shown):
    record = store.find_incident(bombed)
    more = add_shown(store, record)
    assert more.incident.evidence[: len(record.incident.evidence)] == record.incident.evidence
    (entry,) = more.incident.evidence[len(record.incident.evidence) :]
    assert (entry.path, entry.kind, entry.media, entry.media_type) == (
        "/killed",
        "attachment",
        shown.media_id,
        "image/png",
    )
    assert (entry.box, entry.quote, entry.start, entry.text_sha256) == (BOX, None, None, None)
    account, notes = tell_incident(more)
    killed = next(fact for fact in account.facts if fact.path == "/killed")
    before, _ = tell_incident(record)
    assert killed.said.words == next(fact for fact in before.facts if fact.path == "/killed").said.words
    (note,) = (n for n in notes if n.entry.kind == "attachment")
    assert note.number in killed.said.notes
    assert note.words.startswith("picture: “four coffins")
    assert note.place == "30 × 40 % at 10, 20 %"


def test_the_record_keeps_its_shape(store, bombed, shown):
    more = add_shown(store, store.find_incident(bombed))
    assert incident_record_from_json(json.loads(dumps(more))) == more
    (entry,) = (e for e in incident_to_json(more.incident)["evidence"] if e.get("kind") == "attachment")
    assert "quote" not in entry
    assert entry["box"] == list(BOX)
    assert all("box" not in e for e in incident_to_json(store.find_incident(bombed).incident)["evidence"])


def test_a_part_of_a_value_keeps_the_words_of_the_whole(store, bombed, who):
    kept = attach(store, bombed, "street.png", make_png(), who)
    show_value(store, bombed, kept.id, "/place/name", who)
    record = add_shown(store, store.find_incident(bombed))
    account, notes = tell_incident(record)
    where = next(fact for fact in account.facts if fact.path == "/place")
    kinds = {note.entry.kind for note in notes if note.number in where.said.notes}
    assert kinds == {"quote", "attachment"}


def test_a_time_of_a_sound_is_told(store, bombed, who):
    kept = attach(store, bombed, "call.ogg", make_sound(), who)
    show_value(store, bombed, kept.id, "/type", who, moment=(62, 70.5))
    (entry,) = list_seen(store, bombed)
    assert (entry.seconds, entry.media_type) == ((62.0, 70.5), "audio/ogg")
    _, notes = tell_incident(add_shown(store, store.find_incident(bombed)))
    (note,) = (n for n in notes if n.entry.kind == "attachment")
    assert (note.words.partition(":")[0], note.place) == ("sound", "1:02 to 1:10.5")


def test_what_is_taken_back_shows_nothing(store, bombed, shown, who):
    detach(store, bombed, shown.id, who)
    assert list_seen(store, bombed) == []


@pytest.mark.parametrize("path", ["/evidence/0", "/workflow", "/nothing", "/killed/nothing"])
def test_only_values_are_shown(store, bombed, who, path):
    kept = attach(store, bombed, "street.png", make_png(), who)
    with pytest.raises(ReviewError, match="no such value"):
        show_value(store, bombed, kept.id, path, who)


def test_it_goes_with_its_value_where_incidents_are_merged_and_split(store, bombed, shown, who):
    other = next(one.incident.id for one in store.find().incidents if one.incident.id != bombed)
    judge_pair(store, bombed, other, "same", who)
    whole = store.resolve_id(bombed)
    seen = list_seen(store, whole)
    values = incident_to_json(store.find_incident(whole).incident)
    assert all(entry.path == find_path(values, shown) for entry in seen)  # nothing, where the sum is another number
    report = next(h.id for h in store.find_incident(whole).reports if "a.txt" in (h.path or ""))
    split_incident(store, whole, [report], who)
    ids = [one.incident.id for one in store.find().incidents]
    held = {id_: [e.path for e in list_seen(store, id_)] for id_ in ids}
    own = next(id_ for id_ in ids if store.find_incident(id_).incident.type == "bombing")
    assert held[own] == ["/killed"]
    assert [paths for id_, paths in held.items() if id_ != own] == [[]]


def test_a_value_is_found_where_it_stands_by_now(shown):
    knife, rifle = {"class": "melee", "type": "knife", "text": "x"}, {"class": "firearm", "type": "rifle", "text": "y"}
    one = replace(shown, path="/weapons/0", value=rifle)
    assert find_path({"weapons": [rifle, knife]}, one) == "/weapons/0"
    assert find_path({"weapons": [knife, {**rifle, "text": "other words"}]}, one) == "/weapons/1"
    assert find_path({"weapons": [knife]}, one) is None
    assert find_path({"weapons": []}, one) is None


def test_what_shows_four_shows_five_no_more(shown):
    four = {"low": 4, "best": 4, "high": 4, "said": "number"}
    one = replace(shown, value=four)
    assert find_path({"killed": four}, one) == "/killed"
    assert find_path({"killed": {**four, "best": 5, "high": 5}}, one) is None
    assert find_path({"killed": None}, one) is None


# --- what leaves ------------------------------------------------------------------------------------------------------


@pytest.fixture
def released(store, bombed, shown, who):
    release_incident(store, bombed, who)
    return bombed


def leave(store, id_):
    (one,) = clear_incident(store, id_)
    return one


def test_nothing_of_it_leaves_unless_released(store, released, shown):
    one = leave(store, released)
    assert not [e for e in one.incident.evidence if e.kind == "attachment"]
    assert shown.media_id not in str(one)
    assert "coffins" not in str(FORMATS["html"].write(compose(one)))


def test_what_is_released_leaves_without_names(store, released, shown, who):
    whole = list_attachments(store, released)[0]
    release_attachment(store, released, whole.id, "released", who)
    one = leave(store, released)
    (entry,) = (e for e in one.incident.evidence if e.kind == "attachment")
    assert (entry.media, entry.box, entry.coder) == (shown.media_id, BOX, "person")
    assert "coffins" in (entry.value or "")
    assert "Anders" not in str(one)
    assert "Amina" not in str(one)
    assert "street.png" not in str(one)
    dossier = FORMATS["html"].write(compose(one)).decode()
    assert "coffins" in dossier
    assert "Anders" not in dossier
    release_attachment(store, released, whole.id, "withheld", Reviewer.now("Amina", "his family asks for it"))
    assert not [e for e in leave(store, released).incident.evidence if e.kind == "attachment"]


def test_a_name_that_is_released_stands_in_it(store, released, who):
    mark_name(store, "Mirel Anders", "released", who)
    release_attachment(store, released, list_attachments(store, released)[0].id, "released", who)
    assert "Mirel Anders" in str(leave(store, released))


def test_the_projects_own_dossier_tells_of_it(store, bombed, shown):
    (one,) = clear_incident(store, bombed, "internal")
    assert "four coffins" in FORMATS["html"].write(compose(one)).decode()
