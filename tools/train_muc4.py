"""Fit the weights of `gawah.evaluate.muc4_scorer` to MUC-4's training messages in the simplified form.

    python tools/train_muc4.py TRAIN.json src/gawah/evaluate/muc4_weights.json.gz

Needs NumPy and SciPy, which the program itself does not, and about four minutes of one processor. A logistic regression
for each type says whether a message reports one; one for each role says which strings fill it in a template of a type.
What scores must reach is chosen on held-out fifths of the same messages, so that development and test messages stay
unseen. Features of fewer than five messages are dropped, and so are weights near zero.

Most strings are hopeless for every role at first sight: of those, one in twelve is learned from and counts for twelve.
Twice run on the same messages it writes the same bytes.
"""

import gzip
import json
import sys
import zlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import product
from multiprocessing import Pool
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from gawah.evaluate.muc4 import Message, align_templates, count_slots, read_messages, score_entities
from gawah.evaluate.muc4_candidates import Candidate, list_candidates, read_document
from gawah.evaluate.muc4_features import FEATURES, name_feature
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
from gawah.evaluate.tally import Score
from gawah.pipeline import read_text
from gawah.record import record_to_json

FOLDS = 5
LEAST_MESSAGES = 5
RIDGE_TYPES = {"attack": 60.0, "bombing": 50.0, "kidnapping": 8.0, "arson": 16.0, "robbery": 8.0}
RIDGE_ROLES = {"PerpInd": 20.0, "PerpOrg": 14.0, "Target": 8.0, "Victim": 8.0, "Weapon": 7.0}
RIDGE_SCREEN = 10.0
SCREENED = 0.006
"""A chance to fill any role so small that a string is hopeless."""
SPARSE = 12
"""Of so many strings that are none, or hopeless, one is learned from."""
MAY_TELL = 0.12
"""Types less likely than this are never filled, and their strings are no counter-examples."""
TINY = 0.04
ROUNDS = 2
LEAST = (0.12, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5)
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


def read_sample(message: Message) -> Sample:
    """Return a message with what is made of it."""
    text = message.text.upper()
    record: Mapping[str, Any] = record_to_json(read_text(text).record)
    page = read_document(text)
    candidates = list_candidates(page, record)
    for candidate in candidates:
        candidate.features = {sys.intern(feature) for feature in candidate.features}
    return Sample(message, describe_document(page, record), candidates)


# --- fitting ----------------------------------------------------------------------------------------------------------


class Rows:
    """Rows of features as a matrix; `groups` number the messages that they come from."""

    def __init__(self, rows: Iterable[Iterable[str]], groups: Sequence[int]) -> None:
        numbers: dict[str, int] = {}
        packed = [np.fromiter({numbers.setdefault(f, len(numbers)) for f in row}, dtype=np.int32) for row in rows]
        ends, flat = np.cumsum([0, *map(len, packed)]), np.concatenate(packed)
        matrix = csr_matrix((np.ones(len(flat), dtype=np.float32), flat, ends), shape=(len(packed), len(numbers)))
        kept = np.flatnonzero(_count_messages(matrix, groups) >= LEAST_MESSAGES)
        names = list(numbers)
        self.names = sorted(names[n] for n in kept)
        self.told = {name_feature(name) for name in names}
        self.matrix = matrix[:, [numbers[name] for name in self.names]]
        self.matrix.sort_indices()  # or sums would hang on the order of sets
        self.folds = np.array(groups) % FOLDS

    def fit(self, labels: Any, ridge: float, counts: Any) -> Any:
        """Return the weights of a logistic regression on the rows that count, the bias first."""
        mask = counts > 0
        matrix, signs, counts = self.matrix[mask], np.where(labels[mask], 1.0, -1.0), counts[mask]
        turned = matrix.T.tocsr()

        def loss(weights: Any) -> tuple[float, Any]:
            margins = signs * (matrix @ weights[1:].astype(np.float32) + weights[0])
            pull = -counts * signs / (1 + np.exp(np.clip(margins, -30, 30)))
            slope = np.concatenate([[pull.sum()], turned @ pull.astype(np.float32) + ridge * weights[1:]])
            return float((counts * np.logaddexp(0, -margins)).sum() + ridge / 2 * (weights[1:] ** 2).sum()), slope

        start = np.zeros(matrix.shape[1] + 1)
        return minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 120}).x

    def tell(self, weights: Any) -> Any:
        """Return how likely each row is right by these weights."""
        return 1 / (1 + np.exp(-np.clip(self.matrix @ weights[1:] + weights[0], -30, 30)))

    def fit_all(self, labels: Any, ridge: float, counts: Any) -> tuple[dict[str, float], Any]:
        """Return the weights by feature, and how likely each row is right by weights that have not seen its message."""
        chances = np.zeros(len(labels))
        for fold in range(FOLDS):
            held = self.folds == fold
            chances[held] = self.tell(self.fit(labels, ridge, np.where(held, 0, counts)))[held]
        weights = self.fit(labels, ridge, counts)
        named = {"": weights[0], **dict(zip(self.names, weights[1:], strict=True))}
        return {name: round(float(w), 2) for name, w in named.items() if abs(w) >= TINY or not name}, chances

    def screen(self, labels: Any) -> Any:
        """Return how often each row counts: of hopeless ones few do, each for all those that are left out."""
        lots = np.array([zlib.crc32(str(n).encode()) % SPARSE == 0 for n in range(len(labels))])
        first = self.fit(labels, RIDGE_SCREEN, np.where(labels, 1, np.where(lots, SPARSE, 0)))
        keep = labels | (self.tell(first) >= SCREENED)
        return np.where(keep, 1, np.where(lots, SPARSE, 0))


def _count_messages(matrix: Any, groups: Sequence[int]) -> Any:
    """Return in how many messages each feature occurs."""
    ones = np.ones(len(groups), dtype=np.float32)
    by_message = csr_matrix((ones, (np.array(groups), np.arange(len(groups)))))
    return np.asarray((by_message @ matrix > 0).sum(axis=0)).ravel()


@dataclass(slots=True)
class Held:
    """A message with what weights that have not seen it say of it; `measured` remembers what templates came to."""

    sample: Sample
    chances: dict[str, float]
    scored: dict[tuple[str, str], list[Scored]]
    measured: dict[Any, Any] = field(default_factory=dict)


Models = dict[str, dict[str, float]]


def fit_types(samples: Sequence[Sample]) -> tuple[Models, list[Held], set[str]]:
    """Return the weights by type, the messages with the chances of each type, and what the features tell."""
    rows = Rows([sample.document for sample in samples], range(len(samples)))
    models, held, counts = {}, [Held(sample, {}, {}) for sample in samples], np.ones(len(samples))
    for kind in TYPES:
        labels = np.array([kind in sample.types for sample in samples])
        models[kind], chances = rows.fit_all(labels, RIDGE_TYPES[kind], counts)
        for one, chance in zip(held, chances, strict=True):
            one.chances[kind] = float(chance)
    return models, held, rows.told


def fit_roles(held: Sequence[Held]) -> tuple[Models, set[str]]:
    """Return the weights by role and what the features tell; write down in `held` how likely each string fills it."""
    units = [
        (n, kind, candidate)
        for n, one in enumerate(held)
        for kind in TYPES
        if kind in one.sample.types or one.chances[kind] > MAY_TELL
        for candidate in one.sample.candidates
    ]
    features = (describe_filler(candidate, kind, held[n].chances) for n, kind, candidate in units)
    rows = Rows(features, [n for n, _, _ in units])
    labels = {role: _label(held, units, role) for role in ROLES}
    counts = rows.screen(np.logical_or.reduce(list(labels.values())))
    models = {}
    for role in ROLES:
        models[role], chances = rows.fit_all(labels[role], RIDGE_ROLES[role], counts)
        for (n, kind, candidate), chance in zip(units, chances, strict=True):
            held[n].scored.setdefault((kind, role), [])
            if chance > HOPELESS:
                held[n].scored[kind, role].append((float(chance), candidate))
    for one in held:
        for ranked in one.scored.values():
            ranked.sort(key=lambda pair: -pair[0])
    return models, rows.told


def _label(held: Sequence[Held], units: Sequence[tuple[int, str, Candidate]], role: str) -> Any:
    """Return which of the strings fill a role."""
    gold = {(n, kind): one.sample.fillers(role, kind) for n, one in enumerate(held) for kind in TYPES}
    return np.array([candidate.string in gold[n, kind] for n, kind, candidate in units])


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
    ree, tf = zip(*(_measure_one(one, fill(one, limits)) for one in held), strict=True)
    return sum(ree, Score()).f1, sum(tf, Score()).f1


def _measure_one(one: Held, read: tuple[Template, ...]) -> tuple[Score, Score]:
    key = tuple((template.types, *(template.entities[role] for role in ROLES)) for template in read)
    if key not in one.measured:
        gold = one.sample.message.templates
        ree, tf = score_entities(gold, read), count_slots(align_templates(gold, read))
        one.measured[key] = sum(ree.values(), Score()), sum(tf.values(), Score())
    return one.measured[key]


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
    with Pool() as pool:
        samples = pool.map(read_sample, read_messages(train), chunksize=20)
    types, held, told = fit_types(samples)
    roles, told_of_fillers = fit_roles(held)
    if sorted(told | told_of_fillers) != list(FEATURES):
        sys.exit(f"FEATURES in muc4_features.py should be {sorted(told | told_of_fillers)}")
    limits = choose_limits(held)
    print("held out: CEAF-REE {:.3f}, CEAF-TF {:.3f}".format(*measure(held, limits)))
    bars = {role: [bar.first, bar.further, bar.rival] for role, bar in limits.bars.items()}
    fitted = {"types": types, "roles": roles, "least": dict(limits.least), "bars": bars, "apart": limits.apart}
    text = json.dumps({"features": FEATURES, **fitted}, ensure_ascii=True, sort_keys=True, separators=(",", ":"))
    out.write_bytes(gzip.compress(text.encode("ascii"), 9, mtime=0))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
