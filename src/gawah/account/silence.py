"""What a report does not say, and a reader would look for."""

from gawah.model import Incident
from gawah.phrases import say

_TAKING = frozenset({"abduction", "hostage_taking", "hijacking", "disappearance", "execution"})
_JOINT = frozenset({"when", "whom", "who", "means", "claim", "motive", "after"})
"""What a report tells of an umbrella, and need not repeat of its parts."""


def list_silent(incident: Incident, is_part: bool = False) -> list[str]:
    """Return in plain words what stays empty, and that a reader would look for; of a part, what is its own."""
    taken = bool(_TAKING & {incident.type, *incident.also_types})
    told = {
        "what": (say("what kind of act it was"), incident.type),
        "when": (say("when it happened"), incident.date.start or incident.date.edtf),
        "where": (say("where it happened"), incident.place.name or incident.place.admin1 or incident.place.country),
        "killed": (say("how many were killed"), incident.killed),
        "injured": (say("whether anyone was injured"), incident.injured),
        "taken": (say("how many were taken"), incident.abducted or not taken),
        "whom": (say("who was harmed"), incident.victims or incident.targets),
        "who": (say("who did it"), incident.perpetrators),
        "means": (say("with what"), incident.weapons),
        "claim": (say("whether anyone claimed it"), incident.claims or incident.claimed is not None),
        "motive": (say("what motive is given"), incident.motive),
        "after": (say("what followed"), incident.responses),
    }
    return [words for name, (words, value) in told.items() if not value and not (is_part and name in _JOINT)]
