"""A project's codebook is read whole or refused in words: file, line, key, and what to do."""

import pytest

from gawah.codebook import Codebook, adopt, adopted, check_overlay, load, read_overlay
from gawah.codebook.reading import SHIPPED
from gawah.errors import CodebookError

WHOLE = """# FICTION
types:
  vehicle_bombing: {parent: bombing, label: Vehicle bombing, crosswalk: {cameo: "1832"}}
  lorry_bombing: {parent: vehicle_bombing}
fields:
  road:
    kind: choice
    choices:
      highway: {label: Highway, words: [highway, trunk road]}
      track: Dirt track
  case_number: {kind: text, pattern: 'case no\\. (\\d+)'}
  shells: {kind: number}
words:
  types: {vehicle_bombing: [jeepney bomb/bombs]}
  weapons: {car bomb: [jeepney bomb/bombs]}
  actors: {Ostrey Shield: {kind: armed_group, also: [OSH], countries: [PK]}}
  trades: {salt panner: salt panners}
labels:
  ur: {incident_types/bombing: بم دھماکا, fields/custom/road: سڑک, custom_road/track: کچی سڑک}
required: [date, road]
"""


@pytest.fixture
def write(tmp_path):
    def write_codebook(text):
        path = tmp_path / "codebook.yaml"
        path.write_text(text, encoding="utf-8")
        return path

    return write_codebook


@pytest.fixture(autouse=True)
def leave_as_it_was():
    yield
    adopt(None)


def test_all_that_a_project_says_is_read(write):
    overlay = read_overlay(write(WHOLE))
    assert list(overlay.types) == ["vehicle_bombing", "lorry_bombing"]
    assert overlay.fields["road"].choices[0].words == ("highway", "trunk road")
    assert overlay.fields["road"].choices[1].label == "Dirt track"
    assert overlay.type_words == {"vehicle_bombing": ("jeepney bomb/bombs",)}
    assert (overlay.actors[0].name, overlay.actors[0].also) == ("Ostrey Shield", ("OSH",))
    assert overlay.trades[0].plural == "salt panners"
    assert overlay.required == ("date", "custom/road")


def test_what_a_project_says_stands_in_the_codebook_while_it_is_adopted(write):
    assert "vehicle_bombing" not in load().values("incident_types")
    adopt(read_overlay(write(WHOLE)))
    book = load()
    assert book.list_wider("lorry_bombing") == ("vehicle_bombing", "bombing")
    narrower = book.entry("incident_types", "lorry_bombing")
    assert narrower.crosswalk["cameo"] == ("1832",), "of the parent that has one"
    assert narrower.crosswalk["muc4_type"] == ("BOMBING",)
    assert book.field("/custom/road").text("vocabulary") == "custom_road"
    assert book.values("custom_road") == ("highway", "track")
    assert book.field("/custom/shells").text("value") == "number"
    assert [e.id for e in book.find("بم دھماکا")] == ["bombing"]
    assert book.entry("incident_types", "bombing").label == "Bombing"
    adopt(None)
    assert load() == Codebook(SHIPPED)
    assert "vehicle_bombing" not in load().values("incident_types")


def test_labels_of_the_language_to_show_stand_in_the_place_of_the_english_ones(write):
    adopt(read_overlay(write(WHOLE + "language: ur\n")))
    assert load().entry("incident_types", "bombing").label == "بم دھماکا"
    assert load().entry("custom_road", "track").label == "کچی سڑک"
    assert load().entry("incident_types", "arson").label == "Arson"


def test_the_digest_is_that_of_what_is_said_and_coders_have_one_of_their_own(write):
    one = read_overlay(write(WHOLE))
    again = read_overlay(write("# another remark\n" + WHOLE))
    labelled = read_overlay(write(WHOLE + "language: ur\n"))
    assert one == again
    assert one != labelled
    assert one.coding_digest == labelled.coding_digest
    assert read_overlay(write("required: [date]\n")).coding_digest == ""
    assert read_overlay(write("")).types == {}


WRONG = [
    ("tpyes: {}\n", r"codebook\.yaml:1: tpyes: there is no such key; take some of types, fields"),
    ("types:\n  bombing: {parent: arson}\n", r":2: types/bombing: the codebook has a type of that name; take another"),
    ("types:\n  x: {parent: bomb}\n", r":2: types/x/parent: bomb is no type; name one of armed_attack"),
    ("types:\n  x: {label: X}\n", r":2: types/x/parent: it has no parent; name one of"),
    ("types:\n  X-1: {parent: bombing}\n", r"types/X-1: a name has small letters"),
    ("types:\n  x: {parent: y}\n  y: {parent: x}\n", r"types: .*is a narrower one of it"),
    ("types:\n  x: {parent: bombing, crosswalk: {acled: x}}\n", r"crosswalk/acled: there is no such codebook"),
    ("types:\n  x: {parent: bombing, crosswalk: {cameo: '9'}}\n", r"crosswalk/cameo: cameo has no 9"),
    ("fields:\n  killed: {kind: number}\n", r":2: fields/killed: records, lists or sheets have something of that name"),
    ("fields:\n  reason: {kind: text}\n", r"fields/reason: records, lists or sheets have something of that name"),
    ("fields:\n  road:\n    kind: chocie\n", r":3: fields/road/kind: chocie is none of them; take one of text, number"),
    ("fields:\n  road: {label: Road}\n", r":2: fields/road/kind: it is wanted; take one of text"),
    ("fields:\n  road: {kind: choice}\n", r"fields/road: a field of kind choice has choices"),
    ("fields:\n  road: {kind: text, choices: {a: A}}\n", r"fields/road: a field of kind choice has choices"),
    ("fields:\n  n: {kind: number, pattern: '('}\n", r"fields/n/pattern: this is no regular expression"),
    ("fields:\n  n: {kind: date, pattern: 'x'}\n", r"a field of kind date is read by no pattern"),
    ("words:\n  types: {bomb: [x]}\n", r"words/types/bomb: there is none of that name"),
    ("words:\n  weapons: {gun: [x]}\n", r"words/weapons/gun: there is none of that name"),
    ("words:\n  actors: {A: {kind: group}}\n", r"words/actors/A/kind: group is none of them; take one of armed_group"),
    ("words:\n  actors: {A: {kind: armed_group, countries: [Pakistan]}}\n", r"Pakistan is no ISO code"),
    ("labels:\n  ur: {incident_type/bombing: b}\n", r"did you mean incident_types/bombing\?"),
    ("labels:\n  Urdu: {incident_types/bombing: b}\n", r"labels/Urdu: Urdu is no tag of a language"),
    ("required: [road]\n", r"required/0: an incident has no road; take some of id"),
    ("required: date\n", r"required: a list is wanted here"),
    ("types: [x]\n", r":1: types: names with values are wanted here"),
    ("types:\n  x: {parent: bombing}\n  x: {parent: arson}\n", r":3: x stands twice"),
    ("types: [\n", r"this is no YAML"),
]


@pytest.mark.parametrize(("text", "problem"), WRONG)
def test_what_is_wrong_is_told_with_line_and_key_and_what_to_do(write, text, problem):
    with pytest.raises(CodebookError, match=problem) as raised:
        read_overlay(write(text))
    assert "codebook.yaml" in str(raised.value)
    assert "; " in str(raised.value)
    assert "\n" not in str(raised.value)


def test_all_that_is_wrong_is_told_at_once(write):
    path = write("tpyes: {}\nfields:\n  road: {kind: chocie}\nrequired: [nothing]\n")
    _, problems = check_overlay(path)
    assert len(problems) == 3
    with pytest.raises(CodebookError, match="2 more: `gawah codebook check"):
        read_overlay(path)


def test_a_file_that_is_not_there_is_told(tmp_path):
    with pytest.raises(CodebookError, match="cannot be opened"):
        read_overlay(tmp_path / "none.yaml")
    assert adopted() is None
