"""Few pairs are weighed without Splink, and weigh the same."""

import random
from dataclasses import replace

import pytest

from gawah.linking import Mention, load_weights
from gawah.linking.blocks import write_rules
from gawah.linking.few import weigh_few
from gawah.linking.pairs import make_table, write_row
from gawah.linking.score import read_pairs

NUMBERS = [f"{n:08x}" for n in range(16)]
EVERY = -200.0
"""Bits that every pair weighs."""
PLACES = (
    ("mac", "settlement", 29.86, 67.33, 5.0),
    ("macs", "settlement", 29.9, 67.4, 5.0),
    ("kalat", "district", 29.5, 67, 40.0),
    (None, "province", 29.0, 66.5, 200.0),
    (None, "country", None, None, None),
    ("gul", "exact", 30.1, 67.9, 0.5),
    ("ost", "settlement", None, None, None),
    ("osta", "unknown", None, None, None),
    ("uta", "unknown", None, None, None),
    ("ketta", "settlement", 30.2, 67.0, 15.0),
    ("pisin", "settlement", 30.2, 67.05, 3.0),
)
TYPES = ("bombing", "suicide_bombing", "airstrike", "armed_attack", "execution", None)
WORDS = ("amin", "bazi", "cetu", "dost", "ehsan")
NAMES = (*WORDS, "faris", "gula", "hatim", "imran", "jalal", "karim", "latif", "mir")
TERMS = ("bus", "exam", "well", "chapel", "bakery", "truck", *(f"term{n}" for n in range(24)))


def scatter(count, seed):
    """Return mentions in which every column is now there and now not, close enough to be brought together."""
    rng = random.Random(seed)
    return [scatter_one(rng, n) for n in range(count)]


def scatter_one(rng, number):
    place, precision, lat, lon, radius = rng.choice(PLACES)
    first = rng.choice((None, *range(100, 112)))
    wide = rng.choice((0, 0, 0, 0, 3, 9, 30, 200))
    type_ = rng.choice(TYPES)
    types = tuple(t for t in {type_, rng.choice(TYPES)} if t)

    def some(most=3, words=WORDS):
        return tuple(sorted(rng.sample(words, rng.randrange(most))))

    lat = None if lat is None else lat + rng.random() / 4
    sides = some()
    return Mention(
        f"e{number:03}",
        f"t{number % 40}",
        first,
        None if first is None else first + wide,
        rng.choice(("PK", "PK", "AF", None)),
        rng.choice(("balocistan", "sind", None)),
        place,
        lat,
        lon,
        radius,
        precision,
        type_,
        types,
        tuple(sorted({*sides, *some(2)})),
        sides,
        some(),
        some(2),
        rng.choice((None, 0, 1, 3, 8, 9, 12, 24)),
        rng.choice((None, 0, 2, 4, 5, 10, 14)),
        some(2),
        some(6, NAMES),
        some(2, NAMES),
        some(14, TERMS),
        rng.choice((None, *range(100, 109))),
        rng.choice((None, None, 40, 41, 90)),
        tuple(sorted(rng.sample(NUMBERS, rng.choice((0, 0, 6, 9, 12))))),
    )


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_weighed_in_either_way_every_pair_is_the_same(seed):
    weights = replace(load_weights(), unsure=EVERY)
    mentions = scatter(150, seed)
    fresh, known = mentions[:90], mentions[90:]
    rows = [write_row(m, weights) for m in fresh] + [write_row(m, weights, fresh=False) for m in known]
    by_splink = read_pairs(make_table(fresh, weights, known), weights, write_rules())
    few = weigh_few(rows, weights, write_rules())
    assert len(few) > 500
    assert {(p.one, p.other) for p in few} == {(p.one, p.other) for p in by_splink}
    for one, other in zip(few, by_splink, strict=True):
        assert one.steps == other.steps, (one, other)
        assert one.bits == pytest.approx(other.bits, abs=0.011)


def test_every_level_of_the_weights_is_met_by_what_is_compared_here():
    pairs = (pair for seed in (1, 2, 3) for pair in weigh_all(scatter(150, seed)))
    met = {(step.comparison, step.level) for pair in pairs for step in pair.steps}
    told = load_weights().comparisons.items()
    assert {("prior", "prior")} | {
        (name, level["level"]) for name, levels in told for level in levels if not level.get("unknown")
    } == met


def weigh_all(mentions):
    weights = replace(load_weights(), unsure=EVERY)
    return weigh_few([write_row(m, weights) for m in mentions], weights, write_rules())


def test_fewer_than_two_are_no_pair():
    assert weigh_all(scatter(1, 1)) == []
    assert weigh_all([]) == []
