"""whose a booking is, by digests: the guest's for those that are live, and the network it was made from"""

import hashlib

import sqlalchemy as sa
from alembic import op

from webapp.lib.addresses import identity

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

INDEXES = {
    "ix_booking_of_guest": ["guest_digest", "configuration_id"],
    "ix_booking_of_visitor": ["visitor_digest", "configuration_id"],
}
BOOKING = sa.table(
    "booking", sa.column("id"), sa.column("status"), sa.column("guest_email"), sa.column("guest_digest")
)


def upgrade() -> None:
    with op.batch_alter_table("booking") as table:
        table.add_column(sa.Column("guest_digest", sa.String(length=64), nullable=True))
        table.add_column(sa.Column("visitor_digest", sa.String(length=64), nullable=True))
        for name, columns in INDEXES.items():
            table.create_index(name, columns)
    _fill()


def downgrade() -> None:
    with op.batch_alter_table("booking") as table:
        for name in INDEXES:
            table.drop_index(name)
        table.drop_column("visitor_digest")
        table.drop_column("guest_digest")


def _fill() -> None:
    connection = op.get_bind()
    live = sa.select(BOOKING.c.id, BOOKING.c.guest_email).where(BOOKING.c.status != "cancelled")
    rows = [{"of": row.id, "digest": _digest(row.guest_email)} for row in connection.execute(live)]
    if rows:
        one = sa.update(BOOKING).where(BOOKING.c.id == sa.bindparam("of"))
        connection.execute(one.values(guest_digest=sa.bindparam("digest")), rows)


def _digest(email: str) -> str:
    return hashlib.sha256(identity(email).encode()).hexdigest()
