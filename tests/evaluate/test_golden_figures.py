"""Small invented reports with every kind of error: the figures, each error's class, and what holds in general."""

import json
from pathlib import Path

import pytest

from gawah.errors import ReportTooSlow
from gawah.evaluate import Deaths, Score, evaluate, score_predictions

GOLDEN = Path(__file__).parent / "golden"
GOLD, PREDICTIONS, TEXTS = GOLDEN / "gold.jsonl", GOLDEN / "predictions.jsonl", GOLDEN / "text"


@pytest.fixture(scope="module")
def evaluation():
    return score_predictions(GOLD, PREDICTIONS, TEXTS, explain=lambda document, path: f"{document}{path}")


@pytest.fixture(scope="module")
def records():
    lines = PREDICTIONS.read_text(encoding="utf-8").splitlines()
    return {Path(record["report"]["path"]).stem: record for record in map(json.loads, lines)}


def classes(evaluation, document):
    return {(m.field, m.kind, m.detail) for m in evaluation.mistakes if m.document == document}


def find(evaluation, document, field, kind):
    return next(m for m in evaluation.mistakes if (m.document, m.field, m.kind) == (document, field, kind))


def test_figures(evaluation):
    assert evaluation.to_json() == json.loads((GOLDEN / "figures.json").read_text(encoding="utf-8"))


def test_counts_made_by_hand(evaluation):
    # Gold has 4 incidents in 3 of 4 documents; 2 of 3 predicted ones pair; one document was predicted without gold.
    assert evaluation.scores["relevant"] == Score(right=2, predicted=4, gold=3)
    assert evaluation.scores["incidents"] == Score(right=2, predicted=3, gold=4)
    assert evaluation.scores["killed"] == Score(right=1, predicted=3, gold=4)
    assert evaluation.scores["accused"] == Score(right=0, predicted=4, gold=2)
    # Bombing: 4 for 3. Stabbing: none for 1. Festival: 2 for none.
    assert evaluation.deaths == Deaths(gold=8, over=3, under=1)
    # The league beside its front, and the storm: 2 to 4 incidents.
    assert evaluation.wrong_names_per_1000 == 500
    assert evaluation.scores["type"].precision == 2 / 3
    assert evaluation.scores["type"].recall == 0.5
    assert evaluation.scores["type"].f1 == pytest.approx(4 / 7)


def test_classes_of_errors_in_a_pair(evaluation):
    assert classes(evaluation, "kite") == {
        ("date", "wrong", "off by one day"),
        ("perpetrators", "spurious", "one too many"),
        ("accused", "wrong", "basis only: claimed → suspected"),
        ("accused", "spurious", "one too many"),
        ("weapons", "spurious", "one too many"),
        ("responses", "miss", "read as statement"),
        ("response_date", "wrong", "off by one day"),
        ("statements", "spurious", "in gold condemnation"),
        ("supported", "evidence", "place: its words do not say it"),
        ("witnessed", "evidence", "place: no witness"),
        ("witnessed", "evidence", "weapons: no witness"),
        ("quoted", "evidence", "stands elsewhere"),
    }


def test_a_merged_incident_and_its_pair(evaluation):
    found = classes(evaluation, "two_towns")
    assert {(f, k, d) for f, k, d in found if d != "with its incident"} == {
        ("incidents", "miss", "merged"),
        ("country", "wrong", "XA → XB"),
        ("place", "wrong", "wrong country"),
        ("killed", "wrong", "over"),
        ("killed_range", "wrong", "bounds: low and high"),
        ("accused", "wrong", "basis only: suspected → accused_by_authorities"),
    }
    assert ("occupation", "miss", "with its incident") in found


def test_incidents_missed_and_made_up(evaluation):
    assert ("incidents", "spurious", "spurious") in classes(evaluation, "harvest")
    assert ("relevant", "spurious", "read as telling of an incident") in classes(evaluation, "harvest")
    assert ("incidents", "miss", "missed") in classes(evaluation, "bridge")
    assert ("relevant", "miss", "read as telling of nothing") in classes(evaluation, "bridge")


def test_an_error_shows_both_sides_in_the_text_and_the_rule(evaluation):
    mistake = find(evaluation, "kite", "date", "wrong")
    assert (mistake.gold, mistake.predicted) == ("2031-05-03", "2031-05-04")
    assert mistake.gold_excerpt.quote == "on Saturday 3 May"
    assert mistake.gold_excerpt.before.endswith("in the Osterland region, ")
    assert mistake.gold_excerpt.after.startswith(", and wounded six people.")
    assert mistake.predicted_excerpt.quote == "Norvale, 4 May 2031"
    assert mistake.path == "/incidents/0/date"
    assert mistake.rule == "kite/incidents/0/date"


def test_an_error_in_a_missed_incident_has_no_rule(evaluation):
    mistake = find(evaluation, "bridge", "type", "miss")
    assert (mistake.path, mistake.rule, mistake.predicted_excerpt) == (None, None, None)
    assert mistake.gold_excerpt.quote == "Shells hit the bridge"


def test_without_texts_quotes_are_not_checked():
    scores = score_predictions(GOLD, PREDICTIONS).scores
    assert not {"quoted", "witnessed"} & set(scores)
    assert scores["supported"].gold == 12


def test_reading_gives_what_scoring_its_output_gives(evaluation, records):
    seen = {}

    def predict(name, text):
        seen[name] = text
        return records.get(name, {"incidents": []})

    found = evaluate(GOLD, TEXTS, predict)
    assert list(seen) == ["kite", "two_towns", "harvest", "bridge"]
    assert seen["harvest"].endswith("because of storms.\n")
    figures, golden = found.to_json(), evaluation.to_json()
    assert {**figures, "relevant": None} == {**golden, "relevant": None}
    assert found.scores["relevant"] == Score(2, 3, 3)  # nothing is read beside gold's documents
    assert [document.predicted for document in found.documents] == [True] * 4


def test_a_document_that_cannot_be_read_is_told_and_missed(records):
    def predict(name, text):
        if name == "kite":
            raise ReportTooSlow(name, "took longer than 5 s", "split it")
        return records.get(name, {"incidents": []})

    found = evaluate(GOLD, TEXTS, predict)
    assert found.failures == (("kite", "kite: took longer than 5 s; split it"),)
    assert not found.documents[0].predicted
    assert found.scores["incidents"] == Score(1, 2, 4)


def test_gold_against_itself_is_all_right():
    found = score_predictions(GOLD, GOLD)
    assert found.mean_f1 == 1.0
    assert found.interval[1] == 1.0
    assert found.mistakes == ()
    assert found.deaths == Deaths(8, 0, 0)


def test_the_digest_is_of_gold_and_its_texts(tmp_path):
    (tmp_path / "gold.jsonl").write_bytes(GOLD.read_bytes())
    for text in TEXTS.iterdir():
        (tmp_path / text.name).write_bytes(text.read_bytes())

    def digest():
        return evaluate(tmp_path / "gold.jsonl", tmp_path, lambda name, text: {"incidents": []}).gold_sha256

    first = digest()
    assert first == evaluate(GOLD, TEXTS, lambda name, text: {"incidents": []}).gold_sha256
    with (tmp_path / "kite.txt").open("a") as text:
        text.write("More.\n")
    assert digest() != first
