"""The figures are those of the benchmark's own scorer, on the same files."""

import importlib.util
import json
import random
import subprocess
import sys
from pathlib import Path

import pytest

from gawah.evaluate import evaluate, score_predictions
from gawah.evaluate.names import alike, fold, rate_weapons, within

SHARED = Path(__file__).resolve().parents[3] / "shared"
SCORER = SHARED / "bench" / "score.py"
GOLD = SHARED / "data" / "modern" / "gold.jsonl"
TEXTS = SHARED / "data" / "modern" / "text"

pytestmark = pytest.mark.skipif(
    not GOLD.exists(), reason="the benchmark's scorer and data are not beside this checkout"
)


def run_benchmark(predictions, *options, gold=GOLD):
    command = [sys.executable, str(SCORER), str(gold), str(predictions), "--json", *map(str, options)]
    done = subprocess.run(command, check=False, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.fixture(scope="module")
def benchmark():
    spec = importlib.util.spec_from_file_location("benchmark_score", SCORER)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def gold():
    return [json.loads(line) for line in GOLD.read_text(encoding="utf-8").splitlines()]


def read_modern(name):
    return (TEXTS / f"{name}.txt").read_bytes().decode("utf-8")


def write_lines(path, objects):
    path.write_text("".join(json.dumps(o, ensure_ascii=False) + "\n" for o in objects), encoding="utf-8")
    return path


@pytest.mark.parametrize("seed", range(3))
def test_spoiled_records_get_the_same_figures(tmp_path, gold, spoiled_record_of, seed):
    records = [spoiled_record_of(document, read_modern(document["doc"]), seed) for document in gold]
    kept = [record for n, record in enumerate(records) if (n + seed) % 9]
    foreign = {"doc": "without gold", "incidents": records[5]["incidents"] or [{"type": "bombing"}]}
    predictions = write_lines(tmp_path / "predictions.jsonl", [*kept, foreign])
    assert score_predictions(GOLD, predictions, TEXTS).to_json() == run_benchmark(predictions, "--texts", TEXTS)


def test_gold_against_itself_and_against_its_records(tmp_path, gold, record_of):
    records = [record_of(document, read_modern(document["doc"])) for document in gold]
    predictions = write_lines(tmp_path / "predictions.jsonl", records)
    figures = score_predictions(GOLD, predictions, TEXTS).to_json()
    assert figures == run_benchmark(predictions, "--texts", TEXTS)
    assert figures["mean_f1"] == 1.0
    assert score_predictions(GOLD, GOLD).to_json() == run_benchmark(GOLD)


def test_reading_with_a_callable_gets_the_same_figures(tmp_path, gold, spoiled_record_of):
    by_name = {document["doc"]: document for document in gold}
    predictions = write_lines(
        tmp_path / "predictions.jsonl", [spoiled_record_of(d, read_modern(d["doc"]), 9) for d in gold]
    )
    found = evaluate(GOLD, TEXTS, lambda name, text: spoiled_record_of(by_name[name], text, 9))
    assert found.to_json() == run_benchmark(predictions, "--texts", TEXTS)


def test_swapped_documents_get_the_same_figures(tmp_path, gold):
    shuffled = random.Random(3).sample(gold, k=len(gold))
    swapped = [{**theirs, "doc": ours["doc"]} for ours, theirs in zip(gold, shuffled, strict=True)]
    predictions = write_lines(tmp_path / "predictions.jsonl", swapped)
    assert score_predictions(GOLD, predictions).to_json() == run_benchmark(predictions)


def test_the_golden_figures_are_the_benchmarks():
    golden = Path(__file__).parent / "golden"
    options = ("--texts", golden / "text")
    figures = run_benchmark(golden / "predictions.jsonl", *options, gold=golden / "gold.jsonl")
    assert figures == json.loads((golden / "figures.json").read_text(encoding="utf-8"))


def test_names_are_judged_alike(benchmark, gold):
    incidents = [benchmark.flat(incident) for document in gold for incident in document["incidents"]]
    names = sorted({p["name"] for i in incidents for p in i["perpetrators"]} | {i["place"] or "" for i in incidents})
    weapons = sorted({w for i in incidents for w in i["weapons"]})
    assert [fold(name) for name in names] == [benchmark.fold(name) for name in names]
    pairs = random.Random(7).sample([(a, b) for a in names for b in names], k=4000)
    assert [alike(a, b) for a, b in pairs] == [benchmark.alike(a, b) for a, b in pairs]
    assert [within(a, b) for a, b in pairs] == [benchmark.within(a, b) for a, b in pairs]
    arms = [(a, b) for a in weapons for b in weapons]
    assert [rate_weapons(a, b) for a, b in arms] == [benchmark.same_weapon(a, b) for a, b in arms]
