"""Imports a file of another dataset's rows into a fresh store, exports them again, and tells which cells differ.

    python benchmarks/exports.py ../shared/data/ucdp_ged/ucdp_ged_sample1000_v23.csv --format ucdp [--rows 10000]
    python benchmarks/exports.py TABLE --format ucdp --also csv,xlsx,parquet --released 1000   # how long they take

The columns compared are those that have to come back equal (`ucdp`: 34 of 49; `--every-column`: all that the file has).
The exit status is 1 where a row is missing, or fewer than 99.9% of the cells are equal.
"""

import argparse
import resource
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from gawah.codebook.columns import load_columns
from gawah.model import Audience
from gawah.pipeline import add, open_store
from gawah.publish.exports import FORMATS, Order, hold_evidence, write_exports
from gawah.release import clear_incidents
from gawah.review import Reviewer, override_check, release_incident
from gawah.store import Store
from rows import normalise, read_table, write_table

IDS = {"ucdp": "id", "gtd": "eventid", "acled": "event_id_cnty"}
KEPT = {
    "ucdp": (
        "id year type_of_violence conflict_name dyad_name side_a side_b number_of_sources source_article source_office"
        " source_date source_headline source_original where_prec where_coordinates where_description adm_1 adm_2"
        " latitude longitude country country_id region event_clarity date_prec date_start date_end deaths_a deaths_b"
        " deaths_civilians deaths_unknown best high low"
    ).split()
}
"""Columns that have to come back equal; all, of a list that is not named here."""
FLOOR = 0.999


def main() -> int:
    given = read_arguments()
    rows = read_table(given.table)[: given.rows]
    with tempfile.TemporaryDirectory() as folder:
        table, out = Path(folder) / "rows.csv", Path(folder) / "out.csv"
        write_table(table, rows)
        with open_store(str(Path(folder) / "rows.db")) as store:
            list(add(store, table, columns=load_columns(given.format)))
            measure(store, "internal", given.format, out)
            for name in filter(None, given.also.split(",")):
                measure(store, "internal", name, Path(folder) / f"also.{FORMATS[name].ending}")
            release(store, given.released)
            for name in filter(None, given.also.split(",")) if given.released else ():
                measure(store, "public", name, Path(folder) / f"public.{FORMATS[name].ending}")
        back = read_table(out)
    kept = list(rows[0]) if given.every_column else KEPT.get(given.format, list(rows[0]))
    columns = [name for name in kept if name in rows[0]]
    differing = list(compare(rows, back, columns, IDS[given.format]))
    cells = len(rows) * len(columns)
    equal = 1 - len(differing) / cells
    print(f"{len(back):,} of {len(rows):,} rows, {len(columns)} columns: {equal:.4%} of {cells:,} cells equal")
    for column, count in Counter(column for column, _, _ in differing).most_common():
        print(f"  {count:6,}  {column}")
    for column, was, came in differing[:10]:
        print(f"{column}: {was!r} came back as {came!r}")
    return int(len(back) != len(rows) or equal < FLOOR)


def read_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("table", type=Path)
    parser.add_argument("--format", default="ucdp", choices=IDS)
    parser.add_argument("--rows", type=int)
    parser.add_argument("--every-column", action="store_true")
    parser.add_argument("--also", default="", help="formats, with commas between, that are timed too")
    parser.add_argument("--released", type=int, default=0, help="so many are released, and the formats timed again")
    return parser.parse_args()


def measure(store: Store, audience: Audience, format_: str, out: Path) -> None:
    """Write a file, and tell how long it took and how much memory the process has needed by then."""
    used, began = time.process_time(), time.monotonic()
    cleared = clear_incidents(store, audience, with_evidence=hold_evidence([format_]))
    (written,) = write_exports(cleared, [Order(format_, out)], everything=True)
    used, took = time.process_time() - used, time.monotonic() - began
    number, peak = written.loss.incidents, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{format_} for {audience}: {number:,} incidents, {used / number * 1000:.2f} ms of processor time each and"
        f" {took / number * 1000:.2f} ms by the clock; {peak:.0f} MB at most"
    )


def release(store: Store, most: int) -> None:
    """Release some incidents to the public, whatever the gate thinks of their numbers."""
    for record in store.list_incidents()[:most]:
        release_incident(store, record.incident.id, Reviewer.now("Benchmark", "to measure"))
        override_check(store, record.incident.id, "small_cells", Reviewer.now("Benchmark", "to measure"))


def compare(
    rows: Sequence[Mapping[str, str]], back: Sequence[Mapping[str, str]], columns: Sequence[str], key: str
) -> Iterator[tuple[str, str, str | None]]:
    """Yield the column and both values of each cell that did not come back as it was."""
    found = {row[key]: row for row in back}
    for row in rows:
        came = found.get(row[key], {})
        for column in columns:
            was = normalise(row[column]) if row[column].strip() else ""
            if came.get(column) != was:
                yield column, was, came.get(column)


if __name__ == "__main__":
    sys.exit(main())
