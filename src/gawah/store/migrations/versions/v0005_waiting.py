"""What waits for people, in the order of its worth. `gawah verify --rebuild` enters what is in a store already."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "waiting",
        *(sa.Column(name, sa.Text, primary_key=True) for name in ("policy", "kind")),
        *(sa.Column(name, sa.BigInteger, primary_key=True, autoincrement=False) for name in ("incident", "other")),
        sa.Column("worth", sa.Integer, nullable=False),
        sa.Column("why", sa.Text, nullable=False),
    )
    op.create_index("waiting_by_worth", "waiting", ["policy", "worth", "incident", "other", "kind"])
    op.create_index("waiting_by_kind", "waiting", ["policy", "kind", "worth", "incident", "other"])
    op.create_index("waiting_by_incident", "waiting", ["policy", "incident"])
    op.create_index("waiting_by_other", "waiting", ["policy", "other"])
