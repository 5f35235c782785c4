"""Exploring: the map, the line of time and the numbers of a view, with and without JavaScript."""

import csv
import json
import re
from itertools import pairwise

import pytest

from gawah.pipeline import add
from gawah.store import Criteria, Stretch, Toll
from gawah.store.spread import Cell
from gawah.web import Site
from gawah.web.numbers import Memory, list_columns
from gawah.web.pages.explore import gather_cells

ONE = Toll(1, 2, 1, 3, 0)


def test_the_numbers_of_a_view_are_shown_with_their_bounds(client, store):
    page = client.get("/explore?country=PK")
    toll = store.spread(Criteria(country=("PK",))).count()
    assert f"<strong>{toll.incidents} documented incident" in page.text
    assert f"(from {toll.low} to {toll.high}" in page.text
    assert 'href="/?country=PK"' in page.text
    assert "Islamic State" in page.text
    assert "total" not in re.sub(r"<[^>]+>", " ", page.text).casefold()


def test_a_view_of_nothing_says_what_to_do(client):
    assert 'href="/explore"' in client.get("/explore?country=NO&type=arson").text


@pytest.mark.parametrize("query", ["country=Nowhereland", "box=1,2,3", "since=x"])
def test_what_cannot_be_asked_is_told(client, query):
    assert client.get(f"/explore?{query}").status_code == 422
    assert client.get(f"/explore/map.json?{query}").status_code == 422


def test_the_map_tells_where_incidents_lie(client, merged):
    told = client.get("/explore/map.json?zoom=6&country=PK").json()
    (cell,) = told["cells"]
    assert (cell["id"], cell["precision"], cell["incidents"]) == (merged, "settlement", 1)
    assert cell["radius_km"]
    assert cell["killed"] == [10, 11, 11]


def test_what_is_known_to_an_area_alone_is_no_point(client, store, tmp_path):
    path = tmp_path / "a.txt"
    path.write_text(
        "FICTION\n\nGunmen killed 3 people in Balochistan province of Pakistan on 3 May 2019, police said.\n"
    )
    list(add(store, path))
    before = client.get("/explore/map.json?zoom=6&year=2019&country=PK").json()
    assert before["cells"] == []
    assert before["circles"] or before["countries"]


def test_the_map_of_a_part_tells_no_more_than_lies_in_it(client):
    whole = client.get("/explore/map.json?zoom=6").json()["cells"]
    part = client.get("/explore/map.json?zoom=6&view=60,20,75,40").json()["cells"]
    assert [cell for cell in whole if 60 < cell["at"][1] < 75 and 20 < cell["at"][0] < 40] == part


def test_numbers_change_with_the_store(client, store, tmp_path):
    before = store.count()
    assert f"<strong>{before} documented incidents" in client.get("/explore").text
    path = tmp_path / "a.txt"
    path.write_text("FICTION\n\nA bomb killed 3 people in Quetta on 3 May 2019, police said.\n")
    list(add(store, path))
    assert f"<strong>{before + 1} documented incidents" in client.get("/explore").text


def test_the_numbers_are_a_table_too(client, store):
    rows = list(csv.DictReader(client.get("/explore/numbers.csv?country=PK").text.splitlines()))
    toll = store.spread(Criteria(country=("PK",))).count()
    (country,) = (row for row in rows if row["by"] == "country")
    assert (int(country["incidents"]), int(country["killed_best"])) == (toll.incidents, toll.killed)
    assert "INTERNAL" in client.get("/explore/numbers.csv").headers["content-disposition"]


def test_outlines_are_whole_and_do_not_cross_the_map(client):
    answer = client.get("/explore/outlines.json")
    shapes = json.loads(answer.text)["features"]
    assert {"PK", "AF", "FJ", "RU"} <= {shape["properties"]["country"] for shape in shapes}
    for shape in shapes:
        for (ring,) in shape["geometry"]["coordinates"]:
            assert all(abs(a[0] - b[0]) < 180 for a, b in pairwise(ring))


def test_without_javascript_the_map_is_a_drawing(client):
    page = client.get("/explore?country=PK")
    address = re.search(r'<img class="map" src="([^"]+)"', page.text)[1].replace("&amp;", "&")
    drawing = client.get(address)
    assert drawing.headers["content-type"] == "image/svg+xml"
    assert "<circle" in drawing.text


def test_periods_without_incidents_are_shown_and_uncertain_ones_are_told_in_each():
    stretches = [Stretch(2015, 2015, ONE), Stretch(2017, 2018, ONE), Stretch(0, 0, ONE)]
    columns = list_columns(stretches, "year")
    assert [(c.label, c.sure, c.maybe, c.best) for c in columns] == [
        ("2015", 1, 0, 2),
        ("2016", 0, 0, 0),
        ("2017", 0, 1, 2),
        ("2018", 0, 1, 0),
    ]
    months = list_columns([Stretch(202011, 202102, ONE)], "month")
    assert [c.label for c in months] == ["2020-11", "2020-12", "2021-01", "2021-02"]
    assert list_columns([Stretch(0, 0, ONE)], "year") == []


def test_one_wide_date_makes_no_endless_line():
    assert len(list_columns([Stretch(1, 9999, ONE), Stretch(2001, 2001, ONE)], "year")) <= 400


def test_cells_in_one_square_of_the_screen_are_one():
    cells = [Cell(30.0, 67.0, ONE, 1, True), Cell(30.1, 67.1, ONE, 2, True), Cell(-30.0, 67.0, ONE, 3, True)]
    one, other = sorted(gather_cells(cells, 2), key=lambda cell: cell.toll.incidents)
    assert (one.key, other.toll) == (3, Toll(2, 4, 2, 6, 0))
    assert (other.lat, other.lon) == (30.05, 67.05)
    assert len(gather_cells(cells, 12)) == 3


def test_memory_keeps_no_more_than_it_may():
    memory, asked = Memory(most=2), []
    for key in (1, 2, 1, 3, 1, 2):
        memory.recall(key, lambda key=key: asked.append(key))
    assert asked == [1, 2, 3, 2]


def test_the_map_and_the_line_of_time_narrow_each_other(store, serve, tab, merged):
    tab.set_viewport_size({"width": 1280, "height": 1000})
    tab.goto(serve(Site(store, "Amina")) + "/explore?country=PK")
    tab.locator("#map .leaflet-marker-icon").first.wait_for()
    tab.locator("#map .leaflet-marker-icon").first.click()
    assert tab.locator(".leaflet-popup a").first.get_attribute("href") == f"/incidents/{merged}"
    tab.goto(tab.url.partition("/explore")[0] + "/explore")
    tab.locator("#map .leaflet-marker-icon").first.wait_for()
    tab.locator("#time").scroll_into_view_if_needed()
    columns = tab.locator("#time a[data-period] rect:first-of-type")
    first, last = columns.nth(-7).bounding_box(), columns.nth(-2).bounding_box()
    tab.mouse.move(first["x"] + 3, first["y"] + 30)
    tab.mouse.down()
    tab.mouse.move(last["x"] + 3, last["y"] + 30, steps=4)
    tab.mouse.up()
    tab.wait_for_url("**since=2016&until=2021**")
    tab.locator(".chips").get_by_text("2016").wait_for()
    tab.get_by_role("button", name="Only this part of the map").click()
    tab.wait_for_url("**box=**")
    tab.go_back()
    tab.locator(".chips").get_by_text("Part of the map").wait_for(state="detached")
    assert "since=2016" in tab.url


def test_the_map_is_used_by_keyboard(store, serve, tab, merged):
    tab.goto(serve(Site(store, "Amina")) + "/explore?country=PK")
    marker = tab.locator("#map .leaflet-marker-icon").first
    marker.wait_for()
    marker.focus()
    tab.keyboard.press("Enter")
    assert tab.locator(".leaflet-popup a").first.get_attribute("href") == f"/incidents/{merged}"
