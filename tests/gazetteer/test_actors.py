import time
from pathlib import Path

import pytest

from gawah.gazetteer.actors import (
    ActorMention,
    actor,
    find_actors,
    generic_actors,
    most_specific,
    same_actor,
)
from gawah.gazetteer.actors.table import open_actors


def named(text: str, country: str | None = None) -> list[tuple[str, str | None]]:
    return [(m.surface, m.actor_id) for m in find_actors(text, country) if m.sort == "named"]


def only(text: str) -> ActorMention:
    (mention,) = find_actors(text)
    return mention


# --- names -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "actor_id"),
    [
        ("Lashkar-e-Taiba", "lashkar-e-taiba"),
        ("Lashkar e Toiba", "lashkar-e-taiba"),
        ("Lashkar-i-Tayyiba", "lashkar-e-taiba"),
        ("Hizbul Mujahidin", "hizbul-mujahideen"),
        ("Hizb-ul-Mujahideen", "hizbul-mujahideen"),
        ("Tehreek-e-Taliban Pakistan", "ttp"),
        ("Tehrik i Taliban Pakistan", "ttp"),
        ("al-Qa'ida in the Islamic Maghreb", "aqim"),
        ("Al Qaeda", "al-qaeda"),
        ("alQaeda", "al-qaeda"),
        ("Al-Shabab", "al-shabaab"),
        ("Hizbullah", "hezbollah"),
        ("the Islamic State – Khorasan Province", "is-khorasan"),
        ("Peoples Liberation Front of India", "plfi"),
        ("Jama'at-ul-Ahrar", "jamaat-ul-ahrar"),
        ("Farabundo Marti National Liberation Front", "fmln"),
        ("Sendero Luminoso", "shining-path"),
        ("the Kurdistan Workers' Party", "pkk"),
        ("the P.K.K.", "pkk"),
        ("Communist Party of India (Maoist)", "cpi-maoist"),
        ("Communist Party of India-Maoist", "cpi-maoist"),
        ("NSCN (IM)", "nscn-im"),
        ("NSCN-K", "nscn-k"),
        ("Boko\nHaram", "boko-haram"),
    ],
)
def test_finds_a_group_in_every_usual_spelling(text: str, actor_id: str) -> None:
    assert only(f"On Monday {text} said so").actor_id == actor_id


def test_offsets_are_those_of_the_text() -> None:
    text = "İn Quetta, “Lashkar-e-Jhangvi” — (LeJ) — and the Frontier Corps fought; Taliban's men fled."
    found = find_actors(text)
    assert [text[m.start : m.end] for m in found] == [m.surface for m in found]
    assert [m.surface for m in found] == ["Lashkar-e-Jhangvi", "LeJ", "Frontier Corps", "Taliban's men"]


@pytest.mark.parametrize(
    "text",
    [
        "It is a matter of what is said. Let us let them go.",
        "He said: IT IS SO. LET THEM GO. THE MEN HUM AND MEND.",
        "An Islamic state is what the Council wants",
        "in a state of shock, the order of the day",
        "The army of ants was in Georgia, Victoria and Jordan.",
        "She was a member of the ETA Hoffmann society.",
        "Tariq, Afridi group of friends",
    ],
)
def test_ordinary_words_are_no_groups(text: str) -> None:
    assert named(text) == []


def test_a_short_form_that_is_also_a_word_counts_in_mixed_case_only() -> None:
    assert named("IS fighters took the town") == [("IS fighters", "islamic-state")]
    assert named("THIS IS WHAT HAPPENED. THE TOWN IS LOST.") == []
    assert named("THIS IS AN END, HE IS AT WORK AND IS AS WELL AS EVER") == []
    both = named("THE ISLAMIC STATE (IS) TOOK IT. THE TOWN IS LOST TO IS.")
    assert both[0] == ("ISLAMIC STATE (IS)", "islamic-state")


def test_reads_text_in_capitals() -> None:
    text = "FARABUNDO MARTI NATIONAL LIBERATION FRONT (FMLN) REBELS AND SOLDIERS OF THE SALVADORAN ARMY FOUGHT THE ERP"
    assert [(m.surface, m.actor_id) for m in find_actors(text)] == [
        ("FARABUNDO MARTI NATIONAL LIBERATION FRONT (FMLN) REBELS", "fmln"),
        ("SOLDIERS", None),
        ("SALVADORAN ARMY", "sv-military"),
        ("ERP", "erp-sv"),
    ]


def test_reads_text_without_capitals() -> None:
    assert named("the lashkar-e-taiba and boko haram are named in small letters here")[0][1] == "lashkar-e-taiba"


# --- names and acronyms ----------------------------------------------------------------------------------------------


def test_a_name_and_its_acronym_are_one_mention() -> None:
    mention = find_actors("An Achik Matgrik Elite Force (AMEF) militant was killed")[0]
    assert (mention.surface, mention.actor_id, mention.head) == (
        "Achik Matgrik Elite Force (AMEF) militant",
        "amef",
        "militant",
    )
    assert named("Communist Party of India Maoist (CPI Maoist) cadres")[0][0].startswith(
        "Communist Party of India Maoist ("
    )
    assert named("A Peoples Liberation Army PLA militant, in Manipur") == [
        ("Peoples Liberation Army PLA militant", "pla-manipur")
    ]
    assert named("ELN [Army of National Liberation] guerrillas in Colombia") == [
        ("ELN [Army of National Liberation] guerrillas", "eln-co")
    ]


def test_a_bracket_that_names_a_branch_makes_it_the_branch() -> None:
    assert named("National Socialist Council of Nagaland (NSCN K) militants")[0][1] == "nscn-k"


def test_a_short_form_means_what_the_text_says_it_means() -> None:
    assert [i for _, i in named("Hizb ul Mujahideen (HM) struck. HM claimed it.")] == ["hizbul-mujahideen"] * 2
    assert named("She is HM Customs, and he is HM.") == []


def test_finds_groups_that_it_does_not_know() -> None:
    text = "Gunmen of the Xanadu Peace Front (XPF) fled. The XPF said nothing."
    found = [m for m in find_actors(text) if m.sort == "named"]
    assert [(m.surface, m.actor_id, m.name, m.kind) for m in found] == [
        ("Xanadu Peace Front (XPF)", None, "Xanadu Peace Front", "armed_group"),
        ("XPF", None, "Xanadu Peace Front", "armed_group"),
    ]
    assert named("the Ulfian Liberation Tigers of Nowhere and others") == [("Ulfian Liberation Tigers", None)]


@pytest.mark.parametrize(
    "text",
    [
        "the World Health Organization (WHO) said",
        "the Deputy Commissioner of Police (DCP) said",
        "the International Committee of the Red Cross (ICRC) said",
        "the central bank (CB) of the country",
        "the Xanadu Labour Movement (XLM) said",
    ],
)
def test_bodies_that_bear_no_arms_are_no_unknown_groups(text: str) -> None:
    assert named(text) == []


# --- groups of one name ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "actor_id"),
    [
        ("In Nepal, Maoists killed two", "cpn-maoist"),
        ("In Jharkhand, Maoists killed two", "cpi-maoist"),
        ("Manipur: People's Liberation Army men fled", "pla-manipur"),
        ("China's People's Liberation Army crossed", "cn-pla"),
        ("ERP rebels in Argentina", "erp-ar"),
        ("The National Liberation Army attacked in Colombia", "eln-co"),
        ("The National Liberation Army attacked Macedonian police", "nla-mk"),
    ],
)
def test_the_country_tells_groups_of_one_name_apart(text: str, actor_id: str) -> None:
    assert actor_id in {m.actor_id for m in find_actors(text)}


def test_the_caller_may_name_the_country() -> None:
    assert named("Maoists killed two") == [("Maoists", None)]
    assert named("Maoists killed two", country="NP") == [("Maoists", "cpn-maoist")]


# --- states ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "surface", "actor_id", "group", "country"),
    [
        ("the Pakistani army", "Pakistani army", "pk-military", "military", "PK"),
        ("Pakistan's army", "Pakistan's army", "pk-military", "military", "PK"),
        ("Turkish warplanes", "Turkish warplanes", "tr-air-force", "air-force", "TR"),
        ("Assam police", "Assam police", None, "police", "IN"),
        ("Kenyan security forces", "Kenyan security forces", "ke-security-forces", "security-forces", "KE"),
        ("the police", "police", None, "police", None),
        ("Security Forces (SFs)", "Security Forces (SFs)", None, "security-forces", None),
    ],
)
def test_finds_bodies_of_states(text: str, surface: str, actor_id: str | None, group: str, country: str | None) -> None:
    mention = only(f"Later, {text} came")
    assert (mention.surface, mention.actor_id, mention.group, mention.country) == (surface, actor_id, group, country)
    assert (mention.sort, mention.kind) == ("state", "state_forces")


@pytest.mark.parametrize(
    ("text", "actor_id"),
    [
        ("CRPF troopers", "in-crpf"),
        ("Inter-Services Intelligence", "pk-isi"),
        ("the Rapid Support Forces", "sd-rsf"),
        ("the Saudi-led coalition", "saudi-led-coalition"),
        ("the U.S. military", "us-military"),
        ("ISAF", "isaf"),
    ],
)
def test_finds_forces_by_name(text: str, actor_id: str) -> None:
    assert only(f"Later, {text} came").actor_id == actor_id


# --- generic actors --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "surface", "group", "kind"),
    [
        ("unidentified armed men", "unidentified armed men", "unidentified", "unknown"),
        ("suspected militants", "suspected militants", "unknown_armed", "armed_group"),
        ("Palestinian gunmen", "Palestinian gunmen", "unknown_armed", "unknown"),
        ("leftist guerrillas", "leftist guerrillas", "insurgent", "armed_group"),
        ("a mob", "mob", "crowd", "communal_group"),
        ("drug traffickers", "drug traffickers", "criminal", "unknown"),
    ],
)
def test_finds_actors_without_a_name(text: str, surface: str, group: str, kind: str) -> None:
    mention = only(f"Later, {text} came")
    assert (mention.surface, mention.group, mention.kind, mention.sort) == (surface, group, kind, "generic")


@pytest.mark.parametrize("text", ["three men", "a terrorist attack", "criminal charges", "local people", "the group"])
def test_people_and_adjectives_are_no_actors(text: str) -> None:
    assert find_actors(f"Later, {text} came") == []


def test_generic_nouns_are_a_dictionary_too() -> None:
    assert generic_actors()["gunmen"].sort == "unknown_armed"
    assert generic_actors()["men"].needs_modifier == "person"


# --- actors by id ----------------------------------------------------------------------------------------------------


def test_actors_know_their_parents() -> None:
    branch = actor("is-pakistan-province")
    assert branch is not None
    assert branch.parent == "islamic-state"
    assert actor("no-such-actor") is None
    mention = only("the Islamic State – Pakistan Province said")
    assert (mention.name, mention.parent) == ("Islamic State – Pakistan Province", "Islamic State")


def test_a_branch_and_its_parent_are_one_actor_of_which_the_branch_is_the_more_specific() -> None:
    assert same_actor("pira", "ira")
    assert same_actor("majeed-brigade", "bla")
    assert not same_actor("ltte", "ira")
    assert most_specific("ira", "pira") == "pira"
    assert most_specific("pira", "pira") == "pira"
    assert most_specific("pira", "rira") is None


def test_every_parent_is_an_actor() -> None:
    table = open_actors()
    for number in range(len(table.numbers)):
        who = table.get_actor(number)
        assert who.parent is None or who.parent in table.numbers


def test_covers_the_world() -> None:
    table = open_actors()
    actors = [table.get_actor(n) for n in range(len(table.numbers))]
    assert sum(a.kind == "armed_group" for a in actors) >= 1500
    assert sum(a.kind == "state_forces" for a in actors) >= 250
    assert len({c for a in actors for c in a.countries}) >= 120


def test_opens_and_searches_fast() -> None:
    open_actors.cache_clear()
    started = time.process_time()
    open_actors()
    opened = time.process_time() - started
    text = "Three Lashkar-e-Taiba militants and two policemen were killed in Kupwara, the army said on Monday. " * 18
    find_actors(text)
    started = time.process_time()
    for _ in range(50):
        find_actors(text)
    searched = (time.process_time() - started) / 50
    assert opened < 0.2
    assert searched < 0.01


def test_the_shipped_table_is_checked(tmp_path: Path) -> None:
    from gawah.errors import TableError
    from gawah.gazetteer.tables import DATA, read_table

    (tmp_path / "manifest.json").write_bytes((DATA / "manifest.json").read_bytes())
    (tmp_path / "actors.lines").write_bytes((DATA / "actors.lines").read_bytes()[:-1])
    with pytest.raises(TableError, match="damaged"):
        read_table("actors.lines", tmp_path)


def test_headlines_one_below_the_other_are_read_apart():
    assert [m.surface for m in find_actors("Medics blame rebels\nGunman kills two in Tarsk")] == ["rebels", "Gunman"]
    assert [m.surface for m in find_actors("Villagers fear the Salvadoran\nArmy and armed\nmen")] == [
        "Salvadoran\nArmy",
        "armed\nmen",
    ]
