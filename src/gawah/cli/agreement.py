"""`gawah agreement`: how far those agree who coded the same reports without seeing each other's records."""

from typing import TYPE_CHECKING, Annotated, Literal

import typer

from gawah.cli.decided import open_decided
from gawah.cli.stored import USUAL_DB, DbOption

if TYPE_CHECKING:
    from gawah.evaluate.agreement import Agreement


def print_agreement(
    with_: Annotated[
        Literal["record", "machine", "nobody"],
        typer.Option(
            "--with",
            help="Whom to hold against those who coded blind: the record as people left it, the machine's own, nobody.",
        ),
    ] = "record",
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
    db: DbOption = USUAL_DB,
) -> None:
    """Show Krippendorff's alpha, field by field, over the reports that somebody coded blind."""
    from gawah.evaluate.agreement import measure_agreement
    from gawah.evaluate.blind import list_readings

    with open_decided(db) as store:
        found = measure_agreement(list_readings(store, with_))
    if as_json:
        import json

        typer.echo(json.dumps(found.to_json(), ensure_ascii=False))
        return
    if not found.reports:
        typer.echo("nobody has coded a report blind to its end that another coding is of; docs/web.md tells how")
        return
    _print_table(found)


def _print_table(found: "Agreement") -> None:
    from rich.table import Table

    from gawah.cli.page import open_console

    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("field")
    table.add_column("level")
    for heading in ("alpha", "incidents", "alpha whether said", "said by some"):
        table.add_column(heading, justify="right")
    for row in found.fields:
        if row.units or row.alone:
            said = say_alpha(row.alpha), str(row.units), say_alpha(row.alpha_said), str(row.alone)
            table.add_row(row.field, row.level, *said)
    alone = ", ".join(f"{name} {many}" for name, many in found.single.items())
    typer.echo(f"{found.reports} reports, coded by {', '.join(found.coders)}")
    typer.echo(f"incidents that several saw: {found.shared}; that one alone saw: {alone}")
    open_console().print(table)


def say_alpha(alpha: float | None) -> str:
    """Return alpha with two decimals, and a dash where it cannot be told."""
    return "–" if alpha is None else f"{alpha:.2f}"
