"""Deciding which place a report means."""

import subprocess
import sys
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gawah.gazetteer.places import Mention, Resolved, list_countries, resolve_mentions, resolve_text
from gawah.gazetteer.places.index import measure_km

REPORT = (
    "Gunmen abducted eleven miners in Machh, Balochistan, Pakistan, on Sunday. In Quetta, the capital of the province, "
    "people blocked the Western Bypass. A sit-in was held in Karachi. Islamabad said that the killers would be found. "
)


def find(text: str, name: str, countries: tuple[str, ...] = ()) -> Resolved:
    return next(one for one in resolve_text(text, countries) if one.mention.name == name)


def is_at(one: Resolved, lat: float, lon: float, km: float = 25) -> bool:
    place = one.place
    return place.lat is not None and place.lon is not None and measure_km(place.lat, place.lon, lat, lon) <= km


def test_a_village_in_another_spelling_is_found_in_its_province() -> None:
    machh = find(REPORT, "Machh")
    assert is_at(machh, 29.86, 67.33)
    place = machh.place
    assert (place.name, place.admin1, place.country, place.precision) == ("Machh", "Balochistan", "PK", "settlement")
    assert place.geonameid == 1171757
    assert place.radius_km is not None
    assert 3 < place.radius_km < 10


def test_a_capital_that_speaks_is_a_government() -> None:
    islamabad = find(REPORT, "Islamabad")
    assert (islamabad.mention.role, islamabad.country) == ("government", "PK")


def test_a_site_gets_its_towns_position_and_a_wider_radius() -> None:
    bypass = find("The sit-in was on Quetta's Western Bypass for days, in Pakistan.", "Western Bypass")
    town = find("It was held in Quetta, Pakistan.", "Quetta")
    assert is_at(bypass, 30.18, 67.0)
    assert bypass.place.name == "Western Bypass, Quetta"
    assert bypass.place.geonameid is None
    assert (bypass.place.radius_km or 0) > (town.place.radius_km or 0)


@pytest.mark.parametrize(
    ("text", "name", "country", "kind"),
    [
        ("He flew to Hyderabad from Karachi, Pakistan.", "Hyderabad", "PK", "settlement"),
        ("He flew to Hyderabad from Mumbai, India.", "Hyderabad", "IN", "settlement"),
        ("Russian troops entered Georgia near Tbilisi.", "Georgia", "GE", "country"),
        ("Floods hit Alabama, Georgia and Florida.", "Georgia", "US", "admin1"),
        ("Rebels seized Tripoli and Benghazi in Libya.", "Tripoli", "LY", "settlement"),
        ("Shelling hit Tripoli and Sidon in Lebanon.", "Tripoli", "LB", "settlement"),
        ("A man was shot in Paris, Texas.", "Paris", "US", "settlement"),
        ("A man was shot in Paris on Monday.", "Paris", "FR", "settlement"),
        ("Police in Victoria, Australia, and in Melbourne.", "Victoria", "AU", "admin1"),
        ("A bomb went off in Quetta District of Balochistan, Pakistan.", "Quetta", "PK", "admin2"),
        ("Boko Haram attacked Bama in Borno State, Nigeria.", "Bama", "NG", "settlement"),
        ("A market in Mandalay, Burma, burned.", "Burma", "MM", "country"),
    ],
)
def test_context_decides_between_namesakes(text: str, name: str, country: str, kind: str) -> None:
    entry = find(text, name).entry
    assert entry is not None
    assert (entry.country, entry.kind) == (country, kind)


def test_countries_given_from_outside_decide_too() -> None:
    assert find("A bomb went off in Hyderabad.", "Hyderabad", ("PK",)).country == "PK"
    assert find("A bomb went off in Hyderabad.", "Hyderabad").country == "IN"


def test_an_unknown_village_lies_where_the_text_says() -> None:
    one = find("Maoists shot a man in Shakarxpur village in Gaya District of Bihar, India.", "Shakarxpur")
    assert one.facts is None
    assert (one.place.country, one.place.admin1) == ("IN", "Bihar")
    assert is_at(one, 24.8, 85.0, 60)
    assert one.place.geonameid is None


def test_a_namesake_far_from_the_report_is_not_taken() -> None:
    one = find("Taliban fighters raided a school in Springfield village in Helmand, Afghanistan.", "Springfield")
    assert one.country == "AF"


def test_a_place_known_only_to_lie_in_a_country_has_no_position() -> None:
    one = find("Clashes in Qorzhabadx village in Pakistan.", "Qorzhabadx")
    assert one.place.country == "PK"
    assert one.place.lat is None
    assert one.place.precision == "country"


@pytest.mark.parametrize(
    ("text", "name", "precision"),
    [
        ("in Pakistan", "Pakistan", "country"),
        ("in Balochistan, Pakistan", "Balochistan", "province"),
        ("in Gadchiroli District, India", "Gadchiroli", "district"),
        ("in Quetta, Pakistan", "Quetta", "settlement"),
        ("in Darfur", "Darfur", "province"),
    ],
)
def test_the_precision_is_stated(text: str, name: str, precision: str) -> None:
    assert find(text, name).place.precision == precision


def test_relations() -> None:
    near = find("a bomb near Quetta, Pakistan", "Quetta").place
    inside = find("a bomb in Quetta, Pakistan", "Quetta").place
    away = find("a bomb 40 km from Quetta, Pakistan", "Quetta").place
    assert [near.relation, inside.relation, away.relation] == ["near", "in", "km_from"]
    assert (inside.radius_km or 0) < (near.radius_km or 0) < (away.radius_km or 0)


def test_mentions_can_be_made_by_the_caller() -> None:
    mention = Mention(0, 5, "Machh", "Machh", inside=("Balochistan", "Pakistan"))
    assert is_at(resolve_mentions([mention])[0], 29.86, 67.33)
    assert is_at(resolve_mentions([Mention(0, 5, "Machh", "Machh")], ["PK"])[0], 29.86, 67.33)
    assert resolve_mentions([]) == []


def test_text_in_capitals_is_resolved() -> None:
    text = "SAN SALVADOR, 3 JAN 90 -- GUERRILLAS ATTACKED USULUTAN AND THE CITY OF SAN MIGUEL IN EASTERN EL SALVADOR."
    for form in (text, text.lower()):
        found = {one.mention.surface.upper(): one.country for one in resolve_text(form)}
        assert found["USULUTAN"] == found["SAN MIGUEL"] == found["EL SALVADOR"] == "SV"


def test_countries_are_listed_by_how_often_they_are_named() -> None:
    assert list_countries(resolve_text(REPORT + "India protested."))[:2] == ["PK", "IN"]


def test_the_same_text_resolves_the_same_under_another_hash_seed() -> None:
    code = (
        "from gawah.gazetteer.places import resolve_text;"
        "text = 'Clashes in Tripoli, Georgia, Victoria and Bara, Pakistan.';"
        "print([(r.mention.surface, r.place) for r in resolve_text(text)])"
    )
    runs = [
        subprocess.run(
            [sys.executable, "-c", code], env={"PYTHONHASHSEED": seed}, capture_output=True, check=True
        ).stdout
        for seed in ("0", "1")
    ]
    assert runs[0] == runs[1]


def test_a_report_takes_a_few_milliseconds_at_most() -> None:
    text = REPORT * 7
    resolve_text(text)
    start = time.process_time()
    for _ in range(20):
        resolve_text(text)
    assert (time.process_time() - start) / 20 < 0.01


@given(st.text(max_size=200), st.sampled_from([(), ("PK",), ("US", "IN")]))
def test_any_text_resolves(text: str, countries: tuple[str, ...]) -> None:
    for one in resolve_text(text, countries):
        place = one.place
        assert (place.lat is None) == (place.lon is None)
        assert place.name
