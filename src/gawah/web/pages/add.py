"""Adding reports: files, a text, or an address; and watching them being read."""

from datetime import UTC, datetime
from typing import Annotated, cast

from fastapi import APIRouter, Depends, File, Form, Request, UploadFile
from starlette.responses import HTMLResponse, RedirectResponse

from gawah.codebook.columns import FORMATS
from gawah.errors import IncidentNotFound, JobNotFound, UsageError
from gawah.intake import (
    Job,
    Upload,
    Wanted,
    Worker,
    agree_on_columns,
    ask_for,
    find_job,
    forget_job,
    list_jobs,
    list_results,
    read_again,
    stop_job,
)
from gawah.intake.jobs import OWN
from gawah.model import Incident
from gawah.sources import Limits, give_as_user
from gawah.web.drawing import draw
from gawah.web.site import Site, SiteNow
from gawah.web.visitor import Visitor, VisitorNow, needs

router = APIRouter(include_in_schema=False, dependencies=[Depends(needs("coder"))])
_MOST_URLS = 50
_LONGEST_TEXT = Limits().characters
_LARGEST = Limits().bytes_per_container


def get_worker(request: Request) -> Worker:
    """Return what has reports read; its store is the whole store, whoever looks."""
    return cast(Worker, request.app.state.worker)


WorkerNow = Annotated[Worker, Depends(get_worker)]
_Words = Annotated[str, Form(max_length=500)]


@router.get("/add")
def show_form(request: Request, worker: WorkerNow, visitor: VisitorNow, site: SiteNow) -> HTMLResponse:
    """Show the form, and what was added of late."""
    jobs = [job for job in list_jobs(worker.store) if _may_see(job, visitor)]
    shown = {"jobs": jobs, "formats": FORMATS, "offline": site.offline, "say_time": say_time}
    return draw(request, visitor, "add.html", **shown, largest=_LARGEST // 1_000_000)


@router.post("/add")
def add(
    worker: WorkerNow,
    visitor: VisitorNow,
    site: SiteNow,
    files: Annotated[list[UploadFile] | None, File()] = None,
    text: Annotated[str, Form(max_length=_LONGEST_TEXT)] = "",
    urls: Annotated[str, Form(max_length=20_000)] = "",
    published: _Words = "",
    publisher: _Words = "",
    country: _Words = "",
    format_: Annotated[str, Form(alias="format", max_length=20)] = "",
) -> RedirectResponse:
    """Have reports read, and go to where that can be watched."""
    addresses = tuple(line.strip() for line in urls.splitlines() if line.strip())
    _check_addresses(addresses, site.offline)
    given = {k: v.strip() for k, v in {"published": published, "publisher": publisher, "country": country}.items()}
    give_as_user({k: v for k, v in given.items() if v})
    if format_ and format_ not in (*FORMATS, OWN):
        raise UsageError(f"{format_}: there is no such format; take {', '.join(FORMATS)}, or your own table")
    uploads = _take_uploads(files or [])
    uploads += [Upload("pasted.txt", text.encode("utf-8", "replace"))] if text.strip() else []
    wanted = Wanted(tuple(uploads), addresses, {k: v for k, v in given.items() if v}, format_)
    id_ = ask_for(worker.store, wanted, visitor.name)
    worker.wake()
    return RedirectResponse(f"/add/{id_}", 303)


def _check_addresses(addresses: tuple[str, ...], offline: bool) -> None:
    if addresses and offline:
        raise UsageError("nothing is fetched: this was started with --offline; save the page, and add the file")
    if len(addresses) > _MOST_URLS:
        raise UsageError(f"{len(addresses)} addresses at once; give {_MOST_URLS} at most")
    for address in addresses:
        if not address.lower().startswith(("http://", "https://")):
            raise UsageError(f"{address}: this is no address of a page; it begins with https://")


def _take_uploads(files: list[UploadFile]) -> list[Upload]:
    """Return what was sent. Raises UsageError where it is too much."""
    sent = [file for file in files if file.filename]
    if sum(file.size or 0 for file in sent) > _LARGEST:
        raise UsageError(f"these files are over {_LARGEST // 1_000_000} MB together; add them in several goes")
    return [Upload(file.filename or "", file.file.read()) for file in sent]


# --- watching ---------------------------------------------------------------------------------------------------------


@router.get("/add/{id_}")
def watch(request: Request, worker: WorkerNow, visitor: VisitorNow, site: SiteNow, id_: str) -> HTMLResponse:
    """Show how far a job has come."""
    job = _find(worker, visitor, id_)
    if job.is_open:
        worker.wake()
    shown = [(_find_incident(site, found), joined) for found, joined in job.told.found]
    pairs = [(_find_incident(site, one), _find_incident(site, other)) for one, other in job.told.undecided]
    return draw(
        request,
        visitor,
        "job.html",
        job=job,
        results=list_results(worker.store, id_),
        found=[(incident, joined) for incident, joined in shown if incident],
        pairs=[(one, other) for one, other in pairs if one and other],
        say_time=say_time,
    )


def _find_incident(site: Site, id_: str) -> Incident | None:
    try:
        return site.store.find_incident(id_).incident
    except IncidentNotFound:  # by now, or for who looks
        return None


async def read_lists(request: Request) -> dict[str, str]:
    """Return what a form says of the columns of tables, by their names."""
    sent = (await request.form()).items()
    return {name[5:]: said for name, said in sent if name.startswith("list:") and isinstance(said, str)}


@router.post("/add/{id_}/columns")
def agree(
    worker: WorkerNow, visitor: VisitorNow, id_: str, lists: Annotated[dict[str, str], Depends(read_lists)]
) -> RedirectResponse:
    """Say what the columns of tables tell."""
    agree_on_columns(worker.store, _find(worker, visitor, id_).id, lists)
    worker.wake()
    return RedirectResponse(f"/add/{id_}", 303)


@router.post("/add/{id_}/stop")
def stop(worker: WorkerNow, visitor: VisitorNow, id_: str) -> RedirectResponse:
    """Stop reading; what was stored stays."""
    stop_job(worker.store, _find(worker, visitor, id_).id)
    return RedirectResponse(f"/add/{id_}", 303)


@router.post("/add/{id_}/again")
def again(worker: WorkerNow, visitor: VisitorNow, id_: str) -> RedirectResponse:
    """Read what came to no end again."""
    read_again(worker.store, _find(worker, visitor, id_).id)
    worker.wake()
    return RedirectResponse(f"/add/{id_}", 303)


@router.post("/add/{id_}/forget")
def forget(worker: WorkerNow, visitor: VisitorNow, id_: str) -> RedirectResponse:
    """Keep nothing of a job any longer; what it stored stays."""
    forget_job(worker.store, _find(worker, visitor, id_).id)
    return RedirectResponse("/add", 303)


def _find(worker: Worker, visitor: Visitor, id_: str) -> Job:
    job = find_job(worker.store, id_)
    if not _may_see(job, visitor):
        raise JobNotFound(f"{id_}: no such reports are being read")
    return job


def _may_see(job: Job, visitor: Visitor) -> bool:
    return not visitor.own_only or job.by == visitor.name


def say_time(seconds: int) -> str:
    """Return a time as a person reads it, in UTC."""
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%d %H:%M")
