"""Our own labelled reports: incidents told two or three times, and look-alikes in the same town in the same month."""

import json
from itertools import combinations
from pathlib import Path

import pytest

from gawah.cli.evaluate import _Reader
from gawah.evaluate import evaluate_linking

REPORTS = Path(__file__).parent.parent / "gold" / "linking" / "reports.jsonl"


@pytest.fixture(scope="module")
def evaluation():
    return evaluate_linking(REPORTS, _Reader("rules").group)


def test_the_set_has_enough_of_both_kinds():
    told = [json.loads(line) for line in REPORTS.read_text(encoding="utf-8").splitlines()]
    assert all(report["text"].startswith("FICTION\n") for report in told)
    labels = [report["incident"] for report in told if report["incident"]]
    pairs = list(combinations(labels, 2))
    assert sum(a == b for a, b in pairs) >= 60
    alike = sum(a != b and a.rpartition("-")[0] == b.rpartition("-")[0] for a, b in pairs)
    assert alike >= 60, "look-alikes in one town within a month"


def test_pairs_of_reports_in_which_something_was_read_are_told_apart(evaluation):
    read = [pair for pair in evaluation.wrong if not {pair.one, pair.other} & set(evaluation.unread)]
    missed = sum(not pair.joined for pair in read)
    assert evaluation.precision >= 0.98
    assert evaluation.right / (evaluation.right + missed) >= 0.90


def test_reports_come_together(evaluation):
    assert evaluation.b_cubed >= 0.90


@pytest.fixture(scope="module")
def news():
    return evaluate_linking(REPORTS.with_name("news.jsonl"), _Reader("rules").group)


def test_news_of_look_alikes_is_told_apart(news):
    assert news.b_precision >= 0.97
    assert news.precision >= 0.93


def test_news_of_one_event_comes_together(news):
    assert news.b_cubed >= 0.85


@pytest.fixture(scope="module")
def longer():
    return evaluate_linking(REPORTS.with_name("longer.jsonl"), _Reader("rules").group)


def test_full_dispatches_and_their_follow_ups_come_together(longer):
    assert longer.precision >= 0.98
    assert longer.b_cubed >= 0.80


@pytest.mark.parametrize("name", ["news.jsonl", "later.jsonl", "longer.jsonl"])
def test_the_news_is_said_to_be_invented(name):
    lines = REPORTS.with_name(name).read_text(encoding="utf-8").splitlines()
    assert all(json.loads(line)["text"].startswith("FICTION\n") for line in lines)
