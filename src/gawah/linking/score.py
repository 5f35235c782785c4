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

from gawah.linking.blocks import read_columns, write_rules
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


def write_row(mention: Mention, weights: Weights, fresh: bool = True) -> dict[str, Any]:
    """Return the row that a mention is compared by: its fields, its kin, and the keys by which pairs are found.

    Of two rows that are not `fresh` no pair is made.
    """
    row = {name: getattr(mention, name) for name in Mention.__slots__}
    row |= {name: list(value) for name, value in row.items() if isinstance(value, tuple)}
    about = {"kin": weights.kin.get(mention.type or "", mention.type), "fresh": fresh}
    return row | about | read_columns(mention)


@cache
def _schema() -> Any:
    """Return the types of the table's columns, which rows of nothing but nulls would not tell."""
    import pyarrow as pa

    kinds = {"first_day": pa.int32(), "last_day": pa.int32(), "killed": pa.int32(), "injured": pa.int32()}
    kinds |= dict.fromkeys(("lat", "lon", "radius_km"), pa.float64())
    kinds |= dict.fromkeys(("types", "actors", "sides", "people", "names", "means", "words"), pa.list_(pa.string()))
    kinds |= {"fresh": pa.bool_(), "undated": pa.bool_(), "anywhere": pa.bool_()}
    columns = (*Mention.__slots__, "kin", "fresh", *read_columns(Mention("", "")))
    return pa.schema([(name, kinds.get(name, pa.string())) for name in columns])


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

    linker = Linker(DuckDBAPI().register(table), write_settings(weights, write_rules(), shown), log_level=None)
    found: Any = linker.inference.predict(threshold_match_weight=weights.unsure, warning_mode="never")
    return found.as_pyarrow_table()


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
