"""What commands share that find incidents: the options that say which, and the project's scope."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from gawah.store import Criteria

_WHICH = "Which incidents"
_USUAL_SCOPE = Path("scope.yaml")


def _ask(flag: str, metavar: str, words: str) -> Any:
    return typer.Option(flag, metavar=metavar, help=words, rich_help_panel=_WHICH)


YearsOption = Annotated[list[str] | None, _ask("--year", "YEAR", "The year, or years as 2019..2021.")]
SinceOption = Annotated[str | None, _ask("--since", "DATE", "On this day or later.")]
UntilOption = Annotated[str | None, _ask("--until", "DATE", "On this day or earlier.")]
CountriesOption = Annotated[list[str] | None, _ask("--country", "NAME", "The country, by name or ISO code.")]
ProvincesOption = Annotated[list[str] | None, _ask("--admin1", "NAME", "The province or state.")]
TypesOption = Annotated[list[str] | None, _ask("--type", "TYPE", "The codebook's type, or one of several acts.")]
PerpetratorsOption = Annotated[list[str] | None, _ask("--perpetrator", "NAME", "To whom it is laid.")]
DescendantsOption = Annotated[bool, _ask("--descendants", "", "Its branches count as the perpetrator.")]
CommunitiesOption = Annotated[list[str] | None, _ask("--community", "NAME", "The community of people harmed.")]
CampaignsOption = Annotated[list[str] | None, _ask("--campaign", "NAME", "The campaign that it is part of.")]
WeaponsOption = Annotated[list[str] | None, _ask("--weapon", "CLASS", "The codebook's class of weapon.")]
ClaimedOption = Annotated[
    bool | None, typer.Option("--claimed/--not-claimed", help="Whether somebody claimed it.", rich_help_panel=_WHICH)
]
StatusesOption = Annotated[list[str] | None, _ask("--status", "STATUS", "How far people have come with it.")]
GradesOption = Annotated[list[str] | None, _ask("--grade", "GRADE", "How well it is verified.")]
KilledOption = Annotated[str | None, _ask("--killed", "N", "How many were killed: 10, 10.., ..5, 3..7.")]
InjuredOption = Annotated[str | None, _ask("--injured", "N", "How many were injured.")]
AbductedOption = Annotated[str | None, _ask("--abducted", "N", "How many were abducted.")]
ReportsOption = Annotated[str | None, _ask("--reports", "N", "How many reports tell of it.")]
NearOption = Annotated[str | None, _ask("--near", "PLACE", "Near a place, or LAT,LON.")]
WithinOption = Annotated[str | None, _ask("--within", "KM", "How near: 50km; 25 by default.")]
BoxOption = Annotated[str | None, _ask("--box", "W,S,E,N", "In a part of the map: its edges, in degrees.")]
TextOption = Annotated[str | None, _ask("--text", "WORDS", "Words, or parts of words, in a report of it.")]
WhereOption = Annotated[
    list[str] | None, _ask("--where", "FIELD=VALUE", "A field of the project's codebook: road=highway, shells=10..20.")
]
ScopeOption = Annotated[
    Path | None,
    typer.Option("--scope", metavar="FILE", help="What the project covers; scope.yaml, where there is one."),
]


def take_criteria(within: str | None, **asked: Any) -> "Criteria":
    """Return what options ask for. Raises UsageError."""
    from gawah.store import Criteria

    said = {name: value for name, value in asked.items() if value is not None}
    return replace(Criteria.from_json(said), within_km=_take_distance(within))


def _take_distance(said: str | None) -> float | None:
    import re

    from gawah.errors import UsageError

    if said is None:
        return None
    found = re.fullmatch(r"\s*(\d+(?:\.\d+)?)\s*(?:km)?\s*", said, re.IGNORECASE)
    if not found:
        raise UsageError(f"--within: {said!r} is no distance; write kilometres, as 50km")
    return float(found[1])


def take_scope(path: Path | None) -> "Criteria | None":
    """Return what the project covers: by the file that was named, or by scope.yaml where there is one."""
    from gawah.store import read_scope

    if path is None and not _USUAL_SCOPE.is_file():
        return None
    return read_scope(path or _USUAL_SCOPE)
