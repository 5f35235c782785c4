"""Ways in which reports tell of the dead and the wounded, one sentence each: how many a careful reader counts."""

from pathlib import Path

import pytest

from gawah.coding.rules.figures import add_up
from gawah.coding.rules.harms import find_harms
from gawah.coding.rules.parties import list_parties
from gawah.coding.rules.phrases import tag_words
from gawah.coding.rules.tokens import split_words
from gawah.coding.rules.triggers import find_triggers

ROWS = (Path(__file__).parent / "tolls.tsv").read_text(encoding="utf-8").splitlines()[1:]

MEASURES = ("killed", "injured", "abducted")


def number(cell: str) -> int | None:
    return None if cell == "-" else int(cell)


def count(text: str) -> dict[str, int | None]:
    """Return the best figure for each measure."""
    parsed = tag_words(split_words(text, [(0, len(text))]))
    harms = [h for h in find_harms(parsed, find_triggers(parsed.tokens.lows, parsed.tags)) if h.real]
    tolls = add_up(parsed, list_parties(parsed, harms), harms, [])
    return {t.measure: t.count.best for t in reversed(tolls) if t.status == "current"}


@pytest.mark.parametrize("row", ROWS)
def test_each_way_of_telling(row: str) -> None:
    *cells, text = row.split("\t")
    found = count(text)
    assert [found.get(measure) for measure in MEASURES] == [number(cell) for cell in cells]
