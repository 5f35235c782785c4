"""Exports are read by software that is not ours: Frictionless, pandas, Shapely. FICTION."""

import importlib.util
import json
from dataclasses import replace
from pathlib import Path

import frictionless
import pandas
import pytest
from shapely import is_valid_reason
from shapely.geometry import Point, shape

from gawah.gazetteer.outlines import read_rings
from gawah.model import Place
from gawah.publish.exports import FORMATS
from gawah.publish.exports.geojson import write_geometry


def load(name):
    spec = importlib.util.spec_from_file_location(name, Path(__file__).parent / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


exports = load("test_exports")
TABLES = [(name, ending) for name in ("csv", *exports.LISTS) for ending in ("csv", "xlsx", "parquet")]


def export(folder, format_, ending=None):
    """Write three incidents of many kinds, and one of which next to nothing is told."""
    bare = replace(exports.make_incident(), id="pub9", **BARE)
    path, _ = exports.export(folder, format_, *exports.list_golden(), bare, ending=ending, everything=True)
    return path


BARE = {
    **dict.fromkeys(("title", "outcome", "killed", "injured", "attackers_killed", "claimed")),
    **dict.fromkeys(("victims", "perpetrators", "claims", "weapons", "conflicts"), ()),
    "place": Place(),
    "date": exports.When(),
}


# --- Frictionless -----------------------------------------------------------------------------------------------------


def validate(path):
    return frictionless.validate(str(path.with_name(f"{path.name}.datapackage.json")), type="package")


@pytest.mark.parametrize(("format_", "ending"), [*TABLES, ("jsonl", None), ("geojson", None)])
def test_the_description_is_valid_and_tells_what_is_in_the_file(format_, ending, tmp_path):
    path = export(tmp_path, format_, ending)
    report = validate(path)
    assert report.valid, report.flatten(["rowNumber", "fieldName", "type", "note"])
    path.write_bytes(path.read_bytes() + b"\n")
    assert not validate(path).valid  # by its hash


def test_a_cell_of_another_kind_is_against_the_description(tmp_path):
    path = export(tmp_path, "csv")
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("2031-05-04,2031-05-04,2031-05-04,day", "2031-05-04,May,2031-05-04,day"), "utf-8")
    assert "type-error" in {kind for (kind,) in validate(path).flatten(["type"])}


# --- pandas -----------------------------------------------------------------------------------------------------------

READERS = {"csv": pandas.read_csv, "xlsx": pandas.read_excel, "parquet": pandas.read_parquet}


@pytest.mark.parametrize("ending", READERS)
def test_pandas_reads_our_own_table_with_columns_of_their_kinds(ending, tmp_path):
    table = READERS[ending](export(tmp_path, "csv", ending))
    assert list(table["id"]) == ["pub2ab3de6", "pub3", "pub4", "pub9"]
    assert [None if pandas.isna(n) else n for n in table["killed_best"]] == [9, None, 3, None]
    assert list(table["killed_low"][:3]) == [7, 5, 3]
    numbers = [name for name in table.columns if pandas.api.types.is_numeric_dtype(table[name])]
    assert {"latitude", "longitude", "radius_km", "killed_low", "killed_high", "abducted_best", "reports"} <= set(
        numbers
    )
    assert not {"id", "title", "date", "country", "perpetrators", "sources"} & set(numbers)
    assert list(map(bool, table["claimed"][:1])) == [True]
    assert table["claimed"][1:].isna().all()
    assert [None if pandas.isna(day) else str(day) for day in table["date_start"]] == [
        *("2031-05-04", "2031-06-01", "2031-07-01", None)
    ]


def test_days_in_parquet_are_days(tmp_path):
    table = pandas.read_parquet(export(tmp_path, "csv", "parquet"), dtype_backend="pyarrow")
    kinds = {name: str(table[name].dtype) for name in ("date_start", "killed_best", "latitude", "claimed", "title")}
    assert kinds == {
        "date_start": "date32[day][pyarrow]",
        "killed_best": "int64[pyarrow]",
        "latitude": "double[pyarrow]",
        "claimed": "bool[pyarrow]",
        "title": "string[pyarrow]",
    }


@pytest.mark.parametrize("ending", READERS)
@pytest.mark.parametrize("format_", exports.LISTS)
def test_pandas_reads_the_lists_of_others(format_, ending, tmp_path):
    table = READERS[ending](export(tmp_path, format_, ending))
    columns = {"acled": "fatalities", "gtd": "nkill", "ucdp": "best"}
    assert len(table.columns) == exports.LISTS[format_]
    assert pandas.api.types.is_numeric_dtype(table[columns[format_]])
    told = {"acled": [8, 5, 3, 0], "gtd": [10, 5, 3, None], "ucdp": [10, 5, 3, None]}
    assert [None if pandas.isna(n) else n for n in table[columns[format_]]] == told[format_]


def test_every_format_is_read_here():
    assert {name for name, _ in TABLES} | {"jsonl", "geojson", "xlsx", "parquet"} == set(FORMATS)


# --- Shapely ----------------------------------------------------------------------------------------------------------

COUNTRIES = sorted({ring.country for ring in read_rings()} - {""})


def test_every_country_s_outline_is_a_valid_geometry():
    assert len(COUNTRIES) > 230
    outlines = {code: shape(write_geometry(Place(country=code, precision="country"))) for code in COUNTRIES}
    assert {code: is_valid_reason(area) for code, area in outlines.items() if not area.is_valid} == {}
    assert min(area.area for area in outlines.values()) > 0
    assert not outlines["ZA"].contains(Point(27.9, -29.5))  # which is in Lesotho
    assert outlines["LS"].contains(Point(27.9, -29.5))
    assert outlines["IN"].contains(Point(77.2, 28.6))


@pytest.mark.parametrize("lat", [-89.9, -60, 0, 29.8, 71, 89.5])
@pytest.mark.parametrize("lon", [-180, -179.99, -90.5, 0, 67.3, 179.9, 180])
@pytest.mark.parametrize("km", [2, 50, 600])
def test_every_circle_is_valid_and_holds_its_middle(lat, lon, km):
    place = Place("Belmar", None, None, "PK", lat, lon, km, None, "district")
    area = shape(write_geometry(place))
    west, south, east, north = area.bounds
    assert area.is_valid, is_valid_reason(area)
    assert area.covers(Point(lon, lat))
    assert (west >= -180, south >= -90, east <= 180, north <= 90) == (True,) * 4
    if abs(lon) > 179.95:
        assert (west, east) == (-180, 180)  # it goes on at the other edge of the map


def test_geojson_holds_valid_geometries(tmp_path):
    found = json.loads(export(tmp_path, "geojson").read_text(encoding="utf-8"))
    drawn = [feature["geometry"] for feature in found["features"]]
    assert [geometry and geometry["type"] for geometry in drawn] == ["Polygon", "MultiPolygon", "Polygon", None]
    assert all(shape(geometry).is_valid for geometry in drawn if geometry)
