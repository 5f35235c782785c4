"""`gawah map`: says once which column of one's own table tells what, so that `gawah add` reads its rows."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from gawah.errors import UsageError

if TYPE_CHECKING:
    from gawah.mapping import Proposal


def map_table(
    table: Annotated[Path, typer.Argument(metavar="TABLE", help="A table: CSV, or a workbook (.xlsx).")],
    name: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="What goes before the ids of its rows. [default: the file's name]"),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="FILE", help="Where to write it. [default: beside the table]"),
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Write what is proposed without asking.")] = False,
) -> None:
    """Propose which column of a table tells what, and write it beside the table once you agree."""
    from gawah.mapping import propose_columns, write_list
    from gawah.sources.columns_of import name_list_file

    if not table.is_file():
        raise UsageError(f"{table}: there is no such file")
    if name is not None and (not name.isidentifier() or name in ("acled", "gtd", "ucdp")):
        raise UsageError(f"{name}: a name is one word of letters and digits, and none of acled, gtd, ucdp")
    path = output or name_list_file(table)
    if path.exists():
        raise UsageError(f"{path}: it is there already; change it, or remove it and run this again")
    proposal = propose_columns(table, name)
    _print_proposal(proposal)
    if not (yes or _agrees(path)):
        typer.echo("nothing was written; with --yes it is, and you can change it then")
        return
    try:
        path.write_text(write_list(proposal), encoding="utf-8")
    except OSError as error:
        raise UsageError(f"{path}: it cannot be written ({error.strerror or error})") from None
    typer.echo(f"written to {path}; `gawah add {table}` reads it from now on")


def _agrees(path: Path) -> bool:
    return sys.stdin.isatty() and typer.confirm(f"Write this to {path}?", default=False)


def _print_proposal(proposal: "Proposal") -> None:
    from rich.table import Table

    from gawah.cli.page import open_console
    from gawah.codebook.columns import FIELDS
    from gawah.wording import neutralise

    shown = Table(box=None, pad_edge=False, header_style="bold")
    for heading in ("column", "for example", "tells", "look at"):
        shown.add_column(heading, overflow="fold")
    for one in proposal.proposed:
        tells = FIELDS[one.column.pattern][0] if one.column.pattern else "–"
        codes = ", ".join(f"{cell} = {meant}" for cell, meant in list(one.column.codes.items())[:6])
        examples = " · ".join(example[:30] for example in one.examples)
        doubts = "; ".join(one.doubts)
        cells = (one.column.name, examples, f"{tells} ({codes})" if codes else tells, doubts)
        shown.add_row(*map(neutralise, cells))
    console = open_console()
    console.print(shown)
    for doubt in proposal.doubts:
        typer.echo(neutralise(doubt))
    looked = f"{proposal.rows:,} row{'' if proposal.rows == 1 else 's'} looked at"
    typer.echo(f"{neutralise(proposal.table)}: {looked}; their ids will begin with {proposal.columns.name}:")
