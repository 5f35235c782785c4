"""Things attacked or damaged, by the words that say so. All of it is FICTION."""

import pytest

from gawah.coding import code
from gawah.coding.rules.phrases import tag_words
from gawah.coding.rules.targets import find_targets, merge_targets, strongest_effect
from gawah.coding.rules.tokens import split_words
from gawah.model import CodingInput, Text


def read(text):
    parsed = tag_words(split_words(text, [(0, len(text))]))
    found = [t for first, last in parsed.tokens.sentences for t in find_targets(parsed, first, last)]
    return [(parsed.words(t.start, t.end), t.effect) for t in found]


@pytest.mark.parametrize(
    ("text", "things"),
    [
        ("Gunmen set ablaze three trucks on the road.", [("three trucks", None)]),
        ("They set three trucks ablaze.", [("three trucks", None)]),
        ("A blast blew up a school in Ardil.", [("school", "destroyed")]),
        ("Militants fired at the house of a policeman.", [("house of a policeman", None)]),
        ("The bomb destroyed the embassy's gate.", [("embassy's gate", "destroyed")]),
        ("It was an attack on a checkpoint.", [("checkpoint", None)]),
        ("Power pylons were dynamited.", [("Power pylons", "destroyed")]),
        ("The blast killed nine, damaging at least 12 vehicles.", [("at least 12 vehicles", "damaged")]),
        ("A car bomb exploded in front of the Hotel Meridal.", [("Hotel Meridal", None)]),
        ("The two buses were set on fire by the mob.", [("two buses", None)]),
        ("The bus carrying pilgrims was hit by a roadside bomb.", [("bus", None)]),
        ("Raiders looted shops and burned houses.", [("shops", "looted"), ("houses", None)]),
        (
            "The attack destroyed a police station and two patrol cars.",
            [("police station", "destroyed"), ("two patrol cars", "destroyed")],
        ),
    ],
)  # fmt: skip
def test_things_are_read(text, things):
    assert read(text) == things


@pytest.mark.parametrize(
    "text",
    [
        "Gunmen attacked nine miners.",
        "No building was damaged.",
        "The church was not damaged.",
        "They planned to attack a bridge.",
        "A car laden with explosives went off.",
        "Gunmen attacked the driver of a bus.",
        "A bomb went off on Ardil Road.",
    ],
)
def test_people_plans_bearers_and_denials_are_left_out(text):
    assert read(text) == []


def test_later_mentions_join_the_first_and_the_worst_effect_holds():
    text = "A bomb went off at a mosque. The mosque was destroyed. Another mosque was damaged."
    parsed = tag_words(split_words(text, [(0, len(text))]))
    found = [t for first, last in parsed.tokens.sentences for t in find_targets(parsed, first, last)]
    told = merge_targets(found)
    assert [len(mentions) for mentions in told] == [2, 1]
    assert [strongest_effect(mentions) for mentions in told] == ["destroyed", "damaged"]


def test_targets_are_asserted_with_their_words():
    text = "Gunmen killed three guards and set fire to two trucks in Quetta on Monday. The trucks were gutted."
    coding = code([CodingInput(Text.of("sha256:x", "plain@1", text, language="en"))])[0]
    (said,) = [a for a in coding.assertions if a.field.startswith("targets/")]
    assert said.field == "targets/t1"
    assert said.value == {"description": "two trucks", "effect": "destroyed"}
    assert [text[s.start : s.end] for s in said.spans] == ["set fire to two trucks", "trucks were gutted"]
