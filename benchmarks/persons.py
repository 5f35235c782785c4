"""How well entries of lists of the dead are told to be one person, against links that people made.

    python benchmarks/persons.py ../shared/data/sudan_mortality/sdn_cam_data_final_public.xlsx [--least 3]

The lists are three lists of people who died in Sudan in 2023 and 2024 (a public survey, a private one and social media;
MIT licence). People who had read names compared them and scored each pair from 1 (doubtful) to 5 (definite): entries of
one list that are duplicates, and entries of two lists that are one death. What was published has no names: what is left
is sex, age in three brackets, state, day or month, and cause. The weights are those that are shipped; none is fitted.

Every two entries that could be assessed (`del_score` 5) are a pair; those that people scored `--least` or higher are
one person, as are those that such pairs join; pairs scored lower are left out. Prints the area under the ROC curve and
the best F1 over all thresholds, and the same for pairs across lists alone.
"""

import argparse
import calendar
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import combinations
from pathlib import Path
from typing import Any

import openpyxl

from gawah.linking import PersonMention, load_weights
from gawah.linking.persons import write_table
from gawah.linking.score import Rule, predict

EPOCH = date(1970, 1, 1).toordinal()
AGES = {"0-14": (0, 14), "15-44": (15, 44), "45+": (45, 110)}
CAUSES = {"injury_intentional": "killed"}
Pair = tuple[str, str]


@dataclass(frozen=True)
class Entry:
    """One entry of a list."""

    id: str
    kin: str
    """Its id among duplicates: that of the first, with a number."""
    duplicate: int
    """How sure people are that it is a duplicate of the first, 0 to 5."""
    links: Mapping[str, int]
    """Ids of links to entries of other lists, with how sure people are."""
    mention: PersonMention


def read_entries(path: Path) -> list[Entry]:
    """Return the entries that could be assessed."""
    rows = openpyxl.load_workbook(path, read_only=True)["data"].iter_rows(values_only=True)
    head = [str(name) for name in next(rows)]
    told = (dict(zip(head, row, strict=True)) for row in rows)
    return [read_entry(row) for row in told if row["del_score"] == 5]


def read_entry(row: Mapping[str, Any]) -> Entry:
    """Return a row as an entry."""
    links = {row[f"ovrlp_id_{n}"]: row[f"ovrlp_score_{n}"] or 0 for n in range(1, 6) if row[f"ovrlp_id_{n}"]}
    first, last = bound_days(row)
    low, high = AGES.get(row["age_cat"], (None, None))
    sex, cause = (row["gender"] or "").strip() or None, row["cod"]
    about = {"province": row["loc_death"], "outcome": CAUSES.get(cause, cause)}
    mention = PersonMention(row["id"], row["id"][:2], None, (), low, high, sex, first, last, **about)
    return Entry(row["id"], row["dup_id"], row["dup_score"] or 0, links, mention)


def bound_days(row: Mapping[str, Any]) -> tuple[int | None, int | None]:
    """Return the days of a death; the lists write the 15th where they know no more than the month."""
    day, month, year = row["death_date"], row["month_death"], row["year_death"]
    if day is not None and day.day != 15:
        number = day.date().toordinal() - EPOCH
        return number, number
    if month is None or year is None:
        return (
            (None, None)
            if year is None
            else (date(year, 1, 1).toordinal() - EPOCH, date(year, 12, 31).toordinal() - EPOCH)
        )
    first = date(year, month, 1).toordinal() - EPOCH
    return first, first + calendar.monthrange(year, month)[1] - 1


# --- what people said -------------------------------------------------------------------------------------------------


def list_links(entries: Sequence[Entry]) -> dict[Pair, int]:
    """Return the pairs that people linked, with how sure they were."""
    kin, ends = defaultdict(list), defaultdict(list)
    for entry in entries:
        parent = entry.kin if entry.duplicate == 0 else entry.kin.rpartition("_")[0]
        kin[parent].append(entry)
        for link in entry.links:
            ends[link.rpartition("_")[0]].append(entry)
    found: dict[Pair, int] = {}
    for parent, members in kin.items():
        for entry in members:
            if entry.duplicate and parent != entry.kin:
                found |= {order(entry.id, m.id): entry.duplicate for m in members if m.kin == parent}
    for name, two in ends.items():
        for a, b in combinations(two, 2):
            sure = max(score for e in (a, b) for link, score in e.links.items() if link.startswith(f"{name}_"))
            found[order(a.id, b.id)] = sure
    return found


def order(one: str, other: str) -> Pair:
    """Return a pair of ids, the lower first."""
    return (one, other) if one < other else (other, one)


def close(links: Mapping[Pair, int], least: int) -> set[Pair]:
    """Return all pairs that links which are sure enough join, directly or through others."""
    lead: dict[str, str] = {}

    def find(id_: str) -> str:
        while lead.setdefault(id_, id_) != id_:
            id_ = lead[id_]
        return id_

    for (a, b), sure in links.items():
        if sure >= least:
            lead[find(a)] = find(b)
    groups = defaultdict(list)
    for id_ in list(lead):
        groups[find(id_)].append(id_)
    return {order(a, b) for members in groups.values() for a, b in combinations(members, 2)}


# --- what the weights say ---------------------------------------------------------------------------------------------


def weigh_profiles(entries: Sequence[Entry]) -> tuple[dict[str, int], dict[Pair, float]]:
    """Return the profile of each entry, and the bits of every two profiles; those who are described alike are one."""
    profiles: dict[PersonMention, int] = {}
    of = {e.id: profiles.setdefault(replace(e.mention, id="", source=""), len(profiles)) for e in entries}
    twice = [replace(m, id=f"{n:05}{half}") for m, n in profiles.items() for half in "ab"]
    weights = replace(load_weights("person_weights"), unsure=-1000.0)
    rows = predict(write_table(twice, weights), weights, [Rule("true")], shown=False).select(
        ["event_id_l", "event_id_r", "match_weight"]
    )
    told = zip(*(rows.column(n).to_pylist() for n in range(3)), strict=True)
    return of, {(a[:5], b[:5]): bits for a, b, bits in told if a[-1] == "a" and b[-1] == "b"}


def tally(
    entries: Sequence[Entry], links: Mapping[Pair, int], least: int, across: bool
) -> Mapping[float, tuple[int, int]]:
    """Return for each score how many pairs of one person have it, and how many of two."""
    of, bits = weigh_profiles(entries)

    def look(a: str, b: str) -> float:
        first, second = sorted((of[a], of[b]))
        return round(bits[f"{first:05}", f"{second:05}"], 6)

    one = {p for p in close(links, least) if not across or p[0][:2] != p[1][:2]}
    doubtful = {p for p in links if p not in one and (not across or p[0][:2] != p[1][:2])}
    right, every = Counter(look(*p) for p in one), Counter[float]()
    sizes = Counter((of[e.id], e.id[:2]) for e in entries)
    for (p, source), n in sizes.items():
        for (q, other), m in sizes.items():
            if (p, source) <= (q, other) and not (across and source == other):
                pairs = n * (n - 1) // 2 if (p, source) == (q, other) else n * m
                every[round(bits[f"{min(p, q):05}", f"{max(p, q):05}"], 6)] += pairs
    every.subtract(look(*p) for p in doubtful)
    return {score: (right[score], n - right[score]) for score, n in every.items()}


def measure(told: Mapping[float, tuple[int, int]]) -> Iterator[tuple[float, float, float, float]]:
    """Yield for each threshold, the highest first: itself, precision, recall, the area gained under the ROC curve."""
    positives, negatives = (sum(column) for column in zip(*told.values(), strict=True))
    right = wrong = 0
    for score in sorted(told, reverse=True):
        more_right, more_wrong = told[score]
        area = more_wrong / negatives * (right + more_right / 2) / positives
        right, wrong = right + more_right, wrong + more_wrong
        yield score, right / ((right + wrong) or 1), right / positives, area


def main() -> int:
    """Read, weigh and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("lists", type=Path)
    parser.add_argument("--least", type=int, default=3, help="how sure people have to be, 1 to 5")
    given = parser.parse_args()
    began, entries = time.process_time(), read_entries(given.lists)
    links = list_links(entries)
    sure = ", ".join(f"{score}: {n}" for score, n in sorted(Counter(links.values()).items()))
    print(f"{len(entries):,} entries; pairs that people linked, by how sure they were: {sure}")
    for across in (False, True):
        told = tally(entries, links, given.least, across)
        steps = list(measure(told))
        area = sum(step[3] for step in steps)
        best = max(steps, key=lambda step: 2 * step[1] * step[2] / ((step[1] + step[2]) or 1))
        f1 = 2 * best[1] * best[2] / (best[1] + best[2])
        ones, twos = (sum(column) for column in zip(*told.values(), strict=True))
        print(
            f"{'across lists' if across else 'all pairs':12}  {ones:,} of one person, {twos:,} of two: AUC {area:.3f}, "
            f"best F1 {f1:.3f} (precision {best[1]:.3f}, recall {best[2]:.3f}, from {best[0]:.1f} bits)"
        )
    print(f"{time.process_time() - began:.0f} s of the processor's time")
    return 0


if __name__ == "__main__":
    sys.exit(main())
