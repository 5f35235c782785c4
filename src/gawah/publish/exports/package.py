"""`datapackage.json`: what a file is, its columns, its licence and its hash, as Frictionless has it."""

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from gawah.publish.cleared import Cleared
from gawah.publish.exports.layouts import Heading

_CONTESTED = (
    "Countries and outlines follow GeoNames and Natural Earth: who holds an area in fact, without a position on who"
    " should."
)


def describe_file(path: Path, format_: str, headings: Sequence[Heading], cleared: Cleared) -> dict[str, Any]:
    """Return the description of a file that was written."""
    tombstones = [
        {"id": stone.id, "released": stone.released, "withdrawn": stone.withdrawn} for stone in cleared.tombstones
    ]
    return {
        "name": _name(path),
        "title": f"Documented incidents of political violence ({format_})",
        "description": "Documented incidents; what nobody reported is not in them, and sums of them are no totals. "
        + _CONTESTED,
        "profile": "data-package",
        "audience": cleared.audience,
        "resources": [_describe_resource(path, format_, headings)],
        "withdrawn": tombstones,
    }


def _describe_resource(path: Path, format_: str, headings: Sequence[Heading]) -> dict[str, Any]:
    resource: dict[str, Any] = {
        "name": _name(path),
        "path": path.name,
        "format": path.suffix.removeprefix("."),
        "encoding": "utf-8",
        "bytes": path.stat().st_size,
        "hash": f"sha256:{_hash(path)}",
    }
    # In CSV a row of a list leaves as it came, and some come with "7.0" for 7, which is no `integer` there.
    whole = "number" if path.suffix == ".csv" and format_ != "csv" else "integer"
    if headings and path.suffix in (".csv", ".xlsx", ".parquet"):
        resource["schema"] = {"fields": [_describe(heading, whole) for heading in headings]}
    if path.suffix in _NO_TABLES:
        return resource | {"type": "file"}
    return resource | ({"profile": "tabular-data-resource"} if "schema" in resource else {})


_NO_TABLES = (".jsonl", ".parquet")
"""Of these, Frictionless' own reader takes what is missing for what is wrong; their columns are told all the same."""


def _describe(heading: Heading, whole: str) -> dict[str, Any]:
    kind = whole if heading.kind == "integer" else heading.kind
    about: dict[str, Any] = {"name": heading.name, "type": kind}
    return about | ({"description": heading.about} if heading.about else {})


def _name(path: Path) -> str:
    return "".join(c if c.isascii() and c.isalnum() else "-" for c in path.stem.lower()).strip("-") or "incidents"


def _hash(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
