"""Reports as newsrooms lay them out (FICTION): headlines above their first paragraph, datelines of their own kinds."""

import pytest


def test_a_first_paragraph_spells_out_its_headline(incidents_of):
    text = (
        "FICTION.\n\nThree killed in knife attack at church in Vellona\n\nThree people were killed in a knife attack "
        "at the Santa Ruta basilica in Porto Sarro, Italy, on Thursday, October 29. The attacker was shot by police."
    )
    incident, *others = incidents_of(text, published="2020-10-30")
    assert others == []
    assert incident["killed"]["best"] == 3
    assert incident["date"]["edtf"] == "2020-10-29"


def test_headlines_one_below_the_other_are_news_of_their_own(incidents_of):
    text = "FICTION.\n\nGunmen kill 5 at wedding in Gao, Mali\n\nBomb kills 3 in market in Diffa, Niger\n"
    assert [i["killed"]["best"] for i in incidents_of(text)] == [5, 3]


@pytest.mark.parametrize("dateline", ["(Nairobi) – ", "Imphal, Jun 14 (QTI) ", "MOSCOW, December 30. /VASS/. "])
def test_a_dateline_tells_where_the_writer_was(incidents_of, dateline):
    incident, *others = incidents_of(f"FICTION.\n\n{dateline}Five traders were shot dead by gunmen in Gao, Mali.")
    assert others == []
    assert (incident["place"]["name"], incident["place"]["country"]) == ("Gao", "ML")
    assert incident["killed"]["best"] == 5


@pytest.mark.parametrize(
    "more", ["Expelled by the party, three members sued it.", "He had lived in a camp for displaced people."]
)
def test_nobody_is_driven_out_where_a_party_expels_or_a_camp_is_for_the_displaced(incidents_of, more):
    incident = incidents_of(f"FICTION.\n\n{more} Gunmen shot dead a trader in Gao, Mali, on Monday.")[0]
    assert "forced_displacement" not in (incident["type"], *incident["also_types"])


def test_villagers_are_expelled(incidents_of):
    text = "FICTION.\n\nMilitiamen expelled the residents from their village near Gao, Mali, on Monday."
    assert incidents_of(text)[0]["type"] == "forced_displacement"
