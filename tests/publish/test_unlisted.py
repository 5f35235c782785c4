"""Names that nobody listed are found by how they stand in a text; other words with capitals are no names. FICTION."""

import pytest

from gawah.publish.letters import read_letters
from gawah.publish.names import mask
from gawah.publish.unlisted import find_unlisted

W = "[name withheld]"
MASKED = {
    "Gunmen shot dead Gul Nar, 34, a teacher, in Quetta on Monday, police said.": (
        f"Gunmen shot dead {W}, 34, a teacher, in Quetta on Monday, police said."
    ),
    "Rose Young, 34, was killed when a bomb exploded.": f"{W}, 34, was killed when a bomb exploded.",
    "Deputy Commissioner Asad Barech said so.": f"Deputy Commissioner {W} said so.",
    "His wife, Hope, and son of Mirel Anders were hurt": f"His wife, {W}, and son of {W} were hurt",
    "gul nar, 34, died there": f"{W}, 34, died there",
    "Zia (ضیا برن) left": f"{W} ({W}) left",
    "Police identified the dead as Baran Yakoob and Will.": f"Police identified the dead as {W} and {W}.",
    "President Ashraf Onwar condemned it.": f"President {W} condemned it.",
    "Иван Петров fled": f"{W} fled",
    "ညီညီ died": f"{W} died",
    "Mrs. Rose was his witness": f"Mrs. {W} was his witness",
    "Karim s/o Baran was taken": f"{W} s/o {W} was taken",
    "مردی به نام سید محمد رضا حسینی در شهر کویته کشته شد و دیگران": (
        f"مردی به نام سید {W} در شهر کویته کشته شد و دیگران"
    ),
}
PLAIN = (
    "The Supreme Court of Pakistan adjourned. Hundreds fled.",
    "Taliban militants attacked the Bacha Khan University in Charsadda.",
    "Islamic State claimed responsibility through Amaq News Agency.",
    "Human Rights Watch and the Hazara Democratic Party condemned it on 7 March 2017.",
    "Eleven coal miners were taken from their room, AFP and Dawn reported in April 2031.",
    "About 40 people died. Around 12, most of them Shia Muslims, were hurt.",
    "Killed: 11; injured: 4",
    "the government of DR Congo, UCDP GED has it",
)


@pytest.mark.parametrize(("text", "masked"), MASKED.items())
def test_names_are_found(text, masked):
    assert mask(text, find_unlisted(text)) == masked


@pytest.mark.parametrize("text", PLAIN)
def test_other_words_with_capitals_stay(text):
    assert mask(text, find_unlisted(text)) == text


def test_what_is_known_stays():
    assert find_unlisted("in Belmar, Red Slate fell", frozenset({"belmar", "red", "slate"})) == ()


def test_with_less_care_only_what_is_shown_counts():
    assert find_unlisted("Belmar Zorn", care="shown") == ()
    assert find_unlisted("the house of Belmar's widow, Sahar Zorn", care="shown")


@pytest.mark.parametrize("text", [*MASKED, *PLAIN])
def test_what_is_known_of_other_texts_changes_nothing(text):
    words = frozenset({"quetta", "rose", "zia", "nar", "ضیا"})
    mine = words.intersection(read_letters(text).words)
    assert find_unlisted(text, words) == find_unlisted(text, mine) == find_unlisted(text, words | {"belmar"})
    assert find_unlisted(text, frozenset({"belmar"})) == find_unlisted(text)
