"""Counts, dates, places and attribution in words."""

import pytest

from gawah import wording
from gawah.model import (
    Attribution,
    Count,
    Figure,
    Incident,
    Perpetrator,
    Place,
    Response,
    Victims,
    Weapon,
    When,
)


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (Count(11, 11, 11), "11"),
        (Count(None, 11, None), "11"),
        (Count(11, 11, None), "at least 11"),
        (Count(11, None, None), "at least 11"),
        (Count(None, 14, 14), "up to 14"),
        (Count(None, None, 14), "up to 14"),
        (Count(3, None, 5), "3 to 5"),
        (Count(10, 11, 14), "11 (figures from 10 to 14)"),
        (Count(10, 11, None), "11 (figures from 10 up)"),
        (Count(None, 11, 14), "11 (figures up to 14)"),
        (Count(None, 40, None, approximate=True), "about 40"),
        (Count(40, 40, 40, approximate=True), "about 40"),
        (Count(1, None, None, "some", word="dozens"), "dozens (no number said)"),
        (Count(1, None, None, "some"), "some (no number said)"),
        (Count(), "some (no number said)"),
        (Count(0, 0, 0, "none"), "none"),
        (Count(1200, 1200, 1200), "1,200"),
    ],
)
def test_counts_say_their_bounds(count, words):
    assert wording.say_count(count) == words


@pytest.mark.parametrize(
    ("figure", "words"),
    [
        (Figure("killed", 7, 7, 7, "seven"), "7"),
        (Figure("killed", 1, None, None, "scores of people"), "“scores of people”"),
        (Figure("killed", 0, 0, 0, "no one"), "none"),
        (Figure("killed", None, None, 9, "up to nine"), "up to 9"),
    ],
)
def test_figures_say_their_bounds_or_their_words(figure, words):
    assert wording.say_figure(figure) == words


@pytest.mark.parametrize(
    ("edtf", "words"),
    [
        ("2021-01-03", "3 January 2021"),
        ("2021-01", "January 2021"),
        ("2021", "2021"),
        ("199X", "the 1990s"),
        ("XXXX-11-24", "24 November (year not said)"),
        ("XXXX-11", "November (year not said)"),
        ("2021-21", "spring 2021"),
        ("2021-01~", "about January 2021"),
        ("2021?", "perhaps 2021"),
        ("2021-01-03%", "perhaps about 3 January 2021"),
        ("2021-01-03/2021-01-05", "3 to 5 January 2021"),
        ("2021-01-28/2021-02-03", "28 January to 3 February 2021"),
        ("2020-12-30/2021-01-02", "30 December 2020 to 2 January 2021"),
        ("2021-01/2021-03", "January to March 2021"),
        ("2021-01-03/2021-01-03", "3 January 2021"),
        ("2021-01-03/..", "from 3 January 2021 on"),
        ("../2021-01-03", "until 3 January 2021"),
        ("{2021,2022}", "{2021,2022}"),
        ("2021-99-03", "2021-99-03"),
    ],
)
def test_dates_read_as_people_write_them(edtf, words):
    assert wording.say_edtf(edtf) == words


@pytest.mark.parametrize(
    ("when", "words", "precision"),
    [
        (When("2021-01-03", "2021-01-03", "2021-01-03", "day"), "3 January 2021", "day known"),
        (When("2021-01-03", "2021-01-03", "2021-01-03", "day", "05:30"), "3 January 2021, 05:30", "day known"),
        (When(None, "2021-01-03", "2021-01-05", "range"), "3 to 5 January 2021", "range known"),
        (When("XXXX-11-24", after="2020-01-01"), "24 November (year not said), after 1 January 2020", ""),
        (When(after="2021-01-03", before="2021-01-09"), "after 3 January 2021, before 9 January 2021", ""),
        (When(), "", ""),
    ],
)
def test_a_date_says_what_is_known_of_it(when, words, precision):
    assert (wording.say_when(when), wording.say_precision(when)) == (words, precision)


@pytest.mark.parametrize(
    ("place", "words", "position"),
    [
        (Place("Machh", "Balochistan", None, "PK", radius_km=5.2, precision="settlement"),
         "Machh, Balochistan, Pakistan", "settlement, ±5 km"),
        (Place("Machh", country="PK", radius_km=0.4, precision="exact", relation="near"),
         "near Machh, Pakistan", "exact, ±1 km"),
        (Place(None, "Balochistan", None, "PK", precision="province"), "Balochistan, Pakistan", "province"),
        (Place("Balochistan", "Balochistan", None, "PK", precision="province"), "Balochistan, Pakistan", "province"),
        (Place(None, "Balochistan", "Kachhi", "PK", precision="district"), "Kachhi, Balochistan, Pakistan", "district"),
        (Place("Western Bypass, Quetta", "Quetta", precision="exact"), "Western Bypass, Quetta", "exact"),
        (Place("Tarvel", country="QZ", relation="between"), "between Tarvel, QZ", "not found on the map"),
        (Place(), "", "not found on the map"),
    ],
)  # fmt: skip
def test_a_place_says_what_it_lies_in_and_how_well_it_is_known(place, words, position):
    assert (wording.say_place(place), wording.say_position(place)) == (words, position)


def test_attribution_has_the_codebooks_words():
    assert wording.say_attribution(Attribution("claimed", "Islamic State")) == "claimed by Islamic State"
    assert wording.say_attribution(Attribution("suspected", "police")) == "suspected, according to police"
    nested = Attribution("accused_by_others", "the ministry > witnesses", date="2021-01-04")
    assert wording.say_attribution(nested) == "accused by the ministry, quoting witnesses, 4 January 2021"


def test_several_speakers_are_named_once_each():
    assert wording.say_source(["police", "the mayor", "police"]) == "according to police and the mayor"
    assert wording.say_source([]) == ""


def test_a_headline_without_a_title_is_composed_in_neutral_words():
    incident = Incident("a", type="execution", also_types=("abduction",), place=Place("Machen"), date=When("2031-05"))
    assert wording.say_headline(incident) == "Execution, with abduction, in Machen, May 2031"
    assert (
        wording.say_headline(Incident("a", type="bombing", place=Place("Tarsk", relation="near")))
        == "Bombing near Tarsk"
    )
    assert wording.say_headline(Incident("a")) == "Incident of a kind not said"


@pytest.mark.parametrize(
    ("response", "words"),
    [
        (Response("r1", "sit_in", place=Place("Quetta", "Balochistan", None, "PK")), "Sit-in, in Quetta"),
        (Response("r1", "strike", actor="men", place=Place("Hub", "Sindh", None, "PK")), "Strike by men in Hub, Sindh"),
        (Response("r1", "condemnation", actor="Iran", target="the attack"), "Condemnation of the attack, by Iran"),
        (Response("r1", "compensation", "announced", "the minister"), "Compensation (announced) by the minister"),
        (Response("r1", "refusal", "refused", "the minister", quantity="twice"), "Refusal by the minister, twice"),
        (Response("r1", "strike", duration_days=1), "Strike, 1 day"),
        (Response("r1", "policy_change", target="motorcycles"), "Policy change about motorcycles"),
        (
            Response("r1", "visit", actor="Iran", target="Quetta", place=Place("Quetta", "Balochistan", None, "PK")),
            "Visit to Quetta, by Iran",
        ),
        (
            Response("r1", "visit", actor="Iran", target="the graves of Hub", place=Place("hub", "Sindh", None, "PK")),
            "Visit to the graves of Hub, by Iran in Sindh",
        ),
        (
            Response("r1", "visit", target="Hubland", place=Place("Hub", "Sindh", None, "PK")),
            "Visit to Hubland in Hub, Sindh",
        ),
    ],
)  # fmt: skip
def test_a_response_says_what_to_whom_by_whom_and_where(response, words):
    assert wording.say_response(response, Place("Machh", "Balochistan", None, "PK")) == words


def test_a_group_says_its_number_once():
    count = Count(11, 11, 11)
    assert wording.list_traits(Victims("v1", "Salters", "killed", count)) == ["11 killed"]
    assert wording.list_traits(Victims("v1", "11 Salters", "killed", count)) == ["killed"]
    vague = Count(1, None, None, "some", word="dozens")
    assert wording.list_traits(Victims("v1", "Salters", "injured", vague)) == ["dozens injured"]


def test_a_weapon_says_type_class_and_words():
    assert wording.say_weapon(Weapon("melee", "knife", "slit")) == "knife (melee), “slit”"
    assert wording.say_weapon(Weapon("firearm", "firearm")) == "firearm, kind not told"
    assert wording.say_weapon(Weapon("explosive", "IED")) == "IED (explosive)"
    assert wording.say_weapon(Weapon("unknown")) == "unknown"


def test_an_actor_says_what_it_is():
    assert wording.say_actor(Perpetrator("gunmen")) == "gunmen"
    branch = Perpetrator("Northern Dawn", kind="armed_group", parent="the Dawn")
    assert wording.say_actor(branch) == "Northern Dawn (armed group, branch of the Dawn)"


@pytest.mark.parametrize(
    ("path", "value", "words"),
    [
        ("/killed", 9, "9"),
        ("/killed", {"low": 9, "best": 9, "high": None}, "at least 9"),
        ("/date", {"edtf": "2021-01-03"}, "3 January 2021"),
        ("/date", {}, "no date"),
        ("/place", {"name": "Machen"}, "Machen"),
        ("/type", "mob_violence", "mob violence"),
        ("/victims/0/sex", "female", "female"),
        ("/claimed", True, "yes"),
        ("/title", "A\x1bB", r"A\x1bB"),
        ("/type", None, "nothing"),
    ],
)
def test_any_value_can_be_said(path, value, words):
    assert wording.say_value(path, value) == words


def test_text_from_outside_is_one_line_that_no_terminal_obeys():
    assert wording.neutralise("a\r\nb\tc\x1b[2J\x9b\u202e\ud800") == r"a b c\x1b[2J\x9b\u202e\ud800"
    assert wording.neutralise("گواه\u200c می") == "گواه\u200c می"
