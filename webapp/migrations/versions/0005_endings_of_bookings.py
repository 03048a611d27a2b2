"""how a booking ended: declined, withdrawn or cancelled; found in its history for those that ended before"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

FOUND_IN_HISTORY = """
UPDATE booking SET ending = CASE
    WHEN EXISTS (SELECT 1 FROM booking_change AS step WHERE step.booking_id = booking.id AND step.kind = 'declined')
        THEN 'declined'
    WHEN EXISTS (SELECT 1 FROM booking_change AS step WHERE step.booking_id = booking.id AND step.kind = 'expired')
        THEN 'expired'
    WHEN EXISTS (SELECT 1 FROM booking_change AS step WHERE step.booking_id = booking.id
                 AND step.kind = 'cancelled' AND step.from_status = 'pending' AND step.actor = 'guest')
        THEN 'withdrawn'
    ELSE 'cancelled' END
WHERE status = 'cancelled'
"""


def upgrade() -> None:
    with op.batch_alter_table("booking") as table:
        table.add_column(sa.Column("ending", sa.String(length=16), nullable=True))
    op.execute(FOUND_IN_HISTORY)


def downgrade() -> None:
    with op.batch_alter_table("booking") as table:
        table.drop_column("ending")
