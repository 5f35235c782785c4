"""The registry of publishers, what a user adds to it, and whom a text cites."""

import importlib.util
import json
import sys
from collections import Counter
from pathlib import Path

import pytest
import yaml

from gawah.errors import TableError
from gawah.gazetteer import publishers
from gawah.gazetteer.publishers import find_cited, find_publisher, parse_publishers
from gawah.gazetteer.tables import read_table

TOOLS = Path(__file__).parents[2] / "tools"


@pytest.fixture
def own(tmp_path, monkeypatch):
    """A file of the user's own publishers."""
    path = tmp_path / "publishers.yaml"
    monkeypatch.setenv("GAWAH_PUBLISHERS", str(path))
    publishers._open_registry.cache_clear()
    yield path
    publishers._open_registry.cache_clear()


def test_the_table_is_what_the_yaml_builds(monkeypatch):
    monkeypatch.syspath_prepend(TOOLS)
    spec = importlib.util.spec_from_file_location("build_publishers", TOOLS / "build_publishers.py")
    build_publishers = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(build_publishers)
    sys.modules.pop("manifest", None)
    assert read_table(publishers.TABLE) == build_publishers.build()


def test_the_registry_holds_hundreds_each_once():
    entries = parse_publishers(yaml.safe_load((TOOLS / "publishers.yaml").read_text(encoding="utf-8")))
    assert len(entries) > 400
    names = [name for e in entries for name in {publishers._fold(name) for name in (e.name, *e.also)}]
    domains = [domain for entry in entries for domain in entry.domains]
    assert [name for name, times in Counter(names).items() if times > 1] == []
    assert sorted(domains) == sorted(set(domains))
    assert all(domain == domain.lower() and "/" not in domain for domain in domains)
    assert {entry.kind for entry in entries} >= {"news", "agency", "official", "ngo", "social", "court", "dataset"}


@pytest.mark.parametrize(
    ("name", "url", "found"),
    [
        ("Dawn", None, "Dawn"),
        ("the hindu", None, "The Hindu"),
        ("Hindu", None, "The Hindu"),
        ("AFP", None, "Agence France-Presse"),
        (None, "https://www.dawn.com/news/1", "Dawn"),
        (None, "https://urdu.dawn.com/x", "Dawn"),
        ("dawn.com", None, "Dawn"),
        ("The Ostmark Courier", "https://www.reuters.com/x", "Reuters"),
        (None, "https://notdawn.com/", None),
        (None, "https://[bad", None),
        ("Nobody's Gazette", None, None),
        (None, None, None),
    ],
)
def test_publishers_by_name_and_address(name, url, found):
    publisher = find_publisher(name, url)
    assert (publisher.name if publisher else None) == found


def test_publishers_of_one_owner_are_not_independent_of_each_other():
    geo, news, dawn = find_publisher("Geo News"), find_publisher("The News International"), find_publisher("Dawn")
    assert not geo.is_independent_of(news)
    assert not geo.is_independent_of(geo)
    assert geo.is_independent_of(dawn)
    assert find_publisher("TASS").independence == "directed"
    assert find_publisher("Amaq").ownership == "armed_group"


def test_what_a_user_adds_goes_before_what_is_shipped(own):
    entries = [
        {"name": "Tarvel Post", "domains": ["tarvel.example"], "kind": "ngo", "ownership": "nonprofit"},
        {"name": "Dawn", "ownership": "cooperative"},
    ]
    own.write_text(yaml.safe_dump({"publishers": entries}), encoding="utf-8")
    assert find_publisher(url="https://tarvel.example/").kind == "ngo"
    assert find_publisher("Dawn").ownership == "cooperative"
    assert find_cited("A bomb went off, reports Tarvel Post.") == ["Tarvel Post"]


@pytest.mark.parametrize(
    "text",
    [
        "publishers: 5",
        "- name: x",
        "publishers: [{kind: news}]",
        "publishers: [{name: x, kind: gossip}]",
        "publishers: [{name: x, colour: red}]",
        "publishers: [",
        "\x00",
    ],
)
def test_a_file_that_is_no_registry_is_told_of(own, text):
    own.write_text(text, encoding="utf-8")
    with pytest.raises(TableError) as raised:
        find_publisher("Dawn")
    assert str(own) in str(raised.value)
    assert "\n" not in str(raised.value)


def test_where_the_own_file_is_looked_for(monkeypatch, tmp_path):
    monkeypatch.delenv("GAWAH_PUBLISHERS", raising=False)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    monkeypatch.setattr("sys.platform", "linux")
    assert publishers.find_own_file() == tmp_path / "gawah" / "publishers.yaml"


@pytest.mark.parametrize(
    ("text", "cited"),
    [
        ("TARVEL, May 4 (Reuters) - Gunmen killed two.", ["Reuters"]),
        ("TARVEL (AFP) — Gunmen killed two.", ["Agence France-Presse"]),
        ("Gunmen killed two. (AP)\n\nMore.", ["Associated Press"]),
        ("Gunmen killed two, reports The Hindu.", ["The Hindu"]),
        ("An officer told AFP on Monday that two had died.", ["Agence France-Presse"]),
        ("An officer told The Associated Press Thursday that two had died.", ["Associated Press"]),
        ("according to TOLOnews, two had died; Al Jazeera reported three", ["TOLOnews", "Al Jazeera"]),
        ("The Islamic State's Amaq news agency said so.", ["Amaq"]),
        ("Human Rights Watch said that two had died.", ["Human Rights Watch"]),
        ("Dawn reported that two had died.", ["Dawn"]),
        ("Reuters said so, and Reuters reported more.", ["Reuters"]),
        # a name that is an ordinary word, a party, an office, a place: nobody's report
        ("She told Dawn that two had died.", []),
        ("The Dawn Council said that two had died.", []),
        ("Northern Dawn reported that two had died.", []),
        ("The United Nations said that two had died.", []),
        ("Roads in Andhra Pradesh (AP) are shut.", []),
        ("The army said that two had died.", []),
        ("Reuters", []),
        ("", []),
    ],
)
def test_whom_a_text_cites(text, cited):
    assert find_cited(text) == cited


def test_citing_takes_time_with_the_length_of_a_text():
    assert find_cited("Aaa " * 50_000 + "said") == []
    assert find_cited("told " * 50_000) == []


def test_the_table_is_json_lines_that_a_person_can_compare():
    assert len(json.loads(read_table(publishers.TABLE))) == read_table(publishers.TABLE).count(b"\n") - 2
