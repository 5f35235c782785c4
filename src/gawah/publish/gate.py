"""The gate: nothing leaves the project but through it.

`clear` looks at each incident as people left it and gives it as it may leave for an audience, or says what blocks. To
the public goes only what is released and meant for it, as it was when somebody released it. In doubt nothing leaves.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from gawah.marks import Mark, ProjectSecret
from gawah.model import Audience, Evidence, Incident, Response
from gawah.publish.blurring import PLACE_WITHHELD, Blur, blur_incident, list_blurred_names, list_own_places
from gawah.publish.cells import SMALL_CELLS, list_small_cells
from gawah.publish.cleared import SEAL, Block, Cleared, ClearedIncident, Correction, Tombstone, Withheld
from gawah.publish.holding import drop_evidence, hold_values, leave_out_evidence
from gawah.publish.ids import name_in_public, name_text_in_public
from gawah.publish.labels import LABEL_WITHHELD, list_told
from gawah.publish.letters import fold_words
from gawah.publish.listed import Listed
from gawah.publish.masking import Masked, Masker
from gawah.publish.names import WITHHELD, Hidden, NameIndex
from gawah.publish.persons import is_person, list_harmed, list_judged_here, list_named, list_own_hidden
from gawah.publish.required import list_missing
from gawah.publish.standing import Candidate, IncidentMarks, ProjectMarks
from gawah.publish.walking import change_strings
from gawah.record import IncidentRecord, ReportHeader

__all__ = ["clear", "foresee"]

_FOR: Mapping[Audience, tuple[Audience, ...]] = {"public": ("public",), "partner": ("partner", "public")}
"""What incidents may be meant for to go to an audience."""


def clear(
    candidates: Iterable[Candidate],
    marks: ProjectMarks,
    audience: Audience,
    secret: ProjectSecret,
    read_text: Callable[[str], str] = lambda sha256: "",
    with_evidence: bool = True,
) -> Cleared:
    """Return the incidents as they may leave for `audience`, to be gone through once; see `Cleared`.

    To the project's own people ("internal") everything goes, as it is. `read_text` gives the text of a hash: a report
    that names somebody withheld anywhere is not linked to. What needs no quotes is let through much sooner without
    them: then no evidence leaves, but for the project's own people.
    """
    gate = _Gate(marks, audience, secret, read_text, with_evidence)
    found, tombstones = gate.look_at(candidates), gate.list_tombstones()
    if audience == "internal":
        return Cleared(found, audience, tombstones, gate.masked, read_text)
    return Cleared(found, audience, tombstones, gate.masked)


class _Gate:
    def __init__(
        self,
        marks: ProjectMarks,
        audience: Audience,
        secret: ProjectSecret,
        read_text: Callable[[str], str],
        with_evidence: bool,
    ) -> None:
        self.marks, self.audience, self.secret, self.read_text = marks, audience, secret, read_text
        self.with_evidence = with_evidence
        self.listed = Listed(marks)
        self.masked: list[Masked] = []

    def look_at(self, candidates: Iterable[Candidate]) -> Iterator[ClearedIncident | Block | None]:
        """Yield what becomes of each; None for one that is not released to this audience."""
        for one in candidates:
            if self.audience == "internal":
                yield _pass_inside(one, self.marks.of(one.now.id))
            elif self.is_meant(one.now):
                yield from self._look_at_one(one)
            else:
                yield None

    def is_meant(self, now: Incident) -> bool:
        """Whether an incident is released, and to this audience."""
        released = now.workflow == "released" and not self.marks.of(now.id).of("withdrawal")
        return released and now.audience in _FOR[self.audience]

    def _look_at_one(self, one: Candidate) -> Iterator[ClearedIncident | Block]:
        own = self.marks.of(one.now.id)
        try:
            blocks = list(_find_blocks(one, own))
            found: Sequence[ClearedIncident | Block] = blocks or [self._redact(one, own)]
        except Exception as error:  # whatever goes wrong with it, it must not leave
            found = [_tell_failure(one.now.id, error)]
        yield from found

    # --- taking out what must not leave -------------------------------------------------------------------------------

    def _redact(self, one: Candidate, own: IncidentMarks) -> ClearedIncident:
        released = own.list_releases(one.events)
        incident, blur = _drop_unreleased(_hold(one.record.incident, own), own), _read_blur(own)
        told = list_told(incident, own)
        known = blur_incident(incident, blur) if blur else incident
        masker = self._make_masker(one.now.id, incident, known, blur, told, own)
        naming = self._find_naming(incident, one.record.reports, masker.index, everywhere=blur is not None)
        leaving = known if self.with_evidence else leave_out_evidence(known)
        masked = masker.mask_all(drop_ages(leaving, masker.index))
        evidence = tuple(self._close_evidence(entry, naming) for entry in masked.evidence)
        public = replace(
            masked,
            id=self.name_incident(released),
            part_of=self._name_whole(incident.part_of),
            evidence=evidence,
            responses=tuple(self._close_response(response) for response in masked.responses),
            foreign_ids=() if naming else masked.foreign_ids,
        )
        reports = tuple(self._close_report(header, naming, masker) for header in one.record.reports)
        history = masker.mask_all(_tell_history(released), "/history")
        withheld = tuple(_tell_withheld(incident, masker, own, blur))
        _check_ids((public, reports), one.record, naming)
        self.masked += masker.masked
        return ClearedIncident(public, reports, self.audience, withheld, blur.words if blur else None, history, SEAL)

    def _make_masker(
        self,
        id_: str,
        incident: Incident,
        known: Incident,
        blur: Blur | None,
        told: frozenset[str],
        own: IncidentMarks,
    ) -> Masker:
        """Return what masks the incident's names; `known` is as much of it as may be told of places and groups."""
        hidden = list_own_hidden(incident, own, self.marks, nobody_harmed=bool(told))
        if blur:
            hidden += [Hidden(name, PLACE_WITHHELD) for name in dict.fromkeys(list_blurred_names(incident, blur))]
        named = list_named(incident, own, self.marks, nobody_harmed=bool(told))
        judged = [*list_judged_here(own, self.marks), *(list_harmed(incident) if told else ())]
        untold = self.listed.list_spellings(judged)
        return Masker(id_, hidden, frozenset(list_known(known)), named, told, self.listed, untold)

    def _find_naming(
        self, incident: Incident, reports: Sequence[ReportHeader], index: NameIndex, everywhere: bool
    ) -> frozenset[str]:
        """Return the hashes of the texts that name somebody withheld; or of all."""
        texts = {header.text_sha256 for header in reports}
        if everywhere or not index:
            return frozenset(texts if everywhere else ())
        said = [entry for entry in incident.evidence if entry.kind != "attachment"]
        found = {e.text_sha256 for e in said if "/persons/" in e.path or (e.quote and index.find(e.quote))}
        found |= {r.text_sha256 for r in reports if any(index.find(t) for t in (r.title, r.url, r.path, *r.cites) if t)}
        found |= {sha256 for sha256 in texts - found if index.find(self.read_text(sha256))}
        return frozenset(texts if None in found else (sha256 for sha256 in found if sha256))

    def name_incident(self, releases: Sequence[Mark]) -> str:
        """Return the id under which an incident is known outside, the same since the first of its releases."""
        return name_in_public(self.secret, "incident", str(releases[0].event_id))

    def _name_whole(self, id_: str | None) -> str | None:
        """Return the id outside of an umbrella, which is told only where it was released too."""
        own = self.marks.of(id_) if id_ else IncidentMarks()
        releases = own.list_releases()
        return self.name_incident(releases) if releases and not own.of("withdrawal") else None

    def _close_evidence(self, entry: Evidence, naming: frozenset[str]) -> Evidence:
        """Return evidence without the names of the project's people and, where its text names somebody withheld,
        without its place in it.
        """
        sha256 = entry.text_sha256
        about: dict[str, Any] = {
            "coder": "person" if entry.coder.startswith("person:") else entry.coder,
            "given_by": "person" if entry.given_by and entry.given_by not in _GIVERS else entry.given_by,
            "confidence": 1.0,
            "text_sha256": name_text_in_public(self.secret, sha256) if sha256 else None,
        }
        if sha256 in naming or (sha256 is None and naming):
            about |= {"start": None, "end": None, "page": None, "region": ()}
        return replace(entry, **about)

    def _close_response(self, response: Response) -> Response:
        return replace(
            response, event=name_in_public(self.secret, "response", response.event) if response.event else ""
        )

    def _close_report(self, header: ReportHeader, naming: frozenset[str], masker: Masker) -> ReportHeader:
        masked = masker.mask_all(replace(header, path=None), "/report")
        name = name_text_in_public(self.secret, header.text_sha256)
        about: dict[str, Any] = {"path": None, "text_sha256": name, "id": header.id, "version_of": header.version_of}
        if header.text_sha256 in naming:
            about |= {"id": f"withheld:{name[:16]}", "title": None, "url": None, "cites": (), "version_of": None}
        elif masked.url != header.url:
            about |= {"url": None}
        return replace(masked, **about)

    # --- what was taken back ------------------------------------------------------------------------------------------

    def list_tombstones(self) -> tuple[Tombstone, ...]:
        found = [
            Tombstone(self.name_incident(releases), releases[0].time[:10], own.of("withdrawal")[-1].time[:10])
            for own in self.marks.incidents.values()
            if own.of("withdrawal") and (releases := own.list_releases()) and self.audience != "internal"
        ]
        return tuple(sorted(found, key=lambda stone: (stone.withdrawn, stone.id)))


_GIVERS = frozenset({"user", "sidecar", "json", "feed", "header"})
"""What values are given by that is no person's name."""


def _pass_inside(one: Candidate, own: IncidentMarks) -> ClearedIncident:
    history, requests = _tell_history(own.list_releases(one.events)), tuple(_tell_requests(own))
    return ClearedIncident(
        one.record.incident, one.record.reports, "internal", history=history, requests=requests, seal=SEAL
    )


def _tell_requests(own: IncidentMarks) -> Iterator[str]:
    """Yield the corrections that somebody asks for and nobody has answered."""
    answered = {mark.value["request"] for mark in own.of("correction_answer")}
    for mark in own.of("correction_request"):
        if mark.id not in answered:
            yield f"asked for by {mark.value['from']} ({mark.time[:10]}): {mark.value['asks']}"


def _tell_failure(id_: str, error: Exception) -> Block:
    kind = type(error).__name__
    return Block(id_, "", f"looking at it failed ({kind}: {error})", "report this as a bug", f"gawah show {id_}")


def _find_blocks(one: Candidate, own: IncidentMarks) -> Iterator[Block]:
    id_, releases = one.now.id, own.list_releases(one.events)
    again = f"gawah review release {id_} --reason WORDS"
    if not releases:
        yield Block(id_, "", "nobody is noted as having seen it", "release it", again)
    for path in list_missing(one.record.incident):
        why = "the project's codebook requires it, and what was released tells nothing of it"
        add = f"gawah review add {id_} {path} VALUE --report REPORT --quote WORDS --reason WORDS"
        yield Block(id_, path, why, "add it and release it again, or change what the codebook requires", add)
    for name in one.decided:
        why = "a person has decided on it since it was released"
        yield Block(id_, f"/{name}", why, "look at it, and release it again", again)
    for hold in own.of("hold"):
        if releases and hold.time < releases[-1].time and any(step.isdigit() for step in hold.value.split("/")):
            why = "it was held back before the last release, and what stands there may be another by now"
            remedy = "take the old one back (gawah undo), and hold back what you mean"
            yield Block(id_, hold.value, why, remedy, f"gawah review hold {id_} {hold.value} --reason WORDS")
    yield from _find_small_cells(one, own)


def foresee(one: Candidate, own: IncidentMarks) -> Iterator[Block]:
    """Yield what would block an incident if it were released as it is now."""
    return _find_small_cells(one, own)


def _find_small_cells(one: Candidate, own: IncidentMarks) -> Iterator[Block]:
    if any(mark.value == SMALL_CELLS for mark in own.of("override")):
        return
    incident, blur = _hold(one.record.incident, own), _read_blur(own)
    for path, traits in list_small_cells(blur_incident(incident, blur) if blur else incident):
        why = f"so few people in so small a place are known by their {traits}"
        remedy = "blur the place, hold a trait back, or overrule this with `gawah review override … small_cells`"
        yield Block(one.now.id, path, why, remedy, f"gawah review blur {one.now.id} admin2 --reason WORDS")


def _hold(incident: Incident, own: IncidentMarks) -> Incident:
    return hold_values(incident, [mark.value for mark in own.of("hold")])


def _drop_unreleased(incident: Incident, own: IncidentMarks) -> Incident:
    """Return an incident without what attachments show that nobody released.

    It stands at the end of the evidence, so that disagreements, which point into it, point at the same words.
    """
    released = {mark.value["media"]: mark.value["stands"] == "released" for mark in own.of("attachment")}
    kept = (e for e in incident.evidence if e.kind != "attachment" or released.get(e.media, False))
    return replace(incident, evidence=tuple(kept))


def _read_blur(own: IncidentMarks) -> Blur | None:
    mark = own.latest("blur")
    return Blur.read(mark.value) if mark else None


def drop_ages(incident: Incident, index: NameIndex) -> Incident:
    """Return an incident without the ages and aliases of persons who may not be named, and without quotes on them."""
    victims, paths = [], []
    for n, group in enumerate(incident.victims):
        persons = []
        for m, person in enumerate(group.persons):
            is_hidden = bool(index.find(person.name))
            paths += [f"/victims/{n}/persons/{m}"] if is_hidden else []
            persons.append(replace(person, age=None, aliases=()) if is_hidden else person)
        victims.append(replace(group, persons=tuple(persons)))
    return drop_evidence(replace(incident, victims=tuple(victims)), paths)


def list_known(incident: Incident) -> set[str]:
    """Return the words of names that are no secret: of places and groups."""
    places = [incident.place, *(other.place for other in incident.other_places if other.place)]
    told = [name for place in places for name in (place.name, place.admin1, place.admin2)]
    told += [name for actor in incident.perpetrators if not is_person(actor) for name in (actor.name, actor.parent)]
    told += [claim.by for claim in incident.claims if any(claim.by == actor.name for actor in incident.perpetrators)]
    told += [name for group in incident.victims for name in group.ethnic_or_religious]
    told += list_own_places(incident)
    return {word for name in told if name for word in fold_words(name)}


def _check_ids(leaving: object, record: IncidentRecord, naming: frozenset[str]) -> None:
    """Raise ValueError where an id within the project, by which its report can be found, stands in what leaves."""
    inside = {record.incident.id, *(response.event for response in record.incident.responses)}
    inside |= {header.text_sha256 for header in record.reports if header.text_sha256 in naming}
    inside |= {header.id for header in record.reports if header.text_sha256 in naming}
    inside.discard("")

    def check(path: str, text: str) -> str:
        if text in inside:
            raise ValueError(f"an id of the project's own would leave at {path}")
        return text

    change_strings(leaving, check)


def _tell_withheld(incident: Incident, masker: Masker, own: IncidentMarks, blur: Blur | None) -> Iterator[Withheld]:
    for n, group in enumerate(incident.victims):
        for m, person in enumerate(group.persons):
            if masker.index.find(person.name):
                yield Withheld(f"/victims/{n}/persons/{m}", "a private person's name, age and quotes")
    for n, actor in enumerate(incident.perpetrators):
        if is_person(actor) and masker.index.find(actor.name):
            yield Withheld(f"/perpetrators/{n}/name", "a person whom no ordinary court has finally convicted")
    yield from (Withheld(mark.value, "held back") for mark in own.of("hold"))
    if blur:
        yield Withheld("/place", blur.words)
    whys = {WITHHELD: "a name that nobody released", LABEL_WITHHELD: "a label that can endanger people"}
    told = {(masked.field, whys[masked.pseudonym]) for masked in masker.masked if masked.pseudonym in whys}
    yield from (Withheld(field, why) for field, why in sorted(told))


def _tell_history(releases: Iterable[Mark]) -> tuple[Correction, ...]:
    return tuple(Correction(m.time[:10], tuple(m.value["changed"]), m.value["why"]) for m in releases)
