"""What commands on a store share: which store, and as whom a policy sees it."""

from typing import Annotated

import typer

from gawah.cli.project import adopt_beside
from gawah.model import Audience

DbOption = Annotated[
    str,
    typer.Option(
        "--db",
        metavar="DB",
        envvar="GAWAH_DB",
        help="The store: a file, or a postgresql:// URL.",
        callback=adopt_beside,
    ),
]
PolicyOption = Annotated[
    str | None, typer.Option(metavar="NAME", help="The policy by which statements become one value.")
]
AsOfOption = Annotated[
    int | None, typer.Option(metavar="SEQ", min=0, help="As the ledger was at this sequence number.")
]
IdArgument = Annotated[str, typer.Argument(metavar="ID", help="The incident's id, or any id that it ever had.")]
AudienceOption = Annotated[Audience, typer.Option("--for", help="To whom it goes.")]
USUAL_DB = "gawah.db"
