"""Rows of other datasets in the store: found by their ids, linked to reports, never within a list (FICTION)."""

from pathlib import Path

import pytest

from gawah.codebook.columns import load_columns, read_columns
from gawah.errors import IncidentNotFound
from gawah.model import Coding, Link
from gawah.pipeline import add

LISTS = Path(__file__).parents[1] / "sources" / "fixtures" / "lists"

NEWS = """Title: Four killed as gunmen attack bus in Quetta
Date: 4 May 2031

QUETTA: Four Hazara vegetable sellers were killed when gunmen opened fire on their bus in Quetta on Saturday, police
said.
The Tehreek-i-Taliban Pakistan claimed responsibility for the attack.
"""


@pytest.fixture
def news(tmp_path):
    path = tmp_path / "news.txt"
    path.write_text(NEWS, encoding="utf-8")
    return path


def put(store, *paths, columns=None):
    return list(add(store, *paths, columns=columns))


def test_a_row_is_found_by_the_id_of_its_dataset(store):
    added = put(store, LISTS / "ucdp.csv", columns=load_columns("ucdp"))
    assert [a.is_new for a in added] == [True] * 4
    record = store.find_incident("ucdp:900001")
    assert record.incident.id == added[0].incidents[0]
    assert store.resolve_id(" UCDP:900001 ") == record.incident.id
    assert record.reports[0].kind == "dataset"
    assert store.find_incident("ucdp:900004").incident.foreign_ids == ("ucdp:900004",)
    with pytest.raises(IncidentNotFound, match="ucdp:1"):
        store.find_incident("ucdp:1")


def test_many_ids_are_looked_up_at_once(store):
    added = put(store, LISTS / "ucdp.csv", columns=load_columns("ucdp"))
    ids = {id_ for one in added for id_ in one.incidents}
    assert store.resolve_ids([*ids, "zzzzzzzzzz"]) == ids == {store.resolve_id(id_) for id_ in ids}
    assert store.resolve_ids([]) == set()


def test_adding_a_table_twice_adds_nothing(store):
    put(store, LISTS / "acled.csv", columns=load_columns("acled"))
    head = store.read_head()
    again = put(store, LISTS / "acled.csv", columns=load_columns("acled"))
    assert not any(a.is_new for a in again)
    assert store.read_head() == head


def test_a_row_and_the_report_of_its_incident_are_one(store, news):
    put(store, news)
    put(store, LISTS / "acled.csv", columns=load_columns("acled"))
    record = store.find_incident("acled:PAK900001")
    assert sorted(report.path.rpartition("/")[2] for report in record.reports) == ["acled.csv:3", "news.txt"]
    assert record.incident.foreign_ids == ("acled:PAK900001",)


def test_a_dataset_is_no_independent_origin(store, news):
    """What two rows of datasets say does not outvote what one report says."""
    put(store, news)
    put(store, LISTS / "acled.csv", columns=load_columns("acled"))
    codings = [c for c in store.read(Coding) if c.coder == "coded@1"]
    from gawah.linking.origins import group_origins

    texts = [c.coding_input.text for c in codings]
    assert set(group_origins(texts).values()) == {None}


ROW = "{id},2031-05-03,Pakistan,Balochistan,Quetta,30.18,67.01,4,Red Banner Front\n"
HEADS = "id,day,country,province,town,lat,lon,dead,by\n"


def take_list(own):
    told = ("foreign_ids", "date", "place/country", "place/admin1", "place/name", "place/lat", "place/lon")
    told += ("killed/best", "perpetrators/1")
    heads = {name: {"field": field} for name, field in zip(HEADS.strip().split(","), told, strict=True)}
    about = {"own": "yes"} if own else {}
    return read_columns("own", "own", {"columns": heads, "actors": "armed_group", **about})


@pytest.mark.parametrize(("own", "incidents"), [(True, 2), (False, 1)])
def test_rows_of_a_list_are_one_each_where_the_list_says_so(store, tmp_path, own, incidents):
    table = tmp_path / "own.csv"
    table.write_text(HEADS + ROW.format(id=1) + ROW.format(id=2), encoding="utf-8")
    put(store, table, columns=take_list(own))
    assert store.count() == incidents
    assert bool(store.read(Link)) is not own


def test_two_rows_of_one_list_stay_two_even_through_a_report(store, news, tmp_path):
    table = tmp_path / "own.csv"
    table.write_text(HEADS + ROW.format(id=1) + ROW.format(id=2), encoding="utf-8")
    put(store, news)
    put(store, table, columns=take_list(own=True))
    assert store.resolve_id("own:1") != store.resolve_id("own:2")


def test_a_store_of_rows_is_the_same_when_rebuilt(store):
    for name in ("ucdp", "acled", "gtd"):
        put(store, LISTS / f"{name}.csv", columns=load_columns(name))
    before = [store.find_incident(f"ucdp:90000{n}") for n in (1, 2, 3, 4)]
    store.rebuild()
    assert [store.find_incident(f"ucdp:90000{n}") for n in (1, 2, 3, 4)] == before
    assert store.verify().problems == []
