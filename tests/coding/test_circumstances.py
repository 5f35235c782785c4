"""Circumstances that decide a type: who fights, whether captives were killed, whether one was chosen."""

import pytest


def types(incident):
    return [incident["type"], *incident["also_types"]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Villagers of two clans clashed at Tarsk on Monday and nine people were injured.", "mob_violence"),
        ("Violent clashes between settlers and herders injured nine people in Jos on Monday.", "mob_violence"),
        ("Clashes between troops and rebels killed nine people in Goma on Monday.", "battle"),
        ("Rebels beat a trader to death in Zamfara on Monday.", "armed_attack"),
        ("A mob beat a trader to death in Zamfara on Monday.", "mob_violence"),
        (
            "A prisoner died in a police cell in Lagos on Monday; police killed him, they say.",
            "death_in_custody",
        ),
    ],
)
def test_who_fights_decides(incidents_of, text, expected):
    assert incidents_of(text)[0]["type"] == expected


@pytest.mark.parametrize(
    "text",
    [
        "Rebels abducted and killed a trader in Zamfara on Monday.",
        "Rebels kidnapped a trader in Zamfara on Monday, tortured him and killed him.",
        "Militants opened fire on passengers in Mastung on Monday, killing 20. They had abducted them from two buses.",
        "Rebels dragged a trader out of his house in Zamfara on Monday and shot him dead.",
    ],
)
def test_who_was_held_and_killed_was_executed(incidents_of, text):
    assert incidents_of(text)[0]["type"] == "execution"


def test_others_taken_make_no_execution(incidents_of):
    (incident,) = incidents_of("Rebels raided Kaya on Monday, killing two guards and abducting 22 miners.")
    assert "execution" not in types(incident)


@pytest.mark.parametrize(
    "text",
    [
        "Gunmen shot dead a mayor in Cali on Monday.",
        "Gunmen shot dead a former militant commander in Quetta on Monday.",
        "Rebels shot dead a farmer in Gaya on Monday. They accused him of being an informer of the police.",
        "A trader was shot dead in a target killing in Karachi on Monday.",
    ],
)
def test_one_who_is_prominent_or_chosen_is_assassinated(incidents_of, text):
    assert types(incidents_of(text)[0]) == ["assassination", "armed_attack"]


@pytest.mark.parametrize(
    "text",
    [
        "A soldier was killed when militants opened fire at a post near Bara on Monday. Two had been targeted.",
        "Gunmen shot dead a mayor and nine of his guests in Cali on Monday.",
    ],
)
def test_who_guards_a_post_or_dies_among_many_is_not(incidents_of, text):
    assert incidents_of(text)[0]["type"] == "armed_attack"


def test_helicopters_after_a_bomb_make_no_airstrike(incidents_of):
    text = "A roadside bomb wounded a soldier near Miranshah on Monday. Helicopter gunships later attacked hideouts."
    assert incidents_of(text)[0]["type"] == "bombing"


def test_a_wave_has_the_types_and_weapons_of_its_parts(incidents_of):
    text = (
        "A wave of attacks killed twelve people across Iraq on 6 May 2031. "
        "In Mosul a car bomb killed seven people. In Basra a roadside bomb killed five people."
    )
    whole = incidents_of(text)[0]
    assert "bombing" in types(whole)
    assert [w["class"] for w in whole["weapons"]] == ["explosive"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Fighters of the Tarsk Front razed a shrine in Zawila on Friday.", "property_destruction"),
        ("A bus exploded in Kirkuk on Monday and nine people died. The bomb was under a seat.", "bombing"),
        ("A man armed with a pistol forced a plane to land at Larnaca on Monday. The hijacker gave up.", "hijacking"),
    ],
)
def test_acts_without_a_toll_or_a_doer_are_read(incidents_of, text, expected):
    assert incidents_of(text)[0]["type"] == expected


@pytest.mark.parametrize(
    "text",
    [
        "A driver said he was paid by people who want to blow up the oil terminal.",
        "Displaced people at the camp in Goma said that they had no water on Monday.",
        "Detectives broke up a cell that planned to attack a derby in Nairobi with grenades on Monday.",
    ],
)
def test_what_is_wanted_or_planned_is_no_attack(incidents_of, text):
    assert incidents_of(text) == []
