"""How incidents spread over the map, over time and by facets."""

import pytest

from gawah.model import Acquisition, Assertion, Coding, CodingInput, Event, Report, Source, Span, Text
from gawah.pipeline import open_store
from gawah.store import Criteria, spread
from gawah.store.spread import Toll


def tell(number, values):
    """Return the source and the coding of a report (FICTION) that tells of one incident with these values."""
    content = f"FICTION {number}. Something happened."
    report = Report.of(content.encode())
    source = Text.of(report.id, "plain@1", content, language="en")
    read = CodingInput(source)
    event = Event.of(read, "test@1", "incident", Span(0, 7))
    said = [Assertion.of(event, field, value, [Span(0, len(content))]) for field, value in values.items()]
    return [
        Source(report, Acquisition(report.id, path=f"{number}.txt"), source),
        Coding(read, "test@1", (event,), said),
    ]


def day(start, end=None):
    return {"edtf": start, "start": start, "end": end or start, "precision": "day" if end is None else "range"}


def killed(low, best, high):
    return {"measure": "killed", "low": low, "best": best, "high": high, "said": "number", "words": "some"}


def place(lat, lon, precision="settlement", country="PK"):
    return {"name": "A", "country": country, "lat": lat, "lon": lon, "precision": precision, "radius_km": 5}


TOLD = [
    {"type": "bombing", "date": day("2021-01-03"), "place": place(30.18, 67.0), "figures/f1": killed(10, 11, 12)},
    {"type": "bombing", "date": day("2021-02-03"), "place": place(30.18, 67.0), "figures/f1": killed(3, 3, None)},
    {
        "type": "arson",
        "date": day("2020-12-01", "2021-01-31"),
        "place": place(30.4, 67.2),
        "figures/f1": killed(1, 2, 2),
    },
    {"type": "arson", "place": place(34.5, 69.2, country="AF")},
    {"type": "battle", "date": day("2019-05-05"), "place": place(30.0, 67.0, "province")},
    {"date": day("2019-06-05"), "place": {"country": "PK", "precision": "country"}, "figures/f1": killed(None, 4, 4)},
]


@pytest.fixture
def told(store):
    store.append([record for n, values in enumerate(TOLD) for record in tell(n, values)])
    return store


def test_the_toll_has_bounds(told):
    assert told.spread().count() == Toll(6, 20, 14, 21, 1)
    assert told.spread(Criteria(type=("bombing",))).count() == Toll(2, 14, 13, 15, 1)
    assert told.spread(Criteria(type=("bombing",)), scope=Criteria(since="2021-02")).count().incidents == 1
    assert told.spread(Criteria(country=("FR",))).count() == Toll(0, 0, 0, 0, 0)


def test_what_lies_close_together_is_one_cell(told):
    cells, left_out = told.spread().map_cells(5.0, 10)
    assert sorted((cell.toll.incidents, cell.is_spot) for cell in cells) == [(1, True), (3, False)]
    assert left_out == 0
    fine, _ = told.spread().map_cells(0.01, 10)
    assert sorted((cell.toll.incidents, cell.is_spot) for cell in fine) == [(1, True), (1, True), (2, True)]
    (spot,) = (cell for cell in fine if cell.toll.incidents == 2)
    assert (spot.lat, spot.lon) == (pytest.approx(30.18, abs=1e-4), pytest.approx(67.0, abs=1e-4))
    (few, left_out) = told.spread().map_cells(0.01, 1)
    assert (len(few), left_out) == (1, 2)


def test_a_cell_of_one_leads_to_it(told):
    (cell,), _ = told.spread(Criteria(country=("AF",))).map_cells(1.0, 10)
    (found,) = told.spread().list_at([cell.key]).values()
    assert found.type == "arson"


def test_what_lies_in_an_area_alone_is_counted_by_country(told):
    assert [(a.country, a.toll.incidents) for a in told.spread().count_areas()] == [("PK", 2)]
    assert len(told.spread().list_in_areas(2)) == 2
    assert told.spread().list_in_areas(1) == []


def test_dates_that_may_lie_in_several_periods_are_told_so(told):
    found = told.spread().over_time("month")
    assert [(s.first, s.last, s.toll.incidents) for s in found] == [
        (0, 0, 1),
        (201905, 201905, 1),
        (201906, 201906, 1),
        (202012, 202101, 1),
        (202101, 202101, 1),
        (202102, 202102, 1),
    ]
    assert [(s.first, s.last) for s in told.spread().over_time("year")] == [
        (0, 0),
        (2019, 2019),
        (2020, 2021),
        (2021, 2021),
    ]


@pytest.fixture(params=["few", "many"])
def way(request, monkeypatch):
    """Either way to share out."""
    monkeypatch.setattr(spread, "_FEW", 20_000 if request.param == "few" else 0)


@pytest.mark.usefixtures("way")
def test_facets_are_told_with_what_has_none(told):
    shared = told.spread().share_out(["type", "country"], 5)
    shares = shared["type"]
    assert {(s.value, s.toll.incidents) for s in shares[:2]} == {("bombing", 2), ("arson", 2)}
    assert [(s.value, s.toll.killed) for s in shares[2:]] == [("battle", 0), (None, 4)]
    assert [(s.value, s.toll.incidents) for s in shared["country"]] == [("PK", 5), ("AF", 1)]
    assert len(told.spread().share_out(["type"], 1)["type"]) == 2
    narrowed = told.spread(Criteria(type=("bombing",), text="FICTION")).share_out(["type"], 5)["type"]
    assert [(s.value, s.toll) for s in narrowed] == [("bombing", Toll(2, 14, 13, 15, 1))]
    assert told.spread(Criteria(country=("FR",))).share_out(["type"], 5) == {"type": []}


def test_sums_are_those_of_the_list(told):
    (total,) = told.summarise([])
    toll = told.spread().count()
    assert (total.incidents, total.killed) == (toll.incidents, toll.killed)


def test_an_older_store_gets_its_bounds(empty_db, make_older):
    with open_store(empty_db) as store:
        store.append([record for n, values in enumerate(TOLD) for record in tell(n, values)])
        toll = store.spread().count()
        make_older(store, "0003")
    with open_store(empty_db) as store:
        assert store.spread().count() == toll
        # What waits for people is entered by a rebuild only, and verifying says so.
        assert all(problem.startswith("what waits") for problem in store.verify().problems)
        store.rebuild()
        assert not store.verify().problems
