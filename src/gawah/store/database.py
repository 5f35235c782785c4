"""Opening a database: SQLite by path, PostgreSQL by URL; its version, its triggers, and who may write when.

There is one writer at a time: in SQLite BEGIN IMMEDIATE, in PostgreSQL an advisory lock, for as long as a transaction.
"""

import re
from collections.abc import Callable, Hashable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine, create_engine, event, inspect, text
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.pool import StaticPool

from gawah.errors import StoreBusy, StoreError, StoreNewer

VERSIONS = ("0001", "0002", "0003", "0004", "0005")
"""Versions of the tables that this program knows, in order; `migrations/versions` leads from each to the next."""
IN_MEMORY = ":memory:"
"""The address of a store that lasts as long as it is open."""
PATIENCE = 30
"""Seconds for which one writer waits for another."""
_POOL = {"pool_size": 5, "max_overflow": 15}
"""Connections that a process keeps, and may have besides: more than it has threads (`gawah.web.THREADS`)."""
_WRITER_LOCK = 0x67617761
"""PostgreSQL's advisory lock of whoever writes to a store: "gawa" in ASCII."""


def open_database(db: str, must_exist: bool = False) -> Engine:
    """Return the database at `db`, a path or a postgresql:// URL, made or migrated to this program's tables.

    Raises StoreError: where it cannot be opened or is no store, where `must_exist` and nothing is there, and StoreNewer
    where a newer program made it.
    """
    is_server = bool(re.match(r"postgres(ql)?(\+\w+)?://", db))
    if not is_server and must_exist and db != IN_MEMORY and not Path(db).exists():
        raise StoreError(f"{db}: there is no store here; make one with `gawah add`, or name another with --db")
    if not is_server and not Path(db).absolute().parent.is_dir():
        folder = Path(db).parent
        raise StoreError(f"{db}: there is no folder {folder} to make a store in; make it, or name another with --db")
    engine = _connect_server(db) if is_server else _connect_file(db)
    try:
        with explain_failures(db):
            _bring_up_to_date(engine, db, must_exist)
    except BaseException:
        engine.dispose()
        raise
    return engine


@contextmanager
def explain_failures(db: str) -> Iterator[None]:
    """Raise what the database says went wrong as one clear error: StoreBusy or StoreError."""
    try:
        yield
    except DBAPIError as error:
        reason = " ".join(str(error.orig).split())
        if _is_busy(reason):
            problem = f"{db}: another program has been writing to this store for {PATIENCE} seconds"
            raise StoreBusy(f"{problem}; wait until it has ended, and try again") from None
        if isinstance(error, OperationalError) or "not a database" in reason:
            remedy = "see that it is a store of Gawah's, and that you may read and write it"
            raise StoreError(f"{db}: this store cannot be used ({reason}); {remedy}") from None
        raise


def _is_busy(reason: str) -> bool:
    return "database is locked" in reason or "lock timeout" in reason


# --- connecting -------------------------------------------------------------------------------------------------------


def _connect_file(path: str) -> Engine:
    if path == IN_MEMORY:
        engine = create_engine("sqlite://", poolclass=StaticPool)
    else:
        engine = create_engine(f"sqlite:///{Path(path).absolute()}", **_POOL)

    @event.listens_for(engine, "connect")
    def _set_up(connection: Any, record: object) -> None:
        connection.isolation_level = None  # transactions begin where we say so, not where the driver guesses
        cursor = connection.cursor()
        for pragma in _PRAGMAS:
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get("gawah_writes", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


_PRAGMAS = (
    f"busy_timeout = {PATIENCE * 1000}",
    "journal_mode = WAL",
    "synchronous = FULL",  # what was said to be stored is on the disk
    "foreign_keys = ON",
    "recursive_triggers = ON",  # or REPLACE would delete behind the triggers' back
    "secure_delete = ON",  # or what was erased would lie on in free pages
    "cache_size = -65536",
    "mmap_size = 1073741824",
    "temp_store = MEMORY",
)


def _connect_server(url: str) -> Engine:
    try:
        import psycopg  # noqa: F401
    except ImportError:
        raise StoreError("PostgreSQL needs a driver; install it with `pip install 'gawah[pg]'`") from None
    engine = create_engine(re.sub(r"^postgres(ql)?(\+\w+)?://", "postgresql+psycopg://", url), **_POOL)

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        if connection.get_execution_options().get("gawah_writes", False):
            connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{PATIENCE}s'")
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_WRITER_LOCK})")

    return engine


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """Give the one writer's connection, in a transaction that is kept where what runs inside ends well."""
    assert _HELD.get() is None, "what is written while the database is held would not be seen"
    with engine.connect().execution_options(gawah_writes=True) as connection, connection.begin():
        yield connection


_HELD: ContextVar[Connection | None] = ContextVar("gawah_held", default=None)


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """Give a connection that sees the database as it is now, or as it was when it began to be held (`hold`)."""
    held = _HELD.get()
    if held is not None and held.engine is engine:
        yield held
        return
    with _connect_to_read(engine) as connection:
        yield connection


@contextmanager
def hold(engine: Engine) -> Iterator[None]:
    """Have whoever reads meanwhile, in this thread, see the database as it is now; what is asked twice is read once.

    Nothing may be written from this thread meanwhile: it would not be seen.
    """
    with _connect_to_read(engine) as connection:
        token = _HELD.set(connection.execution_options(gawah_known={}))
        try:
            yield
        finally:
            _HELD.reset(token)


_T = TypeVar("_T")


def recall(connection: Connection, key: Hashable, compute: Callable[[], _T]) -> _T:
    """Return what was read under `key` while the database is held; otherwise, and the first time, read it."""
    known = connection.get_execution_options().get("gawah_known")
    if known is None:
        return compute()
    if key not in known:
        known[key] = compute()
    found: _T = known[key]
    return found


@contextmanager
def _connect_to_read(engine: Engine) -> Iterator[Connection]:
    with engine.connect() as connection:
        if connection.dialect.name == "postgresql":
            connection = connection.execution_options(isolation_level="REPEATABLE READ")
        with connection.begin():
            yield connection


# --- the version of the tables ----------------------------------------------------------------------------------------


def _bring_up_to_date(engine: Engine, db: str, must_exist: bool) -> None:
    with reading(engine) as connection:
        version, triggers = _read_version(connection, db, must_exist), find_missing_triggers(connection)
    if version == VERSIONS[-1] and not triggers:
        return
    with writing(engine) as connection:
        if _read_version(connection, db, must_exist) != VERSIONS[-1]:  # nobody else was quicker
            _migrate(connection)
        _make_triggers(connection)


def _read_version(connection: Connection, db: str, must_exist: bool) -> str | None:
    """Return the version of the tables, None where there are none yet. Raises StoreError and StoreNewer."""
    tables = set(inspect(connection).get_table_names())
    version = None
    if "alembic_version" in tables:
        version = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    if version is None and (tables or must_exist):
        raise StoreError(f"{db}: this database is no store of Gawah's; name another with --db")
    if version is not None and version not in VERSIONS:
        problem = f"{db}: a newer Gawah made this store (its tables are of version {version}, this program knows"
        raise StoreNewer(f"{problem} {VERSIONS[-1]}); install the newer Gawah")
    return version


def _migrate(connection: Connection) -> None:
    from alembic import command  # takes a while to import, and is seldom needed
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


# --- what holds the ledger to being added to only ---------------------------------------------------------------------

_REFUSAL = "the ledger is only ever added to"
_GUARDED = ("ledger", "vault", "audit")

_SQLITE_TRIGGERS = {
    f"{table}_keeps_{act.lower()}": f"CREATE TRIGGER {table}_keeps_{act.lower()} BEFORE {act} ON {table} {when}"
    f"BEGIN SELECT RAISE(ABORT, '{_REFUSAL}'); END"
    for table, act, when in (
        ("ledger", "UPDATE", ""),
        ("ledger", "DELETE", ""),
        # INSERT OR REPLACE deletes without asking triggers, unless recursive_triggers is on: so inserts are asked.
        (
            "ledger",
            "INSERT",
            "WHEN NEW.seq IS NOT (SELECT coalesce(max(seq), 0) + 1 FROM ledger) "
            "OR NEW.previous IS NOT coalesce((SELECT hash FROM ledger WHERE seq = NEW.seq - 1), zeroblob(32)) ",
        ),
        ("vault", "DELETE", ""),
        # The content of an entry may be destroyed, and nothing else.
        (
            "vault",
            "UPDATE",
            "WHEN NEW.seq IS NOT OLD.seq OR NEW.part IS NOT OLD.part OR NEW.content IS NOT NULL "
            "OR NEW.salt IS NOT NULL ",
        ),
        (
            "vault",
            "INSERT",
            "WHEN EXISTS (SELECT 1 FROM vault WHERE seq = NEW.seq AND part = NEW.part) ",
        ),
        ("audit", "UPDATE", ""),
        ("audit", "DELETE", ""),
        ("audit", "INSERT", "WHEN NEW.number IS NOT (SELECT coalesce(max(number), 0) + 1 FROM audit) "),
    )
}

_SERVER_FUNCTION = f"""
CREATE OR REPLACE FUNCTION gawah_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '{_REFUSAL}'; END $$
"""
_SERVER_TRIGGERS = {
    "ledger_keeps_rows": "CREATE TRIGGER ledger_keeps_rows BEFORE UPDATE OR DELETE ON ledger"
    " FOR EACH ROW EXECUTE FUNCTION gawah_refuse()",
    "ledger_keeps_all": "CREATE TRIGGER ledger_keeps_all BEFORE TRUNCATE ON ledger"
    " FOR EACH STATEMENT EXECUTE FUNCTION gawah_refuse()",
    "vault_keeps_rows": "CREATE TRIGGER vault_keeps_rows BEFORE UPDATE ON vault FOR EACH ROW"
    " WHEN (NEW.seq IS DISTINCT FROM OLD.seq OR NEW.part IS DISTINCT FROM OLD.part OR NEW.content IS NOT NULL"
    " OR NEW.salt IS NOT NULL) EXECUTE FUNCTION gawah_refuse()",
    "vault_keeps_entries": "CREATE TRIGGER vault_keeps_entries BEFORE DELETE ON vault"
    " FOR EACH ROW EXECUTE FUNCTION gawah_refuse()",
    "vault_keeps_all": "CREATE TRIGGER vault_keeps_all BEFORE TRUNCATE ON vault"
    " FOR EACH STATEMENT EXECUTE FUNCTION gawah_refuse()",
    "audit_keeps_rows": "CREATE TRIGGER audit_keeps_rows BEFORE UPDATE OR DELETE ON audit"
    " FOR EACH ROW EXECUTE FUNCTION gawah_refuse()",
    "audit_keeps_all": "CREATE TRIGGER audit_keeps_all BEFORE TRUNCATE ON audit"
    " FOR EACH STATEMENT EXECUTE FUNCTION gawah_refuse()",
}


def find_missing_triggers(connection: Connection) -> list[str]:
    """Return the names of the triggers that are not there, or not as we make them; none where there are no tables."""
    if not inspect(connection).has_table("ledger"):
        return []
    if connection.dialect.name == "sqlite":
        found = dict(_rows(connection, "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"))
        return [name for name, sql in _SQLITE_TRIGGERS.items() if found.get(name) != sql]
    guarded = ", ".join(f"to_regclass('{table}')" for table in _GUARDED)
    names = f"SELECT tgname, tgenabled FROM pg_trigger WHERE tgrelid IN ({guarded})"
    found = dict(_rows(connection, names))
    return [name for name in _SERVER_TRIGGERS if found.get(name) not in ("O", "A")]


def _rows(connection: Connection, sql: str) -> Sequence[tuple[Any, Any]]:
    return [(row[0], row[1]) for row in connection.exec_driver_sql(sql)]


def _make_triggers(connection: Connection) -> None:
    """Make the triggers anew that are missing: a migration in batch mode drops them without a word."""
    missing = find_missing_triggers(connection)
    is_file = connection.dialect.name == "sqlite"
    if missing and not is_file:
        connection.exec_driver_sql(_SERVER_FUNCTION)
    for name in missing:
        table = name.partition("_")[0]
        connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS {name}" + ("" if is_file else f" ON {table}"))
        connection.exec_driver_sql((_SQLITE_TRIGGERS if is_file else _SERVER_TRIGGERS)[name])
