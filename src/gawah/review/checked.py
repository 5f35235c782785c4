"""What stands behind the values of an incident, and what people decided on each: read once for a whole page of them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from gawah.errors import ReviewError
from gawah.model import Assertion, Conflict, Evidence, Incident, Review
from gawah.record import incident_to_json
from gawah.resolve import find_behind, lead_events, list_acting, sort_decisions, witnesses

if TYPE_CHECKING:
    from gawah.store import Store
    from gawah.store.components import Component


@dataclass(frozen=True, slots=True)
class Checked:
    """A value's claims, and what people decided on them."""

    assertions: tuple[Assertion, ...]
    """Those that state it; none where it only follows from others, or rests on a link."""
    reviews: tuple[Review, ...]
    """Decisions on any of them that nobody took back, the latest first."""

    @property
    def verdict(self) -> str | None:
        """What was decided last; None where nobody has decided."""
        return self.reviews[0].verdict if self.reviews else None


class Behind:
    """All that is said of an incident, read once."""

    def __init__(self, store: "Store", incident: Incident) -> None:
        self.incident, self.values = incident, incident_to_json(incident)
        components = store.read_components(store.list_events(incident.id))
        self.said = {a.id: a for one in components for coding in one.codings for a in coding.assertions}
        self.proven = [p for one in components for p in _prove(_list_said(one).values(), one.reviews)]
        self.leads = {e: lead for c in components for e, lead in lead_events(c.codings, c.links).items()}
        self.texts = {c.coding_input.text.sha256: c.coding_input.text for one in components for c in one.codings}
        reviews = [review for component in components for review in component.reviews]
        taken = {review.undoes for review in reviews}
        standing = [r for r in reviews if r.id not in taken and not r.undoes]
        self.reviews = sorted(standing, key=lambda r: (r.time, r.id), reverse=True)

    def check(self, path: str) -> Checked:
        """Return what stands behind the value at `path`."""
        return self._check([e for e in witnesses(self.incident, path) if e.role != "contradicts"])

    def check_rival(self, conflict: Conflict, number: int) -> Checked:
        """Return what stands behind a rival of the value that was chosen, by its place among them from 0."""
        return self._check([self.incident.evidence[n] for n in conflict.values[number].evidence])

    def _check(self, entries: Sequence[Evidence]) -> Checked:
        found = find_behind(self.incident, entries, self.proven, self.leads, self.values)
        behind = [self.said[a.id] for a in found]
        reviews = [r for r in self.reviews if any(r.acts_on(a) for a in behind)]
        return Checked(tuple(sorted(behind, key=lambda a: a.id)), tuple(reviews))


def find_rival(store: "Store", id_: str, path: str, number: int) -> list[Assertion]:
    """Return the assertions that state a rival of the value at `path`, by its place among the rivals from 0.

    Raises ReviewError where there is none, and IncidentNotFound.
    """
    incident = store.find_incident(id_).incident
    conflict = next((c for c in incident.conflicts if c.path == path), None)
    if conflict is None or not 0 <= number < len(conflict.values):
        raise ReviewError(f"{id_}: there is no such rival under {path}; look at the incident as it is now")
    return list(Behind(store, incident).check_rival(conflict, number).assertions)


def _prove(said: Iterable[Assertion], reviews: Sequence[Review]) -> list[Assertion]:
    """Return assertions with the words and the speakers, too, that people gave for another value in their place."""
    decisions = sort_decisions(reviews) if any(review.proof or review.voice for review in reviews) else {}
    if not decisions:
        return list(said)
    proven = []
    for one in said:
        acting = [review for review, _ in list_acting(one, decisions)]
        whole = replace(one, spans=(*one.spans, *(span for review in acting for span in review.proof)))
        proven.append(whole)
        proven += [replace(whole, speaker=review.voice.speaker) for review in acting if review.voice]
    return proven


def _list_said(component: "Component") -> dict[str, Assertion]:
    return {a.id: a for coding in component.codings for a in coding.assertions}
