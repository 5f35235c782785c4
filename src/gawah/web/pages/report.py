"""A report beside its record: what words say which value, and what people decide on it."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Form, Query, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from gawah.errors import ReviewError
from gawah.model import Coding, Verdict, Voice
from gawah.pipeline import link_new
from gawah.review import (
    CodedReport,
    add_to_event,
    is_coding_blind,
    judge_stated,
    list_beside,
    list_copies,
    open_report,
    start_incident,
    undo_stated,
)
from gawah.web.drawing import draw
from gawah.web.kept import Instead, draw_kept
from gawah.web.pages.report_adding import decide_by, read_form, read_sent, read_witness
from gawah.web.pages.report_drawing import show_report
from gawah.web.site import Site, SiteNow
from gawah.web.visitor import Visitor, VisitorNow, needs

if TYPE_CHECKING:
    from gawah.store import Store

router = APIRouter(include_in_schema=False)
CoderNow = Annotated[Visitor, Depends(needs("coder"))]


Short = Annotated[str, Form(max_length=300)]
Words = Annotated[str, Form(max_length=2000)]


@router.get("/reports/{id_}")
def read_report(
    request: Request,
    site: SiteNow,
    visitor: VisitorNow,
    id_: str,
    graphic: Annotated[str, Query(max_length=3)] = "",
    add: Annotated[str, Query(max_length=80)] = "",
    to: Annotated[str, Query(max_length=80)] = "",
    quote: Annotated[str, Query(max_length=2000)] = "",
    start: Annotated[str, Query(max_length=12)] = "",
    incident: Annotated[str, Query(max_length=80)] = "",
) -> Response:
    """Show a report beside its record; with `add`, what is filled in to add to that field of `to`.

    Whoever codes it blind is led to that, until they are done.
    """

    def show(seen: Visitor) -> dict[str, Any]:
        text, _ = site.store.find_report(id_)
        if is_coding_blind(site.store, text.sha256, seen.name):
            raise Instead(f"/reports/{id_}/blind")
        about = {"graphic": graphic, "add": add, "to": to, "quote": quote, "start": start, "incident": incident}
        return _show(site, seen, id_, **about)

    return draw_kept(request, site, visitor, "report.html", show, own=True)


@router.get("/reports")
def list_reports(
    request: Request,
    site: SiteNow,
    visitor: VisitorNow,
    uncoded: Annotated[str, Query(max_length=3)] = "",
    before: Annotated[int | None, Query(ge=1)] = None,
) -> HTMLResponse:
    """Show the reports, the latest first: all of them, or those in which nobody saw anything."""
    found, more = site.store.list_reports(before, _PAGE, uncoded == "yes")
    return draw(request, visitor, "reports.html", found=found, more=more, uncoded=uncoded, before=before)


_PAGE = 50


def _show(site: Site, visitor: Visitor, id_: str, **asked: Any) -> dict[str, Any]:
    report = open_report(site.store, id_)
    return show_report(visitor, report, list_copies(site.store, report), list_beside(site.store, report), **asked)


# --- adding -----------------------------------------------------------------------------------------------------------


@router.post("/reports/{id_}/add")
def add_missed(
    request: Request, site: SiteNow, visitor: CoderNow, id_: str, sent: Annotated[dict[str, str], Depends(read_form)]
) -> Response:
    """Add a value that no coder saw, to an incident, to a response, or as the first value of a new incident."""
    graphic, incident = sent.get("graphic", ""), sent.get("incident", "")
    try:
        coding = _add(site.store, open_report(site.store, id_), sent, visitor)
        link_new(site.store, _list_told_beside(site.store, coding))
    except ReviewError as error:
        about = {"add": sent.get("field", ""), "to": sent.get("to", ""), "graphic": graphic, "incident": incident}
        return _refuse(request, site, visitor, id_, error, sent=sent, **about)
    return _go_back(id_, coding.assertions[0].id, graphic, incident)


def _list_told_beside(store: "Store", coding: Coding) -> list[str]:
    """Return the events of the incidents that a coding tells of."""
    incidents = store.resolve_events([event.id for event in coding.events])
    return [event for id_ in sorted(set(incidents.values())) for event in store.list_events(id_)]


def _add(store: "Store", report: CodedReport, sent: Mapping[str, str], visitor: Visitor) -> Coding:
    """Store what a form says was missed. Raises ReviewError."""
    said, who = read_sent(report, sent), decide_by(visitor, sent.get("reason", ""))
    if said.to == "new":
        return start_incident(store, report.header.id, said.path, said.value, said.witness, who, said.parts)
    return add_to_event(store, report, said.to, said.path, said.value, said.witness, who, said.parts)


# --- deciding ---------------------------------------------------------------------------------------------------------


@router.post("/reports/{id_}/decide")
def decide(
    request: Request,
    site: SiteNow,
    visitor: CoderNow,
    id_: str,
    key: Annotated[str, Form(pattern="^[0-9a-f]{64}$")],
    verdict: Annotated[Verdict, Form()],
    head: Annotated[int, Form(ge=0)],
    value: Short = "",
    quote: Words = "",
    start: Annotated[str, Form(max_length=12)] = "",
    speaker: Short = "",
    speaker_role: Short = "",
    basis: Short = "",
    reason: Short = "",
    graphic: Short = "",
    incident: Short = "",
) -> Response:
    """Accept, correct or reject a value; a correction may be one of the value, its words, who says it, or the basis."""
    who = decide_by(visitor, reason)
    try:
        report = open_report(site.store, id_)
        if verdict == "correct":
            witness = read_witness(report, {"quote": quote, "start": start})
            voice = Voice(speaker.strip() or None, speaker_role or None, basis) if basis else None
            judge_stated(site.store, id_, key, verdict, who, value, witness, head, voice)
        else:
            judge_stated(site.store, id_, key, verdict, who, head=head)
    except ReviewError as error:
        return _refuse(request, site, visitor, id_, error, graphic=graphic, incident=incident)
    return _go_back(id_, key, graphic, incident)


def _refuse(request: Request, site: Site, visitor: Visitor, id_: str, error: ReviewError, **asked: Any) -> HTMLResponse:
    """Return the page as it is now, with what was wrong at its head."""
    page = draw(request, visitor, "report.html", **_show(site, visitor, id_, problem=str(error), **asked))
    page.status_code = 409
    return page


def _go_back(id_: str, key: str, graphic: str, incident: str) -> RedirectResponse:
    asked = {"graphic": "yes" if graphic == "yes" else "", "incident": incident}
    query = urlencode({name: said for name, said in asked.items() if said})
    return RedirectResponse(f"/reports/{id_}{'?' if query else ''}{query}#v{key[:12]}", 303)


@router.post("/reports/{id_}/undo")
def undo(
    request: Request,
    site: SiteNow,
    visitor: CoderNow,
    id_: str,
    key: Annotated[str, Form(pattern="^[0-9a-f]{64}$")],
    reason: Short = "",
    graphic: Short = "",
    incident: Short = "",
) -> Response:
    """Take back the last decision on a value."""
    try:
        undo_stated(site.store, id_, key, decide_by(visitor, reason))
    except ReviewError as error:
        return _refuse(request, site, visitor, id_, error, graphic=graphic, incident=incident)
    return _go_back(id_, key, graphic, incident)
