"""How often log-ins failed of late: for one account, and from one address.

It is kept in the store, so that it outlives the program and holds for all that serve one store. An attempt counts as
failed from when it begins, so that many at once are no way around.
"""

from typing import TYPE_CHECKING

from sqlalchemy import Connection, delete, insert, select, update

from gawah.people.tables import change, now
from gawah.store.tables import ATTEMPTS

if TYPE_CHECKING:
    from gawah.store import Store

WINDOW = 15 * 60
"""Seconds after the last failure until it is forgotten."""
MOST = {"account": 8, "address": 40}
"""Failures until no further attempt is taken."""


def begin(store: "Store", account: str, address: str) -> bool:
    """Count an attempt; return whether it may be made."""
    with change(store) as connection:
        taken = [_count(connection, "account", account), _count(connection, "address", address)]
    return all(taken)


def forgive(connection: Connection, account: str, address: str) -> None:
    """Forget the failures of an account whose holder has come in, and the attempt by which from its address."""
    connection.execute(delete(ATTEMPTS).where(ATTEMPTS.c.subject == f"account:{account}"))
    own = ATTEMPTS.c.subject == f"address:{address}"
    connection.execute(update(ATTEMPTS).where(own).values(failures=ATTEMPTS.c.failures - 1))


def _count(connection: Connection, kind: str, value: str) -> bool:
    subject, at = f"{kind}:{value}", now()
    connection.execute(delete(ATTEMPTS).where(ATTEMPTS.c.last < at - WINDOW))
    failures = connection.execute(select(ATTEMPTS.c.failures).where(ATTEMPTS.c.subject == subject)).scalar()
    if failures is None:
        connection.execute(insert(ATTEMPTS), [{"subject": subject, "failures": 1, "last": at}])
        return True
    if failures >= MOST[kind]:
        return False
    connection.execute(update(ATTEMPTS).where(ATTEMPTS.c.subject == subject).values(failures=failures + 1, last=at))
    return True
