"""What the application shows: a store, and how it is served."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Annotated, cast

from fastapi import Depends, Request

from gawah.people.seen import see
from gawah.web.visitor import VisitorNow

if TYPE_CHECKING:
    from gawah.store import Criteria, Store

LOCAL_HOSTS = ("127.0.0.1", "localhost", "[::1]", "::1")
"""Names by which this machine calls itself: other names are refused, or a page elsewhere could read a local store."""


@dataclass(frozen=True, slots=True)
class Site:
    """A store, as it is served. Requests share it: the store is safe to use from several threads."""

    store: "Store"
    person: str
    """Who decides where there are no accounts: whoever started it."""
    hosts: tuple[str, ...] = LOCAL_HOSTS
    """Names by which it may be called."""
    offline: bool = False
    """Whether no URL may be fetched."""
    scope: "Criteria | None" = None
    """What the project covers."""
    team: bool = False
    """Whether people log in, as they do wherever there are accounts; otherwise whoever asks is `person`."""


async def get_site(request: Request) -> Site:
    """Return the site that a request is for, as it was found when whoever asks was let in."""
    return cast(Site, getattr(request.state, "site", None) or request.app.state.site)


RawSite = Annotated[Site, Depends(get_site)]
"""What the pages on accounts take, which show nothing of what is documented. No other page does."""


async def see_site(site: RawSite, visitor: VisitorNow) -> Site:
    """Return a site with as much of its store as the visitor may see."""
    seen = see(site.store, visitor.name, sees_names=visitor.sees_names, own_only=visitor.own_only)
    return site if seen is site.store else replace(site, store=seen)


SiteNow = Annotated[Site, Depends(see_site)]
"""What a page takes to get at the store: all that it shows, it takes from `site.store`, and so shows no more than the
visitor may see. For one who sees no names the store itself gives pseudonyms; pages have nothing to hide themselves."""
