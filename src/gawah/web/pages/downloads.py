"""Files of what a view shows: through the gate, in any format of exports."""

import tempfile
import zipfile
from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.background import BackgroundTask
from starlette.responses import FileResponse, Response

from gawah.errors import ReleaseBlocked, UsageError
from gawah.model import Audience
from gawah.phrases import say
from gawah.publish.cleared import Cleared
from gawah.publish.exports import FORMATS, Order, hold_evidence, write_exports
from gawah.release import clear_incidents
from gawah.store import Store
from gawah.web.asking import Asked, AskedNow, list_chips
from gawah.web.drawing import draw
from gawah.web.site import SiteNow
from gawah.web.visitor import Role, VisitorNow, require_role

router = APIRouter(include_in_schema=False)
NEEDED: dict[Audience, Role] = {"public": "reader", "partner": "publisher", "internal": "reviewer"}
"""The role that files for an audience need."""
_MOST_BLOCKS = 200


@router.get("/download")
def download(
    request: Request,
    site: SiteNow,
    visitor: VisitorNow,
    asked: AskedNow,
    format_: Annotated[str, Query(alias="format", max_length=20)] = "csv",
    audience: Annotated[Audience, Query(alias="for")] = "public",
) -> Response:
    """Send what is asked for as files in a ZIP, or the list of what blocks."""
    require_role(visitor, NEEDED[audience])
    if format_ not in FORMATS:
        raise UsageError(
            say(
                "{format}: there is no format of that name; there are {words}", format=format_, words=", ".join(FORMATS)
            )
        )
    try:
        packed = pack_export(site.store, asked, format_, audience)
    except ReleaseBlocked as blocked:
        shown = {"blocks": blocked.blocks[:_MOST_BLOCKS], "number": len(blocked.blocks), "audience": audience}
        page = draw(request, visitor, "blocked.html", asked=asked, chips=list_chips(asked), **shown)
        page.status_code = 409
        return page
    name = f"{'INTERNAL-' if audience == 'internal' else ''}incidents-{format_}.zip"
    return FileResponse(packed, filename=name, background=BackgroundTask(packed.unlink, missing_ok=True))


def pack_export(store: Store, asked: Asked, format_: str, audience: Audience) -> Path:
    """Write what may leave for an audience to a ZIP file, and return where. Raises ReleaseBlocked."""
    cleared = clear_incidents(store, audience, asked.criteria, with_evidence=hold_evidence([format_]))
    return pack_cleared(cleared, format_, audience)


def pack_cleared(cleared: Cleared, format_: str, audience: Audience) -> Path:
    """Write what was cleared to a ZIP file, and return where. Raises ReleaseBlocked."""
    with tempfile.TemporaryDirectory(prefix="gawah-") as folder:
        path = Path(folder) / f"incidents.{FORMATS[format_].ending}"
        write_exports(cleared, [Order(format_, path)])
        if audience == "internal":
            (Path(folder) / "INTERNAL.txt").write_text(_INTERNAL, encoding="utf-8")
        return _pack(Path(folder))


_INTERNAL = (
    "INTERNAL: for the project's own people alone. These incidents went through no gate: they hold names of private\n"
    "persons and records that nobody released. Do not pass them on.\n"
)


def _pack(folder: Path) -> Path:
    """Return a ZIP file of what a folder holds."""
    with tempfile.NamedTemporaryFile(prefix="gawah-", suffix=".zip", delete=False) as packed:
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
            for path in sorted(folder.iterdir()):
                archive.write(path, path.name)
        return Path(packed.name)
