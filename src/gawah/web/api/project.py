"""The project: who asks, kept lists, the codebook and the schema of records, files of what may leave."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, HTTPException, Query, Response
from pydantic import Field
from starlette.background import BackgroundTask
from starlette.responses import FileResponse

from gawah import record
from gawah.codebook import load
from gawah.errors import UsageError
from gawah.model import Audience
from gawah.publish.exports import FORMATS
from gawah.review import forget_list, keep_list
from gawah.web import asking
from gawah.web.api.shapes import Asked, Json, Shape
from gawah.web.pages.downloads import NEEDED, pack_export
from gawah.web.site import SiteNow
from gawah.web.visitor import Role, VisitorNow, needs

router = APIRouter(tags=["Project"])


class Me(Shape):
    """Who asks."""

    name: str
    role: Role
    sees_names: bool
    own_only: bool


@router.get("/me")
def tell_me(visitor: VisitorNow) -> Me:
    """Return who asks, as what."""
    return Me(name=visitor.name, role=visitor.role, sees_names=visitor.sees_names, own_only=visitor.own_only)


class Head(Shape):
    """The ledger's last number, and its hash: note it down to prove what was there."""

    head: int
    hash: str


@router.get("/head")
def read_head(site: SiteNow) -> Head:
    """Return how far the ledger has come."""
    head, hash_ = site.store.read_head()
    return Head(head=head, hash=hash_)


class Kept(Shape):
    """A list that is kept under a name."""

    name: str
    criteria: dict[str, Json]


class Lists(Shape):
    """Kept lists."""

    lists: list[Kept]


@router.get("/lists")
def read_lists(site: SiteNow) -> Lists:
    """Return the lists that are kept, as `gawah lists` does."""
    kept = site.store.read_lists().values()
    return Lists(lists=[Kept(name=saved.name, criteria=saved.criteria) for saved in kept])


ListName = Annotated[str, Field(min_length=1, max_length=200)]


@router.put("/lists/{name}", dependencies=[Depends(needs("coder"))])
def keep(site: SiteNow, name: ListName, asked: Asked) -> Kept:
    """Keep a list under a name."""
    criteria = asked.read()
    keep_list(site.store, name, criteria)
    return Kept(name=name, criteria=criteria.to_json())


@router.delete("/lists/{name}", dependencies=[Depends(needs("coder"))], status_code=204)
def forget(site: SiteNow, name: ListName) -> Response:
    """Keep a list no longer."""
    forget_list(site.store, name)
    return Response(status_code=204)


class Entry(Shape):
    """One word of the codebook."""

    id: str
    label: str
    definition: str


class Book(Shape):
    """The codebook: each vocabulary with its words."""

    vocabularies: dict[str, list[Entry]]


@router.get("/codebook")
def read_codebook() -> Book:
    """Return the codebook, as `gawah codebook` prints it."""
    book = load()
    words = {name: book.about(name).entries.values() for name in book.names()}
    return Book(
        vocabularies={
            name: [Entry(id=e.id, label=e.label, definition=e.definition) for e in entries]
            for name, entries in words.items()
        }
    )


@router.get("/schema")
def read_schema() -> dict[str, Any]:
    """Return the JSON Schema of records, as `gawah schema` prints it."""
    return record.schema()


class Exported(Asked):
    """The criteria, and for whom."""

    audience: Audience = Field(default="public", alias="for")


@router.get(
    "/export/{format_}",
    response_class=FileResponse,
    responses={200: {"content": {"application/zip": {"schema": {"type": "string", "format": "binary"}}}}},
)
def export(
    site: SiteNow,
    visitor: VisitorNow,
    format_: str,
    asked: Annotated[Exported, Query()],
) -> FileResponse:
    """Return what may leave for an audience, through the gate, as files in a ZIP; as `gawah export` does."""
    audience = asked.audience
    if not visitor.may(NEEDED[audience]):
        raise HTTPException(403, f"This needs the role of a {NEEDED[audience]}; yours is that of a {visitor.role}.")
    if format_ not in FORMATS:
        raise UsageError(f"{format_}: there is no format of that name; there are {', '.join(FORMATS)}")
    packed = pack_export(site.store, asking.Asked(asked.read()), format_, audience)
    return FileResponse(
        packed, media_type="application/zip", filename=f"incidents-{format_}.zip",
        background=BackgroundTask(packed.unlink, missing_ok=True),
    )  # fmt: skip
