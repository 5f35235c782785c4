"""What a decision is worth: deaths at stake, times how much is in doubt."""

import pytest

from gawah.model import Conflict, Count, Evidence, Incident, Review, RivalValue
from gawah.resolve import count_deaths, weigh, weigh_incident


def evidence(path, confidence, text="t"):
    return Evidence(path=path, quote="words", start=0, end=5, coder="rules@1", confidence=confidence, text_sha256=text)


def incident(**about):
    usual = {"id": "i1", "killed": Count(9, 9, 9), "evidence": (evidence("/killed", 0.9), evidence("/type", 0.6))}
    return Incident(**(usual | about))


def waits(one, reviews=()):
    return {wait.kind: wait for wait in weigh_incident(one, reviews)}


def test_more_deaths_and_more_doubt_are_worth_more():
    assert weigh(10, 0.5) > weigh(9, 0.5) > weigh(9, 0.4) > 0
    assert weigh(10**12, 1.0) == 2**31 - 1
    assert count_deaths(Count(3, None, 7)) == 7
    assert count_deaths(None) == 0


def test_what_was_read_least_surely_is_why_it_waits():
    found = waits(incident())
    assert found["unread"].why == "/type"
    assert found["unread"].worth == weigh(9, 0.4)
    assert not waits(incident(workflow="in_review"))


@pytest.mark.parametrize(("near", "far"), [(10, 30), (10, 11)])
def test_figures_that_lie_further_apart_are_worth_more(near, far):
    def between(*values):
        return incident(conflicts=(Conflict("/killed", "contradiction", tuple(map(RivalValue, values)), 9, "p"),))

    assert waits(between(far))["conflict"].worth >= waits(between(near))["conflict"].worth
    assert waits(between(30))["conflict"].worth > waits(between(10))["conflict"].worth


def test_a_conflict_that_a_person_decided_on_waits_no_longer():
    one = incident(conflicts=(Conflict("/type", "contradiction", (RivalValue("bombing"),), "execution", "p"),))
    review = Review("r", "Amina", "2021", "accept", "t", "type", "execution", (), "so")
    assert "conflict" in waits(one)
    assert "conflict" not in waits(one, [review])


def test_what_only_follows_from_other_values_is_no_conflict():
    assert "conflict" not in waits(incident(conflicts=(Conflict("/killed_by_party", "contradiction", (), {}, "p"),)))
