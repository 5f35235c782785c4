"""Which events are one, from judgements on pairs: people first, no chains, no order."""

import random

from hypothesis import given
from hypothesis import strategies as st

from gawah.resolve.gathering import gather_events, order_pair, weigh_score


def gather(events, joins=(), *, settled=(), bits=(), bars=(), marks=None):
    strengths = {order_pair(a, b): w for a, b, w in joins}
    every = strengths | {order_pair(a, b): w for a, b, w in bits}
    marks = {e: (marks or {}).get(e, e) for e in events}
    return gather_events(marks, [order_pair(*p) for p in settled], strengths, every, {order_pair(*p) for p in bars})


def groups(lead):
    found = {}
    for event, first in lead.items():
        found.setdefault(first, set()).add(event)
    return sorted(sorted(group) for group in found.values())


def test_likely_pairs_come_together_under_the_first():
    assert gather("abc", [("b", "c", 6.0), ("a", "c", 5.0), ("a", "b", 5.0)]) == {"a": "a", "b": "a", "c": "a"}


def test_one_report_like_two_incidents_does_not_make_them_one():
    # b is like a and like c, which are not like each other: b goes to the one that it is clearly more like
    assert groups(gather("abc", [("a", "b", 9.0), ("b", "c", 5.0)])) == [["a", "b"], ["c"]]


def test_a_report_as_like_one_as_the_other_stays_by_itself():
    assert groups(gather("abc", [("a", "b", 5.0), ("b", "c", 5.2)])) == [["a"], ["b"], ["c"]]


def test_a_doubtful_pair_counts_for_less_against_than_one_never_seen():
    joins = [("a", "b", 8.0), ("b", "c", 4.0)]
    assert groups(gather("abc", joins)) == [["a", "b"], ["c"]]
    assert groups(gather("abc", joins, bits=[("a", "c", -1.0)])) == [["a", "b", "c"]]


def test_what_people_settled_holds_whatever_a_machine_says():
    assert groups(gather("abc", settled=[("a", "b"), ("b", "c")])) == [["a", "b", "c"]]
    assert groups(gather("ab", [("a", "b", 15.0)], bars=[("a", "b")])) == [["a"], ["b"]]
    assert groups(gather("abc", [("a", "b", 15.0)], settled=[("b", "c")], bars=[("a", "c")])) == [["a"], ["b", "c"]]


def test_a_machine_never_joins_two_events_of_one_text():
    joins = [("a", "c", 9.0), ("b", "c", 8.5)]
    together = groups(gather("abc", joins, bits=[("a", "b", 5.0)], marks={"a": "t1", "b": "t1"}))
    assert ["a", "b", "c"] not in together
    assert groups(gather("ab", settled=[("a", "b")], marks={"a": "t1", "b": "t1"})) == [["a", "b"]]


PAIRS = st.lists(st.tuples(st.sampled_from("abcdefg"), st.sampled_from("abcdefg"), st.floats(-2, 15)), max_size=14)


@given(PAIRS, PAIRS, st.integers(0, 10**6))
def test_the_order_of_pairs_does_not_matter(joins, settled, seed):
    joins = [pair for pair in joins if pair[0] != pair[1]]
    joins = [(a, b, w) for (a, b), w in {order_pair(a, b): w for a, b, w in joins}.items()]
    bars = [(a, b) for a, b, w in settled if a != b and w < 3]
    first = gather("abcdefg", joins, bars=bars)
    random.Random(seed).shuffle(joins)
    random.Random(seed).shuffle(bars)
    assert gather("abcdefg", joins, bars=bars) == first
    for one, other in bars:
        assert first[one] != first[other]


def test_scores_are_odds_in_bits():
    assert weigh_score(0.5) == 0
    assert 19 < weigh_score(1.0) < 21
    assert -21 < weigh_score(0.0) < -19
