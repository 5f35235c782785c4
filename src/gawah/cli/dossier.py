"""`gawah dossier`: one incident in a file that stands on its own."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from gawah.cli.stored import USUAL_DB, AudienceOption, DbOption, IdArgument, PolicyOption
from gawah.errors import UsageError
from gawah.model import Audience
from gawah.whole_files import written_whole

if TYPE_CHECKING:
    from gawah.publish.cleared import ClearedIncident


def write_dossier(
    id_: IdArgument,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="Where to write it. [default: its id]")
    ] = None,
    format_: Annotated[
        str | None, typer.Option("--format", metavar="FORMAT", help="html, pdf, md or docx. [default: as FILE ends]")
    ] = None,
    audience: AudienceOption = "public",
    without_graphic: Annotated[
        bool, typer.Option("--without-graphic", help="Leave out words that describe violence in detail.")
    ] = False,
    policy: PolicyOption = None,
    db: DbOption = USUAL_DB,
) -> None:
    """Write the dossier of an incident: facts, disagreements, what followed, a map, the words and the reports.

    For the public and for partners it holds what people released to them, and nothing else.
    """
    from gawah.publish.dossier import FORMATS, compose

    if policy is not None and audience != "internal":
        raise UsageError("--policy is for --for internal: what was released leaves under the policy of its release")
    chosen = _choose_format(format_, output, list(FORMATS))
    cleared = _clear(db, id_, audience, policy)
    for n, one in enumerate(cleared):
        path = _name_file(output, one.incident.id, FORMATS[chosen].ending, n)
        content = FORMATS[chosen].write(compose(one, graphic=not without_graphic))
        with written_whole(path) as part:
            part.write_bytes(content)
        typer.echo(f"{path}: dossier for {audience}")


def _choose_format(format_: str | None, output: Path | None, known: list[str]) -> str:
    asked = format_ or (output.suffix.removeprefix(".").lower() if output else "") or "html"
    if asked not in known:
        raise UsageError(f"{asked}: a dossier cannot be written so; take --format {', '.join(known)}")
    return asked


def _clear(db: str, id_: str, audience: Audience, policy: str | None) -> "list[ClearedIncident]":
    """Return what may leave of an incident, all of it looked at before anything is written."""
    from gawah.pipeline import open_store
    from gawah.release import clear_incident

    with open_store(db, must_exist=True) as store:
        if policy is not None:
            store.keep_view(policy)
        found = list(clear_incident(store, id_, audience, policy))
    if not found:
        raise UsageError(
            f"{id_} is not released for {audience}: release it with `gawah review release {id_}`, or write a copy"
            " for the project's own people with --for internal"
        )
    return found


def _name_file(output: Path | None, id_: str, ending: str, number: int) -> Path:
    """Return the file's name; where an incident was released as several, each has a file."""
    path = output or Path(f"dossier-{id_}.{ending}")
    return path.with_stem(f"{path.stem}-{number + 1}") if number and output else path
