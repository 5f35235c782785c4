"""An older act that a sentence goes over to is an incident of its own, and what it did is no part of the news."""

import pytest


def best(count):
    return count["best"] if count else None


@pytest.mark.parametrize(
    "text",
    [
        "A constable was shot dead in Multan on Thursday, two days after gunmen killed five policemen there.",
        "The blast in Multan on Thursday came four days after a suicide bomber killed 31 people at a college. It killed"
        " one man.",
        "A bomb killed one trader in Multan on Thursday, just hours after the bombing of a mosque in nearby Lodhran in"
        " which six died.",
    ],
)
def test_the_toll_of_what_came_days_before_is_no_part_of_it(incidents_of, text):
    main = incidents_of(text, published="2031-05-16")[0]
    assert (best(main["killed"]), main["date"]["edtf"], main["place"]["name"]) == (1, "2031-05-15", "Multan")


def test_what_came_before_is_background(incidents_of):
    text = "A constable was shot dead in Multan on Thursday, two days after gunmen killed five policemen there."
    _, older = incidents_of(text, published="2031-05-16")
    assert (older["told_as"], best(older["killed"]), older["main"]) == ("background", 5, False)


@pytest.mark.parametrize(
    "text",
    [
        "A soldier died in Multan on Thursday, two days after he was wounded.",
        "Two days after the attack, police shot dead a suspect in Multan.",
        "The dead were buried in Multan on Thursday, two days after the attack.",
    ],
)
def test_days_after_what_is_told_part_nothing(page_of, text):
    assert len(page_of(text).parsed.tokens.sentences) == 1
