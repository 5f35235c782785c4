"""What a decision of a person on an incident is worth: the deaths at stake, times how much is in doubt.

    changed     a released value that is another one now                    2
    conflict    statements disagree, and nobody has decided between them    how far they lie apart
    unread      nobody has looked at it                                     how unsurely it was read
    ready       it waits for a second person, or for its release            1/2

The number is 100 x (1 + deaths) x doubt. It orders the queue and says nothing about an incident.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from gawah.model import Conflict, Count, Incident, Json, Review

MOST = 2**31 - 1
_STAKE = 100
CHANGED = 2.0
"""The doubt of what was released and is another now: it has left already."""


@dataclass(frozen=True, slots=True)
class Wait:
    """Something on which a decision waits."""

    kind: str
    worth: int
    why: str
    """The paths that it is about, with gaps between them."""


def weigh_incident(incident: Incident, reviews: Iterable[Review] = ()) -> list[Wait]:
    """Return what waits on an incident; `reviews` are the decisions on values that stand."""
    deaths = count_deaths(incident.killed)
    return [Wait(kind, weigh(deaths, doubt), why) for kind, doubt, why in _list_doubts(incident, list(reviews))]


def weigh(deaths: int, doubt: float) -> int:
    """Return what a decision is worth."""
    return min(MOST, round(_STAKE * (1 + max(deaths, 0)) * doubt))


def count_deaths(killed: Count | None) -> int:
    """Return how many deaths are at stake: the highest figure."""
    return max((n for n in (killed.low, killed.best, killed.high) if n is not None), default=0) if killed else 0


def _list_doubts(incident: Incident, reviews: list[Review]) -> Iterator[tuple[str, float, str]]:
    open_ = [c for c in incident.conflicts if c.path not in _DERIVED and not _is_decided(c.path, incident, reviews)]
    told = [c for c in open_ if not (c.path.startswith("/victims/") and c.path.endswith("/count"))]
    if told:
        certain = 1.0
        for conflict in told:
            certain *= 1 - _measure(conflict)
        yield "conflict", 1 - certain, " ".join(c.path for c in told)
    if incident.workflow == "new":
        path, doubt = find_weakest(incident)
        yield "unread", doubt, path
    if incident.workflow in ("ready", "second_review"):
        yield "ready", 0.5, incident.workflow


_DERIVED = ("/killed_by_party",)
"""What follows from other values, and disagrees where they do."""


def _is_decided(path: str, incident: Incident, reviews: list[Review]) -> bool:
    """Whether a person decided on the field at `path`, in a report that the incident rests on."""
    if not reviews:
        return False
    texts = {entry.text_sha256 for entry in incident.evidence}
    head = path.split("/")[1]
    return any(_name_field(r) == head and (r.text_sha256 in texts or None in texts) for r in reviews)


def _name_field(review: Review) -> str:
    head = review.field.split("/")[0]
    return str(review.value["measure"]) if head == "figures" and isinstance(review.value, dict) else head


def _measure(conflict: Conflict) -> float:
    """Return how far statements lie apart, from 0 to 1: figures by their distance, others half."""
    read = [_read_number(value) for value in (conflict.chosen, *(rival.value for rival in conflict.values))]
    numbers = [number for number in read if number is not None]
    apart = (max(numbers) - min(numbers)) / max(*numbers, 1) if len(numbers) > 1 else 0.5
    return max(0.1, apart) * (0.5 if conflict.kind == "sequence" else 1.0)


def _read_number(value: Json) -> int | None:
    if isinstance(value, dict):
        value = next((value[name] for name in ("best", "high", "low") if value.get(name) is not None), None)
    return value if isinstance(value, int) and not isinstance(value, bool) else None


_KEY = ("/type", "/date", "/place", "/killed", "/perpetrators")
"""Fields by which an incident is known."""


def find_weakest(incident: Incident) -> tuple[str, float]:
    """Return which of the fields by which an incident is known was read least surely, and how unsurely, from 0 to 1."""
    best: dict[str, float] = {}
    for entry in incident.evidence:
        head = "/" + entry.path.split("/", 2)[1]
        if head in _KEY and entry.role == "states":
            best[head] = max(best.get(head, 0.0), entry.confidence)
    path = min(best, key=lambda name: (best[name], name), default="")
    return path, max(0.05, 1 - best[path]) if path else 0.5
