"""The people who work on a store: accounts, what they log in with, and what they did."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "accounts",
        sa.Column("name", sa.Text, primary_key=True),
        *_words("folded", "role"),
        *(sa.Column(name, sa.Boolean, nullable=False) for name in ("sees_names", "own_only")),
        *(sa.Column(name, sa.Text) for name in ("password", "totp")),
        *_seconds("totp_step"),
        sa.Column("locked", sa.BigInteger),
        *_seconds("made"),
    )
    op.create_index("accounts_by_folded", "accounts", ["folded"], unique=True)
    op.create_table(
        "keys",
        sa.Column("hash", sa.Text, primary_key=True),
        *_words("kind", "account", "label"),
        *_seconds("made", "used", "expires"),
    )
    op.create_index("keys_by_account", "keys", ["account", "kind"])
    op.create_table(
        "attempts",
        sa.Column("subject", sa.Text, primary_key=True),
        sa.Column("failures", sa.Integer, nullable=False),
        *_seconds("last"),
    )
    op.create_table(
        "audit",
        sa.Column("number", sa.BigInteger, primary_key=True, autoincrement=False),
        *_seconds("time"),
        *_words("who", "what", "about", "address"),
    )
    op.create_table(
        "added",
        sa.Column("report", sa.Text, primary_key=True),
        sa.Column("account", sa.Text, primary_key=True),
    )
    op.create_index("added_by_account", "added", ["account"])


def _words(*names: str) -> "list[sa.Column[str]]":
    return [sa.Column(name, sa.Text, nullable=False) for name in names]


def _seconds(*names: str) -> "list[sa.Column[int]]":
    return [sa.Column(name, sa.BigInteger, nullable=False) for name in names]
