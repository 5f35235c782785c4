"""A project's words are read by the same lexicon as ours, and only while its codebook is adopted."""

import pytest

from gawah.codebook import adopt, read_overlay
from gawah.gazetteer.actors import actor, list_parents
from gawah.pipeline import read_text

CODEBOOK = """
types:
  vehicle_bombing: {parent: bombing}
  checkpoint_attack: {parent: armed_attack}
fields:
  road:
    kind: choice
    choices:
      highway: {label: Highway, words: [highway, trunk road]}
      track: {label: Dirt track, words: [dirt track]}
  case_number: {kind: text, pattern: 'case no\\. (\\d+/\\d+)'}
  shells: {kind: number, pattern: '([\\d,]+) shells'}
words:
  types:
    vehicle_bombing: [car bomb/bombs, jeepney blast]
    arson: [to brimstone]
    checkpoint_attack: [picket raid]
  weapons:
    IED: [pumpkin bomb/bombs]
  actors:
    Ostrey Shield: {kind: armed_group, parent: Senna League, also: [the Shield of Ostrey, OSHD], countries: [PK]}
    Islamic State: {kind: armed_group, also: [the Grey Banners]}
  trades:
    salt panner: {plural: salt panners, status: civilian}
    picket warden: {plural: picket wardens, status: security_forces}
"""


@pytest.fixture
def project(tmp_path):
    path = tmp_path / "codebook.yaml"
    path.write_text(CODEBOOK, encoding="utf-8")
    adopt(read_overlay(path))
    yield
    adopt(None)


def only(text):
    (incident,) = read_text(f"FICTION\n\n{text}", published="2031-05-04").incidents
    return incident


def test_a_narrower_type_is_read_by_its_words_and_keeps_the_weapon_that_they_name(project):
    incident = only("A car bomb killed nine people in Quetta on 3 May 2031. The bombing was condemned.")
    assert (incident.type, incident.also_types) == ("vehicle_bombing", ())
    assert incident.weapons[0].type == "car bomb"
    assert only("A jeepney blast killed nine people in Quetta on 3 May 2031.").type == "vehicle_bombing"
    assert only("Two people died in a picket raid in Quetta on 3 May 2031.").type == "checkpoint_attack"
    assert only("A bomb killed nine people in Quetta on 3 May 2031.").type == "bombing"


def test_a_verb_of_the_project_s_is_read_in_all_its_forms(project):
    assert only("Raiders brimstoned the school in Quetta on 3 May 2031; two pupils died.").type == "arson"


def test_a_weapon_is_read_by_the_project_s_words(project):
    incident = only("A pumpkin bomb killed nine people in Quetta on 3 May 2031.")
    assert (incident.weapons[0].class_, incident.weapons[0].type) == ("explosive", "IED")
    assert incident.type == "bombing"


@pytest.mark.parametrize("name", ["Ostrey Shield", "Shield of Ostrey", "OSHD"])
def test_an_actor_is_known_by_all_its_names_with_its_parent(project, name):
    incident = only(f"The {name} killed nine people in Quetta on 3 May 2031.")
    (who,) = incident.perpetrators
    assert (who.name, who.actor_id) == (name, "own-ostrey-shield"), "under the name that the report uses"
    assert (who.kind, who.parent) == ("armed_group", "Senna League")
    assert actor(who.actor_id).name == "Ostrey Shield"
    assert list_parents("own-ostrey-shield") == ("own-senna-league",)


def test_a_known_actor_only_gets_another_name(project):
    (who,) = only("The Grey Banners killed nine people in Quetta on 3 May 2031.").perpetrators
    assert actor(who.actor_id).name == "Islamic State"
    assert not who.actor_id.startswith("own-")


def test_a_trade_is_read_with_its_status(project):
    incident = only("Gunmen killed nine salt panners and two picket wardens in Quetta on 3 May 2031.")
    found = {group.description: (group.occupation, group.status) for group in incident.victims}
    assert found["nine salt panners"] == ("salt panners", "civilian")
    assert found["two picket wardens"][1] == "security_forces"


def test_a_field_is_read_by_the_words_of_its_choices_and_by_its_pattern(project):
    reading = read_text(
        "FICTION\n\nMortars killed nine people on the trunk  road near Quetta on 3 May 2031. Some 1,200 shells fell,"
        " and fire spread along a dirt track. Police registered case no. 14/2031.",
        published="2031-05-04",
    )
    (incident,) = reading.incidents
    assert dict(incident.custom) == {"case_number": "14/2031", "road": "highway", "shells": 1200}
    (proof,) = [e for e in incident.evidence if e.path == "/custom/case_number"]
    assert reading.source.text.content[proof.start : proof.end] == proof.quote
    assert "14/2031" in proof.quote
    assert [r.value for r in reading.coding.rivals if r.field == "custom/road"] == ["track"]


def test_without_the_project_s_codebook_all_is_as_it_was(project):
    text = "A car bomb killed nine salt panners on the highway near Quetta on 3 May 2031, the Ostrey Shield said."
    own = read_text(f"FICTION\n\n{text}", published="2031-05-04")
    adopt(None)
    plain = read_text(f"FICTION\n\n{text}", published="2031-05-04")
    assert (plain.incidents[0].type, dict(plain.incidents[0].custom)) == ("bombing", {})
    assert plain.coding.coder == "rules@1"
    assert own.coding.coder.startswith("rules@1+")
    assert own.coding.coding_input == plain.coding.coding_input
    assert {e.id for e in own.coding.events}.isdisjoint(e.id for e in plain.coding.events)


def test_a_project_that_says_nothing_to_coders_changes_no_id(tmp_path):
    text = "FICTION\n\nA car bomb killed nine people in Quetta on 3 May 2031."
    plain = read_text(text, published="2031-05-04")
    path = tmp_path / "codebook.yaml"
    path.write_text("required: [date]\nlabels: {ur: {incident_types/bombing: بم}}\n", encoding="utf-8")
    adopt(read_overlay(path))
    try:
        assert read_text(text, published="2031-05-04") == plain
    finally:
        adopt(None)
