"""Stores on both databases: a file of SQLite's, and a PostgreSQL server that the tests start for themselves."""

import os
import re
import shutil
import subprocess
import tempfile
import uuid
from pathlib import Path

import pytest
from sqlalchemy import text

from gawah.pipeline import open_store

DATABASES = ("sqlite", "postgresql")


def find_server_programs():
    """Return the folder of initdb and pg_ctl, None where PostgreSQL is not installed."""
    homes = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    beside = shutil.which("initdb")
    return next(
        (home for home in [*homes, *([Path(beside).parent] if beside else [])] if (home / "initdb").exists()), None
    )


def run_as_owner(*words):
    """Run a program of PostgreSQL's, which refuses to run as root."""
    prefix = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    return subprocess.run([*prefix, *map(str, words)], check=True, capture_output=True, text=True, cwd="/")


@pytest.fixture(scope="session")
def server():
    """The URL of a PostgreSQL server without its database: `server.format(name)`."""
    programs = find_server_programs()
    if programs is None:
        if os.environ.get("GAWAH_TEST_POSTGRESQL") == "required":
            pytest.fail("PostgreSQL is not installed, and GAWAH_TEST_POSTGRESQL says that it has to be")
        pytest.skip("PostgreSQL is not installed (apt-get install postgresql)")
    home = Path(tempfile.mkdtemp(prefix="gawah-postgresql-", dir="/tmp"))
    if os.geteuid() == 0:
        shutil.chown(home, "postgres", "postgres")
    data = home / "data"
    run_as_owner(programs / "initdb", "-D", data, "-U", "gawah", "-A", "trust", "-E", "UTF8", "--no-sync")
    options = f"-c listen_addresses= -c unix_socket_directories={home} -c fsync=off -c max_connections=40"
    run_as_owner(programs / "pg_ctl", "-D", data, "-l", home / "log", "-o", options, "-w", "start")
    yield f"postgresql://gawah@/{{}}?host={home}"
    run_as_owner(programs / "pg_ctl", "-D", data, "-m", "immediate", "-w", "stop")
    shutil.rmtree(home)


def make_database(server, template=None):
    """Make a database on the server, as a copy of another where one is named, and return its URL."""
    import psycopg

    name = "gawah_" + uuid.uuid4().hex[:12]
    with psycopg.connect(server.format("postgres"), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}" + (f" TEMPLATE {template}" if template else ""))
    return server.format(name)


@pytest.fixture(scope="session")
def copy_database():
    """Makes a database as a copy of another, as often as it is called."""
    return make_database


@pytest.fixture(scope="session")
def empty_file(tmp_path_factory):
    """An empty store of SQLite's, for copying: to make its tables takes longer than most tests."""
    path = tmp_path_factory.mktemp("template") / "gawah.db"
    open_store(str(path)).close()
    return path


@pytest.fixture(scope="session")
def empty_database(server):
    """The name of a database of the server's that holds an empty store, for copying."""
    url = make_database(server)
    open_store(url).close()
    return re.search(r"gawah_\w+", url)[0]


@pytest.fixture(params=DATABASES)
def new_db(request, tmp_path_factory):
    """Makes an address of a database that is not there yet, as often as it is called, on either kind of database."""
    if request.param == "sqlite":
        return lambda: str(tmp_path_factory.mktemp("store") / "gawah.db")
    url = request.getfixturevalue("server")
    return lambda: make_database(url)


@pytest.fixture
def db(new_db):
    """The address of a database that is not there yet."""
    return new_db()


@pytest.fixture(params=DATABASES)
def empty_db(request, tmp_path):
    """The address of an empty store."""
    if request.param == "sqlite":
        return str(shutil.copy(request.getfixturevalue("empty_file"), tmp_path / "gawah.db"))
    return make_database(request.getfixturevalue("server"), request.getfixturevalue("empty_database"))


@pytest.fixture
def store(empty_db):
    """An empty store."""
    with open_store(empty_db) as opened:
        yield opened


LATER = (
    ("0005", ("DROP TABLE waiting",)),
    (
        "0004",
        (
            "DROP INDEX incidents_by_day",
            "ALTER TABLE incidents DROP COLUMN killed_low",
            "ALTER TABLE incidents DROP COLUMN killed_high",
            "CREATE INDEX incidents_by_day ON incidents (policy, day, key)",
        ),
    ),
    ("0003", ("DROP TABLE job_results", "DROP TABLE job_files", "DROP TABLE jobs")),
    ("0002", tuple(f"DROP TABLE {table}" for table in ("accounts", "keys", "attempts", "audit", "added"))),
)
"""What takes each version of the tables back to the one before it, the latest first."""


@pytest.fixture
def make_older():
    """Takes the tables of an open store back to an older version, as a program of that time left them."""

    def go_back(store, version):
        with store.engine.begin() as connection:
            for later, statements in LATER:
                for statement in statements if later > version else ():
                    connection.execute(text(statement))
            connection.execute(text("UPDATE alembic_version SET version_num = :v"), {"v": version})

    return go_back
