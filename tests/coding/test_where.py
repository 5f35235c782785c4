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
        ("A car bomb exploded in the Somali capital on Saturday, killing 12 people.", ("Mogadishu", "SO")),
        ("A bomb in a market in Syria's capital killed 12 people.", ("Damascus", "SY")),
        ("Gunmen killed two bankers in Kenya, shaking Kenyan capital markets.", (None, "KE")),
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


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (
            "Rebels killed a man in Gaya District on March 4. His body lay near Orlin under Tesk Police Station.",
            "Orlin",
        ),
        (
            "A bomb killed a soldier in Gaya District. The incident occurred along the wooded Orlin Tesk axis.",
            "Orlin Tesk axis",
        ),
        ("Two men were shot dead in Orlin area in Jamrud tehsil of Khyber Agency.", "Orlin area, Jamrud"),
        ("Rebels torched two trucks on Orlin Tesk road near Orlin village in Gaya District.", "Orlin village"),
        ("A bomb in Taji, 20 km north of Baghdad, killed four people.", "Taji"),
        ("Prosecutors accused two brothers of the Birmingham pub bombings, which killed 21 people.", "Birmingham"),
        ("Gunmen killed nine soldiers in northern Iraq.", "northern Iraq"),
        ("Eight people were killed in riots in the Indian state of Manipur.", None),
        ("The interior ministry in Cairo said that gunmen had killed two brothers in Aswan.", "Aswan"),
    ],
)
def test_the_narrowest_place_told_of_the_violence(incidents_of, text, name):
    place = incidents_of(text)[0]["place"]
    assert place["name"] == name


def test_the_words_for_a_place_say_what_it_lies_in(incidents_of):
    (incident,) = incidents_of("Gunmen killed two teachers in Orlin village in Gaya District of Bihar.")
    quotes = [e["quote"] for e in incident["evidence"] if e["path"] == "/place"]
    assert quotes[0] == "Gunmen killed two teachers in Orlin village in Gaya District of Bihar"
    assert incident["place"]["name"] == "Orlin village"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Gunmen shot dead the district chief of Boromo in the village of Tesk.", ("Tesk", "BF")),
        ("Two displaced women from Gao were shot dead in Mopti, Mali.", ("Mopti", "ML")),
        ("Rebels shot dead two people in Goma, Congo.", ("Goma", "CD")),
        (
            "Gunmen shot dead two men near the Pir Town Police Station in Quetta.",
            ("Pir Town Police Station, Quetta", "PK"),
        ),
        ("A bomb killed two people in Kabul near the US embassy.", ("Kabul", "AF")),
        ("Gunmen shot dead two Kurdish men in Hanover last November.", ("Hanover", "DE")),
    ],
)
def test_who_somebody_is_does_not_say_where_it_happened(incidents_of, text, expected):
    assert where(incidents_of(text)[0]) == expected


def test_the_place_of_an_older_attack_may_be_pointed_back_to(incidents_of):
    text = "Gunmen killed two guards at Orlin in Gaya District. Last year rebels killed four men in the village."
    assert [i["place"]["name"] for i in incidents_of(text)] == ["Orlin", "Orlin"]


def test_the_infobox_may_name_a_village_that_the_tables_lack(incidents_of):
    text = (
        "= Orlin raid =\n\nInfobox\n- Location: Orlintesk, Somali Region, Ethiopia\n- Date: 3 May 2031\n\n"
        "Rebels killed nine herders."
    )
    place = incidents_of(text)[0]["place"]
    assert (place["name"], place["admin1"], place["country"]) == ("Orlintesk", "Somali", "ET")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Cadres of the Communist Party of India (Maoist) shot dead two villagers.", (None, "IN")),
        ("MARIUPOL - Shells hit the customs house in the harbour and wounded two clerks.", ("Mariupol", "UA")),
        ("Rebels were quiet in Dagestan. The Boston bombing killed three people in April.", ("Boston", "US")),
        ("Nine people were killed in Saudi-led air strikes.", (None, None)),
        (
            "Five fighters including one identified as Duran were killed in Orlin village of Tank District.",
            ("Orlin village", "PK"),
        ),
        ("Two men were shot dead in the Omar Kalay village of Tank District.", ("Omar Kalay village", "PK")),
        ("A bomb killed a driver on Jammu Srinagar National Highway.", ("Jammu Srinagar National Highway", "IN")),
        ("Nine men died when shells hit the Lumut Bay police station.", ("Lumut Bay police station", None)),
    ],
)
def test_what_tells_the_country_and_the_place_without_in(incidents_of, text, expected):
    assert where(incidents_of(text)[0]) == expected


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        ("Gunmen shot dead two teachers at Lumaco, La Araucanía, on Sunday.", "Lumaco", "CL"),
        ("In Heipang, youths killed eight herders, Plateau State police in Nigeria said.", "Heipang", "NG"),
        (
            "Men with rifles descended on Sorvane, a hamlet, and killed 11 people, Nigeria's police said.",
            "Sorvane",
            "NG",
        ),
        (
            "COTONOU, Sept 12, 2023 - A parcel bomb blew up in the mail room of the ministry on Tuesday, killing a "
            "clerk. Experts from France have been asked for help.",
            "Cotonou",
            "BJ",
        ),
    ],
)
def test_unknown_villages_and_datelines_have_the_country_of_the_report(
    incidents_of, text: str, name: str, country: str
) -> None:
    (incident,) = incidents_of(text)
    assert (incident["place"]["name"], incident["place"]["country"]) == (name, country)


def test_the_country_of_an_embassy_is_not_where_it_was(incidents_of) -> None:
    (incident,) = incidents_of("STATEMENT BY THE EMBASSY OF NORWAY IN KABUL\n\nGunmen killed our colleague on Friday.")
    assert incident["place"] is None or incident["place"]["country"] != "NO"


def test_a_hamlet_somewhere_gives_its_country_to_no_report_that_names_nothing_else_there(incidents_of):
    text = (
        "ORVANE, Kestria - A bomb killed 19 people at a market in Orvane on Tuesday. "
        "Police arrested three men in Sille on Wednesday. A trader from the neighbouring town of Sille heard it."
    )
    (incident,) = incidents_of(text)
    assert (incident["place"]["name"], incident["place"]["country"]) == ("Orvane", None)
    assert all(r["place"] is None or r["place"]["country"] is None for r in incident["responses"])


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        ("Raiders shot three men in the Senegalese village of Bantancor on Saturday.", "Bantancor", "SN"),
        ("Gunmen stormed the weekly market of Dan Gulbo in Zamfara state and killed nine.", "Dan Gulbo", "NG"),
        ("Six Malian soldiers were killed by a mine between Tin-Abow and Ikadowen.", "Tin-Abow", "ML"),
        ("Soldiers burned Kyaukpondo, in Myanmar's Rakhine State, and killed 40 people.", "Kyaukpondo", "MM"),
        ("A bomb damaged a railway bridge at Bitlis in Turkey and killed two.", "Bitlis", "TR"),
        ("Zahedan, Iran. Gunmen fired on people in Khayyam street and killed two.", "Khayyam street, Zahedan", "IR"),
        ("TOULOUSE, France, 5 October 2012 - A bomb in a synagogue here killed two.", "Toulouse", "FR"),
    ],
)
def test_villages_and_sites_are_named_by_the_words_around_them(incidents_of, text, name, country):
    place = incidents_of(text)[0]["place"]
    assert ((place["name"] or "").title(), place["country"]) == (name.title(), country)


def test_several_places_side_by_side_are_none_of_the_whole(incidents_of):
    text = (
        "Car bombs in Kirkuk and Baquba, Iraq, killed 17 people. In Kirkuk, a bomb at a garage killed nine. "
        "A bomb in Baquba killed eight."
    )
    whole, *parts = incidents_of(text)
    assert (whole["place"]["name"], whole["place"]["country"]) == (None, "IQ")
    assert parts[-1]["place"]["name"] == "Baquba"


def test_where_people_were_taken_to_is_not_where_they_were_killed(incidents_of):
    text = "A patrol shot 22 men of Chupas, Peru. Eleven women were dragged to the barracks at Huanta."
    assert incidents_of(text)[0]["place"]["name"] != "Huanta"


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("A shepherd and his sons were shot dead by gunmen at El Aguacatal.", None),
        ("Gunmen shot two men dead at Otukpa and asked for a ransom of five million naira.", "NG"),
        ("Gunmen shot two men dead at Otukpa, in Nigeria.", "NG"),
        ("Gunmen shot two men dead at Otukpa, on the road to Oturkpo and Gboko.", "NG"),
        ("Gunmen shot two lawyers dead on the Okwa-Ugbo road, after a ransom of two million naira was paid.", "NG"),
        ("Gunmen shot a deputy dead at Karmoz. The Knesset broke off its sitting.", "IL"),
    ],
)
def test_a_village_alone_gives_no_country(incidents_of, text, country):
    place = incidents_of(text)[0]["place"]
    assert (place or {}).get("country") == country
