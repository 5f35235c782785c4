"""Cells that no spreadsheet takes for formulas, and what is read back of them. FICTION."""

import pytest

from gawah.formulas import guard, unguard


@pytest.mark.parametrize("cell", ["=1+1", "+cmd", "-x", "@a", "\t=1", "\r=1", "-", "-1-1", "- 1", "-1e", "+5"])
def test_what_begins_like_a_formula_gets_an_apostrophe_and_loses_it_again(cell):
    assert guard(cell) == f"'{cell}"
    assert unguard(guard(cell)) == cell


@pytest.mark.parametrize("cell", ["", "-106.48", "-1", "-1e-5", "'tis", "' ", "a=1", "گواه", None, -1, 2.5, True])
def test_what_is_no_formula_stays(cell):
    assert guard(cell) is cell
    assert not isinstance(cell, str) or unguard(cell) == cell
