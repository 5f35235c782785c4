"""A row of a list as text, and read out of it again."""

from hypothesis import given
from hypothesis import strategies as st

from gawah.codebook.rows import name_column, read_row, write_row

letters = st.characters(exclude_categories=("Cs",), exclude_characters="\r")
heads = st.text(letters, min_size=1).map(name_column).filter(lambda h: h and not h.endswith(":"))
values = st.text(letters).map(lambda v: v.replace("\u2028", "").replace("\x85", "")).filter(lambda v: v.strip())


@given(st.lists(st.tuples(heads, values), unique_by=lambda cell: cell[0]))
def test_every_cell_comes_back(cells):
    text = write_row(cells)
    read = read_row(text)
    assert [(cell.column, cell.value) for cell in read] == cells
    for cell in read:
        assert text[cell.start : cell.end].startswith(f"{cell.column}: ")


def test_a_break_within_a_cell_and_a_colon_within_a_head():
    text = write_row([("a", "one\n\nb: two"), (" Deaths:  all ", "3")])
    assert text == "a: one\n  \n  b: two\nDeaths:all: 3"
    assert [(cell.column, cell.value) for cell in read_row(text)] == [("a", "one\n\nb: two"), ("Deaths:all", "3")]
