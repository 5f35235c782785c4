"""Pages that are kept as they were drawn, for whoever sees the same of the same store: reading is mostly reading again.

A page is kept under all that it depends on: the end of the ledger, the address, the language, and the visitor's role,
sight and account. So a page that anything was added behind is never shown again, and nobody is shown one that was drawn
for who sees more. The visitor's own token and name are no part of what is kept: they are put in as a page is sent.
"""

import secrets
from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping
from concurrent.futures import Future
from contextlib import nullcontext
from dataclasses import replace
from threading import Lock
from typing import Any, cast

from fastapi import Request
from markupsafe import escape
from starlette.responses import RedirectResponse, Response

from gawah.web.drawing import render
from gawah.web.site import Site
from gawah.web.visitor import Visitor

_MOST = 48 * 2**20
"""Bytes of pages that a process keeps."""
_TOKEN, _NAME = secrets.token_hex(24), secrets.token_hex(24)
"""What stands for the token and the name in a page that is kept: nobody can know it, so it stands for nothing else."""


class Pages:
    """The pages that a process keeps, those that were asked for last. A page is drawn once for all who wait for it."""

    def __init__(self, most: int = _MOST) -> None:
        self._held: OrderedDict[Hashable, bytes] = OrderedDict()
        self._drawn: dict[Hashable, Future[bytes]] = {}
        self._size, self._most, self._lock = 0, most, Lock()

    def recall(self, key: Hashable, draw: Callable[[], bytes]) -> bytes:
        """Return the page that is kept under `key`, drawn where none is."""
        with self._lock:
            if key in self._held:
                self._held.move_to_end(key)
                return self._held[key]
            coming = self._drawn.get(key)
            if coming is None:
                own = self._drawn[key] = Future()
        return self._draw(key, own, draw) if coming is None else coming.result()

    def _draw(self, key: Hashable, own: "Future[bytes]", draw: Callable[[], bytes]) -> bytes:
        try:
            page = draw()
        except BaseException as error:
            own.set_exception(error)
            raise
        else:
            own.set_result(page)
            self._keep(key, page)
            return page
        finally:
            with self._lock:
                del self._drawn[key]

    def _keep(self, key: Hashable, page: bytes) -> None:
        with self._lock:
            self._held[key] = page
            self._size += len(page)
            while self._size > self._most:
                self._size -= len(self._held.popitem(last=False)[1])


class Instead(Exception):
    """Raised while a page is drawn where its visitors are to be led elsewhere, which is not kept."""

    def __init__(self, address: str, status: int = 303) -> None:
        super().__init__()
        self.address, self.status = address, status


def draw_kept(
    request: Request,
    site: Site,
    visitor: Visitor,
    template: str,
    show: Callable[[Visitor], Mapping[str, Any]],
    *,
    own: bool = False,
) -> Response:
    """Return the page of `template` with what `show` gives for it, as it was drawn before where nothing has changed.

    `show` is given the visitor without a name, and sees nothing but the store and the address; with `own`, what it
    gives depends on who the visitor is, and it is given their name. Whoever sees only their own records gets a page of
    their own each time: what is theirs is not in the ledger alone.
    """
    seen = replace(visitor, token=_TOKEN, name=visitor.name if own else _NAME, address="")
    try:
        if visitor.own_only:
            return _send(_draw(request, seen, template, show), visitor)
        return _send(_recall(request, site, seen, template, show), visitor)
    except Instead as other:
        # Each gets an answer of their own: a visitor's cookie is added to it.
        return RedirectResponse(other.address, other.status)


def _draw(request: Request, seen: Visitor, template: str, show: Callable[[Visitor], Mapping[str, Any]]) -> bytes:
    return render(request, seen, template, **show(seen)).encode()


def _recall(
    request: Request, site: Site, seen: Visitor, template: str, show: Callable[[Visitor], Mapping[str, Any]]
) -> bytes:
    """Return a page that is kept, or is from now on."""
    # A store is masked by a secret, which is added to the ledger where there is none yet: so it is not held.
    with site.store.hold() if seen.sees_names else nullcontext():
        about = (template, request.url.path, request.url.query, request.headers.get("hx-request"))
        key = (site.store.read_head(), seen, about)
        pages = cast(Pages, request.app.state.pages)
        return pages.recall(key, lambda: _draw(request, seen, template, show))


def _send(page: bytes, visitor: Visitor) -> Response:
    """Return a page with the visitor's own token and name."""
    for mark, own in ((_TOKEN, visitor.token), (_NAME, visitor.name)):
        page = page.replace(mark.encode(), escape(own).encode())  # both come from outside
    return Response(page, media_type="text/html")
