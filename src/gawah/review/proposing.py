"""What a form for a value begins with: what the selected words say, and else what stands nearest. A person decides."""

import re
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import date

from gawah.codebook import load
from gawah.model import Count, Json, Voice
from gawah.review.reports import CodedReport, Quoted, Stated
from gawah.review.shapes import PARTS, list_addable, write_value

_WORD = re.compile(r"[^\W_]+(?:[.,'’:-][^\W_]+)*")
_LONGEST_NAME = 60
"""Letters of selected words that may be a name."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A value as people write it, and who says it; empty where nothing is known."""

    value: str = ""
    voice: Voice = field(default_factory=Voice)


def propose(report: CodedReport, to: str, name: str, quote: str, start: int | None) -> Proposal:
    """Return what to begin with for a field ("killed", "responses/0/date") of an incident or a response of a report.

    `to` is the id of what it is said of, `quote` the words that were selected, if any, and `start` where they stand.
    """
    kind = _tell_kind(name)
    read = _READERS.get(kind) or _read_choice(kind)
    found = read(report, quote) if quote.strip() else ""
    return Proposal(found or _take_near(report, to, name, start), _hear_near(report, start) if quote else Voice())


def _tell_kind(name: str) -> str:
    """Return what sort of words a field holds."""
    head, part = name.split("/")[0], name.rpartition("/")[2]
    if head in load().values("measures") or part == "count":
        return "count"
    if part in ("date", "place", "other_places"):
        return part.removeprefix("other_").removesuffix("s")
    if part == "duration_days":
        return "days"
    if name in _KINDS:
        return _KINDS[name]
    return _find_vocabulary(name) or "words"


_KINDS = {"claimed": "yes or no", "weapons": "weapon_types", "responses": "response_types"}
"""Fields that take other words than their entries in the codebook say."""


def _find_vocabulary(name: str) -> str | None:
    head = name.split("/")[0]
    if head == "custom" or (head not in list_addable() and head not in PARTS):
        return None
    return load().field(name).text("vocabulary")


# --- what the words say -----------------------------------------------------------------------------------------------


def _read_count(report: CodedReport, quote: str) -> str:
    """Return the first number of the words: in digits of any script or, in English, in letters."""
    from gawah.coding.rules.numbers import read_quantity

    words = _WORD.findall(quote)
    lows = [word.lower() for word in words]
    for n, word in enumerate(words):
        if word.isdecimal() and not word.isascii():
            return str(int(word))
        found = read_quantity(lows, n, len(lows))
        if found and not found.article and _is_known(found.count):
            return write_value(asdict(found.count))
    return ""


def _is_known(count: Count) -> bool:
    return count.said == "number"


def _read_date(report: CodedReport, quote: str) -> str:
    """Return the day of the words, reckoned from that of the report."""
    from gawah.coding.rules.dates import find_dates, resolve_date

    published = _read_day(report.header.published)
    for found in find_dates(quote):
        when = resolve_date(found, published)
        if when.start:
            return when.edtf or ""
    return ""


def _read_day(published: str | None) -> date | None:
    try:
        return date.fromisoformat((published or "")[:10])
    except ValueError:
        return None


def _read_place(report: CodedReport, quote: str) -> str:
    from gawah.gazetteer.places.resolution import resolve_text

    found = next((one for one in resolve_text(quote) if one.facts), None)
    return write_value(asdict(found.place)) if found else _read_words(report, quote)


def _read_words(report: CodedReport, quote: str) -> str:
    """Return the words themselves where they are few enough to be a name."""
    words = " ".join(quote.split())
    return words if len(words) <= _LONGEST_NAME else ""


def _read_days(report: CodedReport, quote: str) -> str:
    found = _read_count(report, quote)
    return found if found.isdecimal() else ""


def _read_choice(vocabulary: str) -> Callable[[CodedReport, str], str]:
    def read(report: CodedReport, quote: str) -> str:
        """Return the one value of a closed list whose label stands in the words."""
        said = f" {' '.join(_WORD.findall(quote.casefold()))} "
        entries = load().vocabulary(vocabulary)
        labels = {id_: f" {entry.label.casefold()} " for id_, entry in entries.items()}
        found = {id_: label for id_, label in labels.items() if label in said}
        whole = [id_ for id_, label in found.items() if not any(label in o and label != o for o in found.values())]
        return whole[0] if len(whole) == 1 else ""

    return read


_READERS: Mapping[str, Callable[[CodedReport, str], str]] = {
    "count": _read_count,
    "date": _read_date,
    "place": _read_place,
    "days": _read_days,
    "yes or no": lambda report, quote: "",
    "words": _read_words,
}


# --- what stands nearest ----------------------------------------------------------------------------------------------


def _take_near(report: CodedReport, to: str, name: str, start: int | None) -> str:
    """Return the day of the report for a date, and for a place the one that was named last; else nothing."""
    kind = _tell_kind(name)
    if kind == "date":
        return (report.header.published or "")[:10]
    if kind != "place":
        return ""
    places = [s for event in report.list_events() for s in event.stated if s.field in ("place", "other_places/*")]
    return write_value(_name_place(_find_nearest(places, start))) if places else ""


def _name_place(stated: Stated) -> Json:
    value = stated.value
    return value["place"] if isinstance(value, Mapping) and value.get("place") else value


def _hear_near(report: CodedReport, start: int | None) -> Voice:
    """Return who says the value that stands nearest in the same paragraph."""
    content = report.text.content
    if start is None:
        return Voice()
    first, last = content.rfind("\n", 0, start) + 1, content.find("\n", start)
    last = last if last >= 0 else len(content)
    told = [s for event in report.list_events() for s in event.stated if s.quotes]
    near = [s for s in told if any(first <= quote.start < last for quote in s.quotes)]
    voice = _find_nearest(near, start).voice if near else Voice()
    return Voice(voice.speaker, voice.speaker_role)


def _find_nearest(stated: list[Stated], start: int | None) -> Stated:
    """Return the value whose words stand nearest to a place in the text, the first where none is told."""
    at = start or 0
    return min(stated, key=lambda s: min((_measure(q, at) for q in s.quotes), default=(1 << 60, 0)))


def _measure(quote: Quoted, at: int) -> tuple[int, int]:
    """Return how far words stand from a place, and how long they are."""
    return max(quote.start - at, at - quote.end + 1, 0), quote.end - quote.start
