"""Which of a report's dates is the day of the violence."""

import pytest


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("Gunmen killed three people in Kaduna on 3 March 2031.", "2031-03-03"),
        ("On March 3, 2031, gunmen killed three people in Kaduna.", "2031-03-03"),
        ("Gunmen killed three people in Kaduna on Sunday.", "2031-05-04"),
        ("Gunmen killed three people in Kaduna yesterday.", "2031-05-05"),
        ("Gunmen killed three people in Kaduna in March 2031.", "2031-03"),
        ("Gunmen killed three people in Kaduna on 3 March.", "2031-03-03"),
        ("Police said on Monday that gunmen had killed three people in Kaduna on Saturday.", "2031-05-03"),
        ("Gunmen killed three people in Kaduna on Saturday, police said on Monday.", "2031-05-03"),
        ("On Monday the court convicted two men. Gunmen killed three people in Kaduna on 3 March 2030.", "2030-03-03"),
    ],
)
def test_the_day_of_the_violence(incidents_of, text, edtf):
    assert incidents_of(text, published="2031-05-06")[0]["date"]["edtf"] == edtf


@pytest.mark.parametrize(
    "text",
    [
        "Gunmen killed three people in Kaduna, police said on Monday.",
        "Gunmen killed three people in Kaduna. On Monday the minister visited the wounded.",
        "Gunmen killed three people in Kaduna.",
    ],
)
def test_the_day_of_a_statement_is_not_the_day_of_the_violence(incidents_of, text):
    date = incidents_of(text, published="2031-05-06")[0]["date"]
    assert date is None or date["start"] is None


def test_without_a_year_the_month_and_day_are_kept(incidents_of):
    date = incidents_of("Gunmen killed three people in Kaduna on 24 November.")[0]["date"]
    assert (date["edtf"], date["start"]) == ("XXXX-11-24", None)


def test_the_year_may_be_given(incidents_of):
    date = incidents_of("Gunmen killed three people in Kaduna on 24 November.", year=2030)[0]["date"]
    assert (date["edtf"], date["precision"]) == ("2030-11-24", "day")


def test_an_entry_under_a_date_happened_on_it(incidents_of):
    text = "Date: 2031-05-06\n\nGunmen killed three people in Kaduna.\n"
    (incident,) = incidents_of(text)
    assert incident["date"]["edtf"] == "2031-05-06"
    assert [p["quote"] for p in incident["evidence"] if p["path"] == "/date"] == ["2031-05-06"]


def test_a_relative_day_needs_the_report_s_date(incidents_of):
    date = incidents_of("Gunmen killed three people in Kaduna on Sunday.")[0]["date"]
    assert date is None or date["start"] is None


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("Clerks stopped work on Sunday over the bomb that killed a nurse last Thursday.", "2031-05-01"),
        ("Bells rang yesterday for the nine men who were shot dead in Herat on 4 March 1988.", "1988-03-04"),
        ("Gunmen killed two men in Herat, police said on Tuesday, a day after the attack.", "2031-05-05"),
        ("Two years after gunmen killed twenty people in Herat, the trial began.", "2029~"),
        ("Gunmen killed nine people in Herat on Monday. Four more were killed the next day.", "2031-05-05"),
        ("It was the second attack on Herat since May 2020. A bomb killed two people.", None),
        ("A bomb killed two in Herat on May 2 days after a blast hit a convoy.", "2031-05-02"),
        ("In the small hours of Friday men forced the door. Two nurses were shot dead.", "2031-05-02"),
    ],
)
def test_each_date_belongs_to_its_own_act(incidents_of, text, edtf):
    (incident, *_) = incidents_of(text, published="2031-05-06")
    assert incident["date"]["edtf"] == edtf


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        (
            "Lima, 17 May 2001 (Tarsk News). Police said a farmer was kidnapped three days ago near Huanta.",
            "2001-05-14",
        ),
        ("Madrid, 14 Apr 1998. Gunmen killed two men in Toledo last Friday.", "1998-04-10"),
        ("HERAT, 20 Nov - Gunmen killed two men in a cafe yesterday.", "XXXX-11-19"),
    ],
)
def test_days_count_from_the_dateline(incidents_of, text, edtf):
    assert incidents_of(text)[0]["date"]["edtf"] == edtf


def test_a_step_counts_from_the_date_told_before_it(incidents_of):
    text = "Gunmen killed nine people in Herat on 3 May 2031. Four men were shot dead in Kabul two days later."
    assert [i["date"]["edtf"] for i in incidents_of(text)] == ["2031-05-03", "2031-05-05"]


_SHOT = "Gunmen killed nine herders in Tahoua, Niger"


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        (f"7 May 2031\n\n{_SHOT} today.", "2031-05-07"),
        (f"07.05.2031\n\n{_SHOT} today.", "2031-05-07"),
        ("Weekly bulletin\nMay 7, 2031\n\n1. Gunmen kill nine herders in Tahoua, Niger.", "2031-05-07"),
        (f"Daily note, Wednesday 7 May 2031\n\n{_SHOT} yesterday.", "2031-05-06"),
        (f"Communiqué of 7 May 2031. {_SHOT} yesterday.", "2031-05-06"),
        (f"{_SHOT} on Sunday, a nurse said on Wednesday (7 May 2031).", "2031-05-04"),
        (f"{_SHOT} on 07/05/2031.", "2031-05-07"),
        (f"{_SHOT} on 05/07/2031, a week after that of 04/30/2031.", "2031-05-07"),
        ("In March 2031 gunmen killed nine herders in Tahoua, Niger.", "2031-03"),
        (f"NIAMEY, May 7 (Tarsk) - {_SHOT} on Wednesday.", "XXXX-05-07"),
        (
            "Niamey, 9 May 2031. On the night of Tuesday to Wednesday gunmen killed nine herders in Tahoua.",
            "2031-05-06",
        ),
        ("It was the worst raid on Tahoua since May 2030, when gunmen killed nine herders.", "2030-05"),
        (f"{_SHOT}. The vote on 9 May 2031 will go on.", None),
    ],
)
def test_what_the_head_and_those_who_speak_tell_of_the_day(incidents_of, text, edtf):
    (incident, *_) = incidents_of(text)
    assert (incident["date"] or {"edtf": None})["edtf"] == edtf


@pytest.mark.parametrize(
    ("text", "day"),
    [
        (
            "The 1998 Kirkel arson was an attack in Kirkel, Germany, in the early hours of 3 November 1998. "
            "A guard was killed.",
            "1998-11-03",
        ),
        (
            "There were many raids in 2018. On Friday, 9 March, gunmen killed a teacher in Tela, Honduras.",
            "2018-03-09",
        ),
        (
            "Between 3 and 7 June 2021 nurses treated 20 people in Bunia, DR Congo, after gunmen killed four there "
            "in a raid on 1 June.",
            "2021-06-01",
        ),
    ],
)
def test_the_day_is_found_in_what_the_text_says_elsewhere(incidents_of, text: str, day: str) -> None:
    assert [i["date"]["edtf"] for i in incidents_of(text)] == [day]


def test_the_day_of_the_court_is_not_that_of_the_attack(incidents_of) -> None:
    (incident,) = incidents_of(
        "A court in Bamako, Mali, on Thursday, 29 May 2014, handed down two sentences for the attack on a hotel. "
        "Gunmen had killed 19 guests there on 2 March 2011."
    )
    assert incident["date"]["edtf"] == "2011-03-02"


def test_what_was_done_at_the_same_hour_has_the_day_of_the_news(incidents_of) -> None:
    told = incidents_of(
        "Guerrillas blew up a bridge near Tame, Colombia, on 3 May 2001. "
        "At the same hour they fired shots at the mayor's house in Saravena."
    )
    assert [i["date"]["edtf"] for i in told] == ["2001-05-03", "2001-05-03"]


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("Chindwin Eye, 6 May 2022\nYesterday soldiers burned 60 houses at Hakha, Myanmar.", "2022-05-05"),
        ("Statement by the clinic, Haiti - 8 October 2023\nOn Friday gunmen killed nine at Liancourt.", "2023-10-06"),
        (
            "Coast Courier\nFriday, 30 Oct 2020, 18:40\nToday police shot three people dead in Zahedan, Iran.",
            "2020-10-30",
        ),
        (
            "Testimony taken down at Nebaj on 4 March 1997\nIt was in June of 1982. Soldiers killed ten men at Chajul.",
            "1982-06",
        ),
    ],
)
def test_the_day_of_a_heading_is_what_the_report_counts_from(incidents_of, text, edtf):
    assert incidents_of(text)[0]["date"]["edtf"] == edtf


@pytest.mark.parametrize(
    "text",
    [
        "The family of a vendor shot dead by gunmen in Kaduna buried him on Friday.",
        "A woman wounded in the bomb blast that killed four in Kaduna succumbed on Sunday.",
        "Residents marched on Saturday to protest the killing of two farmers by gunmen in Kaduna.",
        "A man was extradited on Friday over the bombing that killed nine people in Kaduna.",
        "Nine miners killed by gunmen in Kaduna were laid to rest on Friday.",
        "On Friday the nine miners killed by gunmen in Kaduna were cremated.",
        "The governor on Tuesday imposed a curfew after gunmen killed nine miners in Kaduna.",
        "Police on Sunday paraded two men who are accused of killing nine miners in Kaduna.",
        "Two soldiers hurt in an ambush that killed four in Kaduna died on Sunday.",
    ],
)
def test_a_day_of_what_followed_is_not_that_of_the_violence(incidents_of, text):
    (incident, *_) = incidents_of(text, published="2031-05-07")
    assert incident["date"] is None or incident["date"]["start"] is None


@pytest.mark.parametrize(
    "text",
    [
        "The attack took place on Monday, killing two traders in Kaduna.",
        "The raid by gunmen that killed two in Kaduna was carried out on Monday.",
        "The killing of a teacher by gunmen in Kaduna on Monday shocked the town.",
        "Protesters were marching on Monday when police opened fire in Kaduna, killing two.",
        "The bus left Kaduna on Monday and was ambushed by rebels, who killed nine passengers.",
        "On Monday, they said, gunmen shot nine traders in Kaduna.",
        "Gunmen killed a man identified as Musa Bello at a checkpoint in Kaduna on Monday.",
        "A man was overpowered on Monday after stabbing three people in Kaduna.",
    ],
)
def test_a_day_told_beside_the_violence_is_its_own(incidents_of, text):
    (incident, *_) = incidents_of(text, published="2031-05-07")
    assert incident["date"]["edtf"] == "2031-05-05"


def test_a_weekday_counts_back_from_that_of_who_speaks_where_the_dateline_has_no_year(incidents_of):
    text = "KADUNA, March 14 - Gunmen killed nine people in Zaria late on Tuesday, police said on Thursday."
    assert incidents_of(text)[0]["date"]["edtf"] == "XXXX-03-12"


def test_a_year_is_made_a_day_by_a_sentence_without_violence_of_its_own(incidents_of):
    text = (
        "Twenty years after 26 peasants were shot dead at Huanta, Peru, a court in Lima jailed an officer. "
        "The patrol entered the village on 14 May 1988."
    )
    (incident, *_) = incidents_of(text, published="2008-04-09")
    assert incident["date"]["edtf"] == "1988-05-14"


def test_a_bracket_of_who_files_a_report_is_no_part_of_its_first_sentence(incidents_of):
    text = "(Press Desk, New York, June 10, 2031) Gunmen shot a reporter dead in Jos on June 6, his editor said."
    (incident, *_) = incidents_of(text)
    assert (incident["date"]["edtf"], incident["place"]["name"]) == ("2031-06-06", "Jos")
