"""Places with another part in an incident than where it happened."""

import pytest


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        (
            "Rebels abducted a teacher from Orlin village in Gaya District and killed him. "
            "His body was found near Tesk village on Sunday.",
            [("taken_from", "Orlin village"), ("body_found", "Tesk village")],
        ),
        (
            "Gunmen killed two herders after they had dragged them into Orlin forest.",
            [("taken_to", "Orlin forest")],
        ),
        (
            "Three rockets fired from Gaza at Sderot killed two people.",
            [("launched_from", "Gaza"), ("aimed_at", "Sderot")],
        ),
        ("A bomb killed two people in Herat. The wounded were taken to a clinic in Kabul.", []),
        ("Gunmen shot dead a man hailing from Orlin village in Gaya District.", []),
        ("Gunmen killed two people in Herat, police in Kabul said.", []),
    ],
)
def test_what_part_a_place_plays(incidents_of, text, roles):
    told = [(p["role"], p["name"]) for i in incidents_of(text) for p in i["other_places"]]
    assert told == roles


def test_each_comes_with_its_position_and_its_words(incidents_of):
    (incident,) = incidents_of("Three rockets fired from Gaza at Sderot killed two people.")
    aimed = incident["other_places"][1]
    assert (aimed["place"]["country"], aimed["place"]["precision"]) == ("IL", "settlement")
    quotes = [(e["quote"], e["role"]) for e in incident["evidence"] if e["path"] == "/other_places/1"]
    assert quotes == [("at Sderot", "states"), ("fired", "context")]
