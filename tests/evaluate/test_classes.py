"""The sub-classes of wrong values."""

import pytest

from gawah.evaluate.classes import (
    name_missed_incident,
    name_missing,
    name_one_too_many,
    name_spurious_incident,
    name_wrong_value,
)
from gawah.evaluate.flat import NOTHING, flatten


def name(field, gold, predicted):
    return name_wrong_value(field, gold, predicted, NOTHING, NOTHING)


@pytest.mark.parametrize(
    ("field", "gold", "predicted", "detail"),
    [
        ("date", "2031-05-03", "2031-05-02", "off by one day"),
        ("date", "2031-03-01", "2031-02-28", "off by one day"),
        ("date", "2031-05-03", "2031-05-10", "off by a week or less"),
        ("date", "2031-05-03", "2031-05-11", "another date"),
        ("date", "2031-05-03", "2030-05-03", "wrong year"),
        ("date", "2031-05-03", "XXXX-05-03", "without its year"),
        ("date", "2031-05-03", "2031-05", "precision"),
        ("date", "2031-05", "2031-06-01", "another date"),
        ("response_date", "2031-05-03", "2031-05-04", "off by one day"),
        ("killed", 3, 4, "over"),
        ("injured", 3, 2, "under"),
        ("killed_range", (3, None), (3, 3), "bounds: high"),
        ("killed_range", (3, 4), (2, 5), "bounds: low and high"),
        ("type", "bombing", "airstrike", "bombing → airstrike"),
        ("country", "XA", "XB", "XA → XB"),
        ("claim", True, False, "claimed → not claimed"),
        ("perpetrators", "Sable Band", "Red Kite Front", "wrong name"),
        ("accused", ("A", "claimed"), ("A", "suspected"), "basis only: claimed → suspected"),
        ("responses", ("arrest", "police"), ("trial", "police"), "arrest → trial"),
        ("responses", ("arrest", "police"), ("arrest", "army"), "another actor"),
        ("motive", "revenge", "land", "other words"),
    ],
)
def test_wrong_values(field, gold, predicted, detail):
    assert name(field, gold, predicted) == detail


def place(name, country="XA", admin1=None, lat=None):
    return flatten({"place": {"name": name, "country": country, "admin1": admin1, "lat": lat, "lon": lat}}, 0)


@pytest.mark.parametrize(
    ("gold", "predicted", "detail"),
    [
        (place("Tarsk"), place("Tarsk", country="XB"), "wrong country"),
        (place("Tarsk", admin1="Osterland"), place("Osterland"), "wrong granularity"),
        (place("Osterland"), place("Tarsk", admin1="Osterland"), "wrong granularity"),
        (place("Tarsk", lat=1.0), place("Tarsk", lat=5.0), "same name, far away"),
        (place("Tarsk"), place("Halden"), "another place"),
    ],
)
def test_wrong_places(gold, predicted, detail):
    assert name_wrong_value("place", gold.place, predicted.place, gold, predicted) == detail


def test_values_missing_and_too_many():
    armed = flatten({"weapons": ["rifle"]}, 0)
    assert name_one_too_many("weapons", armed) == "one too many"
    assert name_one_too_many("weapons", NOTHING) == "gold has none"
    assert name_one_too_many("date", armed) == "gold has none"
    assert name_missing("weapons") == "one is missing"
    assert name_missing("date") == "no value"


def test_incidents_merged_and_split():
    first = flatten({"type": "bombing", "date_start": "2031-05-03", "place": "Tarsk", "country": "XA"}, 0)
    second = flatten({"type": "stabbing", "date_start": "2031-06-09", "place": "Halden", "country": "XA"}, 1)
    assert name_missed_incident(first, [second]) == "missed"
    assert name_missed_incident(first, [second, first]) == "merged"
    assert name_spurious_incident(second, [first]) == "spurious"
    assert name_spurious_incident(second, [second]) == "split"
