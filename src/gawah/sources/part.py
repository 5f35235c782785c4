"""What a container holds: one more payload, to be told and read as if it had come alone."""

from dataclasses import dataclass

from gawah.errors import ReportTooLarge
from gawah.model import Given
from gawah.sources.limits import Limits


@dataclass(frozen=True, slots=True)
class Part:
    """A payload out of a container (a file of an archive, an attachment), and what is known about it."""

    name: str
    """The container's name, a sign, and the part's own: "reports.zip!june/3.html", "mail.eml!letter.pdf"."""
    payload: bytes
    given: tuple[Given, ...] = ()


class Allowance:
    """What may still be taken out of one file, containers in containers and all: so many bytes, so many parts."""

    def __init__(self, name: str, limits: Limits) -> None:
        self._name, self._limits = name, limits
        self._bytes = self._parts = 0

    def spend(self, part: Part) -> None:
        """Count `part`. Raises ReportTooLarge, under the name of the file, where that is more than may be taken."""
        self._bytes += len(part.payload)
        self._parts += 1
        if self._bytes > self._limits.bytes_per_container:
            problem = f"what is in it is over the limit of {self._limits.bytes_per_container:,} bytes"
        elif self._parts > self._limits.parts:
            problem = f"there are over {self._limits.parts:,} files in it"
        else:
            return
        raise AllowanceSpent(self._name, problem, "unpack it and read what you need of it")


class AllowanceSpent(ReportTooLarge):
    """No more is taken out of this file, at whatever depth."""


def name_part(container: str, inner: str) -> str:
    """Return the name of a part: the container's, "!", and its own, in one line of whole characters."""
    inner = inner.encode("utf-8", "replace").decode("utf-8")
    return f"{container}!{''.join(c if c.isprintable() else repr(c)[1:-1] for c in inner)}"


def is_litter(inner: str) -> bool:
    """Whether a file in an archive is one that systems leave there, or hidden: no report."""
    folders = inner.replace("\\", "/").split("/")
    return folders[0] == "__MACOSX" or folders[-1] in ("Thumbs.db", "desktop.ini") or folders[-1].startswith(".")
