"""What stands behind a value and its rivals, and what people decided on them, read once."""

import pytest

from gawah.errors import ReviewError
from gawah.pipeline import add, open_store
from gawah.review import Behind, Reviewer, judge_value, undo

EARLY = (
    "FICTION\n\nNine people were killed when a bomb exploded at a market in Quetta on 7 March 2017, shopkeepers said."
)
LATER = "FICTION\n\nTen people were killed when a bomb exploded at a market in Quetta on 7 March 2017, police said."
THIRD = "FICTION\n\nThe bombing of a market in Quetta on 7 March 2017 killed ten people, a hospital official said."


@pytest.fixture
def store(tmp_path):
    for name, text in (("a", EARLY), ("b", LATER), ("c", THIRD)):
        (tmp_path / f"{name}.txt").write_text(f"Published: 2017-03-08\n{text}", encoding="utf-8")
    with open_store(":memory:") as opened:
        for _ in add(opened, tmp_path):
            pass
        yield opened


def find(store):
    (found,) = store.list_incidents()
    return found.incident


def test_a_rival_can_be_accepted_in_place_of_what_was_chosen(store):
    incident = find(store)
    conflict = next(c for c in incident.conflicts if c.path == "/killed")
    chosen, rival = incident.killed.best, conflict.values[0].value
    judge_value(store, incident.id, "/killed", "accept", Reviewer.now("Amina", "a list"), rival=0)
    assert {chosen, rival} == {9, 10}
    assert find(store).killed.best == rival


def test_a_rival_that_there_is_not_is_refused(store):
    with pytest.raises(ReviewError, match="no such rival"):
        judge_value(store, find(store).id, "/killed", "accept", Reviewer.now("Amina", "a list"), rival=7)
    with pytest.raises(ReviewError, match="no such rival"):
        judge_value(store, find(store).id, "/date", "accept", Reviewer.now("Amina", "a list"), rival=0)


def test_decisions_stand_beside_what_they_are_on_until_they_are_taken_back(store):
    incident = find(store)
    assert Behind(store, incident).check("/killed").verdict is None
    made = judge_value(store, incident.id, "/killed", "accept", Reviewer.now("Amina", "a list"))
    checked = Behind(store, find(store)).check("/killed")
    assert (checked.verdict, {r.reviewer for r in checked.reviews}) == ("accept", {"Amina"})
    assert Behind(store, find(store)).check("/date").verdict is None
    for review in made:
        undo(store, review.id, Reviewer.now("Amina", "not yet"))
    assert Behind(store, find(store)).check("/killed").verdict is None
