"""How many keys a person presses to review twenty coded reports in the browser, and to code them in a spreadsheet.

    python benchmarks/review_effort.py
    python benchmarks/review_effort.py --reports 60 --seed 7

Nobody is timed: keys and pointings are counted by what each way asks for, and become seconds by the keystroke-level
model (Card, Moran and Newell, 1980: a key 0.28 s, a pointing 1.1 s, a decision 1.35 s). Reading the report takes both
alike and is not counted. The reports are invented and labelled (tests/gold); what the labels hold is what must stand in
the end.

A spreadsheet has a column a field: each value is typed, and a tab leads on. With its words, as a record of Gawah's has
them, the words are also selected in the report (two pointings), copied, and pasted into a column of their own.

In the browser all that the coder read is on the page, more than the labels hold. Each value that is right is accepted
(`a`) and left (`j`); one too many is rejected (`x`, `j`); a wrong one is corrected (`c`, its value, two pointings for
the words that prove it, Enter); a missing one is added (`n`, three letters of its field, Enter, the value, two
pointings for its words, Enter). An incident that the coder missed is all of its values missing.
"""

import argparse
import json
import random
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from gawah.evaluate.document import score_document
from gawah.evaluate.flat import flatten
from gawah.evaluate.gold import read_documents, read_text
from gawah.pipeline import read_text as read_report
from gawah.record import record_to_json

GOLD = Path(__file__).parents[1] / "tests" / "gold"
FIELDS = ("type", "date", "country", "place", "killed", "injured", "abducted", "perpetrators", "accused", "weapons")
FIELDS += ("community", "nationality", "occupation", "campaign", "motive", "claim", "claim_by", "responses")
KEY, POINTING, DECISION = 0.28, 1.1, 1.35


@dataclass(frozen=True, slots=True)
class Effort:
    """What somebody does with their hands."""

    keys: int = 0
    pointings: int = 0
    fields: int = 0
    """Values that they touched."""

    def __add__(self, other: "Effort") -> "Effort":
        return Effort(self.keys + other.keys, self.pointings + other.pointings, self.fields + other.fields)

    @property
    def seconds(self) -> float:
        """How long that takes somebody who knows the way."""
        return self.keys * KEY + self.pointings * POINTING + self.fields * DECISION


def type_value(value: object) -> int:
    """Return how many keys a value takes."""
    return len(value) if isinstance(value, str) else len(json.dumps(value, ensure_ascii=False))


def list_values(document: Mapping[str, Any]) -> Iterator[object]:
    """Yield the values of a labelled document, field by field."""
    for number, incident in enumerate(document["incidents"]):
        flat = flatten(incident, number)
        yield from filter(None, (flat.type, flat.date, flat.country, flat.place, flat.claim_by))
        yield from (
            count.best for count in (flat.killed, flat.injured, flat.abducted) if count and count.best is not None
        )
        for actor in flat.perpetrators:
            yield from filter(None, (actor.name, actor.attribution))
        for items in (flat.weapons, flat.community, flat.nationality, flat.occupation, flat.campaign, flat.motive):
            yield from (item.value for item in items)
        yield from [True] if flat.claimed else []
        for act in flat.responses:
            yield from filter(None, (act.type, act.actor, act.date))


def fill_sheet(document: Mapping[str, Any], with_words: bool) -> Effort:
    """Return what coding a report in a spreadsheet takes."""
    copied = Effort(keys=5, pointings=2) if with_words else Effort()  # Ctrl-C, Ctrl-V, a tab
    spent = (Effort(keys=type_value(value) + 1, fields=1) + copied for value in list_values(document))
    return sum(spent, Effort())


def review(name: str, document: Mapping[str, Any], text: str) -> Effort:
    """Return what reviewing a report in the browser takes."""
    reading = read_report(text)
    result = score_document(name, document, record_to_json(reading.record), text)
    mistakes = [mistake for mistake in result.mistakes if mistake.field in FIELDS]
    wrong = [mistake for mistake in mistakes if mistake.kind != "miss" and mistake.kind != "evidence"]
    shown = len(reading.coding.assertions)
    spent = [Effort(keys=2, fields=1)] * max(shown - len(wrong), 0)
    for mistake in mistakes:
        typed = type_value(mistake.gold) if mistake.gold is not None else 0
        if mistake.kind == "spurious":
            spent.append(Effort(keys=2, fields=1))
        elif mistake.kind == "miss":
            spent.append(Effort(keys=6 + typed, pointings=2, fields=1))
        else:
            spent.append(Effort(keys=3 + typed, pointings=2, fields=1))
    return sum(spent, Effort())


def main() -> int:
    """Count, and print both ways side by side."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reports", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    documents = read_documents(GOLD / "gold.jsonl")
    chosen = sorted(random.Random(given.seed).sample(sorted(documents), min(given.reports, len(documents))))
    ways = {
        "spreadsheet, values alone": [fill_sheet(documents[name], with_words=False) for name in chosen],
        "spreadsheet, with their words": [fill_sheet(documents[name], with_words=True) for name in chosen],
        "review in the browser": [review(name, documents[name], read_text(GOLD / "text", name)) for name in chosen],
    }
    print(f"{len(chosen)} invented reports")
    print(f"{'':30} {'keys':>7} {'pointings':>10} {'fields':>7} {'seconds a report':>17}")
    for way, spent in ways.items():
        total = sum(spent, Effort())
        seconds = total.seconds / len(chosen)
        print(f"{way:30} {total.keys:7,} {total.pointings:10,} {total.fields:7,} {seconds:17.0f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
