"""`gawah gate`, `gawah attack`: what would leave and what blocks; what an export gives away."""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from gawah.cli.commands import FAILED
from gawah.cli.stored import USUAL_DB, AudienceOption, DbOption
from gawah.errors import UsageError

if TYPE_CHECKING:
    from rich.table import Table

    from gawah.publish.attack import Attacked
    from gawah.publish.cleared import Block, Cleared
    from gawah.publish.masking import Masked

_MOST = 200
"""Rows of a table that are shown."""


def look_at_gate(
    audience: AudienceOption = "public",
    names: Annotated[
        bool, typer.Option("--names", help="Show the names and labels that are masked. For your eyes only.")
    ] = False,
    db: DbOption = USUAL_DB,
) -> None:
    """Show what would leave the project, what is withheld, and what blocks. Nothing is written."""
    from gawah.pipeline import open_store
    from gawah.release import clear_incidents
    from gawah.review import list_requests

    with open_store(db, must_exist=True) as store:
        cleared = clear_incidents(store, audience)
        try:
            leave = sum(1 for _ in cleared)
        finally:
            if names:
                _print_masked(cleared.masked)
        waiting = sum(request.answer is None for request in list_requests(store))
    _print_sum(cleared, leave)
    if waiting:
        typer.echo(f"{waiting:,} asked-for corrections are without an answer: gawah review requests")


def _print_sum(cleared: "Cleared", leave: int) -> None:
    typer.echo(f"{leave:,} incident{'' if leave == 1 else 's'} can leave for {cleared.audience}")
    typer.echo(f"{cleared.left_out:,} stay inside: not released to this audience")
    if cleared.tombstones:
        typer.echo(f"{len(cleared.tombstones):,} were withdrawn, and leave a tombstone")
    masked = len({(m.incident, m.words.casefold()) for m in cleared.masked})
    if masked:
        typer.echo(f"{masked:,} names and labels are masked; --names shows them")


def print_blocks(blocks: "Iterable[Any]") -> None:
    """Print what blocks an export: where, why, what to do, by which command."""
    from gawah.wording import neutralise

    table = _make_table("incident", "where", "why", "what to do", "command")
    rows: list[Block] = list(blocks)
    for block in rows[:_MOST]:
        about = (block.incident, block.field, block.why, block.remedy, block.command)
        table.add_row(*map(neutralise, about))
    _print(table)
    if len(rows) > _MOST:
        typer.echo(f"… and {len(rows) - _MOST:,} more")


def _print_masked(masked: "Iterable[Masked]") -> None:
    """Print each name that is masked once, with where it stands first and in how many places."""
    from gawah.wording import neutralise

    places: dict[tuple[str, str, str], list[str]] = {}
    for one in masked:
        places.setdefault((one.incident, one.words, one.pseudonym), []).append(one.field)
    table = _make_table("incident", "masked", "as", "where", "times")
    for (incident, words, pseudonym), fields in list(places.items())[:_MOST]:
        table.add_row(*map(neutralise, (incident, words, pseudonym, fields[0], str(len(fields)))))
    _print(table)


def _make_table(*headings: str) -> "Table":
    from rich.table import Table

    table = Table(box=None, pad_edge=False, header_style="bold")
    for heading in headings:
        table.add_column(heading, overflow="fold")
    return table


def _print(table: "Table") -> None:
    from gawah.cli.page import open_console

    open_console().print(table)


def attack_export(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="What was exported: a folder, or one file.")],
    strict: Annotated[
        bool,
        typer.Option("--strict", help="Fail on findings of medium severity, too, as quotes that can be looked up."),
    ] = False,
    db: DbOption = USUAL_DB,
) -> None:
    """Try to undo an export: look through it for names, guessable ids, quotes that lead to names, and lone villagers.

    The exit status is 1 where something of high severity is found.
    """
    from gawah.pipeline import open_store
    from gawah.publish.attack import attack
    from gawah.release import gather_secrets

    if not folder.exists():
        raise UsageError(f"{folder}: there is no such file or folder")
    with open_store(db, must_exist=True) as store:
        secrets = gather_secrets(store)
    attacked = attack(folder, secrets)
    _print_attacked(attacked)
    looked = f"{attacked.pieces:,} pieces of text, {attacked.letters:,} letters"
    typer.echo(f"looked for {len(secrets.names):,} names and {len(secrets.ids):,} ids in {looked}")
    if attacked.worst == "high" or (strict and attacked.worst == "medium"):
        raise typer.Exit(FAILED)


def _print_attacked(attacked: "Attacked") -> None:
    if not attacked.findings:
        typer.echo("nothing was found")
        return
    from gawah.wording import neutralise

    table = _make_table("severity", "where", "what", "words")
    for one in attacked.findings[:_MOST]:
        table.add_row(*map(neutralise, (one.severity, one.where, one.what, one.words)))
    _print(table)
    if len(attacked.findings) > _MOST:
        typer.echo(f"… and {len(attacked.findings) - _MOST:,} more")
