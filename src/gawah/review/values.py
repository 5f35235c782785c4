"""Decisions on values: accept, reject, correct, and add what no coder saw."""

import re
from typing import TYPE_CHECKING

from gawah.codebook import load
from gawah.errors import ReviewError
from gawah.model import (
    Assertion,
    Coding,
    CodingInput,
    Event,
    Json,
    Link,
    LinkKind,
    Review,
    Span,
    Verdict,
)
from gawah.resolve import COUNTS, find_behind, lead_events, witnesses
from gawah.review.custom import read_custom
from gawah.review.reviewer import Reviewer
from gawah.review.words import read_count, read_date

if TYPE_CHECKING:
    from gawah.store import Store


def judge_value(
    store: "Store", id_: str, path: str, verdict: Verdict, who: Reviewer, correction: str | None = None
) -> list[Review]:
    """Accept, reject or correct the value at `path` of an incident, in every report that states it.

    `correction` is the right value as people write it: "12", "2021-01-03", "bombing". Raises ReviewError where nobody
    states a value there, or the correction is none that the field can have; raises IncidentNotFound.
    """
    if path.endswith("/responds_to"):
        raise ReviewError(f"{path}: what a response answers is decided with `gawah review response-to`")
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
    entries = [entry for entry in witnesses(incident, path) if entry.role != "contradicts"]
    found: list[Assertion] = []
    for component in store.read_components(store.list_events(id_)):
        said = [a for coding in component.codings for a in coding.assertions]
        found += find_behind(incident, entries, said, lead_events(component.codings, component.links))
    return sorted(found, key=lambda a: a.id)


def read_value(path: str, words: str, like: Json) -> Json:
    """Return what somebody wrote as the value of the field at `path`, shaped as the value `like` that it replaces.

    Raises ReviewError where the field cannot have it.
    """
    head = path.strip("/").split("/")[0]
    if head == "custom":
        return read_custom(path, words)
    if head in COUNTS or path.endswith("/count"):
        return {**like, **read_count(words)}
    if path.endswith("date"):
        return {**like, **read_date(words)}
    if isinstance(like, int):
        return _read_number(path, words)
    if isinstance(like, dict):
        name = next((key for key in ("name", "description", "by", "type") if key in like), None)
        if name is None:
            raise ReviewError(f"{path}: correct one of its parts instead")
        return {**like, name: words, **_forget(path)}
    _check_word(path, words)
    return words


def _read_number(path: str, words: str) -> int:
    if not words.isdigit():
        raise ReviewError(f"{path}: {words} is no whole number; write it in digits")
    return int(words)


def _forget(path: str) -> dict[str, None]:
    """Return what was derived from the name that is replaced, and does not hold for another."""
    if path.endswith("/place"):
        return dict.fromkeys(("lat", "lon", "radius_km", "geonameid"), None)
    return dict.fromkeys(("actor_id", "parent"), None) if path.startswith("/perpetrators") else {}


def _check_word(path: str, words: str) -> None:
    """Raise ReviewError where the codebook does not have the word that stands for a value."""
    book = load()
    vocabulary = book.field(path).text("vocabulary")
    if vocabulary and words not in book.values(vocabulary):
        name = book.field(path).label.lower()
        raise ReviewError(f"{words}: the codebook has no such {name}; it has {', '.join(book.values(vocabulary))}")


def add_value(store: "Store", id_: str, path: str, words: str, report: str, quote: str, who: Reviewer) -> Coding:
    """Add a value that a report states and no coder saw, resting on the words `quote` of that report.

    `path` may be that of a response's field, "/responses/0/actor", or "/responses", for a response that no coder saw,
    whose type `words` then are. `report` is its path, URL or id, as `gawah show` names it. Raises ReviewError where the
    report does not hold the words, and IncidentNotFound.
    """
    read = find_input(store, id_, report)
    at = read.text.content.find(quote)
    if not quote.strip() or at < 0:
        raise ReviewError(f"{report}: these words do not stand in it; copy them from `gawah text`, exactly")
    span = Span(at, at + len(quote))
    field, value = _shape_value(path, words)
    to, link = _find_holder(store, id_, path)
    event = Event.of(read, who.coder, "response" if path.startswith("/responses") else "incident", span)
    coding = Coding(read, event.coder, (event,), (Assertion.of(event, field, value, [span]),))
    store.append([coding, Link.of(link, event.id, to, who.name, time=who.time, reason=who.reason)])
    return coding


def _find_holder(store: "Store", id_: str, path: str) -> tuple[str, LinkKind]:
    """Return the event that a new value at `path` is said of, and how the event that says it is linked to that."""
    head, *rest = path.strip("/").split("/")
    if head != "responses" or not rest:
        return store.list_events(id_)[0], "response_to" if head == "responses" else "same"
    return find_response(store, f"{id_}/r{int(rest[0]) + 1}" if rest[0].isdigit() else path), "same"


_RESPONSE = re.compile(r"(?P<id>\w+)/(?:r(?P<number>\d+)|responses/(?P<place>\d+))")


def find_response(store: "Store", name: str) -> str:
    """Return the first event of a response: by its own id, or as "ID/r2", the second of an incident's responses.

    Raises ReviewError where it is none, and IncidentNotFound.
    """
    if not (named := _RESPONSE.fullmatch(name)):
        event, kind = store.find_event(name)
        if kind != "response":
            raise ReviewError(f"{name}: this is an incident; name one of its responses, as {name}/r1 for the first")
        return event
    responses = store.find_incident(named["id"]).incident.responses
    place = int(named["place"]) if named["place"] else int(named["number"]) - 1
    if not 0 <= place < len(responses):
        has = f"r1 to r{len(responses)}" if responses else "none"
        raise ReviewError(f"{name}: the incident has no such response; it has {has}")
    return store.find_event(responses[place].event)[0]


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
        return "figures/f1", about | read_count(words)
    if head == "date":
        return "date", {**read_date(words), "time": None}
    if head in ("motive", "campaign", "also_types"):
        _check_word(head, words)
        return f"{head}/a1", words
    if head in ("type", "outcome", "title"):
        _check_word(head, words)
        return head, words
    if head == "custom":
        return path.strip("/"), read_custom(path, words)
    if head == "responses":
        return _shape_part(path, words)
    if head == "perpetrators":
        return "perpetrators/p1", {"name": words, "actor_id": None, "kind": "unknown", "parent": None}
    raise ReviewError(f"{path}: a value can be added to {', '.join((*COUNTS, *_ADDED))}")


_ADDED = ("date", "type", "also_types", "outcome", "title", "motive", "campaign", "perpetrators", "responses")


def _shape_part(path: str, words: str) -> tuple[str, Json]:
    """Return the field of a response that a new value goes into, and the value."""
    _, _, *rest = path.strip("/").split("/") if path != "/responses" else ("", "", "type")
    name = "".join(rest[:1])
    whole = f"/responses/0/{name}"
    if name == "date":
        return name, read_date(words)
    if name == "duration_days":
        return name, _read_number(whole, words)
    if name not in ("type", "status", "actor", "target", "quantity"):
        raise ReviewError(f"{path}: what can be added to a response is its {', '.join(_OF_RESPONSES)}")
    _check_word(whole, words)
    return name, words


_OF_RESPONSES = ("type", "status", "actor", "target", "date", "duration_days", "quantity")
