"""Gold and prediction files, and the texts that they are about."""

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from gawah.errors import GoldError

Document = Mapping[str, Any]
"""A line of a gold or prediction file: the document's name and its incidents."""


def read_documents(path: Path) -> dict[str, Document]:
    """Return the documents of a JSON Lines file by name: `doc`, or the stem of `report.path`.

    Raises GoldError where a line is no document, or a name stands twice.
    """
    found: dict[str, Document] = {}
    for where, document in read_objects(path):
        name = _name_document(document)
        if not name or not isinstance(document.get("incidents"), list):
            raise GoldError(f"{where}: not a document; it needs `doc` (or `report.path`) and a list of `incidents`")
        if name in found:
            raise GoldError(f"{where}: document {name!r} stands twice; keep one of them")
        found[name] = document
    return found


def _name_document(document: Document) -> str | None:
    report = document.get("report")
    path = report.get("path") if isinstance(report, dict) else None
    name = document.get("doc") or (Path(path).stem if isinstance(path, str) else None)
    return name if isinstance(name, str) else None


def read_objects(path: Path) -> list[tuple[str, Document]]:
    """Return the objects of a JSON Lines file, each with its file and line for messages.

    Raises GoldError where the file cannot be read or a line is no JSON object.
    """
    lines = _read(path).split("\n")
    return [_parse(f"{path}: line {n}", line) for n, line in enumerate(lines, 1) if line.strip()]


def _parse(where: str, line: str) -> tuple[str, Document]:
    try:
        value = json.loads(line)
    except ValueError as error:
        raise GoldError(f"{where}: not JSON ({error}); give one JSON object a line") from error
    if not isinstance(value, dict):
        raise GoldError(f"{where}: not an object; give one JSON object a line")
    return where, value


def read_text(texts_dir: Path, name: str) -> str:
    """Return the text of document `name`: `texts_dir`/NAME.txt. Raises GoldError where it cannot be read."""
    return _read(texts_dir / f"{name}.txt")


def _read(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8")  # line ends stay as they are: quotes are found by their offsets
    except (OSError, UnicodeDecodeError) as error:
        raise GoldError(f"{path}: cannot be read ({error}); a file in UTF-8 is needed here") from error


def digest_gold(path: Path, texts: Mapping[str, str]) -> str:
    """Return the SHA-256, in hex, over a gold file and the texts read with it: what figures hold for."""
    digest = hashlib.sha256(path.read_bytes())
    for name in sorted(texts):
        digest.update(hashlib.sha256(texts[name].encode("utf-8")).digest())
    return digest.hexdigest()
