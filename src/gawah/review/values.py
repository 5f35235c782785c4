"""Decisions on values: accept, reject, correct, and add what no coder saw."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
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
    Voice,
)
from gawah.phrases import say
from gawah.record import LONGEST_QUOTE
from gawah.review.checked import Behind, find_rival
from gawah.review.reviewer import Reviewer
from gawah.review.shapes import read_value, shape_value

if TYPE_CHECKING:
    from gawah.store import Store


def judge_value(
    store: "Store",
    id_: str,
    path: str,
    verdict: Verdict,
    who: Reviewer,
    correction: str | None = None,
    rival: int | None = None,
    voice: Mapping[str, str | None] | None = None,
) -> list[Review]:
    """Accept, reject or correct the value at `path` of an incident, in every report that states it.

    `correction` is the right value as people write it: "12", "2021-01-03", "bombing"; `voice` is what was
    misread of `Voice`, who says it and on what basis, with or without another value. With `rival`, it is not the value
    that was chosen which is decided on, but one that disagrees with it, by its place among these from 0. Raises
    ReviewError where nobody states a value there, or the correction is none that the field can have; raises
    IncidentNotFound.
    """
    if path.endswith("/responds_to"):
        raise ReviewError(say("{path}: what a response answers is decided with `gawah review response-to`", path=path))
    said = find_assertions(store, id_, path) if rival is None else find_rival(store, id_, path, rival)
    if not said:
        raise ReviewError(say("{id}: nothing is said under {path}; `gawah show {id}` shows what is", id=id_, path=path))
    voices = [_hear(a, voice) if voice else None for a in said]
    for one in filter(None, voices):
        check_voice(one)
    kept = [a.value if voice else None for a in said]
    right = kept if correction is None else [read_value(path, correction, a.value) for a in said]
    reviews = [
        Review.of(who.name, who.time, verdict, assertion, who.reason, correction=value, voice=one)
        for assertion, value, one in zip(said, right, voices, strict=True)
    ]
    store.append(reviews)
    return reviews


def _hear(said: Assertion, other: Mapping[str, str | None]) -> Voice:
    """Return who says it, with what is other than a coder read."""
    about: dict[str, str | None] = {"speaker": said.speaker, "speaker_role": said.speaker_role, "basis": said.basis}
    about |= other
    return Voice(about["speaker"], about["speaker_role"], about["basis"] or said.basis)


def find_assertions(store: "Store", id_: str, path: str) -> list[Assertion]:
    """Return the assertions that state the value at `path`, those against it left out. Raises IncidentNotFound."""
    return list(Behind(store, store.find_incident(id_).incident).check(path).assertions)


def check_voice(voice: Voice) -> None:
    """Raise ReviewError where the codebook has no such part of a speaker, or no such basis."""
    for vocabulary, word in (("speaker_roles", voice.speaker_role), ("bases", voice.basis)):
        if word and word not in load().values(vocabulary):
            raise ReviewError(
                say(
                    "{word}: there is no such word; there are {words}",
                    word=word,
                    words=", ".join(load().values(vocabulary)),
                )
            )


@dataclass(frozen=True, slots=True)
class Witness:
    """The words of a report that say a value, and who says so in it."""

    quote: str
    start: int | None = None
    """Where they begin, in code points of the text; where not told, the first place where they stand is meant."""
    speaker: str | None = None
    speaker_role: str | None = None
    basis: str = "reported_as_fact"

    def find(self, content: str, report: str) -> Span:
        """Return where they stand in a text with `content`. Raises ReviewError."""
        words = self.quote.strip()
        at = content.find(words) if self.start is None else self.start + self.quote.index(words)
        if not words or at < 0 or content[at : at + len(words)] != words:
            raise ReviewError(
                say("{report}: these words do not stand in it; copy them from `gawah text`, exactly", report=report)
            )
        if len(words) > LONGEST_QUOTE:
            raise ReviewError(
                say(
                    "{report}: a quote has {longest_quote} characters at most; these words have {len}",
                    report=report,
                    longest_quote=LONGEST_QUOTE,
                    len=len(words),
                )
            )
        return Span(at, at + len(words))

    @property
    def voice(self) -> Voice:
        """Who says it, and on what basis."""
        return Voice(self.speaker or None, self.speaker_role or None, self.basis)

    def bear(self, event: Event, field: str, value: Json, span: Span) -> Assertion:
        """Return the assertion that an event has a value, by these words."""
        speaker, role = self.speaker or None, self.speaker_role or None
        return Assertion.of(event, field, value, [span], speaker=speaker, speaker_role=role, basis=self.basis)


def add_value(
    store: "Store",
    id_: str,
    path: str,
    words: str,
    report: str,
    witness: Witness | str,
    who: Reviewer,
    parts: Mapping[str, str] | None = None,
) -> Coding:
    """Add a value that a report states and no coder saw, resting on words of that report.

    `path` may be that of a response's field, "/responses/0/actor", or "/responses", for a response that no coder saw,
    whose type `words` then are. `parts` are what else the words say of the item: {"outcome": "killed"}. `report` is its
    path, URL or id, as `gawah show` names it. Raises ReviewError where the report does not hold the words, and
    IncidentNotFound.
    """
    said = _take_witness(witness)
    to, link = _find_holder(store, id_, path)
    coding = shape_coding(find_input(store, id_, report), report, path, words, said, who.coder, parts)
    about = {"time": who.time, "reason": who.reason}
    store.append([coding, Link.of(link, coding.events[0].id, to, who.name, **about)])
    return coding


def start_incident(
    store: "Store",
    report: str,
    path: str,
    words: str,
    witness: Witness | str,
    who: Reviewer,
    parts: Mapping[str, str] | None = None,
) -> Coding:
    """Code an incident that no coder saw in a report, in any language: by its first value, and the words that say it.

    `report` is its id, or the beginning of it, its URL or its path. What else the report says of the incident is added
    to it (`add_value`). Raises ReviewError, StoreError.
    """
    if path.strip("/").startswith("responses"):
        raise ReviewError(say("a response answers an incident: add it to one"))
    coding = shape_coding(
        find_report_input(store, report), report, path, words, _take_witness(witness), who.coder, parts
    )
    (event,) = coding.events
    about = {"time": who.time, "reason": who.reason}
    store.append([coding, Link.of("same", event.id, event.id, who.name, **about)])  # the decision, to be taken back by
    return coding


def _take_witness(witness: Witness | str) -> Witness:
    return Witness(witness) if isinstance(witness, str) else witness


def shape_coding(
    read: CodingInput,
    report: str,
    path: str,
    words: str,
    witness: Witness,
    coder: str,
    parts: Mapping[str, str] | None = None,
) -> Coding:
    """Return what a person says by one value: an event of its own, in words of the report. Raises ReviewError."""
    check_voice(witness.voice)
    span = witness.find(read.text.content, report)
    said = shape_value(path, words, parts, read.text.content[span.start : span.end])
    event = Event.of(read, coder, "response" if path.strip("/").startswith("responses") else "incident", span)
    return Coding(read, event.coder, (event,), tuple(witness.bear(event, field, value, span) for field, value in said))


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
            raise ReviewError(
                say("{name}: this is an incident; name one of its responses, as {name}/r1 for the first", name=name)
            )
        return event
    responses = store.find_incident(named["id"]).incident.responses
    place = int(named["place"]) if named["place"] else int(named["number"]) - 1
    if not 0 <= place < len(responses):
        has = f"r1 to r{len(responses)}" if responses else "none"
        raise ReviewError(say("{name}: the incident has no such response; it has {has}", name=name, has=has))
    return store.find_event(responses[place].event)[0]


def find_report_input(store: "Store", report: str) -> CodingInput:
    """Return what a coder was given of a report, named by its id, the beginning of that, its URL or its path.

    Raises StoreError where there is no such report.
    """
    location = report if "://" in report else str(Path(report).absolute())
    text, _ = store.find_report(store.find_version(location) or report)
    inputs = (coding.coding_input for coding in store.read(Coding, [text.sha256]))
    return next((read for read in inputs if read.text.report_id == text.report_id), CodingInput(text))


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
    raise ReviewError(
        say("{report}: {id} rests on no such report; it rests on {known}", report=report, id=id_, known=known)
    )
