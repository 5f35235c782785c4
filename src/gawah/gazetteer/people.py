"""The table of people, opened once: communities, nouns for persons, who speaks. Made by `tools/build_actors.py`."""

import json
from functools import cache
from typing import Any

from gawah.gazetteer.tables import read_table


@cache
def open_people() -> dict[str, Any]:
    """Return what `people.json` holds. Raises TableError where it is missing or damaged."""
    table: dict[str, Any] = json.loads(read_table("people.json"))
    return table
