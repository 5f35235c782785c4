"""Reports: what is known of one, its text; and having reports read."""

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends
from pydantic import Field

from gawah.errors import JobNotFound, UsageError
from gawah.intake import Upload, Wanted, ask_for, find_job
from gawah.record import report_to_json
from gawah.sources import Limits, give_as_user
from gawah.web.api.shapes import Shape, refer_to
from gawah.web.pages.add import WorkerNow
from gawah.web.site import SiteNow
from gawah.web.visitor import Visitor, needs

router = APIRouter(tags=["Reports"])
CoderNow = Annotated[Visitor, Depends(needs("coder"))]


@router.get("/reports/{id_}", responses=refer_to("ReportHeader"))
def find_report(site: SiteNow, id_: str) -> dict[str, Any]:
    """Return what is known of a report, by its id or the beginning of it."""
    return report_to_json(site.store.find_report(id_)[1])


class Text(Shape):
    """The text of a report, as spans point into it, by code points."""

    report: str
    sha256: str
    language: str | None
    content: str


@router.get("/reports/{id_}/text")
def read_text(site: SiteNow, id_: str) -> Text:
    """Return the text of a report, as `gawah text` prints it."""
    text, header = site.store.find_report(id_)
    return Text(report=header.id, sha256=text.sha256, language=text.language, content=text.content)


Said = Annotated[str, Field(max_length=500)]


class Sent(Shape):
    """A report to read: its text, or the address where it is."""

    text: str | None = Field(default=None, max_length=Limits().characters)
    url: Said | None = None
    name: Said = "sent.txt"
    published: Said | None = Field(default=None, description="ISO date.")
    publisher: Said | None = None
    country: Said | None = None
    language: Said | None = None


class Reading(Shape):
    """How far the reading has come."""

    job: str
    state: str
    added: int
    known: int
    failed: int
    incidents: list[str]
    problem: str


@router.post("/reports", status_code=202)
def add_report(site: SiteNow, worker: WorkerNow, visitor: CoderNow, sent: Sent) -> Reading:
    """Have a report read, as `gawah add` does; it goes on after the answer, whose job can be asked after."""
    if (sent.text is None) == (sent.url is None):
        raise UsageError("send `text` or `url`, and not both")
    if sent.url is not None and (site.offline or not sent.url.lower().startswith(("http://", "https://"))):
        raise UsageError("this is no address of a page, or the program was started with --offline")
    said = {name: getattr(sent, name) for name in ("published", "publisher", "country", "language")}
    given = {name: value.strip() for name, value in said.items() if value and value.strip()}
    give_as_user(given)
    files = (Upload(sent.name, sent.text.encode("utf-8", "replace")),) if sent.text is not None else ()
    id_ = ask_for(worker.store, Wanted(files, (sent.url,) if sent.url else (), given), visitor.name)
    worker.wake()
    return _tell(worker, id_)


@router.get("/jobs/{id_}")
def find_reading(worker: WorkerNow, visitor: CoderNow, id_: str) -> Reading:
    """Return how far the reading of a report has come."""
    if visitor.own_only and find_job(worker.store, id_).by != visitor.name:
        raise JobNotFound(f"{id_}: no such reports are being read")
    return _tell(worker, id_)


def _tell(worker: WorkerNow, id_: str) -> Reading:
    job = find_job(worker.store, id_)
    told = job.told
    counts: dict[Literal["added", "known", "failed"], int] = {
        "added": told.added,
        "known": told.known,
        "failed": told.failed,
    }
    return Reading(
        job=job.id, state=job.state, incidents=[id_ for id_, _ in told.found], problem=told.problem, **counts
    )
