"""The ledger, its vault, and the views that derive from them."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make all tables."""
    _make_kept()
    _make_records()
    _make_views()
    _make_tags()
    _make_mentions()
    _make_full_text()
    if op.get_bind().dialect.name == "sqlite":
        _tell_planner()


def _tell_planner() -> None:
    """Tell SQLite how selective the indexes of a large store are: it takes them to be so of a new one, and of any.

    Each row: rows of the table, then rows that share the first column of the index, the first two, and so on.
    """
    many = 1_000_000
    known = {
        ("incidents", "sqlite_autoindex_incidents_1"): f"{many} {many} 1",
        ("incidents", "incidents_by_component"): f"{many} {many} 2",
        ("incidents", "incidents_by_id"): f"{many} {many} 1",
        ("incidents", "incidents_by_day"): f"{many} {many} 70 1",
        ("incidents", "incidents_by_killed"): f"{many} {many} 5000 10 1",
        ("incidents", "incidents_by_injured"): f"{many} {many} 5000 10 1",
        ("incidents", "incidents_by_reports"): f"{many} {many} 200000 70 1",
        ("incidents", "incidents_by_umbrella"): f"{many} {many} 10",
        ("members", "members"): f"{many} {many} 1",
        ("members", "members_by_incident"): f"{many} {many} 2",
        ("tells", "tells"): f"{many} {many} 2 1",
        ("tells", "tells_by_text"): f"{many} {many} 2 2 1",
        ("tagged", "tagged"): f"{20 * many} 20000 10 1",
        ("tagged", "tagged_by_incident"): f"{20 * many} 20",
    }
    op.execute("ANALYZE")
    for (table, index), stat in known.items():
        op.execute(f"INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('{table}', '{index}', '{stat}')")


def _number(name: str, **about: object) -> "sa.Column[int]":
    return sa.Column(name, sa.BigInteger, autoincrement=False, nullable=False, **about)  # type: ignore[arg-type]


def _words(name: str) -> "sa.Column[str]":
    return sa.Column(name, sa.Text, nullable=False)


def _make_kept() -> None:
    op.create_table(
        "ledger",
        _number("seq", primary_key=True),
        _words("kind"),
        *(sa.Column(name, sa.LargeBinary, nullable=False) for name in ("body", "previous", "hash")),
    )
    op.create_table(
        "vault",
        _number("seq", primary_key=True),
        sa.Column("part", sa.Integer, primary_key=True, autoincrement=False),
        _words("key_id"),
        sa.Column("salt", sa.LargeBinary),
        sa.Column("content", sa.LargeBinary),
    )


def _make_records() -> None:
    op.create_table("records", sa.Column("id", sa.Text, primary_key=True), _number("seq"), sqlite_with_rowid=False)
    op.create_table(
        "subjects",
        sa.Column("subject", sa.Text, primary_key=True),
        sa.Column("kind", sa.Text, primary_key=True),
        _number("seq", primary_key=True),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "events",
        _number("key", primary_key=True),
        *(_words(name) for name in ("id", "short", "kind")),
        _number("text"),
        sa.Column("ties", sa.SmallInteger, nullable=False),
        _number("component"),
    )
    op.create_index("events_by_id", "events", ["id"], unique=True)
    op.create_index("events_by_short", "events", ["short"])
    op.create_index("events_by_component", "events", ["component"])


_NUMBERS = ("day", "last_day", "killed", "injured", "abducted")


def _make_views() -> None:
    op.create_table("policies", sa.Column("policy", sa.Text, primary_key=True))
    op.create_table(
        "incidents",
        sa.Column("policy", sa.Text, primary_key=True),
        _number("key", primary_key=True),
        _words("id"),
        _number("component"),
        *(sa.Column(name, sa.Integer, nullable=False) for name in _NUMBERS),
        *(sa.Column(name, sa.Double) for name in ("x", "y", "z")),
        sa.Column("umbrella", sa.Text),
        sa.Column("reports", sa.Integer, nullable=False),
        *(sa.Column(name, sa.SmallInteger, nullable=False) for name in ("conflicts", "grade")),
        _words("title"),
        sa.Column("document", sa.LargeBinary, nullable=False),
    )
    op.create_index("incidents_by_component", "incidents", ["policy", "component"])
    op.create_index("incidents_by_id", "incidents", ["policy", "id"])
    walked = ("last_day", "killed", "injured", "abducted", "reports", "grade", "x", "y", "z")
    op.create_index("incidents_by_day", "incidents", ["policy", "day", "key", *walked])
    for count in ("killed", "injured", "reports"):
        op.create_index(f"incidents_by_{count}", "incidents", ["policy", count, "day", "key"])
    op.create_index("incidents_by_umbrella", "incidents", ["policy", "umbrella"])
    op.create_table(
        "members",
        sa.Column("policy", sa.Text, primary_key=True),
        _number("event", primary_key=True),
        _number("incident"),
        sqlite_with_rowid=False,
    )
    op.create_index("members_by_incident", "members", ["policy", "incident"])
    op.create_table(
        "tells",
        sa.Column("policy", sa.Text, primary_key=True),
        _number("incident", primary_key=True),
        _number("text", primary_key=True),
        sa.Column("day", sa.Integer, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_index("tells_by_text", "tells", ["policy", "text", "day", "incident"])


def _make_tags() -> None:
    op.create_table(
        "tagged",
        _number("tag", primary_key=True),
        sa.Column("day", sa.Integer, primary_key=True, autoincrement=False),
        _number("incident", primary_key=True),
        sqlite_with_rowid=False,
    )
    op.create_index("tagged_by_incident", "tagged", ["incident"])
    op.create_table("tags", _number("tag", primary_key=True), *(_words(name) for name in ("policy", "facet", "value")))
    op.create_index("tags_by_facet", "tags", ["policy", "facet", "value"])


def _make_mentions() -> None:
    op.create_table(
        "mentions", _number("event", primary_key=True), sa.Column("document", sa.LargeBinary, nullable=False)
    )
    op.create_table(
        "mentioned", _number("mark", primary_key=True), _number("event", primary_key=True), sqlite_with_rowid=False
    )
    op.create_index("mentioned_by_event", "mentioned", ["event"])


def _make_full_text() -> None:
    """Make what finds words and parts of words: in SQLite two FTS5 tables, in PostgreSQL a table and two indexes."""
    if op.get_bind().dialect.name == "sqlite":
        op.execute("CREATE VIRTUAL TABLE parts USING fts5(content, tokenize = 'trigram case_sensitive 1')")
        op.execute("CREATE VIRTUAL TABLE shorts USING fts5(terms, detail = none, tokenize = 'ascii')")
        return
    op.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
    op.create_table(
        "parts",
        _number("text", primary_key=True),
        _words("content"),
        sa.Column("terms", sa.ARRAY(sa.Text), nullable=False),
    )
    op.execute("CREATE INDEX parts_by_trigram ON parts USING gin (content gin_trgm_ops)")
    op.execute("CREATE INDEX parts_by_term ON parts USING gin (terms)")
