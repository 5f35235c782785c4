"""Imports a whole file of another dataset's rows into a fresh store, and tells what came of it and how fast.

    python benchmarks/rows.py ../shared/data/ucdp_ged/ucdp_ged_syria.csv.gz --format ucdp [--rows 10000]

Every row has to come in, every cell has to stand in its row's text as it stood in the file, and no two rows may be
brought together. The exit status is 1 where one of these fails.
"""

import argparse
import csv
import gzip
import io
import sys
import tempfile
import time
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

from gawah.codebook.columns import load_columns
from gawah.codebook.rows import read_row
from gawah.errors import ReportError
from gawah.pipeline import Added, add, open_store


def main() -> int:
    given = read_arguments()
    rows = read_table(given.table)[: given.rows]
    with tempfile.TemporaryDirectory() as folder:
        table = Path(folder) / "rows.csv"
        write_table(table, rows)
        with open_store(str(Path(folder) / "rows.db")) as store:
            began, used = time.monotonic(), time.process_time()
            added = list(add(store, table, columns=load_columns(given.format)))
            took, used = time.monotonic() - began, time.process_time() - used
            incidents = store.count()
    failed = [str(one) for one in added if isinstance(one, ReportError)]
    kept = [one for one in added if isinstance(one, Added)]
    lost = sum(count_lost(one, row) for one, row in zip(kept, rows, strict=False))
    told = sum(len(one.reading.incidents) for one in kept)
    print(f"{len(rows):,} rows, {len(failed)} not read, {lost} of {count_cells(rows):,} cells lost")
    print(f"{told:,} incidents told, {incidents:,} in the store")
    print(f"{took:.0f} s, {used:.0f} s of processor time: {len(rows) / used:.0f} rows a second of it")
    for problem, number in count_doubts(kept).most_common(12):
        print(f"  {number:6,}  {problem}")
    for line in failed[:10]:
        print(line)
    return int(bool(failed or lost or told != incidents))


def read_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("table", type=Path)
    parser.add_argument("--format", default="ucdp")
    parser.add_argument("--rows", type=int)
    return parser.parse_args()


def read_table(path: Path) -> list[dict[str, str]]:
    raw = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    return list(csv.DictReader(io.StringIO(raw.decode("utf-8"), newline="")))


def write_table(path: Path, rows: Sequence[Mapping[str, str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


def count_lost(added: Added, row: Mapping[str, str]) -> int:
    """Return how many filled cells of a row do not come back from its text."""
    held = {cell.column: cell.value for cell in read_row(added.reading.source.text.content)}
    return sum(held.get(head) != normalise(cell) for head, cell in row.items() if cell.strip())


def normalise(cell: str) -> str:
    return unicodedata.normalize("NFC", cell.replace("\r\n", "\n").replace("\r", "\n"))


def count_cells(rows: Sequence[Mapping[str, str]]) -> int:
    return sum(bool(cell.strip()) for row in rows for cell in row.values())


def count_doubts(kept: Sequence[Added]) -> Counter[str]:
    notes = (note for one in kept for note in one.reading.coding.notes)
    return Counter(f"{note.partition(':')[0]}: … {note.rpartition(chr(39))[2].strip()}" for note in notes)


if __name__ == "__main__":
    sys.exit(main())
