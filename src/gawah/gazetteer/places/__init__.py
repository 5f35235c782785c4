"""Places by name: looking them up, finding their names in a text, and deciding which one a text means.

candidates("Quetta")                          # PlaceEntry, likeliest first
country_of("Afghans")                         # "AF"
nation_of("Afghan")                           # "AF", as an adjective
fuzzy("Machh", "PK", "Balochistan")           # GeoNames spells it Mach
list(find_names(text))                        # (start, end, surface) of every name
resolve_mentions(read_mentions(text), ["PK"])  # what each one means, in context
"""

from gawah.gazetteer.places.index import (
    ContestedArea,
    PlaceEntry,
    candidates,
    country_of,
    fuzzy,
    list_contested,
    nation_of,
)
from gawah.gazetteer.places.mentions import Mention, Name, find_names, read_case, read_mentions
from gawah.gazetteer.places.resolution import Resolved, list_countries, resolve_mentions, resolve_text

__all__ = [
    "ContestedArea",
    "Mention",
    "Name",
    "PlaceEntry",
    "Resolved",
    "candidates",
    "country_of",
    "find_names",
    "fuzzy",
    "list_contested",
    "list_countries",
    "nation_of",
    "read_case",
    "read_mentions",
    "resolve_mentions",
    "resolve_text",
]
