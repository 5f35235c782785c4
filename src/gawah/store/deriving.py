"""What derives from the ledger: entered as records come, and all of it anew."""

from collections.abc import Iterator, Sequence

from sqlalchemy import Connection, insert, select

from gawah.store import components, full_text, views
from gawah.store.components import Shelf
from gawah.store.forms import FORMS, Stored
from gawah.store.ledger import walk
from gawah.store.mentions import Describer, enter_mentions
from gawah.store.tables import DERIVED, EVENTS, POLICIES, RECORDS, SUBJECTS
from gawah.store.views import Resolver


def index(connection: Connection, rows: Sequence[Stored], describe: Describer, shelf: Shelf) -> set[int]:
    """Enter `rows` in all that derives from the ledger but the views; return the components that they touch."""
    enter_records(connection, rows)
    texts = [(row.seq, shelf.record(row)) for row in rows if row.kind == "text"]
    full_text.enter_texts(connection, [(seq, text.content) for seq, text in texts if text is not None])
    touched = components.index_events(connection, rows)
    coded = [row for row in rows if row.kind == "coding"]
    shelf.hold(row.public["source"] for row in coded)
    codings = [shelf.record(row) for row in coded]
    enter_mentions(connection, [coding for coding in codings if coding is not None], describe)
    return touched


def enter_records(connection: Connection, rows: Sequence[Stored]) -> None:
    """Enter the ids of `rows`, and what each is about."""
    records, subjects = [], []
    for row in rows:
        form = FORMS[row.kind]
        if id_ := form.identify(row.public, row.private):
            records.append({"id": id_, "seq": row.seq})
        about = sorted(set(form.list_subjects(row.public, row.private)))
        subjects += [{"subject": subject, "kind": row.kind, "seq": row.seq} for subject in about]
    if records:
        connection.execute(insert(RECORDS), records)
    if subjects:
        connection.execute(insert(SUBJECTS), subjects)


def list_policies(connection: Connection) -> list[str]:
    """Return the policies whose views are kept."""
    return sorted(connection.execute(select(POLICIES.c.policy)).scalars())


_AT_ONCE = 250


def rebuild(connection: Connection, resolve: Resolver, describe: Describer) -> None:
    """Empty what derives from the ledger, and fill it again."""
    for table in DERIVED:
        connection.execute(table.delete())
    full_text.empty(connection)
    batch: list[Stored] = []
    for row in walk(connection):
        batch.append(row)
        if len(batch) == _AT_ONCE:
            index(connection, batch, describe, Shelf(connection, batch))
            batch = []
    index(connection, batch, describe, Shelf(connection, batch))
    policies = list_policies(connection)
    for numbers in list_components(connection):
        views.refresh(connection, numbers, policies, resolve)


def list_components(connection: Connection) -> Iterator[list[int]]:
    """Yield the numbers of all components, some at a time."""
    last = -1
    while True:
        query = select(EVENTS.c.component).where(EVENTS.c.component > last).distinct()
        numbers = list(connection.execute(query.order_by(EVENTS.c.component).limit(_AT_ONCE)).scalars())
        if not numbers:
            return
        yield numbers
        last = numbers[-1]
