"""Lists: which column of a table tells which field of a record, and what its cells stand for; readable both ways.

`columns.yaml` has the lists of ACLED, GTD and UCDP; a person's own table has a file of the same form. An importer asks
`Column.read`, an exporter `Column.write`; types of incidents hang on several cells at once: `Columns.find_type`,
`Columns.list_type_cells`.
"""

import dataclasses
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from gawah.codebook.entries import Entry
from gawah.codebook.reading import SHIPPED, read_schemes, read_tree, read_vocabularies
from gawah.errors import CodebookError
from gawah.model import CodingInput, Json, canonical_json

FILE = "columns.yaml"
FORMATS = ("acled", "gtd", "ucdp")
"""Lists that come with Gawah."""
HARMED, THING, WEEK, SPAN = "harmed", "thing", "week", "span"
_PRECISIONS = ("day", WEEK, "month", "year", SPAN)

FIELDS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "foreign_ids": ("the row's own id", ""),
        "title": ("a headline", ""),
        "type": ("the type of incident", "incident_types"),
        "also_types": ("another type beside it", "incident_types"),
        "outcome": ("whether it was carried out", "incident_outcomes"),
        "date": ("the date", ""),
        "date/start": ("the first day that it can have been", ""),
        "date/end": ("the last day that it can have been", ""),
        "date/year": ("the year", ""),
        "date/month": ("the month", ""),
        "date/day": ("the day of the month", ""),
        "date/precision": ("how exactly the date is known", "#precision"),
        "place/name": ("the place", ""),
        "place/admin1": ("the province", ""),
        "place/admin2": ("the district", ""),
        "place/country": ("the country", ""),
        "place/lat": ("the latitude", ""),
        "place/lon": ("the longitude", ""),
        "place/point": ("latitude and longitude in one cell", ""),
        "place/precision": ("how exactly the place is known", "place_precisions"),
        "place/relation": ("whether it was in the place or near it", "place_relations"),
        "perpetrators/*": ("who is said to have done it", ""),
        "perpetrators/*/branch": ("the branch of the group that is said to have done it", ""),
        "perpetrators/*/kind": ("what kind of actor that is; harmed, where it is no perpetrator", "#kind"),
        "perpetrators/*/of": ("who that actor belongs to", ""),
        "perpetrators/*/basis": ("on what ground it is laid to them", "bases"),
        "claims/*": ("whether that perpetrator claimed it: yes or no", "#yes"),
        "claims/*/channel": ("how it was claimed", "claim_modes"),
        "killed/best": ("how many were killed", ""),
        "killed/low": ("how many were killed at least", ""),
        "killed/high": ("how many were killed at most", ""),
        "all_killed": ("how many died, attackers among them", ""),
        "attackers_killed": ("how many attackers died", ""),
        "injured": ("how many were injured", ""),
        "all_injured": ("how many were injured, attackers among them", ""),
        "attackers_injured": ("how many attackers were injured", ""),
        "abducted": ("how many were abducted", ""),
        "missing": ("how many are missing", ""),
        "killed_by_party/civilians": ("how many of the dead were civilians", ""),
        "killed_by_party/side_a": ("how many of the dead were of the first side", ""),
        "killed_by_party/side_b": ("how many of the dead were of the second side", ""),
        "killed_by_party/unknown": ("how many of the dead were of nobody knows what side", ""),
        "victims/description": ("who was harmed, in words", ""),
        "victims/status": ("what the people harmed are; thing, where no people were meant", "#status"),
        "victims/nationality": ("the country of the people harmed", ""),
        "victims/community": ("the people or faith of those harmed", ""),
        "victims/occupation": ("their trade", ""),
        "persons/name": ("the name of one who was harmed", ""),
        "persons/age": ("the age of that person", ""),
        "persons/sex": ("the sex of that person", "sexes"),
        "persons/outcome": ("what became of that person", "victim_outcomes"),
        "targets": ("a thing that was attacked", ""),
        "weapons/*": ("what was used", "weapon_classes"),
        "weapons/*/type": ("what was used, more closely", "weapon_types"),
        "campaign": ("the conflict or campaign that it is part of", ""),
        "motive": ("the motive told", ""),
        "cites": ("the sources that the row rests on", ""),
    }
)
"""What a column can tell, by the record's field: in words, and the vocabulary of its values ("#" for those here)."""

_HERE: Mapping[str, tuple[str, str | None]] = {
    "#precision": ("", None),
    "#kind": (HARMED, "actor_kinds"),
    "#status": (THING, "victim_statuses"),
    "#yes": ("yes no", None),
}
_VALUES: Mapping[str, tuple[str, ...]] = {"#precision": _PRECISIONS}


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a list."""

    name: str
    field: str | None = None
    """What it tells, with the number of the item in a list ("perpetrators/1"); None where no field holds it."""
    scheme: str | None = None
    """The code list that its cells are of."""
    codes: Mapping[str, Json] = dataclasses.field(default_factory=dict)
    split: str | None = None
    unknown: tuple[str, ...] = ()
    order: str | None = None
    """dmy or mdy: what comes first in a date such as 03/04/2021."""

    @property
    def pattern(self) -> str | None:
        """The field with its item's number as a star: a key of `FIELDS`."""
        return None if self.field is None else name_pattern(self.field)

    def read(self, cell: str) -> Json:
        """Return what a cell stands for by the codes; None where they do not have it."""
        if cell in self.codes:
            return self.codes[cell]
        return self._inverse().get(cell)

    def write(self, value: Json) -> str | None:
        """Return the cell that stands for a value; None where the list has no code for it."""
        for cell, meant in self.codes.items():
            if meant == value or (isinstance(meant, dict) and meant.get("precision") == value):
                return cell
        entry = self._entries().get(value) if isinstance(value, str) else None
        codes = entry.crosswalk.get(self.scheme or "", ()) if entry else ()
        return codes[0] if codes else None

    @property
    def is_coded(self) -> bool:
        """Whether its cells are codes, and nothing else."""
        return bool(self.codes or self.scheme)

    def _entries(self) -> Mapping[str, Entry]:
        vocabulary = FIELDS[self.pattern][1] if self.pattern else ""
        return _list_entries(vocabulary) if vocabulary and not vocabulary.startswith("#") else {}

    def _inverse(self) -> Mapping[str, str]:
        return _invert(FIELDS[self.pattern][1], self.scheme) if self.scheme and self.pattern else {}


@dataclass(frozen=True, slots=True)
class TypeRule:
    """Cells that together make a type of incident, or make the row tell of none."""

    cells: Mapping[str, str]
    type: str | None = None
    omit: str | None = None
    """The reason for which such a row tells of no incident."""


@dataclass(frozen=True, slots=True)
class Columns:
    """A list: what is known of a table whose rows are coded already."""

    name: str
    """Goes before the ids of its rows: "ucdp" makes "ucdp:123"."""
    label: str
    columns: Mapping[str, Column]
    types: tuple[TypeRule, ...] = ()
    publisher: str | None = None
    licence: str | None = None
    own: bool = False
    """Whether each row is an incident of its own, so that no two rows of the list are brought together."""
    needs: tuple[str, ...] = ()
    """Columns without which a table is not of this list."""
    unknown: tuple[str, ...] = ()
    nobody: tuple[str, ...] = ()
    countries: Mapping[str, str] = dataclasses.field(default_factory=dict)
    actors: str = "unknown"
    """The kind of an actor of whom neither a cell nor the gazetteer tells it."""
    _by_field: dict[str, tuple[Column, ...]] = dataclasses.field(
        init=False, repr=False, compare=False, default_factory=dict
    )

    def __post_init__(self) -> None:
        """Note which columns tell each field: rows ask for that again and again."""
        for column in self.columns.values():
            for field_ in {column.field, column.pattern} - {None}:
                self._by_field[str(field_)] = (*self._by_field.get(str(field_), ()), column)

    def of(self, field_: str) -> tuple[Column, ...]:
        """Return the columns that tell a field ("perpetrators/1"; with "*" of any item), in their order."""
        return self._by_field.get(field_, ())

    def find_type(self, cells: Mapping[str, str]) -> TypeRule | None:
        """Return the first rule on types that a row's cells meet."""
        fits = (rule for rule in self.types if all(cells.get(n) == cell for n, cell in rule.cells.items()))
        return next(fits, None)

    def list_type_cells(self, type_: str) -> Mapping[str, str]:
        """Return the cells that say that an incident is of a type; none where the list has none for it."""
        return next((rule.cells for rule in self.types if rule.type == type_), {})

    def is_nobody(self, name: str) -> bool:
        """Whether a name is no perpetrator's."""
        return any(fnmatchcase(name.casefold(), pattern.casefold()) for pattern in self.nobody)

    @property
    def reference(self) -> str:
        """What a coder is given to know this list again: its name and version, or the whole list as JSON."""
        is_shipped = self.name in FORMATS and self == load_columns(self.name)
        return f"{self.name}@1" if is_shipped else canonical_json(write_columns(self)).decode("utf-8")


def name_pattern(field_: str) -> str:
    """Return a field with the numbers of items as stars: "perpetrators/1/kind" is "perpetrators/*/kind"."""
    return "/".join("*" if step.isdigit() else step for step in field_.split("/"))


@cache
def _list_entries(vocabulary: str) -> Mapping[str, Entry]:
    from gawah.codebook import load  # the package reads this file

    return load().vocabulary(vocabulary)


@cache
def _invert(vocabulary: str, scheme: str) -> Mapping[str, str]:
    """Return what each code of a scheme stands for: the entry that has it first, else any that has it."""
    if vocabulary.startswith("#"):
        return {}
    found: dict[str, tuple[int, str]] = {}
    for entry in _list_entries(vocabulary).values():
        for rank, code in enumerate(entry.crosswalk.get(scheme, ())):
            if code not in found or rank < found[code][0]:
                found[code] = rank, entry.id
    return {code: entry for code, (_, entry) in found.items()}


# --- reading lists ----------------------------------------------------------------------------------------------------


@cache
def load_columns(name: str) -> Columns:
    """Return the list of a format that comes with Gawah: acled, gtd or ucdp. Raises CodebookError."""
    if name not in FORMATS:
        raise CodebookError(f"{name}: there is no format of that name; there are {', '.join(FORMATS)}")
    return read_columns(FILE, name, read_tree(SHIPPED / FILE)[name])


@cache
def take_columns(reference: str) -> Columns:
    """Return the list that `Columns.reference` names or holds. Raises CodebookError."""
    if not reference.startswith("{"):
        name, _, version = reference.partition("@")
        if version != "1":
            raise CodebookError(f"{reference}: this program does not know this version of the format")
        return load_columns(name)
    tree = json.loads(reference)
    return read_columns("the list", str(tree["name"]), {key: value for key, value in tree.items() if key != "name"})


def name_own_list(source: CodingInput) -> str | None:
    """Return the name of the list that an input is a row of, where each of its rows is an incident of its own."""
    given = source.value_given("list")
    columns = take_columns(given.value) if given else None
    return columns.name if columns and columns.own else None


def read_columns_file(path: Path) -> Columns:
    """Return the list that a file describes, as `gawah map` writes it. Raises CodebookError."""
    tree = read_tree(path)
    name = tree.pop("name", None)
    if not isinstance(name, str) or not name.isidentifier() or name in FORMATS:
        raise CodebookError(f"{path.name}: `name` must be one word of letters, and none of {', '.join(FORMATS)}")
    return read_columns(path.name, name, tree)


def read_columns(file: str, name: str, tree: Json) -> Columns:
    """Return the list that a tree of texts describes, checked. Raises CodebookError."""
    tree = _check(file, name, tree, _KEYS)
    heads = _check(file, f"{name}/columns", tree.get("columns"), None)
    columns = {head: _read_column(file, f"{name}/{head}", head, about) for head, about in heads.items()}
    unknown = _list(file, name, tree.get("unknown", []))
    columns = {head: replace(c, unknown=(*c.unknown, *unknown)) for head, c in columns.items()}
    return Columns(
        name,
        str(tree.get("label") or name),
        MappingProxyType(columns),
        tuple(_read_type(file, name, rule, columns) for rule in tree.get("types", [])),
        tree.get("publisher"),
        tree.get("licence"),
        tree.get("own") == "yes",
        _list(file, name, tree.get("needs", [])),
        unknown,
        _list(file, name, tree.get("nobody", [])),
        MappingProxyType(_check(file, f"{name}/countries", tree.get("countries", {}), None)),
        _read_kind(file, name, tree.get("actors", "unknown")),
    )


def _read_kind(file: str, name: str, kind: Json) -> str:
    if kind not in list_values("actor_kinds"):
        raise CodebookError(f"{file}: {name}/actors: {kind!r} is none of {', '.join(list_values('actor_kinds'))}")
    return str(kind)


_KEYS = {"label", "publisher", "licence", "own", "needs", "unknown", "nobody", "countries", "actors"}
_KEYS |= {"types", "columns"}


def write_columns(columns: Columns) -> dict[str, Json]:
    """Return a list as `read_columns` reads it, with its name."""
    about = {"label": columns.label, "publisher": columns.publisher, "licence": columns.licence}
    rules = [
        {"cells": dict(rule.cells)} | {k: v for k, v in (("type", rule.type), ("omit", rule.omit)) if v}
        for rule in columns.types
    ]
    lists: dict[str, Json] = {"needs": columns.needs, "unknown": columns.unknown, "nobody": columns.nobody}
    lists |= {"types": rules, "countries": columns.countries}
    written: dict[str, Json] = {name: value for name, value in about.items() if value}
    written |= {"own": "yes"} if columns.own else {}
    written |= {"actors": columns.actors} if columns.actors != "unknown" else {}
    written |= {name: dict(v) if isinstance(v, Mapping) else list(v) for name, v in lists.items() if v}
    heads = {name: _write_column(column, columns.unknown) for name, column in columns.columns.items()}
    return {"name": columns.name, **written, "columns": heads}


def _write_column(column: Column, unknown: Sequence[str]) -> dict[str, Json]:
    own = [cell for cell in column.unknown if cell not in unknown]
    codes = {cell: dict(v) if isinstance(v, Mapping) else v for cell, v in column.codes.items()}
    about: dict[str, Json] = {"field": column.field, "scheme": column.scheme, "codes": codes}
    about |= {"split": column.split, "unknown": own, "order": column.order}
    return {name: value for name, value in about.items() if value}


def _read_column(file: str, where: str, head: str, tree: Json) -> Column:
    tree = _check(file, where, tree, {"field", "scheme", "codes", "split", "unknown", "order"})
    field_, scheme = tree.get("field"), tree.get("scheme")
    if field_ is not None and name_pattern(field_) not in FIELDS:
        raise CodebookError(f"{file}: {where}: there is no field {field_!r}; there are {', '.join(FIELDS)}")
    if scheme is not None and scheme not in read_schemes(SHIPPED):
        raise CodebookError(f"{file}: {where}: the codebook has no scheme {scheme!r}")
    codes = _check(file, where, tree.get("codes", {}), None)
    for value in codes.values():
        _check_value(file, where, field_, value)
    return Column(
        head,
        field_,
        scheme,
        MappingProxyType({cell: _read_value(value) for cell, value in codes.items()}),
        tree.get("split"),
        _list(file, where, tree.get("unknown", [])),
        _read_order(file, where, tree.get("order")),
    )


def _read_order(file: str, where: str, order: Json) -> str | None:
    if order not in (None, "dmy", "mdy"):
        raise CodebookError(f"{file}: {where}: order is dmy or mdy, not {order!r}")
    return str(order) if order else None


def _read_value(value: Json) -> Json:
    if isinstance(value, dict) and "radius_km" in value:
        return {**value, "radius_km": float(value["radius_km"])}
    return value


def _check_value(file: str, where: str, field_: str | None, value: Json) -> None:
    """Raise CodebookError for a value that the field cannot have."""
    vocabulary = FIELDS[name_pattern(field_)][1] if field_ else ""
    if isinstance(value, dict):
        _check(file, where, value, {"precision", "relation", "radius_km"})
        value = value.get("precision")
    allowed = list_values(vocabulary)
    if allowed and value not in allowed:
        raise CodebookError(f"{file}: {where}: {value!r} is none of {', '.join(allowed)}")


@cache
def list_values(vocabulary: str) -> tuple[str, ...]:
    """Return the values that a field with this vocabulary can have; none where any text will do."""
    if vocabulary in _VALUES:
        return _VALUES[vocabulary]
    if vocabulary in _HERE:
        own, base = _HERE[vocabulary]
        return (*own.split(), *(list_values(base) if base else ()))
    return tuple(_read_ids(vocabulary)) if vocabulary else ()


def _read_ids(vocabulary: str) -> Iterator[str]:
    from gawah.codebook.reading import file_of

    yield from read_vocabularies(SHIPPED, file_of(vocabulary))[vocabulary].entries


def _read_type(file: str, name: str, tree: Json, columns: Mapping[str, Column]) -> TypeRule:
    where = f"{name}/types"
    tree = _check(file, where, tree, {"cells", "type", "omit"})
    cells = _check(file, where, tree.get("cells", {}), set(columns))
    for key, vocabulary in (("type", "incident_types"), ("omit", "not_coded_reasons")):
        if key in tree and tree[key] not in list_values(vocabulary):
            raise CodebookError(f"{file}: {where}: {tree[key]!r} is none of {', '.join(list_values(vocabulary))}")
    return TypeRule(MappingProxyType(cells), tree.get("type"), tree.get("omit"))


def _check(file: str, where: str, tree: Json, known: set[str] | None) -> dict[str, Any]:
    if not isinstance(tree, dict):
        raise CodebookError(f"{file}: {where}: a mapping is wanted here")
    unknown = [key for key in tree if known is not None and key not in known]
    if unknown:
        raise CodebookError(f"{file}: {where}: unknown key {unknown[0]!r}")
    return tree


def _list(file: str, where: str, tree: Json) -> tuple[str, ...]:
    if not isinstance(tree, list) or not all(isinstance(item, str) for item in tree):
        raise CodebookError(f"{file}: {where}: a list of texts is wanted here")
    return tuple(tree)
