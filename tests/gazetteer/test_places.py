"""Looking places up by name."""

import json
import shutil
from pathlib import Path

import pytest
import yaml

from gawah.errors import TableError
from gawah.gazetteer import tables
from gawah.gazetteer.places import candidates, country_of, fuzzy, list_contested
from gawah.gazetteer.places.index import measure_km, open_index, read_words
from gawah.gazetteer.places.layout import (
    Section,
    code_radius,
    measure_radius,
    open_sections,
    pack_sections,
    read_radius,
)
from gawah.gazetteer.places.spelling import fold, skeleton

CURATED = Path(__file__).parents[2] / "tools" / "places"


@pytest.mark.parametrize(
    ("name", "kind", "country"),
    [
        ("Quetta", "settlement", "PK"),
        ("Khyber Pakhtunkhwa", "admin1", "PK"),
        ("NWFP", "admin1", "PK"),
        ("J&K", "admin1", "IN"),
        ("Sindh", "admin1", "PK"),
        ("FATA", "region", "PK"),
        ("Gadchiroli", "admin2", "IN"),
        ("Indian-administered Kashmir", "region", "IN"),
        ("Rangoon", "settlement", "MM"),
        ("Bombay", "settlement", "IN"),
        ("Kiev", "settlement", "UA"),
        ("Burma", "country", "MM"),
        ("Zaire", "country", "CD"),
        ("Soviet Union", "country", "RU"),
        ("Gaza Strip", "region", "PS"),
        ("Donbas", "region", "UA"),
        ("Sana'a", "settlement", "YE"),
        ("SANAA", "settlement", "YE"),
    ],
)
def test_a_name_finds_its_place(name: str, kind: str, country: str) -> None:
    assert any(entry.kind == kind and entry.country == country for entry in candidates(name)[:3])


def test_the_entry_says_what_the_place_lies_in() -> None:
    quetta = candidates("Quetta")[0]
    assert (quetta.name, quetta.kind, quetta.country, quetta.admin1) == ("Quetta", "settlement", "PK", "Balochistan")
    assert quetta.admin2 == "Quetta District" or quetta.admin2 == "Quetta"
    assert measure_km(quetta.lat, quetta.lon, 30.18, 67.0) < 5
    assert quetta.population > 1_000_000
    assert 5 < quetta.radius_km < 25
    assert quetta.geonameid == 1167528


def test_an_unknown_name_finds_nothing() -> None:
    assert candidates("Xyzzyburgh") == ()
    assert candidates("") == ()


def test_a_people_is_no_place() -> None:
    assert candidates("Pakistani") == ()


@pytest.mark.parametrize(
    ("word", "code"),
    [
        ("Pakistan", "PK"),
        ("Pakistani", "PK"),
        ("Afghans", "AF"),
        ("AFGHAN", "AF"),
        ("U.S.", "US"),
        ("US", "US"),
        ("UK", "GB"),
        ("British", "GB"),
        ("South African", "ZA"),
        ("Burmese", "MM"),
        ("Ivory Coast", "CI"),
        ("Côte d'Ivoire", "CI"),
        ("Salvadoran", "SV"),
        ("us", None),
        ("Karachi", None),
        ("car", None),
        ("", None),
    ],
)
def test_words_that_name_a_country(word: str, code: str | None) -> None:
    assert country_of(word) == code


def test_every_country_can_be_named() -> None:
    codes = yaml.safe_load((CURATED / "countries.yaml").read_text(encoding="utf-8"))
    index = open_index()
    unnamed = [code for code in codes if country_of(index.read_name(index.find_country(code))) != code]
    assert unnamed == []


@pytest.mark.parametrize(
    ("name", "country", "admin1", "found"),
    [
        ("Machh", "PK", "Balochistan", "Mach"),
        ("Machh", "PK", None, "Mach"),
        ("Heet", "IQ", None, "Hit"),
        ("Qandahar", "AF", None, "Kandahar"),
        ("Jaffarabad", "PK", "Balochistan", "Jafarabad"),
        ("Machh", "PK", "Punjab", None),
        ("Machh", "PK", "Atlantis", None),
        ("Xyzzyburgh", "PK", None, None),
    ],
)
def test_other_spellings_within_a_country(name: str, country: str, admin1: str | None, found: str | None) -> None:
    entry = fuzzy(name, country, admin1)
    assert (entry.name if entry else None) == found


def test_folding_forgets_case_marks_and_hyphens_only() -> None:
    assert fold("Deir ez-Zor") == fold("DEIR EZ ZOR") == "deir ez zor"
    assert fold("Sana'a") == fold("Sana’a") == "sanaa"
    assert fold("Herāt") == "herat"
    assert fold("Bara") != fold("Barra")


def test_the_skeleton_forgets_what_transliterations_vary() -> None:
    assert skeleton(fold("Machh")) == skeleton(fold("Mach"))
    assert skeleton(fold("Dhuluiyah")) == skeleton(fold("Al-Dhuluiya"))
    assert skeleton(fold("Kandahar")) == skeleton(fold("Qandahar"))
    assert skeleton(fold("Islamabad")) != skeleton(fold("Islampur"))


def test_contested_areas_are_filed_as_their_table_says() -> None:
    name, areas = list_contested()
    assert "@" in name
    for area in areas:
        assert area.why
        region = next(entry for entry in candidates(area.name) if entry.kind == "region")
        assert region.country == area.country


def test_the_documentation_states_the_whole_table_of_contested_areas() -> None:
    page = (Path(__file__).parents[2] / "docs" / "places.md").read_text(encoding="utf-8")
    name, areas = list_contested()
    assert f"`{name}`" in page
    for area in areas:
        assert f"| {area.name} | {area.country} | {', '.join(area.others)} | {area.why} |" in page


@pytest.mark.parametrize(
    ("town", "country"),
    [
        ("Sevastopol", "UA"),
        ("Majdal Shams", "SY"),
        ("Katzrin", "SY"),
        ("Ramallah", "PS"),
        ("Ariel", "PS"),
        ("Sukhumi", "GE"),
        ("Tiraspol", "MD"),
        ("Pristina", "XK"),
    ],
)
def test_towns_in_contested_areas_follow_the_table(town: str, country: str) -> None:
    assert any(entry.country == country for entry in candidates(town)[:2])


def test_every_district_has_a_position_inside_the_world() -> None:
    gadchiroli = next(entry for entry in candidates("Gadchiroli") if entry.kind == "admin2")
    assert measure_km(gadchiroli.lat, gadchiroli.lon, 19.8, 80.1) < 60
    assert gadchiroli.radius_km > 15


def test_the_tables_fit_into_18_megabytes() -> None:
    sizes = [size for name, entry in tables.read_manifest().items() if name.startswith("places")
             for size in [int(entry["size"])]]  # fmt: skip
    assert 10_000_000 < sum(sizes) <= 18_000_000


def test_the_shipped_words_are_those_of_the_curated_files() -> None:
    shipped = read_words()
    for key, value in yaml.safe_load((CURATED / "context.yaml").read_text(encoding="utf-8")).items():
        assert shipped[key] == value
    assert shipped["contested"] == yaml.safe_load((CURATED / "contested.yaml").read_text(encoding="utf-8"))
    outlets = yaml.safe_load((CURATED / "outlets.yaml").read_text(encoding="utf-8"))
    assert shipped["outlets"] == {name: code for code, names in outlets.items() for name in names}


def test_curated_regions_name_countries_that_exist() -> None:
    codes = yaml.safe_load((CURATED / "countries.yaml").read_text(encoding="utf-8"))
    for name, about in yaml.safe_load((CURATED / "regions.yaml").read_text(encoding="utf-8")).items():
        lat, lon = about["at"]
        assert about["country"] in codes or about["country"] is None, name
        assert -90 <= lat <= 90 and -180 <= lon <= 180 and about["radius"] > 0, name  # noqa: PT018


def test_sections_give_back_what_was_packed() -> None:
    items = [bytes([n % 7]) * (n % 5) for n in range(100)]
    section = Section(memoryview(Section.pack(items)))
    assert [bytes(section[n]) for n in range(100)] == items
    opened = open_sections(pack_sections({"one": b"1", "two": b"22"}))
    assert {name: bytes(view) for name, view in opened.items()} == {"one": b"1", "two": b"22"}


def test_radii_survive_their_coding() -> None:
    for km in (1.0, 5.2, 30.0, 250.0, 2000.0):
        assert read_radius(code_radius(km)) == pytest.approx(km, rel=0.04)
    assert measure_radius(500) == 2.0
    assert 4 < measure_radius(44_000) < 6


def test_a_damaged_table_is_an_error(tmp_path: Path) -> None:
    shutil.copy(tables.DATA / "places.words.json", tmp_path)
    manifest = {"places.words.json": tables.read_manifest()["places.words.json"], "gone.bin": {"size": 1, "sha256": ""}}
    (tmp_path / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    assert tables.read_table("places.words.json", tmp_path).startswith(b"{")
    assert tables.list_tables(tmp_path) == ["gone.bin", "places.words.json"]
    with (tmp_path / "places.words.json").open("r+b") as file:
        file.write(b"[")
    with pytest.raises(TableError, match="damaged"):
        tables.check_table("places.words.json", tmp_path)
    with pytest.raises(TableError, match="missing"):
        tables.check_table("gone.bin", tmp_path)
    with pytest.raises(TableError, match="not in the manifest"):
        tables.check_table("other.bin", tmp_path)


def test_a_missing_manifest_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(TableError, match="cannot be read"):
        tables.read_manifest(tmp_path)
