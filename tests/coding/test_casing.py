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
