"""Proposes which column of a person's own table tells what, by the heads in many languages, and by the values.

A proposal is a list (`gawah.codebook.columns`) like those of ACLED, GTD and UCDP, with what speaks for it and what is
doubtful beside each column. A person looks at it, changes it and says yes once; from then on the table's rows are read.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from itertools import islice
from pathlib import Path
from types import MappingProxyType
from typing import Any

import yaml

from gawah.codebook import load
from gawah.codebook.columns import FIELDS, Column, Columns, name_pattern, write_columns
from gawah.codebook.reading import SHIPPED, read_tree
from gawah.codebook.rows import name_column
from gawah.coding.coded.cells import is_serial, read_count, read_country, read_degrees, read_edtf
from gawah.coding.rules.phrases import tag_words
from gawah.coding.rules.tokens import split_words
from gawah.coding.rules.triggers import find_triggers
from gawah.errors import ReportEmpty
from gawah.sources.coded_list import open_tables
from gawah.sources.limits import Limits

_ROWS = 500
"""Rows whose values are looked at."""
_MOST = 0.8
"""Share of a column's values that must be of one kind for it to be taken for that kind by its values alone."""
_MOST_WORDS = 60
"""Different values of a column that holds words of a vocabulary, at most."""
_EXAMPLES = 3


@dataclass(frozen=True, slots=True)
class Proposed:
    """A column with what it is taken to tell."""

    column: Column
    examples: tuple[str, ...]
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a table is taken to tell, to be confirmed by a person."""

    table: str
    """Its name, with that of its sheet."""
    rows: int
    """Rows that were looked at."""
    columns: Columns
    proposed: tuple[Proposed, ...]
    doubts: tuple[str, ...] = ()
    """On the table as a whole."""


def propose_columns(path: Path, name: str | None = None) -> Proposal:
    """Return what the columns of the table at `path` are taken to tell. Raises ReportError where it is no table."""
    tables = list(open_tables(str(path), path.read_bytes(), (), Limits()))
    opened = [(table, first, others) for table, (first, others) in tables if first]
    if not opened:
        raise ReportEmpty(str(path), "there are no rows in this table", "give one with a head line and rows")
    table, first, others = max(opened, key=lambda one: max(_count_heads(cells) for _, cells in one[1]))
    at = max(range(len(first)), key=lambda n: (_count_heads(first[n][1]), -n))
    heads = [name_column(cell) for cell in first[at][1]]
    rows = [cells for _, cells in (*first[at + 1 :], *islice(others, _ROWS))]
    if not rows:
        raise ReportEmpty(table, "there are heads in this table, and no rows", "give one with rows")
    values = [[row[n].strip() for row in rows if n < len(row) and row[n].strip()] for n in range(len(heads))]
    named = [(head, said) for head, said in zip(heads, values, strict=True) if head]
    proposed = _settle([_propose(head, said) for head, said in named])
    found = {one.column.name: one.column for one in proposed}
    nobody = _list_nobody(found, dict(named))
    columns = Columns(name or _name(path), path.stem, MappingProxyType(found), own=_is_own(found), nobody=nobody)
    return Proposal(table, len(rows), columns, proposed, tuple(_doubt_table(found)))


def _count_heads(cells: Sequence[str]) -> int:
    """Return how much a row looks like heads: cells that are known as such count most, then short words."""
    folded = [_fold(cell) for cell in cells if cell.strip() and not read_edtf(cell)]
    words = [head for head in folded if len(head) <= 60 and read_degrees(head) is None]
    return 3 * sum(head in _list_heads() for head in words) + len(set(words)) if len(words) > 1 else 0


def _fold(head: str) -> str:
    return " ".join(re.sub(r"[_\-:.*?()\[\]]+", " ", head.casefold()).split()) or head.strip().casefold()


@cache
def _read_lexicon() -> Mapping[str, Any]:
    return read_tree(SHIPPED / "heads.yaml")


@cache
def _list_heads() -> Mapping[str, str]:
    """Return the field that each known head tells."""
    return {_fold(head): field for field, heads in _read_lexicon()["heads"].items() for head in heads}


def _name(path: Path) -> str:
    """Return the name of a list out of a file's: letters and digits alone."""
    name = re.sub(r"\W+", "_", path.name.partition(".")[0].casefold()).strip("_")
    return name if name.isidentifier() and name not in ("acled", "gtd", "ucdp") else f"list_{name}".rstrip("_")


# --- one column -------------------------------------------------------------------------------------------------------


def _propose(head: str, values: Sequence[str]) -> Proposed:
    """Return what one column is taken to tell, by its head and, where that says nothing, by its values."""
    examples = tuple(dict.fromkeys(values))[:_EXAMPLES]
    folded = _fold(head)
    if folded in {_fold(word) for word in _read_lexicon()["doubtful"]}:
        return Proposed(Column(head), examples, doubts=("may count the killed, the injured or both: say which",))
    if not values:
        return Proposed(Column(head, _list_heads().get(folded)), examples, doubts=("has no values",))
    if field := _list_heads().get(folded):
        return _look_closer(Proposed(Column(head, field), examples), values)
    for field_, tells in _BY_VALUES.items():
        if _share(values, tells) >= _MOST:
            return _look_closer(Proposed(Column(head, field_), examples, ("told by its values alone",)), values)
    return Proposed(Column(head), examples)


def _share(values: Sequence[str], tells: Callable[[str], bool]) -> float:
    return sum(map(tells, values)) / len(values) if values else 0.0


def _is_day(value: str) -> bool:
    return any(char in value for char in "-/. ") and bool(read_edtf(value) or read_edtf(value, "dmy"))


def _is_point(value: str) -> bool:
    parts = [part for part in re.split(r"\s*[,;]\s*|\s+", value.strip("() ")) if part]
    numbers = [read_degrees(part) for part in parts]
    return len(parts) == 2 and None not in numbers and all("." in part for part in parts)


def _is_country(value: str) -> bool:
    return not value.isdigit() and read_country(value) is not None


def _is_type(value: str) -> bool:
    return read_type(value) is not None


_BY_VALUES: Mapping[str, Callable[[str], bool]] = {
    "date": _is_day,
    "place/point": _is_point,
    "place/country": _is_country,
    "type": _is_type,
}


def _look_closer(one: Proposed, values: Sequence[str]) -> Proposed:
    """Return a proposal with the codes that its values need, and with doubts where they are not what they should be."""
    pattern = one.column.pattern
    look = _LOOKS.get(pattern or "") or (_look_at_counts if pattern in _COUNTED else None)
    return look(one, values) if look else one


def _look_at_dates(one: Proposed, values: Sequence[str]) -> Proposed:
    orders = {order: sum(read_edtf(value, order) is not None for value in values) for order in ("dmy", "mdy")}
    plain = sum(read_edtf(value) is not None for value in values)
    order = max(orders, key=lambda name: orders[name])
    doubts = list(one.doubts)
    if orders[order] > plain and orders["dmy"] == orders["mdy"]:
        doubts.append("03/04/2021 may be either day: day first is taken")
    column = replace(one.column, order=order) if orders[order] > plain else one.column
    if serials := sum(map(is_serial, values)):
        doubts.append(f"{serials} of {len(values)} are bare numbers: format them as dates")
    return _doubt(replace(one, column=column, doubts=tuple(doubts)), values, lambda v: read_edtf(v, order), "dates")


def _look_at_counts(one: Proposed, values: Sequence[str]) -> Proposed:
    return _doubt(one, values, read_count, "numbers of people")


def _look_at_countries(one: Proposed, values: Sequence[str]) -> Proposed:
    return _doubt(one, values, read_country, "countries that the gazetteer knows (say which in `countries`)")


def _look_at_degrees(one: Proposed, values: Sequence[str]) -> Proposed:
    return _doubt(one, values, lambda value: read_degrees(value) is not None, "degrees")


def _look_at_types(one: Proposed, values: Sequence[str]) -> Proposed:
    return _take_codes(one, values, read_type, "types of incident")


def _look_at_sexes(one: Proposed, values: Sequence[str]) -> Proposed:
    return _take_codes(one, values, read_sex, "sexes")


def _look_at_actors(one: Proposed, values: Sequence[str]) -> Proposed:
    several = [sign for sign in (";", " / ") if any(sign in value for value in values)]
    return replace(one, column=replace(one.column, split=several[0])) if several else one


def _doubt(one: Proposed, values: Sequence[str], read: Callable[[str], Any], what: str) -> Proposed:
    odd = [value for value in values if not read(value)]
    if not odd:
        return one
    shown = ", ".join(repr(value[:30]) for value in dict.fromkeys(odd[:_EXAMPLES]))
    return replace(one, doubts=(*one.doubts, f"{len(odd)} of {len(values)} are no {what}: {shown}"))


def _take_codes(one: Proposed, values: Sequence[str], read: Callable[[str], str | None], what: str) -> Proposed:
    """Return a proposal with what each word of a column stands for."""
    words = list(dict.fromkeys(values))
    if len(words) > _MOST_WORDS:
        doubt = f"has {len(words)} different values: too many for {what}"
        return replace(one, column=Column(one.column.name), doubts=(*one.doubts, doubt))
    codes = {word: meant for word in words if (meant := read(word))}
    unknown = [word for word in words if word not in codes]
    doubts = [f"no {what}: {', '.join(map(repr, unknown[:6]))}; add them to codes"] if unknown else []
    return replace(one, column=replace(one.column, codes=codes), doubts=(*one.doubts, *doubts))


_COUNTED = frozenset(
    ("killed/best", "killed/low", "killed/high", "attackers_killed", "injured", "abducted", "missing", "persons/age")
)
_LOOKS: Mapping[str, Callable[[Proposed, Sequence[str]], Proposed]] = {
    **dict.fromkeys(("date", "date/start", "date/end"), _look_at_dates),
    **dict.fromkeys(("place/lat", "place/lon"), _look_at_degrees),
    **dict.fromkeys(("place/country", "victims/nationality"), _look_at_countries),
    "type": _look_at_types,
    "persons/sex": _look_at_sexes,
    "perpetrators/*": _look_at_actors,
}


# --- words ------------------------------------------------------------------------------------------------------------


@lru_cache(maxsize=4096)
def read_type(words: str) -> str | None:
    """Return the type of incident that words name: the codebook's, another codebook's, or by what they tell of."""
    folded = " ".join(words.casefold().replace("_", " ").split())
    known = _list_type_words().get(folded)
    if known or not any(char.isalpha() for char in words) or len(words) > 80:
        return known
    tokens = split_words(words, [(0, len(words))])
    triggers = find_triggers(tokens.lows, tag_words(tokens).tags)
    weighed = [(weight, name) for trigger in triggers for name, weight in trigger.sense.types]
    return max(weighed)[1] if weighed else None


@cache
def _list_type_words() -> Mapping[str, str]:
    found = {word.casefold(): type_ for type_, words in _read_lexicon()["types"].items() for word in words}
    for entry in load().vocabulary("incident_types").values():
        for scheme, codes in entry.crosswalk.items():
            labels = load().scheme(scheme).codes if scheme in ("acled_sub_event", "gtd_attacktype") else {}
            for label in (labels[code] if scheme == "gtd_attacktype" else code for code in codes[:1] if labels):
                found.setdefault(label.casefold(), entry.id)
        found[entry.id.replace("_", " ")] = found[entry.label.casefold()] = entry.id
    return found


def read_sex(word: str) -> str | None:
    """Return the sex that a word names in any of many languages."""
    sexes: Mapping[str, list[str]] = _read_lexicon()["sexes"]
    return next((sex for sex, words in sexes.items() if word.strip(" .").casefold() in words), None)


# --- the table as a whole ---------------------------------------------------------------------------------------------


def _settle(proposed: Iterable[Proposed]) -> tuple[Proposed, ...]:
    """Return the proposals so that no field is told twice where one column can tell it, and positions come in pairs."""
    settled: list[Proposed] = []
    taken: dict[str, str] = {}
    for one in proposed:
        field = one.column.field
        if field and field in taken and name_pattern(field) not in _SEVERAL:
            doubt = f"{taken[field]} tells that already"
            one = replace(one, column=replace(one.column, field=None, codes={}), doubts=(*one.doubts, doubt))
        elif field:
            taken[field] = one.column.name
        settled.append(one)
    return tuple(_unpair(settled))


_SEVERAL = ("cites",)


def _unpair(settled: Sequence[Proposed]) -> list[Proposed]:
    """Return the proposals, a latitude without a longitude (or x without y) told as nothing."""
    halves = {one.column.field for one in settled} & {"place/lat", "place/lon"}
    if len(halves) != 1:
        return list(settled)
    return [replace(one, column=Column(one.column.name)) if one.column.field in halves else one for one in settled]


def _is_own(columns: Mapping[str, Column]) -> bool:
    """Whether each row is an incident of its own: it has an id, and does not tell of one person each."""
    fields = {column.field for column in columns.values()}
    return "foreign_ids" in fields and "persons/name" not in fields


def _list_nobody(columns: Mapping[str, Column], values: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """Return the values of columns of perpetrators that name nobody: "unknown", in any of many languages."""
    words = {word.casefold() for word in _read_lexicon()["nobody"]}
    told = (v for name, column in columns.items() if column.pattern == "perpetrators/*" for v in values.get(name, ()))
    return tuple(dict.fromkeys(value for value in told if value.casefold() in words))


def _doubt_table(columns: Mapping[str, Column]) -> list[str]:
    fields = {column.field for column in columns.values() if column.field}
    heads = {field.partition("/")[0] for field in fields}
    doubts = []
    if "date" not in heads:
        doubts.append("no column tells the date: rows without one are hard to bring together with reports")
    if "place" not in heads:
        doubts.append("no column tells the place")
    elif not fields & {"place/country", "place/lat", "place/point"}:
        doubts.append("no column tells the country or a position: a place is only found where one alone has its name")
    if "foreign_ids" not in fields:
        doubts.append("no column tells the row's own id: a row that is changed later comes as another")
    return doubts


# --- writing ----------------------------------------------------------------------------------------------------------

_HEAD = """# Which column of {table} tells what. Change it as you like: a column whose `field` is taken away stays in
# the row's text and tells nothing. Fields are:
{fields}
# `codes` say what a cell stands for, `order` whether the day (dmy) or the month (mdy) comes first, `unknown` which
# cells say that it is not known, `split` what parts several names. `countries` has codes (ISO 3166, as PK) for names of
# countries, `nobody` names that are nobody's. `own: yes` says that no two rows are one incident.
"""


def write_list(proposal: Proposal) -> str:
    """Return the file in which a list is kept, for a person to change."""
    fields = "\n".join(f"#   {field}: {words}" for field, (words, _) in FIELDS.items())
    tree = write_columns(proposal.columns)
    body = yaml.safe_dump(tree, allow_unicode=True, sort_keys=False, width=120)
    return _HEAD.format(table=Path(proposal.table).name, fields=fields) + "\n" + body
