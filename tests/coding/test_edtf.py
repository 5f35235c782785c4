"""EDTF as Gawah writes it: bounds, precision, inclusion."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gawah.coding.rules.edtf import bounds, is_inside, precision

BOUNDS = {
    "2021-01-03": ("2021-01-03", "2021-01-03"),
    "2021-02": ("2021-02-01", "2021-02-28"),
    "2020-02": ("2020-02-01", "2020-02-29"),
    "2021": ("2021-01-01", "2021-12-31"),
    "199X": ("1990-01-01", "1999-12-31"),
    "2021-01-03~": ("2021-01-03", "2021-01-03"),
    "2021?": ("2021-01-01", "2021-12-31"),
    "2021-05%": ("2021-05-01", "2021-05-31"),
    "XXXX-11-24": (None, None),
    "XXXX-11": (None, None),
    "2021-21": ("2021-03-01", "2021-11-30"),
    "1988-22": ("1988-06-01", "1989-02-28"),
    "1988-23": ("1988-03-01", "1988-11-30"),
    "1987-24": ("1987-06-01", "1988-02-29"),
    "2014-05-03/2014-05-05": ("2014-05-03", "2014-05-05"),
    "2009/2011": ("2009-01-01", "2011-12-31"),
    "../2014-05": (None, "2014-05-31"),
    "2014-05/..": ("2014-05-01", None),
    "XXXX-05-03/XXXX-05-05": (None, None),
    "2014-05-05/2014-05-03": (None, None),
    "2021-13": (None, None),
    "2021-02-29": (None, None),
    "2021-22-03": (None, None),
    "0000": (None, None),
    "": (None, None),
    "Monday": (None, None),
}


@pytest.mark.parametrize(("edtf", "expected"), BOUNDS.items())
def test_bounds(edtf: str, expected: tuple[str | None, str | None]) -> None:
    assert bounds(edtf) == expected


@pytest.mark.parametrize(
    ("edtf", "expected"),
    [
        ("2021-01-03", "day"),
        ("XXXX-11-24", "day"),
        ("2021-01-03~", "day"),
        ("2021-01", "month"),
        ("XXXX-01", "month"),
        ("2021?", "year"),
        ("2021-22", "range"),
        ("199X", "range"),
        ("../2014", "range"),
        ("2014/..", "range"),
        ("../..", "unknown"),
        ("2021-14", "unknown"),
        ("today", "unknown"),
    ],
)
def test_precision(edtf: str, expected: str) -> None:
    assert precision(edtf) == expected


@pytest.mark.parametrize(
    ("inner", "outer", "expected"),
    [
        ("2021-01-03", "2021-01", True),
        ("2021-01", "2021-01-03", False),
        ("2021-01-03", "2021-01-01/2021-01-09", True),
        ("2021-01-03", "../2021", True),
        ("2020", "2021/..", False),
        ("1994", "199X", True),
        ("2021-11-24", "XXXX-11", True),
        ("XXXX-11-24", "XXXX-11", True),
        ("XXXX-11-24", "XXXX-11-24", True),
        ("XXXX-11-24", "XXXX-12", False),
        ("XXXX-11-24", "2021", False),
        ("2021", "nonsense", False),
    ],
)
def test_is_inside(inner: str, outer: str, expected: bool) -> None:
    assert is_inside(inner, outer) is expected


@given(st.text(alphabet="0123456789X-/.?~%", max_size=24))
def test_any_string_has_bounds_in_order(edtf: str) -> None:
    start, end = bounds(edtf)
    assert start is None or end is None or date.fromisoformat(start) <= date.fromisoformat(end)
    if "/" not in edtf:
        assert (start is None) == (end is None)
    if start:
        assert precision(edtf) != "unknown"


@given(st.dates(min_value=date(1000, 1, 1)), st.integers(0, 4000))
def test_a_day_is_inside_its_month_its_year_and_an_interval_around_it(day: date, length: int) -> None:
    text = day.isoformat()
    assert bounds(text) == (text, text)
    assert is_inside(text, text[:7])
    assert is_inside(text, text[:4])
    last = min(day.toordinal() + length, date.max.toordinal())
    assert is_inside(text, f"{text}/{date.fromordinal(last).isoformat()}")
    if day > date(1000, 1, 1):
        assert not is_inside(text, f"../{(day - timedelta(days=1)).isoformat()}")


SHARED_FORMS = [
    edtf for edtf in BOUNDS if edtf and "XXXX" not in edtf and "-2" not in edtf[4:6] and edtf[-1] not in "?~%X"
]


@pytest.mark.parametrize("edtf", SHARED_FORMS)
def test_the_edtf_package_agrees(edtf: str) -> None:
    """The reference implementation reads what we write, and has the same bounds where it has any."""
    reference = pytest.importorskip("edtf", reason="the edtf package is not installed")
    start, end = bounds(edtf)
    if start is None and end is None:
        return
    parsed = reference.parse_edtf(edtf)
    lower, upper = parsed.lower_strict(), parsed.upper_strict()
    assert start is None or tuple(lower[:3]) == tuple(map(int, start.split("-")))
    assert end is None or tuple(upper[:3]) == tuple(map(int, end.split("-")))


@pytest.mark.parametrize("edtf", [edtf for edtf, (start, end) in BOUNDS.items() if start or end or "XXXX" in edtf])
def test_the_edtf_package_reads_what_we_write(edtf: str) -> None:
    reference = pytest.importorskip("edtf", reason="the edtf package is not installed")
    assert reference.parse_edtf(edtf) is not None
