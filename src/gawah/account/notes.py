"""Footnotes: the quotes that facts rest on, numbered in the order in which they are first pointed to."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from gawah import wording
from gawah.model import Evidence
from gawah.phrases import mark, say, say_digits, say_number


@dataclass(frozen=True, slots=True)
class Cited:
    """Words, and the numbers of the quotes that they rest on."""

    words: str
    notes: tuple[int, ...] = ()
    strong: bool = False
    """Whether it is among what a reader looks for first."""


@dataclass(frozen=True, slots=True)
class Note:
    """A numbered quote; several entries of evidence may rest on the same words."""

    number: int
    evidence: tuple[Evidence, ...]
    report: str = ""
    """Letter of the report that it stands in, where there are several."""

    @property
    def entry(self) -> Evidence:
        """The first of its entries: all of them have the same words."""
        return self.evidence[0]

    @property
    def words(self) -> str:
        """The quote between quotation marks; what an attachment shows; what was given beside the text, and by whom."""
        entry = self.entry
        if entry.kind == "attachment":
            return f"{wording.say_medium(entry.media_type)}: {wording.quote(entry.value or '')}"
        if entry.kind != "metadata":
            return wording.quote(entry.quote or "")
        key, value = (wording.neutralise(part or "") for part in (entry.key, entry.value))
        giver = _GIVERS.get(entry.given_by or "")
        by = say(giver) if giver else entry.given_by
        return say("not in the text: {key} {value}, given by {giver}", key=key, value=value, giver=by)

    @property
    def place(self) -> str:
        """Where it stands in the text or attachment: "402–430, page 2"; empty for what was given beside the text."""
        entry = self.entry
        if entry.kind == "attachment":
            return wording.say_part(entry.box, entry.seconds)
        if entry.kind == "metadata":
            return ""
        page = say("page {number}", number=say_number(entry.page)) if entry.page else ""
        return wording.join_parts([say_digits(f"{entry.start}–{entry.end}"), page])

    @property
    def said_by(self) -> str:
        """Who says it inside the report: "the ministry (government)"; empty where the report does."""
        speakers = dict.fromkeys((e.speaker, e.speaker_role) for e in self.evidence if e.speaker)
        return wording.join_words(wording.say_speaker(speaker, role) for speaker, role in speakers if speaker)


_GIVERS: Mapping[str, str] = {
    "user": mark("you"),
    "sidecar": mark("the file beside the report"),
    "json": mark("the report's JSON"),
    "feed": mark("the feed"),
    "markup": mark("what the document says of itself"),
    "table": mark("the table that it is a row of"),
    "mail": mark("the message's headers"),
    "warc": mark("the web archive"),
    "header": mark("the report's head"),
}


class Notebook:
    """The notes of one page. Where there are several `texts`, each quote names the one that it stands in."""

    def __init__(self, texts: Sequence[str] = ()) -> None:
        self.texts = texts
        self.entries: dict[tuple[object, ...], list[Evidence]] = {}
        self.numbers: dict[tuple[object, ...], int] = {}

    def note(self, evidence: Iterable[Evidence]) -> tuple[int, ...]:
        """Return the numbers of `evidence`, those of quotes that lie within another's left out."""
        return tuple(sorted({self._number(entry) for entry in drop_contained(list(evidence))}))

    def list_notes(self) -> tuple[Note, ...]:
        """Return the notes by their numbers."""
        return tuple(
            Note(number, tuple(entries), self._name_text(entries[0]))
            for number, entries in enumerate(self.entries.values(), 1)
        )

    def _name_text(self, entry: Evidence) -> str:
        text = entry.text_sha256
        return name_report(self.texts.index(text) + 1) if text in self.texts else ""

    def _number(self, entry: Evidence) -> int:
        key = (entry.text_sha256, entry.start, entry.end, entry.key, entry.value, entry.media, entry.box, entry.seconds)
        self.entries.setdefault(key, []).append(entry)
        return self.numbers.setdefault(key, len(self.numbers) + 1)


def name_report(number: int) -> str:
    """Return the letter by which quotes name a report: A to Z, then A1."""
    turn, letter = divmod(number - 1, 26)
    return chr(ord("A") + letter) + (str(turn) if turn else "")


def drop_contained(evidence: Sequence[Evidence]) -> list[Evidence]:
    """Return `evidence` without quotes that lie within another one's: the longer one shows their words too."""
    spans = {(e.text_sha256, e.start, e.end) for e in evidence if e.start is not None and e.end is not None}
    return [e for e in evidence if e.start is None or not any(_holds(span, e) for span in spans)]


def _holds(span: tuple[str | None, int, int], entry: Evidence) -> bool:
    text, start, end = span
    own = (entry.text_sha256, entry.start, entry.end)
    return (
        entry.start is not None
        and entry.end is not None
        and span != own
        and (text == entry.text_sha256 and start <= entry.start and entry.end <= end)
    )
