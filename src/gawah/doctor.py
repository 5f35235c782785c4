"""What `gawah doctor` finds: what is installed, and whether the tables that Gawah ships are as they were shipped."""

import hashlib
import platform
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import Literal

from gawah.errors import TableError

PACKAGE = Path(__file__).parent
"""The folder of the program as installed."""

MANIFEST = "tables.sha256"
"""Inside the package: one line a shipped table, its SHA-256 in hex, two spaces, its path (as `sha256sum` writes)."""

_REQUIREMENT = re.compile(r"""(?P<name>[\w.-]+)[^;]*(?:;.*\bextra\s*==\s*['"](?P<extra>[\w-]+)['"])?""")
_MANIFEST_LINE = re.compile(r"(?P<digest>[0-9a-f]{64})  (?P<path>\S.*)")
_NO_TABLES = {".py", ".pyc", ".typed", ".sha256"}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at."""

    part: Literal["program", "needed", "extra", "table"]
    """The program itself, a package that it needs, a package of an optional extra, or a shipped table."""
    name: str
    state: Literal["ok", "absent", "damaged"]
    detail: str
    """A version, a size, or what is wrong."""
    remedy: str | None = None
    """What to do about it, where there is something to do."""

    @property
    def harms(self) -> bool:
        """Whether Gawah cannot be relied on until this is mended; an extra that is absent does no harm."""
        return self.state != "ok" and self.part != "extra"


def examine(package: Path = PACKAGE) -> tuple[Finding, ...]:
    """Look at the program, at the packages that it needs or can use, and at its tables under `package`."""
    return (*_examine_program(), *_examine_requirements(), *_examine_tables(package))


# --- the program and its packages -------------------------------------------------------------------------------------


def _examine_program() -> Iterator[Finding]:
    yield Finding("program", "python", "ok", f"{platform.python_version()} on {platform.system()} {platform.machine()}")
    try:
        yield Finding("program", "gawah", "ok", metadata.version("gawah"))
    except metadata.PackageNotFoundError:
        yield Finding("program", "gawah", "absent", "runs from its sources, not installed", "pip install .")


def _examine_requirements() -> Iterator[Finding]:
    for extra, name in sorted(_list_requirements()):
        part: Literal["needed", "extra"] = "extra" if extra else "needed"
        told = f" (for {extra})" if extra else ""
        try:
            yield Finding(part, name, "ok", metadata.version(name) + told)
        except metadata.PackageNotFoundError:
            wanted = f"gawah[{extra}]" if extra else name
            yield Finding(part, name, "absent", "not installed" + told, f"pip install '{wanted}'")


def _list_requirements() -> Iterator[tuple[str, str]]:
    """Yield ("" or the extra, the package) for each package that users of the installed Gawah need or can use."""
    try:
        requirements = metadata.requires("gawah") or []
    except metadata.PackageNotFoundError:
        requirements = []
    for match in map(_REQUIREMENT.match, requirements):
        if match is not None and match["extra"] != "dev":
            yield match["extra"] or "", match["name"]


# --- the shipped tables -----------------------------------------------------------------------------------------------


def _examine_tables(package: Path) -> Iterator[Finding]:
    try:
        shipped = read_manifest(package)
    except TableError as error:
        yield Finding("table", MANIFEST, "damaged", str(error), _REINSTALL)
        return
    there = hash_tables(package)
    for path in sorted({*shipped, *there}):
        trouble = _compare(shipped.get(path), there.get(path))
        if trouble is None:
            yield Finding("table", path, "ok", f"{(package / path).stat().st_size:,} bytes")
        else:
            yield Finding("table", path, "damaged" if path in there else "absent", trouble, _REINSTALL)


_REINSTALL = "install Gawah again: pip install --force-reinstall gawah"


def _compare(shipped: str | None, there: str | None) -> str | None:
    """Return what is wrong with a table that was shipped with one hash and is there with another, or None."""
    if there is None:
        return "was shipped, and is not there"
    if shipped is None:
        return "is none of the tables that were shipped"
    return None if there == shipped else "is not as it was shipped: its hash differs"


def hash_tables(package: Path = PACKAGE) -> dict[str, str]:
    """Return the SHA-256, in hex, of every table under `package`, by its path there; sorted by path."""
    files = {file.relative_to(package).as_posix(): file for file in package.rglob("*") if _is_table(file)}
    return {path: _hash(files[path]) for path in sorted(files)}


def _is_table(file: Path) -> bool:
    return file.is_file() and file.suffix not in _NO_TABLES and not file.name.startswith(".")


def _hash(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def read_manifest(package: Path = PACKAGE) -> dict[str, str]:
    """Return the SHA-256 with which each table was shipped, by its path under `package`.

    Raises TableError where the manifest is missing or is no manifest.
    """
    try:
        lines = (package / MANIFEST).read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise TableError(f"{MANIFEST}: the list of shipped tables cannot be read ({error})") from error
    matches = [_MANIFEST_LINE.fullmatch(line) for line in lines]
    found = {match["path"]: match["digest"] for match in matches if match is not None}
    if len(found) != len(lines):
        raise TableError(f"{MANIFEST}: a line in it is not a hash and a path")
    return found


def write_manifest(hashes: Mapping[str, str], package: Path = PACKAGE) -> None:
    """Write `hashes`, by path under `package`, as its manifest: what a release ships."""
    lines = [f"{digest}  {path}\n" for path, digest in sorted(hashes.items())]
    (package / MANIFEST).write_text("".join(lines), encoding="utf-8", newline="\n")
