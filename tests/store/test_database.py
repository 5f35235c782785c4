"""The tables and what guards them: made by migrations as the program knows them, mended at open, refused when newer."""

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import text

from gawah.errors import StoreError, StoreNewer
from gawah.pipeline import open_store
from gawah.store.database import VERSIONS, find_missing_triggers
from gawah.store.tables import METADATA

OWN = ("alembic_version", "parts", "shorts")
"""Tables that are not SQLAlchemy's to compare."""


def is_own(name):
    return name.startswith(OWN) or name.startswith("sqlite_")


def test_the_migrations_make_the_tables_that_the_program_knows(store):
    with store.engine.connect() as connection:
        context = MigrationContext.configure(
            connection,
            opts={"compare_type": True, "include_name": lambda name, kind, _: kind != "table" or not is_own(name)},
        )
        assert compare_metadata(context, METADATA) == []


def test_a_store_that_a_newer_program_made_is_refused(empty_db):
    with open_store(empty_db) as store, store.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(StoreNewer, match="a newer Gawah made this store"):
        open_store(empty_db)


def test_a_database_of_something_else_is_refused(empty_db):
    with open_store(empty_db) as store, store.engine.begin() as connection:
        connection.execute(text("DROP TABLE alembic_version"))
    with pytest.raises(StoreError, match="no store of Gawah's"):
        open_store(empty_db)


def test_triggers_that_are_gone_are_made_anew_at_open(empty_db):
    drop = {
        "sqlite": "DROP TRIGGER ledger_keeps_update",
        "postgresql": "DROP TRIGGER ledger_keeps_rows ON ledger",
    }
    with open_store(empty_db) as store, store.engine.begin() as connection:
        connection.execute(text(drop[store.engine.dialect.name]))
        assert len(find_missing_triggers(connection)) == 1
    with open_store(empty_db) as store, store.engine.connect() as connection:
        assert find_missing_triggers(connection) == []
        assert connection.execute(text("SELECT version_num FROM alembic_version")).scalar() == VERSIONS[-1]


def test_a_trigger_that_was_made_harmless_is_made_anew(empty_db):
    with open_store(empty_db) as store, store.engine.begin() as connection:
        if store.engine.dialect.name == "sqlite":
            connection.execute(text("DROP TRIGGER ledger_keeps_delete"))
            harmless = "CREATE TRIGGER ledger_keeps_delete BEFORE DELETE ON ledger BEGIN SELECT 1; END"
            connection.execute(text(harmless))
        else:
            connection.execute(text("ALTER TABLE ledger DISABLE TRIGGER USER"))
        assert find_missing_triggers(connection)
    with open_store(empty_db) as store, store.engine.connect() as connection:
        assert find_missing_triggers(connection) == []


def test_sqlite_keeps_what_it_said_was_stored_and_lets_readers_read(empty_db):
    with open_store(empty_db) as store, store.engine.connect() as connection:
        if connection.dialect.name == "sqlite":
            asked = ("journal_mode", "synchronous", "recursive_triggers", "foreign_keys", "secure_delete")
            told = [connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in asked]
            assert told == ["wal", 2, 1, 1, 1]


def test_a_server_that_is_not_there_is_an_error_of_ours():
    with pytest.raises(StoreError, match="this store cannot be used"):
        open_store("postgresql://nobody@/nowhere?host=/tmp/no-such-folder")


def test_a_folder_that_is_missing_is_told(tmp_path):
    with pytest.raises(StoreError, match=r"there is no folder .*missing to make a store in; make it, or name another"):
        open_store(str(tmp_path / "missing" / "gawah.db"))
    assert not (tmp_path / "missing").exists()
