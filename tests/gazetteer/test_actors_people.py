import pytest

from gawah.gazetteer.communities import communities, find_communities
from gawah.gazetteer.people import open_people
from gawah.gazetteer.persons import find_person_nouns, person_nouns
from gawah.gazetteer.speakers import speaker_role
from gawah.gazetteer.words import read_key, read_words

# --- communities -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("eleven Hazaras", "Hazara", "ethnic"),
        ("two Shi'ites", "Shia", "sectarian"),
        ("a Shiite mosque", "Shia", "sectarian"),
        ("Shi’a pilgrims", "Shia", "sectarian"),
        ("Ahmadiyya doctor", "Ahmadi", "sectarian"),
        ("Coptic Christians", "Copt", "sectarian"),
        ("Yezidi women", "Yazidi", "religious"),
        ("a Dalit boy", "Dalit", "caste"),
        ("a tribal woman", "Adivasi", "caste"),
        ("Rohingya refugees", "Rohingya", "ethnic"),
        ("Fulani herders", "Fulani", "ethnic"),
        ("Chin villagers", "Chin", "ethnic"),
        ("ethnic Karen", "Karen", "ethnic"),
        ("KASHMIRI PANDITS", "Kashmiri Pandit", "ethnic"),
        ("Hindus", "Hindu", "religious"),
        ("the Hindu community", "Hindu", "religious"),
        ("Christians", "Christian", "religious"),
    ],
)
def test_finds_communities(text: str, name: str, kind: str) -> None:
    (mention,) = find_communities(f"They killed {text} there")
    assert (mention.name, mention.kind) == (name, kind)


@pytest.mark.parametrize(
    "text",
    ["Christian Bale came", "The Hindu reported", "on the chin", "Karen Smith", "Mano said", "a serb", "the fur trade"],
)
def test_names_of_persons_papers_and_things_are_no_communities(text: str) -> None:
    assert find_communities(text) == []


def test_community_offsets_are_those_of_the_text() -> None:
    text = "“Hazaras’ leaders”, and Shi'ites"
    assert [text[m.start : m.end] for m in find_communities(text)] == ["Hazaras", "Shi'ites"]


def test_communities_are_a_dictionary_by_every_form() -> None:
    forms = communities()
    assert forms["hazaras"] is forms["hazara"]
    assert forms["shi'ite"].name == forms["shiites"].name == "Shia"
    assert len({c.name for c in forms.values()}) >= 300


# --- nouns for persons -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("form", "occupation", "status"),
    [
        ("coal miners", "mining", "civilian"),
        ("labourers", "labour", "civilian"),
        ("head constables", "police", "security_forces"),
        ("policemen", "police", "security_forces"),
        ("crpf jawan", "military", "security_forces"),
        ("journalists", "media", "civilian"),
        ("sarpanch", "politics", "civilian"),
        ("imams", "religion", "civilian"),
        ("rebels", "combatant", "combatant"),
        ("polio workers", "health", "civilian"),
        ("worshippers", None, "civilian"),
        ("people", None, "unknown"),
    ],
)
def test_a_noun_says_trade_and_status(form: str, occupation: str | None, status: str) -> None:
    noun = person_nouns()[form]
    assert (noun.occupation, noun.status) == (occupation, status)


def test_a_noun_says_number_age_sex_and_office() -> None:
    nouns = person_nouns()
    assert nouns["children"].is_plural
    assert not nouns["child"].is_plural
    assert nouns["girls"].age_group == "child"
    assert nouns["girls"].sex == "female"
    assert nouns["judge"].public_role
    assert not nouns["coal miner"].public_role
    assert nouns["general"].is_ambiguous
    assert not nouns["generals"].is_ambiguous


def test_there_are_many_trades() -> None:
    trades = {n.singular for n in person_nouns().values() if n.sort in ("occupation", "rank")}
    assert len(trades) >= 1000


def test_finds_the_longest_noun() -> None:
    text = "two assistant sub-inspectors, a sub inspector and eleven Hazara coal miners’ wives"
    assert [m.surface for m in find_person_nouns(text)] == [
        "assistant sub-inspectors",
        "sub inspector",
        "coal miners",
        "wives",
    ]


def test_every_noun_has_a_status_and_a_sort_of_the_lists() -> None:
    for row in open_people()["nouns"]["rows"]:
        assert row[2] in ("plain", "occupation", "rank", "role", "relation")
        assert row[4] in ("civilian", "security_forces", "combatant", "unknown")


# --- speakers --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("phrase", "role"),
    [
        ("police", "police_or_military"),
        ("the Israeli military", "police_or_military"),
        ("Inspector General of Police Ali Khan", "police_or_military"),
        ("a Taliban spokesman", "party_to_conflict"),
        ("a spokesman for the group", "party_to_conflict"),
        ("Amaq news agency", "party_to_conflict"),
        ("the FMLN", "party_to_conflict"),
        ("the Syrian Observatory for Human Rights", "monitor"),
        ("Airwars", "monitor"),
        ("Amnesty International", "monitor"),
        ("the UN", "monitor"),
        ("hospital officials", "medic"),
        ("the Hamas-run health ministry", "medic"),
        ("doctors", "medic"),
        ("Interior Minister Sheikh Rasheed", "government"),
        ("the Ministry of Foreign Affairs of Afghanistan", "government"),
        ("the general secretary of the party", "government"),
        ("local officials", "government"),
        ("security officials", "police_or_military"),
        ("prosecutors", "court"),
        ("the judge", "court"),
        ("local residents", "witness"),
        ("eyewitnesses", "witness"),
        ("Father Michael Kelly", "witness"),
        ("his father", "victims_side"),
        ("the families of the victims", "victims_side"),
        ("Reuters", "media"),
        ("The New Indian Express", "media"),
        ("a security analyst", "expert"),
        ("he", "unknown"),
        ("", "unknown"),
    ],
)
def test_a_speaker_has_a_role(phrase: str, role: str) -> None:
    assert speaker_role(phrase) == role


# --- words -----------------------------------------------------------------------------------------------------------


def test_words_have_keys_and_offsets() -> None:
    text = "The U.S.’s Shi’ite — İzmir’s Müller's J&K."
    words = read_words(text)
    assert words.keys == ["the", "us", "s", "shiite", "izmir", "muller", "j", "k"]
    assert [text[a:b] for a, b in zip(words.starts, words.ends, strict=True)] == [
        "The",
        "U.S.",
        "s",
        "Shi’ite",
        "İzmir",
        "Müller",
        "J",
        "K",
    ]


def test_a_key_is_the_same_for_every_way_of_writing() -> None:
    assert read_key("Shi'ite") == read_key("SHIITE") == "shiite"
    assert read_key("sub-inspector") == read_key("Sub Inspector") == "sub inspector"
