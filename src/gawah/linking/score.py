"""How alike two mentions are: pairs brought together by blocking and weighed by Splink, with fixed weights.

The weights are data (`weights.yaml`) and are never estimated from a project's own reports: what one pair scores depends
on the two mentions alone, so scoring is the same whatever else is known and in whatever order it came.
"""

import logging
import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from tempfile import TemporaryDirectory
from typing import Any, Literal

Level = Mapping[str, Any]
"""A level of a comparison: its name, condition in SQL, m and u."""

Kind = Literal["int", "number", "flag", "words"]
"""What a column holds that is no plain word: whole numbers, numbers, yes or no, or a list of words."""


@dataclass(frozen=True, slots=True)
class Increment:
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
    steps: tuple[Increment, ...]
    """The waterfall: the prior first, then each comparison that says something."""


@dataclass(frozen=True, slots=True)
class Weights:
    """The table of weights, as it is read."""

    name: str
    prior: float
    same: float
    unsure: float
    comparisons: Mapping[str, Sequence[Level]]
    kin: Mapping[str, str]

    @property
    def log_prior(self) -> float:
        """The odds before anything is compared, in bits."""
        return math.log2(self.prior / (1 - self.prior))


@cache
def load_weights(name: str = "weights") -> Weights:
    """Return the weights shipped under `name`.yaml."""
    import yaml

    with resources.files("gawah.linking").joinpath(f"{name}.yaml").open(encoding="utf-8") as stream:
        data = yaml.load(stream, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
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


@dataclass(frozen=True, slots=True)
class Rule:
    """Which rows `l` and `r` are compared."""

    sql: str
    lists: tuple[str, ...] = ()
    """Columns of its condition that hold lists: they are equal where they have any word in common."""
    one: str | None = None
    """The flag that one of the two must have: where no row has it, the rule brings nothing."""


def write_settings(weights: Weights, blocking: Sequence[Rule], shown: bool = True) -> dict[str, Any]:
    """Return the settings that Splink takes; with `shown`, each pair comes with what every comparison found."""
    return {
        "link_type": "dedupe_only",
        "unique_id_column_name": "event_id",
        "probability_two_random_records_match": weights.prior,
        "blocking_rules_to_generate_predictions": [_write_rule(rule) for rule in blocking],
        "comparisons": [_write_comparison(name, levels) for name, levels in weights.comparisons.items()],
        "retain_intermediate_calculation_columns": shown,
        "retain_matching_columns": shown,
        "additional_columns_to_retain": [],
    }


def _write_rule(rule: Rule) -> dict[str, Any]:
    about: dict[str, Any] = {"blocking_rule": rule.sql, "sql_dialect": "duckdb"}
    return about | ({"arrays_to_explode": list(rule.lists)} if rule.lists else {})


def _write_comparison(name: str, levels: Sequence[Level]) -> dict[str, Any]:
    written = []
    for level in levels:
        about = {"sql_condition": level["sql"], "label_for_charts": level["level"]}
        if level.get("unknown"):
            about["is_null_level"] = True
        else:
            about |= {"m_probability": level["m"], "u_probability": level["u"]}
        written.append(about)
    return {"output_column_name": name, "comparison_levels": written}


# --- scoring ----------------------------------------------------------------------------------------------------------


def read_pairs(table: Any, weights: Weights, rules: Sequence[Rule]) -> list[ScoredPair]:
    """Return the pairs of rows that `rules` bring together and that weigh no less than `unsure`, by ids."""
    found = predict(table, weights, rules, shown=True)
    return sorted((_read_pair(row, weights) for row in found.to_pylist()), key=lambda pair: (pair.one, pair.other))


def make_rows_table(rows: Sequence[Mapping[str, Any]], kinds: Mapping[str, Kind]) -> Any:
    """Return an Arrow table of `rows`, whose columns are words but for those that `kinds` says otherwise of."""
    import pyarrow as pa

    types = {"int": pa.int32(), "number": pa.float64(), "flag": pa.bool_(), "words": pa.list_(pa.string())}
    schema = pa.schema([(name, types[kinds[name]] if name in kinds else pa.string()) for name in rows[0]])
    return pa.Table.from_pylist(list(rows), schema=schema)


def predict(table: Any, weights: Weights, rules: Sequence[Rule], shown: bool) -> Any:
    """Return Splink's Arrow table of the pairs of rows of `table` that weigh no less than `unsure`.

    With `shown`, each comes with what every comparison found.
    """
    import duckdb
    import pyarrow.compute as pc
    from splink import Linker
    from splink.backends.duckdb import DuckDBAPI

    useful = [rule for rule in rules if rule.one is None or pc.any(table[rule.one]).as_py()]
    logging.getLogger("splink").setLevel(logging.ERROR)  # it warns of settings that are as they should be
    with TemporaryDirectory() as spilt, duckdb.connect(":memory:", config=_MODEST | {"temp_directory": spilt}) as held:
        linker = Linker(DuckDBAPI(held).register(table), write_settings(weights, useful, shown), log_level=None)
        found: Any = linker.inference.predict(threshold_match_weight=weights.unsure, warning_mode="never")
        return found.as_pyarrow_table()


_MODEST: dict[str, str | bool | int | float | list[str]] = {
    "memory_limit": "2GB",
    "threads": 2,
    "preserve_insertion_order": False,
}
"""How the database works: what it needs more memory for it puts on the disk, for as long as it counts."""


def _read_pair(row: Mapping[str, Any], weights: Weights) -> ScoredPair:
    levels = {name: _find_level(row[f"gamma_{name}"], told) for name, told in weights.comparisons.items()}
    return write_pair(row["event_id_l"], row["event_id_r"], row["match_weight"], levels, weights)


def _find_level(at: int, levels: Sequence[Level]) -> Level:
    """Return the level that Splink's number says: they count down to 0, and -1 is that which says unknown."""
    said = [level for level in levels if not level.get("unknown")]
    return said[len(said) - 1 - at] if at >= 0 else next(level for level in levels if level.get("unknown"))


def write_pair(one: str, other: str, bits: float, levels: Mapping[str, Level], weights: Weights) -> ScoredPair:
    """Return a pair with its waterfall, given the level that holds in each comparison."""
    first, second = sorted((one, other))
    told = {name: level for name, level in levels.items() if not level.get("unknown")}
    steps = [Increment(name, level["level"], round(weigh_level(level), 2)) for name, level in told.items()]
    prior = Increment("prior", "prior", round(weights.log_prior, 2))
    return ScoredPair(first, second, round(bits, 2), (prior, *steps))


def weigh_level(level: Level) -> float:
    """Return what a level adds, in bits; what is unknown adds nothing."""
    return 0.0 if level.get("unknown") else math.log2(level["m"] / level["u"])
