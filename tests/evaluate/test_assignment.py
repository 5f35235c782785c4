"""The assignment is the best there is: it is compared with all there are."""

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gawah.evaluate.assignment import assign


def best_sum(weights):
    """The greatest sum over all assignments, leaving out where that is better."""
    height, width = len(weights), len(weights[0])
    if height > width:
        return best_sum([list(column) for column in zip(*weights, strict=True)])
    chosen = permutations(range(width), height)
    return max(sum(max(weights[i][j], 0) for i, j in enumerate(columns)) for columns in chosen)


@st.composite
def matrices(draw):
    height, width = draw(st.integers(1, 5)), draw(st.integers(1, 5))
    return [[draw(st.integers(-1, 4)) for _ in range(width)] for _ in range(height)]


@given(matrices())
def test_no_assignment_is_better(weights):
    pairs = assign(weights)
    assert sum(weights[i][j] for i, j in pairs) == best_sum([[max(w, 0) for w in row] for row in weights])
    assert len({i for i, _ in pairs}) == len({j for _, j in pairs}) == len(pairs)
    assert all(weights[i][j] > 0 for i, j in pairs)
    assert pairs == sorted(pairs)


def test_the_greedy_choice_is_not_the_best():
    assert assign([[5.0, 4.0], [4.0, 0.0]]) == [(0, 1), (1, 0)]
    assert assign([[5.0, 4.0], [4.0, 0.0], [9.0, 1.0]]) == [(0, 1), (2, 0)]


@pytest.mark.parametrize("weights", [[], [[]], [[0.0, 0.0]], [[-1.0]]])
def test_nothing_worth_pairing(weights):
    assert assign(weights) == []


def test_a_large_matrix_is_quick():
    weights = [[float((i * 37 + j * 91) % 101) for j in range(60)] for i in range(60)]
    assert len(assign(weights)) == 60
