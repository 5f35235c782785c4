"""Places by name: looking them up, finding their names in a text, and deciding which one a text means."""

from gawah.gazetteer.places.index import PlaceEntry, candidates, country_of, fuzzy

__all__ = ["PlaceEntry", "candidates", "country_of", "fuzzy"]
