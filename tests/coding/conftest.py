"""Ways into the rules for invented reports (FICTION)."""

import pytest

from gawah.coding.rules.coder import code_input
from gawah.coding.rules.page import read_page
from gawah.model import CodingInput, Given, Text
from gawah.pipeline import read_text
from gawah.record import record_to_json


@pytest.fixture
def page_of():
    """Return a function from a text to its page."""

    def read(text, **given):
        return read_page(_input(text, given))

    return read


@pytest.fixture
def coding_of():
    """Return a function from a text to its coding."""

    def read(text, **given):
        return code_input(_input(text, given))

    return read


def _input(text, given):
    told = tuple(Given(key, value, "user") for key, value in sorted(given.items()))
    return CodingInput(Text.of("sha256:x", "plain@1", text, language="en"), told)


@pytest.fixture
def incidents_of():
    """Return a function from a text to the incidents of its record, as JSON."""

    def read(text, **about):
        return record_to_json(read_text(text, **about).record)["incidents"]

    return read


@pytest.fixture
def reasons_of():
    """Return a function from a text to why what it tells of was not coded."""

    def read(text, **about):
        record = record_to_json(read_text(text, **about).record)
        assert record["incidents"] == []
        return [left_out["reason"] for left_out in record["not_coded"]]

    return read
