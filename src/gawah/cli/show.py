"""`gawah show`: one incident of the store, with the reports that tell of it and their words."""

from typing import Annotated

import typer

from gawah.cli.stored import USUAL_DB, AsOfOption, DbOption, IdArgument, PolicyOption


def show_incident(
    id_: IdArgument,
    db: DbOption = USUAL_DB,
    json: Annotated[bool, typer.Option("--json", help="Print an incident record as JSON.")] = False,
    policy: PolicyOption = None,
    as_of: AsOfOption = None,
) -> None:
    """Show an incident with the reports that tell of it, and the words for every value."""
    from gawah.pipeline import open_store
    from gawah.review import add_shown

    with open_store(db, must_exist=True) as store:
        if policy is not None and as_of is None:
            store.keep_view(policy)
        record = add_shown(store, store.find_incident(id_, policy, as_of))
    if json:
        from gawah.record import dumps

        typer.echo(dumps(record))
        return
    from gawah.cli.page import open_console
    from gawah.cli.terminal import draw_incident

    draw_incident(record, open_console()).print()
