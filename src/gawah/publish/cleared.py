"""What the gate gives: cleared incidents, which exporters take and nothing else makes, or a list of what blocks.

    with open_store(…) as store:
        cleared = release.clear_incidents(store, "public")
        for one in cleared:                  # ClearedIncident, one after the other
            write(one.incident)              # as it may leave
        cleared.tombstones                   # what was taken back

The iteration ends in ReleaseBlocked, after all incidents were looked at, where anything blocks: whoever writes a file
writes it under another name first, and gives it its own when the iteration has ended well.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from gawah.errors import ReleaseBlocked
from gawah.model import Audience, Incident
from gawah.publish.masking import Masked
from gawah.record import ReportHeader


@dataclass(frozen=True, slots=True)
class Block:
    """One thing that keeps an export from being made."""

    incident: str
    """The incident's id within the project; "" where it is about the export as a whole."""
    field: str
    """JSON Pointer to the value, or what else it is about."""
    why: str
    remedy: str
    """What to do."""
    command: str
    """The command that does it."""


@dataclass(frozen=True, slots=True)
class Withheld:
    """Something that was left out or made less precise, told without telling it."""

    field: str
    """JSON Pointer into the incident as it stood in the project, or "quotes", "reports"."""
    why: str


@dataclass(frozen=True, slots=True)
class Correction:
    """A release of an incident: the first, or one that changed it."""

    time: str
    """ISO 8601 date."""
    changed: tuple[str, ...] = ()
    """Names of the fields that changed; none for the first release."""
    why: str = ""


@dataclass(frozen=True, slots=True)
class Tombstone:
    """What stays of an incident that was released and then taken back."""

    id: str
    """Its public id."""
    released: str
    """ISO 8601 date of its first release."""
    withdrawn: str
    """ISO 8601 date."""


class _Seal:
    """What the gate puts on incidents that it clears."""


SEAL = _Seal()
"""For `gawah.publish.gate`, and nothing else."""


@dataclass(frozen=True, slots=True)
class ClearedIncident:
    """One incident as it may leave the project. Raises ValueError where anything but the gate makes one."""

    incident: Incident
    """Under its public id, without anything withheld. Of its evidence, `confidence` says nothing."""
    reports: tuple[ReportHeader, ...]
    """Without paths; those that name somebody withheld also without title, URL and hashes. `text_sha256` of evidence
    and reports is a keyed name that ties the two together, and no hash."""
    audience: Audience
    withheld: tuple[Withheld, ...] = ()
    blur: str | None = None
    """How the place was made less precise, in words to print beside it."""
    history: tuple[Correction, ...] = ()
    """Its releases, the first first; what was released first and changed last."""
    seal: object = field(default=None, repr=False, compare=False)
    requests: tuple[str, ...] = ()
    """Corrections that somebody asks for and nobody has answered, in words, for the project's own people alone."""

    def __post_init__(self) -> None:
        if self.seal is not SEAL:
            raise ValueError("only the gate clears an incident: use gawah.publish.gate.clear")


class Cleared(Iterable[ClearedIncident]):
    """The incidents that the gate lets through, to be gone through once.

    The iteration raises ReleaseBlocked at its end where anything blocks, after it has looked at all; what came before
    must then be thrown away.
    """

    def __init__(
        self,
        found: Iterator[ClearedIncident | Block | None],
        audience: Audience,
        tombstones: tuple[Tombstone, ...] = (),
        masked: Sequence[Masked] = (),
        read_text: Callable[[str], str] = lambda sha256: "",
    ) -> None:
        self._found, self.audience, self.tombstones = found, audience, tombstones
        self.read_text = read_text
        """Returns the text of a report of the incident at hand by `ReportHeader.text_sha256`; "" where it must not
        leave as it is."""
        self.masked = masked
        """What was masked, in words, for the project's own people: it must leave with nothing."""
        self.blocks: list[Block] = []
        """What blocks; whole when the iteration has ended."""
        self.left_out = 0
        """How many incidents are not released to this audience; whole when the iteration has ended."""

    def __iter__(self) -> Iterator[ClearedIncident]:
        for one in self._found:
            if one is None:
                self.left_out += 1
            elif isinstance(one, Block):
                self.blocks.append(one)
            elif not self.blocks:
                yield one
        if self.blocks:
            raise ReleaseBlocked(tuple(self.blocks))
