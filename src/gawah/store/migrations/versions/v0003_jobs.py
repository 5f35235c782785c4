"""Reports that are read in the background: what was asked for, and how far it has come."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "jobs",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("by", sa.Text, nullable=False),
        sa.Column("made", sa.BigInteger, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("beat", sa.BigInteger, nullable=False),
        sa.Column("wanted", sa.LargeBinary, nullable=False),
        sa.Column("told", sa.LargeBinary, nullable=False),
    )
    op.create_index("jobs_by_made", "jobs", ["made"])
    op.create_table(
        "job_files",
        *_numbered(),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("content", sa.LargeBinary, nullable=False),
    )
    op.create_table("job_results", *_numbered(), sa.Column("document", sa.LargeBinary, nullable=False))


def _numbered() -> "tuple[sa.Column[str], sa.Column[int]]":
    job = sa.Column("job", sa.Text, primary_key=True)
    return job, sa.Column("number", sa.Integer, primary_key=True, autoincrement=False)
