"""When two names are of one thing, and when they are not."""

import pytest

from gawah.evaluate.names import (
    alike,
    drop_alike,
    fold,
    names_nobody,
    overlap_quotes,
    rate_weapons,
    share_of_words,
    within,
)


@pytest.mark.parametrize(
    ("name", "folded"),
    [
        ("The Émirate of al-Qasr", "emirate qasr"),
        ("Mare'", "mare"),
        ("the", "the"),
        (None, ""),
        (0, ""),
        ("كَابُل", "كابل"),
    ],
)
def test_folding_keeps_the_words_that_matter(name, folded):
    assert fold(name) == folded


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Islamic State", "ISIL"),
        ("Kite Leage", "Kite League"),
        ("Sable Band (SB)", "SB"),
        ("Red Kite Front", "RKF"),
        ("Sable Band militants", "the Sable Band"),
        ("Hazara", "Hazaras"),
    ],
)
def test_alike(a, b):
    assert alike(a, b)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("North Tarsk", "South Tarsk"),
        ("Brigade 12", "Brigade 13"),
        ("", ""),
        (None, "Tarsk"),
        ("Sable Band", "Red Kite Front"),
        ("Tarsk", "Tarsk market"),
    ],
)
def test_not_alike(a, b):
    assert not alike(a, b)


def test_within_takes_a_part_but_no_other_side_or_number():
    assert within("Tarsk", "the Tarsk market")
    assert within("the market of Tarsk", "Tarsk")
    assert not within("Tarsk", "North Tarsk")
    assert not within("Tarsk", "Tarsk 4")
    assert not within("Ba", "Ba market")


@pytest.mark.parametrize("name", ["unidentified gunmen", "Unknown", "suspected militants", "masked men", "Attackers"])
def test_names_that_name_nobody(name):
    assert names_nobody(name)


@pytest.mark.parametrize("name", ["Sable Band militants", "suspected Sable Band", "", "the Men of Tarsk"])
def test_names_that_name_somebody(name):
    assert not names_nobody(name)


def test_weapons_of_one_class_agree_less_than_equal_ones():
    assert rate_weapons("Car bomb", "car-bomb") == 1.0
    assert rate_weapons("car bomb", "hand grenades") == 0.6
    assert rate_weapons("rifle", "AK-47s") == 0.6
    assert rate_weapons("car bomb", "rifle") == 0.0


def test_only_the_first_of_like_names_is_kept():
    assert drop_alike(["Hazara", None, "Hazaras", "Shia", "Shi'ite", ""]) == ["Hazara", "Shia"]


def test_overlap_of_quotes_forgives_a_long_sentence_around_a_short_one():
    short = "police arrested two men"
    assert overlap_quotes(short, "police arrested nobody") == 2 / 3
    assert overlap_quotes(short, " ".join([short, *(f"word{n}" for n in range(40))])) == 1.0
    assert overlap_quotes(short, " ".join([short, *(f"word{n}" for n in range(46))])) == 0.4
    assert overlap_quotes("", short) == 0.0


def test_share_of_words_counts_gold_words_only():
    assert share_of_words("killed three people", "three people and four dogs were killed") == 1.0
    assert share_of_words("killed three", "three") == 0.5
    assert share_of_words("", "three") == 0.0
