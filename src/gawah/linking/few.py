"""Few pairs weighed at once, by the very conditions that Splink is given, in the database that Python comes with.

Splink takes seconds to be imported and to check its settings, which is more than it takes to read a report. The weights
are fixed, so a pair's score is a sum over its levels, whoever evaluates their conditions. A test holds the two equal.
"""

import json
import math
import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from typing import Any

from gawah.linking.score import Kind, Rule, ScoredPair, Weights, make_rows_table, read_pairs, weigh_level, write_pair

MOST_PAIRS = 20_000
"""Pairs up to which this is faster than to start Splink."""


def weigh_rows(
    rows: Sequence[Mapping[str, Any]], kinds: Mapping[str, Kind], weights: Weights, rules: Sequence[Rule]
) -> list[ScoredPair]:
    """Return what `weigh_few` does, by Splink where there are many rows; `kinds` says of columns what they hold."""
    if len(rows) ** 2 > MOST_PAIRS:
        return read_pairs(make_rows_table(rows, kinds), weights, rules)
    return weigh_few(rows, weights, rules)


def weigh_few(rows: Sequence[Mapping[str, Any]], weights: Weights, rules: Sequence[Rule]) -> list[ScoredPair]:
    """Return the pairs of `rows` that `rules` bring together and that weigh no less than `unsure`, by ids.

    Rows have an `event_id`, values that SQL has, and lists of words.
    """
    if len(rows) < 2:
        return []
    with closing(sqlite3.connect(":memory:")) as connection:
        _add_functions(connection)
        _enter_rows(connection, rows)
        found = [_read_pair(row, weights) for row in _select_pairs(connection, list(rows[0]), weights, rules)]
    return sorted((pair for pair in found if pair is not None), key=lambda pair: (pair.one, pair.other))


# --- the functions that conditions use and SQLite lacks ---------------------------------------------------------------


def _add_functions(connection: sqlite3.Connection) -> None:
    plain: dict[str, tuple[int, Callable[..., Any]]] = {
        "greatest": (-1, lambda *values: max((v for v in values if v is not None), default=None)),
        "least": (-1, lambda *values: min((v for v in values if v is not None), default=None)),
        "len": (1, _measure),
        "list_intersect": (2, _intersect),
        "jaro_winkler_similarity": (2, _compare_words),
        "radians": (1, _unless_null(math.radians)),
        "sin": (1, _unless_null(math.sin)),
        "cos": (1, _unless_null(math.cos)),
        "asin": (1, _unless_null(math.asin)),
        "sqrt": (1, _unless_null(math.sqrt)),
        "pow": (2, _unless_null(math.pow)),
    }
    for name, (arguments, function) in plain.items():
        connection.create_function(name, arguments, function, deterministic=True)


def _unless_null(function: Callable[..., float]) -> Callable[..., float | None]:
    return lambda *values: None if None in values else function(*values)


def _measure(value: str | None) -> int | None:
    """Return how many words a list has, written as JSON, or how many letters a word."""
    if value is None:
        return None
    return len(json.loads(value)) if value.startswith("[") else len(value)


def _intersect(one: str | None, other: str | None) -> str | None:
    if one is None or other is None:
        return None
    theirs = set(json.loads(other))
    return json.dumps([word for word in dict.fromkeys(json.loads(one)) if word in theirs])


def _compare_words(one: str | None, other: str | None) -> float | None:
    if one is None or other is None:
        return None
    from rapidfuzz.distance import JaroWinkler

    return JaroWinkler.similarity(one, other)


# --- the query --------------------------------------------------------------------------------------------------------


def _enter_rows(connection: sqlite3.Connection, rows: Sequence[Mapping[str, Any]]) -> None:
    columns = list(rows[0])
    others = ", ".join(column for column in columns if column != "event_id")
    connection.execute(f"CREATE TABLE told (event_id PRIMARY KEY, {others})")
    values = [[json.dumps(v) if isinstance(v, list) else v for v in row.values()] for row in rows]
    connection.executemany(f"INSERT INTO told ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})", values)


def _select_pairs(
    connection: sqlite3.Connection, columns: Sequence[str], weights: Weights, rules: Sequence[Rule]
) -> Iterator[tuple[Any, ...]]:
    """Yield for each pair its two ids, the lower first, and the place of the level that holds in each comparison."""
    new = "(SELECT * FROM told WHERE fresh)" if "fresh" in columns else "told"
    ids = "min(l.event_id, r.event_id) AS one, max(l.event_id, r.event_id) AS other"
    # Each rule by itself, so that each finds its rows by an index; what is new comes first, of which there is little.
    brought = [
        f"SELECT DISTINCT {ids} FROM {new} l CROSS JOIN told r WHERE l.event_id <> r.event_id AND {_write_rule(rule)}"
        for rule in rules
    ]
    both = ", ".join(f"{side}.{column} AS {column}_{side}" for side in "lr" for column in columns)
    pairs = f"({' UNION '.join(brought)}) JOIN told l ON l.event_id = one JOIN told r ON r.event_id = other"
    levels = ", ".join(_write_levels(comparison) for comparison in weights.comparisons.values())
    yield from connection.execute(f"SELECT event_id_l, event_id_r, {levels} FROM (SELECT {both} FROM {pairs})")


def _write_rule(rule: Rule) -> str:
    sql = rule.sql
    for column in rule.lists:
        sql = sql.replace(f"l.{column} = r.{column}", f"len(list_intersect(l.{column}, r.{column})) > 0")
    return sql


def _write_levels(levels: Sequence[Mapping[str, Any]]) -> str:
    cases = [
        f"ELSE {n}" if level["sql"] == "ELSE" else f"WHEN {level['sql']} THEN {n}" for n, level in enumerate(levels)
    ]
    return f"CASE {' '.join(cases)} END"


def _read_pair(row: Sequence[Any], weights: Weights) -> ScoredPair | None:
    """Return a pair, None where it weighs less than `unsure`."""
    one, other, *places = row
    levels = {name: told[at] for (name, told), at in zip(weights.comparisons.items(), places, strict=True)}
    bits = weights.log_prior + sum(weigh_level(level) for level in levels.values())
    return write_pair(one, other, bits, levels, weights) if bits >= weights.unsure else None
