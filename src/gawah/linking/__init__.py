"""Links: which events of several reports are one incident.

Mentions of incidents are brought together by time, place and actors, and weighed pair by pair (`weights.yaml`). A pair
that is likely becomes a `same` link, a doubtful one an `unsure` link for people to decide; each keeps its score and the
waterfall that it adds up from. Which events then *are* one is for `gawah.resolve` to say, which hears people first.
"""

from collections.abc import Sequence

from gawah.linking.blocks import list_keys, list_lookups
from gawah.linking.mentions import Mention, pack_mention, take_mention, unpack_mention
from gawah.linking.score import ScoredPair, Step, Weights, load_weights, score_mentions
from gawah.model import Link, LinkKind

__all__ = [
    "Mention",
    "ScoredPair",
    "Step",
    "Weights",
    "link_mentions",
    "list_keys",
    "list_lookups",
    "load_weights",
    "pack_mention",
    "read_waterfall",
    "score_mentions",
    "take_mention",
    "unpack_mention",
    "write_waterfall",
]


def link_mentions(fresh: Sequence[Mention], known: Sequence[Mention] = ()) -> list[Link]:
    """Return the links of `fresh` mentions with each other and with the `known`, in the order of their ids."""
    weights = load_weights()
    return [_write_link(pair, weights) for pair in score_mentions(fresh, known, weights)]


def _write_link(pair: ScoredPair, weights: Weights) -> Link:
    kind: LinkKind = "same" if pair.bits >= weights.same else "unsure"
    score = round(1 / (1 + 2.0**-pair.bits), 6)
    reason = write_waterfall(pair.steps)
    return Link.of(kind, pair.one, pair.other, weights.name, score=score, reason=reason)


def write_waterfall(steps: Sequence[Step]) -> str:
    """Return what a score adds up from, in bits, as it stands in a link's reason."""
    return "; ".join(f"{step.comparison} {step.level} {step.bits:+.2f}" for step in steps)


def read_waterfall(reason: str) -> list[Step]:
    """Return the steps that `write_waterfall` wrote."""
    parts = (part.split(" ") for part in reason.split("; ") if part)
    return [Step(comparison, level, float(bits)) for comparison, level, bits in parts]
