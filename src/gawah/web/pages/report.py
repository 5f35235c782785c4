"""A report beside its record: what words say which value, and what people decide on it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any

from fastapi import APIRouter, Depends, Form, Query, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from gawah.errors import ReviewError
from gawah.model import Coding, Verdict
from gawah.publish.dossier.graphic import is_graphic
from gawah.review import (
    CodedReport,
    Reviewer,
    Witness,
    add_to_event,
    judge_stated,
    list_copies,
    open_report,
    start_incident,
    undo_stated,
)
from gawah.web.drawing import draw
from gawah.web.pages.report_fields import Field, list_fields, list_parts, list_words
from gawah.web.pages.report_sheet import lay_out, say_event
from gawah.web.pages.report_text import find_words
from gawah.web.site import Site, SiteNow
from gawah.web.visitor import Visitor, VisitorNow, needs

if TYPE_CHECKING:
    from gawah.store import Store

router = APIRouter(include_in_schema=False)
CoderNow = Annotated[Visitor, Depends(needs("coder"))]


@router.get("/reports/{id_}")
def show_report(
    request: Request,
    site: SiteNow,
    visitor: VisitorNow,
    id_: str,
    graphic: Annotated[str, Query(max_length=3)] = "",
    add: Annotated[str, Query(max_length=80)] = "",
    to: Annotated[str, Query(max_length=80)] = "",
) -> HTMLResponse:
    """Show a report beside its record; with `add`, what is filled in to add to that field of `to`."""
    return _draw(request, site, visitor, id_, graphic=graphic, add=add, to=to)


def _draw(request: Request, site: Site, visitor: Visitor, id_: str, *, graphic: str = "", **asked: Any) -> HTMLResponse:
    report = open_report(site.store, id_)
    sheet = lay_out(report, visitor.name)
    shown: dict[str, Any] = {"add": "", "to": "", "problem": "", "sent": {}} | asked
    return draw(
        request,
        visitor,
        "report.html",
        sheet=sheet,
        header=report.header,
        address=f"/reports/{report.header.id.removeprefix('sha256:')}",
        graphic=graphic,
        is_graphic=is_graphic,
        copies=list_copies(site.store, report),
        adding=_tell_adding(report, shown["add"], shown["to"]),
        **shown,
    )


# --- adding -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Adding:
    """The form for what was missed: to what it can be added, which fields there are, and the field that is chosen."""

    to: str
    """The short id of an incident or a response, or "new"."""
    targets: tuple[tuple[str, str], ...]
    fields: tuple[Field, ...]
    field: Field
    parts: tuple[Field, ...]
    """What else can be said of an item of a list."""
    roles: tuple[tuple[str, str], ...]
    bases: tuple[tuple[str, str], ...]
    """On what bases an act is laid to somebody; for perpetrators alone."""


def _tell_adding(report: CodedReport, name: str, to: str) -> Adding:
    """Return the form for what was missed, for the field and the target that were asked for, where there are such."""
    events = {e.id: e for e in report.list_events() if e.event.kind == "response" or e.incident}
    first = next((id_ for id_, event in events.items() if event.event.kind == "incident"), "new")
    target = to if to in (*events, "new") else first
    kind = events[target].event.kind if target in events else "incident"
    fields = tuple(f for f in list_fields(kind) if target != "new" or f.name != "responses")
    chosen = next((f for f in fields if f.name == name), fields[0])
    targets = tuple((id_, say_event(event)) for id_, event in events.items())
    bases = list_words("bases") if chosen.name == "perpetrators" else ()
    parts = tuple(list_parts(chosen.name))
    return Adding(target, targets, fields, chosen, parts, list_words("speaker_roles"), bases)


async def read_form(request: Request) -> dict[str, str]:
    """Return the words of a form whose fields depend on what is added."""
    return {name: str(said)[:2000] for name, said in (await request.form()).items() if isinstance(said, str)}


@router.post("/reports/{id_}/add")
def add_missed(
    request: Request, site: SiteNow, visitor: CoderNow, id_: str, sent: Annotated[dict[str, str], Depends(read_form)]
) -> Response:
    """Add a value that no coder saw, to an incident, to a response, or as the first value of a new incident."""
    graphic = sent.get("graphic", "")
    try:
        coding = _add(site.store, open_report(site.store, id_), sent, visitor)
    except ReviewError as error:
        about = {"add": sent.get("field", ""), "to": sent.get("to", ""), "graphic": graphic}
        return _refuse(request, site, visitor, id_, error, sent=sent, **about)
    return _go_back(id_, coding.assertions[0].id, graphic)


def _add(store: "Store", report: CodedReport, sent: Mapping[str, str], visitor: Visitor) -> Coding:
    """Store what a form says was missed. Raises ReviewError."""
    witness = read_witness(report, sent, basis=sent.get("basis") or "reported_as_fact")
    if witness is None:
        raise ReviewError("Select the words that say it, or copy them into the field for them.")
    to, name, value = sent.get("to", ""), sent.get("field", ""), sent.get("value", "").strip()
    if not value:
        raise ReviewError("Say what the value is.")
    parts = {key.removeprefix("part-"): said for key, said in sent.items() if key.startswith("part-")}
    who = decide_by(visitor, sent.get("reason", ""))
    if to == "new":
        return start_incident(store, report.header.id, f"/{name}", value, witness, who, parts)
    return add_to_event(store, report, to, f"/{name}", value, witness, who, parts)


# --- deciding ---------------------------------------------------------------------------------------------------------

NO_REASON = "no reason given"


def decide_by(visitor: Visitor, reason: str) -> Reviewer:
    """Return who decides; a reason is asked for, and need not be given."""
    return visitor.decide(reason.strip() or NO_REASON)


def read_witness(report: CodedReport, sent: Mapping[str, str], basis: str = "reported_as_fact") -> Witness | None:
    """Return the words that a person selected or typed, by where they stand; None where there are none.

    Raises ReviewError where they do not stand in the report.
    """
    quote = sent.get("quote", "")
    if not quote.strip():
        return None
    found = find_words(report.text.content, quote, sent.get("start", ""))
    if found is None:
        raise ReviewError("These words do not stand in the report: select them in the text, or copy them exactly.")
    first, last = found
    who = sent.get("speaker", "").strip() or None, sent.get("speaker_role") or None
    return Witness(report.text.content[first:last], first, *who, basis)


Short = Annotated[str, Form(max_length=300)]
Words = Annotated[str, Form(max_length=2000)]


@router.post("/reports/{id_}/decide")
def decide(
    request: Request,
    site: SiteNow,
    visitor: CoderNow,
    id_: str,
    key: Annotated[str, Form(pattern="^[0-9a-f]{64}$")],
    verdict: Annotated[Verdict, Form()],
    head: Annotated[int, Form(ge=0)],
    value: Short = "",
    quote: Words = "",
    start: Annotated[str, Form(max_length=12)] = "",
    reason: Short = "",
    graphic: Short = "",
) -> Response:
    """Accept, correct or reject a value."""
    try:
        report = open_report(site.store, id_)
        correction = value if verdict == "correct" else None
        witness = read_witness(report, {"quote": quote, "start": start}) if verdict == "correct" else None
        judge_stated(site.store, id_, key, verdict, decide_by(visitor, reason), correction, witness, head)
    except ReviewError as error:
        return _refuse(request, site, visitor, id_, error, graphic=graphic)
    return _go_back(id_, key, graphic)


def _refuse(request: Request, site: Site, visitor: Visitor, id_: str, error: ReviewError, **asked: Any) -> HTMLResponse:
    """Return the page as it is now, with what was wrong at its head."""
    page = _draw(request, site, visitor, id_, problem=str(error), **asked)
    page.status_code = 409
    return page


def _go_back(id_: str, key: str, graphic: str) -> RedirectResponse:
    query = "?graphic=yes" if graphic == "yes" else ""
    return RedirectResponse(f"/reports/{id_}{query}#v{key[:12]}", 303)


@router.post("/reports/{id_}/undo")
def undo(
    request: Request,
    site: SiteNow,
    visitor: CoderNow,
    id_: str,
    key: Annotated[str, Form(pattern="^[0-9a-f]{64}$")],
    reason: Short = "",
    graphic: Short = "",
) -> Response:
    """Take back the last decision on a value."""
    try:
        undo_stated(site.store, id_, key, decide_by(visitor, reason))
    except ReviewError as error:
        return _refuse(request, site, visitor, id_, error, graphic=graphic)
    return _go_back(id_, key, graphic)
