"""Who decides."""

from dataclasses import dataclass
from datetime import UTC, datetime

from gawah.errors import ReviewError
from gawah.model import PERSON


@dataclass(frozen=True, slots=True)
class Reviewer:
    """Who decides, why, and when."""

    name: str
    reason: str
    time: str
    """ISO 8601, in UTC."""

    @property
    def coder(self) -> str:
        """The name under which what this person adds is coded; one for each decision."""
        return f"{PERSON}{self.name} {self.time}"

    @classmethod
    def now(cls, name: str, reason: str) -> "Reviewer":
        """Return the reviewer who decides at this moment. Raises ReviewError without a name or a reason."""
        if not name.strip():
            raise ReviewError("a decision needs a name: give yours with --as, or set GAWAH_REVIEWER")
        if not reason.strip():
            raise ReviewError("a decision needs a reason: give it with --reason")
        return cls(name.strip(), reason.strip(), datetime.now(UTC).isoformat(timespec="microseconds"))
