"""What a project's codebook requires of an incident before it leaves."""

from gawah.codebook import adopted
from gawah.model import Incident, Json
from gawah.record import incident_to_json
from gawah.resolve import look_up


def list_missing(incident: Incident) -> list[str]:
    """Return the fields (as paths) that the project's codebook requires, and of which an incident tells nothing."""
    overlay = adopted()
    if overlay is None or not overlay.required:
        return []
    values = incident_to_json(incident)
    return [f"/{name}" for name in overlay.required if not _is_told(look_up(values, name))]


def _is_told(value: Json) -> bool:
    """Whether there is a value; an object that says nothing has no parts but what it has by default."""
    if isinstance(value, dict):
        return any(part not in (None, [], "unknown", "in", "none") for part in value.values())
    return value not in (None, [], "none")
