"""What the shipped codebook holds: its vocabularies, its fields, its crosswalks."""

import json
import re
import typing
from dataclasses import fields
from pathlib import Path

import pytest

from gawah import model
from gawah.codebook import values
from gawah.errors import CodebookError

IDS = json.loads((Path(__file__).parent / "ids.json").read_text("utf-8"))
"""The ids of every vocabulary. Others keep them in records: a change here is a change of the record's schema."""


def test_the_vocabularies_are_those_that_are_pinned(codebook):
    assert list(codebook.names()) == list(IDS)


@pytest.mark.parametrize("vocabulary", IDS)
def test_the_ids_of_each_vocabulary_are_those_that_are_pinned(codebook, vocabulary):
    assert list(codebook.values(vocabulary)) == IDS[vocabulary]
    assert values(vocabulary) == tuple(IDS[vocabulary])


def test_every_entry_is_written_in_whole(codebook):
    for entry in codebook.entries():
        for text in (entry.label, entry.definition, entry.instruction, entry.example):
            assert text == " ".join(text.split()), f"{entry.vocabulary}/{entry.id}: {text!r}"
        assert entry.definition.endswith("."), entry.id
        assert entry.instruction.endswith((".", "?")), entry.id
        assert "`" not in entry.definition + entry.instruction, entry.id


def test_examples_of_types_name_their_type(codebook):
    for vocabulary in ("incident_types", "response_types", "bases", "victim_outcomes", "not_coded_reasons"):
        for entry in codebook.vocabulary(vocabulary).values():
            assert re.search(rf"→ {entry.id}\b", entry.example), f"{vocabulary}/{entry.id}"


# --- against the design -----------------------------------------------------------------------------------------------


def test_every_incident_type_of_the_design_is_there_with_its_gtd_and_muc_4_codes(codebook, design):
    rows = re.findall(r"^\| ([a-z_]+) \|([^\n]*)\|$", (design / "CODEBOOK.md").read_text("utf-8"), re.MULTILINE)
    rows = [(name, [cell.strip() for cell in rest.split("|")]) for name, rest in rows if rest.count("|") == 5]
    table = {name: cells for name, cells in rows if name != "type"}
    assert list(table) == list(codebook.values("incident_types"))
    for name, (_, _, gtd, _, _, muc) in table.items():
        crosswalk = codebook.entry("incident_types", name).crosswalk
        assert set(crosswalk.get("gtd_attacktype", ())) == digits_before_conditions(gtd), name
        assert set(crosswalk.get("muc4_type", ())) == set(re.findall(r"[A-Z]{3,}", muc)), name


def digits_before_conditions(cell: str) -> set[str]:
    return set(re.findall(r"\b(\d)\b(?<!=\d)", re.sub(r"suicide=1", "", cell)))


def test_every_response_type_of_the_design_is_there(codebook, design):
    text = (design / "CODEBOOK.md").read_text("utf-8")
    paragraph = text.split("## Response types (the aftermath)\n")[1].split(".")[0]
    assert [name.strip() for name in paragraph.split(",")] == list(codebook.values("response_types"))


@pytest.mark.parametrize(
    ("vocabulary", "opening"),
    [
        ("bases", "`basis`: "),
        ("speaker_roles", "with `speaker_role`:\n  "),
        ("not_coded_reasons", "with its\nreason\n("),
        ("response_statuses", "`status`: "),
    ],
)
def test_the_enumerations_of_the_record_are_there(codebook, design, vocabulary, opening):
    text = " ".join((design / "RECORD.md").read_text("utf-8").split())
    start = text.rindex(" ".join(opening.split()) + (" " if opening[-1] == " " else ""))
    listed = text[start + len(" ".join(opening.split())) :]
    named = re.split(r"[.()]", listed.lstrip(" ("))[0]
    assert [name.strip() for name in named.split(",")] == list(codebook.values(vocabulary))


@pytest.mark.parametrize(("target", "file"), [("acled", "acled"), ("gtd", "gtd"), ("ucdp", "ucdp_ged")])
def test_the_columns_of_the_target_formats_are_in_their_order(codebook, design, target, file):
    assert list(codebook.columns(target)) == (design / "columns" / f"{file}.txt").read_text("utf-8").split()


def test_the_target_formats_have_as_many_columns_as_they_should(codebook):
    assert [len(codebook.columns(target)) for target in ("acled", "gtd", "ucdp")] == [31, 135, 49]


# --- fields -----------------------------------------------------------------------------------------------------------


SHAPES = (
    model.Incident,
    model.When,
    model.Place,
    model.OtherPlace,
    model.Perpetrator,
    model.Attribution,
    model.Victims,
    model.Person,
    model.Target,
    model.Count,
    model.KilledByParty,
    model.Figure,
    model.Weapon,
    model.Claim,
    model.Response,
    model.Evidence,
    model.Conflict,
    model.RivalValue,
)


def shape_of(record: type) -> str:
    return re.sub(r"(?<!^)(?=[A-Z])", "_", record.__name__).lower()


@pytest.mark.parametrize("record", SHAPES, ids=shape_of)
def test_the_codebook_has_exactly_the_fields_of_each_record(codebook, record):
    shape = shape_of(record)
    listed = [key.partition("/")[2] for key in codebook.values("fields") if key.startswith(shape + "/")]
    assert sorted(listed) == sorted(field.name.rstrip("_") for field in fields(record))


@pytest.mark.parametrize("record", SHAPES, ids=shape_of)
def test_lists_and_objects_of_each_record_are_such_in_the_codebook(codebook, record):
    for name, hint in typing.get_type_hints(record).items():
        entry = codebook.entry("fields", f"{shape_of(record)}/{name.rstrip('_')}")
        inner = [arg for arg in (hint, *typing.get_args(hint)) if arg in SHAPES]
        assert (entry.text("many") == "yes") == (typing.get_origin(hint) is tuple), entry.id
        assert entry.text("shape") == (shape_of(inner[0]) if inner else None), entry.id


def test_every_path_of_the_records_example_has_a_field(codebook, design):
    example = json.loads(re.search(r"```json\n(.*?)```", (design / "RECORD.md").read_text("utf-8"), re.DOTALL)[1])
    known = {*codebook.field_paths("record")}
    paths = set(list_paths(example, ""))
    assert len(paths) > 100
    assert paths <= known, sorted(paths - known)


def list_paths(value, prefix):
    for key, inner in value.items():
        if key == "…":
            continue
        yield prefix + key
        items = [item for item in inner if isinstance(item, dict)] if isinstance(inner, list) else []
        for item in items:
            yield from list_paths(item, f"{prefix}{key}/*/")
        if isinstance(inner, dict):
            yield from list_paths(inner, f"{prefix}{key}/")


@pytest.mark.parametrize(
    ("path", "id_"),
    [
        ("/killed", "incident/killed"),
        ("/perpetrators/0/attribution", "perpetrator/attribution"),
        ("/victims/1/count/low", "count/low"),
        ("victims/v2/count", "victims/count"),
        ("victims/v1/persons/n1", "victims/persons"),
        ("victims/*/persons/*/name", "person/name"),
        ("/responses/3/date/after", "when/after"),
        ("figures/f1", "incident/figures"),
        ("/conflicts/0/values/0/evidence", "rival_value/evidence"),
    ],
)
def test_a_field_is_found_by_pointer_assertion_path_and_pattern(codebook, path, id_):
    assert codebook.field(path).id == id_


def test_a_field_is_found_from_the_top_of_a_record(codebook):
    assert codebook.field("/incidents/0/victims/0/id", root="record").id == "victims/id"
    assert codebook.field("not_coded/0/reason", "record").text("vocabulary") == "not_coded_reasons"


@pytest.mark.parametrize("path", ["/nothing", "/killed/low/more", "", "/killed/9", "report/id"])
def test_an_unknown_field_is_an_error(codebook, path):
    with pytest.raises(CodebookError, match="no field"):
        codebook.field(path)


def test_field_paths_lead_back_to_their_fields(codebook):
    for root in ("incident", "record", "incident_record"):
        for path, entry in codebook.field_paths(root).items():
            assert codebook.field(path, root) is entry


# --- crosswalks -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "scheme",
    [
        "gtd_attacktype",
        "gtd_claimmode",
        "gtd_specificity",
        "gtd_weapsubtype",
        "acled_time_precision",
        "acled_geo_precision",
        "ucdp_date_prec",
        "ucdp_where_prec",
        "ucdp_violence",
        "muc4_confidence",
        "muc4_stage",
    ],
)
def test_every_code_of_a_scheme_is_met_from_some_entry(codebook, scheme):
    met = {code for entry in codebook.entries() for code in entry.crosswalk.get(scheme, ())}
    never_told_apart = {"gtd_weapsubtype": {"6"}}.get(scheme, set())  # guns of another kind
    assert set(codebook.scheme(scheme).codes) - met == never_told_apart


def test_every_incident_type_says_what_acled_calls_it(codebook):
    sub_events = codebook.scheme("acled_sub_event").codes
    events = codebook.scheme("acled_event").codes
    for entry in codebook.vocabulary("incident_types").values():
        assert all(sub_events[code] in events for code in entry.crosswalk["acled_sub_event"]), entry.id


def test_claims_and_denials_are_cameos(codebook):
    types = codebook.vocabulary("response_types")
    assert types["claim_of_responsibility"].crosswalk["cameo"] == ("015",)
    assert types["denial_of_responsibility"].crosswalk["cameo"] == ("016",)


def test_every_weapon_class_says_its_gtd_type(codebook):
    codes = {key: entry.crosswalk["gtd_weaptype"][0] for key, entry in codebook.vocabulary("weapon_classes").items()}
    assert (codes["firearm"], codes["melee"], codes["vehicle"], codes["unknown"]) == ("5", "9", "10", "13")


def test_an_unknown_scheme_is_an_error(codebook):
    with pytest.raises(CodebookError, match="no scheme 'elsewhere'"):
        codebook.scheme("elsewhere")
