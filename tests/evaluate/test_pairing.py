"""What is paired with what, and when two values are the same."""

import pytest

from gawah.evaluate.flat import Actor, Range, flatten
from gawah.evaluate.pairing import pair, rate_incidents, same_accused, same_actor, same_date, same_place, same_range


def pair_by(rates, floor=0.5):
    rows, columns = range(len(rates)), range(len(rates[0]))
    return pair(rows, columns, lambda i, j: rates[i][j], floor)


def test_the_highest_rate_goes_first_and_ties_to_the_earlier():
    assert pair_by([[0.6, 0.9], [0.9, 0.9]]) == [(0, 1), (1, 0)]
    assert pair_by([[1.0, 1.0]]) == [(0, 0)]


def test_nothing_below_the_floor_is_paired():
    assert pair_by([[0.4, 0.5]]) == [(0, 1)]
    assert pair_by([[0.4, 0.4]]) == []


def test_an_exchange_makes_room_for_one_more_pair():
    assert pair_by([[0.9, 0.6, 0.0], [0.8, 0.0, 0.0]]) == [(0, 1), (1, 0)]
    assert pair_by([[0.9, 0.8, 0.0], [0.85, 0.0, 0.0], [0.0, 0.7, 0.6]]) == [(0, 1), (1, 0), (2, 2)]


@pytest.mark.parametrize(
    ("gold", "predicted", "same"),
    [
        ("2031-05", "2031-05-03", True),
        ("2031-05-03", "2031-05", False),
        ("XXXX-05-03", "2031-05-03", True),
        ("XXXX-05-03", "2031-05-04", False),
        (None, "2031", False),
    ],
)
def test_dates(gold, predicted, same):
    assert same_date(gold, predicted) is same


def place(name, country="XA", lat=None, lon=None):
    return flatten({"place": {"name": name, "country": country, "lat": lat, "lon": lon}}, 0)


def test_places():
    tarsk = place("Tarsk", lat=10.0, lon=20.0)
    assert same_place(tarsk, place("Tarsk market"))
    assert same_place(tarsk, place("Elsewhere", lat=10.2, lon=20.0))
    assert not same_place(tarsk, place("Elsewhere", lat=10.3, lon=20.0))
    assert same_place(tarsk, place("Tarsk", lat=10.8, lon=20.0))
    assert not same_place(tarsk, place("Tarsk", lat=11.0, lon=20.0))
    assert not same_place(tarsk, place("Tarsk", country="XB"))
    assert not same_place(tarsk, place(None, lat=10.0, lon=20.0))


def actor(name, parent=None, attribution="claimed"):
    return Actor(name, parent, attribution, "/perpetrators/0")


def test_a_branch_agrees_with_golds_parent_not_the_other_way_round():
    assert same_actor(actor("Kite League"), actor("Red Kite Front", parent="Kite League"))
    assert not same_actor(actor("Red Kite Front", parent="Kite League"), actor("Kite League"))
    assert not same_accused(actor("Kite League"), actor("Kite League", attribution="suspected"))


@pytest.mark.parametrize(
    ("predicted", "same"),
    [
        (Range(4, 4, 4), True),
        (Range(4, 4, None), True),
        (Range(None, 4, None), True),
        (Range(4, 5, 5), False),
        (Range(3, 4, None), False),
    ],
)
def test_an_open_bound_agrees_where_the_best_does(predicted, same):
    assert same_range(Range(4, 4, None), predicted) is same


def test_affinity_adds_up_to_five_and_a_quarter():
    raw = {"type": "bombing", "date_start": "2031-05-03", "place": "Tarsk", "country": "XA", "killed": 4}
    flat = flatten(raw | {"perpetrators": ["Sable Band"]}, 0)
    assert rate_incidents(flat, flat) == 5.25
    assert rate_incidents(flat, flatten(raw | {"main": False, "killed": 5, "type": None}, 0)) == 2.5
