"""Which sentences tell of which incident, and how it is told."""

import pytest

TWO = "Gunmen shot dead four farmers in Kaduna on Monday. {} two soldiers in Maiduguri."


def best(count):
    return count["best"] if count else None


@pytest.mark.parametrize(
    "opening",
    [
        "In a separate incident, a roadside bomb killed",
        "In another attack, a roadside bomb killed",
        "Separately, a roadside bomb killed",
        "Elsewhere, a roadside bomb killed",
    ],
)
def test_an_aside_opens_an_incident_of_its_own(incidents_of, opening):
    first, second = incidents_of(TWO.format(opening), published="2031-05-10")
    assert (best(first["killed"]), best(second["killed"])) == (4, 2)
    assert (first["place"]["name"], second["place"]["name"]) == ("Kaduna", "Maiduguri")
    assert (first["main"], second["main"]) == (True, False)


def test_another_day_is_another_incident(incidents_of):
    text = "Gunmen killed three people in Kaduna on 3 March 2031. On 8 March 2031 a bomb killed two in Jos."
    first, second = incidents_of(text)
    assert (first["date"]["edtf"], second["date"]["edtf"]) == ("2031-03-03", "2031-03-08")
    assert (best(first["killed"]), best(second["killed"])) == (3, 2)


def test_a_second_sentence_on_the_attack_is_no_second_incident(incidents_of):
    text = "A car bomb killed three people in Mogadishu on 4 May 2031. The blast also wounded ten. Police said so."
    (incident,) = incidents_of(text)
    assert (best(incident["killed"]), best(incident["injured"])) == (3, 10)


def test_an_older_attack_is_background_and_its_dead_are_not_added(incidents_of):
    text = "A bomb killed nine people in Quetta on 6 May 2031. On 8 August 2016, a bombing in Karachi killed 38 people."
    incidents = incidents_of(text)
    assert best(incidents[0]["killed"]) == 9
    assert [(i["told_as"], best(i["killed"])) for i in incidents[1:]] == [("background", 38)]


def test_parts_of_a_wave_stand_within_the_whole(incidents_of):
    text = (
        "A series of bombings killed twelve people across Iraq on 6 May 2031. "
        "In Mosul a car bomb killed seven people. In Basra a roadside bomb killed five people."
    )
    whole, *parts = incidents_of(text)
    assert best(whole["killed"]) == 12
    assert [(p["place"]["name"], best(p["killed"])) for p in parts] == [("Mosul", 7), ("Basra", 5)]
    assert {p["part_of"] for p in parts} == {whole["id"]}
    assert {p["date"]["edtf"] for p in parts} == {"2031-05-06"}


def test_there_is_one_main_incident_at_most(incidents_of):
    text = "".join(f"On {day} March 2031 gunmen killed two people in {town}. " for day, town in enumerate(
        ("Kaduna", "Jos", "Kano", "Zaria", "Minna"), 3))  # fmt: skip
    incidents = incidents_of(text)
    assert len(incidents) == 5
    assert [i["main"] for i in incidents] == [True, False, False, False, False]
    assert {i["part_of"] for i in incidents} == {None}


def test_parts_counted_by_the_first_and_the_second_alone_are_incidents_of_their_own(incidents_of) -> None:
    told = incidents_of(
        "Twin blasts tore through the city on Sunday, killing 11 people in all. "
        "The first, a bomb in a handcart, hit a queue in Basra, Iraq. Seven died there. "
        "The second went off in a hall in Kirkuk, Iraq: four dead, nine wounded. In Kirkuk two more are in hospital."
    )
    assert [(i["place"] and i["place"]["name"]) for i in told[1:]] == ["Basra", "Kirkuk"]
    assert [i["killed"]["best"] for i in told] == [11, 7, 4]


def test_what_was_done_at_the_same_hour_elsewhere_is_another_incident(incidents_of) -> None:
    told = incidents_of(
        "Guerrillas blew up a bridge near Tame, Colombia, on Sunday. "
        "At the same hour they fired shots at the mayor's house in Saravena."
    )
    assert [i["place"]["name"] for i in told] == ["Tame", "Saravena"]


def test_an_earlier_act_of_which_which_tells_is_apart(incidents_of) -> None:
    told = incidents_of(
        "Gunmen shot dead two guards in Goma, DR Congo, on Monday. "
        "It was the first such attack in the town since that of 10 October 2015, which left 14 people dead."
    )
    assert [(i["told_as"], i["killed"]["best"]) for i in told] == [("news", 2), ("background", 14)]
    assert told[1]["date"]["edtf"] == "2015-10-10"


def test_aircraft_that_bomb_in_revenge_are_an_incident_of_their_own(incidents_of) -> None:
    told = incidents_of(
        "Rebels attacked a post at Kidal, Mali, on Sunday and killed four soldiers. "
        "Aircraft of the army then bombed a market in revenge. A boy lost his life."
    )
    assert [i["killed"]["best"] for i in told] == [4, 1]


def test_who_dies_in_a_hospital_elsewhere_died_of_the_one_attack(incidents_of) -> None:
    told = incidents_of(
        "A bomb exploded at a market in Tela, Honduras, on Tuesday, killing two people. "
        "Ten other people died on the way to a hospital in San Pedro Sula."
    )
    assert len(told) == 1


def test_men_nabbed_are_arrested(incidents_of) -> None:
    told = incidents_of(
        "Rebels burned a bus in Dang, Nepal, on Tuesday. Police said three of the arsonists were nabbed."
    )
    assert [i["type"] for i in told] == ["arson"]


BULLETIN = """MINISTRY OF THE INTERIOR
Bulletin of 4 June 2031
{}) On 3 June an explosive device killed four soldiers between Koro and Bankass, Mali.
{}) On the same day gunmen killed two gendarmes at the post of Tenenkou.
{}) Sweeps are in progress in both areas.
"""


@pytest.mark.parametrize("marks", [("1", "2", "3"), ("a", "b", "c")])
def test_items_of_a_list_are_incidents_of_their_own(incidents_of, marks):
    first, second = incidents_of(BULLETIN.format(*marks))
    assert (best(first["killed"]), best(second["killed"])) == (4, 2)
    assert second["place"]["name"] == "Tenenkou"


def test_bullets_with_days_of_their_own_are_too(incidents_of):
    text = (
        "HIGHLIGHTS\n* On 11 September 2031 shells hit El Obeid, Sudan. 9 civilians lost their lives.\n"
        "* On 15 September 2031 aircraft bombed a market in Bara; 23 people were killed.\n"
    )
    assert [best(i["killed"]) for i in incidents_of(text)] == [9, 23]


def test_an_item_that_goes_on_with_the_one_before_opens_none(incidents_of):
    text = (
        "1. Gunmen killed three people at Bura, Kenya, on Monday.\n"
        "2. The attack at Bura began at noon. Seven people were wounded.\n"
    )
    (incident,) = incidents_of(text)
    assert (best(incident["killed"]), best(incident["injured"])) == (3, 7)


def test_a_sentence_that_begins_with_another_place_tells_of_another_incident(incidents_of):
    text = (
        "A nun died when a bomb fell on the chapel of Toribío, Colombia, on Wednesday. "
        "In Corinto, sharpshooters picked off three soldiers on patrol."
    )
    assert [i["place"]["name"] for i in incidents_of(text)] == ["Toribío", "Corinto"]


def test_an_older_incident_ends_with_its_paragraph(incidents_of):
    text = (
        "Gunmen killed nine people in Diffa, Niger, on Monday.\n\n"
        "Last month rebels shot two traders dead in Bosso.\n\n"
        "Police arrested three men on Tuesday.\n"
    )
    news, older = incidents_of(text, published="2031-05-10")
    assert [r["type"] for r in news["responses"]] == ["arrest"]
    assert older["responses"] == []


def test_a_headlines_attack_is_the_bombing_that_the_body_dates(incidents_of):
    text = "Death toll in Gwadar attack climbs to 48\n\nThe number of those killed in yesterday's suicide bombing of a"
    (incident,) = incidents_of(f"{text} hotel in Gwadar has reached 48.", published="2031-05-16")
    assert (incident["type"], incident["date"]["edtf"], best(incident["killed"])) == (
        "suicide_bombing",
        "2031-05-15",
        48,
    )


def test_a_toll_told_right_before_the_day_of_its_incident_belongs_there(incidents_of):
    text = (
        "Rebels burned a bridge near Gao, Mali, on 9 June 2031. "
        "In a village nearby people said that 35 men had been killed by soldiers. "
        "On 14 May 2031, they said, soldiers set fire to the houses of Bourem, Mali."
    )
    found = {i["date"]["edtf"]: best(i["killed"]) for i in incidents_of(text)}
    assert found == {"2031-06-09": None, "2031-05-14": 35}


def test_a_claim_of_that_attack_is_of_the_one_told_last(incidents_of):
    text = (
        "A bomb planted on a motorcycle killed six people in Quetta on Wednesday. No group claimed responsibility. "
        "On Monday, four labourers were gunned down in Kech district. The Balochistan Liberation Army claimed "
        "responsibility for that attack."
    )
    main, older = incidents_of(text, published="2031-05-16")
    assert (main["perpetrators"], [p["name"] for p in older["perpetrators"]]) == ([], ["Balochistan Liberation Army"])
