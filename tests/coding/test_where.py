"""Where violence happened, and not where somebody spoke, came from or went."""

import pytest


def where(incident):
    place = incident["place"]
    return place and (place["name"], place["country"])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Gunmen killed two teachers in Herat on Sunday.", ("Herat", "AF")),
        ("In Herat, gunmen killed two teachers on Sunday.", ("Herat", "AF")),
        ("KABUL, May 3 (Tarsk News) - Gunmen killed two teachers in Herat on Sunday.", ("Herat", "AF")),
        ("The minister said in Geneva on Monday that rebels had killed nine villagers in Bunia.", ("Bunia", "CD")),
        ("A spokesman told reporters in Kabul that gunmen had killed two teachers in Herat.", ("Herat", "AF")),
        ("Rockets fired from Gaza hit Sderot on Monday, wounding two people.", ("Sderot", "IL")),
        ("Gunmen killed two people in Tripoli, Lebanon, on Monday.", ("Tripoli", "LB")),
        ("Gunmen killed two people in Tripoli, Libya, on Monday.", ("Tripoli", "LY")),
        ("A bomb killed two people in Hyderabad in Pakistan's Sindh province.", ("Hyderabad", "PK")),
        ("A bomb killed two people in Hyderabad in the Indian state of Telangana.", ("Hyderabad", "IN")),
        ("Afghan police said gunmen had killed two French teachers in Herat.", ("Herat", "AF")),
    ],
)
def test_the_place_of_the_violence(incidents_of, text, expected):
    assert where(incidents_of(text)[0]) == expected


def test_a_place_comes_with_what_it_lies_in_and_how_exactly_it_is_known(incidents_of):
    (incident,) = incidents_of("Gunmen killed two teachers in Herat, Afghanistan.")
    place = incident["place"]
    assert (place["admin1"], place["precision"], place["relation"]) == ("Herat", "settlement", "in")
    assert abs(place["lat"] - 34.35) < 0.1
    assert place["radius_km"] > 0


@pytest.mark.parametrize(
    ("text", "country", "precision"),
    [
        ("Gunmen killed two teachers in Afghanistan.", "AF", "country"),
        ("Gunmen killed two teachers in Helmand province, Afghanistan.", "AF", "province"),
    ],
)
def test_a_wide_place_is_no_finer_than_its_words(incidents_of, text, country, precision):
    place = incidents_of(text)[0]["place"]
    assert (place["country"], place["precision"]) == (country, precision)


def test_no_place_is_made_up(incidents_of):
    place = incidents_of("Gunmen killed two teachers on Sunday.")[0]["place"]
    assert place is None or (place["name"], place["country"], place["lat"]) == (None, None, None)


def test_a_country_given_tells_towns_of_one_name_apart(incidents_of):
    text = "Gunmen killed two people in Hyderabad on Monday."
    assert [where(incidents_of(text, country=name)[0])[1] for name in ("IN", "India", "PK", "Pakistan")] == [
        *("IN", "IN", "PK", "PK")
    ]


def test_near_is_told_from_in(incidents_of):
    assert incidents_of("Gunmen killed two teachers near Herat on Sunday.")[0]["place"]["relation"] == "near"
