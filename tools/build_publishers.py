"""Builds the registry of publishers that Gawah ships, `data/publishers.json`, from `publishers.yaml`.

python tools/build_publishers.py
"""

import json
from pathlib import Path

import yaml

from gawah.gazetteer.publishers import TABLE, parse_publishers
from gawah.gazetteer.tables import DATA
from manifest import write_tables

SOURCE = Path(__file__).parent / "publishers.yaml"


def build() -> bytes:
    """Return the table: the entries as they stand, one a line, after each was looked at."""
    value = yaml.safe_load(SOURCE.read_text(encoding="utf-8"))
    parse_publishers(value)
    lines = [json.dumps(entry, ensure_ascii=False) for entry in value["publishers"]]
    return ("[\n" + ",\n".join(lines) + "\n]\n").encode("utf-8")


if __name__ == "__main__":
    write_tables(DATA, {TABLE: build()})
