"""whose dashboard lists a booking: the grant of its page, and those of its hosts"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

LIST = ["grant_id", "status", "starts_at", "booking_id", "ends_at"]
FILL = """
INSERT INTO booking_host (booking_id, grant_id, status, starts_at, ends_at)
SELECT booking.id, booking.grant_id, booking.status, booking.starts_at, booking.ends_at FROM booking
UNION
SELECT booking.id, calendar.grant_id, booking.status, booking.starts_at, booking.ends_at
FROM booking JOIN event ON event.booking_id = booking.id JOIN calendar ON calendar.id = event.calendar_id
UNION
SELECT booking.id, calendar.grant_id, booking.status, booking.starts_at, booking.ends_at
FROM booking JOIN busy_span ON busy_span.booking_id = booking.id JOIN calendar ON calendar.id = busy_span.calendar_id
"""


def upgrade() -> None:
    op.create_table(
        "booking_host",
        sa.Column("booking_id", sa.String(length=36), nullable=False),
        sa.Column("grant_id", sa.String(length=36), nullable=False),
        sa.Column("status", sa.String(length=16), nullable=False),
        sa.Column("starts_at", sa.BigInteger(), nullable=False),
        sa.Column("ends_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["booking_id"], ["booking.id"], name="fk_booking_host_booking_id_booking"),
        sa.ForeignKeyConstraint(
            ["grant_id"], ["grant.id"], name="fk_booking_host_grant_id_grant", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("booking_id", "grant_id", name="pk_booking_host"),
    )
    op.create_index("ix_booking_host_list", "booking_host", LIST)
    op.execute(FILL)
    with op.batch_alter_table("booking") as table:
        table.drop_index("ix_booking_list")


def downgrade() -> None:
    with op.batch_alter_table("booking") as table:
        table.create_index("ix_booking_list", ["grant_id", "status", "starts_at", "id", "ends_at"])
    op.drop_table("booking_host")
