"""How alike two mentions are: pairs brought together by blocking and weighed by Splink, with fixed weights.

The weights are data (`weights.yaml`) and are never estimated from a project's own reports: what one pair scores depends
on the two mentions alone, so scoring is the same whatever else is known and in whatever order it came.
"""

import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import chain, islice
from typing import Any

from gawah.linking.mentions import Mention


@dataclass(frozen=True, slots=True)
class Step:
    """What one comparison adds to a score."""

    comparison: str
    level: str
    bits: float


@dataclass(frozen=True, slots=True)
class ScoredPair:
    """Two mentions, how much speaks for their being one incident, and what that adds up from."""

    one: str
    """Event ids, the lower first."""
    other: str
    bits: float
    steps: tuple[Step, ...]
    """The waterfall: the prior first, then each comparison that says something."""


@dataclass(frozen=True, slots=True)
class Weights:
    """The table of weights, as it is read."""

    name: str
    prior: float
    same: float
    unsure: float
    comparisons: Mapping[str, Sequence[Mapping[str, Any]]]
    kin: Mapping[str, str]


@cache
def load_weights(name: str = "weights") -> Weights:
    """Return the weights shipped under `name`.yaml."""
    import yaml

    with resources.files("gawah.linking").joinpath(f"{name}.yaml").open(encoding="utf-8") as stream:
        data = yaml.safe_load(stream)
    kin = {member: family for family, members in data.get("kin", {}).items() for member in members}
    comparisons = {
        comparison: [{**level, "sql": _expand(level["sql"], data["macros"])} for level in levels]
        for comparison, levels in data["comparisons"].items()
    }
    return Weights(data["name"], data["prior"], data["same"], data["unsure"], comparisons, kin)


def _expand(sql: str, macros: Mapping[str, str]) -> str:
    """Return a condition with its macros written out: {km}, or {ratio:killed} for one that takes a column."""

    def write(match: re.Match[str]) -> str:
        name, _, argument = match[1].partition(":")
        return macros[name].replace("{n}", argument)

    return re.sub(r"\{(\w+(?::\w+)?)\}", write, sql)


def write_settings(weights: Weights, blocking: Sequence[str], shown: bool = True) -> dict[str, Any]:
    """Return the settings that Splink takes; with `shown`, each pair comes with what every comparison found."""
    return {
        "link_type": "dedupe_only",
        "unique_id_column_name": "event_id",
        "probability_two_random_records_match": weights.prior,
        "blocking_rules_to_generate_predictions": [{"blocking_rule": rule} for rule in blocking],
        "comparisons": [_write_comparison(name, levels) for name, levels in weights.comparisons.items()],
        "retain_intermediate_calculation_columns": shown,
        "retain_matching_columns": shown,
        "additional_columns_to_retain": [],
    }


def _write_comparison(name: str, levels: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    written = []
    for level in levels:
        about = {"sql_condition": level["sql"], "label_for_charts": level["level"]}
        if level.get("unknown"):
            about["is_null_level"] = True
        else:
            about |= {"m_probability": level["m"], "u_probability": level["u"]}
        written.append(about)
    return {"output_column_name": name, "comparison_levels": written}


# --- the table --------------------------------------------------------------------------------------------------------

_CELL = 0.5
_SPAN = 8


def write_row(mention: Mention, weights: Weights, fresh: bool = True) -> dict[str, Any]:
    """Return the row that a mention is compared by: its fields, its kin, and the keys by which pairs are found.

    Of two rows that are not `fresh` no pair is made.
    """
    row = {name: getattr(mention, name) for name in Mention.__slots__}
    row |= {name: list(value) for name, value in row.items() if isinstance(value, tuple)}
    about = {"kin": weights.kin.get(mention.type or "", mention.type), "fresh": fresh}
    return row | about | write_keys(mention)


@cache
def _schema() -> Any:
    """Return the types of the table's columns, which rows of nothing but nulls would not tell."""
    import pyarrow as pa

    kinds = {"first_day": pa.int32(), "last_day": pa.int32(), "killed": pa.int32(), "injured": pa.int32()}
    kinds |= dict.fromkeys(("lat", "lon", "radius_km"), pa.float64())
    kinds |= dict.fromkeys(("types", "actors", "sides", "people", "names", "means", "words"), pa.list_(pa.string()))
    kinds |= {"fresh": pa.bool_()}
    columns = (*Mention.__slots__, "kin", "fresh", *write_keys(Mention("", "")))
    return pa.schema([(name, kinds.get(name, pa.string())) for name in columns])


def write_keys(mention: Mention) -> dict[str, str | None]:
    """Return the keys by which pairs are found: grids of half-degree cells and of eight days, each in two layings.

    Two mentions a few days and kilometres apart share a cell of one laying where an edge parts them in the other.
    """
    day = mention.first_day if _is_short(mention) else None
    near = mention.lat is not None and mention.lon is not None and mention.precision not in ("province", "country")
    cells = [_cell(mention, shift) if near else None for shift in (0.0, _CELL / 2)]
    weeks = [None if day is None else str((day + shift) // _SPAN) for shift in (0, _SPAN // 2)]
    return {
        "cell_a": cells[0],
        "cell_b": cells[1],
        "week_a": weeks[0],
        "week_b": weeks[1],
        "month": _month(mention),
        "anywhere": None if near else mention.country,
    }


def _is_short(mention: Mention) -> bool:
    if mention.first_day is None or mention.last_day is None:
        return False
    return mention.last_day - mention.first_day < _SPAN


def _month(mention: Mention) -> str | None:
    """Return a month's number, counted in spans of 31 days, where it is known no better and no worse."""
    if mention.first_day is None or mention.last_day is None or mention.last_day - mention.first_day > _MONTH:
        return None
    return str((mention.first_day + mention.last_day) // 2 // 31)


_MONTH = 45


def _cell(mention: Mention, shift: float) -> str:
    lat, lon = mention.lat or 0.0, mention.lon or 0.0
    return f"{int((lat + 90 + shift) // _CELL)},{int((lon + 180 + shift) // _CELL)}"


_WEEKS = ("l.week_a = r.week_a", "l.week_b = r.week_b")
_CELLS = ("l.cell_a = r.cell_a", "l.cell_b = r.cell_b")
_SAME_PLACE = "l.place = r.place and l.country = r.country"
_ANYWHERE = "l.country = r.country and (l.anywhere is not null or r.anywhere is not null)"
_UNDATED = "(l.week_a is null or r.week_a is null)"
_OTHERS = "(l.fresh or r.fresh) and l.text_sha256 <> r.text_sha256"
BLOCKING = tuple(
    f"{rule} and {_OTHERS}"
    for rule in (
        *(f"{cell} and {week}" for cell in _CELLS for week in _WEEKS),
        *(f"{_SAME_PLACE} and {week}" for week in _WEEKS),
        *(f"{_ANYWHERE} and {week}" for week in _WEEKS),
        f"{_SAME_PLACE} and {_UNDATED}",
        f"l.admin1 = r.admin1 and l.country = r.country and l.month = r.month and {_UNDATED}",
    )
)
"""Which pairs are weighed: near each other within days; in places of one name; in one country within days where one of
them has no position; in places of one name, or in one province within the month, where one of them has no day. Never
two of one text."""


# --- scoring ----------------------------------------------------------------------------------------------------------


def score_mentions(
    fresh: Sequence[Mention], known: Sequence[Mention] = (), weights: Weights | None = None
) -> list[ScoredPair]:
    """Return the pairs of `fresh` mentions with each other and with the `known` that may be one incident, by ids.

    Pairs below the weights' `unsure` are left out. Importing Splink takes a second: give all that is to be scored at
    once.
    """
    weights = weights or load_weights()
    if len(fresh) + len(known) < 2:
        return []
    found = _predict(make_table(fresh, weights, known), weights, shown=True)
    return sorted((_read_pair(row, weights) for row in found.to_pylist()), key=lambda pair: (pair.one, pair.other))


def make_table(fresh: Iterable[Mention], weights: Weights, known: Iterable[Mention] = ()) -> Any:
    """Return an Arrow table with a row for each mention."""
    import pyarrow as pa

    rows = chain((write_row(m, weights) for m in fresh), (write_row(m, weights, False) for m in known))
    return pa.Table.from_batches(
        [pa.RecordBatch.from_pylist(part, schema=_schema()) for part in _split(rows)], schema=_schema()
    )


def _split(rows: Iterable[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    """Yield the rows in parts, since as Python values they take much more room than in a table."""
    left = iter(rows)
    while part := list(islice(left, _BATCH)):
        yield part


_BATCH = 50_000


def list_pairs(table: Any, weights: Weights) -> Any:
    """Return an Arrow table of the pairs of rows of `table` that weigh no less than `unsure`: one, other, bits."""
    found = _predict(table, weights, shown=False)
    kept = found.select(["event_id_l", "event_id_r", "match_weight"])
    return kept.rename_columns(["one", "other", "bits"])


def _predict(table: Any, weights: Weights, shown: bool) -> Any:
    from splink import Linker
    from splink.backends.duckdb import DuckDBAPI

    linker = Linker(DuckDBAPI().register(table), write_settings(weights, BLOCKING, shown), log_level=None)
    return linker.inference.predict(threshold_match_weight=weights.unsure, warning_mode="never").as_pyarrow_table()


def _read_pair(row: Mapping[str, Any], weights: Weights) -> ScoredPair:
    one, other = sorted((row["event_id_l"], row["event_id_r"]))
    prior = Step("prior", "prior", round(math.log2(weights.prior / (1 - weights.prior)), 2))
    steps = [prior, *(step for name in weights.comparisons if (step := _read_step(row, name, weights)))]
    return ScoredPair(one, other, round(row["match_weight"], 2), tuple(steps))


def _read_step(row: Mapping[str, Any], name: str, weights: Weights) -> Step | None:
    """Return what a comparison found; None where it had nothing to compare."""
    said = [level for level in weights.comparisons[name] if not level.get("unknown")]
    at = row[f"gamma_{name}"]  # the levels count down to 0, and -1 says unknown
    if at < 0:
        return None
    level = said[len(said) - 1 - at]
    return Step(name, level["level"], round(math.log2(level["m"] / level["u"]), 2))
