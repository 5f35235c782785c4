"""Coming in and going out: the log-in, invitations, the log-out."""

import secrets
from typing import Annotated

from fastapi import APIRouter, Form, Query, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from gawah.errors import UsageError
from gawah.people import Refused, accept_invitation, end_key, find_holder, log_in
from gawah.people.passwords import SHORTEST
from gawah.web import entry, safety
from gawah.web.drawing import draw
from gawah.web.site import RawSite
from gawah.web.visitor import VisitorNow

router = APIRouter(include_in_schema=False)

Back = Annotated[str, Query(max_length=2000)]
Word = Annotated[str, Form(max_length=1000)]


@router.get("/log-in")
def ask(request: Request, site: RawSite, visitor: VisitorNow, back: Back = "/") -> Response:
    """Ask who it is."""
    if visitor.name or not site.team:
        return RedirectResponse(stay_here(back), 303)
    return draw(request, visitor, "log_in.html", back=stay_here(back), name="", refused=None)


@router.post("/log-in")
def enter(
    request: Request, site: RawSite, visitor: VisitorNow, name: Word, password: Word, code: Word = "", back: Word = "/"
) -> Response:
    """Let somebody in, with a session that nobody has had before."""
    shown = log_in(site.store, name, password, code, visitor.address)
    if isinstance(shown, Refused):
        page = draw(request, visitor, "log_in.html", back=stay_here(back), name=name, refused=shown.why)
        page.status_code = 429 if shown.why == "too_many" else 401
        return page
    if held := request.cookies.get(entry.COOKIE):
        end_key(site.store, "session", held, visitor.by)
    return _start_anew(request, shown, stay_here(back))


@router.post("/log-out")
def leave(request: Request, site: RawSite, visitor: VisitorNow) -> Response:
    """End the session."""
    if held := request.cookies.get(entry.COOKIE):
        end_key(site.store, "session", held, visitor.by)
    return _start_anew(request, "", "/log-in")


@router.get("/invitations/{shown}")
def show_invitation(request: Request, site: RawSite, visitor: VisitorNow, shown: str) -> HTMLResponse:
    """Ask somebody who was invited for a password."""
    account = find_holder(site.store, "invitation", shown)
    page = draw(request, visitor, "invitation.html", account=account, shortest=SHORTEST, wrong=None)
    page.status_code = 200 if account else 404
    return page


@router.post("/invitations/{shown}")
def take_invitation(
    request: Request, site: RawSite, visitor: VisitorNow, shown: str, password: Word, again: Word
) -> Response:
    """Set the password of somebody who was invited."""
    try:
        if password != again:
            raise UsageError("the two passwords are not the same")
        accept_invitation(site.store, shown, password, visitor.address)
    except UsageError as error:
        account = find_holder(site.store, "invitation", shown)
        page = draw(request, visitor, "invitation.html", account=account, shortest=SHORTEST, wrong=str(error))
        page.status_code = 422
        return page
    return RedirectResponse("/log-in", 303)


def stay_here(address: str) -> str:
    r"""Return an address of this site; the first page, where it leads elsewhere ("//evil.example", "/\evil")."""
    is_own = address.startswith("/") and address[1:2] not in ("/", "\\") and address.isprintable()
    return address if is_own and "\\" not in address else "/"


def _start_anew(request: Request, shown: str, to: str) -> Response:
    """Return an answer with the session's cookie, and with another token for forms than the visitor had before."""
    answer = RedirectResponse(to, 303)
    scheme = request.url.scheme
    answer.headers.append("Set-Cookie", entry.write_session(shown, scheme))
    token = secrets.token_urlsafe(24)
    answer.headers.append("Set-Cookie", safety.write_cookie(safety.COOKIE, token, scheme == "https"))
    answer.headers["Clear-Site-Data"] = '"cache"'
    return answer
