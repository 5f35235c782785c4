"""A small learned judge of what fills MUC-4's roles: sums of weights of features, from a file that ships with it.

The weights were fitted to the corpus's training messages by `tools/train_muc4.py`; they are numbers for properties of a
phrase and for single common words, and hold nothing else of the texts.
"""

import gzip
import json
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from gawah.coding.rules.casing import is_english
from gawah.coding.rules.page import Page
from gawah.errors import TableError
from gawah.evaluate.muc4_candidates import Candidate, list_candidates, read_document
from gawah.evaluate.muc4_features import FEATURES
from gawah.evaluate.muc4_templates import Template, drop_repeated, make_template

TYPES = ("attack", "bombing", "kidnapping", "arson", "robbery")
_OF_TYPE: Mapping[str, tuple[str, ...]] = {
    "bombing": ("bombing", "suicide_bombing", "airstrike"),
    "kidnapping": ("abduction", "hostage_taking", "disappearance"),
    "arson": ("arson", "property_destruction"),
    "robbery": ("property_destruction",),
}
_BY_TYPE = ("head=", "headsort=", "harm=", "weapon=", "left=", "right=", "tells=", "doer=", "target", "same:harm=")
"""Features that say one thing of a bombing and another of a kidnapping."""
_SURE = (0.02, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)
_OTHERS = (0.2, 0.5, 0.8)
"""Steps of the chance that a document reports the type, and of the greatest chance of another."""
HOPELESS = 0.02
"""A chance so small that a string is not looked at further."""
_STRUCK = ("Target", "Victim")
_STEM = 6
"""Letters by which heads are compared: "terrorist", "terrorists"."""
_LEAD = 2
"""Sentences that a report leads with."""


@dataclass(frozen=True, slots=True)
class Bar:
    """What a filler must reach: the first of a role `first`, a further one `further`.

    A string that fills the role `rival` times as likely in a template of another type is left to that one.
    """

    first: float
    further: float
    rival: float


@dataclass(frozen=True, slots=True)
class Weights:
    """The fitted models: weights by feature for each type and each role, "" being the bias, and what scores count."""

    types: Mapping[str, Mapping[str, float]]
    roles: Mapping[str, Mapping[str, float]]
    least: Mapping[str, float]
    """By type."""
    bars: Mapping[str, Bar]
    """By role."""
    apart: int
    """Words between two targets or victims from which on they are taken for two incidents'."""


def score(weights: Mapping[str, float], features: Iterable[str]) -> float:
    """Return how likely what has these features is right, from 0 to 1."""
    total = weights.get("", 0.0) + sum(weights.get(feature, 0.0) for feature in features)
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


@cache
def load_weights() -> Weights:
    """Return the weights that ship with the program. Raises TableError where they were fitted to other features."""
    packed = resources.files(__package__).joinpath("muc4_weights.json.gz").read_bytes()
    raw = json.loads(gzip.decompress(packed))
    if tuple(raw["features"]) != FEATURES:
        raise TableError("muc4_weights.json.gz was fitted to other features: run tools/train_muc4.py")
    bars = {role: Bar(*numbers) for role, numbers in raw["bars"].items()}
    return Weights(raw["types"], raw["roles"], raw["least"], bars, raw["apart"])


# --- features ---------------------------------------------------------------------------------------------------------


def describe_document(page: Page, record: Mapping[str, Any]) -> frozenset[str]:
    """Return the features of a document that tell which types of incident it reports."""
    parsed = page.parsed
    return frozenset(
        (
            *(f"word={low}" for low in parsed.tokens.lows if is_english(low)),
            *_tell_lead(page),
            *_tell_triggers(page),
            *_tell_record(record),
        )
    )


def _tell_lead(page: Page) -> Iterator[str]:
    tokens = page.parsed.tokens
    for first, last in tokens.sentences[:_LEAD]:
        yield from (f"lead={low}" for low in tokens.lows[first:last] if is_english(low))


def _tell_triggers(page: Page) -> Iterator[str]:
    tokens = page.parsed.tokens
    counts: dict[str, int] = {}
    for trigger in page.triggers:
        number = tokens.sentence_at(trigger.start)
        for name, weight in trigger.sense.types:
            counts[name] = counts.get(name, 0) + 1
            if number < _LEAD and weight >= 2:
                yield f"leads={name}"
    for name, count in counts.items():
        yield from (f"told={name}>{least}" for least in (1, 2, 4, 8) if count >= least)
    for harm in page.harms:
        if harm.real:
            lead = tokens.sentence_at(harm.trigger.start) < _LEAD
            yield f"harm={harm.measure}"
            yield f"harm={harm.measure}|{'lead' if lead else 'later'}"


def _tell_record(record: Mapping[str, Any]) -> Iterator[str]:
    incidents = record.get("incidents") or []
    yield f"incidents={min(len(incidents), 4)}"
    for incident in incidents:
        main = "main" if incident.get("main") else "beside"
        yield f"coded={incident.get('type')}|{main}"
        yield from (f"coded={kind}|also" for kind in incident.get("also_types") or ())
        yield f"coded={incident.get('told_as')}"
        yield from (f"weapon={weapon.get('class')}" for weapon in incident.get("weapons") or ())
        yield from (f"doer={doer.get('kind')}" for doer in incident.get("perpetrators") or ())
        yield from (f"victims={v.get('status')}|{v.get('outcome')}" for v in incident.get("victims") or ())


def describe_filler(candidate: Candidate, kind: str, chances: Mapping[str, float]) -> Iterator[str]:
    """Yield the features of a candidate as a filler in a template of type `kind`, given how likely each type is."""
    yield from candidate.features
    yield f"type={kind}"
    yield from (f"{kind}|{feature}" for feature in candidate.features if feature.startswith(_BY_TYPE))
    own = _OF_TYPE.get(kind, ())
    together = any(name in candidate.types for name in own) if own else bool(candidate.types)
    yield f"{kind}|{'told' if together else 'apart'}"
    sort, other = candidate.sort, max(chance for name, chance in chances.items() if name != kind)
    for least in (least for least in _SURE if chances[kind] >= least):
        yield f"sure={least}"
        yield f"sure={least}|{sort}"
    yield from (f"other={least}|{sort}" for least in _OTHERS if other >= least)


def judge_templates(record: Mapping[str, Any], text: str) -> tuple[Template, ...]:
    """Return the templates of a text that the shipped weights choose, from its record and its noun phrases."""
    page = read_document(text)
    return choose_templates(describe_document(page, record), list_candidates(page, record), load_weights())


# --- choice -----------------------------------------------------------------------------------------------------------

Scored = tuple[float, Candidate]


def choose_templates(
    document: frozenset[str], candidates: Sequence[Candidate], weights: Weights
) -> tuple[Template, ...]:
    """Return templates of each type that the document seems to report, filled with what scores best."""
    chances = {kind: score(weights.types[kind], document) for kind in TYPES}
    told = [kind for kind in TYPES if chances[kind] >= weights.least[kind]]
    scored = {
        (kind, role): ranked
        for kind in told
        for role, ranked in rank_fillers(candidates, kind, chances, weights).items()
    }
    return fill_types(told, scored, weights.bars, weights.apart)


def fill_types(
    told: Sequence[str], scored: Mapping[tuple[str, str], Sequence[Scored]], bars: Mapping[str, Bar], apart: int
) -> tuple[Template, ...]:
    """Return the templates of a document that reports the types `told`; several of a type for targets far apart."""
    filled = ((kind, _choose_fillers(kind, told, scored, bars)) for kind in told)
    return drop_repeated(template for kind, chosen in filled for template in _split(kind, chosen, apart))


def rank_fillers(
    candidates: Sequence[Candidate], kind: str, chances: Mapping[str, float], weights: Weights
) -> dict[str, list[Scored]]:
    """Return by role the candidates that are not hopeless in a template of type `kind`, the best first."""
    ranked: dict[str, list[Scored]] = {role: [] for role in weights.roles}
    for candidate in candidates:
        features = frozenset(describe_filler(candidate, kind, chances))
        for role, model in weights.roles.items():
            chance = score(model, features)
            if chance > HOPELESS:
                ranked[role].append((chance, candidate))
    return {role: sorted(pairs, key=lambda pair: -pair[0]) for role, pairs in ranked.items()}


def _choose_fillers(
    kind: str, told: Sequence[str], scored: Mapping[tuple[str, str], Sequence[Scored]], bars: Mapping[str, Bar]
) -> dict[str, list[Candidate]]:
    chosen = {}
    for role, bar in bars.items():
        others = _score_elsewhere(role, [other for other in told if other != kind], scored)
        own = [(p, c) for p, c in scored[kind, role] if others.get(c.string, 0.0) <= bar.rival * p]
        chosen[role] = _pick(own, role, bar)
    return chosen


def _split(kind: str, chosen: Mapping[str, Sequence[Candidate]], apart: int) -> Iterator[Template]:
    """Yield a template for each stretch of the text with targets and victims; doers and weapons stand in the first."""
    struck = sorted(((c.first, role, c.string) for role in _STRUCK for c in chosen[role]), key=lambda at: at[0])
    stretches: list[list[tuple[int, str, str]]] = [[]]
    for n, at in enumerate(struck):
        if n and at[0] - struck[n - 1][0] >= apart:
            stretches.append([])
        stretches[-1].append(at)
    rest = {role: [[c.string] for c in chosen[role]] for role in chosen if role not in _STRUCK}
    for n, stretch in enumerate(stretches):
        own = {role: [[string] for _, other, string in stretch if other == role] for role in _STRUCK}
        yield make_template([kind], {**(rest if n == 0 else {}), **own})


def _score_elsewhere(
    role: str, others: Sequence[str], scored: Mapping[tuple[str, str], Sequence[Scored]]
) -> dict[str, float]:
    best: dict[str, float] = {}
    for p, candidate in (pair for other in others for pair in scored[other, role]):
        best[candidate.string] = max(p, best.get(candidate.string, 0.0))
    return best


def _pick(ranked: Sequence[Scored], role: str, bar: Bar) -> list[Candidate]:
    """Return the best candidates that name different entities, as far as their scores reach the bar."""
    picked: list[Candidate] = []
    for p, candidate in ranked:
        if p < (bar.further if picked else bar.first):
            break
        if not any(may_be_same(candidate, other, role) for other in picked):
            picked.append(candidate)
    return picked


def may_be_same(one: Candidate, other: Candidate, role: str) -> bool:
    """Whether two strings may name one entity, so that only the better one is taken."""
    if one.phrases & other.phrases or (role == "PerpOrg" and one.actors & other.actors):
        return True
    words, others = one.string.split(), other.string.split()
    if set(words) <= set(others) or set(others) <= set(words):
        return True
    if role == "Victim":
        return words[-1] == others[-1]
    return role in ("PerpInd", "Weapon") and one.head[:_STEM] == other.head[:_STEM]
