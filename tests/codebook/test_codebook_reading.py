"""The YAML files are read late, and what is wrong in one is told by file and entry."""

import subprocess
import sys

import pytest

from gawah.codebook import load, reading
from gawah.errors import CodebookError

DAMAGE = [
    ("incident_types.yaml", "      label: Arson\n", "", "incident_types/arson: has no label"),
    ("incident_types.yaml", "label: Arson", "label: ''", "incident_types/arson: has no label"),
    ("incident_types.yaml", "label: Arson", "label: [Arson]", "incident_types/arson: has no label"),
    ("people.yaml", "definition: Not a member", "defnition: Not a member", "civilian: unknown key 'defnition'"),
    ("incident_types.yaml", "instruction: Code the siege", "example: Code the siege", "'example' stands twice"),
    ("incident_types.yaml", "    arson:\n", "    bombing:\n", r"yaml:\d+: 'bombing' stands twice"),
    ("incident_types.yaml", 'gtd_attacktype: "7"', 'gtd_attacktype: "77"', "'77', which gtd_attacktype does not"),
    ("incident_types.yaml", "plover: ASSAULT destroy", "plver: ASSAULT destroy", "unknown scheme 'plver'"),
    ("incident_types.yaml", "parent: bombing", "parent: bomb", "suicide_bombing: its parent 'bomb' is none of"),
    ("incident_types.yaml", "parent: bombing", "parent: suicide_bombing", "'suicide_bombing' is a narrower one of it"),
    ("vocabularies.yaml", "    proceedings:\n", "    proceeding:\n", r"told_as: the model and .* proceeding"),
    ("counts.yaml", "    silent:\n", "    mute:\n", r"said: the model .* disagree about mute, silent"),
    ("attribution.yaml", "by: claimed by {by}", "by: claimed", "bases/claimed: by must hold {by}"),
    ("attribution.yaml", "by: claimed by {by}", "by: claimed by {by", "bases/claimed: expected '}'"),
    ("attribution.yaml", "alone: responsibility claimed", "alone: claimed by {by}", "alone must hold no placeholder"),
    ("attribution.yaml", "      alone: responsibility claimed\n", "", "bases/claimed: has no alone"),
    ("counts.yaml", "lowest: {tens: 10,", "lowest: {tens: ten,", "one_unit/lowest/?.*: 'ten' is no whole number"),
    (
        "counts.yaml",
        "forms: [several, several people, several others, several more]",
        "forms: several",
        "a list is wanted",
    ),
    ("weapons.yaml", "class: firearm", "class: gun", "firearm/class: 'gun' is none of firearm, explosive"),
    ("weapons.yaml", "    words: texts?", "    words: prose?", "unknown kind of detail 'prose'"),
    ("fields.yaml", "shape: count", "shape: number", "no field has the shape 'number'"),
    ("fields.yaml", "vocabulary: told_as", "vocabulary: told", "incident/told_as/vocabulary: 'told' is none of"),
    ("people.yaml", "sexes:\n", "genders:\n", r"vocabularies: wanted actor_kinds, .* found .*genders"),
    ("schemes.yaml", "event_id_cnty, event_date", "event_date, event_date", "acled_columns: the same code twice"),
    ("schemes.yaml", "label: MUC-4 incident type", "name: MUC-4", "muc4_type: wanted label, codes; found name"),
    ("precision.yaml", "  entries:\n", "  entries: none\n", "not YAML"),
    ("precision.yaml", "date_precisions:\n", "date_precisions: [\n", "not YAML"),
    ("precision.yaml", "  entries:\n    day:\n", "  entries:\n    [day]:\n", "a key is no text"),
]


@pytest.mark.parametrize(("file", "old", "new", "problem"), DAMAGE)
def test_a_damaged_file_is_told_by_file_and_entry(edit, file, old, new, problem):
    folder = edit(file, old, new)
    with pytest.raises(CodebookError, match=problem) as raised:
        list(load(folder).entries())
    assert str(raised.value).startswith(file)
    assert "\n" not in str(raised.value)


def test_a_narrower_type_has_its_parent_s_codes_where_it_has_none_of_its_own(edit):
    folder = edit("incident_types.yaml", "        acled_sub_event: Suicide bomb\n", "")
    narrower = load(folder).entry("incident_types", "suicide_bombing")
    assert narrower.crosswalk["acled_sub_event"] == ("Remote explosive/landmine/IED", "Grenade")
    assert narrower.crosswalk["plover"] == ("ASSAULT suicide-attack",)
    assert load(folder).list_wider("suicide_bombing") == ("bombing",)
    assert load(folder).list_wider("bombing") == load(folder).list_wider("no_type") == ()


def test_an_absent_file_is_an_error(edit):
    folder = edit("people.yaml", "sexes", "sexes")
    (folder / "people.yaml").unlink()
    with pytest.raises(CodebookError, match=r"people\.yaml: cannot be read: No such file"):
        load(folder).values("sexes")


def test_a_file_that_is_no_text_is_an_error(edit):
    folder = edit("people.yaml", "sexes", "sexes")
    (folder / "people.yaml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(CodebookError, match=r"people\.yaml: not YAML"):
        load(folder).values("sexes")


def test_a_file_that_holds_a_list_is_an_error(edit):
    folder = edit("people.yaml", "sexes", "sexes")
    (folder / "people.yaml").write_text("- sexes\n", "utf-8")
    with pytest.raises(CodebookError, match=r"people\.yaml: the file: a mapping is wanted"):
        load(folder).values("sexes")


def test_an_unknown_vocabulary_is_an_error(codebook):
    with pytest.raises(CodebookError, match="no vocabulary 'colours'"):
        codebook.vocabulary("colours")


def test_a_copy_of_the_codebook_reads_as_the_shipped_one(edit, codebook):
    folder = edit("people.yaml", "sexes", "sexes")
    assert list(load(folder).entries()) == list(codebook.entries())


def test_only_the_files_that_are_asked_for_are_read(edit, monkeypatch):
    seen = []
    read_tree = reading.read_tree
    monkeypatch.setattr(reading, "read_tree", lambda path: seen.append(path.name) or read_tree(path))
    copied = load(edit("people.yaml", "sexes", "sexes"))
    assert copied.words_for("claimed", "the Front") == "claimed by the Front"
    assert copied.values("bases")
    assert seen == ["attribution.yaml", "schemes.yaml"]


def test_yaml_makes_no_numbers_or_truths_of_words(codebook):
    assert codebook.entry("link_kinds", "claims").crosswalk["cameo"] == ("015",)
    assert "none" in codebook.values("said")


def test_entries_cannot_be_changed(codebook):
    entry = codebook.entry("incident_types", "arson")
    with pytest.raises(TypeError):
        entry.crosswalk["gtd_attacktype"] = ("1",)
    with pytest.raises(TypeError):
        codebook.vocabulary("incident_types")["arson"] = entry


def test_the_codebook_reads_without_the_fast_yaml(edit, monkeypatch, codebook):
    monkeypatch.delattr("yaml.CBaseLoader", raising=False)
    folder = edit("people.yaml", "sexes", "sexes")
    assert list(load(folder).vocabulary("sexes").values()) == list(codebook.vocabulary("sexes").values())


def test_the_codebook_imports_yaml_and_nothing_else_from_outside():
    code = "import sys; import gawah.codebook.printing; print(*{name.partition('.')[0] for name in sys.modules})"
    ran = subprocess.run([sys.executable, "-I", "-c", code], capture_output=True, text=True, check=True)
    outside = {name for name in ran.stdout.split() if name not in sys.stdlib_module_names and name[0] != "_"}
    assert outside - {"sitecustomize", "usercustomize"} <= {"gawah", "yaml", "cython_runtime"}
    assert "yaml" in outside
