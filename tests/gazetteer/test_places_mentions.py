"""Finding the names of places in a text, and reading what part each plays."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gawah.gazetteer.places import Mention, find_names, read_case, read_mentions


def list_names(text: str, caps: bool | None = None) -> list[str]:
    return [name.surface for name in find_names(text, caps)]


def find_mention(text: str, name: str) -> Mention:
    return next(mention for mention in read_mentions(text) if mention.name.lower() == name.lower())


def test_names_are_found_by_longest_match_with_their_offsets() -> None:
    text = "Gunmen killed eleven in Machh, Balochistan, and fled to Khyber Pakhtunkhwa and Deir ez-Zor."
    assert list_names(text) == ["Machh", "Balochistan", "Khyber Pakhtunkhwa", "Deir ez-Zor"]
    assert all(text[name.start : name.end] == name.surface for name in find_names(text))


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("The raid in El Salvador ended.", ["El Salvador"]),
        ("A bomb in Karachi's old town.", ["Karachi"]),
        ("The London-based group denied it.", ["London"]),
        ("U.S. troops left Iraq.", ["U.S.", "Iraq"]),
        ("Police of the city said a man was shot in March.", []),
        ("Fighting in Côte d'Ivoire spread.", ["Côte d'Ivoire"]),
        ("It was filmed in Louisville, Ky.", ["Louisville", "Ky"]),
        ("Mo. was not named.", []),
        ("Colonel Georgia Smith spoke.", []),
    ],
)
def test_which_words_are_names(text: str, names: list[str]) -> None:
    assert list_names(text) == names


def test_text_in_capitals_needs_stronger_evidence() -> None:
    text = "TERRORISTS ATTACKED A POLICE POST IN SAN MIGUEL DEPARTMENT, EL SALVADOR. THE BEST MEN OF THE UNION MARCH."
    assert list_names(text) == ["SAN MIGUEL", "EL SALVADOR"]
    assert list_names(text.lower()) == ["san miguel", "el salvador"]


def test_the_case_of_a_text_is_read() -> None:
    assert read_case("Gunmen attacked a village in Borno.") == "mixed"
    assert read_case("GUNMEN ATTACKED A VILLAGE IN BORNO.") == "upper"
    assert read_case("gunmen attacked a village in borno.") == "lower"


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("in Gaya District of Bihar", "Gaya", "admin2"),
        ("in Helmand province today", "Helmand", "admin1"),
        ("in the city of Mosul today", "Mosul", "settlement"),
        ("in the province of Herat", "Herat", "admin1"),
        ("in Shakarpur village near Gaya", "Shakarpur", "settlement"),
        ("in Kabul today", "Kabul", None),
    ],
)
def test_the_kind_that_the_text_gives(text: str, name: str, kind: str | None) -> None:
    assert find_mention(text, name).kind == kind


@pytest.mark.parametrize(
    ("text", "name", "role"),
    [
        ("Karachi Police arrested two.", "Karachi", "organisation"),
        ("Bank of Punjab closed.", "Punjab", "organisation"),
        ("Washington said it would respond.", "Washington", "government"),
        ("The Islamic State in Iraq claimed it.", "Iraq", "place"),
        ("Two Afghans were hurt.", "Afghans", "people"),
        ("Mr Quetta was absent.", "Quetta", "person"),
        ("Michael Jordan played.", "Jordan", "person"),
        ("He was held in Jordan.", "Jordan", "place"),
    ],
)
def test_the_part_that_a_name_plays(text: str, name: str, role: str) -> None:
    assert find_mention(text, name).role == role


def test_a_surname_alone_is_the_person_named_before() -> None:
    text = "Anna Hamilton was shot. Hamilton died in Hamilton later."
    assert [m.start for m in read_mentions(text) if m.name == "Hamilton" and m.role == "place"] == [
        text.rindex("Hamilton")
    ]


def test_what_a_place_is_said_to_lie_in() -> None:
    assert find_mention("in Machh, Balochistan, Pakistan, on Sunday", "Machh").inside == ("Balochistan", "Pakistan")
    text = "at Langtha Kunja in Imphal West District of Manipur"
    assert find_mention(text, "Langtha Kunja").inside == ("Imphal West", "Manipur")
    assert find_mention("on Quetta's Western Bypass", "Western Bypass").inside == ("Quetta",)
    assert find_mention("The market in Kabul. Herat was calm.", "Kabul").inside == ()


def test_distance_and_nearness() -> None:
    far = find_mention("a camp 15 km north of Mosul was hit", "Mosul")
    assert (far.distance_km, far.preposition) == (15.0, "from")
    assert find_mention("about 10 miles from Kandahar", "Kandahar").distance_km == 16.1
    assert find_mention("a bomb near Quetta", "Quetta").preposition == "near"
    assert find_mention("on the outskirts of Peshawar", "Peshawar").preposition == "outskirts"


def test_a_site_is_told_from_the_town_that_it_is_named_after() -> None:
    mention = next(m for m in read_mentions("a bomb at Karachi airport killed two") if m.role == "site")
    assert mention.surface == "Karachi airport"
    assert mention.inside == ("Karachi",)


def test_an_outlet_tells_the_country() -> None:
    mention = next(m for m in read_mentions("Two were killed in Dhaner, reports Daily Excelsior.") if m.country)
    assert (mention.surface, mention.country) == ("Daily Excelsior", "IN")


@given(st.text(max_size=300))
def test_any_text_gives_mentions_that_stand_in_it(text: str) -> None:
    for mention in read_mentions(text):
        assert text[mention.start : mention.end] == mention.surface
    for name in find_names(text):
        assert text[name.start : name.end] == name.surface


@pytest.mark.parametrize(
    ("text", "name", "inside"),
    [
        ("in Orlin village under Tesk Police Station limits in Gaya District.", "Orlin", ("Gaya",)),
        ("near Orlin Tesk on the Tank-Gomal road in Tank District.", "Orlin Tesk", ("Tank",)),
        ("in Par Hoti Police Station area of Mardan District.", "Par Hoti Police Station", ("Mardan",)),
        ("gunmen came to Orlin under Tesk block in Gaya District.", "Orlin", ("Gaya",)),
    ],
)
def test_a_place_beside_or_under_another_lies_in_what_that_lies_in(
    text: str, name: str, inside: tuple[str, ...]
) -> None:
    mention = find_mention(text, name)
    assert (mention.inside, mention.known) == (inside, False)


@pytest.mark.parametrize(
    ("text", "surface"),
    [
        ("They attacked Camp Herat at dawn.", "Camp Herat"),
        ("He died in the cells of the Orlin Bay police station.", "Orlin Bay police station"),
        ("They shot at worshippers leaving the church of Deir Orlin.", "Deir Orlin"),
        ("The same men attacked Orlintesk, where eleven people died.", "Orlintesk"),
    ],
)
def test_unknown_names_are_places_where_the_words_around_say_so(text: str, surface: str) -> None:
    assert surface in [mention.surface for mention in read_mentions(text)]


@pytest.mark.parametrize(
    "text", ["He met Eva Forest there.", "In the Agency area.", "The vehicle of SFs in Gaya District."]
)
def test_names_that_are_no_places(text: str) -> None:
    assert [m.surface for m in read_mentions(text) if not m.known] == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("in northern Iraq.", "Iraq"),
        ("in the restive Helmand province.", "Helmand"),
        ("in G. Herat district.", "Herat"),
    ],
)
def test_a_word_may_part_a_preposition_from_its_name(text: str, name: str) -> None:
    assert find_mention(text, name).preposition == "in"


def test_an_outlets_name_holds_no_place() -> None:
    mentions = read_mentions("Two were shot in Orlin village, reports Nagaland Post.")
    assert [(m.surface, m.role) for m in mentions] == [("Orlin village", "place"), ("Nagaland Post", "organisation")]


@pytest.mark.parametrize("text", ["Road works began.", "On Highway.", "The National Highway was shut.", "Herat Road."])
def test_a_road_named_by_no_two_places_is_read_too(text: str) -> None:
    assert all(text[m.start : m.end] == m.surface for m in read_mentions(text))
