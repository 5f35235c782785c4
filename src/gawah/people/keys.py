"""What a holder shows to be let in: a session's cookie, a personal token, an invitation. Kept are hashes alone.

Each is 256 random bits, so that a fast hash is enough: nobody can try them out.
"""

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from sqlalchemy import Connection, delete, insert, select, update

from gawah.errors import UsageError
from gawah.people.accounts import Account, By, as_account, end_sessions, find_row
from gawah.people.audit import say_time, write
from gawah.people.tables import change, look, now
from gawah.store.tables import ACCOUNTS, KEYS

if TYPE_CHECKING:
    from gawah.store import Store

Kind = Literal["session", "token", "invitation"]

_DAY = 24 * 3600
IDLE = 2 * 3600
"""Seconds after which a session ends that nobody uses."""
LASTS: dict[Kind, int] = {"session": 12 * 3600, "token": 365 * _DAY, "invitation": 7 * _DAY}
"""Seconds after which each ends, used or not."""
_NOTED = 300
"""Seconds between two notes of a session's use, so that looking at pages seldom writes."""


@dataclass(frozen=True, slots=True)
class Token:
    """A personal token, as its owner sees it."""

    hash: str
    label: str
    made: str
    expires: str


def make_key(connection: Connection, kind: Kind, account: str, label: str = "") -> str:
    """Return what its holder has to show: it can be told only now."""
    shown, at = secrets.token_urlsafe(32), now()
    row = {"hash": hash_key(shown), "kind": kind, "account": account, "label": label}
    connection.execute(insert(KEYS), [row | {"made": at, "used": at, "expires": at + LASTS[kind]}])
    return shown


def hash_key(shown: str) -> str:
    """Return what is kept of a key."""
    return hashlib.sha256(shown.encode("utf-8", "replace")).hexdigest()


def find_holder(store: "Store", kind: Kind, shown: str) -> Account | None:
    """Return whose key this is; None where it is nobody's, has ended, or its holder is let in no more."""
    with look(store) as connection:
        key = connection.execute(select(KEYS).where(KEYS.c.hash == hash_key(shown), KEYS.c.kind == kind)).first()
        held = key and connection.execute(select(ACCOUNTS).where(ACCOUNTS.c.name == key.account)).first()
    at = now()
    if not key or not held or held.locked is not None or at >= key.expires:
        return None
    if kind == "session" and at >= key.used + IDLE:
        return None
    if kind != "invitation" and at >= key.used + _NOTED:
        with change(store) as connection:
            connection.execute(update(KEYS).where(KEYS.c.hash == key.hash).values(used=at))
    return as_account(held)


def end_key(store: "Store", kind: Kind, shown: str, by: By) -> None:
    """End a session or another key."""
    with change(store) as connection:
        gone = connection.execute(delete(KEYS).where(KEYS.c.hash == hash_key(shown), KEYS.c.kind == kind))
        if gone.rowcount and kind == "session":
            write(connection, by.name, "log out", "", by.address)


def end_all_sessions(store: "Store", name: str, by: By, but: str = "") -> None:
    """End all sessions of an account, but the one that is shown."""
    with change(store) as connection:
        end_sessions(connection, find_row(connection, name).name, hash_key(but) if but else "")
        write(connection, by.name, "all sessions ended", name, by.address)


def clear_ended(connection: Connection) -> None:
    """Forget keys that have ended."""
    at = now()
    idle = (KEYS.c.kind == "session") & (KEYS.c.used <= at - IDLE)
    connection.execute(delete(KEYS).where((KEYS.c.expires <= at) | idle))


# --- personal tokens --------------------------------------------------------------------------------------------------


def make_token(store: "Store", name: str, label: str, by: By) -> str:
    """Return a new personal token, with which a program may do what its owner may. Raises UsageError."""
    label = " ".join(label.split())[:100]
    if not label:
        raise UsageError("a token needs a name that says what it is for")
    with change(store) as connection:
        account = find_row(connection, name).name
        shown = make_key(connection, "token", account, label)
        write(connection, by.name, "token made", f"{account}: {label}", by.address)
    return shown


def list_tokens(store: "Store", name: str) -> Sequence[Token]:
    """Return the tokens of an account, the oldest first."""
    query = select(KEYS).where(KEYS.c.account == name, KEYS.c.kind == "token", KEYS.c.expires > now())
    with look(store) as connection:
        rows = connection.execute(query.order_by(KEYS.c.made, KEYS.c.hash))
        return [Token(row.hash, row.label, say_time(row.made), say_time(row.expires)) for row in rows]


def end_token(store: "Store", name: str, hash_: str, by: By) -> None:
    """End one of the tokens of an account, by its hash."""
    own = (KEYS.c.account == name, KEYS.c.kind == "token", KEYS.c.hash == hash_)
    with change(store) as connection:
        if connection.execute(delete(KEYS).where(*own)).rowcount:
            write(connection, by.name, "token ended", name, by.address)


# --- invitations ------------------------------------------------------------------------------------------------------


def invite(store: "Store", name: str, by: By) -> str:
    """Return what makes a link by which somebody chooses a password, once, within a week. Raises UsageError."""
    with change(store) as connection:
        account = find_row(connection, name).name
        connection.execute(delete(KEYS).where(KEYS.c.account == account, KEYS.c.kind == "invitation"))
        shown = make_key(connection, "invitation", account)
        write(connection, by.name, "invited", account, by.address)
    return shown


def take_invitation(connection: Connection, shown: str) -> bool:
    """Use an invitation up; return whether it was still to be used."""
    own = (KEYS.c.hash == hash_key(shown), KEYS.c.kind == "invitation", KEYS.c.expires > now())
    return bool(connection.execute(delete(KEYS).where(*own)).rowcount)
