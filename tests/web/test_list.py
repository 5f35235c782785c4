"""The list: filters, orders, pages, words in their surroundings, kept lists, and files of what is shown."""

import io
import re
import zipfile
from dataclasses import replace

import pytest
from fastapi import Request

from gawah.review import Reviewer, hold_value, release_incident
from gawah.store import Criteria
from gawah.web import Site
from gawah.web.asking import Asked, list_chips, take_pairs
from gawah.web.pages import incidents
from gawah.web.visitor import get_visitor


def titles(page):
    return re.findall(r'<td class="what"><a href="/incidents/(\w+)">', page.text)


def test_every_criterion_of_an_address_comes_back_as_it_was():
    criteria = Criteria(
        year=("2019..2021", "2016"),
        since="2016",
        until="2021-12",
        country=("PK", "AF"),
        admin1=("Balochistan",),
        type=("bombing",),
        perpetrator=("Islamic State",),
        descendants=True,
        community=("Hazara",),
        campaign=("x",),
        weapon=("aircraft bomb",),
        claimed=False,
        status=("new",),
        grade=("none",),
        least_grade="none",
        killed="1..",
        injured="..5",
        abducted="3",
        reports="2..",
        near="30.1,67",
        within_km=2.5,
        box="60,20,80,40",
        text='"a & b" =?',
        where=("road=highway",),
    )
    asked = Asked(criteria, "all", "killed", True)
    assert take_pairs(asked.list_pairs()) == asked
    assert {chip.name for chip in list_chips(asked)} == set(criteria.to_json()) - {"within_km"}


def test_a_filter_is_taken_away_alone(client):
    asked = take_pairs([("country", "PK"), ("country", "AF"), ("near", "Quetta"), ("within_km", "50")])
    assert {chip.words: chip.without for chip in list_chips(asked)} == {
        "Pakistan": "country=AF&near=Quetta&within_km=50",
        "Afghanistan": "country=PK&near=Quetta&within_km=50",
        "Quetta": "country=PK&country=AF",
    }


def test_filters_narrow_the_list(client, store):
    page = client.get("/?country=PK&type=execution")
    assert titles(page) == [one.incident.id for one in store.find(Criteria(country=("PK",))).incidents]
    assert "1 documented incident<" in page.text
    assert 'href="/?type=execution"' in page.text


def test_empty_fields_leave_the_address(client):
    page = client.get("/?text=&country=PK&year=", follow_redirects=False)
    assert (page.status_code, page.headers["location"]) == (303, "/?country=PK")


@pytest.mark.parametrize("query", ["year=soon", "sort=x", "after=1", "scope=x", "near=Nowhereland", "box=1", "text=+a"])
def test_what_cannot_be_asked_is_told(client, query):
    page = client.get(f"/?{query}")
    assert page.status_code == (200 if query == "text=+a" else 422)


def test_pages_follow_one_another_and_back(client, store, monkeypatch):
    monkeypatch.setattr(incidents, "PAGE", 2)
    monkeypatch.setattr(incidents.find_page, "__defaults__", (2,))
    every, seen, pages = [one.incident.id for one in store.find(limit=100).incidents], [], []
    page = client.get("/")
    while True:
        seen += titles(page)
        pages.append(titles(page))
        following = re.search(r'rel="next" href="([^"]+)"', page.text)
        if following is None:
            break
        page = client.get(following[1].replace("&amp;", "&"))
    assert seen == every
    for earlier in pages[-2::-1]:
        preceding = re.search(r'rel="prev" href="([^"]+)"', page.text)
        page = client.get(preceding[1].replace("&amp;", "&"))
        assert titles(page) == earlier
    assert 'rel="prev"' not in page.text


def test_orders_turn_round(client, store):
    most = [one.incident.id for one in store.find(sort="killed").incidents]
    assert titles(client.get("/?sort=killed")) == most
    assert titles(client.get("/?sort=killed&ascending=yes")) == most[::-1]


def test_words_are_shown_in_their_surroundings(client):
    page = client.get("/", params={"text": "coal miners"})
    assert "<mark>coal</mark>" in page.text
    assert "<mark>miners</mark>" in page.text


def test_markup_in_a_report_stays_words(store, make_client, tmp_path):
    from gawah.pipeline import add

    path = tmp_path / "a.txt"
    path.write_text("FICTION\n\nA bomb <script>alert(1)</script> killed 3 people in Quetta on 3 May 2019.\n")
    list(add(store, path))
    page = make_client(Site(store, "Amina")).get("/", params={"text": "alert"})
    assert "<mark>alert</mark>" in page.text
    assert "<script>alert" not in page.text


def test_what_is_out_of_scope_is_told_apart(store, make_client):
    client = make_client(Site(store, "Amina", scope=Criteria(country=("PK",))))
    page = client.get("/")
    inside = store.count(Criteria(country=("PK",)))
    assert len(titles(page)) == inside
    assert f"{store.count() - inside} more out of the project" in page.text
    outside = client.get("/?scope=out")
    assert len(titles(outside)) == store.count() - inside
    assert "country PK" in outside.text


def test_an_empty_store_says_what_to_do(tmp_path, make_client):
    from gawah.pipeline import open_store

    with open_store(str(tmp_path / "empty.db")) as store:
        assert 'href="/add"' in make_client(Site(store, "Amina")).get("/").text


def test_the_list_is_narrowed_in_a_browser(store, serve, tab, merged):
    tab.goto(serve(Site(store, "Amina")))
    tab.keyboard.press("Tab")
    tab.get_by_label("Words in the reports").fill("coal miners")
    tab.keyboard.press("Enter")
    tab.locator(".chips").get_by_text("coal miners").wait_for()
    assert {"coal", "miners"} <= set(tab.locator("mark").all_inner_texts())
    tab.get_by_text("Filters (1)").click()
    tab.get_by_label("Country").first.fill("Pakistan")
    tab.locator("details.more").get_by_role("button", name="Find").click()
    tab.wait_for_url("**country=Pakistan**")
    assert [href.rpartition("/")[2] for href in links(tab)] == [merged]
    tab.get_by_label("Without this filter: Words coal miners").click()
    tab.wait_for_url("**/?country=Pakistan")


def links(tab):
    return [link.get_attribute("href") for link in tab.locator("td.what > a").all()]


# --- lists that are kept ----------------------------------------------------------------------------------------------


def test_a_list_is_kept_shown_and_forgotten(client, store):
    assert client.submit("/lists", {"name": "Machh", "country": "PK", "text": "miners"}).status_code == 303
    assert store.read_lists()["Machh"].criteria == {"country": ["PK"], "text": "miners"}
    page = client.get("/lists")
    assert 'href="/?country=PK&amp;text=miners"' in page.text
    assert client.submit("/lists/forget", {"name": "Machh"}).status_code == 303
    assert store.read_lists() == {}
    assert client.submit("/lists/forget", {"name": "Machh"}).status_code == 422


# --- files ------------------------------------------------------------------------------------------------------------


def unpack(page):
    assert page.headers["content-type"] == "application/zip"
    archive = zipfile.ZipFile(io.BytesIO(page.content))
    return {name: archive.read(name).decode(errors="replace") for name in archive.namelist()}


@pytest.mark.parametrize("name", ["csv", "xlsx", "jsonl", "geojson", "parquet", "acled", "gtd", "ucdp"])
def test_a_view_is_taken_along_in_any_format(client, name):
    held = unpack(client.get(f"/download?format={name}&for=internal&country=PK"))
    assert {"INTERNAL.txt", *(f for f in held if f.endswith(("datapackage.json", "loss.md")))} < set(held)


def test_the_public_gets_what_was_released_alone(client, store, merged):
    assert "Machh" not in "".join(unpack(client.get("/download?format=jsonl")).values())
    release_incident(store, merged, Reviewer.now("Amina", "checked"))
    held = unpack(client.get("/download?format=jsonl&country=PK"))
    assert "Machh" in held["incidents.jsonl"]
    assert "INTERNAL.txt" not in held
    assert merged not in "".join(held.values())


def test_what_blocks_is_listed(client, store, merged):
    hold_value(store, merged, "/victims/0/description", Reviewer.now("Amina", "a risk"))
    release_incident(store, merged, Reviewer.now("Amina", "checked"))
    page = client.get("/download?format=csv")
    assert page.status_code == 409
    assert f'href="/incidents/{merged}"' in page.text
    assert "Nothing left the project" in page.text


def test_a_reader_takes_along_only_what_is_public(client):
    def be_a_reader(request: Request):
        return replace(get_visitor(request), role="reader")

    client.app.dependency_overrides[get_visitor] = be_a_reader
    assert client.get("/download?for=internal").status_code == 403
    assert client.get("/download?for=partner").status_code == 403
    assert client.get("/download").status_code == 200
