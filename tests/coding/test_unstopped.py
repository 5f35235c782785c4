"""Texts whose punctuation is lost are read sentence by sentence all the same."""

import pytest

from gawah.coding.rules.tokens import split_words

TEXT = (
    "A gardener was hurt by a shell in Sorvane town in Talwar District on May 11 reports Daily Excelsior "
    "The shell fired at the old mill burst in its yard Three carts were damaged by the blast Police "
    "said nobody has been arrested Suspected rebels had attacked the same mill in April"
)


def _sentences(text: str) -> list[str]:
    tokens = split_words(text, [(0, len(text))])
    return [text[tokens.starts[first] : tokens.ends[last - 1]] for first, last in tokens.sentences]


def test_sentences_end_before_words_that_only_begin_one_and_behind_the_newspaper() -> None:
    assert [s.split()[0] for s in _sentences(TEXT)] == ["A", "The", "Three", "Police", "Suspected"]
    assert _sentences(TEXT)[0].endswith("Daily Excelsior")


@pytest.mark.parametrize(
    "text",
    [
        "The chairman of The Hague Initiative and a reporter of The News were hurt by a shell near the gate of the old "
        "hotel, which stands on the road to the port and was closed by the army in May.",
        "Gunmen killed a guard near The Gate hotel",
    ],
)
def test_a_sentence_with_punctuation_or_of_few_words_stays_whole(text: str) -> None:
    assert len(_sentences(text)) == 1


def test_what_is_told_behind_is_read_by_its_own_sentence(incidents_of) -> None:
    (incident,) = incidents_of(
        "Rebels threw a bomb at the home of a judge in Sorvane area of Talwar District on November 26 reports "
        "Daily Excelsior The bomb burst in the yard and two cooks were hurt The Red Dawn Front has claimed "
        "responsibility for the attack Police arrested a suspect in Sorvane on November 27"
    )
    assert incident["claimed"] is True
    assert {r["type"] for r in incident["responses"]} >= {"claim_of_responsibility", "arrest"}
