"""What is kept of where a report comes from: publisher, time, kind, whom it cites."""

import pytest

from gawah.model import Given
from gawah.record import ReportHeader
from gawah.sources.dates import parse_moment

WORDS = "\n\nGunmen shot dead two drivers on the road to the mine, an officer told Reuters.\n"


@pytest.mark.parametrize(
    ("said", "moment"),
    [
        ("2031-05-04T23:30:00+05:00", "2031-05-04T23:30:00+05:00"),
        ("2031-05-04T18:30:00.123Z", "2031-05-04T18:30:00Z"),
        ("Sun, 04 May 2031 23:30:00 +0500", "2031-05-04T23:30:00+05:00"),
        ("Sun, 04 May 2031 18:30:00 GMT", "2031-05-04T18:30:00Z"),
        ("2031-05-04T23:30:00", None),
        ("2031-05-04", None),
        ("4 May 2031, 10:30", None),
        ("soon", None),
    ],
)
def test_moments_are_read_with_their_zone_or_not_at_all(said, moment):
    assert parse_moment(said) == moment


def test_the_day_is_that_of_the_place_and_the_time_is_kept_beside_it(read_one):
    source = read_one(b"Published: Sun, 04 May 2031 23:30:00 +0500" + WORDS.encode())
    assert source.text.published == "2031-05-04"
    assert source.acquisition.published_at == "2031-05-04T23:30:00+05:00"
    assert source.given == (Given("published", "2031-05-04", "header"),)
    assert ReportHeader.of(source).published_at == "2031-05-04T23:30:00+05:00"


def test_a_sentence_behind_a_date_is_no_time(read_one):
    source = read_one(b"Published: Sun, 04 May 2031 23:30:00 +0500 two men died" + WORDS.encode())
    assert source.text.published is None
    assert source.acquisition.published_at is None


def test_what_the_publisher_tells_of_the_kind(read_one):
    assert read_one(b"Source: Reuters" + WORDS.encode()).text.kind == "agency"
    assert read_one(b"URL: https://www.hrw.org/news/2031" + WORDS.encode()).text.kind == "ngo"
    assert read_one(b"Source: Reuters\nKind: testimony" + WORDS.encode()).text.kind == "testimony"
    assert read_one(b"Source: Nobody's Gazette" + WORDS.encode()).text.kind is None
    assert read_one(b"Source: Reuters\n\n= Mine shooting =" + WORDS.encode()).text.kind == "encyclopedia"


def test_an_address_tells_the_publisher(read_one):
    source = read_one(b"URL: https://www.dawn.com/news/1" + WORDS.encode())
    assert source.acquisition.publisher == "Dawn"
    assert [given.key for given in source.given] == ["url"]


def test_whom_a_report_cites(read_one):
    assert read_one(WORDS.encode()).acquisition.cites == ("Reuters",)
    assert read_one(b"Source: Reuters" + WORDS.encode()).acquisition.cites == ()
    assert read_one(b"Sources: A diary; Reuters" + WORDS.encode()).acquisition.cites == ("A diary", "Reuters")
