"""Words, sentences and the layout of texts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gawah.coding.rules.layout import find_blocks
from gawah.coding.rules.tokens import split_words


def sentences(text: str) -> list[str]:
    tokens = split_words(text, [(0, len(text))])
    return [text[tokens.starts[a] : tokens.ends[b - 1]] for a, b in tokens.sentences]


def test_titles_and_initials_end_no_sentence() -> None:
    text = "Gen. A. Rafiq met Mr. Sand. The U.S. envoy left at 6 p.m. on Friday. Nobody spoke."
    assert sentences(text) == [
        "Gen. A. Rafiq met Mr. Sand.",
        "The U.S. envoy left at 6 p.m. on Friday.",
        "Nobody spoke.",
    ]


def test_closing_quotation_marks_belong_to_their_sentence() -> None:
    assert sentences('"We saw smoke." Then it was quiet.') == ['"We saw smoke."', "Then it was quiet."]


def test_sentences_without_a_space_between_them() -> None:
    assert sentences("Two people died.Police came later.") == ["Two people died.", "Police came later."]


def test_text_without_capitals_parts_at_two_spaces() -> None:
    assert len(sentences("the shop burned.  nobody was hurt.  police came.")) == 3


@given(st.text())
def test_words_stand_at_their_offsets(text: str) -> None:
    tokens = split_words(text, [(0, len(text))])
    assert all(text[a:b] == w for a, b, w in zip(tokens.starts, tokens.ends, tokens.words, strict=True))
    assert [n for a, b in tokens.sentences for n in range(a, b)] == list(range(len(tokens.words)))


@given(st.text(st.sampled_from("ab. \n"), min_size=1), st.frozensets(st.sampled_from(["a", "b", "ab", "."])))
def test_words_are_found_where_they_stand(text: str, wanted: frozenset[str]) -> None:
    tokens = split_words(text, [(0, len(text))])
    found = [n for n, low in enumerate(tokens.lows) if low in wanted]
    assert tokens.find_all(wanted) == found
    assert [n for number in range(len(tokens.sentences)) for n in tokens.find(wanted, number)] == found
    for number, places in tokens.find_by_sentence(wanted).items():
        first, last = tokens.sentences[number]
        assert places
        assert all(first <= n < last for n in places)


ARTICLE = """= Orchard bombing =

Infobox
- Location: Orchard, Westland
- Fatalities: 3

A bomb exploded on Monday.

== Reactions ==
The mayor condemned it.

==See also==
- List of bombings in Westland
"""


def test_blocks_of_an_article() -> None:
    blocks = [(b.kind, b.key, ARTICLE[b.start : b.end]) for b in find_blocks(ARTICLE)]
    assert blocks == [
        ("title", "Orchard bombing", "Orchard bombing"),
        ("infobox", "location", "Orchard, Westland"),
        ("infobox", "fatalities", "3"),
        ("paragraph", "", "A bomb exploded on Monday."),
        ("heading", "Reactions", "Reactions"),
        ("paragraph", "Reactions", "The mayor condemned it."),
        ("heading", "See also", "See also"),
        ("links", "See also", "- List of bombings in Westland"),
    ]


def test_head_lines_end_where_prose_begins() -> None:
    text = "FICTION\nTitle: A blast\nSource: The Valley Post\n\nPolice said: two died.\nDate: not a head line\n"
    kinds = [b.kind for b in find_blocks(text)]
    assert kinds == ["notice", "head", "head", "paragraph", "paragraph"]


def test_headings_that_run_into_their_paragraphs_stand_apart():
    text = "Two were hurt.== Attacks ===== Herat ===The bomb went off.== References ==A book."
    assert [(b.kind, text[b.start : b.end]) for b in find_blocks(text)] == [
        ("paragraph", "Two were hurt."),
        ("heading", "Attacks"),
        ("heading", "Herat"),
        ("paragraph", "The bomb went off."),
        ("heading", "References"),
        ("links", "A book."),
    ]


@pytest.mark.parametrize(
    "notice",
    ["FICTION.", "FICTION:", "FICTION", "FICTION. Everything in this report is invented.", "FICTION (invented)."],
)
def test_a_report_may_follow_the_notice_of_its_invention_in_one_line(notice):
    text = f"{notice} A bomb killed nine people, police said."
    blocks = find_blocks(text)
    assert [block.kind for block in blocks] == ["notice", "paragraph"]
    assert text[blocks[1].start : blocks[1].end] == "A bomb killed nine people, police said."


def test_fiction_in_a_sentence_is_no_notice():
    assert [block.kind for block in find_blocks("Fiction writers were among the nine killed.")] == ["paragraph"]
