"""A report and its record as a page lays them out: the values in numbered rows, the text cut by what rests on it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from babel import UnknownLocaleError

from gawah import wording
from gawah.account import name_stated, say_stated, say_who
from gawah.model import Link, Review, Voice
from gawah.review import CodedEvent, CodedReport, Stated, write_value
from gawah.web.language import tell_direction
from gawah.web.pages.report_fields import Field, describe_correction
from gawah.web.pages.report_text import Mark, Paragraph, cut_text


@dataclass(frozen=True, slots=True)
class Row:
    """One value as the page shows it."""

    number: int
    stated: Stated
    name: str
    words: str
    who: str
    """Who says it, and on what basis."""
    who_was: str
    """Who said it, and on what basis, as the coder read it, where a person has corrected that."""
    was: str
    """What the coder read, where a person has corrected it."""
    entered: str
    """The value as people write it, to begin a correction with."""
    correction: Field | None
    decisions: tuple[tuple[str, str, str, str], ...]
    """What, by whom, when, why."""

    @property
    def is_rejected(self) -> bool:
        """Whether a person rejected it."""
        return self.stated.now is None


@dataclass(frozen=True, slots=True)
class Block:
    """An incident or a response with its rows, those of one item of a list behind each other."""

    event: CodedEvent
    headline: str
    items: tuple[tuple[str, tuple[Row, ...]], ...]
    responses: tuple["Block", ...] = ()

    def list_rows(self) -> list[Row]:
        """Return its rows and those of its responses."""
        return [row for block in (self, *self.responses) for _, rows in block.items for row in rows]


@dataclass(frozen=True, slots=True)
class Sheet:
    """All that the page shows of a report."""

    report: CodedReport
    direction: str
    paragraphs: list[Paragraph]
    blocks: tuple[Block, ...]
    loose: tuple[Block, ...]
    last_own: Row | None
    """The value that the visitor decided on last."""
    keys: Mapping[int, str]
    """For the number of each row, what stands behind the "v" of its address on the page."""

    @property
    def has_graphic(self) -> bool:
        """Whether any words are to be folded."""
        return any(paragraph.is_graphic for paragraph in self.paragraphs)


MOST = 400
"""Values that a page shows at once; of a report that states more, it shows one incident at a time."""


def lay_out(report: CodedReport, visitor: str, chosen: str = "") -> Sheet:
    """Return what the page shows of a report to a visitor of this name.

    `chosen` is the id of the incident that is shown with its values, where there are too many to show all.
    """
    numbers = {stated.key: n for n, stated in enumerate(report.list_stated(), 1)}
    shown = _choose_incidents(report, chosen, len(numbers))
    blocks = tuple(
        _lay_out_event(event, numbers) if event.id in shown else Block(event, say_event(event), ())
        for event in report.incidents
    )
    loose = tuple(_lay_out_event(event, numbers) for event in report.loose)
    told = [(n, event) for n, event in enumerate(report.incidents, 1) if event.id in shown]
    marks = [mark for n, event in told for mark in _mark_event(event, numbers, n)]
    marks += [mark for event in report.loose for mark in _mark_event(event, numbers, 0)]
    marks += [Mark(gone.start, gone.end, len(numbers) + n) for n, gone in enumerate(report.not_coded, 1)]
    rows = [
        row for block in (*blocks, *loose) for one in (block, *block.responses) for _, of in one.items for row in of
    ]
    own = [row for row in rows if (decided := row.stated.decided) and _name(decided) == visitor]
    last = max(own, key=lambda row: _time(row.stated.decided), default=None)
    language = report.header.language or ""
    keys = {n: key[:12] for key, n in numbers.items()} | {
        mark.number: f"gone{mark.number}" for mark in marks if mark.number > len(numbers)
    }
    return Sheet(report, _tell_direction(language), cut_text(report.text.content, marks), blocks, loose, last, keys)


def _choose_incidents(report: CodedReport, chosen: str, values: int) -> set[str]:
    """Return the ids of the incidents that are shown with their values."""
    ids = [event.id for event in report.incidents]
    if values <= MOST:
        return set(ids)
    return {chosen if chosen in ids else ids[0]} if ids else set()


def _mark_event(incident: CodedEvent, numbers: Mapping[str, int], n: int) -> list[Mark]:
    """Return the words that the values of the `n`th incident rest on, and those of what answers it."""
    return [
        Mark(quote.start, quote.end, numbers[stated.key], quote.role == "context", n)
        for event in (incident, *incident.responses)
        for stated in event.stated
        for quote in stated.quotes
    ]


def _tell_direction(language: str) -> Literal["ltr", "rtl", "auto"]:
    try:
        return "rtl" if tell_direction(language.replace("-", "_")) == "rtl" else "ltr"
    except (ValueError, UnknownLocaleError):
        return "auto"


def _name(decided: Review | Link) -> str:
    return decided.made_by if isinstance(decided, Link) else decided.reviewer


def _time(decided: Review | Link | None) -> str:
    return decided.time or "" if decided else ""


def _lay_out_event(event: CodedEvent, numbers: Mapping[str, int]) -> Block:
    items: dict[str, list[Row]] = {}
    for stated in event.stated:
        items.setdefault(stated.item, []).append(_lay_out(event, stated, numbers[stated.key]))
    named = tuple((_name_item(rows) if item else "", tuple(rows)) for item, rows in items.items())
    responses = tuple(_lay_out_event(response, numbers) for response in event.responses)
    return Block(event, say_event(event), named, responses)


def _name_item(rows: list[Row]) -> str:
    """Return what a group of people or a claim is called."""
    said = next((row for row in rows if row.stated.field.endswith("/description")), rows[0])
    return said.words


def say_event(event: CodedEvent) -> str:
    """Return what an incident or a response is called."""
    if event.incident:
        return wording.say_headline(event.incident)
    said = {stated.field: stated for stated in event.stated if stated.now}
    kind = event.event.kind
    told = [say_stated(name, said[name].value, kind) for name in ("title", "type") if name in said]
    return wording.capitalise(told[0]) if told else "Not told of any more"


def _lay_out(event: CodedEvent, stated: Stated, number: int) -> Row:
    kind = event.event.kind
    return Row(
        number,
        stated,
        name_stated(stated.field, stated.value, kind),
        say_stated(stated.field, stated.value, kind),
        _say_voice(stated.field, stated.voice),
        _say_voice(stated.field, stated.voice_was) if stated.voice_was else "",
        say_stated(stated.field, stated.was, kind) if stated.was is not None else "",
        write_value(stated.value),
        describe_correction(kind, stated),
        tuple(_list_decisions(stated)),
    )


def _say_voice(field: str, voice: Voice) -> str:
    """Return who says a value; also on what basis, where that is not that the report tells it as a fact."""
    said = say_who(field, voice.basis, voice.speaker, voice.speaker_role)
    is_plain = field == "perpetrators/*" or voice.basis == "reported_as_fact"
    return said if is_plain else ", ".join(filter(None, [wording.label("bases", voice.basis), said]))


def _list_decisions(stated: Stated) -> list[tuple[str, str, str, str]]:
    said = {
        (r.reviewer, r.time): (r.verdict, r.reviewer, r.time[:16].replace("T", " "), r.reason) for r in stated.decisions
    }
    found: list[tuple[str, str, str, str]] = list(said.values())
    if link := stated.added:
        found.insert(0, ("add", link.made_by, (link.time or "")[:16].replace("T", " "), link.reason or ""))
    return found
