"""The type that the words of an attack speak for."""

import pytest

from gawah.coding.rules.incident_type import choose_type


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Gunmen opened fire on a market in Jos on Monday, killing three people.", "armed_attack"),
        ("A roadside bomb killed two soldiers near Maiduguri.", "bombing"),
        ("A suicide bomber blew himself up at a checkpoint in Kabul, killing two policemen.", "suicide_bombing"),
        ("A drone strike on a house in Sanaa killed five people.", "airstrike"),
        ("Warplanes bombed a hospital in Idlib, killing six patients.", "airstrike"),
        ("Mortar shells hit a market in Donetsk, killing six.", "shelling"),
        ("Rockets fired from the hills wounded two people in Sderot.", "shelling"),
        ("Attackers set fire to a church in Minya; one priest was killed.", "arson"),
        ("A man with a knife stabbed four commuters at a station in Kunming.", "stabbing"),
        ("A man drove a van into pedestrians in Toronto, killing ten.", "vehicle_ramming"),
        ("Gunmen kidnapped 20 students from a school in Zamfara.", "abduction"),
        ("Villagers lynched two men accused of theft in Bihar.", "mob_violence"),
        ("Soldiers opened fire on protesters in Khartoum, killing 35.", "protest_repression"),
        ("Police clashed with Maoists in Bijapur; four Maoists and one constable were killed.", "battle"),
        ("Gunmen assassinated the mayor of Cali outside her house.", "assassination"),
        ("SUICIDE BOMBER BLEW HIMSELF UP IN KABUL, KILLING TWO POLICEMEN.", "suicide_bombing"),
    ],
)
def test_the_type_of_an_attack(incidents_of, text, expected):
    assert incidents_of(text)[0]["type"] == expected


@pytest.mark.parametrize(
    "text",
    [
        "Militants killed 11 coal miners after kidnapping them near Machh.",
        "Rebels abducted five engineers in Goma on Monday. The captives were later executed.",
        "Fighters beheaded six aid workers whom they had kidnapped in Mocimboa.",
    ],
)
def test_captives_killed_are_an_execution_with_abduction(incidents_of, text):
    (incident,) = incidents_of(text)
    assert incident["type"] == "execution"
    assert "abduction" in incident["also_types"]


def test_the_words_of_a_type_are_its_witness(incidents_of):
    (incident,) = incidents_of("A roadside bomb killed two soldiers near Maiduguri.")
    (quote,) = (p["quote"] for p in incident["evidence"] if p["path"] == "/type")
    assert "roadside bomb" in quote


def test_without_a_word_for_it_the_dead_make_an_attack_and_nothing_makes_none():
    assert choose_type([], killed=True, captives=False).type == "armed_attack"
    assert choose_type([], killed=False, captives=False).type == "other"


def test_the_leading_sentence_counts_for_more(page_of):
    page = page_of("A roadside bomb killed two soldiers. Gunmen opened fire on a market.")
    ranked = [page.triggers_in(*sentence) for sentence in page.parsed.tokens.sentences]
    assert choose_type(ranked, True, False).type == "bombing"
    assert choose_type(ranked[::-1], True, False).type == "armed_attack"
