"""A report that a second person codes blind: its text, and nothing but what they say of it themselves."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Form, Query, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from gawah.errors import ReviewError
from gawah.evaluate.agreement import measure_agreement
from gawah.evaluate.blind import Against, list_readings
from gawah.review import code_blind, finish_blind, is_done_blind, open_blind, undo_blind
from gawah.web.drawing import draw
from gawah.web.pages.report_adding import decide_by, read_form, read_sent
from gawah.web.pages.report_drawing import show_report
from gawah.web.site import Site, SiteNow
from gawah.web.visitor import Visitor, VisitorNow, needs

router = APIRouter(include_in_schema=False)
CoderNow = Annotated[Visitor, Depends(needs("coder"))]


@router.get("/reports/{id_}/blind")
def show_blind(
    request: Request,
    site: SiteNow,
    visitor: CoderNow,
    id_: str,
    graphic: Annotated[str, Query(max_length=3)] = "",
    add: Annotated[str, Query(max_length=80)] = "",
    to: Annotated[str, Query(max_length=80)] = "",
    quote: Annotated[str, Query(max_length=2000)] = "",
    start: Annotated[str, Query(max_length=12)] = "",
) -> HTMLResponse:
    """Show a report with what the visitor has coded of it blind."""
    return _draw(request, site, visitor, id_, graphic=graphic, add=add, to=to, quote=quote, start=start)


def _draw(request: Request, site: Site, visitor: Visitor, id_: str, **asked: Any) -> HTMLResponse:
    report = open_blind(site.store, id_, visitor.name)
    is_done = is_done_blind(site.store, report.text.sha256, visitor.name)
    return draw(
        request, visitor, "report.html", **show_report(visitor, report, is_blind=True, is_done=is_done, **asked)
    )


@router.post("/reports/{id_}/blind/add")
def add_blind(
    request: Request, site: SiteNow, visitor: CoderNow, id_: str, sent: Annotated[dict[str, str], Depends(read_form)]
) -> Response:
    """Add a value to what the visitor codes."""
    graphic = sent.get("graphic", "")
    try:
        report = open_blind(site.store, id_, visitor.name)
        said, who = read_sent(report, sent), decide_by(visitor, sent.get("reason", ""))
        to = None if said.to == "new" else said.to
        coding = code_blind(site.store, report, to, said.path, said.value, said.witness, who, said.parts)
    except ReviewError as error:
        about = {"add": sent.get("field", ""), "to": sent.get("to", ""), "graphic": graphic}
        page = _draw(request, site, visitor, id_, problem=str(error), sent=sent, **about)
        page.status_code = 409
        return page
    return _go_back(id_, coding.assertions[0].id, graphic)


def _go_back(id_: str, key: str, graphic: str) -> RedirectResponse:
    query = "?graphic=yes" if graphic == "yes" else ""
    return RedirectResponse(f"/reports/{id_}/blind{query}#v{key[:12]}", 303)


@router.post("/reports/{id_}/blind/undo")
def undo(
    request: Request,
    site: SiteNow,
    visitor: CoderNow,
    id_: str,
    key: Annotated[str, Form(pattern="^[0-9a-f]{64}$")],
    graphic: Annotated[str, Form(max_length=3)] = "",
) -> Response:
    """Take a value back that the visitor coded."""
    try:
        undo_blind(site.store, open_blind(site.store, id_, visitor.name), key, decide_by(visitor, ""))
    except ReviewError as error:
        page = _draw(request, site, visitor, id_, problem=str(error), graphic=graphic)
        page.status_code = 409
        return page
    return _go_back(id_, key, graphic)


@router.post("/reports/{id_}/blind/done")
def finish(site: SiteNow, visitor: CoderNow, id_: str) -> RedirectResponse:
    """End the visitor's blind coding; from then on they may see the record."""
    finish_blind(site.store, open_blind(site.store, id_, visitor.name), decide_by(visitor, ""))
    return RedirectResponse(f"/reports/{id_}/blind", 303)


@router.get("/agreement")
def show_agreement(
    request: Request, site: SiteNow, visitor: VisitorNow, against: Annotated[Against, Query(alias="with")] = "record"
) -> HTMLResponse:
    """Show how far those agree who coded the same reports blind."""
    found = measure_agreement(list_readings(site.store, against))
    return draw(request, visitor, "report_agreement.html", found=found, against=against)
