"""People decide: on values, on whether two incidents are one, on how well one is verified; with a name and a reason.

A decision is only ever added to the store, and so is what takes it back. It acts on what a report says, not on what one
version of a coder made of it: a later coder that says the same of the same words meets the same decision.

    accept, reject, correct     a value, in every report that states it
    add                         a value that no coder saw, with the words that say it
    same, different, unsure     two incidents; split takes reports out of one
    part_of                     one incident is part of another
    grade                       how well an incident is verified
    undo                        any of these
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Literal

from gawah.codebook import load
from gawah.errors import ReviewError
from gawah.model import (
    PERSON,
    Assertion,
    Coding,
    CodingInput,
    Event,
    Evidence,
    Given,
    Json,
    Link,
    Review,
    Span,
    Verdict,
    field_pattern,
    hash_id,
)
from gawah.resolve import witnesses

if TYPE_CHECKING:
    from gawah.store import Store

Judgement = Literal["same", "different", "unsure"]
COUNTS = ("killed", "injured", "abducted", "attackers_killed")


@dataclass(frozen=True, slots=True)
class Reviewer:
    """Who decides, why, and when."""

    name: str
    reason: str
    time: str
    """ISO 8601, in UTC."""

    @property
    def coder(self) -> str:
        """The name under which what this person adds is coded; one for each decision."""
        return f"{PERSON}{self.name} {self.time}"

    @classmethod
    def now(cls, name: str, reason: str) -> "Reviewer":
        """Return the reviewer who decides at this moment. Raises ReviewError without a name or a reason."""
        if not name.strip():
            raise ReviewError("a decision needs a name: give yours with --as, or set GAWAH_REVIEWER")
        if not reason.strip():
            raise ReviewError("a decision needs a reason: give it with --reason")
        return cls(name.strip(), reason.strip(), datetime.now(UTC).isoformat(timespec="microseconds"))


# --- values -----------------------------------------------------------------------------------------------------------


def judge_value(
    store: "Store", id_: str, path: str, verdict: Verdict, who: Reviewer, correction: str | None = None
) -> list[Review]:
    """Accept, reject or correct the value at `path` of an incident, in every report that states it.

    `correction` is the right value as people write it: "12", "2021-01-03", "bombing". Raises ReviewError where nobody
    states a value there, or the correction is none that the field can have; raises IncidentNotFound.
    """
    said = find_assertions(store, id_, path)
    if not said:
        raise ReviewError(f"{id_}: nothing is said under {path}; `gawah show {id_}` shows what is")
    right = [None if correction is None else read_value(path, correction, a.value) for a in said]
    reviews = [
        Review.of(who.name, who.time, verdict, assertion, who.reason, correction=value)
        for assertion, value in zip(said, right, strict=True)
    ]
    store.append(reviews)
    return reviews


def find_assertions(store: "Store", id_: str, path: str) -> list[Assertion]:
    """Return the assertions that state the value at `path`, those against it left out. Raises IncidentNotFound."""
    incident = store.find_incident(id_).incident
    events = set(store.list_events(id_))
    said = [a for component in store.read_components(events) for c in component.codings for a in c.assertions]
    entries = [entry for entry in witnesses(incident, path) if entry.role != "contradicts"]
    found = {a.id: a for a in said for entry in entries if _states(a, entry, a.event_id in events)}
    return [found[key] for key in sorted(found)]


def _states(said: Assertion, entry: Evidence, of_incident: bool) -> bool:
    """Whether an assertion is what `entry` is the evidence of."""
    if entry.text_sha256 not in (None, said.text_sha256) or not _is_field(said, entry.path, of_incident):
        return False
    if entry.kind == "metadata":
        return said.given is not None and (said.given.key, said.given.value) == (entry.key, entry.value)
    start, end = entry.start or 0, entry.end or 0
    return said.speaker == entry.speaker and any(s.start <= start and end <= s.end for s in said.spans)


def _is_field(said: Assertion, path: str, of_incident: bool) -> bool:
    head, *rest = path.strip("/").split("/")
    if head == "responses":
        return not of_incident and said.field == "".join(rest[1:2])
    if head in COUNTS:
        return of_incident and said.field.startswith("figures/") and said.value["measure"] == head
    steps = ["*" if step.isdigit() else step for step in path.strip("/").split("/")]
    pattern = field_pattern(said.field).split("/")
    return of_incident and all(a == b for a, b in zip(pattern, steps, strict=False))


def read_value(path: str, words: str, like: Json) -> Json:
    """Return what somebody wrote as the value of the field at `path`, shaped as the value `like` that it replaces.

    Raises ReviewError where the field cannot have it.
    """
    head = path.strip("/").split("/")[0]
    if head in COUNTS or path.endswith("/count"):
        return {**like, **_read_count(words)}
    if path.endswith("date"):
        return {**like, **_read_date(words)}
    if isinstance(like, dict):
        name = next((key for key in ("name", "description", "by", "type") if key in like), None)
        if name is None:
            raise ReviewError(f"{path}: correct one of its parts instead")
        return {**like, name: words, **_forget(head)}
    _check_word(head, words)
    return words


def _forget(head: str) -> dict[str, None]:
    """Return what was derived from the name that is replaced, and does not hold for another."""
    return {
        "place": dict.fromkeys(("lat", "lon", "radius_km", "geonameid"), None),
        "perpetrators": dict.fromkeys(("actor_id", "parent"), None),
    }.get(head, {})


def _read_count(words: str) -> dict[str, Json]:
    """Return a count as people write it: "12", "10-14", "12+"."""
    low, dash, high = words.partition("-")
    if words.endswith("+") and words[:-1].isdigit():
        return {"low": int(words[:-1]), "best": int(words[:-1]), "high": None, "said": "number"}
    if dash and low.isdigit() and high.isdigit() and int(low) <= int(high):
        return {"low": int(low), "best": None, "high": int(high), "said": "number"}
    if words.isdigit():
        return {"low": int(words), "best": int(words), "high": int(words), "said": "number" if int(words) else "none"}
    raise ReviewError(f"{words}: this is no count; write 12, 10-14 for a range, or 12+ for at least")


def _read_date(words: str) -> dict[str, Json]:
    from gawah.coding.rules import edtf

    start, end = edtf.bounds(words)
    if start is None:
        raise ReviewError(f"{words}: this is no date; write 2021-01-03, 2021-01, 2021, or 2021-01-03/2021-01-05")
    return {
        "edtf": words,
        "start": start,
        "end": end,
        "precision": edtf.precision(words),
        "after": None,
        "before": None,
    }


_VOCABULARIES = {"type": "incident_types", "also_types": "incident_types", "outcome": "incident_outcomes"}


def _check_word(head: str, words: str) -> None:
    """Raise ReviewError where the codebook does not have the word that stands for a value."""
    vocabulary = _VOCABULARIES.get(head)
    if vocabulary and words not in load().values(vocabulary):
        raise ReviewError(f"{words}: the codebook has no such {head}; it has {', '.join(load().values(vocabulary))}")


def add_value(store: "Store", id_: str, path: str, words: str, report: str, quote: str, who: Reviewer) -> Coding:
    """Add a value that a report states and no coder saw, resting on the words `quote` of that report.

    `report` is its path, URL or id, as `gawah show` names it. Raises ReviewError where the report does not hold the
    words, and IncidentNotFound.
    """
    read = _find_input(store, id_, report)
    at = read.text.content.find(quote)
    if not quote.strip() or at < 0:
        raise ReviewError(f"{report}: these words do not stand in it; copy them from `gawah text`, exactly")
    span = Span(at, at + len(quote))
    event = Event.of(read, who.coder, "incident", span)
    field, value = _shape_value(path, words)
    said = Assertion.of(event, field, value, [span])
    coding = Coding(read, event.coder, (event,), (said,))
    lead = store.list_events(id_)[0]
    store.append([coding, Link.of("same", event.id, lead, who.name, time=who.time, reason=who.reason)])
    return coding


def _find_input(store: "Store", id_: str, report: str) -> CodingInput:
    record = store.find_incident(id_)
    texts = {r.text_sha256 for r in record.reports if report in (r.path, r.url, r.id, r.title)}
    for component in store.read_components(store.list_events(id_)):
        for coding in component.codings:
            if coding.coding_input.text.sha256 in texts:
                return coding.coding_input
    known = ", ".join(str(r.path or r.url or r.id) for r in record.reports)
    raise ReviewError(f"{report}: {id_} rests on no such report; it rests on {known}")


def _shape_value(path: str, words: str) -> tuple[str, Json]:
    """Return the field that a new value goes into, and the value."""
    head = path.strip("/").split("/")[0]
    if head in COUNTS:
        about = {
            "measure": head,
            "words": words,
            "as_of": None,
            "status": "current",
            "approximate": False,
            "word": None,
        }
        return "figures/f1", about | _read_count(words)
    if head == "date":
        return "date", {**_read_date(words), "time": None}
    if head in ("motive", "campaign", "also_types"):
        _check_word(head, words)
        return f"{head}/a1", words
    if head in ("type", "outcome", "title"):
        _check_word(head, words)
        return head, words
    if head == "perpetrators":
        return "perpetrators/p1", {"name": words, "actor_id": None, "kind": "unknown", "parent": None}
    raise ReviewError(f"{path}: a value can be added to {', '.join((*COUNTS, *_ADDED))}")


_ADDED = ("date", "type", "also_types", "outcome", "title", "motive", "campaign", "perpetrators")


# --- which incidents are one ------------------------------------------------------------------------------------------


def judge_pair(store: "Store", one: str, other: str, judgement: Judgement, who: Reviewer) -> Link:
    """Say that two incidents are the same, are different, or that it cannot be told. Raises IncidentNotFound."""
    first, second = store.list_events(one)[0], store.list_events(other)[0]
    if first == second:
        raise ReviewError(f"{one} and {other} are one incident already; `gawah review split` takes reports out of one")
    link = Link.of(judgement, first, second, who.name, time=who.time, reason=who.reason)
    store.append([link])
    return link


def split_incident(store: "Store", id_: str, reports: Sequence[str], who: Reviewer) -> list[Link]:
    """Take what some reports tell out of an incident. Raises ReviewError, IncidentNotFound."""
    wanted = {_find_input(store, id_, report).text.sha256 for report in reports}
    events = store.list_events(id_)
    texts = _find_texts(store, events)
    out, rest = [e for e in events if texts[e] in wanted], [e for e in events if texts[e] not in wanted]
    if not rest:
        raise ReviewError(f"{id_}: these are all its reports; name those to take out, and leave one")
    about = {"time": who.time, "reason": who.reason}
    links = [Link.of("different", one, other, who.name, **about) for one in out for other in rest]
    store.append(links)
    return links


def _find_texts(store: "Store", events: Iterable[str]) -> dict[str, str]:
    components = store.read_components(events)
    return {e.id: e.text_sha256 for component in components for c in component.codings for e in c.events}


def put_under(store: "Store", part: str, whole: str, who: Reviewer) -> Link:
    """Say that an incident is part of another, whose totals include it. Raises IncidentNotFound."""
    first, second = store.list_events(part)[0], store.list_events(whole)[0]
    if first == second:
        raise ReviewError(f"{part} and {whole} are one incident; it cannot be a part of itself")
    link = Link.of("part_of", first, second, who.name, time=who.time, reason=who.reason)
    store.append([link])
    return link


# --- how well an incident is verified ---------------------------------------------------------------------------------


def grade_incident(store: "Store", id_: str, grade: str, who: Reviewer) -> Coding:
    """Say how well an incident is verified, as only people do. Raises ReviewError, IncidentNotFound."""
    if grade not in load().values("verifications"):
        raise ReviewError(f"{grade}: there is no such grade; there are {', '.join(load().values('verifications'))}")
    lead = store.list_events(id_)[0]
    (component,) = store.read_components([lead])
    read, anchor = next((c.coding_input, e.anchor) for c in component.codings for e in c.events if e.id == lead)
    event = Event.of(read, who.coder, "incident", anchor)
    given = Given("verification", grade, who.name)
    said = Assertion.of(event, "verification", grade, (), given=given)
    coding = Coding(read, event.coder, (event,), (said,), notes=(who.reason,))
    store.append([coding, Link.of("same", event.id, lead, who.name, time=who.time, reason=who.reason)])
    return coding


# --- taking back, and looking back ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Decision:
    """One entry of the log."""

    id: str
    time: str
    by: str
    what: str
    reason: str
    undone: bool


def list_decisions(store: "Store") -> list[Decision]:
    """Return what people decided, the latest first."""
    reviews = store.read(Review)
    links = [link for link in store.read(Link) if link.time]
    taken = {r.undoes for r in reviews} | {k.undoes for k in links}
    found = [Decision(r.id, r.time, r.reviewer, _say_review(r), r.reason, r.id in taken) for r in reviews]
    found += [Decision(k.id, k.time or "", k.made_by, _say_link(k), k.reason or "", k.id in taken) for k in links]
    return sorted(found, key=lambda d: (d.time, d.id), reverse=True)


def _say_review(review: Review) -> str:
    if review.undoes:
        return f"took back {review.undoes[:10]}"
    return f"{review.verdict} {field_pattern(review.field)}"


def _say_link(link: Link) -> str:
    if link.undoes:
        return f"took back {link.undoes[:10]}"
    return f"{link.kind} {link.from_event[:10]} {link.to_event[:10]}"


def undo(store: "Store", id_: str, who: Reviewer) -> Review | Link:
    """Take back a decision, by its id or the beginning of it, as the log prints it. Raises ReviewError."""
    known: list[Review | Link] = [*store.read(Review), *(link for link in store.read(Link) if link.time)]
    found = [record for record in known if record.id.startswith(id_)]
    if len(found) != 1:
        raise ReviewError(f"{id_}: {'no' if not found else 'more than one'} decision has this id; see `gawah log`")
    (record,) = found
    taken: Review | Link
    if isinstance(record, Review):
        taken = replace(record, reviewer=who.name, time=who.time, reason=who.reason, undoes=record.id)
        taken = replace(taken, id=_name_undo(taken.undoes or "", who))
    else:
        about = {"time": who.time, "reason": who.reason, "undoes": record.id}
        taken = Link.of(record.kind, record.from_event, record.to_event, who.name, **about)
    store.append([taken])
    return taken


def _name_undo(undone: str, who: Reviewer) -> str:
    return hash_id("review", 1, {"undoes": undone, "reviewer": who.name, "time": who.time})


__all__ = [
    "Decision",
    "Reviewer",
    "add_value",
    "find_assertions",
    "grade_incident",
    "judge_pair",
    "judge_value",
    "list_decisions",
    "put_under",
    "read_value",
    "split_incident",
    "undo",
]
