"""What a person has seen who releases an incident: a digest, by which any change shows, and which values changed."""

import hashlib

from gawah.model import Incident, canonical_json
from gawah.record import incident_to_json

_NOT_SEEN = frozenset({"audience", "workflow"})
"""What a release itself changes."""
_NO_VALUES = frozenset({"id", "main", "told_as", "part_of", "evidence", "conflicts", "verification"})
"""What is no value that reports state, or changes by itself as reports come."""


def digest_incident(incident: Incident) -> str:
    """Return a digest of all that an incident says, with its words and disagreements."""
    said = {name: value for name, value in incident_to_json(incident).items() if name not in _NOT_SEEN}
    return hashlib.sha256(canonical_json(said)).hexdigest()


def list_changed(now: Incident, then: Incident) -> list[str]:
    """Return the names of the fields that have another value in `now` than they had `then`."""
    new, old = incident_to_json(now), incident_to_json(then)
    names = sorted({*new, *old} - _NOT_SEEN - _NO_VALUES)
    return [name for name in names if new.get(name) != old.get(name)]
