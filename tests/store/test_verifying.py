"""What verification finds: nothing in a good store, and every way to change one behind its back."""

from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from gawah.errors import IncidentNotFound, StoreError
from gawah.model import Acquisition, Coding, Erasure, Text
from gawah.pipeline import add
from gawah.record import dumps

EXAMPLES = Path(__file__).parents[2] / "examples"
GUARDS = ("ledger_keeps_update", "ledger_keeps_delete", "vault_keeps_update", "vault_keeps_delete")
TRIGGERS = {
    "sqlite": [f"DROP TRIGGER {name}" for name in GUARDS],
    "postgresql": ["ALTER TABLE ledger DISABLE TRIGGER USER", "ALTER TABLE vault DISABLE TRIGGER USER"],
}


@pytest.fixture
def filled(store):
    list(add(store, EXAMPLES / "machh_burials.txt", EXAMPLES / "wire_item.txt"))
    return store


def change(store, *statements):
    """Change the database as somebody does who knows their way around it."""
    with store.engine.begin() as connection:
        for statement in [*TRIGGERS[store.engine.dialect.name], *statements]:
            connection.execute(text(statement))


def test_a_good_store_has_no_problems(filled):
    verified = filled.verify()
    assert verified.problems == []
    assert verified.incidents == len(filled.list_incidents()) > 0
    assert (verified.rows, verified.head) == filled.read_head()


def test_an_empty_store_has_no_problems(store):
    assert store.verify().problems == []


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE ledger SET kind = 'link' WHERE seq = 2",
        "UPDATE ledger SET body = previous WHERE seq = 3",
        "DELETE FROM ledger WHERE seq = 1",
        "DELETE FROM vault WHERE seq = 1",
        "UPDATE vault SET part = 7 WHERE seq = 1",
        "UPDATE vault SET content = salt WHERE seq = 1",
        "DELETE FROM ledger",
    ],
)
def test_the_database_refuses_to_change_what_was_added(filled, statement):
    with pytest.raises(DBAPIError, match="only ever added to"), filled.engine.begin() as connection:
        connection.execute(text(statement))
    assert filled.verify().problems == []


def test_sqlite_refuses_to_replace_a_row_even_for_a_program_that_does_not_ask_triggers(filled):
    if filled.engine.dialect.name != "sqlite":
        return
    for table in ("ledger", "vault"):
        with filled.engine.begin() as connection:
            connection.execute(text("PRAGMA recursive_triggers = OFF"))
            with pytest.raises(DBAPIError, match="only ever added to"):
                connection.execute(text(f"INSERT OR REPLACE INTO {table} SELECT * FROM {table} WHERE seq = 2"))


@pytest.mark.parametrize(
    ("statement", "problem"),
    [
        ("UPDATE ledger SET kind = 'link' WHERE seq = 2", "record 2 of the ledger"),
        ("UPDATE ledger SET body = previous WHERE seq = 3", "record 3 of the ledger is not what was added"),
        ("DELETE FROM ledger WHERE seq = 2", "the chain breaks here"),
        ("DELETE FROM vault WHERE seq = 1", "record 1 of the ledger has lost entries"),
        ("UPDATE vault SET content = salt WHERE seq = 1", "part 0 of record 1 in the vault is not what was put in"),
        ("UPDATE vault SET content = NULL, salt = NULL WHERE seq = 1", "nobody is said to have erased it"),
        ("UPDATE incidents SET killed = 99", "is not what the ledger makes of it (incidents)"),
        ("UPDATE tagged SET day = 7", "is not what the ledger makes of it (tagged)"),
        ("DELETE FROM members", "is not what the ledger makes of it (members)"),
        ("DELETE FROM incidents", "has 0 incidents"),
    ],
)
def test_what_was_changed_is_found(filled, statement, problem):
    change(filled, statement)
    assert problem in "\n".join(filled.verify().problems)


def test_rows_taken_from_the_end_are_found_by_the_hash_that_was_noted_down(filled):
    rows, head = filled.read_head()
    change(filled, f"DELETE FROM ledger WHERE seq = {rows}")  # a run, which has nothing in the vault
    assert f"does not hold the hash {head}" in "\n".join(filled.verify(head=head).problems)


def test_a_view_that_was_changed_is_right_after_a_rebuild(filled):
    lines = [dumps(record) for record in filled.list_incidents()]
    change(filled, "DELETE FROM incidents", "DELETE FROM events", "DELETE FROM tags")
    filled.rebuild()
    assert filled.verify().problems == []
    assert [dumps(record) for record in filled.list_incidents()] == lines


def test_a_report_can_be_erased_and_the_ledger_still_verifies(filled):
    first, *_, last = filled.list_incidents()
    gone, kept, report = first.incident.id, last.incident.id, first.reports[0].id
    assert filled.erase_report(report, "Zainab", "2031-05-04T10:00:00Z", "asked for by a witness") > 3
    verified = filled.verify()
    assert verified.problems == []
    assert verified.destroyed > 3
    assert filled.read_payload(report) is None
    assert {came.report_id for came in filled.read(Acquisition)} == {filled.find_incident(kept).reports[0].id}
    assert len(filled.read(Text)) == len(filled.read(Coding)) == 1
    assert [erasure.by for erasure in filled.read(Erasure)] == ["Zainab"]
    with pytest.raises(IncidentNotFound):
        filled.find_incident(gone)
    lines = [dumps(record) for record in filled.list_incidents()]
    filled.rebuild()
    assert [dumps(record) for record in filled.list_incidents()] == lines


def test_an_erased_report_is_not_taken_again(filled):
    record = filled.list_incidents()[0]
    filled.erase_report(record.reports[0].id, "Zainab", "2031-05-04T10:00:00Z", "asked for")
    head = filled.read_head()
    (added,) = add(filled, record.reports[0].path)
    assert not added.is_new
    assert filled.read_head() == head


def test_nothing_of_an_erased_report_is_left_in_the_file(filled, empty_db):
    if filled.engine.dialect.name != "sqlite":
        return
    record = next(r for r in filled.list_incidents() if "burials" in r.reports[0].path)
    filled.erase_report(record.reports[0].id, "Zainab", "2031-05-04T10:00:00Z", "asked for")
    filled.close()
    held = b"".join(path.read_bytes() for path in Path(empty_db).parent.iterdir())
    assert b"machh_burials" not in held
    assert record.incident.title.encode() not in held


def test_a_report_that_is_not_there_cannot_be_erased(store):
    with pytest.raises(StoreError, match="no such report"):
        store.erase_report("sha256:00", "Zainab", "2031-05-04T10:00:00Z", "asked for")
