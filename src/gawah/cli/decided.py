"""What commands by which people decide have in common: the store, who decides, and why."""

import getpass
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from gawah.review import Reviewer
    from gawah.store import Store

NameOption = Annotated[
    str | None, typer.Option("--as", metavar="NAME", envvar="GAWAH_REVIEWER", help="Who decides. [default: your login]")
]
ReasonOption = Annotated[str, typer.Option("--reason", metavar="WORDS", help="Why; it stands beside the decision.")]
OtherArgument = Annotated[str, typer.Argument(metavar="OTHER", help="The other incident's id.")]
PathArgument = Annotated[str, typer.Argument(metavar="PATH", help="Which value, as /killed, /date or /perpetrators/0.")]


def open_decided(db: str) -> "Store":
    """Return the store that something is decided on."""
    from gawah.pipeline import open_store

    return open_store(db, must_exist=True)


def name_reviewer(name: str | None, reason: str) -> "Reviewer":
    """Return who decides: whoever is named or, otherwise, who is logged in."""
    from gawah.review import Reviewer

    return Reviewer.now(name or getpass.getuser(), reason)
