"""Reports that were brought together, scored against labels that say which of them tell of one incident.

Labels are JSON Lines: `{"id": …, "incident": …, "published": …, "text": …}`; reports with the same `incident` tell of
one, those with null of none in particular and are left out of the scores. A report in which nothing was read stands by
itself. Two scores: over all pairs of reports, and B-cubed (Bagga and Baldwin 1998), the mean over reports.
"""

import json
from collections import Counter
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

from gawah.errors import GoldError
from gawah.model import Link


@dataclass(frozen=True, slots=True)
class LabelledReport:
    """A report with the incident that it tells of."""

    id: str
    incident: str | None
    text: str
    published: str | None = None
    publisher: str | None = None


@dataclass(frozen=True, slots=True)
class Grouping:
    """What was made of reports: the group of each, None where nothing was read in it, and the links between them."""

    groups: Sequence[Hashable | None]
    links: Mapping[tuple[int, int], Link]
    """By the places of the two reports, the lower first."""


Group = Callable[[Sequence[LabelledReport]], Grouping]


@dataclass(frozen=True, slots=True)
class WrongPair:
    """Two reports that were brought together wrongly, or wrongly not."""

    one: str
    other: str
    joined: bool
    link: Link | None


@dataclass(frozen=True, slots=True)
class LinkedEvaluation:
    """How well reports were brought together."""

    reports: int
    unread: tuple[str, ...]
    """Ids of the reports in which nothing was read."""
    right: int
    made: int
    due: int
    """Pairs that were made rightly, that were made, that belong together."""
    apart: int
    """Pairs of reports of two incidents."""
    b_precision: float
    b_recall: float
    wrong: tuple[WrongPair, ...]

    @property
    def precision(self) -> float:
        """Share of the pairs made that belong together."""
        return self.right / self.made if self.made else 1.0

    @property
    def recall(self) -> float:
        """Share of the pairs that belong together that were made."""
        return self.right / self.due if self.due else 1.0

    @property
    def b_cubed(self) -> float:
        """The harmonic mean of B-cubed precision and recall."""
        total = self.b_precision + self.b_recall
        return 2 * self.b_precision * self.b_recall / total if total else 0.0

    def to_json(self) -> dict[str, float | int]:
        """Return the figures by name."""
        shares = {name: getattr(self, name) for name in ("precision", "recall", "b_precision", "b_recall", "b_cubed")}
        counts = {"reports": self.reports, "unread": len(self.unread), "due": self.due, "apart": self.apart}
        return {name: round(value, 4) for name, value in shares.items()} | counts


def load_labelled(path: Path) -> list[LabelledReport]:
    """Return the labelled reports in a file. Raises GoldError where it is not as it should be."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise GoldError(f"{path}: it cannot be read ({error})") from None
    return [_read_line(path, n, line) for n, line in enumerate(lines, 1) if line.strip()]


def _read_line(path: Path, number: int, line: str) -> LabelledReport:
    try:
        told = json.loads(line)
        names = ("id", "incident", "text", "published", "publisher")
        return LabelledReport(**{name: told.get(name) for name in names} | {"text": str(told["text"])})
    except (ValueError, KeyError, AttributeError, TypeError):
        problem = 'each line is an object with "id", "incident", "text", and "published" where it is known'
        raise GoldError(f"{path}, line {number}: {problem}") from None


def evaluate_linking(path: Path, group: Group) -> LinkedEvaluation:
    """Return how well `group` brings together the reports in the file at `path`. Raises GoldError."""
    reports = load_labelled(path)
    made = group(reports)
    groups = [g if g is not None else ("unread", n) for n, g in enumerate(made.groups)]
    labelled = [n for n, report in enumerate(reports) if report.incident is not None]
    right = joined = due = apart = 0
    wrong = []
    for a, b in combinations(labelled, 2):
        is_one, came_together = reports[a].incident == reports[b].incident, groups[a] == groups[b]
        right, joined = right + (is_one and came_together), joined + came_together
        due, apart = due + is_one, apart + (not is_one)
        if is_one != came_together:
            wrong.append(WrongPair(reports[a].id, reports[b].id, came_together, made.links.get((a, b))))
    precision, recall = _score_cubed([reports[n].incident for n in labelled], [groups[n] for n in labelled])
    unread = tuple(reports[n].id for n in labelled if made.groups[n] is None)
    return LinkedEvaluation(len(labelled), unread, right, joined, due, apart, precision, recall, tuple(wrong))


def _score_cubed(truth: Sequence[Hashable], found: Sequence[Hashable]) -> tuple[float, float]:
    """Return B-cubed precision and recall."""
    both, made, due = Counter(zip(truth, found, strict=True)), Counter(found), Counter(truth)
    total = len(truth) or 1
    shares = [(both[t, f] / made[f], both[t, f] / due[t]) for t, f in zip(truth, found, strict=True)]
    return sum(p for p, _ in shares) / total, sum(r for _, r in shares) / total
