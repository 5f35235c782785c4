"""Lists that are kept under a name."""

from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request
from starlette.responses import HTMLResponse, RedirectResponse

from gawah.review import forget_list, keep_list
from gawah.store import Criteria
from gawah.web.asking import Asked, list_chips, take_pairs
from gawah.web.drawing import draw
from gawah.web.site import SiteNow
from gawah.web.visitor import VisitorNow, needs

router = APIRouter(include_in_schema=False)


@router.get("/lists")
def show_lists(request: Request, site: SiteNow, visitor: VisitorNow) -> HTMLResponse:
    """Show the lists that are kept, with how many incidents each holds now."""
    kept = {name: Asked(Criteria.from_json(saved.criteria)) for name, saved in site.store.read_lists().items()}
    lists = [(name, asked, list_chips(asked), site.store.count(asked.criteria)) for name, asked in kept.items()]
    return draw(request, visitor, "lists.html", lists=lists)


async def read_sent(request: Request) -> Asked:
    """Return what the hidden fields of a form ask for. Raises UsageError."""
    return take_pairs([(key, value) for key, value in (await request.form()).multi_items() if isinstance(value, str)])


@router.post("/lists", dependencies=[Depends(needs("coder"))])
def keep(
    site: SiteNow, asked: Annotated[Asked, Depends(read_sent)], name: Annotated[str, Form(max_length=200)]
) -> RedirectResponse:
    """Keep what a view asks for under a name."""
    keep_list(site.store, name, asked.criteria)
    return RedirectResponse("/lists", 303)


@router.post("/lists/forget", dependencies=[Depends(needs("coder"))])
def forget(site: SiteNow, name: Annotated[str, Form(max_length=200)]) -> RedirectResponse:
    """Keep a list no longer."""
    forget_list(site.store, name)
    return RedirectResponse("/lists", 303)
