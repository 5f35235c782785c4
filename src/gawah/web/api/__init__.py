"""The interface for programs, under /api: what the command line does, as JSON, by the same functions.

Each file holds the routes of one part, as `router`; `ROUTER` holds them all. /api/openapi.json describes them.
"""

from fastapi import APIRouter

from gawah.web.api import decisions, description, incidents, project, reports
from gawah.web.api.shapes import ERRORS

ROUTER = APIRouter(prefix="/api", responses=ERRORS)
for part in (incidents, reports, decisions, project):
    ROUTER.include_router(part.router)

__all__ = ["ROUTER", "description"]
