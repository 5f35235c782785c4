"""A store as it was: what was added since is not there, and the store itself stays as it is."""

import pytest

from gawah.errors import StoreError
from gawah.pipeline import add
from gawah.record import dumps
from gawah.store import Criteria


@pytest.fixture
def grown(store, tmp_path):
    """Return the number of the ledger at which the first of two reports was in the store."""
    told = {"one": "killed four people in Quetta on 3 May 2019", "two": "killed nine people in Herat on 8 June 2020"}
    numbers = []
    for name, words in told.items():
        path = tmp_path / f"{name}.txt"
        path.write_text(f"FICTION\n\nA car bomb {words}.", encoding="utf-8")
        list(add(store, path))
        numbers.append(store.read_head()[0])
    return numbers[0]


def test_what_came_later_is_not_there(store, grown):
    with store.as_of(grown) as then:
        assert [listed.incident.place.name for listed in then.find().incidents] == ["Quetta"]
        assert then.count(Criteria(country=("AF",))) == 0
        assert then.count(Criteria(text="bomb")) == 1
    assert store.count() == 2


def test_at_its_head_it_is_as_it_is(store, grown):
    with store.as_of(store.read_head()[0]) as then:
        assert then.read_head() == store.read_head()
        assert [dumps(r) for r in then.list_incidents()] == [dumps(r) for r in store.list_incidents()]
        assert then.verify().problems == []


@pytest.mark.parametrize("upto", [0, 10**6])
def test_a_number_that_the_ledger_has_not_come_to_is_refused(store, grown, upto):
    with pytest.raises(StoreError, match=r"the ledger of .* goes from 1 to"), store.as_of(upto):
        pass
