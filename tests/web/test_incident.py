"""The page of an incident: what it shows, and what people decide on it."""

import re
from dataclasses import replace

import pytest

from gawah.codebook import Overlay, adopt
from gawah.review import (
    Reviewer,
    judge_pair,
    list_decisions,
    put_under,
    read_talk,
)
from gawah.web import Site


@pytest.fixture
def zainab(store, make_client):
    """A second person at the same store."""
    return make_client(Site(store, "Zainab"))


def head(store):
    return str(store.read_head()[0])


def decide(client, store, id_, **said):
    usual = {"path": "/killed", "verdict": "accept", "reason": "as the list has it", "seen": head(store)}
    return client.submit(f"/incidents/{id_}/values", usual | said)


@pytest.fixture
def two(store):
    """The ids of two incidents."""
    found = [one.incident.id for one in store.find(limit=500).incidents]
    return found[0], found[-1]


# --- what is shown ----------------------------------------------------------------------------------------------------


def test_facts_lead_to_their_words_and_those_to_the_report(client, store, merged):
    page = client.get(f"/incidents/{merged}").text
    record = store.find_incident(merged)
    entry = next(e for e in record.incident.evidence if e.path == "/killed" and e.quote)
    report = next(r for r in record.reports if r.text_sha256 == entry.text_sha256)
    assert f"/reports/{report.id.removeprefix('sha256:')}#t{entry.start}" in page
    assert 'href="#note-1"' in page


def test_disagreements_say_who_says_what_and_why_one_was_chosen(client, merged):
    page = client.get(f"/incidents/{merged}").text
    assert "Where the reports disagree" in page
    assert "Chosen because it is" in page
    assert "Take this one" in page


def test_the_chain_is_drawn_and_listed_and_the_place_has_its_precision(client, merged):
    page = client.get(f"/incidents/{merged}").text
    assert page.count("<svg") == 2
    assert "Known to the settlement" in page
    assert 'id="row-responses-0"' in page


def test_another_policy_shows_its_choice_and_decides_nothing(client, store, merged):
    seen, before = store.read_head(), client.get(f"/incidents/{merged}").text
    page = client.get(f"/incidents/{merged}?policy=conservative@1").text
    assert 'action="/incidents/' in before
    assert "Shown under the policy conservative@1" in page
    assert f'action="/incidents/{merged}/values"' not in page
    assert store.read_head() == seen
    assert client.get(f"/incidents/{merged}?policy=mine").status_code == 422


def test_reports_are_grouped_by_origin(client, merged):
    page = client.get(f"/incidents/{merged}").text
    assert "Origin 1" in page
    assert "Compiled from others" in page


def test_an_id_that_it_had_once_leads_to_it(client, store, two):
    one, other = two
    judge_pair(store, one, other, "same", Reviewer.now("Amina", "one day, one place"))
    own = store.resolve_id(one)
    (old,) = {one, other} - {own}
    answered = client.get(f"/incidents/{old}?graphic=show", follow_redirects=False)
    assert (answered.status_code, answered.headers["location"]) == (302, f"/incidents/{own}?graphic=show")


def test_parts_and_the_whole_lead_to_each_other(client, store, two):
    part, whole = two
    put_under(store, part, whole, Reviewer.now("Amina", "one of three"))
    assert f'href="/incidents/{whole}"' in client.get(f"/incidents/{part}").text
    assert f'href="/incidents/{part}"' in client.get(f"/incidents/{whole}").text


def test_what_no_report_says_and_what_is_like_it_are_told(client, merged):
    page = client.get(f"/incidents/{merged}").text
    assert 'href="/?perpetrator=Islamic+State"' in page
    assert "within_km=25" in page


def test_graphic_words_are_folded_until_asked_for(client, merged):
    folded = client.get(f"/incidents/{merged}").text
    assert "describes violence in detail" in folded
    assert "describes violence in detail" not in client.get(f"/incidents/{merged}?graphic=show").text


def test_who_may_not_decide_sees_no_form(store, make_client, merged, monkeypatch):
    from gawah.web import visitor

    client = make_client(Site(store, "Amina"))
    monkeypatch.setattr(visitor.Visitor, "may", lambda self, role: role == "reader")
    page = client.get(f"/incidents/{merged}").text
    assert f'action="/incidents/{merged}' not in page.replace(f'action="/incidents/{merged}" class="filters"', "")
    assert decide(client, store, merged).status_code == 403


# --- deciding ---------------------------------------------------------------------------------------------------------


def test_a_value_is_accepted_from_its_row_and_the_page_goes_back_there(client, store, merged):
    answered = decide(client, store, merged, row="row-killed")
    assert (answered.status_code, answered.headers["location"]) == (303, f"/incidents/{merged}#row-killed")
    (decision, *_) = list_decisions(store, merged)
    assert (decision.by, decision.kind, decision.what.split()[0]) == ("Amina", "value", "accept")
    assert "accepted · <bdi>Amina" in client.get(f"/incidents/{merged}").text


def test_a_corrected_value_keeps_the_machines_beside_it(client, store, merged):
    decide(client, store, merged, verdict="correct", correction="12")
    assert store.find_incident(merged).incident.killed.best == 12
    page = client.get(f"/incidents/{merged}").text
    assert re.search(r"read by the machine:</?\w*>? *<bdi>11", page) or "read by the machine: <bdi>11" in page


def test_a_wrong_correction_changes_nothing_and_says_what_to_write(client, store, merged):
    answered = decide(client, store, merged, verdict="correct", correction="a dozen")
    assert answered.status_code == 409
    assert "write 12" in answered.text
    assert not list_decisions(store, merged)


def test_a_rival_is_taken_in_place_of_the_chosen_value(client, store, merged):
    decide(client, store, merged, rival="0")
    assert store.find_incident(merged).incident.killed.best == 10


def test_decisions_made_as_one_are_taken_back_as_one(client, store, merged):
    before = store.find_incident(merged).incident
    decide(client, store, merged, verdict="correct", correction="12")
    page = client.get(f"/incidents/{merged}").text
    made = re.search(r'name="row" value="row-killed">\s*<input type="hidden" name="decision" value="([^"]+)"', page)[1]
    data = {"decision": made, "reason": "the list was of two days", "seen": head(store)}
    assert client.submit(f"/incidents/{merged}/undo", data).status_code == 303
    assert store.find_incident(merged).incident == before


def test_every_value_that_offers_a_decision_takes_it(client, store, merged):
    page = client.get(f"/incidents/{merged}").text
    paths = dict.fromkeys(re.findall(r'name="path" value="([^"]+)"', page))
    assert len(paths) > 10
    for path in paths:
        assert decide(client, store, merged, path=path).status_code == 303, path


def test_a_step_is_said_to_answer_another(client, store, merged):
    data = {"response": "3", "target": "r1", "reason": "it answers the claim", "seen": head(store)}
    assert client.submit(f"/incidents/{merged}/answers", data).status_code == 303
    assert any(r.responds_to == "r1" for r in store.find_incident(merged).incident.responses)


def test_stages_and_grades_are_set_and_refused_where_there_are_none(client, store, merged):
    for what, word in (("stage", "in_review"), ("grade", "corroborated")):
        data = {what: word, "reason": "two papers", "seen": head(store)}
        assert client.submit(f"/incidents/{merged}/{what}", data).status_code == 303
        assert client.submit(f"/incidents/{merged}/{what}", data | {what: "done"}).status_code == 409
    incident = store.find_incident(merged).incident
    assert (incident.workflow, incident.verification) == ("in_review", "corroborated")


def test_who_works_on_it_and_what_they_say_stands_on_the_page(client, store, merged):
    client.submit(f"/incidents/{merged}/assign", {"to": "Zainab", "seen": head(store)})
    client.submit(f"/incidents/{merged}/comment", {"words": "ask the <hospital>", "path": "/killed", "seen": "0"})
    page = client.get(f"/incidents/{merged}").text
    assert "ask the &lt;hospital&gt;" in page
    assert read_talk(store, merged).assigned == "Zainab"
    assert client.submit(f"/incidents/{merged}/comment", {"words": " ", "seen": "0"}).status_code == 422


def test_reports_are_taken_out_and_put_together_again(client, store, merged):
    record = store.find_incident(merged)
    out, events = record.reports[0].id, store.list_events(merged)
    data = {"report": [out], "reason": "another mine", "seen": head(store)}
    assert client.submit(f"/incidents/{merged}/split", data).status_code == 303
    (told,) = store.list_events(merged)
    left = {store.resolve_events([event])[event] for event in events if event != told}
    assert len(left) == 1
    assert left != {store.resolve_id(merged)}
    page = client.get(f"/incidents/{merged}").text
    made = re.findall(r'name="decision" value="([^"]+)"', page.split("History")[-1])
    assert len(made) <= 2  # a split is taken back as one
    for one in made:
        data = {"decision": one, "reason": "the same mine", "seen": head(store)}
        assert client.submit(f"/incidents/{merged}/undo", data).status_code == 303
    assert store.find_incident(merged) == record
    assert client.submit(f"/incidents/{merged}/split", {"reason": "x", "seen": head(store)}).status_code == 422


def test_a_form_without_a_reason_changes_nothing(client, store, merged):
    assert decide(client, store, merged, verdict="reject", reason=" ").status_code == 409
    assert not list_decisions(store, merged)


# --- two people -------------------------------------------------------------------------------------------------------


def test_what_somebody_else_decided_meanwhile_is_shown_and_asked_about(client, zainab, store, merged):
    seen = head(store)
    assert decide(client, store, merged, verdict="correct", correction="12", seen=seen).status_code == 303
    answered = decide(zainab, store, merged, verdict="correct", correction="13", reason="a list", seen=seen)
    assert answered.status_code == 409
    assert "Somebody else decided meanwhile" in answered.text
    assert "Amina" in answered.text
    assert store.find_incident(merged).incident.killed.best == 12
    again = dict(re.findall(r'name="(\w+)" value="([^"]*)"', answered.text.split("about to decide")[1]))
    assert again["correction"] == "13"
    assert zainab.submit(f"/incidents/{merged}/values", again).status_code == 303
    assert store.find_incident(merged).incident.killed.best == 13


def test_ones_own_decisions_and_others_on_other_incidents_are_no_conflict(client, zainab, store, merged, two):
    seen = head(store)
    assert decide(client, store, merged, seen=seen).status_code == 303
    assert decide(client, store, merged, path="/date", seen=seen).status_code == 303
    other = next(id_ for id_ in two if id_ != merged)
    assert decide(zainab, store, other, path="/type", seen=seen).status_code == 303


def test_with_two_persons_the_page_says_who_cannot_be_the_second(client, zainab, store, merged):
    adopt(replace(Overlay("codebook.yaml", "0", ""), two_persons=True))
    try:
        decide(client, store, merged)
        assert "A second person has to review it" in client.get(f"/incidents/{merged}").text
        data = {"stage": "second_review", "seen": head(store)}
        refused = client.submit(f"/incidents/{merged}/stage", data)
        assert refused.status_code == 409
        assert "Amina decided on it last" in refused.text
        assert zainab.submit(f"/incidents/{merged}/stage", data).status_code == 303
    finally:
        adopt(None)


# --- in a browser -----------------------------------------------------------------------------------------------------


def test_values_are_decided_on_by_keyboard(store, serve, tab, merged):
    tab.goto(f"{serve(Site(store, 'Amina'))}/incidents/{merged}")
    tab.keyboard.press("j")
    tab.keyboard.press("a")
    tab.wait_for_url("**#row-type")
    assert tab.locator("#row-type .tag").inner_text() == "accepted · Amina"
    for key in ("j", "j", "j", "j", "c"):
        tab.keyboard.press(key)
    tab.keyboard.type("12")
    tab.keyboard.press("Tab")
    tab.keyboard.type("the list has twelve")
    tab.keyboard.press("Enter")
    tab.wait_for_url("**#row-killed")
    assert store.find_incident(merged).incident.killed.best == 12
    tab.keyboard.press("u")
    tab.wait_for_function("!document.querySelector('#row-killed .tag')")
    assert store.find_incident(merged).incident.killed.best == 11


def test_nothing_is_wider_than_a_phone(store, serve, tab, merged):
    tab.set_viewport_size({"width": 390, "height": 800})
    tab.goto(f"{serve(Site(store, 'Amina'))}/incidents/{merged}")
    assert tab.evaluate("document.documentElement.scrollWidth") <= 390
