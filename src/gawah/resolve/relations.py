"""Which of two values lies inside the other, and which two can both be true."""

from collections.abc import Callable
from math import asin, cos, inf, radians, sin, sqrt
from typing import TypeAlias

from gawah.codebook import load
from gawah.gazetteer.folding import fold
from gawah.model import Json


def date_inside(a: Json, b: Json) -> bool:
    """Whether date `a` says more than date `b` and nothing against it."""
    if a.get("start") and b.get("start"):
        (a0, a1), (b0, b1) = _days(a), _days(b)
        adds_time = (a0, a1) == (b0, b1) and bool(a.get("time")) and not b.get("time")
        return adds_time or (b0 <= a0 and a1 <= b1 and (a0, a1) != (b0, b1))
    return _dates_known(a) > _dates_known(b) and _dates_fit(a, b)


def _days(date: Json) -> tuple[str, str]:
    return date["start"], date.get("end") or date["start"]


def _dates_known(date: Json) -> tuple[bool, int]:
    return bool(date.get("start")), len(date.get("edtf") or "")


def _dates_fit(a: Json, b: Json) -> bool:
    """Whether two dates, one of them without a known start, can be the same day."""
    for one, other in ((a, b), (b, a)):
        if one.get("start") and (
            (other.get("after") or "") > _days(one)[1] or (other.get("before") or "9") < one["start"]
        ):
            return False
    known, other = a.get("edtf"), b.get("edtf")
    if not known or not other or "/" in known + other:
        return True
    return all(x == y or "X" in (x, y) for x, y in zip(known, other, strict=False))


def dates_agree(a: Json, b: Json) -> bool:
    """Whether two dates are one, or one lies inside the other."""
    if a.get("start") and b.get("start"):
        return _days(a) == _days(b) or date_inside(a, b) or date_inside(b, a)
    return _dates_fit(a, b)


_PRECISION = ("exact", "settlement", "district", "province", "country", "unknown")


def place_inside(a: Json, b: Json) -> bool:
    """Whether place `a` is the more precise one and can lie in `b`."""
    return _precision(a) < _precision(b) and places_agree(a, b)


def _precision(place: Json) -> int:
    return _PRECISION.index(place.get("precision", "unknown"))


def places_agree(a: Json, b: Json) -> bool:
    """Whether two places are one, or one can lie in the other."""
    if any(x and y and x != y for x, y in zip(_areas(a), _areas(b), strict=True)):
        return False
    if _precision(a) != _precision(b) or a.get("precision", "unknown") == "unknown":
        return True
    if a.get("geonameid") is not None and a.get("geonameid") == b.get("geonameid"):
        return True
    return fold(a.get("name")) == fold(b.get("name")) or _kilometres(a, b) <= _reach(a) + _reach(b)


def _areas(place: Json) -> tuple[str, str, str]:
    """Return country, province and district; a province is its own province, a district its own district."""
    precision, name = place.get("precision"), place.get("name")
    admin1 = place.get("admin1") or (name if precision == "province" else None)
    admin2 = place.get("admin2") or (name if precision == "district" else None)
    return fold(place.get("country")), fold(admin1), fold(admin2)


def _reach(place: Json) -> float:
    return float(place.get("radius_km") or 0)


def _kilometres(a: Json, b: Json) -> float:
    """Return the great-circle distance; infinite where a position is not known."""
    if None in (a.get("lat"), a.get("lon"), b.get("lat"), b.get("lon")):
        return inf
    north, south = radians(a["lat"]), radians(b["lat"])
    turn = radians(b["lon"] - a["lon"])
    chord = sin((south - north) / 2) ** 2 + cos(north) * cos(south) * sin(turn / 2) ** 2
    return 12742 * asin(sqrt(min(1.0, chord)))


def count_inside(a: Json, b: Json) -> bool:
    """Whether `a` is a number where `b` is a vague word ("dozens")."""
    return bool(a.get("said", "number") == "number" and b.get("said", "number") == "some")


def counts_agree(a: Json, b: Json) -> bool:
    """Whether some number is within the bounds of both counts ("at least 10" and 12)."""
    (a0, a1), (b0, b1) = _bounds(a), _bounds(b)
    return a0 <= b1 and b0 <= a1


def _bounds(count: Json) -> tuple[float, float]:
    low, high = count.get("low"), count.get("high")
    return (0 if low is None else low), (inf if high is None else high)


def branch_of(a: Json, b: Json) -> bool:
    """Whether perpetrator `a` is a branch of `b`: the more specific name."""
    return bool(a.get("parent") and fold(a["parent"]) == fold(b["name"]) != fold(a["name"]))


def type_inside(a: Json, b: Json) -> bool:
    """Whether incident type `a` is a narrower one of `b`."""
    return b in load().list_wider(a)


def types_agree(a: Json, b: Json) -> bool:
    """Whether two incident types are one, or one is a narrower one of the other."""
    return bool(a == b or type_inside(a, b) or type_inside(b, a))


def never(a: Json, b: Json) -> bool:
    """Say that no two values are so related."""
    return False


Relation: TypeAlias = Callable[[Json, Json], bool]
