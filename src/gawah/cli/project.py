"""The project's own codebook: which file it is, and `gawah codebook check`."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from gawah.codebook import Overlay

USUAL_CODEBOOK = "codebook.yaml"
_NAMED = False
"""Whether the user said which codebook it is."""


def adopt_codebook(named: str | None) -> None:
    """Lay the project's codebook over the shipped one: the one that is named ("none" is none), or the usual one here.

    Raises CodebookError where it cannot be used.
    """
    global _NAMED
    _NAMED = named is not None
    _adopt(None if named in ("none", "") else Path(named or USUAL_CODEBOOK), must_exist=_NAMED)


def adopt_beside(db: str) -> str:
    """Adopt the codebook that lies beside a store, where the user named none and there is none here; return `db`."""
    from gawah.codebook import adopted

    if not _NAMED and "://" not in db and adopted() is None:
        _adopt(Path(db).parent / USUAL_CODEBOOK)
    return db


def _adopt(path: Path | None, must_exist: bool = False) -> None:
    found = path if path and (must_exist or path.is_file()) else None
    if found is None and "gawah.codebook" not in sys.modules:
        return  # nothing has been adopted, and help needs no codebook
    from gawah.codebook import adopt, read_overlay

    adopt(read_overlay(found) if found else None)


def check_codebook(path: Path) -> None:
    """Say what a project's codebook brings, or all that is wrong with it. Exits with 1 where something is."""
    from gawah.cli.commands import FAILED
    from gawah.codebook import check_overlay
    from gawah.wording import neutralise

    overlay, problems = check_overlay(path)
    for problem in problems:
        typer.echo(neutralise(problem))
    if problems:
        typer.echo(f"{len(problems)} problem{'' if len(problems) == 1 else 's'} in {path}")
        raise typer.Exit(FAILED)
    typer.echo(f"{path}: all is well: {_say_parts(overlay)}")
    coded = f"what is read with it is by the coder rules@1+{overlay.coding_digest[:8]}"
    typer.echo(f"digest {overlay.digest[:16]}; {coded if overlay.coding_digest else 'reports are read as without it'}")


def _say_parts(overlay: "Overlay") -> str:
    """Return what a project's codebook brings."""
    words = [word for of in (overlay.type_words, overlay.weapon_words) for some in of.values() for word in some]
    parts = {
        "fields": len(overlay.fields),
        "narrower types": len(overlay.types),
        "words": len(words) + len(overlay.actors) + len(overlay.trades),
        "labels": sum(map(len, overlay.labels.values())),
        "required for a release": len(overlay.required),
    }
    return ", ".join(f"{number} {name}" for name, number in parts.items() if number) or "it adds nothing"
