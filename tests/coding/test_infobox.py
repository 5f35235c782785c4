"""The infobox of an encyclopedia article: each row a field of the main incident."""

import pytest

ARTICLE = """= 2031 Vale raid =

Infobox
- Title: Vale raid
- Partof: the Mali War and the Sahel conflict
- Location: Kidal, Mali
- Date: 5 March 2031
- Fatalities: 14
- Injuries: at least 20
- Perp: Ansar Dine
- Weapons: rifles, grenades
- Motive: revenge; control of the wells
- Website: example.org

On 5 March 2031 gunmen killed 14 traders at a market in Kidal.
"""


@pytest.fixture
def incident(incidents_of):
    (incident,) = incidents_of(ARTICLE)
    return incident


def quotes(incident, path):
    return [p["quote"] for p in incident["evidence"] if p["path"].startswith(path)]


def test_rows_are_fields(incident):
    assert incident["title"] == "Vale raid"
    assert incident["date"]["edtf"] == "2031-03-05"
    assert (incident["place"]["name"], incident["place"]["country"]) == ("Kidal", "ML")
    assert incident["killed"]["best"] == 14
    assert [p["name"] for p in incident["perpetrators"] if p["kind"] == "armed_group"] == ["Ansar Dine"]


def test_lists_are_split(incident):
    assert incident["campaign"] == ["Mali War", "Sahel conflict"]
    assert incident["motive"] == ["Revenge", "Control of the wells"]
    assert {w["type"] for w in incident["weapons"]} >= {"firearm", "grenade"}


def test_a_bound_in_a_row_is_a_bound(incident):
    assert (incident["injured"]["low"], incident["injured"]["high"]) == (20, None)


def test_a_row_is_quoted_where_it_stands(incident):
    assert "at least 20" in quotes(incident, "/injured")
    assert "Kidal, Mali" in quotes(incident, "/place")
    assert "Ansar Dine" in quotes(incident, "/perpetrators/0")


def test_the_dead_of_row_and_prose_are_not_added(incident):
    assert incident["killed"] == {**incident["killed"], "low": 14, "best": 14, "high": 14}
    assert [f["best"] for f in incident["figures"] if f["measure"] == "killed"].count(28) == 0


def test_an_infobox_without_violence_is_no_incident(incidents_of):
    assert (
        incidents_of("= Kidal =\n\nInfobox\n- Location: Kidal, Mali\n- Population: 25,000\n\nKidal is a town.\n") == []
    )


@pytest.mark.parametrize("row", ["- Fatalities: unknown", "- Fatalities:", "- Date: some day", "- Location: the moon"])
def test_a_row_that_says_nothing_gives_nothing(incidents_of, row):
    (incident,) = incidents_of(f"= Raid =\n\nInfobox\n{row}\n\nGunmen killed two traders in Kidal, Mali.\n")
    assert incident["killed"]["best"] == 2
    assert incident["place"]["country"] == "ML"


def test_see_also_lists_are_links_and_no_facts(incidents_of):
    text = ARTICLE + "\n== See also ==\n- A bombing killed 90 people in Bamako on 3 May 2015\n"
    (incident,) = incidents_of(text)
    assert incident["killed"]["best"] == 14


@pytest.mark.parametrize(
    ("row", "name"),
    [
        ("Army of the Northern Pass", "Army of the Northern Pass"),
        ("Oran Bes", "Oran Bes"),
        ("Ansar Dine", "Ansar Dine"),
    ],
)
def test_a_perpetrator_is_named_as_the_row_has_it(incidents_of, row, name):
    (incident,) = incidents_of(ARTICLE.replace("Ansar Dine", row))
    assert name in [p["name"] for p in incident["perpetrators"]]
    assert "Army" not in [p["name"] for p in incident["perpetrators"]]
