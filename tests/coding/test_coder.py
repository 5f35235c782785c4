"""The coder as a whole: short invented reports (FICTION) in the styles that reports come in."""

import pytest

from gawah.coding.rules.coder import code_input
from gawah.model import CodingInput, Link, Text

CODER = "rules@1"


def best(count):
    return count["best"] if count else None


def test_the_same_input_gives_the_same_coding(coding_of):
    text = (
        "Gunmen killed three farmers in Kaduna on Monday. Police blamed Boko Haram. The governor condemned the attack."
    )
    assert coding_of(text) == coding_of(text)


def test_what_is_given_is_part_of_the_input(coding_of):
    text = "Gunmen killed three farmers in Kaduna on Monday."
    once, again = coding_of(text), coding_of(text, published="2031-05-06")
    assert {e.id for e in once.events}.isdisjoint(e.id for e in again.events)


def test_every_assertion_rests_on_words_and_names_its_rule(coding_of):
    text = (
        "Gunmen killed three farmers in Kaduna on Monday. Police blamed Boko Haram. The governor condemned the attack."
    )
    coding = coding_of(text)
    events = {event.id for event in coding.events}
    assert {event.kind for event in coding.events} == {"incident", "response"}
    for assertion in coding.assertions:
        assert assertion.event_id in events
        assert assertion.rule
        assert assertion.spans
        assert all(0 <= span.start < span.end <= len(text) for span in assertion.spans)


def test_responses_are_linked_to_what_they_answer(coding_of):
    coding = coding_of("Gunmen killed three farmers in Kaduna on Monday. The governor condemned the attack.")
    incident = next(e for e in coding.events if e.kind == "incident")
    response = next(e for e in coding.events if e.kind == "response")
    wanted = Link.of("response_to", response.id, incident.id, CODER)
    assert wanted.id in {link.id for link in coding.links}


def test_a_text_without_violence_gives_nothing(coding_of):
    coding = coding_of("The council met in Quetta on Monday.")
    assert (coding.events, coding.assertions, coding.links) == ((), (), ())


STYLES = {
    "wire": "KADUNA, Nigeria, May 5 (Tarsk News) - Gunmen killed three farmers and wounded six others near Kaduna on "
    "Monday, police said.",
    "headline": "Gunmen kill three farmers, wound six near Kaduna\n\nPolice in Nigeria's Kaduna state said the attack "
    "took place on Monday. Three farmers were killed and six others were wounded.",
    "capitals": "GUNMEN KILLED THREE FARMERS AND WOUNDED SIX OTHERS NEAR KADUNA IN NIGERIA ON MONDAY.",
    "monitor": "On 2031-05-05, in Kaduna, Nigeria: 3 farmers killed and 6 injured by unidentified gunmen.",
    "communique": "We condemn the attack near Kaduna, Nigeria, on Monday in which gunmen killed three farmers and "
    "injured six people.",
    "nominal": "The killing of three farmers by gunmen near Kaduna, Nigeria, on Monday left six others wounded.",
}


@pytest.mark.parametrize("style", STYLES)
def test_one_attack_in_many_styles(incidents_of, style):
    (incident,) = incidents_of(STYLES[style], published="2031-05-06")
    assert incident["place"]["country"] == "NG"
    assert best(incident["killed"]) == 3
    assert best(incident["injured"]) == 6
    assert incident["date"]["edtf"] == "2031-05-05"


def test_attackers_among_the_dead_are_counted_apart(incidents_of):
    text = "Gunmen attacked a police post in Quetta on Monday. Two constables and three attackers were killed."
    (incident,) = incidents_of(text)
    assert (best(incident["killed"]), best(incident["attackers_killed"])) == (2, 3)


def test_parts_are_not_added_to_their_whole(incidents_of):
    (incident,) = incidents_of("Gunmen killed 12 people, among them three children and two women, in Jos on Monday.")
    assert best(incident["killed"]) == 12
    whole, *parts = incident["victims"]
    assert {p["subset_of"] for p in parts} == {whole["id"]}


def test_a_revised_toll_supersedes_the_first(incidents_of):
    text = "A bomb killed nine people in Quetta on Monday, police said. The death toll later rose to 14, doctors said."
    (incident,) = incidents_of(text)
    assert best(incident["killed"]) == 14
    assert {(f["best"], f["status"]) for f in incident["figures"]} == {(9, "superseded"), (14, "current")}


def test_rival_tolls_are_both_kept_with_who_gives_them(incidents_of):
    text = (
        "A bomb went off in a market in Quetta on Monday. Police said that nine people were killed. "
        "A hospital doctor said that 14 people were killed."
    )
    (incident,) = incidents_of(text)
    assert {f["best"] for f in incident["figures"] if f["measure"] == "killed"} == {9, 14}
    assert all(f["speaker"] for f in incident["figures"])


def test_nobody_hurt_is_none_and_silence_is_nothing(incidents_of):
    (hurt,) = incidents_of("Gunmen opened fire on a bus near Goma on Monday. No one was killed.")
    assert (hurt["killed"]["said"], best(hurt["killed"])) == ("none", 0)
    (silent,) = incidents_of("Gunmen opened fire on a bus near Goma on Monday.")
    assert silent["killed"] is None


def test_a_claim_names_who_makes_it_and_through_what(incidents_of):
    text = "A bomb killed six people in Quetta on Friday. The Taliban claimed responsibility in a video."
    (incident,) = incidents_of(text)
    assert incident["claimed"] is True
    assert [(c["by"], "video" in c["channel"]) for c in incident["claims"]] == [("Taliban", True)]
    assert incident["perpetrators"][0]["attribution"] == "claimed"


def test_nobody_claimed_is_said_where_the_text_says_it(incidents_of):
    text = "A bomb killed six people in Quetta on Friday. No group claimed responsibility for the attack."
    (incident,) = incidents_of(text)
    assert (incident["claimed"], incident["claims"]) == (False, [])
    (silent,) = incidents_of("A bomb killed six people in Quetta on Friday.")
    assert silent["claimed"] is None


def test_weapons_that_police_found_are_not_those_of_the_attack(incidents_of):
    text = "Attackers stabbed two guards in Quetta on Friday. Police later recovered rifles and grenades from a house."
    (incident,) = incidents_of(text)
    assert [w["class"] for w in incident["weapons"]] == ["melee"]


@pytest.mark.parametrize("language", ["en", "en-GB", None])
def test_every_english_is_read(language):
    text = Text.of("sha256:0", "plain@1", "Gunmen shot dead two men in Quetta on 3 January 2021.", language=language)
    assert not code_input(CodingInput(text)).abstained
