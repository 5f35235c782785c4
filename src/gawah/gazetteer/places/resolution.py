"""Decides which place each mention in a report means, by all that the report says of places.

A name is weighed by how large the place is, by the word for its kind, by what the text says it lies in, by the
countries and provinces named anywhere in the report, and by the places near it. A name that is nowhere in the countries
of the report is looked for there in other spellings; a village or a site that the gazetteer does not know gets the
position of what it lies in, with that one's radius. One name means one place within a report.
"""

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import Literal, NamedTuple

from gawah.frozen import quick_to_make
from gawah.gazetteer.places.context import open_context
from gawah.gazetteer.places.index import Facts, Named, PlaceEntry, find_alike, measure_km, open_index
from gawah.gazetteer.places.mentions import Mention, read_mentions
from gawah.gazetteer.places.spelling import fold
from gawah.model import Place

Relation = Literal["in", "near", "between", "km_from"]
Precision = Literal["exact", "settlement", "district", "province", "country", "unknown"]


@quick_to_make
@dataclass(frozen=True, slots=True)
class Resolved:
    """What a mention means."""

    mention: Mention
    facts: Facts | None
    """The record that it names; None where the gazetteer has none."""
    parent: Facts | None = None
    """Without a record: the record of what it lies in, whose position stands for it."""
    margin: float = 0.0
    """How far ahead of the next reading it is, in natural logarithms of odds; 0 where there was no choice to make."""

    @property
    def entry(self) -> PlaceEntry | None:
        """The record written out."""
        return open_index().read_entry(self.facts) if self.facts else None

    @property
    def country(self) -> str | None:
        """ISO 3166-1 alpha-2 of the country that it is, or lies in."""
        facts = self.facts or self.parent
        return facts.country if facts else self.mention.country

    @property
    def precision(self) -> Precision:
        """How precise the place's position is."""
        facts = self.facts or self.parent
        return _read_precision(self, facts) if facts else "unknown"

    @property
    def place(self) -> Place:
        """The place as a record has it: precision, radius and relation stated."""
        return _write_place(self)


@dataclass(slots=True)
class _Scene:
    """What a report's places say together."""

    countries: dict[str, float] = field(default_factory=dict)
    provinces: dict[int, set[str]] = field(default_factory=dict)
    """Number of each province named to the folded names that name it."""
    anchors: list[Facts] = field(default_factory=list)
    top: float = 0.0
    """The greatest weight of a country."""

    def add_country(self, code: str | None, weight: float) -> None:
        if code:
            self.countries[code] = self.countries.get(code, 0.0) + weight
            self.top = max(self.top, self.countries[code])

    def read_share(self, code: str | None) -> float:
        """Return how much the report is about a country: 1 for the one it is most about."""
        return self.countries.get(code, 0.0) / max(self.top, 1.0) if code else 0.0

    def list_main(self) -> list[str]:
        """Return the countries that the report is about, the foremost first."""
        ranked = sorted(self.countries, key=lambda code: (-self.countries[code], code))
        return [code for code in ranked if self.read_share(code) >= 0.4]


_GIVEN, _NAMED, _PEOPLE, _OTHER = 4.0, 1.0, 0.7, 0.5
"""How much a country given from outside, one named, its people, or a place of it says of what a report is about."""
_GUESS, _CLEAR, _ALONE = 1.0, 3.0, 9.0
"""Odds (natural logarithm) under which a village's reading is a guess; from which it is sure enough to tell of the
others; of one that has no rival."""


def resolve_mentions(mentions: Sequence[Mention], countries: Sequence[str] = ()) -> list[Resolved]:
    """Return what each of a report's `mentions` means, in their order.

    `countries`: ISO codes of the countries that the report is known to be about (a user's `--country`, its metadata).
    """
    scene = _Scene()
    for code in countries:
        scene.add_country(code, _GIVEN)
    for mention in mentions:
        _note_wide(scene, mention)
    told = {code for code, weight in scene.countries.items() if weight >= _OTHER}
    cases = [_open_case(mention) for mention in mentions]
    first = _choose_all(mentions, cases, scene)
    for facts, margin in dict.fromkeys(choice for choice in first if choice[0] and choice[1] > _CLEAR):
        if facts and facts.kind in ("settlement", "admin2"):
            scene.add_country(facts.country, _OTHER if facts.population > _KNOWN_TOWN or margin >= _ALONE else 0.2)
    scene.anchors = [facts for facts, margin in first if facts and facts.kind == "settlement" and margin > _CLEAR]
    chosen = _drop_unsupported(cases, _choose_all(mentions, cases, scene), scene, told)
    return _settle_all(mentions, chosen, scene)


def resolve_text(text: str, countries: Sequence[str] = (), caps: bool | None = None) -> list[Resolved]:
    """Return what the places mentioned in `text` are: `read_mentions`, then `resolve_mentions`."""
    return resolve_mentions(read_mentions(text, caps), countries)


def _note_wide(scene: _Scene, mention: Mention) -> None:
    """Take down the country or province that a mention names, whatever part it plays."""
    if mention.role == "person":
        return
    if mention.country:
        scene.add_country(mention.country, _PEOPLE if mention.role == "people" else _NAMED)
        return
    key = _read_key(mention)
    named = open_index().list_named(key)
    if not named:
        return
    wide = [n.facts for n in named if n.facts.kind in ("country", "region", "admin1") and not n.alternate]
    if wide and wide[0].kind == "country":
        scene.add_country(wide[0].country, _NAMED if len(wide) == 1 else 0.1)
    elif len({facts.country for facts in wide}) == 1 and (
        named[0].facts.kind != "settlement" or mention.kind == "admin1"
    ):
        scene.add_country(wide[0].country, _NAMED)
    for facts in wide:
        if facts.kind == "admin1":
            scene.provinces.setdefault(facts.number, set()).add(key)


# --- choosing ---------------------------------------------------------------------------------------------------------


class _Reading(NamedTuple):
    """A record that a mention may mean, and the odds of it before the rest of the report is looked at."""

    facts: Facts
    odds: float
    held: bool
    """Whether it lies in what the text says it lies in, or stands in a list beside its like."""


class _Case(NamedTuple):
    """A mention to decide: the folded name, its readings, and what the text says it lies in, nearest first."""

    key: str
    readings: tuple[_Reading, ...]
    containers: tuple[tuple[Facts, ...], ...]


_Choice = tuple[Facts | None, float]
_NONE: _Choice = (None, 0.0)


def _open_case(mention: Mention) -> _Case:
    index, key = open_index(), _read_key(mention)
    if mention.role == "person" or mention.role == "site":
        return _Case(key, (), ())
    people = mention.country or index.read_people(key)
    if people and not (mention.kind and any(named.facts.kind in _UNITS for named in index.list_named(key))):
        return _Case(key, (_Reading(index.read_facts(index.find_country(people)), 20.0, True),), ())
    containers = tuple(_list_containers(name) for name in mention.inside[:3])
    named = index.list_named(key)[:_MOST]
    kind = mention.kind or ("settlement" if mention.preposition == "at" and _has_town(named) else None)
    readings = [_read_reading(one, kind, containers) for one in named]
    if mention.kind is None and len(readings) > 1:
        readings = [_prefer_seat(reading, readings) for reading in readings]
    return _Case(key, tuple(readings), containers)


def _has_town(named: Sequence[Named]) -> bool:
    """Whether a province's name is that of a town in it too, which is what one is "at"."""
    wide = {one.facts.number for one in named if one.facts.kind == "admin1"}
    return any(one.facts.kind == "settlement" and one.facts.admin1 in wide for one in named)


_SEAT, _SEAT_SHARE, _SEAT_FIT = 30_000, 5, 4.0


def _prefer_seat(reading: _Reading, readings: Sequence[_Reading]) -> _Reading:
    """Return a province's reading with lower odds where a large town of its name lies in it."""
    facts = reading.facts
    if facts.kind != "admin1":
        return reading
    towns = (r.facts for r in readings if r.facts.kind == "settlement" and r.facts.admin1 == facts.number)
    if any(town.population > max(_SEAT, facts.population / _SEAT_SHARE) for town in towns):
        return reading._replace(odds=reading.odds - _SEAT_FIT)
    return reading


_MOST = 25
"""Readings of a name that are weighed, the likeliest."""


def _read_key(mention: Mention) -> str:
    """Return the folded name to look up: of an abbreviation, of the name that it stands for."""
    name = open_context().exact.get(mention.name)
    return fold(name.lstrip(", ") if name else mention.name)


def _read_reading(named: Named, kind: str | None, containers: tuple[tuple[Facts, ...], ...]) -> _Reading:
    facts = named.facts
    large = facts.kind == "settlement" and facts.population >= _LARGE_CITY
    odds = read_prior(facts) - (0.0 if not named.alternate else _LARGE_ALTERNATE_COST if large else _ALTERNATE_COST)
    if kind:
        odds += _KIND_FIT.get((kind, facts.kind), 0.0)
    held = [any(lies_in(facts, around) for around in level) for level in containers]
    if any(held) or (containers and _is_listed(facts, containers[0])):
        elsewhere = not held[0] and any(a.country == facts.country and a.kind in _UNITS for a in containers[0])
        return _Reading(facts, odds + _INSIDE_FIT + sum(held), not elsewhere)
    return _Reading(facts, odds, False)


_UNITS = ("admin1", "admin2")


def _choose_all(mentions: Sequence[Mention], cases: Sequence[_Case], scene: _Scene) -> list[_Choice]:
    """Return the record that each mention means and by how much; a bare name follows its namesakes."""
    told: dict[str, _Choice] = {}
    chosen: list[_Choice] = [_NONE] * len(mentions)
    for n in sorted(range(len(mentions)), key=lambda n: (not mentions[n].inside, mentions[n].kind is None)):
        mention, case = mentions[n], cases[n]
        bare = not mention.inside and mention.kind is None
        if bare and case.key in told and mention.role != "site":
            chosen[n] = told[case.key]
        else:
            chosen[n] = _choose(mention, case, scene)
            if mention.kind is None and mention.role != "site":
                told.setdefault(case.key, chosen[n])
    return chosen


def _choose(mention: Mention, case: _Case, scene: _Scene) -> _Choice:
    if mention.role in ("site", "person"):
        return _NONE
    weighed = [(r.odds + _weigh_scene(r.facts, case.key, scene), r) for r in case.readings]
    top, best = max(weighed, key=lambda w: w[0], default=(0.0, None))
    if best is None or _is_far_fetched(best, mention, case, scene):
        alike = _find_alike(mention, case, scene)
        return (alike, 1.0) if alike else _NONE
    rivals = [odds for odds, reading in weighed if not _is_same_spot(reading.facts, best.facts)]
    margin = min(top - max(rivals, default=-99.0), _ALONE)
    unheard_of = mention.kind or not scene.read_share(best.facts.country)  # nothing else is of its country
    if margin < _GUESS and best.facts.population < _TOWN and best.facts.geonameid and not best.held and unheard_of:
        return _NONE
    return best.facts, margin


def _is_same_spot(one: Facts, other: Facts) -> bool:
    """Whether two records are a town and its district, or the like: they are no rivals about where a name is."""
    if one.country != other.country or "country" in (one.kind, other.kind):
        return one.number == other.number
    return abs(one.lat - other.lat) + abs(one.lon - other.lon) < 1.0


_KIND_FIT = {
    ("admin1", "admin1"): 5.0,
    ("admin1", "region"): 2.0,
    ("admin1", "country"): 1.0,
    ("admin1", "admin2"): -1.0,
    ("admin1", "settlement"): -3.0,
    ("admin2", "admin2"): 5.0,
    ("admin2", "settlement"): 0.5,
    ("admin2", "admin1"): 0.0,
    ("admin2", "region"): -2.0,
    ("admin2", "country"): -9.0,
    ("settlement", "settlement"): 4.0,
    ("settlement", "admin2"): -1.0,
    ("settlement", "admin1"): -5.0,
    ("settlement", "region"): -5.0,
    ("settlement", "country"): -9.0,
    ("region", "region"): 3.0,
    ("region", "admin1"): 1.0,
}
_ALTERNATE_COST, _LARGE_ALTERNATE_COST = 4.0, 2.0
_LARGE_CITY = 300_000
"""People of a city whose other names are known to readers of English too."""
_COUNTRY_FIT, _PROVINCE_FIT, _SIBLING_FIT, _INSIDE_FIT, _NEAR_FIT = 4.0, 3.0, 1.5, 8.0, 2.5


def _weigh_scene(facts: Facts, key: str, scene: _Scene) -> float:
    """Return what the rest of the report adds to a reading: its countries, its provinces, the places near."""
    weight = _COUNTRY_FIT * scene.read_share(facts.country)
    if scene.provinces:
        weight += _weigh_province(facts, key, scene)
    if scene.anchors and facts.kind == "settlement":
        weight += _NEAR_FIT * math.exp(-_find_nearest(facts, scene.anchors) / 100)
    return weight


def _find_nearest(facts: Facts, anchors: Sequence[Facts]) -> float:
    """Return the kilometres to the nearest other anchor, 9999 where all are far off."""
    near = 9999.0
    for anchor in anchors:
        if abs(anchor.lat - facts.lat) < 4 and anchor.number != facts.number:
            near = min(near, measure_km(facts.lat, facts.lon, anchor.lat, anchor.lon))
    return near


def _weigh_province(facts: Facts, key: str, scene: _Scene) -> float:
    """Return what the provinces named by other names add: that it lies in one, or is one of several of a country."""
    if facts.kind == "admin1":
        index = open_index()
        others = (n for n, keys in scene.provinces.items() if key not in keys)
        return _SIBLING_FIT if any(index.read_facts(n).country == facts.country for n in others) else 0.0
    return _PROVINCE_FIT if scene.provinces.get(facts.admin1, set()) - {key} else 0.0


def _is_listed(facts: Facts, others: Sequence[Facts]) -> bool:
    """Whether a province stands beside another of its country, or a country beside a country: a list."""
    if facts.kind == "country":
        return any(other.kind == "country" and other.number != facts.number for other in others)
    return facts.kind == "admin1" and any(
        other.kind == "admin1" and other.country == facts.country and other.number != facts.number for other in others
    )


_SMALL_PROVINCE = 6e4
"""People: the tables have only a part of those of most provinces."""
_CURATED = 10.0
"""Of places without a population that are in the tables because reports of violence name them."""


@cache
def read_prior(facts: Facts) -> float:
    """Return how likely a bare name means a record of this kind and size."""
    if facts.kind == "settlement":
        if not facts.geonameid:
            return _CURATED
        capital = open_context().capitals.get(facts.country or "") == fold(open_index().read_name(facts.number))
        return math.log(facts.population + 60) + (2.5 if capital else 0.0)
    if facts.kind == "admin1":
        return math.log(max(facts.population, _SMALL_PROVINCE) / 3) + 2.0
    if facts.kind == "admin2":
        return math.log(500 + facts.population / 10)
    return 20.0 if facts.kind == "country" else 16.0


@lru_cache(maxsize=4096)
def _list_containers(name: str) -> tuple[Facts, ...]:
    return tuple(named.facts for named in open_index().list_named(fold(name))[:12])


def lies_in(facts: Facts, around: Facts) -> bool:
    """Whether a record lies in another: by the administration, or near the middle of a town or region."""
    if facts.number == around.number or facts.country != around.country:
        return False
    if around.kind == "country":
        return True
    if around.kind == "admin1":
        return facts.admin1 == around.number
    if around.kind == "admin2":
        return facts.admin2 == around.number and facts.kind == "settlement"
    if facts.kind not in ("settlement", "admin2"):
        return False
    return measure_km(facts.lat, facts.lon, around.lat, around.lon) <= max(25.0, around.radius_km)


_KNOWN_TOWN = 150_000
"""People of a town that a report may name without naming its country."""
_TOWN = 5000
"""People of a town that a report may name when it lies across the border."""
_NEARBY_KM = 250.0


def _is_far_fetched(reading: _Reading, mention: Mention, case: _Case, scene: _Scene) -> bool:
    """Whether a name's best reading is no good: of the wrong kind, or a small place that nothing else speaks for.

    A report that names Pakistan and a village means no village of that name in France; it may mean one near the
    places that it names, across a border.
    """
    facts = reading.facts
    fit = _KIND_FIT.get((mention.kind or "", facts.kind), 0.0)
    if fit <= -5.0:
        return True
    if len(case.readings) == 1 and fit >= 4.0 and not case.containers:
        return False
    if reading.held or facts.kind == "country":
        return False
    if case.containers and _is_abroad(facts, case.containers[0]):
        return True
    if facts.kind == "region" or facts.population >= _KNOWN_TOWN:
        return False
    if case.containers and any(around.kind != "settlement" for around in case.containers[0]):
        return not any(
            around.admin1 == facts.admin1 >= 0 or (around.kind == "region" and around.country == facts.country)
            for around in case.containers[0]
            if around.kind != "admin1"
        )
    if (
        scene.top < (_OTHER if facts.population < _TOWN else _PEOPLE)
        or scene.countries.get(facts.country or "", 0.0) >= _OTHER
    ):
        return False
    beside = open_context().neighbours.get(scene.list_main()[0], "")
    if facts.population >= _TOWN and (facts.country or "-") in beside:
        return False
    return _find_nearest(facts, scene.anchors) > _NEARBY_KM


def _is_abroad(facts: Facts, containers: Sequence[Facts]) -> bool:
    """Whether what a place is said to lie in is first of all a country or province, and of another country.

    Capitals are left out: in "Washington, Israel and Egypt" no place lies in another.
    """
    if not containers or containers[0].kind in ("settlement", "admin2") or facts.country is None:
        return False
    key = fold(open_index().read_name(facts.number))
    return key != open_context().capitals.get(facts.country) and all(a.country != facts.country for a in containers)


def _find_alike(mention: Mention, case: _Case, scene: _Scene) -> Facts | None:
    """Return the record of another spelling in the countries, and first in the provinces, that the report names."""
    around = [facts for level in case.containers for facts in level]
    lands = [facts.country for facts in around if facts.country in scene.countries] or scene.list_main()
    inside = frozenset(facts.admin1 for facts in around if facts.admin1 >= 0)
    for country in dict.fromkeys(filter(None, lands)):
        for provinces in (inside,) if inside else (frozenset(scene.provinces), frozenset()):
            found = find_alike(case.key, country, provinces)
            fits = found is not None and _KIND_FIT.get((mention.kind or "", found.kind), 0.0) > -4
            if found and fits and _is_beside(found, case.containers):
                return found
    return _find_anywhere(mention) if mention.kind in ("admin1", "admin2") and not scene.countries else None


def _is_beside(facts: Facts, containers: Sequence[Sequence[Facts]]) -> bool:
    """Whether a record may lie in what the text says: in it, or not far from its middle."""
    if not containers or not containers[0]:
        return True
    return any(
        lies_in(facts, around)
        or measure_km(facts.lat, facts.lon, around.lat, around.lon) <= min(around.radius_km, 100.0) + 40.0
        for around in containers[0]
    )


def _find_anywhere(mention: Mention) -> Facts | None:
    """Return the one district or province in the world that is spelled nearly as a mention that calls itself one."""
    index, key = open_index(), fold(mention.name)
    alike = ([f for f in index.list_alike(key, code) if f.kind == mention.kind] for code in index.countries)
    found = [records[0] for records in alike if records]
    return found[0] if len(found) == 1 else None


def _drop_unsupported(cases: Sequence[_Case], chosen: list[_Choice], scene: _Scene, told: set[str]) -> list[_Choice]:
    """Return the choices without the small places that alone would say which country a report is about.

    A name that one village in the world bears may as well be of a village that no table has. Its country is one that
    the report names (`told`), by its people or a province too, or that a town or a second place lies in.
    """
    places: dict[str, set[str]] = {}
    for case, (facts, _) in zip(cases, chosen, strict=True):
        if facts and facts.country:
            places.setdefault(facts.country, set()).add(case.key)
            if facts.kind != "settlement" or facts.population >= _TOWN or not facts.geonameid:
                told.add(facts.country)
    known = told | {code for code, keys in places.items() if len(keys) > 1}
    for code in places.keys() - known:
        scene.countries.pop(code, None)
    scene.top = max(scene.countries.values(), default=0.0)
    return [_NONE if facts and facts.country not in known else (facts, margin) for facts, margin in chosen]


# --- writing out ------------------------------------------------------------------------------------------------------


def _settle_all(mentions: Sequence[Mention], chosen: Sequence[_Choice], scene: _Scene) -> list[Resolved]:
    """Return each mention with its record or, without one, with the record of what it lies in.

    The same unknown name lies in the same thing throughout: in what the text says of any of its mentions, else in the
    town named near one of them, else in the one that the report is mostly about.
    """
    parents: dict[str, tuple[int, Facts]] = {}
    for n, mention in enumerate(mentions):
        if chosen[n][0] is None and mention.role in ("place", "site"):
            rank, parent = _rank_parent(n, mentions, chosen, scene)
            known = parents.get(fold(mention.surface))
            if parent and (known is None or rank < known[0]):
                parents[fold(mention.surface)] = (rank, parent)
    settled = []
    for mention, (facts, margin) in zip(mentions, chosen, strict=True):
        unknown = facts is None and mention.role in ("place", "site")
        found = parents.get(fold(mention.surface)) if unknown else None
        settled.append(Resolved(mention, facts, found[1] if found else None, margin))
    return settled


def _rank_parent(
    n: int, mentions: Sequence[Mention], chosen: Sequence[_Choice], scene: _Scene
) -> tuple[int, Facts | None]:
    """Return the record that an unknown place lies in, and how that is known: said 0, near 1, by what is left 2."""
    if said := _find_parent(n, mentions, chosen, scene):
        return 0, said
    if near := _find_before(n, mentions, chosen):
        return 1, near
    return 2, _find_seat(mentions, chosen) or _find_wide(scene)


def _find_seat(mentions: Sequence[Mention], chosen: Sequence[_Choice]) -> Facts | None:
    """Return the town that a report names at least twice, and as often as all its other towns together."""
    towns = Counter(
        facts
        for mention, (facts, _) in zip(mentions, chosen, strict=True)
        if facts and facts.kind == "settlement" and mention.role == "place"
    )
    if not towns:
        return None
    town, count = towns.most_common(1)[0]
    return town if count >= 2 and 2 * count >= towns.total() else None


def _find_parent(n: int, mentions: Sequence[Mention], chosen: Sequence[_Choice], scene: _Scene) -> Facts | None:
    """Return the record of the nearest thing that the text says a mention lies in."""
    mention = mentions[n]
    for m, name in enumerate(mention.inside):
        named = [k for k, other in enumerate(mentions) if other.name == name and chosen[k][0]]
        if named:
            return chosen[min(named, key=lambda k: abs(mentions[k].start - mention.start))][0]
        outer = Mention(mention.start, mention.end, name, name, inside=mention.inside[m + 1 :])
        facts, _ = _choose(outer, _open_case(outer), scene)
        if facts:
            return facts
    return None


_REACH = 250
"""Characters back to a town or district in which a site that the text places in nothing is taken to lie."""


def _find_before(n: int, mentions: Sequence[Mention], chosen: Sequence[_Choice]) -> Facts | None:
    """Return the town or district named last before a mention and close to it, else the one named right after."""
    mention = mentions[n]
    for at in (*range(n - 1, -1, -1), *range(n + 1, min(n + 2, len(mentions)))):
        facts: Facts | None = chosen[at][0]
        other = mentions[at]
        if abs(other.start - mention.start) > _REACH:
            continue
        if facts and facts.kind in ("settlement", "admin2") and other.role == "place":
            return facts
    return None


def _find_wide(scene: _Scene) -> Facts | None:
    """Return the report's one province, else its one country."""
    index, main = open_index(), scene.list_main()
    provinces = [f for n in scene.provinces if (f := index.read_facts(n)).country in main[:1]]
    if len(provinces) == 1:
        return provinces[0]
    return index.read_facts(index.find_country(main[0])) if len(main) == 1 else None


_PRECISIONS: dict[str, Precision] = {
    "country": "country",
    "region": "province",
    "admin1": "province",
    "admin2": "district",
}


_WIDE_KM = 100.0
"""A place of which only something wider than this is known gets no position, which would say more than is known."""


def _write_place(resolved: Resolved) -> Place:
    mention, facts = resolved.mention, resolved.facts or resolved.parent
    name, relation = mention.surface, _read_relation(mention)
    if facts is None:
        return Place(name=name, relation=relation)
    entry = open_index().read_entry(facts)
    if resolved.facts is None and facts.kind == "settlement" and _is_in_town(mention):
        name = f"{name}, {mention.inside[0]}"
    borrowed = resolved.facts is None or (facts.kind == "admin2" and not facts.population)
    placed = entry.radius_km <= _WIDE_KM or not borrowed
    return Place(
        name=name,
        admin1=entry.admin1,
        admin2=entry.admin2,
        country=entry.country,
        lat=entry.lat if placed else None,
        lon=entry.lon if placed else None,
        radius_km=_read_radius(resolved, entry) if placed else None,
        geonameid=entry.geonameid if resolved.facts else None,
        precision=resolved.precision,
        relation=relation,
    )


def _is_in_town(mention: Mention) -> bool:
    """Whether a site or quarter is named with the town that it lies in: "Western Bypass, Quetta"."""
    return bool(mention.inside) and not mention.surface.startswith(mention.inside[0])


def _read_precision(resolved: Resolved, facts: Facts) -> Precision:
    """Return how precise the position is: what an unknown village lies in, not the village, has been placed."""
    if resolved.facts is not None and facts.kind == "settlement" and resolved.mention.kind == "admin2":
        return "district"
    return _PRECISIONS.get(facts.kind, "settlement")


def _read_radius(resolved: Resolved, entry: PlaceEntry) -> float:
    """Return how far from the position the place may be, in km."""
    radius = entry.radius_km
    if resolved.mention.kind == "admin2" and entry.kind == "settlement":
        radius = max(radius, 30.0)
    if resolved.facts is None:
        radius *= 1.5
    relation = _read_relation(resolved.mention)
    if relation == "near":
        radius += max(5.0, radius)
    if relation == "km_from":
        radius += resolved.mention.distance_km or 0.0
    return round(radius, 1)


def _read_relation(mention: Mention) -> Relation:
    if mention.distance_km is not None:
        return "km_from"
    if mention.preposition == "between":
        return "between"
    return "near" if mention.preposition in open_context().near else "in"


def list_countries(resolved: Iterable[Resolved]) -> list[str]:
    """Return the countries that a report's places lie in, the most often named first."""
    counts: dict[str, int] = {}
    for one in resolved:
        if one.country:
            counts[one.country] = counts.get(one.country, 0) + 1
    return sorted(counts, key=lambda code: (-counts[code], code))
