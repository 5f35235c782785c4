"""Charts and the map of many: what is drawn is what was counted."""

import re
import xml.etree.ElementTree as ET

from gawah.publish.drawings.charts import Column, draw_bar, draw_columns
from gawah.publish.drawings.spread_map import Dot, draw_spread

NAMES = ("documented incidents", "documented killed")


def read(svg):
    return ET.fromstring(svg)


def find(svg, name, **about):
    found = [e for e in read(svg).iter() if e.tag.endswith(f"}}{name}")]
    return [e for e in found if all(e.get(k) == v for k, v in about.items())]


def test_a_bar_is_as_long_as_its_share():
    (bar,) = find(draw_bar(5, 5, 5, 10, "5"), "rect")
    assert float(bar.get("width")) == 100
    assert find(draw_bar(5, 5, 5, 10, "5"), "path") == []


def test_the_bounds_are_drawn_on_a_bar():
    lines = find(draw_bar(2, 5, 8, 10, "5"), "path")
    assert {line.get("d") for line in lines} == {"M40.0 7.0H160.0"}


def test_nothing_is_no_bar():
    (bar,) = find(draw_bar(0, 0, 0, 0, "0"), "rect")
    assert float(bar.get("width")) == 0


def test_columns_lead_to_their_period_and_tell_what_is_uncertain():
    columns = [Column("2019", 2, 1, 3, 4, 9), Column("2020", 0, 0, 0, 0, 0)]
    svg = draw_columns(columns, "a <title>", lambda label: f"/explore?since={label}&until={label}", NAMES)
    links = find(svg, "a")
    assert [link.get("href") for link in links] == ["/explore?since=2019&until=2019", "/explore?since=2020&until=2020"]
    assert len(find(svg, "rect", fill="url(#maybe)")) == 1
    assert "3 to 9" in svg
    assert "2 documented incidents, 1 more" in svg
    assert "style=" not in svg


def test_many_columns_have_few_labels():
    columns = [Column(f"{year}", 1, 0, 0, 0, 0) for year in range(1900, 2020)]
    svg = draw_columns(columns, "t", str, NAMES)
    assert 5 < len([e for e in find(svg, "text") if re.fullmatch(r"\d{4}", e.text or "")]) < 40


def test_a_map_has_a_circle_for_each_dot_and_marks_countries():
    svg = draw_spread([Dot(30.2, 67.0, 90), Dot(34.5, 69.2, 1)], {"PK": 3}, "t")
    radii = [float(circle.get("r")) for circle in find(svg, "circle")]
    assert len(radii) == 2
    assert radii[0] > radii[1]
    assert find(svg, "path", fill="url(#hatch)")
    assert "Pakistan: 3" in svg


def test_a_map_of_nothing_is_the_world():
    assert find(draw_spread([], {}, "t"), "circle") == []
