"""What people saw or heard in attachments, as evidence of an incident: it stands behind the words of reports.

An incident is computed from what reports say, so what attachments show is added when one is looked at. Where a value
stands at another path by now it is found there; where it is another value, the attachment shows that one no more.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from gawah.media import Attachment
from gawah.model import PERSON, Evidence, Json, canonical_json
from gawah.record import IncidentRecord, incident_to_json
from gawah.resolve import look_up
from gawah.review.checked import Behind

if TYPE_CHECKING:
    from gawah.review.reports import CodedEvent, CodedReport
    from gawah.store import Store


def add_shown(store: "Store", record: IncidentRecord) -> IncidentRecord:
    """Return an incident with what attachments show among its evidence, at the end of it."""
    shown = list_standing(store.read(Attachment, store.list_events(record.incident.id)))
    return _add(store, record, [one for one in shown if one.path])


class Shown:
    """What the attachments of a store show, read once for many incidents, and not before the first is looked at."""

    def __init__(self, store: "Store") -> None:
        self._store = store
        self._held: dict[str, list[Attachment]] | None = None

    def add(self, record: IncidentRecord, id_: str | None = None) -> IncidentRecord:
        """Return an incident with what attachments show; `id_` is its id now, where the record is of a time before."""
        if self._held is None:
            self._held = self._group()
        own = self._held.get(id_ or record.incident.id, [])
        return _add(self._store, record, own)

    def _group(self) -> dict[str, list[Attachment]]:
        shown = [one for one in list_standing(self._store.read(Attachment)) if one.path]
        incidents = self._store.resolve_events(one.subject for one in shown)
        grouped: dict[str, list[Attachment]] = {}
        for one in shown:
            if one.subject in incidents:
                grouped.setdefault(incidents[one.subject], []).append(one)
        return grouped


def list_standing(attachments: Sequence[Attachment]) -> list[Attachment]:
    """Return the attachments that nobody took back."""
    gone = {one.undoes for one in attachments if one.undoes}
    return [one for one in attachments if not one.undoes and one.id not in gone]


def _add(store: "Store", record: IncidentRecord, shown: Sequence[Attachment]) -> IncidentRecord:
    if not shown:
        return record
    values = incident_to_json(record.incident)
    found = [(path, one) for one in shown if (path := find_path(values, one)) is not None]
    evidence = tuple(_make_evidence(store, path, one) for path, one in found)
    return replace(record, incident=replace(record.incident, evidence=(*record.incident.evidence, *evidence)))


def _make_evidence(store: "Store", path: str, one: Attachment) -> Evidence:
    media = store.read_media(one.media_id, payload=False)
    return Evidence(
        path,
        kind="attachment",
        coder=PERSON + one.by,
        value=one.caption,
        media=one.media_id,
        media_type=media.type if media else None,
        box=one.region or (),
        seconds=one.moment or (),
    )


def list_beside(store: "Store", report: "CodedReport") -> dict[str, list[tuple[str, Evidence]]]:
    """Return what attachments show of the values that a report states, by `Stated.key`, each with its incident's id."""
    found: dict[str, list[tuple[str, Evidence]]] = {}
    for event in report.incidents:
        record = add_shown(store, IncidentRecord(event.incident)) if event.incident else None
        shown = [e for e in record.incident.evidence if e.kind == "attachment"] if record else []
        for key, entry in _match(store, event, shown) if shown else ():
            found.setdefault(key, []).append((event.incident.id if event.incident else "", entry))
    return found


def _match(store: "Store", event: "CodedEvent", shown: Sequence[Evidence]) -> Iterator[tuple[str, Evidence]]:
    """Yield what attachments show with the key of each value that the report states of it."""
    assert event.incident is not None
    behind = Behind(store, event.incident)
    for entry in shown:
        stating = {one.id for one in behind.check(entry.path).assertions}
        for stated in (s for one in (event, *event.responses) for s in one.stated):
            if any(said.id in stating for said in stated.said):
                yield stated.key, entry


# --- where a value stands by now --------------------------------------------------------------------------------------


def find_path(values: Json, one: Attachment) -> str | None:
    """Return the path of the value that an attachment shows, in an incident as JSON; None where it is not there."""
    here = look_up(values, one.path)
    if one.value is None:  # it was said when only paths were kept
        return one.path if here is not None else None
    paths = [one.path, *_list_like(values, one.path.split("/")[1:])]
    return next((path for path in paths if is_same(look_up(values, path), one.value)), None)


def _list_like(value: Json, steps: Sequence[str], walked: str = "") -> Iterator[str]:
    """Yield the paths that are like one of these steps, with other places in its lists."""
    if not steps:
        yield walked
    elif isinstance(value, list):
        for n, item in enumerate(value):
            yield from _list_like(item, steps[1:], f"{walked}/{n}")
    elif isinstance(value, Mapping) and steps[0] in value:
        yield from _list_like(value[steps[0]], steps[1:], f"{walked}/{steps[0]}")


_KNOWN_BY = ("name", "description", "by", "class", "type", "actor", "measure", "edtf", "low", "best", "high", "said")
"""What of a value tells whether it is the same: not how it is numbered, nor what others say of it."""


def is_same(value: Json, other: Json) -> bool:
    """Whether two values, as JSON, are one: so named, so many, on that day."""
    return value is not None and canonical_json(_shorten(value)) == canonical_json(_shorten(other))


def _shorten(value: Json) -> Json:
    if not isinstance(value, Mapping):
        return value
    return {name: value[name] for name in _KNOWN_BY if value.get(name) is not None}
