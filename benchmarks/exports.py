"""Imports a file of another dataset's rows into a fresh store, exports them again, and tells which cells differ.

    python benchmarks/exports.py ../shared/data/ucdp_ged/ucdp_ged_sample1000_v23.csv --format ucdp [--rows 10000]

The columns compared are those that have to come back equal (`ucdp`: 34 of 49; `--every-column`: all that the file has).
The exit status is 1 where a row is missing, or fewer than 99.9% of the cells are equal.
"""

import argparse
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from gawah.codebook.columns import load_columns
from gawah.pipeline import add, open_store
from gawah.publish.exports import Order, write_exports
from gawah.release import clear_incidents
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
            write_exports(clear_incidents(store, "internal"), [Order(given.format, out)], everything=True)
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
    return parser.parse_args()


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
