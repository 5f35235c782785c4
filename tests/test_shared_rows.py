"""Rows of the published UCDP GED: all come in, every cell comes back, nothing is read wrong. Skips without the data."""

import csv
import gzip
import io
from itertools import islice
from pathlib import Path

import pytest

from gawah.codebook.columns import load_columns
from gawah.codebook.rows import read_row
from gawah.errors import ReportError
from gawah.pipeline import read

SHARED = Path(__file__).resolve().parents[2] / "shared" / "data" / "ucdp_ged"
MOST = 1000

pytestmark = pytest.mark.skipif(not SHARED.is_dir(), reason="the datasets do not lie beside the checkout")


def take_rows(name):
    path = SHARED / name
    raw = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    return list(islice(csv.DictReader(io.StringIO(raw.decode("utf-8"), newline="")), MOST))


@pytest.mark.parametrize("name", ["ucdp_ged_sample1000_v23.csv", "ucdp_ged_syria.csv.gz"])
def test_rows_of_ucdp(name, tmp_path):
    rows = take_rows(name)
    table = tmp_path / "rows.csv"
    with table.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    readings = list(read(table, columns=load_columns("ucdp")))
    assert not [one for one in readings if isinstance(one, ReportError)]
    for reading, row in zip(readings, rows, strict=True):
        held = {cell.column: cell.value for cell in read_row(reading.source.text.content)}
        assert held == {head: cell for head, cell in row.items() if cell.strip()}
        (incident,) = reading.incidents
        assert incident.foreign_ids == (f"ucdp:{int(float(row['id']))}",)
        assert (incident.date.start, incident.date.end) == (row["date_start"][:10], row["date_end"][:10])
        assert (incident.place.lat, incident.place.lon) == (float(row["latitude"]), float(row["longitude"]))
        assert incident.place.country
        assert incident.killed.best == float(row["best"])
        parts = [getattr(incident.killed_by_party, side) for side in ("side_a", "side_b", "civilians", "unknown")]
        names = ("deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown")
        assert parts == [float(row[side]) for side in names]
        assert incident.perpetrators
