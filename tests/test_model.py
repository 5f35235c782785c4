"""The records: canonical JSON against a second writer of RFC 8785, ids that hold, and what they do not depend on."""

import dataclasses
import json
import math
import os
import subprocess
import sys
from pathlib import Path

import pytest
import rfc8785
from hypothesis import example, given
from hypothesis import strategies as st

from gawah.model import (
    Assertion,
    CodingInput,
    Event,
    Given,
    Link,
    Report,
    Review,
    Span,
    Text,
    canonical_json,
    field_pattern,
    hash_id,
    short_id,
)

EXACT = 2**53 - 1

numbers = st.integers(-EXACT, EXACT) | st.floats(allow_nan=False, allow_infinity=False)
strings = st.text(st.characters(exclude_categories=["Cs"]))
values = st.recursive(
    st.none() | st.booleans() | numbers | strings,
    lambda inner: st.lists(inner) | st.dictionaries(strings, inner),
    max_leaves=20,
)


# --- canonical JSON ---------------------------------------------------------------------------------------------------


@given(values)
@example({"\U0001f600": 1, "\ufb33": 2, "é": 3, "e\u0301": 4, "\r": 5, "": 6, "1": 7})
def test_canonical_json_is_that_of_rfc_8785(value):
    assert canonical_json(value) == rfc8785.dumps(value)


@given(st.floats(allow_nan=False, allow_infinity=False))
@example(0.0)
@example(-0.0)
@example(1e-6)
@example(1e-7)
@example(1.5e-7)
@example(123456.789e-10)
@example(1e20)
@example(1e21)
@example(1.7976931348623157e308)
@example(5e-324)
@example(float(2**53))
@example(295147905179352830000.0)
def test_floats_are_written_as_ecmascript_does(value):
    written = canonical_json(value)
    assert written == rfc8785.dumps(value)
    assert float(written) == value


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (None, b"null"),
        (True, b"true"),
        (1, b"1"),
        (1.0, b"1"),
        (-0.0, b"0"),
        (1e-06, b"0.000001"),
        (1e-07, b"1e-7"),
        (1e20, b"100000000000000000000"),
        (1e21, b"1e+21"),
        ([], b"[]"),
        ((), b"[]"),
        ({}, b"{}"),
        ((1, (2,)), b"[1,[2]]"),
        ({"b": 1, "a": [True, None, "x"]}, b'{"a":[true,null,"x"],"b":1}'),
        ('\u0000\b\n"\\/\u007f\u2028گواه', '"\\u0000\\b\\n\\"\\\\/\u007f\u2028گواه"'.encode()),
        # UTF-16 order: the surrogate pair of U+1F600 comes before U+FB33, though its code point is higher.
        ({"\ufb33": 1, "\U0001f600": 2}, '{"\U0001f600":2,"\ufb33":1}'.encode()),
    ],
)
def test_canonical_json_of_one_value(value, written):
    assert canonical_json(value) == written


@pytest.mark.parametrize(
    "value",
    [
        math.nan,
        math.inf,
        -math.inf,
        2**53,
        -(2**53),
        {1: "a"},
        {None: 1},
        "\ud800",
        {"\udfff": 1},
        {"a", "b"},
        b"bytes",
        object(),
    ],
    ids=repr,
)
def test_what_json_cannot_say_is_a_value_error(value):
    with pytest.raises(ValueError):  # noqa: PT011 - the kinds differ in words, and all are ValueErrors
        canonical_json([value])


@given(st.dictionaries(strings, numbers))
def test_canonical_json_does_not_depend_on_the_order_of_keys(value):
    backwards = dict(reversed(value.items()))
    assert canonical_json(value) == canonical_json(backwards)


@given(values)
def test_canonical_json_says_the_same_value(value):
    # As floats, for JSON readers keep whole numbers beyond 2**53 as such.
    assert json.loads(canonical_json(value), parse_int=float) == value


# --- ids --------------------------------------------------------------------------------------------------------------


def make_input(content="FICTION. Eleven were killed.", given=(), **about):
    return CodingInput(Text.of(Report.of(b"payload").id, "plain@1", content, **about), tuple(given))


ELEVEN = Span(9, 15)
ELEVEN_WERE_KILLED = Span(9, 27)


def make_event(coder="rules@1", anchor=ELEVEN, **about):
    return Event.of(make_input(**about), coder, "incident", anchor)


def make_assertion(field="killed", value=11, spans=(ELEVEN_WERE_KILLED,), event=None, **about):
    return Assertion.of(event or make_event(), field, value, spans, **about)


GOLDEN = {
    "report": "sha256:239f59ed55e737c77147cf55ad0c1b030b6d7ee748a7426952f9b852d5a935e5",
    "text": "d8ff4ebaa85903afbde49869600671875e1f6f4bdaf23b1c3f808bdb039b28a5",
    "coding_input": "9daa6717c25e70ca809c2033120cb6b232b03faa815031332e2d044da1fefce6",
    "event": "713e58da290771c2d374ff25d3c305b9246bad96fa8a02ae13c190bf09e4da44",
    "assertion": "7062fc470ce03043899743fbdea14fca9746659bd84be4d27144f2d3a16555a1",
    "link": "d0b79b4e84e365611a5e88504d61d1c97237c53a1a56fb5f6236070a18c1d915",
    "review": "89e92dc5b4c8f0f82d43e12fbe42778d2b5b481b729bb4e7673876db426ffe8a",
}


def name_records():
    assertion = make_assertion(value={"low": 11, "best": 11, "high": None}, speaker="police", basis="suspected")
    return {
        "report": Report.of(b"payload").id,
        "text": make_input().text.sha256,
        "coding_input": make_input(published="2021-01-04", given=[Given("year", "2021", "user")]).id,
        "event": make_event().id,
        "assertion": assertion.id,
        "link": Link.of("part_of", "a", "b", "rules@1").id,
        "review": Review.of("R. Viewer", "2021-02-03T04:05:06Z", "accept", assertion, "as the words say").id,
    }


def test_ids_stay_what_they_were():
    assert name_records() == GOLDEN, "an id changed: every record that anyone has kept is orphaned by that"


@pytest.mark.parametrize("seed", ["0", "1", "4242"])
def test_ids_do_not_depend_on_the_hash_seed(seed):
    code = "import json, test_model; print(json.dumps(test_model.name_records()))"
    ran = subprocess.run(
        [sys.executable, "-c", code],
        cwd=Path(__file__).parent,
        env={**os.environ, "PYTHONHASHSEED": seed},
        capture_output=True,
        text=True,
        check=True,
    )
    assert json.loads(ran.stdout) == GOLDEN


@pytest.mark.parametrize(
    "about",
    [
        {"confidence": 0.25},
        {"rule": "killed_passive"},
        {"trigger": Span(16, 20)},
        {"confidence": 0.5, "rule": "x", "trigger": Span(0, 1)},
    ],
    ids=lambda about: "+".join(about),
)
def test_an_assertion_s_id_leaves_out_how_it_was_found(about):
    plain, found = make_assertion(), make_assertion(**about)
    assert found != plain
    assert found.id == plain.id


@pytest.mark.parametrize(
    "other",
    [
        make_assertion(field="injured"),
        make_assertion(value=12),
        make_assertion(value=None),
        make_assertion(spans=(Span(9, 26),)),
        make_assertion(spans=(Span(9, 27, "context"),)),
        make_assertion(speaker="a witness"),
        make_assertion(speaker_role="witness"),
        make_assertion(basis="suspected"),
        make_assertion(given=Given("killed", "11", "user")),
        make_assertion(event=make_event(coder="rules@2")),
        make_assertion(event=make_event(anchor=Span(0, 7))),
        make_assertion(event=make_event(published="2021-01-04")),
        make_assertion(event=make_event(language="en")),
        make_assertion(event=make_event(given=[Given("country", "PK", "user")])),
        make_assertion(event=make_event(content="FICTION. Eleven were killed!")),
    ],
    ids=lambda a: a.id[:8],
)
def test_an_assertion_s_id_holds_all_that_is_said(other):
    assert other.id != make_assertion().id


def test_all_that_is_outside_the_coding_input_leaves_its_id_alone():
    a = CodingInput(Text.of("sha256:1", "plain@1", "Same words.", title="A", kind="news"))
    b = CodingInput(Text.of("sha256:2", "html@3", "Same words.", title="B", kind=None))
    assert a.id == b.id


def test_the_order_of_given_metadata_does_not_matter():
    year, country = Given("year", "2021", "user"), Given("country", "PK", "sidecar")
    assert make_input(given=[year, country]).id == make_input(given=[country, year]).id
    assert make_input(given=[year]).id != make_input(given=[country]).id
    assert make_input(given=[year]).value_given("year") is year
    assert make_input(given=[year]).value_given("country") is None


def test_kinds_of_record_never_share_an_id():
    content = {"a": 1}
    ids = {hash_id("event", 1, content), hash_id("link", 1, content), hash_id("event", 2, content)}
    assert len(ids) == 3


def test_a_person_s_link_carries_its_time_and_a_machine_s_score_does_not_count():
    first = Link.of("same", "a", "b", "R. Viewer", time="2021-02-03T04:05:06Z")
    later = Link.of("same", "a", "b", "R. Viewer", time="2021-02-03T04:05:07Z")
    assert first.id != later.id
    assert Link.of("same", "a", "b", "m@1", score=0.5).id == Link.of("same", "a", "b", "m@1", score=0.75).id


@given(st.binary(min_size=32, max_size=32))
def test_short_ids_are_ten_lower_case_letters_and_digits(raw):
    short = short_id(raw.hex())
    assert len(short) == 10
    assert set(short) <= set("abcdefghijklmnopqrstuvwxyz234567")
    assert short_id(raw.hex()) == short


def test_a_report_is_known_by_its_own_bytes():
    report = Report.of(b"payload")
    assert (report.id, report.size) == (GOLDEN["report"], 7)
    assert Report.of(b"payload\n").id != report.id


def test_no_record_can_be_changed():
    assertion = make_assertion()
    with pytest.raises(dataclasses.FrozenInstanceError):
        assertion.value = 12


# --- no witness, no value ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("spans", [(), []])
def test_no_witness_no_value(spans):
    with pytest.raises(ValueError, match="no witness, no value: killed"):
        make_assertion(spans=spans)


def test_metadata_bears_witness_where_no_words_do():
    year = Given("year", "2021", "user")
    assert make_assertion(spans=(), given=year).given is year


# --- spans, fields, reviews -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("a", "b", "overlap"),
    [
        (Span(0, 5), Span(4, 9), True),
        (Span(0, 5), Span(5, 9), False),
        (Span(0, 9), Span(3, 4), True),
        (Span(2, 5), Span(2, 5, "context"), True),
        (Span(0, 1), Span(8, 9), False),
    ],
)
def test_spans_overlap_where_they_share_a_character(a, b, overlap):
    assert a.overlaps(b) is overlap
    assert b.overlaps(a) is overlap


stretches = st.tuples(st.integers(0, 20), st.integers(1, 20)).map(lambda pair: (pair[0], sum(pair)))


@given(stretches, stretches)
def test_spans_overlap_as_their_characters_do(a, b):
    assert Span(*a).overlaps(Span(*b)) is bool(set(range(*a)) & set(range(*b)))


@pytest.mark.parametrize(
    ("path", "pattern"),
    [
        ("killed", "killed"),
        ("perpetrators/p1", "perpetrators/*"),
        ("victims/v2/count", "victims/*/count"),
        ("victims/v1/persons/n1", "victims/*/persons/n1"),
    ],
)
def test_a_field_s_pattern_drops_the_keys_of_items(path, pattern):
    assert field_pattern(path) == pattern


def review(assertion):
    return Review.of("R. Viewer", "2021-02-03T04:05:06Z", "reject", assertion, "the words say otherwise")


@pytest.mark.parametrize(
    "same",
    [
        make_assertion(field="victims/v1/count"),
        make_assertion(field="victims/v9/count"),
        make_assertion(field="victims/v1/count", event=make_event(coder="tagger@7", anchor=Span(0, 7))),
        make_assertion(field="victims/v1/count", spans=(Span(26, 28), Span(0, 2, "context"))),
        make_assertion(field="victims/v1/count", speaker="police", confidence=0.5, rule="another"),
    ],
    ids=lambda a: a.id[:8],
)
def test_a_review_acts_on_the_same_claim_whichever_coder_made_it(same):
    assert review(make_assertion(field="victims/v1/count")).acts_on(same)


@pytest.mark.parametrize(
    "other",
    [
        make_assertion(field="victims/v1/description"),
        make_assertion(field="victims/v1/count", value=12),
        make_assertion(field="victims/v1/count", spans=(Span(0, 9), Span(27, 28))),
        make_assertion(field="victims/v1/count", event=make_event(content="FICTION. Eleven were killed!")),
    ],
    ids=lambda a: a.id[:8],
)
def test_a_review_leaves_other_claims_alone(other):
    assert not review(make_assertion(field="victims/v1/count")).acts_on(other)


def test_a_review_keeps_a_snapshot_of_what_it_judged():
    assertion = make_assertion()
    kept = review(assertion)
    assert (kept.text_sha256, kept.field, kept.value, kept.spans) == (
        assertion.text_sha256,
        "killed",
        11,
        assertion.spans,
    )


def test_reviews_at_two_times_are_two_records():
    on = make_assertion()
    ids = {Review.of("R. Viewer", f"2021-02-03T04:05:0{n}Z", "accept", on, "").id for n in range(3)}
    assert len(ids) == 3


def test_a_correction_is_part_of_what_a_review_says():
    on = make_assertion()
    twelve, ten = (Review.of("R", "2021-02-03T04:05:06Z", "correct", on, "", correction=n) for n in (12, 10))
    assert twelve.id != ten.id


def test_event_ids_are_hashes_of_their_canonical_content() -> None:
    source = CodingInput(Text.of("sha256:0", "plain@1", "Two guards died."))
    made = Event.of(source, 'own "rules"@1', "response", Span(4, 10))
    content = {"coding_input": source.id, "coder": 'own "rules"@1', "kind": "response", "anchor": [4, 10]}
    assert made.id == hash_id("event", 1, content)


def test_assertion_ids_are_hashes_of_their_canonical_content() -> None:
    text = Text.of("sha256:0", "plain@1", 'Police said "two" died — \u0646\u0641\u0631 😀.')
    event = Event.of(CodingInput(text), "rules@1", "incident", Span(0, 6))
    given = Given("published", "2021-01-04", "user")
    spans = [Span(7, 11), Span(0, 6, "context")]
    value = {"b": [1, 2.5, None], "a": 'quote " and \\'}
    made = Assertion.of(event, "killed", value, spans, speaker='"police"', basis="claimed", given=given)
    content = {
        "coding_input": event.coding_input,
        "coder": "rules@1",
        "event": event.id,
        "field": "killed",
        "value": value,
        "spans": [[7, 11, "states"], [0, 6, "context"]],
        "speaker": '"police"',
        "speaker_role": None,
        "basis": "claimed",
        "given": ["published", "2021-01-04", "user"],
    }
    assert made.id == hash_id("assertion", 1, content)
