"""The labelled reports in tests/gold keep to the rules by which they were labelled, and are enough to set floors on."""

import datetime
import json
import re
from collections import Counter
from pathlib import Path

import pytest

from gawah.codebook import values
from gawah.evaluate.flat import flatten, start_of

GOLD = Path(__file__).parent / "gold"
SETS = (GOLD, GOLD / "wires")
LINES = [json.loads(line) for folder in SETS for line in (folder / "gold.jsonl").read_text("utf-8").splitlines()]
TEXTS = {path.stem: path for folder in SETS for path in (folder / "text").iterdir()}
DOCUMENTS = {document["doc"]: document for document in LINES}
INCIDENTS = [
    pytest.param(document["doc"], incident, id=f"{document['doc']}-{n}")
    for document in LINES
    for n, incident in enumerate(document["incidents"])
]
COUNTS = ("killed", "injured", "abducted", "killed_perpetrators")
WITNESSED = ("type", "perpetrators", "weapons", "victims", "claim", "motive", "campaign", *COUNTS)
LABELS = frozenset(  # what a label may be based on, in this set
    ["claimed", "accused_by_authorities", "accused_by_others", "suspected", "convicted", "reported_as_fact", "unknown"]
)
LONGEST_QUOTE = 400
ENOUGH = 40


def read_text(name):
    return TEXTS[name].read_bytes().decode("utf-8")


QUIET = sorted((GOLD / "quiet").glob("*.txt"))


def list_quotes(incident):
    for held in incident["evidence"].values():
        yield from [held] if isinstance(held, str) else held
    yield from (response["quote"] for response in incident["responses"])


def test_each_document_stands_once_and_has_a_text():
    assert len(DOCUMENTS) == len(LINES) >= 60
    assert TEXTS.keys() == DOCUMENTS.keys()
    assert len({read_text(name) for name in DOCUMENTS}) == len(LINES)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_text_says_first_that_it_is_fiction(name):
    assert read_text(name).startswith("FICTION.")


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_document_says_why_it_is_labelled_so(name):
    assert len(DOCUMENTS[name]["why"].split()) >= 5


@pytest.mark.parametrize(("name", "incident"), INCIDENTS)
def test_an_incident_says_why_its_labels_are_right(name, incident):
    assert len(incident["why"].split()) >= 5


@pytest.mark.parametrize(("name", "incident"), INCIDENTS)
def test_quotes_are_verbatim(name, incident):
    text = read_text(name)
    for quote in list_quotes(incident):
        assert quote.strip(), name
        assert quote in text
        assert len(quote) <= LONGEST_QUOTE


@pytest.mark.parametrize(("name", "incident"), INCIDENTS)
def test_each_label_has_a_quote(name, incident):
    labelled = {field for field in WITNESSED if incident[field] not in (None, [])}
    labelled |= {"date"} if incident["date_start"] or incident.get("date_edtf") else set()
    labelled |= {"place"} if incident["place"] or incident["admin1"] or incident["country"] else set()
    assert labelled <= set(incident["evidence"])


@pytest.mark.parametrize(("name", "incident"), INCIDENTS)
def test_labels_are_in_the_codebook(name, incident):
    types = [incident["type"], *incident["also_types"]]
    assert set(types) <= set(values("incident_types"))
    assert len(set(types)) == len(types)
    assert set(incident["weapons"]) <= set(values("weapon_types"))
    assert {response["type"] for response in incident["responses"]} <= set(values("response_types"))
    assert {perpetrator["kind"] for perpetrator in incident["perpetrators"]} <= set(values("actor_kinds"))
    assert {perpetrator["attribution"] for perpetrator in incident["perpetrators"]} <= LABELS


def test_the_bases_of_labels_are_in_the_codebook():
    assert set(values("bases")) >= LABELS


@pytest.mark.parametrize(("name", "incident"), INCIDENTS)
def test_counts_are_in_order(name, incident):
    for count in filter(None, (incident[field] for field in COUNTS)):
        told = [count[bound] for bound in ("low", "best", "high") if count[bound] is not None]
        assert told, "a count without any bound"
        assert told == sorted(told)
        assert told[0] >= 0


@pytest.mark.parametrize(("name", "incident"), INCIDENTS)
def test_dates_are_real(name, incident):
    start, end, edtf = incident["date_start"], incident["date_end"], incident.get("date_edtf")
    assert start is None or re.fullmatch(r"\d{4}(-\d\d)?(-\d\d)?", start)
    for day in (day for day in (start, end) if day and len(day) == len("2021-01-03")):
        datetime.date.fromisoformat(day)
    assert end is None or start < end
    assert start or not edtf or re.fullmatch(r"XXXX-\d\d-\d\d", edtf)


@pytest.mark.parametrize(("name", "incident"), INCIDENTS)
def test_places_have_a_country_where_they_have_a_position(name, incident):
    assert (incident["lat"] is None) == (incident["lon"] is None)
    if incident["lat"] is not None:
        assert re.fullmatch(r"[A-Z]{2}", incident["country"])
        assert abs(incident["lat"]) <= 90
        assert abs(incident["lon"]) <= 180


@pytest.mark.parametrize(("name", "incident"), INCIDENTS)
def test_who_claims_is_a_perpetrator_by_claim(name, incident):
    claimers = [p["name"] for p in incident["perpetrators"] if p["attribution"] == "claimed"]
    claim = incident["claim"] or {}
    assert bool(claim.get("claimed")) == bool(claimers)
    assert claim.get("by") is None or claim["by"] in claimers


@pytest.mark.parametrize("name", DOCUMENTS)
def test_parts_are_within_their_umbrella(name):
    incidents = DOCUMENTS[name]["incidents"]
    parts = [incident for incident in incidents if incident.get("part_of") is not None]
    for part in parts:
        umbrella = incidents[part["part_of"]]
        assert umbrella["main"]
        assert umbrella.get("part_of") is None
        assert not part["main"]
    for field in ("killed", "injured"):
        whole = next((incidents[part["part_of"]][field] for part in parts), None)
        if whole and whole["high"] is not None:
            assert sum(part[field]["best"] for part in parts if part[field]) <= whole["high"]


@pytest.mark.parametrize("path", QUIET, ids=lambda path: path.stem)
def test_a_quiet_text_says_first_that_it_is_fiction(path):
    assert path.read_text("utf-8").startswith("FICTION.")


def test_reports_without_an_incident_are_among_them():
    assert sum(not document["incidents"] for document in LINES) >= ENOUGH // 5


def count_values():
    """Return how many values the set has of each field that a floor is wanted for."""
    counted = Counter()
    for document in LINES:
        for n, incident in enumerate(document["incidents"]):
            flat = flatten(incident, n)
            counted += Counter({field: len(getattr(flat, field)) for field in ("perpetrators", "weapons", "responses")})
            counted += Counter({field: 1 for field in ("type", "country", "place") if getattr(flat, field)})
            counted["date"] += (
                start_of({"start": incident["date_start"], "edtf": incident.get("date_edtf")}) is not None
            )
            told = (incident[field] for field in ("killed", "injured"))
            counted += Counter(
                {
                    field: 1
                    for field, count in zip(("killed", "injured"), told, strict=True)
                    if count and count["best"] is not None
                }
            )
    return counted


@pytest.mark.parametrize(
    "field", ["type", "date", "country", "place", "killed", "injured", "perpetrators", "weapons", "responses"]
)
def test_a_field_has_values_enough_for_a_floor(field):
    assert count_values()[field] >= ENOUGH
