"""Reading and writing what a store keeps of people, beside its ledger."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from sqlalchemy import Connection

from gawah.store.database import explain_failures, reading, writing

if TYPE_CHECKING:
    from gawah.store import Store


@contextmanager
def look(store: "Store") -> Iterator[Connection]:
    """Give a connection that reads. Raises StoreError."""
    with explain_failures(store.name), reading(store.engine) as connection:
        yield connection


@contextmanager
def change(store: "Store") -> Iterator[Connection]:
    """Give the one writer's connection. Raises StoreError, StoreBusy among them."""
    with explain_failures(store.name), writing(store.engine) as connection:
        yield connection


def now() -> int:
    """Return the time in whole seconds since 1970."""
    return int(time.time())
