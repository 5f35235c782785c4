"""What a terminal shows of scores and errors."""

import subprocess
import sys
from pathlib import Path

import pytest
from rich.console import Console

from gawah.evaluate import FalseAlarm, Negatives, score_predictions
from gawah.evaluate.mistakes import Excerpt
from gawah.evaluate.muc4 import Muc4Evaluation
from gawah.evaluate.table import (
    FIELD_ORDER,
    print_mistakes,
    print_muc4,
    print_negatives,
    print_scores,
    show_value,
)
from gawah.evaluate.tally import Score

GOLDEN = Path(__file__).parent / "golden"


@pytest.fixture(scope="module")
def evaluation():
    paths = (GOLDEN / name for name in ("gold.jsonl", "predictions.jsonl", "text"))
    return score_predictions(*paths, explain=lambda document, path: "dates.heading" if "date" in path else None)


@pytest.fixture(params=[80, 120])
def console(request):
    return Console(width=request.param, record=True, file=None, force_terminal=False, quiet=False)


def shown(console, print_it, *args, **options):
    with console.capture() as captured:
        print_it(*args, console, **options)
    lines = captured.get().splitlines()
    assert max(map(len, lines)) <= console.width or print_it is print_scores
    return captured.get()


def test_scores(console, evaluation):
    lines = shown(console, print_scores, evaluation).splitlines()
    assert lines[0].split() == ["field", "right", "predicted", "gold", "P", "R", "F1"]
    assert [line.split()[0] for line in lines[1:4]] == ["relevant", "incidents", "type"]
    assert lines[3].split() == ["type", "2", "3", "4", "0.667", "0.500", "0.571", "core,", "pooled"]
    assert "mean F1 of the core fields 0.432 (95% 0.000 to 0.667), 4 documents, 3 of them read" in lines
    assert "deaths in gold 8: 3 counted too many, 1 too few" in lines
    assert "wrongly named perpetrators per 1,000 incidents: 500" in lines


def test_every_field_has_its_place(evaluation):
    assert set(evaluation.scores) <= set(FIELD_ORDER)


def test_mistakes_are_chosen_by_field_and_kind_and_limited(console, evaluation):
    text = shown(console, print_mistakes, evaluation, field="date", kind="wrong")
    assert "date: wrong (off by one day) in kite, rule dates.heading" in text
    assert "gold: 2031-05-03" in text
    assert "prediction: 2031-05-04" in text
    assert "two_towns" not in text
    text = shown(console, print_mistakes, evaluation, field="date", limit=1)
    assert "… and 2 more" in text


def test_mistakes_are_counted_by_class(console, evaluation):
    lines = shown(console, print_mistakes, evaluation, limit=0).splitlines()
    incidents = next(line for line in lines if line.startswith("incidents"))
    assert incidents.split()[:3] == ["incidents", "2", "1"]


def test_square_brackets_are_no_markup(console):
    alarm = FalseAlarm("a[bold]", "bombing", Excerpt("", "[red]bomb[/red]", ""), "r[1]")
    text = shown(console, print_negatives, Negatives(4, (alarm,), (("b", "[/nothing]"),)))
    assert "1 of 4 read as an incident: 25.0%" in text
    assert "a[bold]: bombing, rule r[1]  “[red]bomb[/red]”" in text
    assert "not read: b: [/nothing]" in text


def test_muc4(console):
    scores = {"Victim": Score(1, 2, 2), "all": Score(1, 2, 2)}
    text = shown(console, print_muc4, Muc4Evaluation(3, scores, {"incident_type": Score(1, 1, 1), **scores}))
    lines = [line.split() for line in text.splitlines()]
    assert lines[1:] == [
        ["incident_type", "1.000", "1.000", "1.000"],
        ["Victim", *["0.500"] * 6],
        ["all", *["0.500"] * 6],
    ]


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (None, "–"),
        ([], "–"),
        (0, "0"),
        ((3, None), "3 to open"),
        (("police", None), "police · –"),
        (False, "not claimed"),
        (["one quote", "another"], "one quote · another"),
        ({"class": "melee", "type": None, "text": "", "persons": [1]}, "melee"),
    ],
)
def test_values(value, words):
    assert show_value(value) == words


def test_rich_is_imported_only_to_draw():
    code = "import sys, gawah.evaluate, gawah.evaluate.table; sys.exit('rich' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
