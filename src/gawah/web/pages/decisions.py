"""What people decide on an incident in the browser: each route takes one small form, and goes back to the page."""

from collections.abc import Sequence
from typing import Annotated, Literal
from urllib.parse import quote

from fastapi import APIRouter, Depends, Form
from starlette.responses import RedirectResponse

from gawah.errors import UsageError
from gawah.review import (
    answer,
    assign_incident,
    comment_on,
    grade_incident,
    judge_value,
    move_incident,
    put_under,
    split_incident,
    undo,
)
from gawah.web.overtaken import NotOvertaken
from gawah.web.site import Site, SiteNow
from gawah.web.visitor import VisitorNow, needs

router = APIRouter(include_in_schema=False, prefix="/incidents/{id_}")
_REVIEWER = [Depends(needs("reviewer")), NotOvertaken]
_CODER = [Depends(needs("coder"))]

Words = Annotated[str, Form(max_length=2000)]
Many = Annotated[str, Form(max_length=200_000)]
"""Ids of decisions, with commas between them."""
Short = Annotated[str, Form(max_length=400)]
Row = Annotated[str, Form(max_length=200, pattern=r"^[\w/-]*$")]
"""The row that the page opens at afterwards."""


@router.post("/values", dependencies=_REVIEWER)
def decide_on_value(
    site: SiteNow,
    visitor: VisitorNow,
    id_: str,
    path: Short,
    verdict: Annotated[Literal["accept", "reject", "correct"], Form()],
    reason: Words,
    correction: Words = "",
    rival: Annotated[int | None, Form(ge=0, le=10_000)] = None,
    row: Row = "",
    queue: Short = "",
) -> RedirectResponse:
    """Accept, reject or correct a value, or one that disagrees with it."""
    if verdict == "correct" and not correction.strip():
        raise UsageError("what is the right value? Nothing was changed.")
    right = correction.strip() if verdict == "correct" else None
    judge_value(site.store, id_, path, verdict, visitor.decide(reason), right, rival)
    return _go_back(site, id_, queue, row)


@router.post("/undo", dependencies=_REVIEWER)
def take_back(
    site: SiteNow, visitor: VisitorNow, id_: str, decision: Many, reason: Words, row: Row = "", queue: Short = ""
) -> RedirectResponse:
    """Take decisions back: one, or several that were made as one, with a comma between them."""
    for one in decision.split(","):
        undo(site.store, one, visitor.decide(reason))
    return _go_back(site, id_, queue, row)


@router.post("/stage", dependencies=_REVIEWER)
def move(
    site: SiteNow, visitor: VisitorNow, id_: str, stage: Short, reason: Words = "", queue: Short = ""
) -> RedirectResponse:
    """Say how far the work has come."""
    move_incident(site.store, id_, stage, visitor.decide(reason.strip() or "moved on"))
    return _go_back(site, id_, queue, "standing")


@router.post("/grade", dependencies=_REVIEWER)
def grade(
    site: SiteNow, visitor: VisitorNow, id_: str, grade: Short, reason: Words, queue: Short = ""
) -> RedirectResponse:
    """Say how well it is verified."""
    grade_incident(site.store, id_, grade, visitor.decide(reason))
    return _go_back(site, id_, queue, "standing")


@router.post("/assign", dependencies=[Depends(needs("reviewer"))])
def assign(site: SiteNow, visitor: VisitorNow, id_: str, to: Short = "", queue: Short = "") -> RedirectResponse:
    """Say who is to work on it; nobody, where no name is given."""
    assign_incident(site.store, id_, to, visitor.decide("assigned"))
    return _go_back(site, id_, queue, "talk")


@router.post("/comment", dependencies=_CODER)
def comment(
    site: SiteNow, visitor: VisitorNow, id_: str, words: Words, path: Short = "", queue: Short = ""
) -> RedirectResponse:
    """Say something to the others who work on it."""
    if not words.strip():
        raise UsageError("what do you want to say? There were no words.")
    comment_on(site.store, id_, visitor.decide(words.strip()), path or None)
    return _go_back(site, id_, queue, "talk")


@router.post("/split", dependencies=_REVIEWER)
def split(
    site: SiteNow,
    visitor: VisitorNow,
    id_: str,
    reason: Words,
    report: Annotated[Sequence[str], Form()] = (),
    queue: Short = "",
) -> RedirectResponse:
    """Take what some reports tell out of it."""
    if not report:
        raise UsageError("which reports are to be taken out? None was chosen.")
    split_incident(site.store, id_, report, visitor.decide(reason))
    return _go_back(site, id_, queue, "reports")


@router.post("/part-of", dependencies=_REVIEWER)
def make_part(
    site: SiteNow, visitor: VisitorNow, id_: str, whole: Short, reason: Words, queue: Short = ""
) -> RedirectResponse:
    """Say that it is part of another incident."""
    put_under(site.store, id_, read_id(whole), visitor.decide(reason))
    return _go_back(site, id_, queue, "kin")


@router.post("/answers", dependencies=_REVIEWER)
def link_response(
    site: SiteNow,
    visitor: VisitorNow,
    id_: str,
    response: Annotated[int, Form(ge=1, le=100_000)],
    target: Short,
    reason: Words,
    queue: Short = "",
) -> RedirectResponse:
    """Say what one of its responses answers: it, another of its responses ("r2"), or another incident."""
    answered = f"{id_}/{target}" if target[:1] == "r" and target[1:].isdigit() else read_id(target or id_)
    answer(site.store, f"{id_}/r{response}", answered, visitor.decide(reason))
    return _go_back(site, id_, queue, "chain")


def read_id(said: str) -> str:
    """Return the id that somebody wrote, or the one in an address that they pasted."""
    return said.strip().rstrip("/").rpartition("/")[2].partition("?")[0].partition("#")[0]


def _go_back(site: Site, id_: str, queue: str, row: str) -> RedirectResponse:
    asked = f"?queue={quote(queue)}" if queue else ""
    return RedirectResponse(f"/incidents/{quote(site.store.resolve_id(id_))}{asked}#{quote(row)}", 303)
