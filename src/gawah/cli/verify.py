"""`gawah verify`: whether the store still holds what was put in."""

from typing import Annotated

import typer

from gawah.cli.commands import FAILED, tell
from gawah.cli.stored import USUAL_DB, DbOption

_MOST = 20


def verify_store(
    db: DbOption = USUAL_DB,
    head: Annotated[
        str | None, typer.Option(metavar="HASH", help="A hash noted down before, which must stand in the chain.")
    ] = None,
    rebuild: Annotated[bool, typer.Option("--rebuild", help="Derive the views from the ledger anew, first.")] = False,
) -> None:
    """Check the ledger's chain, every entry of the vault, and every incident against what it derives from."""
    from gawah.pipeline import open_store

    with open_store(db, must_exist=True) as store:
        if rebuild:
            store.rebuild()
        found = store.verify(head)
    destroyed = f", {found.destroyed:,} of them erased on purpose" if found.destroyed else ""
    typer.echo(f"ledger   {found.rows:,} records, the last with the hash {found.head}")
    typer.echo(f"vault    {found.entries:,} entries{destroyed}")
    typer.echo(f"views    {found.incidents:,} incidents")
    for problem in found.problems[:_MOST]:
        tell(problem)
    if len(found.problems) > _MOST:
        tell(f"and {len(found.problems) - _MOST:,} problems more")
    if found.problems:
        raise typer.Exit(FAILED)
    typer.echo("All is as it was put in.")
