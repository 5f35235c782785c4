"""Records as somebody sees them who must see no names: with pseudonyms, and without what tells whose they are.

Everybody harmed is withheld, and every person said to have done it, whoever may be named to the public; and names that
nobody listed, as in what leaves through the gate. A report's text is masked whole, and what points into it is moved to
where the words stand then: so a quote is what stands in the text, and no offset tells how long a name is.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeVar

from gawah.marks import Mark, ProjectSecret, list_standing
from gawah.model import (
    Acquisition,
    BlindCoding,
    Coding,
    CodingInput,
    Erasure,
    Evidence,
    Incident,
    Json,
    Link,
    Region,
    Report,
    Review,
    Run,
    SavedList,
    Span,
    Text,
)
from gawah.publish.gate import drop_ages, list_known
from gawah.publish.masking import MaskedText, Masker
from gawah.publish.names import Hidden
from gawah.publish.persons import list_hidden
from gawah.publish.standing import IncidentMarks, ProjectMarks
from gawah.publish.unlisted import find_unlisted
from gawah.publish.walking import change_strings
from gawah.record import IncidentRecord, ReportHeader
from gawah.store.components import Component
from gawah.store.forms import EVERYWHERE

if TYPE_CHECKING:
    from gawah.store import Store

_T = TypeVar("_T")
WITHHELD = "[name withheld]"


class Masks:
    """Masks the records of a store, each with the names of the incidents that it is about."""

    def __init__(self, store: "Store") -> None:
        self.store = store
        self._hidden: dict[str, tuple[list[Hidden], frozenset[str]]] = {}
        self._texts: dict[str, MaskedText] = {}
        self._about: dict[str, Masker] = {}
        self._withheld: tuple[Mark, ...] | None = None

    # --- incidents ----------------------------------------------------------------------------------------------------

    def mask_record(self, record: IncidentRecord) -> IncidentRecord:
        """Return an incident with its reports."""
        texts = [header.text_sha256 for header in record.reports]
        only = texts[0] if len(set(texts)) == 1 else None
        incident = self.mask_incident(record.incident)
        masker = self._make_masker([record.incident])
        kept = drop_ages(record.incident, masker.index).evidence
        evidence = tuple(
            self._mask_evidence(masked, was, only) for masked, was in zip(incident.evidence, kept, strict=True)
        )
        headers = tuple(self.mask_header(header) for header in record.reports)
        return IncidentRecord(replace(incident, evidence=evidence), headers)

    def mask_incident(self, incident: Incident) -> Incident:
        """Return an incident; its quotes are masked by themselves."""
        masker = self._make_masker([incident])
        return masker.mask_all(drop_ages(incident, masker.index))

    def _mask_evidence(self, masked: Evidence, was: Evidence, only: str | None) -> Evidence:
        sha256 = was.text_sha256 or only
        if was.start is None or was.end is None or sha256 is None:
            return replace(masked, start=None, end=None, page=None, region=())
        text = self.mask_text(sha256)
        start, end = text.move(was.start, was.end)
        return replace(masked, quote=text.content[start:end], start=start, end=end, page=None, region=())

    def mask_header(self, header: ReportHeader) -> ReportHeader:
        """Return what is told of a report: neither where it was found nor whom it cites."""
        masker = self._of_texts([header.text_sha256])
        return masker.mask_all(replace(header, path=None, url=None, cites=()), "/report")

    # --- texts and what was coded from them ---------------------------------------------------------------------------

    def mask_text(self, sha256: str) -> MaskedText:
        """Return the text of a hash, masked."""
        if sha256 not in self._texts:
            content = next((text.content for text in self.store.read(Text, [sha256])), "")
            self._texts[sha256] = self._of_texts([sha256]).mask_text(content)
        return self._texts[sha256]

    def knows(self, record: object) -> bool:
        """Whether it is known how records of this kind are masked; others are shown to nobody who sees no names."""
        return type(record) in _MASKED

    def mask(self, record: Any) -> Any:
        """Return any record of a store, of a kind that it knows."""
        return _MASKED[type(record)](self, record)

    def _mask_report(self, report: Report) -> Report:
        return replace(report, payload=None)

    def _mask_acquisition(self, came: Acquisition) -> Acquisition:
        said = replace(came, path=None, url=None, location=None, cites=())
        return self._of_texts(self._list_texts(came.report_id)).mask_all(said, "/report")

    def _list_texts(self, report_id: str) -> list[str]:
        return [text.sha256 for text in self.store.read(Text, [report_id])]

    def _mask_text(self, text: Text) -> Text:
        about = self._of_texts([text.sha256]).mask_all(replace(text, content="", regions=()), "/text")
        return replace(about, content=self.mask_text(text.sha256).content)

    def _mask_coding(self, coding: Coding) -> Coding:
        text = coding.coding_input.text
        given = coding.coding_input.given
        shell = replace(coding, coding_input=CodingInput(replace(text, content="", title=None, regions=())))
        masker = self._of_texts([text.sha256])
        said = tuple(replace(a, value=drop_traits(a.value)) for a in shell.assertions)
        rivals = tuple(replace(r, value=drop_traits(r.value)) for r in shell.rivals)
        masked = masker.mask_all(replace(shell, assertions=said, rivals=rivals))
        moved = move_spans(masked, self.mask_text(text.sha256).move)
        about = CodingInput(self._mask_text(text), masker.mask_all(given, "/given"))
        return replace(moved, coding_input=about)

    def _mask_blind(self, step: BlindCoding) -> BlindCoding:
        coding = self._mask_coding(step.coding) if step.coding else None
        link = self._mask_link(step.link) if step.link else None
        return replace(step, text=self._mask_text(step.text), coding=coding, link=link)

    def _mask_review(self, review: Review) -> Review:
        about = {"value": drop_traits(review.value), "correction": drop_traits(review.correction)}
        masked = self._of_texts([review.text_sha256]).mask_all(replace(review, **about))
        return move_spans(masked, self.mask_text(review.text_sha256).move)

    def _mask_link(self, link: Link) -> Link:
        return self._of_events([link.from_event, link.to_event]).mask_all(replace(link, spans=()))

    def _mask_mark(self, mark: Mark) -> Mark:
        person = mark.person and WITHHELD
        value = drop_traits(mark.value)
        masker = self._of_events([mark.event_id] if mark.event_id else [])
        return replace(masker.mask_all(replace(mark, person=None, value=value)), person=person)

    def _mask_words(self, record: _T) -> _T:
        """Return a record that is about no report."""
        return change_strings(record, lambda path, words: mask_loose(words))

    def mask_component(self, component: Component) -> Component:
        """Return events that hang together, with all that was said of them."""
        return replace(
            component,
            codings=[self._mask_coding(coding) for coding in component.codings],
            links=[self._mask_link(link) for link in component.links],
            reviews=[self._mask_review(review) for review in component.reviews],
        )

    # --- the names that are withheld ----------------------------------------------------------------------------------

    def _of_texts(self, texts: Iterable[str]) -> Masker:
        """Return what masks the names of all incidents that some texts tell of."""
        key = " ".join(sorted(texts))
        if key not in self._about:
            codings = self.store.read(Coding, key.split())
            events = [event.id for coding in codings for event in coding.events]
            listed = [name for coding in codings for name in _list_coded(coding)]
            self._about[key] = self._of_events(events, listed)
        return self._about[key]

    def _of_events(self, events: Iterable[str], listed: Sequence[str] = ()) -> Masker:
        ids = sorted(set(self.store.resolve_events(events).values()))
        return self._make_masker([self.store.find_incident(id_).incident for id_ in ids], listed)

    def _make_masker(self, incidents: Sequence[Incident], listed: Sequence[str] = ()) -> Masker:
        """Return what masks the names of incidents; `listed` are further names, of people whom a coder read of."""
        told = [self._list_hidden(incident) for incident in incidents]
        names: dict[str, set[str]] = {}
        for hidden in (one for found, _ in told for one in found):
            names.setdefault(hidden.name, set()).add(hidden.pseudonym)
        several = _list_shared(found for found, _ in told)
        chosen = [
            Hidden(name, next(iter(said))) if len(said) == 1 and not said & several else Hidden(name)
            for name, said in names.items()
        ]
        chosen += [Hidden(name) for name in listed if name not in names]
        known = frozenset(word for _, words in told for word in words)
        return Masker(incidents[0].id if incidents else "", chosen, known)

    def _list_hidden(self, incident: Incident) -> tuple[list[Hidden], frozenset[str]]:
        if incident.id not in self._hidden:
            own = IncidentMarks(tuple(self._read_own(incident.id)))
            marks = ProjectMarks(IncidentMarks(self._read_withheld()))
            hidden = list_hidden(incident, own, marks, nobody_harmed=True)
            self._hidden[incident.id] = hidden, frozenset(list_known(incident))
        return self._hidden[incident.id]

    def _read_own(self, id_: str) -> Iterable[Mark]:
        """Return the marks by which people's pseudonyms are the same inside and outside."""
        marks = self.store.read(Mark, self.store.list_events(id_))
        return (mark for mark in list_standing(marks) if mark.kind == "pseudonym")

    def _read_withheld(self) -> tuple[Mark, ...]:
        if self._withheld is None:
            marks = list_standing(self.store.read(Mark, [EVERYWHERE]))
            self._withheld = tuple(mark for mark in marks if mark.kind == "name" and mark.value == "withheld")
        return self._withheld


def _list_shared(told: Iterable[Sequence[Hidden]]) -> set[str]:
    """Return the pseudonyms that several incidents have: "Victim 1" of one is not "Victim 1" of another."""
    seen: dict[str, int] = {}
    for found in told:
        for pseudonym in {hidden.pseudonym for hidden in found}:
            seen[pseudonym] = seen.get(pseudonym, 0) + 1
    return {pseudonym for pseudonym, times in seen.items() if times > 1}


def _list_coded(coding: Coding) -> Iterable[str]:
    """Yield the names of people whom a coder read of, whether or not they stand in an incident."""
    said = [(a.field, a.value) for a in coding.assertions] + [(r.field, r.value) for r in coding.rivals]
    for path, value in said:
        if "persons" in path.split("/"):
            yield from _list_names(value)


def _list_names(value: Json) -> Iterable[str]:
    if isinstance(value, Mapping):
        yield from (value[key] for key in ("name",) if isinstance(value.get(key), str))
        yield from (alias for alias in value.get("aliases") or () if isinstance(alias, str))


def drop_traits(value: Json) -> Json:
    """Return a value without the ages and other names of people: an age and a village tell who it is."""
    if isinstance(value, Mapping):
        dropped: dict[str, Json] = {"age": None, "aliases": []}
        return {key: dropped.get(key, drop_traits(held)) for key, held in value.items()}
    return [drop_traits(held) for held in value] if isinstance(value, list) else value


def mask_loose(words: str) -> str:
    """Return words that are about no incident in particular, without what may be a name."""
    return Masker("", (), frozenset()).mask("/words", words)


def may_be_name(words: str) -> bool:
    """Whether words, however they are written, may be somebody's name."""
    return any(find_unlisted(written) for written in {words, words.title(), words.upper()})


def move_spans(value: _T, move: Callable[[int, int], tuple[int, int]]) -> _T:
    """Return a record with every span in it moved to where its words stand."""
    moved: Any = _move(value, move)
    return moved  # type: ignore[no-any-return]


def _move(value: Any, move: Callable[[int, int], tuple[int, int]]) -> Any:
    if isinstance(value, (Span, Region)):
        start, end = move(value.start, value.end)
        return replace(value, start=start, end=end)
    if isinstance(value, tuple):
        return tuple(_move(item, move) for item in value)
    if type(value) in (Coding, Review) or type(value).__name__ in _HOLDERS:
        fields = {name: _move(getattr(value, name), move) for name in value.__dataclass_fields__}
        return replace(value, **{name: now for name, now in fields.items() if now is not getattr(value, name)})
    return value


_HOLDERS = ("Event", "Assertion", "Link", "Omission", "Rival")
"""Records within a coding that hold spans."""


def _keep_secret(masks: Masks, record: ProjectSecret) -> ProjectSecret:
    """Return the project's secret: by it incidents have their names outside, and it tells nobody's."""
    return record


_MASKED: Mapping[type, Callable[[Masks, Any], Any]] = {
    Report: Masks._mask_report,
    Acquisition: Masks._mask_acquisition,
    Text: Masks._mask_text,
    Coding: Masks._mask_coding,
    BlindCoding: Masks._mask_blind,
    Review: Masks._mask_review,
    Link: Masks._mask_link,
    Mark: Masks._mask_mark,
    SavedList: Masks._mask_words,
    Erasure: Masks._mask_words,
    Run: Masks._mask_words,
    ProjectSecret: _keep_secret,
}
