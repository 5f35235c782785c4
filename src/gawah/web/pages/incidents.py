"""The list of incidents, the latest first, and what narrows it."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import HTMLResponse

from gawah.store import Criteria
from gawah.web.drawing import draw
from gawah.web.site import SiteNow
from gawah.web.visitor import VisitorNow

router = APIRouter(include_in_schema=False)
_PAGE = 50


@router.get("/")
def list_incidents(
    request: Request,
    site: SiteNow,
    visitor: VisitorNow,
    text: Annotated[str, Query(max_length=500)] = "",
    page: Annotated[int, Query(ge=1, le=100_000)] = 1,
) -> HTMLResponse:
    """Show a page of the list."""
    found = site.store.find(Criteria(text=text or None), limit=_PAGE, skip=(page - 1) * _PAGE)
    return draw(request, visitor, "incidents.html", found=found, text=text, page=page)
