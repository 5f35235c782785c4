"""Coming in: with a name, a password and, where the account asks for them, one-time codes; or by an invitation."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from sqlalchemy import select, update

from gawah.errors import UsageError
from gawah.people import attempts, codes
from gawah.people.accounts import By, fold_name, set_password
from gawah.people.audit import note, write
from gawah.people.keys import clear_ended, find_holder, make_key, take_invitation
from gawah.people.passwords import hash_password, is_outdated, is_password
from gawah.people.sealing import unseal
from gawah.people.tables import change, look, now
from gawah.phrases import say
from gawah.store.tables import ACCOUNTS

if TYPE_CHECKING:
    from gawah.store import Store


@dataclass(frozen=True, slots=True)
class Refused:
    """Why somebody did not come in: too many attempts of late, or something of what they gave is wrong."""

    why: Literal["wrong", "too_many"]


def log_in(store: "Store", name: str, password: str, code: str, address: str) -> str | Refused:
    """Return what the holder of a new session shows. Nothing tells which of name, password and code was wrong.

    Raises UsageError where the key of the one-time codes is gone.
    """
    folded = fold_name(name)
    if not attempts.begin(store, folded, address):
        note(store, name, "log-in refused", "too many attempts", address)
        return Refused("too_many")
    with look(store) as connection:
        row = connection.execute(select(ACCOUNTS).where(ACCOUNTS.c.folded == folded)).first()
    is_right = is_password(row.password if row else None, password)
    step = 0
    if row and row.totp and is_right:
        step = codes.find_step(unseal(store, row.name, row.totp), code, now(), row.totp_step) or -1
    if row is None or not is_right or step < 0 or row.locked is not None:
        note(store, name, "log-in failed", "", address)
        return Refused("wrong")
    with change(store) as connection:
        if step:  # a code is taken once, whoever else sends it at the same moment
            later = (ACCOUNTS.c.name == row.name, ACCOUNTS.c.totp_step < step)
            if not connection.execute(update(ACCOUNTS).where(*later).values(totp_step=step)).rowcount:
                return Refused("wrong")
        if is_outdated(row.password):
            held = hash_password(password, row.name)
            connection.execute(update(ACCOUNTS).where(ACCOUNTS.c.name == row.name).values(password=held))
        attempts.forgive(connection, folded, address)
        clear_ended(connection)
        write(connection, row.name, "log in", "", address)
        return make_key(connection, "session", row.name)


def is_own_password(store: "Store", name: str, password: str, address: str) -> bool:
    """Whether this is the password of somebody who has come in; it counts as an attempt to log in."""
    folded = fold_name(name)
    if not attempts.begin(store, folded, address):
        return False
    with look(store) as connection:
        row = connection.execute(select(ACCOUNTS).where(ACCOUNTS.c.folded == folded)).first()
    is_right = is_password(row.password if row else None, password)
    with change(store) as connection:
        if is_right:
            attempts.forgive(connection, folded, address)
        else:
            write(connection, name, "password wrong", "", address)
    return is_right


def accept_invitation(store: "Store", shown: str, password: str, address: str) -> str:
    """Set the password of whoever holds an invitation, and use it up; return the account's name. Raises UsageError."""
    account = find_holder(store, "invitation", shown)
    if account is None:
        raise UsageError(say("this invitation was used, or is over a week old: ask for a new one"))
    hash_password(password, account.name)  # one that is easy to guess does not use the invitation up
    with change(store) as connection:
        if not take_invitation(connection, shown):
            raise UsageError(say("this invitation was used, or is over a week old: ask for a new one"))
    set_password(store, account.name, password, By(account.name, address))
    return account.name
