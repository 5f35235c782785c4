"""Texts that tell of no incident: how many of them are read as if they did."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from gawah.errors import GawahError, GoldError
from gawah.evaluate.flat import list_quotes
from gawah.evaluate.gold import read_text
from gawah.evaluate.mistakes import Excerpt, Explain, cut_excerpt
from gawah.evaluate.scoring import Predict


@dataclass(frozen=True, slots=True)
class FalseAlarm:
    """An incident read where there is none."""

    document: str
    type: str | None
    excerpt: Excerpt | None
    """The words that were taken for it."""
    rule: str | None


@dataclass(frozen=True, slots=True)
class Negatives:
    """How texts that tell of no incident were read."""

    documents: int
    alarms: tuple[FalseAlarm, ...]
    failures: tuple[tuple[str, str], ...]
    """Documents that could not be read, and why."""

    @property
    def alarmed(self) -> tuple[str, ...]:
        """The documents read as telling of an incident, each once."""
        return tuple(dict.fromkeys(alarm.document for alarm in self.alarms))

    @property
    def share(self) -> float:
        """The share (0 to 1) of documents read as telling of an incident."""
        return len(self.alarmed) / self.documents if self.documents else 0.0


def evaluate_negatives(texts_dir: Path, predict: Predict, *, explain: Explain | None = None) -> Negatives:
    """Read every `*.txt` of a folder with `predict`, and tell in which an incident was read.

    Raises GoldError where there is no such folder or no text in it.
    """
    names = sorted(path.stem for path in texts_dir.glob("*.txt"))
    if not names:
        raise GoldError(f"{texts_dir}: no *.txt in it; give the folder of the texts")
    alarms: list[FalseAlarm] = []
    failures = []
    for name in names:
        text = read_text(texts_dir, name)
        try:
            alarms += _list_alarms(name, text, predict(name, text), explain)
        except GawahError as error:
            failures.append((name, str(error)))
    return Negatives(len(names), tuple(alarms), tuple(failures))


def _list_alarms(name: str, text: str, record: Mapping[str, Any], explain: Explain | None) -> list[FalseAlarm]:
    alarms = []
    for number, incident in enumerate(record.get("incidents") or []):
        quote = next(iter(list_quotes(incident, "/type")), None)
        rule = explain(name, f"/incidents/{number}/type") if explain else None
        alarms.append(FalseAlarm(name, incident.get("type"), cut_excerpt(text, quote) if quote else None, rule))
    return alarms
