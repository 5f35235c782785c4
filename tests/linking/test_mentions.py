"""What is compared of an incident, and under which keys it is found."""

from dataclasses import replace

import pytest

from gawah.errors import StoreError
from gawah.linking import Mention, list_keys, list_lookups, pack_mention, unpack_mention
from gawah.linking.terms import list_own_words, list_terms
from gawah.pipeline import describe_coding, read_text

STORY = (
    "FICTION\n\nGunmen of the Red Slate Front killed four fishermen at a jetty in Gwadar on Monday, harbour master"
    " Karim Sabzal said. Police said the gunmen had come by boat."
)


def mention_of(text, **about):
    (told,) = describe_coding(read_text(text, **about).coding)
    return unpack_mention(told.document)


def test_a_mention_holds_what_is_compared():
    mention = mention_of(STORY, published="2019-05-14")
    day = 18029  # Monday 13 May 2019, in days since 1970
    assert (mention.first_day, mention.last_day) == (day, day)
    assert (mention.country, mention.killed, mention.place is not None) == ("PK", 4, True)
    assert "sabsal" in mention.words
    assert not {"gwadar", "monday", "police"} & set(mention.words)


def test_news_without_a_day_is_of_the_days_before_it_was_published():
    mention = mention_of("FICTION\n\nA car bomb killed six people in Quetta.", published="2019-05-14")
    assert (mention.first_day, mention.last_day) == (18028, 18030)


def test_doers_without_a_name_are_no_side():
    mention = mention_of("FICTION\n\nUnknown gunmen killed six people in Quetta on 4 May 2019.")
    assert mention.sides == ()


def test_countries_and_what_any_report_says_are_no_names():
    mention = mention_of(STORY.replace("Police", "The Pakistani navy and police"), published="2019-05-14")
    assert not {"pakistani", "te"} & set(mention.words)


def test_other_words_count_where_few_reports_have_them():
    mention = mention_of(STORY, published="2019-05-14")
    assert {"fisherme", "jett"} <= set(mention.terms)
    assert not {"killed", "police", "slate"} & set(mention.terms)


@pytest.mark.parametrize(
    ("name", "own"),
    [
        ("the Somali town of Baidoa", ["baidoa"]),
        ("Kisunga-Mbau area", ["kisunga", "mbau"]),
        ("a Congo village", []),
        ("central India", []),
        ("North Waziristan", ["north", "waziristan"]),
    ],
)
def test_what_kind_of_place_it_is_and_where_is_no_part_of_its_name(name, own):
    assert list_own_words(name) == own


def test_mourners_mourn_in_one_word():
    told = "a mourner wept while the others were mourning"
    assert list_terms(told, (), 9).count("mourn") == 1


def test_rebels_with_a_capital_are_still_nobody_in_particular():
    mention = mention_of("FICTION\n\nRebels killed eight policemen in Quetta on 4 May 2019.")
    assert mention.sides == ()


@pytest.mark.parametrize(
    ("day", "number"), [("on 4 May 2019", 125), ("on 4 May", 125), ("in May 2019", None), ("in 2019", None)]
)
def test_the_day_of_the_year_is_known_without_the_year(day, number):
    assert mention_of(f"FICTION\n\nUnknown gunmen killed six people in Quetta {day}.").year_day == number


def test_a_packed_mention_comes_back_whole():
    mention = mention_of(STORY, published="2019-05-14")
    assert unpack_mention(pack_mention(mention)) == mention


def test_a_mention_of_another_form_says_what_to_do():
    packed = pack_mention(mention_of(STORY, published="2019-05-14"))
    with pytest.raises(StoreError, match="verify --rebuild"):
        unpack_mention(b"[0" + packed[2:])


BASE = replace(
    Mention("a", "t", 100, 100, "PK", "balocistan", "mac", 29.86, 67.33, 5.0, "settlement", "bombing", ("bombing",)),
    killed=7,
    injured=9,
    year_day=103,
)


@pytest.mark.parametrize(
    ("other", "met"),
    [
        (replace(BASE, event_id="b", first_day=104, last_day=104), True),
        (replace(BASE, event_id="b", first_day=130, last_day=130), False),
        (replace(BASE, event_id="b", lat=29.99, lon=67.51, place="sibi"), True),
        (replace(BASE, event_id="b", lat=34.0, lon=71.5, place="pesavar"), False),
        (replace(BASE, event_id="b", lat=34.0, lon=71.5), True),  # of one name: the position may be wrong
        (replace(BASE, event_id="b", lat=None, lon=None, place=None, precision="country"), True),
        (replace(BASE, event_id="b", first_day=90, last_day=120), True),  # the same town, only the month told
        (replace(BASE, event_id="b", first_day=90, last_day=120, place=None, precision="province"), True),
        (replace(BASE, event_id="b", first_day=None, last_day=None, killed=None, injured=None, year_day=None), False),
        (replace(BASE, event_id="b", first_day=None, last_day=None, killed=1, injured=1, year_day=103), True),
        (replace(BASE, event_id="b", first_day=None, last_day=None, killed=1, injured=1, year_day=104), False),
        (replace(BASE, event_id="b", first_day=None, last_day=None, killed=7), True),
        (replace(BASE, event_id="b", first_day=None, last_day=None, injured=9), True),
        (replace(BASE, event_id="b", country=None, lat=None, lon=None, place="mag", killed=7), True),
        (replace(BASE, event_id="b", country=None, lat=None, lon=None, place="mag", killed=6), False),
        (replace(BASE, event_id="b", lat=None, lon=None, place="mag", admin1="sind"), False),
    ],
)
def test_what_blocking_brings_together_is_found_from_either_side(other, met):
    assert bool(set(list_keys(BASE)) & set(list_lookups(other))) is met
    assert bool(set(list_keys(other)) & set(list_lookups(BASE))) is met


def test_spellings_of_a_victims_name_are_one_name():
    texts = [
        "FICTION\n\nMohammad Hussain, a teacher, was shot dead by gunmen in Quetta on 3 May 2019.",
        "FICTION\n\nMuhammad Husayn, a teacher, was shot dead by gunmen in Quetta on 3 May 2019.",
    ]
    assert {mention_of(text).names for text in texts} == {("muhamadhusain",)}
