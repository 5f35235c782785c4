"""What `gawah doctor` finds: what is installed, and whether what Gawah ships is as it was shipped."""

import base64
import hashlib
import platform
import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import Literal

from gawah.codebook import load
from gawah.errors import CodebookError, TableError
from gawah.gazetteer.tables import DATA, check_table, list_tables
from gawah.sources.scan import INSTALL, find_fault, list_languages

_REQUIREMENT = re.compile(r"""(?P<name>[\w.-]+)[^;]*(?:;.*\bextra\s*==\s*['"](?P<extra>[\w-]+)['"])?""")


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at."""

    part: Literal["program", "files", "needed", "extra", "codebook", "table"]
    """The program, its files, a package that it needs, one of an optional extra, the codebook, or a shipped table."""
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


def examine(tables: Path = DATA) -> tuple[Finding, ...]:
    """Look at the program, the packages that it needs or can use, its files, its codebook and its `tables`."""
    return (
        *_examine_program(),
        *_examine_files(),
        *_examine_requirements(),
        *_examine_ocr(),
        *_examine_codebook(),
        *_examine_tables(tables),
    )


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


def _examine_ocr() -> Iterator[Finding]:
    """Look whether pictures of pages can be read: Tesseract is a program of its own, which no package installs."""
    if fault := find_fault():
        yield Finding("extra", "pictures of pages", "absent", f"cannot be read: {fault} (for ocr)", INSTALL)
    else:
        yield Finding("extra", "pictures of pages", "ok", f"are read, in {', '.join(list_languages())} (for ocr)")


# --- what is shipped --------------------------------------------------------------------------------------------------


def _examine_tables(folder: Path) -> Iterator[Finding]:
    try:
        names = list_tables(folder)
    except TableError as error:
        yield Finding("table", "manifest.json", "damaged", str(error))
        return
    for name in names:
        try:
            yield Finding("table", name, "ok", f"{check_table(name, folder).stat().st_size:,} bytes")
        except TableError as error:
            yield Finding("table", name, "damaged", str(error))


def _examine_codebook() -> Iterator[Finding]:
    try:
        yield Finding("codebook", "codebook", "ok", f"{sum(1 for _ in load().entries())} entries")
    except CodebookError as error:
        yield Finding("codebook", "codebook", "damaged", str(error), _REINSTALL)


def _examine_files() -> Iterator[Finding]:
    """Hold the program's files against the hashes that its installer noted; an editable install notes none."""
    checked = [file for file in _list_files() if file.hash is not None and file.parts[0] == "gawah"]
    damaged = [file for file in checked if not _is_as_installed(file)]
    for file in damaged:
        yield Finding("files", str(file), "damaged", "is missing or not as it was installed", _REINSTALL)
    if not damaged:
        yield Finding("files", "files", "ok", f"{len(checked)} as installed" if checked else "run from a checkout")


_REINSTALL = "install Gawah again: pip install --force-reinstall gawah"


def _list_files() -> list[metadata.PackagePath]:
    try:
        return metadata.files("gawah") or []
    except metadata.PackageNotFoundError:
        return []


def _is_as_installed(file: metadata.PackagePath) -> bool:
    path = Path(str(file.locate()))
    if file.hash is None or not path.is_file():
        return False
    digest = hashlib.new(file.hash.mode, path.read_bytes()).digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode("ascii") == file.hash.value
