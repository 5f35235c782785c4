"""Which pairs of mentions are weighed, and what they weigh."""

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import chain, islice
from typing import Any

from gawah.linking.blocks import read_columns, write_rules
from gawah.linking.few import MOST_PAIRS, weigh_few
from gawah.linking.mentions import Mention
from gawah.linking.score import ScoredPair, Weights, load_weights, predict, read_pairs


def score_mentions(
    fresh: Sequence[Mention], known: Sequence[Mention] = (), weights: Weights | None = None
) -> list[ScoredPair]:
    """Return the pairs of `fresh` mentions with each other and with the `known` that may be one incident, by ids.

    Pairs below the weights' `unsure` are left out. Where there is much to score, it is Splink that does: give all at
    once.
    """
    weights = weights or load_weights()
    every = len(fresh) + len(known)
    if every < 2:
        return []
    if len(fresh) * every > MOST_PAIRS:
        return read_pairs(make_table(fresh, weights, known), weights, write_rules())
    rows = [*(write_row(m, weights) for m in fresh), *(write_row(m, weights, False) for m in known)]
    return weigh_few(rows, weights, write_rules())


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
    found = predict(table, weights, write_rules(), shown=False)
    kept = found.select(["event_id_l", "event_id_r", "match_weight"])
    return kept.rename_columns(["one", "other", "bits"])


def write_row(mention: Mention, weights: Weights, fresh: bool = True) -> dict[str, Any]:
    """Return the row that a mention is compared by: its fields, its kin, and the keys by which pairs are found.

    Of two rows that are not `fresh` no pair is made.
    """
    row = {name: getattr(mention, name) for name in mention.__slots__ if name != "steps"}
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
