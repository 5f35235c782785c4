from pathlib import Path

import pytest

from gawah.errors import ReportError
from gawah.sources import read_source


@pytest.fixture
def fixtures():
    """The folder of small reports, one or more for each format."""
    return Path(__file__).parent / "fixtures"


@pytest.fixture
def read_one():
    """Read bytes that hold one report; raise what keeps it from being read."""

    def read(payload, limits=None, given=()):
        (result,) = read_source("report", payload, limits, given)
        if isinstance(result, ReportError):
            raise result
        return result

    return read
