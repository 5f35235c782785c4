"""Takes incidents out of a store, through the gate: each as it was when a person released it.

with open_store("gawah.db") as store:
    for one in clear_incidents(store, "public"):
        …
"""

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from gawah.marks import ProjectSecret
from gawah.model import Audience, Review, Text
from gawah.publish.attack import Secrets
from gawah.publish.cleared import Block, Cleared
from gawah.publish.gate import clear, foresee
from gawah.publish.labels import list_told
from gawah.publish.names import Hidden, NameIndex
from gawah.publish.persons import list_hidden
from gawah.publish.seen import digest_incident, list_changed
from gawah.publish.standing import Candidate, IncidentMarks, ProjectMarks
from gawah.record import IncidentRecord
from gawah.review import Release, Shown, find_releases, list_decisions, read_marks, read_marks_of

if TYPE_CHECKING:
    from gawah.store import Criteria, Store


def clear_incidents(
    store: "Store",
    audience: Audience = "public",
    criteria: "Criteria | None" = None,
    policy: str | None = None,
    with_evidence: bool = True,
) -> Cleared:
    """Return the incidents of a store that meet `criteria` as they may leave for `audience`; see `Cleared`.

    What was released leaves under the policy under which it was; `policy` is for the project's own people. Tables,
    which hold no quotes, are written sooner without evidence (`gawah.publish.exports.hold_evidence`).
    """
    marks, secret, texts = read_marks(store), read_secret(store), _Texts(store)
    is_inside = audience == "internal"
    records = _walk(store, criteria, policy if is_inside else None, texts)
    candidates = map(Candidate.of, records) if is_inside else _list_released(store, records, marks)
    shown = Shown(store) if with_evidence or is_inside else None
    candidates = (_show(shown, one) for one in candidates) if shown else candidates
    return clear(candidates, marks, audience, secret, texts.read, with_evidence)


def clear_incident(store: "Store", id_: str, audience: Audience = "public", policy: str | None = None) -> Cleared:
    """Return one incident as it may leave for `audience`: what was released of it, which is several incidents where it
    was several then, and none where nothing is released. Raises IncidentNotFound.
    """
    marks, secret = read_marks(store), read_secret(store)
    now = store.find_incident(id_, policy if audience == "internal" else None)
    candidates = iter([Candidate.of(now)]) if audience == "internal" else _find_released(store, now, marks)
    shown = Shown(store)
    return clear((_show(shown, one) for one in candidates), marks, audience, secret, _Texts(store).read)


def _show(shown: Shown, one: Candidate) -> Candidate:
    """Return a candidate with what attachments show; the gate leaves out what nobody released."""
    return replace(one, record=shown.add(one.record, one.now.id))


class _Texts:
    """The texts of the incidents that are gone through, read many at once."""

    def __init__(self, store: "Store") -> None:
        self._store = store
        self._coming: list[str] = []
        self._places: dict[str, int] = {}
        self._held: dict[str, str] = {}

    def expect(self, records: Iterable[IncidentRecord]) -> None:
        """Say of which incidents texts will be wanted next, in their order."""
        self._coming = list(dict.fromkeys(header.text_sha256 for record in records for header in record.reports))
        self._places = {sha256: n for n, sha256 in enumerate(self._coming)}
        self._held = {}

    def read(self, sha256: str) -> str:
        """Return the text of a hash, "" where there is none any more."""
        if sha256 not in self._held:
            if sum(map(len, self._held.values())) > _MOST_HELD:
                self._held = {}
            at = self._places.get(sha256)
            wanted = [sha256] if at is None else self._coming[at : at + _AT_ONCE]
            self._held |= dict.fromkeys(wanted, "")
            self._held |= {text.sha256: text.content for text in self._store.read(Text, wanted)}
        return self._held[sha256]


_AT_ONCE = 100
"""Texts that are read at once."""
_MOST_HELD = 30_000_000
"""Code points of texts from which on others take their place."""


def _walk(store: "Store", criteria: "Criteria | None", policy: str | None, texts: _Texts) -> Iterator[IncidentRecord]:
    for page in store.walk_pages(criteria, policy):
        texts.expect(page)
        yield from page


def _list_released(store: "Store", records: Iterable[IncidentRecord], marks: ProjectMarks) -> Iterator[Candidate]:
    for now in records:
        yield from _find_released(store, now, marks)


def _find_released(store: "Store", now: IncidentRecord, marks: ProjectMarks) -> Iterator[Candidate]:
    released = marks.of(now.incident.id).list_releases()
    is_new = now.incident.workflow != "released" and not released
    if is_new or (released and _is_as_released(now, store.policy, released[-1].value)):
        yield Candidate.of(now)
    else:
        yield from _find_then(store, now)


def _is_as_released(now: IncidentRecord, policy: str, seen: dict[str, str]) -> bool:
    """Whether an incident is now what was released, so that nothing has to be computed anew."""
    is_released = now.incident.workflow == "released" and seen["policy"] == policy
    return is_released and digest_incident(now.incident) == seen["seen"]


def _find_then(store: "Store", now: IncidentRecord) -> Iterator[Candidate]:
    """Yield an incident as it was when it was released; where what was released apart is one by now, apart."""
    releases = find_releases(store, now.incident.id)
    for release in releases:
        then = store.find_incident(release.id, release.policy, release.seq)
        standing = replace(now.incident, workflow="released", audience=then.incident.audience)
        events = frozenset(store.list_events(release.id, release.policy, release.seq))
        yield Candidate(then, standing, _list_decided(store, release, then, now), events)
    if not releases:
        yield Candidate.of(now)


def _list_decided(store: "Store", release: Release, then: IncidentRecord, now: IncidentRecord) -> tuple[str, ...]:
    """Return the fields that changed since the release, where a person decided on a value since then."""
    texts = {header.text_sha256 for header in (*then.reports, *now.reports)}
    reviews: Sequence[Review] = store.read(Review, texts)
    if not any(review.time > release.time for review in reviews):
        return ()
    head, _ = store.read_head()
    seen_now = store.find_incident(now.incident.id, release.policy, head).incident
    return tuple(list_changed(seen_now, then.incident))


def foresee_blocks(store: "Store", id_: str) -> tuple[Block, ...]:
    """Return what would keep an incident inside if it were released as it is now. Raises IncidentNotFound."""
    record = store.find_incident(id_)
    return tuple(foresee(Candidate.of(record), read_marks_of(store, id_).of(record.incident.id)))


# --- what an attack looks for -----------------------------------------------------------------------------------------


def gather_secrets(store: "Store") -> Secrets:
    """Return what must not be found in anything that leaves a store."""
    marks, names = read_marks(store), dict[str, str]()
    ids: dict[str, str] = {}
    for record in (record for page in store.walk_pages() for record in page):
        own = marks.of(record.incident.id)
        names |= {
            hidden.name: _WHATS.get(hidden.pseudonym[:6], "somebody withheld") for hidden in _hide(record, own, marks)
        }
        ids |= dict.fromkeys([record.incident.id, *store.list_events(record.incident.id)], "an incident's own id")
        ids |= {response.event: "a response's own id" for response in record.incident.responses if response.event}
    decisions = list_decisions(store)
    people = {d.by for d in decisions} | {d.value for d in decisions if d.kind == "assignment" and d.value}
    names |= dict.fromkeys(people, "one of the project's own people")
    index, texts = NameIndex(map(Hidden, names)), {text.sha256: text for text in store.read(Text)}
    naming = {sha256: text for sha256, text in texts.items() if index.find(text.content)}
    ids |= dict.fromkeys(texts, "a report's text")
    ids |= {text.report_id.removeprefix("sha256:"): "a report that names somebody withheld" for text in naming.values()}
    for text in texts.values():
        if text.sha256 not in naming:  # its hash is told, to prove which report it was
            ids.pop(text.report_id.removeprefix("sha256:"), None)
    return Secrets(names, ids, {text.title or sha256[:12]: text.content for sha256, text in naming.items()})


def _hide(record: IncidentRecord, own: IncidentMarks, marks: ProjectMarks) -> list[Hidden]:
    return list_hidden(record.incident, own, marks, nobody_harmed=bool(list_told(record.incident, own)))


_WHATS = {"Victim": "a private person who was harmed", "Person": "a private person said to have done it"}


# --- the secret -------------------------------------------------------------------------------------------------------


def read_secret(store: "Store") -> ProjectSecret:
    """Return the secret of a store's project, made where there is none yet."""
    from gawah.store.forms import SECRET

    held = store.read(ProjectSecret, [SECRET])
    if not held:
        store.append([ProjectSecret(os.urandom(32))])
        held = store.read(ProjectSecret, [SECRET])
    return held[0]
