"""Common English words in small letters: what stands among them with a capital is no name for that alone."""

import gzip
from functools import cache
from importlib import resources


@cache
def english_words() -> frozenset[str]:
    """Return the words of the list, read once."""
    packed = resources.files("gawah.gazetteer").joinpath("english.txt.gz").read_bytes()
    return frozenset(gzip.decompress(packed).decode().split())
