"""Decisions on values: accept, reject, correct, and add what no coder saw."""

from typing import TYPE_CHECKING

from gawah.codebook import load
from gawah.errors import ReviewError
from gawah.model import (
    Assertion,
    Coding,
    CodingInput,
    Event,
    Evidence,
    Json,
    Link,
    Review,
    Span,
    Verdict,
    field_pattern,
)
from gawah.resolve import witnesses
from gawah.review.reviewer import Reviewer

if TYPE_CHECKING:
    from gawah.store import Store

COUNTS = ("killed", "injured", "abducted", "attackers_killed")


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
    read = find_input(store, id_, report)
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


def find_input(store: "Store", id_: str, report: str) -> CodingInput:
    """Return what a coder was given of one of an incident's reports, named by its path, URL, id or title.

    Raises ReviewError where there is none of that name, and IncidentNotFound.
    """
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
