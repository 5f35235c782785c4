"""`gawah attach`, `gawah attachments`, `gawah detach`: pictures, video and sound beside what is documented."""

import re
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from gawah.cli.decided import NameOption, ReasonOption, name_reviewer, open_decided
from gawah.cli.stored import USUAL_DB, DbOption, IdArgument
from gawah.errors import UsageError

if TYPE_CHECKING:
    from gawah.media import Attachment, Moment, Region

_Attached = Annotated[
    str, typer.Argument(metavar="ATTACHMENT", help="An attachment, by its id or the beginning of it.")
]


def attach_file(
    id_: IdArgument,
    file: Annotated[str, typer.Argument(metavar="FILE", help="A picture, video or sound; or an attachment's id.")],
    reason: ReasonOption,
    report: Annotated[
        str | None, typer.Option("--report", metavar="ID", help="It belongs to this report of the incident.")
    ] = None,
    shows: Annotated[
        str | None, typer.Option("--shows", metavar="PATH", help="The value that it shows, as /killed or /weapons/0.")
    ] = None,
    region: Annotated[
        str | None, typer.Option("--region", metavar="X,Y,W,H", help="Where in it, as shares: 0.1,0.2,0.3,0.3.")
    ] = None,
    moment: Annotated[
        str | None, typer.Option("--time", metavar="FROM..TO", help="When in it: 12..20.5, or 1:02..1:10.")
    ] = None,
    name: NameOption = None,
    db: DbOption = USUAL_DB,
) -> None:
    """Keep a file with an incident, and say what in it shows a value. It is kept as it is, and leaves with nothing."""
    from gawah.review import attach, show_value

    who, place, time = name_reviewer(name, reason), _read_region(region), _read_moment(moment)
    if shows is None and (place or time):
        raise UsageError("--region and --time say where a value is shown: say which with --shows")
    with open_decided(db) as store:
        path = Path(file)
        if path.is_file():
            kept = attach(store, id_, path.name, path.read_bytes(), who, report)
            typer.echo(f"{kept.id[:12]}: {_say(kept)} attached to {id_}, by {who.name}")
            file = kept.id
        elif not re.fullmatch(r"[0-9a-f]{4,64}", file):
            raise UsageError(f"{file}: there is no such file, and no attachment has such an id")
        if shows is not None:
            shown = show_value(store, id_, file, shows, who, place, time)
            typer.echo(f"{shown.id[:12]}: {_say(shown)}, by {who.name}")


def print_attachments(
    id_: IdArgument,
    save: Annotated[
        Path | None, typer.Option("--save", metavar="FOLDER", help="Write the files there, without what they tell.")
    ] = None,
    original: Annotated[
        bool, typer.Option("--original", help="As they are, with what they tell of place, time and camera.")
    ] = False,
    db: DbOption = USUAL_DB,
) -> None:
    """List what is attached to an incident and its reports, and what in it shows values."""
    from gawah.media import KINDS, clean
    from gawah.review import list_attachments, read_media

    with open_decided(db) as store:
        attachments = list_attachments(store, id_)
        for kept in attachments:
            typer.echo(f"{kept.id[:12]}  {kept.time[:10]}  {_say(kept)}  {kept.caption}, by {kept.by}")
        if not attachments:
            typer.echo(f"nothing is attached to {id_}; `gawah attach {id_} FILE --reason WORDS` keeps a file with it")
        for kept in attachments if save else ():
            media = read_media(store, kept)
            written = media.payload if original else clean(media)
            if written is None:
                typer.echo(f"{kept.name}: it cannot be written without what it tells; --original writes it as it is")
            elif save and not kept.path:
                path = save / f"{kept.id[:12]}.{KINDS[media.type]}"
                _write(path, written)


def _write(path: Path, content: bytes) -> None:
    try:
        path.write_bytes(content)
    except OSError as error:
        raise UsageError(f"{path}: it cannot be written ({error.strerror}); see that its folder is there") from None
    typer.echo(f"written to {path}")


def detach_file(
    id_: IdArgument,
    attachment: _Attached,
    reason: ReasonOption,
    erase: Annotated[
        bool, typer.Option("--erase", help="Destroy its bytes for good, wherever it is attached.")
    ] = False,
    name: NameOption = None,
    db: DbOption = USUAL_DB,
) -> None:
    """Take an attachment back, or what somebody saw in one. Its bytes stay in the vault unless they are erased."""
    from gawah.review import detach

    who = name_reviewer(name, reason)
    with open_decided(db) as store:
        gone = detach(store, id_, attachment, who, erase)
    typer.echo(f"{gone.name}: {'erased' if erase else 'taken back'}, by {who.name}")


def _say(kept: "Attachment") -> str:
    from gawah.wording import neutralise

    where = f" in the region {','.join(f'{n:g}' for n in kept.region)}" if kept.region else ""
    when = f" from {kept.moment[0]:g} to {kept.moment[1]:g} s" if kept.moment else ""
    return neutralise(kept.name) + (f" shows {kept.path}{where}{when}" if kept.path else "")


def _read_region(said: str | None) -> "Region | None":
    if said is None:
        return None
    try:
        left, top, width, height = (float(part) for part in said.split(","))
    except ValueError:
        raise UsageError(f"--region: {said!r} is none; write left, top, width and height: 0.1,0.2,0.3,0.3") from None
    return left, top, width, height


def _read_moment(said: str | None) -> "Moment | None":
    if said is None:
        return None
    first, _, last = said.partition("..")
    return _read_time(first), _read_time(last or first)


def _read_time(said: str) -> float:
    """Return the seconds of "1:02.5", "62.5" or "1:00:02"."""
    if not re.fullmatch(r"(\d+:){0,2}\d+(\.\d+)?", said.strip()):
        raise UsageError(f"--time: {said!r} is no time; write seconds or minutes: 12..20.5, 1:02..1:10")
    seconds = 0.0
    for part in said.strip().split(":"):
        seconds = seconds * 60 + float(part)
    return seconds
