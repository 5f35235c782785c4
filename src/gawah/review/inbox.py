"""What waits for people: released values that are no longer what the reports say.

Each release is held against the incident as it is now under the same policy. A difference waits until a person releases
the incident anew, or decides against what changed it.
"""

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from gawah.model import Evidence, Json, canonical_json
from gawah.record import IncidentRecord, ReportHeader, evidence_to_json, incident_to_json, report_to_json
from gawah.review.standing import Release, list_releases

if TYPE_CHECKING:
    from gawah.store import Store

Cause = Literal["report", "decision", "reading", "gone"]
"""Why a value is another one: a new report says so; a person decided; what was there is read or weighed otherwise;
nothing states it any more."""


@dataclass(frozen=True, slots=True)
class Change:
    """A released value that is another one now."""

    release: Release
    incident: str
    """Its id now."""
    title: str | None
    path: str
    """JSON Pointer into the incident as it is now or, for what is gone, as it was released."""
    was: Json
    """None where nothing was said."""
    now: Json
    cause: Cause
    evidence: tuple[Evidence, ...]
    """What is new at the path; where nothing is, what the value rests on, or rested on."""
    reports: tuple[ReportHeader, ...]
    """The reports that the evidence stands in."""

    def to_json(self) -> Json:
        """Return it as `gawah inbox --json` prints it."""
        release = self.release
        about = {"number": release.seq, "policy": release.policy, "by": release.by, "time": release.time}
        return {
            "incident": self.incident,
            "title": self.title,
            "released": {**about, "reason": release.reason},
            "path": self.path,
            "was": self.was,
            "now": self.now,
            "cause": self.cause,
            "evidence": [evidence_to_json(entry) for entry in self.evidence],
            "reports": [report_to_json(report) for report in self.reports],
        }


def list_changes(store: "Store") -> Iterator[Change]:
    """Yield every released value that is another one now, release by release."""
    head, _ = store.read_head()
    for release in list_releases(store):
        before = store.find_incident(release.id, release.policy, release.seq)
        now = store.find_incident(release.id, release.policy, head)
        yield from _compare(release, _name_texts(before), _name_texts(now))


def _name_texts(record: IncidentRecord) -> IncidentRecord:
    """Return a record in which every piece of evidence names its text, also where there is but one."""
    texts = {report.text_sha256 for report in record.reports}
    if len(texts) != 1:
        return record
    (text,) = texts
    evidence = tuple(replace(entry, text_sha256=text) for entry in record.incident.evidence)
    return replace(record, incident=replace(record.incident, evidence=evidence))


def _compare(release: Release, before: IncidentRecord, now: IncidentRecord) -> Iterator[Change]:
    was, is_ = (incident_to_json(record.incident) for record in (before, now))
    for name in [name for name in {**is_, **was} if name not in _NO_VALUES]:
        for path, old, new in _pair_values(name, was, is_):
            if canonical_json(old) != canonical_json(new):
                cause, evidence = _find_cause(before, now, path, new is None)
                texts = {entry.text_sha256 for entry in evidence}
                reports = [r for r in (*before.reports, *now.reports) if r.text_sha256 in texts]
                about = (now.incident.id, now.incident.title, path, old, new, cause, evidence)
                yield Change(release, *about, tuple(dict.fromkeys(reports)))


_NO_VALUES = frozenset(
    {"id", "told_as", "main", "figures", "evidence", "conflicts", "audience", "workflow", "verification"}
)
"""Fields that hold no value of their own, or what is always added to."""

_MARKS: Mapping[str, tuple[str, ...]] = {
    "other_places": ("role", "name"),
    "perpetrators": ("name",),
    "victims": ("description", "outcome"),
    "targets": ("description",),
    "weapons": ("class", "type"),
    "claims": ("by",),
    "responses": ("event",),
}
"""By what an item of a list is the one that it was."""


def _pair_values(name: str, was: Json, now: Json) -> list[tuple[str, Json, Json]]:
    """Return the values of a field as they were and are, each with its path: items of lists, own fields."""
    if name == "custom":
        old, new = was.get(name, {}), now.get(name, {})
        return [(f"/custom/{field}", old.get(field), new.get(field)) for field in {**old, **new}]
    return _pair_items(name, was, now) if isinstance(now[name], list) else [(f"/{name}", was[name], now[name])]


def _pair_items(name: str, was: Json, now: Json) -> list[tuple[str, Json, Json]]:
    """Return the items of a list with the path of each: as it was, as it is, or both."""
    old = {_mark(name, item): (n, _settle(item, was)) for n, item in enumerate(was[name])}
    new = {_mark(name, item): (n, _settle(item, now)) for n, item in enumerate(now[name])}
    lost, come = [m for m in old if m not in new], [m for m in new if m not in old]
    if len(lost) == len(come) == 1:  # one that goes by another name now
        old[come[0]] = old.pop(lost[0])
    pairs = [(f"/{name}/{n}", old.get(mark, (0, None))[1], item) for mark, (n, item) in new.items()]
    return pairs + [(f"/{name}/{n}", item, None) for mark, (n, item) in old.items() if mark not in new]


def _mark(name: str, item: Json) -> Hashable:
    return tuple(item[part] for part in _MARKS[name]) if name in _MARKS else canonical_json(item)


def _settle(item: Json, incident: Json) -> Json:
    """Return an item without what only counts it among others."""
    if not isinstance(item, dict) or "id" not in item:
        return item
    held = {key: value for key, value in item.items() if key != "id"}
    if "responds_to" in held:
        held["responds_to"] = _name(held["responds_to"], incident["responses"], "event")
    if "subset_of" in held:
        held["subset_of"] = _name(held["subset_of"], incident["victims"], "description")
    return held


def _name(id_: str | None, items: Sequence[Json], by: str) -> Json:
    return next((item[by] for item in items if item["id"] == id_), id_)


def _find_cause(
    before: IncidentRecord, now: IncidentRecord, path: str, is_gone: bool
) -> tuple[Cause, tuple[Evidence, ...]]:
    """Return why the value at `path` is another one, and the evidence that tells it."""
    if is_gone:
        return "gone", _list_at(before, path)
    known = {_identify(entry) for entry in before.incident.evidence}
    new = tuple(entry for entry in _list_at(now, path) if _identify(entry) not in known)
    texts = {report.text_sha256 for report in before.reports}
    told = tuple(entry for entry in new if entry.text_sha256 not in texts)
    if told:
        return "report", told
    decided = tuple(entry for entry in new if "@" not in entry.coder)
    return ("decision", decided) if decided else ("reading", new or _list_at(now, path))


def _list_at(record: IncidentRecord, path: str) -> tuple[Evidence, ...]:
    return tuple(e for e in record.incident.evidence if e.path == path or e.path.startswith(path + "/"))


def _identify(entry: Evidence) -> Hashable:
    return entry.text_sha256, entry.start, entry.end, entry.key, entry.value, entry.coder, entry.speaker
