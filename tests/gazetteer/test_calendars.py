"""Hijri days, lunar and solar, in text: found as reports write them, and reckoned to the Gregorian."""

from datetime import date, timedelta
from itertools import pairwise

import pytest

from gawah.gazetteer.calendars import find_hijri_days, to_gregorian


@pytest.mark.parametrize(
    ("solar", "gregorian"),
    [  # days that histories give in both calendars, and new years' days
        ((1352, 4, 26), "1973-07-17"),
        ((1357, 2, 7), "1978-04-27"),
        ((1357, 11, 22), "1979-02-11"),
        ((1375, 1, 1), "1996-03-20"),
        ((1399, 10, 14), "2021-01-03"),
        ((1399, 12, 30), "2021-03-20"),
        ((1400, 1, 1), "2021-03-21"),
        ((1400, 5, 24), "2021-08-15"),
        ((1403, 1, 1), "2024-03-20"),
        ((1404, 1, 1), "2025-03-21"),
    ],
)
def test_solar_days(solar, gregorian):
    assert to_gregorian("solar_hijri", *solar) == date.fromisoformat(gregorian)


def test_solar_years_follow_on_one_another():
    days = [to_gregorian("solar_hijri", year, 1, 1) for year in range(1304, 1451)]
    lengths = {(after - before).days for before, after in pairwise(days)}
    assert lengths == {365, 366}
    for year, first in zip(range(1304, 1450), days, strict=False):
        last = to_gregorian("solar_hijri", year, 12, 30) or to_gregorian("solar_hijri", year, 12, 29)
        assert last + timedelta(days=1) == to_gregorian("solar_hijri", year + 1, 1, 1)
        assert first.month == 3
        assert first.day in (20, 21, 22)


@pytest.mark.parametrize(
    ("calendar", "day"),
    [
        ("solar_hijri", (1400, 12, 30)),
        ("solar_hijri", (1399, 7, 31)),
        ("solar_hijri", (1299, 1, 1)),
        ("lunar_hijri", (1442, 9, 31)),
        ("lunar_hijri", (1300, 1, 1)),
    ],
)
def test_days_that_are_none(calendar, day):
    assert to_gregorian(calendar, *day) is None


@pytest.mark.parametrize(
    ("words", "calendar", "gregorian"),
    [
        ("14 Jadi 1399", "solar_hijri", "2021-01-03"),
        ("14 Dey 1399", "solar_hijri", "2021-01-03"),
        ("Jadi 14, 1399", "solar_hijri", "2021-01-03"),
        ("14th of Dey 1399 SH", "solar_hijri", "2021-01-03"),
        ("24 Asad 1400 (AP)", "solar_hijri", "2021-08-15"),
        ("۱۴ جدی ۱۳۹۹", "solar_hijri", "2021-01-03"),
        ("۱۴ دی ۱۳۹۹ هجری شمسی", "solar_hijri", "2021-01-03"),
        ("۷ ثور ۱۳۵۷", "solar_hijri", "1978-04-27"),
        ("19 Jumada al-Awwal 1442 AH", "lunar_hijri", "2021-01-03"),
        ("19 Jumada I 1442", "lunar_hijri", "2021-01-03"),
        ("1 Ramadan 1442", "lunar_hijri", "2021-04-13"),
        ("Muharram 10, 1445", "lunar_hijri", "2023-07-28"),
        ("10 Dhu al-Hijjah 1444 A.H.", "lunar_hijri", "2023-06-28"),
        ("١ رمضان ١٤٤٢ هـ", "lunar_hijri", "2021-04-13"),
    ],
)
def test_days_as_reports_write_them(words, calendar, gregorian):
    text = f"On {words}, two men were shot."
    (found,) = find_hijri_days(text)
    assert text[found.start : found.end] == words
    assert (found.calendar, found.day.isoformat()) == (calendar, gregorian)
    assert found.approximate == (calendar == "lunar_hijri")


@pytest.mark.parametrize(
    "text",
    [
        "Asad 14 2021",
        "On 14 Jadi they left.",
        "1399/10/14",
        "Tir 1400 hours",
        "31 Mizan 1399",
        "At 1400 hours 12 men came.",
        "case 114 Jadi 1399",
        "14 Jadi 13990",
        "3 January 1442",
    ],
)
def test_what_is_no_hijri_day(text):
    assert find_hijri_days(text) == []
