"""Which pairs of mentions are weighed, and what they weigh."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence, Set
from functools import cache
from itertools import chain, islice
from typing import Any

from gawah.linking.blocks import list_named, read_columns, write_rules
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
    common = _find_common((*fresh, *known))
    rows = [write_row(m, weights, common=common) for m in fresh]
    rows += [write_row(m, weights, False, common) for m in known]
    return weigh_few(rows, weights, write_rules())


MOST_COPIES = 200
"""Mentions that have a number of their sketch in common: where it is more, it is no sign of a copy."""


def _find_common(mentions: Iterable[Mention]) -> frozenset[str]:
    """Return the numbers of sketches that more than `MOST_COPIES` mentions have."""
    times = Counter(number for mention in mentions for number in mention.passages)
    return frozenset(number for number, n in times.items() if n > MOST_COPIES)


def make_table(fresh: Sequence[Mention], weights: Weights, known: Sequence[Mention] = ()) -> Any:
    """Return an Arrow table with a row for each mention."""
    import pyarrow as pa

    common = _find_common(chain(fresh, known))
    rows = chain(
        (write_row(m, weights, common=common) for m in fresh), (write_row(m, weights, False, common) for m in known)
    )
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
    """Return an Arrow table of the pairs of rows of `table` that weigh no less than `unsure`: one, other, bits.

    The first two are the numbers of the rows: where there are millions of pairs, ids take much more room.
    """
    import pyarrow as pa

    numbers = pa.array(range(table.num_rows), pa.int32())
    numbered = table.set_column(table.schema.get_field_index("event_id"), "event_id", numbers)
    found = predict(numbered, weights, write_rules(), shown=False)
    kept = found.select(["event_id_l", "event_id_r", "match_weight"])
    return kept.rename_columns(["one", "other", "bits"])


def write_row(mention: Mention, weights: Weights, fresh: bool = True, common: Set[str] = frozenset()) -> dict[str, Any]:
    """Return the row that a mention is compared by: its fields, its kin, and the keys by which pairs are found.

    Of two rows that are not `fresh` no pair is made, and none is by numbers of sketches that are `common`.
    """
    row = {name: getattr(mention, name) for name in mention.__slots__ if name != "steps"}
    row |= {name: list(value) for name, value in row.items() if isinstance(value, tuple)}
    about: dict[str, Any] = {"kin": weights.kin.get(mention.type or "", mention.type), "fresh": fresh}
    about["copied"] = [number for number in mention.passages if number not in common]
    about["named"] = list_named(mention)
    return row | about | read_columns(mention)


@cache
def _schema() -> Any:
    """Return the types of the table's columns, which rows of nothing but nulls would not tell."""
    import pyarrow as pa

    kinds = {"first_day": pa.int32(), "last_day": pa.int32(), "killed": pa.int32(), "injured": pa.int32()}
    kinds |= {"told_on": pa.int32(), "year_day": pa.int32()}
    kinds |= dict.fromkeys(("lat", "lon", "radius_km"), pa.float64())
    kinds |= dict.fromkeys(
        (
            "types",
            "actors",
            "sides",
            "people",
            "names",
            "means",
            "words",
            "spots",
            "terms",
            "passages",
            "copied",
            "named",
        ),
        pa.list_(pa.string()),
    )
    kinds |= {"fresh": pa.bool_(), "undated": pa.bool_(), "anywhere": pa.bool_(), "unplaced": pa.bool_()}
    kinds |= {"timeless": pa.bool_(), "adrift": pa.bool_()}
    columns = (*Mention.__slots__, "kin", "fresh", "copied", "named", *read_columns(Mention("", "")))
    return pa.schema([(name, kinds.get(name, pa.string())) for name in columns])
