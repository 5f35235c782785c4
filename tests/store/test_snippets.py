"""Where in a text the words stand that were looked for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gawah.store.full_text import fold_text, read_words
from gawah.store.snippets import find_sought


def find(content, words):
    return [content[start:end] for start, end in find_sought(content, read_words(words))]


@pytest.mark.parametrize(
    ("content", "words", "found"),
    [
        ("Straße und STRASSE", "strasse", ["Straße", "STRASSE"]),
        ("le café  brûlé", "cafe", ["café"]),
        ("le café  brûlé", '"cafe brule"', ["café  brûlé"]),
        ("cafe\u0301s", "cafe", ["cafe\u0301"]),
        ("ﬁre and fire", "fire", ["ﬁre", "fire"]),
        ("كابُل", "کابل", ["كابُل"]),
        ("爆炸造成两人死亡", "炸造成", ["炸造成"]),
        ("爆炸造成两人死亡", "死", ["死"]),
        ("It is said that IS came", "IS", ["IS"]),
        ("It is said that IS came", "is", ["is", "IS"]),
        ("bombs 💣 bomb", "bomb", ["bomb", "bomb"]),
        ("nothing", "else", []),
    ],
)
def test_words_are_found_in_their_own_letters(content, words, found):
    assert find(content, words) == found


@given(st.text(max_size=60), st.text(min_size=3, max_size=6))
def test_what_is_found_folds_to_what_was_sought(content, part):
    sought = read_words(f'"{part}"')
    found = find_sought(content, sought)
    assert bool(found) == any(wanted in fold_text(content) for wanted in sought.parts) or sought.terms
    for start, end in found:
        assert 0 <= start < end <= len(content)
        if sought.parts:
            assert any(wanted in fold_text(content[start:end]) for wanted in sought.parts)
