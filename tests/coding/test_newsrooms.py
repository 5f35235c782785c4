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


def test_suspects_in_a_killing_are_not_those_killed(incidents_of):
    text = (
        "FICTION.\n\nPolice arrested three suspects in the killing of the journalist Omar Bel and the nun Rut Sarn, "
        "who were shot dead by gunmen in Gao, Mali, on Monday."
    )
    assert incidents_of(text)[0]["killed"]["best"] == 2


def test_the_dead_of_two_incidents_are_not_added_to_their_sum(incidents_of):
    text = (
        "FICTION.\n\nAt least 13 civilians were killed by soldiers in two incidents in Gao, Mali, on Monday. Six men "
        "were shot dead in the morning. Soldiers then opened fire on a crowd, killing seven more people."
    )
    assert incidents_of(text)[0]["killed"]["best"] == 13


def test_the_dead_of_a_conflict_are_not_those_of_its_last_attack(incidents_of):
    text = (
        "FICTION.\n\nNine people were killed when gunmen attacked a village near Gao, Mali, on Monday. More than 100 "
        "people have lost their lives in the ethnic violence between the Orm and the Sal that broke out on May 3."
    )
    incident = incidents_of(text)[0]
    assert (incident["killed"]["best"], len(incident["victims"])) == (9, 1)


def test_dozens_beside_a_number_open_no_bound_above_it(incidents_of):
    text = "FICTION.\n\nDozens of men were killed by soldiers in Gao, Mali, giving a toll of around 80 dead."
    killed = incidents_of(text)[0]["killed"]
    assert killed["low"] <= killed["best"] == 80


@pytest.mark.parametrize(
    ("more", "steps"),
    [
        ("The attackers stormed the village for two hours, the mayor said.", []),
        ("The gunman had denied the Holocaust in a video.", []),
        ("President Ana Sol is to visit the village on Friday.", [("visit", "planned")]),
        ("President Ana Sol visited the village on Friday.", [("visit", "done")]),
    ],
)
def test_what_followed_is_what_others_did(incidents_of, more, steps):
    text = f"FICTION.\n\nNine people were killed when gunmen attacked a village near Gao, Mali, on Monday. {more}"
    found = [(r["type"], r["status"]) for r in incidents_of(text)[0]["responses"] if r["type"] != "statement"]
    assert found == steps
