"""lists of bookings by when they were booked, and by guest"""

import sqlalchemy as sa
from alembic import op

revision = "0043"
down_revision = "0042"
branch_labels = None
depends_on = None

INDEXES = {"ix_booking_host_booked": "booked_at", "ix_booking_host_guest": "guest"}


def upgrade() -> None:
    with op.batch_alter_table("booking_host") as table:
        table.add_column(sa.Column("booked_at", sa.BigInteger(), nullable=True))
        table.add_column(sa.Column("guest", sa.String(40), nullable=True))
    op.execute(
        "UPDATE booking_host SET"
        " booked_at = (SELECT created_at FROM booking WHERE booking.id = booking_host.booking_id),"
        " guest = (SELECT substr(lower(guest_name), 1, 40) FROM booking WHERE booking.id = booking_host.booking_id)"
    )
    with op.batch_alter_table("booking_host") as table:
        table.alter_column("booked_at", existing_type=sa.BigInteger(), nullable=False)
        table.alter_column("guest", existing_type=sa.String(40), nullable=False)
    for name, column in INDEXES.items():
        op.create_index(name, "booking_host", ["grant_id", "status", column, "booking_id"])


def downgrade() -> None:
    for name in INDEXES:
        op.drop_index(name, "booking_host")
    with op.batch_alter_table("booking_host") as table:
        table.drop_column("guest")
        table.drop_column("booked_at")
