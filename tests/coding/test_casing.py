"""Capitals read as they would be written. All of it is FICTION."""

import pytest

from gawah.coding.rules.casing import is_shouted, restore_case

WIRE = (
    'OFFICIALS IN QUETTA SAID TODAY THAT GUNMEN OF THE ELN KILLED COLONEL ARTURO VELZ.  "IT WAS AN ATTACK ON US ALL," '
    "MINISTER PARDEZ SAID ON 3 MARCH.  THE UNDISCLOSED SUM WAS FOUND."
)


@pytest.fixture(scope="module")
def restored():
    return restore_case(WIRE)


def test_no_letter_moves(restored):
    assert restored.upper() == WIRE


@pytest.mark.parametrize(
    "words",
    [
        "Officials in Quetta said today that gunmen of the ELN killed",
        "Arturo Velz.",
        '"It was an attack on us all," minister Pardez said on 3 March',
        "The undisclosed sum was found.",
    ],
)
def test_sentences_names_and_short_forms_are_told_apart(restored, words):
    assert words in restored


@pytest.mark.parametrize("text", ["", "THE ELN", "Gunmen of the ELN attacked the village of Ardil, police said."])
def test_other_text_stays_as_it_is(text):
    assert not is_shouted(text)
    assert restore_case(text) == text


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Invented wire.\nGUNMEN OF THE ELN KILLED COLONEL VELZ IN QUETTA TODAY.\n", "killed colonel Velz in Quetta"),
        ("BOMB KILLS FIVE IN QUETTA\nFive people died on Monday.\n", "Bomb kills five in Quetta"),
        ("Radio text\n\nGUNMEN KILLED A JUDGE.\n\nTHE ARMY SEARCHED THE TOWN OF QUETTA.", "The army searched the town"),
    ],
)
def test_lines_in_capitals_are_restored_in_a_text_that_has_small_letters(text, words):
    restored = restore_case(text)
    assert words in restored
    assert restored.upper() == text.upper()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            "Five Troops Killed As Rebels Ambush Convoy In Quetta",
            "Five troops killed as rebels ambush convoy in Quetta",
        ),
        (
            "A GROUP CALLING ITSELF THE WORKERS' DAWN CLAIMED RESPONSIBILITY FOR THE BOMB.",
            "A group calling itself the Workers' Dawn claimed",
        ),
    ],
)
def test_words_with_a_capital_each_and_names_that_groups_give_themselves(text, words):
    assert words in restore_case(text)


@pytest.mark.parametrize("text", ["Ana Ost, Bo Kest, Cy Dorn, Di Ell", "Islamic State of Iraq and the Levant"])
def test_lists_of_names_keep_their_capitals(text):
    assert restore_case(text) == text


@pytest.mark.parametrize("text", ["BACKGROUND\nFive people died on Monday.", "UN, EU, US\nTalks went on."])
def test_short_headings_stay_as_they_are(text):
    assert restore_case(text) == text


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("GUNMEN KILLED A JUDGE ON 14 MAY 2013 AND MAY KILL AGAIN, POLICE SAID.", "on 14 May 2013 and may kill"),
        ("QUETTA, 8 MAR 90 (INVENTED WIRE) - GUNMEN KILLED A JUDGE ON SUNDAY.", "8 Mar 90"),
        (
            "GUNMEN KILLED A JUDGE IN EL ALTO AND ANOTHER IN SAN MARTIN ON SUNDAY.",
            "in El Alto and another in San Martin",
        ),
        ("THE MINISTER BLAMED THE RED LANTERN FRONT FOR THE ATTACK ON THE BUS.", "blamed the Red Lantern Front for"),
        ("THE PEASANTS BLAMED THE ARMY FOR THE ATTACK ON THE BUS AND THE FIRE.", "blamed the army for"),
    ],
)
def test_months_places_and_bodies_that_are_common_words_are_told_by_what_stands_beside(text, words):
    assert words in restore_case(text)
