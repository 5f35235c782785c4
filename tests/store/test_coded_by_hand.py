"""Incidents that people code by hand are compared with what machines read, on both databases."""

import pytest

from gawah.model import Link
from gawah.pipeline import add, link_new
from gawah.record import dumps
from gawah.review import Reviewer, add_value, start_incident, undo
from gawah.review.pairs import list_undecided

PERSIAN = "FICTION\n\nبمب‌گذاری در بازار شهر کویته روز هفتم مارس نه تن را کشت."
ENGLISH = (
    "FICTION\n\nNine people were killed when a bomb exploded at a market in Quetta on 7 March 2017, shopkeepers said."
)
SAID = (
    ("/date", "2017-03-07", "روز هفتم مارس"),
    ("/place", "Quetta, Pakistan", "شهر کویته"),
    ("/killed", "9", "نه تن را کشت"),
)


def amina():
    return Reviewer.now("Amina", "coded by hand")


def code_by_hand(store):
    """Code the Persian report as people do, value by value; return the incident's id."""
    coding = start_incident(store, "persian.txt", "/type", "bombing", "بمب‌گذاری", amina())
    event = coding.events[0].id
    (id_,) = store.resolve_events([event]).values()
    for path, value, words in SAID:
        add_value(store, id_, path, value, "persian.txt", words, amina())
        link_new(store, store.list_events(id_))
    return id_


@pytest.fixture
def files(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name, text in (("persian.txt", PERSIAN), ("english.txt", f"Published: 2017-03-08\n{ENGLISH}")):
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def take(store, path):
    for _ in add(store, path):
        pass


def list_linked(store):
    return [(k.kind, k.score is not None) for k in store.read(Link) if k.made_by.startswith("incidents@")]


@pytest.mark.parametrize("first", ["by hand", "by machine"])
def test_what_a_person_coded_is_linked_to_what_a_machine_read(store, files, first):
    take(store, "persian.txt")
    if first == "by machine":
        take(store, "english.txt")
    code_by_hand(store)
    if first == "by hand":
        take(store, "english.txt")
    assert ("same", True) in list_linked(store)
    (record,) = store.list_incidents()
    assert len(record.reports) == 2
    assert store.verify().problems == []


def test_a_doubtful_one_is_offered(store, files):
    take(store, "persian.txt")
    (files / "english.txt").write_text(ENGLISH.replace("on 7 March 2017", "in 2017").replace("Nine", "Six"), "utf-8")
    take(store, "english.txt")
    id_ = code_by_hand(store)
    assert [c.score < 0.67 for c in list_undecided(store, id_)] == [True]


def test_a_rebuild_derives_the_same(store, files):
    take(store, "persian.txt")
    take(store, "english.txt")
    code_by_hand(store)
    before = [dumps(record) for record in store.list_incidents()], store.read_mentions()
    store.rebuild()
    assert ([dumps(record) for record in store.list_incidents()], store.read_mentions()) == before


def test_what_a_person_took_back_is_compared_no_more(store, files):
    take(store, "persian.txt")
    coding = start_incident(store, "persian.txt", "/type", "bombing", "بمب‌گذاری", amina())
    event = coding.events[0].id
    assert len(store.read_mentions_of([event])) == 1
    (begun,) = store.read(Link, [event])
    undo(store, begun.id, amina())
    assert store.read_mentions_of([event]) == []
