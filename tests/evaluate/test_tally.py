"""Sums, the mean over core fields and its interval."""

import pytest

from gawah.evaluate.tally import Score, add_scores, average_f1, estimate_interval


def test_shares_of_nothing_are_nothing():
    assert (Score().precision, Score().recall, Score().f1) == (0.0, 0.0, 0.0)
    assert Score(1, 2, 4).to_json() == {"p": 0.5, "r": 0.25, "f1": 0.3333, "right": 1, "predicted": 2, "gold": 4}


def test_scores_are_added_by_field():
    parts = [{"type": Score(1, 2, 3)}, {"date": Score(0, 1, 0), "type": Score(1, 1, 1)}]
    assert add_scores(parts) == {"type": Score(2, 3, 4), "date": Score(0, 1, 0)}


def test_small_core_fields_are_pooled_and_other_fields_left_out():
    large = {"type": Score(40, 40, 40), "date": Score(0, 40, 40)}
    small = {"claim": Score(10, 10, 20), "injured": Score(5, 10, 20)}
    assert average_f1(large) == 0.5
    assert average_f1({**large, "motive": Score(0, 100, 100)}) == 0.5
    assert average_f1({**large, **small}) == pytest.approx((1 + 0 + 30 / 60) / 3)
    assert average_f1({**large, "claim": Score(0, 5, 0)}) == 0.5
    assert average_f1({}) == 0.0


def test_the_interval_holds_the_mean_and_is_the_same_each_time():
    documents = [{"type": Score(n % 3 > 0, 1, 1)} for n in range(90)]
    low, high = estimate_interval(documents)
    assert low < average_f1(add_scores(documents)) < high
    assert (low, high) == estimate_interval(documents)
    assert estimate_interval([{"type": Score(1, 1, 1)}] * 9) == (1.0, 1.0)
    assert estimate_interval([]) == (0.0, 0.0)
