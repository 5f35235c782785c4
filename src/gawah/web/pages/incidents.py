"""The list of incidents: what narrows and orders it, and the words around what was looked for."""

from typing import TYPE_CHECKING, Any

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from gawah.codebook import load
from gawah.store import SORTS, Found, Store
from gawah.web.asking import Asked, AskedNow, list_chips
from gawah.web.kept import draw_kept
from gawah.web.numbers import recall
from gawah.web.site import Site, SiteNow
from gawah.web.visitor import Visitor, VisitorNow
from gawah.wording import label, name_country

if TYPE_CHECKING:
    from gawah.store import Criteria

router = APIRouter(include_in_schema=False)
PAGE = 50


@router.get("/")
def list_incidents(request: Request, site: SiteNow, visitor: VisitorNow, asked: AskedNow) -> Response:
    """Show a page of the list."""
    if any(not value for _, value in request.query_params.multi_items()):
        return RedirectResponse(asked.address("/"), 303)  # a form sends its empty fields too
    return draw_kept(request, site, visitor, "incidents.html", lambda seen: _show_page(request, site, seen, asked))


def _show_page(request: Request, site: Site, visitor: Visitor, asked: Asked) -> dict[str, Any]:
    found = find_page(site, asked)
    shown = found.incidents
    words = asked.criteria.text
    about = ("count", asked.criteria, asked.scope)
    total, outside = recall(request, site, visitor, about, lambda: count_incidents(site, asked))
    return {
        "found": found,
        "total": total,
        "outside": outside,
        "scope": site.scope,
        "snippets": site.store.quote(words, shown) if words and shown else {},
        "following": asked.address("/", after=shown[-1].place, before=None)
        if shown and has_more(asked, found)
        else None,
        "preceding": asked.address("/", before=shown[0].place, after=None)
        if shown and has_before(asked, found)
        else None,
        "sorts": SORTS,
        **describe_filters(request, site, visitor, asked),
    }


# --- which incidents --------------------------------------------------------------------------------------------------


def find_page(site: Site, asked: Asked, limit: int = PAGE) -> Found:
    """Return a page of what is asked for."""
    if asked.scope == "out" and site.scope is not None:
        return site.store.find_excluded(asked.criteria, site.scope, limit=limit, after=asked.after)
    back = asked.before is not None
    found = site.store.find(
        asked.criteria,
        scope=tell_scope(site, asked),
        sort=asked.sort,
        ascending=asked.ascending != back,
        after=asked.before if back else asked.after,
        limit=limit,
    )
    return Found(found.incidents[::-1], found.more) if back else found


def has_more(asked: Asked, found: Found) -> bool:
    """Whether a page follows."""
    return asked.before is not None or found.more


def has_before(asked: Asked, found: Found) -> bool:
    """Whether a page goes before; of what is out of scope, that is not known."""
    return asked.scope != "out" and (asked.after is not None or (asked.before is not None and found.more))


def tell_scope(site: Site, asked: Asked) -> "Criteria | None":
    """Return the scope that is asked for."""
    return site.scope if asked.scope == "in" else None


def count_incidents(site: Site, asked: Asked) -> tuple[int, int]:
    """Return how many incidents are asked for, and how many more there would be without the project's scope."""
    if site.scope is None or asked.scope == "all":
        return site.store.count(asked.criteria), 0
    inside, every = site.store.count(asked.criteria, scope=site.scope), site.store.count(asked.criteria)
    return (inside, every - inside) if asked.scope == "in" else (every - inside, 0)


# --- what can be asked for --------------------------------------------------------------------------------------------


def describe_filters(request: Request, site: Site, visitor: Visitor, asked: Asked) -> dict[str, Any]:
    """Return what the form of filters shows."""
    return {
        "asked": asked,
        "criteria": asked.criteria,
        "chips": list_chips(asked),
        "choices": {
            "type": _list_choices("incident_types"),
            "weapon": _list_choices("weapon_classes"),
            "status": _list_choices("workflows"),
            "grade": _list_choices("verifications"),
        },
        "known": recall(request, site, visitor, ("known",), lambda: _list_known(site.store)),
    }


def _list_known(store: Store) -> dict[str, list[str]]:
    """Return what a form proposes: the values that there are, or the first of them."""
    known = {name: store.list_values(name) for name in ("perpetrator", "community", "campaign", "admin1")}
    return {"country": [name_country(code) for code in store.list_values("country")], **known}


def _list_choices(vocabulary: str) -> dict[str, str]:
    return {value: label(vocabulary, value) for value in load().values(vocabulary)}
