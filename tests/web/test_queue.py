"""The queue in the browser: why each is there, the page that it opens, and what comes next."""

import re

from gawah.review import Reviewer, assign_incident
from gawah.web import Site


def links(page):
    return [href.replace("&amp;", "&") for href in re.findall(r'<a href="([^"]+)" data-key="o"', page)]


def test_each_item_says_why_it_is_there_and_opens_a_page(client):
    page = client.get("/queue").text
    assert "nobody has looked at it" in page
    assert "reports disagree" in page
    opened = links(page)
    assert len(opened) > 5
    for href in opened:
        assert client.get(href.partition("#")[0]).status_code == 200


def test_it_is_narrowed_by_kind_and_by_whose_it_is(client, store, merged):
    assert "nobody has looked at it</span>" not in client.get("/queue?kind=conflict").text
    assert client.get("/queue?kind=mine").status_code == 422
    assert "Nothing waits" in client.get("/queue?who=Zainab").text
    assign_incident(store, merged, "Zainab", Reviewer.now("Amina", "she knows it"))
    assert {href.split("?")[0] for href in links(client.get("/queue?who=Zainab").text)} == {f"/incidents/{merged}"}


def test_next_goes_through_all_that_waits_once_and_ends(client, store):
    there = "/queue/next?kind=unread"
    seen = []
    while (there := client.get(there, follow_redirects=False).headers["location"]).startswith("/incidents/"):
        page = client.get(there.partition("#")[0]).text
        seen.append(there.split("?")[0])
        there = re.search(r'rel="next" href="([^"]+)"', page)[1].replace("&amp;", "&")
    assert there == "/queue?kind=unread"
    assert len(seen) == len(set(seen)) == len(store.find_waiting("unread", limit=500))


def test_a_place_that_is_none_is_refused(client):
    assert client.get("/queue?after=1,2").status_code == 422


def test_the_queue_is_gone_through_by_keyboard(store, serve, tab):
    tab.set_viewport_size({"width": 390, "height": 800})
    tab.goto(f"{serve(Site(store, 'Amina'))}/queue?kind=unread")
    assert tab.evaluate("document.documentElement.scrollWidth") <= 390
    tab.keyboard.press("j")
    tab.keyboard.press("o")
    tab.wait_for_url("**/incidents/**")
    first = tab.url
    tab.keyboard.press("n")
    tab.wait_for_function(f"location.href != {first!r} && location.pathname.startsWith('/incidents/')")
