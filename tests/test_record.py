"""The JSON record: the contract's example, writer and reader against the schema, and lines that are safe to print."""

import json
import re
import types
from collections.abc import Mapping
from dataclasses import is_dataclass
from pathlib import Path
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gawah import codebook, model, record
from gawah.errors import RecordError

ROOT = Path(__file__).parents[1]
CONTRACT = ROOT.parent / "shared" / "design" / "RECORD.md"
VALIDATOR = jsonschema.Draft202012Validator(record.schema())


def source(content: str = "Gunmen killed two men.", **about: Any) -> model.Source:
    report = model.Report.of(content.encode())
    text = model.Text.of(report.id, "plain@1", content, **about)
    return model.Source(report, model.Acquisition(report.id, path="a.txt"), text)


def a_record() -> model.Record:
    incident = model.Incident(
        "abcdefghij",
        type="armed_attack",
        other_places=(model.OtherPlace("taken_from", "a farm"),),
        victims=(model.Victims("v1", "men", count=model.Count(2, 2, 2)),),
        killed=model.Count(1, None, None, "some", word="several"),
        weapons=(model.Weapon("firearm", "rifle", "rifles"),),
        evidence=(
            model.Evidence("/killed", "killed two men", 7, 21, coder="rules@1", confidence=0.9),
            model.Evidence("/date", kind="metadata", key="published", value="2021-01-05", given_by="feed"),
        ),
    )
    omission = model.Omission("threat", model.Span(0, 6))
    return model.Record(source(), (incident,), (omission,), ("read with care",))


# --- the contract -----------------------------------------------------------------------------------------------------


@pytest.fixture
def example() -> dict[str, Any]:
    """RECORD.md's example, with what it leaves out as "…" filled in."""
    if not CONTRACT.exists():
        pytest.skip("the contract is not beside this checkout")
    block = re.search(r"```json\n(.*?)```", CONTRACT.read_text(encoding="utf-8"), re.DOTALL)
    assert block
    filled: dict[str, Any] = fill(json.loads(block[1]))
    return filled


def fill(node: Any) -> Any:
    if isinstance(node, list):
        return [fill(item) for item in node]
    if not isinstance(node, dict):
        return node
    return {key: fill(value) for key, value in node.items() if key != "…"}


def test_the_contract_s_example_follows_the_schema(example: dict[str, Any]) -> None:
    VALIDATOR.validate(example)


def test_the_contract_s_example_is_written_as_it_was_read(example: dict[str, Any]) -> None:
    written = record.record_to_json(record.record_from_json(example))
    assert_holds(written, example, "")


def assert_holds(written: Any, wanted: Any, at: str) -> None:
    """Whether `written` has all that `wanted` has, keys in the same order, and else only what is added."""
    if isinstance(wanted, dict):
        assert [key for key in written if key in wanted] == list(wanted), at
        for key, value in wanted.items():
            assert_holds(written[key], value, f"{at}/{key}")
    elif isinstance(wanted, list):
        assert len(written) == len(wanted), at
        for n, (one, other) in enumerate(zip(written, wanted, strict=True)):
            assert_holds(one, other, f"{at}/{n}")
    else:
        assert written == wanted, at


def test_the_shipped_schema_is_the_one_that_the_code_makes() -> None:
    shipped = Path(record.__file__).with_name("record.schema.json")
    assert shipped.read_text(encoding="utf-8") == record.schema_text(), (
        'write it anew: python -c "from gawah import record; print(record.schema_text(), end=str())"'
        " > src/gawah/record.schema.json"
    )


def test_the_schema_is_a_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(record.schema())


def test_the_schema_names_the_values_of_the_codebook_and_tells_what_each_field_is() -> None:
    properties = record.schema()["$defs"]["Incident"]["properties"]
    assert properties["type"]["enum"] == [*codebook.load().values("incident_types"), None]
    assert properties["type"]["description"] == codebook.load().field("type").definition
    assert properties["also_types"]["items"]["enum"] == list(codebook.load().values("incident_types"))


# --- writing ----------------------------------------------------------------------------------------------------------


def test_a_record_is_written_in_the_contract_s_shape() -> None:
    written = record.record_to_json(a_record())
    VALIDATOR.validate(written)
    assert list(written) == ["schema", "report", "incidents", "not_coded", "notes"]
    assert written["not_coded"] == [{"reason": "threat", "quote": "Gunmen", "start": 0, "end": 6}]
    assert written["notes"] == ["read with care"]
    incident = written["incidents"][0]
    assert incident["weapons"] == [{"class": "firearm", "type": "rifle", "text": "rifles"}]
    assert incident["killed"] == {"low": 1, "best": None, "high": None, "said": "some", "word": "several"}
    assert incident["other_places"] == [{"role": "taken_from", "name": "a farm"}]
    assert incident["injured"] is None
    assert incident["perpetrators"] == []
    assert incident["date"]["edtf"] is None


def test_metadata_is_evidence_of_its_own_kind() -> None:
    quote, metadata = record.record_to_json(a_record())["incidents"][0]["evidence"]
    assert list(quote) == [
        "path", "quote", "start", "end", "role", "speaker", "speaker_role", "basis", "coder", "confidence",
    ]  # fmt: skip
    assert {"kind", "key", "value", "given_by"} <= metadata.keys()
    assert not {"quote", "start", "end"} & metadata.keys()


def test_the_header_tells_what_the_text_does_not_from_what_was_given() -> None:
    with_text = source(published="2020-01-01", title="Head")
    given = (model.Given("published", "2021-05-05", "user"), model.Given("publisher", "A paper", "feed"))
    header = record.ReportHeader.of(model.Source(with_text.report, with_text.acquisition, with_text.text, given))
    assert (header.published, header.publisher, header.title) == ("2020-01-01", "A paper", "Head")


def test_a_quote_of_what_was_left_out_is_no_longer_than_a_quote_may_be() -> None:
    left_out = record.NotCoded.of(model.Omission("accident", model.Span(2, 900)), "x" * 1000)
    assert (left_out.start, left_out.end, len(left_out.quote)) == (2, 402, 400)


def test_a_record_is_one_line_with_its_letters_as_they_are() -> None:
    line = record.dumps(model.Record(source(title="گواه – Machh\nand more")))
    assert "گواه – Machh" in line
    assert len(line.splitlines()) == 1
    assert line == line.strip()


@pytest.mark.parametrize("trap", ["\x1b[31m", "\x9b31m", "\u2028", "\x85", "\ud800", "\x7f"])
def test_a_line_holds_nothing_that_a_terminal_obeys_or_a_reader_trips_over(trap: str) -> None:
    report = record.PlainRecord(record.ReportHeader("sha256:0", "0", "plain@1", title=trap))
    line = record.dumps(report)
    assert trap not in line
    assert len(line.splitlines()) == 1
    line.encode("utf-8")
    assert json.loads(line)["report"]["title"] == trap


def test_an_incident_record_holds_the_incident_and_its_reports() -> None:
    (incident,) = a_record().incidents
    pair = record.IncidentRecord(incident, (record.ReportHeader.of(source()),))
    written = json.loads(record.dumps(pair))
    VALIDATOR.validate(written)
    assert list(written) == ["schema", "incident", "reports"]
    assert written["incident"] == record.incident_to_json(incident)
    assert record.incident_record_from_json(written) == pair


def test_what_leaves_the_default_is_written() -> None:
    incident = model.Incident("abcdefghij", audience="public", workflow="released", verification="verified")
    written = record.incident_to_json(incident)
    assert (written["audience"], written["workflow"], written["verification"]) == ("public", "released", "verified")
    assert "audience" not in record.incident_to_json(model.Incident("abcdefghij"))


# --- any record goes there and back -----------------------------------------------------------------------------------


JSON = (
    st.none()
    | st.booleans()
    | st.integers(0, 99)
    | st.text(max_size=3)
    | st.dictionaries(st.text(max_size=2), st.none())
)
PLAIN = {
    str: st.text(max_size=4),
    bool: st.booleans(),
    int: st.integers(-(2**40), 2**40),
    float: st.floats(-180, 180),
    Any: JSON,
}


def values_of(hint: Any, vocabulary: str | None = None) -> st.SearchStrategy[Any]:
    """Any value of a type of the model."""
    if isinstance(hint, type) and is_dataclass(hint):
        named = {n: (h, record._about(hint, n).text("vocabulary")) for n, h in get_type_hints(hint).items()}
        return st.builds(hint, **{n: values_of(*about) for n, about in named.items()})
    if get_origin(hint) is tuple:
        return st.lists(values_of(get_args(hint)[0], vocabulary), max_size=2).map(tuple)
    if get_origin(hint) in (Union, types.UnionType):
        return st.none() | values_of(get_args(hint)[0], vocabulary)
    if get_origin(hint) is Mapping:
        return st.dictionaries(st.text(max_size=4), JSON, max_size=2)
    if get_origin(hint) is Literal:
        return st.sampled_from(get_args(hint))
    return st.sampled_from(codebook.load().values(vocabulary)) if vocabulary else PLAIN[hint]


RECORDS = values_of(record.PlainRecord)


@settings(max_examples=40, deadline=None)
@given(RECORDS)
def test_any_record_follows_the_schema_and_reads_back_as_it_was(one: record.PlainRecord) -> None:
    line = record.dumps(one)
    obj = json.loads(line)
    assert not list(VALIDATOR.iter_errors(obj))
    assert record.record_from_json(obj) == one
    assert record.dumps(record.record_from_json(obj)) == line


@settings(max_examples=80, deadline=None)
@given(RECORDS, st.data())
def test_reader_and_schema_refuse_the_same(one: record.PlainRecord, data: st.DataObject) -> None:
    obj = json.loads(record.dumps(one))
    spoil(obj, data)
    refused = bool(list(VALIDATOR.iter_errors(obj)))
    try:
        record.record_from_json(obj)
    except RecordError:
        assert refused, obj
    else:
        assert not refused, list(VALIDATOR.iter_errors(obj))


@settings(max_examples=40, deadline=None)
@given(RECORDS)
def test_an_incident_that_was_written_is_made_again_as_it_was(one: record.PlainRecord) -> None:
    for incident in one.incidents:
        again = record.incident_from_json(json.loads(json.dumps(record.incident_to_json(incident))))
        assert again == incident
        assert [type(value) for value in vars_of(again)] == [type(value) for value in vars_of(incident)]


def vars_of(value: Any) -> list[Any]:
    """Every value within an incident, so that a list does not pass for a tuple."""
    if isinstance(value, (tuple, list)):
        return [value, *(one for item in value for one in vars_of(item))]
    if is_dataclass(value):
        return [value, *(one for name in get_type_hints(type(value)) for one in vars_of(getattr(value, name)))]
    return [value]


def test_what_an_earlier_version_did_not_write_is_its_default() -> None:
    incident = record.incident_from_json({"id": "ab3de6gh2j", "evidence": [{"path": "/killed"}]})
    assert incident == model.Incident("ab3de6gh2j", evidence=(model.Evidence("/killed"),))


@pytest.mark.parametrize("written", [None, [], {}, {"id": "a", "evidence": 3}, {"id": "a", "evidence": [{}]}])
def test_what_was_never_an_incident_is_refused(written: Any) -> None:
    with pytest.raises(RecordError):
        record.incident_from_json(written)


def spoil(obj: Any, data: st.DataObject) -> None:
    """Put something else, or nothing, in one place of `obj`."""
    places = list(places_in(obj))
    holder, key = data.draw(st.sampled_from(places))
    if isinstance(holder, dict) and data.draw(st.booleans()):
        del holder[key]
    else:
        holder[key] = data.draw(JSON | st.just([]) | st.floats(0, 9) | st.just("killed"))


def places_in(obj: Any) -> Any:
    for key, value in obj.items() if isinstance(obj, dict) else enumerate(obj):
        yield obj, key
        if isinstance(value, (dict, list)):
            yield from places_in(value)


# --- what is refused --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "value", "said"),
    [
        ("incidents/0/killed/low", "11", '/incidents/0/killed/low: expected a whole number, not "11"'),
        ("incidents/0/killed/low", True, "/incidents/0/killed/low: expected a whole number, not true"),
        ("incidents/0/type", "murder", "/incidents/0/type: expected one of armed_attack, "),
        ("incidents/0/main", 1, "/incidents/0/main: expected true or false, not 1"),
        ("incidents/0/evidence/0/confidence", float("nan"), "/incidents/0/evidence/0/confidence: expected a number"),
        ("incidents/0/victims", {}, "/incidents/0/victims: expected a list, not {}"),
        ("incidents/0/date", None, "/incidents/0/date: expected an object, not null"),
        ("report", {"id": "sha256:0"}, '/report: has no "text_sha256"'),
        ("schema", "gawah.record/2", "/schema: expected 'gawah.record/1', not 'gawah.record/2'"),
    ],
)
def test_what_is_wrong_is_named_by_its_pointer(path: str, value: Any, said: str) -> None:
    obj = record.record_to_json(a_record())
    holder: Any = obj
    *steps, last = path.split("/")
    for step in steps:
        holder = holder[int(step) if step.isdigit() else step]
    holder[last] = value
    with pytest.raises(RecordError) as caught:
        record.record_from_json(obj)
    assert str(caught.value).startswith(said)


@pytest.mark.parametrize("obj", [None, [], "{}", 3])
def test_what_is_no_object_is_no_record(obj: Any) -> None:
    with pytest.raises(RecordError, match=r"^the record: expected an object"):
        record.record_from_json(obj)


def test_fields_of_later_versions_are_passed_over() -> None:
    obj = record.record_to_json(a_record())
    obj["incidents"][0]["new"] = 1
    assert record.record_from_json(obj) == record.PlainRecord.of(a_record())
