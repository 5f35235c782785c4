"""The page of errors: whole, safe, and in need of nothing else."""

import base64
import hashlib
import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from gawah.evaluate import errors_html, score_predictions

GOLDEN = Path(__file__).parent / "golden"
NASTY = "\"><script>alert(1)</script>'&lt; <img src=x onerror=y>"


class Page(HTMLParser):
    """Collects elements and text, and sees that what is opened is closed."""

    VOID = frozenset(("meta", "input", "link", "img", "br"))

    def __init__(self, html):
        super().__init__(convert_charrefs=True)
        self.open, self.elements, self.text = [], [], []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.text.append((self.open[-1] if self.open else None, data))

    def all(self, tag):
        return [attrs for name, attrs in self.elements if name == tag]

    def inside(self, tag):
        return "".join(data for name, data in self.text if name == tag)


@pytest.fixture(scope="module")
def evaluation():
    return score_predictions(*(GOLDEN / name for name in ("gold.jsonl", "predictions.jsonl", "text")))


@pytest.fixture(scope="module")
def page(evaluation):
    return Page(errors_html(evaluation))


def test_every_error_is_there_and_can_be_filtered(page, evaluation):
    articles = page.all("article")
    expected = [(m.field, m.kind, m.detail) for m in evaluation.mistakes]
    assert [(a["data-field"], a["data-kind"], a["data-detail"]) for a in articles] == expected
    offered = {option["value"] for option in page.all("option")}
    assert {value for error in expected for value in error} <= offered
    assert page.open == []


def test_the_table_counts_the_errors_by_class(page, evaluation):
    buttons = {(b["data-field"], b["data-kind"]) for b in page.all("button")}
    assert buttons == {(m.field, m.kind) for m in evaluation.mistakes}
    html = errors_html(evaluation)
    assert re.search(r'data-field="incidents" data-kind="miss"[^>]*>2</button>', html)


def test_the_words_around_a_quote_are_shown_with_the_quote_marked(page):
    assert "on Saturday 3 May" in page.inside("mark")
    assert ", and wounded six people." in page.inside("q")


def test_nothing_is_asked_from_elsewhere(page):
    assert not [attrs for _, attrs in page.elements if {"src", "href", "action", "srcset"} & set(attrs)]
    assert not page.all("link")
    style = page.inside("style")
    assert "url(" not in style
    assert "@import" not in style


def test_the_policy_allows_this_script_and_this_style_alone(page):
    policy = next(m["content"] for m in page.all("meta") if m.get("http-equiv") == "Content-Security-Policy")

    def digest(content):
        return base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()

    script, style = digest(page.inside("script")), digest(page.inside("style"))
    assert policy == f"default-src 'none'; style-src 'sha256-{style}'; script-src 'sha256-{script}'"
    assert not [attrs for _, attrs in page.elements if any(name.startswith("on") or name == "style" for name in attrs)]


def test_text_from_outside_is_escaped_everywhere(tmp_path):
    told = {"type": NASTY, "date_start": "2031-05-03", "evidence": {"type": NASTY}}
    gold = {"doc": NASTY, "incidents": [told]}
    read = {"doc": NASTY, "incidents": [told | {"type": NASTY + "2", "weapons": [NASTY]}]}
    for name, document in (("gold", gold), ("read", read)):
        (tmp_path / name).write_text(json.dumps(document), encoding="utf-8")
    found = score_predictions(tmp_path / "gold", tmp_path / "read", explain=lambda document, path: NASTY)
    page = Page(errors_html(found))
    assert len(page.all("script")) == 1
    assert not page.all("img")
    assert NASTY in page.inside("b")
    assert NASTY in page.inside("code")
    assert f"{NASTY} → {NASTY}2" in {a["data-detail"] for a in page.all("article")}


def test_a_page_without_errors_is_whole():
    found = score_predictions(GOLDEN / "gold.jsonl", GOLDEN / "gold.jsonl")
    page = Page(errors_html(found))
    assert page.all("article") == []
    assert "0 errors" in page.inside("output")
