"""CEAF-REE and CEAF-TF on templates so small that the right figures can be counted by hand. All of it is FICTION."""

import json
from pathlib import Path

import pytest

from gawah.errors import GoldError, ReportTooSlow
from gawah.evaluate import Score, evaluate_muc4
from gawah.evaluate.muc4 import ROLES, align_templates, read_messages, read_originals, score_entities
from gawah.evaluate.muc4_record import fill_templates
from gawah.evaluate.muc4_templates import drop_repeated, make_template, normalise

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data" / "muc4"


def template(kind, **roles):
    """A template; each role is a list of entities, each a string of mentions between slashes."""
    mentions = {role: [entity.split(" / ") for entity in entities] for role, entities in roles.items()}
    return make_template(kind.split(" or "), mentions)


def test_mentions_are_normalised():
    assert normalise('The "Red Kité" Front  (RKF),\nan army') == "red kite front rkf army"
    assert template("attack", Weapon=["the", "a bomb / Bomb"]).entities["Weapon"] == (frozenset({"bomb"}),)


# --- CEAF-REE ---------------------------------------------------------------------------------------------------------


def test_ree_needs_all_mentions_of_a_prediction_in_one_gold_entity():
    gold = [template("attack", PerpOrg=["Red Kite Front / RKF"], Victim=["Ana Ost", "Bo Ost"])]
    read = [template("bombing", PerpOrg=["RKF / kites"], Victim=["the Bo Ost", "Cy Ost", "Ana"])]
    scores = score_entities(gold, read)
    assert scores["PerpOrg"] == Score(0, 1, 1)
    assert scores["Victim"] == Score(1, 3, 2)
    assert scores["Weapon"] == Score(0, 0, 0)


def test_ree_aligns_one_to_one_and_as_well_as_can_be():
    gold = [template("attack", Target=["bus / car", "bus stop / bus"])]
    read = [template("attack", Target=["bus", "car"])]
    assert score_entities(gold, read)["Target"] == Score(2, 2, 2)
    both = [template("attack", Target=["bus", "car", "van"])]
    assert score_entities([template("attack", Target=["bus / car"])], both)["Target"] == Score(1, 3, 1)


def test_ree_counts_an_entity_of_several_templates_once():
    gold = [template("attack", PerpInd=["rebels / rebel column"]), template("arson", PerpInd=["rebels", "a boy"])]
    assert score_entities(gold, gold)["PerpInd"] == Score(2, 2, 2)


# --- CEAF-TF ----------------------------------------------------------------------------------------------------------


def slots(gold, read):
    found = align_templates(gold, read)
    return [(pair.gold and gold.index(pair.gold), pair.predicted and read.index(pair.predicted)) for pair in found]


def test_tf_aligns_for_the_greatest_total():
    gold = [template("attack", Victim=["Ana", "Bo"]), template("attack", Victim=["Ana"])]
    read = [template("attack", Victim=["Ana"]), template("attack", Victim=["Ana", "Bo"])]
    assert slots(gold, read) == [(0, 1), (1, 0)]


def test_tf_aligns_no_templates_of_different_types():
    gold = [template("bombing", Victim=["Ana", "Bo"])]
    read = [template("attack", Victim=["Ana", "Bo"])]
    assert slots(gold, read) == [(0, None), (None, 0)]


def test_any_of_golds_types_is_right():
    gold = [template("bombing or attack")]
    assert slots(gold, [template("attack")]) == [(0, 0)]


def test_equal_templates_count_once():
    assert len(drop_repeated([template("attack"), template("attack", Victim=["Ana"]), template("attack")])) == 2


# --- whole files ------------------------------------------------------------------------------------------------------


def write_roles(kind, **roles):
    filled = {role: [[[m, 0] for m in entity] for entity in roles.get(role, [])] for role in ROLES}
    return {"incident_type": kind, **filled}


@pytest.fixture
def corpus(tmp_path):
    documents = [
        {
            "docid": "DEV-MUC3-9001",
            "doctext": "members of the red kite front threw a bomb at the bus. ana ost died.",
            "templates": [
                write_roles(
                    "bombing",
                    PerpInd=[["members of the red kite front"]],
                    PerpOrg=[["red kite front"]],
                    Target=[["bus"]],
                    Victim=[["ana ost"]],
                    Weapon=[["bomb"]],
                ),
                write_roles("attack", Victim=[["bo ost"]]),
            ],
        },
        {"docid": "DEV-MUC3-9002", "doctext": "the cup was won.", "templates": []},
    ]
    path = tmp_path / "dev.json"
    path.write_text("\n".join(json.dumps(document) for document in documents), encoding="utf-8")
    return path


RECORDS = {
    "DEV-MUC3-9001": {
        "incidents": [
            {
                "type": "bombing",
                "perpetrators": [{"name": "Members of the Red Kite Front", "kind": "armed_group"}],
                "targets": [{"description": "the bus"}, {"description": "a van"}],
                "victims": [{"persons": [{"name": "Dr. Ana Ost"}]}],
                "weapons": [{"class": "explosive", "type": "bomb", "text": "a bomb"}],
            }
        ]
    },
    "DEV-MUC3-9002": {"incidents": [{"type": "battle"}, {"type": "arson"}]},
}


def test_a_file_is_scored(corpus):
    texts = {}

    def predict(name, text):
        texts[name] = text
        return RECORDS[name]

    found = evaluate_muc4(corpus, predict, fill=fill_templates)
    assert texts["DEV-MUC3-9002"] == "THE CUP WAS WON."
    assert found.documents == 2
    assert found.tf == {
        "incident_type": Score(1, 2, 2),
        "PerpInd": Score(1, 1, 1),
        "PerpOrg": Score(1, 1, 1),
        "Target": Score(1, 2, 1),
        "Victim": Score(1, 1, 2),
        "Weapon": Score(1, 1, 1),
        "all": Score(6, 8, 8),
    }
    assert found.ree["all"] == Score(5, 6, 6)
    assert found.to_json()["ceaf_tf"]["all"]["f1"] == 0.75
    assert {(m.slot, m.kind, m.types, m.value) for m in found.mistakes} == {
        ("incident_type", "miss", "attack", "attack"),
        ("Victim", "miss", "attack", "bo ost"),
        ("Target", "spurious", "bombing", "van"),
        ("incident_type", "spurious", "arson", "arson"),
    }


def test_a_document_that_cannot_be_read_has_no_templates(corpus):
    def refuse(name, text):
        raise ReportTooSlow(name, "took too long", "split it")

    found = evaluate_muc4(corpus, refuse, respell=str, fill=fill_templates)
    assert found.tf["all"] == Score(0, 0, 8)
    assert [name for name, _ in found.failures] == ["DEV-MUC3-9001", "DEV-MUC3-9002"]


def test_original_messages_are_read_as_they_stand(corpus, tmp_path):
    folder = tmp_path / "texts"
    folder.mkdir()
    message = "\n\n   TARSK, 3 MAY 90 -- [TEXT] A BOMB\nWENT OFF.\n\n\n"
    (folder / "dev").write_text(f"DEV-MUC3-9001 (ABC){message}DEV-MUC3-9003\n\nX\n", encoding="latin-1")
    assert list(read_originals(folder)) == ["DEV-MUC3-9001", "DEV-MUC3-9003"]
    texts = []
    evaluate_muc4(corpus, lambda name, text: texts.append(text) or RECORDS[name], texts_dir=folder, fill=fill_templates)
    assert texts == ["   TARSK, 3 MAY 90 -- [TEXT] A BOMB\nWENT OFF.\n", "THE CUP WAS WON."]


@pytest.mark.parametrize(
    "line", ["{}", '{"docid": 1, "doctext": "", "templates": [{"incident_type": "attack"}]}', "[]"]
)
def test_a_file_of_another_shape(tmp_path, line):
    (tmp_path / "dev.json").write_text(line, encoding="utf-8")
    with pytest.raises(GoldError, match=r"dev\.json: line 1"):
        read_messages(tmp_path / "dev.json")


@pytest.mark.skipif(not SHARED.exists(), reason="the MUC-4 development set is not beside this checkout")
def test_the_development_set_against_itself():
    messages = read_messages(SHARED / "dev.json")
    originals = read_originals(SHARED / "texts")
    assert len(messages) == 200
    assert all(message.name in originals for message in messages)
    for message in messages:
        scores = score_entities(message.templates, message.templates)
        assert all(score.right == score.predicted == score.gold for score in scores.values())
        found = align_templates(message.templates, message.templates)
        assert all(pair.gold == pair.predicted for pair in found)
