"""What every answer and every request has to be like, whatever the page."""

import secrets
from hmac import compare_digest
from http.cookies import CookieError, SimpleCookie
from urllib.parse import urlsplit

from fastapi import HTTPException, Request
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from gawah.phrases import say

COOKIE = "gawah_token"
FIELD = "token"
"""The field of a form, and HEADER the header of a script's request, that must repeat the cookie."""
HEADER = "X-Gawah-Token"
_SAFE = ("GET", "HEAD", "OPTIONS")

_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self';"
        " frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",  # with "no-referrer" a browser does not say that a form is ours
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), interest-cohort=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


class SafeHeaders:
    """Gives each answer the headers that keep a page to itself, and each visitor a token for their forms."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        held = read_token(Headers(scope=scope))
        token = held or secrets.token_urlsafe(24)
        scope.setdefault("state", {})["token"] = token

        async def send_safely(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers.setdefault(name, value)
                if scope["scheme"] == "https":
                    headers.setdefault("Strict-Transport-Security", "max-age=31536000")
                if not scope["path"].startswith("/assets/"):
                    headers.setdefault("Cache-Control", "no-store")  # nothing of a store stays in a browser's cache
                    if not held:
                        headers.append("Set-Cookie", write_cookie(COOKIE, token, scope["scheme"] == "https"))
            await send(message)

        await self.app(scope, receive, send_safely)


def write_cookie(name: str, value: str, is_secure: bool) -> str:
    """Return a cookie that no script reads and no other site sends."""
    return f"{name}={value}; Path=/; HttpOnly; SameSite=Strict" + ("; Secure" if is_secure else "")


def read_token(headers: Headers) -> str | None:
    """Return the token that a browser holds."""
    try:
        held = SimpleCookie(headers.get("cookie", "")).get(COOKIE)
    except CookieError:
        return None
    return held.value if held and held.value.isascii() and len(held.value) == 32 else None


_FORMS = ("application/x-www-form-urlencoded", "multipart/form-data", "text/plain")
"""What a page elsewhere can send without being asked for leave first (a "simple request")."""


async def check_request(request: Request) -> None:
    """Refuse what changes something, unless a page of this site asks for it: with its token, and from its address.

    A program asks under /api, and sends JSON: that no page elsewhere can do, since nothing here gives it leave (CORS).
    """
    if request.method in _SAFE:
        return
    if (origin := request.headers.get("origin")) and urlsplit(origin).netloc != request.headers.get("host"):
        raise HTTPException(403, say("This was asked for by a page of another site, and was not done."))
    if request.url.path.startswith("/api/"):
        if request.method == "POST" and _read_type(request) in ("", *_FORMS):
            raise HTTPException(415, say("Send JSON, with the header `Content-Type: application/json`."))
        return
    held, sent = read_token(request.headers), request.headers.get(HEADER) or await _read_field(request)
    if not (held and sent and compare_digest(held.encode(), sent.encode())):
        raise HTTPException(
            403, say("This page was open too long, and nothing was changed. Load it anew, and try again.")
        )


def _read_type(request: Request) -> str:
    return request.headers.get("content-type", "").partition(";")[0].strip().lower()


async def _read_field(request: Request) -> str | None:
    if _read_type(request) not in _FORMS[:2]:
        return None
    sent = (await request.form()).get(FIELD)
    return sent if isinstance(sent, str) else None
