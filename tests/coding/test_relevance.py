"""What is an incident of political violence, and why another is not."""

import pytest


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Police foiled a plot to bomb a market in Lahore on Friday, officials said.", "foiled"),
        ("A gas leak caused an explosion in Karachi that killed three people on Monday.", "accident"),
        ("Two trains collided near Multan on Monday, killing 40 passengers.", "accident"),
        ("An earthquake killed 300 people in Herat on Saturday.", "accident"),
    ],
)
def test_what_is_not_coded_has_a_reason(reasons_of, text, reason):
    assert reasons_of(text) == [reason]


@pytest.mark.parametrize(
    "text",
    [
        "The council met in Quetta on Monday and talked about the new road.",
        "The striker fired two shots in a battle at the top of the league, and his team attacked until the end.",
        "Shares were hit by a bombshell from the bank, and traders fought to cut losses.",
        "The novelist was killed off by critics, who attacked her third book.",
    ],
)
def test_words_of_violence_alone_are_no_violence(incidents_of, text):
    assert incidents_of(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Gunmen killed three farmers in Kaduna on Monday.",
        "Militants wounded a constable in Bannu.",
        "Gunmen kidnapped 20 students from a school in Zamfara on Friday.",
        "A suicide bomber blew himself up in Kabul. Nobody else was hurt.",
        "Assailants shot at a convoy near Goma on Sunday.",
        "A plane crashed after rebels shelled the runway in Goma, killing nine people.",
    ],
)
def test_violence_by_people_is_coded(incidents_of, text):
    (incident,) = incidents_of(text)
    assert incident["main"] is True


def test_a_language_that_is_not_read_is_said_to_be_left_out(coding_of):
    from gawah.coding.rules.coder import code_input
    from gawah.model import CodingInput, Text

    text = Text.of("sha256:x", "plain@1", "Hombres armados mataron a tres campesinos.", language="es")
    coding = code_input(CodingInput(text))
    assert (coding.events, coding.assertions) == ((), ())
    assert "es" in coding.notes[0]
    assert coding_of("Gunmen killed three farmers.").notes == ()


@pytest.mark.parametrize(
    "text",
    [
        "There were ten times more air strikes by drones in the war on terror than before. They hit many villages.",
        "A total of 563 drone strikes hit Yemen in those years, and rebels attacked army posts.",
    ],
)
def test_a_count_of_very_many_acts_is_an_aggregate(reasons_of, text):
    assert reasons_of(text)[0] == "aggregate"


@pytest.mark.parametrize(
    "text",
    [
        "A driver rammed a line of pilgrims in Arles, France, on Friday, wounding six. "
        "The anti-terrorism office took over.",
        "The number of people killed when a lorry packed with explosives was detonated outside a hall in Herat, "
        "Afghanistan, has climbed to 12. The blast brought down the roof.",
        "Two masked men walked into a garage in Derry, United Kingdom, and shot the owner, Ian Bell, in both knees.",
    ],
)
def test_an_act_that_was_meant_is_an_incident(incidents_of, text: str) -> None:
    assert len(incidents_of(text)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "A devastating blast ripped through the port of Beirut, killing 135 people. Ammonium nitrate had detonated.",
        "A bus rammed a line of cars on the motorway near Lyon, France, wounding six people.",
    ],
)
def test_an_accident_stays_one(reasons_of, text: str) -> None:
    assert reasons_of(text)


def test_a_planted_bomb_is_no_accident_whatever_the_place_is_called(incidents_of):
    text = (
        "Six people were killed when a bomb planted on a motorcycle exploded near a police van in {}, officials said."
    )
    for place in ("the Satellite Town area of Quetta", "Quetta during a storm"):
        (incident,) = incidents_of(text.format(place))
        assert incident["type"] == "bombing"
        assert [t["description"] for t in incident["targets"]] == ["police van"]


def test_blasts_of_bombers_are_no_accident(incidents_of):
    text = "Police said the bombers were a couple. Sixteen people have died since the blasts in Isabela on February 16."
    (incident,) = incidents_of(text, published="2031-02-19")
    assert (incident["type"], incident["killed"]["best"]) == ("bombing", 16)
