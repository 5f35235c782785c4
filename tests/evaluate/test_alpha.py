"""Krippendorff's alpha, held to the figures that its author and others have published."""

import pytest

from gawah.evaluate.alpha import measure_alpha, measure_masi

# Krippendorff, "Computing Krippendorff's Alpha-Reliability" (2011), section C: four observers, twelve units.
_OBSERVERS = (
    (1, 2, 3, 3, 2, 1, 4, 1, 2, None, None, None),
    (1, 2, 3, 3, 2, 2, 4, 1, 2, 5, None, 3),
    (None, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, None),
    (1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, None),
)
_UNITS = [[value for value in unit if value is not None] for unit in zip(*_OBSERVERS, strict=True)]


@pytest.mark.parametrize(
    ("level", "published"), [("nominal", 0.743), ("ordinal", 0.815), ("interval", 0.849), ("ratio", 0.797)]
)
def test_alpha_is_the_published_one_at_every_level(level, published):
    assert measure_alpha(_UNITS, level) == pytest.approx(published, abs=0.0006)


def test_two_observers_of_binary_data():
    # ibid., section A: ten units, the answer there is 0.095
    meg = (0, 1, 0, 0, 0, 0, 0, 0, 1, 0)
    owen = (1, 1, 1, 0, 0, 1, 0, 0, 0, 0)
    assert measure_alpha(list(zip(meg, owen, strict=True)), "nominal") == pytest.approx(0.095, abs=0.0006)


def test_two_observers_of_nominal_data():
    # ibid., section B: twelve units, the answer there is 0.692
    ben, gerry = "a a b b d c c c e d d a", "b a b b b c c c e d d d"
    units = list(zip(ben.split(), gerry.split(), strict=True))
    assert measure_alpha(units, "nominal") == pytest.approx(0.692, abs=0.0006)


@pytest.mark.parametrize(
    ("one", "other", "published"),
    [
        ({1, 2}, {1, 2, 3, 4}, 0.665),  # NLTK's documentation of masi_distance
        ({1, 2}, {1, 2}, 0.0),
        ({1}, {2}, 1.0),
        ({1, 2}, {2, 3}, 0.89),  # Passonneau (2006): a third of what is told is shared, by neither wholly
        (set(), set(), 0.0),
        (set(), {1}, 1.0),
    ],
)
def test_sets_lie_as_far_apart_as_published(one, other, published):
    assert measure_masi(frozenset(one), frozenset(other)) == pytest.approx(published, abs=0.002)
    assert measure_masi(frozenset(other), frozenset(one)) == pytest.approx(published, abs=0.002)


def test_what_cannot_be_told_is_not_told():
    assert measure_alpha([], "nominal") is None
    assert measure_alpha([["a"], ["b"]], "nominal") is None
    assert measure_alpha([["a", "a"], ["a", "a"]], "nominal") is None


def test_agreement_is_one_and_values_given_alone_change_nothing():
    assert measure_alpha([["a", "a"], ["b", "b"]], "nominal") == 1
    units = [["a", "b"], ["b", "b"], ["a", "a"]]
    assert measure_alpha([*units, ["c"], []], "nominal") == measure_alpha(units, "nominal")


def test_two_who_always_differ_agree_less_than_chance():
    assert measure_alpha([["a", "b"], ["b", "a"], ["a", "b"]], "nominal") < 0


@pytest.mark.parametrize("level", ["nominal", "ordinal", "interval", "ratio"])
def test_neither_the_order_of_units_nor_of_coders_counts(level):
    turned = [list(reversed(unit)) for unit in reversed(_UNITS)]
    assert measure_alpha(turned, level) == pytest.approx(measure_alpha(_UNITS, level))


def test_zeroes_have_a_ratio():
    assert measure_alpha([[0, 0], [4, 4]], "ratio") == 1
    assert measure_alpha([[0, 4], [4, 0]], "ratio") < 0
