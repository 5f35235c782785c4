"""`gawah review person|name …`: what people decide on what may leave the project."""

from typing import Annotated

import typer

from gawah.cli.commands import tell_examples
from gawah.cli.review import NameOption, ReasonOption, name_reviewer, open_decided, review
from gawah.cli.stored import USUAL_DB, DbOption
from gawah.model import PersonStatus

__all__ = ["review"]

PersonArgument = Annotated[str, typer.Argument(metavar="NAME", help="The person's name, in any spelling.")]
InOption = Annotated[
    str | None, typer.Option("--in", metavar="ID", help="In this incident only. [default: in the whole project]")
]


@review.command(
    "person",
    epilog=tell_examples(
        "gawah review person 'Ilva Brandt' public_role --reason 'mayor of Tarsk'",
        "gawah review person 'Ilva Brandt' private --in ab3de6gh2j --reason 'there as a mother'",
    ),
)
def mark_person(
    person: PersonArgument,
    status: Annotated[PersonStatus, typer.Argument(metavar="STATUS", help="private or public_role.")],
    reason: ReasonOption,
    within: InOption = None,
    name: NameOption = None,
    db: DbOption = USUAL_DB,
) -> None:
    """Say that a person is in a public role, or private as everybody is unless somebody says otherwise."""
    from gawah import review as decisions

    who = name_reviewer(name, reason)
    with open_decided(db) as store:
        decisions.mark_status(store, person, status, who, within)
    typer.echo(f"{person}: {status.replace('_', ' ')}, by {who.name}")


@review.command(
    "name",
    epilog=tell_examples(
        "gawah review name 'Mirel Anders' withheld --reason 'a witness'",
        "gawah review name 'Mirel Anders' released --in ab3de6gh2j --reason 'his family asked for it'",
    ),
)
def mark_name(
    person: PersonArgument,
    stands: Annotated[str, typer.Argument(metavar="STANDS", help="released or withheld.")],
    reason: ReasonOption,
    within: InOption = None,
    name: NameOption = None,
    db: DbOption = USUAL_DB,
) -> None:
    """Say that a name may be published, or must never be, wherever it stands and however it is spelled."""
    from gawah import review as decisions

    who = name_reviewer(name, reason)
    with open_decided(db) as store:
        decisions.mark_name(store, person, stands, who, within)
    typer.echo(f"{person}: {stands}, by {who.name}")
