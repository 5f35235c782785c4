"""One incident: what is documented of it, in which words."""

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse

from gawah.account import tell_incident
from gawah.web.drawing import draw
from gawah.web.site import SiteNow
from gawah.web.visitor import VisitorNow

router = APIRouter(include_in_schema=False)


@router.get("/incidents/{id_}")
def show_incident(request: Request, site: SiteNow, visitor: VisitorNow, id_: str) -> HTMLResponse:
    """Show an incident."""
    record = site.store.find_incident(id_)
    account, notes = tell_incident(record)
    return draw(request, visitor, "incident.html", record=record, account=account, notes=notes)
