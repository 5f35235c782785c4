"""Exports, read by software of others, of invented incidents (FICTION)."""

import csv
import json
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import duckdb
import openpyxl
import pyarrow.parquet as pq
import pytest

from gawah.errors import ReleaseBlocked, UsageError
from gawah.model import (
    Attribution,
    Claim,
    Conflict,
    Count,
    Incident,
    Perpetrator,
    Place,
    RivalValue,
    Victims,
    Weapon,
    When,
)
from gawah.publish.cleared import SEAL, Block, Cleared, ClearedIncident
from gawah.publish.exports import FORMATS, Order, write_exports
from gawah.publish.exports.geojson import write_geometry
from gawah.record import ReportHeader

COLUMNS = Path(__file__).parents[2].parent / "shared" / "design" / "columns"
GOLDEN = Path(__file__).parent / "golden"
LISTS = {"acled": 31, "gtd": 135, "ucdp": 49}
TRICK = '=HYPERLINK("http://x.org")'


def make_incident(**about):
    plain = Incident(
        "pub2ab3de6",
        title="Bombing of a market",
        type="bombing",
        outcome="completed",
        date=When("2031-05-04", "2031-05-04", "2031-05-04", "day"),
        place=Place("Belmar", "Tarsk", None, "PK", 29.8, 67.3, 10, None, "settlement"),
        killed=Count(7, 9, 9),
        injured=Count(20, 20, 20),
        attackers_killed=Count(1, 1, 1),
        victims=(Victims("v1", "traders", "killed", Count(9, 9, 9), status="civilian"),),
        perpetrators=(
            Perpetrator("Red Lantern", None, "armed_group", None, "claimed", (Attribution("claimed", "Red Lantern"),)),
        ),
        claims=(Claim("Red Lantern", "a post on Telegram"),),
        claimed=True,
        weapons=(Weapon("explosive", None, "a bomb"),),
        conflicts=(Conflict("/killed", "contradiction", (RivalValue(7, ()),), 9, "low_best_high@1"),),
        workflow="released",
        audience="public",
    )
    return replace(plain, **about)


def clear(*incidents, blocks=()):
    header = ReportHeader("sha256:" + "1" * 64, "a" * 64, "plain@1", title="A market", publisher="The Kestria Courier")
    found = [ClearedIncident(incident, (header,), "public", seal=SEAL) for incident in incidents]
    return Cleared(iter([*found, *blocks]), "public")


def export(folder, format_, *incidents, ending=None, **about):
    path = folder / f"out.{ending or FORMATS[format_].ending}"
    (written,) = write_exports(clear(*(incidents or (make_incident(),))), [Order(format_, path)], **about)
    return path, written.loss


def read_csv(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize(("format_", "number"), LISTS.items())
def test_a_list_has_the_columns_of_the_list_in_their_order(format_, number, tmp_path):
    path, _ = export(tmp_path, format_)
    head = path.read_text(encoding="utf-8").splitlines()[0].split(",")
    assert len(head) == number
    told = COLUMNS / ("ucdp_ged.txt" if format_ == "ucdp" else f"{format_}.txt")
    if told.exists():
        assert head == told.read_text(encoding="utf-8").split()


def test_acled_counts_all_the_dead_by_the_most_conservative_figure(tmp_path):
    path, _ = export(tmp_path, "acled")
    (row,) = read_csv(path)
    assert row["fatalities"] == "8"  # 7 at least, and an attacker
    assert (row["event_type"], row["sub_event_type"]) == (
        "Explosions/Remote violence",
        "Remote explosive/landmine/IED",
    )
    assert (row["inter1"], row["actor2"]) == ("Rebel group", "Civilians (Pakistan)")
    assert "claimed by Red Lantern" in row["notes"]
    assert row["iso"] == "586"


def test_what_no_report_says_is_nought_in_acled_and_empty_in_gtd(tmp_path):
    silent = make_incident(killed=None, attackers_killed=None)
    (row,) = read_csv(export(tmp_path, "acled", silent)[0])
    assert row["fatalities"] == "0"
    assert "No report says whether anybody was killed" in row["notes"]
    (row,) = read_csv(export(tmp_path, "gtd", silent)[0])
    assert row["nkill"] == ""


def test_gtd_has_codes_with_their_words(tmp_path):
    (row,) = read_csv(export(tmp_path, "gtd")[0])
    assert (row["attacktype1"], row["attacktype1_txt"]) == ("3", "Bombing/Explosion")
    assert (row["nkill"], row["nkillter"], row["nwound"]) == ("10", "1", "20")
    assert (row["claimed"], row["claimmode"]) == ("1", "7")
    assert (row["iyear"], row["imonth"], row["iday"]) == ("2031", "5", "4")


def test_ucdp_takes_the_dead_of_all_sides(tmp_path):
    (row,) = read_csv(export(tmp_path, "ucdp")[0])
    assert (row["low"], row["best"], row["high"]) == ("8", "10", "10")
    assert (row["type_of_violence"], row["side_a"], row["side_b"]) == ("3", "Red Lantern", "Civilians")


def test_rules_of_a_list_leave_rows_out_and_say_so(tmp_path):
    state = (Perpetrator("Army of Kestria", None, "state_forces", None, "accused_by_others"),)
    nobody = make_incident(killed=None, attackers_killed=None)
    _, loss = export(tmp_path, "ucdp", nobody)
    assert (loss.written, sum(loss.left_out.values())) == (0, 1)
    _, loss = export(tmp_path, "gtd", make_incident(perpetrators=state))
    assert dict(loss.left_out) == {"the act of a state": 1}
    _, loss = export(tmp_path, "gtd", make_incident(perpetrators=state), everything=True)
    assert loss.written == 1


def test_acled_counts_leaves(tmp_path):
    part = make_incident(id="pub3", part_of="pub2ab3de6")
    path, loss = export(tmp_path, "acled", make_incident(), part)
    assert [row["event_id_cnty"] for row in read_csv(path)] == ["pub3"]
    assert sum(loss.left_out.values()) == 1


def test_what_has_no_place_in_a_format_is_told(tmp_path):
    path, _ = export(tmp_path, "ucdp")
    told = path.with_name(f"{path.name}.loss.md").read_text(encoding="utf-8")
    assert "Weapons: 1 incident" in told
    assert "attackers among them" in told
    assert "Weapons" not in export(tmp_path, "jsonl")[0].with_name("out.jsonl.loss.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("ending", ["csv", "xlsx", "parquet"])
@pytest.mark.parametrize("format_", ["csv", *LISTS])
def test_every_table_is_read_by_other_software(format_, ending, tmp_path):
    path, _ = export(tmp_path, format_, ending=ending)
    if ending == "xlsx":
        assert len(list(openpyxl.load_workbook(path).active.values)) == 2
    else:
        reader = {"csv": f"read_csv('{path}', header=true)", "parquet": f"read_parquet('{path}')"}[ending]
        assert duckdb.sql(f"select count(*) from {reader}").fetchall() == [(1,)]


@pytest.mark.parametrize("lead", ["=", "+", "-", "@", "\t="])
def test_no_cell_is_a_formula(lead, tmp_path):
    hostile = make_incident(title=f"{lead}cmd|' /C calc'!A0")
    (row,) = read_csv(export(tmp_path, "csv", hostile)[0])
    assert row["title"].startswith("'")
    path, _ = export(tmp_path, "xlsx", hostile)
    sheet = openpyxl.load_workbook(path).active
    cells = [cell for line in sheet.iter_rows() for cell in line]
    assert [cell for cell in cells if cell.data_type == "f"] == []


def test_where_anything_blocks_no_file_is_written_and_an_old_one_stays(tmp_path):
    path = tmp_path / "out.csv"
    path.write_text("old", encoding="utf-8")
    blocked = clear(make_incident(), blocks=[Block("ab", "/killed", "why", "do", "cmd")])
    with pytest.raises(ReleaseBlocked):
        write_exports(blocked, [Order("csv", path), Order("acled", tmp_path / "a.csv")])
    assert path.read_text(encoding="utf-8") == "old"
    assert [p.name for p in tmp_path.iterdir()] == ["out.csv"]


def test_a_folder_that_is_missing_is_told(tmp_path):
    with pytest.raises(UsageError, match="folder"):
        write_exports(clear(make_incident()), [Order("csv", tmp_path / "no" / "out.csv")])


def test_the_description_has_the_hash_and_the_columns_of_the_file(tmp_path):
    import hashlib

    path, _ = export(tmp_path, "csv")
    about = json.loads(path.with_name("out.csv.datapackage.json").read_text(encoding="utf-8"))
    (resource,) = about["resources"]
    assert resource["hash"] == "sha256:" + hashlib.sha256(path.read_bytes()).hexdigest()
    assert [f["name"] for f in resource["schema"]["fields"]] == path.read_text(encoding="utf-8").splitlines()[0].split(
        ","
    )


# --- golden files -----------------------------------------------------------------------------------------------------


def list_golden():
    """Return the incidents of `golden/README.md`."""
    army = Perpetrator("Army of Kestria", None, "state_forces", None, "reported_as_fact")
    lantern = Perpetrator("Red Lantern", None, "armed_group", None, "reported_as_fact")
    suspected = Perpetrator(
        "Grey Lantern", None, "armed_group", "Red Lantern", "suspected", (Attribution("suspected"),)
    )
    soldiers = Victims("v1", "soldiers", "killed", Count(3, 3, 3), status="security_forces")
    miners = Victims("v1", "miners", "killed", Count(5, None, None), status="civilian", ethnic_or_religious=("Tarski",))
    plain = {"attackers_killed": None, "injured": None, "claims": (), "claimed": None, "conflicts": (), "weapons": ()}
    yield make_incident()
    yield make_incident(
        **plain | {"weapons": (Weapon("melee", "knife", "knives"),)},
        id="pub3",
        title="Miners taken and killed",
        type="execution",
        also_types=("abduction",),
        date=When("2031-06", "2031-06-01", "2031-06-30", "month"),
        place=Place(None, "Tarsk", "Halden", "PK", None, None, None, None, "district"),
        killed=Count(5, None, None),
        abducted=Count(6, 6, 6),
        victims=(miners,),
        perpetrators=(suspected,),
    )
    yield make_incident(
        **plain,
        id="pub4",
        title="Clash on a road",
        type="battle",
        date=When("2031-07-01/2031-07-03", "2031-07-01", "2031-07-03", "range"),
        killed=Count(3, 3, 4),
        victims=(soldiers,),
        perpetrators=(army, lantern),
    )


@pytest.mark.parametrize("golden", ["acled.csv", "gtd.csv", "ucdp.csv", "csv.csv", "jsonl.jsonl", "geojson.geojson"])
def test_golden_files(golden, tmp_path):
    path, _ = export(tmp_path, golden.partition(".")[0], *list_golden())
    assert path.read_text(encoding="utf-8") == (GOLDEN / golden).read_text(encoding="utf-8")


@pytest.mark.parametrize("format_", ["csv", *LISTS])
@pytest.mark.parametrize("ending", ["xlsx", "parquet"])
def test_workbooks_and_parquet_hold_the_cells_of_the_golden_files(format_, ending, tmp_path):
    path, _ = export(tmp_path, format_, *list_golden(), ending=ending)
    golden = read_csv(GOLDEN / f"{format_}.csv")
    for row, line in zip(golden, list_lines(path), strict=True):
        assert list(line) == list(row)
        assert [name for name in row if not is_same_cell(row[name], line[name])] == []


def list_lines(path):
    """Return the rows of a workbook or of a Parquet file, each by its heads."""
    if path.suffix == ".parquet":
        return pq.read_table(path).to_pylist()
    head, *lines = openpyxl.load_workbook(path).active.values
    return [dict(zip(head, line, strict=True)) for line in lines]


def is_same_cell(words, cell):
    if cell is None or isinstance(cell, bool):
        return words == ("" if cell is None else str(cell).lower())
    return float(words) == cell if isinstance(cell, (int, float)) else words == str(cell)


# --- geometry ---------------------------------------------------------------------------------------------------------


def test_only_what_is_known_to_a_kilometre_is_a_point():
    place = Place("Belmar", "Tarsk", None, "PK", 29.8, 67.3, None, None, "settlement")
    assert write_geometry(place) == {"type": "Point", "coordinates": [67.3, 29.8]}
    assert write_geometry(replace(place, radius_km=10))["type"] == "Polygon"
    assert write_geometry(replace(place, precision="country", lat=None))["type"] == "MultiPolygon"
    assert write_geometry(Place()) is None


def test_outer_rings_turn_left():
    place = Place("Belmar", "Tarsk", None, "PK", 29.8, 67.3, 50, None, "district")
    outlines = [write_geometry(place)["coordinates"]]
    outlines += write_geometry(replace(place, precision="country"))["coordinates"]
    for (ring,) in outlines:
        assert ring[0] == ring[-1]
        assert sum((x2 - x1) * (y2 + y1) for (x1, y1), (x2, y2) in pairwise(ring)) < 0


def test_geojson_is_one_collection(tmp_path):
    path, _ = export(tmp_path, "geojson", make_incident(), make_incident(id="pub3"))
    found = json.loads(path.read_text(encoding="utf-8"))
    assert [feature["id"] for feature in found["features"]] == ["pub2ab3de6", "pub3"]
    assert found["features"][0]["properties"]["killed_best"] == 9
