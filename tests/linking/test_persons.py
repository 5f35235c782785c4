"""Entries that name one person are told from entries that name two."""

from dataclasses import replace

import pytest

from gawah.linking import PersonMention, describe_within, load_weights, score_lists, score_persons
from gawah.linking.persons import _KINDS, BLOCKS, _write_row
from gawah.linking.score import make_rows_table, read_pairs

SAME = load_weights("person_weights").same


def weigh(one, other, **about):
    """Return the bits for two names, told of one incident by two reports; None where they are no question at all."""
    first, second = PersonMention("a", "r1", one), PersonMention("b", "r2", other, **about)
    pairs = score_persons(describe_within([first, second]))
    return pairs[0].bits if pairs else None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Mohammad Hussain", "Muhammad Husayn"),
        ("Mohammad Hussain", "محمد حسين"),
        ("Karim Barakzai", "كريم بركزي"),
        ("Barakzai Karim", "Karim Barakzai"),
        ("Ahmad Karim", "Ahmad Karim Barakzai"),
        ("Dr. Ahmad Karim", "Ahmed Kareem"),
        ("A. Barakzai", "Ahmad Barakzai"),
        ("Barakzai", "Ahmad Barakzai"),
        ("Gul Nar Osti", "Gulnar Osti"),
        ("Ahmad bin Karim", "Ahmad Karim"),
        ("Jon Veldt", "John Veldt"),
    ],
)
def test_one_person(one, other):
    bits = weigh(one, other)
    assert bits is not None
    assert bits >= SAME


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Hasan Ali", "Hussain Ali"),
        ("Ahmad Karim", "Mahmud Karim"),
        ("Karim Barakzai", "Ahmad Osti"),
        ("محمد حسين", "Mohammad Hasan"),
        ("Ahmad Karim", "Karim"),
        ("Unknown", "Unknown"),
    ],
)
def test_two_persons_or_a_question(one, other):
    bits = weigh(one, other)
    assert bits is None or bits < SAME


def test_an_age_far_off_speaks_against_and_the_same_for():
    young = PersonMention("a", "r1", "Ahmad Karim", age_low=9, age_high=9)
    same, other = (replace(young, id="b", source="r2", age_low=n, age_high=n) for n in (9, 61))
    apart = replace(young, id="b", source="r2", age_low=None, age_high=None)
    (with_age,), (without,) = (score_persons(describe_within([young, m])) for m in (same, apart))
    far = score_persons(describe_within([young, other]))
    assert with_age.bits > without.bits > (far[0].bits if far else 0)


def test_two_whom_one_report_names_beside_each_other_are_two():
    pair = [PersonMention("a", "r1", "Ahmad Karim"), PersonMention("b", "r1", "Ahmad Karim Barakzai")]
    assert all(p.bits < SAME for p in score_persons(describe_within(pair)))
    assert score_persons(describe_within([pair[0], replace(pair[1], source="r2")]))[0].bits >= SAME


LIST = [
    PersonMention("1", "a", "Ahmad Karim", (), 30, 30, "male", 100, 100, "Mach", "Balochistan", outcome="killed"),
    PersonMention("2", "b", "Ahmed Kareem", (), 31, 31, "male", 101, 101, "Machh", None, outcome="killed"),
    PersonMention("3", "b", "Ahmad Karim", (), 70, 70, "male", 400, 400, "Sukkur", "Sindh", outcome="killed"),
    PersonMention("4", "b", None, (), 25, 35, "male", 100, 100, "Mach", "Balochistan", outcome="killed"),
    PersonMention("5", "b", "Zarina Osti", ("Mrs Karim",), 30, 30, "female", 90, 120, None, "Balochistan"),
    PersonMention("6", "a", "Zareena Osti", (), None, None, "female", 100, 100, "Mach", "Balochistan", 29.0, 67.0),
]  # fmt: skip


def test_lists_are_matched_and_who_has_no_name_is_a_question_at_most():
    found = {(p.one, p.other): p.bits for p in score_lists(LIST)}
    assert {pair for pair, bits in found.items() if bits >= SAME} == {("1", "2"), ("5", "6")}
    assert found.get(("1", "4"), 0) < SAME


def test_splink_weighs_persons_as_few_are_weighed():
    weights = replace(load_weights("person_weights"), unsure=-200.0)
    rows = [_write_row(m, weights) | {"source": None} for m in LIST]
    by_splink = read_pairs(make_rows_table(rows, _KINDS), weights, BLOCKS)
    few = score_lists(LIST, weights)
    assert len(few) > 5
    assert [(p.one, p.other, p.steps) for p in few] == [(p.one, p.other, p.steps) for p in by_splink]
    assert [p.bits for p in few] == pytest.approx([p.bits for p in by_splink], abs=0.011)


def test_one_alone_is_no_pair():
    assert score_persons([]) == score_persons(LIST[:1]) == score_lists(LIST[:1]) == []
