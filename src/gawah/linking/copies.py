"""Near-copies: texts much of whose wording is one, as when ten papers print a dispatch and change a word or two.

Of every text a sketch is kept (MinHash: Broder 1997; in bands: Leskovec, Rajaraman, Ullman, Mining of Massive Datasets,
3.4): a few numbers of which two texts have the more in common, the more of their wording is one. So copies of a text
are found among a million by looking up its numbers. Whether one is a copy is then told by the words themselves.
"""

import hashlib
import re
import zlib
from functools import lru_cache

RUN = 3
"""Words in a row that make a passage. Independent reports of one event have a tenth of these in common."""
COPIED = 0.45
"""Share of the shorter text's runs that the other must hold for it to be a near-copy."""
FEWEST = 12
"""Runs that near-copies share at least: two sentences on one thing share some."""
BANDS = 16
"""Numbers in a sketch. Of two texts that have 30 of 100 runs in common, one number at least is the same in 78 of 100
cases; of 40, in 94; of 50, in 99."""
_ROWS = 2
_PRIME = (1 << 61) - 1
_LARGEST = (1 << 32) - 1


def list_runs(content: str) -> frozenset[int]:
    """Return the runs of words of a text, as numbers that are the same wherever they are made."""
    words = [word.encode("utf-8", "surrogatepass") for word in re.findall(r"\w+", content.casefold())]
    return frozenset(zlib.crc32(b" ".join(words[n : n + RUN])) for n in range(len(words) - RUN + 1))


def are_copies(one: frozenset[int], other: frozenset[int]) -> bool:
    """Whether two texts with these runs are near-copies, or one holds most of the other."""
    return len(one & other) >= max(COPIED * min(len(one), len(other)), FEWEST)


@lru_cache(maxsize=8)  # each incident of a text asks for it
def sketch_text(content: str) -> tuple[str, ...]:
    """Return a text's numbers, in hexadecimal digits; none of a text that is too short to be known again."""
    runs = list_runs(content)
    if len(runs) < FEWEST:
        return ()
    lowest = [min((a * run + b) % _PRIME for run in runs) & _LARGEST for a, b in _CHOICES]
    bands = (lowest[at : at + _ROWS] for at in range(0, len(lowest), _ROWS))
    return tuple(f"{zlib.crc32(repr((n, band)).encode()):08x}" for n, band in enumerate(bands))


def _draw(word: str) -> int:
    """Return a number of 61 bits that is the same for ever."""
    return int.from_bytes(hashlib.sha256(word.encode()).digest()[:8], "big") % _PRIME


_CHOICES = tuple((_draw(f"a{n}"), _draw(f"b{n}")) for n in range(BANDS * _ROWS))
"""The hash functions: each run is multiplied by the first and moved by the second."""
