"""What noun phrases say of people: how many, of which trade, community, nation, age and sex."""

import pytest

from gawah.coding.rules.people import describe, is_person, is_thing, named_person
from gawah.coding.rules.phrases import read_group


def read(page_of, phrase):
    parsed = page_of(f"{phrase} .").parsed
    group = read_group(parsed, 0, len(parsed.tags) - 1)
    assert group is not None
    return parsed, group


def told(page_of, phrase):
    return describe(*read(page_of, phrase))


@pytest.mark.parametrize(
    ("phrase", "occupation", "status"),
    [
        ("eleven coal miners", "coal miners", "civilian"),
        ("a nurse", "nurse", "civilian"),
        ("two constables", "constables", "security_forces"),
        ("six people", None, "unknown"),
    ],
)
def test_trade_and_status(page_of, phrase, occupation, status):
    described = told(page_of, phrase)
    assert (described.occupation, described.status) == (occupation, status)


@pytest.mark.parametrize(
    ("phrase", "communities", "nationality"),
    [
        ("eleven Hazara coal miners", ("Hazara",), None),
        ("three Shia pilgrims", ("Shia",), None),
        ("two Afghan nurses", (), "AF"),
        ("seven Afghan Hazaras", ("Hazara",), "AF"),
        ("seven coal miners", (), None),
    ],
)
def test_community_and_nation_are_told_apart(page_of, phrase, communities, nationality):
    described = told(page_of, phrase)
    assert (described.communities, described.nationality) == (communities, nationality)


@pytest.mark.parametrize(
    ("phrase", "age_group", "sex"),
    [
        ("three children", "children", None),
        ("a 14-year-old girl", "children", "female"),
        ("a 9-year-old boy", "children", "male"),
        ("two women", None, "female"),
        ("a 45-year-old man", "adults", "male"),
        ("six people", None, None),
    ],
)
def test_age_and_sex(page_of, phrase, age_group, sex):
    described = told(page_of, phrase)
    assert (described.age_group, described.sex) == (age_group, sex)


@pytest.mark.parametrize(("phrase", "plural"), [("two nurses", True), ("a nurse", False), ("another soldier", False)])
def test_one_and_many(page_of, phrase, plural):
    assert told(page_of, phrase).plural is plural


@pytest.mark.parametrize(
    "phrase", ["eleven miners", "a 20-year-old", "two others", "a journalist", "six Hazaras", "40"]
)
def test_people_are_people(page_of, phrase):
    assert is_person(*read(page_of, phrase))


@pytest.mark.parametrize(
    "phrase", ["two vehicles", "a school", "three buffaloes", "ten minutes", "the election", "500 goats"]
)
def test_things_animals_and_times_are_no_people(page_of, phrase):
    parsed, group = read(page_of, phrase)
    assert is_thing(parsed, group)
    assert not is_person(parsed, group)


@pytest.mark.parametrize(
    ("phrase", "name"),
    [
        ("Ayesha Rahim", "Ayesha Rahim"),
        ("Dr. Ayesha Rahim", "Ayesha Rahim"),
        ("Mr. Khan", "Khan"),
        ("the minister", None),
        ("Taliban fighters", None),
        ("two Afghan nurses", None),
    ],
)
def test_names_of_persons(page_of, phrase, name):
    assert named_person(*read(page_of, phrase)) == name


@pytest.mark.parametrize(
    ("text", "description"),
    [
        ("Gunmen shot dead a 14-year-old girl in Jos on Monday.", "a 14-year-old girl"),
        ("Gunmen killed a 45-year-old man in Jos.", "a 45-year-old man"),
        ("A 60-year-old farmer was killed by gunmen in Jos.", "A 60-year-old farmer"),
        ("Gunmen killed an 11-month-old baby in Jos.", "an 11-month-old baby"),
    ],
)
def test_an_age_does_not_make_the_gunmen_the_dead(incidents_of, text, description):
    (incident,) = incidents_of(text)
    (victims,) = incident["victims"]
    assert (victims["description"], victims["count"]["best"]) == (description, 1)
    assert incident["attackers_killed"] is None
    assert [p["name"].lower() for p in incident["perpetrators"]] == ["gunmen"]


def test_a_community_is_never_taken_from_a_name_a_place_or_a_shrine(incidents_of):
    text = "Gunmen killed six worshippers at a Sufi shrine in Hazara Town, Quetta, on Friday. Ali Hazara Khan saw it."
    (incident,) = incidents_of(text)
    assert [v["ethnic_or_religious"] for v in incident["victims"]] == [[]]
