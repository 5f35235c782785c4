"""What a list asks for, in the user's words."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any

from gawah.errors import UsageError
from gawah.model import Json


@dataclass(frozen=True, slots=True)
class Criteria:
    """What a list asks for; several values of one field are alternatives, several fields must all hold."""

    year: tuple[str, ...] = ()
    """"2021", or "2019..2021", either end open."""
    since: str | None = None
    until: str | None = None
    """ISO dates; an incident counts that may have happened between them, both included."""
    country: tuple[str, ...] = ()
    """Names or ISO codes."""
    admin1: tuple[str, ...] = ()
    type: tuple[str, ...] = ()
    perpetrator: tuple[str, ...] = ()
    descendants: bool = False
    """Whether a perpetrator's branches count as it."""
    community: tuple[str, ...] = ()
    campaign: tuple[str, ...] = ()
    weapon: tuple[str, ...] = ()
    claimed: bool | None = None
    status: tuple[str, ...] = ()
    grade: tuple[str, ...] = ()
    least_grade: str | None = None
    killed: str | None = None
    """"10", "10..", "..5", "3..7"."""
    injured: str | None = None
    abducted: str | None = None
    reports: str | None = None
    near: str | None = None
    """A place's name, or "LAT,LON"."""
    within_km: float | None = None
    box: str | None = None
    """What lies in a part of the map: "WEST,SOUTH,EAST,NORTH" in degrees; west may be greater than east."""
    text: str | None = None
    """Words that one of its reports holds."""
    where: tuple[str, ...] = ()
    """Of fields that the project adds: "road=highway", "shells=10..20", "road" for any value."""

    def to_json(self) -> dict[str, Json]:
        """Return the criteria that are set."""
        usual = asdict(Criteria())
        return {k: list(v) if isinstance(v, tuple) else v for k, v in asdict(self).items() if v != usual[k]}

    @classmethod
    def from_json(cls, said: Mapping[str, Json]) -> "Criteria":
        """Return criteria from what `to_json` gave. Raises UsageError for one that there is not."""
        known = {f.name for f in fields(cls)}
        if unknown := sorted(set(said) - known):
            raise UsageError(f"{unknown[0]}: there is no criterion of that name; there are {', '.join(sorted(known))}")
        values: dict[str, Any] = {k: tuple(v) if isinstance(v, list) else v for k, v in said.items()}
        return cls(**values)
