"""How a sentence sets the violence that it tells apart from the news: by distance, by tense, by its day."""

import pytest

BOMB = "A bomb killed nine people at a market in Quetta on 6 May 2031. "


def best(count):
    return count["best"] if count else None


@pytest.mark.parametrize(
    "sentence",
    [
        "Two days after the bombing, gunmen shot dead a schoolteacher.",
        "The suspects shot dead a schoolteacher three days after the bombing.",
        "A man was found guilty in the fatal shooting of a schoolteacher three days later.",
        "Gunmen had killed a schoolteacher a week before the bombing.",
        "He was also charged with the assassination of a schoolteacher one year before.",
    ],
)
def test_an_act_told_by_its_distance_in_days_is_an_incident_of_its_own(incidents_of, sentence):
    first, second = incidents_of(BOMB + sentence)
    assert best(first["killed"]) == 9
    assert second["type"] != "bombing"
    assert second["main"] is False


@pytest.mark.parametrize(
    "sentence",
    [
        "Two of the wounded died three days after the bombing.",
        "Police arrested two men a week after the bombing.",
        "The Sons of Tarsk claimed the attack a day after the bombing.",
        "Rescuers found the body of a trader two days later.",
        "A second blast followed an hour after the bombing.",
    ],
)
def test_what_follows_the_news_in_time_is_no_second_incident(incidents_of, sentence):
    assert len(incidents_of(BOMB + sentence)) == 1


def test_what_is_told_by_distance_is_told_in_passing(incidents_of):
    text = BOMB + "The suspects shot dead a schoolteacher three days after the bombing. The blast also wounded thirty."
    first, second = incidents_of(text)
    assert best(first["injured"]) == 30
    assert second["injured"] is None


def test_an_attack_of_another_kind_told_in_the_past_before_the_past_is_background(incidents_of):
    text = (
        "Troops and rebels of the Tarsk Front exchanged fire at Delgo in Sudan on 6 May 2031. "
        "Officers said that the rebels had abducted four traders from Wawa village."
    )
    _, second = incidents_of(text)
    assert (second["type"], second["told_as"], best(second["abducted"])) == ("abduction", "background", 4)


def test_air_strikes_in_response_are_an_incident_of_their_own(incidents_of):
    text = (
        "Rebels fired a rocket at Tarsk in Yemen on 6 May 2031. "
        "In response to the attack, the air force launched air strikes on the rebels."
    )
    assert [i["type"] for i in incidents_of(text)] == ["shelling", "airstrike"]


def test_other_words_for_the_day_are_another_day_where_no_day_can_be_reckoned(incidents_of):
    text = (
        "Gunmen killed four guards in Zaria on Monday. "
        "Last week, rebels killed five traders in Kano. On Sunday, a bomb left eight policemen dead in Jos."
    )
    assert [best(i["killed"]) for i in incidents_of(text)] == [4, 5, 8]


def test_a_book_on_an_attack_is_no_attack_of_its_year(incidents_of):
    text = "A bomb killed nine people in Quetta on 6 May 1974. In 1981 a writer told of her part in the bombing."
    assert [i["date"]["edtf"] for i in incidents_of(text)] == ["1974-05-06"]


def test_who_is_taken_one_day_and_killed_another_is_one_incident(incidents_of):
    text = (
        "Rebels killed a village headman in Zamfara State, Nigeria, on 26 December 2031. "
        "They took away the headman at Gusau on 25 December 2031."
    )
    (incident,) = incidents_of(text)
    assert best(incident["killed"]) == 1


def test_an_anniversary_brings_an_older_attack(incidents_of):
    text = (
        "Soldiers shot dead a boy in Hebron on Monday. "
        "The killing comes ten days before the anniversary of a massacre at a mosque in Hebron. "
        "On 25 February 2011, a settler attacked worshippers with a machine gun, killing at least 29 people."
    )
    first, second = incidents_of(text)
    assert (best(first["killed"]), best(second["killed"])) == (1, 29)
    assert second["told_as"] == "background"


def test_attacks_that_the_report_counts_are_told_apart_where_they_struck_elsewhere(incidents_of):
    text = (
        "Two suicide bombings killed 30 traders in Jos and Kano on 6 May 2031. "
        "The first bombing killed 18 traders in Jos. The second bombing struck Kano. "
        "Within hours of the first attack, a second suicide bombing shook the cattle market of Kano."
    )
    whole, second = incidents_of(text)
    assert second["part_of"] == whole["id"]
    assert "Kano" in str(second["place"])


def test_a_second_bomb_at_the_same_place_is_of_one_incident(incidents_of):
    text = (
        "Five people died in two bomb explosions near Khar on 3 May 2031. "
        "The second bomb went off after soldiers had come, and killed three of them."
    )
    assert len(incidents_of(text)) == 1


def test_the_last_time_is_background(incidents_of):
    text = (
        "A roadside bomb killed a general near Homs on 3 May 2031. "
        "It was the first death of a general in Syria since 2017, when mortars killed a lieutenant general in Hama."
    )
    first, second = incidents_of(text)
    assert (first["date"]["edtf"], second["told_as"], second["type"]) == ("2031-05-03", "background", "shelling")


def test_a_day_right_before_an_act_of_another_kind_is_its_own(incidents_of):
    text = (
        "Six people were injured when a grenade went off at Tral in Kashmir. "
        "The house was damaged in the July 9 encounter in which two militants were killed."
    )
    assert [i["type"] for i in incidents_of(text)] == ["bombing", "battle"]


def test_fighting_elsewhere_is_an_incident_of_its_own(incidents_of):
    text = (
        "A missile was fired at Brega in Libya on 3 May 2031 by rebels. "
        "Heavy fighting was reported between troops and rebels in Gharyan."
    )
    assert [i["type"] for i in incidents_of(text)] == ["shelling", "battle"]


def test_what_police_then_raid_elsewhere_is_none(incidents_of):
    text = "A bomb killed nine people in Quetta on 6 May 2031. Police raided houses in Karachi and arrested two men."
    assert len(incidents_of(text)) == 1
