"""Groups that no list knows, by what the text says of them; never a person, a place or a thing."""

import pytest


def groups(page):
    return sorted({m.surface for _, _, m in page.actors.spans if m.group == "by_context"})


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Fighters of the Tarsk Hawks killed four herders.", "Tarsk Hawks"),
        ("Horsemen of the Tarsk Brigade killed four herders.", "Tarsk Brigade"),
        ("Members of the Tarsk Hawks killed four herders.", "Tarsk Hawks"),
        ("A militia called the Sons of the Valley killed four herders.", "Sons of the Valley"),
        ("The Sons of the Valley, an armed separatist group, killed four herders.", "Sons of the Valley"),
        ("The Tarsk Hawks claimed responsibility for the bombing of a market.", "Tarsk Hawks"),
        ("Police blamed the Tarsk Hawks for the bombing of a market.", "Tarsk Hawks"),
        ("The Tarsk Hawks attacked a police post and killed two constables.", "Tarsk Hawks"),
        ("The Northern Dawn Brigade killed three teachers.", "Northern Dawn Brigade"),
    ],
)
def test_what_the_text_shows_to_be_a_group(page_of, text, name):
    assert groups(page_of(text)) == [name]


def test_a_group_shown_once_is_known_wherever_it_stands(page_of):
    page = page_of("The Tarsk Hawks spoke on Monday. Fighters of the Tarsk Hawks had killed four herders.")
    starts = [m.start for _, _, m in page.actors.spans if m.group == "by_context"]
    assert len(starts) == 2


@pytest.mark.parametrize(
    "text",
    [
        "Ali Hassan Khan killed two people in Lahore on Monday, police said.",
        "Police blamed Maria Lopez for the killing of a judge.",
        "Dr. Ayesha Malik attacked the ministry's plan.",
        "President Anatol Ferrar claimed responsibility for the defeat.",
        "Colonel Ferrar attacked the rebels at dawn and killed nine.",
        "Villagers of Upper Tarsk attacked the police post.",
        "The United Nations blamed both sides for the killing of civilians.",
        "Human Rights Watch said fighters killed nine people.",
        "On Monday Gunmen attacked a bus. On Friday Police killed two.",
    ],
)
def test_people_places_and_offices_are_no_groups(page_of, text):
    assert groups(page_of(text)) == []


def test_a_group_by_context_is_named_as_the_perpetrator(incidents_of):
    (incident,) = incidents_of("The Tarsk Hawks attacked a police post in Quetta on Monday, killing two constables.")
    (perpetrator,) = incident["perpetrators"]
    assert (perpetrator["name"], perpetrator["kind"], perpetrator["actor_id"]) == ("Tarsk Hawks", "armed_group", None)
