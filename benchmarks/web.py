"""How long fifty readers at once wait for the web pages of a store of 100,000 incidents.

    make .venv-bench/.made && .venv-bench/bin/python benchmarks/web.py
    .venv-bench/bin/python benchmarks/web.py --db big.db --readers 50 --seconds 60 --pause 2

Locust sends the readers (`benchmarks/readers.py`): each looks through lists, opens incidents and reports, and pauses
between pages as somebody does who reads. `--pause 0` has each ask again at once, which no reader does. Server and
readers share the machine. The store is made by `benchmarks/store.py` where there is none, and kept at `--db`.
Exits with 1 where the 95th percentile of all pages is not under 200 ms, or a page failed.
"""

import argparse
import csv
import os
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

MOST = 200
"""Milliseconds that the 95th percentile has to be under."""


def main() -> int:
    """Serve, send the readers, print what they waited, and return 1 where that is too long."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--db", default="out/benchmark-web.db")
    parser.add_argument("--incidents", type=int, default=100_000)
    parser.add_argument("--readers", type=int, default=50)
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--pause", type=float, default=2.0, help="seconds between two pages of one reader, on average")
    parser.add_argument("--port", type=int, default=8479)
    given = parser.parse_args()
    if not Path(given.db).exists():
        make_store(given.db, given.incidents)
    served = subprocess.Popen([program("gawah"), "serve", "--db", given.db, "--port", str(given.port)])
    try:
        address = f"http://127.0.0.1:{given.port}"
        await_answer(address)
        rows = send_readers(address, given.readers, given.seconds, given.pause)
        spent = read_processor_time(served.pid)
    finally:
        served.terminate()
        served.wait()
    return tell(rows, spent, given.seconds)


def program(name: str) -> str:
    """Return a program that is installed beside this Python."""
    return str(Path(sys.executable).with_name(name))


def make_store(db: str, incidents: int) -> None:
    """Make a store of invented incidents."""
    Path(db).parent.mkdir(parents=True, exist_ok=True)
    making = [sys.executable, str(Path(__file__).with_name("store.py")), "--db", db, "--again", "1"]
    subprocess.run([*making, "--incidents", str(incidents), "--computed", str(min(incidents, 10_000))], check=False)


def await_answer(address: str) -> None:
    """Wait until the pages are there."""
    for _ in range(300):
        try:
            urllib.request.urlopen(address).close()
            return
        except OSError:
            time.sleep(0.1)
    raise SystemExit(f"{address} does not answer")


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


def read_processor_time(pid: int) -> float:
    """Return how many seconds of the processor a process has used."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def tell(rows: list[dict[str, str]], spent: float, seconds: int) -> int:
    """Print what readers waited; return 1 where that is too long."""
    print(f"{'page':16} {'asked':>7} {'failed':>7} {'median':>8} {'95th':>8} {'slowest':>8}   milliseconds")
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
