"""Attachments in the browser: added, shown cleaned, pointed at; to nobody who sees no names; never run."""

import io
import re
from dataclasses import replace

import pytest
from fastapi import Request

from gawah.people.seen import see
from gawah.review import add_shown, list_attachments, list_released
from gawah.web import Site
from gawah.web.visitor import get_visitor

Image = pytest.importorskip("PIL.Image", reason="Pillow makes the pictures")
SECRET = "Canon of the witness"


def make_picture():
    image, held, exif = Image.new("RGB", (120, 80), (200, 30, 40)), io.BytesIO(), Image.Exif()
    exif[0x010F] = SECRET
    image.save(held, "JPEG", exif=exif)
    return held.getvalue()


@pytest.fixture
def attached(client, store, merged):
    """The address of a picture of an incident."""
    page = f"/incidents/{merged}/attachments"
    sent = client.submit(page, {"reason": "the road"}, files=[("file", ("road.jpg", make_picture()))])
    assert (sent.status_code, sent.headers["location"]) == (303, page)
    return f"{page}/{list_attachments(store, merged)[0].id[:16]}"


def test_a_picture_is_shown_without_what_its_file_tells(client, attached):
    page = client.get(attached.rpartition("/")[0])
    assert f'src="{attached}/file"' in page.text
    assert "road.jpg" in page.text
    sent = client.get(f"{attached}/file")
    assert sent.headers["content-type"] == "image/jpeg"
    assert SECRET.encode() not in sent.content
    assert Image.open(io.BytesIO(sent.content)).size == (120, 80)


def test_a_file_runs_nothing(client, attached):
    sent = client.get(f"{attached}/file")
    assert sent.headers["content-security-policy"].startswith("default-src 'none'; sandbox")
    assert sent.headers["x-content-type-options"] == "nosniff"
    assert sent.headers["content-disposition"].startswith("inline; filename=")
    assert sent.headers["cache-control"] == "no-store"


def test_the_original_is_saved_and_never_shown(client, attached):
    sent = client.get(f"{attached}/original")
    assert SECRET.encode() in sent.content
    assert sent.headers["content-disposition"].startswith('attachment; filename="INTERNAL-')


def test_a_part_of_a_file_is_sent(client, attached):
    whole = client.get(f"{attached}/file").content
    part = client.get(f"{attached}/file", headers={"range": "bytes=10-19"})
    assert (part.status_code, part.content) == (206, whole[10:20])
    assert part.headers["content-range"] == f"bytes 10-19/{len(whole)}"
    assert client.get(f"{attached}/file", headers={"range": f"bytes={len(whole) + 5}-"}).status_code == 416


@pytest.mark.parametrize("payload", [b"<svg onload='alert(1)'/>", b"<html><script>alert(1)</script>", b"plain"])
def test_what_may_hold_a_script_is_refused(client, store, merged, payload):
    sent = client.submit(f"/incidents/{merged}/attachments", {"reason": "x"}, files=[("file", ("a.jpg", payload))])
    assert sent.status_code == 409
    assert list_attachments(store, merged) == []


def test_a_name_full_of_markup_stays_words(client, store, merged):
    name = "<img src=x onerror=alert(1)>.jpg"
    client.submit(f"/incidents/{merged}/attachments", {"reason": "<b>x"}, files=[("file", (name, make_picture()))])
    page = client.get(f"/incidents/{merged}/attachments").text
    assert "<img src=x" not in page
    assert "<b>x" not in page


def test_what_shows_a_value_is_said_and_taken_back(client, store, attached, merged):
    shown = {"path": "/killed", "region": "0.1,0.2,0.3,0.4", "reason": "eleven coffins"}
    assert client.submit(f"{attached}/shows", shown).status_code == 303
    page = client.get(attached.rpartition("/")[0]).text
    assert "eleven coffins" in page
    assert '<rect x="0.1" y="0.2" width="0.3" height="0.4">' in page
    (seen,) = (one for one in list_attachments(store, merged) if one.path)
    assert client.submit(f"{attached.rpartition('/')[0]}/{seen.id[:16]}/detach", {"reason": "x"}).status_code == 303
    assert [one.path for one in list_attachments(store, merged)] == [""]
    for wrong in ({"region": "1,2"}, {"first": "x"}, {"path": "/nothing"}):
        assert client.submit(f"{attached}/shows", {**shown, **wrong}).status_code in (409, 422)


def test_who_sees_no_names_sees_no_picture(client, attached):
    def see_no_names(request: Request):
        return replace(get_visitor(request), sees_names=False)

    client.app.dependency_overrides[get_visitor] = see_no_names
    for address in (attached.rpartition("/")[0], f"{attached}/file", f"{attached}/original"):
        assert client.get(address).status_code == 403


def test_a_reader_adds_and_saves_nothing(client, attached):
    def be_a_reader(request: Request):
        return replace(get_visitor(request), role="reader")

    client.app.dependency_overrides[get_visitor] = be_a_reader
    page = attached.rpartition("/")[0]
    assert client.get(page).status_code == 200
    assert client.get(f"{attached}/original").status_code == 403
    assert client.submit(page, {"reason": "x"}, files=[("file", ("a.jpg", make_picture()))]).status_code == 403
    assert client.submit(f"{attached}/detach", {"reason": "x"}).status_code == 403


def test_a_region_is_drawn_on_the_picture(store, serve, tab, client, attached, merged):
    tab.goto(serve(Site(store, "Amina")) + attached.rpartition("/")[0])
    tab.get_by_text("Show it: it may be graphic").click()
    picture = tab.locator(".picture img")
    picture.wait_for()
    tab.wait_for_function("document.querySelector('.picture img').naturalWidth > 0")
    box = picture.bounding_box()
    tab.mouse.move(box["x"] + box["width"] * 0.25, box["y"] + box["height"] * 0.25)
    tab.mouse.down()
    tab.mouse.move(box["x"] + box["width"] * 0.75, box["y"] + box["height"] * 0.5, steps=3)
    tab.mouse.up()
    tab.locator("select[name=path]").select_option("/killed")
    tab.locator(".shows input[name=reason]").fill("eleven coffins")
    tab.locator(".shows button").click()
    tab.get_by_text("eleven coffins").wait_for()
    (seen,) = (one for one in list_attachments(store, merged) if one.path)
    assert seen.region == pytest.approx((0.25, 0.25, 0.5, 0.25), abs=0.02)


def test_what_shows_a_value_stands_beside_its_quotes(client, store, attached, merged):
    shown = {"path": "/killed", "region": "0.1,0.2,0.3,0.4", "reason": "eleven coffins"}
    client.submit(f"{attached}/shows", shown)
    page = client.get(f"/incidents/{merged}").text
    assert "picture: “eleven coffins”" in page
    place = re.search(rf'href="(/incidents/{merged}/attachments#m-[0-9a-f]+)"', page)[1]
    assert f'id="{place.partition("#")[2]}"' in client.get(place.partition("#")[0]).text
    assert f"/incidents/{merged}/attachments?path=/killed" in page
    beside = [client.get(f"/reports/{h.id.removeprefix('sha256:')}").text for h in store.find_incident(merged).reports]
    assert any("eleven coffins" in one and place in one for one in beside)


def test_the_value_that_was_asked_for_is_chosen(client, attached, merged):
    page = client.get(f"/incidents/{merged}/attachments?path=/killed").text
    assert re.search(r'<option value="/killed" selected>Killed: ', page)


def test_only_a_publisher_lets_it_be_told_outside(client, store, attached, merged):
    client.submit(f"{attached}/shows", {"path": "/killed", "reason": "eleven coffins"})

    def be_a_reviewer(request: Request):
        return replace(get_visitor(request), role="reviewer")

    client.app.dependency_overrides[get_visitor] = be_a_reviewer
    told = {"stands": "released", "reason": "nobody is to be known"}
    assert client.submit(f"{attached}/stands", told).status_code == 403
    client.app.dependency_overrides.clear()
    assert client.submit(f"{attached}/stands", told).status_code == 303
    assert "told outside" in client.get(attached.rpartition("/")[0]).text
    assert list_released(store, merged)


def test_who_sees_no_names_is_told_nothing_of_it(client, store, attached, merged):
    client.submit(f"{attached}/shows", {"path": "/killed", "reason": "eleven coffins"})
    seen = see(store, "Bo", sees_names=False, own_only=False)
    assert add_shown(seen, seen.find_incident(merged)) == seen.find_incident(merged)
