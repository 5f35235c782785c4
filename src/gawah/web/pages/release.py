"""What may leave of one incident: what blocks it, its release, its dossier and its files for others' tools."""

from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Depends, Form, Query, Request
from starlette.background import BackgroundTask
from starlette.responses import FileResponse, HTMLResponse, RedirectResponse, Response

from gawah.errors import ReleaseBlocked, UsageError
from gawah.model import Audience
from gawah.phrases import say
from gawah.publish.cleared import Block, ClearedIncident
from gawah.publish.dossier import FORMATS as DOSSIERS
from gawah.publish.dossier import compose
from gawah.publish.exports import FORMATS as EXPORTS
from gawah.release import clear_incident, foresee_blocks
from gawah.resolve import POLICIES
from gawah.review import (
    blur_place,
    find_releases,
    hold_value,
    needs_two_persons,
    override_check,
    release_incident,
    withdraw_incident,
)
from gawah.store import Store
from gawah.web.drawing import draw
from gawah.web.overtaken import NotOvertaken
from gawah.web.pages.downloads import NEEDED, pack_cleared
from gawah.web.site import Site, SiteNow
from gawah.web.visitor import Visitor, VisitorNow, needs, require_role

router = APIRouter(include_in_schema=False, prefix="/incidents/{id_}")
_PUBLISHER = [Depends(needs("publisher")), NotOvertaken]
_REVIEWER = [Depends(needs("reviewer")), NotOvertaken]
_TYPES = {
    "html": "text/html; charset=utf-8",
    "md": "text/markdown; charset=utf-8",
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
Words = Annotated[str, Form(max_length=2000)]
Short = Annotated[str, Form(max_length=400)]


@router.get("/release")
def show_release(request: Request, site: SiteNow, visitor: VisitorNow, id_: str) -> Response:
    """Show whether an incident is released, what blocks it, and what can be had of it."""
    own = site.store.resolve_id(id_)
    if own != id_:
        return RedirectResponse(f"/incidents/{quote(own)}/release", 302)
    return _draw(request, site, visitor, own)


def _draw(request: Request, site: Site, visitor: Visitor, id_: str) -> HTMLResponse:
    store = site.store
    record, releases = store.find_incident(id_), find_releases(store, id_)
    blocks = foresee_blocks(store, id_) if not releases else _list_blocks(store, id_, record.incident.audience)
    return draw(
        request,
        visitor,
        "release.html",
        incident=record.incident,
        releases=releases,
        blocks=blocks,
        head=store.read_head()[0],
        policies=tuple(POLICIES.values()),
        own_policy=store.policy,
        two_persons=needs_two_persons(),
        dossiers=tuple(DOSSIERS),
        exports=EXPORTS,
        audiences=[one for one in ("public", "partner", "internal") if visitor.may(NEEDED[one])],
    )


def _list_blocks(store: Store, id_: str, audience: Audience) -> tuple[Block, ...]:
    cleared = clear_incident(store, id_, "partner" if audience == "internal" else audience)
    try:
        for _ in cleared:
            pass
    except ReleaseBlocked:
        return tuple(cleared.blocks)
    return ()


# --- deciding ---------------------------------------------------------------------------------------------------------


@router.post("/release", dependencies=_PUBLISHER)
def release(
    site: SiteNow,
    visitor: VisitorNow,
    id_: str,
    reason: Words,
    audience: Annotated[Audience, Form()] = "public",
    policy: Short = "",
    why: Words = "",
) -> RedirectResponse:
    """Release it as it is now."""
    if policy and policy not in POLICIES:
        raise UsageError(
            say(
                "{policy}: there is no policy of that name; take one of {words}",
                policy=policy,
                words=", ".join(POLICIES),
            )
        )
    release_incident(site.store, id_, visitor.decide(reason), policy or None, audience, why)
    return _go_back(site, id_)


@router.post("/withdraw", dependencies=_PUBLISHER)
def withdraw(site: SiteNow, visitor: VisitorNow, id_: str, reason: Words) -> RedirectResponse:
    """Take it back; a tombstone stays in its place."""
    withdraw_incident(site.store, id_, visitor.decide(reason))
    return _go_back(site, id_)


@router.post("/blur", dependencies=_REVIEWER)
def blur(site: SiteNow, visitor: VisitorNow, id_: str, to: Short, reason: Words) -> RedirectResponse:
    """Make its place less precise outside."""
    blur_place(site.store, id_, to, visitor.decide(reason))
    return _go_back(site, id_)


@router.post("/hold", dependencies=_REVIEWER)
def hold(site: SiteNow, visitor: VisitorNow, id_: str, path: Short, reason: Words) -> RedirectResponse:
    """Keep a value inside."""
    hold_value(site.store, id_, path, visitor.decide(reason))
    return _go_back(site, id_)


@router.post("/override", dependencies=_PUBLISHER)
def override(site: SiteNow, visitor: VisitorNow, id_: str, check: Short, reason: Words) -> RedirectResponse:
    """Overrule a check of the gate."""
    override_check(site.store, id_, check, visitor.decide(reason))
    return _go_back(site, id_)


def _go_back(site: Site, id_: str) -> RedirectResponse:
    return RedirectResponse(f"/incidents/{quote(site.store.resolve_id(id_))}/release", 303)


# --- files ------------------------------------------------------------------------------------------------------------


@router.get("/dossier.{format_}")
def send_dossier(
    request: Request,
    site: SiteNow,
    visitor: VisitorNow,
    id_: str,
    format_: str,
    audience: Annotated[Audience, Query(alias="for")] = "public",
    graphic: bool = True,
) -> Response:
    """Send its dossier; to the public and to partners, of what was released."""
    require_role(visitor, NEEDED[audience])
    if format_ not in DOSSIERS:
        raise UsageError(
            say("{format}: a dossier cannot be written so; take {words}", format=format_, words=", ".join(DOSSIERS))
        )
    try:
        found = list(clear_incident(site.store, id_, audience))
    except ReleaseBlocked:
        return _answer_blocked(request, site, visitor, id_)
    one = _take_one(found, id_, audience)
    written = DOSSIERS[format_].write(compose(one, graphic=graphic))
    marked = "INTERNAL-" if audience == "internal" else ""
    name = f'attachment; filename="{marked}dossier-{one.incident.id}.{DOSSIERS[format_].ending}"'
    return Response(written, media_type=_TYPES[format_], headers={"Content-Disposition": name})


@router.get("/export/{format_}")
def send_export(
    request: Request,
    site: SiteNow,
    visitor: VisitorNow,
    id_: str,
    format_: str,
    audience: Annotated[Audience, Query(alias="for")] = "public",
) -> Response:
    """Send it as a file of another tool's form, in a ZIP with what describes that."""
    require_role(visitor, NEEDED[audience])
    if format_ not in EXPORTS:
        raise UsageError(
            say(
                "{format}: there is no format of that name; there are {words}", format=format_, words=", ".join(EXPORTS)
            )
        )
    try:
        _take_one(list(clear_incident(site.store, id_, audience)), id_, audience)
        packed = pack_cleared(clear_incident(site.store, id_, audience), format_, audience)
    except ReleaseBlocked:
        return _answer_blocked(request, site, visitor, id_)
    name = f"{'INTERNAL-' if audience == 'internal' else ''}incident-{id_}-{format_}.zip"
    return FileResponse(packed, filename=name, background=BackgroundTask(packed.unlink, missing_ok=True))


def _take_one(found: list[ClearedIncident], id_: str, audience: Audience) -> ClearedIncident:
    """Return the one that may leave. Raises UsageError where none may, or it was released as several."""
    if not found:
        raise UsageError(
            say(
                "{id} is not released for {audience}: release it first, or take a copy for your own people",
                id=id_,
                audience=audience,
            )
        )
    if len(found) > 1:
        raise UsageError(
            say("{id} was released as {len} incidents that are one by now; release it anew", id=id_, len=len(found))
        )
    return found[0]


def _answer_blocked(request: Request, site: Site, visitor: Visitor, id_: str) -> Response:
    page = _draw(request, site, visitor, site.store.resolve_id(id_))
    page.status_code = 409
    return page
