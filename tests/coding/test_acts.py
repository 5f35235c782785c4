"""Plain acts of violence, a sentence each, and sentences that only sound like one (see acts.tsv)."""

from pathlib import Path

import pytest

_LINES = Path(__file__).with_name("acts.tsv").read_text(encoding="utf-8").splitlines()[1:]


@pytest.mark.parametrize("line", _LINES)
def test_each_way_of_telling_an_act(incidents_of, line):
    expected, text = line.split("\t")
    assert [i["type"] for i in incidents_of(text)][:1] == ([] if expected == "-" else [expected])
