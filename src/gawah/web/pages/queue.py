"""The queue: what waits for people, what a decision is worth most on first, each with why it is there."""

from dataclasses import dataclass
from typing import Annotated, Any, Literal, get_args
from urllib.parse import quote, urlencode

from fastapi import APIRouter, Query, Request
from starlette.responses import RedirectResponse, Response

from gawah import wording
from gawah.errors import CodebookError, UsageError
from gawah.review import list_assigned
from gawah.store import Store, Waiting
from gawah.web.kept import draw_kept
from gawah.web.site import SiteNow
from gawah.web.visitor import VisitorNow

router = APIRouter(include_in_schema=False)
_PAGE = 25
Kind = Literal["", "changed", "pair", "conflict", "unread", "ready"]


@dataclass(frozen=True, slots=True)
class Item:
    """One line of the queue."""

    waiting: Waiting
    href: str
    """The page on which it is decided."""
    about: tuple[str, ...]
    """The fields, in words, that it is about."""


@router.get("/queue")
def show_queue(
    request: Request,
    site: SiteNow,
    visitor: VisitorNow,
    kind: Kind = "",
    who: Annotated[str, Query(max_length=200)] = "",
    after: Annotated[str, Query(max_length=120)] = "",
) -> Response:
    """Show a page of what waits."""
    place = _read_place(after)
    return draw_kept(
        request, site, visitor, "queue.html", lambda seen: _show_page(site.store, kind, who, place), own=True
    )


def _show_page(store: Store, kind: str, who: str, after: tuple[int, int, int, str] | None) -> dict[str, Any]:
    found = _find(store, kind, who, after, _PAGE + 1)
    asked = _write_asked(kind, who)
    items = [_tell(waiting, asked) for waiting in found[:_PAGE]]
    last = found[_PAGE - 1].place if len(found) > _PAGE else None
    onward = urlencode({"kind": kind, "who": who, "after": _write_place(last)}) if last else ""
    return {"items": items, "kind": kind, "who": who, "onward": onward, "asked": asked, "kinds": get_args(Kind)}


@router.get("/queue/next")
def go_on(
    site: SiteNow,
    behind: Annotated[str, Query(max_length=60)] = "",
    kind: Kind = "",
    who: Annotated[str, Query(max_length=200)] = "",
    after: Annotated[str, Query(max_length=120)] = "",
) -> RedirectResponse:
    """Go to what waits behind where somebody was: the address holds the place in the order that they have come to."""
    for waiting in _find(site.store, kind, who, _read_place(after), _PAGE):
        asked = _write_asked(kind, who, _write_place(waiting.place))
        if behind not in _list_names(waiting):
            return RedirectResponse(_tell(waiting, asked).href, 302)
    return RedirectResponse(f"/queue?{_write_asked(kind, who)}", 302)


def _find(store: Store, kind: str, who: str, after: tuple[int, int, int, str] | None, limit: int) -> list[Waiting]:
    among = list_assigned(store, who) if who else None
    return store.find_waiting(kind or None, among, after, limit)


def _write_asked(kind: str, who: str, after: str = "") -> str:
    return urlencode({name: value for name, value in (("kind", kind), ("who", who), ("after", after)) if value})


def _tell(waiting: Waiting, asked: str) -> Item:
    """Return an item with its page, which knows the place in the queue that comes behind it."""
    kept = [pair for pair in asked.split("&") if pair and not pair.startswith("after=")]
    queue = "&".join([*kept, urlencode({"after": _write_place(waiting.place)})])
    one, row = waiting.incident.incident.id, {"conflict": "disputes", "ready": "standing"}.get(waiting.kind, "facts")
    page = f"/pairs/{quote(one)}~{quote(waiting.other.incident.id)}" if waiting.other else f"/incidents/{quote(one)}"
    anchor = "" if waiting.other else f"#{row}"
    return Item(waiting, f"{page}?{urlencode({'queue': queue})}{anchor}", tuple(_name_fields(waiting)))


def _name_fields(waiting: Waiting) -> list[str]:
    return [_name_field(path) for path in waiting.why.split(" ") if path.startswith("/")]


def _name_field(path: str) -> str:
    try:
        return wording.name_field(path)
    except CodebookError:  # of a project's codebook that is not at hand
        return path


def _list_names(waiting: Waiting) -> set[str]:
    """Return by what a page names what waits."""
    one = waiting.incident.incident.id
    if waiting.other is None:
        return {one}
    other = waiting.other.incident.id
    return {f"{one}~{other}", f"{other}~{one}"}


def _write_place(place: tuple[int, int, int, str]) -> str:
    return ",".join(map(str, place))


def _read_place(said: str) -> tuple[int, int, int, str] | None:
    if not said:
        return None
    parts = said.split(",")
    if len(parts) != 4 or not all(part.isdigit() and len(part) < 19 for part in parts[:3]):
        raise UsageError(f"{said!r} is no place in the queue; go to its first page")
    return int(parts[0]), int(parts[1]), int(parts[2]), parts[3]
