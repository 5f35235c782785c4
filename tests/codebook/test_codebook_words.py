"""The words that the codebook gives: attribution, weapons, vague quantities, and what a search finds."""

import pytest

from gawah import codebook as module
from gawah.errors import CodebookError


@pytest.mark.parametrize(
    ("basis", "by", "name", "words"),
    [
        ("claimed", "Islamic State", None, "claimed by Islamic State"),
        ("claimed", "Northern Dawn", "Northern Dawn", "claimed by Northern Dawn"),
        ("claimed", "Northern Dawn", "Dawn Coast Branch", "claimed for Dawn Coast Branch by Northern Dawn"),
        ("claimed", None, "Northern Dawn", "claimed by Northern Dawn"),
        ("claimed", None, None, "responsibility claimed"),
        ("suspected", "the police", None, "suspected, according to the police"),
        ("suspected", "the police", "Northern Dawn", "Northern Dawn, suspected, according to the police"),
        ("suspected", None, None, "suspected"),
        ("convicted", "a court in Tarsk", None, "found guilty by a court in Tarsk"),
        ("convicted", None, "Ilva Brandt", "Ilva Brandt, found guilty by a court"),
        ("accused_by_authorities", "the governor", None, "accused by the governor"),
        ("denied", "northern dawn", "Northern Dawn", "responsibility denied by Northern Dawn"),
        ("unknown", None, None, "on grounds not stated"),
        ("suspected", "{name} {", None, "suspected, according to {name} {"),
    ],
)
def test_an_attribution_is_put_in_words(codebook, basis, by, name, words):
    assert codebook.words_for(basis, by, name) == words
    assert module.words_for(basis, by, name) == words


def test_every_basis_has_words_with_and_without_a_speaker_and_a_name(codebook):
    for basis in codebook.values("bases"):
        alone, by, name, both = (codebook.words_for(basis, *a) for a in ((), ("B",), (None, "N"), ("B", "N")))
        assert len({alone, by, name, both}) == 4
        assert "B" in by
        assert "N" in name
        assert "B" in both
        assert "N" in both


def test_no_words_of_attribution_are_a_verdict(codebook):
    for basis in codebook.values("bases"):
        words = f" {codebook.words_for(basis, 'B', 'N')} "
        assert not any(
            verdict in words for verdict in (" did ", " committed ", " carried out ", " responsible ", " perpetrated ")
        )


def test_an_unknown_basis_is_an_error(codebook):
    with pytest.raises(CodebookError, match="bases has no 'proved'; it has claimed, "):
        codebook.words_for("proved", "the press")


# --- weapons ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("term", "class_", "type_", "kind"),
    [
        ("pistol", "firearm", "handgun", "words"),
        ("kalashnikovs", "firearm", "rifle", "words"),
        ("opened fire", "firearm", "firearm", "manner"),
        ("car bomb", "explosive", "car bomb", "words"),
        ("blew himself up", "explosive", "suicide vest", "manner"),
        ("ieds", "explosive", "IED", "words"),
        ("mortar shells", "artillery", "mortar", "words"),
        ("airstrikes", "aircraft bomb", "aircraft bomb", "manner"),
        ("set ablaze", "incendiary", "fire", "manner"),
        ("throats were slit", "melee", "knife", "manner"),
        ("club", "melee", "blunt", "context"),
        ("rammed into", "vehicle", "vehicle", "context"),
        ("sarin", "chemical", "chemical", "words"),
        ("tear gas", "less_lethal", "tear gas", "words"),
    ],
)
def test_a_word_gives_its_weapon_away(codebook, term, class_, type_, kind):
    found = codebook.weapon_terms()[term]
    assert (found.class_, found.type, found.kind) == (class_, type_, kind)


def test_words_for_weapons_are_in_lower_case_and_longest_first(codebook):
    terms = list(module.weapon_terms())
    assert all(term == term.lower() == " ".join(term.split()) for term in terms)
    assert [len(term) for term in terms] == sorted((len(term) for term in terms), reverse=True)
    assert terms.index("car bomb") < terms.index("bomb")


def test_each_weapon_class_has_a_type_of_its_own_name_in_it(codebook):
    types = codebook.vocabulary("weapon_types")
    for class_ in codebook.values("weapon_classes"):
        assert types[class_].text("class") == class_


def test_coal_mines_and_night_clubs_are_no_weapons(codebook):
    terms = codebook.weapon_terms()
    assert "mine" not in terms
    assert terms["club"].kind == "context"


def test_one_word_cannot_mean_two_weapons(edit):
    folder = edit("weapons.yaml", " handgun, handguns,", " rifle, handguns,")
    with pytest.raises(CodebookError, match=r"weapons\.yaml: weapon_types/handgun: 'rifle' is rifle too"):
        module.load(folder).weapon_terms()


# --- quantities -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("quantity", "lowest"),
    [("dozens", (1, 12, 24)), ("scores", (1, 20, 40)), ("several", (1, 1, 2)), ("some", (1, 1, 1))],
)
def test_house_conventions_read_vague_quantities_by_name(codebook, quantity, lowest):
    assert tuple(codebook.lowest(quantity, policy) for policy in ("open", "one_unit", "two_units")) == lowest


def test_the_default_reads_no_more_into_a_word_than_one(codebook):
    assert {codebook.lowest(quantity) for quantity in codebook.values("quantity_words")} == {1}


def test_policies_name_only_quantities_that_there_are(codebook):
    for policy in codebook.vocabulary("quantity_policies").values():
        assert set(policy.numbers("lowest")) <= set(codebook.values("quantity_words")), policy.id


def test_a_vague_quantity_is_found_by_its_words(codebook):
    terms = codebook.quantity_terms()
    assert (terms["scores of"], terms["several dozen"], terms["tens of thousands"]) == ("scores", "dozens", "thousands")
    forms = [form for entry in codebook.vocabulary("quantity_words").values() for form in entry.texts("forms")]
    assert len(forms) == len(set(forms)) == len(terms)


def test_an_unknown_quantity_or_convention_is_an_error(codebook):
    with pytest.raises(CodebookError, match="quantity_words has no 'heaps'"):
        codebook.lowest("heaps")
    with pytest.raises(CodebookError, match="quantity_policies has no 'mine'"):
        codebook.lowest("dozens", "mine")


# --- search -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("execution", ("incident_types", "execution")),
        ("sit in", ("response_types", "sit_in")),
        ("kalashnikov", ("weapon_types", "rifle")),
        ("Enforced disappearance", ("incident_types", "disappearance")),
        ("GTD armed assault", ("incident_types", "armed_attack")),
        ("nkillter", ("measures", "attackers_killed")),
    ],
)
def test_a_search_gives_the_nearest_name_first(codebook, query, first):
    found = codebook.find(query)
    assert (found[0].vocabulary, found[0].id) == first


def test_a_search_wants_every_word(codebook):
    assert {entry.id.rpartition("/")[2] for entry in codebook.find("nkillter attackers")} == {"attackers_killed"}
    assert codebook.find("attackers zeppelin") == ()
    assert codebook.find("  ") == ()
    assert len(codebook.find("none")) < 20, "an entry without a note must not be found by that"
