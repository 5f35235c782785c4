"""Opens the tables that ship with Gawah, each checked once against the manifest that its build wrote.

`data/manifest.json` maps a file's name to its size in bytes and its SHA-256. A table that is missing, damaged or of
another build is a `TableError`, never a wrong answer.
"""

import hashlib
import json
import mmap
from functools import cache
from pathlib import Path

from gawah.errors import TableError

DATA = Path(__file__).parent / "data"
"""The folder with the shipped tables."""


@cache
def read_manifest(folder: Path = DATA) -> dict[str, dict[str, int | str]]:
    """Return what the builds say of their files: name to `size` and `sha256`. Raises TableError where it is missing."""
    try:
        manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    except (OSError, ValueError) as problem:
        raise TableError(f"{folder / 'manifest.json'} cannot be read ({problem}); install gawah again") from None
    return {str(name): dict(entry) for name, entry in manifest.items()}


def check_table(name: str, folder: Path = DATA) -> Path:
    """Return the path of the shipped table `name` after comparing its size and SHA-256 with the manifest.

    Raises TableError where the table is missing, unknown to the manifest, or differs.
    """
    entry, path = read_manifest(folder).get(name), folder / name
    if entry is None:
        raise TableError(f"{name} is not in the manifest of {folder}; install gawah again")
    if not path.is_file():
        raise TableError(f"{path} is missing; install gawah again")
    if path.stat().st_size != entry["size"] or _hash_file(path) != entry["sha256"]:
        raise TableError(f"{path} is damaged or of another build; install gawah again")
    return path


def read_table(name: str, folder: Path = DATA) -> bytes:
    """Return the bytes of the shipped table `name`, checked. Raises TableError."""
    return check_table(name, folder).read_bytes()


def map_table(name: str, folder: Path = DATA) -> mmap.mmap:
    """Return the shipped table `name` mapped into memory read-only, checked. Raises TableError."""
    with check_table(name, folder).open("rb") as file:
        return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)


def list_tables(folder: Path = DATA) -> list[str]:
    """Return the names of all shipped tables, for `gawah doctor`."""
    return sorted(read_manifest(folder))


def _hash_file(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
