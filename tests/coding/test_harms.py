"""Who was harmed, how many, by whom, in the clauses that news writes."""

import pytest

from gawah.coding.rules.figures import Toll, add_up
from gawah.coding.rules.harms import Harm, find_harms
from gawah.coding.rules.parties import list_parties
from gawah.coding.rules.phrases import Parsed, tag_words
from gawah.coding.rules.tokens import split_words
from gawah.coding.rules.triggers import find_triggers


def read(text: str) -> tuple[Parsed, list[Harm]]:
    parsed = tag_words(split_words(text, [(0, len(text))]))
    return parsed, find_harms(parsed, find_triggers(parsed.tokens.lows, parsed.tags))


def figures(text: str) -> dict[str, tuple[int | None, int | None, int | None]]:
    parsed, harms = read(text)
    real = [h for h in harms if h.real]
    tolls: list[Toll] = add_up(parsed, list_parties(parsed, real), real, [])
    current = [t for t in tolls if t.status == "current"]
    return {t.measure: (t.count.low, t.count.best, t.count.high) for t in reversed(current)}


@pytest.mark.parametrize(
    ("text", "killed", "injured"),
    [
        ("Gunmen killed four farmers and wounded two others.", 4, 2),
        ("Two soldiers, a nurse and a driver were shot dead by unidentified men.", 4, None),
        ("A blast left 14 people dead and 30 wounded.", 14, 30),
        ("We condemn the killing on 28 August of two nurses in Aguablanca.", 2, None),
        ("The bomb claimed the lives of nine worshippers.", 9, None),
        ("Raiders stormed the village, killing a shopkeeper while injuring three guards.", 1, 3),
        ("A constable was killed while another was injured in the ambush.", 1, 1),
        ("The shelling resulted in the deaths of 21 people.", 21, None),
        ("Seven labourers died on the spot and two more succumbed to their injuries in hospital.", 9, None),
        ("A teacher, who was walking home, was gunned down near the bridge.", 1, None),
        ("A clerk of the council, identified as Omar Dastan, was shot dead on Friday.", 1, None),
        ("Militants hacked three shepherds to death.", 3, None),
        ("A guard was on May 3, injured in a grenade attack.", None, 1),
        ("The death toll rose to 15.", 15, None),
        ("Three farmers were killed and 16 injured Tuesday when the police fired.", 3, 16),
        ("Two traders were killed and four wounded Monday in the market.", 2, 4),
        ("At least three passengers lost their lives and ten sustained injuries.", 3, 10),
    ],
)
def test_clauses(text: str, killed: int | None, injured: int | None) -> None:
    found = figures(text)
    assert found.get("killed", (None, None, None))[1] == killed
    assert found.get("injured", (None, None, None))[1] == injured


@pytest.mark.parametrize(
    "text",
    [
        "No one was injured in the blast.",
        "There were no casualties.",
        "However, there was no report of any injury.",
        "Nobody was hurt when the device went off.",
    ],
)
def test_nobody_is_a_figure_of_none(text: str) -> None:
    assert figures(text)["injured"] == (0, 0, 0)


def test_bounds_are_kept() -> None:
    assert figures("At least 12 people were killed and up to 40 wounded.") == {
        "killed": (12, 12, None),
        "injured": (None, 40, 40),
    }


def test_parts_are_not_added_to_their_whole() -> None:
    assert figures("The bombing killed 12 people, including three children.")["killed"] == (12, 12, 12)


def test_others_are_added_across_sentences() -> None:
    text = "Two men were killed at the gate. Ten other people died on the way to hospital."
    assert figures(text)["killed"] == (12, 12, 12)


def test_a_revised_toll_supersedes_the_first() -> None:
    assert figures("Five people were killed. By evening the death toll had risen to 8.")["killed"][1] == 8


def test_the_same_people_told_again_are_not_added() -> None:
    assert figures("Six miners were killed. The miners were killed before dawn.")["killed"][1] == 6


@pytest.mark.parametrize(
    "text",
    [
        "The men planned to kill the governor.",
        "The group threatened to kill ten hostages.",
        "Police foiled a plot to murder two judges.",
        "A storm could kill hundreds of people.",
    ],
)
def test_what_did_not_happen_is_not_real(text: str) -> None:
    assert not any(h.real and h.victims for h in read(text)[1])


def test_agents_of_active_passive_and_participle() -> None:
    for text in (
        "Masked gunmen killed two traders.",
        "Two traders were killed by masked gunmen.",
        "Masked gunmen raided the market, killing two traders.",
    ):
        parsed, harms = read(text)
        assert [parsed.words(g.start, g.end) for g in harms[0].agents] in (["Masked gunmen"], ["masked gunmen"])


def test_things_and_animals_are_no_victims() -> None:
    assert figures("The fire killed 40 goats and damaged three shops.") == {}


def test_those_left_dead_are_named_whether_or_not_they_are_counted() -> None:
    _, harms = read("An attack on a convoy left dozens of civilians and soldiers dead.")
    assert [(h.measure, len(h.victims)) for h in harms if h.real] == [("killed", 2)]
