"""Who did it, on what basis, by whom: invented reports in many styles."""

import pytest

from gawah.coding.rules.attribution import Accusation, choose_doers, find_accusations
from gawah.coding.rules.page import Page, read_page
from gawah.model import CodingInput, Text


def _read(text: str) -> Page:
    return read_page(CodingInput(Text.of("sha256:x", "plain@1", text, language="en")))


def _accusations(text: str) -> list[Accusation]:
    page = _read(text)
    numbers = list(range(len(page.parsed.tokens.sentences)))
    return find_accusations(page.parsed, page.actors, page.harms, page.triggers, numbers, page.speeches, page.suspects)


def _doers(text: str, incident_type: str = "armed_attack") -> list[tuple[str, list[str]]]:
    chosen = choose_doers(_accusations(text), incident_type)
    return [(d[0].name, sorted({a.basis for a in d})) for d in chosen]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Taliban fighters killed four nurses in the valley.", [("Taliban", ["reported_as_fact"])]),
        ("Four nurses were killed by Taliban fighters in the valley.", [("Taliban", ["reported_as_fact"])]),
        ("Suspected Taliban militants shot dead a judge.", [("Taliban", ["suspected"])]),
        ("A judge was shot dead by militants believed to be members of the Taliban.", [("Taliban", ["suspected"])]),
        ("A PKK car bombing killed two drivers.", [("PKK", ["reported_as_fact"])]),
        ("Police said the attack was the work of Boko Haram.", [("Boko Haram", ["accused_by_authorities"])]),
        ("Villagers said Boko Haram killed the two traders.", [("Boko Haram", ["accused_by_others"])]),
        ("Police blamed Boko Haram for the attack.", [("Boko Haram", ["accused_by_authorities"])]),
        ("The attack was blamed on Boko Haram.", [("Boko Haram", ["accused_by_others"])]),
        ("Police suspect Boko Haram of killing the two traders.", [("Boko Haram", ["suspected"])]),
        ("TALIBAN FIGHTERS KILLED FOUR NURSES IN THE VALLEY.", [("Taliban", ["reported_as_fact"])]),
    ],
)
def test_a_group_is_named_with_the_basis_that_the_words_give(text: str, expected: list[tuple[str, list[str]]]) -> None:
    assert _doers(text) == expected


def test_police_who_report_or_answer_are_no_perpetrators() -> None:
    text = "Gunmen killed two farmers near the market. Police shot one gunman dead. Police said a search was under way."
    assert [name for name, _ in _doers(text)] == ["Gunmen"]


def test_forces_who_kill_are_perpetrators() -> None:
    assert _doers("Ten protesters were shot dead by police.", "protest_repression") == [
        ("police", ["reported_as_fact"])
    ]


def test_the_force_before_an_airstrike_did_it() -> None:
    text = "Medics claim that nine people were killed in Saudi-led airstrikes."
    assert _doers(text, "airstrike") == [("Saudi-led coalition", ["accused_by_others"])]


def test_both_sides_of_a_clash_without_an_aggressor_fought() -> None:
    found = _doers("Clashes erupted between Taliban militants and Islamic State fighters, killing four.", "battle")
    assert [name for name, _ in found] == ["Taliban", "Islamic State"]


def test_anti_and_pro_name_somebody_else() -> None:
    assert "Taliban" not in [name for name, _ in _doers("An anti-Taliban militia killed three drivers.")]


def test_ties_behind_a_noun_name_the_group() -> None:
    text = "Militants reportedly allied to the Islamic State launched an attack on a post."
    assert _doers(text) == [("Islamic State", ["suspected"])]


def test_one_group_named_several_ways_is_one_perpetrator_with_its_fullest_name() -> None:
    text = "TTP fighters killed a guard. The Tehrik-i-Taliban Pakistan fighters then fired at a bus."
    assert [name for name, _ in _doers(text)] == ["Tehrik-i-Taliban Pakistan"]


def test_what_a_speaker_tells_again_after_the_narrator_is_no_new_accusation() -> None:
    text = "Boko Haram killed two traders. Police said Boko Haram killed the traders at dawn."
    assert _doers(text) == [("Boko Haram", ["reported_as_fact"])]


@pytest.mark.parametrize(
    ("text", "basis"),
    [
        ("Omar Haddad was charged with bombing the market, which killed nine people.", "accused_by_authorities"),
        ("Omar Haddad was convicted of bombing the market, which killed nine people.", "convicted"),
        ("Omar Haddad was found guilty of killing nine people in the market bombing.", "convicted"),
        ("Prosecutors indicted Omar Haddad over the market bombing that killed nine people.", "accused_by_authorities"),
        ("The bombing suspect Omar Haddad was in court; the blast killed nine people.", "accused_by_authorities"),
        ("Omar Haddad pleaded not guilty to bombing the market; nine people were killed.", "accused_by_authorities"),
    ],
)
def test_persons_before_and_after_a_verdict(text: str, basis: str) -> None:
    assert basis in dict(_doers(text, "bombing"))["Omar Haddad"]


@pytest.mark.parametrize(
    "text",
    [
        "Omar Haddad, a baker, said gunmen killed nine people.",
        "Gunmen killed Omar Haddad and nine others.",
        "Omar Haddad was found guilty of obstruction of justice after the bombing that killed nine people.",
        "The suspect's lawyer, Omar Haddad, spoke of the bombing that killed nine people.",
        "Minister Omar Haddad condemned the bombing that killed nine people.",
    ],
)
def test_witnesses_victims_and_officials_never_become_perpetrators(text: str) -> None:
    assert "Omar Haddad" not in [name for name, _ in _doers(text, "bombing")]


def test_a_surname_points_back_to_the_one_person_who_bears_it() -> None:
    text = "Haddad was found guilty of killing nine people. Omar Haddad showed no emotion."
    assert ("Omar Haddad", ["convicted"]) in _doers(text, "bombing")


def test_blame_for_what_was_left_undone_accuses_nobody() -> None:
    assert _doers("Residents blamed the army for failing to stop the gunmen.") == []


def test_a_denial_alone_names_nobody_and_beside_an_accusation_stands_with_it() -> None:
    denied = Accusation("X Front", None, "armed_group", None, "named", "denied", 5, 9, 1, None, "denial")
    accused = Accusation("X Front", None, "armed_group", None, "named", "suspected", 0, 3, 0, None, "blame")
    assert choose_doers([denied], "bombing") == []
    assert [a.basis for a in choose_doers([denied, accused], "bombing")[0]] == ["suspected", "denied"]


def test_people_without_a_name_stand_only_where_nobody_is_named() -> None:
    assert [n for n, _ in _doers("Three masked men killed a guard. The men fled.")] == ["Three masked men"]
    assert [n for n, _ in _doers("Gunmen killed a guard. Boko Haram militants killed a clerk.")] == ["Boko Haram"]


def test_all_of_a_list_of_accused_are_named() -> None:
    text = (
        "The clerk Omar Haddad, Colonel Ivo Maran, Luis Pardo and Ana Sol were all indicted over the blast; nine died."
    )
    named = [name for name, bases in _doers(text, "bombing") if "accused_by_authorities" in bases]
    assert named == ["Omar Haddad", "Ivo Maran", "Luis Pardo", "Ana Sol"]


def test_doubt_about_the_toll_is_no_doubt_about_the_doer() -> None:
    text = "The Turkish Air Force bombed a village, reportedly killing sixty people."
    assert _doers(text, "airstrike") == [("Turkish Air Force", ["reported_as_fact"])]


@pytest.mark.parametrize(
    "text",
    [
        "Guards were on alert for possible attacks by the Taliban. A bomb killed two traders.",
        "Police said the Taliban were planning to bomb the market. Two traders were killed on Monday.",
        "Over the years, the Taliban have killed many teachers. A teacher was killed on Monday.",
    ],
)
def test_feared_planned_and_habitual_acts_accuse_nobody(text: str) -> None:
    assert _doers(text) == []


def test_whose_men_did_it_names_the_men_and_not_the_person() -> None:
    assert _doers("The dealer Tavin Dorr, whose gang killed a guard, fled.") == [
        ("gang of Tavin Dorr", ["reported_as_fact"])
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Three militants of the Red Cradle Front were killed in an encounter with police.",
        "Two militants of the Red Cradle Front identified as Tavin Dorr and Oran Bes were killed in an encounter.",
        "Three Red Cradle Front militants were killed while planting a bomb.",
    ],
)
def test_a_groups_fallen_fought_or_bore_the_bomb(text: str) -> None:
    assert "Red Cradle Front" in [name for name, _ in _doers(text, "battle")]


def test_a_feigned_encounter_makes_its_victims_no_side() -> None:
    text = "Two militants of the Red Cradle Front were killed in a fake encounter by police."
    assert "Red Cradle Front" not in [name for name, _ in _doers(text, "battle")]


def test_a_commander_by_name_is_no_group() -> None:
    assert "Tavin Dorr" not in [name for name, _ in _doers("Gunmen led by commander Tavin Dorr killed two.")]


def test_what_a_group_is_before_its_name_is_not_its_name() -> None:
    assert _doers("The bomb was planted by the armed Basque separatist group ETA.", "bombing")[0][0] == "ETA"


def test_maoists_are_those_of_the_country_of_the_place() -> None:
    (found,) = (a for a in _accusations("The Maoists killed a contractor in Bargarh District.") if a.sort == "named")
    assert (found.name, found.actor_id) == ("Maoists", "cpi-maoist")


def test_a_guard_that_militants_are_of_is_an_armed_group() -> None:
    found = _accusations("Militants of the Red Hills People's Guard (RHPG) killed two clerks.")
    assert {(a.name, a.kind) for a in found} == {("Red Hills People's Guard", "armed_group")}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Oran Bes, 34, who built the device, was jailed for 28 years; Lin Bes, 29, got 25.", ["Oran Bes", "Lin Bes"]),
        ("Police arrested a former wrestler, Oran Bes, who was sentenced to death.", ["Oran Bes"]),
        ("A court convicts twelve men for the bombing that killed nine.", ["twelve men"]),
    ],
)
def test_verdicts_name_the_convicted(text: str, names: list[str]) -> None:
    assert [(name, basis) for name, basis in _doers(text)] == [(name, ["convicted"]) for name in names]


def test_the_killer_shot_by_police_makes_them_no_perpetrator() -> None:
    text = "Gunmen killed five people in the market. The alleged killer, Oran Bes – shot dead by police – lived nearby."
    assert "police" not in [name for name, _ in _doers(text)]


@pytest.mark.parametrize(
    "text",
    [
        "Bomb attacks in recent years were blamed on the Taliban. Two clerks were killed on Monday.",
        "Many doubt that the attack was the work of the Taliban. Two clerks were killed.",
        "The Taliban warned that it would begin targeting judges. Two clerks were killed.",
        "A crowd beat two salesmen to death after word went round that they belonged to the Taliban.",
    ],
)
def test_background_disbelief_warning_and_rumour_accuse_nobody(text: str) -> None:
    assert "Taliban" not in [name for name, _ in _doers(text)]


def test_the_blame_of_a_force_that_did_it_is_no_accusation() -> None:
    text = "Israeli forces killed nine protesters. Israel blamed the killings on Hamas."
    assert [name for name, _ in _doers(text, "protest_repression")] == ["Israeli forces"]


def test_forces_are_named_with_whom_they_are_loyal_to() -> None:
    text = "Military forces loyal to General Oran Bes fired a missile. Pro-Bes forces fired again."
    assert [name for name, _ in _doers(text, "shelling")] == ["Military forces loyal to General Oran Bes"]


def test_an_act_of_another_kind_is_not_the_incidents() -> None:
    text = "A trader died in police custody. Protesters pelted stones at the station."
    assert "Protesters" not in [name for name, _ in _doers(text, "death_in_custody")]


def test_who_started_firing_did_it() -> None:
    text = "Troopers met seven men of the Red Cradle Front, following which they started firing at the troopers."
    assert "Red Cradle Front" in [name for name, _ in _doers(text)]


def test_an_operation_is_that_of_the_force_that_announces_it() -> None:
    text = "The Egyptian Armed Forces claim that an offensive in the north has killed nine insurgents."
    assert _doers(text, "battle") == [("Egyptian Armed Forces", ["announced_own_operation"])]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("The Taliban splinter group Red Cradle Front (RCF) killed two clerks.", ["Red Cradle Front"]),
        ("Red Cradle Front (RCF), a splinter group of the Taliban, killed two clerks.", ["Red Cradle Front"]),
        ("Two clerks died in a blast carried out by suspected Taliban militants.", ["Taliban"]),
        ("On Monday the Naxals killed two clerks.", ["Naxals"]),
        (
            "Two Taliban militants, under Section 9 of the Criminal Code, told a court that they had killed clerks.",
            [],
        ),
        ("Terrorists stormed the house of Oran Bes, secretary of the local GRP, and killed him.", ["Terrorists"]),
    ],
)
def test_the_one_who_did_it_among_the_names_around(text: str, names: list[str]) -> None:
    found = [name for name, _ in _doers(text)]
    assert found == names or (not names and "Criminal Code" not in found)


def test_left_wing_extremists_are_no_group_by_name() -> None:
    text = "Two clerks were killed by Left Wing Extremists. Police did not know whether the CPI (Maoist) did it."
    assert "CPI (Maoist)" not in [name for name, _ in _doers(text)]


def test_a_force_that_lost_men_is_no_group_of_fighters() -> None:
    text = "Nine insurgents and a Security Force SF guard were shot dead in a gunfight."
    assert "Security Force SF" not in [name for name, _ in _doers(text, "battle")]


def test_a_party_whose_leader_is_named_bears_no_arms() -> None:
    text = "A GRP leader was killed by gunmen at the house of Oran Bes, secretary of the GRP. They also took his car."
    assert "GRP" not in [a.name for a in _accusations(text)]


@pytest.mark.parametrize(
    ("text", "name", "basis"),
    [
        (
            "Six clerks were killed. Zonal leader Oran Bes was arrested in connection with the attack.",
            "Oran Bes",
            "suspected",
        ),
        ("Police detained Oran Bes on suspicion of planting the bomb. Two clerks died.", "Oran Bes", "suspected"),
        (
            "The militants stabbed a clerk. Police arrested the militants, identified as Oran Bes (26) and Lin Tor.",
            "Lin Tor",
            "accused_by_authorities",
        ),
    ],
)
def test_those_arrested_for_the_act_are_named(text: str, name: str, basis: str) -> None:
    assert (name, [basis]) in _doers(text)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Six militants killed a clerk.", "militants"),
        ("Irate protesters killed a clerk.", "protesters"),
        ("Two masked youths killed a clerk.", "Two masked youths"),
        ("Armed men killed a clerk.", "Armed men"),
        ("Five heavily armed militants killed a clerk.", "militants"),
    ],
)
def test_words_for_people_without_a_name_are_short(text: str, name: str) -> None:
    assert [n for n, _ in _doers(text)] == [name]


def test_what_authorities_allege_they_accuse_of() -> None:
    assert _doers("A clerk was allegedly killed by the Taliban, police said.") == [
        ("Taliban", ["accused_by_authorities"])
    ]


def test_who_was_arrested_meanwhile_did_something_else() -> None:
    text = "Gunmen killed a clerk in the valley. Meanwhile, police in the city charged Oran Bes with the bombing."
    assert "Oran Bes" not in [name for name, _ in _doers(text)]


@pytest.mark.parametrize(
    "text",
    [
        "The Taliban killed Oran Bes in Nara. A letter accused Bes of being a police informer.",
        "The Taliban killed Oran Bes in Nara. A leaflet accused Oran Bes of informing on them.",
        "An accused, Oran Bes, who had fled custody, was killed in an encounter with police in Nara.",
    ],
)
def test_whom_his_killers_accuse_is_no_perpetrator(text: str) -> None:
    assert not [name for name, _ in _doers(text) if "Bes" in name]


def test_a_search_that_forces_launched_is_no_attack() -> None:
    text = "Two Taliban militants were killed in an encounter. A search operation was launched by the Assam Rifles."
    assert [name for name, _ in _doers(text, "battle")] == ["Taliban"]


def test_police_who_fired_back_are_no_side_of_an_attack_on_them() -> None:
    text = "Taliban militants fired at a patrol. There was an exchange of fire between police and the Taliban."
    assert [name for name, _ in _doers(text)] == ["Taliban"]


def test_a_pronoun_is_quoted_with_the_words_that_name_it(incidents_of) -> None:
    (incident,) = incidents_of(
        "Guards met a group of Taliban militants near Quetta on 3 May 2031. They opened fire, killing two guards."
    )
    quotes = [e["quote"] for e in incident["evidence"] if e["path"] == "/perpetrators/0/name"]
    assert "a group of Taliban militants" in quotes


def test_an_accusation_is_quoted_with_its_clause_and_its_speaker(incidents_of) -> None:
    (incident,) = incidents_of(
        "Medics claim that nine people were killed in Saudi-led airstrikes in Sanaa on 3 May 2031."
    )
    quotes = [e["quote"] for e in incident["evidence"] if e["path"] == "/perpetrators/0/attribution"]
    assert quotes[0].startswith("Medics claim that nine people were killed in Saudi-led airstrikes")


def test_a_faction_is_named_as_such() -> None:
    text = "The Khaplang faction of the National Socialist Council of Nagaland (NSCN K) ambushed a patrol, killing two."
    assert _doers(text)[0][0] == "Khaplang faction of the National Socialist Council of Nagaland"
