"""What the page of an incident shows: its account, what can be decided on each value, its reports by origin, kin."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from gawah import wording
from gawah.account import Account, Cited, Dispute, Note, list_conflicts, list_silent, name_report, tell_incident
from gawah.codebook import load
from gawah.errors import CodebookError
from gawah.gazetteer.publishers import find_publisher
from gawah.linking.origins import group_origins
from gawah.model import Evidence, Incident
from gawah.phrases import say, say_number
from gawah.publish.dossier.graphic import is_graphic, soften
from gawah.publish.drawings.place_map import draw_map, name_on_map, say_precision
from gawah.publish.drawings.timeline import draw_timeline
from gawah.record import IncidentRecord, ReportHeader
from gawah.resolve import COUNTS, look_up
from gawah.review import Behind, Checked, write_value
from gawah.store import Store


@dataclass(frozen=True, slots=True)
class Entry:
    """How a value is corrected: by a choice of words, or in writing."""

    choices: tuple[tuple[str, str], ...] = ()
    """Ids of the codebook with their labels; none where it is written."""
    hint: str = ""
    """How it is written."""
    now: str = ""
    """What stands there, as it is written or chosen."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the page: a value in words, with what can be decided on it."""

    anchor: str
    name: str
    said: Cited
    path: str
    depth: int = 0
    entry: Entry | None = None
    """None where nothing can be decided on it."""
    checked: Checked | None = None
    by_machine: str = ""
    """What a coder read, where a person put something else in its place."""
    rival: int | None = None
    """Of a value that disagrees with the chosen one, its place among these."""


@dataclass(frozen=True, slots=True)
class Quote:
    """A numbered quote with the address of its place in the report."""

    note: Note
    href: str
    graphic: bool
    language: str
    """Of its report; empty where not known."""


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A field on which statements disagree, with the row of each of its rivals."""

    dispute: Dispute
    rows: tuple[Row | None, ...]
    """For each value of the dispute; None where nothing can be decided on it."""


@dataclass(frozen=True, slots=True)
class ShownReport:
    """A report as the page names it."""

    letter: str
    header: ReportHeader
    href: str
    about: str


@dataclass(frozen=True, slots=True)
class IncidentView:
    """All that the page of an incident shows of what is documented."""

    record: IncidentRecord
    account: Account
    facts: tuple[Row, ...]
    steps: tuple[Row, ...]
    disagreements: tuple[Disagreement, ...]
    quotes: tuple[Quote, ...]
    origins: tuple[tuple[ShownReport, ...], ...]
    """Reports that are independent of each other, each with those that repeat it."""
    compiled: tuple[ShownReport, ...]
    """Reports that put together what others reported."""
    place_map: str | None
    place_caption: str
    timeline: str | None
    silent: tuple[str, ...]
    kin: tuple[tuple[str, str], ...]
    """Lists of incidents that are like it: what they have in common, and the address."""
    has_graphic: bool


def view_incident(store: Store, record: IncidentRecord, decides: bool, graphic: bool) -> IncidentView:
    """Return what the page shows; with `decides`, what can be decided on each value, and with `graphic` all words."""
    account, notes = tell_incident(record)
    behind = Behind(store, record.incident)
    told = _soften(account) if not graphic else account
    quotes = tuple(_show_note(note, record.reports, record.incident.id) for note in notes)
    reports = {r.text_sha256: _show_report(n, r) for n, r in enumerate(record.reports, 1)}
    origins, compiled = _group(reports, behind)
    incident = record.incident
    return IncidentView(
        record,
        told,
        tuple(_list_facts(told, behind, decides)),
        tuple(_list_steps(told, behind, decides)),
        tuple(_list_disagreements(told, behind, decides)),
        quotes,
        origins,
        compiled,
        draw_map(incident.place, name_on_map(incident.place)),
        say_precision(incident.place),
        draw_timeline(account),
        tuple(list_silent(incident, incident.part_of is not None)),
        tuple(_list_kin(incident)),
        any(quote.graphic for quote in quotes),
    )


# --- rows -------------------------------------------------------------------------------------------------------------


def _list_facts(account: Account, behind: Behind, decides: bool) -> Iterator[Row]:
    for fact in account.facts:
        if fact.said.words:
            yield _make_row(fact.name, fact.said, fact.path, behind, decides, fact.depth)


def _list_steps(account: Account, behind: Behind, decides: bool) -> Iterator[Row]:
    for step in account.chain:
        yield _make_row(step.when, step.said, step.path, behind, decides)


def _make_row(name: str, said: Cited, path: str, behind: Behind, decides: bool, depth: int = 0) -> Row:
    checked = behind.check(path) if path and (decides or behind.reviews) else None
    entry = describe_entry(behind.values, path) if decides and checked and checked.assertions else None
    return Row(_name_anchor(path), name, said, path, depth, entry, checked, _say_machine(path, checked))


def _name_anchor(path: str) -> str:
    return "row" + path.replace("/", "-")


def _say_machine(path: str, checked: Checked | None) -> str:
    """Return what a coder read where a person corrected it, in words; else nothing."""
    if checked is None or checked.verdict != "correct":
        return ""
    said = checked.reviews[0].value
    if isinstance(said, Mapping) and "measure" in said:
        said = {name: said.get(name) for name in ("low", "best", "high", "said")}
    try:
        return wording.say_whole(path, said)
    except (CodebookError, TypeError, KeyError):  # what stands at the path is a part of what was decided on
        return ""


def describe_entry(values: Mapping[str, object], path: str) -> Entry:
    """Return how the value at `path` of an incident, as JSON has it, is corrected."""
    now = look_up(values, path)
    head = path.strip("/").split("/")[0]
    if head in COUNTS or path.endswith("/count"):
        return Entry(hint="12, 10-14, 12+", now=write_value(now))
    if path.endswith("date"):
        return Entry(hint="2021-01-03, 2021-01, 2021-01-03/2021-01-05", now=write_value(now))
    part = "type" if path.count("/") == 2 and head == "responses" else ""
    vocabulary = _find_vocabulary(f"{path}/{part}" if part else path)
    if vocabulary:
        words = now.get(part, "") if isinstance(now, Mapping) else now
        return Entry(
            tuple((id_, wording.label(vocabulary, id_)) for id_ in load().values(vocabulary)), now=str(words or "")
        )
    return Entry(now=write_value(now))


def _find_vocabulary(path: str) -> str | None:
    try:
        return load().field(path).text("vocabulary")
    except CodebookError:
        return None


def _list_disagreements(account: Account, behind: Behind, decides: bool) -> Iterator[Disagreement]:
    for dispute, conflict in zip(account.disputes, list_conflicts(behind.incident), strict=True):
        rows: list[Row | None] = []
        rival = 0
        for value in dispute.values:
            number = None if value.chosen else rival
            rival += not value.chosen
            checked = behind.check(conflict.path) if number is None else behind.check_rival(conflict, number)
            anchor = f"{_name_anchor(conflict.path)}-{'chosen' if number is None else number}"
            row = Row(anchor, dispute.field, Cited(value.words), conflict.path, 0, Entry(), checked, "", number)
            rows.append(row if decides and checked.assertions else None)
        yield Disagreement(dispute, tuple(rows))


# --- words ------------------------------------------------------------------------------------------------------------


def _soften(account: Account) -> Account:
    """Return an account whose facts and steps leave out words that describe violence in detail; quotes are folded."""
    return replace(
        account,
        headline=replace(account.headline, words=soften(account.headline.words)),
        facts=tuple(replace(f, said=replace(f.said, words=soften(f.said.words))) for f in account.facts),
        chain=tuple(replace(s, said=replace(s.said, words=soften(s.said.words))) for s in account.chain),
    )


def _show_note(note: Note, reports: Sequence[ReportHeader], id_: str) -> Quote:
    return make_quote(note, reports, id_)


def make_quote(note: Note, reports: Sequence[ReportHeader], id_: str) -> Quote:
    """Return a quote as the pages show it."""
    own = next((r for r in reports if r.text_sha256 == note.entry.text_sha256), reports[0] if reports else None)
    language = own.language if own and note.entry.kind == "quote" else None
    return Quote(note, link_quote(note.entry, reports, id_), is_graphic(note.words), language or "")


def link_quote(entry: Evidence, reports: Sequence[ReportHeader], id_: str) -> str:
    """Return the address of a quote's place in its report, or of an attachment; empty where there is none."""
    if entry.kind == "attachment":
        return f"/incidents/{id_}/attachments#{name_media(entry.media or '')}"
    own = [r for r in reports if r.text_sha256 == entry.text_sha256] or (list(reports) if len(reports) == 1 else [])
    if not own:
        return ""
    place = f"#t{entry.start}" if entry.start is not None else ""
    return link_report(own[0]) + place


def name_media(media_id: str) -> str:
    """Return by what the page of attachments names a file."""
    return f"m-{media_id.removeprefix('sha256:')[:16]}"


def link_report(report: ReportHeader) -> str:
    """Return the address of a report's page."""
    return f"/reports/{report.id.removeprefix('sha256:')}"


# --- reports and kin --------------------------------------------------------------------------------------------------


def _show_report(number: int, report: ReportHeader) -> ShownReport:
    known = find_publisher(report.publisher, report.url) if report.publisher else None
    owned = say(known.ownership.replace("_", " ")) if known else ""
    publisher = wording.neutralise(report.publisher or "")
    day = wording.say_edtf(report.published) if report.published else ""
    published = say("published {date}", date=day) if day else say("day not known")
    kind = wording.label("report_kinds", report.kind) if report.kind else ""
    about = wording.join_parts([kind, f"{publisher} ({owned})" if owned else publisher, published])
    return ShownReport(name_report(number), report, link_report(report), about)


def _group(
    reports: Mapping[str, ShownReport], behind: Behind
) -> tuple[tuple[tuple[ShownReport, ...], ...], tuple[ShownReport, ...]]:
    """Return the reports by origin, and those that only put together what others reported."""
    leads = group_origins([behind.texts[sha256] for sha256 in reports if sha256 in behind.texts])
    groups: dict[str, list[ShownReport]] = {}
    compiled = []
    for sha256, report in reports.items():
        lead = leads.get(sha256, sha256)
        if lead is None:
            compiled.append(report)
        else:
            groups.setdefault(lead, []).append(report)
    return tuple(map(tuple, groups.values())), tuple(compiled)


def _list_kin(incident: Incident) -> Iterator[tuple[str, str]]:
    """Yield lists of incidents that are like this one, each with its address."""
    for actor in incident.perpetrators[:3]:
        yield wording.neutralise(actor.name), _link_list(perpetrator=actor.name)
    for community in dict.fromkeys(c for group in incident.victims for c in group.ethnic_or_religious):
        yield say("against {community}", community=wording.neutralise(community)), _link_list(community=community)
    place = incident.place
    if place.lat is not None and place.lon is not None and place.precision in ("exact", "settlement"):
        near = {"near": f"{place.lat:.4f},{place.lon:.4f}", "within_km": "25"}
        where = wording.say_place(replace(place, relation="in"))
        yield say("within {number} km of {place}", number=say_number(25), place=where), _link_list(**near)
    elif place.admin1:
        yield say("in {place}", place=wording.neutralise(place.admin1)), _link_list(admin1=place.admin1)
    for campaign in incident.campaign[:2]:
        yield wording.neutralise(campaign), _link_list(campaign=campaign)


def _link_list(**asked: str) -> str:
    return f"/?{urlencode(asked)}"
