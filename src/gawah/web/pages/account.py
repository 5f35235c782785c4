"""What people look after themselves: their password, one-time codes, tokens for programs, sessions."""

from typing import Annotated

from fastapi import APIRouter, Depends, Form, HTTPException, Request
from markupsafe import Markup
from starlette.responses import HTMLResponse, RedirectResponse, Response

from gawah.errors import UsageError
from gawah.people import (
    draw_address,
    end_all_sessions,
    end_token,
    find_account,
    find_step,
    is_own_password,
    list_tokens,
    make_secret,
    make_token,
    set_codes,
    set_password,
    write_address,
)
from gawah.people.tables import now
from gawah.phrases import say
from gawah.web import entry
from gawah.web.drawing import draw
from gawah.web.site import RawSite
from gawah.web.visitor import Visitor, VisitorNow

router = APIRouter(include_in_schema=False)


def _require_account(request: Request, visitor: VisitorNow) -> Visitor:
    if not visitor.has_account or entry.read_bearer(request) is not None:
        raise HTTPException(403, say("This is for whoever has logged in."))
    return visitor


HolderNow = Annotated[Visitor, Depends(_require_account)]
Word = Annotated[str, Form(max_length=1000)]


@router.get("/account")
def show_account(request: Request, site: RawSite, visitor: HolderNow) -> HTMLResponse:
    """Show somebody their account."""
    return _draw(request, site, visitor)


def _draw(request: Request, site: RawSite, visitor: Visitor, **said: object) -> HTMLResponse:
    account, tokens = find_account(site.store, visitor.name), list_tokens(site.store, visitor.name)
    shown = {"made": None, "secret": None, "drawn": None, "wrong": None, **said}
    page = draw(request, visitor, "account.html", account=account, tokens=tokens, **shown)
    page.status_code = 422 if shown["wrong"] else 200
    return page


def _check_password(site: RawSite, visitor: Visitor, password: str) -> None:
    if not is_own_password(site.store, visitor.name, password, visitor.address):
        raise UsageError(say("this is not your password; or it was tried too often, then wait a quarter of an hour"))


@router.post("/account/password")
def change_password(
    request: Request, site: RawSite, visitor: HolderNow, password: Word, new: Word, again: Word
) -> Response:
    """Change the password; it ends all sessions, this one too."""
    try:
        _check_password(site, visitor, password)
        if new != again:
            raise UsageError(say("the two new passwords are not the same"))
        set_password(site.store, visitor.name, new, visitor.by)
    except UsageError as error:
        return _draw(request, site, visitor, wrong=str(error))
    return RedirectResponse("/log-in", 303)


@router.post("/account/codes/show")
def show_codes(request: Request, site: RawSite, visitor: HolderNow, password: Word) -> HTMLResponse:
    """Show a new secret for one-time codes, once; nothing is asked for until a code of it is given."""
    try:
        _check_password(site, visitor, password)
    except UsageError as error:
        return _draw(request, site, visitor, wrong=str(error))
    return _draw_secret(request, site, visitor, make_secret())


def _draw_secret(
    request: Request, site: RawSite, visitor: Visitor, secret: str, wrong: str | None = None
) -> HTMLResponse:
    drawn = Markup(draw_address(write_address(secret, visitor.name)))
    return _draw(request, site, visitor, secret=secret, drawn=drawn, wrong=wrong)


@router.post("/account/codes")
def start_codes(
    request: Request, site: RawSite, visitor: HolderNow, password: Word, secret: Word, code: Word
) -> Response:
    """Ask for one-time codes from now on, once a first one shows that the app knows the secret."""
    try:
        _check_password(site, visitor, password)
        step = find_step(secret, code, now(), 0)
    except ValueError:
        step = None
    except UsageError as error:
        return _draw_secret(request, site, visitor, secret, str(error))
    if step is None:
        return _draw_secret(request, site, visitor, secret, "this is not the code that the app shows now")
    set_codes(site.store, visitor.name, secret, visitor.by, step)
    return RedirectResponse("/account", 303)


@router.post("/account/codes/off")
def stop_codes(request: Request, site: RawSite, visitor: HolderNow, password: Word) -> Response:
    """Ask for one-time codes no more."""
    try:
        _check_password(site, visitor, password)
        set_codes(site.store, visitor.name, None, visitor.by)
    except UsageError as error:
        return _draw(request, site, visitor, wrong=str(error))
    return RedirectResponse("/account", 303)


@router.post("/account/tokens")
def add_token(request: Request, site: RawSite, visitor: HolderNow, label: Word) -> HTMLResponse:
    """Make a token for a program, and show it once."""
    try:
        return _draw(request, site, visitor, made=make_token(site.store, visitor.name, label, visitor.by))
    except UsageError as error:
        return _draw(request, site, visitor, wrong=str(error))


@router.post("/account/tokens/end")
def take_token(site: RawSite, visitor: HolderNow, token: Annotated[str, Form(alias="hash", max_length=64)]) -> Response:
    """End a token."""
    end_token(site.store, visitor.name, token, visitor.by)
    return RedirectResponse("/account", 303)


@router.post("/account/sessions/end")
def leave_elsewhere(request: Request, site: RawSite, visitor: HolderNow) -> Response:
    """End all sessions but this one."""
    end_all_sessions(site.store, visitor.name, visitor.by, but=request.cookies.get(entry.COOKIE, ""))
    return RedirectResponse("/account", 303)
