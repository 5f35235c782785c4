"""`gawah people`: the accounts of those who work on a store as a team. The first admin is made here, and only here."""

import getpass
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

from gawah.cli.commands import tell_examples
from gawah.cli.stored import USUAL_DB, DbOption
from gawah.errors import ExtraMissing, UsageError

if TYPE_CHECKING:
    from gawah.people import Account, By
    from gawah.store import Store

people = typer.Typer(
    help="Say who may work on a store in the browser, and as what.",
    epilog=tell_examples(
        "gawah people add Amina --role admin",
        "gawah people add Bilal --role coder --invite https://gawah.example.org",
        "gawah people add Dilawar --without-names",
        "gawah people list",
    ),
    no_args_is_help=True,
)

NameArgument = Annotated[str, typer.Argument(metavar="NAME", help="Under which the person decides.")]
NamesOption = Annotated[
    bool | None, typer.Option("--with-names/--without-names", help="Whether names of persons are shown to them.")
]
OwnOption = Annotated[
    bool | None,
    typer.Option(
        "--own-only/--all-records", help="Whether they see only what they added or what was assigned to them."
    ),
]


@contextmanager
def _open(db: str) -> "Iterator[tuple[Store, By]]":
    """Give the store, and who works at the command line."""
    from gawah.pipeline import open_store

    try:
        from gawah.people import By
    except ImportError:
        raise ExtraMissing("gawah people", "web") from None
    with open_store(db, must_exist=True) as store:
        yield store, By(getpass.getuser())


@people.command(
    "add",
    epilog=tell_examples(
        "gawah people add Amina --role admin", "gawah people add Bilal --role coder --invite https://gawah.example.org"
    ),
)
def add(
    name: NameArgument,
    role: Annotated[
        str,
        typer.Option(
            metavar="ROLE", help="reader, coder, reviewer, publisher or admin; each may do what the last may."
        ),
    ] = "reader",
    names: NamesOption = None,
    own_only: OwnOption = None,
    address: Annotated[
        str | None,
        typer.Option(
            "--invite", metavar="URL", help="Print a link of the pages at URL instead of asking for a password."
        ),
    ] = None,
    db: DbOption = USUAL_DB,
) -> None:
    """Make an account. Its password is asked for, or read from standard input where that is no terminal."""
    with _open(db) as (store, by):
        from gawah.people import add_account, set_password
        from gawah.people.passwords import hash_password

        password = None if address else _ask_password()
        if password is not None:
            hash_password(password, name)  # one that is easy to guess makes no account
        account = add_account(store, name, role, by, sees_names=names is not False, own_only=bool(own_only))
        if password is not None:
            set_password(store, account.name, password, by)
        typer.echo(_say(account))
        if address:
            _print_link(store, account.name, address, by)


def _ask_password() -> str:
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\n")
    password = getpass.getpass("Password: ")
    if getpass.getpass("The same again: ") != password:
        raise UsageError("the two passwords are not the same")
    return password


def _print_link(store: "Store", name: str, address: str, by: "By") -> None:
    from gawah.people import invite

    typer.echo("Send this link by a way that only they read; it works once, for a week:")
    typer.echo(f"{address.rstrip('/')}/invitations/{invite(store, name, by)}")


@people.command("invite", epilog=tell_examples("gawah people invite Bilal https://gawah.example.org"))
def print_link(
    name: NameArgument,
    address: Annotated[str, typer.Argument(metavar="URL", help="Where the pages are.")],
    db: DbOption = USUAL_DB,
) -> None:
    """Print a link by which somebody chooses a new password, once."""
    with _open(db) as (store, by):
        _print_link(store, name, address, by)


@people.command("list", epilog=tell_examples("gawah people list", "gawah people list --db project.db"))
def print_accounts(db: DbOption = USUAL_DB) -> None:
    """Print who may log in, and as what."""
    with _open(db) as (store, _):
        from gawah.people import list_accounts

        accounts = list_accounts(store)
    if not accounts:
        typer.echo(
            "No accounts: whoever starts `gawah serve` works alone. `gawah people add NAME --role admin` makes one."
        )
        return
    _print_rows(["Name", "Role", ""], [(a.name, a.role, _say_more(a)) for a in accounts])


def _print_rows(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    from gawah.wording import neutralise

    lines = [[neutralise(cell) for cell in row] for row in [heads, *rows]]
    widths = [max(len(line[n]) for line in lines) for n in range(len(heads))]
    for line in lines:
        typer.echo("  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip())


def _say(account: "Account") -> str:
    return f"{account.name}: {', '.join(filter(None, [account.role, _say_more(account)]))}"


def _say_more(account: "Account") -> str:
    said = {
        "sees no names": not account.sees_names,
        "own records only": account.own_only,
        "one-time codes": account.has_codes,
        "locked": account.is_locked,
    }
    return ", ".join(words for words, holds in said.items() if holds)


@people.command(
    "role", epilog=tell_examples("gawah people role Bilal reviewer", "gawah people role Dilawar --without-names")
)
def set_role(
    name: NameArgument,
    role: Annotated[
        str | None, typer.Argument(metavar="[ROLE]", help="reader, coder, reviewer, publisher, admin.")
    ] = None,
    names: NamesOption = None,
    own_only: OwnOption = None,
    db: DbOption = USUAL_DB,
) -> None:
    """Change what somebody may do and see; it holds at once."""
    with _open(db) as (store, by):
        from gawah.people import change_role

        typer.echo(_say(change_role(store, name, by, role=role, sees_names=names, own_only=own_only)))


@people.command("password", epilog=tell_examples("gawah people password Amina"))
def change_password(name: NameArgument, db: DbOption = USUAL_DB) -> None:
    """Set a password, asked for or read from standard input; it ends all sessions of the account."""
    with _open(db) as (store, by):
        from gawah.people import find_account, set_password

        account = find_account(store, name)
        set_password(store, account.name, _ask_password(), by)
        typer.echo(f"{account.name}: the password is set")


@people.command("totp", epilog=tell_examples("gawah people totp Amina", "gawah people totp Amina --off"))
def change_codes(
    name: NameArgument,
    off: Annotated[bool, typer.Option("--off", help="Ask for codes no more, as where a phone was lost.")] = False,
    db: DbOption = USUAL_DB,
) -> None:
    """Ask somebody for one-time codes beside the password, and print the secret for their app, once."""
    with _open(db) as (store, by):
        from gawah.people import end_all_sessions, find_account, make_secret, set_codes, write_address

        account = find_account(store, name)
        secret = None if off else make_secret()
        set_codes(store, account.name, secret, by)
        end_all_sessions(store, account.name, by)
        if secret is None:
            typer.echo(f"{account.name}: one-time codes are off")
            return
        typer.echo(f"{account.name}: one-time codes are on. Type this into the app; it is shown only now:")
        typer.echo(f"{secret}\n{write_address(secret, account.name)}")


@people.command("lock", epilog=tell_examples("gawah people lock Bilal", "gawah people lock Bilal --off"))
def lock(
    name: NameArgument,
    off: Annotated[bool, typer.Option("--off", help="Let them in again.")] = False,
    db: DbOption = USUAL_DB,
) -> None:
    """Let somebody in no more, from this moment; their sessions and tokens end."""
    with _open(db) as (store, by):
        from gawah.people import lock_account

        lock_account(store, name, by, locked=not off)
        typer.echo(f"{name}: {'unlocked' if off else 'locked'}")


@people.command("audit", epilog=tell_examples("gawah people audit", "gawah people audit --who Bilal --last 1000"))
def print_audit(
    who: Annotated[str | None, typer.Option(metavar="NAME", help="Of this person alone.")] = None,
    last: Annotated[int, typer.Option(metavar="N", min=1, help="How many entries.")] = 100,
    db: DbOption = USUAL_DB,
) -> None:
    """Print who did what, when and from where, the latest first: log-ins, failures, roles, exports."""
    with _open(db) as (store, _):
        from gawah.people import list_audit

        entries = list_audit(store, last, who=who)
    rows = [(e.time, e.who, e.what, e.about, e.address) for e in entries]
    _print_rows(["When", "Who", "What", "About", "From"], rows)


def note_export(store: "Store", what: str, audience: str) -> None:
    """Note in the audit log what was exported here, where people work on the store as a team."""
    try:
        from gawah.people import has_accounts, note
    except ImportError:  # without the extra there are no accounts
        return
    if has_accounts(store):
        note(store, getpass.getuser(), "export", f"{what} for {audience}")
