"""Who speaks in a text as a whole: statements, letters and communiqués, not news."""

import pytest

from gawah.coding.rules.issuer import find_issuer


@pytest.mark.parametrize(
    ("head", "basis", "name"),
    [
        ("VILAYET OF TESK GOVERNORSHIP\nPRESS RELEASE - 19.08.2017", "accused_by_authorities", None),
        ("Ministry of Defence\nINFORMATION BULLETIN No. 041, 27 January 2020", "accused_by_authorities", None),
        ("Head of the Tesk oblast administration, evening log, 7 November 2022", "accused_by_authorities", None),
        ("Diocese of Tesk\nOpen letter, Sunday 30 November 1997", "accused_by_others", None),
        ("CASE FILE 2020/118 - Memory Centre, Tesk", "accused_by_others", None),
        ("Testimony 212, taken down at Tesk on 4 March 1997", "accused_by_others", None),
        ("News bureau of the Tesk Border Column\nPress note, 15 April 2024", "accused_by_others", "Tesk Border Column"),
    ],
)  # fmt: skip
def test_the_head_says_who_issues_a_text(head: str, basis: str, name: str | None) -> None:
    issuer = find_issuer(f"{head}\n\nRebels attacked the town of Tesk at dawn, killing four people.\n")
    assert issuer is not None
    assert (issuer.basis, issuer.name) == (basis, name)


@pytest.mark.parametrize(
    "head",
    [
        "TESK, 4 May (Wire) - Rebels attacked a statement-maker.",
        "Title: Statement shocks Tesk\nSource: Tesk Bulletin",
        "",
    ],
)
def test_news_has_no_issuer(head: str) -> None:
    long = (
        "Rebels attacked the town of Tesk at dawn and killed four people, the governor said in a statement on Monday, "
        * 2
    )
    assert find_issuer(f"{head}\n{long}") is None


def test_what_a_statement_says_in_its_own_voice_is_its_accusation(incidents_of) -> None:
    text = "Ministry of Defence\nPress release\n\nMen of the Sand Column shot four herders dead at Gao, Mali, on 3 May."
    found = [(p["name"], p["attribution"]) for i in incidents_of(text) for p in i["perpetrators"]]
    assert found == [("Sand Column", "accused_by_authorities")]


def test_our_men_are_the_issuers(incidents_of) -> None:
    text = (
        "Press bureau of the Tesk Border Column\nPress note, 15 April 2024\n\n"
        "Our third battalion attacked a police outpost at Kyeikdon, Myanmar, this morning and killed four policemen."
    )
    found = [(p["name"], p["attribution"]) for i in incidents_of(text) for p in i["perpetrators"]]
    assert found == [("Tesk Border Column", "claimed")]
