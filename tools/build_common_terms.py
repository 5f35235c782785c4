"""Builds the list of words that news shares whatever it tells of: those in one of fifty reports or more.

    python tools/build_common_terms.py TEXTS…

TEXTS are files of plain text, one report each, or JSON Lines or TSV with a report a line, whose longest value is its
text. What was shipped was counted over 3,658 reports: newswire of 1988 to 1991, summaries of incidents in South Asia,
news and encyclopedia articles of our day, a tenth of them about other things than violence.
"""

import json
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from gawah.linking.terms import TABLE, split_terms

_SHARE = 0.02


def main() -> None:
    """Write the list from the files named on the command line."""
    texts = [text for name in sys.argv[1:] for text in _read_texts(Path(name))]
    times = Counter(term for text in texts for term in set(split_terms(text)))
    common = sorted(term for term, n in times.items() if n >= _SHARE * len(texts))
    target = Path(__file__).parent.parent / "src" / "gawah" / "linking" / TABLE
    target.write_text("\n".join(common) + "\n", encoding="utf-8")


def _read_texts(path: Path) -> Iterator[str]:
    content = path.read_text(encoding="utf-8")
    if path.suffix == ".tsv":
        yield from (max(line.split("\t"), key=len) for line in content.splitlines())
    elif path.suffix in (".json", ".jsonl"):
        yield from (max(map(str, json.loads(line).values()), key=len) for line in content.splitlines())
    else:
        yield content


if __name__ == "__main__":
    main()
