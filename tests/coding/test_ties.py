"""Groups tied to acts in the many wordings of reporters; no tie where nobody is accused."""

import pytest

from gawah.coding.rules.attribution import choose_doers, find_accusations
from gawah.coding.rules.claims import ClaimMention, accuse_claimants, find_claims
from gawah.coding.rules.page import Page, read_page
from gawah.model import CodingInput, Text

_LEAD = "A bomb killed four traders at a market on Monday. "


def _read(text: str) -> tuple[Page, list[int]]:
    page = read_page(CodingInput(Text.of("sha256:x", "plain@1", text, language="en")))
    return page, list(range(len(page.parsed.tokens.sentences)))


def _claims(text: str) -> list[ClaimMention]:
    return find_claims(*_read(text))


def _doers(text: str) -> dict[str, str]:
    page, numbers = _read(text)
    accused = find_accusations(
        page.parsed, page.actors, page.harms, page.triggers, numbers, page.speeches, page.suspects
    )
    claimed = accuse_claimants(page, find_claims(page, numbers))
    return {d[0].name: d[0].basis for d in choose_doers([*accused, *claimed], "bombing")}


@pytest.mark.parametrize(
    ("text", "name", "basis"),
    [
        ("Police pointed the finger at the Tarsk Hawks.", "Tarsk Hawks", "accused_by_authorities"),
        ("Officials laid the blast at the feet of the Tarsk Hawks.", "Tarsk Hawks", "accused_by_authorities"),
        ("The army held the Sons of the Valley responsible.", "Sons of the Valley", "accused_by_authorities"),
        ("The army put the attack down to the Sons of the Valley.", "Sons of the Valley", "accused_by_authorities"),
        ("Police attributed the bombing to the Sons of the Valley.", "Sons of the Valley", "accused_by_authorities"),
        ("The trail leads to the Tarsk Hawks, police said.", "Tarsk Hawks", "accused_by_authorities"),
        ("The attack bore the hallmarks of the Tarsk Hawks.", "Tarsk Hawks", "accused_by_others"),
        ("The attackers wore the armbands of the Tarsk Hawks.", "Tarsk Hawks", "reported_as_fact"),
        ("Residents suspect the group known as the Tarsk Hawks.", "Tarsk Hawks", "suspected"),
        ("Suspicion fell on the Tarsk Hawks.", "Tarsk Hawks", "suspected"),
        ("Police believe the attack was ordered by the Tarsk Hawks.", "Tarsk Hawks", "suspected"),
        ("The attackers called themselves the Sons of the Valley.", "Sons of the Valley", "reported_as_fact"),
        ("Police identified the bombers as members of the Tarsk Hawks.", "Tarsk Hawks", "accused_by_authorities"),
    ],
)  # fmt: skip
def test_wordings_of_blame_suspicion_and_identity(text: str, name: str, basis: str) -> None:
    assert _doers(_LEAD + text) == {name: basis}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("A statement signed by the Tarsk Hawks claimed the attack.", "Tarsk Hawks"),
        ("A leaflet of the Tarsk Hawks was found near the stall.", "Tarsk Hawks"),
        ("A man who spoke for the Tarsk Hawks telephoned a radio station and claimed the attack.", "Tarsk Hawks"),
        ("The Tarsk Hawks said in an e-mail that they had planted the bomb.", "Tarsk Hawks"),
        ("The Tarsk Hawks announced on Telegram that one of its fighters had attacked the market.", "Tarsk Hawks"),
        ("The Tarsk Hawks owned up to the attack. Fighters of the Tarsk Hawks fled.", "Tarsk Hawks"),
    ],
)
def test_wordings_of_a_claim(text: str, name: str) -> None:
    assert [c.actor.name for c in _claims(_LEAD + text) if c.actor] == [name]
    assert _doers(_LEAD + text)[name] == "claimed"


@pytest.mark.parametrize(
    "text",
    [
        "Police did not point to the Tarsk Hawks.",
        "The dead were members of the Tarsk Valley Cooperative.",
        "The mayor laid a wreath at the door of the Church of the Valley.",
        "The minister read a letter from the Teachers of the Valley.",
        "The children wore the colours of the Tarsk Rovers.",
        "The Red Cross said it had treated nine people.",
    ],
)
def test_no_tie_where_nobody_is_accused(text: str) -> None:
    assert _doers(_LEAD + text) == {}


def test_short_forms_name_the_whole() -> None:
    text = "Fighters of the Northern Dawn Alliance (NDA) killed a judge. The Alliance fled. The NDA said nothing."
    page, _ = _read(text)
    assert [m.name for _, _, m in page.actors.spans if m.sort == "named"] == ["Northern Dawn Alliance"] * 3


def test_capitals_of_a_wire_keep_the_names_of_bodies() -> None:
    text = "COMMANDOS OF THE PEOPLE'S COFFEE FRONT KILLED TWO SOLDIERS LAST NIGHT NEAR THE TOWN."
    assert "People's Coffee Front" in _doers(text)


def test_the_two_brothers_are_told_by_their_surname() -> None:
    text = (
        "Bombing suspect Adem Karov was charged with the attack that killed three people. "
        "His younger brother Ilyas died in hospital. The Karov brothers set off two bombs."
    )
    assert set(_doers(text)) == {"Adem Karov", "Ilyas Karov"}
