"""The reports that the paths on a command line mean."""

import glob
import os
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from gawah.errors import ReportNotFound
from gawah.sources.about import is_sidecar

STANDARD_INPUT = "-"
_WEB = ("http://", "https://")

_BREAKING = ("Cc", "Zl", "Zp")
"""Categories of characters that break a line, or a terminal."""


class Url(str):
    """An address on the web that a user names."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Fetching:
    """Whether reports are fetched, and where they are kept."""

    offline: bool = False
    """Refuse to fetch."""
    folder: Path | None = None
    """Where to keep what was fetched; None is the folder for caches that the system has for the user."""
    on_kept: Callable[[str, Path], None] | None = None
    """Hears of each address that was fetched, and of the file in which it is kept."""


def find_reports(paths: Sequence[str | Path]) -> Iterator[Path | Url | ReportNotFound]:
    """Yield the file or address of each report that `paths` mean, in order, or what is wrong with a path.

    A path is a file; a folder, whose files are taken in sorted order with those of its subfolders, hidden ones and
    sidecars left out; a glob ("reports/**/*.txt"); a URL; or "-" for standard input, which comes out as Path("-").
    """
    for path in paths:
        if os.fspath(path) == STANDARD_INPUT:
            yield Path(STANDARD_INPUT)
        elif isinstance(path, str) and path.lower().startswith(_WEB):
            yield Url(path)
        elif not os.fspath(path):
            yield ReportNotFound("''", "this path is empty", "name a file or a folder")
        else:
            yield from _find_at(Path(path))


def _find_at(path: Path) -> Iterator[Path | ReportNotFound]:
    if _is_folder(path):
        yield from _find_in(path)
    elif _exists(path):
        yield path
    elif glob.has_magic(str(path)):
        yield from _find_by_glob(path)
    else:
        yield ReportNotFound(show(path), "there is no such file or folder", "look at its spelling")


def _find_in(folder: Path) -> Iterator[Path | ReportNotFound]:
    """Yield what `folder` holds, or that it holds no report."""
    empty = True
    for found in _walk(folder):
        empty = False
        yield found
    if empty:
        yield ReportNotFound(show(folder), "there are no reports in this folder", "name a folder that holds files")


def _walk(folder: Path) -> Iterator[Path | ReportNotFound]:
    """Yield the reports in `folder` and under it. Linked folders are not entered: a link may lead back up."""
    waiting = [folder]
    while waiting:
        path = waiting.pop()
        if path is folder or (path.is_dir() and not path.is_symlink()):
            try:
                held = sorted(path.iterdir(), key=lambda held: held.name, reverse=True)
            except OSError as error:
                yield ReportNotFound(show(path), f"it cannot be opened ({error.strerror})", "see who may read it")
                continue
            waiting += [entry for entry in held if not entry.name.startswith(".")]
        elif path.is_file() and not is_sidecar(path) and not _is_store(path):
            yield path


def _is_store(path: Path) -> bool:
    """Whether a file is a store, or lies beside one: people keep theirs in the folder of their reports."""
    name = path.name.removesuffix("-wal").removesuffix("-shm").removesuffix("-journal")
    if not name.endswith(_STORES):
        return False
    try:
        with (path.parent / name).open("rb") as file:
            return file.read(len(_SQLITE)) == _SQLITE
    except OSError:
        return False


_STORES = (".db", ".sqlite")
_SQLITE = b"SQLite format 3\0"


def _find_by_glob(pattern: Path) -> Iterator[Path | ReportNotFound]:
    """Yield the files that `pattern` matches, and what folders hold that it matches, as a shell would pass them."""
    matches = _expand(str(pattern))
    for match in matches:
        if match.is_file():
            yield match
        elif "**" not in pattern.parts:
            yield from _find_in(match)
    if not matches:
        yield ReportNotFound(show(pattern), "no file is called like this", "look at the spelling, or name a folder")


def _expand(pattern: str) -> list[Path]:
    """Return the files and folders that a glob matches, each once, though links may lead to it by longer ways."""
    matches: dict[str, Path] = {}
    for match in sorted(glob.glob(pattern, recursive=True), key=len):  # noqa: PTH207 - absolute patterns too
        matches.setdefault(os.path.realpath(match), Path(match))
    return sorted(path for path in matches.values() if not is_sidecar(path))


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except (OSError, ValueError):
        return False


def _exists(path: Path) -> bool:
    """Whether there is something at `path`; a path that the system cannot hold (too long, NUL) is not there."""
    try:
        return path.exists()
    except (OSError, ValueError):
        return False


def show(path: Path) -> str:
    """Return `path` as one line of whole characters, whatever bytes its name is made of."""
    name = os.fsencode(path).decode("utf-8", "replace")
    if name.isprintable():
        return name
    return "".join(repr(c)[1:-1] if unicodedata.category(c) in _BREAKING else c for c in name)
