"""Sets the floors under the quality of reading anew, a little below what is measured now.

    python tools/set_floors.py

Reads tests/gold with the rules, and writes tests/gold/floors.yaml, which the tests hold to.
"""

from pathlib import Path

from gawah.evaluate import evaluate
from gawah.evaluate.floors import set_floors, write_floors
from gawah.evaluate.reader import Reader

GOLD = Path(__file__).parent.parent / "tests" / "gold"


def main() -> None:
    """Measure, write and show the floors."""
    evaluation = evaluate(GOLD / "gold.jsonl", GOLD / "text", Reader("rules").predict)
    floors = set_floors(evaluation)
    (GOLD / "floors.yaml").write_text(write_floors(floors), encoding="utf-8")
    for floor in floors:
        print(f"{floor.field:15} F1 {evaluation.scores[floor.field].f1:.3f}, floor {floor.f1:.2f}")


if __name__ == "__main__":
    main()
