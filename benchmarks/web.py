"""How long fifty readers at once wait for the web pages of a store of 100,000 incidents, and what each page costs.

    make .venv-bench/.made && .venv-bench/bin/python benchmarks/web.py
    .venv-bench/bin/python benchmarks/web.py --db big.db --readers 50 --seconds 60 --pause 2 --workers 2

Locust sends the readers (`benchmarks/readers.py`): each looks through lists, opens incidents and reports, and pauses
between pages as somebody does who reads. `--pause 0` has each ask again at once, which no reader does. Server and
readers share the machine. The store is made where there is none, every incident of it computed, and kept at `--db`.
Before, each kind of page is asked for some times by one who waits, at another address each time, and told with the time
of the processor that it takes the server: there it is drawn for the first time, as after every decision of anybody.

Exits with 1 where the 95th percentile of all pages is not under 200 ms, or a page failed.
"""

import argparse
import csv
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import psutil

from readers import COUNTRIES, LINK

MOST = 200
"""Milliseconds that the 95th percentile has to be under."""
TIMES = 20
"""Addresses of each kind that are asked for alone."""


def main() -> int:
    """Serve, send the readers, print what they waited, and return 1 where that is too long."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--db", default="out/benchmark-web.db")
    parser.add_argument("--incidents", type=int, default=100_000)
    parser.add_argument("--readers", type=int, default=50)
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--pause", type=float, default=2.0, help="seconds between two pages of one reader, on average")
    parser.add_argument("--workers", default="2", help="processes that serve")
    parser.add_argument("--port", type=int, default=8479)
    given = parser.parse_args()
    if not Path(given.db).exists():
        make_store(given.db, given.incidents)
    serve = [program("gawah"), "serve", "--db", given.db, "--port", str(given.port), "--workers", given.workers]
    served = subprocess.Popen(serve)
    try:
        address = f"http://127.0.0.1:{given.port}"
        await_answer(address)
        costs = measure_pages(address, served.pid)
        before = read_processor_time(served.pid)
        rows = send_readers(address, given.readers, given.seconds, given.pause)
        spent = read_processor_time(served.pid) - before
    finally:
        served.terminate()
        served.wait()
    return tell(rows, costs, spent, given.seconds)


def program(name: str) -> str:
    """Return a program that is installed beside this Python."""
    return str(Path(sys.executable).with_name(name))


def make_store(db: str, incidents: int) -> None:
    """Make a store of invented incidents."""
    from gawah.pipeline import open_store
    from store import build, mark_linked

    Path(db).parent.mkdir(parents=True, exist_ok=True)
    with open_store(db) as store:
        build(store, incidents)
        mark_linked(store)


def await_answer(address: str) -> None:
    """Wait until the pages are there."""
    for _ in range(1200):
        try:
            urllib.request.urlopen(address).close()
            return
        except OSError:
            time.sleep(0.1)
    raise SystemExit(f"{address} does not answer")


# --- one page at a time -----------------------------------------------------------------------------------------------


def measure_pages(address: str, pid: int) -> dict[str, tuple[float, float]]:
    """Return what each kind of page costs that is drawn for the first time: milliseconds waited, and of the processor.

    Both are medians of some addresses. A clock of the processor ticks a hundred times a second, so several are asked
    for between two looks at it.
    """
    costs = {}
    for kind, paths in list_addresses(address).items():
        waited, used = [], []
        for n in range(0, len(paths), 5):
            busy = read_processor_time(pid)
            for path in paths[n : n + 5]:
                began = time.perf_counter()
                read(address + path)
                waited.append(1000 * (time.perf_counter() - began))
            used.append(1000 * (read_processor_time(pid) - busy) / len(paths[n : n + 5]))
        costs[kind] = statistics.median(waited), statistics.median(used)
    return costs


def list_addresses(address: str) -> dict[str, list[str]]:
    """Return addresses of each kind of page that nobody has asked for."""
    chance = random.Random(7)
    incidents = [link for year in range(1990, 1994) for link in find_links(address, f"/?year={year}", "incidents")]
    chosen = chance.sample(incidents, 2 * TIMES)
    reports = [find_links(address, link, "reports")[0] for link in chosen[TIMES:]]
    narrowed = [f"year={1994 + n}&country={COUNTRIES[n % 8]}" for n in range(TIMES)]
    return {
        "list": [f"/?{query}" for query in narrowed],
        "incident": chosen[:TIMES],
        "report": reports,
        "queue": [f"/queue?who={n}" for n in range(TIMES)],
        "explore, all": ["/explore?sort=killed", *(f"/explore?sort={order}" for order in ("injured", "reports"))],
        "explore, some": [f"/explore?{query}" for query in narrowed],
    }


def find_links(address: str, path: str, kind: str) -> list[str]:
    """Return the pages of a kind that a page leads to."""
    return [link for link in dict.fromkeys(LINK.findall(read(address + path))) if link.split("/")[1] == kind]


def read(url: str) -> str:
    """Return the page at an address."""
    with urllib.request.urlopen(url) as answer:
        return str(answer.read(), "utf-8")


# --- many at once -----------------------------------------------------------------------------------------------------


def send_readers(address: str, readers: int, seconds: int, pause: float) -> list[dict[str, str]]:
    """Return Locust's figures of each page, and of all ("Aggregated")."""
    with tempfile.TemporaryDirectory() as folder:
        words = [program("locust"), "-f", str(Path(__file__).with_name("readers.py")), "--headless", "--only-summary"]
        words += [
            "--host",
            address,
            "-u",
            str(readers),
            "-r",
            str(readers),
            "-t",
            f"{seconds}s",
            "--csv",
            f"{folder}/w",
        ]
        settings = {**os.environ, "GAWAH_READERS_PAUSE": str(pause)}
        subprocess.run([*words, "--exit-code-on-error", "0"], check=True, capture_output=True, env=settings)
        with Path(folder, "w_stats.csv").open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))


def list_processes(pid: int) -> Iterator[psutil.Process]:
    """Yield a process and those that it has started."""
    own = psutil.Process(pid)
    yield own
    yield from own.children(recursive=True)


def read_processor_time(pid: int) -> float:
    """Return how many seconds of the processor a process and those that it has started have used."""
    return sum(sum(process.cpu_times()[:2]) for process in list_processes(pid))


def tell(rows: list[dict[str, str]], costs: dict[str, tuple[float, float]], spent: float, seconds: int) -> int:
    """Print what readers waited; return 1 where that is too long."""
    print(f"{'one page alone':16} {'waited':>8} {'processor':>10}   milliseconds, the first time")
    for kind, (waited, used) in costs.items():
        print(f"{kind:16} {waited:8.0f} {used:10.0f}")
    print(f"\n{'page':16} {'asked':>7} {'failed':>7} {'median':>8} {'95th':>8} {'slowest':>8}   milliseconds")
    for row in rows:
        times = " ".join(f"{float(row[name]):8.0f}" for name in ("50%", "95%", "Max Response Time"))
        name = row["Name"].replace("Aggregated", "all")
        print(f"{name:16} {row['Request Count']:>7} {row['Failure Count']:>7} {times}")
    everything = rows[-1]
    pages = int(everything["Request Count"])
    work = 1000 * spent / max(pages, 1)
    print(f"{pages / seconds:.0f} pages a second; each took {work:.1f} ms of the processor at the server")
    return int(float(everything["95%"]) >= MOST or int(everything["Failure Count"]) > 0)


if __name__ == "__main__":
    sys.exit(main())
