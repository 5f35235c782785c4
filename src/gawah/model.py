"""The records that Gawah keeps, and the identities that hold among them. Standard library only.

One way through::

    Report ─▶ Text ─▶ CodingInput ─▶ Coding (Event, Assertion, Link, Omission) ─▶ Incident

`Report`, `Acquisition`, `Text`, `Event`, `Assertion`, `Link`, `Review` and `Run` are *added* and never changed.
`Incident` and what it is made of are a *computed view* of assertions: drop it, compute it again, get the same.

Offsets are code points of the derived text, start inclusive, end exclusive. Dates are EDTF (ISO 8601-2) or ISO 8601.
Machine records have ids hashed from their coding input and content; a person's records carry their time in the id.
"""

import hashlib
import math
from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from json.encoder import encode_basestring
from typing import Any, Literal, Protocol

from gawah.frozen import quick_to_make

Json = Any
"""A JSON value: None, bool, int, float, str, or lists and string-keyed dicts of these."""

Audience = Literal["internal", "partner", "public"]
Workflow = Literal["new", "in_review", "ready", "second_review", "released"]
Verification = Literal["none", "single_source", "corroborated", "verified"]
PersonStatus = Literal["private", "public_role"]
SpanRole = Literal["states", "context", "contradicts"]
EventKind = Literal["incident", "response"]
LinkKind = Literal["same", "different", "unsure", "response_to", "part_of", "claims", "denies"]
Verdict = Literal["accept", "correct", "reject"]


# --- canonical JSON and hashed ids ------------------------------------------------------------------------------------


def canonical_json(value: Json) -> bytes:
    """Return `value` as RFC 8785 canonical JSON in UTF-8: one byte string for one value, whoever writes it.

    Raises ValueError for what JSON cannot say: NaN, infinities, keys that are no strings, lone surrogates.
    """
    return _write_canonical(value).encode("utf-8")


def _write_canonical(value: Json) -> str:
    return _WRITERS.get(type(value), _write_other)(value)


def _write_object(value: Mapping[Any, Json]) -> str:
    writers = _WRITERS
    try:
        keys = _sort_keys(tuple(value))
    except TypeError:
        raise ValueError("a JSON object has strings as keys") from None
    return "{" + ",".join([quoted + writers.get(type(v := value[k]), _write_other)(v) for k, quoted in keys]) + "}"


def _write_array(value: Sequence[Json]) -> str:
    return "[" + ",".join([_WRITERS.get(type(item), _write_other)(item) for item in value]) + "]"


def _write_other(value: Json) -> str:
    """Return what is written of a value whose type is a subclass of one that JSON has, or any other mapping."""
    for kind, write in _WRITERS.items():
        if isinstance(value, kind):
            return write(value)
    if isinstance(value, Mapping):
        return _write_object(value)
    raise ValueError(f"not a JSON value: {type(value).__name__}")


@lru_cache(maxsize=4096)  # most objects are records of a few kinds
def _sort_keys(keys: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """Return an object's keys, each with what is written of it, in the order of RFC 8785: by UTF-16 code units, unlike
    code points above U+FFFF. Raises TypeError where they are no strings.
    """
    plain = all(map(str.isascii, keys))
    ordered = sorted(keys) if plain else sorted(keys, key=lambda k: k.encode("utf-16-be"))
    return tuple([(k, encode_basestring(k) + ":") for k in ordered])


def _canonical_number(value: int | float) -> str:
    """Return a number as ECMAScript writes it, which RFC 8785 asks for."""
    if isinstance(value, int):
        if abs(value) > 2**53 - 1:
            raise ValueError(f"{value} is beyond the whole numbers that JSON readers keep exactly")
        return str(value)
    if not math.isfinite(value):
        raise ValueError("JSON has no NaN and no infinity")
    mantissa, _, exponent = repr(value).partition("e")
    sign, digits = "-" * mantissa.startswith("-"), mantissa.lstrip("-").replace(".", "")
    if not exponent:
        return str(int(value)) if mantissa.endswith(".0") else mantissa
    power = int(exponent)
    if -6 <= power < 0:  # ECMAScript writes 0.000001 where Python writes 1e-06
        return f"{sign}0.{'0' * (-power - 1)}{digits}"
    if 0 < power < 21:  # and 100000000000000000000 where Python writes 1e+20
        return sign + digits.ljust(power + 1, "0")
    return f"{mantissa}e{'+' if power > 0 else ''}{power}"


_WRITERS: Mapping[type, Callable[[Any], str]] = {
    str: encode_basestring,
    type(None): {None: "null"}.__getitem__,  # which Python looks up faster than it calls a function
    bool: {True: "true", False: "false"}.__getitem__,
    int: _canonical_number,
    float: _canonical_number,
    dict: _write_object,
    list: _write_array,
    tuple: _write_array,
}
"""How the values that JSON has are written, by their types; bool stands before int, which it is a kind of."""


def hash_id(kind: str, version: int, content: Mapping[str, Json]) -> str:
    """Return the id of a record: SHA-256 in hex of canonical JSON that begins with the record's type and version."""
    return hashlib.sha256(canonical_json([kind, version, dict(content)])).hexdigest()


def short_id(full: str) -> str:
    """Return the ten letters and digits by which people name the record with this hex id."""
    bits = int(full[:14], 16) >> 6  # ten times five of the first 56
    return "".join([_BASE32[bits >> shift & 31] for shift in range(45, -1, -5)])


_BASE32 = "abcdefghijklmnopqrstuvwxyz234567"


# --- what was received ------------------------------------------------------------------------------------------------


@quick_to_make
@dataclass(frozen=True, slots=True)
class Report:
    """One document as received. `id`: "sha256:" and the hash of its own payload bytes, not of a container."""

    id: str
    size: int
    """Bytes in the payload."""
    payload: bytes | None = field(default=None, repr=False, compare=False)
    """The bytes themselves; None where they are not at hand."""

    @classmethod
    def of(cls, payload: bytes) -> "Report":
        """Return the report whose payload is `payload`."""
        return cls("sha256:" + hashlib.sha256(payload).hexdigest(), len(payload), payload)


@quick_to_make
@dataclass(frozen=True, slots=True)
class Acquisition:
    """How a report came to us; a report may have several."""

    report_id: str
    path: str | None = None
    url: str | None = None
    retrieved: str | None = None
    """ISO 8601 time at which it was fetched, where a fetch was made."""
    publisher: str | None = None
    licence: str | None = None
    cites: tuple[str, ...] = ()
    """Whose reports it says that it rests on: references, agencies' lines, "reports The Hindu"."""
    version_of: str | None = None
    """Id of the report of which this one is a later version."""
    location: str | None = None
    """URL or absolute path at which it was found alone: what lies there another time is another version of it."""
    published_at: str | None = None
    """ISO 8601 time of its publication, where it is told with its time zone."""


@quick_to_make
@dataclass(frozen=True, slots=True)
class Given:
    """A value given from outside the text: by the user, a sidecar file, a feed, a JSON field."""

    key: str
    """published, year, country, language, title, url, publisher, …"""
    value: str
    given_by: str
    """user, sidecar, json, feed, header, …"""


@dataclass(frozen=True, slots=True)
class Region:
    """Where a stretch of a text stands in the pages that it was read from."""

    start: int
    end: int
    page: int
    """Counted from 1."""
    box: tuple[int, ...] = ()
    """Left, top, right and bottom edge in thousandths of the page's width and height; empty where only the page is
    known."""


@quick_to_make
@dataclass(frozen=True, slots=True)
class Text:
    """The text derived once from a report's bytes, and frozen. Spans point into `content`.

    `content` is NFC with "\\n" line ends. Whatever the report's container, structure stands in the text itself in one
    form (`= Title =`, an `Infobox` block of `- Key: value` lines, `== Section ==`, `Key: value` head lines), so that
    coding is a function of the text and of what is given beside it, and of nothing else.
    """

    report_id: str
    deriver: str
    """name@version of the reader that made it, as "rendered@1"."""
    content: str
    sha256: str
    """Of `content` in UTF-8, in hex."""
    title: str | None = None
    kind: str | None = None
    """news, agency, official, ngo, social, encyclopedia, dataset, testimony, court; None where unknown."""
    language: str | None = None
    """BCP 47, as "en"."""
    published: str | None = None
    """ISO 8601 date, where the text's head or the container's metadata gives one."""
    regions: tuple[Region, ...] = ()
    """In order, where it was read from pages. They say where words stand, and are nothing that a coder looks at."""

    def region_at(self, offset: int) -> Region | None:
        """Return the region that holds a code point, or None."""
        at = bisect_right(self.regions, offset, key=lambda region: region.start) - 1
        return self.regions[at] if at >= 0 and offset < self.regions[at].end else None

    @classmethod
    def of(cls, report_id: str, deriver: str, content: str, **about: Any) -> "Text":
        """Return the text with `content`, its hash computed; `about` are the remaining fields."""
        digest = hashlib.sha256(content.encode("utf-8")).hexdigest()
        return cls(report_id, deriver, content, digest, **about)


@quick_to_make
@dataclass(frozen=True, slots=True)
class Source:
    """One report as a reader hands it over: the payload's identity, how it came, its text, what was given with it."""

    report: Report
    acquisition: Acquisition
    text: Text
    given: tuple[Given, ...] = ()


# --- what a coder reads and says --------------------------------------------------------------------------------------


@quick_to_make
@dataclass(frozen=True, slots=True)
class CodingInput:
    """All that a coder may look at. The same input gives the same coding, byte for byte."""

    text: Text
    given: tuple[Given, ...] = ()
    """Sorted by key; published, year, country, language among them where given."""

    @property
    def id(self) -> str:
        """Hash over the text's hash, the published date, the language and the given metadata."""
        return _hash_input(self.text.sha256, self.text.published, self.text.language, self.given)

    def value_given(self, key: str) -> Given | None:
        """Return the first value given under `key`, or None."""
        return next((g for g in self.given if g.key == key), None)


@lru_cache(maxsize=8)  # each event of an input asks for it
def _hash_input(text_sha256: str, published: str | None, language: str | None, given: tuple[Given, ...]) -> str:
    content = {
        "text_sha256": text_sha256,
        "published": published,
        "language": language,
        "given": [[g.key, g.value, g.given_by] for g in sorted(given, key=lambda g: (g.key, g.value))],
    }
    return hash_id("coding_input", 1, content)


@quick_to_make
@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of a text and what it does for a value."""

    start: int
    end: int
    role: SpanRole = "states"

    def overlaps(self, other: "Span") -> bool:
        """Whether the two share a character."""
        return self.start < other.end and other.start < self.end


@quick_to_make
@dataclass(frozen=True, slots=True)
class Event:
    """What a report tells of: a violent act (`incident`), or an answer to one (`response`)."""

    id: str
    coding_input: str
    text_sha256: str
    coder: str
    """name@version."""
    kind: EventKind
    anchor: Span
    """The words that tell of it first; no two events of one coder and kind share an anchor."""

    @classmethod
    def of(cls, source: CodingInput, coder: str, kind: EventKind, anchor: Span) -> "Event":
        """Return the event of `kind` that `coder` found at `anchor`, its id computed."""
        read = source.id
        return cls(_hash_event(read, coder, kind, anchor), read, source.text.sha256, coder, kind, anchor)


def _hash_event(coding_input: str, coder: str, kind: EventKind, anchor: Span) -> str:
    """Return what `hash_id("event", 1, …)` would, its keys written in order."""
    text = (
        f'["event",1,{{"anchor":[{anchor.start},{anchor.end}],"coder":{encode_basestring(coder)},'
        f'"coding_input":"{coding_input}","kind":"{kind}"}}]'
    )
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


@quick_to_make
@dataclass(frozen=True, slots=True)
class Assertion:
    """One value of one field of one event, said in one report.

    `field` is a path of the codebook's names, items of lists under a key that is stable within the coding:
    "type", "killed", "place", "perpetrators/p1", "victims/v2/count", "weapons/w1", "figures/f3" (see `gawah.record`).
    A value rests on spans of the text or, where it was given from outside, on `given`; never on nothing.
    """

    id: str
    event_id: str
    text_sha256: str
    coder: str
    field: str
    value: Json
    spans: tuple[Span, ...]
    speaker: str | None = None
    """Who says it inside the report; nested speakers outermost first, joined by " > "."""
    speaker_role: str | None = None
    basis: str = "reported_as_fact"
    given: Given | None = None
    confidence: float = 1.0
    """How sure the machine is that it read rightly, never that it happened. Outside the id."""
    rule: str | None = None
    """Name of the rule that fired. Outside the id."""
    trigger: Span | None = None
    """The words that fired it. Outside the id."""

    @classmethod
    def of(
        cls,
        event: Event,
        field: str,
        value: Json,
        spans: Sequence[Span],
        *,
        speaker: str | None = None,
        speaker_role: str | None = None,
        basis: str = "reported_as_fact",
        given: Given | None = None,
        confidence: float = 1.0,
        rule: str | None = None,
        trigger: Span | None = None,
    ) -> "Assertion":
        """Return the assertion that `event` has `value` in `field`, its id computed.

        Raises ValueError where neither spans nor `given` bear witness.
        """
        if not spans and given is None:
            raise ValueError(f"no witness, no value: {field}")
        record_id = _hash_assertion(event, field, value, spans, basis, given, (speaker, speaker_role))
        return cls(
            record_id, event.id, event.text_sha256, event.coder, field, value, tuple(spans), speaker, speaker_role,
            basis, given, confidence, rule, trigger,
        )  # fmt: skip

    @property
    def claim_key(self) -> tuple[str, str, bytes]:
        """What a review acts on, together with overlapping spans: text, field without item keys, canonical value."""
        return self.text_sha256, field_pattern(self.field), canonical_json(self.value)


def _hash_assertion(
    event: Event,
    field: str,
    value: Json,
    spans: Sequence[Span],
    basis: str,
    given: Given | None,
    said: tuple[str | None, str | None],
) -> str:
    """Return what `hash_id("assertion", 1, …)` would, its keys written in order: ids take much of a coding's time."""
    quote, (speaker, role) = encode_basestring, said
    witnesses = ",".join([f"[{s.start},{s.end},{quote(s.role)}]" for s in spans])
    text = (
        f'["assertion",1,{{"basis":{quote(basis)},"coder":{quote(event.coder)},"coding_input":"{event.coding_input}",'
        f'"event":"{event.id}","field":{quote(field)},'
        f'"given":{_write_array([given.key, given.value, given.given_by]) if given else "null"},'
        f'"spans":[{witnesses}],"speaker":{"null" if speaker is None else quote(speaker)},'
        f'"speaker_role":{"null" if role is None else quote(role)},'
        f'"value":{_WRITERS.get(type(value), _write_other)(value)}}}]'
    )
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def field_pattern(path: str) -> str:
    """Return a field's path with the keys of list items dropped: "victims/v2/count" is "victims/*/count"."""
    head, *rest = path.split("/")
    if head == "custom":  # what follows is the name of a field
        return path
    return "/".join([head, "*", *rest[1:]]) if rest else head


@quick_to_make
@dataclass(frozen=True, slots=True)
class Link:
    """Two events are the same, are not the same, or one answers, holds, claims or denies the other."""

    id: str
    kind: LinkKind
    from_event: str
    to_event: str
    made_by: str
    """A coder or linker (name@version), or a person's name."""
    spans: tuple[Span, ...] = ()
    score: float | None = None
    reason: str | None = None
    time: str | None = None
    """ISO 8601, on a person's link, and then part of the id."""
    undoes: str | None = None
    """Id of the link that this one takes back, and does nothing else."""

    @classmethod
    def of(cls, kind: LinkKind, from_event: str, to_event: str, made_by: str, **about: Any) -> "Link":
        """Return the link, its id computed; `about` are the remaining fields."""
        content = {"kind": kind, "from": from_event, "to": to_event, "by": made_by, "time": about.get("time")}
        content |= {"undoes": about["undoes"]} if about.get("undoes") else {}
        return cls(hash_id("link", 1, content), kind, from_event, to_event, made_by, **about)


def drop_undone(links: Iterable[Link]) -> list[Link]:
    """Return the links that nobody took back, without those that only take one back."""
    held = list(links)
    undone = list_undone(held)
    return [link for link in held if link.id not in undone and not link.undoes]


def list_undone(links: Sequence[Link]) -> set[str]:
    """Return the ids of the links that others take back, unless those were taken back themselves."""
    undone: set[str] = set()
    for link in sorted((l for l in links if l.undoes), key=lambda l: (l.time or "", l.id), reverse=True):
        if link.id not in undone and link.undoes:
            undone.add(link.undoes)
    return undone


@dataclass(frozen=True, slots=True)
class Voice:
    """Who says a value inside the report, as what, and on what basis (see `Assertion`)."""

    speaker: str | None = None
    speaker_role: str | None = None
    basis: str = "reported_as_fact"


@dataclass(frozen=True, slots=True)
class Review:
    """A person's decision on a claim, with a reason. It holds a snapshot, so it outlives the coder that proposed it."""

    id: str
    reviewer: str
    time: str
    """ISO 8601."""
    verdict: Verdict
    text_sha256: str
    field: str
    value: Json
    spans: tuple[Span, ...]
    reason: str
    correction: Json = None
    undoes: str | None = None
    """Id of the review that this one takes back, and does nothing else."""
    proof: tuple[Span, ...] = ()
    """The words that say the correction, where they are others than those of the claim."""
    voice: Voice | None = None
    """Who says the correction, where that is somebody else, or on another basis."""

    @classmethod
    def of(
        cls, reviewer: str, time: str, verdict: Verdict, on: "Assertion | Review", reason: str, **about: Any
    ) -> "Review":
        """Return the review of the claim that `on` makes, its id computed; `about` are the remaining fields.

        A review takes another one back by being about the same, with `undoes`.
        """
        content = {
            "reviewer": reviewer,
            "time": time,
            "verdict": verdict,
            "text_sha256": on.text_sha256,
            "field": on.field,
            "value": on.value,
            "spans": [[s.start, s.end] for s in on.spans],
            "correction": about.get("correction"),
            "undoes": about.get("undoes"),
        }
        content |= {"proof": [[s.start, s.end] for s in about["proof"]]} if about.get("proof") else {}
        if voice := about.get("voice"):
            content["voice"] = [voice.speaker, voice.speaker_role, voice.basis]
        record_id = hash_id("review", 1, content)
        return cls(record_id, reviewer, time, verdict, on.text_sha256, on.field, on.value, on.spans, reason, **about)

    def acts_on(self, assertion: Assertion) -> bool:
        """Whether `assertion` makes the claim that was reviewed, whichever coder made it."""
        mine = (self.text_sha256, field_pattern(self.field), canonical_json(self.value))
        return mine == assertion.claim_key and any(a.overlaps(b) for a in self.spans for b in assertion.spans)


@dataclass(frozen=True, slots=True)
class Omission:
    """Something that was seen and left out of the incidents, with its reason (RECORD.md, `not_coded`)."""

    reason: str
    span: Span


@quick_to_make
@dataclass(frozen=True, slots=True)
class Rival:
    """A value that a coder weighed for a field and did not assert."""

    event_id: str
    field: str
    value: Json
    span: Span
    rule: str
    why: str
    """Why it lost, in a few words."""


@dataclass(frozen=True, slots=True)
class Coding:
    """All that one coder says of one text."""

    coding_input: CodingInput
    coder: str
    events: tuple[Event, ...] = ()
    assertions: tuple[Assertion, ...] = ()
    links: tuple[Link, ...] = ()
    omissions: tuple[Omission, ...] = ()
    rivals: tuple[Rival, ...] = ()
    notes: tuple[str, ...] = ()
    """What a person should know of the coding, as that the coder abstained from a language that it does not read."""
    abstained: bool = False
    """Whether the coder does not read the text's language, and so says nothing of it."""

    @property
    def is_by_person(self) -> bool:
        """Whether a person says it, beside what machines read."""
        return self.coder.startswith(PERSON)


class Coder(Protocol):
    """A plain function over a batch of inputs: one coding an input, in their order. It reads nothing else."""

    def __call__(self, inputs: Sequence[CodingInput]) -> list[Coding]:
        """Code `inputs`."""
        ...


PERSON = "person:"
"""What the name of a coder begins with that is a person."""


@dataclass(frozen=True, slots=True)
class BlindCoding:
    """What a person says of a report without having seen what others made of it: it enters no incident.

    Each is one step: a value, with the link to what it is said of (to itself where it starts an incident); what takes
    an earlier step back; or, without any of these, that the person is done.
    """

    id: str
    by: str
    time: str
    """ISO 8601."""
    text: Text
    coding: Coding | None = None
    link: Link | None = None
    undoes: str | None = None
    """Id of the step that this one takes back, and does nothing else."""

    @property
    def is_end(self) -> bool:
        """Whether the person says that they are done."""
        return self.coding is None and self.undoes is None

    @classmethod
    def of(
        cls,
        by: str,
        time: str,
        text: Text,
        coding: Coding | None = None,
        link: Link | None = None,
        undoes: str | None = None,
    ) -> "BlindCoding":
        """Return the step, its id computed."""
        said = [assertion.id for assertion in coding.assertions] if coding else []
        content = {"by": by, "time": time, "text": text.sha256, "said": said, "undoes": undoes}
        return cls(hash_id("blind", 1, content), by, time, text, coding, link, undoes)


@dataclass(frozen=True, slots=True)
class Run:
    """One run of a coder, or of a linker, over a batch, for the log."""

    id: str
    coder: str
    gawah: str
    """Version of the program."""
    started: str
    finished: str
    reports: int
    failed: int
    upto: int = 0
    """Ledger sequence number up to which a linker has looked at events; 0 for a coder's run."""

    @classmethod
    def of(cls, coder: str, gawah: str, started: str, finished: str, **about: int) -> "Run":
        """Return the run, its id computed; `about` are the remaining fields."""
        content = {"coder": coder, "gawah": gawah, "started": started, "finished": finished, **about}
        return cls(hash_id("run", 1, content), coder, gawah, started, finished, **about)


@dataclass(frozen=True, slots=True)
class Erasure:
    """Private parts of the store's records that were destroyed for good, and why."""

    entries: tuple[tuple[int, int], ...]
    """Ledger sequence number and part of each."""
    by: str
    time: str
    """ISO 8601."""
    reason: str


@dataclass(frozen=True, slots=True)
class SavedList:
    """A list that is kept under a name, by what it asks for: so it is always up to date."""

    name: str
    criteria: Json
    """By name, as the store's criteria are; None where the list is kept no longer."""
    time: str
    """ISO 8601."""


# --- the incident: a computed view ------------------------------------------------------------------------------------


@quick_to_make
@dataclass(frozen=True, slots=True)
class Count:
    """How many, with bounds; an open bound is None. `word` keeps "dozens"."""

    low: int | None = None
    best: int | None = None
    high: int | None = None
    said: Literal["number", "some", "none"] = "number"
    approximate: bool = False
    word: str | None = None


@quick_to_make
@dataclass(frozen=True, slots=True)
class When:
    """A date as far as it is known: EDTF, its first and last day, and the bounds that the text's order gives."""

    edtf: str | None = None
    start: str | None = None
    end: str | None = None
    precision: Literal["day", "month", "year", "range", "unknown"] = "unknown"
    time: str | None = None
    after: str | None = None
    before: str | None = None


@quick_to_make
@dataclass(frozen=True, slots=True)
class Place:
    """Where, with what it lies in, a position in degrees (WGS 84) and how wide the position is."""

    name: str | None = None
    admin1: str | None = None
    admin2: str | None = None
    country: str | None = None
    """ISO 3166-1 alpha-2 (XK for Kosovo)."""
    lat: float | None = None
    lon: float | None = None
    radius_km: float | None = None
    geonameid: int | None = None
    precision: Literal["exact", "settlement", "district", "province", "country", "unknown"] = "unknown"
    relation: Literal["in", "near", "between", "km_from"] = "in"


@dataclass(frozen=True, slots=True)
class OtherPlace:
    """A place with another part in the incident than where it happened."""

    role: Literal["taken_from", "taken_to", "body_found", "launched_from", "aimed_at", "other"]
    name: str
    place: Place | None = None


@quick_to_make
@dataclass(frozen=True, slots=True)
class Attribution:
    """On what basis, and by whom, an act is laid to a perpetrator."""

    basis: str
    by: str | None = None
    by_role: str | None = None
    date: str | None = None


@dataclass(frozen=True, slots=True)
class Perpetrator:
    """Who is said to have done it; the headline attribution and all the others."""

    name: str
    actor_id: str | None = None
    kind: str = "unknown"
    parent: str | None = None
    attribution: str = "unknown"
    attributions: tuple[Attribution, ...] = ()


@dataclass(frozen=True, slots=True)
class Person:
    """A person whom a report names as a victim. `status` decides whether the name may ever leave a project."""

    name: str
    aliases: tuple[str, ...] = ()
    age: int | None = None
    sex: str | None = None
    outcome: str | None = None
    status: PersonStatus = "private"


@quick_to_make
@dataclass(frozen=True, slots=True)
class Victims:
    """A group of people harmed; with `subset_of` it is part of another group and is never added to it."""

    id: str
    description: str
    outcome: str | None = None
    count: Count | None = None
    subset_of: str | None = None
    status: str | None = None
    ethnic_or_religious: tuple[str, ...] = ()
    occupation: str | None = None
    nationality: str | None = None
    age_group: str | None = None
    sex: str | None = None
    persons: tuple[Person, ...] = ()


@quick_to_make
@dataclass(frozen=True, slots=True)
class Target:
    """A thing that was attacked or damaged."""

    description: str
    effect: str | None = None


@dataclass(frozen=True, slots=True)
class KilledByParty:
    """All the dead by side."""

    civilians: int | None = None
    side_a: int | None = None
    side_b: int | None = None
    unknown: int | None = None


@quick_to_make
@dataclass(frozen=True, slots=True)
class Figure:
    """A number that anyone states, kept with its speaker whether or not it won."""

    measure: str
    low: int | None = None
    best: int | None = None
    high: int | None = None
    words: str = ""
    speaker: str | None = None
    as_of: str | None = None
    status: Literal["current", "superseded", "parties_claim", "part"] = "current"


@quick_to_make
@dataclass(frozen=True, slots=True)
class Weapon:
    """What was used: the codebook's class, a type within it, and the report's words."""

    class_: str
    type: str | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class Claim:
    """A claim of responsibility by the group itself or its channel."""

    by: str
    channel: str | None = None
    date: str | None = None
    disputed_by: tuple[str, ...] = ()


@quick_to_make
@dataclass(frozen=True, slots=True)
class Response:
    """A step of the aftermath."""

    id: str
    type: str
    status: str = "done"
    actor: str | None = None
    target: str | None = None
    responds_to: str = "incident"
    speaker: str | None = None
    date: When | None = None
    duration_days: int | None = None
    quantity: str | None = None
    place: Place | None = None
    event: str = ""
    """Short id of its first event: unlike `id`, which counts the steps, it stays."""


@quick_to_make
@dataclass(frozen=True, slots=True)
class Evidence:
    """What is behind the value at `path`, a JSON Pointer into the incident: words, metadata, or what a file shows."""

    path: str
    quote: str | None = None
    start: int | None = None
    end: int | None = None
    role: SpanRole = "states"
    speaker: str | None = None
    speaker_role: str | None = None
    basis: str = "reported_as_fact"
    coder: str = ""
    confidence: float = 1.0
    kind: Literal["quote", "metadata", "attachment"] = "quote"
    key: str | None = None
    value: str | None = None
    given_by: str | None = None
    text_sha256: str | None = None
    """The text that the quote stands in; None where the incident rests on one text alone."""
    page: int | None = None
    """Where the quote begins, in a report of pages."""
    region: tuple[int, ...] = ()
    """Where the words stand on a page that was read from a picture (see `Region.box`)."""
    media: str | None = None
    """Of an attachment: "sha256:" and the hash of the file in which somebody saw or heard the value."""
    media_type: str | None = None
    box: tuple[float, ...] = ()
    """Of a picture or video: left, top, width and height of the part, as shares of its width and height."""
    seconds: tuple[float, ...] = ()
    """Of video and sound: from and to, from its beginning."""


@dataclass(frozen=True, slots=True)
class RivalValue:
    """A value that lost under the policy, and the indexes of its evidence."""

    value: Json
    evidence: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Conflict:
    """Where statements disagree: the rivals, what the policy chose, and which policy."""

    path: str
    kind: Literal["contradiction", "sequence"]
    values: tuple[RivalValue, ...]
    chosen: Json
    policy: str


@quick_to_make
@dataclass(frozen=True, slots=True)
class Incident:
    """One violent act as a policy sees it: every value with its evidence. A view; never stored as truth."""

    id: str
    told_as: Literal["news", "background", "proceedings"] = "news"
    main: bool = False
    part_of: str | None = None
    title: str | None = None
    type: str | None = None
    also_types: tuple[str, ...] = ()
    outcome: str | None = None
    date: When = field(default_factory=When)
    place: Place = field(default_factory=Place)
    other_places: tuple[OtherPlace, ...] = ()
    perpetrators: tuple[Perpetrator, ...] = ()
    victims: tuple[Victims, ...] = ()
    targets: tuple[Target, ...] = ()
    killed: Count | None = None
    injured: Count | None = None
    abducted: Count | None = None
    attackers_killed: Count | None = None
    killed_by_party: KilledByParty | None = None
    figures: tuple[Figure, ...] = ()
    weapons: tuple[Weapon, ...] = ()
    claims: tuple[Claim, ...] = ()
    claimed: bool | None = None
    campaign: tuple[str, ...] = ()
    motive: tuple[str, ...] = ()
    responses: tuple[Response, ...] = ()
    custom: Mapping[str, Json] = field(default_factory=dict, hash=False)
    """Values of the fields that a project adds, by name."""
    evidence: tuple[Evidence, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    foreign_ids: tuple[str, ...] = ()
    """What other datasets call it, each with the dataset's name before it: "ucdp:300380"."""
    audience: Audience = "internal"
    workflow: Workflow = "new"
    verification: Verification = "none"


@dataclass(frozen=True, slots=True)
class Record:
    """What `gawah read` prints for one report: the report's header, its incidents, and what was left out."""

    source: Source
    incidents: tuple[Incident, ...] = ()
    omissions: tuple[Omission, ...] = ()
    notes: tuple[str, ...] = ()
