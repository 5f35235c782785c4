"""The bounds of how many were killed, so that sums can tell them without reading every incident."""

import json

import sqlalchemy as sa
from alembic import op

from gawah.model import Count
from gawah.store.ledger import unpack_document
from gawah.store.views import bound_killed

revision = "0004"
down_revision = "0003"

_AT_ONCE = 1000
_INCIDENTS = sa.table(
    "incidents",
    *(sa.column(name) for name in ("policy", "key", "document", "killed_low", "killed_high")),
)
_WALKED = (
    *("last_day", "killed", "killed_low", "killed_high", "injured", "abducted", "reports", "grade"),
    *("x", "y", "z"),
)


def upgrade() -> None:
    """Add the columns, fill them from the incidents, and have the index that lists walk along hold them."""
    for name, usual in (("killed_low", "0"), ("killed_high", "-1")):
        op.add_column("incidents", sa.Column(name, sa.Integer, nullable=False, server_default=usual))
    _fill()
    op.drop_index("incidents_by_day", "incidents")
    op.create_index("incidents_by_day", "incidents", ["policy", "day", "key", *_WALKED])
    if op.get_bind().dialect.name == "sqlite":  # as v0001 tells the planner of it
        stat = "'incidents', 'incidents_by_day', '1000000 1000000 70 1'"
        op.execute(f"INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ({stat})")


def _fill() -> None:
    bind, i = op.get_bind(), _INCIDENTS.c
    own = sa.and_(i.policy == sa.bindparam("p"), i.key == sa.bindparam("k"))
    change = sa.update(_INCIDENTS).where(own)
    change = change.values(killed_low=sa.bindparam("killed_low"), killed_high=sa.bindparam("killed_high"))
    last: tuple[str, int] = ("", -1)
    while True:
        query = sa.select(i.policy, i.key, i.document).where(sa.tuple_(i.policy, i.key) > sa.tuple_(*last))
        rows = bind.execute(query.order_by(i.policy, i.key).limit(_AT_ONCE)).all()
        if not rows:
            return
        bind.execute(change, [{"p": row.policy, "k": row.key, **_read_bounds(bytes(row.document))} for row in rows])
        last = (rows[-1].policy, rows[-1].key)


def _read_bounds(document: bytes) -> dict[str, int]:
    killed = json.loads(unpack_document(document)).get("killed")
    return bound_killed(Count(killed.get("low"), killed.get("best"), killed.get("high")) if killed else None)
