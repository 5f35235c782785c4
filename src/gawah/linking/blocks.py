"""Blocking: which mentions are compared at all: near each other within days, vague and of one place, or copies.

One table of rules serves two ways: a batch is joined by them in a database, and a store keeps every mention under keys,
so that what a new one is to be compared with is found without looking at the rest.
"""

from dataclasses import dataclass
from itertools import product
from typing import Literal

from gawah.linking.mentions import Mention
from gawah.linking.score import Rule

Column = Literal[
    "cell_a",
    "cell_b",
    "week_a",
    "week_b",
    "month",
    "year",
    "place",
    "town",
    "province",
    "country",
    "copied",
    "named",
    "year_day",
    "killed",
    "injured",
]


One = Literal["undated", "timeless", "anywhere", "unplaced", "adrift"]
"""Without a day that is known nearly, without a year; without a position, without a province, without a country."""


@dataclass(frozen=True, slots=True)
class Block:
    """Mentions that have the same in each of `columns` are compared."""

    columns: tuple[Column, ...]
    one: One | None = None
    """What at least one of the two is."""


_WEEKS: tuple[Column, ...] = ("week_a", "week_b")
BLOCKS = (
    *(Block((cell, week)) for cell in ("cell_a", "cell_b") for week in _WEEKS),
    *(Block(("place", week)) for week in _WEEKS),
    *(Block(("province", week), "anywhere") for week in _WEEKS),
    *(Block(("country", week), "unplaced") for week in _WEEKS),
    Block(("town", "year"), "undated"),
    Block(("town", "year_day"), "undated"),
    Block(("country", "year_day"), "timeless"),
    Block(("town", "killed"), "timeless"),
    Block(("town", "injured"), "timeless"),
    Block(("killed", "week_a"), "adrift"),
    Block(("killed", "week_b"), "adrift"),
    Block(("province", "month"), "undated"),
    *(Block(("named", week), "anywhere") for week in _WEEKS),
    Block(("copied",)),
)
"""Never two mentions of one text or of one list of rows, and never two that were both known before."""

_CELL = 0.5
"""Degrees on each side of a cell. Cells, and weeks, come in two layings, half a cell apart: what an edge of one parts,
the other holds together."""
_WEEK = 8
"""Days."""
_MONTH = 45
"""Days within which a date must lie for its month to be known."""
_YEAR = 400


_LISTS = ("copied", "named")
"""Columns of which two mentions have the same where they have any word of them in common."""


def list_named(mention: Mention) -> list[str]:
    """Return the names in what is told, its place's among them; none of a row of a list, which has its place."""
    return sorted({*mention.words, *mention.spots}) if mention.rows_of is None else []


def read_columns(mention: Mention) -> dict[str, str | bool | None]:
    """Return what a mention has in each column that holds one word, and whether it is undated, anywhere and so on."""
    week, near = _number_days(mention, _WEEK - 1), _is_near(mention)
    month, year = _number_days(mention, _MONTH), _number_days(mention, _YEAR)
    country = mention.country
    return {
        "cell_a": _cell(mention, 0.0) if near else None,
        "cell_b": _cell(mention, _CELL / 2) if near else None,
        "week_a": None if week is None else _week(mention, 0),
        "week_b": None if week is None else _week(mention, _WEEK // 2),
        "month": None if month is None else str(month // 31),
        "year": None if year is None else str(year // 366),
        "town": f"{country} {mention.place}" if country and mention.place else None,
        "province": f"{country} {mention.admin1}" if country and mention.admin1 else None,
        "undated": week is None,
        "anywhere": not near,
        "unplaced": not near and mention.admin1 is None,
        "timeless": mention.first_day is None,
        "adrift": not near and country is None,
    }


def _number_days(mention: Mention, most: int) -> int | None:
    """Return the middle day, where the days known are no more than `most` apart."""
    if mention.first_day is None or mention.last_day is None or mention.last_day - mention.first_day > most:
        return None
    return (mention.first_day + mention.last_day) // 2


def _week(mention: Mention, shift: int) -> str:
    return str(((mention.first_day or 0) + shift) // _WEEK)


def _is_near(mention: Mention) -> bool:
    return mention.lat is not None and mention.lon is not None and mention.precision not in ("province", "country")


def _cell(mention: Mention, shift: float) -> str:
    lat, lon = mention.lat or 0.0, mention.lon or 0.0
    return f"{int((lat + 90 + shift) // _CELL)},{int((lon + 180 + shift) // _CELL)}"


def write_rules() -> list[Rule]:
    """Return the rules as conditions on two rows `l` and `r` that hold the columns, `fresh` and `text_sha256`."""
    also = "(l.fresh or r.fresh) and l.text_sha256 <> r.text_sha256 and coalesce(l.rows_of <> r.rows_of, true)"
    return [
        Rule(
            " and ".join([*(f"l.{c} = r.{c}" for c in b.columns), *_write_one(b), also]),
            tuple(c for c in b.columns if c in _LISTS),
            b.one,
        )
        for b in BLOCKS
    ]


def _write_one(block: Block) -> list[str]:
    return [f"(l.{block.one} or r.{block.one})"] if block.one else []


# --- keys -------------------------------------------------------------------------------------------------------------

_FIRST_LAYING = tuple(block for block in BLOCKS if not {"cell_b", "week_b", "copied"}.intersection(block.columns))


def list_keys(mention: Mention) -> list[str]:
    """Return the keys under which a mention is kept: of the first laying alone, since a look-up takes in neighbours."""
    found = []
    for block in _FIRST_LAYING:
        is_one = bool(block.one and read_columns(mention)[block.one])
        found += [_name(block, key, ones) for key in _list_values(block, mention) for ones in {False, is_one}]
    return sorted([*found, *list_copied(mention)])


def list_copied(mention: Mention) -> list[str]:
    """Return the keys under which copies of a mention's text are kept, beside some others' texts.

    What very many texts are kept under is the boilerplate of somebody's reports and no sign of a copy.
    """
    return [f"copied {number}" for number in mention.passages]


def list_lookups(mention: Mention) -> list[str]:
    """Return the keys under which all that a mention is to be compared with is kept, copies of its text aside.

    A mention that is the one of the two which a block asks for is compared with all, another with those alone that are.
    """
    found = []
    for block in _FIRST_LAYING:
        ones = bool(block.one) and not read_columns(mention)[block.one or "undated"]
        found += [_name(block, key, ones) for key in _list_values(block, mention, around=True)]
    return sorted(found)


def _name(block: Block, values: tuple[str, ...], ones: bool) -> str:
    return " ".join([*block.columns, *values, *([block.one] if ones and block.one else [])])


def _list_values(block: Block, mention: Mention, around: bool = False) -> list[tuple[str, ...]]:
    """Return what a mention has in the columns of a block; with `around`, neighbouring cells and weeks as well."""
    held: dict[str, str | int | list[str] | None] = {
        **read_columns(mention),
        "country": mention.country,
        "place": mention.place,
        "year_day": mention.year_day,
        "killed": mention.killed or None,
        "injured": mention.injured or None,
        "named": list_named(mention),
    }
    return list(product(*(_list_ways(column, held[column], around) for column in block.columns)))


def _list_ways(column: Column, value: str | int | list[str] | None, around: bool) -> list[str]:
    if value is None or isinstance(value, list):
        return value or []
    return _list_near(str(value)) if around and column in ("cell_a", "week_a") else [str(value)]


def _list_near(value: str) -> list[str]:
    """Return a cell or a week and those beside it."""
    numbers = [int(number) for number in value.split(",")]
    return [",".join(map(str, near)) for near in product(*((n - 1, n, n + 1) for n in numbers))]
