"""Whom a row says was harmed, how many, and with what."""

from typing import Any

from gawah.codebook import load
from gawah.codebook.columns import THING
from gawah.coding.coded.cells import exactly, read_count, read_country
from gawah.coding.coded.parties import list_harmed
from gawah.coding.coded.row import Row, Told
from gawah.coding.rules.sheet import list_fields
from gawah.gazetteer.communities import find_communities
from gawah.model import Count, Json


def tell_harm(row: Row) -> None:
    """Say who and what was harmed, how many people, and with what."""
    _tell_figures(row)
    _tell_parties_dead(row)
    if not _tell_targets(row):
        _tell_victims(row)
    _tell_weapons(row)


# --- how many ---------------------------------------------------------------------------------------------------------


def _tell_figures(row: Row) -> None:
    found = {
        "killed": _read_bounds(row) or _read_rest(row, "all_killed", "attackers_killed"),
        "attackers_killed": _read_figure(row, "attackers_killed"),
        "injured": _read_figure(row, "injured") or _read_rest(row, "all_injured", "attackers_injured"),
        "abducted": _read_figure(row, "abducted"),
        "missing": _read_figure(row, "missing"),
    }
    for n, (measure, figure) in enumerate(found.items(), start=1):
        if figure is not None:
            count, told = figure
            words = ", ".join(f"{one.column.name} {one.text}" for one in told)
            about = {"words": words, "as_of": None, "status": "current"}
            row.say(f"figures/f{n}", {"measure": measure, **list_fields(count), **about}, told)


_Figured = tuple[Count, list[Told]]


def _read_figure(row: Row, field: str) -> _Figured | None:
    for told in row.tell(field):
        count = read_count(told.text)
        if count is not None:
            return count, [told]
        row.doubt(told, "is no number of people")
    return None


def _read_bounds(row: Row) -> _Figured | None:
    """Return the count of the killed from a best figure and its bounds, a bound that contradicts it left open."""
    best = _read_figure(row, "killed/best")
    bounds = [row.count("killed/low"), row.count("killed/high")]
    if not any(bounds):
        return best
    count, told = best or (Count(), [])
    low, high = (_fit(row, bound, side, count.best) for bound, side in zip(bounds, (1, -1), strict=True))
    told = [*told, *(bound[1] for bound in (low, high) if bound)]
    numbers = low[0] if low else None, count.best, high[0] if high else None
    about: dict[str, Any] = {"approximate": count.approximate, "word": count.word}
    return Count(*numbers, "none" if numbers == (0, 0, 0) else "number", **about), told


def _fit(row: Row, bound: tuple[int, Told] | None, side: int, best: int | None) -> tuple[int, Told] | None:
    """Return a lower (`side` 1) or upper (-1) bound, None (and a note) where it contradicts the best figure."""
    if bound and best is not None and side * bound[0] > side * best:
        row.doubt(bound[1], f"contradicts the best figure, {best}")
        return None
    return bound


def _read_rest(row: Row, all_: str, attackers: str) -> _Figured | None:
    """Return how many were harmed, where a total has attackers in it: the rest, or at most the total."""
    total, own = row.count(all_), row.count(attackers)
    if total is None:
        return None
    if own is None:
        number = total[0]
        return (Count(None, number, number) if number else exactly(0)), [total[1]]
    if own[0] > total[0]:
        row.doubt(own[1], f"is more than the total, {total[0]}")
        return Count(None, total[0], total[0]), [total[1]]
    return exactly(total[0] - own[0]), [total[1], own[1]]


def _tell_parties_dead(row: Row) -> None:
    sides = {name: row.count(f"killed_by_party/{name}") for name in ("civilians", "side_a", "side_b", "unknown")}
    told = [found[1] for found in sides.values() if found]
    if told:
        row.say("killed_by_party", {name: found[0] if found else None for name, found in sides.items()}, told)


# --- who, and what ----------------------------------------------------------------------------------------------------


def _tell_targets(row: Row) -> bool:
    """Say what thing was attacked; return whether it was a thing that was meant, and not people."""
    things = list(row.tell_parts("targets"))
    meant = [told for told in row.tell("victims/status") if row.read_code(told) == THING]
    if meant:
        things += [(text, told) for text, told in row.tell_parts("victims/description")]
    for n, (text, told) in enumerate(things, start=1):
        row.say(f"targets/t{n}", {"description": text, "effect": None}, [told])
    return bool(meant)


def _tell_victims(row: Row) -> None:
    civilians = row.count("killed_by_party/civilians")
    described = list(row.tell_parts("victims/description"))
    harmed = list_harmed(row)
    status = [(row.read_code(told), told) for told in row.tell("victims/status")]
    persons = row.tell("persons/name")
    if described or persons or row.tell("victims/community"):
        _tell_group(row, described, status)
        _tell_persons(row, persons)
    elif harmed:
        for n, name, told in harmed[:1]:
            _tell_group(row, [(name, told)], status)
            for _, of in row.tell_parts(f"perpetrators/{n}/of"):
                _tell_communities(row, of)
    elif civilians and civilians[0]:
        number, told = civilians
        row.say("victims/v1/description", "civilians", [told])
        row.say("victims/v1/outcome", "killed", [told])
        row.say("victims/v1/count", list_fields(exactly(number)), [told])
        row.say("victims/v1/status", "civilian", [told])


def _tell_group(row: Row, described: list[tuple[str, Told]], status: list[tuple[Json, Told]]) -> None:
    for text, told in described[:1]:
        row.say("victims/v1/description", text, [told])
    for value, told in status[:1]:
        if value:
            row.say("victims/v1/status", value, [told])
    for text, told in list(row.tell_parts("victims/nationality"))[:1]:
        code = row.columns.countries.get(text) or read_country(text)
        if code is None:
            row.doubt(told, "is no country that the gazetteer knows")
        elif code != "unknown":
            row.say("victims/v1/nationality", code, [told])
    for text, told in list(row.tell_parts("victims/occupation"))[:1]:
        row.say("victims/v1/occupation", text, [told])
    for told in row.tell("victims/community"):
        _tell_communities(row, told)


def _tell_communities(row: Row, told: Told) -> None:
    """Say of which communities the people harmed are; a name that the gazetteer lacks stands as the row has it."""
    named = list(dict.fromkeys(mention.name for mention in find_communities(told.text)))
    is_asked = told.column.pattern == "victims/community"
    for name in named or ([told.text] if is_asked else []):
        row.say("victims/v1/ethnic_or_religious", name, [told])


def _tell_persons(row: Row, named: list[Told]) -> None:
    ages, sexes, outcomes = (row.tell(f"persons/{part}") for part in ("age", "sex", "outcome"))
    for n, told in enumerate(named, start=1):
        about: dict[str, Json] = {"name": told.text, "aliases": [], "age": None, "sex": None, "outcome": None}
        cells = [told]
        if len(named) == 1 and ages and (age := row.count("persons/age")):
            about["age"], cells = age[0], [*cells, age[1]]
        for key, found in (("sex", sexes), ("outcome", outcomes)):
            if len(named) == 1 and found and (value := row.read_code(found[0])):
                about[key], cells = value, [*cells, found[0]]
        row.say(f"victims/v1/persons/n{n}", {**about, "status": "private"}, cells)


# --- with what --------------------------------------------------------------------------------------------------------


def _tell_weapons(row: Row) -> None:
    for n in range(1, 5):
        classes, types = row.tell(f"weapons/{n}"), row.tell(f"weapons/{n}/type")
        class_ = _read_weapon(row, classes[0]) if classes else None
        type_ = row.read_code(types[0]) if types else None
        exact = load().entry("weapon_types", type_).text("class") if isinstance(type_, str) else None
        if exact or class_:
            told = [*classes[: bool(class_)], *(types[:1] if exact else [])]
            text = "" if classes and classes[0].column.is_coded else ", ".join(one.text for one in told)
            name, kind = (exact, type_) if exact else class_ or ("unknown", None)
            row.say(f"weapons/w{n}", {"class": name, "type": kind, "text": text}, told)


def _read_weapon(row: Row, told: Told) -> tuple[str, str | None] | None:
    """Return the class and, by words, the type of what was used."""
    if told.column.is_coded:
        meant = row.read_code(told)
        return (str(meant), None) if meant else None
    words = told.text.casefold()
    for term, found in load().weapon_terms().items():
        if term in words:
            return found.class_, found.type
    row.doubt(told, "names no weapon that the codebook knows")
    return None
