"""What an address asks of a list: the criteria of `gawah list`, in the same words, and how they are written back.

    /?country=PK&country=AF&since=2019&killed=10..&sort=killed

Every view of the same incidents (list, map, sums, files) takes the same address, so that one leads to the other.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from typing import Annotated, Any, Literal, get_type_hints
from urllib.parse import urlencode

from fastapi import Depends, Request

from gawah import wording
from gawah.errors import UsageError
from gawah.store import SORTS, Criteria

Pair = tuple[str, str]
Scope = Literal["in", "out", "all"]
"""What lies in the project's scope, out of it, or either."""
_SCOPES: Sequence[Scope] = ("in", "out", "all")
_LONGEST = 500
_MOST = 40
"""Values that an address may hold."""
_SEVERAL = tuple(f.name for f in fields(Criteria) if f.default == ())
_SWITCHES = tuple(name for name, hint in get_type_hints(Criteria).items() if bool in getattr(hint, "__args__", (hint,)))


@dataclass(frozen=True, slots=True)
class Asked:
    """What an address asks for."""

    criteria: Criteria = field(default_factory=Criteria)
    scope: Scope = "in"
    sort: str = "date"
    ascending: bool = False
    after: tuple[int, ...] | None = None
    """The place in the order behind which the page begins; `before`: before which it ends."""
    before: tuple[int, ...] | None = None

    def list_pairs(self, *, paged: bool = False) -> list[Pair]:
        """Return what is asked for as names and values of an address, without the page unless `paged`."""
        return [*list_pairs(self.criteria), *self._list_shape(), *(self._list_place() if paged else ())]

    def _list_shape(self) -> Iterator[Pair]:
        if self.scope != "in":
            yield "scope", self.scope
        if self.sort != "date":
            yield "sort", self.sort
        if self.ascending:
            yield "ascending", "yes"

    def _list_place(self) -> Iterator[Pair]:
        for name, place in (("after", self.after), ("before", self.before)):
            if place is not None:
                yield name, ",".join(map(str, place))

    def address(self, path: str, **changed: Any) -> str:
        """Return the address at `path` that asks for the same, but for what is `changed` of it."""
        other = replace(self, **changed)
        query = urlencode(other.list_pairs(paged=bool(changed.keys() & {"after", "before"})))
        return f"{path}?{query}" if query else path


def list_pairs(criteria: Criteria) -> list[Pair]:
    """Return criteria as names and values of an address."""
    said = criteria.to_json()
    return [
        (name, _write(one)) for name, value in said.items() for one in (value if isinstance(value, list) else [value])
    ]


def _write(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value:g}" if isinstance(value, float) else str(value)


# --- reading ----------------------------------------------------------------------------------------------------------


async def read_asked(request: Request) -> Asked:
    """Return what the address of a request asks for. Raises UsageError."""
    return take_pairs(request.query_params.multi_items())


AskedNow = Annotated[Asked, Depends(read_asked)]
"""What a page takes to know which incidents are asked for."""


def take_pairs(pairs: Sequence[Pair]) -> Asked:
    """Return what names and values ask for; what is empty, or none of these, is passed over. Raises UsageError."""
    said: dict[str, list[str]] = {}
    for name, value in pairs:
        if value.strip():
            said.setdefault(name, []).append(value.strip())
    if any(len(v) > _LONGEST for values in said.values() for v in values) or sum(map(len, said.values())) > _MOST:
        raise UsageError(f"that asks for too much: {_MOST} values at most, of {_LONGEST} letters at most")
    last = {name: values[-1] for name, values in said.items()}
    return Asked(
        take_criteria(said),
        _one_of("scope", last, _SCOPES, "in"),
        _one_of("sort", last, SORTS, "date"),
        last.get("ascending") == "yes",
        _read_place(last.get("after")),
        _read_place(last.get("before")),
    )


def take_criteria(said: Mapping[str, Sequence[str]]) -> Criteria:
    """Return the criteria among names and values. Raises UsageError."""
    known = {f.name for f in fields(Criteria)} & said.keys()
    return Criteria(**{name: _read(name, said[name]) for name in known})


def _read(name: str, values: Sequence[str]) -> Any:
    if name in _SEVERAL:
        return tuple(dict.fromkeys(values))
    if name in _SWITCHES:
        return values[-1] == "yes" or (None if name == "claimed" and values[-1] != "no" else False)
    if name == "within_km":
        return _read_distance(values[-1])
    return values[-1]


def _read_distance(said: str) -> float:
    found = re.fullmatch(r"(\d+(?:\.\d+)?)\s*(?:km)?", said, re.IGNORECASE)
    if not found:
        raise UsageError(f"{said!r} is no distance; write kilometres, as 50")
    return float(found[1])


def _one_of(name: str, said: Mapping[str, str], known: Sequence[Any], usual: Any) -> Any:
    value = said.get(name, usual)
    if value not in known:
        raise UsageError(f"{name} {value}: take one of {', '.join(known)}")
    return value


def _read_place(said: str | None) -> tuple[int, ...] | None:
    if said is None:
        return None
    if not re.fullmatch(r"-?\d{1,18}(,-?\d{1,18}){1,2}", said):
        raise UsageError(f"{said!r} is no place in a list; go to its first page")
    return tuple(map(int, said.split(",")))


# --- in words ---------------------------------------------------------------------------------------------------------

_VOCABULARIES = {"type": "incident_types", "weapon": "weapon_classes", "status": "workflows", "grade": "verifications"}


@dataclass(frozen=True, slots=True)
class Chip:
    """One thing that is asked for."""

    name: str
    """Of the criterion."""
    words: str
    """What of it, in words."""
    without: str
    """The query of the address that asks for all but this."""


def list_chips(asked: Asked) -> list[Chip]:
    """Return what is asked for, one thing after another, each with how to ask for the rest alone."""
    pairs = asked.list_pairs()
    return [
        Chip(name, say_value(name, value), urlencode([pair for pair in pairs if not _goes_with(pair, (name, value))]))
        for name, value in list_pairs(asked.criteria)
        if name != "within_km"  # which says nothing by itself
    ]


def _goes_with(pair: Pair, gone: Pair) -> bool:
    """Whether a pair goes when `gone` does."""
    return pair == gone or (gone[0] == "near" and pair[0] == "within_km")


def say_value(name: str, value: str) -> str:
    """Return what is asked of a criterion in words."""
    if name in _VOCABULARIES or name == "least_grade":
        return wording.label(_VOCABULARIES.get(name, "verifications"), value)
    if name == "country" and re.fullmatch(r"[A-Z]{2}", value):
        return wording.name_country(value)
    return wording.neutralise(value)
