"""Pages that are kept: shown again to whoever sees the same, and to nobody else."""

import re

import pytest
from fastapi import Request
from fastapi.testclient import TestClient

from gawah.people import By, add_account, make_token
from gawah.review import Reviewer, comment_on, move_incident
from gawah.web import Site, kept, make_app
from gawah.web.visitor import Visitor

from .planted import find_named

PEOPLE = {
    "Rukhsana": {"role": "reader"},
    "Omid": {"role": "reader"},
    "Dilawar": {"role": "reader", "sees_names": False},
    "Behzad": {"role": "reader", "own_only": True},
    "Tamana": {"role": "coder"},
    "Zainab": {"role": "reviewer"},
}


@pytest.fixture
def ask(planted):
    """Ask an application for a page as somebody: `ask("Omid", "/queue")`."""
    app = make_app(Site(planted, "nobody", team=True))
    clients = {}
    for name, about in PEOPLE.items():
        add_account(planted, name, about["role"], By("root"), **{k: v for k, v in about.items() if k != "role"})
        bearer = make_token(planted, name, "test", By("root"))
        clients[name] = TestClient(app, base_url="http://localhost", headers={"authorization": f"Bearer {bearer}"})

    def get(name, path, token=""):
        held = {"cookie": f"gawah_token={token}"} if token else {}
        answer = clients[name].get(path, follow_redirects=False, headers=held)
        return answer.text if answer.status_code == 200 else answer.status_code

    return get


@pytest.fixture
def drawn(monkeypatch):
    """The visitors for whom a page that can be kept was drawn."""
    seen, render = [], kept.render

    def note(request, visitor, template, **shown):
        seen.append((visitor.role, visitor.sees_names))
        return render(request, visitor, template, **shown)

    monkeypatch.setattr(kept, "render", note)
    return seen


def list_pages(planted):
    incidents = [record.incident.id for record in planted.list_incidents()]
    reports = {header.id for record in planted.list_incidents() for header in record.reports}
    return [
        *("/", "/?killed=1..", "/explore", "/queue"),
        *(f"/incidents/{id_}" for id_ in incidents),
        *(f"/reports/{id_.removeprefix('sha256:')}" for id_ in reports),
    ]


def test_who_sees_no_names_gets_no_page_that_was_drawn_for_others(ask, planted):
    for path in list_pages(planted):
        others = [ask(name, path) for name in ("Rukhsana", "Zainab", "Omid")]
        own = ask("Dilawar", path)
        assert find_named(own) == []
        assert own not in others
    assert find_named(ask("Rukhsana", list_pages(planted)[-1]))  # a page that names somebody is among them


def test_nor_do_others_get_a_page_that_was_drawn_without_names(ask, planted):
    for path in list_pages(planted):
        ask("Dilawar", path)
        assert "[name withheld]" not in ask("Rukhsana", path)


def test_nobody_gets_what_another_may_do(ask, planted):
    path = f"/incidents/{planted.list_incidents()[0].incident.id}"
    assert "/stage" in ask("Zainab", path) or "<select" in ask("Zainab", path)
    as_reviewer, as_reader = ask("Zainab", path), ask("Omid", path)
    assert as_reviewer.count("<form") > as_reader.count("<form")
    assert ask("Tamana", path).count("<form") <= as_reviewer.count("<form")


def test_a_page_is_drawn_once_for_all_who_see_the_same(ask, drawn):
    for name in ("Rukhsana", "Omid", "Rukhsana"):
        assert ask(name, "/")
    assert drawn == [("reader", True)]


def test_each_has_their_own_name_and_token_on_it(ask, drawn):
    pages = {name: ask(name, "/") for name in ("Rukhsana", "Omid")}
    tokens = {name: set(re.findall(r'name="token" value="([^"]+)"', page)) for name, page in pages.items()}
    assert "Omid" not in pages["Rukhsana"]
    assert "<bdi>Omid</bdi>" in pages["Omid"]
    assert len(tokens["Omid"]) == len(tokens["Rukhsana"]) == 1
    assert tokens["Omid"] != tokens["Rukhsana"]
    assert kept._TOKEN not in pages["Omid"]
    assert kept._NAME not in pages["Omid"]
    assert len(drawn) == 1


def test_a_token_that_was_made_elsewhere_is_no_markup(ask):
    page = ask("Omid", "/", "<blink>".ljust(32, "a"))
    assert "&lt;blink&gt;aaa" in page
    assert "<blink>" not in page


def test_each_who_is_led_elsewhere_gets_an_answer_of_their_own(planted):
    visitor = Visitor("Omid", "reader", "en", "t" * 32)
    site = Site(planted, "nobody", team=True)

    def lead(seen):
        raise kept.Instead("/incidents/1")

    scope = {"type": "http", "path": "/", "query_string": b"", "headers": [], "app": make_app(site)}
    first, second = (kept.draw_kept(Request(scope), site, visitor, "queue.html", lead) for _ in range(2))
    assert first.headers["location"] == second.headers["location"] == "/incidents/1"
    assert first is not second


def test_a_page_is_drawn_anew_once_anything_was_decided(ask, planted, drawn):
    one = planted.list_incidents()[0].incident.id
    assert "to be looked at again" not in ask("Omid", f"/incidents/{one}")
    comment_on(planted, one, Reviewer.now("Zainab", "to be looked at again"))
    assert "to be looked at again" in ask("Omid", f"/incidents/{one}")
    assert "in review" not in ask("Omid", "/").partition("<tbody>")[2]
    move_incident(planted, one, "in_review", Reviewer.now("Zainab", "begun"))
    assert "in review" in ask("Omid", "/").partition("<tbody>")[2]
    assert len(drawn) == 4


def test_who_sees_only_their_own_records_gets_a_page_of_their_own_each_time(ask, planted, give, drawn):
    id_ = planted.list_incidents()[0].incident.id
    assert f"/incidents/{id_}" in ask("Omid", "/")
    assert f"/incidents/{id_}" not in ask("Behzad", "/")
    give(planted, planted.find_incident(id_).reports[0].id, "Behzad")  # which is no part of the ledger
    assert f"/incidents/{id_}" in ask("Behzad", "/")
    assert ask("Behzad", f"/incidents/{planted.list_incidents()[1].incident.id}") == 404


def test_another_address_or_language_is_another_page(ask, drawn):
    assert ask("Omid", "/") != ask("Omid", "/?killed=5..")
    assert len(drawn) == 2


def test_what_is_kept_is_bounded_and_the_oldest_goes_first():
    pages = kept.Pages(most=10)
    for key in "abc":
        pages.recall(key, lambda key=key: key.encode() * 4)
    asked = []
    pages.recall("c", lambda: asked.append("c") or b"")
    pages.recall("a", lambda: asked.append("a") or b"")
    assert asked == ["a"]


def test_a_failure_is_not_kept():
    pages = kept.Pages()
    with pytest.raises(ZeroDivisionError):
        pages.recall("a", lambda: bytes(1 // 0))
    assert pages.recall("a", lambda: b"drawn") == b"drawn"
