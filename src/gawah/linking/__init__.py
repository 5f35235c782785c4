"""Links: which events of several reports are one incident.

Mentions of incidents are brought together by time, place and actors, and weighed pair by pair (`weights.yaml`). A pair
that is likely becomes a `same` link, a doubtful one an `unsure` link for people to decide; each keeps its score and the
waterfall that it adds up from. Which events then *are* one is for `gawah.resolve` to say, which hears people first.
"""

from collections.abc import Sequence

from gawah.linking.blocks import list_copied, list_keys, list_lookups
from gawah.linking.mentions import Mention, pack_mention, take_mention, unpack_mention
from gawah.linking.pairs import MOST_COPIES, score_mentions
from gawah.linking.person_lists import find_columns, take_persons
from gawah.linking.persons import PersonMention, describe_within, score_lists, score_persons
from gawah.linking.recoding import join_codings
from gawah.linking.responses import Step, score_steps, take_steps
from gawah.linking.score import Increment, ScoredPair, Weights, load_weights
from gawah.model import Link, LinkKind

__all__ = [
    "MOST_COPIES",
    "Increment",
    "Mention",
    "PersonMention",
    "ScoredPair",
    "Step",
    "Weights",
    "describe_within",
    "find_columns",
    "join_codings",
    "link_mentions",
    "list_copied",
    "list_keys",
    "list_lookups",
    "load_weights",
    "pack_mention",
    "read_waterfall",
    "score_lists",
    "score_mentions",
    "score_persons",
    "take_mention",
    "take_persons",
    "take_steps",
    "unpack_mention",
    "write_waterfall",
]


def link_mentions(fresh: Sequence[Mention], known: Sequence[Mention] = ()) -> list[Link]:
    """Return the links of `fresh` mentions, and of the responses to them, with each other and with the `known`.

    Responses are linked where they answer two mentions that a link holds to be one incident.
    """
    weights = load_weights()
    links = [_write_link(pair, weights) for pair in score_mentions(fresh, known, weights)]
    told = {mention.event_id: mention for mention in (*fresh, *known)}
    same = [(told[k.from_event].steps, told[k.to_event].steps) for k in links if k.kind == "same"]
    steps = load_weights("response_weights")
    return [*links, *(_write_link(pair, steps) for pair in score_steps(same))]


def _write_link(pair: ScoredPair, weights: Weights) -> Link:
    kind: LinkKind = "same" if pair.bits >= weights.same else "unsure"
    score = round(1 / (1 + 2.0**-pair.bits), 6)
    reason = write_waterfall(pair.steps)
    return Link.of(kind, pair.one, pair.other, weights.name, score=score, reason=reason)


def write_waterfall(steps: Sequence[Increment]) -> str:
    """Return what a score adds up from, in bits, as it stands in a link's reason."""
    return "; ".join(f"{step.comparison} {step.level} {step.bits:+.2f}" for step in steps)


def read_waterfall(reason: str) -> list[Increment]:
    """Return the steps that `write_waterfall` wrote."""
    parts = (part.split(" ") for part in reason.split("; ") if part)
    return [Increment(comparison, level, float(bits)) for comparison, level, bits in parts]
