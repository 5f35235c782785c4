"""Who is named as a doer in plain sentences, each a construction."""

from pathlib import Path

import pytest

ROWS = Path(__file__).with_name("doers.tsv").read_text(encoding="utf-8").splitlines()[1:]


@pytest.mark.parametrize("row", ROWS)
def test_a_doer_is_named_with_the_basis(incidents_of, row: str) -> None:
    told, text = row.split("\t")
    wanted = [] if told == "-" else [tuple(doer.split(":")) for doer in told.split(";")]
    found = [(p["name"], p["attribution"]) for i in incidents_of(text) for p in i["perpetrators"]]
    assert found == wanted
