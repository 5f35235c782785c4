"""What waits for people is kept with the views, in the order of its worth, on both databases."""

import pytest
from sqlalchemy import insert, update

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
from gawah.store.database import writing
from gawah.store.tables import WAITING

GONE = {"kind": "unread", "incident": 7, "other": 0, "worth": 1, "why": ""}

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


def test_what_is_about_as_like_two_incidents_is_offered_with_both(filled, tmp_path):
    (tmp_path / "c.txt").write_text(
        "FICTION\n\nGunmen killed three teachers in Nairobi on 2 June 2019, police said.", encoding="utf-8"
    )
    for _ in add(filled, tmp_path / "c.txt"):
        pass
    ids = {filled.list_events(r.incident.id)[0]: r.incident.id for r in filled.list_incidents()}
    a, b, c = sorted(ids, key=lambda event: filled.read_components([event])[0].number_of(event))
    filled.append([Link.of("same", c, to, "weights@9", score=0.8, reason="prior prior 2.00") for to in (a, b)])
    assert len(list(filled.list_incidents())) == 3
    pairs = {frozenset((w.incident.incident.id, w.other.incident.id)) for w in filled.find_waiting("pair")}
    assert {frozenset((ids[c], ids[to])) for to in (a, b)} <= pairs


def test_what_waits_is_verified_and_rebuilt(filled, pair):
    assert filled.verify().problems == []
    with writing(filled.engine) as connection:
        connection.execute(update(WAITING).where(WAITING.c.kind == "pair").values(worth=1))
    (problem,) = filled.verify().problems
    assert "what waits for people on incident" in problem
    with writing(filled.engine) as connection:
        connection.execute(insert(WAITING), {**GONE, "policy": filled.policy})
    filled.rebuild()
    assert filled.verify().problems == []


def test_what_waits_on_no_incident_is_found(filled):
    with writing(filled.engine) as connection:
        connection.execute(insert(WAITING), {**GONE, "policy": filled.policy})
    (problem,) = filled.verify().problems
    assert "3 decisions are said to wait and 2 do" in problem


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
