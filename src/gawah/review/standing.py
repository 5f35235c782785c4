"""How far people have come with an incident: how well it is verified, at which stage of work it stands, its release.

Grades and stages are values that only people state. A release is the ledger's number at which it was made: what was
released is the incident as the ledger was then, under the policy that the release names.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gawah.codebook import adopted, load
from gawah.errors import ReviewError
from gawah.marks import Mark
from gawah.model import Assertion, Audience, Coding, Event, Given, Incident, Link, short_id
from gawah.publish.persons import propose_pseudonyms
from gawah.publish.required import list_missing
from gawah.publish.seen import digest_incident, list_changed
from gawah.review.log import Decision, list_decisions
from gawah.review.marks import make_mark, read_marks_of
from gawah.review.reviewer import Reviewer

if TYPE_CHECKING:
    from gawah.store import Store


def grade_incident(store: "Store", id_: str, grade: str, who: Reviewer) -> Coding:
    """Say how well an incident is verified, as only people do. Raises ReviewError, IncidentNotFound."""
    _check_word("verifications", grade, "grade")
    return _state(store, id_, {"verification": grade}, who)


def move_incident(store: "Store", id_: str, stage: str, who: Reviewer) -> Coding:
    """Say at which stage of work an incident stands; one that was released then no longer is.

    Raises ReviewError, IncidentNotFound.
    """
    _check_word("workflows", stage, "stage of work")
    if stage == "released":
        raise ReviewError("released: a release has a policy; use `gawah review release`")
    if stage == "second_review":
        _refuse_first_reviewer(store, id_, who)
    return _state(store, id_, {"workflow": stage}, who)


def release_incident(
    store: "Store",
    id_: str,
    who: Reviewer,
    policy: str | None = None,
    audience: Audience = "public",
    why: str = "",
) -> tuple[str, ...]:
    """Release an incident: what it is now under a policy, the store's own by default, may leave for an audience.

    `why` tells that audience why it has changed since an earlier release. Persons who may not be named get the numbers
    that stand for them. Returns the names of the fields that changed. Raises IncidentNotFound.
    """
    under = policy or store.policy
    head, _ = store.read_head()
    incident, marks = store.find_incident(id_, under, head).incident, read_marks_of(store, id_)
    _refuse_unready(incident)
    _refuse_unseconded(store, incident.id)
    changed = _list_changed(store, incident)
    said = {"workflow": "released", "released_under": under, "audience": audience}
    numbers = propose_pseudonyms(incident, marks.of(store.resolve_id(id_)), marks)
    seen = {"policy": under, "seen": digest_incident(incident), "changed": list(changed), "why": why}

    def mark(lead: str, link: Link) -> list[Mark]:
        given = [make_mark("pseudonym", lead, who, person=n, value={"role": r, "number": k}) for n, r, k in numbers]
        return [*given, make_mark("release", lead, who, value={**seen, "link": link.id})]

    _state(store, id_, said, who, mark)
    return changed


def _list_changed(store: "Store", incident: Incident) -> tuple[str, ...]:
    """Return the names of the fields that changed since an incident was released last."""
    releases = find_releases(store, incident.id)
    if not releases:
        return ()
    last = releases[0]
    return tuple(list_changed(incident, store.find_incident(last.id, last.policy, last.seq).incident))


def _refuse_unready(incident: Incident) -> None:
    """Raise ReviewError where an incident lacks what the project's codebook requires for a release."""
    if missing := list_missing(incident):
        remedy = "add it with `gawah review add`, or change what its codebook requires"
        raise ReviewError(f"{incident.id}: the project releases nothing without {', '.join(missing)}; {remedy}")


# --- two persons ------------------------------------------------------------------------------------------------------


def find_first_reviewer(store: "Store", id_: str) -> str | None:
    """Return who decided last on what an incident says, or called it reviewed; None where nobody has.

    Raises IncidentNotFound.
    """
    last = _find_last_work(list_decisions(store, id_))
    return last.by if last else None


def _find_last_work(decisions: Sequence[Decision]) -> Decision | None:
    """Return the last decision that a second person has to look at, of those given the latest first."""
    own = ("second_review", "released")
    work = (d for d in decisions if d.kind in ("value", "pair") or (d.kind == "standing" and d.value not in own))
    return next((d for d in work if not d.undone), None)


def _refuse_first_reviewer(store: "Store", id_: str, who: Reviewer) -> None:
    """Raise ReviewError where the project asks for two persons, and `who` is the one who decided last."""
    if not needs_two_persons():
        return
    first = find_first_reviewer(store, id_)
    if first is not None and _is_one(first, who.name):
        problem = f"{id_}: {first} decided on it last, and the project wants a second person's review"
        raise ReviewError(f"{problem}; somebody else has to take it to second_review")


def _refuse_unseconded(store: "Store", id_: str) -> None:
    """Raise ReviewError where the project asks for two persons, and no second one has seen an incident as it is."""
    if not needs_two_persons():
        return
    decisions = list_decisions(store, id_)
    last = _find_last_work(decisions)
    seconds = [d for d in decisions if d.kind == "standing" and d.value == "second_review" and not d.undone]
    if last is None or not any(d.time > last.time and not _is_one(d.by, last.by) for d in seconds):
        done = f"{last.by} decided on it last" if last else "nobody has reviewed it"
        problem = f"{id_}: {done}, and the project releases nothing that a second person has not reviewed"
        raise ReviewError(f"{problem}; have somebody else take it to second_review")


def _is_one(one: str, other: str) -> bool:
    """Whether two names are one person's."""
    return one.strip().casefold() == other.strip().casefold()


def needs_two_persons() -> bool:
    """Whether the project's codebook asks for a second person's review before a release."""
    overlay = adopted()
    return overlay is not None and overlay.two_persons


def _check_word(vocabulary: str, word: str, name: str) -> None:
    known = load().values(vocabulary)
    if word not in known:
        raise ReviewError(f"{word}: there is no such {name}; there are {', '.join(known)}")


def _state(
    store: "Store",
    id_: str,
    said: Mapping[str, str],
    who: Reviewer,
    mark: Callable[[str, Link], list[Mark]] = lambda lead, link: [],
) -> Coding:
    """Store what a person says of an incident as a whole, by an event that is the same as the incident's first.

    `mark` gives the marks that belong to it, from that first event's id and the link to it.
    """
    lead = store.list_events(id_)[0]
    (component,) = store.read_components([lead])
    read, anchor = next((c.coding_input, e.anchor) for c in component.codings for e in c.events if e.id == lead)
    event = Event.of(read, who.coder, "incident", anchor)
    stated = [Assertion.of(event, name, word, (), given=Given(name, word, who.name)) for name, word in said.items()]
    coding = Coding(read, event.coder, (event,), tuple(stated), notes=(who.reason,))
    link = Link.of("same", event.id, lead, who.name, time=who.time, reason=who.reason)
    store.append(
        [link, coding, *mark(lead, link)]
    )  # in this order: at the coding's number, the event is the incident's already
    return coding


# --- what stands released ---------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Release:
    """A release that stands: nobody took it back, and no later one took its place."""

    id: str
    """Of the incident as it was released: it leads to the incident of now."""
    seq: int
    """The ledger's number at which it was released: `Store.find_incident(id, policy, seq)` is what was released."""
    policy: str
    by: str
    time: str
    reason: str


def list_releases(store: "Store") -> Iterator[Release]:
    """Yield every release that stands, in the order in which lists show their incidents."""
    from gawah.store import Criteria

    touched = tuple(stage for stage in load().values("workflows") if stage != "new")
    for listed in store.walk(Criteria(status=touched)):
        yield from find_releases(store, listed.incident.id)


def find_releases(store: "Store", id_: str) -> list[Release]:
    """Return the releases that stand of an incident: more than one where what was released apart became one later.

    Raises IncidentNotFound.
    """
    found: list[Release] = []
    covered: set[str] = set()
    for mark in _list_marks(store, id_):
        if mark.event not in covered:
            covered.update(store.list_events(short_id(mark.event), upto=mark.seq))
            found += [mark.release()] if mark.stage == "released" else []
    return found


@dataclass(frozen=True, slots=True)
class _Mark:
    """What a person said of an incident's stage, by an event of its own and the link that made it the incident's."""

    event: str
    seq: int
    link: Link
    stage: str
    policy: str

    def release(self) -> Release:
        link = self.link
        return Release(short_id(self.event), self.seq, self.policy, link.made_by, link.time or "", link.reason or "")


def _list_marks(store: "Store", id_: str) -> list[_Mark]:
    """Return what people said of the stage of an incident, the last first."""
    events = store.list_events(id_)
    (component,) = store.read_components(events[:1])
    links = {link.from_event: link for link in component.links if link.kind == "same" and link.time and not link.undoes}
    found = []
    for coding in component.codings:
        said = {a.field: a for a in coding.assertions if a.event_id in events}
        if "workflow" in said:
            event, policy = said["workflow"].event_id, said.get("released_under")
            under = policy.value if policy else ""
            found.append(_Mark(event, component.number_of(event), links[event], said["workflow"].value, under))
    return sorted(found, key=lambda mark: mark.seq, reverse=True)
