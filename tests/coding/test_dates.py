"""Reading and reckoning of dates. Every sentence here is FICTION."""

import json
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gawah.coding.rules.dates import DateExpr, find_dates, head_date, resolve_date, told_year
from gawah.model import When

REPORT = date(2015, 9, 9)  # a Wednesday
TOLD = When("2013-04-15", "2013-04-15", "2013-04-15", "day")
SHARED = Path(__file__).parents[3] / "shared" / "data" / "modern"


def only(text: str) -> DateExpr:
    (found,) = find_dates(text)
    return found


# words → their surface, EDTF with nothing known, EDTF with a report of 9 September 2015 and an act of 15 April 2013
DAYS = [
    ("The raid of 3 January 2021 failed", "3 January 2021", "2021-01-03", "2021-01-03"),
    ("on January 3, 2021, two", "January 3, 2021", "2021-01-03", "2021-01-03"),
    ("on Wednesday , October 11 , 2006 in", "Wednesday , October 11 , 2006", "2006-10-11", "2006-10-11"),
    ("on Jan. 3 they", "Jan. 3", "XXXX-01-03", "2015-01-03"),
    ("the 3rd of January was", "3rd of January", "XXXX-01-03", "2015-01-03"),
    ("on Jan 3rd in Abad", "Jan 3rd", "XXXX-01-03", "2015-01-03"),
    ("on July the 4th in Abad", "July the 4th", "XXXX-07-04", "2015-07-04"),
    ("4th July, 2014", "4th July, 2014", "2014-07-04", "2014-07-04"),
    ("since 2021-01-03 no", "2021-01-03", "2021-01-03/..", "2021-01-03/.."),
    ("filed 2021-01-03T10:30:00Z", "2021-01-03", "2021-01-03", "2021-01-03"),
    ("on 13/4/2021 in", "13/4/2021", "2021-04-13", "2021-04-13"),
    ("on 4/13/2021 in", "4/13/2021", "2021-04-13", "2021-04-13"),
    ("on 4/4/2021 in", "4/4/2021", "2021-04-04", "2021-04-04"),
    ("on 3/4/2021 in", "3/4/2021", "2021-04-03", "2021-04-03"),
    ("on 31.12.2020 in", "31.12.2020", "2020-12-31", "2020-12-31"),
    ("on Monday, January 3 in", "Monday, January 3", "XXXX-01-03", "2015-01-03"),
    ("on Friday (March 2) in", "Friday (March 2)", "XXXX-03-02", "2015-03-02"),
    ("on 2 March, Friday, in", "2 March, Friday", "XXXX-03-02", "2015-03-02"),
    ("on Tues., Sept. 3 in", "Tues., Sept. 3", "XXXX-09-03", "2015-09-03"),
    ("on Sunday, the 3rd of June", "Sunday, the 3rd of June", "XXXX-06-03", "2015-06-03"),
    ("today, 8 September, they", "today, 8 September", "XXXX-09-08", "2015-09-08"),
    ("on January 9 (Today) they", "January 9 (Today)", "XXXX-01-09", "2015-01-09"),
    ("on December 7 last year they", "December 7 last year", "XXXX-12-07", "2014-12-07"),
    ("by August this year (2016).", "August this year (2016)", "../2016-08", "../2016-08"),
    ("on 10 September police", "10 September", "XXXX-09-10", "2015-09-10"),  # a day of the next clock
    ("on 12 September police", "12 September", "XXXX-09-12", "2014-09-12"),
    ("on 29 February police", "29 February", "XXXX-02-29", "2012-02-29"),
    ("the trial will open on October 16", "October 16", "XXXX-10-16", "2015-10-16"),
    ("will bury those killed on October 16", "October 16", "XXXX-10-16", "2014-10-16"),
    ("on the 3rd, police said", "3rd", None, "2015-09-03"),
    ("on the 25th of this month", "25th of this month", None, "2015-09-25"),
    ("on 14 Jadi 1399 they", "14 Jadi 1399", "2021-01-03", "2021-01-03"),
    ("on Sunday, Jadi 14, 1399 they", "Sunday, Jadi 14, 1399", "2021-01-03", "2021-01-03"),
    ("on 19 Jumada al-Awwal 1442 AH they", "19 Jumada al-Awwal 1442 AH", "2021-01-03~", "2021-01-03~"),
    ("after 24 Asad 1400 they", "24 Asad 1400", None, None),
]
PARTS = [
    ("in May men came", "May", "XXXX-05", "2015-05"),
    ("in late March they", "late March", "XXXX-03", "2015-03"),
    ("in mid-March they", "mid-March", "XXXX-03", "2015-03"),
    ("until March they", "March", "../XXXX-03", "../2015-03"),
    ("last July they", "last July", "XXXX-07", "2015-07"),
    ("in December last they", "December last", "XXXX-12", "2014-12"),
    ("in August of last year they", "August of last year", "XXXX-08", "2014-08"),
    ("in July 1989 they", "July 1989", "1989-07", "1989-07"),
    ("in early 2013 they", "early 2013", "2013", "2013"),
    ("in 2009 they", "2009", "2009", "2009"),
    ("since mid-2013 they", "mid-2013", "2013/..", "2013/.."),
    ("the 2008 Abad attacks", "2008", "2008", "2008"),
    ("in the 1990s they", "1990s", "199X", "199X"),
    ("the summer of 1988 was", "summer of 1988", "1988-22", "1988-22"),
    ("last month they", "last month", None, "2015-08"),
    ("last year they", "last year", None, "2014"),
    ("six months ago they", "six months ago", None, "2015-03~"),
    ("some 10 years ago they", "10 years ago", None, "2005~"),
    ("Earlier in the year they", "Earlier in the year", None, "2013"),
    ("a year after, they", "a year after", None, "2014~"),
]
RELATIVE = [
    ("on Monday, they", "Monday", None, "2015-09-07"),
    ("on Wednesday they", "Wednesday", None, "2015-09-09"),
    ("last Wednesday they", "last Wednesday", None, "2015-09-02"),
    ("next Monday they", "next Monday", None, "2015-09-14"),
    ("the talks will begin on Friday", "Friday", None, "2015-09-11"),
    ("will not bow to Tuesday's blast", "Tuesday", None, "2015-09-08"),
    ("today they", "today", None, "2015-09-09"),
    ("yesterday they", "yesterday", None, "2015-09-08"),
    ("the day before yesterday they", "day before yesterday", None, "2015-09-07"),
    ("two days ago they", "two days ago", None, "2015-09-07"),
    ("a week ago they", "a week ago", None, "2015-09-02~"),
    ("a week earlier they", "a week earlier", None, "2013-04-08~"),
    ("three days later they", "three days later", None, "2013-04-18"),
    ("three days after the bombing they", "three days after", None, "2013-04-18"),
    ("The same day, they", "same day", None, "2013-04-15"),
    ("the next day they", "next day", None, "2013-04-16"),
    ("the previous day they", "previous day", None, "2013-04-14"),
    ("the day before, they", "day before", None, "2013-04-14"),
    ("two hours later they", "two hours later", None, "2013-04-15~"),
    ("two nights later they", "two nights later", None, "2013-04-17"),
    ("last week they", "last week", None, "2015-08-31/2015-09-06"),
    ("this week they", "this week", None, "2015-09-07/2015-09-09"),
    ("over the weekend they", "weekend", None, "2015-09-05/2015-09-06"),
]
RANGES = [
    ("between 3 and 5 May they", "3 and 5 May", "XXXX-05-03/XXXX-05-05", "2015-05-03/2015-05-05"),
    ("3–5 May 2014", "3–5 May 2014", "2014-05-03/2014-05-05", "2014-05-03/2014-05-05"),
    ("May 3-5, 2014", "May 3-5, 2014", "2014-05-03/2014-05-05", "2014-05-03/2014-05-05"),
    ("5 May-3 June 2014", "5 May-3 June 2014", "2014-05-05/2014-06-03", "2014-05-05/2014-06-03"),
    ("from June to August they", "June to August", "XXXX-06/XXXX-08", "2015-06/2015-08"),
    ("from November to February 2014", "November to February 2014", "2013-11/2014-02", "2013-11/2014-02"),
    ("between 2009 and 2011 they", "2009 and 2011", "2009/2011", "2009/2011"),
    ("in 2012-13 they", "2012-13", "2012/2013", "2012/2013"),
    ("from Sunday to Wednesday they", "Sunday to Wednesday", None, "2015-09-06/2015-09-09"),
    ("from Friday to Monday they", "Friday to Monday", None, "2015-09-04/2015-09-07"),
    ("on the night of May 5 and 6 they", "night of May 5 and 6", "XXXX-05-05/XXXX-05-06", "2015-05-05/2015-05-06"),
    ("over the past week they", "past week", None, "2015-09-02/2015-09-09"),
    ("in the last 24 hours they", "last 24 hours", None, "2015-09-08/2015-09-09"),
]


@pytest.mark.parametrize(("text", "surface", "alone", "known"), DAYS + PARTS + RELATIVE + RANGES)
def test_reads_and_reckons(text: str, surface: str, alone: str | None, known: str) -> None:
    expr = only(text)
    assert (expr.surface, text[expr.start : expr.end]) == (surface, surface)
    assert resolve_date(expr).edtf == alone
    assert resolve_date(expr, REPORT, TOLD).edtf == known


@pytest.mark.parametrize(("text", "surface", "alone", "known"), DAYS + PARTS + RELATIVE + RANGES)
def test_reads_upper_case_alike(text: str, surface: str, alone: str | None, known: str) -> None:
    expr = only(text.upper())
    assert expr.surface == surface.upper()
    assert resolve_date(expr, REPORT, TOLD).edtf == known


@pytest.mark.parametrize(
    "text",
    [
        "they may come",
        "at least 3 may have died",
        "SOME OF THEM MAY BE INNOCENT",
        "a march to the capital",
        "CALLED FOR A MARCH",
        "the sun rose and he sat",
        "one second and the second man",
        "2000 people fled",
        "In 2000 villages",
        "in 2013 villages",
        "some 1,200 they",
        "call 051-2021-33",
        "room 2013",
        "the M-19 they",
        "a 10-year-old boy",
        "two years old",
        "60 km an hour",
        "the 3rd Battalion",
        "the 19 April Movement",
        "Bloody Sunday",
        "the Sunday Times",
        "India Today reports",
        "reports Dawn",
        "Jan Mohammad and April Smith",
        "the September 11 attacks",
        "30 February",
        "31/2/2021",
        "$2013 and 20.13%",
        "every Friday",
        "during the last day of talks",
        "24/7",
    ],
)
def test_leaves_alone_what_is_no_date(text: str) -> None:
    assert find_dates(text) == []


@pytest.mark.parametrize(
    ("text", "surface", "time", "edtf"),
    [
        ("on the night of February 16 they", "night of February 16", "night", "2015-02-16"),
        ("in the evening of April 5 they", "evening of April 5", "evening", "2015-04-05"),
        ("on June 26 night they", "June 26 night", "night", "2015-06-26"),
        ("on Monday night they", "Monday night", "night", "2015-09-07"),
        ("last night they", "last night", "night", "2015-09-08"),
        ("this morning they", "this morning", "morning", "2015-09-09"),
        ("at about 8 p.m. on Monday they", "8 p.m. on Monday", "20:00", "2015-09-07"),
        ("on Monday at 12:30 a.m. they", "Monday at 12:30 a.m.", "00:30", "2015-09-07"),
        ("Monday evening at 8 pm they", "Monday evening at 8 pm", "20:00", "2015-09-07"),
        ("AT 0630 [1230 GMT] TODAY", "0630 [1230 GMT] TODAY", "06:30", "2015-09-09"),
        ("in the early hours of May 3", "early hours of May 3", "early hours", "2015-05-03"),
        ("at 3 am they", "3 am", "03:00", None),
        ("at 9 30am they", "9 30am", "09:30", None),
        ("at 1830 hours they", "1830 hours", "18:30", None),
        ("around 11:30 p.m. they", "11:30 p.m.", "23:30", None),
        ("before dawn they", "dawn", "dawn", None),
        ("in the night they", "night", "night", None),
    ],
)
def test_times_of_day(text: str, surface: str, time: str, edtf: str | None) -> None:
    expr = only(text)
    when = resolve_date(expr, REPORT)
    assert (expr.surface, when.time, when.edtf) == (surface, time, edtf)


@pytest.mark.parametrize(
    ("text", "surface", "days"),
    [
        ("for six straight days on the bypass", "six straight days", 6),
        ("a three-day strike", "three-day", 3),
        ("lasted 48 hours", "48 hours", 2),
        ("for two hours", "two hours", None),
        ("for several weeks", "several weeks", None),
        ("for a fortnight", "a fortnight", 14),
        ("a 12-week trial", "12-week", 84),
    ],
)
def test_durations(text: str, surface: str, days: int | None) -> None:
    expr = only(text)
    assert (expr.kind, expr.surface, expr.days) == ("duration", surface, days)
    assert resolve_date(expr, REPORT, TOLD) == When()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("In due course, the group", When(after="2013-04-15")),
        ("Not long after the attack", When(after="2013-04-15")),
        ("days later they", When(after="2013-04-15")),
        ("hours before the attack", When(before="2013-04-15")),
        ("after 3 May 2014 they", When(after="2014-05-03")),
        ("before June 2014 they", When(before="2014-06-01")),
        ("until 3 May 2014", When("../2014-05-03", None, "2014-05-03", "range", before="2014-05-03")),
        ("since 3 May 2014", When("2014-05-03/..", "2014-05-03", None, "range", after="2014-05-03")),
        ("on the 11th anniversary", When()),
    ],
)
def test_order_without_a_day(text: str, expected: When) -> None:
    assert resolve_date(only(text), REPORT, TOLD) == expected


def test_two_days_share_their_month() -> None:
    first, second = find_dates("on May 3 and 5 they")
    assert (resolve_date(first).edtf, resolve_date(second).edtf) == ("XXXX-05-03", "XXXX-05-05")
    assert (first.surface, second.surface) == ("May 3", "5")


def test_the_given_year_goes_before_the_report() -> None:
    assert resolve_date(only("on May 3"), REPORT, year_hint=2012).start == "2012-05-03"


def test_a_later_step_is_dated_from_the_act_where_there_is_no_report_date() -> None:
    assert resolve_date(only("on January 9"), None, When("2021-01-03", "2021-01-03", "2021-01-03", "day")).edtf == (
        "2021-01-09"
    )
    assert resolve_date(only("on April 15"), None, TOLD).edtf == "2013-04-15"
    assert resolve_date(only("on April 14"), None, TOLD).edtf == "2014-04-14"


@pytest.mark.parametrize(
    ("told", "text", "expected"),
    [
        (When("XXXX-04-15"), "three days later", "XXXX-04-18"),
        (When("XXXX-02-27"), "three days later", None),  # 1 or 2 March, as the year is
        (When("2013-04", "2013-04-01", "2013-04-30", "month"), "the following month", "2013-05"),
        (When("2013-04", "2013-04-01", "2013-04-30", "month"), "a year later", "2014~"),
        (When("2013", "2013-01-01", "2013-12-31", "year"), "the following year", "2014"),
        (When("2013", "2013-01-01", "2013-12-31", "year"), "three days later", None),
        (When(), "the next day", None),
    ],
)
def test_steps_from_a_date_that_is_not_full(told: When, text: str, expected: str | None) -> None:
    assert resolve_date(only(text), None, told).edtf == expected


def test_nothing_is_reckoned_off_the_calendar() -> None:
    assert resolve_date(only("900 years ago"), date(300, 1, 1)) == When()
    assert resolve_date(only("next week"), date(9999, 12, 31)) == When()


@pytest.mark.parametrize(
    ("text", "expected", "surface"),
    [
        ("2015-09-12\n\nMen fought.", "2015-09-12", "2015-09-12"),
        ("Blast in Abad\nSunday, March 4, 2012\n\nMen fought.", "2012-03-04", "Sunday, March 4, 2012"),
        ("| | | Wednesday , October 11 , 2006 | Men fought", "2006-10-11", "Wednesday , October 11 , 2006"),
        ("Blast\nPublished: 3 May 2014\n\nOn 2 May 2014 they", "2014-05-03", "3 May 2014"),
        ("Blast\nLast updated on May 3, 2014 at 10:00\n\nMen", "2014-05-03", "May 3, 2014 at 10:00"),
        ("Abad profile Published 17 January 2018 The town", "2018-01-17", "17 January 2018"),
        ("   ABAD, 3 JAN 90 (ACAN-EFE) -- [TEXT] MEN FOUGHT", "1990-01-03", "3 JAN 90"),
        ("   ABAD (FARLAND), JUNE 11 89 (AFP) -- [TEXT] MEN", "1989-06-11", "JUNE 11 89"),
        ("ABAD, Jan 3, 2019 (AFP) — Men fought", "2019-01-03", "Jan 3, 2019"),
        ("Men fight June 17 , 1999 ABAD , Farland ( ANN ) -- Men", "1999-06-17", "June 17 , 1999"),
        ("ABAD, Jan 3 (AFP) — Men fought", None, ""),
        ("= Blast =\n\nInfobox\n- Date: 3 January 2021\n\nOn 3 January 2021, they", None, ""),
        ("On 3 January 2021, men fought.", None, ""),
        ("A report published on 3 May 2014 said", None, ""),
        ("Men fought.", None, ""),
        ("", None, ""),
    ],
)
def test_head_date(text: str, expected: str | None, surface: str) -> None:
    found = head_date(text)
    assert (found and found[0].isoformat()) == expected
    assert found is None or text[found[1].start : found[1].end] == surface


def test_a_dateline_without_a_year_needs_one() -> None:
    found = head_date("QUETTA, Jan 3 (AFP) — FICTION", year_hint=2021)
    assert found is not None
    assert found[0] == date(2021, 1, 3)


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("on September 23 men; he was held on September 22, 2013", 2013),
        ("on January 2 men; he was held on December 30, 2013", 2014),
        ("on May 30 men will train by August this year (2016)", 2016),
        ("on September 23 men; he was held on March 22, 2013", None),
        ("on September 23 men; a war of 2005", None),
    ],
)
def test_a_year_told_elsewhere(text: str, year: int | None) -> None:
    first, *others = find_dates(text)
    found = told_year(first, others)
    assert (found and found[0]) == year
    assert found is None or found[1] in others


def test_a_part_of_the_text_keeps_the_offsets_of_the_whole() -> None:
    text = "On 1 May 2014 men. On 3 May 2014 men. On 5 May 2014 men."
    (found,) = find_dates(text, 19, 38)
    assert (found.surface, found.start) == ("3 May 2014", 22)


def test_offsets_hold_where_lower_case_is_longer() -> None:
    text = "İİİ on 3 May 2014"
    assert text[only(text).start : only(text).end] == "3 May 2014"


def test_long_runs_take_no_longer_than_long_texts() -> None:
    """Each would take minutes if a pattern went back over what it had read."""
    for text in ("last" + " " * 60_000, "3 " * 30_000, "the " * 15_000 + "May", "\n" * 60_000 + "May 3", "2" * 60_000):
        assert len(find_dates(text)) <= 1
        head_date(text)


WORDS = """
    on in the of at 3 5 31 30 2013 1990 May March january Dec. 03 JAN 90 Monday Sun night last next this that same two
    a few days day week year years month months ago later earlier before after between and to - – / , ( ) [ . early
    late mid-2013 mid summer 1990s 2021-01-03 13/4/2021 8 pm a.m. 0630 GMT today yesterday weekend anniversary 11th
    first due course since until will for straight hour hours past İ 29 February 9999 1500
"""


@given(st.lists(st.sampled_from(WORDS.split()), max_size=14).map(" ".join) | st.text(max_size=60))
def test_any_text_is_read_verbatim_and_reckoned_in_order(text: str) -> None:
    found = find_dates(text)
    assert all(text[each.start : each.end] == each.surface and each.surface for each in found)
    assert all(a.end <= b.start for a, b in pairwise(found))
    for each in found:
        for report in (None, REPORT, date.min, date.max):
            for told in (
                None,
                TOLD,
                When("XXXX-02-28", precision="day"),
                When("2013", "2013-01-01", "2013-12-31", "year"),
            ):
                when = resolve_date(each, report, told)
                assert not (when.start and when.end) or when.start <= when.end
                assert when.start is None or date.fromisoformat(when.start)
                assert (when.precision == "unknown") == (when.edtf is None)
    head_date(text)


def test_most_dated_incidents_of_the_shared_gold_have_words_that_resolve_to_their_date() -> None:
    if not SHARED.is_dir():
        pytest.skip("no ../shared/data/modern beside the checkout")
    documents = [json.loads(line) for line in (SHARED / "gold.jsonl").read_text("utf-8").splitlines()]
    hits = [hit for document in documents for hit in _hits(document)]
    assert len(hits) > 100
    assert sum(hits) / len(hits) >= 0.96


def _hits(document: dict[str, object]) -> list[bool]:
    """For each incident with a date: whether some expression of the text resolves to it."""
    text = (SHARED / "text" / f"{document['doc']}.txt").read_text("utf-8")
    head = head_date(text)
    report = head[0] if head else None
    found = find_dates(text)
    first = [resolve_date(each, report, None, _year(each, found)) for each in found]
    told = [when for when in first if when.edtf]
    steps = [
        resolve_date(each, report, base) for each in found if each.anchor in ("incident", "previous") for base in told
    ]
    known = {when.start or when.edtf or "" for when in first + steps} | ({report.isoformat()} if report else set())
    wanted = [i.get("date_start") or i.get("date_edtf") for i in document["incidents"]]  # type: ignore[attr-defined]
    return [any(_agrees(date_, want) for date_ in known) for want in wanted if want]


def _year(expr: DateExpr, found: list[DateExpr]) -> int | None:
    told = told_year(expr, found)
    return told[0] if told else None


def _agrees(found: str, wanted: str) -> bool:
    return found[4:] == wanted[4:] if wanted.startswith("XXXX") else found.startswith(wanted)
