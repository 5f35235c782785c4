"""A record as it reads in a terminal: what happened, who says so, what followed, and the words for each of it.

Every fact carries the numbers of the quotes that it rests on; the quotes stand at the end with their offsets, then what
the report does not say, what was seen and left out, and what else a reader should know.
"""

from collections.abc import Iterator, Sequence

from rich.console import Console
from rich.text import Text

from gawah import wording
from gawah.account import (
    Account,
    Cited,
    Fact,
    Note,
    Notebook,
    Step,
    list_silent,
    name_report,
    nest,
    say_standing,
    tell_incident,
    tell_of,
)
from gawah.cli.disagreements import draw_disputes, draw_marks
from gawah.cli.page import LABEL_WIDTH, Page
from gawah.gazetteer.publishers import find_publisher
from gawah.model import Incident, Record
from gawah.record import IncidentRecord, NotCoded, PlainRecord, ReportHeader

_INDENT = 2
_PART_INDENT = 4
_DEEPER = 2


def print_record(record: Record | PlainRecord, console: Console) -> None:
    """Print a record."""
    draw_record(record if isinstance(record, PlainRecord) else PlainRecord.of(record), console).print()


def draw_record(record: PlainRecord, console: Console, width: int | None = None) -> Page:
    """Return a record laid out for `console`."""
    page, notebook = Page(console, width), Notebook()
    _draw_report(page, record)
    for incident, depth in _order(record.incidents):
        page.skip()
        within = Page(console, page.width - depth * _PART_INDENT)
        _draw_account(within, tell_of(incident, notebook), record.incidents)
        page.add_page(within, depth * _PART_INDENT)
    if not record.incidents:
        page.add_heading("No incident was read in this report.")
    _draw_quotes(page, notebook.list_notes())
    _draw_silence(page, record.incidents)
    _draw_left_out(page, record.not_coded)
    _draw_notes(page, record.notes)
    return page


def draw_incident(record: IncidentRecord, console: Console, width: int | None = None) -> Page:
    """Return an incident of the store laid out for `console`, with the reports that tell of it."""
    account, notes = tell_incident(record)
    page = Page(console, width)
    page.add_rule()
    standing = f" · {say_standing(record.incident)} · contains descriptions of violence"
    page.add(Text(record.incident.id, "bold").append(standing, "dim"))
    page.skip()
    _draw_account(page, account, (record.incident,))
    draw_reports(page, record)
    _draw_quotes(page, notes)
    return page


def draw_reports(page: Page, record: IncidentRecord) -> None:
    """Draw the list of the reports that tell of an incident, each with the letter by which quotes name it."""
    page.add_heading("The reports")
    for n, report in enumerate(record.reports, 1):
        page.add_row(Text(f"{name_report(n)}"), _say_report(report), _INDENT, 4)


def _say_report(report: ReportHeader) -> Text:
    published = f"published {wording.say_edtf(report.published)}" if report.published else ""
    about = [report.title and wording.quote(report.title), wording.neutralise(report.publisher or ""), published]
    text = Text(wording.neutralise(report.path or report.url or report.id))
    return text.append("".join(f" · {part}" for part in about if part), "dim")


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
    for n, depth in nest([(incident.id, incident.part_of) for incident in ranked]):
        yield ranked[n], depth


# --- one incident -----------------------------------------------------------------------------------------------------


def _draw_account(page: Page, account: Account, others: Sequence[Incident]) -> None:
    head = Text(account.tag, "yellow").append_text(draw_cited(account.headline))
    page.add(head, hang=_INDENT)
    _draw_parts(page, account.incident, others)
    _draw_facts(page, account.facts)
    if account.figures:
        page.add_heading("Where statements disagree", _INDENT)
        _draw_facts(page, account.figures)
    draw_disputes(page, account.disputes, _INDENT)
    _draw_chain(page, account.chain)


def draw_cited(said: Cited) -> Text:
    """Return words with the numbers of their quotes in brackets."""
    return Text(said.words, "bold" if said.strong else "").append(draw_marks(said.notes), "dim")


def _draw_facts(page: Page, facts: Sequence[Fact]) -> None:
    for fact in facts:
        if fact.said.words:
            page.add_row(fact.name, draw_cited(fact.said), _INDENT, LABEL_WIDTH + _DEEPER * fact.depth)


def _draw_parts(page: Page, incident: Incident, others: Sequence[Incident]) -> None:
    parts = [other for other in others if other.part_of == incident.id]
    if parts:
        below = "incident" if len(parts) == 1 else f"{len(parts)} incidents"
        page.add(f"(its figures include the {below} indented below)", _INDENT, style="dim")
    elif incident.part_of:
        above = "the incident above it" if len(others) > 1 else incident.part_of
        page.add(f"(part of {above}, whose figures include it)", _INDENT, style="dim")


# --- what followed ----------------------------------------------------------------------------------------------------


def _draw_chain(page: Page, chain: Sequence[Step]) -> None:
    """Draw what followed in its order, below each date what is told of it."""
    if not chain:
        return
    page.add_heading("What followed", _INDENT)
    is_dated, wide = any(step.when for step in chain), len(str(len(chain)))
    for n, step in enumerate(chain):
        if is_dated and (n == 0 or step.when != chain[n - 1].when):
            page.add(Text(step.when or "no date said", "cyan" if step.when else "dim"), _INDENT, _INDENT)
        page.add_row(f"{n + 1:>{wide}}", draw_cited(step.said), _INDENT + (_DEEPER if is_dated else 0), wide + 2)


# --- the end of the page ----------------------------------------------------------------------------------------------


def _draw_quotes(page: Page, notes: Sequence[Note]) -> None:
    if not notes:
        return
    page.add_heading("The words, with their place in the text")
    wide = len(str(len(notes)))
    for note in notes:
        label, report = f"[{note.number}]".rjust(wide + 2), f"{note.report} " if note.report else ""
        place = f" {note.place}" if note.place else ""
        words = Text(report, "dim").append(note.words, "not dim").append(place, "dim")
        words.append(f", said by {note.said_by}" if note.said_by else "")
        page.add_row(Text(label, "dim"), words, _INDENT, wide + 3)


def _draw_silence(page: Page, incidents: Sequence[Incident]) -> None:
    """Draw what the report does not say; of what it only recalls, little is to be expected."""
    told = [(i, list_silent(i, depth > 0)) for i, depth in _order(incidents) if i.told_as != "background"]
    told = [(incident, silent) for incident, silent in told if silent]
    if not told:
        return
    page.add_heading("What the report does not say, or Gawah did not find")
    for incident, silent in told:
        words = wording.join_words(silent, any_of=True)
        lead = f"{wording.say_headline(incident)}: " if len(incidents) > 1 else ""
        page.add(f"{lead}{words}", _INDENT, _INDENT if lead else 0)


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
