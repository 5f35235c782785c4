"""How a record stands in the store: a public part in the ledger, private parts in the vault, and back again.

The ledger says that something was said, where and by which coder; what was said, with every name and quote, lies in
the vault. Each kind of record is one `Form` in `FORMS`.
"""

import hashlib
import json
import re
import sys
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Protocol, TypeAlias

from gawah.errors import StoreDamaged
from gawah.gazetteer.folding import fold
from gawah.marks import Mark, ProjectSecret
from gawah.media import Attachment, Media
from gawah.model import (
    Acquisition,
    Assertion,
    BlindCoding,
    Coding,
    CodingInput,
    Erasure,
    Event,
    Given,
    Json,
    Link,
    Omission,
    Region,
    Report,
    Review,
    Rival,
    Run,
    SavedList,
    Span,
    Text,
    Voice,
    canonical_json,
    hash_id,
)

FREE, ADRIFT, MAIN = 0, 1, 2
"""How an event hangs together with others of its text: not; a response tied to nothing; told as the main subject."""
APART = ("different", "unsure")
"""Kinds of links that join nothing."""
MARKS, EVERYWHERE, SECRET = "marks", "marks everywhere", "secret"
"""The subjects under which all marks stand, those that are about no one incident, and the project's secret."""
BLIND = "blind"
"""The subject under which all steps of blind coding stand."""

Public: TypeAlias = dict[str, Json]
Private: TypeAlias = Sequence[bytes | None]


@dataclass(frozen=True, slots=True)
class Written:
    """A record as it is stored."""

    kind: str
    public: Public
    """What the ledger says."""
    private: tuple[bytes, ...] = ()
    """What the vault holds, part by part."""


@dataclass(frozen=True, slots=True)
class Stored:
    """A ledger row read back: its number, and its parts, None for one that was destroyed."""

    seq: int
    kind: str
    public: Public
    private: tuple[bytes | None, ...]

    @property
    def is_whole(self) -> bool:
        """Whether nothing of it was destroyed."""
        return None not in self.private

    def content(self, part: int = 0) -> Json:
        """Return a private part as JSON. Raises StoreDamaged where it was destroyed."""
        held = self.private[part]
        if held is None:
            raise StoreDamaged(f"record {self.seq} of the ledger was erased; rebuild the views")
        return json.loads(held)


class Library(Protocol):
    """Where a form finds the records that its own refers to."""

    def text(self, id_: str) -> Text | None:
        """Return the text that is known by this record id, None where it was erased."""
        ...


@dataclass(frozen=True, slots=True)
class Form:
    """How one kind of record is stored."""

    kind: str
    record: type
    write: Callable[[Any], Written]
    read: Callable[[Stored, Library], Any]
    """Return the record, None where too little of it is left."""
    identify: Callable[[Public, Private], str | None]
    """Return by what the record is known when it comes again, None where too little of it is left."""
    list_subjects: Callable[[Public, Private], Iterable[str]]
    """Return ids of the reports, texts and events that the record is about."""


# --- reports, texts ---------------------------------------------------------------------------------------------------


def _write_report(report: Report) -> Written:
    if report.payload is None:
        raise ValueError(f"{report.id}: a report is stored with its bytes")
    public = {"id": report.id, "size": report.size}
    return Written("report", public, (report.payload,))


def _read_report(stored: Stored, library: Library) -> Report:
    return Report(stored.public["id"], stored.public["size"], stored.private[0])


def _write_acquisition(came: Acquisition) -> Written:
    content = {
        "path": came.path,
        "url": came.url,
        "retrieved": came.retrieved,
        "publisher": came.publisher,
        "licence": came.licence,
        "cites": list(came.cites),
        "location": came.location,
        **({"published_at": came.published_at} if came.published_at else {}),
    }
    public = {"report": came.report_id, "version_of": came.version_of}
    return Written("acquisition", public, (canonical_json(content),))


def _identify_acquisition(public: Public, private: Private) -> str | None:
    """Return by what an acquisition is known; that it is a version of another report is found out by the store."""
    if private[0] is None:
        return None
    return hash_id("acquisition", 1, {"report": public["report"], **json.loads(private[0])})


def _list_acquired(public: Public, private: Private) -> Iterator[str]:
    yield public["report"]
    if private[0] is not None and (location := json.loads(private[0])["location"]):
        yield name_location(location)


def name_location(location: str) -> str:
    """Return the subject under which reports that were found at a URL or path stand."""
    return "at:" + hashlib.sha256(location.encode("utf-8", "surrogatepass")).hexdigest()


def _read_acquisition(stored: Stored, library: Library) -> Acquisition | None:
    if not stored.is_whole:
        return None
    content = stored.content()
    cites = tuple(content.pop("cites"))
    return Acquisition(stored.public["report"], cites=cites, version_of=stored.public["version_of"], **content)


def _write_text(text: Text) -> Written:
    about = {"kind": text.kind, "language": text.language, "published": text.published}
    public = {"report": text.report_id, "deriver": text.deriver, "sha256": text.sha256, **about}
    regions = {"regions": [[r.start, r.end, r.page, *r.box] for r in text.regions]} if text.regions else {}
    private = (canonical_json({"title": text.title, **regions}), text.content.encode("utf-8"))
    return Written("text", public, private)


def identify_text(text: Text) -> str:
    """Return by what a text is known: whose it is, who derived it, and what a coder gets to see of it."""
    return hash_id("text", 1, _write_text(text).public)


def _read_region(held: list[int]) -> Region:
    start, end, page, *box = held
    return Region(start, end, page, tuple(box))


def _read_text(stored: Stored, library: Library) -> Text | None:
    content = stored.private[1]
    if content is None or stored.private[0] is None:
        return None
    public = stored.public
    about = {name: public[name] for name in ("kind", "language", "published")}
    held = stored.content()
    about |= {"title": held["title"], "regions": tuple(_read_region(r) for r in held.get("regions", ()))}
    return Text(public["report"], public["deriver"], content.decode("utf-8"), public["sha256"], **about)


# --- codings ----------------------------------------------------------------------------------------------------------


def _write_coding(coding: Coding) -> Written:
    """Return a coding with its events in the open, and all that they are said to be in the vault.

    Assertions that name a person are private parts of their own, so that a person can be erased alone. Raises KeyError
    for an assertion of another coding's event: who adds to an event has one of their own, linked as the same.
    """
    read, events, ties = coding.coding_input, coding.events, _tell_ties(coding)
    own = {event.id: n for n, event in enumerate(events)}
    said = [(a, _write_assertion(a, own[a.event_id])) for a in coding.assertions]
    apart = _find_naming(coding.assertions)
    content = {
        "given": [[g.key, g.value, g.given_by] for g in read.given],
        "assertions": [written for a, written in said if a.id not in apart],
        "links": [_write_tie(link) for link in coding.links],
        "omissions": [[o.reason, *_write_span(o.span)] for o in coding.omissions],
        "rivals": [[own[r.event_id], r.field, r.value, _write_span(r.span), r.rule, r.why] for r in coding.rivals],
        "notes": list(coding.notes),
    }
    public = {
        "source": identify_text(read.text),
        "text": read.text.sha256,
        "input": read.id,
        "coder": coding.coder,
        "events": [[e.kind, *_write_span(e.anchor), ties.get(e.id, FREE)] for e in events],
        "edges": sorted({(own[k.from_event], own[k.to_event]) for k in coding.links if k.kind not in APART}),
    }
    people = [canonical_json(written) for a, written in said if a.id in apart]
    return Written("coding", public, (canonical_json(content), *people))


def _tell_ties(coding: Coding) -> dict[str, int]:
    """Return how each event hangs together with others of its text."""
    answers = {link.from_event for link in coding.links if link.kind == "response_to"}
    ties = {e.id: ADRIFT for e in coding.events if e.kind == "response" and e.id not in answers}
    return {a.event_id: MAIN for a in coding.assertions if a.field == "main" and a.value is True} | ties


def _identify_coding(public: Public, private: Private) -> str | None:
    """Return by what a coding is known: a machine's by its input and coder@version, a person's by its content too."""
    about = {"source": public["source"], "input": public["input"], "coder": public["coder"]}
    if "@" in public["coder"]:
        return hash_id("coding", 1, about)
    if None in private:
        return None
    return hash_id("coding", 1, {**about, "content": [part.decode("utf-8") for part in private if part is not None]})


def _list_coded(public: Public, private: Private) -> Iterator[str]:
    yield public["text"]
    held = private[0]
    if held is not None and b'"foreign_ids/' in held:  # most codings have none, and reading one takes time
        for _, field, value, *_ in json.loads(held)["assertions"]:
            if field.startswith("foreign_ids/"):
                yield name_foreign(value)


def name_foreign(id_: str) -> str:
    """Return the subject under which what tells of an incident with this id of another dataset stands."""
    return "id:" + id_.strip().casefold()


def _find_naming(assertions: Sequence[Assertion]) -> frozenset[str]:
    """Return the ids of the assertions that name a person, or whose words hold a name that one of them gives.

    Figures are not among them, though they quote a report: a toll stands whoever was counted.
    """
    people = {a.id for a in assertions if names_person(a)}
    names = {fold_name(name) for a in assertions if a.id in people for name in read_names(a.value)}
    told = (a for a in assertions if not a.field.startswith("figures/"))
    others = (a.id for a in told if a.id not in people and mentions_any(a.value, names))
    return frozenset([*people, *others])


def read_names(value: Json) -> list[str]:
    """Return the names that the value of an assertion on a person gives."""
    if isinstance(value, str):
        return [value]
    about = value if isinstance(value, dict) else {}
    return [name for name in (about.get("name"), *(about.get("aliases") or ())) if isinstance(name, str)]


def fold_name(words: str) -> str:
    """Return words, folded, with one space for all that stands between them."""
    return " ".join(re.findall(r"\w+", fold(words)))


def mentions_any(value: Json, names: Collection[str]) -> bool:
    """Whether the words of a value hold any of these names, as `fold_name` gives them."""
    if not names or value is None or isinstance(value, bool | int | float):
        return False
    if isinstance(value, str):
        words = f" {fold_name(value)} "
        return any(f" {name} " in words for name in names)
    parts = value.values() if isinstance(value, dict) else value
    return any(mentions_any(part, names) for part in parts)


def names_person(assertion: Assertion) -> bool:
    """Whether `assertion` names a person: one who was harmed, or the value of a project's field."""
    own = assertion.field.startswith("custom/") and isinstance(assertion.value, dict) and "status" in assertion.value
    return own or "/persons" in assertion.field


def _write_span(span: Span) -> list[Json]:
    return [span.start, span.end, span.role]


def _read_span(written: Sequence[Any]) -> Span:
    return Span(*written)


def _write_assertion(said: Assertion, event: int) -> Json:
    given = said.given
    return [
        event,
        said.field,
        said.value,
        [_write_span(s) for s in said.spans],
        said.speaker,
        said.speaker_role,
        said.basis,
        [given.key, given.value, given.given_by] if given else None,
        said.confidence,
        said.rule,
        _write_span(said.trigger) if said.trigger else None,
    ]


def _read_assertion(written: Sequence[Any], events: Sequence[Event]) -> Assertion:
    event, field, value, spans, speaker, role, basis, given, confidence, rule, trigger = written
    return Assertion.of(
        events[event],
        field,
        value,
        [_read_span(s) for s in spans],
        speaker=speaker,
        speaker_role=role,
        basis=basis,
        given=Given(*given) if given else None,
        confidence=float(confidence),  # canonical JSON writes 1.0 as 1
        rule=rule,
        trigger=_read_span(trigger) if trigger else None,
    )


def read_edges(public: Public) -> list[tuple[str, str]]:
    """Return the ids of the events of a coding that its own links join, from what the ledger says of it."""
    events = read_events(public) if public["edges"] else ()
    return [(events[one].id, events[other].id) for one, other in public["edges"]]


def read_events(public: Public) -> tuple[Event, ...]:
    """Return the events of a coding from what the ledger says of it."""
    read, coder, text = public["input"], public["coder"], public["text"]
    found = []
    for kind, start, end, role, _ in public["events"]:
        content = {"coding_input": read, "coder": coder, "kind": kind, "anchor": [start, end]}
        found.append(Event(hash_id("event", 1, content), read, text, coder, kind, Span(start, end, role)))
    return tuple(found)


def _read_coding(stored: Stored, library: Library) -> Coding | None:
    text = library.text(stored.public["source"])
    if text is None or stored.private[0] is None:
        return None
    content, events = stored.content(), read_events(stored.public)
    people = [json.loads(part) for part in stored.private[1:] if part is not None]
    return Coding(
        CodingInput(text, tuple(Given(*g) for g in content["given"])),
        stored.public["coder"],
        events,
        tuple(_read_assertion(written, events) for written in [*content["assertions"], *people]),
        tuple(_read_tie(written) for written in content["links"]),
        tuple(Omission(reason, Span(*span)) for reason, *span in content["omissions"]),
        tuple(Rival(events[e].id, f, v, _read_span(s), rule, why) for e, f, v, s, rule, why in content["rivals"]),
        tuple(content["notes"]),
    )


def _write_blind(step: BlindCoding) -> Written:
    """Return a step of blind coding: its coding is written as any, under a kind that no view looks at."""
    head = {"id": step.id, "by": step.by, "time": step.time, "undoes": step.undoes}
    head |= {"link": _write_tie(step.link)} if step.link else {}
    said = _write_coding(step.coding) if step.coding else None
    public = {"text": step.text.sha256, "source": identify_text(step.text), "coding": said.public if said else None}
    return Written("blind", public, (canonical_json(head), *(said.private if said else ())))


def _read_blind(stored: Stored, library: Library) -> BlindCoding | None:
    text = library.text(stored.public["source"])
    if text is None or stored.private[0] is None:
        return None
    head, said = stored.content(), stored.public["coding"]
    coding = _read_coding(Stored(stored.seq, "coding", said, stored.private[1:]), library) if said else None
    link = _read_tie(head["link"]) if "link" in head else None
    return BlindCoding(head["id"], head["by"], head["time"], text, coding, link, head["undoes"])


# --- links, reviews, runs ---------------------------------------------------------------------------------------------


def _write_tie(link: Link) -> Json:
    spans = [_write_span(s) for s in link.spans]
    return [
        link.kind,
        link.from_event,
        link.to_event,
        link.made_by,
        spans,
        link.score,
        link.reason,
        link.time,
        link.undoes,
    ]


def _read_tie(written: Sequence[Any]) -> Link:
    kind, start, end, made_by, spans, score, reason, time, undoes = written
    score = None if score is None else float(score)
    about = {
        "spans": tuple(_read_span(s) for s in spans),
        "score": score,
        "reason": reason,
        "time": time,
        "undoes": undoes,
    }
    return Link.of(kind, start, end, made_by, **about)


def _write_link(link: Link) -> Written:
    public = {"kind": link.kind, "from": link.from_event, "to": link.to_event}
    return Written("link", public, (canonical_json(_write_tie(link)),))


def _read_link(stored: Stored, library: Library) -> Link | None:
    return _read_tie(stored.content()) if stored.is_whole else None


def _identify_link(public: Public, private: Private) -> str | None:
    return _read_tie(json.loads(private[0])).id if private[0] is not None else None


def _write_review(review: Review) -> Written:
    spans = [_write_span(s) for s in review.spans]
    content = {
        "id": review.id,
        "reviewer": review.reviewer,
        "time": review.time,
        "value": review.value,
        "reason": review.reason,
        "correction": review.correction,
        "undoes": review.undoes,
    }
    content |= {"voice": asdict(review.voice)} if review.voice else {}
    public = {"text": review.text_sha256, "field": review.field, "verdict": review.verdict, "spans": spans}
    public |= {"proof": [_write_span(s) for s in review.proof]} if review.proof else {}
    return Written("review", public, (canonical_json(content),))


def _read_review(stored: Stored, library: Library) -> Review | None:
    if not stored.is_whole:
        return None
    public, content = stored.public, stored.content()
    spans = tuple(_read_span(s) for s in public["spans"])
    about = {"verdict": public["verdict"], "text_sha256": public["text"], "field": public["field"], "spans": spans}
    about["proof"] = tuple(_read_span(s) for s in public.get("proof", ()))
    about["voice"] = Voice(**content.pop("voice")) if content.get("voice") else None
    return Review(**content, **about)


def _write_run(run: Run) -> Written:
    public = {
        "id": run.id,
        "coder": run.coder,
        "gawah": run.gawah,
        "started": run.started,
        "finished": run.finished,
        "reports": run.reports,
        "failed": run.failed,
        "upto": run.upto,
    }
    return Written("run", public)


def _read_run(stored: Stored, library: Library) -> Run:
    return Run(**stored.public)


# --- what was destroyed, and lists ------------------------------------------------------------------------------------


def _write_erasure(erasure: Erasure) -> Written:
    public = {"entries": [list(entry) for entry in erasure.entries], "time": erasure.time}
    return Written("erasure", public, (canonical_json({"by": erasure.by, "reason": erasure.reason}),))


def _read_erasure(stored: Stored, library: Library) -> Erasure:
    entries = tuple((seq, part) for seq, part in stored.public["entries"])
    return Erasure(entries, time=stored.public["time"], **stored.content())


def _write_list(saved: SavedList) -> Written:
    content = {"name": saved.name, "criteria": saved.criteria, "time": saved.time}
    return Written("list", {}, (canonical_json(content),))


def _read_list(stored: Stored, library: Library) -> SavedList | None:
    return SavedList(**stored.content()) if stored.is_whole else None


# --- marks on what may leave the project ------------------------------------------------------------------------------


def _write_mark(mark: Mark) -> Written:
    content = {
        "id": mark.id,
        "by": mark.by,
        "time": mark.time,
        "reason": mark.reason,
        "person": mark.person,
        "value": mark.value,
        "undoes": mark.undoes,
    }
    return Written("mark", {"kind": mark.kind, "event": mark.event_id}, (canonical_json(content),))


def _read_mark(stored: Stored, library: Library) -> Mark | None:
    if not stored.is_whole:
        return None
    said = stored.content()
    said |= {name: sys.intern(said[name]) for name in ("by", "reason")}  # many marks are one person's, for one reason
    return Mark(kind=stored.public["kind"], event_id=stored.public["event"], **said)


def _list_marked(public: Public, private: Private) -> Iterator[str]:
    yield from (MARKS, public["event"] or EVERYWHERE)
    if public["kind"] == "assignment" and private[0] is not None:
        yield name_assigned(json.loads(private[0])["value"])


def name_assigned(name: str | None) -> str:
    """Return the subject under which what is assigned to somebody stands, which does not give the name away."""
    return f"assigned:{hashlib.sha256((name or '').encode('utf-8', 'surrogatepass')).hexdigest()}"


def _write_secret(secret: ProjectSecret) -> Written:
    return Written("secret", {}, (secret.key,))


def _read_secret(stored: Stored, library: Library) -> ProjectSecret | None:
    return None if stored.private[0] is None else ProjectSecret(stored.private[0])


# --- attachments ------------------------------------------------------------------------------------------------------


def _write_media(media: Media) -> Written:
    if media.payload is None:
        raise ValueError(f"{media.id}: media are stored with their bytes")
    return Written("media", {"id": media.id, "type": media.type, "size": media.size}, (media.payload,))


def _read_media(stored: Stored, library: Library) -> Media:
    return Media(stored.public["id"], stored.public["type"], stored.public["size"], stored.private[0])


def _write_attachment(kept: Attachment) -> Written:
    content = {"id": kept.id, "name": kept.name, "by": kept.by, "time": kept.time, "caption": kept.caption}
    shown = {"path": kept.path, "region": list(kept.region or ()), "moment": list(kept.moment or ())}
    shown |= {} if kept.value is None else {"value": kept.value}
    public = {"media": kept.media_id, "subject": kept.subject, "undoes": kept.undoes}
    return Written("attachment", public, (canonical_json({**content, **shown}),))


def _read_attachment(stored: Stored, library: Library) -> Attachment | None:
    if not stored.is_whole:
        return None
    content, public = stored.content(), stored.public
    region, moment = (tuple(map(float, content.pop(name))) or None for name in ("region", "moment"))
    assert region is None or len(region) == 4
    assert moment is None or len(moment) == 2
    about = {"media_id": public["media"], "subject": public["subject"], "undoes": public["undoes"]}
    return Attachment(**content, **about, region=region, moment=moment)


FORMS: Mapping[str, Form] = {
    form.kind: form
    for form in (
        Form(
            kind="report",
            record=Report,
            write=_write_report,
            read=_read_report,
            identify=lambda public, private: public["id"],
            list_subjects=lambda public, private: (),
        ),
        Form(
            kind="acquisition",
            record=Acquisition,
            write=_write_acquisition,
            read=_read_acquisition,
            identify=_identify_acquisition,
            list_subjects=_list_acquired,
        ),
        Form(
            kind="text",
            record=Text,
            write=_write_text,
            read=_read_text,
            identify=lambda public, private: hash_id("text", 1, public),
            list_subjects=lambda public, private: (public["report"], public["sha256"]),
        ),
        Form(
            kind="coding",
            record=Coding,
            write=_write_coding,
            read=_read_coding,
            identify=_identify_coding,
            list_subjects=_list_coded,
        ),
        Form(
            kind="link",
            record=Link,
            write=_write_link,
            read=_read_link,
            identify=_identify_link,
            list_subjects=lambda public, private: (public["from"], public["to"]),
        ),
        Form(
            kind="review",
            record=Review,
            write=_write_review,
            read=_read_review,
            identify=lambda public, private: json.loads(private[0])["id"] if private[0] is not None else None,
            list_subjects=lambda public, private: (public["text"],),
        ),
        Form(
            kind="blind",
            record=BlindCoding,
            write=_write_blind,
            read=_read_blind,
            identify=lambda public, private: json.loads(private[0])["id"] if private[0] is not None else None,
            list_subjects=lambda public, private: (public["text"], BLIND),
        ),
        Form(
            kind="run",
            record=Run,
            write=_write_run,
            read=_read_run,
            identify=lambda public, private: public["id"],
            list_subjects=lambda public, private: (f"run:{public['coder']}",),
        ),
        Form(
            kind="erasure",
            record=Erasure,
            write=_write_erasure,
            read=_read_erasure,
            identify=lambda public, private: None,
            list_subjects=lambda public, private: (),
        ),
        Form(
            kind="list",
            record=SavedList,
            write=_write_list,
            read=_read_list,
            identify=lambda public, private: None,
            list_subjects=lambda public, private: ("lists",),
        ),
        Form(
            kind="mark",
            record=Mark,
            write=_write_mark,
            read=_read_mark,
            identify=lambda public, private: json.loads(private[0])["id"] if private[0] is not None else None,
            list_subjects=_list_marked,
        ),
        Form(
            kind="secret",
            record=ProjectSecret,
            write=_write_secret,
            read=_read_secret,
            identify=lambda public, private: SECRET,
            list_subjects=lambda public, private: (SECRET,),
        ),
        Form(
            kind="media",
            record=Media,
            write=_write_media,
            read=_read_media,
            identify=lambda public, private: "media:" + public["id"],
            list_subjects=lambda public, private: (),
        ),
        Form(
            kind="attachment",
            record=Attachment,
            write=_write_attachment,
            read=_read_attachment,
            identify=lambda public, private: json.loads(private[0])["id"] if private[0] is not None else None,
            list_subjects=lambda public, private: (public["subject"], public["media"]),
        ),
    )
}
"""Every kind of record that the store takes. A new kind is one more line here."""

_BY_TYPE = {form.record: form for form in FORMS.values()}


def write(record: object) -> Written:
    """Return `record` as it is stored. Raises TypeError for what is no record of the store's."""
    form = _BY_TYPE.get(type(record))
    if form is None:
        raise TypeError(f"the store keeps no {type(record).__name__}")
    return form.write(record)
