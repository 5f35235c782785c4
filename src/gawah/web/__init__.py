"""The web application on a store: `gawah serve` opens it on this machine; nothing that it shows comes from elsewhere.

    with open_store("gawah.db") as store:
        uvicorn.run(make_app(Site(store, "amina")))

Pages are drawn here (`pages/`, `templates/`); what they say comes from `gawah.account` and `gawah.wording`, as the
terminal's and the dossier's words do, and what they decide goes through `gawah.review`, as the command line's does.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.resources import files

from anyio.to_thread import current_default_thread_limiter
from fastapi import Depends, FastAPI
from fastapi.telemetry import TelemetryConfig
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.staticfiles import StaticFiles

from gawah import __version__
from gawah.intake import Worker
from gawah.web.api import ROUTER, description
from gawah.web.entry import admit
from gawah.web.failures import answer_failures
from gawah.web.kept import Pages
from gawah.web.language import Spoken
from gawah.web.numbers import Memory
from gawah.web.overtaken import answer_overtaken
from gawah.web.pages import ROUTERS
from gawah.web.safety import SafeHeaders, check_request
from gawah.web.site import LOCAL_HOSTS, Site
from gawah.web.trail import NotesDownloads

__all__ = ["LOCAL_HOSTS", "THREADS", "Site", "make_app"]


_TELLS_NOBODY = TelemetryConfig(tracing=False, metrics=False, logs=False, operation_spans=False, auto_configure=False)
"""FastAPI would otherwise take from the environment to whom to send what it saw."""


THREADS = 16
"""Threads that draw pages: each has a connection to the database (`Store.hold`), and Python runs one at a time."""


@asynccontextmanager
async def _limit_threads(app: FastAPI) -> AsyncIterator[None]:
    current_default_thread_limiter().total_tokens = THREADS
    yield


def make_app(site: Site) -> FastAPI:
    """Return the application that shows `site`."""
    app = FastAPI(
        title="Gawah",
        version=__version__,
        docs_url=None,  # FastAPI's own page of documentation takes its scripts from elsewhere
        redoc_url=None,
        openapi_url=None,  # it is sent as any other answer is
        dependencies=[Depends(check_request), Depends(admit)],
        lifespan=_limit_threads,
        telemetry=_TELLS_NOBODY,
    )
    app.state.site = site
    app.state.memory, app.state.pages = Memory(), Pages()
    app.state.worker = Worker(site.store, site.offline)
    for router in (*ROUTERS, ROUTER, description.router):
        app.include_router(router)
    app.mount("/assets", StaticFiles(directory=str(files(__package__) / "assets")), name="assets")
    app.add_middleware(NotesDownloads, site=site)
    app.add_middleware(Spoken)
    app.add_middleware(SafeHeaders)
    app.add_middleware(TrustedHostMiddleware, allowed_hosts=list(site.hosts), www_redirect=False)
    answer_failures(app)
    answer_overtaken(app)
    app.state.worker.wake()  # to what an earlier run left unread
    return app
