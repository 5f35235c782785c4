"""Weapons used, and every clause that tells them."""

import pytest


def weapons(incident):
    return {w["class"] for w in incident["weapons"]}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Gunmen killed a trader in Kano on Monday. He suffered gunshot wounds.", {"firearm"}),
        ("Attackers emptied a pistol into a shop in Kano on Monday, killing a trader.", {"firearm"}),
        ("A truck loaded with explosives killed nine guards in Mosul on Monday.", {"explosive"}),
        ("Warplanes bombed a market in Idlib on Monday, killing nine people.", {"aircraft bomb"}),
        ("A man was beaten to death with iron rods by a mob in Dhaka on Monday.", {"melee"}),
        ("Police with batons beat protesters in Sukkur on Monday and wounded thirty.", {"less_lethal"}),
        ("Militants fired a grenade at a house in Jammu on Monday and wounded two people.", {"explosive"}),
    ],
)
def test_the_class_of_what_was_used(incidents_of, text, expected):
    (incident,) = incidents_of(text)
    assert weapons(incident) >= expected if "less_lethal" in expected else weapons(incident) == expected


@pytest.mark.parametrize(
    "text",
    [
        "A bomb killed nine people in Quetta on Monday. Police recovered two rifles and a pistol.",
        "A man drove a van into a parade on Monday, killing nine people, before being shot dead by a policeman.",
        "A bomb killed nine people near a camp of the Tarsk Rifles in Quetta on Monday.",
    ],
)
def test_found_forces_and_answering_shots_are_no_weapons_of_the_attack(incidents_of, text):
    (incident,) = incidents_of(text)
    assert "firearm" not in weapons(incident)


def test_a_weapon_rests_on_every_sentence_that_tells_it(incidents_of):
    text = (
        "Assailants shot dead a guard in Zaria on Monday. Two men on a motorcycle fired at him repeatedly. "
        "The gunfire drew a crowd."
    )
    (incident,) = incidents_of(text)
    quotes = [e["quote"] for e in incident["evidence"] if e["path"].startswith("/weapons/0")]
    assert all(any(words in quote for quote in quotes) for words in ("shot dead", "fired at", "gunfire"))


def test_a_truck_loaded_with_explosives_is_a_car_bomb(incidents_of):
    (incident,) = incidents_of("A truck loaded with explosives killed nine guards in Mosul on Monday.")
    assert [w["type"] for w in incident["weapons"]] == ["car bomb"]
