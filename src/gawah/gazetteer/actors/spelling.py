"""How the name of an actor must be written in a text to be its name."""

import re
import unicodedata

_SMALL = frozenset("of the and for in against to de la del y los las do da des du led".split())
"""Words of names that are written small."""


def shape(name: str) -> str:
    """Return the letters of an acronym as they must stand in a text ("LeT"), or "" where `name` is none."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    letters = "".join(c for c in plain if c.isalnum())
    tokens = re.findall(r"[^\W_]+", name)
    is_acronym = all(sum(c.isupper() for c in t) >= 2 or t.isdigit() or len(t) == 1 for t in tokens)
    return letters if is_acronym and sum(c.isupper() for c in letters) >= 2 else ""


def capitals(name: str) -> int:
    """Return how many of the name's words must be capitals in a text: of a name with particles, one."""
    words = [w for w in re.findall(r"[^\W_]+(?:['’][^\W_]+)*", name) if w.lower() not in _SMALL]
    foreign = re.search(r"[-\s](?:e|i|ul|al|ud|an|as|ad|ut|wal|el)[-\s]|^[Aa][ln][-\s]", name)
    count = sum(1 for w in words if w[0].isupper())
    return min(count, 1) if foreign else count
