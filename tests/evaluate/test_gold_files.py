"""Gold files that cannot be used are refused in one line that names the file, the line and what to do."""

import json

import pytest

from gawah.errors import GoldError
from gawah.evaluate import evaluate, score_predictions
from gawah.evaluate.gold import read_documents


@pytest.fixture
def write(tmp_path):
    def write_lines(*lines):
        path = tmp_path / "gold.jsonl"
        path.write_text("\n".join(lines), encoding="utf-8")
        return path

    return write_lines


def test_documents_are_named_by_doc_or_by_the_reports_path(write):
    path = write('{"doc": "a", "incidents": []}', "", '{"report": {"path": "x/b.txt"}, "incidents": []}')
    assert list(read_documents(path)) == ["a", "b"]


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("{", "not JSON"),
        ("[1]", "not an object"),
        ('{"doc": "b"}', "needs `doc`"),
        ('{"incidents": []}', "needs `doc`"),
        ('{"doc": "b", "incidents": {}}', "needs `doc`"),
        ('{"doc": "a", "incidents": []}', "'a' stands twice"),
    ],
)
def test_a_line_that_is_no_document(write, line, problem):
    path = write('{"doc": "a", "incidents": []}', line)
    with pytest.raises(GoldError, match=rf"gold\.jsonl: line 2: .*{problem}") as caught:
        read_documents(path)
    assert "\n" not in str(caught.value)


def test_a_file_that_is_not_there_or_not_text(tmp_path):
    with pytest.raises(GoldError, match="nowhere"):
        read_documents(tmp_path / "nowhere")
    (tmp_path / "binary").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(GoldError, match=r"binary.*UTF-8"):
        read_documents(tmp_path / "binary")


def test_a_text_that_is_not_there(write, tmp_path):
    path = write('{"doc": "a", "incidents": []}')
    with pytest.raises(GoldError, match=r"a\.txt"):
        evaluate(path, tmp_path, lambda name, text: {"incidents": []})


@pytest.mark.parametrize(
    "incident", ["text", {"place": {"lat": "north", "lon": 1}}, {"perpetrators": 7}, {"claim": "yes"}]
)
def test_an_incident_of_another_shape(write, incident):
    path = write(json.dumps({"doc": "a", "incidents": [incident]}))
    with pytest.raises(GoldError, match="a: an incident of gold has a shape"):
        score_predictions(path, path)
