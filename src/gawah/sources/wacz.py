"""WACZ: web archives with an index, as browsers make them. The pages that were visited are read, not what they load."""

import json
from collections.abc import Iterator
from io import BytesIO
from zipfile import ZipFile, ZipInfo

from gawah.errors import ReportEmpty, ReportError
from gawah.model import Given
from gawah.sources import warc
from gawah.sources.limits import Limits
from gawah.sources.packages import list_names
from gawah.sources.part import Part, name_part
from gawah.sources.zipped import list_entries, unpack_entry

DERIVER = "wacz@1"

_ARCHIVES, _PAGES = "archive/", "pages/"


def tells(payload: bytes, beginning: str) -> bool:
    """Whether this is a zip file in the layout of WACZ."""
    names = list_names(payload)
    return "datapackage.json" in names and any(name.startswith(_ARCHIVES) for name in names)


def read(name: str, payload: bytes, given: tuple[Given, ...], limits: Limits) -> Iterator[Part | ReportError]:
    """Yield each page that the index lists (all documents where it lists none), or what keeps it from being read."""
    entries = list_entries(name, payload, limits)
    found = False
    with ZipFile(BytesIO(payload)) as package:
        wanted = _list_pages(name, package, entries, limits)
        for entry in entries:
            if entry.filename.startswith(_ARCHIVES):
                archive = unpack_entry(name, package, entry, limits.bytes_per_container)
                for page in warc.read_pages(name_part(name, entry.filename), archive, given, limits, wanted):
                    found = True
                    yield page
    if not found:
        raise ReportEmpty(name, "there are no pages in this web archive", "give one that holds pages")


def _list_pages(name: str, package: ZipFile, entries: list[ZipInfo], limits: Limits) -> frozenset[str] | None:
    """Return the addresses of the pages in the index; None where there is none that lists any."""
    lists = [entry for entry in entries if entry.filename.startswith(_PAGES) and entry.filename.endswith(".jsonl")]
    lines = [
        line for entry in lists for line in unpack_entry(name, package, entry, limits.bytes_per_container).splitlines()
    ]
    pages = {url for line in lines if (url := _find_url(line))}
    return frozenset(pages) or None


def _find_url(line: bytes) -> str | None:
    """Return the address in a line of the index, whose first line is a header without one."""
    try:
        page = json.loads(line)
    except (ValueError, RecursionError):
        return None
    url = page.get("url") if isinstance(page, dict) else None
    return url if isinstance(url, str) else None
