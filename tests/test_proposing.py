"""What a form for a value begins with: read from the selected words, or taken from what stands nearest."""

import pytest

from gawah.model import Voice
from gawah.pipeline import add, open_store
from gawah.review import open_report, propose

TEXT = (
    "FICTION\n\nA bomb killed at least nine people at a market in Quetta on Tuesday, police said. Shops closed for"
    " three days.\n\nOn 12 May 2031 gunmen shot dead two miners near Herat, the governor said."
)


@pytest.fixture(scope="module")
def report(tmp_path_factory):
    path = tmp_path_factory.mktemp("one") / "one.txt"
    path.write_text("Published: 2031-05-14\n" + TEXT, encoding="utf-8")
    with open_store(":memory:") as store:
        (added,) = list(add(store, path))
        yield open_report(store, added.reading.source.report.id)


@pytest.mark.parametrize(
    ("name", "quote", "value"),
    [
        ("killed", "at least nine people", "9+"),
        ("killed", "between 10 and 14 dead", "10-14"),
        ("killed", "۱۲ نفر کشته شدند", "12"),
        ("killed", "قُتل ٧ أشخاص", "7"),
        ("killed", "a market", ""),
        ("killed", "dozens died", ""),
        ("victims/0/count", "two miners", "2"),
        ("date", "on Tuesday", "2031-05-13"),
        ("date", "On 12 May 2031 gunmen", "2031-05-12"),
        ("date", "gunmen", "2031-05-14"),
        ("responses/0/date", "gunmen", "2031-05-14"),
        ("place", "near Herat", "Herat, Afghanistan"),
        ("place", "نزدیک بازار تارسک", "نزدیک بازار تارسک"),
        ("type", "a suicide bombing in the town", "suicide_bombing"),
        ("type", "it was a bombing", "bombing"),
        ("type", "shot and set on fire", ""),
        ("perpetrators", "the  Red\nSlate Front", "the Red Slate Front"),
        ("perpetrators", "x" * 61, ""),
        ("responses/0/duration_days", "for three days", "3"),
        ("claimed", "nobody claimed it", ""),
    ],
)
def test_the_words_are_read_for_the_field(report, name, quote, value):
    assert propose(report, "new", name, quote, None).value == value


def test_without_words_the_day_and_the_place_stand_nearest(report):
    assert propose(report, "new", "date", "", None).value == "2031-05-14"
    assert propose(report, "new", "place", "", None).value.startswith("Quetta")
    assert propose(report, "new", "place", "", report.text.content.index("governor")).value.startswith("Herat")
    assert propose(report, "new", "killed", "", None).value == ""


def test_who_says_it_is_whoever_speaks_in_the_same_paragraph(report):
    start = report.text.content.index("two miners")
    near = propose(report, "new", "killed", "two miners", start).voice
    assert near.speaker is not None
    assert "governor" in near.speaker
    assert propose(report, "new", "killed", "FICTION", 0).voice == Voice()
