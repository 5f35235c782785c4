"""Bytes in, sources out: each format, told by content; what its head, fields and sidecar say; what is refused."""

import hashlib
import json
import time
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gawah.errors import (
    ReportEmpty,
    ReportError,
    ReportMalformed,
    ReportNotFound,
    ReportTooLarge,
    ReportUndecodable,
)
from gawah.model import Given, Source, canonical_json
from gawah.sources import READERS, Limits, read_file, read_source

ENGLISH = "Gunmen shot dead two drivers on the road to the mine, and the police said that they knew of no motive. "


def sha256(payload):
    return "sha256:" + hashlib.sha256(payload).hexdigest()


def read_fixture(path, **options):
    return list(read_file(path, **options))


def test_the_readers_are_these_in_this_order():
    derivers = [reader.deriver for reader in READERS]
    assert derivers[-2:] == ["rendered@1", "plain@1"]  # which take what no other knows
    assert len(set(derivers)) == len(derivers)


# --- each format ------------------------------------------------------------------------------------------------------


def test_rendered_article(fixtures):
    path = fixtures / "article.txt"
    (source,) = read_fixture(path)
    assert source.text.deriver == "rendered@1"
    assert source.text.kind == "encyclopedia"
    assert source.text.title == "2031 Tarvel bridge bombing"
    assert source.text.published is None  # the infobox tells when it happened, not when this was written
    assert source.text.content == path.read_text(encoding="utf-8")
    assert source.report.id == sha256(path.read_bytes())
    assert source.report.size == len(path.read_bytes())
    assert source.acquisition.path == str(path)
    assert source.acquisition.report_id == source.text.report_id == source.report.id
    assert source.given == ()


@pytest.mark.parametrize(
    "text",
    [
        "Infobox\n- Date: 9 May 2031\n\nA bomb went off.",
        "= Tarvel =\nA bomb went off.",
        "Source: a page\n\n= Tarvel =\n\nA bomb went off.",
        "\n\n  = Tarvel =  \r\nA bomb went off.",
    ],
)
def test_articles_are_told_by_their_head(read_one, text):
    assert read_one(text.encode()).text.deriver == "rendered@1"


@pytest.mark.parametrize(
    "text",
    [
        "A bomb went off.\n= Tarvel =",
        "The word Infobox is no infobox.\n- Date: 9 May 2031",
        "== Tarvel ==\nA section is no title.",
        "1 + 1 = 2 = 2",
    ],
)
def test_other_text_is_plain(read_one, text):
    assert read_one(text.encode()).text.deriver == "plain@1"


def test_plain_text_with_a_head(fixtures):
    path = fixtures / "plain.txt"
    (source,) = read_fixture(path)
    text, acquisition = source.text, source.acquisition
    assert (text.deriver, text.kind, text.language, text.published) == ("plain@1", None, "en", "2031-05-10")
    assert text.title == "Four road workers killed at Tarvel bridge"
    assert text.content == path.read_text(encoding="utf-8")
    assert acquisition.publisher == "The Ostmark Courier"
    assert acquisition.url == "https://courier.example/tarvel"
    assert acquisition.licence == "CC0-1.0"
    assert source.given == (
        Given("language", "en", "header"),
        Given("published", "2031-05-10", "header"),
        Given("publisher", "The Ostmark Courier", "header"),
        Given("url", "https://courier.example/tarvel", "header"),
    )


def test_a_date_alone_at_the_head_is_when_it_was_published(fixtures):
    (source,) = read_fixture(fixtures / "dated.txt")
    assert source.text.published == "2031-05-10"
    assert source.text.content.startswith("2031-05-10\n")
    assert source.text.title is None


def test_a_headline_is_the_title_where_head_lines_follow_it(fixtures):
    (source,) = read_fixture(fixtures / "headline.txt")
    assert source.text.title == "Four road workers killed at Tarvel bridge"
    assert source.text.published == "2031-05-12"


@pytest.mark.parametrize(
    ("head", "published"),
    [
        ("Quetta: 11 killed\nDate: 2021-01-03\nText.", "2021-01-03"),
        ("Gunmen killed two.\nThe police came.\nDate: 2021-01-03", None),
        ("Date: Tuesday\nPublished: 2021-01-05\nText.", "2021-01-05"),
        ("2021-01-03 gunmen killed 5", None),
        ("Author: A. Person\n2021-01-03\nText.", "2021-01-03"),
    ],
)
def test_the_head_ends_where_the_body_begins(read_one, head, published):
    assert read_one(head.encode()).text.published == published


def test_a_last_line_that_names_the_source_makes_no_title_of_the_report(read_one):
    source = read_one(b"Gunmen killed two men in Tarvel on Monday.\nSource: The Ostmark Courier\n")
    assert source.text.title is None
    assert source.acquisition.publisher == "The Ostmark Courier"


def test_a_source_that_is_an_address_is_a_url_and_several_sources_are_cited(read_one):
    source = read_one(b"Source: https://a.example/1\nSources: The Courier; Radio Ostmark\n\nText of it.")
    assert source.acquisition.url == "https://a.example/1"
    assert source.acquisition.publisher is None
    assert source.acquisition.cites == ("The Courier", "Radio Ostmark")


def test_json_object(fixtures):
    path = fixtures / "object.json"
    (source,) = read_fixture(path)
    text = source.text
    assert text.deriver == "json@1"
    assert text.content == (
        "A bomb on the Tarvel bridge killed four road workers on Friday.\nThe mayor's office gave the number."
    )
    assert text.title == "Four road workers killed at Tarvel bridge"
    assert (text.published, text.language) == ("2031-05-10", "en")
    assert source.acquisition.licence == "CC0-1.0"
    assert source.report.id == sha256(path.read_bytes().strip())
    assert source.given == (
        Given("country", "Ostmark", "json"),
        Given("language", "en", "json"),
        Given("published", "2031-05-10", "json"),
        Given("publisher", "The Ostmark Courier", "json"),
        Given("title", "Four road workers killed at Tarvel bridge", "json"),
        Given("url", "https://courier.example/tarvel", "json"),
    )


def test_json_array(fixtures):
    path = fixtures / "array.json"
    first, wordless, last = read_fixture(path)
    items = json.loads(path.read_bytes())
    assert first.report.id == sha256(canonical_json(items[0]))
    assert first.acquisition.path == f"{path}#1"
    assert isinstance(wordless, ReportMalformed)
    assert wordless.report == f"{path}#2"
    assert last.text.content == items[2]["body"]
    assert last.text.published == "2031-05-17"


def test_an_item_has_one_id_however_its_array_is_laid_out():
    wide = json.dumps([{"text": "Words.", "n": 1.0}], indent=4).encode()
    narrow = b'[{"n":1,"text":"Words."}]'
    (one,), (other,) = read_source("a", wide), read_source("b", narrow)
    assert one.report == other.report


def test_jsonl_reads_the_lines_around_a_bad_one(fixtures):
    path = fixtures / "lines.jsonl"
    first, cut_off, last = read_fixture(path)
    lines = path.read_bytes().split(b"\n")
    assert first.report.id == sha256(lines[0])
    assert first.acquisition.path == f"{path}:1"
    assert isinstance(cut_off, ReportMalformed)
    assert cut_off.report == f"{path}:3"
    assert last.report.id == sha256(lines[3])
    assert last.given == (Given("year", "2031", "json"),)


def test_a_line_has_one_id_with_either_line_end_and_alone():
    line = b'{"text": "Words of it."}'
    for payload in (line, line + b"\n", line + b"\r\n", b"\xef\xbb\xbf" + line):
        (source,) = read_source("r", payload)
        assert source.report.id == sha256(line)
    (one, two) = read_source("r", line + b"\r\n\r\n" + line + b"\r\n")
    assert one.report.id == two.report.id == sha256(line)
    assert (one.acquisition.path, two.acquisition.path) == ("r:1", "r:3")


def test_jsonl_whose_first_line_is_bad_is_still_jsonl():
    results = list(read_source("r", b'{"text": "cut\n{"text": "Words."}\n{"text": "More words."}\n'))
    assert [type(result) for result in results] == [ReportMalformed, Source, Source]


def test_an_object_over_many_lines_is_no_jsonl():
    payload = b'{"parts": [\n{"text": "not the report"}\n],\n"text": "Words of it."}'
    (source,) = read_source("r", payload)
    assert source.text.content == "Words of it."


def test_jsonl_in_utf_16():
    text = '{"text": "Wörter."}\n{"text": "More."}\n'
    one, two = read_source("r", text.encode("utf-16"))
    assert one.text.content == "Wörter."
    assert one.report.id == sha256('{"text": "Wörter."}'.encode())
    assert two.text.content == "More."


def test_the_first_text_field_with_words_is_the_text(read_one):
    assert read_one(b'{"content": "c", "body": "b", "text": " "}').text.content == "b"


def test_json_text_is_normalised_and_may_have_a_head_of_its_own(read_one):
    source = read_one(b'{"text": "Published: 4 January 2021\\r\\n\\r\\nCafe\\u0301"}')
    assert source.text.content == "Published: 4 January 2021\n\nCafé"
    assert source.given == (Given("published", "2021-01-04", "header"),)


def test_json_fields_go_before_the_head_of_the_text(read_one):
    source = read_one(b'{"text": "2021-01-05\\n\\nWords.", "date": "2021-01-04"}')
    assert source.text.published == "2021-01-04"


def test_numbers_that_json_readers_do_not_keep_are_no_obstacle():
    (source,) = read_source("r", b'[{"text": "Words.", "id": 123456789012345678901234567890, "x": NaN, "y": 1e999}]')
    assert source.text.content == "Words."


@pytest.mark.parametrize(
    "text",
    ["[1] Police said so.", '["No," she said.', '{"Stop," he cried.', "{{Infobox event}}", "[Photo: a street]\nText."],
)
def test_text_that_begins_like_json_is_text(read_one, text):
    source = read_one(text.encode())
    assert (source.text.deriver, source.text.content) == ("plain@1", text)


# --- what is given from outside ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("ending", "sidecar"),
    [
        (".meta.yaml", "published: 2021-01-04\ncountry: NO\nyear: 2021\nlicence: CC0-1.0\nmine: 1\n"),
        (".meta.yml", "Publication-Date: 4 January 2021\ncountry: 'NO'\nyear: '2021'\nlicense: CC0-1.0\n"),
        (".meta.json", '{"published": "2021-01-04", "country": "NO", "year": 2021, "licence": "CC0-1.0"}'),
    ],
)
def test_a_sidecar_speaks_for_the_file_beside_it(tmp_path, ending, sidecar):
    report = tmp_path / "report.txt"
    report.write_text("Published: 2020-12-31\n\nWords of it.", encoding="utf-8")
    (tmp_path / f"report.txt{ending}").write_text(sidecar, encoding="utf-8")
    (source,) = read_file(report)
    assert source.text.published == "2021-01-04"
    assert source.acquisition.licence == "CC0-1.0"
    assert source.given == (
        Given("country", "NO", "sidecar"),
        Given("published", "2021-01-04", "sidecar"),
        Given("year", "2021", "sidecar"),
    )


@pytest.mark.parametrize("sidecar", ["- a\n- b\n", "a: [", "\x00", "[" * 5000, "words", "a: b\n" * 50_000])
def test_a_bad_sidecar_is_named(tmp_path, sidecar):
    report = tmp_path / "report.txt"
    report.write_text("Words of it.", encoding="utf-8")
    beside = tmp_path / "report.txt.meta.yaml"
    beside.write_text(sidecar, encoding="utf-8")
    (error,) = read_file(report)
    assert isinstance(error, ReportMalformed)
    assert error.report == str(beside)
    assert "\n" not in str(error)


def test_a_user_is_believed_before_all_others(tmp_path):
    report = tmp_path / "report.json"
    report.write_bytes(b'{"text": "2021-01-05\\n\\nWords.", "published": "2021-01-04", "url": "https://a.example"}')
    (tmp_path / "report.json.meta.yaml").write_text("published: 2021-01-03\ncountry: PK\n", encoding="utf-8")
    (source,) = read_file(report, given=(Given("published", "2021-01-02", "user"),))
    assert source.text.published == "2021-01-02"
    assert source.given == (
        Given("country", "PK", "sidecar"),
        Given("published", "2021-01-02", "user"),
        Given("url", "https://a.example", "json"),
    )


# --- encodings --------------------------------------------------------------------------------------------------------

WORDS = "Two men were killed near the café, said Müller – “without reason”. " + ENGLISH


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252"])
def test_encodings_that_are_read(read_one, encoding):
    assert read_one(WORDS.encode(encoding)).text.content == WORDS


def test_big_endian_utf_16_with_its_mark(read_one):
    assert read_one(b"\xfe\xff" + WORDS.encode("utf-16-be")).text.content == WORDS


def test_only_line_ends_composition_and_the_mark_are_changed(read_one):
    source = read_one("\ufeff  Cafe\u0301\r\n\r\nold\rmac \u200f\u2028\t\x0c end \n\n".encode())
    assert source.text.content == "  Café\n\nold\nmac \u200f\u2028\t\x0c end \n\n"


@pytest.mark.parametrize(
    "payload",
    [
        pytest.param(b"\x00" * 100, id="NUL"),
        pytest.param(bytes(range(256)) * 20, id="all bytes"),
        pytest.param(b"\x01\x02\x03\x04", id="controls"),
        pytest.param(WORDS.encode("utf-16-le"), id="UTF-16 without mark"),
        pytest.param(b"\xff\xfea", id="half a UTF-16 unit"),
        pytest.param("Они убили двух человек у дороги.".encode("cp1251"), id="Cyrillic code page"),
        pytest.param("道路で二人が殺された。".encode("shift-jis"), id="Shift-JIS"),
        pytest.param(("– “quoted” – " * 9).encode() + b"\xe2\x80 cut", id="damaged UTF-8"),
        pytest.param(b"<?xml version='1.0'?><gpx><name>Words</name></gpx>", id="XML"),
        pytest.param(b'{"text": "half \\ud83d a character"}', id="lone surrogate in JSON"),
        pytest.param(b'{"text": "Words", "title": "half \\ud83d"}', id="lone surrogate in a JSON title"),
        pytest.param(b'[{"text": "Words", "n": {"m": "\\ud83d"}}]', id="lone surrogate in an array"),
        pytest.param(b'{"text": "Words \\u0000\\u0000"}', id="NUL in JSON"),
        pytest.param(b'{"text": "caf\xe9"}', id="JSON in Latin-1"),
        pytest.param(b"a" + "\u0301\u0316".encode() * 2000, id="pile of accents"),
    ],
)
def test_what_is_no_text_is_refused(read_one, payload):
    with pytest.raises(ReportUndecodable) as raised:
        read_one(payload)
    assert raised.value.report in ("report", "report#1")
    assert "\n" not in str(raised.value)


def test_a_whole_pair_of_surrogates_is_a_character(read_one):
    assert read_one(b'{"text": "\\ud83d\\ude00"}').text.content == "\U0001f600"


# --- other bad input --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "payload",
    [
        b"",
        b" \n\t\r\n ",
        b"\xef\xbb\xbf",
        b"\xff\xfe",
        "\u2003\u3000".encode(),
        b"[]",
        b'{"text": ""}',
        b'{"body": null}',
    ],
)
def test_a_report_without_words_is_empty(read_one, payload):
    with pytest.raises(ReportEmpty):
        read_one(payload)


@pytest.mark.parametrize(
    "payload",
    [
        b"{}",
        b'{"type": "FeatureCollection", "features": []}',
        b'{"text": {"rendered": "Words"}}',
        b'{"text": 5}',
        b"[1, 2, 3]",
        b'["Words"]',
        b'{"text": "cut off',
        b'[{"text": "cut off"},',
        b'{"text": "Words", }',
        b'{"a": ' + b"[" * 100_000 + b"]" * 100_000 + b"}",
        b"[" * 100_000,
        b"[" * 100_000 + b"]" * 100_000,
        b'{"text": "Words", "a": ' + b"[" * 150 + b"]" * 150 + b"}",
        b'[{"text": "Words", "a": ' + b"[" * 150 + b"]" * 150 + b"}]",
    ],
    ids=lambda payload: payload[:24].decode(),
)
def test_json_of_another_shape_is_named(payload):
    results = list(read_source("report", payload))
    assert len(results) == 1
    assert isinstance(results[0], ReportMalformed)
    assert results[0].report.startswith("report")
    assert "\n" not in str(results[0])
    assert len(str(results[0])) < 400


def test_brackets_in_the_words_are_no_nesting(read_one):
    assert read_one(json.dumps({"text": "[" * 500}).encode()).text.content == "[" * 500


def test_a_report_over_the_limit_on_bytes_is_refused_unread(tmp_path):
    big = tmp_path / "big.txt"
    with big.open("wb") as file:
        file.truncate(50_000_000)
        file.write(b"words")
    (error,) = read_file(big)
    assert isinstance(error, ReportTooLarge)
    assert str(error) == f"{big}: it is over the limit of 10,000,000 bytes; split it into single reports"


def test_a_container_may_be_larger_than_a_report(tmp_path):
    lines = tmp_path / "lines.jsonl"
    lines.write_bytes(b'{"text": "Words."}\n' * 10)
    limits = Limits(bytes_per_report=60, bytes_per_container=1000)
    assert len(read_fixture(lines, limits=limits)) == 10
    (error,) = read_file(lines, Limits(bytes_per_report=60, bytes_per_container=100))
    assert isinstance(error, ReportTooLarge)


def test_one_line_over_the_limit_leaves_the_others():
    payload = b'{"text": "Words."}\n{"text": "' + b"w" * 100 + b'"}\n{"text": "Words."}\n'
    results = list(read_source("r", payload, Limits(bytes_per_report=60)))
    assert [type(result) for result in results] == [Source, ReportTooLarge, Source]


def test_too_many_characters_are_refused(read_one):
    assert len(read_one(b"words " * 10, Limits(characters=60)).text.content) == 60
    with pytest.raises(ReportTooLarge, match="61 characters and the limit is 60"):
        read_one(b"words " * 10 + b"!", Limits(characters=60))


@pytest.mark.parametrize("unit", ["a", "word ", "é", "[", "{", "= ", "A: b ", "\u0301a", "—", "1"])
def test_a_line_of_a_million_characters_is_read_or_refused_at_once(unit):
    payload = (unit * (1_000_000 // len(unit))).encode()
    begun = time.perf_counter()
    (result,) = read_source("r", payload)
    assert isinstance(result, Source | ReportError)
    assert time.perf_counter() - begun < 5


def test_missing_and_unreadable_files_are_named(tmp_path, monkeypatch):
    (missing,) = read_file(tmp_path / "none.txt")
    assert isinstance(missing, ReportNotFound)
    assert str(missing).startswith(f"{tmp_path / 'none.txt'}: it cannot be opened (No such file or directory)")
    closed = tmp_path / "closed.txt"
    closed.write_text("Words.", encoding="utf-8")

    def deny(*arguments, **options):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(type(closed), "open", deny)
    (denied,) = read_file(closed)
    assert isinstance(denied, ReportNotFound)
    assert "Permission denied" in str(denied)


# --- any bytes, any text ----------------------------------------------------------------------------------------------


def check(payload):
    """Read `payload` twice and check what must hold of every source and every error."""
    first, second = list(read_source("r", payload)), list(read_source("r", payload))
    assert first
    assert [repr(result) for result in first] == [repr(result) for result in second]
    for result in first:
        if isinstance(result, ReportError):
            assert "\n" not in str(result)
        else:
            content = result.text.content
            assert unicodedata.is_normalized("NFC", content)
            assert "\r" not in content
            assert content.strip()
            assert result.text.sha256 == hashlib.sha256(content.encode("utf-8")).hexdigest()
            assert [g.key for g in result.given] == sorted({g.key for g in result.given})
    return first


@settings(deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_give_a_source_or_a_deliberate_error(payload):
    check(payload)


@settings(deadline=None)
@given(st.text(max_size=400))
def test_any_text_gives_its_own_characters_or_a_deliberate_error(text):
    (result,) = check(text.encode("utf-8", "surrogatepass"))
    if isinstance(result, Source) and result.text.deriver != "json@1":
        expected = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
        assert result.text.content == unicodedata.normalize("NFC", expected)


HEADS = st.sampled_from(
    ["Title: T", "= T =", "Infobox", "- a: b", "Date: 2021-01-04", "2021-01-04", "FICTION", "", "Source: x", "Words."]
)


@settings(deadline=None)
@given(st.lists(HEADS, max_size=8).map("\n".join))
def test_any_head_is_read(text):
    check(text.encode())


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from(["text", "title", "date", "source", "lang", "x"]), inner, max_size=4)
    ),
)


@settings(deadline=None)
@given(st.lists(JSON, min_size=1, max_size=3).map(lambda values: "\n".join(map(json.dumps, values))))
def test_any_json_is_read_or_refused(text):
    check(text.encode())
