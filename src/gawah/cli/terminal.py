"""A record as it reads in a terminal: what happened, who says so, what followed, and the words for each of it.

Every fact carries the numbers of the quotes that it rests on; the quotes stand at the end with their offsets, then what
the report does not say, what was seen and left out, and what else a reader should know.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TypeAlias

from rich.console import Console
from rich.text import Text

from gawah import wording
from gawah.cli.page import LABEL_WIDTH, Page
from gawah.codebook import load
from gawah.gazetteer.calendars import find_hijri_days
from gawah.gazetteer.publishers import find_publisher
from gawah.model import Claim, Conflict, Count, Evidence, Figure, Incident, Record, Response
from gawah.record import IncidentRecord, NotCoded, PlainRecord, ReportHeader
from gawah.resolve import witnesses

_INDENT = 2
_PART_INDENT = 4
_DEEPER = 2


def print_record(record: Record | PlainRecord, console: Console) -> None:
    """Print a record."""
    draw_record(record if isinstance(record, PlainRecord) else PlainRecord.of(record), console).print()


def draw_record(record: PlainRecord, console: Console, width: int | None = None) -> Page:
    """Return a record laid out for `console`."""
    page, notes = Page(console, width), Footnotes()
    _draw_report(page, record)
    for incident, depth in _order(record.incidents):
        page.skip()
        within = Page(console, page.width - depth * _PART_INDENT)
        _draw_incident(within, incident, notes, record.incidents)
        page.add_page(within, depth * _PART_INDENT)
    if not record.incidents:
        page.add_heading("No incident was read in this report.")
    _draw_quotes(page, notes)
    _draw_silence(page, record.incidents)
    _draw_left_out(page, record.not_coded)
    _draw_notes(page, record.notes)
    return page


Dispute: TypeAlias = Callable[[Page, "Footnotes"], None]


def draw_incident(record: IncidentRecord, console: Console, dispute: Dispute, width: int | None = None) -> Page:
    """Return an incident of the store laid out for `console`, with the reports that tell of it.

    `dispute` draws where they disagree.
    """
    texts = [report.text_sha256 for report in record.reports]
    page, notes = Page(console, width), Footnotes(texts if len(texts) > 1 else ())
    page.add_rule()
    page.add(Text(record.incident.id, "bold").append(f" · {_say_standing(record.incident)}", "dim"))
    page.skip()
    _draw_incident(page, record.incident, notes, (record.incident,), dispute)
    draw_reports(page, record)
    _draw_quotes(page, notes)
    return page


def draw_reports(page: Page, record: IncidentRecord) -> None:
    """Draw the list of the reports that tell of an incident, each with the letter by which quotes name it."""
    page.add_heading("The reports")
    for n, report in enumerate(record.reports, 1):
        page.add_row(Text(f"{name_report(n)}"), _say_report(report), _INDENT, 4)


def _say_standing(incident: Incident) -> str:
    """Return how far people have come with an incident."""
    checked = incident.verification != "none" or incident.workflow != "new"
    standing = [incident.workflow.replace("_", " "), incident.verification.replace("_", " ")]
    told = ", ".join(standing) if checked else "not checked by a person"
    return f"{told} · contains descriptions of violence"


def _say_report(report: ReportHeader) -> Text:
    published = f"published {wording.say_edtf(report.published)}" if report.published else ""
    about = [report.title and wording.quote(report.title), wording.neutralise(report.publisher or ""), published]
    text = Text(wording.neutralise(report.path or report.url or report.id))
    return text.append("".join(f" · {part}" for part in about if part), "dim")


def name_report(number: int) -> str:
    """Return the letter by which quotes name a report: A to Z, then A1."""
    turn, letter = divmod(number - 1, 26)
    return chr(ord("A") + letter) + (str(turn) if turn else "")


# --- footnotes --------------------------------------------------------------------------------------------------------


class Footnotes:
    """The quotes that facts rest on, numbered in the order in which they are first pointed to.

    Where there are several `texts`, each quote names the one that it stands in.
    """

    def __init__(self, texts: Sequence[str] = ()) -> None:
        self.texts = texts
        self.entries: dict[tuple[object, ...], list[Evidence]] = {}

    def mark(self, evidence: Iterable[Evidence]) -> Text:
        """Return the numbers of `evidence` in brackets, behind a space; nothing where there is none."""
        numbers = sorted({self._number(entry) for entry in drop_contained(list(evidence))})
        return Text(f" [{', '.join(map(str, numbers))}]" if numbers else "", "dim")

    def name_text(self, entry: Evidence) -> Text:
        """Return the letter of the report that a quote stands in, where there are several."""
        text = entry.text_sha256
        return Text(f"{name_report(self.texts.index(text) + 1)} " if text in self.texts else "", "dim")

    def _number(self, entry: Evidence) -> int:
        key = (entry.text_sha256, entry.start, entry.end, entry.key, entry.value)
        self.entries.setdefault(key, []).append(entry)
        return list(self.entries).index(key) + 1


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


class _Facts:
    """The facts of one incident on their way to the page."""

    def __init__(self, page: Page, incident: Incident, notes: Footnotes) -> None:
        self.page, self.incident, self.notes = page, incident, notes

    def evidence(self, *paths: str) -> list[Evidence]:
        """Return what states the values at `paths`, else what is context to them."""
        found = [entry for path in paths for entry in witnesses(self.incident, path)]
        return [e for e in found if e.role == "states"] or [e for e in found if e.role == "context"]

    def cite(self, words: str, *paths: str, style: str = "") -> Text:
        """Return `words`, with the speaker where no other voice says so, and the numbers of their quotes."""
        found = self.evidence(*paths)
        source = wording.say_source(_list_speakers(found))
        return Text(words, style).append(f", {source}" if source else "").append_text(self.notes.mark(found))

    def add(self, name: str, text: Text) -> None:
        """Add a row, unless there is nothing in it."""
        if text.plain:
            self.page.add_row(name, text, _INDENT)


def _list_speakers(evidence: Sequence[Evidence]) -> list[str]:
    """Return who says it; nobody where the report says it in its own voice too."""
    speakers = [entry.speaker for entry in evidence if entry.speaker]
    return speakers if len(speakers) == len(evidence) else []


# --- the report and the order of its incidents ------------------------------------------------------------------------


def _draw_report(page: Page, record: PlainRecord) -> None:
    report = record.report
    page.add_rule()
    page.add(wording.neutralise(report.path or report.id), style="bold")
    kind = wording.label("report_kinds", report.kind) if report.kind else ""
    published = (
        f"published {wording.say_edtf(report.published)}" if report.published else "date of publication not known"
    )
    shown = any(incident.title == report.title for incident in record.incidents)
    title = wording.quote(report.title) if report.title and not shown else ""
    about = [title, kind, _say_publisher(report), published, wording.neutralise(report.url or "")]
    page.add(" · ".join(filter(None, about)), style="dim")
    coders = dict.fromkeys(entry.coder for incident in record.incidents for entry in incident.evidence if entry.coder)
    if record.incidents:
        read = f"read by {', '.join(coders)}, " if coders else ""
        page.add(f"{read}not checked by a person · contains descriptions of violence", style="dim")


def _say_publisher(report: ReportHeader) -> str:
    """Return who published a report and, where the registry knows, who owns or directs that publisher."""
    known = find_publisher(report.publisher, report.url) if report.publisher else None
    name = wording.neutralise(report.publisher or "")
    if known is None:
        return name
    held = f", {known.owner}" if known.owner else ""
    owned = f"ownership: {known.ownership.replace('_', ' ')}{held}"
    return f"{name} ({owned}{'; not independent' if known.independence == 'directed' else ''})"


def _order(incidents: Sequence[Incident]) -> Iterator[tuple[Incident, int]]:
    """Yield incidents with their depth: the main one first, parts below what they are part of, background last."""
    ranked = sorted(incidents, key=lambda i: (not i.main, i.told_as == "background"))
    for n, depth in _nest([(incident.id, incident.part_of) for incident in ranked]):
        yield ranked[n], depth


def _nest(ids: Sequence[tuple[str, str | None]]) -> Iterator[tuple[int, int]]:
    """Yield the place of each thing among `ids` (its own, and that of its whole) with its depth, parts below wholes."""
    held = {own for own, _ in ids}

    def below(whole: str | None, depth: int) -> Iterator[tuple[int, int]]:
        for n, (own, above) in enumerate(ids):
            if (above if above in held else None) == whole:
                yield n, depth
                yield from below(own, depth + 1)

    return below(None, 0)


# --- one incident -----------------------------------------------------------------------------------------------------


def _draw_incident(
    page: Page, incident: Incident, notes: Footnotes, others: Sequence[Incident], dispute: Dispute | None = None
) -> None:
    facts = _Facts(page, incident, notes)
    tag = {"background": "Background: ", "proceedings": "Proceedings: "}.get(incident.told_as, "")
    head = Text(tag, "yellow").append(wording.say_headline(incident), "bold")
    page.add(head.append_text(notes.mark(facts.evidence("/title")) if incident.title else Text()), hang=_INDENT)
    _draw_parts(page, incident, others)
    _draw_act(facts)
    _draw_harm(facts)
    _draw_doers(facts)
    _draw_victims(facts)
    _draw_means(facts)
    if dispute:
        dispute(page, notes)
    else:
        _draw_disputes(facts)
    _draw_chain(facts)


def _draw_parts(page: Page, incident: Incident, others: Sequence[Incident]) -> None:
    parts = [other for other in others if other.part_of == incident.id]
    if parts:
        below = "incident" if len(parts) == 1 else f"{len(parts)} incidents"
        page.add(f"(its figures include the {below} indented below)", _INDENT, style="dim")
    elif incident.part_of:
        above = "the incident above it" if len(others) > 1 else incident.part_of
        page.add(f"(part of {above}, whose figures include it)", _INDENT, style="dim")


def _draw_act(facts: _Facts) -> None:
    incident = facts.incident
    if incident.type:
        outcome = wording.label("incident_outcomes", incident.outcome) if incident.outcome else ""
        words = wording.say_type(incident) + (f" ({outcome})" if outcome else "")
        facts.add("What", facts.cite(words, "/type", *(["/also_types"] if incident.also_types else [])))
    if when := wording.say_when(incident.date):
        when += _say_hijri(facts.evidence("/date"))
        facts.add("When", facts.cite(_in_brackets(when, wording.say_precision(incident.date)), "/date"))
    if where := wording.say_place(incident.place):
        facts.add("Where", facts.cite(_in_brackets(where, wording.say_position(incident.place)), "/place"))
    for n, other in enumerate(incident.other_places):
        name = wording.label("other_place_roles", other.role) if other.role != "other" else "also there"
        where = wording.say_place(other.place) if other.place else ""
        facts.add(wording.capitalise(name), facts.cite(where or wording.neutralise(other.name), f"/other_places/{n}"))


def _say_hijri(evidence: Sequence[Evidence]) -> str:
    """Return the day of a Hijri calendar that a date was read from, to stand beside the Gregorian; else nothing."""
    quotes = [entry.quote or "" for entry in evidence]
    said = (quote[day.start : day.end] for quote in quotes for day in find_hijri_days(quote))
    return next((f", {wording.quote(words)}" for words in said), "")


def _in_brackets(words: str, precision: str) -> str:
    return f"{words} ({precision})" if precision else words


_COUNTS = ("killed", "injured", "abducted", "attackers_killed")


def _draw_harm(facts: _Facts) -> None:
    incident = facts.incident
    for name in _COUNTS:
        count: Count | None = getattr(incident, name)
        if count:
            said = facts.cite(wording.say_count(count), f"/{name}", style="bold")
            facts.add(wording.capitalise(wording.label("measures", name)), said)
    for n, figure in enumerate(incident.figures):
        if figure.measure not in _COUNTS:
            said = facts.cite(wording.say_figure(figure), f"/figures/{n}")
            facts.add(wording.capitalise(wording.label("measures", figure.measure)), said)
    if incident.killed_by_party:
        facts.add("Of the dead", facts.cite(wording.say_sides(incident.killed_by_party), "/killed_by_party"))


def _draw_doers(facts: _Facts) -> None:
    for n, actor in enumerate(facts.incident.perpetrators):
        path = f"/perpetrators/{n}"
        name = Text(wording.say_actor(actor), "bold").append_text(facts.notes.mark(facts.evidence(f"{path}/name")))
        facts.add("" if n else "Attributed to", name)
        for m, attribution in enumerate(actor.attributions):
            basis = Text(wording.say_attribution(attribution))
            facts.add("", basis.append_text(facts.notes.mark(facts.evidence(f"{path}/attributions/{m}"))))
        if not actor.attributions:
            facts.add("", facts.cite(load().words_for(actor.attribution), f"{path}/attribution"))


def _draw_victims(facts: _Facts) -> None:
    groups = facts.incident.victims
    for place, (n, depth) in enumerate(_nest([(group.id, group.subset_of) for group in groups])):
        _draw_group(facts, "" if place else "Victims", n, depth)
    for n, target in enumerate(facts.incident.targets):
        effect = f", {wording.label('target_effects', target.effect)}" if target.effect else ""
        words = facts.cite(wording.neutralise(target.description) + effect, f"/targets/{n}")
        facts.add("" if n else "Targets", words)


def _draw_group(facts: _Facts, name: str, n: int, depth: int) -> None:
    """Draw a group of people harmed, and below it who of them is named; a part stands deeper than its whole."""
    group, path, width = facts.incident.victims[n], f"/victims/{n}", LABEL_WIDTH + _DEEPER * depth
    words = ("of them " if depth else "") + (wording.neutralise(group.description) or "people, not described")
    traits = wording.list_traits(group)
    own = [f"{path}/{field}" for field in ("description", "count", "outcome") if getattr(group, field)]
    text = facts.cite(words + (f": {'; '.join(traits)}" if traits else ""), *(own or [path]))
    facts.page.add_row(name, text, _INDENT, width)
    for m, person in enumerate(group.persons):
        about = ", ".join(filter(None, [wording.neutralise(person.name), str(person.age or "")]))
        status = "a private person" if person.status == "private" else "in a public role"
        named = facts.cite(f"named: {about} ({status})", f"{path}/persons/{m}")
        facts.page.add_row("", named, _INDENT, width + _DEEPER)


def _draw_means(facts: _Facts) -> None:
    incident = facts.incident
    for n, weapon in enumerate(incident.weapons):
        facts.add("" if n else "Weapon", facts.cite(wording.say_weapon(weapon), f"/weapons/{n}"))
    for n, claim in enumerate(incident.claims):
        facts.add("" if n else "Claim", _cite_claim(facts, claim, n))
    if incident.claimed is False and not incident.claims:
        facts.add("Claim", facts.cite("nobody has claimed it", "/claimed"))
    for n, campaign in enumerate(incident.campaign):
        facts.add("" if n else "Campaign", facts.cite(wording.neutralise(campaign), f"/campaign/{n}"))
    for n, motive in enumerate(incident.motive):
        facts.add("" if n else "Motive", facts.cite(wording.neutralise(motive), f"/motive/{n}"))


def _cite_claim(facts: _Facts, claim: Claim, n: int) -> Text:
    channel = f"through {wording.quote(claim.channel)}" if claim.channel else "channel not said"
    parts = [f"by {wording.neutralise(claim.by)}", channel, wording.say_edtf(claim.date) if claim.date else ""]
    disputed = wording.join_words(map(wording.neutralise, claim.disputed_by))
    parts.append(f"disputed by {disputed}" if disputed else "")
    return Text(", ".join(filter(None, parts))).append_text(facts.notes.mark(facts.evidence(f"/claims/{n}")))


# --- what disagrees ---------------------------------------------------------------------------------------------------


def _draw_disputes(facts: _Facts) -> None:
    """Draw the figures of every measure that more than one is given for, then other statements that disagree."""
    several = [name for name in _COUNTS if len(_list_figures(facts.incident, name)) > 1]
    rest = [c for c in facts.incident.conflicts if c.path.strip("/") not in several]
    if not several and not rest:
        return
    facts.page.add_heading("Where statements disagree", _INDENT)
    for name in several:
        for m, (n, figure) in enumerate(_list_figures(facts.incident, name)):
            label = wording.capitalise(wording.label("measures", name)) if m == 0 else ""
            facts.add(label, _cite_figure(facts, n, figure))
    for conflict in rest:
        _draw_conflict(facts, conflict)


def _list_figures(incident: Incident, measure: str) -> list[tuple[int, Figure]]:
    """Return the figures of a measure where they say different things, else nothing."""
    found = [(n, figure) for n, figure in enumerate(incident.figures) if figure.measure == measure]
    said = {(f.low, f.best, f.high, f.status) for _, f in found}
    return found if len(said) > 1 else []


_FIGURE_STATUSES: Mapping[str, str] = {
    "superseded": ", replaced by a later figure",
    "parties_claim": ", a party's own claim",
    "part": ", a part of the whole",
}


def _cite_figure(facts: _Facts, n: int, figure: Figure) -> Text:
    source = wording.say_source([figure.speaker] if figure.speaker else []) or "in the report's own words"
    as_of = f", as of {wording.say_edtf(figure.as_of)}" if figure.as_of else ""
    words = f"{wording.say_figure(figure)}, {source}{as_of}{_FIGURE_STATUSES.get(figure.status, '')}"
    return Text(words).append_text(facts.notes.mark(facts.evidence(f"/figures/{n}")))


def _draw_conflict(facts: _Facts, conflict: Conflict) -> None:
    chosen = wording.say_value(conflict.path, conflict.chosen)
    text = Text(f"{chosen}; {'before that' if conflict.kind == 'sequence' else 'also said:'} ")
    for n, rival in enumerate(conflict.values):
        entries = [facts.incident.evidence[index] for index in rival.evidence]
        source = wording.say_source(_list_speakers(entries))
        words = wording.say_value(conflict.path, rival.value) + (f", {source}" if source else "")
        text.append("; " if n else "").append(words).append_text(facts.notes.mark(entries))
    facts.add(name_field(conflict.path), text)


def name_field(path: str) -> str:
    """Return what a path leads to, with what holds it: "Date", "Victims 2: outcome"."""
    head, *rest = path.strip("/").split("/")
    name = load().field(path).label
    if not rest or not rest[0].isdigit():
        return name
    holder = f"{load().field(head).label.removesuffix('s')} {int(rest[0]) + 1}"
    return f"{holder}: {name.lower()}" if len(rest) > 1 else holder


# --- what followed ----------------------------------------------------------------------------------------------------


def _draw_chain(facts: _Facts) -> None:
    """Draw what followed in its order, below each date what is told of it."""
    responses = facts.incident.responses
    if not responses:
        return
    facts.page.add_heading("What followed", _INDENT)
    dates = [wording.say_when(response.date) if response.date else "" for response in responses]
    numbers = {response.id: n for n, response in enumerate(responses, 1)}
    wide = len(str(len(responses)))
    for n, response in enumerate(responses):
        if any(dates) and (n == 0 or dates[n] != dates[n - 1]):
            facts.page.add(Text(dates[n] or "no date said", "cyan" if dates[n] else "dim"), _INDENT, _INDENT)
        step = _cite_step(facts, n, response, numbers.get(response.responds_to))
        facts.page.add_row(f"{n + 1:>{wide}}", step, _INDENT + (_DEEPER if any(dates) else 0), wide + 2)


def _cite_step(facts: _Facts, n: int, response: Response, answers: int | None) -> Text:
    """Return a step of the chain: what, by whom, who says so, and which other step it answers."""
    text = Text(wording.say_response(response, facts.incident.place))
    source = wording.say_source([response.speaker] if response.speaker else [])
    text.append(f", {source}" if source else "").append(f"; answers {answers}" if answers else "")
    return text.append_text(facts.notes.mark(facts.evidence(f"/responses/{n}/type", *_where_told(n, response))))


def _where_told(n: int, response: Response) -> list[str]:
    return [f"/responses/{n}/{name}" for name in ("actor", "date", "place") if getattr(response, name)]


# --- the end of the page ----------------------------------------------------------------------------------------------


def _draw_quotes(page: Page, notes: Footnotes) -> None:
    if not notes.entries:
        return
    page.add_heading("The words, with their place in the text")
    wide = len(str(len(notes.entries)))
    for number, entries in enumerate(notes.entries.values(), 1):
        label = f"[{number}]".rjust(wide + 2)
        page.add_row(
            Text(label, "dim"), notes.name_text(entries[0]).append_text(_draw_quote(entries)), _INDENT, wide + 3
        )


def _draw_quote(entries: Sequence[Evidence]) -> Text:
    entry = entries[0]
    if entry.kind == "metadata":
        key, value = (wording.neutralise(part or "") for part in (entry.key, entry.value))
        return Text(f"not in the text: {key} {value}, given by {_GIVERS.get(entry.given_by or '', entry.given_by)}")
    page = f", page {entry.page}" if entry.page else ""
    text = Text(wording.quote(entry.quote or "")).append(f" {entry.start}–{entry.end}{page}", "dim")
    speakers = dict.fromkeys((e.speaker, e.speaker_role) for e in entries if e.speaker)
    said = wording.join_words(wording.say_speaker(speaker, role) for speaker, role in speakers)
    return text.append(f", said by {said}" if said else "")


_GIVERS: Mapping[str, str] = {
    "user": "you",
    "sidecar": "the file beside the report",
    "json": "the report's JSON",
    "feed": "the feed",
    "markup": "what the document says of itself",
    "table": "the table that it is a row of",
    "mail": "the message's headers",
    "warc": "the web archive",
    "header": "the report's head",
}


def _draw_silence(page: Page, incidents: Sequence[Incident]) -> None:
    """Draw what the report does not say; of what it only recalls, little is to be expected."""
    told = [(i, _list_silent(i, depth > 0)) for i, depth in _order(incidents) if i.told_as != "background"]
    told = [(incident, silent) for incident, silent in told if silent]
    if not told:
        return
    page.add_heading("What the report does not say, or Gawah did not find")
    for incident, silent in told:
        words = wording.join_words(silent, " or ")
        lead = f"{wording.say_headline(incident)}: " if len(incidents) > 1 else ""
        page.add(f"{lead}{words}", _INDENT, _INDENT if lead else 0)


_TAKING = frozenset({"abduction", "hostage_taking", "hijacking", "disappearance", "execution"})
_JOINT = frozenset(
    {
        *("when it happened", "who was harmed", "who did it", "with what"),
        *("whether anyone claimed it", "what motive is given", "what followed"),
    }
)
"""What a report tells of an umbrella, and need not repeat of its parts."""


def _list_silent(incident: Incident, is_part: bool) -> list[str]:
    """Return in plain words what stays empty, and that a reader would look for; of a part, what is its own."""
    taken = bool(_TAKING & {incident.type, *incident.also_types})
    told = {
        "what kind of act it was": incident.type,
        "when it happened": incident.date.start or incident.date.edtf,
        "where it happened": incident.place.name or incident.place.admin1 or incident.place.country,
        "how many were killed": incident.killed,
        "whether anyone was injured": incident.injured,
        "how many were taken": incident.abducted or not taken,
        "who was harmed": incident.victims or incident.targets,
        "who did it": incident.perpetrators,
        "with what": incident.weapons,
        "whether anyone claimed it": incident.claims or incident.claimed is not None,
        "what motive is given": incident.motive,
        "what followed": incident.responses,
    }
    return [words for words, value in told.items() if not value and not (is_part and words in _JOINT)]


def _draw_left_out(page: Page, left_out: Sequence[NotCoded]) -> None:
    if not left_out:
        return
    page.add_heading("Seen and left out")
    for passage in left_out:
        reason = wording.capitalise(wording.label("not_coded_reasons", passage.reason))
        text = Text(wording.quote(passage.quote)).append(f" {passage.start}–{passage.end}", "dim")
        page.add(Text(f"{reason}: ").append_text(text), _INDENT, _INDENT)


def _draw_notes(page: Page, notes: Sequence[str]) -> None:
    if notes:
        page.add_heading("Notes")
    for note in notes:
        page.add(wording.neutralise(note), _INDENT, _INDENT)
