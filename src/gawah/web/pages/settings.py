"""What a visitor sets for themselves: the language."""

from typing import Annotated

from fastapi import APIRouter, Form, Request
from starlette.responses import RedirectResponse

from gawah.web.language import COOKIE, SOURCE, list_languages
from gawah.web.pages.log_in import stay_here

router = APIRouter(include_in_schema=False)


@router.post("/language")
def choose(request: Request, language: Annotated[str, Form()], back: Annotated[str, Form()] = "/") -> RedirectResponse:
    """Remember a visitor's language, and go back to where they were."""
    answer = RedirectResponse(stay_here(back), 303)
    chosen = language if language in list_languages() else SOURCE
    answer.set_cookie(COOKIE, chosen, httponly=True, samesite="strict", secure=request.url.scheme == "https")
    return answer
