"""Both shapes of an incident come to the same flat view."""

import pytest

from gawah.evaluate.flat import Actor, Item, Range, flatten, list_entries, list_values, start_of, walk_evidence

FLAT = {
    "type": "bombing",
    "also_types": ["arson"],
    "date_start": "2031-05-03",
    "place": "Tarsk",
    "admin1": "Osterland",
    "country": "XA",
    "lat": 10,
    "lon": 20.5,
    "killed": {"low": 4, "best": 4, "high": None},
    "injured": 6,
    "perpetrators": [{"name": "Sable Band", "attribution": "claimed"}, {"name": "gunmen"}, {"name": None}],
    "victims": [
        {"ethnic_or_religious": ["Osters"], "occupation": "miners"},
        {"occupation": "miner", "nationality": "XA"},
    ],
    "weapons": ["car bomb"],
    "claim": {"by": "Sable Band", "channel": "radio", "claimed": True},
    "campaign": ["Osterland war"],
    "motive": ["revenge"],
    "responses": [{"type": "arrest", "actor": "police", "date": "2031-05-04", "quote": "Police arrested two."}],
    "evidence": {"type": "A bomb", "perpetrators": ["they said so", "so did they"]},
}

RECORD = {
    "type": "bombing",
    "also_types": ["arson"],
    "date": {"start": "2031-05-03", "edtf": "2031-05-03"},
    "place": {"name": "Tarsk", "admin1": "Osterland", "country": "XA", "lat": 10.0, "lon": 20.5},
    "killed": {"low": 4, "best": 4, "high": None},
    "injured": {"low": "6", "best": 6.0, "high": 6},
    "perpetrators": FLAT["perpetrators"],
    "victims": FLAT["victims"],
    "weapons": [{"class": "explosive", "type": "car bomb", "text": "a car bomb"}],
    "claims": [{"by": "Sable Band", "channel": "radio"}],
    "claimed": True,
    "campaign": [{"name": "Osterland war"}],
    "motive": ["revenge"],
    "responses": [{"type": "arrest", "actor": "police", "date": {"start": "2031-05-04"}}],
    "evidence": [{"path": "/responses/0/type", "quote": "Police arrested two."}],
}


def values_of(flat):
    return {name: getattr(flat, name) for name in flat.__slots__ if name != "incident"}


def test_both_shapes_give_one_view():
    assert values_of(flatten(FLAT, 0)) == values_of(flatten(RECORD, 0))


def test_what_the_view_holds():
    flat = flatten(RECORD, 3)
    assert flat.perpetrators == (Actor("Sable Band", None, "claimed", "/perpetrators/0"),)
    assert flat.killed == Range(4, 4, None)
    assert flat.injured == Range(6, 6, 6)
    assert flat.occupation == (Item("miners", "/victims/0/occupation"),)
    assert flat.nationality == (Item("XA", "/victims/1/nationality"),)
    assert flat.responses[0].quote == "Police arrested two."
    assert flat.responses[0].date == "2031-05-04"
    assert flat.number == 3


@pytest.mark.parametrize(
    ("count", "bounds"),
    [
        (None, None),
        ({"low": None, "best": None, "high": None}, None),
        (7, Range(7, 7, 7)),
        ("7.0", Range(7, 7, 7)),
        (True, Range(None, None, None)),
        ({"low": 1, "said": "some"}, Range(1, None, None)),
        ("dozens", Range(None, None, None)),
    ],
)
def test_counts(count, bounds):
    assert flatten({"killed": count}, 0).killed == bounds


@pytest.mark.parametrize(
    ("date", "start"),
    [
        ({"start": "2031-05", "edtf": "2031-05"}, "2031-05"),
        ({"start": None, "edtf": "XXXX-05-03"}, "XXXX-05-03"),
        ({"start": None, "edtf": "2031-05/2031-06"}, None),
        ("2031", "2031"),
        (None, None),
    ],
)
def test_start_of_a_date(date, start):
    assert start_of(date) == start


def test_evidence_bears_on_what_it_names_holds_and_lies_in():
    paths = ["/perpetrators", "/perpetrators/1", "/perpetrators/1/attribution", "/perpetrators/10", "", "/type"]
    incident = {"evidence": [{"path": path, "quote": path} for path in paths]}
    found = [entry["quote"] for entry in list_entries(incident, "/perpetrators/1")]
    assert found == ["/perpetrators", "/perpetrators/1", "/perpetrators/1/attribution"]


def test_every_value_wants_its_own_witness():
    incident = {
        "type": "bombing",
        "date": {"start": None, "edtf": None},
        "place": {"name": None, "country": "XA"},
        "perpetrators": [{"name": "A"}, {"name": "B", "evidence": [{"quote": "own"}]}],
        "motive": [],
        "evidence": [{"path": "/perpetrators", "quote": "of the whole list"}, {"path": "/type", "quote": "t"}],
    }
    found = {item.path: [entry["quote"] for entry in entries] for item, entries in list_values(incident)}
    assert found == {"/type": ["t"], "/place": [], "/perpetrators/0": [], "/perpetrators/1": ["own"]}


def test_walking_finds_quotes_at_any_depth():
    assert [entry["quote"] for entry in walk_evidence({"a": [{"b": {"quote": 1}}], "quote": 2})] == [2, 1]
