"""`gawah review sheet`: decides what people changed in a sheet that `gawah list --sheet` wrote, or shows it first."""

import getpass
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from gawah.cli.commands import FAILED, tell_examples
from gawah.cli.decided import NameOption, open_decided
from gawah.cli.marking import review
from gawah.cli.stored import USUAL_DB, DbOption

if TYPE_CHECKING:
    from gawah.review.sheet import Change, Refused

__all__ = ["review"]


@review.command(
    "sheet",
    epilog=tell_examples(
        "gawah list --country PK --sheet check.xlsx",
        "gawah review sheet check.xlsx --dry-run",
        "gawah review sheet check.xlsx --as 'Zainab' --reason 'held against the hospital lists'",
    ),
)
def decide_sheet(
    sheet: Annotated[Path, typer.Argument(metavar="FILE", help="The edited sheet: .xlsx or .csv.")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what would be decided, and decide nothing.")] = False,
    reason: Annotated[
        str, typer.Option("--reason", metavar="WORDS", help="Why, for rows whose column `reason` is empty.")
    ] = "",
    take_dates: Annotated[
        bool, typer.Option("--take-dates", help="Take days that the spreadsheet turned into dates of its own.")
    ] = False,
    take_formulas: Annotated[
        bool, typer.Option("--take-formulas", help="Take what formulas came to when it was saved.")
    ] = False,
    reject_emptied: Annotated[
        bool, typer.Option("--reject-emptied", help="Reject the values whose cells were emptied.")
    ] = False,
    name: NameOption = None,
    db: DbOption = USUAL_DB,
) -> None:
    """Decide what was changed in a sheet that `gawah list --sheet` wrote, row by row. Nothing is created from it."""
    from gawah.review.sheet import Allowed, plan_sheet
    from gawah.review.sheet import decide_sheet as decide

    allowed = Allowed(take_dates, take_formulas, reject_emptied)
    with open_decided(db) as store:
        plan = plan_sheet(store, sheet, allowed, name or getpass.getuser(), reason)
        taken, refused = (list(plan.changes), list(plan.refused))
        if not dry_run:
            taken, failed = decide(store, plan)
            refused += failed
    _print_changes(taken)
    _print_refused(refused)
    done = "would be taken" if dry_run else "taken"
    typer.echo(f"{_say(plan.rows, 'row')}: {_say(len(taken), 'decision')} {done}, {_say(len(refused), 'thing')} left")
    if refused:
        raise typer.Exit(FAILED)


def _say(number: int, thing: str) -> str:
    return f"{number:,} {thing}{'' if number == 1 else 's'}"


def _print_changes(changes: "Sequence[Change]") -> None:
    rows = [(str(c.row), c.id, c.column, _say_change(c), c.reviewer, c.reason) for c in changes]
    _print_table(("row", "incident", "column", "old → new", "by", "why"), rows)


def _say_change(change: "Change") -> str:
    if change.verdict == "accept":
        return f"{change.old}, accepted"
    return f"{change.old} → {change.new or 'rejected'}"


def _print_refused(refused: "Sequence[Refused]") -> None:
    rows = [(str(r.row), r.id, r.column, _say_cells(r), r.why) for r in refused]
    _print_table(("row", "incident", "column", "old → new", "left, since"), rows)


def _say_cells(refused: "Refused") -> str:
    return f"{refused.old} → {refused.new}" if refused.old or refused.new else ""


def _print_table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    from rich.table import Table

    from gawah.cli.page import open_console
    from gawah.wording import neutralise

    if not rows:
        return
    table = Table(box=None, pad_edge=False, header_style="bold")
    for head in heads:
        table.add_column(head, overflow="fold")
    for row in rows:
        table.add_row(*map(neutralise, row))
    open_console().print(table)
    typer.echo("")
