"""The printed codebook: text that fits its width, and the page of the user's guide."""

import re
from pathlib import Path

import pytest

from gawah.codebook.printing import render_entry, render_markdown, render_text

PAGE = Path(__file__).parents[2] / "docs" / "codebook.md"


@pytest.fixture(scope="module")
def page(codebook):
    return render_markdown(codebook)


def test_the_page_of_the_users_guide_is_up_to_date(page):
    assert PAGE.read_text("utf-8") == page, "renew it: python -m gawah.codebook > docs/codebook.md"


def test_the_page_has_every_vocabulary_and_entry(codebook, page):
    headings = re.findall(r"^### `(.+?)` (.+)$", page, re.MULTILINE)
    assert headings == [(entry.id, entry.label) for entry in codebook.entries()]
    assert len(re.findall(r"^## ", page, re.MULTILINE)) == len(codebook.names())


def test_the_page_says_that_examples_are_fiction(page):
    assert "FICTION" in page.split("\n## ")[0]


@pytest.mark.parametrize("width", [60, 80, 120])
def test_text_fits_its_width(codebook, width):
    assert max(len(line) for line in render_text(codebook, width).splitlines()) <= width


def test_text_can_be_of_one_vocabulary(codebook):
    text = render_text(codebook, 80, ["incident_outcomes"])
    assert text.startswith("OUTCOMES OF INCIDENTS (incident_outcomes)\n====")
    assert "premature: Premature\n  The device went off early" in text
    assert "armed_attack:" not in text


def test_an_entry_is_printed_with_all_that_it_has(codebook):
    text = " ".join(render_entry(codebook, codebook.entry("incident_types", "execution"), 100).split())
    for part in ("Coder:", "Example:", "GTD attack type 2 (Armed Assault), 6", "MUC-4 incident type ATTACK", "Note:"):
        assert part in text


def test_a_field_is_printed_with_its_paths(codebook):
    assert "/date/edtf, /responses/*/date/edtf" in render_entry(codebook, codebook.field("/date/edtf"))
    assert "Path:       /report/url" in render_entry(codebook, codebook.field("report/url", "record"))


def test_a_convention_is_printed_with_its_numbers(codebook):
    assert "dozens 12, scores 20" in render_entry(codebook, codebook.entry("quantity_policies", "one_unit"))
