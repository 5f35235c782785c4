"""Shared by the tests of scoring: gold in the flat shape as records, and records with faults."""

import copy
import random

import pytest

BASES = ["claimed", "suspected", "accused_by_authorities", "reported_as_fact", "unknown"]
TYPES = ["bombing", "armed_attack", "execution", "airstrike", "shelling", "battle"]


def write_evidence(text, path, quotes):
    """Entries for `path`; a quote without a place in the text gets offsets that are wrong."""
    quotes = quotes if isinstance(quotes, list) else [quotes]
    starts = [max(text.find(quote), 0) for quote in quotes]
    return [{"path": path, "quote": q, "start": a, "end": a + len(q)} for q, a in zip(quotes, starts, strict=True)]


def write_incident(flat, text):
    """An incident of the flat gold shape as `gawah.record/1` has it."""
    incident = {
        key: copy.deepcopy(flat.get(key)) for key in ("main", "type", "also_types", "campaign", "motive", "part_of")
    }
    incident |= {key: copy.deepcopy(flat.get(key)) for key in ("killed", "injured", "abducted", "perpetrators")}
    incident["date"] = {"start": flat.get("date_start"), "edtf": flat.get("date_edtf")}
    place = {key: flat.get(key) for key in ("admin1", "country", "lat", "lon")}
    incident["place"] = {"name": flat.get("place"), **place}
    incident["victims"] = copy.deepcopy(flat.get("victims") or [])
    incident["weapons"] = [{"class": "unknown", "type": weapon, "text": weapon} for weapon in flat.get("weapons") or []]
    claim = flat.get("claim") or {}
    incident["claims"] = [{"by": claim["by"], "channel": claim.get("channel")}] if claim.get("by") else []
    incident["claimed"] = claim.get("claimed")
    incident["responses"] = [{k: v for k, v in r.items() if k != "quote"} for r in flat.get("responses") or []]
    incident["evidence"] = list_evidence(flat, incident, text)
    return incident


def list_evidence(flat, incident, text):
    entries = []
    for field, quotes in (flat.get("evidence") or {}).items():
        entries += write_evidence(text, "/claims" if field == "claim" else f"/{field}", quotes)
        for n in range(len(incident[field]) if isinstance(incident.get(field), list) else 0):
            entries += write_evidence(text, f"/{field}/{n}", quotes)
    for n, response in enumerate(flat.get("responses") or []):
        entries += write_evidence(text, f"/responses/{n}", response.get("quote") or "")
    return entries


def spoil(incident, rng):
    """Change a few values, each in a way in which coders err."""
    for change in rng.sample(FAULTS, k=3):
        change(incident, rng)
    return incident


def spoil_type(incident, rng):
    incident["type"] = rng.choice([*TYPES, None])


def spoil_date(incident, rng):
    start = incident["date"]["start"] or "2001-01-01"
    wrong = [None, start[:7], start[:4], "2001" + start[4:], start[:8] + "11", "XXXX" + start[4:]]
    incident["date"] = {"start": rng.choice(wrong), "edtf": rng.choice([None, "XXXX-06-26"])}


def spoil_place(incident, rng):
    place = incident["place"]
    change = {"name": rng.choice([None, "Quetta", place["admin1"], f"{place['name']} town", f"North {place['name']}"])}
    place |= rng.choice(
        [change, {"country": "PK"}, {"country": None}, {"lat": None}, {"lat": (place["lat"] or 1) + 0.5}]
    )


def spoil_count(incident, rng):
    field = rng.choice(["killed", "injured", "abducted"])
    count = incident[field] or {"low": 3, "best": 3, "high": 3}
    wrong = [None, {**count, "high": None}, {**count, "low": None}, {**count, "best": (count.get("best") or 0) + 1}]
    incident[field] = rng.choice([*wrong, 7, "7.0", {"low": 1, "best": None, "high": None, "said": "some"}])


def spoil_perpetrators(incident, rng):
    for perpetrator in incident["perpetrators"] or []:
        change = [
            {"name": perpetrator["name"].upper()},
            {"name": "A Branch", "parent": perpetrator["name"]},
            {"name": "gunmen"},
        ]
        perpetrator |= rng.choice([*change, {"attribution": rng.choice(BASES)}])
    if rng.random() < 0.3:
        incident["perpetrators"] = [*(incident["perpetrators"] or []), {"name": "Taliban", "attribution": "claimed"}]


def spoil_weapons(incident, rng):
    names = rng.choices(["car bomb", "AK-47s", "mortar shells", "knives", "drone", "grenade"], k=2)
    incident["weapons"] = [{"class": "explosive", "type": name, "text": ""} for name in names]


def spoil_victims(incident, rng):
    words = {"ethnic_or_religious": ["Shi'ite", "Hazaras"], "occupation": "police officers", "nationality": "AF"}
    incident["victims"] = [
        *incident["victims"],
        {"description": "people", **rng.choice([words, {"occupation": "miner"}])},
    ]


def spoil_claim(incident, rng):
    incident["claimed"] = rng.choice([True, False, None])
    incident["claims"] = rng.choice([[], [{"by": "ISIS", "channel": "a website"}], [{"by": "TTP", "channel": None}]])


def spoil_responses(incident, rng):
    acts = incident["responses"]
    rng.shuffle(acts)
    incident["responses"] = acts[: rng.randrange(len(acts) + 1)]
    for act in incident["responses"]:
        act |= rng.choice([{}, {"type": "statement"}, {"actor": "police"}, {"date": {"start": "2020-01-01"}}])


def spoil_evidence(incident, rng):
    entries = incident["evidence"]
    for entry in rng.sample(entries, k=min(3, len(entries))):
        moved = {"start": entry["start"] + 1}
        entry |= rng.choice([moved, {"quote": "no such words"}, {"path": "/main"}, {"quote": ""}, {"end": None}])
    for entry in rng.sample(entries, k=len(entries) // 2):
        cut_quote(entry, rng)
    if rng.random() < 0.3:
        incident["evidence"] = [
            *entries,
            {"path": "/date", "kind": "metadata", "key": "published", "value": "2020-01-01"},
        ]


def cut_quote(entry, rng):
    """Leave some words of a quote, from its beginning; a claim's words may bear on `claimed` alone."""
    words = entry["quote"].split(" ")
    quote = " ".join(words[: rng.randrange(1, len(words) + 1)])
    path = "/claimed" if entry["path"].startswith("/claims") else entry["path"]
    entry |= {"quote": quote, "end": entry["start"] + len(quote), "path": path}


FAULTS = [
    *(spoil_type, spoil_date, spoil_place, spoil_count, spoil_perpetrators),
    *(spoil_weapons, spoil_victims, spoil_claim, spoil_responses, spoil_evidence),
]


def write_prediction(document, text, rng):
    """A record for a gold document: incidents dropped, doubled, made up and spoiled as `rng` has it."""
    incidents = [write_incident(flat, text) for flat in document["incidents"] if rng.random() < 0.9]
    incidents += [copy.deepcopy(incident) for incident in incidents if rng.random() < 0.1]
    incidents = [spoil(incident, rng) if rng.random() < 0.8 else incident for incident in incidents]
    if rng.random() < 0.1:
        made_up = {
            "main": False,
            "type": "bombing",
            "killed": 4,
            "place": "Nowhere",
            "perpetrators": ["a band"],
            "date_start": "2020-02-30",
        }
        incidents.append(write_incident(made_up | {"perpetrators": [{"name": "a band"}]}, text))
    return {"report": {"path": f"some/where/{document['doc']}.txt"}, "incidents": incidents}


@pytest.fixture
def record_of():
    """(flat gold document, its text) to the record that says the same."""

    def convert(document, text):
        incidents = [write_incident(flat, text) for flat in document["incidents"]]
        return {"report": {"path": f"{document['doc']}.txt"}, "incidents": incidents}

    return convert


@pytest.fixture
def spoiled_record_of():
    """(flat gold document, its text, seed) to a record with faults, the same for the same seed."""

    def convert(document, text, seed):
        return write_prediction(document, text, random.Random(f"{seed} {document['doc']}"))

    return convert
