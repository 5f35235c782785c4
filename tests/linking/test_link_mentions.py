"""Pairs are weighed by the shipped weights alone, whatever else is known and in whatever order it came."""

import math
import random
from dataclasses import replace

import pytest

from gawah.linking import Mention, link_mentions, list_keys, list_lookups, load_weights, read_waterfall, score_mentions

BASE = Mention(
    "a", "t1", 100, 100, "PK", "balocistan", "mac", 29.86, 67.33, 5.0, "settlement", "execution", ("execution",)
)


def scatter(count, seed):
    """Return mentions of a small region and a few weeks, so that many are brought together."""
    rng = random.Random(seed)
    types = ("bombing", "armed_attack", "execution")
    found = []
    for n in range(count):
        day, wide = rng.randrange(100, 130), rng.choice((0, 0, 0, 6, 30))
        lat, lon = (None, None) if rng.random() < 0.2 else (29 + rng.random() * 2, 67 + rng.random() * 2)
        kind = rng.choice(types)
        place, precision = rng.choice((("mac", "settlement"), ("sibi", "settlement"), (None, "province")))
        about = {"killed": rng.choice((None, 0, 3, 11)), "words": tuple(rng.sample(("gul", "khan", "mir"), 2))}
        found.append(
            Mention(
                f"e{n}", f"t{n}", day, day + wide, "PK", "b", place, lat, lon, 5.0, precision, kind, (kind,), **about
            )
        )
    return found


def test_two_accounts_of_one_killing_are_linked_with_their_waterfall():
    one = replace(BASE, killed=11, people=("hazara",))
    other = replace(one, event_id="b", text_sha256="t2", first_day=101, last_day=101, killed=10)
    (link,) = link_mentions([one], [other])
    assert (link.kind, link.from_event, link.to_event, link.made_by) == ("same", "a", "b", load_weights().name)
    steps = read_waterfall(link.reason)
    assert [step.comparison for step in steps][:3] == ["prior", "when", "where"]
    assert sum(step.bits for step in steps) == pytest.approx(math.log2(link.score / (1 - link.score)), abs=0.1)


def test_two_attacks_on_two_days_with_other_tolls_are_not_linked():
    other = replace(BASE, event_id="b", text_sha256="t2", first_day=107, last_day=107, type="bombing", killed=2)
    assert link_mentions([replace(BASE, killed=30), other]) == []


def test_two_bombs_in_a_large_town_two_days_apart_with_nearly_as_many_dead_are_not_linked():
    town = replace(BASE, place="quetta", lat=30.18, lon=67.0, radius_km=12.0, type="bombing", types=("bombing",))
    one = replace(town, first_day=110, last_day=110, killed=10)
    other = replace(town, event_id="b", text_sha256="t2", first_day=112, last_day=112, killed=11)
    assert [link.kind for link in link_mentions([one], [other])] != ["same"]


def test_a_vague_account_is_a_question():
    vague = replace(BASE, event_id="b", text_sha256="t2", first_day=90, last_day=120)
    (link,) = link_mentions([BASE], [vague])
    assert link.kind == "unsure"


def test_a_place_that_one_names_beside_another_is_looked_at():
    there = replace(
        BASE, place="mominabad", spots=("mominabad",), lat=18.0, lon=76.0, country="IN", admin1="maharastra"
    )
    here = replace(BASE, event_id="b", text_sha256="t2", words=("imtias", "mominabad", "nadim"), lat=None, lon=None)
    (pair,) = score_mentions([there, here])
    assert ("where", "named") in {(step.comparison, step.level) for step in pair.steps}


def test_the_day_on_which_it_was_told_may_stand_for_that_on_which_it_was_done():
    later = replace(BASE, event_id="b", text_sha256="t2", first_day=101, last_day=101)
    (told,) = score_mentions([BASE, replace(later, told_on=101)])
    (other,) = score_mentions([BASE, replace(later, told_on=105)])
    assert told.bits > other.bits


def test_events_of_one_text_are_never_weighed():
    assert score_mentions([BASE, replace(BASE, event_id="b")]) == []


def test_what_a_pair_scores_depends_on_the_two_alone():
    mentions = scatter(60, 4)
    together = {(p.one, p.other): p for p in score_mentions(mentions)}
    apart = {}
    for n in range(0, 60, 20):  # as three reports after another would find what was there before
        for pair in score_mentions(mentions[n : n + 20], mentions[:n]):
            apart[pair.one, pair.other] = pair
    assert together
    assert apart == together


def test_the_keys_find_every_pair_that_is_weighed():
    mentions = {m.event_id: m for m in scatter(80, 9)}
    pairs = score_mentions(list(mentions.values()))
    assert len(pairs) > 50
    for pair in pairs:
        one, other = mentions[pair.one], mentions[pair.other]
        assert set(list_keys(one)) & set(list_lookups(other)), (one, other)


def test_nothing_to_compare_with_is_no_trouble():
    assert link_mentions([]) == []
    assert link_mentions([BASE]) == []


def test_every_comparison_ends_with_an_else_and_every_level_has_odds():
    for name, levels in load_weights().comparisons.items():
        assert levels[-1]["sql"] == "ELSE", name
        assert all(level.get("unknown") or 0 < level["m"] <= 1 >= level["u"] > 0 for level in levels), name
        assert len({level["level"] for level in levels}) == len(levels), name
