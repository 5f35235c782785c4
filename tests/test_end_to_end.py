"""From a report to its record: time, floors under quality on labelled reports, real reports beside the project."""

import json
import re
import subprocess
import sys
import time
from pathlib import Path

import pytest

from gawah.evaluate import evaluate, evaluate_negatives, load_floors
from gawah.evaluate.reader import Reader
from gawah.pipeline import read_text
from gawah.record import record_to_json
from gawah.sources import Limits

ROOT = Path(__file__).parent.parent
GOLD = ROOT / "tests" / "gold"
SHARED = ROOT.parent / "shared"

MOST_ALARMS = 0.2
"""Of the texts in `quiet`, chosen for words that sound violent: accidents, crime, sport. Goes down, never up."""

needs_shared = pytest.mark.skipif(not SHARED.is_dir(), reason="there is no folder `shared` beside the project")

# --- time -------------------------------------------------------------------------------------------------------------

NEWS = "Gunmen killed eleven coal miners near Quetta on 3 January 2021, police said. "
TALK = "The council met in Quetta on Monday and talked about the new road for an hour. "
REPEATED = {
    "news": NEWS,
    "quotations": 'He said "We will go. They will stay", and the Desert Hawks said that they did it. ',
    "suspects": "Omar Bux was killed in Karachi. Police arrested Ali Khan, a suspect, over the killing on Friday. ",
    "one-sentence": "gunmen killed eleven miners and wounded four soldiers in Quetta and ",
    "paragraphs": "Fighters of the Desert Hawks attacked a village with rockets.\n",
    "aftermath": NEWS + "Hundreds protested in Karachi. The governor condemned the attack and ordered an inquiry. ",
    "labelled": "".join(
        path.read_text("utf-8").split("\n", 1)[1] + "\n\n" for path in sorted((GOLD / "text").iterdir())
    ),
}
NO_LIMIT = Limits(seconds=0)


def time_reading(text):
    begun = time.process_time()
    read_text(text, limits=NO_LIMIT)
    return time.process_time() - begun


def repeat(text, length):
    return (text * (length // len(text) + 1))[:length]


@pytest.mark.parametrize("kind", REPEATED)
def test_time_grows_with_the_length_of_a_report_and_not_with_its_square(kind):
    short, long = (repeat(REPEATED[kind], length) for length in (40_000, 160_000))
    time_reading(short[:1000])
    assert time_reading(long) < 9 * max(time_reading(short), 0.02)  # four times as long; its square were sixteen


def test_a_report_of_a_million_characters_is_read_in_time_that_its_length_explains():
    day = NEWS + TALK * 60
    assert time_reading(repeat(day, 1_000_000)) < 9 * max(time_reading(repeat(day, 250_000)), 0.02)


# --- quality ----------------------------------------------------------------------------------------------------------


def test_no_field_falls_below_its_floor_on_our_labelled_reports():
    command = [
        str(Path(sys.executable).with_name("gawah")),
        "evaluate",
        "gold.jsonl",
        "text",
        "--floors",
        "floors.yaml",
    ]
    ran = subprocess.run(command, cwd=GOLD, capture_output=True, encoding="utf-8")
    assert ran.stderr == "", "tools/set_floors.py sets them anew, where gold has changed or reading is better"
    assert ran.returncode == 0
    assert len(load_floors(GOLD / "floors.yaml")) >= 10


def test_few_texts_without_political_violence_are_read_as_an_incident():
    quiet = evaluate_negatives(GOLD / "quiet", Reader("rules").predict)
    assert quiet.documents >= 84
    assert quiet.share <= MOST_ALARMS, quiet.alarmed


# --- real reports beside the project ----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def machh():
    """Return the text on the Machh attack, and its record as JSON."""
    text = (SHARED / "reports" / "machh_attack.txt").read_text("utf-8")
    return text, record_to_json(read_text(text).record)


@needs_shared
def test_the_machh_attack_is_read_as_it_is_told(machh):
    _, record = machh
    (incident,) = record["incidents"]
    assert incident["main"] is True
    assert (incident["type"], incident["also_types"]) == ("execution", ["abduction"])
    assert (incident["date"]["edtf"], incident["date"]["precision"]) == ("2021-01-03", "day")
    place = incident["place"]
    assert (place["name"], place["admin1"], place["country"]) == ("Machh", "Balochistan", "PK")
    assert [incident[field]["best"] for field in ("killed", "abducted")] == [11, 11]
    assert incident["injured"] is incident["attackers_killed"] is None
    assert [weapon["class"] for weapon in incident["weapons"]] == ["melee"]
    assert {figure["measure"] for figure in incident["figures"]} == {"killed", "abducted"}


@needs_shared
def test_the_victims_of_the_machh_attack_are_who_the_report_says(machh):
    _, record = machh
    (incident,) = record["incidents"]
    whole = next(v for v in incident["victims"] if v["outcome"] == "killed" and v["subset_of"] is None)
    assert whole["count"]["best"] == 11
    assert set(whole["ethnic_or_religious"]) == {"Hazara", "Shia"}
    assert whole["occupation"] == "coal miners"
    (part,) = (v for v in incident["victims"] if v["subset_of"] == whole["id"])
    assert (part["count"]["best"], part["nationality"], part["ethnic_or_religious"]) == (7, "AF", ["Hazara"])
    path = f"/victims/{incident['victims'].index(part)}"
    assert any(p["path"].startswith(path) and "Foreign Affairs" in (p["speaker"] or "") for p in incident["evidence"])


@needs_shared
def test_the_machh_attack_is_attributed_to_the_branch_that_the_report_names(machh):
    _, record = machh
    (incident,) = record["incidents"]
    (perpetrator,) = incident["perpetrators"]
    assert (perpetrator["name"], perpetrator["parent"]) == ("Islamic State – Pakistan Province", "Islamic State")
    assert perpetrator["attribution"] == "claimed"
    assert incident["claimed"] is True
    (claim,) = incident["claims"]
    assert claim["by"] == "Islamic State"
    assert {"Amaq", "Telegram"} <= set(re.findall(r"\w+", claim["channel"]))


@needs_shared
def test_what_followed_the_machh_attack_is_told(machh):
    _, record = machh
    (incident,) = record["incidents"]
    told = {response["type"] for response in incident["responses"]}
    assert told >= {
        *("protest", "demand", "sit_in", "refusal", "criticism", "investigation", "condemnation", "visit"),
        *("condolence", "compensation", "burial", "claim_of_responsibility"),
    }
    (burial,) = (r for r in incident["responses"] if r["type"] == "burial")
    assert burial["date"]["edtf"] == "2021-01-09"
    (money,) = (r for r in incident["responses"] if r["type"] == "compensation")
    assert money["status"] == "announced"
    (refusal,) = (r for r in incident["responses"] if r["type"] == "refusal" and "inister" in (r["actor"] or ""))
    demands = [r["id"] for r in incident["responses"] if r["type"] == "demand"]
    assert refusal["responds_to"] in demands


@needs_shared
def test_the_record_of_the_machh_attack_is_quoted_and_witnessed(machh, tmp_path):
    text, _ = machh
    (tmp_path / "text").mkdir()
    (tmp_path / "text" / "machh.txt").write_text(text, "utf-8")
    line = {"doc": "machh", "incidents": [{"main": True, "type": "execution"}]}
    (tmp_path / "gold.jsonl").write_text(json.dumps(line), "utf-8")
    scores = evaluate(tmp_path / "gold.jsonl", tmp_path / "text", Reader("rules").predict).scores
    assert (scores["quoted"].f1, scores["witnessed"].f1) == (1.0, 1.0)
    assert scores["witnessed"].gold > 20


@needs_shared
def test_real_reports_are_read_well_enough():
    modern = SHARED / "data" / "modern"
    evaluation = evaluate(modern / "gold.jsonl", modern / "text", Reader("rules").predict)
    assert evaluation.failures == ()
    assert (evaluation.scores["quoted"].f1, evaluation.scores["witnessed"].f1) == (1.0, 1.0)
    assert evaluation.mean_f1 >= 0.50


@needs_shared
def test_few_quiet_reports_are_read_as_telling_of_violence():
    quiet = evaluate_negatives(SHARED / "data" / "negatives", Reader("rules").predict)
    assert quiet.failures == ()
    assert quiet.documents > 100
    assert quiet.share <= 0.03, quiet.alarmed
