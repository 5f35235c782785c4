"""What somebody else decided while a form was open: shown, and asked about again, before anything is decided over it.

A form of a decision carries the ledger's number that its page was drawn at (`seen`). Where somebody else has decided on
the same incident since, nothing is done; the page shows that decision, and the form once more.
"""

from typing import Annotated

from fastapi import Depends, FastAPI, Form, Request
from starlette.responses import Response

from gawah.review import Decision, list_meanwhile
from gawah.web.drawing import draw
from gawah.web.safety import FIELD
from gawah.web.site import SiteNow
from gawah.web.visitor import VisitorNow, get_visitor

SEEN = "seen"
"""The field that holds the number; a form that is sent in spite of what was decided since holds the newer one."""


class Overtaken(Exception):
    """Somebody else has decided since the form was drawn."""

    def __init__(self, ids: tuple[str, ...], decisions: list[Decision], fields: list[tuple[str, str]], head: int):
        super().__init__(ids)
        self.ids, self.decisions, self.fields, self.head = ids, decisions, fields, head


async def read_fields(request: Request) -> list[tuple[str, str]]:
    """Return the words that a form holds, but for the token."""
    form = await request.form()
    return [(name, value) for name, value in form.multi_items() if isinstance(value, str) and name != FIELD]


def refuse_overtaken(
    request: Request,
    site: SiteNow,
    visitor: VisitorNow,
    fields: Annotated[list[tuple[str, str]], Depends(read_fields)],
    seen: Annotated[int, Form(ge=0, le=2**62)],
) -> None:
    """Raise Overtaken where somebody else decided on the incidents of the address since its page was drawn."""
    ids = tuple(str(id_) for id_ in request.path_params.values())
    head, _ = site.store.read_head()
    if seen >= head:
        return
    found = {d.id: d for id_ in ids for d in list_meanwhile(site.store, id_, seen, visitor.name)}
    if found:
        decisions = sorted(found.values(), key=lambda d: d.time, reverse=True)
        raise Overtaken(ids, decisions, [(n, v) for n, v in fields if n != SEEN], head)


NotOvertaken = Depends(refuse_overtaken)
"""What a route takes whose form decides on the incidents that its address names."""


def answer_overtaken(app: FastAPI) -> None:
    """Have `app` show what was decided meanwhile."""
    app.add_exception_handler(Overtaken, _answer)


def _answer(request: Request, error: Exception) -> Response:
    assert isinstance(error, Overtaken)
    shown = {"ids": error.ids, "decisions": error.decisions, "fields": error.fields, "head": error.head}
    page = draw(request, get_visitor(request), "overtaken.html", **shown)
    page.status_code = 409
    return page
