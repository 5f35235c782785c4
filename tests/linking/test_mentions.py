"""What is compared of an incident, and under which keys it is found."""

from dataclasses import replace

import pytest

from gawah.errors import StoreError
from gawah.linking import Mention, list_keys, list_lookups, pack_mention, unpack_mention
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
    assert "sabzal" in mention.words
    assert not {"gwadar", "monday", "police"} & set(mention.words)


def test_news_without_a_day_is_of_the_days_before_it_was_published():
    mention = mention_of("FICTION\n\nA car bomb killed six people in Quetta.", published="2019-05-14")
    assert (mention.first_day, mention.last_day) == (18028, 18030)


def test_doers_without_a_name_are_no_side():
    mention = mention_of("FICTION\n\nUnknown gunmen killed six people in Quetta on 4 May 2019.")
    assert mention.sides == ()


def test_a_packed_mention_comes_back_whole():
    mention = mention_of(STORY, published="2019-05-14")
    assert unpack_mention(pack_mention(mention)) == mention


def test_a_mention_of_another_form_says_what_to_do():
    packed = pack_mention(mention_of(STORY, published="2019-05-14"))
    with pytest.raises(StoreError, match="verify --rebuild"):
        unpack_mention(b"[0" + packed[2:])


BASE = Mention("a", "t", 100, 100, "PK", "balocistan", "mac", 29.86, 67.33, 5.0, "settlement", "bombing", ("bombing",))


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
        (replace(BASE, event_id="b", first_day=None, last_day=None), False),
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
