"""Who is let in: where there are accounts, whoever has a session or a token; else whoever started the program.

`admit` stands before every route, so that no page can forget to ask.
"""

from dataclasses import replace
from typing import Literal

from fastapi import Request

from gawah.people import Account, find_holder, has_accounts
from gawah.web.language import choose_language
from gawah.web.site import Site
from gawah.web.visitor import Visitor, make_guest, tell_address

COOKIE = "gawah_session"
OPEN = ("/log-in", "/language")
"""Addresses for those who have not come in; and INVITATION, with what an invitation shows."""
INVITATION = "/invitations/"


class LogInNeeded(Exception):
    """Nobody is logged in, or a token is nobody's (any more)."""


def admit(request: Request) -> None:
    """Note who asks. Raises LogInNeeded where it is nobody, and what they ask for is for people of the project."""
    site = request.state.site = request.app.state.site = _notice_team(request.app.state.site)
    request.state.visitor = _find_visitor(request, site) or make_guest(request)
    if not request.state.visitor.name and not _is_open(request.url.path):
        raise LogInNeeded


def _notice_team(site: Site) -> Site:
    """Return a site as it is now: once accounts are made while it is served, people log in for as long as it is."""
    return site if site.team or not has_accounts(site.store) else replace(site, team=True)


def _is_open(path: str) -> bool:
    return path in OPEN or path.startswith(INVITATION)


def _find_visitor(request: Request, site: Site) -> Visitor | None:
    token = read_bearer(request)
    if token is not None:
        return _welcome(request, find_holder(site.store, "token", token))
    if not site.team:
        return Visitor(site.person, "admin", choose_language(request), request.state.token, address="this machine")
    session = request.cookies.get(COOKIE)
    return _welcome(request, find_holder(site.store, "session", session)) if session else None


def _welcome(request: Request, account: Account | None) -> Visitor | None:
    if account is None:
        return None
    return Visitor(
        account.name,
        account.role,
        choose_language(request),
        request.state.token,
        account.sees_names,
        account.own_only,
        has_account=True,
        address=tell_address(request),
    )


def read_bearer(request: Request) -> str | None:
    """Return the personal token that a program shows, None where it shows none."""
    kind, _, token = request.headers.get("authorization", "").partition(" ")
    return token.strip() if kind.lower() == "bearer" else None


def write_session(shown: str, scheme: str) -> str:
    """Return the cookie of a session; of "", the one that takes it away."""
    ends: Literal["", "; Max-Age=0"] = "" if shown else "; Max-Age=0"
    return f"{COOKIE}={shown}; Path=/; HttpOnly; SameSite=Strict{ends}" + ("; Secure" if scheme == "https" else "")
