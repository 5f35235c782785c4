"""Adds reports to a store in a child process that is killed at a random moment, again and again; run by test_faults.

    python killing.py DB FOLDER KILLS SEED

A child says on a pipe which reports were acknowledged. After each death all of them have to be there, once. A line of
JSON at the end says how many children were killed, how many reports were acknowledged, and what was wrong.
"""

import json
import os
import random
import signal
import sys
import time
from collections import Counter
from pathlib import Path

from gawah.model import Report
from gawah.pipeline import Added, add, open_store

AT_ONCE = 6
"""Reports that a child is given beside those of the one before."""
VERIFIED = 20
"""Deaths between two verifications of everything."""


def write_reports(folder, number, chance):
    """Write invented reports (FICTION), some of them nearly copies of others, and return their paths."""
    paths = []
    for n in range(number):
        town, killed, day = chance.choice(("Quetta", "Kabul", "Mosul")), chance.randint(2, 9), chance.randint(1, 9)
        path = folder / f"{n:04}.txt"
        story = f"A bomb killed {killed} people at a market in {town} on {day} May 2019. Relatives began a sit-in."
        path.write_text(f"FICTION {n}\n\n{story}\n", "utf-8")
        paths.append(path)
    return paths


def add_and_tell(db, paths, pipe):
    """Add reports and tell of each when it is acknowledged."""
    with open_store(db) as store:
        for added in add(store, *paths):
            assert isinstance(added, Added), added
            os.write(pipe, f"{added.reading.source.report.id}\n".encode())


def kill_while_adding(db, paths, after):
    """Add reports in a child that is killed `after` some seconds; return what was acknowledged, and if it was hit."""
    out, pipe = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(out)
        try:
            add_and_tell(db, paths, pipe)
        finally:
            os._exit(0)
    os.close(pipe)
    time.sleep(after)
    os.kill(child, signal.SIGKILL)
    with os.fdopen(out, "rb") as told:
        acknowledged = [line.decode().strip() for line in told.readlines() if line.endswith(b"\n")]
    _, status = os.waitpid(child, 0)
    return acknowledged, os.WIFSIGNALED(status)


def main():
    db, folder, kills, seed = sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4])
    chance = random.Random(seed)
    paths = write_reports(folder, AT_ONCE * (kills + 1), chance)
    began = time.perf_counter()
    add_and_tell(db, paths[:AT_ONCE], os.open(os.devnull, os.O_WRONLY))  # also imports all that children need
    began = time.perf_counter()
    add_and_tell(db, paths[:AT_ONCE], os.open(os.devnull, os.O_WRONLY))
    usual = 2 * (time.perf_counter() - began) + 0.2
    acknowledged, hit, wrong = set(), 0, []
    for n in range(kills):
        mine = paths[n * AT_ONCE : (n + 2) * AT_ONCE]
        told, was_hit = kill_while_adding(db, mine, chance.uniform(0, usual))
        acknowledged.update(told)
        hit += was_hit
        with open_store(db) as store:
            held = Counter(report.id for report in store.read(Report))
            wrong += [f"death {n}: {id_} was acknowledged and is lost" for id_ in acknowledged - held.keys()]
            wrong += [f"death {n}: {id_} is there {times} times" for id_, times in held.items() if times > 1]
            if n % VERIFIED == 0 or n == kills - 1:
                wrong += [f"death {n}: {problem}" for problem in store.verify().problems]
    add_and_tell(db, paths, os.open(os.devnull, os.O_WRONLY))
    with open_store(db) as store:
        held = Counter(report.id for report in store.read(Report))
        wrong += [] if len(held) == len(paths) == held.total() else [f"{held.total()} reports, and not {len(paths)}"]
        wrong += store.verify().problems
    print(json.dumps({"deaths": hit, "acknowledged": len(acknowledged), "reports": len(paths), "wrong": wrong}))


if __name__ == "__main__":
    main()
