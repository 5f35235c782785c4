"""Dates of publication, languages, and what a user gives."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gawah.errors import UsageError
from gawah.model import Given
from gawah.sources import give_as_user
from gawah.sources.dates import parse_date
from gawah.sources.language import guess_language


@pytest.mark.parametrize(
    "said",
    [
        "2021-01-04",
        "2021-01-04T23:30:00+05:00",
        "2021-01-04T10:30:00.123Z",
        "2021-01-04 10:30",
        "2021-01-04 10:30:00 UTC",
        "2021/01/04",
        "2021.1.4",
        "20210104",
        "20210104T103000Z",
        "4 January 2021",
        "04 Jan 2021",
        "4th of January, 2021",
        "4-Jan-2021",
        "January 4, 2021",
        "JAN. 4 2021",
        "Monday, January 4th, 2021",
        "January 4, 2021 at 10:30 p.m. EST",
        "4 January 2021, 10:30 PKT",
        "4 January 2021 | 10:30",
        "Mon, 04 Jan 2021 10:30:00 +0500",
        "Mon, 04 Jan 2021 10:30:00 GMT",
        " 2021-01-04 ",
    ],
)
def test_dates_that_are_read(said):
    assert parse_date(said) == "2021-01-04"


@pytest.mark.parametrize("said", ["25/12/2021", "12/25/2021", "25.12.2021", "25-12-2021"])
def test_numbers_that_can_be_one_day_only(said):
    assert parse_date(said) == "2021-12-25"


@pytest.mark.parametrize("said", ["14 Jadi 1399", "Dey 14, 1399", "۱۴ جدی ۱۳۹۹", "19 Jumada al-Awwal 1442 AH"])
def test_days_of_the_hijri_calendars(said):
    assert parse_date(said) == "2021-01-03"
    assert parse_date(f"{said} they came") is None


def test_the_same_day_both_ways_round():
    assert parse_date("04/04/2021") == "2021-04-04"


@pytest.mark.parametrize(
    "said",
    [
        "03/04/2021",
        "3.4.2021",
        "2021",
        "2021-01",
        "January 2021",
        "2021-02-30",
        "31 June 2021",
        "0000-01-01",
        "yesterday",
        "",
        "4 Janvember 2021",
        "2021-01-04 to 2021-01-06",
        "2021-01-04 gunmen killed 5",
        "4 January 2021: gunmen killed 5",
        "1609718400",
        "40/40/2021",
    ],
)
def test_what_names_no_one_day_is_no_date(said):
    assert parse_date(said) is None


@settings(deadline=None)
@given(st.text(alphabet="0123456789-/.:T JanFebMrch,()+ZAPM", max_size=90))
def test_any_words_are_a_date_or_none(said):
    day = parse_date(said)
    assert day is None or parse_date(day) == day


@settings(deadline=None)
@given(st.dates())
def test_every_day_is_read_as_it_is_written(day):
    assert parse_date(day.isoformat()) == day.isoformat()
    assert parse_date(f"{day.day} {day:%B} {day.year:04}") == day.isoformat()
    assert parse_date(f"{day:%b} {day.day}, {day.year:04}") == day.isoformat()


ENGLISH = [
    "Gunmen shot dead two drivers on the road to the mine, and the police said that they knew of no motive.",
    "TWO DRIVERS WERE SHOT DEAD ON THE ROAD TO THE MINE, ACCORDING TO A STATEMENT THAT THE POLICE GAVE TO THE PRESS.",
    "A bomb killed four in Tarvel, said the mayor.",
]
OTHERS = [
    "Dos conductores murieron a tiros en la carretera que lleva a la mina, y la policía dijo que no sabía de ningún"
    " motivo. Los vecinos cerraron el camino durante tres días para pedir justicia y más seguridad en la zona.",
    "Deux chauffeurs ont été abattus sur la route de la mine, et la police a dit ne connaître aucun motif. Les"
    " habitants ont fermé la route pendant trois jours pour demander justice et davantage de sécurité dans la région.",
    "Zwei Fahrer wurden auf der Straße zum Bergwerk erschossen, und die Polizei sagte, sie kenne kein Motiv. Die"
    " Anwohner sperrten die Straße drei Tage lang, um Gerechtigkeit und mehr Sicherheit in der Gegend zu fordern.",
    "Twee chauffeurs werden op de weg naar de mijn doodgeschoten, en de politie zei dat zij geen motief kende. De"
    " bewoners sloten de weg drie dagen lang af om gerechtigheid en meer veiligheid in de streek te eisen.",
    "Kaan ki taraf jane wali sarak par do driver goli maar kar halak kar diye gaye aur police ne kaha ke wajah maloom"
    " nahi. Logon ne teen din tak sarak band rakhi aur insaaf ka mutalba kiya.",
    "کان کی طرف جانے والی سڑک پر دو ڈرائیور ہلاک ہو گئے۔",
    "Два водителя были застрелены на дороге.",
    "道路で二人の運転手が殺された。",
]


@pytest.mark.parametrize("text", ENGLISH)
def test_english_is_told(text):
    assert guess_language(text) == "en"


@pytest.mark.parametrize(
    ("text", "language"), list(zip(OTHERS, ["es", "fr", "de", "nl", "und", "ur", "ru", "ja"], strict=True))
)
def test_what_is_plainly_not_english_is_told(text, language):
    assert guess_language(text) == language


@pytest.mark.parametrize("text", ["", "12 34", "Ahmad Rahimi", "Four killed, nine hurt: mayor"])
def test_too_little_to_tell(text):
    assert guess_language(text) is None


def test_what_a_user_gives():
    options = {"published": "4 January 2021", "year": 2021, "country": "PK", "language": "EN-gb", "url": None}
    assert give_as_user(options) == (
        Given("country", "PK", "user"),
        Given("language", "en-gb", "user"),
        Given("published", "2021-01-04", "user"),
        Given("year", "2021", "user"),
    )


@pytest.mark.parametrize(
    "options",
    [
        {"published": "03/04/2021"},
        {"published": ""},
        {"year": "21"},
        {"year": 12021},
        {"language": "a language"},
        {"country": "  "},
        {"country": "\udcff"},
        {"colour": "red"},
    ],
)
def test_what_a_user_gives_in_vain_is_named(options):
    (name,) = options
    with pytest.raises(UsageError, match=f"^{name}: "):
        give_as_user(options)
