"""The interface for programs: what it answers, to whom, and that its description holds."""

import json

import pytest

pytest.importorskip("schemathesis", reason="schemathesis is not installed")

import jsonschema
import schemathesis
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, given, settings
from hypothesis.strategies import sampled_from
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from gawah.people import By, add_account, make_token
from gawah.record import incident_record_to_json, schema
from gawah.web import Site, make_app
from gawah.web.visitor import Visitor, get_visitor

BY = By("root")


@pytest.fixture
def api(store):
    """A program of whoever started the site."""
    return TestClient(make_app(Site(store, "Amina", offline=True)), base_url="http://localhost")


@pytest.fixture
def as_role(store):
    """A program of somebody with a role."""
    site = Site(store, "nobody", team=True, offline=True)

    def become(role, **limits):
        add_account(store, f"a {role}", role, BY, **limits)
        token = make_token(store, f"a {role}", "test", BY)
        return TestClient(make_app(site), base_url="http://localhost", headers={"authorization": f"Bearer {token}"})

    return become


def test_incidents_are_listed_page_by_page(api, store):
    first = api.get("/api/incidents", params={"limit": 2}).json()
    assert len(first["incidents"]) == 2
    second = api.get("/api/incidents", params={"limit": 500, "after": first["after"]}).json()
    assert second["after"] is None
    ids = [one["id"] for one in (*first["incidents"], *second["incidents"])]
    assert ids == [one.incident.id for one in store.find(limit=500).incidents]


def test_criteria_narrow_the_list_the_count_and_the_sums(api, store):
    listed = api.get("/api/incidents?country=PK&killed=5..&year=2021").json()["incidents"]
    assert listed
    assert all(one["place"]["country"] == "PK" for one in listed)
    assert api.get("/api/incidents/count?country=PK&killed=5..&year=2021").json() == {"incidents": len(listed)}
    sums = api.get("/api/stats?by=country&by=year").json()
    assert sum(row["incidents"] for row in sums["sums"]) > 0
    assert "PK" in api.get("/api/facets/country").json()["values"]


@pytest.mark.parametrize("query", ["kiled=5", "killed=many", "limit=0", "country=", "sort=age", "claimed=perhaps"])
def test_what_cannot_be_asked_is_said(api, query):
    answer = api.get(f"/api/incidents?{query}")
    assert answer.status_code == 422 or query == "country="
    if answer.status_code == 422:
        assert answer.json()["error"]


def test_a_record_is_the_one_that_the_command_line_prints(api, store, merged):
    record = api.get(f"/api/incidents/{merged}").json()
    assert record == json.loads(json.dumps(incident_record_to_json(store.find_incident(merged))))
    jsonschema.validate(record, schema())
    assert api.get("/api/incidents/nothing").status_code == 404
    report = record["reports"][0]
    assert api.get(f"/api/reports/{report['id']}").json()["title"] == report["title"]
    text = api.get(f"/api/reports/{report['id']}/text").json()
    quoted = [e for e in record["incident"]["evidence"] if e["text_sha256"] == text["sha256"] and e["quote"]]
    assert quoted
    assert all(text["content"][e["start"] : e["end"]] == e["quote"] for e in quoted)


def test_a_value_is_corrected_the_history_says_so_and_it_is_taken_back(api, store, merged):
    head = api.get("/api/head").json()["head"]
    said = {"path": "/killed", "verdict": "correct", "correction": "12", "reason": "the list has it", "head": head}
    made = api.post(f"/api/incidents/{merged}/values", json=said)
    assert made.status_code == 200, made.text
    assert api.get(f"/api/incidents/{merged}").json()["incident"]["killed"]["best"] == 12
    history = api.get(f"/api/incidents/{merged}/history").json()["decisions"]
    assert {(d["by"], d["reason"]) for d in history} == {("Amina", "the list has it")}
    for id_ in made.json()["decisions"]:
        assert api.post(f"/api/decisions/{id_}/undo", json={"reason": "wrong list"}).status_code == 200
    assert api.get(f"/api/incidents/{merged}").json()["incident"]["killed"]["best"] == 11


def test_a_decision_that_somebody_else_overtook_is_refused(store, api, as_role, merged):
    head = api.get("/api/head").json()["head"]
    said = {"path": "/killed", "verdict": "accept", "reason": "so it is"}
    assert as_role("reviewer").post(f"/api/incidents/{merged}/values", json=said).status_code == 200
    late = as_role("admin").post(f"/api/incidents/{merged}/values", json={**said, "head": head})
    assert late.status_code == 409
    assert "a reviewer decided meanwhile" in late.json()["error"]


def test_types_are_strict(api, merged):
    for wrong in (
        {"path": "/killed", "verdict": "accept", "reason": 5},
        {"path": "/killed", "verdict": "accept"},
        {"path": "/killed", "verdict": "accept", "reason": "x", "head": "7"},
        {"path": "/killed", "verdict": "accept", "reason": "x", "extra": True},
        {"path": "/killed", "verdict": "correct", "reason": "x"},
    ):
        assert api.post(f"/api/incidents/{merged}/values", json=wrong).status_code == 422


def test_pairs_are_judged_and_incidents_graded_and_talked_of(api, store):
    one, other = (listed.incident.id for listed in store.find(limit=2).incidents)
    pair = {"one": one, "other": other, "judgement": "different", "reason": "other days"}
    assert api.post("/api/pairs", json=pair).status_code == 200
    for path, said in (
        ("grade", {"grade": "corroborated", "reason": "two reports"}),
        ("stage", {"stage": "in_review", "reason": "begun"}),
        ("comments", {"words": "who was the guard?"}),
        ("assignment", {"to": "Bilal", "reason": "knows the town"}),
    ):
        answer = api.post(f"/api/incidents/{one}/{path}", json=said)
        assert answer.status_code == 200, answer.text
        assert answer.json()["decisions"]
    assert api.get(f"/api/incidents/{one}").json()["incident"]["verification"] == "corroborated"


def test_lists_are_kept_and_forgotten(api):
    assert api.put("/api/lists/pakistan", json={"country": ["PK"]}).status_code == 200
    assert api.get("/api/lists").json() == {"lists": [{"name": "pakistan", "criteria": {"country": ["PK"]}}]}
    assert api.delete("/api/lists/pakistan").status_code == 204
    assert api.delete("/api/lists/pakistan").status_code == 422


def test_a_report_is_taken_to_be_read(api):
    assert api.post("/api/reports", json={"text": "a", "url": "https://x.example"}).status_code == 422
    assert api.post("/api/reports", json={"url": "https://x.example"}).status_code == 422  # offline
    sent = api.post("/api/reports", json={"text": "FICTION\n\nTwo people were killed in Zhob on 7 March 2031."})
    assert sent.status_code == 202, sent.text
    assert api.get(f"/api/jobs/{sent.json()['job']}").json()["state"] in ("waiting", "reading", "done")


def test_the_project_is_described(api):
    assert api.get("/api/me").json()["role"] == "admin"
    book = api.get("/api/codebook").json()["vocabularies"]
    assert any(entry["id"] == "execution" for entries in book.values() for entry in entries)
    assert api.get("/api/schema").json() == json.loads(json.dumps(schema()))


def test_an_export_goes_through_the_gate(api, as_role):
    assert api.get("/api/export/csv").headers["content-type"] == "application/zip"
    assert api.get("/api/export/none").status_code == 422
    assert as_role("coder").get("/api/export/csv?for=internal").status_code == 403


def test_nobody_is_let_in_without_a_token_and_no_page_elsewhere_can_ask(store, as_role, merged):
    as_role("admin")
    stranger = TestClient(make_app(Site(store, "nobody", team=True)), base_url="http://localhost")
    for path in ("/api", "/api/openapi.json", "/api/incidents", "/api/me"):
        answer = stranger.get(path, follow_redirects=False)
        assert answer.status_code in (401, 303)
    alone = TestClient(make_app(Site(store, "Amina")), base_url="http://localhost")
    said = json.dumps({"path": "/killed", "verdict": "accept", "reason": "x"})
    for kind in ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data", ""):
        answer = alone.post(f"/api/incidents/{merged}/values", content=said, headers={"content-type": kind})
        assert answer.status_code == 415
    origin = {"origin": "https://evil.example", "content-type": "application/json"}
    assert alone.post(f"/api/incidents/{merged}/values", content=said, headers=origin).status_code == 403
    assert alone.delete("/api/lists/x", headers={"origin": "https://evil.example"}).status_code == 403


def test_its_description_is_a_page_without_scripts_from_elsewhere(api):
    page = api.get("/api")
    assert page.status_code == 200
    assert "/api/incidents/{id_}/values" in page.text
    assert "https://" not in page.text
    assert api.get("/api/openapi.json").json()["openapi"].startswith("3.1")


# --- whatever is sent -------------------------------------------------------------------------------------------------


CHECKS = (
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
    response_headers_conformance,
)


def test_whatever_is_sent_the_answer_is_as_described(store):
    app = make_app(Site(store, "Amina", hosts=("*",), offline=True))
    app.state.worker.wake = lambda: None
    described = schemathesis.openapi.from_asgi("/api/openapi.json", app)
    operations = [found.ok() for found in described.get_all_operations()]
    assert len(operations) > 25
    ids = [one.incident.id for one in store.find(limit=3).incidents]
    for operation in operations:

        @given(case=operation.as_strategy(), real=sampled_from([None, *ids]))
        @settings(max_examples=12, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
        def ask(case, real):
            if real and "id_" in (case.path_parameters or {}):
                case.path_parameters["id_"] = real
            case.validate_response(case.call(), checks=CHECKS)

        ask()


def test_an_answer_that_is_not_as_described_is_found(store):
    app = make_app(Site(store, "Amina", hosts=("*",), offline=True))
    described = schemathesis.openapi.from_asgi("/api/openapi.json", app)
    case = described["/api/me"]["GET"].Case()
    case.validate_response(case.call(), checks=CHECKS)
    app.dependency_overrides[get_visitor] = lambda: Visitor("Amina", "king")
    with pytest.raises(Exception, match="king"):
        case.validate_response(case.call(), checks=CHECKS)
