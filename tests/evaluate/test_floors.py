"""Floors: what is below is told, and so is a floor that says nothing about this gold."""

from dataclasses import replace
from pathlib import Path

import pytest

from gawah.errors import GoldError
from gawah.evaluate import Floor, Score, check_floors, load_floors, score_predictions
from gawah.evaluate.floors import set_floors, write_floors

GOLDEN = Path(__file__).parent / "golden"


@pytest.fixture
def evaluation():
    found = score_predictions(GOLDEN / "gold.jsonl", GOLDEN / "predictions.jsonl")
    scores = {"type": Score(45, 50, 50), "date": Score(30, 30, 39), "quoted": Score(80, 80, 80)}
    return replace(found, scores=scores, gold_sha256="a" * 64)


def floor(field, f1, digest="a" * 64):
    return Floor(field, f1, digest)


def test_all_is_well_at_the_floor(evaluation):
    assert check_floors(evaluation, [floor("type", 0.9), floor("quoted", 1.0)]) == []


def test_a_field_below_its_floor(evaluation):
    problems = check_floors(evaluation, [floor("type", 0.91), floor("quoted", 1.0)])
    assert problems == ["type: F1 0.9000 is below its floor of 0.9100"]


def test_a_floor_of_other_gold(evaluation):
    problems = check_floors(evaluation, [floor("type", 0.1, "b" * 64), floor("quoted", 1.0)])
    assert problems == ["type: the floor was set on gold bbbbbbbbbbbb, and gold is aaaaaaaaaaaa now; measure it again"]


def test_a_field_with_too_few_values_has_no_floor(evaluation):
    floors = [floor("type", 0.9), floor("quoted", 1.0), floor("date", 0.1), floor("motive", 0.1)]
    assert check_floors(evaluation, floors) == [
        "date: 39 gold values, and a floor needs 40; take it out",
        "motive: 0 gold values, and a floor needs 40; take it out",
    ]


def test_a_field_with_enough_values_needs_a_floor(evaluation):
    assert check_floors(evaluation, []) == [
        "quoted: 80 gold values and no floor; set one",
        "type: 50 gold values and no floor; set one",
    ]


def test_floors_are_set_a_little_below_and_read_back(evaluation, tmp_path):
    floors = set_floors(evaluation)
    assert floors == (floor("type", 0.88), floor("quoted", 1.0))
    (tmp_path / "floors.yaml").write_text(write_floors(floors), encoding="utf-8")
    assert load_floors(tmp_path / "floors.yaml") == floors
    assert check_floors(evaluation, floors) == []


@pytest.mark.parametrize(
    "content", ["", "[", "floors: {}\nx", "floors: [{field: type}]", "floors: [{field: 1, f1: x, gold_sha256: a}]"]
)
def test_a_file_of_another_shape(tmp_path, content):
    (tmp_path / "floors.yaml").write_text(content, encoding="utf-8")
    with pytest.raises(GoldError, match=r"floors\.yaml"):
        load_floors(tmp_path / "floors.yaml")
