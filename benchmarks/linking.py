"""Links a million mentions of incidents whose density in time and space is real, and scores what comes together.

    python benchmarks/linking.py ../shared/data/ucdp_ged/ucdp_ged_syria.csv.gz [--mentions 1000000] [--noise 1]

The skeleton are UCDP GED's events of a war (id, day, place, position, parties, deaths), laid out again elsewhere under
as many country codes as are needed, with town names of their own, so that each copy is as dense as the war was. Each
event is told by one to twelve reports, which err as reports do (`NOISE`): days, spellings, rounded positions and tolls,
other words for the type, parties not named, fields not told. What GED does not hold and reports tell is made up: a
number of injured, and six names of sites, officials and victims that are an event's own, of which a report tells some,
beside names that any report from the town may tell. Weights are the shipped ones; nothing is estimated from these data.

Prints, overall and by density (other events of the skeleton in the same town within seven days): pairwise precision,
recall and F1, B-cubed F1; time by the clock and of the processor, peak memory, and which share of the weighed pairs
of two events lie in the same town within seven days.
"""

import argparse
import csv
import gzip
import io
import os
import random
import resource
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pyarrow as pa

from gawah.gazetteer.places.spelling import fold, skeleton
from gawah.linking.mentions import Mention
from gawah.linking.pairs import list_pairs, make_table
from gawah.linking.score import load_weights
from gawah.resolve.gathering import gather_events, order_pair

NOISE = {
    "one day off": 0.10,
    "two or three days off": 0.05,
    "only the month is told": 0.02,
    "place spelt otherwise": 0.25,
    "no position": 0.06,
    "position rounded to a tenth of a degree": 0.15,
    "only the district or province is told": 0.03,
    "toll not told": 0.10,
    "toll rounded, or one off": 0.15,
    "toll of an early report": 0.04,
    "another word for the type": 0.10,
    "parties not named": 0.15,
    "one party named": 0.15,
    "number of injured not told": 0.35,
    "nothing told but the bare facts": 0.12,
}
EPOCH = date(1970, 1, 1).toordinal()
TYPES = {
    "1": ("airstrike", "shelling", "battle"),
    "2": ("battle", "bombing"),
    "3": ("execution", "armed_attack", "bombing"),
}
OTHER_WORDS = {
    "airstrike": ("shelling", "bombing"),
    "shelling": ("airstrike", "bombing"),
    "battle": ("armed_attack",),
    "bombing": ("shelling", "suicide_bombing"),
    "execution": ("armed_attack", "abduction"),
    "armed_attack": ("assassination", "battle"),
}
DENSITIES = (("alone", 0), ("1 or 2 others", 2), ("3 to 5", 5), ("6 or more", 10**9))


@dataclass(frozen=True)
class Happening:
    """One event of the skeleton."""

    id: str
    first: int
    last: int
    place: str
    admin1: str
    lat: float
    lon: float
    precise: bool
    sides: tuple[str, ...]
    kind: str
    dead: int
    others: int = 0


def read_skeleton(path: Path) -> list[Happening]:
    with gzip.open(path) as raw:
        rows = list(csv.DictReader(io.TextIOWrapper(raw, encoding="utf-8")))
    found = [_read_row(row) for row in rows]
    crowd = _count_neighbours(found)
    return [Happening(**{**{n: getattr(h, n) for n in h.__dataclass_fields__}, "others": crowd[h.id]}) for h in found]


def _read_row(row: Mapping[str, str]) -> Happening:
    first, last = (date.fromisoformat(row[name][:10]).toordinal() - EPOCH for name in ("date_start", "date_end"))
    kinds = TYPES[row["type_of_violence"][0]]
    kind = kinds[hash_number(row["id"]) % len(kinds)]
    names = {row["side_a"], row["side_b"]} - {"Civilians"}
    sides = tuple(sorted(fold(name) for side in names for name in side.split(", ")))
    place = row["where_coordinates"].removesuffix(" town").removesuffix(" city").removesuffix(" village")
    precise = row["where_prec"][0] in "12"
    lat, lon, dead = float(row["latitude"]), float(row["longitude"]), int(float(row["best"]))
    return Happening(row["id"], first, last, place, row["adm_1"], lat, lon, precise, sides, kind, dead)


def hash_number(text: str) -> int:
    return sum(ord(c) * 31**n for n, c in enumerate(text)) % 1_000_003


def _count_neighbours(found: Sequence[Happening]) -> dict[str, int]:
    towns: dict[str, list[Happening]] = defaultdict(list)
    for h in found:
        towns[h.place].append(h)
    crowd: Counter[str] = Counter({h.id: 0 for h in found})
    for held in towns.values():
        held.sort(key=lambda h: h.first)
        for n, h in enumerate(held):
            for other in held[n + 1 :]:
                if other.first - h.first > 7:
                    break
                crowd[h.id] += 1
                crowd[other.id] += 1
    return crowd


# --- reports that err -------------------------------------------------------------------------------------------------


def tell(skeleton_of: Sequence[Happening], mentions: int, rng: random.Random) -> Iterator[tuple[Mention, str, int]]:
    """Yield mentions with the event they are of and its number of neighbours, until there are `mentions`."""
    told = copy = 0
    while told < mentions:
        for h in skeleton_of:
            for n in range(min(12, 1 + int(rng.expovariate(0.5)))):
                if told == mentions:
                    return
                truth = f"{copy}:{h.id}"
                yield _tell_one(h, f"{truth}:{n}", f"C{copy}", copy, rng), truth, h.others
                told += 1
        copy += 1


def _tell_one(h: Happening, id_: str, country: str, copy: int, rng: random.Random) -> Mention:
    first, last = _tell_days(h, rng)
    place, lat, lon, radius, precision = _tell_place(h, rng)
    place = place and f"{place} {copy}"
    kind = rng.choice(OTHER_WORDS[h.kind]) if rng.random() < NOISE["another word for the type"] else h.kind
    sides = _tell_sides(h, rng)
    return Mention(
        id_,
        id_,
        first,
        last,
        country,
        skeleton(fold(h.admin1)) or None,
        place,
        lat,
        None if lon is None else (lon + 12.0 * copy + 180) % 360 - 180,
        radius,
        precision,
        kind,
        (kind,),
        sides,
        sides,
        killed=_tell_toll(h.dead, NOISE["toll not told"], rng),
        injured=_tell_toll(_hurt(h), NOISE["number of injured not told"], rng),
        words=_tell_words(h, copy, rng),
    )


def _hurt(h: Happening) -> int:
    """Return how many an event is made to have injured: none to thrice the dead, always the same for one event."""
    return h.dead * (hash_number(h.id + "hurt") % 7) // 2


def _tell_words(h: Happening, copy: int, rng: random.Random) -> tuple[str, ...]:
    if rng.random() < NOISE["nothing told but the bare facts"]:
        return ()
    own = [f"{copy}-{h.id}-{n}" for n in range(6) if rng.random() < 0.5]
    return tuple(sorted({*own, *(f"{copy}-{h.place}-{rng.randrange(12)}" for _ in range(2))}))


def _tell_days(h: Happening, rng: random.Random) -> tuple[int, int]:
    first, last = h.first, h.last
    chance = rng.random()
    if chance < NOISE["only the month is told"]:
        start = date.fromordinal(first + EPOCH).replace(day=1).toordinal() - EPOCH
        return start, start + 30
    if chance < NOISE["only the month is told"] + NOISE["one day off"]:
        shift = rng.choice((-1, 1))
    elif chance < NOISE["only the month is told"] + NOISE["one day off"] + NOISE["two or three days off"]:
        shift = rng.choice((-3, -2, 2, 3))
    else:
        shift = 0
    return first + shift, last + shift


def _tell_place(h: Happening, rng: random.Random) -> tuple[str | None, float | None, float | None, float | None, str]:
    if not h.precise or rng.random() < NOISE["only the district or province is told"]:
        return None, h.lat, h.lon, 60.0, "province"
    name = skeleton(fold(_misspell(h.place, rng) if rng.random() < NOISE["place spelt otherwise"] else h.place))
    chance = rng.random()
    if chance < NOISE["no position"]:
        return name, None, None, None, "settlement"
    if chance < NOISE["no position"] + NOISE["position rounded to a tenth of a degree"]:
        return name, round(h.lat, 1), round(h.lon, 1), 5.0, "settlement"
    return name, h.lat, h.lon, 5.0, "settlement"


def _misspell(name: str, rng: random.Random) -> str:
    """Return a name as somebody else would transliterate it: a vowel, a doubled letter or an h changed."""
    at = rng.randrange(len(name))
    vowels = "aeiou"
    if name[at].lower() in vowels:
        return name[:at] + rng.choice(vowels) + name[at + 1 :]
    return name[:at] + name[at] + name[at:] if rng.random() < 0.5 else name[:at] + name[at + 1 :]


def _tell_sides(h: Happening, rng: random.Random) -> tuple[str, ...]:
    chance = rng.random()
    if chance < NOISE["parties not named"]:
        return ()
    if chance < NOISE["parties not named"] + NOISE["one party named"] and h.sides:
        return (rng.choice(h.sides),)
    return h.sides


def _tell_toll(number: int, silent: float, rng: random.Random) -> int | None:
    if rng.random() < silent:
        return None
    chance = rng.random()
    if chance < NOISE["toll rounded, or one off"]:
        return 5 * round(number / 5) if number >= 10 else max(0, number + rng.choice((-1, 1)))
    if chance < NOISE["toll rounded, or one off"] + NOISE["toll of an early report"]:
        return int(number * rng.uniform(0.4, 0.9))
    return number


# --- scores -----------------------------------------------------------------------------------------------------------


@dataclass
class Tally:
    """Pairs that came together rightly, that came together, and that belong together; B-cubed sums."""

    right: int = 0
    made: int = 0
    due: int = 0
    precision: float = 0.0
    recall: float = 0.0
    mentions: int = 0

    def write(self, name: str) -> str:
        p, r = self.right / (self.made or 1), self.right / (self.due or 1)
        b, c = self.precision / (self.mentions or 1), self.recall / (self.mentions or 1)
        f, g = 2 * p * r / ((p + r) or 1), 2 * b * c / ((b + c) or 1)
        return f"{name:15} {self.mentions:9,}   {p:.3f} {r:.3f} {f:.3f}   {b:.3f} {c:.3f} {g:.3f}"


def score(truth: Mapping[str, str], lead: Mapping[str, str], density: Mapping[str, str]) -> dict[str, Tally]:
    """Return tallies overall and by density; a pair counts half to the density of each of its two mentions."""
    both = Counter((lead[m], truth[m]) for m in truth)
    made, due = Counter(lead.values()), Counter(truth.values())
    tallies: dict[str, Tally] = defaultdict(Tally)
    for mention, true in truth.items():
        shared = both[lead[mention], true]
        for name in ("all", density[mention]):
            tally = tallies[name]
            tally.mentions += 1
            tally.right += shared - 1
            tally.made += made[lead[mention]] - 1
            tally.due += due[true] - 1
            tally.precision += shared / made[lead[mention]]
            tally.recall += shared / due[true]
    return tallies


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("skeleton", type=Path)
    parser.add_argument("--mentions", type=int, default=1_000_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--noise", type=float, default=1.0, help="times as much of every error")
    options = parser.parse_args()
    NOISE.update({name: min(0.9, share * options.noise) for name, share in NOISE.items()})
    rng = random.Random(options.seed)
    told = list(tell(read_skeleton(options.skeleton), options.mentions, rng))
    ids = [m.event_id for m, _, _ in told]
    truth = {m.event_id: true for m, true, _ in told}
    density = {m.event_id: next(name for name, most in DENSITIES if others <= most) for m, _, others in told}
    spot = {m.event_id: (m.place, m.first_day) for m, _, _ in told}

    started, worked = time.perf_counter(), sum(os.times()[:2])
    weights = load_weights()
    table = make_table([m for m, _, _ in told], weights)
    del told
    tabled = time.perf_counter()
    pairs = list_pairs(table, weights)
    del table
    scored = time.perf_counter()
    lead = gather(pairs, ids, weights.same)
    done = time.perf_counter()
    worked = sum(os.times()[:2]) - worked

    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    print(f"{len(ids):,} mentions of {len(set(truth.values())):,} events, {pairs.num_rows:,} pairs weighed and kept")
    print(
        f"{done - started:.0f} s: table {tabled - started:.0f}, pairs {scored - tabled:.0f}, "
        f"groups {done - scored:.0f}; {worked:.0f} s of processor time; {memory:.1f} GB at most"
    )
    alike = share_of_lookalikes(pairs, ids, truth, spot)
    print(f"of the kept pairs of two events {alike:.0%} are of one town within 7 days")
    print(f"{'events with':15} {'mentions':>9}   pairs: P, R, F1      B-cubed: P, R, F1")
    for name, tally in sorted(score(truth, lead, density).items()):
        print(tally.write(name))


def gather(pairs: pa.Table, ids: Sequence[str], least: float) -> dict[str, str]:
    bits: dict[tuple[str, str], float] = {}
    for batch in pairs.to_batches():
        columns = (batch[name].to_pylist() for name in ("one", "other", "bits"))
        bits |= {order_pair(ids[one], ids[other]): weight for one, other, weight in zip(*columns, strict=True)}
    joins = {pair: weight for pair, weight in bits.items() if weight >= least}
    return gather_events({m: m for m in ids}, (), joins, bits, ())


def share_of_lookalikes(
    pairs: pa.Table,
    ids: Sequence[str],
    truth: Mapping[str, str],
    spot: Mapping[str, tuple[str | None, int | None]],
) -> float:
    wrong = alike = 0
    for first, second in zip(pairs["one"].to_pylist(), pairs["other"].to_pylist(), strict=True):
        one, other = ids[first], ids[second]
        if truth[one] != truth[other]:
            wrong += 1
            (here, then), (there, later) = spot[one], spot[other]
            alike += here is not None and here == there and abs((then or 0) - (later or 0)) <= 7
    return alike / (wrong or 1)


if __name__ == "__main__":
    main()
