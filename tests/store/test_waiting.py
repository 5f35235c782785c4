"""What waits for people is kept with the views, in the order of its worth, on both databases."""

import pytest

from gawah.model import Link
from gawah.pipeline import add
from gawah.review import (
    Reviewer,
    judge_pair,
    judge_value,
    move_incident,
    release_incident,
    undo,
)

TEXTS = {
    "a": "Nine people were killed when a bomb exploded at a market in Quetta on 7 March 2017, shopkeepers said.",
    "b": "Gunmen shot dead four policemen in Zhob, Balochistan, on 20 March 2017, officials said.",
}


def amina():
    return Reviewer.now("Amina", "as the list has it")


@pytest.fixture
def filled(store, tmp_path):
    folder = tmp_path / "reports"
    folder.mkdir()
    for name, text in TEXTS.items():
        (folder / f"{name}.txt").write_text(f"Published: 2017-03-21\nFICTION\n\n{text}", encoding="utf-8")
    for _ in add(store, folder):
        pass
    return store


@pytest.fixture
def pair(filled):
    """The ids of two incidents that a machine is unsure of."""
    ids = [record.incident.id for record in filled.list_incidents()]
    one, other = (filled.list_events(id_)[0] for id_ in ids)
    filled.append([Link.of("unsure", one, other, "weights@9", score=0.4, reason="prior prior -1.00")])
    return ids


def kinds(store, id_):
    return {w.kind for w in store.find_waiting(among=[id_])}


def test_what_nobody_has_looked_at_waits_the_deadliest_first(filled):
    found = filled.find_waiting("unread")
    assert [w.incident.incident.killed.best for w in found] == [9, 4]
    assert found[0].worth > found[1].worth > 0


def test_the_order_goes_on_behind_a_place(filled, pair):
    whole = [(w.kind, w.place) for w in filled.find_waiting()]
    assert len(whole) == 3
    told, after = [], None
    while page := filled.find_waiting(after=after, limit=1):
        told += [(w.kind, w.place) for w in page]
        after = page[-1].place
    assert told == whole


def test_a_pair_waits_until_a_person_says_anything_of_it_and_again_when_that_is_taken_back(filled, pair):
    (waiting,) = filled.find_waiting("pair")
    assert {waiting.incident.incident.id, waiting.other.incident.id} == set(pair)
    for judgement in ("unsure", "different", "same"):
        made = judge_pair(filled, *pair, judgement, amina())
        assert not filled.find_waiting("pair")
        undo(filled, made.id, amina())
        assert len(filled.find_waiting("pair")) == 1


def test_stages_of_work_change_what_waits(filled):
    id_ = filled.find_waiting("unread")[0].incident.incident.id
    move_incident(filled, id_, "ready", amina())
    assert kinds(filled, id_) == {"ready"}
    move_incident(filled, id_, "in_review", amina())
    assert not kinds(filled, id_)


def test_what_was_released_waits_when_it_is_another_one_until_it_is_released_anew(filled):
    id_ = filled.find_waiting("unread")[0].incident.incident.id
    release_incident(filled, id_, amina())
    assert "changed" not in kinds(filled, id_)
    judge_value(filled, id_, "/killed", "correct", amina(), "10")
    assert "changed" in kinds(filled, id_)
    assert filled.find_waiting()[0].kind == "changed"
    release_incident(filled, id_, amina())
    assert "changed" not in kinds(filled, id_)


def test_a_rebuild_gives_what_was_kept(filled, pair):
    release_incident(filled, pair[0], amina())
    judge_value(filled, pair[0], "/killed", "correct", amina(), "10")
    kept = [(w.kind, w.worth, w.why, w.place) for w in filled.find_waiting(limit=100)]
    filled.rebuild()
    assert [(w.kind, w.worth, w.why, w.place) for w in filled.find_waiting(limit=100)] == kept
    assert {kind for kind, *_ in kept} >= {"changed", "pair", "unread"}
