"""How fast a store of a million incidents finds and takes in: each filter's first page, and `gawah add` of one report.

    python benchmarks/store.py                          a store of 1,000,000 incidents, then measure
    python benchmarks/store.py --incidents 20000        a smaller one
    python benchmarks/store.py --computed 1000000       every incident computed, which takes an hour or two
    python benchmarks/store.py --db big.db              keep the store there, or measure the one that is there

The incidents are invented (FICTION), drawn at random with a fixed seed over forty years, real countries' codes, types
of the codebook and invented groups, some frequent and some rare. `--computed` of them go through `Store.append`, a
thousand reports a call. The others are copies of those, row by row in every table, under numbers and ids of their own:
to finding they are as good as any, but such a store does not verify.

Times are a clock's and, of pages, also the processor's for this process, since other programs may run on the machine.
"""

import argparse
import random
import resource
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from gawah.codebook import load
from gawah.linking import load_weights
from gawah.model import Acquisition, Assertion, Coding, CodingInput, Event, Json, Report, Run, Source, Span, Text
from gawah.pipeline import open_store
from gawah.store import Criteria, Store

AT_ONCE = 1000
COUNTRIES = ("SY", "IQ", "AF", "PK", "NG", "SO", "CO", "IN", "PH", "YE", "ML", "CD", "UA", "MM", "SD", "FR", "CL", "NO")
COMMUNITIES = ("Hazara", "Yazidi", "Coptic", "Rohingya", "Ahmadi")
WEAPONS = ("firearm", "explosive", "melee", "vehicle", "incendiary")
VERBS = ("attacked", "shelled", "raided", "ambushed", "bombed")
THINGS = ("a market", "a checkpoint", "a bus", "a school", "a clinic", "a convoy", "a mosque", "a police post")
SYLLABLES = ("ar", "bel", "cor", "dun", "esk", "far", "gol", "hal", "ist", "jor", "kel", "lum", "mar", "nor", "ost")
DAYS = (date(2024, 12, 31) - date(1985, 1, 1)).days


def draw_name(chance: random.Random) -> str:
    """Return an invented place's name."""
    return "".join(chance.choices(SYLLABLES, k=3)).capitalize()


class Inventor:
    """Invents reports."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self.types = load().values("incident_types")
        self.groups = [f"{draw_name(self.chance)} Front" for _ in range(400)]
        self.towns = [self._draw_town() for _ in range(20_000)]

    def _draw_town(self) -> dict[str, object]:
        chance = self.chance
        lat, lon = round(chance.uniform(-35, 60), 4), round(chance.uniform(-75, 120), 4)
        country = COUNTRIES[min(int(chance.expovariate(0.25)), len(COUNTRIES) - 1)]
        where = {"name": draw_name(chance), "admin1": draw_name(chance), "country": country, "lat": lat, "lon": lon}
        return {**where, "radius_km": 5, "precision": "settlement", "relation": "in"}

    def invent(self, number: int) -> tuple[Source, Coding]:
        """Return a report that tells of one incident, and its coding."""
        chance = self.chance
        town, thing = self.towns[int(chance.triangular(0, len(self.towns), 0))], chance.choice(THINGS)
        group = self.groups[min(int(chance.expovariate(0.02)), len(self.groups) - 1)]
        day = (date(1985, 1, 1) + timedelta(int(chance.triangular(0, DAYS, DAYS)))).isoformat()
        killed, community = min(int(chance.paretovariate(1.1)), 900) - 1, chance.choice(COMMUNITIES)
        content = (
            f"FICTION {number}. Men of the {group} {chance.choice(VERBS)} {thing} in {town['name']} on {day}. "
            f"{killed} people were killed, among them {community} traders, said a doctor at the hospital of "
            f"{town['admin1']}. Relatives began a sit-in. {'IS claimed it. ' if chance.random() < 0.002 else ''}"
        )
        report = Report.of(content.encode())
        text = Text.of(report.id, "plain@1", content, kind="news", language="en", published=day)
        read = CodingInput(text)
        event = Event.of(read, "invented@1", "incident", Span(0, 20))

        def state(field: str, value: Json, words: str, basis: str = "reported_as_fact") -> Assertion:
            start = content.index(words)
            return Assertion.of(event, field, value, [Span(start, start + len(words))], basis=basis)

        traders, sits = f"{community} traders", content.index("Relatives")
        number = {"low": killed, "best": killed, "high": killed, "said": "number", "word": None, "approximate": False}
        figure = {"measure": "killed", **number, "words": f"{killed} people were killed", "status": "current"}
        actor = {"name": group, "kind": "armed_group", "actor_id": None, "parent": None}
        verb = content.partition(" Front ")[2].split(" ")[0]
        said = [
            state("type", chance.choice(self.types), verb),
            state("date", {"edtf": day, "start": day, "end": day, "precision": "day"}, day),
            state("place", town, f"in {town['name']}"),
            state("figures/f1", {**figure, "as_of": None}, figure["words"]),
            state("perpetrators/p1", actor, group, "claimed" if chance.random() < 0.1 else "accused_by_others"),
            state("victims/v1/description", traders, traders),
            state("victims/v1/ethnic_or_religious", community, community),
            state("weapons/w1", {"class": chance.choice(WEAPONS), "text": verb}, verb),
            state("claimed", chance.random() < 0.1, content[sits:]),
        ]
        if chance.random() < 0.01:
            said.append(state("campaign/c1", f"Campaign of {group}", group))
        source = Source(report, Acquisition(report.id, path=f"invented/{number}.txt"), text)
        return source, Coding(read, "invented@1", (event,), tuple(said))


def build(store: Store, incidents: int) -> float:
    """Fill a store with invented incidents, and return how many seconds that took."""
    inventor, began = Inventor(20), time.perf_counter()
    for start in range(0, incidents, AT_ONCE):
        batch = [r for n in range(start, min(start + AT_ONCE, incidents)) for r in inventor.invent(n)]
        store.append(batch)
        done, spent = start + AT_ONCE, time.perf_counter() - began
        print(f"\r{done:,} incidents, {done / spent:,.0f} a second", end="", file=sys.stderr, flush=True)
    print(file=sys.stderr)
    return time.perf_counter() - began


COPIED = {
    "ledger": "seq + :seq, kind, body, previous, hash",
    "vault": "seq + :seq, part, key_id, salt, content",
    "records": "id || ':' || :n, seq + :seq",
    "subjects": "subject || ':' || :n, kind, seq + :seq",
    "events": "key + :key, id || ':' || :n, {short}, kind, text + :seq, ties, component + :key",
    "incidents": "policy, key + :key, {id}, component + :key, {rest}",
    "members": "policy, event + :key, incident + :key",
    "tells": "policy, incident + :key, text + :seq, day",
    "tagged": "tag, day, incident + :key",
    "mentions": "event + :key, document",
    "mentioned": "mark, event + :key",
    "parts": "rowid + :seq, content",
    "shorts": "rowid + :seq, terms",
}
"""How each table's rows are copied."""


def multiply(db: str, times: int) -> float:
    """Make a store of SQLite's so many times as large, and return how many seconds that took."""
    began = time.perf_counter()
    with closing(sqlite3.connect(db, isolation_level=None)) as connection:
        triggers = connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for (name,) in triggers:  # the program makes them anew when it opens the store
            connection.execute(f"DROP TRIGGER {name}")
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute("PRAGMA cache_size = -1000000")
        (head,) = connection.execute("SELECT max(seq) FROM ledger").fetchone()
        columns = [row[1] for row in connection.execute("PRAGMA table_info(incidents)")]
        rest = ", ".join(columns[columns.index("component") + 1 :])
        for table, copied in COPIED.items():
            said = {name: f"substr({name}, 1, 7) || printf('%03d', :n)" for name in ("short", "id")}
            bounds = "rowid" if table in ("parts", "shorts") else ""
            into = f"{table}(rowid, {copied.rpartition(', ')[2]})" if bounds else table
            source = f"SELECT {copied.format(**said, rest=rest)} FROM {table}_base"
            connection.execute(f"CREATE TEMP TABLE {table}_base AS SELECT {'rowid, ' if bounds else ''}* FROM {table}")
            connection.execute("BEGIN")
            for n in range(1, times):
                given = {"n": n, "seq": n * head, "key": n * head << 16}
                used = {name: value for name, value in given.items() if f":{name}" in source}
                connection.execute(f"INSERT INTO {into} {source}", used)
            connection.execute("COMMIT")
            connection.execute(f"DROP TABLE {table}_base")
            print(f"\r{table} copied, {time.perf_counter() - began:,.0f} s      ", end="", file=sys.stderr, flush=True)
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    print(file=sys.stderr)
    return time.perf_counter() - began


def mark_linked(store: Store) -> None:
    """Write down that linking has seen all incidents, so that what is added is linked to them and they not to each
    other."""
    name, now = load_weights().name, datetime.now(UTC).isoformat(timespec="seconds")
    store.append([Run.of(name, "benchmark", now, now, reports=0, failed=0, upto=store.read_head()[0])])


def list_queries(inventor: Inventor) -> Iterator[tuple[str, list[Criteria]]]:
    """Yield each filter with the ways in which it is asked: for the frequent, the rare, and what is not there."""
    names, towns = inventor.groups, inventor.towns
    yield "no filter", [Criteria()]
    yield "year", [Criteria(year=(y,)) for y in ("1985", "2000", "2024", "2019..2021", "1901")]
    yield "since, until", [Criteria(since="2020-03-01", until="2020-03-04"), Criteria(until="1985-06-01")]
    yield "country", [Criteria(country=(c,)) for c in (*COUNTRIES, "IS")] + [Criteria(country=("PK", "CL"))]
    yield "type", [Criteria(type=(t,)) for t in inventor.types[:12]]
    yield "perpetrator", [Criteria(perpetrator=(n,)) for n in (*names[:10], *names[-10:], "Nobody's Front")]
    yield "descendants", [Criteria(perpetrator=(n,), descendants=True) for n in (*names[:5], "Islamic State")]
    yield "community", [Criteria(community=(c,)) for c in (*COMMUNITIES, "Druze")]
    yield "campaign", [Criteria(campaign=(f"Campaign of {n}",)) for n in (*names[:5], names[-1])]
    yield "weapon", [Criteria(weapon=(w,)) for w in WEAPONS]
    yield "claimed", [Criteria(claimed=True), Criteria(claimed=False)]
    yield "status, grade", [Criteria(status=("new",)), Criteria(status=("released",)), Criteria(grade=("verified",))]
    yield "killed", [Criteria(killed=k) for k in ("10..", "0", "300..", "899..", "..5", "5000..")]
    yield "reports", [Criteria(reports=r) for r in ("1", "2..")]
    near = [f"{t['lat']},{t['lon']}" for t in (*towns[:5], *towns[-5:])]
    yield "near", [Criteria(near=at, within_km=km) for at in near for km in (10.0, 50.0, 500.0)]
    yield "text", [Criteria(text=w) for w in ("sit-in", "hospital", f"FICTION {77777}", "tunmar", '"bus in"', "zebra")]
    yield "short text", [Criteria(text=w) for w in ("IS", "of", "UN")]
    yield (
        "several",
        [
            Criteria(year=("2020",), country=("PK",), killed="10.."),
            Criteria(country=("SY",), community=("Hazara",), text="clinic"),
            Criteria(perpetrator=(names[0],), claimed=True),
        ],
    )


def measure_pages(store: Store, again: int) -> bool:
    """Print how long each filter's first page takes; return whether each is under 50 ms (95th percentile)."""
    good, inventor = True, Inventor(20)
    store.find()  # the first query opens the database and compiles what all share
    print(f"{'first page by':16} {'median':>9} {'95th':>9} {'slowest':>9} {'95th, processor':>16}   milliseconds")
    for name, queries in list_queries(inventor):
        clock, work = [], []
        for criteria in queries * again:
            began, busy = time.perf_counter(), time.process_time()
            store.find(criteria)
            clock.append((time.perf_counter() - began) * 1000)
            work.append((time.process_time() - busy) * 1000)
        late, busy_late = take_late(clock), take_late(work)
        good &= late < 50
        print(f"{name:16} {statistics.median(clock):9.1f} {late:9.1f} {max(clock):9.1f} {busy_late:16.1f}")
    return good


def take_late(times: list[float]) -> float:
    """Return the 95th percentile."""
    return sorted(times)[min(int(len(times) * 0.95), len(times) - 1)]


def measure_add(db: str, again: int) -> bool:
    """Print how long `gawah add` of one report takes, start of the program included; return whether under 2 s."""
    times, work = [], []
    with tempfile.TemporaryDirectory() as folder:
        for n in range(again):
            path = Path(folder) / f"{n}.txt"
            path.write_text(f"FICTION\n\nA bomb killed {n + 3} people at a market in Quetta on 3 May 2019.\n", "utf-8")
            began, busy = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
            subprocess.run([str(Path(sys.executable).with_name("gawah")), "add", str(path), "--db", db], check=True)
            times.append(time.perf_counter() - began)
            spent = resource.getrusage(resource.RUSAGE_CHILDREN)
            work.append(spent.ru_utime + spent.ru_stime - busy.ru_utime - busy.ru_stime)
    print(
        f"gawah add of one report: median {statistics.median(times):.2f} s, slowest {max(times):.2f} s;"
        f" of the processor's time {statistics.median(work):.2f} s, at most {max(work):.2f} s"
    )
    return max(times) < 2


def main() -> int:
    """Build, measure, and return 1 where a figure is not what was promised."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--incidents", type=int, default=1_000_000)
    parser.add_argument("--db", default=None)
    parser.add_argument("--computed", type=int, default=20_000)
    parser.add_argument("--again", type=int, default=5)
    given = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="gawah-bench-"))
    db = given.db or str(folder / "gawah.db")
    if not Path(db).exists():
        computed = min(given.computed, given.incidents)
        with open_store(db) as store:
            spent = build(store, computed)
        print(f"{computed:,} incidents appended in {spent:,.0f} s, {computed / spent:,.0f} a second")
        if (times := given.incidents // computed) > 1:
            print(f"copied to {times * computed:,} in {multiply(db, times):,.0f} s")
        with open_store(db) as store:
            mark_linked(store)
    with open_store(db) as store:
        if Path(db).exists():
            print(f"the store is {Path(db).stat().st_size / 1e9:.2f} GB")
        good = measure_pages(store, given.again)
    good &= measure_add(db, given.again)
    print(f"memory, at most: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6:.2f} GB")
    if given.db is None:
        for path in folder.iterdir():
            path.unlink()
        folder.rmdir()
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
