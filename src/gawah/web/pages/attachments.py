"""Attachments of an incident: shown to the project's own people alone, cleaned of what their files tell beside them.

A file is sent as what its bytes are, under a policy that lets it run nothing, and only pictures, video and sound are.
"""

import re
from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Depends, File, Form, HTTPException, Query, Request, UploadFile
from starlette.responses import HTMLResponse, RedirectResponse, Response

from gawah import wording
from gawah.account import tell_incident
from gawah.errors import UsageError
from gawah.media import KINDS, Media, Moment, Region, clean
from gawah.phrases import say
from gawah.record import IncidentRecord, incident_to_json
from gawah.review import (
    attach,
    detach,
    find_attachment,
    list_attachments,
    list_released,
    list_shown,
    read_media,
    release_attachment,
    show_value,
)
from gawah.review.attachments import MOST_BYTES, NO_VALUES
from gawah.review.showing import find_path
from gawah.web.drawing import draw
from gawah.web.pages.incident_view import name_media
from gawah.web.site import SiteNow
from gawah.web.visitor import Visitor, VisitorNow, needs

SHOWN = ("image/jpeg", "image/png", "image/gif", "image/webp", "image/avif")
"""Pictures that browsers show."""


def sees_pictures(visitor: VisitorNow) -> Visitor:
    """Refuse who sees no names: nobody can tell whom a picture or a voice names."""
    if not visitor.sees_names:
        raise HTTPException(403, say("Pictures, video and sound can show who people are; you see none of that."))
    return visitor


router = APIRouter(include_in_schema=False, dependencies=[Depends(sees_pictures)])
_Words = Annotated[str, Form(max_length=2000)]
_Short = Annotated[str, Form(max_length=200)]


@router.get("/incidents/{id_}/attachments")
def show_attachments(
    request: Request, site: SiteNow, visitor: VisitorNow, id_: str, path: Annotated[str, Query(max_length=200)] = ""
) -> HTMLResponse:
    """Show what is attached to an incident and its reports; with `path`, to say in which of it that value is seen."""
    record = site.store.find_incident(id_)
    kept = list_attachments(site.store, id_)
    files = {one.media_id: read_media(site.store, one, payload=False) for one in kept}
    return draw(
        request,
        visitor,
        "attachments.html",
        incident=record.incident,
        reports=record.reports,
        files=[one for one in kept if not one.path],
        media=files,
        shown=list_shown(kept),
        values=_list_values(record),
        path=path,
        gone={one.id for one in kept if one.path and find_path(incident_to_json(record.incident), one) is None},
        released=list_released(site.store, id_),
        name_media=name_media,
        browsable=SHOWN,
        kinds=sorted(set(KINDS.values())),
        largest=MOST_BYTES // 1_000_000,
    )


def _list_values(record: IncidentRecord) -> list[tuple[str, str]]:
    """Return what can be seen of an incident: pointers to its values, each with the value in words."""
    account, _ = tell_incident(record)
    told = [(fact.path, fact.said.words) for fact in account.facts]
    told += [(step.path, step.said.words) for step in account.chain]
    named = {path: f"{wording.name_field(path)}: {words}" for path, words in told if path and _may_be_seen(path)}
    return [(path, words if len(words) <= _LONGEST else words[: _LONGEST - 1] + "…") for path, words in named.items()]


_LONGEST = 90
"""Letters of a choice: more, and a phone cuts it."""


def _may_be_seen(path: str) -> bool:
    return path.split("/")[1] not in NO_VALUES


@router.post("/incidents/{id_}/attachments", dependencies=[Depends(needs("coder"))])
def add_attachment(
    site: SiteNow,
    visitor: VisitorNow,
    id_: str,
    file: Annotated[UploadFile, File()],
    reason: _Words,
    report: _Short = "",
) -> RedirectResponse:
    """Keep a file with an incident."""
    if (file.size or 0) > MOST_BYTES:
        raise UsageError(
            say(
                "{filename}: it has over {most_bytes} MB; cut it, or make it smaller",
                filename=file.filename,
                most_bytes=MOST_BYTES // 1000000,
            )
        )
    attach(site.store, id_, file.filename or "", file.file.read(), visitor.decide(reason), report or None)
    return _go_back(id_)


@router.post("/incidents/{id_}/attachments/{attachment}/shows", dependencies=[Depends(needs("coder"))])
def say_shown(
    site: SiteNow,
    visitor: VisitorNow,
    id_: str,
    attachment: str,
    path: _Short,
    reason: _Words,
    region: _Short = "",
    first: _Short = "",
    last: _Short = "",
) -> RedirectResponse:
    """Say that an attachment shows a value, and where in it."""
    show_value(
        site.store, id_, attachment, path, visitor.decide(reason), _read_region(region), _read_moment(first, last)
    )
    return _go_back(id_)


@router.post("/incidents/{id_}/attachments/{attachment}/stands", dependencies=[Depends(needs("publisher"))])
def say_stands(
    site: SiteNow, visitor: VisitorNow, id_: str, attachment: str, stands: _Short, reason: _Words
) -> RedirectResponse:
    """Let what an attachment shows be told outside, or keep it inside."""
    release_attachment(site.store, id_, attachment, stands, visitor.decide(reason))
    return _go_back(id_)


@router.post("/incidents/{id_}/attachments/{attachment}/detach", dependencies=[Depends(needs("coder"))])
def take_back(site: SiteNow, visitor: VisitorNow, id_: str, attachment: str, reason: _Words) -> RedirectResponse:
    """Take an attachment back, or what somebody saw in one."""
    detach(site.store, id_, attachment, visitor.decide(reason))
    return _go_back(id_)


def _go_back(id_: str) -> RedirectResponse:
    return RedirectResponse(f"/incidents/{quote(id_)}/attachments", 303)


def _read_region(said: str) -> Region | None:
    if not said.strip():
        return None
    try:
        left, top, width, height = (float(part) for part in said.split(","))
    except ValueError:
        raise UsageError(
            say("{said} is no region; write left, top, width and height: 0.1,0.2,0.3,0.3", said=repr(said))
        ) from None
    return left, top, width, height


def _read_moment(first: str, last: str) -> Moment | None:
    if not first.strip():
        return None
    try:
        return float(first), float(last or first)
    except ValueError:
        raise UsageError(
            say("{first} and {last} are no times; write seconds: 12 and 20.5", first=repr(first), last=repr(last))
        ) from None


# --- the files --------------------------------------------------------------------------------------------------------

_RUNS_NOTHING = "default-src 'none'; sandbox; frame-ancestors 'none'"


@router.get("/incidents/{id_}/attachments/{attachment}/file")
def send_file(request: Request, site: SiteNow, id_: str, attachment: str) -> Response:
    """Send a file to look at: a picture without what its file tells beside it."""
    media = read_media(site.store, find_attachment(site.store, id_, attachment))
    cleaned = clean(media)
    shown = cleaned if cleaned is not None else media.payload or b""
    is_shown = media.type in SHOWN or media.type.startswith(("video/", "audio/"))
    return _send(request, media, shown, "inline" if is_shown else "attachment", attachment)


@router.get("/incidents/{id_}/attachments/{attachment}/original", dependencies=[Depends(needs("reviewer"))])
def send_original(request: Request, site: SiteNow, id_: str, attachment: str) -> Response:
    """Send a file as it was added, to be saved: for the project's own people, and not to be passed on."""
    media = read_media(site.store, find_attachment(site.store, id_, attachment))
    return _send(request, media, media.payload or b"", "attachment", f"INTERNAL-{attachment}")


def _send(request: Request, media: Media, content: bytes, disposition: str, stem: str) -> Response:
    name = re.sub(r"[^0-9A-Za-z-]", "", stem)[:40]
    headers = {
        "Content-Disposition": f'{disposition}; filename="{name}.{KINDS[media.type]}"',
        "Content-Security-Policy": _RUNS_NOTHING,
        "Accept-Ranges": "bytes",
    }
    found = re.fullmatch(r"bytes=(\d+)-(\d*)", request.headers.get("range", ""))
    if found is None:
        return Response(content, media_type=media.type, headers=headers)
    first, last = int(found[1]), min(int(found[2] or len(content) - 1), len(content) - 1)
    if first > last:
        return Response(status_code=416, headers={"Content-Range": f"bytes */{len(content)}"})
    headers["Content-Range"] = f"bytes {first}-{last}/{len(content)}"
    return Response(content[first : last + 1], 206, headers, media.type)
