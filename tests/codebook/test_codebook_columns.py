"""Lists of other datasets: which column tells what, in one table read both ways, held against the codebook."""

import json

import pytest

from gawah.codebook.columns import (
    FIELDS,
    FORMATS,
    list_values,
    load_columns,
    name_pattern,
    read_columns,
    read_columns_file,
    take_columns,
    write_columns,
)
from gawah.errors import CodebookError


@pytest.fixture(params=FORMATS)
def columns(request):
    return load_columns(request.param)


def test_each_format_has_all_its_columns_in_their_order(codebook, columns):
    assert tuple(columns.columns) == codebook.columns(columns.name)
    assert set(columns.needs) <= set(columns.columns)


ENTRIES = {
    "foreign_ids": ("incident/foreign_ids",),
    "date": ("incident/date", "when/"),
    "place": ("incident/place", "place/"),
    "perpetrators": ("incident/perpetrators", "perpetrator/", "incident/victims"),
    "claims": ("incident/claims", "incident/claimed", "claim/"),
    "killed": ("incident/killed", "count/"),
    "all_killed": ("incident/killed",),
    "all_injured": ("incident/injured",),
    "attackers_injured": ("incident/injured",),
    "victims": ("incident/victims", "victims/"),
    "weapons": ("incident/weapons", "weapon/"),
    "cites": ("report/", "incident/evidence"),
}
"""Which of the codebook's fields name a column that tells a field of a list; by default the incident's of that name."""


def test_what_a_column_tells_is_what_the_fields_crosswalk_says(codebook, columns):
    """The printed codebook names columns field by field; it must not part from what is read and written."""
    told = {}
    for entry in codebook.vocabulary("fields").values():
        for column in entry.crosswalk.get(f"{columns.name}_columns", ()):
            told.setdefault(column, set()).add(entry.id)
    for column in columns.columns.values():
        if column.field:
            head = column.field.partition("/")[0]
            wanted = ENTRIES.get(head, (f"incident/{head}",))
            assert any(entry.startswith(wanted) for entry in told.get(column.name, ())), (column.name, column.field)


def test_codes_are_of_their_scheme(codebook, columns):
    for column in columns.columns.values():
        if column.scheme:
            known = codebook.scheme(column.scheme).codes
            assert set(column.codes) <= set(known), column.name


def test_codes_agree_with_the_crosswalks_of_the_codebook(codebook):
    """An importer's code for a precision is one that the crosswalk gives for it, so that exports agree with imports."""
    for name in FORMATS:
        for column in load_columns(name).columns.values():
            vocabulary = {"place/precision": "place_precisions"}.get(column.field)
            if vocabulary and column.scheme:
                for code, meant in column.codes.items():
                    crosswalk = codebook.entry(vocabulary, meant["precision"]).crosswalk.get(column.scheme, ())
                    relation = codebook.entry("place_relations", meant.get("relation", "in")).crosswalk
                    assert code in (*crosswalk, *relation.get(column.scheme, ())), (name, code)


def test_what_a_code_stands_for_is_written_as_a_code_that_stands_for_it(columns):
    for column in columns.columns.values():
        for cell in column.codes:
            written = column.write(column.read(cell))
            assert written is not None
            assert column.read(written) == column.read(cell), column.name


def test_values_are_written_by_the_crosswalk_where_the_list_has_no_code_of_its_own():
    gtd = load_columns("gtd")
    assert gtd.columns["weapsubtype1"].write("knife") == "23"
    assert gtd.columns["weapsubtype1"].read("23") == "knife"
    assert gtd.columns["claimmode"].write("video") == "6"
    assert gtd.columns["claimmode"].read("6") == "video"
    assert gtd.columns["weaptype1"].read("99") is None
    assert load_columns("ucdp").columns["where_prec"].write("province") == "4"


def test_types_are_read_from_cells_and_written_to_them(codebook, columns):
    scheme = {"acled": "acled_sub_event", "gtd": "gtd_attacktype", "ucdp": "ucdp_violence"}[columns.name]
    column = {"acled": "sub_event_type", "gtd": "attacktype1", "ucdp": "type_of_violence"}[columns.name]
    for rule in columns.types:
        if rule.type:
            assert columns.find_type(rule.cells) == rule, "no rule stands behind one that takes all its rows"
            crosswalk = codebook.entry("incident_types", rule.type).crosswalk.get(scheme, ())
            assert rule.cells[column] in crosswalk or rule.type in ("other", "abduction", "arson", "mob_violence"), rule
            assert columns.find_type(columns.list_type_cells(rule.type)).type == rule.type


def test_every_ucdp_code_of_a_death_and_a_place_is_read():
    ucdp = load_columns("ucdp")
    named = ("deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown", "best", "high", "low")
    assert [ucdp.columns[name].field for name in named] == [
        "killed_by_party/side_a",
        "killed_by_party/side_b",
        "killed_by_party/civilians",
        "killed_by_party/unknown",
        "killed/best",
        "killed/high",
        "killed/low",
    ]
    assert ucdp.columns["where_prec"].read("2") == {"precision": "settlement", "relation": "near", "radius_km": 25.0}


def test_a_list_is_written_and_read_again(columns):
    tree = json.loads(json.dumps(write_columns(columns)))
    assert read_columns("x.yaml", tree.pop("name"), tree) == columns


def test_a_reference_gives_the_list_back(columns):
    assert columns.reference == f"{columns.name}@1"
    assert take_columns(columns.reference) == columns
    own = read_columns("x.yaml", "mine", {"columns": {"Fecha": {"field": "date", "order": "dmy"}, "Nota": {}}})
    assert own.reference.startswith("{")
    assert take_columns(own.reference) == own
    with pytest.raises(CodebookError, match="version"):
        take_columns("ucdp@9")


def test_fields_have_values_of_the_codebook():
    for field, (words, vocabulary) in FIELDS.items():
        assert words
        assert name_pattern(field) == field
        assert not vocabulary or list_values(vocabulary)


@pytest.mark.parametrize(
    ("tree", "problem"),
    [
        ({"columns": {"a": {"field": "when"}}}, "no field 'when'"),
        ({"columns": {"a": {"field": "type", "codes": {"x": "murder"}}}}, "'murder' is none of"),
        ({"columns": {"a": {"fields": "type"}}}, "unknown key 'fields'"),
        ({"columns": {"a": {"scheme": "nato"}}}, "no scheme 'nato'"),
        ({"columns": {"a": {"field": "date", "order": "ymd"}}}, "order is dmy or mdy"),
        ({"columns": {"a": {"unknown": "x"}}}, "a list of texts"),
        ({"columns": {"a": {}}, "types": [{"cells": {"b": "1"}, "type": "battle"}]}, "unknown key 'b'"),
        ({"columns": {"a": {}}, "types": [{"cells": {"a": "1"}, "type": "war"}]}, "'war' is none of"),
        ({"columns": {"a": {}}, "actors": "people"}, "'people' is none of"),
        ({"columns": []}, "a mapping is wanted"),
        ({}, "a mapping is wanted"),
    ],
)
def test_a_list_that_is_wrong_says_where(tree, problem):
    with pytest.raises(CodebookError, match=problem):
        read_columns("x.yaml", "mine", tree)


def test_a_file_needs_a_name_of_its_own(tmp_path):
    path = tmp_path / "a.list.yaml"
    path.write_text("name: ucdp\ncolumns: {a: {field: date}}\n")
    with pytest.raises(CodebookError, match="name"):
        read_columns_file(path)
    path.write_text("name: mine\ncolumns: {Nº: {field: foreign_ids}, no: {}}\n")
    assert read_columns_file(path).of("foreign_ids")[0].name == "Nº"
