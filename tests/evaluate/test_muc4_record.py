"""A record told in MUC-4's roles."""

import pytest

from gawah.evaluate.muc4_record import fill_templates
from gawah.evaluate.muc4_templates import ROLES

TEXT = "GUERRILLAS OF THE RED KITE FRONT SET A BUS ON FIRE WITH TWO PETROL BOMBS IN TARSK."


def fill(incident, text=TEXT):
    """The single template's roles: each a list of single mentions."""
    (template,) = fill_templates({"incidents": [incident]}, text)
    return {role: [" / ".join(entity) for entity in template.entities[role]] for role in ROLES}


def types(*incidents):
    return [sorted(template.types) for template in fill_templates({"incidents": list(incidents)}, TEXT)]


@pytest.mark.parametrize(
    ("kind", "muc4"),
    [
        ("execution", "attack"),
        ("suicide_bombing", "bombing"),
        ("disappearance", "kidnapping"),
        ("hijacking", "hijacking"),
        ("shelling", "attack"),
    ],
)
def test_types_follow_the_codebook(kind, muc4):
    assert types({"type": kind}) == [[muc4]]


@pytest.mark.parametrize("kind", ["battle", "sexual_violence", "forced_displacement", "no such type", None])
def test_what_muc4_does_not_have_fills_nothing(kind):
    assert types({"type": kind}) == []


def test_destruction_is_arson_where_fire_was_used():
    assert types({"type": "property_destruction"}) == [["attack"]]
    assert types({"type": "property_destruction", "also_types": ["arson"]}) == [["arson"]]
    assert types({"type": "property_destruction", "weapons": [{"class": "incendiary"}]}) == [["arson"]]


def test_an_umbrella_gives_way_to_its_parts_and_equal_templates_are_one():
    parts = [{"id": "b", "type": "bombing", "part_of": "a"}, {"id": "c", "type": "bombing", "part_of": "a"}]
    assert types({"id": "a", "type": "armed_attack"}, *parts) == [["bombing"]]
    assert types({"type": "armed_attack"}, {"type": "arson", "part_of": 0}) == [["arson"]]


@pytest.mark.parametrize(
    ("perpetrator", "individuals", "organisations"),
    [
        ({"name": "Red Kite Front", "kind": "armed_group"}, [], ["red kite front"]),
        ({"name": "Cy Ost", "kind": "individual"}, ["cy ost"], []),
        ({"name": "unidentified armed men", "kind": "unknown"}, ["unidentified armed men"], []),
        ({"name": "members of the Kite League"}, ["members of kite league"], ["kite league"]),
        ({"name": "RKF guerrillas", "parent": "Red Kite Front"}, ["rkf guerrillas"], ["red kite front"]),
    ],
)
def test_people_and_bodies(perpetrator, individuals, organisations):
    filled = fill({"type": "arson", "perpetrators": [perpetrator]})
    assert (filled["PerpInd"], filled["PerpOrg"]) == (individuals, organisations)


def test_people_who_stand_at_a_bodys_name_are_told_too():
    evidence = [{"path": "/perpetrators/0", "quote": "GUERRILLAS OF THE RED KITE FRONT SET A BUS ON FIRE"}]
    filled = fill({"type": "arson", "perpetrators": [{"name": "Red Kite Front"}], "evidence": evidence})
    assert (filled["PerpInd"], filled["PerpOrg"]) == (["guerrillas"], ["red kite front"])


def test_victims_are_named_people_without_titles():
    persons = [{"name": "Colonel Ana de Ost"}, {"name": "Judge"}, {"name": "Mr. President Bo"}]
    victims = [{"description": "two guards", "persons": []}, {"description": "officials", "persons": persons}]
    assert fill({"type": "arson", "victims": victims})["Victim"] == ["ana de ost", "judge", "bo"]


@pytest.mark.parametrize(
    ("weapon", "name"),
    [
        ({"class": "incendiary", "type": "petrol bomb", "text": "set a bus on fire with"}, "petrol bombs"),
        ({"class": "incendiary", "type": "petrol bomb", "text": "two petrol bombs"}, "two petrol bombs"),
        ({"class": "melee", "type": "knife", "text": "their throats were slit"}, "knife"),
        ({"class": "unknown", "type": None, "text": ""}, None),
    ],
)
def test_weapons_are_named_in_words_of_the_text(weapon, name):
    assert fill({"type": "arson", "weapons": [weapon]})["Weapon"] == ([name] if name else [])
