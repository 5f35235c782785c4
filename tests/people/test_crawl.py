"""Somebody who sees no names goes through the whole site: every link, every address, with every id of the store."""

import itertools
import re
from html import unescape
from urllib.parse import urljoin, urlsplit

import pytest
from fastapi.testclient import TestClient
from starlette.responses import HTMLResponse

from gawah.marks import Mark
from gawah.model import Coding, Report, Review, Text, short_id
from gawah.people import By, add_account, make_token
from gawah.publish.opening import open_bytes
from gawah.review import Reviewer, comment_on, move_incident
from gawah.web import Site, api, make_app
from gawah.web.pages import ROUTERS

from .planted import ARABIC, WORDS, find_named

MOST_PAGES = 600
LINK = re.compile(r"""(?:href|src|action|hx-get)=["']([^"'#]+)""")


@pytest.fixture
def app(planted):
    who = Reviewer.now("Zainab", "Torpekai Stanekzai was known to all")
    for one in planted.list_incidents():
        comment_on(planted, one.incident.id, who)
        move_incident(planted, one.incident.id, "in_review", who)
    for name, names in (("Dilawar", False), ("Rukhsana", True)):
        add_account(planted, name, "reader", By("root"), sees_names=names)
    return make_app(Site(planted, "nobody", team=True))


def look(app, planted, name):
    """Return a client that is let in as somebody."""
    token = make_token(planted, name, "crawl", By("root"))
    client = TestClient(app, base_url="http://localhost", headers={"authorization": f"Bearer {token}"})
    client.raise_server_exceptions = True
    return client


def list_ids(store):
    """Return every id by which a page may be asked for something of the store."""
    incidents = [record.incident.id for record in store.list_incidents()]
    events = [event.id for coding in store.read(Coding) for event in coding.events]
    reports = [report.id.removeprefix("sha256:") for report in store.read(Report)]
    others = [text.sha256 for text in store.read(Text)] + [review.id for review in store.read(Review)]
    pairs = ["~".join(pair) for pair in itertools.permutations(incidents, 2)]
    shorts = [short_id(event) for event in events]
    return [*incidents, *reports, *pairs, *shorts[:6], *others[:4], "html", "csv", "md", "nothing", *WORDS[:2]]


def list_routes(routers):
    """Return the paths of all routes that are read from, those for programs among them."""
    parts = [("", router) for router in routers]
    parts += [("/api", part.router) for part in (api.incidents, api.reports, api.decisions, api.project)]
    found = {f"{before}{route.path}" for before, router in parts for route in router.routes if "GET" in route.methods}
    return sorted({*found, "/api", "/api/openapi.json"})


def fill_in(path, ids):
    """Yield the addresses that a route's path stands for."""
    names = re.findall(r"\{(\w+)(?::\w+)?\}", path)
    for values in itertools.islice(itertools.product(ids, repeat=len(names)), 150):
        address = path
        for name, value in zip(names, values, strict=True):
            address = re.sub(rf"\{{{name}(:\w+)?\}}", value, address)
        yield address


STATS = ("year", "perpetrator", "country", "community", "campaign", "type")
QUERIES = (
    *("text=Torpekai", "text=teacher", "text=motorcycle", "text=stanekzai&page=1", "text=ترپیکی"),
    *("perpetrator=Torpekai+Stanekzai", "near=Stanekzai"),
)


def crawl(client, store):
    """Yield the address of every page that can be got at, and the answer."""
    ids = list_ids(store)
    waiting = [address for path in list_routes(ROUTERS) for address in fill_in(path, ids)]
    waiting += [f"{path}?{query}" for query in QUERIES for path in ("/", "/explore", "/api/incidents", "/api/stats")]
    waiting += [f"/api/stats?by={facet}" for facet in STATS] + [f"/api/facets/{facet}" for facet in STATS]
    waiting += ["/explore?table=yes", "/explore/numbers.csv", "/explore/map.json"]
    seen = set()
    while waiting and len(seen) < MOST_PAGES:
        address = waiting.pop(0)
        if address in seen:
            continue
        seen.add(address)
        answer = client.get(address, follow_redirects=True)
        yield address, answer
        if "html" in answer.headers.get("content-type", ""):
            found = (
                urlsplit(urljoin(f"http://localhost{address}", unescape(link))) for link in LINK.findall(answer.text)
            )
            here = [f"{to.path}{'?' if to.query else ''}{to.query}" for to in found if to.netloc == "localhost"]
            waiting += [link for link in here if not link.startswith("/assets/") and link not in seen]


def find_leaks(client, store):
    """Return the names that stand in any answer, with where; what was asked for by name may be asked back."""
    leaks, answers = [], 0
    for address, answer in crawl(client, store):
        answers += 1
        asked = set(find_named(address))
        texts = [piece.text for piece in open_bytes(address, answer.content)]
        texts.append(str(list(answer.headers.items())))
        found = {name for text in texts for name in find_named(text)} - asked
        leaks += [(address, name) for name in sorted(found)]
        assert answer.status_code < 500, address
    assert answers > 40
    return leaks


def test_who_sees_no_names_finds_none_anywhere(app, planted):
    assert find_leaks(look(app, planted, "Dilawar"), planted) == []


def test_the_crawl_finds_names_where_they_are_shown(app, planted):
    found = {name for _, name in find_leaks(look(app, planted, "Rukhsana"), planted)}
    assert found == {*WORDS, *ARABIC}


def test_the_crawl_finds_a_page_that_forgot(app, planted):
    forgotten = lambda: HTMLResponse("<p>Tor<b>pekai</b> was here")  # noqa: E731
    ROUTERS[0].get("/forgotten", response_class=HTMLResponse)(forgotten)
    try:
        assert ("/forgotten", "torpekai") in find_leaks(look(app, planted, "Dilawar"), planted)
    finally:
        ROUTERS[0].routes.pop()


def test_who_sees_no_names_is_asked_for_nothing_that_needs_them(app, planted):
    client = look(app, planted, "Dilawar")
    assert client.get("/?perpetrator=Torpekai+Stanekzai").status_code == 403
    assert client.get("/download?for=internal").status_code == 403
    assert client.get("/add").status_code == 403
    assert len(planted.read(Mark)) > 0
