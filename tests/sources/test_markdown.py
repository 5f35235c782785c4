"""Markdown: what is told as such, its front matter, what becomes of its marks."""

import pytest

from gawah.errors import ReportError
from gawah.model import Given
from gawah.sources import read_source
from gawah.sources.markdown import tells


@pytest.mark.parametrize(
    ("beginning", "expected"),
    [
        ("# Title\nWords.", True),
        ("Words.\n\n## Section\n\nWords.", True),
        ("Title\n=====\n\n* an item", True),
        ("**Bold** and [a link](https://a.example).", True),
        ("- one\n- two\n\n> quoted", False),
        ("#Hashtag words", False),
        ("#!/bin/sh\n# a comment", False),
        ("Four men -- two of them brothers -- died.", False),
        ("2021-01-04\n----------\nWords.", False),
        ("Words with * a star and a [bracket].", False),
    ],
)
def test_what_is_markdown(beginning, expected):
    assert tells(beginning.encode(), beginning) == expected


def test_marks_become_structure_and_words(read_one):
    payload = (
        b'# Four *killed*\n\nA **bomb**\nkilled [four](https://a.example "x") men at 5\\*.\n\n1. one\n2. two\n\n'
        b"> Quoted &amp; said.\n\n![A bridge](b.png)\n\n```\ncode  here\n```\n\n<script>x</script>\n"
        b"<b>HTML</b> too  \nnew line\n"
    )
    assert read_one(payload).text.content == (
        "= Four killed =\n\nA bomb killed four men at 5*.\n\n- one\n- two\n\nQuoted & said.\n\ncode here\n\n"
        "HTML too\nnew line\n"
    )


def test_front_matter_is_given(read_one):
    payload = (
        b"---\ntitle: 'Four killed'\ndate: 2031-05-10\nauthor: x\ntags: [a]\n---\n\nA bomb **killed** [four](x) men.\n"
    )
    source = read_one(payload)
    assert source.text.content == "A bomb killed four men.\n"
    assert source.given == (
        Given("published", "2031-05-10", "markup"),
        Given("title", "Four killed", "markup"),
    )


@pytest.mark.parametrize("matter", ["a: [", "- x", "a: " + "[" * 3000, "&a [*a]"])
def test_front_matter_that_is_none_is_no_obstacle(read_one, matter):
    assert read_one(f"---\n{matter}\n---\n# Title\n\nWords.\n".encode()).text.content == "= Title =\n\nWords.\n"


@pytest.mark.parametrize("unit", ["[", "*a **b ", "> ", "- ", "![", "`", "<b>", "|a|", "# x\n", "&amp;", "[a](b", "_"])
def test_large_and_broken_documents_end(unit):
    (result,) = read_source("d.md", b"# Title\n\nWords.\n\n" + unit.encode() * 20_000)
    assert not isinstance(result, ReportError) or "\n" not in str(result)
