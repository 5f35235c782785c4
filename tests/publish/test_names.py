"""A hidden name is found however it is written, and other words are left alone."""

import pytest

from gawah.publish.names import Hidden, NameIndex
from gawah.publish.spellings import is_same_name

INDEX = NameIndex(
    [
        Hidden("Gul Nar Sharifi", "Victim 1"),
        Hidden("محمد رضا حسینی", "Victim 2"),
        Hidden("Élodie N'Diaye", "Victim 3"),
        Hidden("Mahnaz", "Victim 4"),
        Hidden("Rose May", "Victim 5"),
        Hidden("Abd al-Rahman bin Yusuf", "Victim 6"),
    ]
)

MASKED = {
    "Gul Nar Sharifi, 34, died.": "[Victim 1], 34, died.",
    "Gulnar Sharifi was": "[Victim 1] was",
    "SHARIFI, Gul Nar": "[Victim 1]",
    "Mrs. Sharifi's brother said": "Mrs. [Victim 1]'s brother said",
    "G. N. Sharifi": "[Victim 1]",
    "G.N.S. was": "[Victim 1]. was",
    "Mohammed Reza Hosseini fled": "[Victim 2] fled",
    "Mohammad Riza Husayni": "[Victim 2]",
    "حسینی گفت": "[Victim 2] گفت",
    "ومحمد رضا": "[Victim 2]",
    "Elodie NDiaye": "[Victim 3]",
    "É. N’Diaye": "[Victim 3]",
    "elodie-ndiaye-funeral.html": "[Victim 3]-funeral.html",
    "https://x.org/2021/gulnar-sharifi": "https://x.org/2021/[Victim 1]",
    "GulNarSharifi.jpg": "[Victim 1].jpg",
    "<b>Gul</b> <i>N</i>ar Shar\u00adifi left": "<b>[Victim 1] left",
    "G&#117;l N&#97;r": "[Victim 1]",
    "Gul\u200b \u200bNar": "[Victim 1]",
    "Ｇｕｌ Ｎａｒ": "[Victim 1]",
    "Gul\nNar": "[Victim 1]",
    "mahnaz said": "[Victim 4] said",
    "Abdul Rahman Yousef": "[Victim 6]",
    "Yusuf Abd al-Rahman": "[Victim 6]",
}


@pytest.mark.parametrize(("text", "masked"), MASKED.items())
def test_a_hidden_name_is_masked_however_it_is_written(text, masked):
    assert INDEX.mask(text, brackets=True) == masked


@pytest.mark.parametrize(
    "text",
    ["the U.S. army", "a rose in May", "the mogul narrates", "Sharif was here", "Shah Reza Pahlavi", "He said so."],
)
def test_other_words_are_left_alone(text):
    assert INDEX.mask(text) == text


def test_a_word_that_may_be_of_two_persons_is_nobody_s():
    index = NameIndex([Hidden("Gul Khan", "Victim 1"), Hidden("Ahmad Khan", "Victim 2")])
    assert index.mask("Khan fell; Ahmad Khan fled") == "[name withheld] fell; Victim 2 fled"


def test_a_word_of_a_place_stands_where_it_stands_alone():
    index = NameIndex([Hidden("Ali Quetta", "Victim 1")], spared={"quetta"})
    assert index.mask("He left Quetta. Ali Quetta fell") == "He left Quetta. Victim 1 fell"


def test_spellings_of_one_name():
    assert is_same_name("Gul Nâr", "gul nar")
    assert is_same_name("Muhammad Rida", "محمد رضا") or is_same_name("Muhammad Riza", "محمد رضا")
    assert not is_same_name("Gul Nar", "Gul Khan")
