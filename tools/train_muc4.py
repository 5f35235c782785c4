"""Fit the weights of `gawah.evaluate.muc4_scorer` to MUC-4's training messages in the simplified form.

    python tools/train_muc4.py TRAIN.json src/gawah/evaluate/muc4_weights.json.gz

Needs NumPy and SciPy, which the program itself does not. A logistic regression for each type says whether a message
reports one; one for each role says which strings fill it in a template of a type. What scores must reach is chosen on
held-out fifths of the same messages, so that development and test messages stay unseen. Features of fewer than five
messages are dropped, and so are weights near zero.
"""

import gzip
import json
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from gawah.evaluate.muc4 import Message, align_templates, count_slots, read_messages, score_entities
from gawah.evaluate.muc4_candidates import Candidate, list_candidates, read_document
from gawah.evaluate.muc4_scorer import (
    HOPELESS,
    TYPES,
    Bar,
    Scored,
    describe_document,
    describe_filler,
    fill_types,
)
from gawah.evaluate.muc4_templates import ROLES, Template
from gawah.evaluate.tally import Score, add_scores
from gawah.pipeline import read_text
from gawah.record import record_to_json

FOLDS = 5
LEAST_MESSAGES = 5
RIDGE_TYPES = {"attack": 60.0, "bombing": 25.0, "kidnapping": 8.0, "arson": 8.0, "robbery": 8.0}
RIDGE_ROLES = 3.0
MAY_TELL = 0.12
"""Types less likely than this are never filled, and their strings are no counter-examples."""
TINY = 0.04
ROUNDS = 2
LEAST = (0.15, 0.2, 0.25, 0.3, 0.4, 0.5)
APART = (30, 45, 60, 80, 100, 10**6)
FIRST, STEP, RIVAL = (0.1, 0.13, 0.16, 0.2, 0.25, 0.3), (0.0, 0.05, 0.1, 0.2), (1.0, 1.2, 1.5, 2.0, 3.0, 99.0)


@dataclass(frozen=True, slots=True)
class Sample:
    """One message, read."""

    message: Message
    document: frozenset[str]
    candidates: Sequence[Candidate]

    @property
    def types(self) -> set[str]:
        """The types of the message's templates."""
        return {kind for template in self.message.templates for kind in template.types}

    def fillers(self, role: str, kind: str) -> set[str]:
        """Return all mentions that fill a role in the message's templates of a type."""
        templates = (template for template in self.message.templates if kind in template.types)
        return {mention for template in templates for entity in template.entities[role] for mention in entity}


def read_samples(path: Path) -> list[Sample]:
    """Return the messages of a file with what is made of them."""
    samples = []
    for message in read_messages(path):
        text = message.text.upper()
        record: Mapping[str, Any] = record_to_json(read_text(text).record)
        page = read_document(text)
        samples.append(Sample(message, describe_document(page, record), list_candidates(page, record)))
    return samples


# --- fitting ----------------------------------------------------------------------------------------------------------


class Rows:
    """Rows of features as a matrix; `groups` number the messages that they come from."""

    def __init__(self, rows: Sequence[Iterable[str]], groups: Sequence[int]) -> None:
        seen: dict[str, set[int]] = {}
        for row, group in zip(rows, groups, strict=True):
            for feature in row:
                seen.setdefault(feature, set()).add(group)
        self.names = sorted(feature for feature, messages in seen.items() if len(messages) >= LEAST_MESSAGES)
        index = {feature: n for n, feature in enumerate(self.names)}
        columns = [[index[feature] for feature in set(row) if feature in index] for row in rows]
        ends = np.cumsum([0, *map(len, columns)])
        flat = np.concatenate([np.array(c, dtype=np.int32) for c in columns])
        self.matrix = csr_matrix((np.ones(len(flat)), flat, ends), shape=(len(rows), len(index)))
        self.folds = np.array(groups) % FOLDS

    def fit(self, labels: Any, ridge: float, mask: Any) -> Any:
        """Return the weights of a logistic regression on the rows of `mask`, the bias first."""
        matrix, signs = self.matrix[mask], np.where(labels[mask], 1.0, -1.0)
        turned = matrix.T.tocsr()

        def loss(weights: Any) -> tuple[float, Any]:
            margins = signs * (matrix @ weights[1:] + weights[0])
            pull = -signs / (1 + np.exp(np.clip(margins, -30, 30)))
            slope = np.concatenate([[pull.sum()], turned @ pull + ridge * weights[1:]])
            return float(np.logaddexp(0, -margins).sum() + ridge / 2 * (weights[1:] ** 2).sum()), slope

        start = np.zeros(matrix.shape[1] + 1)
        return minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 120}).x

    def fit_all(self, labels: Any, ridge: float) -> tuple[dict[str, float], Any]:
        """Return the weights by feature, and how likely each row is right by weights that have not seen its message."""
        chances = np.zeros(len(labels))
        for fold in range(FOLDS):
            weights = self.fit(labels, ridge, self.folds != fold)
            held = self.folds == fold
            chances[held] = 1 / (1 + np.exp(-(self.matrix[held] @ weights[1:] + weights[0])))
        weights = self.fit(labels, ridge, np.ones(len(labels), dtype=bool))
        named = {"": weights[0], **dict(zip(self.names, weights[1:], strict=True))}
        return {name: round(float(w), 2) for name, w in named.items() if abs(w) >= TINY or not name}, chances


@dataclass(slots=True)
class Held:
    """A message with what weights that have not seen it say of it."""

    sample: Sample
    chances: dict[str, float]
    scored: dict[tuple[str, str], list[Scored]]


def fit_types(samples: Sequence[Sample]) -> tuple[dict[str, dict[str, float]], list[Held]]:
    """Return the weights by type, and the messages with the chances of each type."""
    rows = Rows([sample.document for sample in samples], range(len(samples)))
    models, held = {}, [Held(sample, {}, {}) for sample in samples]
    for kind in TYPES:
        models[kind], chances = rows.fit_all(np.array([kind in sample.types for sample in samples]), RIDGE_TYPES[kind])
        for one, chance in zip(held, chances, strict=True):
            one.chances[kind] = float(chance)
    return models, held


def fit_roles(held: Sequence[Held]) -> dict[str, dict[str, float]]:
    """Return the weights by role, and write down in `held` how likely each string fills it."""
    units = [
        (n, kind, candidate)
        for n, one in enumerate(held)
        for kind in TYPES
        if kind in one.sample.types or one.chances[kind] > MAY_TELL
        for candidate in one.sample.candidates
    ]
    rows = Rows([list(describe_filler(candidate, kind)) for _, kind, candidate in units], [n for n, _, _ in units])
    models = {}
    for role in ROLES:
        gold = {(n, kind): one.sample.fillers(role, kind) for n, one in enumerate(held) for kind in TYPES}
        labels = np.array([candidate.string in gold[n, kind] for n, kind, candidate in units])
        models[role], chances = rows.fit_all(labels, RIDGE_ROLES)
        for (n, kind, candidate), chance in zip(units, chances, strict=True):
            held[n].scored.setdefault((kind, role), [])
            if chance > HOPELESS:
                held[n].scored[kind, role].append((float(chance), candidate))
    for one in held:
        for ranked in one.scored.values():
            ranked.sort(key=lambda pair: -pair[0])
    return models


# --- what scores must reach -------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Limits:
    """The least chances by type, the bars by role, and how far targets of one incident may lie apart."""

    least: Mapping[str, float]
    bars: Mapping[str, Bar]
    apart: int


def fill(one: Held, limits: Limits) -> tuple[Template, ...]:
    """Return the templates of a held-out message."""
    told = [k for k in TYPES if one.chances[k] >= max(limits.least[k], MAY_TELL) and (k, ROLES[0]) in one.scored]
    return fill_types(told, one.scored, limits.bars, limits.apart)


def measure(held: Sequence[Held], limits: Limits) -> tuple[float, float]:
    """Return CEAF-REE's and CEAF-TF's F1 over all held-out messages."""
    pairs = [(one.sample.message.templates, fill(one, limits)) for one in held]
    ree = add_scores(score_entities(gold, read) for gold, read in pairs)
    tf = add_scores(count_slots(align_templates(gold, read)) for gold, read in pairs)
    return sum(ree.values(), Score()).f1, sum(tf.values(), Score()).f1


def choose_limits(held: Sequence[Held]) -> Limits:
    """Return the limits with the best sum of both measures, one limit tried after the other."""
    limits = Limits(dict.fromkeys(TYPES, 0.2), dict.fromkeys(ROLES, Bar(0.16, 0.26, 1.5)), 80)
    best = sum(measure(held, limits))
    for change in list(_list_changes()) * ROUNDS:
        tried = change(limits)
        reached = sum(measure(held, tried))
        if reached > best:
            best, limits = reached, tried
    return limits


def _list_changes() -> Iterable[Callable[[Limits], Limits]]:
    for role in ROLES:
        yield from (_change_rival(role, rival) for rival in RIVAL)
    for kind in TYPES:
        yield from (_change_least(kind, least) for least in LEAST)
    for role in ROLES:
        yield from (_change_bar(role, first, first + step) for first, step in product(FIRST, STEP))
    yield from (_change_apart(words) for words in APART)


def _change_rival(role: str, rival: float) -> Callable[[Limits], Limits]:
    return lambda old: replace(old, bars={**old.bars, role: replace(old.bars[role], rival=rival)})


def _change_least(kind: str, least: float) -> Callable[[Limits], Limits]:
    return lambda old: replace(old, least={**old.least, kind: least})


def _change_bar(role: str, first: float, further: float) -> Callable[[Limits], Limits]:
    return lambda old: replace(old, bars={**old.bars, role: Bar(first, round(further, 2), old.bars[role].rival)})


def _change_apart(words: int) -> Callable[[Limits], Limits]:
    return lambda old: replace(old, apart=words)


def main(train: Path, out: Path) -> None:
    """Fit, print what held-out messages say, and write the weights."""
    types, held = fit_types(read_samples(train))
    roles = fit_roles(held)
    limits = choose_limits(held)
    print("held out: CEAF-REE {:.3f}, CEAF-TF {:.3f}".format(*measure(held, limits)))
    bars = {role: [bar.first, bar.further, bar.rival] for role, bar in limits.bars.items()}
    weights = {"types": types, "roles": roles, "least": dict(limits.least), "bars": bars, "apart": limits.apart}
    text = json.dumps(weights, ensure_ascii=True, sort_keys=True, separators=(",", ":"))
    out.write_bytes(gzip.compress(text.encode("ascii"), 9, mtime=0))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
