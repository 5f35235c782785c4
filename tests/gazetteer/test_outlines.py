"""The outlines of countries: land where there is land, also beside the 180th meridian and around a pole."""

import pytest
from shapely.geometry import Point, Polygon

from gawah.gazetteer.outlines import read_rings


def holds(country, lon, lat):
    """Whether a country's outlines hold a point: it lies in an odd number of its rings."""
    rings = [ring for ring in read_rings() if ring.country == country]
    return sum(Polygon(ring.points).contains(Point(lon, lat)) for ring in rings) % 2 == 1


@pytest.mark.parametrize(
    ("country", "lon", "lat"),
    [
        ("RU", 100, 68),  # between the rings that a line across the meridian once cut out
        ("RU", 129.7, 62.0),
        ("RU", 176.0, 66.0),
        ("RU", -173.0, 66.0),
        ("AQ", 0, -85),
        ("US", -100, 40),
        ("PK", 67.0, 30.2),
        ("MT", 14.43, 35.9),
    ],
)
def test_land_is_land(country, lon, lat):
    assert holds(country, lon, lat)


@pytest.mark.parametrize(
    ("country", "lon", "lat"), [("RU", 0, 68), ("RU", -100, 66), ("ZA", 28.2, -29.5), ("FJ", 0, -17)]
)
def test_what_is_not_a_country_is_not(country, lon, lat):
    assert not holds(country, lon, lat)


def test_no_line_leads_around_the_world():
    for ring in read_rings():
        steps = zip(ring.points, (*ring.points[1:], ring.points[0]), strict=True)
        far = [(one, other) for one, other in steps if abs(one[0] - other[0]) > 60]
        assert all(one[1] == other[1] == -90 for one, other in far), ring.country  # the edge of the map, at the pole
