"""What goes wrong, as a page or, under /api, as JSON: one clear line, and the status that fits."""

from urllib.parse import quote

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, RedirectResponse, Response

from gawah.errors import (
    CodebookError,
    ExtraMissing,
    GawahError,
    IncidentNotFound,
    JobNotFound,
    NotAllowed,
    ReleaseBlocked,
    ReportError,
    ReportUnknown,
    ReviewError,
    StoreBusy,
    UsageError,
)
from gawah.phrases import say
from gawah.web.drawing import draw
from gawah.web.entry import LogInNeeded
from gawah.web.visitor import get_visitor

_STATUSES: tuple[tuple[type[GawahError], int], ...] = (
    (IncidentNotFound, 404),
    (JobNotFound, 404),
    (ReportUnknown, 404),
    (NotAllowed, 403),
    (ReviewError, 409),
    (ReleaseBlocked, 409),
    (UsageError, 422),
    (CodebookError, 422),
    (ReportError, 422),
    (StoreBusy, 503),
    (ExtraMissing, 501),
)
"""The status of each error; of any other, 500."""


def answer_failures(app: FastAPI) -> None:
    """Have `app` answer each deliberate error in its own words."""
    app.add_exception_handler(LogInNeeded, _send_to_log_in)
    app.add_exception_handler(GawahError, _answer_error)
    app.add_exception_handler(HTTPException, _answer_refusal)
    app.add_exception_handler(RequestValidationError, _answer_malformed)


def _send_to_log_in(request: Request, error: Exception) -> Response:
    here = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    page = "/log-in" + (f"?back={quote(here)}" if request.method == "GET" and here != "/" else "")
    if request.headers.get("hx-request") == "true":
        return Response(status_code=401, headers={"HX-Redirect": "/log-in"})
    if request.url.path.startswith("/api/"):
        return _answer(request, 401, "This needs a personal token, or a session.", {"WWW-Authenticate": "Bearer"})
    return RedirectResponse(page, 303)


def _answer_error(request: Request, error: Exception) -> Response:
    status = next((status for kind, status in _STATUSES if isinstance(error, kind)), 500)
    return _answer(request, status, str(error))


def _answer_refusal(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    words = say("There is no such page.") if error.detail == "Not Found" else str(error.detail)
    return _answer(request, error.status_code, words, dict(error.headers or {}))


def _answer_malformed(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    wrong = [f"{'.'.join(map(str, each['loc'][1:]))}: {each['msg']}" for each in error.errors()]
    return _answer(request, 422, "; ".join(wrong))


def _answer(request: Request, status: int, words: str, headers: dict[str, str] | None = None) -> Response:
    if request.url.path.startswith("/api/"):
        return JSONResponse({"error": words}, status, headers)
    page = draw(request, get_visitor(request), "failure.html", status=status, words=words)
    page.status_code = status
    page.headers.update(headers or {})
    return page
