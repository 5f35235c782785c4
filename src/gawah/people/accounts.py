"""Accounts: who may log in, and as what."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, delete, func, insert, select, update

from gawah.errors import UsageError
from gawah.people.audit import COMMAND_LINE, write
from gawah.people.passwords import hash_password
from gawah.people.roles import ROLES, Role
from gawah.people.sealing import seal
from gawah.people.tables import change, look, now
from gawah.phrases import say
from gawah.store.tables import ACCOUNTS, KEYS

if TYPE_CHECKING:
    from gawah.store import Store


@dataclass(frozen=True, slots=True)
class Account:
    """Somebody who may log in."""

    name: str
    """Under which they decide."""
    role: Role
    sees_names: bool = True
    """Whether names of persons are shown to them."""
    own_only: bool = False
    """Whether they see only incidents that a report tells of which they added."""
    has_password: bool = False
    has_codes: bool = False
    """Whether they log in with one-time codes beside the password."""
    is_locked: bool = False


@dataclass(frozen=True, slots=True)
class By:
    """Who changes something, and from where."""

    name: str
    address: str = COMMAND_LINE


def has_accounts(store: "Store") -> bool:
    """Whether the store has accounts, so that whoever asks must log in."""
    with look(store) as connection:
        return connection.execute(select(ACCOUNTS.c.name).limit(1)).first() is not None


def list_accounts(store: "Store") -> Sequence[Account]:
    """Return all accounts, by name."""
    with look(store) as connection:
        return [as_account(row) for row in connection.execute(select(ACCOUNTS).order_by(ACCOUNTS.c.folded))]


def find_account(store: "Store", name: str) -> Account:
    """Return the account of a name, however its letters are written. Raises UsageError where there is none."""
    with look(store) as connection:
        return as_account(find_row(connection, name))


def add_account(
    store: "Store", name: str, role: str, by: By, *, sees_names: bool = True, own_only: bool = False
) -> Account:
    """Make an account, without a password yet. Raises UsageError for a name or a role that cannot be."""
    name = _check_name(name)
    account = _check(Account(name, read_role(role), sees_names, own_only))
    row = {"name": name, "folded": fold_name(name), "role": account.role, "sees_names": sees_names}
    row |= {"own_only": own_only, "totp_step": 0, "made": now()}
    with change(store) as connection:
        if connection.execute(select(ACCOUNTS).where(ACCOUNTS.c.folded == row["folded"])).first():
            raise UsageError(
                say("{name}: there is an account of this name already; see `gawah people list`", name=name)
            )
        connection.execute(insert(ACCOUNTS), [row])
        write(connection, by.name, "account made", _say(account), by.address)
    return account


def change_role(
    store: "Store",
    name: str,
    by: By,
    *,
    role: str | None = None,
    sees_names: bool | None = None,
    own_only: bool | None = None,
) -> Account:
    """Change what somebody may do and see, from now on. Raises UsageError."""
    with change(store) as connection:
        held = as_account(find_row(connection, name))
        new = Account(
            held.name,
            held.role if role is None else read_role(role),
            held.sees_names if sees_names is None else sees_names,
            held.own_only if own_only is None else own_only,
        )
        _check(new)
        if held.role == "admin" and new.role != "admin":
            _keep_an_admin(connection, held.name)
        values = {"role": new.role, "sees_names": new.sees_names, "own_only": new.own_only}
        _update(connection, held.name, **values)
        write(connection, by.name, "role", f"{_say(held)} is now {_say(new)}", by.address)
    return new


def set_password(store: "Store", name: str, password: str, by: By) -> None:
    """Set a password, and end all sessions of the account. Raises UsageError for one that is easy to guess."""
    account = find_account(store, name)
    held = hash_password(password, account.name)
    with change(store) as connection:
        _update(connection, account.name, password=held)
        end_sessions(connection, account.name)
        write(connection, by.name, "password set", account.name, by.address)


def set_codes(store: "Store", name: str, secret: str | None, by: By, step: int = 0) -> None:
    """Ask an account for one-time codes of this secret from now on, or for none. Raises UsageError."""
    kept = seal(store, find_account(store, name).name, secret) if secret else None
    with change(store) as connection:
        account = as_account(find_row(connection, name))
        _update(connection, account.name, totp=kept, totp_step=step)
        write(connection, by.name, "one-time codes " + ("on" if secret else "off"), account.name, by.address)


def lock_account(store: "Store", name: str, by: By, locked: bool = True) -> None:
    """Let somebody in no more, ending their sessions and tokens, or let them in again. Raises UsageError."""
    with change(store) as connection:
        account = as_account(find_row(connection, name))
        if locked and account.role == "admin":
            _keep_an_admin(connection, account.name)
        _update(connection, account.name, locked=now() if locked else None)
        if locked:
            connection.execute(delete(KEYS).where(KEYS.c.account == account.name))
        write(connection, by.name, "locked" if locked else "unlocked", account.name, by.address)


def end_sessions(connection: Connection, name: str, but: str = "") -> None:
    """End all sessions of an account, but the one with this hash."""
    own = (KEYS.c.account == name, KEYS.c.kind == "session", KEYS.c.hash != but)
    connection.execute(delete(KEYS).where(*own))


def read_role(said: str) -> Role:
    """Return the role of a name. Raises UsageError."""
    if said not in ROLES:
        raise UsageError(say("{said}: there is no such role; take one of {words}", said=said, words=", ".join(ROLES)))
    return said


def fold_name(name: str) -> str:
    """Return a name as it is compared, so that no two accounts can be taken for one another."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def find_row(connection: Connection, name: str) -> Any:
    """Return the row of the account of a name. Raises UsageError."""
    row = connection.execute(select(ACCOUNTS).where(ACCOUNTS.c.folded == fold_name(name))).first()
    if row is None:
        raise UsageError(say("{name}: there is no account of this name; see `gawah people list`", name=name))
    return row


def as_account(row: Any) -> Account:
    """Return the account that a row holds."""
    about = {"has_password": row.password is not None, "has_codes": row.totp is not None}
    return Account(row.name, row.role, row.sees_names, row.own_only, is_locked=row.locked is not None, **about)


def _check_name(name: str) -> str:
    name = " ".join(unicodedata.normalize("NFC", name).split())
    if not 0 < len(name) <= 100 or not name.isprintable():
        raise UsageError(say("an account needs a name of up to 100 letters, under which the person decides"))
    return name


def _check(account: Account) -> Account:
    if account.role != "reader" and not account.sees_names:
        raise UsageError(
            say("who sees no names can only be a reader: nobody can judge words that are hidden from them")
        )
    if account.own_only and account.role not in ("reader", "coder"):
        raise UsageError(say("who sees only their own records can be a reader or a coder"))
    return account


def _keep_an_admin(connection: Connection, name: str) -> None:
    others = (ACCOUNTS.c.role == "admin", ACCOUNTS.c.locked.is_(None), ACCOUNTS.c.name != name)
    if not connection.execute(select(func.count()).select_from(ACCOUNTS).where(*others)).scalar():
        raise UsageError(say("{name} is the only admin: make another one first", name=name))


def _update(connection: Connection, name: str, **values: Any) -> None:
    connection.execute(update(ACCOUNTS).where(ACCOUNTS.c.name == name).values(**values))


def _say(account: Account) -> str:
    limits = [*([] if account.sees_names else ["without names"]), *(["own records only"] if account.own_only else [])]
    return ", ".join([f"{account.name}: {account.role}", *limits])
