"""The people harmed by one incident: attackers apart, the dead by side, groups told once."""

import pytest

SIDES = ("civilians", "side_a", "side_b", "unknown")


def read_one(incidents_of, text, **about):
    return incidents_of("FICTION.\n\n" + text, **about)[0]


def best(count):
    return count and count["best"]


def sides(incident):
    split = incident["killed_by_party"]
    return split and tuple(split[name] for name in SIDES)


def test_fighters_who_fall_in_a_clash_with_forces_are_attackers(incidents_of):
    text = "Two militants and a soldier were killed in a gun battle between the two near Peshawar on Monday."
    incident = read_one(incidents_of, text)
    assert best(incident["killed"]) == 1
    assert best(incident["attackers_killed"]) == 2
    assert sides(incident) == (None, 1, 2, None)


def test_as_many_suspects_told_again_are_the_same_attackers(incidents_of):
    text = (
        "Three suspected militants were killed in an encounter with police in Karachi on Monday. "
        "The police ran after them, and following an exchange of fire three suspects were killed."
    )
    incident = read_one(incidents_of, text)
    assert best(incident["attackers_killed"]) == 3
    assert best(incident["killed"]) == 0


def test_nobody_else_was_killed_only_where_the_fight_is_over(incidents_of):
    fight = "Two militants were killed in an encounter with police in Karachi on Monday."
    assert best(read_one(incidents_of, fight)["killed"]) == 0
    assert read_one(incidents_of, fight + " The operation was still continuing.")["killed"] is None


def test_the_attackers_wounded_are_not_counted(incidents_of):
    text = "Four policemen and a militant were injured in a clash between police and militants in Peshawar on Monday."
    assert best(read_one(incidents_of, text)["injured"]) == 4


def test_parts_tell_the_sides_of_a_whole(incidents_of):
    text = "Seven people, including four policemen, were killed when gunmen attacked a checkpoint in Quetta on Monday."
    assert sides(read_one(incidents_of, text)) == (None, 4, None, 3)


def test_a_group_told_twice_is_one_group(incidents_of):
    text = (
        "A policeman was shot dead by gunmen in Karachi on Monday. "
        "Police constable Omar Bel was killed on the spot, an officer said."
    )
    (group,) = read_one(incidents_of, text)["victims"]
    assert group["persons"][0]["name"] == "Omar Bel"


def test_what_a_suspect_is_wanted_for_is_not_counted(incidents_of):
    text = (
        "A policeman was injured when gunmen opened fire in Karachi on Monday. "
        "One of them, police said, confessed his involvement in the killing of 15 people."
    )
    incident = read_one(incidents_of, text)
    assert incident["killed"] is None
    assert best(incident["injured"]) == 1


def test_nobody_injured_is_nobody_killed(incidents_of):
    text = "A bomb went off near a police post in Quetta on Monday. No one was injured."
    incident = read_one(incidents_of, text)
    assert (best(incident["killed"]), best(incident["injured"])) == (0, 0)


def test_surnames_and_offices_are_no_communities(incidents_of):
    text = "Gunmen shot dead a tribal elder, Omar Khattak, in Peshawar on Monday."
    assert all(not group["ethnic_or_religious"] for group in read_one(incidents_of, text)["victims"])


def test_no_losses_make_the_fallen_fighters_attackers(incidents_of):
    text = "A patrol killed three militants at Wana, Pakistan, on Monday. There were no losses among the troops."
    incident = read_one(incidents_of, text)
    assert (best(incident["killed"]), best(incident["attackers_killed"])) == (0, 3)


def test_attackers_are_taken_out_of_a_total(incidents_of):
    text = "Twelve people, including the two attackers, were killed when gunmen stormed a hotel in Kabul on Monday."
    incident = read_one(incidents_of, text)
    assert (best(incident["killed"]), best(incident["attackers_killed"])) == (10, 2)


def test_attackers_die_by_their_own_hand(incidents_of):
    text = "Three girls set off belts at a market in Maiduguri, Nigeria, on Monday, killing themselves and 11 others."
    incident = read_one(incidents_of, text)
    assert (best(incident["killed"]), best(incident["attackers_killed"])) == (11, 3)


def test_who_the_victims_were(incidents_of):
    text = (
        "Three people were killed when gunmen fired on a cafe in Lagos, Nigeria, on Monday. "
        "The victims were a tailor, a cook and a student."
    )
    groups = read_one(incidents_of, text)["victims"]
    assert [g["occupation"] for g in groups] == [None, "tailor", "cook", "student"]
    assert [g["subset_of"] for g in groups[1:]] == ["v1", "v1", "v1"]


@pytest.mark.parametrize("words", ["Hazaras", "Hazaras, a Shia community", "women and children"])
def test_what_all_the_dead_were_is_no_part_of_them(incidents_of, words):
    text = f"Gunmen shot dead six tailors in a workshop in Quetta, Pakistan, on Monday. The dead were {words}."
    (group,) = read_one(incidents_of, text)["victims"]
    assert (best(group["count"]), group["subset_of"]) == (6, None)
    assert "Hazara" not in words or "Hazara" in group["ethnic_or_religious"]


def test_who_one_is_stands_behind_the_name(incidents_of):
    text = "Gunmen shot dead Omar Bel, 34, a journalist with the Post, in Lagos, Nigeria, on Monday."
    incident = read_one(incidents_of, text)
    assert best(incident["killed"]) == 1
    assert incident["victims"][0]["occupation"] == "journalist"


def test_personnel_are_of_their_force(incidents_of):
    text = "Gunmen killed five personnel of the River Corps in Kech, Pakistan, on Monday."
    (group,) = read_one(incidents_of, text)["victims"]
    assert (group["occupation"], group["status"]) == ("River Corps personnel", "security_forces")


def test_the_sum_of_years_is_no_toll(incidents_of):
    text = (
        "Gunmen killed two guards in Kabul on Monday. The president has said that 28,000 officers have been killed "
        "since 2015."
    )
    assert best(read_one(incidents_of, text)["killed"]) == 2


def test_what_a_speaker_says_of_a_part_is_a_figure_that_sets_no_bound(incidents_of):
    text = (
        "Gunmen killed 11 miners near Mach, Pakistan, on Monday. "
        "The foreign ministry said that seven Ruritanian brothers were among the 11 miners killed."
    )
    incident = read_one(incidents_of, text)
    assert (incident["killed"]["low"], best(incident["killed"])) == (11, 11)
    part = [f for f in incident["figures"] if f["status"] == "part"]
    assert [(f["best"], f["speaker"]) for f in part] == [(7, "The foreign ministry")]


def test_a_figure_is_quoted_with_what_is_told_in_one_breath(incidents_of):
    text = "Masked men raided a shop in Quetta on Monday, killing an employee while injuring four others at the gate."
    incident = read_one(incidents_of, text)
    quotes = [e["quote"] for e in incident["evidence"] if e["path"] == "/killed"]
    assert any("killing an employee while injuring four others at the gate" in quote for quote in quotes)


def test_where_people_are_from(incidents_of):
    for words, country in (("two soldiers from Niger", "NE"), ("a Sri Lankan nurse", "LK")):
        incident = read_one(incidents_of, f"Gunmen killed {words} near Gao, Mali, on Monday.")
        assert incident["victims"][0]["nationality"] == country


def test_all_the_fallen_attackers_and_not_only_who_blew_himself_up(incidents_of):
    text = (
        "Three militants were killed in a clash with troops in Kalat, Pakistan, on Monday when one of them "
        "blew himself up."
    )
    assert best(read_one(incidents_of, text)["attackers_killed"]) == 3


def test_fighters_whom_an_answer_to_the_attack_killed_count_apart(incidents_of):
    text = (
        "Five rebels were killed when soldiers retaliated after a mine on the road had killed a captain near Gao, "
        "Mali, on Monday."
    )
    incident = read_one(incidents_of, text)
    assert (best(incident["killed"]), best(incident["attackers_killed"])) == (1, 5)


def test_fighters_killed_by_a_force_in_an_exchange_of_fire_are_attackers(incidents_of):
    text = (
        "Police killed four militants in an exchange of fire in Quetta, Pakistan, on Monday. A constable was injured."
    )
    incident = read_one(incidents_of, text)
    assert (best(incident["killed"]), best(incident["attackers_killed"])) == (0, 4)


def test_the_fallen_of_two_groups_are_the_killed(incidents_of):
    text = (
        "Fighting with mortars between the Sea Battalion and the Lions of the Coast in Tripoli, Libya, on Monday cost "
        "the lives of 12 fighters and three residents, the western government said."
    )
    assert best(read_one(incidents_of, text)["killed"]) == 15


def test_gunmen_of_somebody_harmed_are_no_attackers(incidents_of):
    text = "An elder was shot dead and his two gunmen were injured in an attack in Quetta, Pakistan, on Monday."
    assert best(read_one(incidents_of, text)["injured"]) == 2


def test_a_wounded_man_told_dead_before_is_not_counted_twice(incidents_of):
    text = (
        "A soldier was killed in an ambush near Quetta, Pakistan, on Monday. Rebels fired at a patrol, in which a "
        "soldier named Omar Dastan sustained serious injuries and later succumbed."
    )
    incident = read_one(incidents_of, text)
    assert (best(incident["killed"]), incident["injured"]) == (1, None)


def test_an_explosion_is_the_bombing_that_the_report_is_about(incidents_of):
    text = (
        "A clerk told the court that Paul Dorr came on April 15, 1995, to hire the lorry used in the bombing of the "
        "Town Hall in Graz, Austria. Dorr is accused of the bombing. The Town Hall in Graz was shattered by an "
        "explosion on April 19, 1995, killing 68 people."
    )
    incident = read_one(incidents_of, text)
    assert best(incident["killed"]) == 68


def test_one_of_the_attackers_is_none_of_the_victims_told_of(incidents_of):
    text = (
        "FIGHTERS OF THE COLUMN OF THE FIFTH OF MAY ATTACKED THE TOWN HALL OF SAN BLAS, HONDURAS, TODAY. THE MAYOR, A "
        "POLICEMAN AND TWO MUNICIPAL WORKERS WERE KILLED. ONE OF THE ATTACKERS DIED IN THE EXCHANGE OF FIRE."
    )
    incident = read_one(incidents_of, text)
    assert (best(incident["killed"]), best(incident["attackers_killed"])) == (4, 1)


def test_those_whom_their_own_bomb_killed_are_attackers(incidents_of):
    for text in (
        "Seven militants were killed in two accidental explosions in Kandahar, Afghanistan, on Monday.",
        "Seven militants were killed while planting a mine near Kandahar, Afghanistan, on Monday.",
    ):
        incident = read_one(incidents_of, text)
        assert (best(incident["killed"]), best(incident["attackers_killed"])) == (None, 7)


def test_bodies_that_are_gathered_are_the_dead(incidents_of):
    text = "The bodies of 29 men were gathered near Wabag, Papua New Guinea, where two clans had fought with shotguns."
    assert best(read_one(incidents_of, text)["killed"]) == 29
