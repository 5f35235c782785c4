"""What fuzzing has found, and beginnings that once took long to tell: each ends at once, in reports or in an error."""

import time
from pathlib import Path

import pytest

from gawah.errors import ReportError
from gawah.model import Source
from gawah.sources import read_source

FOUND = sorted(path for path in (Path(__file__).parents[2] / "tools" / "fuzz" / "corpus").rglob("*") if path.is_file())
FAULTS = ("broke down", "AssertionError", "StopIteration")
"""What the error of a worker says where a reader, and not the file, is at fault; libraries raise what they like."""


@pytest.mark.parametrize("path", FOUND, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_what_was_found_is_read_or_refused(path):
    for result in read_source("found", path.read_bytes()):
        assert isinstance(result, Source | ReportError)
        assert not any(fault in str(result) for fault in FAULTS)
        assert "\n" not in str(result) if isinstance(result, ReportError) else result.text.content.strip()


@pytest.mark.parametrize(
    "unit", [b"<!--a-->", b"<?a?>", b"<!--", b"{{", b"[[", b"**a", b"<?xml ", b"|---", b"---\n", b"[a"]
)
def test_a_format_is_told_at_once(unit):
    begun = time.perf_counter()
    list(read_source("found", unit * (4000 // len(unit)) + b"x"))
    assert time.perf_counter() - begun < 5
