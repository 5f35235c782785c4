"""Quantities and their bounds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gawah.coding.rules.numbers import add_counts, read_quantity
from gawah.model import Count


@pytest.mark.parametrize(
    ("words", "low", "best", "high"),
    [
        ("eleven", 11, 11, 11),
        ("1,200", 1200, 1200, 1200),
        ("twenty-one", 21, 21, 21),
        ("two hundred and six", 206, 206, 206),
        ("a dozen", 12, 12, 12),
        ("half a dozen", 6, 6, 6),
        ("at least 12", 12, 12, None),
        ("more than 100", 100, 100, None),
        ("no fewer than nine", 9, 9, None),
        ("up to 30", None, 30, 30),
        ("as many as forty", None, 40, 40),
        ("between 3 and 5", 3, None, 5),
        ("four to six", 4, None, 6),
        ("10-15", 10, None, 15),
        ("20 or more", 20, 20, None),
        ("about 50", 50, 50, 50),
    ],
)
def test_numbers_and_bounds(words: str, low: int | None, best: int | None, high: int | None) -> None:
    lows = words.split()
    quantity = read_quantity(lows, 0, len(lows))
    assert quantity is not None
    assert quantity.end == len(lows)
    assert (quantity.count.low, quantity.count.best, quantity.count.high) == (low, best, high)


@pytest.mark.parametrize("word", ["dozens", "scores", "several", "hundreds"])
def test_vague_words_are_kept(word: str) -> None:
    quantity = read_quantity([word, "of", "people"], 0, 3)
    assert quantity is not None
    assert (quantity.count.said, quantity.count.best, quantity.count.word) == ("some", None, word)


def test_about_is_marked_approximate() -> None:
    quantity = read_quantity(["about", "50"], 0, 2)
    assert quantity is not None
    assert quantity.count.approximate


@pytest.mark.parametrize("words", ["people", "the", "and five", "of", "-"])
def test_no_quantity(words: str) -> None:
    lows = words.split()
    assert read_quantity(lows, 0, len(lows)) is None


def test_sums_keep_open_bounds() -> None:
    assert add_counts([Count(12, 12, None), Count(3, 3, 3)]) == Count(15, 15, None)
    assert add_counts([Count(2, 2, 2), Count(1, None, None, "some", word="several")]).high is None


@given(st.integers(min_value=1, max_value=999_999))
def test_digits_with_commas_are_read_back(number: int) -> None:
    quantity = read_quantity([f"{number:,}"], 0, 1)
    assert quantity is not None
    assert quantity.count.best == number
