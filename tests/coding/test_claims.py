"""Claims of responsibility: by whom, through what, denied, disputed, or by nobody."""

import pytest

from gawah.coding.rules.claims import ClaimMention, accuse_claimants, find_claims, find_shared_claims
from gawah.coding.rules.page import Page, read_page
from gawah.model import CodingInput, Text


def _read(text: str) -> tuple[Page, list[ClaimMention]]:
    page = read_page(CodingInput(Text.of("sha256:x", "plain@1", text, language="en")))
    return page, find_claims(page, list(range(len(page.parsed.tokens.sentences))))


@pytest.mark.parametrize(
    ("text", "channel"),
    [
        (
            "The Taliban claimed responsibility for the blast through the Telegram channel of the Alpha news agency.",
            "the Telegram channel of the Alpha news agency",
        ),
        ("The Taliban accepted responsibility by telephone to a local newspaper.", "telephone to a local newspaper"),
        ("In a statement, the Taliban admitted responsibility for the blast.", "a statement"),
        ("A spokesman for the Taliban, Omar Haddad, claimed responsibility.", "spokesman for the Taliban"),
        ("The Taliban claimed they were responsible for the blast via Twitter and e-mail.", "Twitter and e-mail"),
        ("The Taliban said it carried out the attack.", None),
        ("Responsibility for the blast was claimed by the Taliban.", None),
        ("THE TALIBAN CLAIMED RESPONSIBILITY FOR THE BLAST.", None),
    ],
)
def test_a_claim_and_its_channel(text: str, channel: str | None) -> None:
    _, (claim, *_) = _read(text)
    assert (claim.claimed, claim.denied) == (True, False)
    assert claim.actor is not None
    assert claim.actor.surface.title() == "Taliban"
    assert (claim.channel or "").startswith(channel or "")
    assert (claim.channel is None) == (channel is None)


def test_we_killed_him_by_a_spokesman_is_a_claim() -> None:
    _, claims = _read('A clerk was found dead. "We killed him," a Taliban spokesman told a reporter by phone.')
    assert [c.claimed for c in claims] == [True]


def test_a_letter_left_at_the_spot_claims_for_those_who_left_it() -> None:
    page, (claim,) = _read("The Taliban left a letter at the spot claiming the man was punished for aiding Boko Haram.")
    assert claim.actor is not None
    assert claim.actor.surface == "Taliban"
    assert accuse_claimants(page, [claim])[0].basis == "claimed"


@pytest.mark.parametrize(
    "text",
    [
        "No group has claimed responsibility for the blast.",
        "There was no immediate claim of responsibility.",
        "Nobody has claimed the attack.",
        "The bombing has gone unclaimed.",
    ],
)
def test_the_text_says_that_nobody_claimed(text: str) -> None:
    _, (claim,) = _read(text)
    assert not claim.claimed


@pytest.mark.parametrize(
    "text",
    [
        "He claimed the attack was a mistake.",
        "The blast claimed eleven lives.",
        "The Taliban refused to accept responsibility.",
        "Gunmen of the Taliban killed a clerk.",
    ],
)
def test_other_words_are_no_claim(text: str) -> None:
    assert [c for c in _read(text)[1] if c.claimed] == []


def test_a_denial_is_no_claim_but_a_basis() -> None:
    page, (claim,) = _read("The Taliban denied responsibility for the blast.")
    assert claim.denied
    assert [a.basis for a in accuse_claimants(page, [claim])] == ["denied"]


def test_officials_dispute_a_claim() -> None:
    _, (claim, *_) = _read("The Taliban claimed responsibility for the blast. Army officials rejected the claim.")
    assert [who for who, _, _ in claim.disputed_by] == ["Army officials"]


def test_a_caller_for_a_column_in_a_wire_in_capitals_claims_for_it() -> None:
    text = (
        "A GROUP OF SOME 20 GUERRILLAS OF THE COLUMN OF THE NINTH OF MAY ATTACKED THE TOWN HALL. TWO CLERKS DIED. "
        "IN A TELEPHONE CALL TO RADIO LITORAL, A MAN SPEAKING FOR THE COLUMN CLAIMED RESPONSIBILITY FOR THE ACTION."
    )
    page, (claim, *_) = _read(text)
    assert claim.actor is not None
    assert page.actors.name(claim.actor) == "Column of the Ninth of May"
    assert (claim.channel or "").upper().startswith("A TELEPHONE CALL TO RADIO LITORAL")


@pytest.mark.parametrize(
    ("text", "channel"),
    [
        ("On 20 August the Taliban shot a man and dropped a leaflet on the spot claiming responsibility.", "a leaflet"),
        (
            "The Taliban telephoned a local radio station on Saturday and claimed the attack.",
            "telephoned a local radio",
        ),
    ],
)
def test_a_channel_is_the_medium_alone(text: str, channel: str) -> None:
    _, (claim, *_) = _read(text)
    assert (claim.channel or "").startswith(channel)


def test_a_claim_begins_at_its_claimant() -> None:
    page, (claim, *_) = _read("A Taliban spokesman, Omar Haddad, while claiming the attack asked for calm.")
    assert page.parsed.words(claim.start, claim.end).startswith("A Taliban spokesman")


@pytest.mark.parametrize(("words", "shared"), [("either bombing", 1), ("the bombings", 0)])
def test_nobody_claimed_either_is_said_of_each(words: str, shared: int) -> None:
    page, _ = _read(f"A bus exploded in Kirkuk, killing six. No group took responsibility for {words}.")
    assert len(find_shared_claims(page, [0])) == shared


def test_a_splinter_group_claims_for_itself() -> None:
    page, (claim,) = _read("Jundullah, a splinter group of the Taliban, claimed responsibility for the attack.")
    assert claim.actor is not None
    assert page.actors.name(claim.actor) == "Jundullah"


@pytest.mark.parametrize(
    ("sentence", "day"),
    [
        ("The Red Dawn Army claimed responsibility on 5 January 2021.", "2021-01-05"),
        ("On January 4, 2021 the Red Dawn Army said in a video that it had planted the bomb.", "2021-01-04"),
        ("The Red Dawn Army claimed responsibility for the bombing of 3 January 2021.", None),
        ("The Red Dawn Army claimed responsibility.", None),
    ],
)
def test_a_claim_has_the_day_on_which_it_was_made(incidents_of, sentence: str, day: str | None) -> None:
    (incident,) = incidents_of(f"A bomb killed six people in Quetta, Pakistan, on 3 January 2021. {sentence}")
    assert [claim["date"] for claim in incident["claims"]] == [day]
    assert incident["date"]["edtf"] == "2021-01-03"
