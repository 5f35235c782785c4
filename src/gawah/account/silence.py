"""What a report does not say, and a reader would look for."""

from gawah.model import Incident

_TAKING = frozenset({"abduction", "hostage_taking", "hijacking", "disappearance", "execution"})
_JOINT = frozenset(
    {
        *("when it happened", "who was harmed", "who did it", "with what"),
        *("whether anyone claimed it", "what motive is given", "what followed"),
    }
)
"""What a report tells of an umbrella, and need not repeat of its parts."""


def list_silent(incident: Incident, is_part: bool = False) -> list[str]:
    """Return in plain words what stays empty, and that a reader would look for; of a part, what is its own."""
    taken = bool(_TAKING & {incident.type, *incident.also_types})
    told = {
        "what kind of act it was": incident.type,
        "when it happened": incident.date.start or incident.date.edtf,
        "where it happened": incident.place.name or incident.place.admin1 or incident.place.country,
        "how many were killed": incident.killed,
        "whether anyone was injured": incident.injured,
        "how many were taken": incident.abducted or not taken,
        "who was harmed": incident.victims or incident.targets,
        "who did it": incident.perpetrators,
        "with what": incident.weapons,
        "whether anyone claimed it": incident.claims or incident.claimed is not None,
        "what motive is given": incident.motive,
        "what followed": incident.responses,
    }
    return [words for words, value in told.items() if not value and not (is_part and words in _JOINT)]
