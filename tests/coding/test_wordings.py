"""Claims, silence and blame in the words in which they are told, one invented sentence behind one lead."""

from pathlib import Path

import pytest

LEAD = "Six soldiers were killed in an ambush near Saravena, Colombia, on Sunday. "
ROWS = [
    row.split("\t")
    for row in Path(__file__).with_name("attributions.tsv").read_text(encoding="utf-8").splitlines()
    if row
]


@pytest.mark.parametrize(("told", "sentence"), ROWS)
def test_a_wording_is_read(incidents_of, told: str, sentence: str) -> None:
    (incident,) = incidents_of(LEAD + sentence)
    if told == "nobody claimed":
        assert incident["claimed"] is False
        return
    assert told in [p["attribution"] for p in incident["perpetrators"]]
    assert incident["claimed"] is (True if told == "claimed" else None)


@pytest.mark.parametrize(
    "sentence",
    [
        "The Plains Front said it had not laid the ambush.",
        "The Plains Front denied that its men were responsible.",
        "The Plains Front condemned the ambush.",
        "The ambush took place near the camp of the Plains Front.",
        "Police do not believe that the Plains Front laid the ambush.",
        "Two men of the Plains Front died in the same river last year.",
        "The Plains Front called for talks after the ambush.",
        "The army said that it had attacked a camp of the Plains Front.",
    ],
)
def test_other_words_about_a_group_lay_nothing_to_it(incidents_of, sentence: str) -> None:
    for incident in incidents_of(LEAD + sentence)[:1]:
        assert incident["claimed"] is None
        named = [p["attribution"] for p in incident["perpetrators"] if p["name"] == "Plains Front"]
        assert set(named) <= {"denied"}
