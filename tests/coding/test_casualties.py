"""The people harmed by one incident: attackers apart, the dead by side, groups told once."""

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
