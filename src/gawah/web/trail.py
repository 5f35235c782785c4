"""What leaves the site is noted in the audit log, whichever page gives it."""

from anyio import to_thread
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from gawah.people import note
from gawah.web.site import Site
from gawah.web.visitor import Visitor


class NotesDownloads:
    """Notes who takes a file away, where people log in: each answer that a browser is to save."""

    def __init__(self, app: ASGIApp, site: Site) -> None:
        self.app, self.site = app, site

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""

        async def send_noting(message: Message) -> None:
            if message["type"] == "http.response.start" and _is_download(message):
                await to_thread.run_sync(self._note, scope)
            await send(message)

        await self.app(scope, receive, send_noting if scope["type"] == "http" else send)

    def _note(self, scope: Scope) -> None:
        visitor: Visitor | None = scope.get("state", {}).get("visitor")
        asked = scope["path"] + (f"?{scope['query_string'].decode('latin-1')}" if scope["query_string"] else "")
        if visitor is not None and visitor.has_account:
            note(self.site.store, visitor.name, "export", asked, visitor.address)


def _is_download(message: Message) -> bool:
    disposition = Headers(raw=message["headers"]).get("content-disposition", "")
    return message["status"] == 200 and disposition.startswith("attachment")
