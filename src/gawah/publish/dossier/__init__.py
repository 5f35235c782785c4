"""The dossier: one incident in a file that stands on its own, for a lawyer, an editor or a family to read and print.

    dossier = compose(cleared_incident)
    FORMATS["html"].write(dossier)

It is made from what the gate cleared and from nothing else. Every sentence of it has the numbers of its quotes.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from gawah import wording
from gawah.account import (
    Account,
    Cited,
    DisputedValue,
    Fact,
    Note,
    list_silent,
    name_report,
    say_standing,
    tell_incident,
)
from gawah.gazetteer.publishers import find_publisher
from gawah.model import Incident
from gawah.publish.cleared import ClearedIncident
from gawah.publish.dossier.graphic import LEFT_OUT, is_graphic, soften
from gawah.publish.drawings.place_map import draw_map, name_on_map, say_precision
from gawah.publish.drawings.timeline import draw_timeline
from gawah.record import IncidentRecord, ReportHeader
from gawah.resolve import POLICIES

__all__ = ["FORMATS", "Dossier", "DossierNote", "DossierReport", "Format", "compose"]


@dataclass(frozen=True, slots=True)
class DossierNote:
    """A footnote: a quote with its place, its report and its speaker."""

    number: int
    words: str
    place: str
    report: str
    """Letter of the report, where there are several."""
    said_by: str
    graphic: bool
    """Whether its words describe violence in detail."""


@dataclass(frozen=True, slots=True)
class DossierReport:
    """A report that the dossier rests on."""

    letter: str
    title: str
    about: str
    """Kind, publisher with its ownership, dates, in words."""
    url: str
    """Empty where none may be told."""
    hash: str
    """By which its bytes can be proved to be those that were read."""


@dataclass(frozen=True, slots=True)
class Dossier:
    """All that a dossier says, whatever its format."""

    id: str
    headline: Cited
    standing: str
    summary: tuple[Cited, ...]
    """The incident in a few sentences."""
    account: Account
    notes: tuple[DossierNote, ...]
    reports: tuple[DossierReport, ...]
    silent: tuple[str, ...]
    """What no report says, or Gawah did not find."""
    place_map: str | None
    """SVG."""
    place_caption: str
    timeline: str | None
    """SVG."""
    withheld: tuple[str, ...]
    history: tuple[str, ...]
    method: tuple[str, ...]
    is_public: bool
    has_graphic: bool
    """Whether any of its words describe violence in detail."""


def compose(cleared: ClearedIncident, graphic: bool = True) -> Dossier:
    """Return the dossier of a cleared incident; without `graphic`, no words that describe violence in detail."""
    account, notes = tell_incident(IncidentRecord(cleared.incident, cleared.reports))
    footnotes = tuple(_tell_note(note, graphic) for note in notes)
    if not graphic:
        account = _soften_account(account)
    incident = cleared.incident
    return Dossier(
        incident.id,
        account.headline,
        say_standing(incident),
        tuple(_sum_up(account)),
        account,
        footnotes,
        tuple(_tell_report(n, report) for n, report in enumerate(cleared.reports, 1)),
        tuple(list_silent(incident)),
        draw_map(incident.place, name_on_map(incident.place)),
        " ".join(filter(None, [say_precision(incident.place), wording.capitalise(cleared.blur or "")])),
        draw_timeline(account),
        tuple(_say_withheld(cleared)),
        tuple(_say_history(cleared)),
        tuple(_say_method(incident, graphic)),
        cleared.audience == "public",
        any(note.graphic for note in footnotes),
    )


# --- the incident in a few sentences ----------------------------------------------------------------------------------


def _sum_up(account: Account) -> Iterator[Cited]:
    """Yield sentences of what is known, each from facts and with their notes."""
    facts = {fact.name: fact for fact in account.facts if fact.name}
    yield from _sum_up_act(account, facts)
    yield from _sum_up_harm(facts)
    yield from _sum_up_doers(account)
    if account.chain:
        steps = f"{len(account.chain)} step{'' if len(account.chain) == 1 else 's'}"
        yield Cited(f"What followed is documented in {steps} below.")


def _sum_up_act(account: Account, facts: Mapping[str, Fact]) -> Iterator[Cited]:
    incident = account.incident
    what = wording.capitalise(wording.say_type(incident)) or "An incident of a kind not said"
    where, when = wording.say_place(incident.place), wording.say_when(incident.date)
    at = "" if not where else f", {where}" if incident.place.relation != "in" else f" in {where}"
    told = [facts[name].said.notes for name in ("What", "When", "Where") if name in facts]
    notes = tuple(sorted({number for numbers in told for number in numbers[:2]}))
    yield Cited(f"{what}{at}{f', {when}' if when else ''}.", notes)


_HARM = {"Killed": "killed", "Injured": "injured", "Abducted": "abducted"}


def _sum_up_harm(facts: Mapping[str, Fact]) -> Iterator[Cited]:
    found = [(word, facts[name].said) for name, word in _HARM.items() if name in facts]
    if found:
        said = wording.join_words(f"{cited.words} {word}" for word, cited in found)
        notes = tuple(sorted({number for _, cited in found for number in cited.notes}))
        yield Cited(f"Documented: {said}.", notes)


def _sum_up_doers(account: Account) -> Iterator[Cited]:
    """Yield who is said to have done it, in the words of the facts, which have the codebook's words for it."""
    names = {fact.path: fact for fact in account.facts if fact.path.count("/") == 2 and "/perpetrators/" in fact.path}
    for path, fact in names.items():
        bases = [f for f in account.facts if f.path.startswith(f"{path}/")]
        if bases:
            said = "; ".join(base.said.words for base in bases)
            notes = tuple(sorted({number for base in bases for number in base.said.notes}))
            yield Cited(f"{fact.said.words}: {said}.", notes)


# --- what the reader has to know of it --------------------------------------------------------------------------------


def _tell_note(note: Note, graphic: bool) -> DossierNote:
    flagged = is_graphic(note.words)
    words = note.words if graphic or not flagged else LEFT_OUT
    return DossierNote(note.number, words, note.place, note.report, note.said_by, flagged and graphic)


def _soften_account(account: Account) -> Account:
    return replace(
        account,
        headline=_soften(account.headline),
        facts=tuple(replace(fact, said=_soften(fact.said)) for fact in account.facts),
        chain=tuple(replace(step, said=_soften(step.said)) for step in account.chain),
        disputes=tuple(
            replace(dispute, values=tuple(_soften_value(value) for value in dispute.values))
            for dispute in account.disputes
        ),
    )


def _soften(said: Cited) -> Cited:
    return replace(said, words=soften(said.words))


def _soften_value(value: DisputedValue) -> DisputedValue:
    statements = tuple(replace(said, words=soften(said.words)) for said in value.statements)
    return replace(value, words=soften(value.words), statements=statements)


def _tell_report(number: int, report: ReportHeader) -> DossierReport:
    dates = [
        f"published {wording.say_edtf(report.published)}" if report.published else "date of publication not known",
        f"retrieved {report.retrieved[:10]}" if report.retrieved else "",
    ]
    kind = wording.label("report_kinds", report.kind) if report.kind else ""
    about = ", ".join(filter(None, [kind, _say_publisher(report), *dates]))
    title = wording.quote(report.title) if report.title else "Title withheld or not known"
    return DossierReport(name_report(number), title, about, report.url or "", report.id)


def _say_publisher(report: ReportHeader) -> str:
    known = find_publisher(report.publisher, report.url) if report.publisher else None
    owned = f" (ownership: {known.ownership.replace('_', ' ')})" if known else ""
    return wording.neutralise(report.publisher or "") + owned


def _say_withheld(cleared: ClearedIncident) -> Iterator[str]:
    whys: dict[str, int] = {}
    for one in cleared.withheld:
        whys[one.why] = whys.get(one.why, 0) + 1
    for why, times in whys.items():
        yield f"{why}: {times} {'value' if times == 1 else 'values'}"


def _say_history(cleared: ClearedIncident) -> Iterator[str]:
    for n, correction in enumerate(cleared.history):
        if n == 0:
            yield f"First released {wording.say_edtf(correction.time)}."
            continue
        changed = wording.join_words(name.replace("_", " ") for name in correction.changed) or "nothing that shows"
        why = f" Why: {wording.neutralise(correction.why)}" if correction.why else ""
        yield f"Changed {wording.say_edtf(correction.time)}: {changed}.{why}"
    for request in cleared.requests:
        yield f"Without an answer, {wording.neutralise(request)}"


def _say_method(incident: Incident, graphic: bool) -> Iterator[str]:
    yield (
        "Every value rests on words of a report, quoted with their place in its text, or on what was given with it,"
        " which is said. Gawah reads reports by rules; people accept, correct or reject what it read. Who is said to"
        " have done a thing is told with the basis on which it is said and by whom; it is no finding of guilt."
    )
    policy = next((conflict.policy for conflict in incident.conflicts), "")
    if policy in POLICIES:
        chosen = POLICIES[policy]
        told = f"the policy {policy} takes {chosen.why} ({chosen.mirrors})"
        yield f"Where reports disagree, {told}. All rivals are kept above."
    yield (
        "Numbers count what is documented in the reports named here. They are no totals: what nobody reported, or no"
        " report here tells, is not in them."
    )
    yield (
        "Outlines on the map are Natural Earth's; they follow who holds an area in fact, and take no position on who"
        " should. Places are GeoNames' (CC BY 4.0)."
    )
    if not graphic:
        yield "This copy leaves out words that describe violence in detail; a full copy has them."


# --- formats ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Format:
    """One format of a dossier."""

    ending: str
    """Of the file's name."""
    write: Callable[[Dossier], bytes]


def _write_html(dossier: Dossier) -> bytes:
    from gawah.publish.dossier.html import write_html

    return write_html(dossier).encode("utf-8")


def _write_markdown(dossier: Dossier) -> bytes:
    from gawah.publish.dossier.markdown import write_markdown

    return write_markdown(dossier).encode("utf-8")


def _write_pdf(dossier: Dossier) -> bytes:
    from gawah.publish.dossier.pdf import write_pdf

    return write_pdf(dossier)


def _write_docx(dossier: Dossier) -> bytes:
    from gawah.publish.dossier.docx import write_docx

    return write_docx(dossier)


FORMATS: Mapping[str, Format] = {
    "html": Format("html", _write_html),
    "pdf": Format("pdf", _write_pdf),
    "md": Format("md", _write_markdown),
    "docx": Format("docx", _write_docx),
}
"""The formats by their names on the command line."""
