"""Who says it: speakers before and behind, within one another, over sentences."""

import pytest

from gawah.coding.rules.phrases import tag_words
from gawah.coding.rules.speech import find_speech, speaker_at
from gawah.coding.rules.tokens import split_words


def _speaker(text: str, word: str) -> tuple[str, str] | None:
    parsed = tag_words(split_words(text, [(0, len(text))]))
    speech = speaker_at(find_speech(parsed), parsed.tokens.words.index(word))
    return (speech.speaker, speech.role) if speech else None


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("Police said that gunmen fired.", "gunmen", ("Police", "police_or_military")),
        ("POLICE SAID THAT GUNMEN FIRED.", "GUNMEN", ("POLICE", "police_or_military")),
        ("Three men were killed, police said on Monday.", "Three", ("police", "police_or_military")),
        ("The guard was alone, said Omar Haddad, a witness.", "guard", ("Omar Haddad, a witness", "witness")),
        ("Medics claim that gunmen fired.", "gunmen", ("Medics", "medic")),
        ("According to witnesses, gunmen fired.", "gunmen", ("witnesses", "witness")),
        ("The ministry said that clerks had told it gunmen fired.", "gunmen", ("The ministry > clerks", "unknown")),
        ("Quoting witnesses, police said that gunmen fired.", "gunmen", ("police > witnesses", "witness")),
        ("Police said gunmen came. He added that rain fell.", "rain", ("Police", "police_or_military")),
    ],
)  # fmt: skip
def test_the_speaker_of_a_word(text: str, word: str, expected: tuple[str, str]) -> None:
    assert _speaker(text, word) == expected


def test_a_quotation_runs_on_over_its_sentences() -> None:
    text = 'Police said: "They fired at us. Later they fled." Rain fell.'
    assert _speaker(text, "fled") == ("Police", "police_or_military")
    assert _speaker(text, "Rain") is None


def test_a_colon_before_a_quotation_names_the_speaker() -> None:
    assert _speaker('The mayor: "Gunmen came at dawn."', "dawn") == ("The mayor", "government")


def test_a_short_name_keeps_the_role_that_the_full_one_had() -> None:
    text = "Police chief Omar Haddad said gunmen came. Haddad said rain fell."
    assert _speaker(text, "rain") == ("Haddad", "police_or_military")


def test_an_outlet_that_only_reports_is_no_speaker() -> None:
    assert _speaker("Gunmen fired, Dawn reports.", "Gunmen") is None


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Binda Superintendent of Police (SP), K L Marav said that gunmen fired.", "K L Marav"),
        ("Superintendent of Police P. Hanse said that gunmen fired.", "P. Hanse"),
    ],
)
def test_an_office_before_a_name_is_the_speakers(text: str, speaker: str) -> None:
    told = _speaker(text, "gunmen")
    assert told is not None
    assert told[0].endswith(speaker)
    assert told[1] == "police_or_military"


def test_an_officer_posted_somewhere_says_nothing() -> None:
    assert _speaker("The constable, posted at the northern gate, saw gunmen.", "gunmen") is None


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("The mayor went to Harbel, met the bereaved families and announced compensation.", "families", None),
        ("Friday Mr Bel said that rain fell.", "rain", ("Mr Bel", "unknown")),
        ("On Friday Mr Bel declined what he called a trick, and said that rain fell.", "rain", ("Mr Bel", "unknown")),
    ],
)
def test_no_thing_no_day_and_no_bare_pronoun_speaks(text: str, word: str, expected: tuple[str, str] | None) -> None:
    assert _speaker(text, word) == expected


@pytest.mark.parametrize(
    ("sentence", "speaker"),
    [
        (
            "Gunmen killed ten people in Gao, Mali, a local official and residents said.",
            "a local official and residents",
        ),
        ("Gunmen killed ten people in Gao, police and witnesses said.", "police and witnesses"),
    ],
)
def test_whom_it_was_done_to_does_not_speak(sentence: str, speaker: str) -> None:
    told = _speaker(sentence, "ten")
    assert told is not None
    assert told[0] == speaker
