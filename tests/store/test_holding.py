"""Holding a store: whoever asks much at once sees one state of it, and asks nothing twice."""

import threading

import pytest
from sqlalchemy import event

from gawah.model import Coding

from .test_finding import REPORTS


@pytest.fixture
def asked(store):
    """The queries that were sent."""
    for report in REPORTS[:2]:
        store.append(report)
    sent = []
    event.listen(store.engine, "before_cursor_execute", lambda *about: sent.append(about[2]))
    return sent


def ask(store):
    one = store.find(limit=1).incidents[0].incident.id
    record = store.find_incident(one)
    return record, store.list_events(one), store.read_components(store.list_events(one)), store.read(Coding)


def test_what_is_held_answers_as_before(store, asked):
    before = ask(store)
    with store.hold():
        assert ask(store) == before == ask(store)


def test_nothing_is_asked_twice(store, asked):
    one = store.find(limit=1).incidents[0].incident.id
    with store.hold():
        first = store.find_incident(one), store.list_events(one), store.read_components(store.list_events(one))
        events = store.list_events(one)
        del asked[:]
        again = store.find_incident(one), events, store.read_components(events)
    assert again == first
    assert [query for query in asked if "events.id" in query and "FROM events \nWHERE" in query] == []
    assert len(asked) <= 2


def test_what_is_added_meanwhile_is_not_seen_before_it_is_let_go(store, asked):
    with store.hold():
        head, number = store.read_head(), store.count()
        other = threading.Thread(target=lambda: store.append(REPORTS[3]))
        other.start()
        other.join()
        assert (store.read_head(), store.count()) == (head, number)
    assert store.read_head() != head
    assert store.count() > number


def test_a_burst_of_threads_can_hold_it_at_once(store, asked):
    together = threading.Barrier(16, timeout=20)

    def look():
        with store.hold():
            store.read_head()
            together.wait()

    threads = [threading.Thread(target=look) for _ in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not together.broken


def test_nothing_is_added_while_it_is_held(store, asked):
    with store.hold(), pytest.raises(AssertionError):
        store.append(REPORTS[3])
    assert store.append(REPORTS[3]).added
