"""Looks places up by name: memory-mapped tables, records decoded one by one when asked for.

Source of the positions: GeoNames (CC BY 4.0), as `tools/build_places.py` compiled it. Positions are degrees (WGS 84).
"""

import json
import math
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, Literal, NamedTuple

import marisa_trie  # type: ignore[import-not-found, unused-ignore]
from rapidfuzz import fuzz, process

from gawah.frozen import quick_to_make
from gawah.gazetteer.places.layout import (
    ALTERNATE,
    KINDS,
    LOW24,
    NO_PARENT,
    PEOPLE,
    RECORD,
    Section,
    open_sections,
    read_radius,
)
from gawah.gazetteer.places.spelling import fold, skeleton
from gawah.gazetteer.tables import check_table, map_table, read_table

Kind = Literal["country", "region", "admin1", "admin2", "settlement"]
"""admin1: province, state, governorate, department; admin2: district, county; region: of no administration."""


@quick_to_make
@dataclass(frozen=True, slots=True)
class PlaceEntry:
    """A place that the gazetteer knows. `radius_km` is how wide it is, so how far off its middle may be."""

    geonameid: int | None
    name: str
    kind: Kind
    country: str | None
    """ISO 3166-1 alpha-2; None for what spans several countries."""
    admin1: str | None
    admin2: str | None
    lat: float
    lon: float
    population: int
    radius_km: float


class Facts(NamedTuple):
    """A record as the tables have it, without its names: cheap to read, enough to weigh. `number` is its own."""

    number: int
    kind: Kind
    country: str | None
    admin1: int
    """Number of the province's record, -1 where none."""
    admin2: int
    lat: float
    lon: float
    population: int
    radius_km: float
    geonameid: int


class Named(NamedTuple):
    """A record that a name may mean; `alternate` where the name is not its main one."""

    facts: Facts
    alternate: bool


_ALIKE, _SHORTEST = 90.0, 6
"""Percent of letters that two spellings share at least, and letters of a name at least, to be taken for one name."""


class Index:
    """The opened tables. One a process: `open_index()`."""

    def __init__(self) -> None:
        self.trie = marisa_trie.Trie()
        self.trie.mmap(str(check_table("places.names.marisa")))
        self._loose_trie = marisa_trie.Trie()
        self._loose_trie.mmap(str(check_table("places.loose.marisa")))
        sections = open_sections(map_table("places.bin"))
        self._records = sections["records"]
        self._names = Section(sections["names"])
        self._postings = Section(sections["postings"])
        self._loose = Section(sections["loose"])
        self.strengths = sections["strengths"]
        self.countries: list[str] = json.loads(bytes(sections["countries"]))
        self._facts: dict[int, Facts] = {}
        self._named: dict[str, tuple[Named, ...]] = {}

    def list_named(self, key: str) -> tuple[Named, ...]:
        """Return what the folded name `key` may mean, likeliest first. A people's name means no place."""
        named = self._named.get(key)
        if named is None:
            numbers = self._postings[self.trie[key]].cast("I") if key in self.trie else ()
            named = tuple(Named(self.read_facts(n & LOW24), n >= ALTERNATE) for n in numbers if not n & PEOPLE)
            self._named[key] = named
        return named

    def read_people(self, key: str) -> str | None:
        """Return the country whose people, or adjective, the folded word `key` is."""
        if key not in self.trie:
            return None
        first = self._postings[self.trie[key]].cast("I")[0]
        return self.read_facts(first & LOW24).country if first & PEOPLE else None

    def list_alike(self, key: str, country: str) -> tuple[Facts, ...]:
        """Return the records of `country` with a name that has the skeleton of `key`, largest first."""
        loose = country + skeleton(key)
        if loose not in self._loose_trie:
            return ()
        return tuple(self.read_facts(n & LOW24) for n in self._loose[self._loose_trie[loose]].cast("I"))

    def list_nearly(self, key: str, country: str) -> tuple[Facts, ...]:
        """Return the records of `country` with the name spelled most like `key`, where enough of the letters agree."""
        sounds = skeleton(key)
        if len(sounds) < _SHORTEST:
            return ()
        spelled = self._loose_trie.keys(country + sounds[:2])
        best = process.extractOne(country + sounds, spelled, scorer=fuzz.ratio, score_cutoff=_ALIKE)
        if best is None:
            return ()
        return tuple(self.read_facts(n & LOW24) for n in self._loose[self._loose_trie[best[0]]].cast("I"))

    def read_facts(self, number: int) -> Facts:
        """Return the record `number`."""
        facts = self._facts.get(number)
        if facts is None:
            facts = self._facts[number] = self._unpack(number)
        return facts

    def _unpack(self, number: int) -> Facts:
        coded, lat, lon, population, above = RECORD.unpack_from(self._records, number * RECORD.size)
        kind: Any = KINDS[coded >> 24]
        admin1 = number if kind == "admin1" else -1
        admin2 = number if kind == "admin2" else -1
        country = self.countries[number] if kind == "country" else None
        if above & LOW24 != NO_PARENT:
            parent = self.read_facts(above & LOW24)
            country = parent.country
            admin1, admin2 = max(admin1, parent.admin1), max(admin2, parent.admin2)
        radius = read_radius(above >> 24)
        return Facts(number, kind, country, admin1, admin2, lat / 1e5, lon / 1e5, population, radius, coded & LOW24)

    def read_name(self, number: int) -> str:
        """Return the name of the record `number`."""
        return str(self._names[number], "utf-8")

    def read_entry(self, facts: Facts) -> PlaceEntry:
        """Return the record with its names written out."""
        return PlaceEntry(
            facts.geonameid or None,
            self.read_name(facts.number),
            facts.kind,
            facts.country,
            self.read_name(facts.admin1) if facts.admin1 >= 0 else None,
            self.read_name(facts.admin2) if facts.admin2 >= 0 else None,
            facts.lat,
            facts.lon,
            facts.population,
            facts.radius_km,
        )

    def find_country(self, code: str) -> int:
        """Return the number of the record of the country with ISO code `code`. Raises ValueError where none is."""
        return self.countries.index(code)


@cache
def open_index() -> Index:
    """Return the tables, opened on first use. Raises TableError where they are missing or damaged."""
    return Index()


@cache
def read_words() -> dict[str, Any]:
    """Return the compiled word lists (demonyms, contested areas, words of context)."""
    words: dict[str, Any] = json.loads(read_table("places.words.json"))
    return words


@dataclass(frozen=True, slots=True)
class ContestedArea:
    """An area that more than one state claims or holds, and under which one it is filed, and why."""

    name: str
    country: str
    """ISO 3166-1 alpha-2 that records use."""
    others: tuple[str, ...]
    """Those that claim or hold it too."""
    why: str


@cache
def list_contested() -> tuple[str, tuple[ContestedArea, ...]]:
    """Return the name of the table that decides contested areas, and the table: exports state both."""
    table = read_words()["contested"]
    areas = (
        ContestedArea(name, area["country"], tuple(area["others"]), area["why"])
        for name, area in table["areas"].items()
    )
    return str(table["name"]), tuple(areas)


@lru_cache(maxsize=8192)
def candidates(name: str) -> tuple[PlaceEntry, ...]:
    """Return the places so called, likeliest first; none where the gazetteer does not know the name."""
    index = open_index()
    return tuple(index.read_entry(named.facts) for named in index.list_named(fold(name)))


@lru_cache(maxsize=8192)
def country_of(word: str) -> str | None:
    """Return the ISO 3166-1 alpha-2 code that a country's name, abbreviation, adjective or people names, else None.

    "Pakistan", "UK", "Afghans" and "Saudi" each name one; "Karachi" and the word "us" do not.
    """
    index = open_index()
    key = fold(read_words()["exact"].get(word, word))
    return index.read_people(key) or next(
        (n.facts.country for n in index.list_named(key) if n.facts.kind == "country"), None
    )


@lru_cache(maxsize=8192)
def nation_of(word: str) -> str | None:
    """Return the ISO 3166-1 alpha-2 code of the state that a word stands for before a noun, else None.

    "Israeli", "US" and "Russia's" do; "Gaza", and a country's bare name, say where something is.
    """
    if not word[0].isupper():
        return None
    if (owner := word.removesuffix("'s").removesuffix("’s")) != word or (len(word) > 1 and word.isupper()):
        return country_of(owner)
    return None if word == "Palestinian" else open_index().read_people(fold(word))


@lru_cache(maxsize=8192)
def fuzzy(name: str, country: str, admin1: str | None = None) -> PlaceEntry | None:
    """Return the place in `country` whose name is spelled nearly as `name`, in the province `admin1` where given.

    A place of exactly that name comes first, then one whose spelling transliterates the same, then one that shares
    nine letters in ten. None where there is none, or where `admin1` is given and the only likeness lies elsewhere.
    """
    index = open_index()
    provinces = {f.number for f in _list_provinces(admin1, country)} if admin1 else set()
    if admin1 and not provinces:
        return None
    found = find_alike(name, country, frozenset(provinces))
    return index.read_entry(found) if found else None


def _list_provinces(name: str, country: str) -> list[Facts]:
    index, key = open_index(), fold(name)
    exact = [n.facts for n in index.list_named(key) if n.facts.kind == "admin1" and n.facts.country == country]
    return exact or [f for f in index.list_alike(key, country) if f.kind == "admin1"]


@lru_cache(maxsize=8192)
def find_alike(name: str, country: str, provinces: frozenset[int]) -> Facts | None:
    """Return the record of `country` (in one of `provinces`, unless empty) that is called or spelled nearly `name`."""
    index, key = open_index(), fold(name)
    exact = tuple(n.facts for n in index.list_named(key) if n.facts.country == country)
    for found in (exact, index.list_alike(key, country)):
        inside = [f for f in found if not provinces or f.admin1 in provinces]
        if inside:
            return inside[0]
    return next((f for f in index.list_nearly(key, country) if not provinces or f.admin1 in provinces), None)


def measure_km(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Return the kilometres between two points in degrees, on a sphere."""
    north, south = math.radians(lat1), math.radians(lat2)
    half = math.sin((south - north) / 2) ** 2
    half += math.cos(north) * math.cos(south) * math.sin(math.radians(lon2 - lon1) / 2) ** 2
    return 12742 * math.asin(math.sqrt(min(half, 1.0)))
