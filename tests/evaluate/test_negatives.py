"""Texts without incident: which of them are read as if they told of one."""

import pytest

from gawah.errors import GoldError, ReportTooSlow
from gawah.evaluate import evaluate_negatives


@pytest.fixture
def texts(tmp_path):
    for name, text in {"cup": "They won the cup.", "shares": "Shares fell.", "match": "A killer shot."}.items():
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    (tmp_path / "README.md").write_text("no report", encoding="utf-8")
    return tmp_path


def read_shots(name, text):
    if "shot" not in text:
        return {"incidents": []}
    start = text.index("killer")
    entry = {"path": "/type", "quote": "killer shot", "start": start, "end": start + 11}
    return {"incidents": [{"type": "armed_attack", "evidence": [entry]}, {"type": None, "evidence": []}]}


def test_alarms_are_listed_with_words_and_rule(texts):
    found = evaluate_negatives(texts, read_shots, explain=lambda name, path: f"rule of {path}")
    assert found.documents == 3
    assert found.alarmed == ("match",)
    assert found.share == pytest.approx(1 / 3)
    first, second = found.alarms
    assert (first.document, first.type, first.rule) == ("match", "armed_attack", "rule of /incidents/0/type")
    assert (first.excerpt.before, first.excerpt.quote, first.excerpt.after) == ("A ", "killer shot", ".")
    assert (second.type, second.excerpt) == (None, None)


def test_no_alarm(texts):
    found = evaluate_negatives(texts, lambda name, text: {"incidents": []})
    assert (found.share, found.alarms, found.failures) == (0.0, (), ())


def test_a_text_that_cannot_be_read_is_told(texts):
    def refuse(name, text):
        raise ReportTooSlow(name, "took too long", "split it")

    found = evaluate_negatives(texts, refuse)
    assert [name for name, _ in found.failures] == ["cup", "match", "shares"]
    assert found.share == 0.0


def test_a_folder_without_texts(tmp_path):
    with pytest.raises(GoldError, match=r"no \*\.txt"):
        evaluate_negatives(tmp_path, read_shots)
