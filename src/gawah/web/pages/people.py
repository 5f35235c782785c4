"""The people of the project: an admin makes accounts, invites, changes roles, locks, and reads the audit log."""

from typing import Annotated

from fastapi import APIRouter, Depends, Form, Query, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from gawah.errors import UsageError
from gawah.people import (
    ROLES,
    add_account,
    change_role,
    end_all_sessions,
    invite,
    list_accounts,
    list_audit,
    lock_account,
    set_codes,
)
from gawah.web.drawing import draw
from gawah.web.site import RawSite
from gawah.web.visitor import Visitor, needs

router = APIRouter(include_in_schema=False)

AdminNow = Annotated[Visitor, Depends(needs("admin"))]
Name = Annotated[str, Form(max_length=200)]
Tick = Annotated[bool, Form()]
_PAGE = 100


@router.get("/people")
def show_people(request: Request, site: RawSite, visitor: AdminNow) -> HTMLResponse:
    """Show who may log in, and as what."""
    return _draw(request, site, visitor)


def _draw(request: Request, site: RawSite, visitor: Visitor, **said: str) -> HTMLResponse:
    shown = {"invited": None, "link": None, "wrong": None, **said}
    return draw(
        request, visitor, "people.html", accounts=list_accounts(site.store), roles=ROLES, team=site.team, **shown
    )


@router.post("/people")
def add(
    request: Request,
    site: RawSite,
    visitor: AdminNow,
    name: Name,
    role: Name = "reader",
    without_names: Tick = False,
    own_only: Tick = False,
) -> HTMLResponse:
    """Make an account, and show the link by which its holder chooses a password."""
    try:
        account = add_account(site.store, name, role, visitor.by, sees_names=not without_names, own_only=own_only)
    except UsageError as error:
        return _refuse(request, site, visitor, error)
    return _show_link(request, site, visitor, account.name)


@router.post("/people/invite")
def invite_again(request: Request, site: RawSite, visitor: AdminNow, name: Name) -> HTMLResponse:
    """Show a new link for somebody: to come in first, or where the password is forgotten."""
    return _show_link(request, site, visitor, name)


def _show_link(request: Request, site: RawSite, visitor: Visitor, name: str) -> HTMLResponse:
    link = f"{request.url.scheme}://{request.url.netloc}/invitations/{invite(site.store, name, visitor.by)}"
    return _draw(request, site, visitor, invited=name, link=link)


def _refuse(request: Request, site: RawSite, visitor: Visitor, error: UsageError) -> HTMLResponse:
    page = _draw(request, site, visitor, wrong=str(error))
    page.status_code = 422
    return page


@router.post("/people/role")
def set_role(
    request: Request,
    site: RawSite,
    visitor: AdminNow,
    name: Name,
    role: Name,
    without_names: Tick = False,
    own_only: Tick = False,
) -> Response:
    """Change what somebody may do and see."""
    try:
        change_role(site.store, name, visitor.by, role=role, sees_names=not without_names, own_only=own_only)
    except UsageError as error:
        return _refuse(request, site, visitor, error)
    return RedirectResponse("/people", 303)


@router.post("/people/lock")
def lock(request: Request, site: RawSite, visitor: AdminNow, name: Name, locked: Tick) -> Response:
    """Let somebody in no more, or again."""
    try:
        lock_account(site.store, name, visitor.by, locked=locked)
    except UsageError as error:
        return _refuse(request, site, visitor, error)
    return RedirectResponse("/people", 303)


@router.post("/people/codes-off")
def stop_codes(site: RawSite, visitor: AdminNow, name: Name) -> Response:
    """Ask somebody who lost their phone for one-time codes no more."""
    set_codes(site.store, name, None, visitor.by)
    end_all_sessions(site.store, name, visitor.by)
    return RedirectResponse("/people", 303)


@router.get("/people/audit")
def show_audit(
    request: Request,
    site: RawSite,
    visitor: AdminNow,
    before: Annotated[int | None, Query(ge=1)] = None,
    who: Annotated[str, Query(max_length=200)] = "",
) -> HTMLResponse:
    """Show who did what, when and from where."""
    entries = list_audit(site.store, _PAGE, before, who or None)
    return draw(request, visitor, "audit.html", entries=entries, who=who, more=len(entries) == _PAGE)
