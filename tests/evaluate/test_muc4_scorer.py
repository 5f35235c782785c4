"""Candidates for MUC-4's roles and their choice by weights. All of it is FICTION."""

from pathlib import Path

import pytest

from gawah.coding.rules.casing import is_english
from gawah.errors import TableError
from gawah.evaluate import evaluate_muc4
from gawah.evaluate.muc4_candidates import list_candidates, read_document
from gawah.evaluate.muc4_features import FEATURES, name_feature
from gawah.evaluate.muc4_record import fill_templates
from gawah.evaluate.muc4_scorer import (
    TYPES,
    Bar,
    Weights,
    choose_templates,
    describe_document,
    describe_filler,
    judge_templates,
    load_weights,
    score,
)
from gawah.evaluate.muc4_templates import ROLES
from gawah.evaluate.reader import Reader
from gawah.pipeline import read_text
from gawah.record import record_to_json

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data" / "muc4"

TEXT = (
    "TWO ARMED MEN YESTERDAY KILLED JUDGE ANA DE OSTMARK IN FRONT OF HER HOUSE IN TARSK. THE OFFICES OF THE KITE BANK "
    "WERE DESTROYED BY A DYNAMITE CHARGE. THE SPANIARD BO KESTRAL'S CAR WAS DAMAGED."
)


@pytest.fixture(scope="module")
def page():
    return read_document(TEXT)


@pytest.fixture(scope="module")
def candidates(page):
    return {candidate.string: candidate for candidate in list_candidates(page, {})}


@pytest.mark.parametrize(
    "string",
    [
        "two armed men",
        "armed men",
        "men",
        "ana de ostmark",
        "house",
        "offices of kite bank",
        "offices",
        "dynamite charge",
    ],
)
def test_phrases_are_cut_as_an_annotator_may(candidates, string):
    assert string in candidates


def test_features_tell_build_company_and_place(candidates):
    men, judge = candidates["two armed men"].features, candidates["ana de ostmark"].features
    assert {"cut=full", "head=men", "right=killed", "sentence=0"} <= men
    assert {"name=3", "left=killed"} <= judge
    assert not any("ostmark" in feature or "tarsk" in feature for c in candidates.values() for feature in c.features)


def test_names_are_told_from_nations_and_know_their_fuller_forms(candidates):
    assert any(feature.startswith("name=") for feature in candidates["bo kestral"].features)
    assert not any(feature.startswith("name=") for feature in candidates["spaniard bo kestral"].features)
    assert "fuller" in candidates["ostmark"].features
    assert "fuller" not in candidates["ana de ostmark"].features


def test_what_the_record_says_is_a_feature(page):
    record = record_to_json(read_text(TEXT).record)
    told = {candidate.string: candidate.features for candidate in list_candidates(page, record)}
    assert {"said=targets", "value=target", "target"} <= told["offices of kite bank"]


def test_names_stand_without_the_people_behind_and_modifiers_by_themselves():
    page = read_document(
        "SHINING PATH TERRORISTS FIRED A MORTAR ROUND AT THE BARRACKS. THE FARABUNDO MARTI NATIONAL LIBERATION FRONT "
        "(FMLN) URBAN COMMANDOS SAID THAT IT WAS NO TERRORIST ATTACK."
    )
    found = {candidate.string: candidate.features for candidate in list_candidates(page, {})}
    names = {"shining path terrorists", "shining path", "farabundo marti national liberation front", "fmln"}
    assert names | {"mortar", "terrorist"} <= found.keys()
    assert "id=shining-path|exact" in found["shining path"]
    assert "id=shining-path|part" not in found["shining path"]


def test_a_phrase_of_common_words_is_a_feature_and_one_with_a_name_is_none(candidates):
    assert "phrase=dynamite charge" in candidates["dynamite charge"].features
    assert not any("phrase=" in feature for feature in candidates["ana de ostmark"].features)


def test_words_of_violence_beside_a_phrase_are_told_by_what_they_do(candidates):
    assert "lt=harm-killed-False|0" in candidates["ana de ostmark"].features
    assert "rt=harm-killed-False" in candidates["two armed men"].features


def test_strings_are_numbered_by_their_sort(candidates):
    assert "nth=1|thing" in candidates["house"].features
    assert "nth=2|thing" in candidates["offices of kite bank"].features


def test_how_likely_a_type_is_counts_for_its_fillers(candidates):
    chances = dict.fromkeys(TYPES, 0.0) | {"attack": 0.55, "bombing": 0.35}
    told = set(describe_filler(candidates["house"], "attack", chances))
    assert {"sure=0.5", "sure=0.5|thing", "other=0.2|thing"} <= told
    assert not {"sure=0.6", "other=0.5|thing"} & told


def test_every_feature_is_of_the_list_that_the_weights_are_fitted_to(page, candidates):
    every = list(candidates.values())
    chances = dict.fromkeys(TYPES, 0.5)
    told = {name_feature(feature) for feature in describe_document(page, {})}
    for kind in TYPES:
        told |= {name_feature(feature) for c in every for feature in describe_filler(c, kind, chances)}
    assert told <= set(FEATURES)
    weights = load_weights()
    models = (*weights.roles.values(), *weights.types.values())
    assert {name_feature(name) for model in models for name in model if name} <= set(FEATURES)


def test_weights_fitted_to_other_features_are_refused(monkeypatch):
    monkeypatch.setattr("gawah.evaluate.muc4_scorer.FEATURES", (*FEATURES, "zeal"))
    with pytest.raises(TableError, match="train_muc4"):
        load_weights.__wrapped__()


def test_scores_are_chances():
    assert score({"": 0.0}, ["a"]) == 0.5
    assert score({"": 0.0, "a": 100.0}, ["a"]) == pytest.approx(1)
    assert score({"": -1.0, "a": 1.0}, ["a", "b"]) == 0.5


def weigh(apart=100, **bars):
    roles = {role: {"": -9.0} for role in ROLES}
    roles["Victim"] = {"": -2.0, "name=3": 4.0, "name=2": 3.0, "bombing|apart": -9.0}
    roles["Weapon"] = {"": -2.0, "weapon=mark-explosive": 4.0}
    types = {kind: {"": 1.0 if kind in ("attack", "bombing") else -9.0} for kind in TYPES}
    every = dict.fromkeys(ROLES, Bar(0.4, 0.4, 1.5)) | bars
    return Weights(types, roles, dict.fromkeys(TYPES, 0.5), every, apart)


def choose(page, candidates, weights):
    every = list(candidates.values())
    templates = choose_templates(describe_document(page, {}), every, weights)
    return {next(iter(t.types)): {role: [set(e) for e in t.entities[role]] for role in ROLES} for t in templates}


def test_strings_go_to_the_types_that_they_fit_best(page, candidates):
    chosen = choose(page, candidates, weigh())
    assert set(chosen) == {"attack", "bombing"}
    assert {"ana de ostmark"} in chosen["attack"]["Victim"]
    assert {"ana de ostmark"} not in chosen["bombing"]["Victim"]


def test_of_strings_for_one_entity_the_best_is_taken_and_the_bar_holds(page, candidates):
    weapons = choose(page, candidates, weigh())["bombing"]["Weapon"]
    assert len(weapons) == 1
    assert choose(page, candidates, weigh(Weapon=Bar(0.99, 0.99, 1.5)))["bombing"]["Weapon"] == []


def test_targets_far_apart_make_templates_of_their_own(page, candidates):
    every = list(candidates.values())
    document = describe_document(page, {})
    kinds = [next(iter(t.types)) for t in choose_templates(document, every, weigh(apart=5))]
    assert kinds.count("attack") == 2


def test_the_shipped_weights_read_a_plain_report():
    templates = judge_templates(record_to_json(read_text(TEXT).record), TEXT)
    assert {kind for template in templates for kind in template.types} & {"attack", "bombing"}
    strings = {m for t in templates for role in ROLES for entity in t.entities[role] for m in entity}
    assert {"ana de ostmark", "two armed men"} & strings


def test_the_shipped_weights_hold_common_words_only():
    weights = load_weights()
    assert set(weights.roles) == set(ROLES)
    assert set(weights.types) == set(TYPES)
    names = {name for model in (*weights.roles.values(), *weights.types.values()) for name in model}
    phrases = {name for name in names if "phrase=" in name}
    assert max(len(name.split()) for name in names - phrases) <= 2  # "be killed"
    words = {word for name in phrases for word in name.split("phrase=")[1].split("|")[0].split()}
    assert all(map(is_english, words))


@pytest.mark.skipif(not SHARED.exists(), reason="the MUC-4 development set is not beside this checkout")
def test_the_development_set_is_read_no_worse():
    reader = Reader()
    judged = evaluate_muc4(SHARED / "dev.json", reader.predict)
    plain = evaluate_muc4(SHARED / "dev.json", reader.predict, fill=fill_templates)
    assert judged.ree["all"].f1 >= 0.45
    assert judged.tf["all"].f1 >= 0.43
    assert plain.ree["all"].f1 >= 0.26
    assert plain.tf["all"].f1 >= 0.29
